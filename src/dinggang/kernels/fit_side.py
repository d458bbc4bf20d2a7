"""Best fit under side rules: linear programs first, a search in whole numbers only where one comes out broken.

A share rule over everybody placed is what breaks a linear program: its numbers are not 0 and 1. Once the number of
people placed is known, it is a plain least number of members, and the program is a network again (but for the
relatives). So the search splits on that number; each piece has a bound that is checked in whole numbers.
"""

from dataclasses import dataclass, replace

import numpy as np
from scipy import sparse

from dinggang.basis import Fault
from dinggang.kernels.fit_highs import NONE, Model, Proposal, solve, transport
from dinggang.kernels.fit_prices import counted
from dinggang.kernels.fit_rows import Row, rows, sharpened
from dinggang.kernels.fit_values import FitProblem, FitResult, GaveWay, Ints, Net, SideRules

FINE = 720
"""Prices are read as multiples of 1/720: exact for halves, thirds, fifths and their like; a bound is safe anyway."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Best:
    """A placement as 0-1 values per pair, its folded value, the bound on all, and whether that is exact.

    `proof`: the linear program whose prices give the bound, when one does.
    """

    x: Ints
    value: int
    bound: int
    exact: bool
    searched: bool
    proof: Proposal | None = None


def best_under(problem: FitProblem, net: Net, side: SideRules, *, seconds: int) -> FitResult:
    """The best placement that keeps all side rules; or, when none does, the best of those that break least.

    Rules other than quotas give way only where appointments already break them, and quotas after them.
    """
    task = _Task(problem, net, rows(problem, net, side), seconds)
    best = task.best() if net.person.size else task.nobody()
    if best is None:
        task = task.giving_way()
        best = task.best()
        if best is None:
            raise Fault("no placement even with rules that give way")
    x = task.by_lots(best)
    chosen = task.chosen(x)
    values = counted(net, chosen)
    gave_way = tuple(GaveWay(name=r.name, short=s) for r in task.rows if (s := r.short(x)))
    if not task.keeps(x):
        raise Fault(f"the solver broke side rules: {[g.name for g in gave_way]}")
    proven = best.value == best.bound and (best.exact or best.searched)
    match = np.full(problem.lot.size, -1, np.int64) if problem.fixed is None else problem.fixed.copy()
    placed = np.flatnonzero(chosen >= 0)
    match[net.human[placed]] = problem.post[net.row[chosen[placed]]]
    return FitResult(
        match=match,
        values=values,
        bounds=values if proven else task.unfold(best.bound),
        proven=proven,
        certified=proven and best.exact and not task.allowed,
        unique=False,
        gave_way=gave_way,
    )


class _Task:
    """One problem with its rows; `slack` columns behind the pairs let rows give way, by `allowed` in all."""

    def __init__(self, problem: FitProblem, net: Net, made: list[Row], seconds: int) -> None:
        self.problem, self.net, self.rows, self.seconds = problem, net, made, seconds
        self.give: list[int] = []  # rows that have a slack column
        self.allowed = 0
        self.caps: list[tuple[list[int], int]] = []  # slack columns and their sum at most
        self.most = min(net.people, int(net.cap.sum()))
        self.units = self._units()
        self.weight = (net.levels * np.array(self.units, np.int64)[:, None]).sum(axis=0)

    def _units(self) -> list[int]:
        """What one unit of each level weighs: more than all that stands below it."""
        units, top = [], 0
        for level in self.net.levels[::-1]:
            # Twice and more: the bound of a linear program then tells sizes apart although its size is broken.
            units.append(4 * self.most * top + 1)
            top += units[-1] * int(level.max(initial=0))
        if self.most * top >= 2**60:
            raise Fault("too large for side rules: folded values would leave 64 bits")
        return units[::-1]

    def unfold(self, value: int) -> tuple[int, ...]:
        parts = []
        for unit in self.units:
            parts.append(value // unit)
            value %= unit
        return tuple(parts)

    def chosen(self, x: Ints) -> Ints:
        pairs = np.flatnonzero(x)
        chosen = np.full(self.net.people, -1, np.int64)
        chosen[self.net.person[pairs]] = pairs
        if int((chosen >= 0).sum()) != int(x.sum()) or int(x.max(initial=0)) > 1:
            raise Fault("somebody was given two posts")
        return chosen

    # -- models -------------------------------------------------------------------------------------------------

    def model(self, least: int, most: int, *, extra: tuple[Row, ...] = ()) -> Model:
        """The linear program with between `least` and `most` people placed.

        Once their number is settled, its level is the same for all (`constant`) and left out: small weights make
        the solver several times faster, and its doubles exact.
        """
        net = self.net
        weight = self.weight - self.units[0] if self._settled(least, most) else self.weight
        base = transport(net.person, net.post, net.people, net.cap, weight)
        if self._settled(
            least, most
        ):  # five times faster; a bound sums people's prices anew, so none is hidden
            base = replace(base, top=np.ones_like(base.top))
        made = [*self.rows, *extra]
        if (least, most) != (0, self.most):
            everyone = np.arange(net.person.size)
            made.append(
                Row(name="size", pairs=everyone, numbers=np.ones_like(everyone), lower=least, upper=most)
            )
        if least == most and not any(self.rows[r].share for r in self.give):
            made = [sharpened(self.problem, net, r.share, least) if r.share else r for r in made]
        return self._with(base, made)

    def _settled(self, least: int, most: int) -> bool:
        return self.net.size_first and least == most

    def _constant(self, least: int, most: int) -> int:
        """What the model of a piece leaves out of its values."""
        return self.units[0] * least if self._settled(least, most) else 0

    def _with(self, base: Model, made: list[Row]) -> Model:
        pairs, slacks = self.net.person.size, len(self.give)
        blocks = [(r.pairs, np.full(r.pairs.size, i), r.numbers) for i, r in enumerate(made)]
        for column, row in enumerate(self.give):
            down = self.rows[row].upper < NONE
            blocks.append((np.array([pairs + column]), np.array([row]), np.array([-1 if down else 1])))
        lower, upper = [r.lower for r in made], [r.upper for r in made]
        for columns, least_slack in self.caps:
            at = np.array(columns, np.int64)
            blocks.append((pairs + at, np.full(at.size, len(lower)), np.ones_like(at)))
            lower.append(-NONE)
            upper.append(least_slack)
        at_column, at_row, number = (
            (np.concatenate([b[k] for b in blocks]) if blocks else np.zeros(0, np.int64)) for k in range(3)
        )
        side = sparse.csc_matrix(
            (number.astype(np.int64), (at_row, at_column)), shape=(len(lower), pairs + slacks), dtype=np.int64
        )
        wide = sparse.hstack([base.matrix, sparse.csc_matrix((base.lower.size, slacks), dtype=np.int64)])
        top = np.full(slacks, self.allowed or NONE, np.int64)
        return Model(
            weight=np.concatenate((base.weight, np.zeros(slacks, np.int64))),
            matrix=sparse.csc_matrix(sparse.vstack([wide, side])),
            lower=np.concatenate((base.lower, np.array(lower, np.int64))),
            upper=np.concatenate((base.upper, np.array(upper, np.int64))),
            top=np.concatenate((base.top, top)),
        )

    # -- search -------------------------------------------------------------------------------------------------

    def best(self) -> Best | None:
        """Split on the number of people placed until every piece is solved or cannot beat what is known."""
        open_pieces, best, exact, searched, limit = [(0, self.most)], None, True, True, None
        while open_pieces:
            least, most = open_pieces.pop()
            if least > most or (best is not None and self._ceiling(most) <= best.value):
                continue
            piece = self.model(least, most)
            proposal = solve(piece, seconds=self.seconds)
            if proposal.infeasible:
                exact = False  # the solver's word, not a sum of ours
                continue
            bound = safe_bound(piece, proposal, self.net.people, self.net.person)
            bound += self._constant(least, most)
            if best is not None and bound <= best.value:
                continue
            x = self._kept(proposal, least, most)
            if x is not None and self._value(x) == bound:
                best = Best(x=x, value=bound, bound=bound, exact=True, searched=True, proof=proposal)
                continue
            number = self._split(proposal, bound, least, most)
            if number is None:
                found, top, done = self._whole(piece, least, most, bound)
                searched &= done
                exact &= found is not None and top == bound and self._value(found) == top
                limit = top if not done and (limit is None or top > limit) else limit
                if found is not None and (best is None or self._value(found) > best.value):
                    value = self._value(found)
                    best = Best(x=found, value=value, bound=value, exact=True, searched=True)
                continue
            open_pieces += [(least, number - 1), (number + 1, self._reach(bound, most)), (number, number)]
        if best is None:
            if not searched:
                raise Fault("the time ran out before any placement was found")
            return None
        return replace(best, exact=exact, searched=searched, bound=max(best.value, limit or best.value))

    def nobody(self) -> Best:
        """There is no pair to decide on: what is broken, appointments broke."""
        for quota in (False, True):
            rows_of = [i for i, row in enumerate(self.rows) if row.quota is quota]
            if rows_of:
                self.caps.append(
                    (
                        list(range(len(self.give), len(self.give) + len(rows_of))),
                        sum(self.rows[i].short(np.zeros(0, np.int64)) for i in rows_of),
                    )
                )
                self.give += rows_of
        return Best(x=np.zeros(0, np.int64), value=0, bound=0, exact=True, searched=True)

    def _split(self, proposal: Proposal, bound: int, least: int, most: int) -> int | None:
        """The number of people to split on, or None when that is settled or would not help."""
        if least == most or not (self.net.size_first or any(r.share for r in self.rows)):
            return None
        likely = (
            bound // self.units[0] if self.net.size_first else int(proposal.x[: self.net.person.size].sum())
        )
        return min(max(likely, least), most)

    def _ceiling(self, most: int) -> int:
        """More than what `most` people can be worth is not to be had."""
        if self.net.size_first:
            return self.units[0] * (most + 1) - 1
        return NONE

    def _reach(self, bound: int, most: int) -> int:
        return min(most, bound // self.units[0]) if self.net.size_first else most

    def _kept(self, proposal: Proposal, least: int, most: int) -> Ints | None:
        """The proposal's pairs, if they are whole and keep every rule as far as rules need not give way."""
        x = proposal.x[: self.net.person.size]
        if not proposal.whole or not least <= int(x.sum()) <= most or int(x.min(initial=0)) < 0:
            return None
        held = np.bincount(self.net.post, weights=x, minlength=self.net.posts).astype(np.int64)
        each = np.bincount(self.net.person, weights=x, minlength=self.net.people)
        if (each > 1).any() or (held > self.net.cap).any() or not self.keeps(x):
            return None
        return x

    def keeps(self, x: Ints) -> bool:
        """Whether every rule is kept, or gives way no further than it must."""
        allowed = {True: 0, False: 0}
        for columns, most in self.caps:
            allowed[self.rows[self.give[columns[0]]].quota] = most
        for row in self.rows:
            allowed[row.quota] -= row.short(x)
        return min(allowed.values()) >= 0

    def _whole(self, piece: Model, least: int, most: int, bound: int) -> tuple[Ints | None, int, bool]:
        """Search in whole numbers: what was found, what nothing in the piece can beat, whether the search ended."""
        proposal = solve(piece, whole=True, seconds=self.seconds)
        if proposal.infeasible:
            return None, 0, True
        found = self._kept(proposal, least, most)
        if proposal.optimal and found is not None:
            return found, self._value(found), True
        top = bound if proposal.bound is None else min(bound, proposal.bound + self._constant(least, most))
        return found, top, False

    def _value(self, x: Ints) -> int:
        return int((self.weight * x).sum())

    # -- lots and giving way ------------------------------------------------------------------------------------

    def by_lots(self, best: Best) -> Ints:
        """Among the best the one with the greatest Σ (place of the lot × preference); kept as it is when unsure.

        One more program on what the best placements share. Its rows come in an order that depends on nothing but
        lots and lists, so the same input gives the same bytes.
        """
        net = self.net
        if not net.person.size or best.value != best.bound or not (best.exact or best.searched):
            return best.x
        values = (net.levels * best.x).sum(axis=1)
        equal = tuple(
            Row(name="level", pairs=np.arange(level.size), numbers=level, lower=int(v), upper=int(v))
            for level, v in zip(net.levels[-2:], values[-2:], strict=True)
        )
        size = int(best.x.sum())
        least, most = (size, size) if net.size_first else (0, self.most)
        model = self.model(least, most)
        face = self._face(model, best.proof, best.value - self._constant(least, most))
        if face is None:
            model, whole = self.model(least, most, extra=equal), True
        else:
            model, whole = face, False
        strength = (net.people - net.person) * net.pref
        model = model.with_weight(np.concatenate((strength, np.zeros(len(self.give), np.int64))))
        proposal = solve(model, whole=whole, seconds=self.seconds)
        if not proposal.whole and not whole:
            proposal = solve(model, whole=True, seconds=self.seconds)
        x = self._kept(proposal, least, most) if proposal.optimal else None
        return best.x if x is None or self._value(x) != best.value else x

    def _face(self, model: Model, known: Proposal | None, value: int) -> Model | None:
        """The program reduced to its best placements, when prices prove their value; else None."""
        people, person = self.net.people, self.net.person
        proposal = known
        if (
            known is None
            or known.duals.size != model.lower.size
            or safe_bound(model, known, people, person) != value
        ):
            proposal = solve(model, seconds=self.seconds)
        if proposal is None or safe_bound(model, proposal, people, person) != value:
            return None
        y = _safe_prices(model, proposal, self.net.people)
        rest = model.weight * FINE - model.matrix.T @ y
        pairs = self.net.person.size
        best = np.zeros(self.net.people, np.int64)
        np.maximum.at(best, self.net.person, rest[:pairs])
        top = model.top.copy()
        top[:pairs][rest[:pairs] < best[self.net.person]] = 0
        top[pairs:][rest[pairs:] < 0] = 0
        lower, upper = np.where(y > 0, model.upper, model.lower), np.where(y < 0, model.lower, model.upper)
        lower[: self.net.people][best > 0] = 1
        exact = (y * np.where(y > 0, upper, np.where(y < 0, lower, 0))).sum() + best.sum()
        return replace(model, lower=lower, upper=upper, top=top) if int(exact) == value * FINE else None

    def giving_way(self) -> "_Task":
        """The same task with slack: first for rules that are no quotas, as little as can be, then for quotas."""
        task = _Task(self.problem, self.net, self.rows, self.seconds)
        task.give = list(range(len(self.rows)))
        for quota in (False, True):
            columns = [c for c, row in enumerate(task.give) if self.rows[row].quota is quota]
            if not columns:
                continue
            model = task.model(0, self.most)
            weight = np.zeros(model.weight.size, np.int64)
            weight[self.net.person.size + np.array(columns)] = -1
            proposal = solve(model.with_weight(weight), whole=True, seconds=self.seconds)
            if not proposal.optimal:
                raise Fault("the solver could not tell which side rules give way")
            task.caps.append((columns, -int((weight * proposal.x).sum())))
        task.allowed = sum(most for _, most in task.caps)
        return task


def _safe_prices(model: Model, proposal: Proposal, people: int) -> Ints:
    """The solver's prices as whole multiples of 1/FINE, none of a sign its row does not allow; 0 for people."""
    y = np.rint(proposal.duals * FINE).astype(np.int64)
    y[:people] = 0
    y[(y > 0) & (model.upper >= NONE)] = 0
    y[(y < 0) & (model.lower <= -NONE)] = 0
    return y


def safe_bound(model: Model, proposal: Proposal, people: int, person: Ints) -> int:
    """A value no whole solution can beat, right whatever the solver's prices are worth.

    For any prices y of the rows, Σ y · bound + Σ over people of the best that is left to them is a bound (weak
    duality); a person takes one pair at most. Computed in whole numbers.
    """
    y = _safe_prices(model, proposal, people)
    if int(np.abs(y).max(initial=0)) >= 2**50 or int(np.abs(model.weight).max(initial=0)) * FINE >= 2**60:
        raise Fault("prices under side rules leave 64 bits")
    rest = model.weight * FINE - model.matrix.T @ y
    best = np.zeros(people, np.int64)
    np.maximum.at(best, person, rest[: person.size])
    slack = np.maximum(rest[person.size :], 0)
    charged = [int(a) * int(b) for a, b in zip(y[y > 0], model.upper[y > 0], strict=True)]
    charged += [int(a) * int(b) for a, b in zip(y[y < 0], model.lower[y < 0], strict=True)]
    loose = sum(int(a) * int(b) for a, b in zip(slack, model.top[person.size :], strict=True) if a)
    return (sum(charged) + sum(map(int, best)) + loose) // FINE
