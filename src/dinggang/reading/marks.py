"""Typos that marks betray: stray blanks and digits, doubled or broken punctuation, particles, well-known confusions."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from dinggang.reading.lattice import Lattice
from dinggang.reading.lexicon import HAN, Lexicon, data, listed_phrases
from dinggang.reading.text import Text


class Typo(NamedTuple):
    """text.plain[start:end] as printed and what seems to be meant, likeliest first."""

    code: str
    start: int
    end: int
    meant: tuple[str, ...]


class Runs(NamedTuple):
    """The best cut of every run of Han characters, and where in plain the runs start."""

    starts: tuple[int, ...]
    cuts: tuple[Lattice, ...]

    def words(self, start: int, end: int) -> list[tuple[int, int]]:
        """The words that share characters with plain[start:end], which lies in one run; places in plain."""
        index = bisect_right(self.starts, start) - 1
        if index < 0:
            return []
        first, cut = self.starts[index], self.cuts[index]
        return [(first + a, first + b) for a, b in cut.cut if first + a < end and start < first + b]


# Blanks ---------------------------------------------------------------------------------------------------------

_SENTENCE = 12
"""A sentence at least this long with a mark in it is running text, where a blank divides nothing; headings may."""
_HABIT = 3
"""From so many blanks between figures and characters on, they are a habit of the text."""


def blanks(text: Text, runs: Runs) -> Iterator[Typo]:
    """T01: one blank between two Han characters of a sentence, or inside a date."""
    gaps = [at for at in text.cuts if at and _one_blank(text, at) and _in_sentence(text, at)]
    beside_figures = [at for at in gaps if _figure(text.plain[at - 1 : at + 1])]
    inside_words = [
        at
        for at in gaps
        if re.fullmatch(HAN * 2, text.plain[at - 1 : at + 1])
        and not re.fullmatch(r"\d[月日号]", text.plain[at - 2 : at])  # a date set off from what is done then
    ]
    if len(beside_figures) <= _HABIT:
        for at in beside_figures:
            start, end = _date_around(text.plain, at)
            if end > start:
                yield Typo("T01", start, end, (text.plain[start:end],))
    for at in inside_words:
        words = runs.words(at - 1, at + 1)
        if len(words) == 1 or len(inside_words) <= _HABIT:
            start, end = words[0][0], words[-1][1]
            yield Typo("T01", start, end, (text.plain[start:end],))


def _one_blank(text: Text, at: int) -> bool:
    return at < len(text.plain) and text.raw[text.raw_at(at - 1) + 1 : text.raw_at(at)] == " "


def _figure(pair: str) -> bool:
    return bool(re.fullmatch(rf"\d{HAN}|{HAN}\d", pair))


def _date_around(plain: str, at: int) -> tuple[int, int]:
    for match in re.finditer(r"(?:\d{1,4}年)?\d{1,2}月(?:\d{1,2}日?)?|\d{4}年(?:\d{1,2}月)?", plain):
        if match.start() < at < match.end():
            return match.span()
    return at, at


def _in_sentence(text: Text, at: int) -> bool:
    first, last = text.sentence_at(at)
    return at > first and last - first >= _SENTENCE and bool(re.search("[，。；]", text.plain[first:last]))


# Digits and letters ---------------------------------------------------------------------------------------------

_BEFORE_NUMBER = frozenset(
    "第为共有设约达近超至到于在按每前后以分余满占下上约计各的是了和及与或、加减比从自逾仅只需年月另其"
)
_UNITS = frozenset(
    "个名位人项次条件种类级届期批份家户年月日号时天周岁点秒倍成度率层段步块片面处所站室局科股组镇乡县区村元角分斤亩米里吨公千百万亿十余多至名票字页章节款目题号大中小新老办室队支场"
)


def strays(text: Text, lexicon: Lexicon) -> Iterator[Typo]:
    """T02: a digit or a letter among Han characters where no number and no abbreviation makes sense."""
    for match in re.finditer(rf"(?<={HAN})(\d|[a-zA-Z])(?={HAN})", text.plain):
        at = match.start()
        before, behind = text.plain[at - 1], text.plain[at + 1]
        if match[0].isdigit():
            if before in _BEFORE_NUMBER or behind in _UNITS or text.plain[max(0, at - 2)] == "\n":
                continue
        elif match[0] in "xXABCDEKMTabc" or behind in "类级型岗组档县镇乡村市区省款版":
            continue
        word = text.plain[at + 1 : at + 3]
        broken = before + behind in lexicon.register and lexicon.logs[before + behind] > lexicon.phrase
        if broken or word in lexicon.register:
            start, end = at - 1, at + (2 if broken else 3)
            yield Typo("T02", start, end, (text.plain[start:at] + text.plain[at + 1 : end],))


# Well-known confusions ------------------------------------------------------------------------------------------


class _Confusion(NamedTuple):
    core: str
    pattern: re.Pattern[str]
    right: str


@cache
def _confusions() -> tuple[_Confusion, ...]:
    """The core is the wrong word without its context: most texts hold none, which is quickly seen."""
    made = []
    for line in data("confusions.txt"):
        pattern, right = line.split()
        core = re.sub(r"^\(\?:(?=\(\?<).*?\)\)|\(\?<?[=!](?:[^()]|\([^()]*\))*\)", "", pattern)
        made.append(_Confusion(core, re.compile(pattern), right))
    return tuple(made)


def confusions(text: Text, runs: Runs) -> Iterator[Typo]:
    """T06: words that are often taken for another; never where the match would cut a usual word in two."""
    for core, pattern, right in _confusions():
        if core not in text.plain:
            continue
        for match in pattern.finditer(text.plain):
            words = runs.words(*match.span())
            if words and words[0][0] == match.start() and words[-1][1] == match.end():
                yield Typo("T06", *match.span(), (right,))


# Particles ------------------------------------------------------------------------------------------------------

_DONE = "完成|贯彻|落实|执行|开展|推进|提高|解决|促进|推动|保证|保障|维护|增强|加强|改善|实现|调动|激发|发挥|化解|转变|缓解"
_MANNER = "有力|有效|顺利|圆满|积极|认真|及时|大大|极大|扎实|切实|稳步|逐步|不断|充分|明显|较好|很好|成功|全面|深入|妥善|主动"
_PARTICLES = (
    # «进行» and its like take a noun: 进行了详细的说明.
    (
        re.compile(rf"(?:进行|作出|做出|给予|予以|加以)(?:了|过)?({HAN}{{2,4}}地){HAN}{{2}}(?=[，。；、\n])"),
        "的",
    ),
    # A verb with 了 is the predicate: 有力地推动了.
    (re.compile(rf"((?:{_MANNER})的)(?:{_DONE})了"), "地"),
    # How something is done stands behind 得: 做得很好.
    (
        re.compile(
            rf"({HAN}的)(?:很|非常|十分|比较|相当)(?:好|扎实|出色|到位|认真|细致|圆满|顺利|明确|清楚|具体|成功)(?=[，。；])"
        ),
        "得",
    ),
)
_VERBS_OF_RESULT = frozenset("做干搞抓学讲办排理成备行写得")


def particles(text: Text) -> Iterator[Typo]:
    """T07: 的, 地 and 得 where grammar leaves no choice."""
    for pattern, right in _PARTICLES:
        for match in pattern.finditer(text.plain):
            if right == "得" and match[1][0] not in _VERBS_OF_RESULT:
                continue
            at = match.end(1) - 1
            start, end = match.start(1), min(match.end(), at + 3)
            yield Typo("T07", start, end, (text.plain[start:at] + right + text.plain[at + 1 : end],))


# Punctuation ----------------------------------------------------------------------------------------------------


def punctuation(text: Text) -> Iterator[Typo]:
    """T08: two marks where one belongs."""
    for match in re.finditer(r"[\w”》）]([，。；：、])[，。；：、]+", text.plain):
        if "…" not in match[0]:
            yield Typo("T08", match.start(), match.end(), (match[0][:2],))


def narrow(text: Text) -> list[int]:
    """Where half-width marks stand behind Han characters, as places in plain of the characters before them."""
    return [
        match.start()
        for match in re.finditer(rf"{HAN}(?=[，；：（）！？])", text.plain)
        if text.raw[text.raw_at(match.end())] in ",;:()!?"
    ]


@cache
def _lists() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Set phrases that are lists, with one character open: 精简、统.、效能."""
    made = []
    for parts in listed_phrases():
        whole = "、".join(parts)
        for at, character in enumerate(whole):
            if character != "、":
                open_ = [
                    "[、，]" if c == "、" else f"[^{character}\\W]" if i == at else c
                    for i, c in enumerate(whole)
                ]
                made.append((whole, re.compile("".join(open_))))
    return tuple(made)


def lists(text: Text) -> Iterator[Typo]:
    """T05: a set phrase that is a list, with one wrong character."""
    for whole, pattern in _lists():
        for match in pattern.finditer(text.plain):
            yield Typo("T05", *match.span(), (whole,))
