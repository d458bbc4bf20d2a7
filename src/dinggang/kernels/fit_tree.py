"""A best fit under side rules with its proof: a tree of splits whose leaves carry prices.

A node splits a whole-numbered sum into at most k and at least k + 1; a leaf's prices show that nothing in it is worth
more than the placement. Nothing of the solver needs to be believed (cf. Cheung, Gleixner and Steffy, Verifying
integer programming results, IPCO 2017).
"""

import heapq
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np

from dinggang.kernels.fit_highs import Floats
from dinggang.kernels.fit_leaf import Priced, Split, below_nothing, price
from dinggang.kernels.fit_program import Program, Sum, Unproven
from dinggang.kernels.fit_values import Ints

NODES = 2000
WORK = 12_000_000
LEAST = 60
"""A search is given up after `NODES` nodes, or `WORK` pairs in all nodes together, but not before `LEAST` nodes."""
SURE = 1e-6


@dataclass(eq=False)
class Node:
    """`split` and both sides, or a leaf's prices."""

    splits: tuple[Split, ...]
    priced: Priced
    cut: tuple[Sum, int] | None = None
    sides: list["Node"] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True, eq=False)
class Proven:
    """The best placement as 0-1 values per pair, what it is worth level by level, and the tree's nodes in pre-order."""

    x: Ints
    total: tuple[int, ...]
    nodes: tuple[Node, ...]


def prove(made: Program, *, nodes: int = NODES) -> Proven:
    """Best first: the node that promises most is split next. Raises Unproven when `nodes` do not do."""
    search = _Search(made)
    nodes = min(nodes, max(LEAST, WORK // max(made.net.person.size, 1)))
    root = search.node(())
    while search.waiting:
        _, _, node = heapq.heappop(search.waiting)
        if closed(node.priced, search.total):
            continue
        if node.priced.raw is None:
            node.priced = below_nothing(node.priced, search.total)
            continue
        if search.count >= nodes:
            raise Unproven(f"{nodes} nodes were not enough")
        node.cut = _cut(made, node.priced.raw)
        whole, number = node.cut
        for least in (False, True):
            splits = (*node.splits, Split(sum=whole, number=number + least, least=least))
            node.sides.append(search.node(splits, node.priced.bases))
    return Proven(x=search.best, total=search.total, nodes=tuple(_in_order(root)))


class _Search:
    """Nodes that wait, the most promising first, and the best placement so far; at first nobody is placed."""

    def __init__(self, made: Program) -> None:
        self.made, self.count = made, 0
        self.waiting: list[tuple[tuple[Fraction | float, ...], int, Node]] = []
        self.best: Ints = np.zeros(made.net.person.size, np.int64)
        start = made.total(self.best)
        if start is None:
            raise Unproven("placing nobody breaks a rule")
        self.total = start

    def node(self, splits: tuple[Split, ...], bases: tuple[object, ...] = ()) -> Node:
        """A priced node, put among those that wait; its placement is kept when it is better."""
        node = Node(splits=splits, priced=price(self.made, splits, self.total, bases))
        self.count += 1
        found = node.priced.whole
        worth = None if found is None else self.made.total(found)
        if found is not None and worth is not None and worth > self.total:
            self.best, self.total = found, worth
        heapq.heappush(self.waiting, (_promise(node.priced), self.count, node))
        return node


def closed(priced: Priced, total: tuple[int, ...]) -> bool:
    """Whether nothing in the node is worth more: its bound is not above, the last level rounded down."""
    levels = list(priced.bound)
    known = [Fraction(t) for t in total[: len(levels)]]
    if len(levels) == len(total):
        levels[-1] = Fraction(levels[-1].numerator // levels[-1].denominator)
        return levels <= known
    return levels < known


def _promise(priced: Priced) -> tuple[Fraction | float, ...]:
    return (*(-b for b in priced.bound), float("-inf"))


def _cut(made: Program, raw: Floats) -> tuple[Sum, int]:
    """A sum that comes out broken, and the whole number below it: those of rules first, then the most broken pair."""
    for watched in made.watched:
        value = float(raw[watched.pairs].sum())
        if abs(value - round(value)) > SURE:
            return watched, int(np.floor(value))
    apart = np.abs(raw - np.rint(raw))
    if not raw.size or float(apart.max()) <= SURE:
        raise Unproven("prices could not be made exact")
    pair = int(np.argmax(apart > float(apart.max()) - SURE))
    alone = np.arange(raw.size) == pair
    net = made.net
    person = np.arange(net.people) == net.human[net.person[pair]]
    post = np.zeros(int(net.place.max()) + 1, np.bool_)
    post[net.place[net.post[pair]]] = True
    return Sum(people=person, posts=post, pairs=alone), 0


def _in_order(root: Node) -> list[Node]:
    found, waiting = [], [root]
    while waiting:
        node = waiting.pop()
        found.append(node)
        waiting += reversed(node.sides)
    return found
