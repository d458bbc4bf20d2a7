"""The empty case folder as other programs see it, and filled in."""

import re
import tomllib
from decimal import Decimal

import openpyxl
import pytest

import build
from dinggang.procedure import survey
from dinggang.sheets import plan_toml, read_folder, template_files, write_templates
from dinggang.sheets.declare import Kind
from dinggang.sheets.labels import offered
from dinggang.sheets.pages import GUIDE
from dinggang.sheets.plan_reading import plan_of
from dinggang.sheets.plan_words import KEYS
from dinggang.sheets.shapes import decode, hints
from dinggang.sheets.tables import POSTS, ROSTER
from dinggang.sheets.templates import _empty_tables
from sheets.desk import said

TABLES = tuple(_empty_tables())


@pytest.fixture(scope="module")
def blank(tmp_path_factory):
    folder = tmp_path_factory.mktemp("new") / "case"
    write_templates(folder)
    return folder


@pytest.fixture(scope="module")
def books(blank):
    return {path.stem: openpyxl.load_workbook(path) for path in blank.glob("*.xlsx")}


def columns():
    return [
        pytest.param(t, i, c, id=f"{t.sheet}-{c.header}") for t in TABLES for i, c in enumerate(t.columns, 1)
    ]


def choices_of(books, table, letter):
    """The drop-down at the first data row of a column, and the last row that has it."""
    sheet = books[table.file][table.sheet]
    for rule in sheet.data_validations.dataValidation:
        if rule.type == "list" and f"{letter}2" in rule.sqref:
            last = max(r.max_row for r in rule.sqref.ranges)
            formula = rule.formula1.removeprefix("=")
            if formula.startswith('"'):
                return formula.strip('"').split(","), last
            name, _, area = formula.partition("!")
            return [c[0].value for c in books[table.file][name][area.replace("$", "")]], last
    return None, 0


@pytest.mark.parametrize(("table", "number", "column"), columns())
def test_every_column(books, table, number, column):
    sheet = books[table.file][table.sheet]
    head = sheet.cell(1, number)
    letter = head.column_letter

    assert head.value == column.header
    assert column.note.zh in head.comment.text
    assert column.note.en in head.comment.text
    listed, last = choices_of(books, table, letter)
    if column.choices:
        assert listed == list(offered(column.choices))
    elif column.kind is Kind.YES:
        assert listed == ["是", "否"]
    else:
        assert listed is None
    if listed:
        assert last > 1000
    # The whole column is formatted, so that row 5,000 keeps the zeros of an id, too.
    wanted = {Kind.INTEGER: "General", Kind.DECIMAL: "General", Kind.DATE: "yyyy-mm-dd"}.get(column.kind, "@")
    group = next(d for d in sheet.column_dimensions.values() if d.min <= number <= d.max)
    assert group.number_format == wanted
    assert 6 <= group.width <= 40


@pytest.mark.parametrize("table", TABLES, ids=lambda t: t.sheet)
def test_every_sheet_is_frozen_and_prints_on_pages_across(books, table):
    sheet = books[table.file][table.sheet]

    assert sheet.freeze_panes == "A2"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.paperSize == 9
    assert sheet.page_setup.fitToWidth in {None, 1}  # one page is the default
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.print_options.gridLines


@pytest.mark.parametrize("table", TABLES, ids=lambda t: t.sheet)
def test_required_columns_look_another_way(books, table):
    colours = {True: set(), False: set()}
    for number, column in enumerate(table.columns, 1):
        colours[column.required].add(books[table.file][table.sheet].cell(1, number).fill.fgColor.rgb)

    assert all(len(one) <= 1 for one in colours.values())
    assert not colours[True] & colours[False]


def test_guide_explains_every_column_in_both_languages(books):
    for name, book in books.items():
        rows = {tuple(row[:2]): row[2:] for row in book[GUIDE].iter_rows(min_row=2, values_only=True)}
        for table in (t for t in TABLES if t.file == name):
            for column in table.columns:
                need, zh, en, key = rows[table.sheet, column.header]
                assert (zh, en, key) == (column.note.zh, column.note.en, column.key)
                assert (need == "必填") == column.required


def test_the_empty_folder_is_refused_with_what_to_fill_in_first(blank):
    assert [(f, s, w) for f, s, _, _, w in said(blank)] == [
        ("plan.toml", "", "方案还没有填写。"),
        ("posts.xlsx", "岗位", "表头下面一行也没有填写。"),
        ("roster.xlsx", "花名册", "表头下面一行也没有填写。"),
    ]


def test_plan_posts_and_roster_are_enough_to_be_checked(tmp_path):
    folder = tmp_path / "case"
    write_templates(folder)
    (folder / "plan.toml").write_text(plan_toml(build.plan()), encoding="utf-8")
    fill(
        folder,
        POSTS,
        {"id": "O01", "name": "办事员", "body": "党政办公室", "kind": "行政", "stratum": "一般"},
        {"filling": "竞争上岗"},
    )
    fill(
        folder,
        ROSTER,
        {"id": "P01", "name": "张䶮", "sex": "男", "birth": "1970/5/3", "kind": "行政", "stratum": "一般"},
        {"education": "大专", "work_start": "1990年7月1日"},
    )

    read = read_folder(folder)

    assert read.names == {"P01": "张䶮"}
    assert read.missing == ("exam", "evaluation", "speech", "assessment", "choices")
    assert survey(read).results.balance is not None


def fill(folder, table, *parts):
    path = folder / f"{table.file}.xlsx"
    book = openpyxl.load_workbook(path)
    cells = {k: v for part in parts for k, v in part.items()}
    for number, column in enumerate(table.columns, 1):
        book[table.sheet].cell(2, number).value = cells.get(column.key)
    book.save(path)


def test_every_key_of_the_plan_has_words_and_an_example_that_fits():
    for kind, keys in KEYS.items():
        fields = hints(kind)
        assert set(keys) <= set(fields), kind
        for name, key in keys.items():
            flaws = []
            decode(fields[name][0], tomllib.loads(f"x = {key.example}", parse_float=Decimal)["x"], flaws)
            assert flaws == [], (kind, name)


def test_a_plan_filled_in_by_its_examples_fits_its_shape():
    text = template_files()["plan.toml"].decode()
    filled = re.sub(r"(?m)^#(?=[a-z_]+ = |\[)", "", text)

    plan, problems = plan_of(filled.encode())

    assert problems == []
    assert plan.title == "某某镇机构改革方案"


def test_a_line_still_behind_its_mark_is_named(tmp_path):
    folder = tmp_path / "case"
    write_templates(folder)
    path = folder / "plan.toml"
    lines = path.read_text(encoding="utf-8").splitlines()
    title = lines.index('#title = "某某镇机构改革方案"')
    lines[title] = 'title = "测试镇机构改革方案"'
    path.write_text("\n".join(lines), encoding="utf-8")

    organ = next(f for f in said(folder) if f[1] == "organ")

    assert organ[2] == lines.index('#organ = "某某镇"') + 1
