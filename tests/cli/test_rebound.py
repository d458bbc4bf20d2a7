"""dinggang rebound on the invented town: a sound later day, what came back, and what is refused."""

import json
from pathlib import Path

import openpyxl
import pytest

from dinggang.procedure import run
from dinggang.sheets import read_folder

TOWN = Path(__file__).resolve().parents[2] / "examples" / "town-2006"
COMPANY = "望禾镇农工商综合服务公司"
HEADER = ("人员编号", "姓名", "所在机构", "人员类别", "层级", "用人单位", "经费来源", "到岗日期")
KINDS = {"administrative": "行政", "institution": "事业"}


@pytest.fixture(scope="module")
def rows() -> list[tuple[object, ...]]:
    """The later roster of a town in which nothing came back: places as filled, the company's people at the company."""
    folder = read_folder(TOWN)
    posts = {p.id: p.body for p in folder.case.posts}
    leaders = {p.id for p in folder.case.people if p.stratum.value == "leader"}
    found: list[tuple[object, ...]] = []
    for o in run(folder).results.outcomes or ():
        who = (o.person, folder.names[o.person])
        if o.occupies is not None:
            body = posts.get(o.post or "", "B03")  # who yielded sits where they sat
            stratum = "领导" if o.person in leaders else "一般"
            found.append((*who, body, KINDS[o.occupies.value], stratum, None, "财政人员经费", "2006-12-08"))
        elif o.kind.value == "divert_company":
            found.append((*who, None, "公司人员", "一般", COMPANY, "服务经费", "2006-12-08"))
        elif o.kind.value == "wait":
            found.append((*who, None, "待岗", "一般", None, "财政人员经费", "2006-12-08"))
    return found


def workbook(path: Path, people: list[tuple[object, ...]], **more: list[tuple[object, ...]]) -> Path:
    book = openpyxl.Workbook()
    book.active.title = "后来花名册"
    for row in (HEADER, *people):
        book.active.append(row)
    for title, table in more.items():
        ws = book.create_sheet(title)
        for row in table:
            ws.append(row)
    book.save(path)
    return path


def cells(path: Path, sheet: str) -> list[tuple[object, ...]]:
    return list(openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True))


def test_nothing_came_back(dinggang, tmp_path, rows):
    out = tmp_path / "out"
    done = dinggang("rebound", TOWN, workbook(tmp_path / "later.xlsx", rows), "-o", out)
    assert (done.code, done.err) == (0, "")
    assert "没有发现反弹。" in done.out
    assert sorted(p.name for p in out.iterdir()) == [".dinggang", "反弹核查台账.xlsx", "反弹核查报告.txt"]
    report = (out / "反弹核查报告.txt").read_text(encoding="utf-8")
    assert "行政：可用28名，办结时占编26人，后来占编26人。" in report
    assert "没有提供机构编制、经费、付款，这些没有核对。" in report
    again = dinggang("rebound", TOWN, tmp_path / "later.xlsx", "-o", out, "--lang", "en")
    assert (again.code, "Nothing came back." in again.out) == (0, True)


def test_what_came_back(dinggang, tmp_path, rows):
    folder = read_folder(TOWN)
    back = [
        ("P101", None, "社会事务办公室", "临时", "一般", None, "财政人员经费", "2007-03-01"),
        ("P054", None, "便民服务中心", "公司人员", "一般", COMPANY, "服务经费", "2006-12-08"),
        ("P031", None, "党政办公室", "临时", "一般", None, "财政人员经费", "2007-01-04"),
        (None, "新来的人", "农业办公室", "临时", "一般", None, "财政人员经费", "2007-02-01"),
    ]
    people = [row for row in rows if row[0] != "P054"] + back
    lines = folder.case.plan.services.lines
    money = [("经费编号", "预算年度", "性质", "服务项目", "用途", "金额")]
    money += [
        (f"F{n:02}", 2008, "服务经费", s.id, s.purpose, float(s.base_amount)) for n, s in enumerate(lines, 1)
    ]
    money[1] = ("F01", 2008, "服务经费", "S01", "农业技术推广、示范和培训", 90000)
    money[2] = ("F02", 2008, "服务经费", "S02", "办公经费", 124000)
    paid = [("付款编号", "日期", "收款单位", "人员编号", "金额")]
    paid += [(f"Z{n:02}", f"2007-0{n}-28", COMPANY, "P054", 950) for n in (1, 2, 3)]
    later = workbook(tmp_path / "later.xlsx", people, 后来经费=money, 后来付款=paid)
    out = tmp_path / "out"
    done = dinggang("rebound", TOWN, later, "-o", out, "--json")
    assert (done.code, done.err) == (1, "")
    findings = json.loads(done.out)["findings"]
    assert [(f["code"], f["level"]) for f in findings] == [
        ("W01", "stops"),
        ("W02", "explain"),
        ("W03", "stops"),
        ("W07", "stops"),
        ("W09", "explain"),
        ("W10", "stops"),
        ("W11", "stops"),
        ("W13", "explain"),
    ]
    by_code = {f["code"]: f for f in findings}
    assert "少于2005年的96000元，少6000元；合计没有少，畜禽防疫多6000元" in by_code["W10"]["words"]["zh"]
    assert "3人月、2850元" in by_code["W13"]["words"]["zh"]
    assert by_code["W01"]["where"][0]["sheet"] == "后来花名册"
    assert [w["file"] for w in by_code["W01"]["where"]] == ["later.xlsx", "roster.xlsx", "exits.xlsx"]
    ledger = out / "反弹核查台账.xlsx"
    assert len(cells(ledger, "核查结果")) >= 2 + len(findings)
    assert ("S01", "农技推广", "农业技术推广、示范和培训", 96000, 90000, -6000) in cells(ledger, "经费对照")
    assert [r[9] for r in cells(ledger, "人员对照") if r[0] == "P101"] == ["W01"]
    assert "[W01 阻断]" in (out / "反弹核查报告.txt").read_text(encoding="utf-8")


def test_refused(dinggang, tmp_path, town, rows):
    later = workbook(tmp_path / "later.xlsx", rows)
    (town / "services.xlsx").unlink()
    still_open = dinggang("rebound", town, later, "-o", tmp_path / "out")
    assert still_open.code == 2
    assert "案卷还没有办结" in still_open.err
    assert "The case is not closed" in still_open.err
    unknown = workbook(tmp_path / "unknown.xlsx", [("P999", *rows[0][1:])])
    assert "没有编号P999" in dinggang("rebound", TOWN, unknown, "-o", tmp_path / "out").err
    assert "没有写LATER" in dinggang("rebound", TOWN, "-o", tmp_path / "out").err
    assert not (tmp_path / "out").exists()


def test_the_template(dinggang, tmp_path):
    done = dinggang("rebound", "--template", tmp_path / "later.xlsx")
    assert (done.code, done.err) == (0, "")
    assert openpyxl.load_workbook(tmp_path / "later.xlsx").sheetnames[:4] == [
        "后来花名册",
        "后来机构编制",
        "后来经费",
        "后来付款",
    ]
