"""A table's file, empty or filled: drop-downs, notes, text and date columns, frozen header."""

import io
from collections.abc import Sequence
from typing import Any
from unicodedata import east_asian_width

from dinggang.sheets.book import Formats, fit_row, new_book, repacked, set_up_page, write_cell
from dinggang.sheets.declare import TEXTUAL, Column, Kind
from dinggang.sheets.filling import Filled
from dinggang.sheets.labels import offered

GUIDE = "填写说明"
OPTIONS = "选项"
_LAST = 5000
"""The last row with a drop-down; more rows are read all the same."""
_WIDTHS = {
    Kind.ID: 9,
    Kind.IDS: 14,
    Kind.REFERENCE: 16,
    Kind.CITIZEN: 20,
    Kind.NAME: 10,
    Kind.TEXT: 14,
    Kind.NOTE: 28,
    Kind.WORDS: 14,
    Kind.INTEGER: 8,
    Kind.DECIMAL: 9,
    Kind.DATE: 12,
    Kind.YES: 7,
    Kind.KEY: 9,
    Kind.ANSWER: 6,
    Kind.TRUTH: 6,
    Kind.APPRAISALS: 24,
    Kind.SANCTIONS: 22,
    Kind.CERTIFICATES: 20,
}
"""In half-width characters: as narrow as can be read, so that the widest sheet still prints on a page of A4 across."""


def page(filled: Sequence[Filled]) -> bytes:
    """An xlsx of the tables of one file, with a page that explains every column."""
    content = io.BytesIO()
    written = new_book(content)
    formats = Formats(written)
    lists = _Lists(written)
    for table, rows in filled:
        ws = written.add_worksheet(table.sheet)
        for index, column in enumerate(table.columns):
            _column(ws, index, column, formats, lists, max(_LAST, len(rows) + 500))
        widths = [_width(column) for column in table.columns]
        for number, row in enumerate(rows, start=1):
            fit_row(ws, number, row, widths)
            for index, cell in enumerate(row):
                if cell is not None:
                    write_cell(ws, number, index, cell, formats)
        ws.set_row(0, _TWO_LINES)
        set_up_page(ws, table.sheet)
        ws.hide_gridlines(0)  # they are printed, too: a list without lines is hard to read
    _guide(written.add_worksheet(GUIDE), filled, formats)
    lists.write()
    written.close()
    return repacked(content.getvalue())


def _column(ws: Any, index: int, column: Column, formats: Formats, lists: "_Lists", last: int) -> None:
    looks = (
        formats.column_text
        if column.kind in TEXTUAL
        else formats.column_date
        if column.kind is Kind.DATE
        else None
    )
    ws.set_column(index, index, _width(column), looks)
    ws.write_string(0, index, column.header, formats.required if column.required else formats.header)
    ws.write_comment(0, index, _remark(column), {"x_scale": 1.6, "y_scale": 1.2, "author": ""})
    words = ("是", "否") if column.kind is Kind.YES else offered(column.choices) if column.choices else ()
    if words:
        ws.data_validation(
            1,
            index,
            last,
            index,
            {
                "validate": "list",
                "source": lists.source(words),
                "error_title": "请从选项中选",
                "error_message": f"“{column.header}”只能从下拉选项中选。",
            },
        )


def _width(column: Column) -> int:
    """Wide enough for the longest choice and for the header on two lines."""
    choices = offered(column.choices) if column.choices else ()
    longest = max((2 * len(word) + 4 for word in choices), default=0)
    return max(_WIDTHS.get(column.kind, 8), longest, (len(column.header) + 1) // 2 * 2 + 3)


def _remark(column: Column) -> str:
    need = "必填。" if column.required else "可空。"
    return f"{need}{column.note.zh}\n{'Required' if column.required else 'May be empty'}; {column.note.en}. ({column.key})"


class _Lists:
    """Drop-downs: short ones in the cell's rule, long ones (a rule holds 255 characters) on a hidden sheet."""

    def __init__(self, written: Any) -> None:
        self._written = written
        self._long: dict[tuple[str, ...], int] = {}

    def source(self, words: tuple[str, ...]) -> list[str] | str:
        if len(",".join(words)) <= 255:
            return list(words)
        index = self._long.setdefault(words, len(self._long))
        letter = chr(ord("A") + index)
        return f"={OPTIONS}!${letter}$1:${letter}${len(words)}"

    def write(self) -> None:
        if self._long:
            ws = self._written.add_worksheet(OPTIONS)
            for words, index in self._long.items():
                ws.write_column(0, index, words)
            ws.hide()


def _guide(ws: Any, filled: Sequence[Filled], formats: Formats) -> None:
    ws.write_row(0, 0, ("工作表", "列", "必填", "怎样填写", "What to write", "English key"), formats.header)
    row = 1
    for table, _rows in filled:
        for column in table.columns:
            need = "必填" if column.required else ""
            cells = (table.sheet, column.header, need, column.note.zh, column.note.en, column.key)
            for index, cell in enumerate(cells):
                ws.write_string(row, index, cell, formats.text)
            lines = max(_lines(cell, width) for cell, width in zip(cells, _GUIDE_WIDTHS, strict=True))
            ws.set_row(row, _LINE * lines)
            row += 1
    for index, text in enumerate(_ADVICE):
        ws.write_string(row + 1 + index, 0, text, formats.note)
    for index, width in enumerate(_GUIDE_WIDTHS):
        ws.set_column(index, index, width)
    set_up_page(ws, GUIDE)


_GUIDE_WIDTHS = (12, 16, 8, 60, 50, 18)
_LINE = 16
"""Height of a line in points."""
_TWO_LINES = 2 * _LINE + 2


def _lines(text: str, width: int) -> int:
    """How many lines a text takes in a column; not every program finds out by itself."""
    return -(-sum(2 if east_asian_width(c) in "WFA" else 1 for c in text) // (width - 2)) or 1


_ADVICE = (
    "橙色表头的列必填，蓝色的可空。每个表头带批注，有选项的列点单元格右边的箭头选。",
    "一行一条，表头不要改名，不要合并单元格，不要用公式；不用的可空列也要保留表头。",
    "编号、身份证号按文本填写；日期写成2006-11-13；数字不带单位和百分号。",
    "表头上方可以加标题，但表头须在前5行之内。可以另加“序号”“备注”两列，不读；本说明页和其他工作表也不读。",
    "Columns under an orange header are required, those under a blue one may stay empty; each header has a note.",
    "One record a row; keep the headers; no merged cells, no formulas. Ids as text, dates like 2006-11-13, plain numbers.",
)
