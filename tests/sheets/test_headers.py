"""Sheets and headers that cannot be taken."""

from sheets.desk import POSTS, ROSTER, cell, problems, said, spoil


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


def test_merged_cells_in_the_data_only(folder):
    def write(book):
        sheet = book["岗位"]
        sheet.insert_rows(1)
        sheet["A1"] = "某某镇岗位表"
        sheet.merge_cells("A1:F1")
        sheet.merge_cells("C4:C5")

    spoil(folder, "posts.xlsx", write)

    # That C5 is empty is the merging's doing and not said again; the title above the header may be merged.
    assert said(folder) == [(*POSTS, 4, "所属机构", "C4:C5是合并单元格，读不出每一行的内容。")]
