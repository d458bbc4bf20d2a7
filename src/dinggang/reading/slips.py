"""One slip of a key in a run of Han characters: which single edit turns doubtful characters into usual words.

The measure is the gain in log-probability of the best cut. A slip is looked for only where the best cut leaves a
character alone that does not stand alone in official writing, so that usual words are never questioned.
"""

from collections.abc import Collection, Iterator, Mapping
from enum import StrEnum
from itertools import pairwise
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
    Kind.EXTRA: (14.0, 12.0, 7.0),
    Kind.SWAPPED: (7.0, 7.0, 6.0),
}
_TIED = frozenset("之要以为其对因如及从当现有")
"""Characters that stand before another in a word more often than alone at the end of a clause."""
_OPENERS = frozenset("但而且并若如虽因故其即则经由为在对从按把将")
_BETWEEN = frozenset("不得了一来去着过完好上下个和与或是没再又都也到")
_MUCH = 17.0
_MIXED = 5.0
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
    yield from _run_together(cut, doubt, lexicon)
    yield from _opening(cut, doubt, lexicon)


def _run_together(cut: Lattice, doubt: list[int], lexicon: Lexicon) -> Iterator[Slip]:
    """A character too many: doubled (改改革), or left from a word that the hand is used to (职工[作], 改[革]观)."""
    run = cut.run
    for (first, middle), (start, end) in pairwise(cut.cut):
        one, other = run[first:middle], run[start:end]
        single = start if end - start == 1 else first if middle - first == 1 else -1
        if single >= 0 and doubt[single] == 2 and one[-1] == other[0] and len(one + other) > 2:
            yield Slip(
                Kind.EXTRA, first, end, one + other[1:], -lexicon.logs.get(run[single], lexicon.unseen)
            )
        if middle - first < 2 or end - start > 1 or not doubt[start]:
            continue
        habit = one[-1] + other
        if (
            (one in lexicon.register or one in lexicon.phrases)
            and habit in lexicon.register
            and lexicon.logs[habit] > lexicon.usual
            and start + 1 < len(run)
            and not any(run[start : start + size] in lexicon.logs for size in (2, 3))
        ):
            yield Slip(Kind.EXTRA, first, end, one, -lexicon.logs[other])
        mixed = one[0] + other
        if (
            len(one) == 2
            and doubt[start] == 2
            and mixed in lexicon.targets
            and run[first - 1 : first] == "的"
        ):
            gain = lexicon.logs[mixed] - lexicon.logs[one] - lexicon.logs.get(other, lexicon.unseen)
            if gain >= _MIXED:
                yield Slip(Kind.EXTRA, first, end, mixed, gain)


def _opening(cut: Lattice, doubt: list[int], lexicon: Lexicon) -> Iterator[Slip]:
    """A clause that opens with a stray character that both sounds and looks like a conjunction or preposition."""
    if len(cut.cut) < 3 or cut.cut[0][1] != 1 or doubt[0] < 2:
        return
    first, end = cut.run[0], cut.cut[1][1]
    for opener in sorted(_OPENERS):
        gain = lexicon.logs[opener] - lexicon.logs.get(first, lexicon.unseen)
        alike = lexicon.sound_alike(first, opener) and lexicon.look_alike(first, opener)
        if alike and gain > 0 and end > 2:
            yield Slip(Kind.ALIKE, 0, end, opener + cut.run[1:end], gain)


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
            known = meant in lexicon.phrases or (sure and lexicon.logs[meant] >= lexicon.phrase)
            return known and cut.alone(slip.start, slip.end) == 3
        case Kind.OTHER:
            return meant in lexicon.fixed and (sure or (slip.gain >= _MUCH and meant in lexicon.phrases))
        case Kind.MISSING:
            return sure or size > 4
        case Kind.EXTRA if size == 2:
            usual = meant in lexicon.register and lexicon.logs[meant] > lexicon.usual
            return usual and cut.alone(slip.start, slip.end) == 3 and cut.run[at] not in _BETWEEN
        case Kind.EXTRA:
            return sure and meant in lexicon.phrases
        case Kind.SWAPPED if size == 2:
            both = doubt[slip.start] and doubt[slip.start + 1]
            return bool(both) and meant in lexicon.register and cut.alone(slip.start, slip.end) == 2
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
    for at in range(size):
        # In words of three a usual character is questioned too where both its neighbours are.
        if not doubt[at] and not (size == 3 and at == 1 and doubt[0] and doubt[2]):
            continue
        rest = without(window, at)
        for word in (*lexicon.near.get(rest, ()), *own.near.get(rest, ())):
            if len(word) == size:
                for kind in _exchange(window, at, word, lexicon):
                    yield kind, word, at
        if size >= 3 and 0 < at < size - 1 and window[:at] + window[at + 1 :] in lexicon.targets:
            yield Kind.EXTRA, window[:at] + window[at + 1 :], at
    if size == 2 and window[::-1] in lexicon.targets:
        yield Kind.SWAPPED, window[::-1], 0 if doubt[0] else 1
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
