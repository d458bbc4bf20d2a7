"""Bad input, each kind once: file, sheet, row, column and words of the refusal."""

import shutil
import struct
import zipfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter

from sheets.desk import cell, lay_out, problems, said, spoil

ROSTER, POSTS = ("roster.xlsx", "花名册"), ("posts.xlsx", "岗位")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return lay_out(tmp_path)


def test_no_folder(tmp_path):
    assert said(tmp_path / "none") == [(str(tmp_path / "none"), "", None, "", "没有这个案卷文件夹。")]


@pytest.mark.parametrize("name", ["plan.toml", "posts.xlsx", "roster.xlsx"])
def test_required_file_missing(folder, name):
    (folder / name).unlink()

    assert said(folder) == [(name, "", None, "", "没有这个文件，或读不了。")]


def test_missing_sheets_all_at_once(folder):
    def rename(book):
        book["委托协议"].title = "协议"
        book["付款"].title = "支付"

    spoil(folder, "services.xlsx", rename)

    there = "现有：协议、交付验收、支付、填写说明"
    assert said(folder) == [
        ("services.xlsx", "委托协议", None, "", f"没有“委托协议”工作表（{there}）。"),
        ("services.xlsx", "付款", None, "", f"没有“付款”工作表（{there}）。"),
    ]


def test_missing_column(folder):
    spoil(folder, "roster.xlsx", lambda book: book["花名册"].delete_cols(4))

    assert said(folder) == [(*ROSTER, 1, "出生日期", "缺少“出生日期”列。")]


def test_unknown_column_suggests_the_nearest(folder):
    cell(folder, *ROSTER, "D1", "出生年月日")

    found = problems(folder)

    assert [(p.where.row, p.where.column, p.words.zh) for p in found] == [
        (1, "出生年月日", "不认识“出生年月日”列。"),
        (1, "出生日期", "缺少“出生日期”列。"),
    ]
    assert found[0].cure.zh == "是不是“出生日期”？请改正表头或删去这一列。"


def test_header_twice(folder):
    cell(folder, *ROSTER, "U1", "姓名")

    assert said(folder) == [(*ROSTER, 1, "姓名", "表头“姓名”出现了不止一次。")]


def test_content_without_header(folder):
    cell(folder, *ROSTER, "U3", "补充")

    assert said(folder) == [(*ROSTER, 3, "U", "这一格有内容，但所在的列没有可用的表头。")]


def test_no_header_within_five_rows(folder):
    spoil(folder, "roster.xlsx", lambda book: book["花名册"].insert_rows(1, 5))

    assert said(folder)[0] == (*ROSTER, None, "", "前5行里找不到表头。")


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
        (*POSTS, 3, "岗位数", "-1.0小于0。"),
        (*POSTS, 4, "岗位数", "“80%”是百分数。"),
    ]


def test_number_below_what_the_value_allows(folder):
    cell(folder, *POSTS, "G2", 0)

    assert said(folder) == [(*POSTS, 2, "岗位数", "0小于1。")]


def test_more_than_fifteen_digits(folder):
    cell(folder, *ROSTER, "N2", 0.1 + 0.2)

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


def test_citizen_number_as_number(folder):
    # Every 18-digit number is beyond what a spreadsheet keeps; this one is 110101194912310021.
    cell(folder, *ROSTER, "E2", 110101194912310021)

    assert said(folder)[0][:4] == (*ROSTER, 2, "身份证号")
    assert "超过15位有效数字" in said(folder)[0][4]


def test_citizen_number_wrong(folder):
    # 11010519491231002X is the worked example of GB 11643-1999.
    cell(folder, *ROSTER, "E2", "11010519491231002X")
    cell(folder, *ROSTER, "E3", "110105491231002")
    cell(folder, *ROSTER, "E4", "110105194912310021")
    cell(folder, *ROSTER, "E5", "1101051949")

    assert said(folder) == [
        (*ROSTER, 4, "身份证号", "身份证号校验码不对。"),
        (*ROSTER, 5, "身份证号", "身份证号应为18位（旧号15位），实为10个字符或含有别的字符。"),
    ]


def test_duplicates(folder):
    cell(folder, *ROSTER, "A4", "P02")
    cell(folder, *POSTS, "A4", "O01")
    cell(folder, "assessment.xlsx", "组织考核", "A3", "P03")
    cell(folder, "assessment.xlsx", "组织考核", "B3", None)

    found = said(folder)

    assert (*POSTS, 4, "岗位编号", "“O01”重复：第2行已有。") in found
    assert (*ROSTER, 4, "人员编号", "“P02”重复：第3行已有。") in found
    assert ("assessment.xlsx", "组织考核", 3, "人员编号", "“P03”重复：第2行已有。") in found


def test_birth_after_the_cutoff(folder):
    cell(folder, *ROSTER, "D2", "2036-11-13")

    assert said(folder) == [(*ROSTER, 2, "出生日期", "出生日期2036-11-13晚于方案的截止日2006-10-31。")]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("1970-02-30", "“1970-02-30”不是有效日期。"),
        ("七十年代", "“七十年代”不是有效日期。"),
        ("1070-01-01", "日期1070-01-01的年份不合情理。"),
        (25600, "应为日期，实为数字或其他内容。"),
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


def test_merged_cells_in_the_data_only(folder):
    def write(book):
        sheet = book["岗位"]
        sheet.insert_rows(1)
        sheet["A1"] = "某某镇岗位表"
        sheet.merge_cells("A1:F1")
        sheet.merge_cells("C4:C5")

    spoil(folder, "posts.xlsx", write)

    assert (*POSTS, 4, "C", "C4:C5是合并单元格，读不出每一行的内容。") in said(folder)
    assert not any(row == 1 for _, _, row, _, _ in said(folder))


def test_post_without_a_body_or_with_an_unknown_one(folder):
    cell(folder, *POSTS, "C3", None)
    cell(folder, *POSTS, "C4", "党政办公司")

    found = problems(folder)

    assert [(p.where.row, p.where.column, p.words.zh) for p in found] == [
        (3, "所属机构", "岗位没有写所属机构。"),
        (4, "所属机构", "方案里没有“党政办公司”这个机构。"),
    ]
    assert "是不是“党政办公室”？" in found[1].cure.zh


def test_references_to_nothing(folder):
    cell(folder, "choices.xlsx", "志愿", "C2", "O99")
    cell(folder, "choices.xlsx", "志愿", "A3", "P77")
    cell(folder, "exits.xlsx", "分流清退", "A2", "P78")
    cell(folder, "acts.xlsx", "正式行为", "G2", "O98; O01")
    cell(folder, "exam.xlsx", "答题", "A2", "P79")
    cell(folder, "evaluation.xlsx", "民主测评", "C2", "群众")
    cell(folder, "services.xlsx", "委托协议", "B2", "修路")
    cell(folder, "services.xlsx", "付款", "B2", "C77")
    cell(folder, *ROSTER, "R2", "P88、P02")

    assert [(f, s, r, c, w) for f, s, r, c, w in said(folder) if not w.startswith("缺")] == [
        (*ROSTER, 2, "亲属", "花名册里没有编号P88。"),
        ("exam.xlsx", "答题", 2, "人员编号", "花名册里没有编号P79。"),
        ("evaluation.xlsx", "民主测评", 2, "投票人类别", "方案里没有“群众”这个投票人类别。"),
        ("choices.xlsx", "志愿", 2, "志愿1", "岗位表里没有编号O99。"),
        ("choices.xlsx", "志愿", 3, "人员编号", "花名册里没有编号P77。"),
        ("exits.xlsx", "分流清退", 2, "人员编号", "花名册里没有编号P78。"),
        ("services.xlsx", "委托协议", 2, "服务项目", "方案里没有“修路”这个服务项目。"),
        ("services.xlsx", "付款", 2, "协议编号", "委托协议表里没有编号C77。"),
        ("acts.xlsx", "正式行为", 2, "岗位", "岗位表里没有编号O98。"),
    ]


def test_name_beside_another_id(folder):
    cell(folder, "choices.xlsx", "志愿", "B2", "张三")

    assert said(folder) == [("choices.xlsx", "志愿", 2, "姓名", "P03在花名册上是“张祎”，这里写的是“张三”。")]


def test_choices_twice_gap_and_too_many(folder):
    cell(folder, "choices.xlsx", "志愿", "D2", "O02")
    cell(folder, "choices.xlsx", "志愿", "C3", None)
    cell(folder, "choices.xlsx", "志愿", "F1", "志愿4")

    place = ("choices.xlsx", "志愿")
    assert said(folder) == [
        (*place, 1, "志愿4", "方案规定最多填3个志愿，这里多出“志愿4”。"),
        (*place, 2, "志愿2", "岗位O02在同一人的志愿里填了不止一次。"),
        (*place, 3, "志愿2", "前面的志愿空着。"),
    ]


def test_marks_over_the_maximum(folder):
    cell(folder, "speech.xlsx", "演说评分", "E2", 100.5)
    cell(folder, "assessment.xlsx", "组织考核", "C2", 101)

    assert said(folder) == [
        ("speech.xlsx", "演说评分", 2, "演说", "100.5超过满分100。"),
        ("assessment.xlsx", "组织考核", 2, "实绩", "101.0超过满分100。"),
    ]


def test_answers_of_the_absent_and_wrong_options(folder):
    cell(folder, "exam.xlsx", "答题", "C2", "是")
    cell(folder, "exam.xlsx", "答题", "D3", "AZ")

    assert said(folder) == [
        ("exam.xlsx", "答题", 3, "Q01", "“AZ”不是选项字母。"),
        ("exam.xlsx", "答题", 2, "缺考", "登记为缺考，却有答案。"),
    ]


def test_history_not_understood(folder):
    cell(folder, *ROSTER, "P2", "2004年优秀; 05:称职")
    cell(folder, *ROSTER, "Q3", "警告 2005-08-31~2005-03-01")
    cell(folder, *ROSTER, "Q4", "批评")
    cell(folder, *ROSTER, "P5", "2004:称职；2004:优秀")

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


# Files as a whole


def test_both_xlsx_and_csv(folder):
    (folder / "posts.csv").write_text("岗位编号\n", encoding="utf-8")

    assert said(folder)[0] == ("posts.csv", "", None, "", "posts.xlsx和posts.csv同时存在，不知道以哪个为准。")


def test_csv_of_a_table_of_several_sheets(folder):
    (folder / "exam.xlsx").unlink()
    (folder / "exam.csv").write_text("题号\n", encoding="utf-8")

    assert said(folder) == [("exam.csv", "", None, "", "这张表有2个工作表（标准答案、答题），不能用CSV。")]


def test_gbk_csv(folder):
    (folder / "acts.xlsx").unlink()
    (folder / "acts.csv").write_bytes("编号,行为\nA01,成立领导小组\n".encode("gb18030"))

    [found] = problems(folder)

    assert (found.where.file, found.words.zh[:20]) == ("acts.csv", "这个CSV是GBK（ANSI）编码。按GBK")
    assert "CSV UTF-8" in found.cure.zh


def test_csv_neither_utf8_nor_gbk(folder):
    (folder / "acts.xlsx").unlink()
    (folder / "acts.csv").write_bytes("编号,行为\n".encode("utf-16"))

    [found] = problems(folder)

    assert found.words.zh.startswith("这个CSV不是UTF-8编码。")


def test_csv_with_an_open_quote(folder):
    (folder / "acts.xlsx").unlink()
    (folder / "acts.csv").write_text('编号,行为\nA01,"成立\n', encoding="utf-8")

    [found] = problems(folder)

    assert found.words.zh.startswith("CSV写法有误（第2行以后")


@pytest.mark.parametrize("keep", [0, 10, 3000])
def test_truncated_file(folder, keep):
    content = (folder / "roster.xlsx").read_bytes()
    (folder / "roster.xlsx").write_bytes(content[:keep])

    assert said(folder) == [("roster.xlsx", "", None, "", "文件损坏、不完整，或不是xlsx表格。")]


def test_broken_inside(folder):
    rewrite(folder / "roster.xlsx", "xl/worksheets/sheet1.xml", lambda text: text[:500])

    assert said(folder) == [("roster.xlsx", "花名册", None, "", "文件损坏、不完整，或不是xlsx表格。")]


def test_entities_are_never_expanded(folder):
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
    rewrite(
        folder / "roster.xlsx",
        "xl/worksheets/sheet1.xml",
        lambda text: bomb + text.partition(b"?>")[2].lstrip(),
    )

    assert said(folder) == [("roster.xlsx", "花名册", None, "", "表格内部含有XML实体定义，正常的表格没有。")]


def test_old_or_encrypted_workbook(folder):
    (folder / "roster.xlsx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000))

    assert said(folder) == [("roster.xlsx", "", None, "", "是旧版xls格式，或设有打开密码。")]


def test_xls_instead_of_xlsx(folder):
    shutil.move(folder / "choices.xlsx", folder / "choices.xls")

    [found] = problems(folder)

    assert (found.where.file, found.words.zh) == ("choices.xls", "这种格式不读。")
    assert "另存为choices.xlsx" in found.cure.zh


def test_zip_bomb_is_known_by_its_directory(folder):
    with zipfile.ZipFile(folder / "roster.xlsx", "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/image1.png", bytes(70 * 2**20))

    assert said(folder) == [("roster.xlsx", "", None, "", "文件解压后过大，不像正常的表格。")]


def test_directory_that_lies_about_sizes(folder):
    path = folder / "roster.xlsx"
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/image1.png", bytes(3_000_000))
    content = path.read_bytes()
    # The unpacked size stands in the local header and in the directory; both now say 1,000 bytes.
    assert content.count(struct.pack("<I", 3_000_000)) == 2
    path.write_bytes(content.replace(struct.pack("<I", 3_000_000), struct.pack("<I", 1000)))

    assert said(folder) == [("roster.xlsx", "", None, "", "文件解压后过大，不像正常的表格。")]


def test_two_hundred_thousand_rows(folder):
    book = xlsxwriter.Workbook(folder / "roster.xlsx", {"constant_memory": True})
    sheet = book.add_worksheet("花名册")
    for row in range(200_000):
        sheet.write_string(row, 0, f"P{row}")
    book.close()

    assert said(folder) == [
        ("roster.xlsx", "花名册", None, "", "表太大：第100011行还有内容，一张表最多100000行数据。")
    ]


def test_stray_cell_far_away(folder):
    cell(folder, *ROSTER, "ZZ90000", "x")

    assert said(folder) == [("roster.xlsx", "花名册", None, "", "表太大：内容占到第90000行、ZZ列。")]


# plan.toml


def rewrite(path: Path, name: str, change) -> None:
    """Changes one member of an archive."""
    with zipfile.ZipFile(path) as old:
        members = {n: old.read(n) for n in old.namelist()}
    members[name] = change(members[name])
    with zipfile.ZipFile(path, "w") as new:
        for n, content in members.items():
            new.writestr(n, content)


def edit_plan(folder: Path, *changes: tuple[str, str]) -> None:
    path = folder / "plan.toml"
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert text.count(old) == 1
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


def row_of(folder: Path, line: str) -> int:
    return (folder / "plan.toml").read_text(encoding="utf-8").splitlines().index(line) + 1


def test_weights_that_do_not_total_100(folder):
    edit_plan(folder, ("exam = 40, evaluation", "exam = 40.5, evaluation"))
    row = row_of(folder, "weights = {exam = 40.5, evaluation = 30, speech = 20, assessment = 10}")

    [found] = problems(folder)

    assert (found.where.file, found.where.sheet, found.where.row) == (
        "plan.toml",
        "rules.composite.weights",
        row,
    )
    assert "100.5" in found.words.zh


def test_plan_types_all_at_once(folder):
    edit_plan(
        folder,
        ("cutoff = 2006-10-31", 'cutoff = "2006-10-31"'),
        ("approved = 6", 'approved = "六"'),
        ('id = "B01"', 'id = "一号"'),
        ("min_turnout = 50", "min_turnout = 150"),
        ("max_choices = 3", "max_choice = 3"),
        ('mechanism = "rank_order"', 'mechanism = "lottery"'),
        ("bar_sanctioned = true", "bar_sanctioned = 1"),
        ("base_total = 1000", "base_total = inf"),
        ('title = "测试镇机构改革方案"', 'title = ""'),
        ("score_days = 5", "score_days = true"),
        ("bodies = 4", "bodies = [4]"),
    )

    assert [(f[1], f[4]) for f in said(folder)] == [
        ("title", "不能是空的。"),
        ("cutoff", "应为日期，实为文字。"),
        ("headcount.administrative.approved", "应为整数，实为文字“六”。"),
        ("bodies[0].id", "“一号”不合编号的写法。"),
        ("rules.evaluation.min_turnout", "150大于100。"),
        ("rules.placement.max_choice", "不认识“max_choice”这一项。"),
        ("rules.placement.mechanism", "“lottery”不在可选项中。"),
        ("rules.placement.max_choices", "缺少“max_choices”（每人最多填几个志愿）。"),
        ("rules.eligibility.bar_sanctioned", "应为true 或 false，实为整数“1”。"),
        ("rules.notice.score_days", "应为整数，实为是否值“True”。"),
        ("services.base_total", "数字Infinity不合情理。"),
        ("before.bodies", "应为整数，实为列表。"),
    ]


def test_tables_where_values_belong(folder):
    edit_plan(folder, ('ties = ["exam", "draw"]', 'ties = "exam"'), ("[before]", "[[before]]"))

    assert [(f[1], f[4]) for f in said(folder)] == [
        ("rules.composite.ties", "应为列表，实为文字。"),
        ("before", "应为一组“键 = 值”，实为列表。"),
    ]


def test_toml_syntax(folder):
    edit_plan(folder, ('organ = "测试镇"', "organ = 测试镇"))

    assert said(folder) == [("plan.toml", "", 3, "9", "第9个字符处不合TOML写法（Invalid value）。")]


def test_plan_in_gbk(folder):
    text = (folder / "plan.toml").read_text(encoding="utf-8")
    (folder / "plan.toml").write_bytes(text.encode("gb18030"))

    assert said(folder) == [("plan.toml", "", None, "", "不是UTF-8编码。")]


def test_problems_of_all_files_at_once(folder):
    edit_plan(folder, ("cutoff = 2006-10-31", "cutof = 2006-10-31"))
    (folder / "posts.xlsx").unlink()
    cell(folder, *ROSTER, "C2", "雄")
    cell(folder, "acts.xlsx", "正式行为", "C2", "昨天")

    assert [(f, r) for f, _, r, _, _ in said(folder)] == [
        ("plan.toml", 4),
        ("plan.toml", None),
        ("posts.xlsx", None),
        ("roster.xlsx", 2),
        ("acts.xlsx", 2),
    ]


def test_decimal_of_a_cell_is_what_was_typed(folder):
    cell(folder, "assessment.xlsx", "组织考核", "C2", 86.445)

    from dinggang.sheets import read_folder  # noqa: PLC0415 - the only reading that succeeds here

    assert read_folder(folder).case.sheets.assessment[0].marks == {"work": Decimal("86.445")}
