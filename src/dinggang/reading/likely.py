"""Whether more than the gain speaks for a slip: coined words and names would gain as well.

The rules are bounded by texts without typos, on which nothing should be found.
"""

from collections.abc import Callable, Mapping

from dinggang.reading.doubts import Doubts, Kind, Slip, singles
from dinggang.reading.lexicon import Lexicon

_LEAST: Mapping[Kind, tuple[float, float, float]] = {
    # Least gain where two, three, four and more characters are meant.
    Kind.ALIKE: (7.0, 6.0, 4.0),
    Kind.OTHER: (8.5, 11.0, 9.0),
    Kind.MISSING: (99.0, 8.0, 6.0),
    Kind.EXTRA: (14.0, 12.0, 7.0),
    Kind.SWAPPED: (7.0, 7.0, 6.0),
}
_USUAL_CHARACTER = 7.0
"""Least gain where the character questioned is one that usually is a word of its own."""
_BOTH = 9.0
"""Least gain where both characters of a word may be words of their own: 选拨."""
_UNSURE = 17.0
"""Least gain for an unlike character in place of one that may be a word of its own."""
_OWN = 15.0
"""Least gain for an unlike character against a phrase that only the text itself makes usual."""
_TIED = frozenset("之要以为其对因如及从当现有")
"""Characters that stand before another in a word more often than alone at the end of a clause."""
_BETWEEN = frozenset("不得了一来去着过完好上下个和与或是没再又都也到")
"""What may stand between the two characters of a word: 看不清, 试一试."""
_PLACES = frozenset("镇乡县区市村街沟河江湖山岭台湾寨屯庄铺店桥路坡岗家某")
"""What stands behind the name of a place."""
_NAMED = frozenset("镇乡县区市村")
"""Before these stands the end of a name: 金禾镇机构改革."""


def likely(slip: Slip, at: int, doubts: Doubts, lexicon: Lexicon) -> bool:
    """Whether a slip whose edit stands at run[at] is worth telling."""
    if slip.gain < _LEAST[slip.kind][min(len(slip.meant), 4) - 2]:
        return False
    if slip.meant not in lexicon.targets:
        return _own(slip, sure=doubts.grades[at] == 2)
    if slip.kind is not Kind.ALIKE and not any(doubts.grades[slip.start : slip.end]):
        return False
    if at == slip.start and doubts.run[at + 1] in _NAMED:
        return False
    if slip.kind is Kind.MISSING and slip.start > 0 and doubts.run[slip.start] in _NAMED:
        return False  # the end of a name: 绿园乡|机构改革
    return _RULES[slip.kind](slip, at, doubts, lexicon)


def _own(slip: Slip, *, sure: bool) -> bool:
    """Against the text's own repeated words, only what cannot be a word is questioned."""
    if slip.kind is Kind.OTHER:
        return sure and slip.gain >= _OWN
    return sure and slip.kind in {Kind.ALIKE, Kind.MISSING}


def _alike(slip: Slip, at: int, doubts: Doubts, lexicon: Lexicon) -> bool:
    if len(slip.meant) == 2:
        usual = slip.meant in lexicon.register or lexicon.logs[slip.meant] > lexicon.usual
        place = doubts.run[slip.end : slip.end + 1] in _PLACES
        grades = doubts.grades[slip.start : slip.end]
        return usual and not place and (max(grades) == 2 or (min(grades) > 0 and slip.gain >= _BOTH))
    if not doubts.grades[at]:
        return slip.meant in lexicon.fixed and slip.gain >= _USUAL_CHARACTER
    return True


def _other(slip: Slip, at: int, doubts: Doubts, lexicon: Lexicon) -> bool:
    # A rare word is a word all the same: only what sounds or looks alike is held against it.
    if (
        len(slip.meant) > 3
        and at == slip.end - 1 < len(doubts.run) - 1
        and doubts.run[at : at + 2] in lexicon.logs
    ):
        return False  # it begins the next word: 能拿|出来
    meant, sure = slip.meant, doubts.grades[at] == 2 and doubts.singles(at, at + 1) == 1
    last = at == slip.end - 1
    match len(meant):
        case 2:
            # Only the end of a clause: a word coined of two characters is as likely elsewhere.
            tied = doubts.run[slip.start] in _TIED and last and slip.end == len(doubts.run) > 5
            return tied and lexicon.logs[meant] > lexicon.usual
        case 3:
            known = meant in lexicon.phrases or (sure and lexicon.logs[meant] >= lexicon.phrase)
            return known and (doubts.singles(slip.start, slip.end) == 3 or (sure and last))
        case _:
            if meant not in lexicon.fixed or not doubts.grades[at]:
                return False
            return sure or (slip.gain >= _UNSURE and meant in lexicon.phrases)


def _missing(slip: Slip, at: int, doubts: Doubts, lexicon: Lexicon) -> bool:
    # A verb in front may be short for one of two characters: 开动员会, 增活力.
    if at == slip.start and doubts.run[at] in singles().verbs:
        return False
    starts, ends = zip(*doubts.cut.cut, strict=True)
    if slip.start not in starts or slip.end not in ends:
        return False
    return doubts.grades[at] == 2 or len(slip.meant) > 4 or slip.meant in lexicon.idioms


def _extra(slip: Slip, at: int, doubts: Doubts, lexicon: Lexicon) -> bool:
    if len(slip.meant) > 2:
        return doubts.grades[at] == 2 and slip.meant in lexicon.phrases
    usual = slip.meant in lexicon.register and lexicon.logs[slip.meant] > lexicon.usual
    return usual and doubts.singles(slip.start, slip.end) == 3 and doubts.run[at] not in _BETWEEN


def _swapped(slip: Slip, at: int, doubts: Doubts, lexicon: Lexicon) -> bool:
    if len(slip.meant) > 2:
        return len(slip.meant) > 3 or doubts.grades[at] == 2
    both = all(doubts.grades[slip.start : slip.end]) and doubts.singles(slip.start, slip.end) == 2
    return both and slip.meant in lexicon.register


_RULES: Mapping[Kind, Callable[[Slip, int, Doubts, Lexicon], bool]] = {
    Kind.ALIKE: _alike,
    Kind.OTHER: _other,
    Kind.MISSING: _missing,
    Kind.EXTRA: _extra,
    Kind.SWAPPED: _swapped,
}
