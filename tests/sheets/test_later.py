"""A later roster, headcount, budget and payments as a clerk hands them in: taken as meant, or refused with row and cure."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

import build
from dinggang.balance.later import LaterKind, Nature, PaidBy
from dinggang.basis import Refusal
from dinggang.sheets.later import LaterFiles, later_template, read_later
from sheets.desk import NAMES

FOLDER = build.folder()
FOLDER = type(FOLDER)(case=FOLDER.case, names=NAMES, places={}, digests={})
PEOPLE = ("人员编号", "姓名", "出生日期", "所在机构", "人员类别", "用人单位", "经费来源", "到岗日期")
P03 = ("P03", NAMES["P03"], None, "党政办公室", "行政", None, "财政", "2006-12-08")
BODIES = ("机构", "编制类别", "编制数", "实有人数")
MONEY = ("经费编号", "预算年度", "性质", "服务项目", "用途", "金额")
PAID = ("付款编号", "日期", "收款单位", "人员编号", "金额")


def workbook(path: Path, **sheets: list[tuple[object, ...]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        ws = book.create_sheet(title)
        for row in rows:
            ws.append(row)
    book.save(path)
    return path


def taken(path: Path) -> LaterFiles:
    return read_later(path, FOLDER)


def said(path: Path) -> list[tuple[str, int | None, str, str]]:
    with pytest.raises(Refusal) as caught:
        read_later(path, FOLDER)
    return [(p.where.file, p.where.row, p.where.column, p.words.zh) for p in caught.value.problems]


def test_everything_in_one_workbook(tmp_path):
    path = workbook(
        tmp_path / "later.xlsx",
        后来花名册=[
            PEOPLE,
            P03,
            (None, "新来", "1990-05-06", "招商局", "临时", "某公司", "其他", "2008-01-02"),
        ],
        后来机构编制=[BODIES, ("党政办公室", "行政", 3, 1), ("N01", "行政", 0, 0)],
        后来经费=[
            MONEY,
            ("F01", 2008, "服务", "农技推广", "农业", 1000.5),
            ("F02", 2008, "人员经费", None, "工资", 3),
        ],
        后来付款=[PAID, ("Z01", "2008-01-15", "农工商公司", "P10", 900)],
    )
    later, places, names = taken(path)
    one, two = later.people
    assert (one.person, one.body, one.kind, one.paid_by) == (
        "P03",
        "B01",
        LaterKind.ADMINISTRATIVE,
        PaidBy.BUDGET,
    )
    assert (two.person, two.alike, two.body, two.employer) == (None, (), "招商局", "某公司")
    assert [(b.body, b.headcount, b.leaders) for b in later.bodies] == [("B01", 3, 0), ("N01", 0, 0)]
    assert [(m.nature, m.line, m.amount) for m in later.money] == [
        (Nature.SERVICES, "S01", Decimal("1000.5")),
        (Nature.STAFF, None, Decimal(3)),
    ]
    assert (later.payments[0].person, later.payments[0].day) == ("P10", date(2008, 1, 15))
    assert str(places[two.row]) == "later.xlsx [后来花名册] 第3行"
    assert set(places) == {"later:2", "later:3", "bodies:2", "bodies:3", "money:F01", "money:F02", "paid:Z01"}
    assert names[two.row] == "新来"


def test_a_folder_of_csv_and_xlsx(tmp_path):
    folder = tmp_path / "later"
    folder.mkdir()
    rows = [",".join(PEOPLE), ",".join(str(c or "") for c in P03)]
    (folder / "roster.csv").write_text("\n".join(rows), encoding="utf-8")
    workbook(folder / "budget.xlsx", 经费=[MONEY, ("F01", 2008, "服务", "S01", "农业", 1000)])
    later = taken(folder).later
    assert ([p.person for p in later.people], [m.line for m in later.money]) == (["P03"], ["S01"])
    assert (later.bodies, later.payments) == ((), ())


def test_who_is_who_without_an_id(tmp_path):
    """P10 was born on 1970-01-10: name and birth date tell; the name alone is only a hint."""
    rows = [
        (None, NAMES["P10"], birth, None, "临时", None, "财政", "2008-01-02")
        for birth in ("1970-01-10", "1971-01-10", None)
    ]
    people = taken(workbook(tmp_path / "later.xlsx", 后来花名册=[PEOPLE, *rows])).later.people
    assert [(p.person, p.alike) for p in people] == [("P10", ()), (None, ()), (None, ("P10",))]


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        ([P03, P03], (3, "人员编号", "“P03”重复：第2行已有。")),
        (
            [P03, (None, NAMES["P03"], "1970-01-03", *P03[3:])],
            (3, "姓名", "与第2行是同一个人。"),
        ),
        ([("P99", "某人", *P03[2:])], (2, "人员编号", "花名册里没有编号P99。")),
        (
            [("P03", "李四", *P03[2:])],
            (2, "姓名", f"P03在案卷花名册上是“{NAMES['P03']}”，这里写的是“李四”。"),
        ),
        (
            [("P03", None, "1970-01-04", *P03[3:])],
            (2, "出生日期", "P03在案卷花名册上的出生日期是1970-01-03，这里写的是1970-01-04。"),
        ),
        ([(None, None, *P03[2:])], (2, "姓名", "人员编号和姓名都没有填，不知道是谁。")),
        ([(*P03[:4], "合同工", *P03[5:])], (2, "人员类别", None)),
        ([(*P03[:7], "去年")], (2, "到岗日期", "“去年”不是有效日期。")),
        ([(3, *P03[1:])], (2, "人员编号", None)),
    ],
)
def test_rows_of_people_refused(tmp_path, rows, problem):
    found = said(workbook(tmp_path / "later.xlsx", 后来花名册=[PEOPLE, *rows]))
    assert [one[1:3] for one in found] == [problem[:2]]
    assert problem[2] in {None, found[0][3]}


@pytest.mark.parametrize(
    ("title", "rows", "problem"),
    [
        ("后来经费", [MONEY, ("F01", 2008, "服务", "S09", "农业", 1)], (2, "服务项目")),
        ("后来经费", [MONEY, ("F01", 2008, "服务", None, "农业", 1)], (2, "服务项目")),
        ("后来经费", [MONEY, ("F01", 2008, "人员", "S01", "农业", 1)], (2, "服务项目")),
        ("后来经费", [MONEY, ("F01", 2008, "服务", "S01", "农业", "一千")], (2, "金额")),
        ("后来经费", [MONEY, ("F01", 2008, "服务", "S01", "农业", -1)], (2, "金额")),
        ("后来经费", [MONEY[:5], ("F01", 2008, "服务", "S01", "农业")], (1, "金额")),
        ("后来机构编制", [BODIES, ("党政办公室", "行政", 3.5, 1)], (2, "编制数")),
        ("后来机构编制", [BODIES, ("B01", "行政", 3, 1), ("党政办公室", "行政", 4, 1)], (3, "机构")),
        ("后来付款", [PAID, ("Z01", "2008-01-15", "公司", "P99", 1)], (2, "人员编号")),
        ("后来付款", [PAID, ("Z01", "2008-01", "公司", None, 1)], (2, "日期")),
    ],
)
def test_rows_of_other_tables_refused(tmp_path, title, rows, problem):
    found = said(workbook(tmp_path / "later.xlsx", 后来花名册=[PEOPLE, P03], **{title: rows}))
    assert [one[1:3] for one in found] == [problem]


def test_a_missing_column(tmp_path):
    found = said(workbook(tmp_path / "later.xlsx", 后来花名册=[PEOPLE[:-1], P03[:-1]]))
    assert [one[3] for one in found] == ["缺少“到岗日期”列。"]


def test_files_refused_as_a_whole(tmp_path):
    folder = tmp_path / "later"
    folder.mkdir()
    assert [one[3] for one in said(folder)] == ["没有后来的花名册。"]
    text = ",".join(PEOPLE) + "\n" + ",".join(str(c or "") for c in P03)
    (folder / "roster.csv").write_bytes(text.replace("䶮", "口").replace("𠮷", "吉").encode("gb18030"))
    (folder / "预算.xlsx").write_bytes(b"")
    words = [one[3] for one in said(folder)]
    assert words[0] == "不认识这个文件名，不知道是哪张表。"
    assert words[1].startswith("这个CSV是GBK（ANSI）编码。")
    (folder / "预算.xlsx").unlink()
    workbook(folder / "roster.xlsx", 后来花名册=[PEOPLE, P03])
    assert [one[3] for one in said(folder)] == ["roster.xlsx和roster.csv同时存在，不知道以哪个为准。"]
    assert [one[3] for one in said(tmp_path / "none.xlsx")] == ["没有这个文件。"]


def test_the_template_is_read_back_as_empty(tmp_path):
    path = tmp_path / "template.xlsx"
    path.write_bytes(later_template())
    assert [one[3] for one in said(path)] == ["表头下面一行也没有填写。"]
    book = openpyxl.load_workbook(path)
    book["后来花名册"].append((*P03[:5], None, None, "财政人员经费", "2006-12-08", None))
    book.save(path)
    assert [p.person for p in taken(path).later.people] == ["P03"]
