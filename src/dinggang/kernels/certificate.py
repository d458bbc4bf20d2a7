"""The certificate of a placement: one pass over lists, keys and openings shows that nobody was passed over.

It knows nothing of how the placement was found and shares no code with the kernels that find one, so that an error
there cannot hide here.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dinggang.basis import Fault
from dinggang.kernels.market import Int64, Ints, Market, whole


@dataclass(frozen=True, slots=True, eq=False)
class Certificate:
    """What speaks against a placement; all empty when it is stable.

    over      posts that hold more people than openings
    unlisted  people in a post that is not on their own list (they then count as unplaced)
    envied    edges: a post its person prefers to what they hold has admitted somebody worse (justified envy)
    wasted    edges: a post its person prefers to what they hold has an opening left
    """

    over: Int64
    unlisted: Int64
    envied: Int64
    wasted: Int64

    @property
    def stable(self) -> bool:
        return not (self.over.size or self.unlisted.size or self.envied.size or self.wasted.size)

    def owners(self, market: Market) -> Int64:
        """The person of every offending edge, those of `envied` first."""
        edges = np.concatenate((self.envied, self.wasted))
        return np.searchsorted(market.offsets, edges, side="right") - 1


def certify(market: Market, match: npt.ArrayLike) -> Certificate:
    """Check a placement (per person a post, or −1): capacity, own list, and no edge preferred that beats a cut-off.

    The cut-off of a post that holds at least as many as it has openings is the key (priority, lot) of the worst
    person it holds; others are open and refuse nobody. Under priorities common to all posts only one placement
    passes. Where they differ by post several may; deferred acceptance gives the best of them for everyone, which no
    check of this kind can show: solve again for that.
    """
    held = whole("match", match)
    if held.size != market.people:
        raise Fault("one post, or −1, per person is needed")
    if held.size and not -1 <= held.min() <= held.max() < market.openings.size:
        raise Fault("the placement names a post that does not exist")
    own = _own_edges(market, held)
    placed = np.flatnonzero(own < market.offsets[1:])
    worst, lot = _worst(market, held[placed], own[placed], placed)
    counts = np.bincount(held[held >= 0], minlength=market.openings.size)
    spare = counts < market.openings
    envied, wasted = _objections(market, own, spare, worst, lot)
    return Certificate(
        over=np.flatnonzero(counts > market.openings),
        unlisted=np.flatnonzero((held >= 0) & (own == market.offsets[1:])),
        envied=envied,
        wasted=wasted,
    )


def _own_edges(market: Market, held: Ints) -> Int64:
    """Per person the first edge that names the post they hold; past the end of the list where there is none."""
    own = market.offsets[1:].copy()
    for first, last, start, end in market.blocks():
        owner = market.owners(first, last)
        named = np.flatnonzero(market.posts[start:end] == held[first:last][owner])[::-1]
        own[first + owner[named]] = start + named  # backwards, so that the first naming is written last
    return own


def _worst(market: Market, posts: Ints, edges: Int64, people: Int64) -> tuple[Int64, Int64]:
    """Per post the priority and lot of the worst person it holds; out of reach where it holds nobody."""
    top = np.iinfo(np.int64).max
    worst, lot = np.full(market.openings.size, top), np.full(market.openings.size, top)
    priorities = market.priorities[edges].astype(np.int64)
    np.minimum.at(worst, posts, priorities)
    level = priorities == worst[posts]
    np.minimum.at(lot, posts[level], market.lots[people[level]])
    return worst, lot


def _objections(
    market: Market, own: Int64, spare: npt.NDArray[np.bool_], worst: Int64, lot: Int64
) -> tuple[Int64, Int64]:
    """The edges that stand before a person's own and would be admitted: by envy, and by waste."""
    envied, wasted = [], []
    for first, last, start, end in market.blocks():
        owner = market.owners(first, last)
        better = np.flatnonzero(np.arange(start, end) < own[first:last][owner])
        post, person = market.posts[start:end][better], first + owner[better]
        priority, bar = market.priorities[start:end][better], worst[post]
        beats = (priority > bar) | ((priority == bar) & (market.lots[person] > lot[post]))
        unfilled = spare[post]
        envied.append(start + better[beats & ~unfilled])
        wasted.append(start + better[unfilled])
    return _first_namings(market, envied), _first_namings(market, wasted)


def _first_namings(market: Market, found: list[Int64]) -> Int64:
    """Without the edges that name a post again: only its first naming counts."""
    edges = np.concatenate(found) if found else np.zeros(0, np.int64)
    return np.setdiff1d(edges, market.repeated(), assume_unique=True) if edges.size else edges
