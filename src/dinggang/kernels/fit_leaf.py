"""What one node of the proof can be worth at most: prices in whole numbers, level by level.

For any prices y ≥ 0 of rows Σ coefficient · x ≤ right side, Σ y · right side + Σ over people of the best that is left
to them is a bound (weak duality); a person takes one pair at most. All of it holds for vectors compared from the left
as well. HiGHS only proposes prices; the bound is summed here.
"""

from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np
from scipy import sparse

from dinggang.kernels.fit_highs import NONE, Floats, Model, Proposal, solve
from dinggang.kernels.fit_program import Program, Sum, Unproven
from dinggang.kernels.fit_values import Bools, Ints

FINENESS = (1, 2, 6, 60, 720)
"""Denominators tried for prices, before those that the solver's numbers suggest."""
NEAR = 1e-6
COARSEST = 2**20
"""No common denominator of prices grows beyond this."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Split:
    """A sum that is at most `number`, or (`least`) at least `number`."""

    sum: Sum
    number: int
    least: bool


@dataclass(frozen=True, kw_only=True, eq=False)
class Priced:
    """Prices [levels so far, rows then splits] in units of 1/`unit`, and the bound they give, level by level.

    `raw`: the last proposal per pair, fractions included; None where no placement is left (then `bound` is below
    nothing on the first level). `whole`: the proposal rounded, when nothing was lost.
    """

    unit: int
    prices: Ints
    bound: tuple[Fraction, ...]
    raw: Floats | None
    whole: Ints | None
    bases: tuple[object, ...]


class _Face:
    """The placements that are still among the best of a node: pairs, people, rows and slacks that decide nothing."""

    def __init__(self, made: Program, splits: tuple[Split, ...]) -> None:
        self.made = made
        own = [(-1 if s.least else 1) * s.sum.pairs.astype(np.int64) for s in splits]
        self.rows = sparse.csr_matrix(sparse.vstack([made.rows, *own])) if own else made.rows
        self.right = np.concatenate((made.right, [(-1 if s.least else 1) * s.number for s in splits])).astype(
            np.int64
        )
        self.pairs, self.people = made.net.person.size, made.net.people
        self.alive = np.ones(self.pairs, np.bool_)
        self.idle = np.ones(self.people, np.bool_)
        self.tight = np.zeros(self.right.size, np.bool_)
        self.slack = np.concatenate((np.flatnonzero(made.elastic), np.zeros(0, np.int64))).astype(np.int64)
        self.loose = np.ones(self.slack.size, np.bool_)
        self.matrix = self.matrix_of(self.slack)

    def matrix_of(self, slack: Ints) -> sparse.csc_matrix:
        person = sparse.csr_matrix(
            (np.ones(self.pairs, np.int64), (self.made.net.person, np.arange(self.pairs))),
            shape=(self.people, self.pairs),
        )
        give = sparse.csr_matrix(
            (-np.ones(slack.size, np.int64), (self.people + slack, np.arange(slack.size))),
            shape=(self.people + self.right.size, slack.size),
        )
        return sparse.csc_matrix(sparse.hstack([sparse.vstack([person, self.rows]), give]))

    def model(self, weight: Ints, short: int) -> Model:
        """The face with these weights per pair and `short` for each unit that an elastic row gives way."""
        out = np.full(self.people, -NONE, np.int64)
        out[~self.idle] = 1
        return Model(
            weight=np.concatenate((weight, np.full(self.slack.size, short, np.int64))),
            matrix=self.matrix,
            lower=np.concatenate((out, np.where(self.tight, self.right, -NONE))),
            upper=np.concatenate((np.ones(self.people, np.int64), self.right)),
            top=np.concatenate((self.alive, self.loose)).astype(np.int64) * NONE,
        )

    def bounded(self, y: Ints, unit: int, weight: Ints) -> tuple[int, Ints, Ints]:
        """The bound × unit that prices give on this face, what each pair is worth after them, and each person."""
        rest = weight * unit - self.rows.T @ y
        best = np.where(self.idle, 0, -LOW)
        np.maximum.at(best, self.made.net.person[self.alive], rest[self.alive])
        return (
            sum(int(a) * int(b) for a, b in zip(y, self.right, strict=True) if a) + int(best.sum()),
            rest,
            best,
        )

    def rounded(self, duals: Floats, unit: int, short: int) -> Ints:
        """Prices in units of 1/unit, none of a sign that its row does not allow."""
        y = np.rint(duals * unit).astype(np.int64)
        y[(y < 0) & ~self.tight] = 0
        own = y[self.slack]
        y[self.slack] = np.where(self.loose, np.minimum(own, -short * unit), own)
        return y

    def exact(self, duals: Floats, weight: Ints, short: int, likely: float) -> tuple[int, Ints]:
        """The solver's prices as fractions with one denominator, the one that gives the least bound."""
        found: tuple[Fraction, int, Ints] | None = None
        for unit in (*FINENESS, None):
            fine = _common(duals) if unit is None else unit
            y = self.rounded(duals, fine, short)
            if int(np.abs(y).max(initial=0)) >= 2**45 // max(fine, 1):
                raise Unproven("prices under side rules leave 64 bits")
            bound = Fraction(self.bounded(y, fine, weight)[0], fine)
            if found is None or bound < found[0]:
                found = bound, fine, y
            if abs(float(bound) - likely) < NEAR:
                break
        if found is None:
            raise Unproven("no denominator was tried")
        return found[1], found[2]

    def narrow(self, y: Ints, unit: int, rest: Ints, best: Ints, short: int) -> None:
        """Keep what is among the best on this level, too (complementary slackness)."""
        self.alive &= rest == best[self.made.net.person]
        self.idle &= best == 0
        self.loose &= y[self.slack] == -short * unit
        self.tight |= y != 0


LOW = 2**61


def _common(duals: Floats) -> int:
    unit = 1
    for value in np.unique(duals[np.abs(duals) > NEAR]).tolist():
        part = Fraction(value).limit_denominator(1000).denominator
        unit = unit * part // np.gcd(unit, part)
        if unit > COARSEST:
            return FINENESS[-1]
    return int(unit)


def price(
    made: Program, splits: tuple[Split, ...], known: tuple[int, ...] | None, bases: tuple[object, ...]
) -> Priced:
    """The bound of one node: level after level on the best face of those before, until it falls below `known`."""
    face = _Face(made, splits)
    levels: list[tuple[int, Ints, Fraction]] = []
    ends: list[object] = []
    proposal: Proposal | None = None
    for number, weight in enumerate(made.levels):
        short = -1 if number == 0 else 0
        if number == 0 and not face.slack.size:
            levels.append((1, np.zeros_like(face.right), Fraction(0)))
            ends.append(None)
            continue
        model = face.model(weight, short)
        start = bases[number] if number < len(bases) else None
        proposal = solve(model, start=start or (ends[-1] if ends else None), seconds=HOURS)
        if proposal.infeasible:
            return _by_ray(made, splits, proposal) or _nothing_left(made, splits)
        if not proposal.optimal:
            raise Unproven("the solver did not end a linear program")
        unit, y = face.exact(
            proposal.duals[face.people :], weight, short, float((model.weight * proposal.raw).sum())
        )
        value, rest, best = face.bounded(y, unit, weight)
        face.narrow(y, unit, rest, best, short)
        levels.append((unit, y, Fraction(value, unit)))
        ends.append(proposal.basis)
        broken = not proposal.whole and levels[-1][2].denominator > 1
        if broken or (known is not None and _below(levels, known)):
            break
    return _priced(levels, proposal, tuple(ends), face.pairs)


def _below(levels: list[tuple[int, Ints, Fraction]], known: tuple[int, ...]) -> bool:
    """Whether the bound is less already, compared from the left."""
    return [bound for _, _, bound in levels] < [Fraction(k) for k in known[: len(levels)]]


def _priced(
    levels: list[tuple[int, Ints, Fraction]],
    proposal: Proposal | None,
    ends: tuple[object, ...],
    pairs: int,
) -> Priced:
    unit = int(np.lcm.reduce(np.array([u for u, _, _ in levels], np.int64)))
    if any(int(np.abs(y).max(initial=0)) * (unit // u) >= 2**62 for u, y, _ in levels):
        raise Unproven("prices under side rules leave 64 bits")
    x = None if proposal is None else proposal.x[:pairs]
    return Priced(
        unit=unit,
        prices=np.array([y * (unit // u) for u, y, _ in levels], np.int64),
        bound=tuple(bound for _, _, bound in levels),
        raw=None if proposal is None else proposal.raw[:pairs],
        whole=x if proposal is None or proposal.whole else None,
        bases=ends,
    )


HOURS = 24 * 60 * 60


def _by_ray(made: Program, splits: tuple[Split, ...], proposal: Proposal) -> Priced | None:
    """The solver's own reason why nothing is left, if it gives one that holds in whole numbers."""
    if proposal.ray is None:
        return None
    face, nothing = _Face(made, splits), np.zeros(made.net.person.size, np.int64)
    for duals in (-proposal.ray[face.people :], proposal.ray[face.people :]):
        unit, y = face.exact(duals, nothing, 0, float("nan"))
        value = face.bounded(y, unit, nothing)[0]
        if value < 0:
            return Priced(
                unit=unit, prices=y[None], bound=(Fraction(value, unit),), raw=None, whole=None, bases=()
            )
    return None


def _nothing_left(made: Program, splits: tuple[Split, ...]) -> Priced:
    """Prices that prove that nothing keeps all splits: with slack on those from below, some is always needed."""
    face = _Face(made, splits)
    face.slack = np.array([made.right.size + i for i, s in enumerate(splits) if s.least], np.int64)
    face.slack = np.concatenate((np.flatnonzero(made.elastic), face.slack)).astype(np.int64)
    face.loose = np.ones(face.slack.size, np.bool_)
    face.matrix = face.matrix_of(face.slack)
    nothing = np.zeros(face.pairs, np.int64)
    model = face.model(nothing, -1)
    # Quotas give way for nothing here: only the splits may not.
    free = int(made.elastic.sum())
    weight = model.weight.copy()
    weight[face.pairs : face.pairs + free] = 0
    proposal = solve(replace(model, weight=weight), seconds=HOURS)
    duals = proposal.duals[face.people :].copy()
    duals[: made.right.size][made.elastic] = 0
    unit, y = face.exact(duals, nothing, -1, float((weight * proposal.raw).sum()))
    value, _, _ = face.bounded(y, unit, nothing)
    if value >= 0:
        raise Unproven("a branch without placements could not be closed")
    return Priced(unit=unit, prices=y[None], bound=(Fraction(value, unit),), raw=None, whole=None, bases=())


def below_nothing(priced: Priced, known: tuple[int, ...]) -> Priced:
    """The proof that no placement is left, scaled so that its bound lies below what is known."""
    times = int(-(known[0] - 1) // -priced.bound[0]) + 1 if known[0] <= 0 else 1
    return replace(priced, prices=priced.prices * times, bound=(priced.bound[0] * times,))


__all__ = ["Bools", "Priced", "Split", "below_nothing", "price"]
