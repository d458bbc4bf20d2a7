"""Exact prices of a best fit, out of the placement alone, and the proof in whole numbers.

Think of every post as a place and of "none" as one more. A person may move from where they are to another post of
their list, which changes the total by the difference of the values; a spare opening is a nobody who may leave for
"none", and a nobody of "none" may fill any post. A placement is best if and only if no round trip gains; then the
greatest gain of a way from "none" to a post is exactly what one more opening there would add: its price. Prices
found so do not depend on which solver found the placement, nor on which of several best ones it is.

Sources: Ahuja, Magnanti, Orlin, Network Flows (1993), §9.3 (optimality by residual network); Leonard, Elicitation of
honest preferences for the assignment of individuals to positions, J. Political Economy 91 (1983) (least prices).
"""

from dataclasses import dataclass

import numpy as np

from dinggang.basis import Fault
from dinggang.kernels.fit_values import LARGEST, Bools, Ints, Net

UNREACHED = -(2**61)


@dataclass(frozen=True, kw_only=True, eq=False)
class Prices:
    """Per level of values, compared from the left: `people` [L, n], `posts` [L, m]."""

    people: Ints
    posts: Ints


class NotBest(Exception):  # noqa: N818 - it is an answer between two functions, no error of the user
    """A round trip gains: the placement is not the best."""


def prices(net: Net, chosen: Ints) -> Prices:
    """The least prices that prove `chosen` [n] (a pair's number, or -1). Raises NotBest when it is not the best."""
    none = net.posts
    stands = chosen >= 0
    at, now = np.full(net.people, none), np.zeros((net.levels.shape[0], net.people), np.int64)
    at[stands], now[:, stands] = net.post[chosen[stands]], net.levels[:, chosen[stands]]
    spare = net.cap - np.bincount(at, minlength=none + 1)[:none]
    tail, head, gain = _moves(net, chosen, at, now, spare)
    order = np.argsort(head, kind="stable")
    tail, head, gain = tail[order], head[order], gain[:, order]
    found = []
    for number in range(net.levels.shape[0]):
        start = np.full(none + 1, UNREACHED, np.int64)
        start[none] = 0
        price = _farthest(start, tail, head, gain[number])
        found.append(price)
        # The next level looks only at ways that are as good on this one.
        tight = price[tail] + gain[number] == price[head]
        tail, head, gain = tail[tight], head[tight], gain[:, tight]
    farthest = np.stack(found)
    return Prices(people=now - farthest[:, at], posts=farthest[:, :none])


def _moves(net: Net, chosen: Ints, at: Ints, now: Ints, spare: Ints) -> tuple[Ints, Ints, Ints]:
    """All moves as arcs: from, to, gain per level."""
    none = net.posts
    other = np.flatnonzero(chosen[net.person] != np.arange(net.person.size))
    who = net.person[other]
    placed = np.flatnonzero(chosen >= 0)
    free = np.flatnonzero(spare > 0)
    nobody = np.zeros((net.levels.shape[0], none + free.size), np.int64)
    tail = np.concatenate((at[who], at[placed], np.full(none, none), free))
    head = np.concatenate(
        (net.post[other], np.full(placed.size, none), np.arange(none), np.full(free.size, none))
    )
    gain = np.concatenate((net.levels[:, other] - now[:, who], -now[:, placed], nobody), axis=1)
    return tail.astype(np.int64), head.astype(np.int64), gain


def _farthest(price: Ints, tail: Ints, head: Ints, gain: Ints) -> Ints:
    """The greatest gain of a way from "none" to each place (Bellman-Ford; arcs sorted by head)."""
    if not head.size:
        return price
    first = np.flatnonzero(np.concatenate(([True], head[1:] != head[:-1])))
    places = head[first]
    for _ in range(price.size + 1):
        better = np.maximum(price[places], np.maximum.reduceat(price[tail] + gain, first))
        if (better == price[places]).all():
            return price
        price[places] = better
        if price[-1] > 0:
            break
    raise NotBest


def verify(net: Net, chosen: Ints, found: Prices) -> tuple[int, ...]:
    """The proof, in whole numbers and without knowing how anything was found. Returns the values.

    Checks openings, that u ≥ 0, v ≥ 0 and u + v ≥ value on every pair (compared from the left), and that
    Σu + Σ openings·v equals Σ value level by level. Raises Fault when anything fails.
    """
    values = counted(net, chosen)
    u, v = found.people, found.posts
    if max(_reach(u), _reach(v)) >= LARGEST // max(net.people + int(net.cap.sum()), 1):
        raise Fault("prices of a best fit leave 64 bits")
    sums = tuple(int(a) for a in u.sum(axis=1) + (v * net.cap).sum(axis=1))
    if sums != values:
        raise Fault(f"prices add up to {sums}, the placement to {values}")
    for name, slack in (
        ("u", u),
        ("v", v),
        ("u + v - value", u[:, net.person] + v[:, net.post] - net.levels),
    ):
        if (bad := _below(slack)).any():
            raise Fault(f"{name} is negative in {int(bad.sum())} places")
    return values


def counted(net: Net, chosen: Ints) -> tuple[int, ...]:
    """Σ value of a placement, level by level. Raises Fault for one that breaks openings or uses another's pair."""
    placed = np.flatnonzero(chosen >= 0)
    taken = chosen[placed]
    if not (net.person[taken] == placed).all():
        raise Fault("a person stands on somebody else's pair")
    if (np.bincount(net.post[taken], minlength=net.posts) > net.cap).any():
        raise Fault("a post holds more people than openings")
    return tuple(int(value) for value in net.levels[:, taken].sum(axis=1))


def _below(vectors: Ints) -> Bools:
    """Where a column, read from the top, is less than nothing."""
    undecided = np.ones(vectors.shape[1], np.bool_)
    negative = np.zeros(vectors.shape[1], np.bool_)
    for level in vectors:
        negative |= undecided & (level < 0)
        undecided &= level == 0
    return negative


def _reach(numbers: Ints) -> int:
    return int(np.abs(numbers).max(initial=0))
