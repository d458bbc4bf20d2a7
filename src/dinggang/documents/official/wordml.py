"""WordprocessingML as text: the few elements that documents need. Built as text because a board has 40,000 cells."""

from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

from dinggang.documents.official.faces import Role
from dinggang.documents.official.fitting import Page, halves, twips

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SPACES = (
    f'xmlns:w="{_W}" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
EAST_ASIA = f"{{{_W}}}eastAsia"
RED = "E6281E"
TAB = "<w:r><w:tab/></w:r>"
_CHINESE = '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/><w:snapToGrid w:val="0"/>'
"""No space of its own between Chinese and figures (28 stand on a line), no line drawn to the grid of the section."""
SLIT = '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="120" w:lineRule="exact"/></w:pPr></w:p>'
"""An empty paragraph of 6 points: between two tables there must be one, or they become one table."""
STAYING_SLIT = SLIT.replace("<w:pPr>", "<w:pPr><w:keepNext/>")
"""The same on the page of what follows."""

_CONTROL = {code: None for code in range(32) if code not in {9, 10}}
"""Characters that XML cannot hold: a sheet may have them, a document shows nothing for them."""


class Runs:
    """Text → runs. A name that GB 2312 cannot write stands whole in 宋体, which every desk has in full."""

    def __init__(self, names: Mapping[str, str]) -> None:
        rare = {name for name in names.values() if not _in_gb2312(name)}
        self._rare = sorted(rare, key=lambda name: (-len(name), name))

    def __call__(self, text: str, role: Role, size: int, colour: str = "") -> str:
        if not text:
            return ""
        if self._rare and not text.isascii():
            for name in self._rare:
                if name in text:
                    before, _, after = text.partition(name)
                    return (
                        self(before, role, size, colour)
                        + run(name, Role.SONG.value, size, colour)
                        + self(after, role, size, colour)
                    )
        return run(text, role.value, size, colour)


def _in_gb2312(text: str) -> bool:
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def run(text: str, family: str, size: int, colour: str = "") -> str:
    """Text in one face; `size` in half-points. A body of 16 points is set 0.25 closer, so that 28 stand on a line
    of 442.2 points: with 0.2 they are 442.4, and the 28th goes to the next line.
    """
    closer = '<w:spacing w:val="-5"/>' if size == 32 else ""
    tint = f'<w:color w:val="{colour}"/>' if colour else ""
    fonts = f'<w:rFonts w:ascii="{family}" w:hAnsi="{family}" w:eastAsia="{family}" w:cs="{family}"/>'
    lines = "<w:br/>".join(
        f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.translate(_CONTROL).split("\n")
    )
    return f'<w:r><w:rPr>{fonts}{tint}{closer}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>{lines}</w:r>'


def rule(blanks: str, size: int) -> str:
    """A line to write on."""
    return (
        f'<w:r><w:rPr><w:sz w:val="{size}"/><w:u w:val="single"/></w:rPr>'
        f'<w:t xml:space="preserve">{blanks}</w:t></w:r>'
    )


def paragraph(  # noqa: PLR0913 - the properties of a paragraph
    runs: str,
    *,
    pitch: int,
    align: str = "both",
    first: int = 0,
    size: int = 32,
    left: int = 0,
    hang: int = 0,
    right: int = 0,
    before: int = 0,
    stay: bool = False,
    whole: bool = False,
    new_page: bool = False,
    red_line: bool = False,
    tab: int = 0,
) -> str:
    """A paragraph. `pitch` is its exact line in twips (0: as high as it needs); `first`, `left`, `hang` count characters
    of `size` half-points; `right` twips. `stay` keeps it on the page of the next, `whole` its lines together. What comes after a tab
    begins so many twips from the left.
    """
    parts = []
    if stay:
        parts.append("<w:keepNext/>")
    if whole:
        parts.append("<w:keepLines/>")
    if new_page:
        parts.append("<w:pageBreakBefore/>")
    if red_line:
        parts.append(f'<w:pBdr><w:bottom w:val="single" w:sz="12" w:space="11" w:color="{RED}"/></w:pBdr>')
    if tab:
        parts.append(f'<w:tabs><w:tab w:val="left" w:pos="{tab}"/></w:tabs>')
    parts.append(_CHINESE)
    line = f' w:line="{pitch}" w:lineRule="exact"' if pitch else ""
    parts.append(f'<w:spacing w:before="{before}" w:after="0"{line}/>')
    if first or left or right:
        char = size * 10
        indent = f' w:left="{left * char}" w:leftChars="{left * 100}"' if left else ""
        indent += f' w:right="{right}"' if right else ""
        if hang:
            indent += f' w:hanging="{hang * char}" w:hangingChars="{hang * 100}"'
        elif first:
            indent += f' w:firstLine="{first * char}" w:firstLineChars="{first * 100}"'
        parts.append(f"<w:ind{indent}/>")
    parts.append(f'<w:jc w:val="{align}"/>')
    return f"<w:p><w:pPr>{''.join(parts)}</w:pPr>{runs}</w:p>"


def cell(
    runs: str | Sequence[str],
    width: int,
    align: str,
    *,
    span: int = 1,
    bare: bool = False,
    pitch: int = 0,
    stay: bool = False,
) -> str:
    """A cell of a table; `stay` keeps its row on the page of the next."""
    kept = "<w:keepNext/>" if stay else ""
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    borders = ""
    if bare:
        sides = "".join(f'<w:{side} w:val="nil"/>' for side in ("top", "left", "bottom", "right"))
        borders = f"<w:tcBorders>{sides}</w:tcBorders>"
    line = f' w:line="{pitch}" w:lineRule="exact"' if pitch else ""
    lines = [runs] if isinstance(runs, str) else runs
    inside = "".join(
        f'<w:p><w:pPr>{kept}{_CHINESE}<w:spacing w:before="20" w:after="20"{line}/><w:jc w:val="{align}"/></w:pPr>{one}</w:p>'
        for one in lines
    )
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spanned}{borders}<w:vAlign w:val="center"/></w:tcPr>'
        f"{inside}</w:tc>"
    )


def row(cells: Sequence[str], *, header: bool = False, splits: bool = False, height: int = 0) -> str:
    properties = "" if splits else "<w:cantSplit/>"
    if height:
        properties += f'<w:trHeight w:val="{height}" w:hRule="atLeast"/>'
    if header:
        properties += "<w:tblHeader/>"
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def table(rows: Sequence[str], widths: Sequence[int], *, bare: bool = False) -> str:
    kind = "nil" if bare else "single"
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = "".join(f'<w:{s} w:val="{kind}" w:sz="4" w:space="0" w:color="000000"/>' for s in sides)
    grid = "".join(f'<w:gridCol w:w="{w}"/>' for w in widths)
    margins = '<w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/>'
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


_EMU = 635
"""A twip in the units of drawings."""
IMPRINT = 480
"""The height of a line of the imprint in twips."""


_COPIED = 3
"""抄送： – so many characters in begin the further lines of who gets a copy."""


def imprint_lines(text: str, page: Page) -> int:
    """How many lines of the imprint a text takes, 14 points a character, one free at each side."""
    room = page.text_width // 280 - 3
    over = halves(text) // 2 - room
    return 1 if over <= 0 else 1 + -(-over // (room - _COPIED))


def _imprint_indent(many: int) -> str:
    if many == 1:
        return '<w:ind w:left="210" w:right="210"/>'
    hang = _COPIED * 280
    return f'<w:ind w:left="{210 + hang}" w:right="210" w:hanging="{hang}"/>'


def imprint(lines: Sequence[tuple[str, int]], page: Page, number: int) -> str:
    """A run with the imprint (版记) at the foot of its page: lines 0.35 mm above and below, 0.25 mm between (7.4.1). Each of
    `lines` comes with how many it takes.

    A text box with a place on the page: Word, WPS and LibreOffice all leave it there; frames and tables they do not.
    """
    width, height = page.text_width, IMPRINT * sum(many for _, many in lines) + 60
    thick, thin = (
        'w:val="single" w:sz="8" w:space="0" w:color="000000"',
        'w:val="single" w:sz="6" w:space="0" w:color="000000"',
    )
    borders = f"<w:top {thick}/><w:bottom {thick}/><w:insideH {thin}/>"
    rows = "".join(
        f'<w:tr><w:trPr><w:trHeight w:val="{IMPRINT * many}" w:hRule="exact"/></w:trPr><w:tc><w:tcPr>'
        f'<w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr><w:p><w:pPr>'
        f'<w:tabs><w:tab w:val="right" w:pos="{width - 420}"/></w:tabs>{_CHINESE}'
        f'<w:spacing w:before="0" w:after="0"/>{_imprint_indent(many)}</w:pPr>{line}</w:p></w:tc></w:tr>'
        for line, many in lines
    )
    inside = (
        f'<w:tbl><w:tblPr><w:tblW w:w="{width}" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="70" w:type="dxa"/>'
        '<w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{width}"/></w:tblGrid>{rows}</w:tbl>'
        '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/></w:pPr></w:p>'
    )
    foot = twips(page.height - page.bottom) - height
    return text_box(
        inside,
        name=f"版记{number}",
        number=number,
        place=(twips(page.left) * _EMU, foot * _EMU),
        size=(width * _EMU, height * _EMU),
        wrap="<wp:wrapTopAndBottom/>",
    )


def thin(runs: str) -> str:
    """A paragraph that takes no room, for a drawing with a place on the page; nothing for nothing."""
    spacing = '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
    return f"<w:p><w:pPr>{spacing}</w:pPr>{runs}</w:p>" if runs else ""


def folio(align: str, properties: str = '<w:spacing w:before="0" w:after="0"/>') -> str:
    """A footer's paragraph: — 1 —, one character in from its side, 14 points (7.5)."""
    side = "right" if align == "right" else "left"

    def one(inside: str) -> str:
        fonts = '<w:rFonts w:ascii="宋体" w:hAnsi="宋体" w:eastAsia="宋体"/>'
        return f'<w:r><w:rPr>{fonts}<w:sz w:val="28"/><w:szCs w:val="28"/></w:rPr>{inside}</w:r>'

    field = (
        one('<w:fldChar w:fldCharType="begin"/>')
        + one('<w:instrText xml:space="preserve"> PAGE </w:instrText>')
        + one('<w:fldChar w:fldCharType="separate"/>')
        + one("<w:t>1</w:t>")
        + one('<w:fldChar w:fldCharType="end"/>')
    )
    dash, end = one('<w:t xml:space="preserve">— </w:t>'), one('<w:t xml:space="preserve"> —</w:t>')
    return (
        f'<w:p {SPACES}><w:pPr>{properties}<w:ind w:{side}="280" w:{side}Chars="100"/>'
        f'<w:jc w:val="{align}"/></w:pPr>{dash}{field}{end}</w:p>'
    )


_SIDES = {"right": 9001, "left": 9002}
"""The numbers of the turned boxes: drawings of the body are counted from 1, and no two of a file may have the same."""


def side_folio(align: str, page: Page) -> str:
    """The footer of a page that lies across: its number at the foot of the sheet held upright, where every page has it (8).

    Seen as the table lies that is the left side, the number turned. Only a text box with a place on the page does that in
    Word, WPS and LibreOffice alike; its text is turned with it.
    """
    # The line begins 4.6 mm from the text, as in PDF, for its dash to be 7 mm from it.
    line, room = 280, 300
    left = twips(page.left) - twips(46) // 10 - room
    across, high = room * _EMU, twips(page.height - page.top - page.bottom) * _EMU
    inside = folio(
        align, f'{_CHINESE}<w:spacing w:before="0" w:after="0" w:line="{line}" w:lineRule="exact"/>'
    )
    box = text_box(
        inside,
        name="页码",
        number=_SIDES[align],
        place=(left * _EMU, twips(page.top) * _EMU),
        size=(across, high),
        wrap="<wp:wrapNone/>",
        turned=True,
    )
    return f'<w:p {SPACES}><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/></w:pPr>{box}</w:p>'


def text_box(
    inside: str,
    *,
    name: str,
    number: int,
    place: tuple[int, int],
    size: tuple[int, int],
    wrap: str,
    turned: bool = False,
) -> str:
    """A run with a text box without a frame, at a place on the page. `place` and `size` in EMU; `turned` writes downwards."""
    extent = f'cx="{size[0]}" cy="{size[1]}"'
    body = 'lIns="0" tIns="0" rIns="0" bIns="0"'
    body += ' vert="vert" anchor="t"' if turned else ' anchor="b"'
    return (
        "<w:r><w:drawing>"
        '<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="1" behindDoc="0" '
        'locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="page"><wp:posOffset>{place[0]}</wp:posOffset></wp:positionH>'
        f'<wp:positionV relativeFrom="page"><wp:posOffset>{place[1]}</wp:posOffset></wp:positionV>'
        f"<wp:extent {extent}/>{wrap}"
        f'<wp:docPr id="{number}" name={quoteattr(name)}/><a:graphic><a:graphicData '
        'uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/>'
        f'<wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {extent}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr>'
        f"<wps:txbx><w:txbxContent>{inside}</w:txbxContent></wps:txbx>"
        f"<wps:bodyPr {body}/></wps:wsp></a:graphicData></a:graphic>"
        "</wp:anchor></w:drawing></w:r>"
    )


def header(runs: str, *, align: str, ruled: bool = False) -> str:
    """The head of a page, over a line if ruled."""
    border = (
        '<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="2" w:color="000000"/></w:pBdr>' if ruled else ""
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:hdr {SPACES}><w:p><w:pPr>{border}'
        f'{_CHINESE}<w:spacing w:before="0" w:after="0"/><w:jc w:val="{align}"/></w:pPr>{runs}</w:p></w:hdr>'
    )


def section(
    page: Page, footers: tuple[str, str], *, wide: bool, head: str = "", goes_on: bool = False
) -> str:
    """A section: its page, margins, the grid of its lines, page numbers from 1. `head` is the header of all its pages but
    the first; of all when it `goes_on` with the numbers of the section before it.
    """
    across = ' w:orient="landscape"' if wide else ""
    heads = foot = first = ""
    if head:
        heads = "".join(f'<w:headerReference w:type="{t}" r:id="{head}"/>' for t in ("default", "even"))
    if head and not goes_on:
        foot, first = f'<w:footerReference w:type="first" r:id="{footers[0]}"/>', "<w:titlePg/>"
    # The footer's line is 7 mm under the text; a line of 14 points has about 3 mm above its dash.
    footer = twips(page.bottom) - twips(7) - 280 + 110
    margins = " ".join(
        f'w:{side}="{twips(value)}"'
        for side, value in (
            ("top", page.top),
            ("right", page.right),
            ("bottom", page.bottom),
            ("left", page.left),
        )
    )
    return (
        f"<w:sectPr>{heads}"
        f'<w:footerReference w:type="default" r:id="{footers[0]}"/>'
        f'<w:footerReference w:type="even" r:id="{footers[1]}"/>{foot}'
        f'<w:pgSz w:w="{twips(page.width)}" w:h="{twips(page.height)}"{across}/>'
        f'<w:pgMar {margins} w:header="{1304 if head else 851}" w:footer="{footer}" w:gutter="0"/>'
        f"{'' if goes_on else NUMBERED}{first}"
        f'<w:docGrid w:type="lines" w:linePitch="{page.pitch}"/>'
        "</w:sectPr>"
    )


NUMBERED = '<w:pgNumType w:start="1"/>'


def closing(section_: str) -> str:
    return (
        '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
        f"{section_}</w:pPr></w:p>"
    )


def drawing(relation: str, number: int, size: tuple[int, int], words: str) -> str:
    """An inline picture, `size` in millimetres; `words` is read out in its place."""
    wide, high = (mm * 36000 for mm in size)
    name = quoteattr(f"图{number}")
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{wide}" cy="{high}"/>'
        f'<wp:docPr id="{number}" name={name} descr={quoteattr(words)}/>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f'<pic:nvPicPr><pic:cNvPr id="{number}" name={name}/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )
