"""Widths of tables' columns and their type size, worked out from what the cells hold; and titles broken into lines."""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple
from unicodedata import east_asian_width

from dinggang.basis import Problem, Refusal, Where, Words
from dinggang.documents.official.values import Layout, Table

TWIPS_PER_MM_X100 = 5669
"""A millimetre is 56.69 twips; a twip is a twentieth of a point."""


class Page(NamedTuple):
    """A layout's page in millimetres, its type size in half-points, and the pitch of its lines in twips."""

    width: int
    height: int
    top: int
    bottom: int
    left: int
    right: int
    size: int
    pitch: int
    tables: tuple[int, ...]
    """Type sizes that a table may be set in, in half-points, the largest that fits first."""

    @property
    def text_width(self) -> int:
        """Twips between the margins."""
        return twips(self.width - self.left - self.right)


PAGES = {
    Layout.LETTER: Page(210, 297, 37, 35, 28, 26, 32, 579, (28, 24, 21, 18)),
    Layout.FORM: Page(210, 297, 37, 35, 28, 26, 24, 400, (24, 21, 18)),
    Layout.WIDE: Page(297, 210, 28, 26, 35, 37, 24, 440, (24, 21, 18, 15)),
    Layout.WALL: Page(297, 420, 37, 35, 28, 26, 48, 800, (52, 48, 44, 36, 32, 28)),
}

AIR = 160
"""Twips of space left and right of a cell's text together."""
_LATIN = 64
"""The width of a digit in hundredths of a Chinese character: that of DejaVu Sans, the widest face in use. An office suite
without the office's faces takes it for the editable copy.
"""
_OTHER = {
    **dict.fromkeys("ABCDGHKNOQRUVXZ#&+<=>^w~", 84),
    **dict.fromkeys("MWm%@", 100),
    **dict.fromkeys("-./:;,()[]|", 50),
}
"""What is not as wide as a digit: in the same face, but at least as wide as in the office's."""
_NARROW = 56
"""The width of a digit in the stand-in faces of the PDF: enough for a table that would else stand nowhere."""
_FEW = 12
_LONG = 1200
"""Hundredths of a character from which a column may be broken into lines."""
_SHOWN = 20
"""So many characters of what is too wide are told."""
_TOKEN = re.compile(r"[!-~]+")


class Fit(NamedTuple):
    """Each column's width in twips and the type size in half-points."""

    widths: tuple[int, ...]
    size: int
    breaks: bool
    """Whether a row is so tall that it may be broken between pages."""
    whole: bool
    """Whether the table is so small that it stays on one page: a heading and one row by themselves help nobody."""


def twips(millimetres: int) -> int:
    return millimetres * TWIPS_PER_MM_X100 // 100


def halves(text: str) -> int:
    """The width of a line in half-width characters; the widest line when there are several."""
    return max((sum(_half(c) for c in line) for line in text.split("\n")), default=0)


def _half(char: str) -> int:
    # Quotation marks, dashes and the like are as wide as a character in Chinese faces.
    return 2 if east_asian_width(char) in "WFA" else 1


def fit(tables: Sequence[Table], layout: Layout) -> tuple[Fit, ...]:
    """The largest type in which all these tables stand between the margins: those of one text are set alike.

    Raises Refusal for those that do not even in the smallest.
    """
    page = PAGES[layout]
    sizes = page.tables[-2:] if any(t.close for t in tables) else page.tables
    for of, those in ((_wide, sizes), (_narrow, sizes[-1:])):
        needs = [_needs(table, of) for table in tables]
        for size in those:
            found = [_widths(t, *n, size, page.text_width) for t, n in zip(tables, needs, strict=True)]
            fitted = [_fitted(t, w, size, page) for t, w in zip(tables, found, strict=True) if w is not None]
            if len(fitted) == len(tables):
                return tuple(fitted)
    wide = zip(tables, needs, found, strict=True)
    raise Refusal([_too_wide(t, least) for t, (_, least), widths in wide if widths is None])


def _fitted(table: Table, widths: tuple[int, ...], size: int, page: Page) -> Fit:
    breaks = _tall(table, widths, size)
    return Fit(widths, size, breaks, not breaks and _small(table, widths, size, page))


def _wide(char: str) -> int:
    """The width of a character in hundredths of a Chinese one."""
    return 100 if _half(char) == 2 else _OTHER.get(char, _LATIN)


def _narrow(char: str) -> int:
    return 100 if _half(char) == 2 else _NARROW


@lru_cache(maxsize=20_000)
def _hundredths(text: str, of: Callable[[str], int] = _wide) -> int:
    """The width of the widest line in hundredths of a character."""
    return max((sum(map(of, line)) for line in text.split("\n")), default=0)


def _needs(table: Table, of: Callable[[str], int]) -> tuple[list[int], list[int]]:
    """What each column would take on one line, and the least it can be broken to, in hundredths of a character."""
    natural, least = [], []
    for index, column in enumerate(table.columns):
        cells = {row[index] for row in table.rows}
        widest = max((_hundredths(cell, of) for cell in cells), default=0)
        token = max((_hundredths(t, of) for cell in cells for t in _TOKEN.findall(cell)), default=0)
        title = _hundredths(column.title, of)
        header = title if title <= 400 else -(-title // 200) * 100
        natural.append(max(widest, header))
        least.append(max(token, header, widest if widest <= _LONG else _LONG // 2))
    return natural, least


def _widths(
    table: Table, natural: Sequence[int], least: Sequence[int], size: int, available: int
) -> tuple[int, ...] | None:
    def room(needs: Sequence[int]) -> list[int]:
        return [
            twips(c.width) if c.width else n * size // 10 + AIR
            for c, n in zip(table.columns, needs, strict=True)
        ]

    full, tight = room(natural), room(least)
    if sum(full) <= available:
        return _spread(full, available, [c.width == 0 for c in table.columns])
    if sum(tight) > available:
        return None
    left = available - sum(tight)
    wants = [f - t for f, t in zip(full, tight, strict=True)]
    whole = sum(wants)
    return tuple(t + left * w // whole for t, w in zip(tight, wants, strict=True))


def _spread(widths: Sequence[int], available: int, free: Sequence[bool]) -> tuple[int, ...]:
    """The widths filled up to the page, each free column by its share."""
    spare = available - sum(widths)
    whole = sum(w for w, f in zip(widths, free, strict=True) if f)
    if whole == 0:
        return tuple(widths)
    return tuple(w + (spare * w // whole if f else 0) for w, f in zip(widths, free, strict=True))


def _tall(table: Table, widths: Sequence[int], size: int) -> bool:
    lines = 0
    for row in table.rows:
        for cell, width in zip(row, widths, strict=True):
            if len(cell) > 60:
                lines = max(lines, _hundredths(cell) * size // 10 // max(width - AIR, size * 10))
    return lines > 12


def _small(table: Table, widths: Sequence[int], size: int, page: Page) -> bool:
    """A few rows that fill three quarters of a page at most. Heights in twips: lines 1.45 times the type's size apart."""
    if len(table.rows) > _FEW:
        return False
    height = 0
    for row in (tuple(column.title for column in table.columns), *table.rows):
        lines = max(
            sum(
                -(-max(_hundredths(part), 1) * size // (10 * max(width - AIR, size * 10)))
                for part in cell.split("\n")
            )
            for cell, width in zip(row, widths, strict=True)
        )
        height += lines * size * 145 // 10 + (360 if table.tall else size * 64 // 10)
    return height <= twips(page.height - page.top - page.bottom) * 3 // 4


def _too_wide(table: Table, least: Sequence[int]) -> Problem:
    """Names the table, and the column that takes most room with what stands in it that cannot be broken."""
    title = table.caption or "、".join(c.title for c in table.columns[:3])
    index = max(range(len(least)), key=lambda n: least[n])
    widest = max((row[index] for row in table.rows), key=_hundredths, default="")
    shown = widest if len(widest) <= _SHOWN else f"{widest[:_SHOWN]}…"
    said = f"（{shown}）" if shown else ""
    column = table.columns[index].title
    return Problem(
        where=Where(file=title, column=column),
        words=Words(
            zh=f"表格“{title}”有{len(table.columns)}列，最小的字号也排不进纸宽；最宽的是“{column}”列{said}。",
            en=f"The table “{title}” has {len(table.columns)} columns; it does not fit the page in the smallest type. "
            f"The widest is “{column}”{said}.",
        ),
        cure=Words(
            zh="请减少列数，或缩短其中不能换行的编号、数字；完整的表见同名的xlsx文件。",
            en="Print fewer columns or shorten numbers that cannot be broken; the xlsx file holds the whole table.",
        ),
    )


_AFTER = "的和及与、，》）"
_BEFORE = "《（关拟方办通公"


def title_lines(title: str, most: int) -> tuple[str, ...]:
    """A title as lines of at most `most` characters, of like length, broken where its sense allows (GB/T 9704 7.3.1)."""
    count = -(-halves(title) // (2 * most))
    if count <= 1:
        return (title,)
    lines = []
    rest = title
    for left in range(count, 1, -1):
        places = range(1, len(rest))
        fits = [i for i in places if halves(rest[:i]) <= 2 * most]
        leaves = [i for i in fits if halves(rest[i:]) <= 2 * most * (left - 1)] or fits[-1:]
        wanted = halves(rest) // left
        at = min(leaves, key=lambda i: 2 * _harm(rest, i) + abs(halves(rest[:i]) - wanted))
        lines.append(rest[:at])
        rest = rest[at:]
    if halves(rest) > 2 * most:
        return (*lines, *title_lines(rest, most))
    return (*lines, rest)


def _harm(text: str, at: int) -> int:
    """How much worse a break there is than one at a joint, in characters that the lines may differ for it."""
    before, after = text[at - 1], text[at]
    if before in "《（〔" or after in "》）〕、，的" or (before.isascii() and after.isascii()):
        return 100
    inside = text[:at].count("《") > text[:at].count("》")
    return 0 if before in _AFTER or after in _BEFORE else 9 if inside else 6
