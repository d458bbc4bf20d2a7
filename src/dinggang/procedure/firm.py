"""How firm a placement is: how far each weight may move, who stands at the margin, who moves if one thing were otherwise."""

from collections.abc import Iterator
from decimal import Decimal

from dinggang.analysis import Change as Effect
from dinggang.analysis import Swap, Variation, judges_falling, questions_void, who_moves
from dinggang.basis import Id, Value
from dinggang.case import Folder, effects
from dinggang.plan import Measure
from dinggang.procedure.placing import field_of
from dinggang.procedure.preview import Change, Trial, equal_neighbours
from dinggang.selection import choosing_order

REACH = 20
"""Weights are tried so many points up and down."""
FINE = Decimal("0.1")
"""The grid on which the end of an interval is found, in points."""


class Room(Value, frozen=True, kw_only=True):
    """How far one weight may move, the others keeping their proportions, before somebody else is admitted.

    `low` and `high` are the last weights tried with the same people admitted, in steps of 0.1 point; `below` and `above`
    name people who would change places just beyond, None where nobody does within 20 points.
    """

    measure: Measure
    weight: Decimal
    low: Decimal
    high: Decimal
    below: Swap | None
    above: Swap | None


class Border(Value, frozen=True, kw_only=True):
    """A post's border: the last person admitted, the first who wanted it more than what they got, and the marks between.

    A gap of 0 was decided by a tie rule or a draw.
    """

    post: Id
    last: Id
    next: Id
    gap: Decimal


class Firmness(Value, frozen=True, kw_only=True):
    """The report. Borders are those of posts that somebody was refused, the narrowest first; effects those that move
    somebody or leave no result. `tried` counts everything tried.
    """

    rooms: tuple[Room, ...]
    borders: tuple[Border, ...]
    judges: tuple[Effect, ...]
    questions: tuple[Effect, ...]
    ties: tuple[Effect, ...]
    tried: dict[str, int]


def firmness(folder: Folder) -> Firmness:
    """The report on a case that has come to a placement. Raises Refusal before that.

    Weights are tried on a grid of whole points, the step in which the admitted set changes then by tenths: a set that
    changes and changes back between two points of the grid is not seen.
    """
    trial = Trial(folder)
    sheets = trial.case.sheets
    judges = who_moves(trial.placing_of, sheets, judges_falling(sheets))
    questions: tuple[Effect, ...] = ()
    if trial.case.plan.rules.exam.void is not None:
        questions = who_moves(
            lambda void: trial.placing(Change(void=tuple(sorted(void)))), frozenset(), questions_void(sheets)
        )
    ties = who_moves(trial.placing, Change(), _ties(trial))
    return Firmness(
        rooms=tuple(_room(trial, m) for m in trial.case.plan.rules.composite.weights),
        borders=_borders(trial),
        judges=_telling(judges),
        questions=_telling(questions),
        ties=_telling(ties),
        tried={"judges": len(judges), "questions": len(questions), "ties": len(ties)},
    )


def _telling(effects: tuple[Effect, ...]) -> tuple[Effect, ...]:
    return tuple(e for e in effects if e.moves or e.undecided is not None)


def _ties(trial: Trial) -> Iterator[Variation[Change]]:
    ranking = trial.results.ranking
    for pair in equal_neighbours(ranking) if ranking is not None else ():
        change = Change(swapped=pair)
        yield Variation(label=change.words, inputs=change)


def _borders(trial: Trial) -> tuple[Border, ...]:
    """Every post that refused somebody who listed it and may hold it, by the board's scores."""
    results = trial.results
    if results.ranking is None or results.placement is None:
        return ()
    field = field_of(trial.case, effects(trial.case.acts), results)
    order = {r.person: n for n, r in enumerate(choosing_order(results.ranking))}
    scores = {r.person: r.score for r in results.ranking.ranked}
    held = {p.person: p.post for p in results.placement.placed}
    holders: dict[Id, list[Id]] = {}
    wanting: dict[Id, list[Id]] = {}
    for listed in field.choices:
        if listed.person not in order:
            continue
        for wanted in listed.posts[: field.rule.max_choices]:
            if wanted == held.get(listed.person):
                break
            if not field.refused.get((listed.person, wanted)):
                wanting.setdefault(wanted, []).append(listed.person)
    for person, taken in held.items():
        if taken is not None:
            holders.setdefault(taken, []).append(person)
    found = []
    for post in sorted(holders.keys() & wanting.keys()):
        last = max(holders[post], key=order.__getitem__)
        first = min(wanting[post], key=order.__getitem__)
        found.append(Border(post=post, last=last, next=first, gap=scores[last] - scores[first]))
    return tuple(sorted(found, key=lambda b: (b.gap, b.post)))


def _room(trial: Trial, measure: Measure) -> Room:
    weight = trial.case.plan.rules.composite.weights[measure]
    low, below = _end(trial, measure, weight, -1)
    high, above = _end(trial, measure, weight, 1)
    return Room(measure=measure, weight=weight, low=low, high=high, below=below, above=above)


def _end(trial: Trial, measure: Measure, weight: Decimal, way: int) -> tuple[Decimal, Swap | None]:
    """The last weight in this direction with the same people admitted, and who changes places beyond it."""
    start = _admitted(trial, measure, weight)
    good = weight
    for step in range(1, REACH + 1):
        tried = weight + way * step
        if not 0 <= tried <= 100:
            return good, None
        if _admitted(trial, measure, tried) != start:
            break
        good = tried
    else:
        return good, None
    while True:
        tried = good + way * FINE
        swapped = _swap(start, _admitted(trial, measure, tried))
        if swapped is not None:
            return good, swapped
        good = tried


def _swap(before: frozenset[Id] | None, after: frozenset[Id] | None) -> Swap | None:
    """One person who leaves and one who enters; the text "" where nobody does, or where a draw would decide."""
    if before == after:
        return None
    leaves = sorted((before or frozenset()) - (after or frozenset())) if after is not None else []
    enters = sorted((after or frozenset()) - (before or frozenset()))
    return Swap(leaves=leaves[0] if leaves else "", enters=enters[0] if enters else "")


def _admitted(trial: Trial, measure: Measure, weight: Decimal) -> frozenset[Id] | None:
    """Who has a post with this weight; None where a draw would decide."""
    weights = _rescaled(trial.case.plan.rules.composite.weights, measure, weight)
    placing = trial.placing(Change(weights=weights))
    return (
        frozenset(p for p, post in placing.items() if post is not None) if isinstance(placing, dict) else None
    )


def _rescaled(weights: dict[Measure, Decimal], measure: Measure, weight: Decimal) -> dict[Measure, Decimal]:
    """The weights with one of them set and the others in their proportions, to six decimals; together 100."""
    others = [m for m in weights if m is not measure and weights[m]]
    rest = sum((weights[m] for m in others), Decimal(0))
    if not others:
        return {measure: Decimal(100)}
    found = {m: ((100 - weight) * weights[m] / rest).quantize(Decimal("0.000001")) for m in others[:-1]}
    found[others[-1]] = 100 - weight - sum(found.values(), Decimal(0))
    return {measure: weight, **found}
