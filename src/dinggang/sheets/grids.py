"""A table's file → grids of raw cells, one for each sheet asked for."""

import csv
import io
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from python_calamine import CalamineError, CalamineWorkbook

from dinggang.basis import Problem, Where
from dinggang.sheets.archive import (
    MAX_ROWS,
    Scan,
    check_sizes,
    damaged,
    open_archive,
    percent_styles,
    scan_sheet,
    sheet_parts,
    too_many_rows,
)
from dinggang.sheets.text import narrow
from dinggang.sheets.troubles import Problems, Trouble, problem

PLAIN = Scan(frozenset(), frozenset(), frozenset(), ())


class Grid(NamedTuple):
    """A sheet's rows that are not blank, with the row numbers that a spreadsheet shows."""

    file: str
    sheet: str
    rows: Sequence[tuple[int, Sequence[object]]]
    scan: Scan = PLAIN

    def where(self, row: int | None = None, column: str = "") -> Where:
        return Where(file=self.file, sheet=self.sheet, row=row, column=column)


def read_grids(
    name: str, content: bytes, sheets: Sequence[str], extra: Sequence[str], problems: Problems
) -> dict[str, Grid]:
    """The sheets asked for, as far as they can be read; what cannot is added to `problems`. Those `extra` may be missing."""
    try:
        if name.endswith(".csv"):
            return {sheets[0]: _csv_grid(name, content)}
        return _xlsx_grids(name, content, sheets, extra, problems)
    except Trouble as trouble:
        problems.append(trouble.at(Where(file=name)))
        return {}


def _xlsx_grids(
    name: str, content: bytes, sheets: Sequence[str], extra: Sequence[str], problems: Problems
) -> dict[str, Grid]:
    archive = open_archive(content)
    parts = sheet_parts(archive)
    known = {narrow(title): title for title in parts}
    titles = {wanted: known[narrow(wanted)] for wanted in (*sheets, *extra) if narrow(wanted) in known}
    problems.extend(_no_sheet(name, wanted, list(parts)) for wanted in sheets if wanted not in titles)
    check_sizes(archive, besides=frozenset(parts[title] for title in titles.values()))
    percents = percent_styles(archive)
    scans: dict[str, Scan] = {}
    for wanted, title in titles.items():
        try:
            scans[wanted] = scan_sheet(archive, parts[title], percents)
        except Trouble as trouble:
            problems.append(trouble.at(Where(file=name, sheet=title)))
    if not scans:
        return {}
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            return {
                wanted: Grid(name, titles[wanted], list(_rows(book, titles[wanted])), scan)
                for wanted, scan in scans.items()
            }
    except CalamineError:
        raise damaged() from None


def _rows(book: CalamineWorkbook, title: str) -> Iterator[tuple[int, Sequence[object]]]:
    for row, cells in enumerate(book.get_sheet_by_name(title).iter_rows(), start=1):
        if any(cell != "" and not (isinstance(cell, str) and cell.isspace()) for cell in cells):
            yield row, cells


def _no_sheet(name: str, wanted: str, there: Sequence[str]) -> Problem:
    listed = "、".join(there)
    return problem(
        Where(file=name, sheet=wanted),
        f"没有“{wanted}”工作表（现有：{listed}）。",
        f"There is no sheet {wanted!r} (there are: {', '.join(there)}).",
        f"请把工作表命名为“{wanted}”，或从空白模板重新填写。",
        f"Name the sheet {wanted!r}, or start from the template.",
    )


def _csv_grid(name: str, content: bytes) -> Grid:
    _refuse_other_encodings(content)
    _refuse_other_separators(content.lstrip()[:4096].partition(b"\n")[0].decode("utf-8", errors="ignore"))
    rows: list[tuple[int, Sequence[object]]] = []
    row = 0
    try:
        # Decoded as it is read: one character beyond U+FFFF makes a whole text take four bytes each.
        with io.TextIOWrapper(io.BytesIO(content), "utf-8-sig", newline="") as text:
            for row, cells in enumerate(csv.reader(text, strict=True), start=1):
                if row > MAX_ROWS + 10:
                    raise too_many_rows(row)
                if any(cell.strip() for cell in cells):
                    rows.append((row, cells))
    except csv.Error as error:
        raise Trouble(
            f"CSV写法有误（第{row + 1}行起，{error}）。",
            f"Not a proper CSV (from row {row + 1} on: {error}).",
            "请检查引号是否成对，或另存为xlsx后再交。",
            "Check that quotes are closed, or save it as .xlsx.",
        ) from None
    return Grid(name, "", rows)


def _refuse_other_separators(header: str) -> None:
    for mark, zh, en in (("\t", "制表符", "tabs"), (";", "分号", "semicolons"), ("；", "分号", "semicolons")):
        if header.count(mark) > 1 and "," not in header:
            raise Trouble(
                f"各列是用{zh}隔开的，不是逗号。",
                f"Columns are divided by {en}, not by commas.",
                "请另存为xlsx，或另存为“CSV UTF-8（逗号分隔）”。",
                "Save it as .xlsx or as “CSV UTF-8 (comma delimited)”.",
            )


def _refuse_other_encodings(content: bytes) -> None:
    """Raises Trouble for bytes that are not UTF-8, saying what they are."""
    if not content:
        raise Trouble(
            "是空文件（0字节）。",
            "The file is empty (0 bytes).",
            "请重新复制或另存原文件。",
            "Copy or save the original again.",
        )
    at = _not_utf8(content)
    if at is None:
        return
    cure = (
        "请回到原表，另存为xlsx，或另存为“CSV UTF-8（逗号分隔）”，并核对生僻字后再交。",
        "Go back to the original and save it as .xlsx or as “CSV UTF-8”, and check rare characters.",
    )
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Trouble(
            "这个CSV不是UTF-8编码，是UTF-16（“Unicode文本”）。",
            "This CSV is not encoded in UTF-8 but in UTF-16 (“Unicode text”).",
            *cure,
        )
    row = content.count(b"\n", 0, at) + 1
    if sum(byte >= 0xE0 for byte in content[:at]) >= _ENOUGH:
        # So much of it is UTF-8 that it is no other encoding, but damaged.
        raise Trouble(
            f"这个CSV在第{row}行有损坏的字（不合UTF-8编码）。",
            f"This CSV is damaged in row {row}: a character is not UTF-8.",
            *cure,
        )
    if not _decodes(content, "gb18030"):
        raise Trouble("这个CSV不是UTF-8编码。", "This CSV is not encoded in UTF-8.", *cure)
    raise Trouble(
        "这个CSV是GBK（ANSI）编码。按GBK保存会把䶮等生僻字变成“?”，编号前面的零也容易丢失，所以不读。",
        "This CSV is encoded in GBK (ANSI). Saving as GBK turns rare characters such as 䶮 into ?, "
        "and leading zeros get lost, so it is not read.",
        *cure,
    )


_ENOUGH = 4
"""So many three-byte characters in a row are no accident: in GBK text two in a row are rare."""


def _not_utf8(content: bytes) -> int | None:
    """Where the bytes stop being UTF-8."""
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return error.start
    return None


def _decodes(content: bytes, encoding: str) -> bool:
    try:
        content.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
