"""Deferred acceptance and its relatives on arrays, in rounds: everyone still refused proposes at once.

Why rounds are right: cut-offs only tighten, so a post that would refuse a person now would refuse them later too and
may be skipped; and the result of deferred acceptance does not depend on the order of proposals. Only whole numbers
are compared, so every machine and every order of rows gives the same result.
"""

from dataclasses import dataclass, replace
from heapq import heapify, heapreplace

import numpy as np
import numpy.typing as npt

from dinggang.basis import Fault
from dinggang.kernels.keys import Keys, UInt64, Way, keys_of
from dinggang.kernels.market import Int64, Ints, Market, is_permutation, whole

Bools = npt.NDArray[np.bool_]

FEW = 32
"""With so few proposals left in a round, a heap per post touched replaces passes over everything held."""


@dataclass(frozen=True, slots=True, eq=False)
class Matching:
    """Who holds which post, and what it took to get in.

    match            per person the post, or −1
    choice           per person which edge of the own list that is, from 0, or −1
    full             per post: it refuses people, because no opening is left (or there was none)
    last             per full post the last person admitted; −1 where nobody was or the post is open
    cutoff_priority  per post the priority of `last` there, and
    cutoff_lot       the lot of `last`: who is to get in has to beat both together. 0 and −1 where `last` is −1
    band             per full post the band of lists, from 0, in which it filled; −1 elsewhere. Later bands compete only for what is left
    rounds           rounds of proposals
    way              how the keys were held; never changes the result
    """

    match: Ints
    choice: Ints
    full: Bools
    last: Ints
    cutoff_priority: Int64
    cutoff_lot: Int64
    band: Ints
    rounds: int
    way: Way

    @property
    def unplaced(self) -> Int64:
        return np.flatnonzero(self.match < 0)


def deferred_acceptance(market: Market, keys: Keys | None = None) -> Matching:
    """Gale and Shapley (1962), people proposing: no justified envy, no wasted opening, the best such result for everyone.

    >>> import numpy as np
    >>> market = Market(
    ...     offsets=np.array([0, 2, 4, 5]),  # three people with 2, 2 and 1 choices
    ...     posts=np.array([0, 1, 0, 1, 0]),
    ...     priorities=np.array([7, 7, 9, 9, 9]),
    ...     lots=np.array([0, 1, 2]),
    ...     openings=np.array([1, 1]),
    ... )
    >>> deferred_acceptance(market).match.tolist()  # person 2 beats person 1 at post 0 by lot
    [-1, 1, 0]
    """
    return banded(market, _longest(market), keys)


def immediate_acceptance(market: Market, keys: Keys | None = None) -> Matching:
    """First choices are filled for good, then second choices from what is left, and so on (顺序志愿, "Boston")."""
    return banded(market, 1, keys)


def serial_dictatorship(market: Market, order: npt.ArrayLike) -> Matching:
    """In this order (people, the first to choose first) each takes the first listed post with an opening left.

    Priorities and lots of the market are not looked at. The cut-offs are places in the order, counted from its end.
    """
    turns = whole("order", order)
    if not is_permutation(turns, market.people):
        raise Fault("order must name everyone once")
    lots = np.empty(market.people, np.int64)
    lots[turns] = np.arange(market.people - 1, -1, -1)
    return deferred_acceptance(replace(market, priorities=np.zeros(market.edges, np.int8), lots=lots))


def choosing_order(scores: npt.ArrayLike, lots: npt.ArrayLike) -> Int64:
    """People by score, the highest first, equal scores by lot, the largest first."""
    by_score, by_lot = whole("scores", scores), whole("lots", lots)
    if by_score.size != by_lot.size:
        raise Fault("one lot per score is needed")
    return np.lexsort((~by_lot, ~by_score))


def banded(market: Market, size: int, keys: Keys | None = None) -> Matching:
    """Parallel choices in bands of `size` (平行志愿; Chen and Kesten 2017): final before the next band is looked at.

    Bands are counted on the list as it stands. Size 1 is immediate acceptance, the longest list deferred acceptance.
    """
    if size < 1:
        raise Fault("a band holds at least one choice")
    rounds = _Rounds(market, keys or keys_of(market))
    for start in range(0, _longest(market), size):
        rounds.band(start, size)
    return rounds.matching()


def _longest(market: Market) -> int:
    return max(int(np.diff(market.offsets).max(initial=0)), 1)


class _Rounds:
    """What changes: each person's current edge, what the posts hold, and their cut-offs."""

    def __init__(self, market: Market, keys: Keys) -> None:
        self.market, self.keys = market, keys
        index = np.int32 if market.edges < 2**31 - 1 else np.int64  # half the memory where it does
        self.at: Ints = np.full(market.people, -1, index)
        self.end: Ints = np.zeros(0, index)
        self.left = market.openings.copy()
        self.cut = keys.open(self.left.size)
        self.held = keys.edge[:0]
        self.placed = np.zeros(market.people, np.bool_)
        self.last: Ints = np.full(self.left.size, -1, index)
        self.filled: Ints = np.full(self.left.size, -1, np.int32)
        self.bands = self.count = 0
        self.ordered = True  # whether `held` is sorted
        none = self.left == 0
        self.cut[none] = keys.shut(self.left.size)[none]

    def band(self, start: int, size: int) -> None:
        """Deferred acceptance among these choices of everyone not yet placed; then what is held is final."""
        offsets = self.market.offsets
        listed = offsets[:-1] + start
        self.end = np.minimum(listed + size, offsets[1:]).astype(self.at.dtype)
        waiting = np.flatnonzero((listed < self.end) & ~self.placed)
        self.at[waiting] = listed[waiting] - 1
        self._settle(self._propose(waiting))
        people = self.keys.person(self.held)
        self.placed[people] = True
        self._close()
        self.held, self.bands = self.held[:0], self.bands + 1

    def _close(self) -> None:
        """Openings used are gone; posts that filled up stay shut."""
        had = self.left > 0
        self.left -= np.bincount(self.keys.post(self.held), minlength=self.left.size)
        filled = np.flatnonzero(had & (self.left == 0))
        self.last[filled] = self.keys.person(self.cut[filled])
        self.filled[filled] = self.bands
        self.cut[filled] = self.keys.shut(self.left.size)[filled]

    def _propose(self, people: Ints) -> UInt64:
        """Everyone's next edge that beats its post's cut-off; who has none leaves the band."""
        edge, at, cut, width = self.keys.edge, self.at, self.cut, self.keys.width
        found = []
        while people.size:
            at[people] += 1
            people = people[at[people] < self.end[people]]
            words = edge[at[people]]
            good = words < cut[(words >> width).view(np.int64)]
            found.append(words[good])
            people = people[~good]
        return np.concatenate(found) if found else edge[:0]

    def _settle(self, new: UInt64) -> None:
        """Rounds until nobody proposes any more."""
        self.ordered = True
        while new.size:
            if new.size <= FEW:
                self._settle_few(new)
                return
            self.count += 1
            new = self._propose(self.keys.person(self._take(new)))

    def _take(self, new: UInt64) -> UInt64:
        """The posts keep the best of what they hold and what is new. Returns what they refuse."""
        rest = self.held[:0]
        if new.size * 8 < self.left.size:  # few proposals: sort only at the posts they touch
            touched = np.zeros(self.left.size, np.bool_)
            touched[self.keys.post(new)] = True
            here = touched[self.keys.post(self.held)]
            rest, words = self.held[~here], np.concatenate((self.held[here], new))
        else:
            words = np.concatenate((self.held, new))
        words.sort()
        posts = self.keys.post(words)
        first = np.flatnonzero(np.concatenate(([True], posts[1:] != posts[:-1])))
        lengths = np.diff(first, append=words.size)
        left = self.left[posts[first]]
        keep = np.arange(words.size) - np.repeat(first, lengths) < np.repeat(left, lengths)
        full = lengths >= left
        self.cut[posts[first[full]]] = words[first[full] + left[full] - 1]
        self.held = np.concatenate((rest, words[keep]))
        self.ordered = rest.size == 0
        return words[~keep]

    def _settle_few(self, new: UInt64) -> None:
        """The same rounds with a heap per post: a long chain of single refusals costs a step each, not a pass."""
        if not self.ordered:
            self.held = np.sort(self.held)
        heaps: dict[int, list[int]] = {}  # per post touched what it holds, negated: the worst on top
        untouched = np.ones(self.held.size, np.bool_)
        width, mask, person_at = self.keys.width, self.keys.mask, self.keys.person_at
        words: list[int] = new.tolist()
        while words:
            self.count += 1
            refused = []
            for word in words:
                post = word >> width
                heap = heaps.get(post)
                if heap is None:
                    heap = heaps[post] = self._lift(post, untouched)
                if len(heap) < self.left[post]:
                    heap.append(-word)
                    if len(heap) == self.left[post]:
                        heapify(heap)
                else:
                    refused.append(-heapreplace(heap, -word) if word < -heap[0] else word)
            for post in {word >> width for word in words}:
                if len(heaps[post]) == self.left[post]:
                    self.cut[post] = -heaps[post][0]
            words = [
                word
                for gone in refused
                for word in [self._next(int(person_at[gone & mask]))]
                if word is not None
            ]
        taken = np.array([-word for heap in heaps.values() for word in heap], np.uint64)
        self.held = np.concatenate((self.held[untouched], taken))

    def _lift(self, post: int, untouched: Bools) -> list[int]:
        """What a post holds, taken out of the sorted words."""
        bounds = np.array([post, post + 1], np.uint64) << self.keys.width
        low, high = np.searchsorted(self.held, bounds)
        if post + 1 == self.left.size:
            high = self.held.size  # the bound past the last post may not fit into a word
        untouched[low:high] = False
        heap = [-word for word in self.held[low:high].tolist()]
        heapify(heap)
        return heap

    def _next(self, person: int) -> int | None:
        width, end = self.keys.width, int(self.end[person])
        for at in range(int(self.at[person]) + 1, end):
            word = int(self.keys.edge[at])
            if word < int(self.cut[word >> width]):
                self.at[person] = at
                return word
        self.at[person] = end
        return None

    def matching(self) -> Matching:
        market = self.market
        in_post = np.flatnonzero(self.placed)
        edges = self.at[in_post]
        match: Ints = np.full(market.people, -1, np.int32 if self.left.size < 2**31 else np.int64)
        match[in_post] = market.posts[edges]
        choice = np.full(market.people, -1, np.int32)
        choice[in_post] = edges - market.offsets[in_post]
        priority, lot = np.zeros(self.left.size, np.int64), np.full(self.left.size, -1, np.int64)
        met = np.flatnonzero(self.last >= 0)
        people = self.last[met]
        priority[met] = market.priorities[self.at[people]]
        lot[met] = market.lots[people]
        return Matching(
            match=match,
            choice=choice,
            full=self.left == 0,
            last=self.last,
            cutoff_priority=priority,
            cutoff_lot=lot,
            band=self.filled,
            rounds=self.count,
            way=self.keys.way,
        )
