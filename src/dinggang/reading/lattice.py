"""A run of Han characters cut into words: the best cut, and the best that can stand before and behind any place."""

from typing import NamedTuple

from dinggang.reading.lexicon import Lexicon

_NEVER = float("-inf")


class Lattice(NamedTuple):
    """`before[i]`, `after[i]`: log-probability of the best cut of run[:i] and of run[i:]; `cut`: the best cut of all."""

    run: str
    before: tuple[float, ...]
    after: tuple[float, ...]
    cut: tuple[tuple[int, int], ...]

    def around(self, start: int, end: int) -> float:
        """What is gained when run[start:end] costs nothing; add the log-probability of what replaces it."""
        return self.before[start] + self.after[end] - self.before[-1]


def lattice(run: str, lexicon: Lexicon) -> Lattice:
    """The most probable cut (Viterbi over single words)."""
    length = len(run)
    arcs = [_words(run, start, lexicon) for start in range(length)]
    before = [0.0, *[_NEVER] * length]
    back = [0] * (length + 1)
    for start in range(length):
        for end, weight in arcs[start]:
            if before[start] + weight > before[end]:
                before[end] = before[start] + weight
                back[end] = start
    after = [*[_NEVER] * length, 0.0]
    for start in reversed(range(length)):
        after[start] = max(weight + after[end] for end, weight in arcs[start])
    cut, end = [], length
    while end:
        cut.append((back[end], end))
        end = back[end]
    return Lattice(run=run, before=tuple(before), after=tuple(after), cut=tuple(reversed(cut)))


def _words(run: str, start: int, lexicon: Lexicon) -> list[tuple[int, float]]:
    found = [(start + 1, lexicon.logs.get(run[start], lexicon.unseen))]
    for end in range(start + 2, min(len(run), start + lexicon.longest) + 1):
        word = run[start:end]
        weight = lexicon.logs.get(word)
        if weight is not None:
            found.append((end, weight))
    return found
