"""One slip of a key in a run of Han characters: which single edit turns doubtful characters into usual words.

The measure is the gain in log-probability of the best cut. A slip is looked for only where the best cut leaves a
character alone, so that usual words are never questioned.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from dinggang.reading.doubts import Doubts, Kind, Slip, doubts
from dinggang.reading.habits import habits
from dinggang.reading.lattice import Lattice
from dinggang.reading.lexicon import Lexicon, edges, without
from dinggang.reading.likely import likely


class Own(NamedTuple):
    """What the text itself makes usual: its repeated word sequences with weights, and their near neighbours."""

    logs: Mapping[str, float]
    near: Mapping[str, Collection[str]]


def slips(cut: Lattice, lexicon: Lexicon, own: Own) -> Iterator[Slip]:
    """All candidates that gain enough; they may overlap."""
    doubtful = doubts(cut, lexicon)
    run, length = cut.run, len(cut.run)
    lone = length
    its_own = edges(own.logs)
    begins = [(edge := "^" + run[at : at + 2]) in lexicon.edges or edge in its_own for at in range(length)]
    ends = [
        (edge := run[max(at - 2, 0) : at] + "$") in lexicon.edges or edge in its_own
        for at in range(length + 1)
    ]
    for start in reversed(range(length)):
        lone = start if doubtful.alone[start] else lone
        for end in range(max(start + 2, lone + 1), min(length, start + lexicon.longest) + 1):
            if end - start > 4 and not (begins[start] or ends[end]):
                continue
            window = run[start:end]
            if window in lexicon.targets or window in own.logs:
                continue
            around = cut.around(start, end)
            edits = (
                _pairs(doubtful, start, lexicon)
                if end - start == 2
                else _edits(doubtful, start, end, lexicon, own)
            )
            for kind, meant, at in edits:
                slip = Slip(kind, start, end, meant, around + (lexicon.logs.get(meant) or own.logs[meant]))
                if likely(slip, start + at, doubtful, lexicon):
                    yield slip
    yield from habits(doubtful, lexicon)


def _pairs(doubtful: Doubts, start: int, lexicon: Lexicon) -> Iterator[tuple[Kind, str, int]]:
    """Usual words that are one character away from two. There are many: an unlike one counts only at the run's end."""
    window, last = doubtful.run[start : start + 2], start + 2 == len(doubtful.run)
    for at in (0, 1):
        if not doubtful.grades[start + at]:
            continue
        sounds = lexicon.readings.get(window[at], frozenset())
        shapes = lexicon.shapes.get(window[at], "")
        for word in lexicon.near.get(without(window, at), ()):
            if word[at] in shapes or not sounds.isdisjoint(lexicon.readings.get(word[at], ())):
                yield Kind.ALIKE, word, at
            elif last:
                yield Kind.OTHER, word, at
    if window[::-1] in lexicon.targets:
        yield Kind.SWAPPED, window[::-1], 0


def _edits(
    doubtful: Doubts, start: int, end: int, lexicon: Lexicon, own: Own
) -> Iterator[tuple[Kind, str, int]]:
    """Usual words that are one edit away from run[start:end], three or more characters, and where in it the edit stands."""
    window, grades = doubtful.run[start:end], doubtful.grades[start:end]
    for at in _questioned(grades, doubtful.alone[start:end]):
        rest = without(window, at)
        for word in (*lexicon.near.get(rest, ()), *own.near.get(rest, ())):
            kind = _exchange(window, at, word, lexicon)
            if kind is not None:
                yield kind, word, at
        joined = window[:at] + window[at + 1 :]
        if 0 < at < len(window) - 1 and joined in lexicon.targets:
            yield Kind.EXTRA, joined, at
    yield from _missing(window, grades, (*lexicon.near.get(window, ()), *own.near.get(window, ())))


def _questioned(grades: tuple[int, ...], alone: tuple[bool, ...]) -> Iterator[int]:
    """Doubtful places; in long phrases every lone character; in words of three the middle between doubtful ones."""
    size = len(grades)
    for at in range(size):
        middle = size == 3 and at == 1 and grades[0] and grades[2]
        if grades[at] or middle or (size > 3 and alone[at]):
            yield at


def _exchange(window: str, at: int, word: str, lexicon: Lexicon) -> Kind | None:
    """How the word differs from the window when only the character at a place was exchanged, or two swapped."""
    if len(word) != len(window):
        return None
    if word[:at] == window[:at] and word[at + 1 :] == window[at + 1 :]:
        alike = lexicon.sound_alike(window[at], word[at]) or lexicon.look_alike(window[at], word[at])
        return Kind.ALIKE if alike else Kind.OTHER
    return Kind.SWAPPED if sorted(window) == sorted(word) else None


def _missing(window: str, grades: tuple[int, ...], words: Collection[str]) -> Iterator[tuple[Kind, str, int]]:
    """Words of one character more, missing beside a doubtful one."""
    size = len(window)
    for word in words:
        if len(word) == size + 1:
            gap = next((i for i in range(size) if window[i] != word[i]), size)
            beside = [at for at in (gap - 1, gap) if 0 <= at < size and grades[at]]
            if beside:
                yield Kind.MISSING, word, max(beside, key=grades.__getitem__)
