"""A grid and its declaration → rows of typed cells, with every problem of header and cells."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Any, NamedTuple

from dinggang.basis import Problem, Where, Words
from dinggang.sheets.archive import letters, unpacked
from dinggang.sheets.cells import read_cell
from dinggang.sheets.declare import UNREAD, Column, Kind, Table
from dinggang.sheets.grids import Grid
from dinggang.sheets.labels import label
from dinggang.sheets.tables import CHOICE
from dinggang.sheets.text import clean, header_form, nearest
from dinggang.sheets.troubles import Problems, Trouble, problem

HEADER_WITHIN = 5
"""The header is looked for in so many rows; a title or a note may stand above it."""


class Row(NamedTuple):
    """A row's typed cells by column key (blank ones left out), and where it stands.

    `unread` are the keys of cells that are not blank, or may not be, and yet cannot be taken.
    """

    grid: Grid
    table: Table
    row: int
    cells: dict[str, Any]
    sound: bool
    unread: frozenset[str] = frozenset()

    def where(self, key: str = "") -> Where:
        column = self.table.column(key)
        return self.grid.where(self.row, column.header if column else "")


class _Header(NamedTuple):
    """Where the header stands and what its columns are. `known` are texts read before, by column: most come again."""

    row: int
    columns: dict[int, Column]
    sound: bool
    known: dict[tuple[int, str], Any]


_KNOWN = 50_000
"""So many texts of a sheet are remembered."""


def read_rows(grid: Grid, table: Table, problems: Problems) -> list[Row] | None:
    """The table's rows, None without a header. A row with a cell that cannot be taken, or that repeats another,
    is not sound, its problems added.
    """
    about_header = Problems()
    header = _header(grid, table, about_header)
    empty = header is not None and all(number <= header.row for number, _ in grid.rows)
    if not (empty and table.dynamic):
        problems.extend(about_header.listed())
    if header is None:
        return None
    spoiled = _beyond_values(grid, header, problems)
    headless = frozenset(
        c.key for c in table.columns if c not in header.columns.values() and not c.may_be_absent
    )
    rows = []
    for number, cells in grid.rows:
        if number > header.row:
            before = len(problems)
            bad = spoiled.get(number, set())
            found, unread = _row(grid, header, number, cells, bad, problems)
            sound = header.sound and not bad and len(problems) == before
            rows.append(Row(grid, table, number, found, sound, headless | unread if unread else headless))
    # Where a key is written as an id or a name, rows repeat each other only once the names are settled.
    settled = all(c.kind is not Kind.REFERENCE for k in table.unique if (c := table.column(k)))
    return once(rows, problems) if settled else rows


def _row(
    grid: Grid,
    header: _Header,
    number: int,
    cells: Sequence[object],
    spoiled: set[int],
    problems: Problems,
) -> tuple[dict[str, Any], set[str]]:
    """The typed cells, and the keys of those that cannot be taken."""
    found: dict[str, Any] = {}
    unread: set[str] = set()
    known = header.known
    for index, column in header.columns.items():
        if index in spoiled or column.header == "":
            unread.add(column.key)
            continue
        raw = cells[index] if index < len(cells) else None
        try:
            value = _remembered(known, index, column, raw)
        except Trouble as trouble:
            problems.append(trouble.at(grid.where(number, column.header)))
            unread.add(column.key)
            continue
        if value is not None:
            found[column.key] = value
        elif column.required:
            problems.append(_EMPTY.at(grid.where(number, column.header)))
    for index, cell in enumerate(cells):
        if index not in header.columns and cell != "" and clean(str(cell)):
            problems.append(_outside(grid, number, index))
    return found, unread


def _remembered(known: dict[tuple[int, str], Any], index: int, column: Column, raw: object) -> Any:
    """What a cell holds; a text that stood in the column before is not read again. Raises Trouble."""
    if type(raw) is not str:
        return read_cell(column, raw)
    if (index, raw) in known:
        return known[index, raw]
    value = read_cell(column, raw)
    if len(known) < _KNOWN:
        known[index, raw] = value
    return value


_EMPTY = Trouble("没有填写。", "Nothing is written here.", "请补填这一格。", "Fill in this cell.")


def _outside(grid: Grid, number: int, index: int) -> Problem:
    return problem(
        grid.where(number, letters(index + 1)),
        "这一格有内容，但所在的列没有可用的表头。",
        "There is something here, but its column has no usable header.",
        "请删去，或把内容移到有表头的列里。",
        "Delete it, or move it into a column with a header.",
    )


def _header(grid: Grid, table: Table, problems: Problems) -> _Header | None:
    """The row that names most columns, among the first few."""
    known = {header_form(word): c for c in reversed(table.columns) for word in (c.key, c.header)}
    best: tuple[int, Sequence[object]] = (0, ())
    most = 0
    for number, cells in grid.rows:
        if number > HEADER_WITHIN:
            break
        count = len({known[f].key for cell in cells if (f := header_form(str(cell))) in known})
        if count > most:
            best, most = (number, cells), count
    if not most:
        problems.append(
            problem(
                grid.where(),
                f"前{HEADER_WITHIN}行里找不到表头。",
                f"No header within the first {HEADER_WITHIN} rows.",
                f"请保留模板的表头：{'、'.join(c.header for c in table.columns)}。",
                f"Keep the template's header: {', '.join(c.key for c in table.columns)}.",
            )
        )
        return None
    return _matched(grid, table, best, known, problems)


def _matched(
    grid: Grid,
    table: Table,
    header: tuple[int, Sequence[object]],
    known: dict[str, Column],
    problems: Problems,
) -> _Header:
    number, cells = header
    columns: dict[int, Column] = {}
    before = len(problems)
    for index, cell in enumerate(cells):
        form = header_form(clean(str(cell)))
        if form in known:
            columns[index] = known[form]
        elif form in UNREAD:
            columns[index] = _BESIDE
        elif clean(str(cell)):
            columns[index] = _UNKNOWN
            if not table.open:
                problems.append(_unknown_column(grid, table, number, clean(str(cell))))
    counts = Counter(c.key for c in columns.values())
    for column in table.columns:
        if counts[column.key] > 1:
            problems.append(_twice(grid, number, column))
            # Nobody can say which of them counts, so none is read.
            columns = {i: _UNKNOWN if c is column else c for i, c in columns.items()}
        elif not counts[column.key] and not column.may_be_absent:
            problems.append(_missing_column(grid, number, column))
    return _Header(number, columns, len(problems) == before, {})


_UNKNOWN = Column(key="", header="", kind=Kind.TEXT, note=Words(zh="", en=""))
"""Stands for a column that cannot be told."""
_BESIDE = Column(key=" ", header="", kind=Kind.TEXT, note=Words(zh="", en=""))
"""Stands for a column that may be there and is not read."""


def _twice(grid: Grid, number: int, column: Column) -> Problem:
    return problem(
        grid.where(number, column.header),
        f"表头“{column.header}”出现了不止一次。",
        f"The header {column.header!r} ({column.key}) stands more than once.",
        "请只保留一列。",
        "Keep one of the columns.",
    )


def _missing_column(grid: Grid, number: int, column: Column) -> Problem:
    return problem(
        grid.where(number, column.header),
        f"缺少“{column.header}”列。",
        f"The column {column.header!r} ({column.key}) is missing.",
        "请按模板补上这一列；没有内容也要保留表头。",
        "Put the column back as in the template, even when it stays empty.",
    )


def _unknown_column(grid: Grid, table: Table, number: int, header: str) -> Problem:
    most = sum(c.group == "posts" for c in table.columns)
    if most and re.fullmatch(rf"{CHOICE}\d+", header_form(header)):
        return problem(
            grid.where(number, header),
            f"方案规定最多填{most}个志愿，这里多出“{header}”。",
            f"The plan allows {most} choices; {header!r} is one too many.",
            f"请只保留志愿1至志愿{most}，或按程序修改方案的max_choices。",
            f"Keep 志愿1 to 志愿{most}, or amend max_choices in the plan.",
        )
    like = nearest(header_form(header), [header_form(c.header) for c in table.columns])
    named = next((c for c in table.columns if header_form(c.header) == like), None)
    if named is None:
        listed = "、".join(c.header for c in table.columns)
        cure = (
            f"请删去这一列。可用的列：{listed}。",
            "Delete the column, or use one of the template's headers.",
        )
    else:
        cure = (
            f"是不是“{named.header}”？请改正表头或删去这一列。",
            f"Did you mean {named.header!r} ({named.key})? Correct the header or delete the column.",
        )
    return problem(
        grid.where(number, header), f"不认识“{header}”列。", f"The column {header!r} is not known.", *cure
    )


def _beyond_values(grid: Grid, header: _Header, problems: Problems) -> dict[int, set[int]]:
    """Problems of formulas, errors, percentages and merged cells; row → indices of cells not to be read."""
    spoiled: dict[int, set[int]] = {}
    scan = grid.scan
    for cell in sorted(scan.formulas | scan.errors | scan.percents):
        row, column = unpacked(cell)
        named = header.columns.get(column - 1)
        numeric = named is not None and named.kind in {Kind.INTEGER, Kind.DECIMAL}
        only_percent = cell not in scan.formulas and cell not in scan.errors
        if row < header.row or named is _BESIDE or (only_percent and not numeric):
            continue
        trouble = _FORMULA if cell in scan.formulas else _ERROR if cell in scan.errors else _PERCENT
        place = grid.where(row, named.header if named and named.header else letters(column))
        problems.append(
            problem(
                place,
                f"{letters(column)}{row}{trouble.words.zh}",
                f"{letters(column)}{row} {trouble.words.en}",
                trouble.cure.zh,
                trouble.cure.en,
            )
        )
        spoiled.setdefault(row, set()).add(column - 1)
    _merged(grid, header, problems, spoiled)
    return spoiled


def _merged(grid: Grid, header: _Header, problems: Problems, spoiled: dict[int, set[int]]) -> None:
    rows = [number for number, _ in grid.rows]
    for (top, left), (bottom, right) in grid.scan.merged:
        indices = [i for i, c in header.columns.items() if left <= i + 1 <= right and c is not _BESIDE]
        if bottom < header.row or not indices:
            continue
        named = header.columns.get(left - 1)
        problems.append(
            problem(
                grid.where(top, named.header if named and named.header else letters(left)),
                f"{letters(left)}{top}:{letters(right)}{bottom}是合并单元格，读不出每一行的内容。",
                f"{letters(left)}{top}:{letters(right)}{bottom} are merged cells.",
                "请取消合并，每一行分别填写。",
                "Unmerge them and fill in every row.",
            )
        )
        # That the cells beneath the first are empty is the merging's doing and is not said again.
        for number in rows[bisect_left(rows, top) : bisect_right(rows, bottom)]:
            spoiled.setdefault(number, set()).update(i for i in indices if (number, i + 1) != (top, left))


_FORMULA = Trouble(
    "是公式，不是填写的内容。",
    "is a formula, not something written.",
    "请把公式换成值（复制后选择性粘贴为“数值”），并核对后再交。",
    "Replace formulas by values (copy, paste special: values), and check them.",
)
_ERROR = Trouble(
    "是错误值（如#N/A、#DIV/0!）。",
    "is an error value such as #N/A.",
    "请改填正确的内容，没有就清空。",
    "Write the right content, or clear the cell.",
)
_PERCENT = Trouble(
    "是百分比格式：显示80%，存的却是0.8。",
    "is formatted as a percentage: 80 % is stored as 0.8.",
    "请把单元格格式改为“常规”，填写不带百分号的数字，如80。",
    "Set the format to general and write the number without a per cent sign, such as 80.",
)


def once(rows: Iterable[Row], problems: Problems) -> list[Row]:
    """The rows; one whose key stood before is a problem and not sound."""
    first: dict[tuple[object, ...], Row] = {}
    found = []
    for row in rows:
        # Ids that differ in nothing but capitals are taken for the same by people.
        key = tuple(
            row.cells[k].casefold() if isinstance(row.cells.get(k), str) else row.cells.get(k)
            for k in row.table.unique
        )
        if _lacks_key(row) or first.setdefault(key, row) is row:
            found.append(row)  # without a key there is nothing to repeat; the gap is a problem already
        else:
            problems.append(_repeated(row, first[key]))
            found.append(row._replace(sound=False))
    return found


def _lacks_key(row: Row) -> bool:
    """Whether a part of its key is missing that must be there, or all of it. One part that may be empty is as good as any."""
    missing = [k for k in row.table.unique if k not in row.cells]
    return len(missing) == len(row.table.unique) or any(
        k in row.unread or _must(row.table, k) for k in missing
    )


def _must(table: Table, key: str) -> bool:
    column = table.column(key)
    return column is None or column.required


def _repeated(row: Row, first: Row) -> Problem:
    cells = (row.cells[k] for k in row.table.unique if k in row.cells)
    named = "、".join(label(c) if isinstance(c, StrEnum) else str(c) for c in cells)
    return problem(
        row.where(row.table.unique[0]),
        f"“{named}”重复：第{first.row}行已有。",
        f"{named} is there twice: also in row {first.row}.",
        "请核对，每个编号只留一行。",
        "Check both rows and keep one.",
    )
