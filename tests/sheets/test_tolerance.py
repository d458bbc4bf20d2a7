"""What other hands do to a folder and is harmless, and what only looks so."""

import os
from datetime import datetime

import openpyxl
import pytest
from openpyxl.styles import PatternFill
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from dinggang.basis import canonical
from dinggang.sheets import read_folder
from dinggang.sheets.files import SHEETS
from sheets.desk import POSTS, ROSTER, cell, edit_plan, problems, said, spoil


def blank_rows(book):
    book["花名册"].insert_rows(4)
    book["花名册"].insert_rows(7, 3)


def formatted_far_below(book):
    for row in range(12, 400):
        for column in range(1, 19):
            book["花名册"].cell(row, column).fill = PatternFill("solid", fgColor="FFFF00")


def columns_turned_round(book):
    old = book["花名册"]
    rows = [[c.value for c in row][::-1] for row in old.iter_rows()]
    book.remove(old)
    new = book.create_sheet("花名册")
    for row in rows:
        new.append(row)


def dates_as_text(book):
    for row in range(2, 12):
        for column, form in ((4, "{0.year}/{0.month}/{0.day}"), (9, "{0.year}年{0.month}月{0.day}日")):
            one = book["花名册"].cell(row, column)
            one.value, one.number_format = form.format(one.value), "@"


def midnights(book):
    one = book["花名册"]["D2"]
    one.value, one.number_format = f"{one.value:%Y-%m-%d} 00:00:00", "@"


def another_epoch(book):
    book.epoch = CALENDAR_MAC_1904


def hidden(book):
    sheet = book["花名册"]
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["D"].hidden = True
    book.create_sheet("封面", 0)
    sheet.sheet_state = "hidden"


def other_headers(book):
    sheet = book["花名册"]
    sheet["A1"], sheet["B1"], sheet["C1"], sheet["D1"] = "人员\n编号", " 姓  名 ", "sex", "出生日期（必填）*"


def further_columns(book):
    sheet = book["花名册"]
    sheet["S1"], sheet["S2"] = "序号", "=ROW()-1"
    sheet["T1"], sheet["T2"] = "备注", "借调"


def title_above(book):
    sheet = book["花名册"]
    sheet.insert_rows(1)
    sheet["A1"] = "测试镇花名册"
    sheet.merge_cells("A1:R1")


def full_width(book):
    sheet = book["花名册"]
    sheet["A3"], sheet["C3"], sheet["N11"] = "Ｐ０２", "　男 ", "５００"


def another_sheet(book):
    book.create_sheet("统计", 0)["A1"] = "=1+1"


@pytest.mark.parametrize(
    "change",
    [
        blank_rows,
        formatted_far_below,
        columns_turned_round,
        dates_as_text,
        midnights,
        another_epoch,
        hidden,
        other_headers,
        further_columns,
        title_above,
        full_width,
        another_sheet,
    ],
)
def test_harmless(folder, change):
    before = read_folder(folder)

    spoil(folder, "roster.xlsx", change)

    assert canonical(read_folder(folder).case) == canonical(before.case)


def test_numbers_as_text_and_whole_numbers_with_a_point(folder):
    before = read_folder(folder).case
    cell(folder, "evaluation.xlsx", "民主测评", "D2", "10")
    cell(folder, "evaluation.xlsx", "民主测评", "E2", 10.0)
    cell(folder, "services.xlsx", "委托协议", "I2", "1,000.00")

    assert canonical(read_folder(folder).case) == canonical(before)


def as_csv(folder, file, encoding="utf-8", changes=()):
    path = folder / f"{file}.xlsx"
    rows = openpyxl.load_workbook(path)[SHEETS[file][0]].iter_rows(values_only=True)
    path.unlink()
    text = "\r\n".join(
        ",".join("" if c is None else f"{c:%Y-%m-%d}" if isinstance(c, datetime) else f'"{c}"' for c in row)
        for row in rows
    )
    for old, new in changes:
        text = text.replace(old, new)
    (folder / f"{file}.csv").write_bytes(text.encode(encoding))


SINGLE = [file for file, sheets in SHEETS.items() if len(sheets) == 1]


@pytest.mark.parametrize("file", SINGLE)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_csv_reads_as_the_workbook(folder, file, encoding):
    before = read_folder(folder)
    as_csv(folder, file, encoding)

    after = read_folder(folder)

    assert canonical(after.case) == canonical(before.case)
    assert after.names == before.names


@pytest.mark.parametrize("file", SINGLE)
@pytest.mark.parametrize("encoding", ["gbk", "gb18030"])
def test_gbk_of_every_table(folder, file, encoding):
    rare = [("䶮", "?"), ("𠮷", "?"), ("祎", "?"), ("堃", "?")] if encoding == "gbk" else []
    as_csv(folder, file, encoding, rare)

    [found] = problems(folder)

    assert found.where.file == f"{file}.csv"
    assert found.words.zh.startswith("这个CSV是GBK（ANSI）编码")
    assert "CSV UTF-8" in found.cure.zh


def test_utf8_with_a_broken_character_is_not_called_gbk(folder):
    as_csv(folder, "roster")
    path = folder / "roster.csv"
    path.write_bytes(path.read_bytes().replace("张一".encode(), "张".encode() + b"\xe4\xb8"))

    assert said(folder) == [("roster.csv", "", None, "", "这个CSV在第6行有损坏的字（不合UTF-8编码）。")]


@pytest.mark.parametrize(("mark", "named"), [("\t", "制表符"), (";", "分号")])
def test_other_separators(folder, mark, named):
    as_csv(folder, "exits", changes=[(",", mark)])

    assert said(folder) == [("exits.csv", "", None, "", f"各列是用{named}隔开的，不是逗号。")]


def test_empty_csv(folder):
    (folder / "exits.xlsx").unlink()
    (folder / "exits.csv").write_bytes(b"")

    assert said(folder) == [("exits.csv", "", None, "", "是空文件（0字节）。")]


# Names of files


@pytest.mark.parametrize(
    "name", ["Choices.XLSX", "choices (1).xlsx", "choice.xlsx", "choices.xlsx.xlsx", "志愿.xlsx"]
)
def test_misnamed(folder, name):
    (folder / "choices.xlsx").rename(folder / name)

    assert said(folder) == [(name, "", None, "", "不认识这个文件名；没有choices.xlsx，是不是它？")]


def test_other_files_beside_the_tables(folder):
    before = read_folder(folder).case
    for name in ("choices (1).xlsx", "~$roster.xlsx", "照片.jpg", "roster_old.xlsx"):
        (folder / name).write_bytes(b"x")

    assert read_folder(folder).case == before


def test_folder_or_dangling_link_instead_of_a_file(folder):
    (folder / "exits.xlsx").unlink()
    (folder / "exits.xlsx").mkdir()
    (folder / "acts.xlsx").unlink()
    (folder / "acts.xlsx").symlink_to(folder / "none")

    words = "不是文件（是文件夹，或指向不存在的文件）。"
    assert said(folder) == [("exits.xlsx", "", None, "", words), ("acts.xlsx", "", None, "", words)]


def test_link_to_a_file(folder, tmp_path):
    before = read_folder(folder).case
    (folder / "acts.xlsx").rename(tmp_path / "elsewhere.xlsx")
    (folder / "acts.xlsx").symlink_to(tmp_path / "elsewhere.xlsx")

    assert read_folder(folder).case == before


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (PermissionError(13, "Permission denied"), "没有读取的权限，或正被别的程序占用。"),
        (OSError(5, "Input/output error"), "读不出来（Input/output error）。"),
    ],
)
def test_unreadable(folder, monkeypatch, error, words):
    read = type(folder).read_bytes

    def refuse(path):
        if path.name == "acts.xlsx":
            raise error
        return read(path)

    monkeypatch.setattr(type(folder), "read_bytes", refuse)

    assert said(folder) == [("acts.xlsx", "", None, "", words)]


def test_closed_folder(folder, monkeypatch):
    monkeypatch.setattr(os, "access", lambda *_: False)

    assert said(folder) == [(str(folder), "", None, "", "没有打开这个文件夹的权限。")]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "是空文件（0字节）。"),
        (b"<html><table>", "其实是网页（HTML）或XML，只是名字改成了xlsx（多为从网上系统导出）。"),
        ("编号,行为\n".encode(), "其实是文本（CSV），只是名字改成了xlsx。"),
        (b"what is this", "文件损坏、不完整，或不是xlsx表格。"),
    ],
)
def test_false_names(folder, content, words):
    (folder / "acts.xlsx").write_bytes(content)

    assert said(folder) == [("acts.xlsx", "", None, "", words)]


# One problem must not hide another, nor call a false alarm


def test_flawed_plan_does_not_hide_the_rest(folder):
    edit_plan(
        folder,
        ("cutoff = 2006-10-31", "cutoff = 2006年10月31日"),
        ("exam = 40, evaluation", "exam = 41, evaluation"),
        ("min_turnout = 50", 'min_turnout = "五十"'),
    )
    cell(folder, "choices.xlsx", "志愿", "C2", "O99")
    cell(folder, "speech.xlsx", "演说评分", "E2", 101)

    assert [(f, w) for f, _, _, _, w in said(folder)] == [
        ("plan.toml", "第14个字符处：值的后面多了内容。"),
        ("plan.toml", "应为数字（不加引号），实为文字“五十”。"),
        ("speech.xlsx", "101超过满分100。"),
        ("choices.xlsx", "岗位表里没有编号O99。"),
        ("plan.toml", "四项权重合计101，不是100：exam 41＋evaluation 30＋speech 20＋assessment 10。"),
    ]


def test_unreadable_plan_does_not_hide_the_tables(folder):
    path = folder / "plan.toml"
    path.write_text("[[[\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    cell(folder, "choices.xlsx", "志愿", "C2", "O99")
    cell(folder, "assessment.xlsx", "组织考核", "A2", "P99")
    cell(folder, "services.xlsx", "付款", "B2", "C99")
    cell(folder, *POSTS, "C3", "没有这个办公室")  # cannot be told without the plan

    assert [(f, w) for f, _, _, _, w in said(folder)] == [
        ("plan.toml", "第3个字符处：这里不能这样开头。"),
        ("assessment.xlsx", "花名册里没有编号P99。"),
        ("choices.xlsx", "岗位表里没有编号O99。"),
        ("services.xlsx", "委托协议表里没有编号C99。"),
    ]


def test_made_up_parts_of_a_plan_are_not_believed(folder):
    # The lines' amounts, the bodies and one weight cannot be read, so nothing is said of totals and bodies.
    edit_plan(
        folder,
        ("base_amount = 1000", 'base_amount = "一千"'),
        ('id = "B02"', "id = 2"),
        ("speech = 20", 'speech = "二十"'),
        ('id = "A"', 'id = "甲"'),
    )

    assert [f[1] for f in said(folder)] == [
        "bodies[1].id",
        "rules.evaluation.categories[0].id",
        "rules.composite.weights.speech",
        "services.lines[0].base_amount",
    ]


@pytest.mark.parametrize(("file", "sheet"), [ROSTER, POSTS])
def test_without_ids_nothing_is_said_of_those_who_name_them(folder, file, sheet):
    spoil(folder, file, lambda book: book[sheet].delete_cols(1))

    assert [(f, r) for f, _, r, _, _ in said(folder)] == [(file, 1)]


def test_an_id_that_cannot_be_read_is_told_where_it_is_missed(folder):
    cell(folder, *ROSTER, "A4", 3)

    found = [p for p in problems(folder) if p.where.file == "speech.xlsx"]

    assert [p.words.zh for p in found] == ["花名册里没有编号P03（第3、4行同此）。"]
    assert "花名册第4行的编号读不出" in found[0].cure.zh


def without_names(book):
    for sheet in book:
        for column in (2, 3):
            if sheet.cell(1, column).value == "姓名":
                sheet.delete_cols(column)


def test_one_person_under_two_ids(folder):
    cell(folder, *ROSTER, "B5", "张 祎")
    spoil(folder, "roster.xlsx", lambda book: book["花名册"].__setitem__("D5", book["花名册"]["D4"].value))
    for file in ("exam", "evaluation", "speech", "assessment", "choices", "groundwork", "meetings", "talks"):
        spoil(folder, f"{file}.xlsx", without_names)

    assert said(folder) == [(*ROSTER, 5, "姓名", "“张 祎”与第4行同名、同一天出生，像是同一人登记了两次。")]


def test_id_in_other_capitals_is_the_same(folder):
    cell(folder, *ROSTER, "A11", "p02")
    cell(folder, "exits.xlsx", "分流清退", "A3", "P02")

    assert (*ROSTER, 11, "人员编号", "“p02”重复：第3行已有。") in said(folder)


def test_lost_characters_of_a_name(folder):
    cell(folder, *ROSTER, "B3", "张?")
    cell(folder, *ROSTER, "B4", "张\ufffd")
    cell(folder, *ROSTER, "B5", "张" * 101)

    assert [f[4] for f in said(folder) if f[0] == "roster.xlsx"] == [
        "姓名里有“?”，像是生僻字丢失了。",
        "含有系统自造的字或已损坏的字（U+FFFD），换一台电脑就认不出来。",
        "姓名有101个字，太长。",
    ]


def test_the_key_of_a_question_to_be_judged(folder):
    cell(folder, "exam.xlsx", "标准答案", "B2", "判断")
    cell(folder, "exam.xlsx", "标准答案", "C2", "AC")

    assert said(folder) == [
        ("exam.xlsx", "标准答案", 2, "标准答案", "判断题的答案只能是对或错，这里是“AC”。")
    ]


def test_full_width_marks_in_the_plan_are_named(folder):
    edit_plan(folder, ('organ = "测试镇"', "organ = “测试镇”"))

    [found] = problems(folder)

    assert found.cure.zh == '这一行有全角符号“ ”，请改为英文的 " = , . 。'
