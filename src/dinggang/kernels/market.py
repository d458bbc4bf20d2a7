"""What every placement kernel reads: people with ordered lists of posts, as flat arrays of whole numbers."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from dinggang.basis import Fault

Ints = npt.NDArray[np.signedinteger[Any]]
Int64 = npt.NDArray[np.int64]

BLOCK = 1 << 16
"""People looked at together where a pass would otherwise need several arrays as long as all lists."""

SHORT = 16
"""Up to this length of lists, comparing a list with itself is faster than sorting it."""


@dataclass(frozen=True, slots=True, eq=False)
class Market:
    """People 0 … n−1 with ordered lists of posts 0 … m−1. Every bound is checked here, once.

    An *edge* is one naming of a post on a list. The edges of person i are `offsets[i]` … `offsets[i + 1]` − 1, the
    most wanted first. A pair that is not eligible is simply no edge (where bands count choices, let it name a
    post without openings, to keep its place); a post that a list names twice counts where it is named first.

    offsets     n + 1 positions, from 0, never falling (an empty list repeats one)
    posts       per edge the post
    priorities  per edge, the larger is preferred by the post; any whole numbers that 64 bits hold
    lots        per person a permutation of 0 … n−1; of equal priorities at one post the larger lot is preferred.
                So priorities are strict and every mechanism here has one result.
    openings    per post, 0 or more

    Arrays of whole numbers only: a float is refused, not rounded. They are kept, not copied, where their type
    allows, and never written to.
    """

    offsets: Int64
    posts: Ints
    priorities: Ints
    lots: Ints
    openings: Int64

    def __post_init__(self) -> None:
        for name in ("offsets", "posts", "priorities", "lots", "openings"):
            object.__setattr__(self, name, whole(name, getattr(self, name)))
        object.__setattr__(self, "offsets", self.offsets.astype(np.int64, copy=False))
        object.__setattr__(self, "openings", self.openings.astype(np.int64, copy=False))
        offsets, edges = self.offsets, self.posts.size
        if offsets.size == 0 or offsets[0] != 0 or offsets[-1] != edges or (np.diff(offsets) < 0).any():
            raise Fault("offsets must rise from 0 to the number of edges")
        if self.priorities.size != edges:
            raise Fault("one priority per edge is needed")
        if edges and not 0 <= self.posts.min() <= self.posts.max() < self.openings.size:
            raise Fault("an edge names a post that does not exist")
        if self.openings.size and self.openings.min() < 0:
            raise Fault("openings must not be negative")
        if not is_permutation(self.lots, self.people):
            raise Fault("lots must be a permutation of 0 … n−1")

    @property
    def people(self) -> int:
        return self.offsets.size - 1

    @property
    def edges(self) -> int:
        return self.posts.size

    def blocks(self) -> Iterator[tuple[int, int, int, int]]:
        """The people in blocks: first person, past the last, first edge, past the last."""
        for first in range(0, self.people, BLOCK):
            last = min(first + BLOCK, self.people)
            yield first, last, int(self.offsets[first]), int(self.offsets[last])

    def owners(self, first: int, last: int) -> Int64:
        """Per edge of a block of people, how far its person stands behind the first."""
        return np.repeat(np.arange(last - first), np.diff(self.offsets[first : last + 1]))

    def repeated(self) -> Int64:
        """The edges that name a post named before on the same list, ascending."""
        longest = int(np.diff(self.offsets).max(initial=0))
        return self._repeated_apart(longest) if longest <= SHORT else self._repeated_sorted()

    def _repeated_apart(self, longest: int) -> Int64:
        """Short lists: edges one apart, two apart … that name the same post on the same list."""
        found = np.zeros(self.edges, np.bool_)
        for apart in range(1, longest):
            later = apart + np.flatnonzero(self.posts[apart:] == self.posts[:-apart])
            start = np.searchsorted(self.offsets, later, side="right") - 1
            found[later[later - apart >= self.offsets[start]]] = True
        return np.flatnonzero(found)

    def _repeated_sorted(self) -> Int64:
        """Lists of any length: one sort by person and post in each block."""
        found = [np.zeros(0, np.int64)]
        for first, last, start, end in self.blocks():
            pair = self.owners(first, last) * self.openings.size + self.posts[start:end]
            in_order = np.sort(pair)
            if (in_order[1:] == in_order[:-1]).any():
                order = np.argsort(pair, kind="stable")
                found.append(start + np.sort(order[1:][pair[order[1:]] == pair[order[:-1]]]))
        return np.concatenate(found)


def whole(name: str, values: npt.ArrayLike) -> Ints:
    """A flat array of signed whole numbers; anything else is a fault of the caller."""
    array = np.asarray(values)
    if array.ndim != 1:
        raise Fault(f"{name} must be a flat array")
    if array.size == 0:
        return np.zeros(0, np.int64)  # an empty list has no type of its own
    if array.dtype.kind == "u" and (array.dtype.itemsize < 8 or array.max() <= np.iinfo(np.int64).max):
        return array.astype(np.int64)
    if array.dtype.kind != "i":
        raise Fault(f"{name} must be whole numbers that 64 bits hold")
    return array


def is_permutation(values: Ints, size: int) -> bool:
    """Whether the values are 0 … size−1, each once."""
    if values.size != size:
        return False
    if size == 0:
        return True
    if values.min() < 0 or values.max() >= size:
        return False
    seen = np.zeros(size, np.bool_)
    seen[values] = True
    return bool(seen.all())
