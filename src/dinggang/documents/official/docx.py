"""Documents → docx: the editable copy, in the office's own faces. The same values give the same bytes."""

import io
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import IO, TYPE_CHECKING

from dinggang.basis import Fault, Refusal
from dinggang.documents.official import wordml as ml
from dinggang.documents.official.complete import check_complete
from dinggang.documents.official.ending import ROWS, ending, fits_a_page
from dinggang.documents.official.faces import Role
from dinggang.documents.official.fitting import PAGES, Fit, Page, halves, title_lines, twips
from dinggang.documents.official.shaping import TITLE_SIZE, fitted_tables, mark_points, running_head
from dinggang.documents.official.values import (
    INSIDE,
    Align,
    Block,
    Document,
    Fields,
    Heading,
    Layout,
    Paragraph,
    Parties,
    Picture,
    Signature,
    Signing,
    Table,
)

if TYPE_CHECKING:
    from docx.document import Document as Package

Drawn = Callable[[Picture], bytes]
"""Makes a PNG of a picture."""

_EPOCH = (1980, 1, 1, 0, 0, 0)


def set_docx(documents: Sequence[Document], names: Mapping[str, str], drawn: Drawn | None = None) -> bytes:
    """The documents one after the other in one docx, each a section with pages numbered from 1.

    `drawn` makes PNGs of pictures; without it a picture is told in words alone. Raises Refusal for a value that is missing
    and for a table wider than the page.
    """
    import docx  # noqa: PLC0415 - only who sets documents waits for it

    lacking = [problem for one in documents for problem in check_complete(one)]
    if lacking:
        raise Refusal(lacking)
    package = docx.Document()
    first = documents[0]
    _properties(package, first)
    upright = _footers(package)
    across = _side_footers(package) if any(one.layout is Layout.WIDE for one in documents) else upright
    writer = _Writer(package, names, drawn)
    inside = any(a.inside for one in documents for a in one.attachments)
    wanted = [running_head(one, names) for one in documents]
    heads = _heads(package, writer.text, [*wanted, *([INSIDE] if inside else [])])
    body = package.element.body
    for child in list(body):
        body.remove(child)
    # The body is laid aside document by document: as text it is forty times as large as the file.
    with tempfile.TemporaryFile() as laid:
        laid.write(f"<w:body {ml.SPACES}>".encode())
        for number, one in enumerate(documents, start=1):
            wide = one.layout is Layout.WIDE
            footers, head = across if wide else upright, heads.get(running_head(one, names), "")
            section = ml.section(PAGES[one.layout], footers, wide=wide, head=head)
            writer.document(one, section)
            if any(a.inside for a in one.attachments):
                section = ml.section(PAGES[one.layout], footers, wide=wide, head=heads[INSIDE], goes_on=True)
            # A section ends with a paragraph that carries its page; it takes no room.
            writer.parts.append(ml.closing(section) if number < len(documents) else section)
            laid.writelines(part.encode() for part in writer.parts)
            writer.parts.clear()
        laid.write(b"</w:body>")
        raw = io.BytesIO()
        package.save(raw)
        return _repacked(raw.getvalue(), laid)


def _properties(package: "Package", first: Document) -> None:
    core = package.core_properties
    moment = datetime(first.day.year, first.day.month, first.day.day)  # noqa: DTZ001 - the day of the document
    core.author = first.signature.organ if first.signature else ""
    core.title = first.title or first.kind
    core.comments = core.last_modified_by = ""
    core.created = core.modified = moment
    core.revision = 1
    style = package.styles["Normal"]
    style.font.name = Role.BODY.value
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(ml.EAST_ASIA, Role.BODY.value)
    style.paragraph_format.space_after = 0


def _footers(package: "Package") -> tuple[str, str]:
    """The page numbers — 1 —, odd pages right, even pages left, one character in; ids of both footers."""
    from docx.oxml import parse_xml  # noqa: PLC0415 - see set_docx

    package.settings.odd_and_even_pages_header_footer = True
    section = package.sections[0]
    for footer, align in ((section.footer, "right"), (section.even_page_footer, "left")):
        footer.is_linked_to_previous = False
        element = footer._element  # noqa: SLF001 - python-docx has no way to write fields
        for child in list(element):
            element.remove(child)
        element.append(parse_xml(ml.folio(align)))
    found = {ref.type_: ref.rId for ref in section._sectPr.footerReference_lst}  # noqa: SLF001 - see above
    by_name = {str(kind).rsplit(".", maxsplit=1)[-1].split(" ")[0]: rid for kind, rid in found.items()}
    return by_name["PRIMARY"], by_name["EVEN_PAGE"]


def _heads(package: "Package", runs: ml.Runs, texts: Iterable[str]) -> dict[str, str]:
    """Heads of pages and the ids of their parts. Where one document has one, those without have an empty one, or they would
    have that of the document before them.
    """
    from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE  # noqa: PLC0415 - see set_docx
    from docx.opc.packuri import PackURI  # noqa: PLC0415 - see set_docx
    from docx.opc.part import Part  # noqa: PLC0415 - see set_docx

    known = dict.fromkeys(texts)
    found: dict[str, str] = {}
    for number, text in enumerate(known if any(known) else (), start=1):
        xml = _head(runs, text).encode()
        part = Part(PackURI(f"/word/head{number}.xml"), CONTENT_TYPE.WML_HEADER, xml, package.part.package)
        found[text] = f"rIdHead{number}"
        package.part.rels.add_relationship(RELATIONSHIP_TYPE.HEADER, part, found[text])
    return found


def _head(runs: ml.Runs, text: str) -> str:
    if text == INSIDE:
        return ml.header(runs(text, Role.HEI, 28), align="right")
    return ml.header(runs(text, Role.KAI, 21), align="center", ruled=bool(text))


def _side_footers(package: "Package") -> tuple[str, str]:
    """The page numbers of pages that lie across, odd and even; ids of both footers."""
    from docx.oxml import parse_xml  # noqa: PLC0415 - see set_docx

    relations = []
    for align in ("right", "left"):
        part, relation = package.part.add_footer_part()  # type: ignore[no-untyped-call] # python-docx leaves it bare
        for child in list(part.element):
            part.element.remove(child)
        part.element.append(parse_xml(ml.side_folio(align, PAGES[Layout.WIDE])))
        relations.append(relation)
    return relations[0], relations[1]


def _repacked(content: bytes, body: IO[bytes]) -> bytes:
    """The package with this body, and with fixed dates and order, so that its bytes depend on nothing else.

    The body goes in as text: moving its elements one by one takes minutes for a board of thousands of rows.
    """
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w") as new:
        for name in sorted(old.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            part = old.read(name)
            with new.open(info, "w") as packed:
                if name == "word/document.xml":
                    head, _, rest = part.partition(b"<w:body")
                    packed.write(head)
                    body.seek(0)
                    shutil.copyfileobj(body, packed, 1 << 20)
                    packed.write(rest[rest.index(b"</w:document>") :])
                else:
                    packed.write(part)
    return made.getvalue()


class _Writer:
    """Collects the body of a docx as XML."""

    def __init__(self, package: "Package", names: Mapping[str, str], drawn: Drawn | None) -> None:
        self.parts: list[str] = []
        self._package = package
        self._drawn = drawn
        self._drawings = 0
        self.text = ml.Runs(names)

    def document(self, one: Document, section: str) -> None:
        """`section` ends what comes before attachments for inside use."""
        page = PAGES[one.layout]
        if one.mark:
            self._letterhead(one, page)
        if one.title:
            self._title(one.title, TITLE_SIZE[one.layout], page)
            if page.size > 24:
                self._blank(page)
        if one.addressee:
            self._line(page, one.addressee + "：", indent=0)
        self._blocks(one)
        if one.listed:
            self._attachment_list(one, page)
        if one.signature is not None:
            # With the date goes the imprint, which else would find its way to a page of its own.
            imprint = "" if one.attachments else self._imprint(one, page)
            self._signature(one.signature, page, imprint, stay=bool(one.note))
        if one.note:
            self._line(page, f"（{one.note}）", indent=2)
        self._attachments(one, page, section)
        if one.attachments or one.signature is None:
            self.parts.append(ml.thin(self._imprint(one, page)))

    def _blocks(self, one: Document) -> None:
        """The body. What ends it stays with the signature, and with it the last of what stands before it."""
        signed = bool(one.listed) or one.signature is not None
        end = ending(one.blocks, one.layout, signed=signed)
        fitted = fitted_tables(one.blocks, one.layout)
        last = len(one.blocks) - 1
        under = 4 + (1 + len(one.listed) if one.listed else 0)
        held = end is not None and fits_a_page(one.blocks, end, one.layout, under)
        for index, block in enumerate(one.blocks):
            stay = end is not None and index >= end.first - held and (signed or index < last)
            self._block(block, one.layout, fitted, stay=stay)

    def _attachments(self, one: Document, page: Page, section: str) -> None:
        for index, (label, attached) in enumerate(one.ordered):
            if index == len(one.listed):
                self.parts.append(ml.closing(section))
            runs = self.text(label, Role.HEI, page.size)
            self.parts.append(ml.paragraph(runs, pitch=page.pitch, new_page=index != len(one.listed)))
            if label:
                self._blank(page)
            self._title(attached.title, 44, page)
            self._blank(page)
            fitted = fitted_tables(attached.blocks, one.layout)
            for block in attached.blocks:
                self._block(block, one.layout, fitted, stay=False)

    # -- parts ------------------------------------------------------------------------------------

    def _blank(self, page: Page, *, stay: bool = False) -> None:
        self.parts.append(ml.paragraph("", pitch=page.pitch, stay=stay))

    def _line(self, page: Page, text: str, *, indent: int, align: str = "both", stay: bool = False) -> None:
        runs = self.text(text, Role.BODY, page.size)
        self.parts.append(
            ml.paragraph(runs, pitch=page.pitch, first=indent, size=page.size, align=align, stay=stay)
        )

    def _title(self, title: str, size: int, page: Page) -> None:
        lines = title_lines(title, page.text_width // (size * 10))
        for line in lines:
            runs = self.text(line, Role.TITLE, size)
            self.parts.append(ml.paragraph(runs, pitch=size * 15, align="center", stay=True))

    def _letterhead(self, one: Document, page: Page) -> None:
        points = mark_points(one.mark, page)
        mark = self.text(one.mark, Role.TITLE, points * 2, colour=ml.RED)
        self.parts.append(
            ml.paragraph(mark, pitch=points * 24, align="center", before=twips(35) - points * 2)
        )
        self._blank(page)
        self._blank(page)
        # An indent would shorten the red line, a blank does not.
        number = self.text(("　" if one.upward else "") + one.number, Role.BODY, page.size)
        if one.upward:
            # Who signs: four characters of room, one before the edge.
            signs = number + ml.TAB + self.text("签发人：", Role.BODY, page.size)
            at = page.text_width - 9 * page.size * 10
            self.parts.append(ml.paragraph(signs, pitch=page.pitch, align="left", red_line=True, tab=at))
        else:
            self.parts.append(ml.paragraph(number, pitch=page.pitch, align="center", red_line=True))
        self._blank(page)
        self._blank(page)

    def _signature(self, signed: Signature, page: Page, imprint: str, *, stay: bool) -> None:
        """With a seal: the date four characters in from the right, the organ centred above it; kept together, and with
        what follows if so told.
        """
        day = f"{signed.day.year}年{signed.day.month}月{signed.day.day}日"
        char = page.size * 10
        organ_wide, day_wide = halves(signed.organ) * char // 2, halves(day) * char // 2
        over = (organ_wide - day_wide) // 2
        organ_in = max(0, 4 * char - over)
        for _ in range(2 if page.size > 24 else 1):
            self._blank(page, stay=True)
        for text, inset, last in ((signed.organ, organ_in, False), (day, organ_in + over, True)):
            runs = self.text(text, Role.BODY, page.size) + (imprint if last else "")
            self.parts.append(
                ml.paragraph(
                    runs, pitch=page.pitch, align="right", right=inset, stay=stay or not last, whole=True
                )
            )

    def _attachment_list(self, one: Document, page: Page) -> None:
        self._blank(page, stay=True)
        several = len(one.listed) > 1
        for number, attached in enumerate(one.listed, start=1):
            head = "附件：" if number == 1 else "　　　"
            text = head + (f"{number}. " if several else "") + attached.title
            hang = 3 if not several else 4
            runs = self.text(text, Role.BODY, page.size)
            self.parts.append(
                ml.paragraph(runs, pitch=page.pitch, size=page.size, left=2 + hang, hang=hang, stay=True)
            )

    def _imprint(self, one: Document, page: Page) -> str:
        """A run with the imprint at the foot of the page it stands on; nothing for a document without one."""
        if not one.copies_to and one.printed is None:
            return ""
        lines = []
        if one.copies_to:
            copies = f"抄送：{one.copies_to}。"
            lines.append((self.text(copies, Role.BODY, 28), ml.imprint_lines(copies, page)))
        if one.printed is not None:
            day = f"{one.printed.day.year}年{one.printed.day.month}月{one.printed.day.day}日印发"
            left, right = self.text(one.printed.organ, Role.BODY, 28), self.text(day, Role.BODY, 28)
            lines.append((left + ml.TAB + right, 1))
        self._drawings += 1
        return ml.imprint(lines, page, self._drawings)

    def _block(self, block: Block, layout: Layout, fitted: Iterator[Fit], *, stay: bool) -> None:
        page = PAGES[layout]
        match block:
            case Heading(level=level, text=text):
                role = {1: Role.HEI, 2: Role.KAI}.get(level, Role.BODY)
                runs = self.text(text, role, page.size)
                self.parts.append(ml.paragraph(runs, pitch=page.pitch, first=2, size=page.size, stay=True))
            case Paragraph():
                runs = self.text(block.lead, Role.HEI, page.size) + self.text(
                    block.text, Role.BODY, page.size
                )
                align = {Align.LEFT: "both", Align.CENTRE: "center", Align.RIGHT: "right"}[block.align]
                first = 2 if block.indent else 0
                under = halves(block.lead) // 2 if block.hang else 0
                self.parts.append(
                    ml.paragraph(
                        runs,
                        pitch=page.pitch,
                        first=first,
                        left=first + under if under else 0,
                        hang=under,
                        size=page.size,
                        align="left" if under else align,
                        stay=stay,
                    )
                )
            case Table():
                self._table(block, page, fitted, stay=stay)
            case Fields():
                self._fields(block, page, stay=stay)
            case Signing():
                self._signing(block, page, stay=stay)
            case Parties():
                self._parties(block, page, stay=stay)
            case Picture():
                self._picture(block, page)
            case _:
                raise Fault(f"no such block: {block!r}")

    def _table(self, table: Table, page: Page, those: Iterator[Fit], *, stay: bool) -> None:
        if not table.rows:
            self._line(page, table.empty, indent=2, stay=stay)
            return
        fitted = next(those)
        size, text = fitted.size, self.text
        if table.caption:
            runs = text(table.caption, Role.HEI, max(size, 24))
            self.parts.append(ml.paragraph(runs, pitch=page.pitch, align="center", stay=True))
        aligns = [column.align.value for column in table.columns]
        head = [
            ml.cell(text(c.title, Role.HEI, size), w, "center")
            for c, w in zip(table.columns, fitted.widths, strict=True)
        ]
        rows = [ml.row(head, header=True)]
        last = len(table.rows) - 1
        for index, row in enumerate(table.rows):
            role = Role.HEI if table.total and index == last else Role.BODY
            over = stay and index > last - ROWS
            cells = [
                ml.cell(text(cell, role, size), width, align, stay=over)
                for cell, width, align in zip(row, fitted.widths, aligns, strict=True)
            ]
            rows.append(ml.row(cells, splits=fitted.breaks, height=560 if table.tall else 0))
        self.parts.append(ml.table(rows, fitted.widths))
        if table.notes:
            for note in table.notes:
                runs = text(note, Role.BODY, max(size - 2, 18))
                self.parts.append(ml.paragraph(runs, pitch=max(size, 20) * 14, stay=stay))
        else:
            self._slit(stay=stay)

    def _slit(self, *, stay: bool) -> None:
        self.parts.append(ml.STAYING_SLIT if stay else ml.SLIT)

    def _fields(self, fields: Fields, page: Page, *, stay: bool) -> None:
        label = {1: 2150, 2: 1590}.get(fields.across, 1250)
        value = page.text_width // fields.across - label
        rows: list[str] = []
        cells: list[str] = []
        for key, text in fields.pairs:
            wide = key in fields.wide
            if wide and cells:
                rows.append(self._filled(cells, fields.across, label + value))
                cells = []
            cells.append(ml.cell(self.text(key, Role.HEI, 24), label, "center", stay=stay))
            width = page.text_width - label if wide else value
            span = fields.across * 2 - 1 if wide else 1
            cells.append(ml.cell(self.text(text, Role.BODY, 24), width, "left", span=span, stay=stay))
            if wide or len(cells) == fields.across * 2:
                rows.append(ml.row(cells))
                cells = []
        if cells:
            rows.append(self._filled(cells, fields.across, label + value))
        self.parts.append(ml.table(rows, (label, value) * fields.across))
        self._slit(stay=stay)

    def _filled(self, cells: list[str], across: int, pair: int) -> str:
        left = across - len(cells) // 2
        return ml.row([*cells, ml.cell("", pair * left, "left", span=left * 2)] if left else cells)

    def _signing(self, signing: Signing, page: Page, *, stay: bool) -> None:
        width = page.text_width // len(signing.labels)
        cells = []
        for label in signing.labels:
            room = max(2, width // (page.size * 10) - halves(label) // 2 - 2)
            runs = self.text(label + "：", Role.BODY, page.size) + ml.rule("　" * room, page.size)
            cells.append(ml.cell(runs, width, "left", bare=True, stay=stay))
        self.parts.append(ml.paragraph("", pitch=page.pitch // 2, stay=True))
        self.parts.append(ml.table([ml.row(cells)], (width,) * len(cells), bare=True))
        self._slit(stay=stay)

    def _parties(self, parties: Parties, page: Page, *, stay: bool) -> None:
        width = page.text_width // 2
        cells = [
            ml.cell(
                [self.text(line, Role.BODY, page.size) for line in lines],
                width,
                "left",
                bare=True,
                pitch=480,
                stay=stay,
            )
            for lines in (parties.first, parties.second)
        ]
        self.parts.append(ml.paragraph("", pitch=page.pitch, stay=True))
        self.parts.append(ml.table([ml.row(cells)], (width, width), bare=True))
        self._slit(stay=stay)

    def _picture(self, picture: Picture, page: Page) -> None:
        if self._drawn is not None:
            self._drawings += 1
            relation, _ = self._package.part.get_or_add_image(io.BytesIO(self._drawn(picture)))
            drawing = ml.drawing(
                relation, self._drawings, (picture.width, picture.height), picture.words[:500]
            )
            self.parts.append(ml.paragraph(drawing, pitch=0, align="center", stay=True))
        caption = self.text(picture.caption, Role.HEI, 24)
        self.parts.append(ml.paragraph(caption, pitch=page.pitch, align="center", stay=True))
        self.parts.append(ml.paragraph(self.text(picture.words, Role.BODY, 21), pitch=330))
