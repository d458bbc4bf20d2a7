"""Cells that cannot be taken, each kind once: file, sheet, row, column and words of the refusal."""

from datetime import date, datetime
from decimal import Decimal

import pytest
import xlsxwriter

from sheets.desk import POSTS, ROSTER, cell, problems, rewrite, said, spoil


def test_text_in_number_column(folder):
    cell(folder, *POSTS, "G3", "两个")

    assert said(folder) == [(*POSTS, 3, "岗位数", "应为数字，实为“两个”。")]


def test_fraction_negative_and_percentage(folder):
    cell(folder, *POSTS, "G2", 1.5)
    cell(folder, *POSTS, "G3", -1)
    cell(folder, *POSTS, "G4", "80%")

    def percent(book):
        book["岗位"]["G5"] = 0.8
        book["岗位"]["G5"].number_format = "0.00%"

    spoil(folder, "posts.xlsx", percent)

    assert said(folder) == [
        (*POSTS, 5, "岗位数", "G5是百分比格式：显示80%，存的却是0.8。"),
        (*POSTS, 2, "岗位数", "应为整数，实为1.5。"),
        (*POSTS, 3, "岗位数", "-1小于0。"),
        (*POSTS, 4, "岗位数", "“80%”是百分数。"),
    ]


def test_number_below_what_the_value_allows(folder):
    cell(folder, *POSTS, "G2", 0)

    assert said(folder) == [(*POSTS, 2, "岗位数", "0小于1。")]


def test_more_than_fifteen_digits(folder):
    # Other programs write 17 digits; openpyxl would round 0.1 + 0.2 to 0.3.
    cell(folder, *ROSTER, "N2", 7)
    rewrite(
        folder / "roster.xlsx",
        "xl/worksheets/sheet1.xml",
        lambda text: text.replace(b"<v>7</v>", b"<v>0.30000000000000004</v>"),
    )

    assert said(folder) == [
        (*ROSTER, 2, "月工资", "数字0.30000000000000004超过15位有效数字，表格软件已不能准确保存它。")
    ]


def test_id_stored_as_number(folder):
    cell(folder, *ROSTER, "A3", 17)

    assert said(folder)[0] == (
        *ROSTER,
        3,
        "人员编号",
        "应为文本，实为数字17。数字格式会丢掉前面的零和15位以后的数字。",
    )


def test_citizen_number_as_number_is_refused_and_not_repeated(folder):
    cell(folder, *ROSTER, "E2", 110101194912310021)

    [found] = problems(folder)

    assert found.words.zh == "应为文本，实为数字：数字格式已丢掉15位以后的号码。"
    assert "1949" not in f"{found.words} {found.cure}"


def test_citizen_number_wrong(folder):
    # 11010519491231002X is the worked example of GB 11643-1999.
    cell(folder, *ROSTER, "E2", "11010519491231002X")
    cell(folder, *ROSTER, "E3", "110105491231003")
    cell(folder, *ROSTER, "E4", "110105194912310021")
    cell(folder, *ROSTER, "E5", "1101051949")

    assert said(folder) == [
        (*ROSTER, 4, "身份证号", "身份证号校验码不对。"),
        (*ROSTER, 5, "身份证号", "身份证号应为18位（旧号15位），实为10个字符或含有别的字符。"),
    ]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("1970-02-30", "“1970-02-30”不是有效日期。"),
        ("七十年代", "“七十年代”不是有效日期。"),
        ("1070-01-01", "日期1070-01-01的年份不合情理。"),
        (25600, "应为日期，实为数字25600（若是丢了日期格式，它可能是1970-02-01）。"),
        (datetime(1970, 1, 1, 8, 30), "日期带有时刻。"),  # noqa: DTZ001 - a cell has no zone
    ],
)
def test_no_date(folder, typed, words):
    def write(book):
        book["花名册"]["D2"] = typed
        if isinstance(typed, int):
            book["花名册"]["D2"].number_format = "General"

    spoil(folder, "roster.xlsx", write)

    assert said(folder) == [(*ROSTER, 2, "出生日期", words)]


def test_date_in_a_text_column(folder):
    def write(book):
        book["花名册"]["K2"] = date(2006, 3, 1)
        book["花名册"]["K2"].number_format = "yyyy-mm-dd"

    spoil(folder, "roster.xlsx", write)

    assert said(folder) == [
        (*ROSTER, 2, "原岗位", "应为文字，实为日期2006-03-01（表格软件可能自动改了它）。")
    ]


def test_required_cell_empty(folder):
    cell(folder, *ROSTER, "C2", None)
    cell(folder, *ROSTER, "F2", None)

    assert said(folder) == [
        (*ROSTER, 2, "性别", "没有填写。"),
        (*ROSTER, 2, "人员类别", "没有填写。"),
    ]


def test_choice_not_offered(folder):
    cell(folder, *ROSTER, "F2", "合同工")

    [found] = problems(folder)

    assert found.words.zh == "“合同工”不在可选项中。"
    assert found.cure.zh == "请从下拉选项中选：行政、事业、临时、自用。"


@pytest.mark.parametrize("text", ["=cmd|'/c calc'!A1", "+86", "-无", "@甲", "＝1"])
def test_hostile_text(folder, text):
    def write(book):
        book["花名册"]["K2"] = text
        book["花名册"]["K2"].data_type = "s"

    spoil(folder, "roster.xlsx", write)

    assert said(folder) == [(*ROSTER, 2, "原岗位", f"“{text}”以{text[0]}开头，像公式。")]


def test_control_characters_and_private_characters(folder):
    cell(folder, *ROSTER, "B2", "张\u202e三")
    cell(folder, *ROSTER, "B3", "张\n三")
    cell(folder, *ROSTER, "B4", "张\ue863")

    assert [(f[2], f[3], f[4][:13]) for f in said(folder)] == [
        (2, "姓名", "含有看不见的控制字符或换行（"[:13]),
        (3, "姓名", "含有看不见的控制字符或换行（"[:13]),
        (4, "姓名", "含有系统自造的字（U+E863"[:13]),
    ]


def test_formula_cells_even_with_a_result(folder):
    def write(book):
        book["岗位"]["G2"] = "=1+1"
        book["岗位"]["B3"] = '="办"&"事员"'

    spoil(folder, "posts.xlsx", write)
    book = xlsxwriter.Workbook(folder / "evaluation.xlsx")
    sheet = book.add_worksheet("民主测评")
    sheet.write_row(
        0, 0, ("人员编号", "投票人类别", "发出票数", "收回票数", "优秀", "称职", "基本称职", "不称职", "废票")
    )
    sheet.write_row(1, 0, ("P03", "A", 10, 10, 10, 0, 0, 0))
    sheet.write_formula(1, 4, "=5+5", None, 10)
    book.close()

    assert said(folder) == [
        (*POSTS, 2, "岗位数", "G2是公式，不是填写的内容。"),
        (*POSTS, 3, "岗位名称", "B3是公式，不是填写的内容。"),
        ("evaluation.xlsx", "民主测评", 2, "优秀", "E2是公式，不是填写的内容。"),
    ]


def test_error_value(folder):
    def write(book):
        book["岗位"]["G2"] = "#N/A"
        book["岗位"]["G2"].data_type = "e"

    spoil(folder, "posts.xlsx", write)

    assert said(folder) == [(*POSTS, 2, "岗位数", "G2是错误值（如#N/A、#DIV/0!）。")]


def test_marks_over_the_maximum(folder):
    cell(folder, "speech.xlsx", "演说评分", "E2", 100.5)
    cell(folder, "assessment.xlsx", "组织考核", "C2", 101)

    assert said(folder) == [
        ("speech.xlsx", "演说评分", 2, "演说", "100.5超过满分100。"),
        ("assessment.xlsx", "组织考核", 2, "实绩", "101超过满分100。"),
    ]


def test_answers_of_the_absent_and_wrong_options(folder):
    cell(folder, "exam.xlsx", "答题", "C2", "是")
    cell(folder, "exam.xlsx", "答题", "D3", "AZ")

    assert said(folder) == [
        ("exam.xlsx", "答题", 3, "Q01", "“AZ”不是选项字母。"),
        ("exam.xlsx", "答题", 2, "缺考", "登记为缺考，却有答案。"),
    ]


def test_history_not_understood(folder):
    cell(folder, *ROSTER, "O2", "2004年优秀; 05:称职")
    cell(folder, *ROSTER, "P3", "警告 2005-08-31~2005-03-01")
    cell(folder, *ROSTER, "P4", "批评")
    cell(folder, *ROSTER, "O5", "2004:称职；2004:优秀")

    assert [(r, c, w) for _, _, r, c, w in said(folder)] == [
        (2, "年度考核", "看不懂年度考核“05:称职”。"),
        (3, "处分", "处分止日2005-03-01早于起日2005-08-31。"),
        (4, "处分", "看不懂处分“批评”。"),
        (5, "年度考核", "同一年度的考核写了两次。"),
    ]


def test_many_problems_of_one_sort_are_counted(folder):
    def write(book):
        sheet = book["花名册"]
        for row in range(12, 112):
            sheet.cell(row, 1, f"P{row}")

    spoil(folder, "roster.xlsx", write)

    mine = [(r, w) for _, _, r, c, w in said(folder) if c == "性别"]

    # Rows 12 to 31 one by one, the other 80 in one.
    assert mine[:20] == [(row, "没有填写。") for row in range(12, 32)]
    assert len(mine) == 21
    assert mine[20][1].startswith("同一列还有80处同样的问题：第32、33、")


def test_decimal_of_a_cell_is_what_was_typed(folder):
    cell(folder, "assessment.xlsx", "组织考核", "C2", 86.445)

    from dinggang.sheets import read_folder  # noqa: PLC0415 - the only reading that succeeds here

    assert read_folder(folder).case.sheets.assessment[0].marks == {"work": Decimal("86.445")}
