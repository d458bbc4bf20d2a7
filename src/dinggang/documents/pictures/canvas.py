"""SVG, written once for pages and for documents: shapes, words that keep their room, and one look for all pictures.

Coordinates are whole numbers and fractions, so that the same values give the same bytes. Every text has its extent
reckoned on the safe side: a Chinese character is as wide as it is high.
"""

from collections.abc import Callable, Sequence
from fractions import Fraction
from unicodedata import east_asian_width
from xml.sax.saxutils import escape

WIDTH, NARROW = 640, 340
"""Every picture is drawn twice: for the text width of an A4 page at nearly natural size, and for a phone held upright."""
SIZE = 13
SMALL, SMALL_NARROW = 11, 12
FONTS = (
    "'Noto Sans CJK SC','Source Han Sans SC','思源黑体','Microsoft YaHei','微软雅黑','PingFang SC','SimHei','黑体',"
    "'WenQuanYi Micro Hei',sans-serif"
)
INK, FAINT, PAPER = "#1a1a1a", "#5a5a5a", "#ffffff"
RULE = "#d0d0d0"
BLUE, ORANGE, GREY, SKY, GREEN = "#0072b2", "#e69f00", "#8c8c8c", "#9fd0ee", "#009e73"
"""Okabe and Ito's colours, told apart with any colour vision; printed black they differ in darkness or by hatching."""

_RISING, _FALLING = "M-1 1L1 -1M0 6L6 0M5 7L7 5", "M-1 5L1 7M0 0L6 6M5 -1L7 1"
"""Two hatchings that are told apart in black print."""

OPACITY = ("0.4", "0.6")
"""Of flows, so that one is seen through another: those that go on to a post are the darker ones, in black print, too."""

Number = int | Fraction


def extent(text: str, size: int) -> int:
    """The most room that a text takes: wide characters one em, capitals three quarters, others five eighths."""
    eighths = sum(8 if east_asian_width(c) in "WFA" else 6 if c.isupper() or c in "%@" else 5 for c in text)
    return -(-eighths * size // 8)


def cut(text: str, room: int, size: int) -> str:
    """The text, or as much of it as there is room for with an ellipsis."""
    if extent(text, size) <= room:
        return text
    while text and extent(f"{text}…", size) > room:
        text = text[:-1]
    return f"{text}…"


def wrapped(text: str, room: int, size: int) -> list[str]:
    """The text in lines, broken between characters; a number is kept whole, no line begins with a stop or
    ends with a bracket that opens.
    """
    lines: list[str] = []
    line: list[str] = []
    for part in _parts(text):
        if line and extent("".join(line) + part, size) > room:
            carried = [line.pop()] if (part in "，。；：、）" or line[-1] == "（") and len(line) > 1 else []
            lines.append("".join(line))
            line = carried
        line.append(part)
    return [*lines, "".join(line)] if line else lines


def _parts(text: str) -> list[str]:
    parts: list[str] = []
    for c in text:
        if parts and c.isascii() and not c.isspace() and parts[-1].isascii():
            parts[-1] += c
        else:
            parts.append(c)
    return parts


def _said(number: Number) -> str:
    """At most two decimals, no more than needed."""
    hundredths = int(Fraction(number) * 200 + (1 if number >= 0 else -1)) // 2 if number >= 0 else 0
    whole, rest = divmod(hundredths, 100)
    return str(whole) if not rest else f"{whole}.{rest:02}".rstrip("0")


class Canvas:
    """A picture being drawn, wide or narrow. `height` is set at the end."""

    def __init__(self, name: str, title: str, *, narrow: bool = False) -> None:
        self.name = f"{name}-narrow" if narrow else name
        self.title = title
        self.narrow = narrow
        self.width = NARROW if narrow else WIDTH
        self.small = SMALL_NARROW if narrow else SMALL
        self.edge = 8 if narrow else 16
        self.parts: list[str] = []
        self.height = 0
        self.y = 0
        for index, line in enumerate(wrapped(title, self.width - 24, 16)):
            self.text(self.width // 2, 26 + 22 * index, line, size=16, anchor="middle", bold=True)
            self.y = 40 + 22 * index

    def rect(
        self,
        x: Number,
        y: Number,
        width: Number,
        height: Number,
        fill: str = "none",
        *,
        stroke: str = "none",
        dashed: bool = False,
    ) -> None:
        dash = ' stroke-dasharray="4 3"' if dashed else ""
        line = "" if stroke == "none" else f' stroke="{stroke}"{dash}'
        self.parts.append(
            f'<rect x="{_said(x)}" y="{_said(y)}" width="{_said(width)}" height="{_said(height)}" '
            f'fill="{self._paint(fill)}"{line}/>'
        )
        self._reach(y + height)

    def line(
        self, x1: Number, y1: Number, x2: Number, y2: Number, stroke: str = RULE, *, width: int = 1
    ) -> None:
        self.parts.append(
            f'<line x1="{_said(x1)}" y1="{_said(y1)}" x2="{_said(x2)}" y2="{_said(y2)}" '
            f'stroke="{stroke}" stroke-width="{width}"/>'
        )
        self._reach(max(y1, y2))

    def band(
        self, left: tuple[Number, Number], right: tuple[Number, Number], height: Number, fill: str
    ) -> None:
        """A flow from one side to the other, as thick as it is much."""
        (x1, y1), (x2, y2) = left, right
        middle = Fraction(x1 + x2, 2)
        self.parts.append(
            f'<path d="M{_said(x1)} {_said(y1)}C{_said(middle)} {_said(y1)} {_said(middle)} {_said(y2)} '
            f"{_said(x2)} {_said(y2)}V{_said(y2 + height)}C{_said(middle)} {_said(y2 + height)} {_said(middle)} "
            f'{_said(y1 + height)} {_said(x1)} {_said(y1 + height)}Z" fill="{fill}" fill-opacity="{OPACITY[fill == BLUE]}"/>'
        )
        self._reach(max(y1, y2) + height)

    def diamond(self, x: Number, y: Number, half: int, fill: str = INK) -> None:
        corners = ((x, y - half), (x + half, y), (x, y + half), (x - half, y))
        points = " ".join(f"{_said(a)},{_said(b)}" for a, b in corners)
        line = f' stroke="{INK}" stroke-width="2"' if fill == PAPER else ""
        self.parts.append(f'<polygon points="{points}" fill="{fill}"{line}/>')
        self._reach(y + half)

    def text(
        self,
        x: Number,
        y: Number,
        words: str,
        *,
        size: int = SIZE,
        anchor: str = "start",
        fill: str = INK,
        bold: bool = False,
    ) -> None:
        """Words on a base line. `anchor` is start, middle or end."""
        weight = ' font-weight="bold"' if bold else ""
        at = "" if anchor == "start" else f' text-anchor="{anchor}"'
        self.parts.append(
            f'<text x="{_said(x)}" y="{_said(y)}" font-size="{size}"{at} fill="{fill}"{weight}>{escape(words)}</text>'
        )
        self._reach(y + size // 3)

    def legend(self, entries: Sequence[tuple[str, str]]) -> None:
        """Swatches with their words in a row, several rows where one does not hold them. Ink and paper stand for a diamond, full or empty."""
        x = self.edge
        at, y = x, self.y + 14
        for fill, words in entries:
            room = 26 + extent(words, self.small) + 14
            if at + room > self.width - 8 and at > x:
                at, y = x, y + 18
            if fill in {INK, PAPER}:
                self.diamond(at + 9, y - 4, 6, fill)
            else:
                self.rect(at, y - 9, 18, 10, fill, stroke=FAINT)
            self.text(at + 24, y, words, size=self.small)
            at += room
        self.y = y + 10

    def notes(self, lines: Sequence[str]) -> None:
        """Small print under everything drawn so far."""
        self.y = self.height + 6
        for note in lines:
            for line in wrapped(note, self.width - 2 * self.edge, self.small):
                self.y += 16
                self.text(self.edge, self.y, line, size=self.small, fill=FAINT)
        self.y += 4

    def drawn(self, description: str) -> str:
        """The whole SVG, with its title and description for whoever does not see it."""
        height = self.height + 10
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width} {height}" width="{self.width}" '
            f'height="{height}" role="img" aria-labelledby="{self.name}-t {self.name}-d" '
            f'font-family="{FONTS}">\n'
            f'<title id="{self.name}-t">{escape(self.title)}</title>\n'
            f'<desc id="{self.name}-d">{escape(description)}</desc>\n'
            f"<defs>{''.join(self._hatches())}</defs>\n"
            f'<rect width="{self.width}" height="{height}" fill="{PAPER}"/>\n'
            + "\n".join(self.parts)
            + "\n</svg>\n"
        )

    def _paint(self, fill: str) -> str:
        """A colour, or a hatching of it: "/#e69f00"."""
        return f"url(#{self.name}-{fill[2:]})" if fill.startswith("/") else fill

    def _hatches(self) -> list[str]:
        used = sorted(
            {c for c in (BLUE, ORANGE, GREY, SKY, GREEN) if f"#{self.name}-{c[1:]}" in "".join(self.parts)}
        )
        return [
            f'<pattern id="{self.name}-{c[1:]}" width="6" height="6" patternUnits="userSpaceOnUse">'
            f'<rect width="6" height="6" fill="{PAPER}"/><path d="{_FALLING if c == GREY else _RISING}" stroke="{c}" '
            f'stroke-width="2"/></pattern>'
            for c in used
        ]

    def _reach(self, y: Number) -> None:
        self.height = max(self.height, -int(-y // 1))


def both(name: str, title: str, description: str, draw: Callable[[Canvas], None]) -> tuple[str, str]:
    """The drawing as SVG, wide and narrow."""
    made = []
    for narrow in (False, True):
        canvas = Canvas(name, title, narrow=narrow)
        draw(canvas)
        made.append(canvas.drawn(description))
    wide, small = made
    return wide, small
