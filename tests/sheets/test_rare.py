"""What seldom happens: cells, archives, plans and places that few clerks hand in, each told in its own words."""

import io
import zipfile
from datetime import date, datetime

import pytest

import build
from dinggang.basis import Refusal
from dinggang.sheets import read_folder, read_plan, write_folder
from dinggang.sheets.archive import open_archive
from dinggang.sheets.cells import read_cell
from dinggang.sheets.declare import Kind
from dinggang.sheets.tables import ACTS, EXAM_KEY, POSTS, ROSTER, exam_answers
from dinggang.sheets.troubles import Trouble
from sheets.desk import NAMES, edit_plan, rewrite, said

TABLES = {"roster": ROSTER, "posts": POSTS, "key": EXAM_KEY, "acts": ACTS, "answers": exam_answers(())}


def told(table, key, raw):
    """The words about a cell, or its value."""
    try:
        return read_cell(TABLES[table].column(key), raw)
    except Trouble as trouble:
        return trouble.words.zh


@pytest.mark.parametrize(
    ("table", "key", "raw", "words"),
    [
        ("roster", "monthly_wage", 1e20, "数字大小不合情理。"),
        ("roster", "monthly_wage", 1e-20, "数字大小不合情理。"),
        ("roster", "monthly_wage", True, "应为数字。"),
        ("roster", "monthly_wage", datetime(2006, 1, 1), "应为数字。"),  # noqa: DTZ001 - a cell has no zone
        ("roster", "former_post", True, "应为文字，实为TRUE或FALSE。"),
        ("roster", "former_post", "长" * 5001, "文字有5001个字，太长。"),
        (
            "roster",
            "former_post",
            "张\ue000",
            "含有系统自造的字或已损坏的字（U+E000），换一台电脑就认不出来。",
        ),
        ("roster", "birth", True, "应为日期，实为数字或其他内容。"),
        ("roster", "birth", "1962-03", "“1962-03”只有年月，没有日。"),
        ("roster", "birth", "1962年", "“1962年”只有年月，没有日。"),
        ("roster", "party_member", "也许", "“也许”既不是“是”也不是“否”。"),
        ("roster", "certificates", "会计证", "看不懂证书“会计证”。"),
        (
            "roster",
            "certificates",
            "会计证 2005-02-01~2005-01-01",
            "证书止日2005-01-01早于取得日2005-02-01。",
        ),
        ("roster", "relatives", "P01、张三", "“张三”不是编号。"),
        # What is taken all the same.
        ("roster", "birth", 19700503, date(1970, 5, 3)),
        ("roster", "birth", date(1970, 5, 3), date(1970, 5, 3)),
        ("roster", "birth", "1970-05-03T00:00:00.000", date(1970, 5, 3)),
        ("roster", "party_member", True, True),
        ("roster", "party_member", 0.0, False),
        ("roster", "party_member", "√", True),
        ("roster", "former_post", 12.0, "12"),
        ("roster", "name", " 阿不都·买买提 ", "阿不都·买买提"),
        ("posts", "openings", "１，０００", 1000),
        ("key", "key", "F", "F"),
        ("key", "key", "错", "B"),
        ("acts", "number", "区编〔2006〕12号", "区编〔2006〕12号"),
    ],
)
def test_cell(table, key, raw, words):
    assert told(table, key, raw) == words


def test_every_kind_of_cell_has_a_reader():
    for table in TABLES.values():
        for column in table.columns:
            assert read_cell(column, "  ") is None, column.kind
    assert Kind.NAME in {c.kind for c in ROSTER.columns}


def archive_of(**members):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, text in members.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), text)
    return content.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (archive_of(content_dot_xml="x"), "其实是ods格式，只是名字改成了xlsx。"),
        (archive_of(xl__workbook_dot_bin="x"), "其实是xlsb格式，只是名字改成了xlsx。"),
        (archive_of(**{f"m{n}": "" for n in range(5001)}), "文件损坏、不完整，或不是xlsx表格。"),
    ],
)
def test_other_archives(content, words):
    with pytest.raises(Trouble) as caught:
        open_archive(content)

    assert caught.value.words.zh == words


def test_archive_of_something_else(folder):
    (folder / "acts.xlsx").write_bytes(archive_of(hello="world"))

    assert said(folder) == [("acts.xlsx", "", None, "", "文件损坏、不完整，或不是xlsx表格。")]


def test_encrypted_member(folder):
    path = folder / "acts.xlsx"
    content = bytearray(path.read_bytes())
    at = content.index(b"PK\x01\x02")  # the directory's first entry; its flags stand eight bytes on
    content[at + 8] |= 1
    path.write_bytes(bytes(content))

    assert said(folder) == [("acts.xlsx", "", None, "", "文件损坏、不完整，或不是xlsx表格。")]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'r="A2"', b'r="2A"'),
        (b'<row r="2"', b'<row r="x"'),
        (b'r="A2"', b'r="XFE2"'),
    ],
)
def test_cells_that_are_nowhere(folder, old, new):
    rewrite(folder / "acts.xlsx", "xl/worksheets/sheet1.xml", lambda text: text.replace(old, new, 1))

    assert said(folder) == [("acts.xlsx", "正式行为", None, "", "文件损坏、不完整，或不是xlsx表格。")]


def test_percent_format_of_ones_own(folder):
    rewrite(
        folder / "posts.xlsx",
        "xl/styles.xml",
        lambda text: text.replace(b'formatCode="0.', b'formatCode="0%.'),
    )

    read_folder(folder)  # no number is written in that format

    rewrite(
        folder / "roster.xlsx", "xl/styles.xml", lambda text: text.replace(b'numFmtId="1"', b'numFmtId="9"')
    )

    assert ("roster.xlsx", "花名册", 11, "月工资", "N11是百分比格式：显示80%，存的却是0.8。") in said(folder)


@pytest.mark.parametrize(
    ("old", "new", "where", "words"),
    [
        ("cutoff = 2006-10-31", "cutoff = 2006-10-31T08:00:00", "cutoff", "应为日期，实为日期时刻。"),
        ("approved = 6", "approved = 6.5", "headcount.administrative.approved", "应为整数，实为数字“6.5”。"),
        (
            "approved = 6",
            "approved = 2006-01-01",
            "headcount.administrative.approved",
            "应为整数，实为日期“2006-01-01”。",
        ),
        (
            "approved = 6",
            "approved = {a = 1}",
            "headcount.administrative.approved",
            "应为整数，实为一组键值。",
        ),
        ("approved = 6", "approved = -1", "headcount.administrative.approved", "-1小于0。"),
        ('organ = "测试镇"', 'organ = "测\\u0007试镇"', "organ", "含有看不见的控制字符（U+0007）。"),
        ('organ = "测试镇"', f'organ = "{"长" * 501}"', "organ", "有501个字，超过500个。"),
        ("base_amount = 1000", "base_amount = 1e99", "services.lines[0].base_amount", "数字1E+99不合情理。"),
        (
            "[headcount.administrative]",
            "[headcount.administrativ]",
            "headcount.administrativ",
            "“administrativ”不在可选项中。",
        ),
    ],
)
def test_plan_values(folder, old, new, where, words):
    edit_plan(folder, (old, new))

    assert (where, words) in [(f[1], f[4]) for f in said(folder)]


def test_criterion_named_like_a_fixed_column(folder):
    edit_plan(folder, ('id = "speech"', 'id = "judge"'))

    assert said(folder)[0][:2] == ("plan.toml", "rules.speech.criteria[0].id")


def test_plan_alone(folder, tmp_path):
    assert read_plan(folder / "plan.toml") == build.plan()

    with pytest.raises(Refusal):
        read_plan(tmp_path / "none.toml")
    edit_plan(folder, ("cutoff = 2006-10-31", "cutoff = 31"))
    with pytest.raises(Refusal):
        read_plan(folder / "plan.toml")


def test_file_too_large(folder):
    with (folder / "plan.toml").open("ab") as plan:
        plan.truncate(5 * 2**20)

    assert said(folder) == [("plan.toml", "", None, "", "文件超过4MB，不像这里的表。")]


def test_a_place_that_is_taken_is_left_alone(folder):
    before = {p.name: p.read_bytes() for p in folder.iterdir()}

    with pytest.raises(Refusal) as caught:
        write_folder(folder, build.case(), NAMES)

    assert caught.value.problems[0].words.zh == "这个位置已有内容，不覆盖。"
    assert {p.name: p.read_bytes() for p in folder.iterdir()} == before


def test_an_empty_folder_is_filled_and_a_place_that_cannot_be_written_refused(tmp_path, monkeypatch):
    (tmp_path / "empty").mkdir()
    write_folder(tmp_path / "empty", build.case(), NAMES)
    assert read_folder(tmp_path / "empty").case == build.case()

    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(Refusal) as caught:
        write_folder(tmp_path / "file" / "below", build.case(), NAMES)

    assert caught.value.problems[0].words.zh.startswith("写不进去：")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["empty", "file"]  # nothing half-written
