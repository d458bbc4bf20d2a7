"""The ledgers as CSV: the rows of the spreadsheets, and no formula among them."""

import csv
import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dinggang.formats import comma_separated
from dinggang.procedure import papers
from dinggang.sheets import Sheet

BOOKS = {
    "02-清退台账.xlsx": ("清退台账", "清退台账测算"),
    "05-排名榜.xlsx": ("排名榜", "无排名人员"),
    "07-分流台账.xlsx": ("分流台账",),
    "08-购买服务台账.xlsx": ("购买服务",),
    "09-去向台账.xlsx": ("去向台账", "去向汇总"),
}


def read(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def one(*cells: object) -> bytes:
    return comma_separated(Sheet(title="t", columns=tuple("abcdefgh"[: len(cells)]), rows=(cells,)))


def test_every_ledger_has_its_file(exported) -> None:
    assert sorted(p.name for p in exported.glob("*.csv")) == sorted(
        f"{book[:2]}-{sheet}.csv" for book, sheets in BOOKS.items() for sheet in sheets
    )


def as_text(value: object) -> str:
    return "" if value is None else str(value.date() if hasattr(value, "date") else value)


def same(cell: str, value: object) -> bool:
    """A spreadsheet keeps a number without its trailing zeros."""
    if isinstance(value, int | float):
        return Decimal(cell) == Decimal(str(value))
    return cell.removeprefix("'") == as_text(value)


@pytest.mark.parametrize(("book", "sheet"), [(b, s) for b, sheets in BOOKS.items() for s in sheets])
def test_the_rows_are_those_of_the_spreadsheet(exported, folder, done, book, sheet) -> None:
    content = papers(folder, done)[book]
    rows = read((exported / f"{book[:2]}-{sheet}.csv").read_bytes())
    # Row 1 is the heading, or the header where there is none.
    written = list(openpyxl.load_workbook(io.BytesIO(content))[sheet].iter_rows(values_only=True))
    start = next(i for i, row in enumerate(written) if list(row[: len(rows[0])]) == rows[0])
    table = written[start : start + len(rows)]
    assert len(table) == len(rows) > 1
    assert [
        (cell, value)
        for line, row in zip(rows, table, strict=True)
        for cell, value in zip(line, row, strict=True)
        if not same(cell, value)
    ] == []


def test_bytes_of_a_line() -> None:
    content = one("P001", 'say "so", \n', 7, Decimal("60.00"), date(2006, 11, 3), None, "")
    assert (
        content
        == (
            "\ufeff" + '"a","b","c","d","e","f","g"\r\n"P001","say ""so"", \n",7,60.00,2006-11-03,,\r\n'
        ).encode()
    )


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝", "＋", "－", "＠", " =", "\t=", "\t", "\r", "\n"])
def test_what_looks_like_a_formula_gets_an_apostrophe(start: str) -> None:
    assert read(one(f"{start}1+1"))[1] == [f"'{start}1+1"]


def test_a_negative_number_is_no_formula() -> None:
    assert one(-3, Decimal("-0.50")).splitlines()[1] == b"-3,-0.50"


def test_an_id_that_looks_like_a_number_stays_in_quotes() -> None:
    assert one("007", "1E5").splitlines()[1] == b'"007","1E5"'


@given(st.lists(st.text(st.characters(exclude_categories=("Cs",)), min_size=1), min_size=1, max_size=8))
def test_text_comes_back_when_the_first_apostrophe_is_dropped(cells) -> None:
    back = read(one(*cells))[1]
    assert [cell.removeprefix("'") for cell in back] == cells
    assert not any(cell.lstrip().startswith(("=", "+", "-", "@")) for cell in back)
