"""Where a document begins to end: its signature stands on no page without a part of the body (GB/T 9704-2012, 7.3.5)."""

from collections.abc import Sequence
from typing import NamedTuple

from dinggang.documents.official.fitting import PAGES, Page, halves, twips
from dinggang.documents.official.values import (
    Block,
    Fields,
    Heading,
    Layout,
    Paragraph,
    Parties,
    Signing,
    Table,
)

ROWS = 2
"""So many rows at least of the table before it stand on the page of what ends a document."""
_ENOUGH = 2
"""A paragraph of so many lines may leave its last ones to the end; a shorter one is of the end itself."""
_SHORT = 5
"""A paragraph under a table that is by this estimate no longer is of the end, too: four lines, told as five."""
_MOST = (2, 5)
"""The end takes up so much of a page at most: short paragraphs beyond it are body."""


class Ending(NamedTuple):
    """The first block of the end (as many as there are blocks when the end is the signature alone), and how many rows of
    the table before it go with it: 0 when before it stands something else.
    """

    first: int
    rows: int


def ending(blocks: Sequence[Block], layout: Layout, *, signed: bool) -> Ending | None:
    """What is kept together at the end: short closing paragraphs, lines to sign on, and what stands under them.

    `signed` says that a signature or a list of attachments stands under the blocks. None when nothing ends the document:
    no signature and no line to sign on.
    """
    if not signed and not (blocks and isinstance(blocks[-1], Signing | Parties)):
        return None
    page = PAGES[layout]
    room = _lines_of(page) * _MOST[0] // _MOST[1]
    first = len(blocks)
    while first:
        block = blocks[first - 1]
        lines = _lines(block, page)
        if lines is None or lines > room or (isinstance(block, Paragraph) and lines >= _ENOUGH):
            break
        room -= lines
        first -= 1
    if _after_table(blocks, first) and (_lines(blocks[first - 1], page) or room + 1) <= min(room, _SHORT):
        first -= 1
    before = blocks[first - 1] if first else None
    return Ending(first, ROWS if isinstance(before, Table) and len(before.rows) > ROWS else 0)


def fits_a_page(blocks: Sequence[Block], end: Ending, layout: Layout, under: int) -> bool:
    """Whether the last paragraph of the body may be held to the end, with `under` lines of signature and attachments.

    LibreOffice moves a paragraph that is held to the next page whole. Where what is then left of it and the end take up more
    than a page it gives up, and parts even the organ from the date.
    """
    page = PAGES[layout]
    before = blocks[end.first - 1] if end.first else None
    if not isinstance(before, Paragraph):
        return True
    full = _lines_of(page)
    under += sum(_lines(block, page) or 0 for block in blocks[end.first :])
    lines = _broken(f"　　{before.lead}{before.text}", -(-page.text_width // (page.size * 10)))
    # One line more where punctuation or another face sets it wider.
    return all((about - 1) % full + 1 + under <= full for about in (lines, lines + 1))


def _after_table(blocks: Sequence[Block], first: int) -> bool:
    """Whether a paragraph stands there under a table, which then gives rows to the end."""
    above = blocks[first - 2] if first > 1 else None
    return isinstance(above, Table) and len(above.rows) > ROWS and isinstance(blocks[first - 1], Paragraph)


def _lines_of(page: Page) -> int:
    return twips(page.height - page.top - page.bottom) // page.pitch


def _lines(block: Block, page: Page) -> int | None:
    """About how many lines a block takes that may stand in the end; None for what may not."""
    per_line = page.text_width // (page.size * 10)
    lines: int | None = None
    match block:
        case Heading():
            lines = 1
        case Paragraph(lead=lead, text=text):
            lines = _broken(lead + text, per_line - 2)
        case Signing():
            lines = 3
        case Parties(first=first, second=second):
            lines = 2 + 2 * max(len(first), len(second))
        case Fields(pairs=(pair,)):
            lines = 2 + _broken(pair[1], per_line * 3 // 4)
        case Table(rows=rows) if len(rows) <= ROWS:
            lines = 2 * (1 + len(rows)) + len(block.notes) if rows else 1
    return lines


def _broken(text: str, most: int) -> int:
    return sum(max(1, -(-halves(line) // (2 * most))) for line in text.split("\n"))
