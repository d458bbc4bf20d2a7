"""Ledgers as CSV: RFC 4180 in UTF-8 with a mark at the beginning, so that Excel reads it as such."""

from datetime import date
from decimal import Decimal

from dinggang.sheets import Cell, Sheet

MARK = "\ufeff"
_END = "\r\n"
_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "'")
"""What a spreadsheet might take for a formula, and our own sign against it."""


def comma_separated(sheet: Sheet) -> bytes:
    """Header and rows of a sheet; its heading and notes stay behind. Text stands in quotes, numbers and dates do not."""
    lines = (",".join(_field(cell) for cell in row) for row in (sheet.columns, *sheet.rows))
    return (MARK + "".join(line + _END for line in lines)).encode()


def _field(cell: Cell) -> str:
    match cell:
        case None | "":
            return ""
        case str():
            return '"' + defused(cell).replace('"', '""') + '"'
        case Decimal():
            return format(cell, "f")
        case date():
            return cell.isoformat()
    return str(cell)


def defused(text: str) -> str:
    """The text behind an apostrophe when it might be taken for a formula, or begins with one of its own.

    So the first apostrophe of a field is never part of the text: whoever reads the file drops it.
    """
    inner = text.lstrip()
    return f"'{text}" if inner.startswith(_STARTS) or text.startswith(("\t", "\r", "\n")) else text
