"""How firm a result is: how far a weight may move, who stands at the margin, and who moves if one thing were otherwise.

Weights and marks are exact, so the ends of an interval are exact fractions and not "about". The whole order would
change at once with realistic marks; what is asked is when the *set* of those admitted changes.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Generic, TypeVar

import msgspec

from dinggang.analysis.values import NotComputable, not_computable
from dinggang.basis import Exact, Fault, Value, Words, fraction, plain
from dinggang.marks import MEASURE_WORDS, Scored, Sheets
from dinggang.plan import Measure, TieBreak
from dinggang.selection import Draw, Ranking

Inputs = TypeVar("Inputs")
Placing = Mapping[str, str | None]
"""Person → post, or None for nobody's post. For "admitted or not" any text will do as the post."""


class Swap(Value, frozen=True, kw_only=True):
    """At the end of an interval these two are equal; beyond it the second is before the first."""

    leaves: str
    enters: str


class WeightInterval(Value, frozen=True, kw_only=True):
    """Within which weight of one measure the same people are admitted, the others keeping their proportions.

    weight, low, high  per cent of all weights, exact; the ends are the weights at which two people are equal, or 0
                       and 100
    below, above       who would change places just beyond each end; None where the set never changes on that side
    tied               at the plan's own weight somebody admitted and somebody not are equal: the interval ends there
                       on one side at least, and it was tie rules that decided
    """

    measure: str
    weight: Fraction
    low: Fraction
    high: Fraction
    below: Swap | None
    above: Swap | None
    tied: bool


class Near(Value, frozen=True, kw_only=True):
    """Somebody at the margin; `gap` is the distance in marks to the nearest on the other side of the border."""

    person: str
    admitted: bool
    gap: Fraction


class Move(Value, frozen=True, kw_only=True):
    """Who would move from which post to which; None is no post."""

    person: str
    before: str | None
    after: str | None


class Change(Value, frozen=True, kw_only=True):
    """What one variation would change. `undecided` says why it would give no result at all."""

    label: Words
    moves: tuple[Move, ...]
    undecided: Words | None = None


@dataclass(frozen=True, slots=True)
class Variation(Generic[Inputs]):
    """The inputs with one thing otherwise, and what that is."""

    label: Words
    inputs: Inputs


def weight_interval(
    marks: Mapping[str, Mapping[str, Exact]],
    weights: Mapping[str, Exact],
    measure: str,
    admitted: Collection[str],
) -> WeightInterval | NotComputable:
    """The weights of one measure with which exactly `admitted` stand before all others, by unrounded composite.

    `marks` map person → measure → mark on a common scale. With t the measure's share of all weights a composite is
    t · own mark + (1 − t) · weighted mean of the others: a straight line. The lowest admitted less the highest not
    admitted is concave in t, so the good t are one interval; from each end, crossing by crossing of the two people
    found there, the search ends exactly at its border (Newton's method on a concave function of straight pieces).
    """
    shares = {name: fraction(weight) for name, weight in weights.items()}
    if measure not in shares:
        raise Fault(f"{measure} has no weight")
    everything = sum(shares.values(), Fraction(0))
    if not shares[measure] < everything:
        return not_computable("只有这一项计分。", "This measure alone counts.")
    lines = _Lines(marks, shares, measure, frozenset(admitted))
    at = shares[measure] / everything
    gap = lines.gap(at)
    if gap is None:
        low, high, below, above = Fraction(0), Fraction(1), None, None
    elif gap < 0:
        return not_computable(
            "入选的人不是未舍入综合成绩的前几名。",
            "Those admitted are not the first by unrounded composite.",
        )
    else:
        low, below = lines.end(Fraction(0))
        high, above = lines.end(Fraction(1))
    return WeightInterval(
        measure=measure,
        weight=100 * at,
        low=100 * low,
        high=100 * high,
        below=below,
        above=above,
        tied=gap == 0,
    )


def at_the_margin(scores: Mapping[str, Exact], admitted: Collection[str], within: Exact) -> tuple[Near, ...]:
    """People no more than `within` marks from the border, the nearest first.

    For somebody admitted the gap is that to the best not admitted, for somebody not admitted that to the last
    admitted; below 0 where something else than the score decided. Empty when all or none are admitted.
    """
    exact = {person: fraction(score) for person, score in scores.items()}
    inside = [score for person, score in exact.items() if person in admitted]
    outside = [score for person, score in exact.items() if person not in admitted]
    if not inside or not outside:
        return ()
    best, last = max(outside), min(inside)
    near = [
        Near(person=p, admitted=p in admitted, gap=score - best if p in admitted else last - score)
        for p, score in exact.items()
    ]
    return tuple(sorted((n for n in near if n.gap <= fraction(within)), key=lambda n: (n.gap, n.person)))


def moves(before: Placing, after: Placing) -> tuple[Move, ...]:
    """Who is elsewhere, by person. Somebody missing has no post."""
    return tuple(
        Move(person=person, before=before.get(person), after=after.get(person))
        for person in sorted({*before, *after})
        if before.get(person) != after.get(person)
    )


def who_moves(
    decide: Callable[[Inputs], Placing | Words], inputs: Inputs, variations: Iterable[Variation[Inputs]]
) -> tuple[Change, ...]:
    """What each variation changes against `inputs`, in their order; those that move nobody are there too.

    `decide` is the whole path from the inputs to a placement, by any mechanism; where there is no result (nobody may
    be placed by a provisional order, say) it returns the reason. Raises Fault when the inputs themselves have none.
    """
    before = decide(inputs)
    if isinstance(before, Words):
        raise Fault(f"there is no result to compare with: {before.en}")
    changes = []
    for variation in variations:
        after = decide(variation.inputs)
        if isinstance(after, Words):
            changes.append(Change(label=variation.label, moves=(), undecided=after))
        else:
            changes.append(Change(label=variation.label, moves=moves(before, after)))
    return tuple(changes)


def judges_falling(sheets: Sheets) -> Iterator[Variation[Sheets]]:
    """The sheets without each judge in turn."""
    for judge in sorted({sheet.judge for sheet in sheets.speech}):
        left = tuple(sheet for sheet in sheets.speech if sheet.judge != judge)
        yield Variation(
            label=Words(zh=f"不计评委{judge}的评分", en=f"without judge {judge}"),
            inputs=msgspec.structs.replace(sheets, speech=left),
        )


def questions_void(sheets: Sheets, void: Collection[str] = ()) -> Iterator[Variation[frozenset[str]]]:
    """The set of void questions with each further question of the paper in turn."""
    for question in sheets.questions:
        if question.id not in void:
            yield Variation(
                label=Words(zh=f"第{question.id}题作废", en=f"question {question.id} void"),
                inputs=frozenset({*void, question.id}),
            )


def ties_falling(ranking: Ranking, draws: Sequence[Draw]) -> Iterator[Variation[tuple[Draw, ...]]]:
    """The draws with each pair of neighbours whom a draw separated the other way round."""
    for above, below in zip(ranking.ranked, ranking.ranked[1:], strict=False):
        if above.group is not below.group or below.decided_by is not TieBreak.DRAW:
            continue
        pair = {above.person: below.person, below.person: above.person}
        yield Variation(
            label=Words(
                zh=f"{above.person}与{below.person}的抽签结果对调",
                en=f"the draw between {above.person} and {below.person} the other way",
            ),
            inputs=tuple(Draw(order=tuple(pair.get(p, p) for p in draw.order)) for draw in draws),
        )


def mark_changing(
    marks: Mapping[Measure, Sequence[Scored]], measure: Measure, scored: Scored
) -> Variation[dict[Measure, tuple[Scored, ...]]]:
    """The marks with one person's mark in one measure as an objection (复核) would have it."""
    if scored.measure is not measure or scored.person not in {s.person for s in marks[measure]}:
        raise Fault("an objection changes a mark that is there")
    what = "—" if scored.mark is None else plain(scored.mark)
    return Variation(
        label=Words(
            zh=f"{scored.person}的{MEASURE_WORDS[measure].zh}成绩改为{what}",
            en=f"{scored.person}'s {MEASURE_WORDS[measure].en} mark changed to {what}",
        ),
        inputs={
            m: tuple(scored if m is measure and s.person == scored.person else s for s in found)
            for m, found in marks.items()
        },
    )


class _Lines:
    """Everybody's composite as a straight line in the share of one measure, in whole numbers over one denominator."""

    def __init__(
        self,
        marks: Mapping[str, Mapping[str, Exact]],
        shares: Mapping[str, Fraction],
        measure: str,
        admitted: frozenset[str],
    ) -> None:
        if not admitted <= set(marks):
            raise Fault("somebody admitted has no marks")
        others = sum((share for name, share in shares.items() if name != measure), Fraction(0))
        ends = {}
        for person in sorted(marks):
            own = {name: fraction(marks[person][name]) for name in shares}
            rest = sum((shares[name] * own[name] for name in shares if name != measure), Fraction(0)) / others
            ends[person] = (own[measure], rest)
        whole = lcm(*(end.denominator for pair in ends.values() for end in pair))
        lines = {p: (int(own * whole), int(rest * whole)) for p, (own, rest) in ends.items()}
        self.inside = [(p, *line) for p, line in lines.items() if p in admitted]
        self.outside = [(p, *line) for p, line in lines.items() if p not in admitted]

    def gap(self, t: Fraction) -> int | None:
        """Lowest admitted less highest not admitted, times something above 0; None when one side is empty."""
        if not self.inside or not self.outside:
            return None
        (_, own, rest), (_, other, remaining) = self._border(t)
        return self._at(t, own - other, rest - remaining)

    def end(self, t: Fraction) -> tuple[Fraction, Swap | None]:
        """From t = 0 or 1 inwards to the border of the good shares, and the two people who meet there."""
        swap = None
        while True:
            (leaves, own, rest), (enters, other, remaining) = self._border(t)
            rise, start = own - other, rest - remaining
            if self._at(t, rise, start) >= 0:
                return t, swap
            swap = Swap(leaves=leaves, enters=enters)
            t = Fraction(start, start - rise)

    def _border(self, t: Fraction) -> tuple[tuple[str, int, int], tuple[str, int, int]]:
        lowest = min(self.inside, key=lambda line: self._at(t, line[1], line[2]))
        highest = max(self.outside, key=lambda line: self._at(t, line[1], line[2]))
        return lowest, highest

    @staticmethod
    def _at(t: Fraction, own: int, rest: int) -> int:
        return t.numerator * own + (t.denominator - t.numerator) * rest
