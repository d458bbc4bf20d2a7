"""Results as xlsx: the same values give the same bytes on any machine."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from unicodedata import east_asian_width

import msgspec
import xlsxwriter

Cell = str | int | Decimal | date | None

_EPOCH = datetime(2000, 1, 1)  # noqa: DTZ001 - a fixed mark in the file, not a moment
_LONGEST = 32_767
"""Characters that a cell holds."""
_PAGE, _NARROWEST = 150, 20
"""Half-width characters across a page that is still easy to read, and the least that a column is cut to for it."""
_WIDEST = 60
_LINE, _AIR = 15, 4
"""Points of a line of text, and of the space around it. Heights are set, since not every program finds them itself."""


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """A table to be written: the tab's title, header, rows, and notes under the table.

    `heading` is a line above the header, for a sheet that is hung up or filed.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()
    heading: str = ""


class Formats:
    """The cell formats of one workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[str, Any] = {}
        self.header = self._make(
            "header", bold=True, bg_color="#DDE6F0", align="center", text_wrap=True, border=1
        )
        self.required = self._make(
            "required", bold=True, bg_color="#FBE0C8", align="center", text_wrap=True, border=1
        )
        self.text = self._make("text", text_wrap=True, border=1)
        self.note = self._make("note", font_color="#55606E")
        self.heading = self._make("heading", bold=True, font_size=16, align="center")
        self.column_text = self._make("column text", num_format="@", text_wrap=True)
        self.column_date = self._make("column date", num_format="yyyy-mm-dd")

    def _make(self, name: str, **looks: object) -> Any:
        if name not in self._made:
            base = {"font_name": "宋体", "font_size": 11, "valign": "vcenter"}
            self._made[name] = self._book.add_format({**base, **looks})
        return self._made[name]

    def number(self, places: int) -> Any:
        if not places:
            return self._make("0", num_format="0", align="center", border=1)
        pattern = "0." + "0" * places
        return self._make(pattern, num_format=pattern, border=1)

    @property
    def date(self) -> Any:
        return self._make("date", num_format="yyyy-mm-dd", align="center", border=1)

    @property
    def id(self) -> Any:
        return self._make("id", num_format="@", border=1)


def book(sheets: Iterable[Sheet]) -> bytes:
    """An xlsx of these sheets, ready to print: A4 across, one page wide, the header on every page."""
    content = io.BytesIO()
    written = new_book(content)
    formats = Formats(written)
    titles: set[str] = set()
    for sheet in sheets:
        _write(written.add_worksheet(_title(sheet.title, titles)), sheet, formats)
    written.close()
    # A workbook and its sheets hold each other: without this a million written cells would stay in memory.
    for used in written.worksheets():
        used.table.clear()
    written.str_table.string_array.clear()
    return repacked(content.getvalue())


def new_book(content: io.BytesIO) -> Any:
    """A workbook in memory that calculates nothing and bears a fixed date."""
    written = xlsxwriter.Workbook(
        content,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    written.set_properties({"created": _EPOCH, "author": "", "comments": ""})
    return written


def repacked(content: bytes) -> bytes:
    """The same archive uncompressed and with fixed times, so that no version of zlib and no clock shows in it."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as new:
        for name in old.namelist():
            info = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            info.create_system = 3  # else it would tell Windows from the rest
            info.external_attr = 0o644 << 16
            new.writestr(info, old.read(name))
    return packed.getvalue()


def _title(title: str, taken: set[str]) -> str:
    """A name that Excel takes for a sheet: 31 characters, no brackets, slashes, colons or wildcards, none twice."""
    clean = "".join("_" if c in "[]:*?/\\" else c for c in title).strip("' ")[:31] or "表"
    name, number = clean, 2
    while name.casefold() in taken:
        ending = f"({number})"
        name, number = clean[: 31 - len(ending)] + ending, number + 1
    taken.add(name.casefold())
    return name


def _write(ws: Any, sheet: Sheet, formats: Formats) -> None:
    top = 1 if sheet.heading else 0
    widths = _fitted(_widths(sheet.columns, sheet.rows))
    ws.set_default_row(_LINE + _AIR)
    if sheet.heading:
        ws.set_row(0, 32)
        if len(sheet.columns) > 1:
            ws.merge_range(0, 0, 0, len(sheet.columns) - 1, sheet.heading, formats.heading)
        else:
            ws.write_string(0, 0, sheet.heading, formats.heading)
    for index, header in enumerate(sheet.columns):
        ws.write_string(top, index, header, formats.header)
    for number, row in enumerate(sheet.rows, start=top + 1):
        fit_row(ws, number, row, widths)
        for index, cell in enumerate(row):
            write_cell(ws, number, index, cell, formats)
    for number, note in enumerate(sheet.notes, start=top + len(sheet.rows) + 2):
        ws.write_string(number, 0, note, formats.note)
    for index, width in enumerate(widths):
        ws.set_column(index, index, width)
    if sheet.columns:
        ws.autofilter(top, 0, top + max(len(sheet.rows), 1), len(sheet.columns) - 1)
    set_up_page(ws, "" if sheet.heading else sheet.title, header=top)


def fit_row(ws: Any, number: int, row: Sequence[Cell], widths: Sequence[int]) -> None:
    """Makes a row as high as the text that runs over lines in it."""
    lines = 1
    for cell, width in zip(row, widths, strict=False):
        if isinstance(cell, str) and (2 * len(cell) >= width or "\n" in cell):
            lines = max(lines, _lines(cell, width))
    if lines > 1:
        ws.set_row(number, _LINE * lines + _AIR)


def set_up_page(ws: Any, title: str, header: int = 0) -> None:
    """A4 across, one page wide; the rows down to the header stay on the screen and stand on every page."""
    ws.freeze_panes(header + 1, 0)
    ws.repeat_rows(0, header)
    ws.set_landscape()
    ws.set_paper(9)  # A4
    ws.fit_to_pages(1, 0)
    if title:
        ws.set_header(f"&C{title.replace('&', '&&')[:200]}")
    ws.set_footer("&C第 &P 页，共 &N 页")


def write_cell(ws: Any, row: int, column: int, cell: Cell, formats: Formats) -> None:
    """Writes what a cell holds: numbers and dates as such as far as a spreadsheet keeps them exactly, else as text."""
    if type(cell) is str and len(cell) <= _LONGEST:  # most cells
        ws.write_string(row, column, cell, formats.id if cell.isdecimal() else formats.text)
        return
    match cell:
        case None:
            ws.write_blank(row, column, None, formats.text)
        case bool():
            ws.write_string(row, column, "是" if cell else "否", formats.text)
        case int() | Decimal() if _kept(cell):
            places = 0 if isinstance(cell, int) else max(0, -int(cell.as_tuple().exponent))
            ws.write_number(row, column, cell, formats.number(places))
        case date() if cell >= date(1900, 3, 1):  # before, Excel counts a day that never was
            ws.write_datetime(row, column, datetime(cell.year, cell.month, cell.day), formats.date)  # noqa: DTZ001 - a day, not a moment
        case str() if len(cell) > _LONGEST:
            note = f"……（共{len(cell)}字，后略）"
            ws.write_string(row, column, cell[: _LONGEST - len(note)] + note, formats.text)
        case str():
            ws.write_string(row, column, cell, formats.id if cell.isdecimal() else formats.text)
        case _:
            ws.write_string(row, column, str(cell), formats.id)


def _kept(number: int | Decimal) -> bool:
    """Whether a spreadsheet keeps the number exactly: at most 15 digits."""
    exact = Decimal(number)
    return exact.is_finite() and exact.adjusted() < 15 and len(exact.as_tuple().digits) <= 15


def _widths(columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> list[int]:
    widths = [_width(header) + 4 for header in columns]
    for row in rows:
        for index, cell in enumerate(row[: len(widths)]):
            if cell is not None and widths[index] < _WIDEST:  # wider than that none becomes
                widths[index] = max(widths[index], _width(cell) + 2)
    return [min(max(w, 6), _WIDEST) for w in widths]


def _fitted(widths: Sequence[int]) -> list[int]:
    """The widths with the widest cut until a page across can be read; what does not fit then runs over lines."""
    fitted = list(widths)
    while sum(fitted) > _PAGE and max(fitted) > _NARROWEST:
        fitted[fitted.index(max(fitted))] -= 1
    return fitted


def _lines(cell: Cell, width: int) -> int:
    """How many lines a cell takes in a column of that width."""
    if not isinstance(cell, str):
        return 1
    return sum(max(1, -(-_columns(line) // max(width - 1, 1))) for line in cell.split("\n"))


def _width(cell: Cell) -> int:
    """Widest line of a cell in half-width characters; Chinese ones take two."""
    text = "" if cell is None else str(cell)[:200]
    return _columns(text) if "\n" not in text else max(map(_columns, text.split("\n")))


def _columns(line: str) -> int:
    return len(line) if line.isascii() else sum(map(_TAKES.__getitem__, line))


class _Takes(dict[str, int]):
    """How many columns a character takes, each looked up once."""

    def __missing__(self, character: str) -> int:
        self[character] = found = 2 if east_asian_width(character) in "WFA" else 1
        return found


_TAKES = _Takes()
