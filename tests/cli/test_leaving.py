"""dinggang law, retire and severance as a clerk uses them: printed, written, refused, the same on any clock."""

import json
import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

PROGRAM = Path(sys.executable).with_name("dinggang")
TOWN = Path(__file__).resolve().parents[2] / "examples" / "town-2006"

# ── retire ──


def test_one_woman(dinggang):
    done = dinggang("retire", "--birth", "1970-05", "--sex", "female", "--group", "cadre", "--explain")
    assert done.code == 0
    assert "法定退休        2025-07，55岁2个月" in done.out
    assert "4÷4取整加1" in done.out
    assert "国务院关于渐进式延迟法定退休年龄的办法第一条" in done.out
    assert "弹性提前退休    最早2025-05" in done.out


def test_one_man_in_english_on_a_day(dinggang):
    asked = ("--birth", "1970-06-15", "--sex", "male", "--work-start", "1990-07-01", "--on", "2026-11-25")
    done = dinggang("retire", *asked, "--lang", "en")
    assert "closed statutory retirement" in done.out
    assert "open   early retirement of a civil servant" in done.out
    assert "from 2020-07-01" in done.out


def test_json(dinggang):
    done = dinggang("retire", "--birth", "1984-11", "--sex", "female", "--group", "worker", "--json")
    found = json.loads(done.out)
    assert (found["age"]["month"], found["age"]["delay"]) == ([2039, 11], 60)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], ["没有写--birth", "没有写--sex"]),
        (["--birth", "1970-05", "--sex", "female"], ["女职工的退休年龄看身份", "--group cadre"]),
        (["--birth", "1910-05", "--sex", "male"], ["1970-05-28没有登记适用于干部的“法定退休年龄”规定"]),
        (
            ["--birth", "1970-05", "--sex", "male", "--work-start", "1960-01-01"],
            ["参加工作时间不晚于出生日期"],
        ),
        (["--case", str(TOWN), "--person", "P012"], ["没有写问的是哪一天"]),
        (["--case", str(TOWN), "--person", "P999", "--on", "2006-11-30"], ["花名册上没有“P999”"]),
    ],
)
def test_retire_refused_in_both_languages(dinggang, arguments, words):
    done = dinggang("retire", *arguments)
    assert (done.code, done.out) == (2, "")
    assert [w for w in words if w not in done.err] == []
    assert "nothing was written" in done.err


@pytest.mark.parametrize("day", ["2026-13-01", "2026", "20261125", "1899-01-01", "tomorrow"])
def test_a_day_that_is_none(dinggang, day):
    done = dinggang("retire", "--birth", "1970-05", "--sex", "male", "--on", day)
    assert done.code == 2
    assert "is no day" in done.err


def test_side_by_side(dinggang):
    done = dinggang("retire", "--case", TOWN, "--person", "P032", "--on", "2006-11-30")
    assert done.code == 0
    assert "2006-11-30 可走" in done.out
    assert "2007-05-30" in done.out
    assert "2007-11-30" in done.out
    assert "1210.50×41＝49630.50" in done.out
    assert "须签字：本人自愿申请书、内退协议" in done.out
    temp = dinggang(
        "retire", "--case", TOWN, "--person", "P101", "--on", "2006-11-30", "--lang", "en", "--explain"
    )
    assert "2006-11-30 open 7260.00 yuan" in temp.out
    assert "counted as" in temp.out
    told = dinggang("retire", "--case", TOWN, "--person", "P101", "--on", "2006-11-30", "--json")
    assert json.loads(told.out)[0]["route"] == "clear_temp"


# ── many ──


def table(path: Path, *rows: tuple[object, ...], title: str = "花名册") -> Path:
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def cells(path: Path, sheet: str) -> list[tuple[object, ...]]:
    return list(openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True))


PEOPLE = (
    ("人员编号", "姓名", "性别", "出生日期", "身份", "参加工作时间", "原单位"),
    ("P001", "甲", "男", "1970-06-15", None, "1990-07-01", "农技站"),
    ("P002", "乙", "女", "1976-03-01", "工人", None, "农技站"),
    ("P003", "丙", "女", "1970-01-31", "干部", None, ""),
)


def test_many_retire(dinggang, tmp_path):
    out = tmp_path / "out.xlsx"
    done = dinggang("retire", table(tmp_path / "in.xlsx", *PEOPLE), "-o", out, "--explain")
    assert done.code == 0, done.err
    assert "3人，写出" in done.out
    rows = cells(out, "退休时间")
    assert [row[7] for row in rows[1:4]] == ["2031-11", "2026-11", "2025-02"]
    assert len(cells(out, "测算过程")) > 9


def test_many_as_csv(dinggang, tmp_path):
    out = tmp_path / "out.csv"
    done = dinggang("retire", table(tmp_path / "in.xlsx", *PEOPLE), "-o", out, "--lang", "en")
    assert "3 people; written" in done.out
    assert "P002,乙" in out.read_text(encoding="utf-8-sig")


def test_a_sheet_is_refused_by_row_and_column(dinggang, tmp_path):
    spoiled = (
        *PEOPLE,
        ("P004", "丁", "女", "1970-13-01", "干部", None, ""),
        ("P005", "戊", "女", "1970-01-01"),
    )
    out = tmp_path / "out.xlsx"
    done = dinggang("retire", table(tmp_path / "in.xlsx", *spoiled), "-o", out)
    assert done.code == 2
    assert "第5行 “出生日期”列" in done.err
    assert "第6行 “身份”列" in done.err
    assert not out.exists()


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ((PEOPLE[0],), "一行也没有填写"),
        ((PEOPLE[0], ("P001", "甲", "男", "1910-06-15")), "没有登记适用于干部"),
    ],
)
def test_sheets_that_say_nothing_sound(dinggang, tmp_path, rows, words):
    done = dinggang("retire", table(tmp_path / "in.xlsx", *rows), "-o", tmp_path / "out.xlsx")
    assert done.code == 2
    assert words in done.err


@pytest.mark.parametrize("command", ["retire", "severance"])
def test_where_to_write_must_be_said(dinggang, tmp_path, command):
    done = dinggang(command, tmp_path / "none.xlsx")
    assert done.code == 2
    assert "-o" in done.err
    assert "没有这个文件" in done.err


# ── severance ──

LONG = (
    *("--start", "2004-07-01", "--end", "2026-10-30", "--wage", "30000", "--average-wage", "7000"),
    *("--ground", "changed", "--notified", "2026-10-10", "--last-wage", "31000"),
)


def test_severance_line_by_line(dinggang):
    done = dinggang("severance", *LONG)
    assert done.code == 0
    assert "满3年6个月零0天，计4年" in done.out
    assert "12×1个月＝12个月；月工资21000×12" in done.out
    assert "代通知金  31000.00元" in done.out
    assert "合计  403000.00元" in done.out
    assert "劳动合同法第四十七条" in done.out


def test_severance_in_english_and_json(dinggang):
    done = dinggang(
        "severance", "--start", "2019-03-01", "--end", "2026-10-30", "--wage", "3000", "--lang", "en"
    )
    assert "7 years 7 months 30 days, counted as 8" in done.out
    assert "Total  24000.00 yuan" in done.out
    assert "the ground is not stated" in done.out
    told = json.loads(dinggang("severance", *LONG, "--json").out)
    assert [d["amount"] for d in told["dues"]] == ["120000", "252000", "31000"]


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (
            ["--end", "2026-10-30", "--ground", "fault"],
            "不付经济补偿：《中华人民共和国劳动合同法》第三十九条",
        ),
        (["--end", "2007-10-30", "--ground", "expired"], "2008年以前合同期满不付经济补偿"),
        (["--end", "2007-10-30", "--law", "481"], "合计  12000.00元"),
        (["--end", "2026-10-30", "--ground", "agreed", "--law", "lh"], "合计  69000.00元"),
    ],
)
def test_severance_by_ground_and_law(dinggang, more, words):
    done = dinggang("severance", "--start", "2004-07-01", "--wage", "3000", *more)
    assert done.code == 0
    assert words in done.out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "没有写--start"),
        (["--start", "2026-01-02", "--end", "2026-01-01", "--wage", "3000"], "早于第一天"),
        (["--start", "2026-01-01", "--end", "2026-01-01", "--wage", "0"], "月工资须大于0"),
        (["--start", "2004-01-01", "--end", "2006-01-01", "--wage", "1", "--law", "lh"], "不适用劳动合同法"),
        (
            ["--start", "1990-01-01", "--end", "1994-12-31", "--wage", "1"],
            "1994-12-31没有登记适用于订立劳动合同的人员的“经济补偿”规定，登记的从1995-01-01起",
        ),
        (["--start", "2004-01-01", "--end", "2016-01-01", "--wage", "1", "--law", "481"], "只到2007-12-31"),
    ],
)
def test_severance_refused(dinggang, arguments, words):
    done = dinggang("severance", *arguments)
    assert (done.code, done.out) == (2, "")
    assert words in done.err


@pytest.mark.parametrize("wage", ["1e3", "3000.001", "-5", "三千"])
def test_an_amount_that_is_none(dinggang, wage):
    done = dinggang("severance", "--start", "2026-01-01", "--end", "2026-02-01", f"--wage={wage}")
    assert done.code == 2
    assert "is no amount" in done.err


CONTRACTS = (
    ("人员编号", "姓名", "来本单位日期", "离岗日期", "月工资", "解除依据", "书面通知日期", "上月工资"),
    ("P001", "甲", "2019-03-01", "2026-10-30", 3000, "协商一致", None, None),
    ("P002", "乙", "2019-03-01", "2026-10-30", 3000, "客观情况变化", "2026-10-10", 3100),
    ("P003", "丙", "2019-03-01", "2026-10-30", 3000, None, None, None),
)


def test_many_contracts(dinggang, tmp_path):
    out = tmp_path / "out.xlsx"
    source = table(tmp_path / "in.xlsx", *CONTRACTS, title="清退")
    done = dinggang("severance", source, "-o", out, "--explain")
    assert done.code == 0, done.err
    rows = cells(out, "经济补偿")
    assert [row[2] for row in rows[1:5]] == [24000, 27100, 24000, 75100]
    assert [bool(row[3]) for row in rows[1:4]] == [False, False, True]
    assert len([r for r in cells(out, "测算过程") if r[2] in {"经济补偿", "代通知金"}]) == 4


def test_contracts_refused_by_row(dinggang, tmp_path):
    bad = ("P004", "丁", "2026-10-31", "2026-10-30", 0, None, None, None)
    source = table(tmp_path / "in.xlsx", *CONTRACTS, bad, title="清退")
    done = dinggang("severance", source, "-o", tmp_path / "out.xlsx")
    assert done.code == 2
    assert "第5行 “离岗日期”列" in done.err
    assert "第5行 “月工资”列" in done.err
    other = dinggang(
        "severance", table(tmp_path / "b.xlsx", *CONTRACTS), "-o", tmp_path / "o.csv", "--law", "481"
    )
    assert "不适用劳部发〔1994〕481号" in other.err


# ── law ──


def test_the_register_by_day_and_word(dinggang):
    done = dinggang("law", "--on", "2006-10-31", "--word", "退休")
    assert done.code == 0
    assert "GWY05-88" in done.out
    assert "GWY-93" not in done.out
    assert "TX-1" not in done.out
    english = dinggang("law", "--word", "severance", "--lang", "en")
    assert "1995-01-01 to 2007-12-31" in english.out
    assert "from 2008-01-01" in english.out
    assert "days not known" in dinggang("law", "--word", "GP-1", "--lang", "en").out


def test_which_articles_a_case_used(dinggang):
    done = dinggang("law", TOWN)
    assert "用于 正常退休：P031、P047、P056" in done.out
    assert "BZ-06" not in done.out  # 486号令 came later
    assert "方案和当地文件的规定" in done.out
    told = json.loads(dinggang("law", TOWN, "--json").out)
    assert {route for route, _ in told["local"]} >= {"retire_internal", "yield"}
    assert {one["article"]["id"] for one in told["articles"]} == {
        "BT-G4",
        "GWY05-88",
        "NT-1",
        "BC-5",
        "BF-98",
    }


def test_findings_that_cite_are_placed(dinggang, town):
    plan = town / "plan.toml"
    text = plan.read_text(encoding="utf-8").replace("cutoff = 2006-10-31", "cutoff = 2007-10-31", 1)
    plan.write_text(text, encoding="utf-8")
    done = dinggang("law", town, "--word", "BZ-")
    assert "用于 " in done.out
    assert "X1（" in done.out or "X2（" in done.out


# ── on any clock ──


@pytest.mark.parametrize(
    "arguments",
    [
        ("retire", "--birth", "1970-06-15", "--sex", "male", "--work-start", "1990-07-01", "--explain"),
        ("severance", *LONG),
        ("law", "--on", "2006-10-31"),
    ],
)
def test_no_clock_locale_or_zone_shows(arguments):
    def printed(zone: str, locale: str, seed: str) -> bytes:
        env = {
            **os.environ,
            "TZ": zone,
            "LC_ALL": locale,
            "LANG": locale,
            "PYTHONHASHSEED": seed,
            "PYTHONIOENCODING": "utf-8",
        }
        return subprocess.run([PROGRAM, *arguments], capture_output=True, check=True, env=env).stdout

    first = printed("UTC", "C", "0")
    assert first == printed("Pacific/Kiritimati", "C.UTF-8", "1")
    assert first == printed("America/Adak", "tr_TR.UTF-8", "2")
