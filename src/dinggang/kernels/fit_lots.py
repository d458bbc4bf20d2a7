"""The last level: among all best placements the one that the lots single out.

In the order of the lots each person takes the best post of their own list that they hold in any placement which is
still among the best, given what those before them took. What is left at the end is one placement.
"""

from collections import deque

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from dinggang.kernels.fit_prices import Prices
from dinggang.kernels.fit_values import Bools, Ints, Net

NOBODY = -1


def by_lots(net: Net, chosen: Ints, found: Prices) -> Ints:
    """The placement [n] that the lots choose among those the prices prove equal to `chosen`.

    A placement is among the best exactly if it uses only pairs with u + v = value, fills every post with v > 0 and
    places everybody with u > 0 (complementary slackness).
    """
    swaps = _Swaps(net, chosen, found)
    for person in swaps.undecided():
        swaps.settle(int(person))
    return swaps.chosen


class _Swaps:
    """Who may stand where at no loss, and chains of moves between such places."""

    def __init__(self, net: Net, chosen: Ints, found: Prices) -> None:
        self.net, self.none = net, net.posts
        self.chosen = chosen.copy()
        self.at = np.full(net.people, self.none)
        self.at[chosen >= 0] = net.post[chosen[chosen >= 0]]
        self.spare = net.cap - np.bincount(self.at, minlength=self.none + 1)[: self.none]
        sums = found.people[:, net.person] + found.posts[:, net.post]
        self.tight: Bools = (sums == net.levels).all(axis=0)
        self.idle: Bools = (found.people == 0).all(axis=0)  # may as well be without a post
        self.cheap: Bools = (found.posts == 0).all(axis=0)  # may as well keep an opening
        self.frozen = np.zeros(net.people, np.bool_)
        self.work = 0
        self._regroup()

    def _regroup(self) -> None:
        """Strongly connected places: an arc inside a group lies on a round trip, an arc between groups on none."""
        net, none = self.net, self.none
        live = self.tight & ~self.frozen[net.person]
        idle = np.flatnonzero(self.idle & ~self.frozen)
        cheap, free = np.flatnonzero(self.cheap), np.flatnonzero(self.spare > 0)
        tail = np.concatenate((self.at[net.person[live]], self.at[idle], np.full(cheap.size, none), free))
        head = np.concatenate((net.post[live], np.full(idle.size, none), cheap, np.full(free.size, none)))
        graph = sparse.csr_matrix((np.ones(tail.size, np.int8), (tail, head)), shape=(none + 1, none + 1))
        _, self.group = connected_components(graph, connection="strong")
        here = self.group[self.at]
        self.open = live & (here[net.person] == self.group[net.post])
        places = np.bincount(net.person[self.open], minlength=net.people)
        places += self.idle & (here == self.group[none])
        self.choice = (places > 1) & ~self.frozen
        self.members: list[set[int]] = [set() for _ in range(none + 1)]
        for person in np.flatnonzero(self.choice).tolist():
            self.members[self.at[person]].add(person)
        self.alike = np.flatnonzero(self.cheap & (self.group[:none] == self.group[none])).tolist()
        self.work = 0

    def undecided(self) -> Ints:
        """People with a choice: two places or more where they may stand at no loss."""
        return np.flatnonzero(self.choice)

    def settle(self, person: int) -> None:
        """Give the person the best post that a chain of moves can free for them, and hold it for good."""
        if self.work > self.tight.size + self.none:
            self._regroup()
        self.members[self.at[person]].discard(person)
        self.frozen[person] = True
        for edge in range(self.net.off[person], self.net.off[person + 1]):
            if edge == self.chosen[person]:
                return
            if self.tight[edge] and self.open[edge] and self._reach(person, edge):
                return

    def _reach(self, person: int, edge: int) -> bool:
        """Move the person onto this pair if the others can close the round trip."""
        start, goal = int(self.net.post[edge]), int(self.at[person])
        came: dict[int, tuple[int, int, int]] = {start: (NOBODY, NOBODY, NOBODY)}
        queue = deque([start])
        while queue and goal not in came:
            place = queue.popleft()
            for mover, taken, to in self._moves(place):
                self.work += 1
                if to not in came and self.group[to] == self.group[goal]:
                    came[to] = (place, mover, taken)
                    queue.append(to)
        if goal not in came:
            return False
        place = goal
        while place != start:
            before, mover, taken = came[place]
            self._move(mover, taken, before, place)
            place = before
        self.chosen[person], self.at[person] = edge, start
        return True

    def _moves(self, place: int) -> list[tuple[int, int, int]]:
        """Moves out of a place at no loss: who (or nobody), onto which pair (or none), to where."""
        net, none = self.net, self.none
        found = []
        for mover in self.members[place]:
            own = range(net.off[mover], net.off[mover + 1])
            found += [(mover, edge, int(net.post[edge])) for edge in own if self.tight[edge]]
            if self.idle[mover] and place != none:
                found.append((mover, NOBODY, none))
        if place == none:
            found += [(NOBODY, NOBODY, post) for post in self.alike]
        elif self.spare[place] > 0:
            found.append((NOBODY, NOBODY, none))
        return found

    def _move(self, mover: int, taken: int, before: int, place: int) -> None:
        if mover == NOBODY:
            if before != self.none:
                self.spare[before] -= 1
            if place != self.none:
                self.spare[place] += 1
            return
        self.members[before].discard(mover)
        self.members[place].add(mover)
        self.chosen[mover], self.at[mover] = taken, place
