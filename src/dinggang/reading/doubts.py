"""What a slip is, and which characters of a run are doubtful: those the best cut leaves alone without being words."""

from collections import defaultdict
from enum import StrEnum
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from dinggang.reading.lattice import Lattice
from dinggang.reading.lexicon import Lexicon, data

NUMERALS = frozenset("零〇一二三四五六七八九十百千万亿两第")


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
    """Characters that are words of their own: the groups of singles.txt."""

    grammar: frozenset[str]
    words: frozenset[str]
    endings: frozenset[str]
    verbs: frozenset[str]


@cache
def singles() -> Singles:
    groups: dict[str, str] = defaultdict(str)
    for line in data("singles.txt"):
        mark = line[0] if line[0] in "=+!" else ""
        groups[mark] += line.removeprefix(mark).replace(" ", "")
    return Singles(
        grammar=frozenset(groups["="]),
        words=frozenset(groups[""] + groups["!"]),
        endings=frozenset(groups["+"]),
        verbs=frozenset(groups["!"]),
    )


class Doubts(NamedTuple):
    """A run with its best cut, and how doubtful each character is.

    `grades`: 0 where nothing is questioned; 1 for a lone character that may be a word; 2 for one that may not, or for
    a rare word. `alone`: whether the cut leaves the character alone, or in a rare word. `single`: only the former.
    """

    cut: Lattice
    grades: tuple[int, ...]
    alone: tuple[bool, ...]
    single: tuple[bool, ...]

    @property
    def run(self) -> str:
        return self.cut.run

    def singles(self, start: int, end: int) -> int:
        """How many characters of run[start:end] the best cut leaves alone."""
        return sum(self.single[start:end])


def doubts(cut: Lattice, lexicon: Lexicon) -> Doubts:
    usual = singles()
    grades, alone, behind = [0] * len(cut.run), [False] * len(cut.run), 0
    single = [False] * len(cut.run)
    for start, end in cut.cut:
        word, size = cut.run[start:end], end - start
        if size == 1:
            alone[start] = single[start] = True
            ending = word in usual.endings and behind > 1
            if word not in usual.grammar:
                grades[start] = 1 if word in usual.words or ending else 2
        elif size == 2 and lexicon.logs[word] < lexicon.rare and word not in lexicon.names:
            grades[start:end] = [0 if character in NUMERALS else 2 for character in word]
            alone[start:end] = [True, True]
        behind = size
    # A usual character may be the wrong one of a broken word whose other half is left over beside it.
    for one, other in pairwise(start for start, end in cut.cut if end - start == 1):
        if other == one + 1 and max(grades[one], grades[other]) == 2:
            grades[one], grades[other] = max(grades[one], 1), max(grades[other], 1)
    return Doubts(cut, tuple(grades), tuple(alone), tuple(single))
