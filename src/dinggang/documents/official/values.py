"""An official document as a value: declared once, set as PDF and as docx. Layout by GB/T 9704-2012."""

from datetime import date
from enum import StrEnum
from typing import Annotated

import msgspec

from dinggang.basis import Value

Level = Annotated[int, msgspec.Meta(ge=1, le=4)]


class Layout(StrEnum):
    """How the pages of a document look.

    letter: GB/T 9704-2012, 22 lines of 28 characters. form: the same page, closer type, for sheets that are filled in or
    handed out. wide: A4 across, for ledgers. wall: A3, large type, to be read on a wall.
    """

    LETTER = "letter"
    FORM = "form"
    WIDE = "wide"
    WALL = "wall"


class Align(StrEnum):
    LEFT = "left"
    CENTRE = "center"
    RIGHT = "right"


class Heading(Value, frozen=True, kw_only=True, tag="heading"):
    """A heading of level 1 to 4: 一、 in 黑体, （一） in 楷体, 1. and （1） in 仿宋. The text carries its number."""

    level: Level
    text: str


class Paragraph(Value, frozen=True, kw_only=True, tag="paragraph"):
    """A paragraph, its first line two characters in. `lead` are its first words, in 黑体 (出席：); with `hang` its further
    lines begin under the first character after them.
    """

    text: str
    lead: str = ""
    indent: bool = True
    hang: bool = False
    align: Align = Align.LEFT


class Column(Value, frozen=True, kw_only=True):
    """A column: its title, how its cells stand, and its width in millimetres; 0 leaves the width to its contents.

    `needed` refuses the document when a cell is empty.
    """

    title: str
    align: Align = Align.LEFT
    width: Annotated[int, msgspec.Meta(ge=0, le=420)] = 0
    needed: bool = False


class Table(Value, frozen=True, kw_only=True, tag="table"):
    """A table whose header is repeated on every page. Without rows the sentence `empty` stands in its place.

    `total` says that the last row is a sum. `caption` stands above it, `notes` below. `tall` gives every row room to
    write in by hand; `close` sets it in small type, as what is looked up and not read.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    empty: str
    caption: str = ""
    notes: tuple[str, ...] = ()
    total: bool = False
    tall: bool = False
    close: bool = False


class Fields(Value, frozen=True, kw_only=True, tag="fields"):
    """A form's grid: label and value, `across` pairs to a line. A pair marked wide takes a line of its own."""

    pairs: tuple[tuple[str, str], ...]
    across: Annotated[int, msgspec.Meta(ge=1, le=4)] = 2
    wide: tuple[str, ...] = ()


class Signing(Value, frozen=True, kw_only=True, tag="signing"):
    """Lines to be signed by hand, side by side: 本人签字, 经办人, 日期."""

    labels: tuple[str, ...]


class Parties(Value, frozen=True, kw_only=True, tag="parties"):
    """The signatures of the two parties of a contract, side by side, each a few lines. Never split."""

    first: tuple[str, ...]
    second: tuple[str, ...]


class Picture(Value, frozen=True, kw_only=True, tag="picture"):
    """A drawing as SVG, `width` millimetres wide and `height` high, its caption, and the same in words."""

    svg: str
    width: int
    height: int
    caption: str
    words: str


class Signature(Value, frozen=True, kw_only=True, tag="signature"):
    """Who issues a document and when (署名 and 成文日期). The two are never split."""

    organ: str
    day: date


INSIDE = "内部核对用，不随文报送"
"""What stands on every page that is not sent with its document."""


class Attachment(Value, frozen=True, kw_only=True):
    """An attachment: listed under the body, set on pages of its own. What is for `inside` use is not listed: it stands
    after the others, and every page of it says so.
    """

    title: str
    blocks: tuple["Block", ...]
    inside: bool = False


Block = Heading | Paragraph | Table | Fields | Signing | Parties | Picture


class Document(Value, frozen=True, kw_only=True):
    """One official document.

    `kind` names its file and its privacy rule. `mark` is the issuing authority's mark in red (发文机关标志), with which
    goes a document number; documents that are posted have none. `upward` sets it as one to an upper organ: the number to
    the left, room for who signs it (签发人) to the right. `about` is the person it is about, when it is about
    one. `copies_to` are those who get a copy (抄送), `printed` who printed it and when (印发).
    """

    kind: str
    title: str
    day: date
    layout: Layout = Layout.LETTER
    mark: str = ""
    number: str = ""
    upward: bool = False
    addressee: str = ""
    blocks: tuple[Block, ...] = ()
    signature: Signature | None = None
    note: str = ""
    attachments: tuple[Attachment, ...] = ()
    copies_to: str = ""
    printed: Signature | None = None
    about: str = ""

    @property
    def listed(self) -> tuple[Attachment, ...]:
        """The attachments that go with it."""
        return tuple(a for a in self.attachments if not a.inside)

    @property
    def ordered(self) -> tuple[tuple[str, Attachment], ...]:
        """All attachments, those for inside use last, each with what stands above it: 附件, 附件2, nothing."""
        several = len(self.listed) > 1
        shown = [(f"附件{n}" if several else "附件", a) for n, a in enumerate(self.listed, start=1)]
        return (*shown, *(("", a) for a in self.attachments if a.inside))


def texts(document: Document) -> list[tuple[str, str]]:
    """Every piece of text of a document with the place where it stands, in reading order."""
    found = [("标题", document.title), ("发文机关标志", document.mark), ("发文字号", document.number)]
    found.append(("主送机关", document.addressee))
    found.extend(_of_blocks(document.blocks, "正文"))
    signed = (document.signature, document.printed)
    found.extend(("署名", one.organ) for one in signed if one is not None)
    found.extend([("附注", document.note), ("抄送", document.copies_to)])
    for number, attached in enumerate(document.attachments, start=1):
        found.append((f"附件{number}标题", attached.title))
        found.extend(_of_blocks(attached.blocks, f"附件{number}"))
    return [(place, text) for place, text in found if text]


def _of_blocks(blocks: tuple[Block, ...], place: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for number, block in enumerate(blocks, start=1):
        at = f"{place}第{number}段"
        match block:
            case Heading():
                found.append((at, block.text))
            case Paragraph():
                found.append((at, block.lead + block.text))
            case Table():
                found.extend(_of_table(block, place))
            case Fields():
                found.extend((f"{place}“{label}”一栏", text) for label, text in block.pairs)
                found.extend((at, label) for label, _ in block.pairs)
            case Signing():
                found.extend((at, label) for label in block.labels)
            case Parties():
                found.extend((at, line) for line in (*block.first, *block.second))
            case Picture():
                found.extend([(at, block.caption), (at, block.words)])
    return found


def _of_table(table: Table, place: str) -> list[tuple[str, str]]:
    found = [(f"{place}表头", column.title) for column in table.columns]
    found.extend((f"{place}表下说明", note) for note in (table.caption, *table.notes))
    if not table.rows:
        return [*found, (place, table.empty)]
    for number, row in enumerate(table.rows, start=1):
        found.extend(
            (f"{place}表中第{number}行“{column.title}”列", cell)
            for column, cell in zip(table.columns, row, strict=True)
        )
    return found
