"""One 64-bit word per edge, so that sorting words groups them by post with the best person first.

    high bits: post   |   low `width` bits: what is better at that post is smaller

Three ways to fill the low bits, from fast to general:

- *packed*: inverted priority, then inverted lot. Fits 0–100 points at three places for 10 million people.
- *dense*: the same with the priority replaced by its place among the priorities that occur.
- *sorted*: the edge's place after one sort of all edges by post, priority and lot. Always fits.

The low bits all set are never a person's: they mark an edge that beats no cut-off. In every way a person can be
read back from the low bits, by `person_at[word & mask]`.
"""

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from dinggang.basis import Fault
from dinggang.kernels.market import Int64, Ints, Market

UInt64 = npt.NDArray[np.uint64]
Way = Literal["packed", "dense", "sorted"]

WORD = 64
"""Bits of a word. Arithmetic on words stays among unsigned numbers: NumPy makes a float of uint64 with int64."""


@dataclass(frozen=True, slots=True, eq=False)
class Keys:
    """The words of all edges and how to read them."""

    way: Way
    edge: UInt64
    width: int
    mask: int
    person_at: npt.NDArray[np.signedinteger[Any]]

    def post(self, words: UInt64) -> Int64:
        return (words >> self.width).view(np.int64)

    def person(self, words: UInt64) -> Ints:
        return self.person_at[(words & self.mask).view(np.int64)]

    def open(self, posts: int) -> UInt64:
        """Cut-offs that every person's word beats."""
        return self.shut(posts) | np.uint64((1 << self.width) - 1)

    def shut(self, posts: int) -> UInt64:
        """Cut-offs that no word beats."""
        return np.left_shift(np.arange(posts, dtype=np.uint64), self.width, dtype=np.uint64)


def keys_of(market: Market) -> Keys:
    """The fastest way that fits."""
    return packed(market) or dense(market) or by_sorting(market)


def packed(market: Market) -> Keys | None:
    """Priorities as they are; None where the word is too short."""
    if market.edges == 0:
        return _pack(market, "packed", market.priorities, 0)
    least, most = int(market.priorities.min()), int(market.priorities.max())
    if not _fits(market, most - least):
        return None
    return _pack(market, "packed", market.priorities, most)


def dense(market: Market) -> Keys | None:
    """Priorities by their place among those that occur; None where even these are too many."""
    values = np.unique(market.priorities)
    if not _fits(market, max(values.size - 1, 0)):
        return None
    places = np.searchsorted(values, market.priorities)
    return _pack(market, "dense", places, max(values.size - 1, 0))


def by_sorting(market: Market) -> Keys:
    """One sort of all edges; `~` turns an order round without overflowing."""
    width = (market.edges + 1).bit_length()
    if _post_bits(market) + width > WORD:
        raise Fault("too many posts and edges for one call; split by district")
    person = np.repeat(np.arange(market.people), np.diff(market.offsets))
    order = np.lexsort((~market.lots[person], ~market.priorities, market.posts))
    edge = np.empty(market.edges, np.uint64)
    edge[order] = np.arange(market.edges, dtype=np.uint64)
    edge |= market.posts.astype(np.uint64) << width
    edge[market.repeated()] |= np.uint64((1 << width) - 1)
    return Keys("sorted", edge, width, (1 << width) - 1, person[order])


def _post_bits(market: Market) -> int:
    return max(market.openings.size - 1, 0).bit_length()


def _width(market: Market, spread: int) -> int:
    """Bits for the worst low part and one more value, which stays free."""
    worst = (spread << _lot_bits(market)) + max(market.people - 1, 0)
    return (worst + 1).bit_length()


def _lot_bits(market: Market) -> int:
    return max(market.people - 1, 0).bit_length()


def _fits(market: Market, spread: int) -> bool:
    return _post_bits(market) + _width(market, spread) <= WORD


def _pack(market: Market, way: Way, priorities: Ints, most: int) -> Keys:
    """In blocks of people, so that what is computed on the way stays in the cache."""
    lot_bits = _lot_bits(market)
    least = int(priorities.min()) if priorities.size else most
    width = _width(market, most - least)
    inverted = market.people - 1 - market.lots.astype(np.int64)
    sizes = np.diff(market.offsets)
    edge = np.empty(market.edges, np.uint64)
    for first, last, start, end in market.blocks():
        words = edge[start:end]
        np.left_shift(market.posts[start:end].astype(np.uint64), width, out=words)
        behind = np.subtract(most, priorities[start:end], dtype=np.int64).view(np.uint64)
        words |= behind << lot_bits
        words |= np.repeat(inverted[first:last].view(np.uint64), sizes[first:last])
    edge[market.repeated()] |= np.uint64((1 << width) - 1)
    person_at: Ints = np.empty(market.people, np.int32 if market.people < 2**31 else np.int64)
    person_at[inverted] = np.arange(market.people, dtype=person_at.dtype)
    return Keys(way, edge, width, (1 << lot_bits) - 1, person_at)
