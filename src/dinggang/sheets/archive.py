"""What an xlsx file holds besides its values, looked at before anything is loaded: size, formulas, merged cells.

The reader of values (calamine) shows a formula's last result like any number, and lays a sheet out densely however
far apart its cells are; so the XML is first streamed once, and a file that is too big or not honest goes no further.
"""

import copy
import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import NamedTuple
from xml.parsers import expat

from dinggang.sheets.troubles import Trouble

MAX_FILE = 100 * 2**20
MAX_UNPACKED = 400 * 2**20
MAX_STRINGS = 64 * 2**20
MAX_ROWS = 250_000
MAX_CELLS = 4_000_000
_CHUNK = 2**18
_REF = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")

Start = Callable[[str, dict[str, str]], None]
Cell = tuple[int, int]
"""Row and column, from 1."""


class Scan(NamedTuple):
    """What stands in a sheet besides plain values; cells as `packed` numbers, for there may be millions."""

    formulas: AbstractSet[int]
    errors: AbstractSet[int]
    percents: AbstractSet[int]
    merged: tuple[tuple[Cell, Cell], ...]


def packed(row: int, column: int) -> int:
    """A cell as one number; they sort by row, then column."""
    return row << 14 | column - 1


def unpacked(cell: int) -> Cell:
    return cell >> 14, (cell & 0x3FFF) + 1


def too_many_rows(row: int) -> Trouble:
    return Trouble(
        f"表太大：第{row}行还有内容，一张表最多{MAX_ROWS}行数据。",
        f"The sheet is too big: there is something in row {row}; at most {MAX_ROWS} rows of data are read.",
        "请删去多余的行（包括表格下方远处的零散内容），或核对是否放错了文件。",
        "Delete what is too much, also stray cells far below the table, or check that it is the right file.",
    )


def open_archive(content: bytes) -> zipfile.ZipFile:
    """The xlsx as an archive whose directory is sound. Raises Trouble."""
    if len(content) > MAX_FILE:
        raise _too_big()
    if content[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise Trouble(
            "是旧版xls格式，或设有打开密码。",
            "An old .xls workbook, or one with a password.",
            "请用Excel或WPS打开，取消密码，另存为xlsx格式。",
            "Open it, take the password off, and save it as .xlsx.",
        )
    _refuse_other_kinds(content)
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        infos = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError):
        raise damaged() from None
    names = {i.filename for i in infos}
    if len(names) != len(infos) or len(infos) > 5000:
        raise damaged()
    if "xl/workbook.bin" in names or "content.xml" in names:
        kind = "xlsb" if "xl/workbook.bin" in names else "ods"
        raise Trouble(
            f"其实是{kind}格式，只是名字改成了xlsx。",
            f"An .{kind} file under the name of .xlsx.",
            *_SAVE_AS,
        )
    if any(i.flag_bits & 1 for i in infos):
        raise damaged()
    if sum(i.file_size for i in infos) > MAX_UNPACKED or any(
        i.file_size > MAX_STRINGS and not i.filename.startswith("xl/worksheets/") for i in infos
    ):
        raise _too_big()
    return archive


_SAVE_AS = (
    "请用Excel或WPS打开，另存为“Excel工作簿（xlsx）”，不要只改文件名。",
    "Open it and save it as an Excel workbook (.xlsx); renaming does not convert it.",
)


def _refuse_other_kinds(content: bytes) -> None:
    """Raises Trouble for files that only bear the name of a workbook, saying what they are."""
    if not content:
        raise Trouble(
            "是空文件（0字节）。",
            "The file is empty (0 bytes).",
            "请重新复制或另存原文件；多为拷贝中断。",
            "Copy or save the original again; the copying was likely interrupted.",
        )
    start = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype", b"<html", b"<table", b"<?xml", b"<meta", b"<head")):
        raise Trouble(
            "其实是网页（HTML）或XML，只是名字改成了xlsx（多为从网上系统导出）。",
            "A web page (HTML) or XML under the name of .xlsx, as some web systems export it.",
            *_SAVE_AS,
        )
    if not content.startswith(b"PK") and b"\0" not in content[:4096] and b"," in content[:4096]:
        raise Trouble(
            "其实是文本（CSV），只是名字改成了xlsx。", "A text (CSV) under the name of .xlsx.", *_SAVE_AS
        )


def damaged() -> Trouble:
    return Trouble(
        "文件损坏、不完整，或不是xlsx表格。",
        "The file is damaged, incomplete, or no .xlsx workbook.",
        "请用Excel或WPS打开原文件，重新另存为xlsx；打不开就换用备份。",
        "Open the original and save it as .xlsx again, or take the backup.",
    )


def _too_big() -> Trouble:
    return Trouble(
        "文件解压后过大，不像正常的表格。",
        "The file unpacks to far more than a table holds.",
        "请把需要的内容复制到新的空白模板里再交。",
        "Copy what is needed into a fresh template.",
    )


def _chunks(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """The unpacked bytes of a member. Raises Trouble when they are not as many as its directory says."""
    info = archive.getinfo(name)
    declared = info.file_size
    # zipfile stops at the declared size; a lying directory is found out only by reading on.
    open_ended = copy.copy(info)
    open_ended.file_size = MAX_UNPACKED + 1
    seen = 0
    try:
        with archive.open(open_ended) as member:
            while chunk := member.read(_CHUNK):
                seen += len(chunk)
                if seen > declared:
                    raise _too_big()
                yield chunk
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError):
        raise damaged() from None
    if seen != declared:
        raise damaged()


def check_sizes(archive: zipfile.ZipFile, besides: frozenset[str]) -> None:
    """Unpacks every member not scanned anyway, keeping nothing. Raises Trouble when one is damaged or lies."""
    for name in archive.namelist():
        if name not in besides:
            for _chunk in _chunks(archive, name):
                pass


def parse(archive: zipfile.ZipFile, name: str, start: Start) -> None:
    """Streams a member's XML past `start(tag without prefix, attributes)`. No document type, so no entities."""
    if name not in archive.namelist():
        raise damaged()
    parser = expat.ParserCreate()

    def begin(tag: str, attributes: dict[str, str]) -> None:
        start(tag.rpartition(":")[2], attributes)

    def refuse(*_: object) -> None:
        raise Trouble(
            "表格内部含有XML实体定义，正常的表格没有。",
            "The workbook declares XML entities, which no proper one does.",
            "请把内容复制到新的空白模板里再交。",
            "Copy the contents into a fresh template.",
        )

    parser.StartElementHandler = begin
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    try:
        for chunk in _chunks(archive, name):
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except expat.ExpatError:
        raise damaged() from None


def sheet_parts(archive: zipfile.ZipFile) -> Mapping[str, str]:
    """Sheet name → its member of the archive, in order. Raises Trouble."""
    targets: dict[str, str] = {}
    sheets: dict[str, str] = {}

    def relation(tag: str, attributes: dict[str, str]) -> None:
        if tag == "Relationship" and "Id" in attributes:
            targets[attributes["Id"]] = attributes.get("Target", "")

    def sheet(tag: str, attributes: dict[str, str]) -> None:
        if tag == "sheet":
            linked = next((v for k, v in attributes.items() if k.rpartition(":")[2] == "id"), "")
            sheets[attributes.get("name", "")] = linked

    parse(archive, "xl/_rels/workbook.xml.rels", relation)
    parse(archive, "xl/workbook.xml", sheet)
    found: dict[str, str] = {}
    for name, linked in sheets.items():
        target = targets.get(linked, "")
        found[name] = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
    return found


def percent_styles(archive: zipfile.ZipFile) -> frozenset[str]:
    """The cell styles that show a number as a percentage: 0.8 then looks like 80 %."""
    if "xl/styles.xml" not in archive.namelist():
        return frozenset()
    formats = {"9", "10"}  # the built-in formats 0% and 0.00%
    styles: set[str] = set()
    count, inside = 0, False

    def begin(tag: str, attributes: dict[str, str]) -> None:
        nonlocal count, inside
        if tag == "numFmt" and "%" in attributes.get("formatCode", ""):
            formats.add(attributes.get("numFmtId", ""))
        elif tag in {"cellXfs", "cellStyles", "dxfs"}:
            inside = tag == "cellXfs"
        elif tag == "xf" and inside:
            if attributes.get("numFmtId") in formats:
                styles.add(str(count))
            count += 1

    parse(archive, "xl/styles.xml", begin)
    return frozenset(styles)


def position(reference: str) -> Cell:
    """B12 → (12, 2). Raises Trouble for what is no cell."""
    found = _REF.fullmatch(reference)
    if found is None:
        raise damaged()
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    row = int(found[2])
    if not (1 <= row <= 1_048_576 and column <= 16_384):
        raise damaged()
    return row, column


def letters(column: int) -> str:
    """2 → B."""
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


class _Walk:
    """The state of one pass over a sheet's XML."""

    def __init__(self, percents: frozenset[str]) -> None:
        self.percent_styles = percents
        self.row = self.column = 0
        self.style = self.type = ""
        self.last_row = self.last_column = self.cells = 0
        self.formulas: set[int] = set()
        self.errors: set[int] = set()
        self.percents: set[int] = set()
        self.merged: list[tuple[Cell, Cell]] = []

    def begin(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "c":
            self._cell(attributes)
        elif tag in {"v", "is"}:
            self._value()
        elif tag == "f":
            self.formulas.add(packed(self.row, self.column))
            self._value()
        elif tag == "row":
            self.row = _whole(attributes["r"]) if "r" in attributes else self.row + 1
            self.column = 0
        elif tag == "mergeCell":
            first, _, last = attributes.get("ref", "").partition(":")
            self.merged.append((position(first), position(last or first)))

    def _cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r")
        if reference is None:
            self.column += 1
        else:
            self.row, self.column = position(reference)
        self.style, self.type = attributes.get("s", ""), attributes.get("t", "")
        self.cells += 1
        if self.cells > 5 * MAX_CELLS:
            raise _too_big()

    def _value(self) -> None:
        # A few rows of title may stand above the data.
        if self.row > MAX_ROWS + 10:
            raise too_many_rows(self.row)
        self.last_row = max(self.last_row, self.row)
        self.last_column = max(self.last_column, self.column)
        if self.last_row * self.last_column > MAX_CELLS:
            raise Trouble(
                f"表太大：内容占到第{self.last_row}行、{letters(self.last_column)}列。",
                f"The sheet is too big: it reaches row {self.last_row} and column {letters(self.last_column)}.",
                "请删去表格右边和下方远处的零散内容。",
                "Delete stray cells far below or to the right of the table.",
            )
        if self.type == "e":
            self.errors.add(packed(self.row, self.column))
        elif self.style in self.percent_styles:
            self.percents.add(packed(self.row, self.column))


def _whole(text: str) -> int:
    if not text.isdecimal() or len(text) > 7:
        raise damaged()
    return int(text)


_ROW = re.compile(rb'<row [^>]*?r="([0-9]{1,7})"')


def _last_row(archive: zipfile.ZipFile, part: str) -> int:
    """The last row with something in it, as far as a look without parsing can tell (0 else).

    It takes a tenth of the parsing, so that a sheet far too long is refused at once.
    """
    row = last = 0
    rest = b""
    for chunk in _chunks(archive, part):
        piece = rest + chunk
        end = piece.rfind(b"<")
        piece, rest = piece[:end], piece[end:]
        value = max(piece.rfind(b"<v>"), piece.rfind(b"<is>"))
        if value >= 0:
            for found in _ROW.finditer(piece, 0, value):
                row = int(found[1])
            last = max(last, row)
        for found in _ROW.finditer(piece, max(value, 0)):
            row = int(found[1])
    return last


def scan_sheet(archive: zipfile.ZipFile, part: str, percents: frozenset[str]) -> Scan:
    """What a sheet holds besides plain values. Raises Trouble when it is too big or damaged."""
    if part in archive.namelist() and (last := _last_row(archive, part)) > MAX_ROWS + 10:
        raise too_many_rows(last)
    walk = _Walk(percents)
    parse(archive, part, walk.begin)
    return Scan(
        formulas=walk.formulas,
        errors=walk.errors,
        percents=walk.percents,
        merged=tuple(walk.merged),
    )
