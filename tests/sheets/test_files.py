"""Files that cannot be taken as a whole."""

import shutil
import struct
import zipfile

import pytest
import xlsxwriter

from sheets.desk import ROSTER, cell, problems, rewrite, said


def test_no_folder(tmp_path):
    assert said(tmp_path / "none") == [(str(tmp_path / "none"), "", None, "", "没有这个案卷文件夹。")]


@pytest.mark.parametrize("name", ["plan.toml", "posts.xlsx", "roster.xlsx"])
def test_required_file_missing(folder, name):
    (folder / name).unlink()

    assert said(folder) == [(name, "", None, "", "没有这个文件。")]


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

    assert (found.where.file, found.words.zh[:17]) == ("acts.csv", "这个CSV是GBK（ANSI）编码")
    assert "CSV UTF-8" in found.cure.zh


def test_csv_neither_utf8_nor_gbk(folder):
    (folder / "acts.xlsx").unlink()
    (folder / "acts.csv").write_bytes("编号,行为\n".encode("utf-16"))

    [found] = problems(folder)

    assert found.words.zh.startswith("这个CSV不是UTF-8编码，是UTF-16")


def test_csv_with_an_open_quote(folder):
    (folder / "acts.xlsx").unlink()
    (folder / "acts.csv").write_text('编号,行为\nA01,"成立\n', encoding="utf-8")

    [found] = problems(folder)

    assert found.words.zh.startswith("CSV写法有误（第2行起")


@pytest.mark.parametrize("keep", [10, 3000])
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


def test_three_hundred_thousand_rows(folder):
    book = xlsxwriter.Workbook(folder / "roster.xlsx", {"constant_memory": True})
    sheet = book.add_worksheet("花名册")
    for row in range(300_000):
        sheet.write_string(row, 0, f"P{row}")
    book.close()

    assert said(folder) == [
        ("roster.xlsx", "花名册", None, "", "表太大：第300000行还有内容，一张表最多250000行数据。")
    ]


def test_stray_cell_far_away(folder):
    cell(folder, *ROSTER, "ZZ90000", "x")

    assert said(folder) == [("roster.xlsx", "花名册", None, "", "表太大：内容占到第90000行、ZZ列。")]
