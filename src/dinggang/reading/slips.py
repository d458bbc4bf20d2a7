"""One slip of a key in a run of Han characters: which single edit turns doubtful characters into usual words.

The measure is the gain in log-probability of the best cut. A slip is looked for only where the best cut leaves a
character alone that does not stand alone in official writing, so that usual words are never questioned.
"""

from collections.abc import Collection, Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple

from dinggang.reading.lattice import Lattice
from dinggang.reading.lexicon import Lexicon, without


class Kind(StrEnum):
    ALIKE = "alike"  # a character that sounds or looks like the one meant
    OTHER = "other"  # a character unlike the one meant
    MISSING = "missing"
    EXTRA = "extra"
    SWAPPED = "swapped"


class Slip(NamedTuple):
    """run[start:end] as printed, and what seems to be meant."""

    kind: Kind
    start: int
    end: int
    meant: str
    gain: float


class Singles(NamedTuple):
    """Characters that are words of their own: never questioned, and questioned only by long phrases."""

    grammar: frozenset[str]
    words: frozenset[str]


class Own(NamedTuple):
    """What the text itself makes usual: its repeated word sequences with weights, and their near neighbours."""

    logs: Mapping[str, float]
    near: Mapping[str, Collection[str]]


_LEAST = {
    # Least gain by kind and length of what is meant (2, 3, 4 and more characters): tuned on sound texts to stay silent.
    Kind.ALIKE: (7.0, 6.0, 4.0),
    Kind.OTHER: (8.5, 11.0, 9.0),
    Kind.MISSING: (99.0, 8.0, 7.0),
    Kind.EXTRA: (99.0, 99.0, 7.0),
    Kind.SWAPPED: (7.0, 7.0, 6.0),
}
_TIED = frozenset("之要以为其对因如及从当现有")
"""Characters that stand before another in a word more often than alone at the end of a clause."""
_PLACES = frozenset("镇乡县区市村街沟河江湖山岭台湾寨屯庄铺店桥路坡岗家某")
_NUMERALS = frozenset("零〇一二三四五六七八九十百千万亿两第")


def slips(cut: Lattice, lexicon: Lexicon, own: Own, singles: Singles) -> Iterator[Slip]:
    """All candidates that gain enough; they may overlap."""
    doubt = _doubts(cut, lexicon, singles)
    if not any(doubt):
        return
    run, length = cut.run, len(cut.run)
    for start in range(length):
        for end in range(start + 2, min(length, start + lexicon.longest) + 1):
            window = run[start:end]
            if not any(doubt[start:end]) or window in lexicon.targets or window in own.logs:
                continue
            around = cut.around(start, end)
            for kind, meant, at in _readings(window, doubt[start:end], lexicon, own):
                gain = around + _weight(meant, lexicon, own)
                slip = Slip(kind, start, end, meant, gain)
                if gain >= _LEAST[kind][min(len(meant), 4) - 2] and _likely(
                    slip, start + at, doubt, cut, lexicon
                ):
                    yield slip


def _likely(slip: Slip, at: int, doubt: list[int], cut: Lattice, lexicon: Lexicon) -> bool:
    """Whether more than the gain speaks for the slip: coined words and names would gain as well."""
    meant, size, sure = slip.meant, len(slip.meant), doubt[at] == 2
    if meant not in lexicon.targets:
        return sure and slip.kind in {Kind.ALIKE, Kind.OTHER, Kind.MISSING}
    match slip.kind:
        case Kind.ALIKE if size == 2:
            return sure and meant in lexicon.register and cut.run[slip.end : slip.end + 1] not in _PLACES
        case Kind.OTHER if size == 2:
            tied = cut.run[slip.start] in _TIED and at == slip.end - 1
            return tied and slip.end == len(cut.run) > 5 and lexicon.logs[meant] > lexicon.usual
        case Kind.OTHER if size == 3:
            return meant in lexicon.phrases and cut.alone(slip.start, slip.end) == 3
        case Kind.OTHER:
            return sure and meant in lexicon.fixed
        case Kind.MISSING:
            return sure or size > 4
        case Kind.EXTRA:
            return sure and meant in lexicon.phrases
        case _:
            return sure or size > 3


def _weight(word: str, lexicon: Lexicon, own: Own) -> float:
    return lexicon.logs.get(word) or own.logs[word]


def _doubts(cut: Lattice, lexicon: Lexicon, singles: Singles) -> list[int]:
    """0 where nothing is questioned; 1 for a lone character that may be a word; 2 for one that may not, or a rare word."""
    doubt = [0] * len(cut.run)
    for start, end in cut.cut:
        word = cut.run[start:end]
        if end - start == 1 and word not in singles.grammar:
            doubt[start] = 1 if word in singles.words else 2
        elif end - start == 2 and lexicon.logs.get(word, 0) < lexicon.rare and word not in lexicon.names:
            doubt[start:end] = [0 if c in _NUMERALS else 2 for c in word]
    return doubt


def _readings(window: str, doubt: list[int], lexicon: Lexicon, own: Own) -> Iterator[tuple[Kind, str, int]]:
    """Usual words that are one edit away from the window, the edit standing at a doubtful place."""
    size = len(window)
    for at in (at for at in range(size) if doubt[at]):
        rest = without(window, at)
        for word in (*lexicon.near.get(rest, ()), *own.near.get(rest, ())):
            if len(word) == size:
                for kind in _exchange(window, at, word, lexicon):
                    yield kind, word, at
        if size > 3 and rest in lexicon.targets and 0 < at < size - 1:
            yield Kind.EXTRA, rest, at
    if size >= 3:
        for word in (*lexicon.near.get(window, ()), *own.near.get(window, ())):
            if len(word) == size + 1:
                gap = next((i for i in range(size) if window[i] != word[i]), size)
                beside = [at for at in (gap - 1, gap) if 0 <= at < size and doubt[at]]
                if beside:
                    yield Kind.MISSING, word, max(beside, key=lambda at: doubt[at])


def _exchange(window: str, at: int, word: str, lexicon: Lexicon) -> Iterator[Kind]:
    if word[:at] == window[:at] and word[at + 1 :] == window[at + 1 :]:
        if lexicon.sound_alike(window[at], word[at]) or lexicon.look_alike(window[at], word[at]):
            yield Kind.ALIKE
        else:
            yield Kind.OTHER
    elif sorted(window) == sorted(word):
        yield Kind.SWAPPED
