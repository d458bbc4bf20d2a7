"""What follows a first placement, in arrays: posts given up, next in line, second lists.

The plain rule stands in `selection.rounds`; property tests hold the two equal.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from dinggang.basis import Fault
from dinggang.kernels.acceptance import Matching
from dinggang.kernels.market import Int64, Ints, Market

Bools = npt.NDArray[np.bool_]
Mechanism = Callable[[Market], Matching]

FIRST, NEXT_IN_LINE, SECOND = range(3)
"""In which round somebody got their post."""


@dataclass(frozen=True, slots=True, eq=False)
class Rounds:
    """Per person the post (−1 for none) and the round that gave it; per post the openings left."""

    match: Int64
    round: Int64
    left: Int64


def later_rounds(
    market: Market, match: Ints, mechanism: Mechanism, gave_up: Bools, second: Market | None = None
) -> Rounds:
    """The placement after all rounds.

    market    lists, priorities, lots and openings of the first round; match [n] what it gave
    gave_up   [n] who refuses: their posts are open again, and they take no part any more
    second    the second lists, of the same people, lots and posts; its openings are not looked at

    The mechanism fills what is open among those without a post who gave none up: by their first lists where anybody gave
    up, then by their second. Nobody is moved by a later round. After a best fit, let the mechanism be one in rank order.
    """
    if match.shape != (market.people,) or gave_up.shape != match.shape:
        raise Fault("match and gave_up are one a person")
    if second is not None and (
        second.openings.size != market.openings.size or not np.array_equal(second.lots, market.lots)
    ):
        raise Fault("second lists are of other people or posts")
    held = np.where(gave_up, -1, match).astype(np.int64)
    taken = np.bincount(held[held >= 0], minlength=market.openings.size)
    done = Rounds(held, np.full(held.size, FIRST), market.openings - taken)
    if (done.left < 0).any():
        raise Fault("more people than openings at a post")
    if gave_up.any():
        done = _again(market, done, mechanism, gave_up, NEXT_IN_LINE)
    if second is not None:
        done = _again(second, done, mechanism, gave_up, SECOND)
    return done


def _again(market: Market, done: Rounds, mechanism: Mechanism, gave_up: Bools, number: int) -> Rounds:
    """One more round among those who wait, over what is left."""
    waiting = (done.match < 0) & ~gave_up
    sizes = np.diff(market.offsets)
    kept = np.repeat(waiting, sizes)
    found = mechanism(
        replace(
            market,
            offsets=np.concatenate((np.zeros(1, np.int64), np.cumsum(np.where(waiting, sizes, 0)))),
            posts=market.posts[kept],
            priorities=market.priorities[kept],
            openings=done.left,
        )
    ).match
    placed = found >= 0
    return Rounds(
        match=np.where(placed, found, done.match),
        round=np.where(placed, number, done.round),
        left=done.left - np.bincount(found[placed], minlength=done.left.size),
    )
