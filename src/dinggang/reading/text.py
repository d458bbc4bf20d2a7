"""A Chinese text as characters with places: blanks taken out and widths made one, every place known in the original."""

import re
from bisect import bisect_right

from dinggang.basis import Value, Where, Words

_WIDTHS = str.maketrans(
    {
        ",": "，",
        ";": "；",
        ":": "：",
        "∶": "：",
        "(": "（",
        ")": "）",
        "!": "！",
        "?": "？",
        "％": "%",
        "．": ".",
        "～": "-",
        "~": "-",
        "—": "-",
        "－": "-",
        "–": "-",
        "─": "-",
        "○": "〇",
        "[": "〔",
        "]": "〕",
        "［": "〔",
        "］": "〕",
        "【": "〔",
        "】": "〕",
        "{": "（",
        "}": "）",
        "｛": "（",
        "｝": "）",
        **{chr(0xFF10 + n): str(n) for n in range(10)},
    }
)
_FOOTER = r"欢迎光临[^\n]{0,200}Powered by[^\n]{0,80}"
# A line of a hard-wrapped text ends without a mark, is long, and the next one starts without indent or number.
_WRAP = (
    r"(?<=[^\n]{20})(?<=[\u4e00-\u9fff0-9、，,])\n"
    r"(?=[\u4e00-\u9fff0-9，,、”）])(?![一二三四五六七八九十]{1,3}、|\d{1,2}[、.．]|第[一二三四五六七八九十\d]{1,3}[章条节])"
)
_GONE = re.compile(rf"{_FOOTER}|[^\S\n]+|[\u200b\u200c\u200d\ufeff]+|{_WRAP}", re.IGNORECASE)
_SENTENCE = re.compile(r"[^。！？\n]{1,1000}[。！？]?[”’）]{0,2}")
_STOP = re.compile(r"(?<=[\u4e00-\u9fff”）》])\.(?=[\u4e00-\u9fff“\n]|$)")
_THOUSANDS = re.compile(r"(?<=\d)，(?=\d{3}(?!\d))")


class Text(Value, frozen=True, kw_only=True):
    """A text as read. `plain` has no blanks and one width of punctuation; everything is found there.

    `cuts[i]` is a place of `plain` from which on `raw` is `shifts[i]` characters ahead. `paragraphs` are the
    places in `raw` where a paragraph starts (empty ones not counted), `sentences` the spans of sentences in `plain`.
    """

    name: str
    raw: str
    plain: str
    cuts: tuple[int, ...]
    shifts: tuple[int, ...]
    paragraphs: tuple[int, ...]
    sentences: tuple[tuple[int, int], ...]

    def raw_at(self, place: int) -> int:
        """Where plain[place] stands in `raw`."""
        index = bisect_right(self.cuts, place) - 1
        return place + (self.shifts[index] if index >= 0 else 0)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The place in `raw` of plain[start:end]."""
        return self.raw_at(start), self.raw_at(end - 1) + 1

    def quote(self, start: int, end: int) -> str:
        """The words as printed."""
        first, last = self.span(start, end)
        return self.raw[first:last]

    def where(self, start: int, end: int) -> Where:
        first, last = self.span(start, end)
        return Where(file=self.name, start=first, end=last)

    def paragraph(self, offset: int) -> tuple[int, int]:
        """Which paragraph (empty ones not counted) an offset of `raw` stands in, and at which character, from 1.

        The indent of a paragraph is not counted.
        """
        index = max(bisect_right(self.paragraphs, offset) - 1, 0)
        start = self.paragraphs[index] if self.paragraphs else 0
        return index + 1, offset - start + 1

    def place(self, offset: int) -> Words:
        """第3段第12字."""
        paragraph, character = self.paragraph(offset)
        return Words(zh=f"第{paragraph}段第{character}字", en=f"paragraph {paragraph}, character {character}")

    def sentence_at(self, place: int) -> tuple[int, int]:
        """The sentence of `plain` that holds a place."""
        index = max(bisect_right(self.sentences, (place, len(self.plain))) - 1, 0)
        return self.sentences[index] if self.sentences else (0, len(self.plain))

    def around(self, place: int, before: int = 1, after: int = 1) -> tuple[int, int]:
        """From so many sentences before the one that holds a place to so many behind it."""
        if not self.sentences:
            return 0, len(self.plain)
        index = max(bisect_right(self.sentences, (place, len(self.plain))) - 1, 0)
        last = min(index + after, len(self.sentences) - 1)
        return self.sentences[max(index - before, 0)][0], self.sentences[last][1]


def text_of(raw: str, name: str = "text", *, wrapped: bool = True) -> Text:
    """A text from a string. The watermark line of a forum is left out; lines wrapped by hand are joined."""
    raw = raw.replace("\r\n", "\n").replace("\r", "\n")
    parts: list[str] = []
    cuts: list[int] = []
    shifts: list[int] = []
    done = length = 0
    for match in _GONE.finditer(raw):
        if match[0] == "\n" and not wrapped:
            continue
        kept = raw[done : match.start()]
        parts.append(kept)
        length += len(kept)
        done = match.end()
        if (
            match[0] == "\t"
            and raw[match.start() - 1 : match.start()].isdigit()
            and raw[done : done + 1].isdigit()
        ):
            # Two cells of a table are two numbers.
            parts.append("，")
            length += 1
        cuts.append(length)
        shifts.append(done - length)
    parts.append(raw[done:])
    plain = "".join(parts).translate(_WIDTHS)
    # A comma between digits groups thousands; a full stop of one width behind a Chinese character ends a sentence.
    plain = _STOP.sub("。", _THOUSANDS.sub(",", plain))
    return Text(
        name=name,
        raw=raw,
        plain=plain,
        cuts=tuple(cuts),
        shifts=tuple(shifts),
        paragraphs=tuple(m.start() + len(m[1]) for m in re.finditer(r"(?m)^([^\S\n]*)\S", raw)),
        sentences=tuple(m.span() for m in _SENTENCE.finditer(plain)),
    )


MARKS = "，。；：！？\n（）"


def clause(plain: str, place: int, marks: str = MARKS, most: int = 120) -> tuple[int, int]:
    """The stretch between two marks that holds a place, looked for `most` characters each way."""
    start = place
    while start > 0 and place - start < most and plain[start - 1] not in marks:
        start -= 1
    end = place
    while end < len(plain) and end - place < most and plain[end] not in marks:
        end += 1
    return start, end
