"""Best total fit (因职选人, 人尽其才): the placement no other can beat, with the prices that prove it.

HiGHS proposes a placement in floating numbers; whether it is the best is decided in whole numbers by `fit_prices`.
Aims in order: people placed, total fit, total preference, the lots. Nothing that comes back is or rests on a float,
except where `FitResult.certified` is False.
"""

import numpy as np

from dinggang.basis import Fault
from dinggang.kernels.fit_highs import solve, transport
from dinggang.kernels.fit_lots import by_lots
from dinggang.kernels.fit_prices import NotBest, Prices, counted, prices, verify
from dinggang.kernels.fit_program import Unproven, program
from dinggang.kernels.fit_rows import rows
from dinggang.kernels.fit_side import best_under
from dinggang.kernels.fit_tree import prove
from dinggang.kernels.fit_values import FitProblem, FitResult, GaveWay, Ints, Net, SideRules, net

UNHURRIED = 24 * 60 * 60
"""Seconds for a linear program without side rules: it ends by itself."""

EXACT = 2**53
"""Whole numbers below this are exact in a double."""


def best_fit(
    problem: FitProblem,
    side: SideRules | None = None,
    *,
    size_first: bool = True,
    successive: bool = False,
    seconds: int = 60,
    tree: bool = True,
) -> FitResult:
    """The best placement, the same whatever the order of rows and the numbering of people and posts.

    Aims: size, fit, preference, lots; without `size_first` fit, preference, lots. `successive` goes level by level
    over the best faces instead of one folded weight (the same result; for comparison and as the way out when
    weights are too large for doubles). Under `side` rules the proof is a tree of splits; where somebody is appointed,
    or the tree grows too large, or not `tree`, the solver's own search, each at most `seconds`.
    Raises Fault for what is no problem, and when the proof fails.
    """
    inner = net(problem, size_first=size_first)
    if side is not None and (side.kin or side.shares or side.ceilings or side.quotas):
        found_so = _by_tree(problem, inner, side) if tree and problem.fixed is None else None
        return found_so or best_under(problem, inner, side, seconds=seconds)
    chosen, found = _proven(inner, successive=successive)
    chosen = by_lots(inner, chosen, found)
    values = verify(inner, chosen, found)
    levels = inner.levels.shape[0]
    people, posts = (
        np.zeros((levels, inner.people), np.int64),
        np.zeros((levels, problem.openings.size), np.int64),
    )
    people[:, inner.human], posts[:, inner.place] = found.people, found.posts
    return FitResult(
        match=outward(problem, inner, chosen),
        values=values,
        bounds=values,
        proven=True,
        certified=True,
        unique=True,
        person_prices=people,
        post_prices=posts,
    )


def _by_tree(problem: FitProblem, inner: Net, side: SideRules) -> FitResult | None:
    """The best placement with its tree; None where the tree grows too large. Only quotas can give way here."""
    rows(problem, inner, side)  # refuses what is no side rule
    try:
        proven = prove(program(inner, side))
    except Unproven:
        return None
    chosen = picked(inner, proven.x)
    if chosen is None:
        raise Fault("the tree's best fit gives somebody two posts")
    match = outward(problem, inner, chosen)
    placed = np.flatnonzero(match >= 0)
    gave_way = []
    for quota in side.quotas:
        counts = quota.posts[match[placed]] & (True if quota.people is None else quota.people[placed])
        held = int(counts.sum())
        if held < quota.least:
            gave_way.append(GaveWay(name=quota.name, short=quota.least - held))
    values = counted(inner, chosen)
    return FitResult(
        match=match,
        values=values,
        bounds=values,
        proven=True,
        certified=not gave_way,
        unique=False,
        gave_way=tuple(gave_way),
    )


def outward(problem: FitProblem, inner: Net, chosen: Ints) -> Ints:
    """Posts per person in the caller's numbers, appointments included."""
    match = np.full(problem.lot.size, -1, np.int64) if problem.fixed is None else problem.fixed.copy()
    placed = np.flatnonzero(chosen >= 0)
    match[inner.human[placed]] = problem.post[inner.row[chosen[placed]]]
    return match


def _proven(inner: Net, *, successive: bool) -> tuple[Ints, Prices]:
    """A best placement and its prices; level by level when the folded weight did not prove."""
    if not successive:
        chosen = _by_one_weight(inner)
        if chosen is not None:
            try:
                return chosen, prices(inner, chosen)
            except NotBest:
                pass  # doubles could not hold the weight; the other way does without large numbers
    chosen = _by_faces(inner)
    try:
        return chosen, prices(inner, chosen)
    except NotBest:
        raise Fault("the solver's best fit can be beaten") from None


def _by_one_weight(inner: Net) -> Ints | None:
    """The levels folded into one weight; beyond doubles as much of each level as they hold (then only a proposal)."""
    if not inner.person.size:
        return np.full(inner.people, -1, np.int64)
    model = transport(inner.person, inner.post, inner.people, inner.cap, folded(inner))
    proposal = solve(model, network=True, seconds=UNHURRIED)
    return picked(inner, proposal.x) if proposal.optimal and proposal.whole else None


def folded(inner: Net) -> Ints:
    """One weight per pair: a unit of a level outweighs everything below it, as far as sums stay exact in doubles."""
    most = min(inner.people, int(inner.cap.sum()))
    weight, top = np.zeros(inner.person.size, np.int64), 0
    levels = list(inner.levels[::-1])
    for number, level in enumerate(levels):
        left = len(levels) - number - 1
        base = min(
            most * top + 1, max(EXACT // (most + 1) // (int(level.max()) + 1) // 2 ** (10 * left), top + 1)
        )
        weight = weight + base * level
        top = top + base * int(level.max())
    return weight


def picked(inner: Net, x: Ints) -> Ints | None:
    """Pair per person out of 0-1 values per pair; None when somebody has two."""
    edges = np.flatnonzero(x)
    chosen = np.full(inner.people, -1, np.int64)
    chosen[inner.person[edges]] = edges
    return chosen if int((chosen >= 0).sum()) == edges.size == int(x.sum()) else None


def _by_faces(inner: Net) -> Ints:
    """Level by level: solve, price, keep only pairs, people and posts that any best placement so far must use."""
    edges = np.arange(inner.person.size)
    person_least, post_least = np.zeros(inner.people, np.int64), np.zeros(inner.posts, np.int64)
    chosen = np.full(inner.people, -1, np.int64)
    for number in range(inner.levels.shape[0]):
        if not edges.size:
            return chosen
        model = transport(
            inner.person[edges], inner.post[edges], inner.people, inner.cap, inner.levels[number, edges]
        )
        least = np.concatenate((person_least, post_least))
        model.lower[least > 0] = least[least > 0]
        proposal = solve(model, network=True, seconds=UNHURRIED)
        x = np.zeros(inner.person.size, np.int64)
        x[edges] = proposal.x
        new = picked(inner, x)
        if not proposal.optimal or new is None:
            raise Fault("the solver found no whole best fit on a totally unimodular face")
        chosen = new
        found = prices(_first(inner, number + 1), chosen)
        slack = found.people[:, inner.person] + found.posts[:, inner.post] - inner.levels[: number + 1]
        edges = np.flatnonzero((slack == 0).all(axis=0))
        person_least = (found.people != 0).any(axis=0).astype(np.int64)
        post_least = np.where((found.posts != 0).any(axis=0), inner.cap, 0)
    return chosen


def _first(inner: Net, levels: int) -> Net:
    from dataclasses import replace  # noqa: PLC0415

    return replace(inner, levels=inner.levels[:levels])


__all__ = ["FitProblem", "FitResult", "SideRules", "best_fit"]
