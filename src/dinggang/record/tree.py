"""The Merkle tree of RFC 6962 §2.1 (RFC 9162 §2.1): roots, inclusion and consistency proofs, and their checks.

A reader of nodes is a function (level, index) → hash of the complete subtree over the leaves
index·2^level … (index + 1)·2^level - 1. Where all complete subtrees are kept, a root or proof takes a few reads.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence

from dinggang.basis import Fault
from dinggang.record.errors import Kind, Unsound
from dinggang.record.strict import HASH_BYTES

Reader = Callable[[int, int], bytes]
Node = tuple[int, int, bytes]

EMPTY_ROOT = hashlib.sha256(b"").digest()
"""The root of no entries."""


def leaf_hash(entry: bytes) -> bytes:
    """SHA-256(0x00 ‖ entry)."""
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """SHA-256(0x01 ‖ left ‖ right)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


class Frontier:
    """The right edge of a growing tree: the complete subtrees that together cover it, largest first.

    Enough to append and to know the root; at most 63 hashes for any size.
    """

    def __init__(self, size: int = 0, hashes: Iterable[bytes] = ()) -> None:
        self.size = size
        self._hashes = list(hashes)
        if len(self._hashes) != size.bit_count():
            raise Fault(f"a frontier of {size} leaves has {size.bit_count()} hashes, not {len(self._hashes)}")

    def add(self, leaf: bytes) -> list[Node]:
        """Append one leaf hash; the complete subtrees that it finished, the leaf first."""
        index, level, node = self.size, 0, leaf
        done = [(0, index, leaf)]
        while index & 1:
            node = node_hash(self._hashes.pop(), node)
            index >>= 1
            level += 1
            done.append((level, index, node))
        self._hashes.append(node)
        self.size += 1
        return done

    def copy(self) -> "Frontier":
        """An independent copy."""
        return Frontier(self.size, self._hashes)

    def root(self) -> bytes:
        """The root of the tree so far."""
        if not self._hashes:
            return EMPTY_ROOT
        node = self._hashes[-1]
        for left in reversed(self._hashes[:-1]):
            node = node_hash(left, node)
        return node


def root_of(leaves: Iterable[bytes]) -> bytes:
    """The root over leaf hashes."""
    frontier = Frontier()
    for leaf in leaves:
        frontier.add(leaf)
    return frontier.root()


def frontier(size: int, read: Reader) -> Frontier:
    """The right edge of the first `size` leaves."""
    return Frontier(size, [read(level, index) for level, index in _cover(0, size)])


def root(size: int, read: Reader) -> bytes:
    """The root of the first `size` leaves."""
    return _hash_of(0, size, read) if size else EMPTY_ROOT


def inclusion_proof(index: int, size: int, read: Reader) -> list[bytes]:
    """PATH(index, first `size` leaves), the leaf's sibling first. Raises Fault unless 0 ≤ index < size."""
    if not 0 <= index < size:
        raise Fault(f"no leaf {index} in a tree of {size}")
    path: list[tuple[int, int]] = []
    start, stop = 0, size
    while stop - start > 1:
        middle = start + _split(stop - start)
        if index < middle:
            path.append((middle, stop))
            stop = middle
        else:
            path.append((start, middle))
            start = middle
    return [_hash_of(start, stop, read) for start, stop in reversed(path)]


def consistency_proof(old: int, new: int, read: Reader) -> list[bytes]:
    """PROOF(old, first `new` leaves); none for old = 0 or old = new. Raises Fault unless 0 ≤ old ≤ new."""
    if not 0 <= old <= new:
        raise Fault(f"no consistency proof from {old} to {new}")
    if old in {0, new}:
        return []
    path: list[tuple[int, int]] = []
    start, stop = 0, new
    while stop != old:
        middle = start + _split(stop - start)
        if old <= middle:
            path.append((middle, stop))
            stop = middle
        else:
            path.append((start, middle))
            start = middle
    if start:  # the old tree is not itself a subtree whose root the verifier holds
        path.append((start, stop))
    return [_hash_of(start, stop, read) for start, stop in reversed(path)]


def verify_inclusion(index: int, size: int, leaf: bytes, path: Sequence[bytes], expected: bytes) -> None:
    """Return if the leaf hash stands at `index` of the tree with this size and root (RFC 9162 §2.1.3.2); raise Unsound."""
    if not 0 <= index < size:
        raise Unsound(Kind.INCLUSION, "the index lies outside the tree")
    _check_lengths(Kind.INCLUSION, leaf, expected, *path)
    fn, sn, node = index, size - 1, leaf
    for sibling in path:
        if sn == 0:
            raise Unsound(Kind.INCLUSION, "the proof is too long")
        if fn & 1 or fn == sn:
            node = node_hash(sibling, node)
            while fn and not fn & 1:
                fn >>= 1
                sn >>= 1
        else:
            node = node_hash(node, sibling)
        fn >>= 1
        sn >>= 1
    if sn:
        raise Unsound(Kind.INCLUSION, "the proof is too short")
    if node != expected:
        raise Unsound(Kind.INCLUSION, "the proof leads to another root")


def verify_consistency(old: int, new: int, old_root: bytes, new_root: bytes, path: Sequence[bytes]) -> None:
    """Return if the tree of size `new` continues that of size `old` (RFC 9162 §2.1.4.2); raise Unsound.

    From size 0 the proof is empty and the old root that of no entries: the empty tree is a prefix of every tree.
    """
    _check_lengths(Kind.CONSISTENCY, old_root, new_root, *path)
    if not 0 <= old <= new:
        raise Unsound(Kind.CONSISTENCY, "the older tree is the larger one")
    if old in {0, new}:
        if path:
            raise Unsound(Kind.CONSISTENCY, "the proof should be empty")
        if old_root != (new_root if old == new else EMPTY_ROOT):
            raise Unsound(Kind.CONSISTENCY, "two roots for one size")
        return
    if not path:
        raise Unsound(Kind.CONSISTENCY, "the proof is empty")
    reached_old, reached_new = roots_by_consistency(old, new, old_root, path)
    if reached_old != old_root or reached_new != new_root:
        raise Unsound(Kind.CONSISTENCY, "the proof leads to another root")


def roots_by_consistency(old: int, new: int, old_root: bytes, path: Sequence[bytes]) -> tuple[bytes, bytes]:
    """The two roots that a proof for 0 < old < new leads to. Raises Unsound when its length is wrong."""
    steps = [old_root, *path] if old & (old - 1) == 0 else list(path)
    fn, sn = old - 1, new - 1
    while fn & 1:
        fn >>= 1
        sn >>= 1
    reached_old = reached_new = steps[0]
    for step in steps[1:]:
        if sn == 0:
            raise Unsound(Kind.CONSISTENCY, "the proof is too long")
        if fn & 1 or fn == sn:
            reached_old = node_hash(step, reached_old)
            reached_new = node_hash(step, reached_new)
            while fn and not fn & 1:
                fn >>= 1
                sn >>= 1
        else:
            reached_new = node_hash(reached_new, step)
        fn >>= 1
        sn >>= 1
    if sn:
        raise Unsound(Kind.CONSISTENCY, "the proof is too short")
    return reached_old, reached_new


def _check_lengths(kind: Kind, *hashes: bytes) -> None:
    if any(len(each) != HASH_BYTES for each in hashes):
        raise Unsound(kind, "a hash does not have 32 bytes")


def _split(count: int) -> int:
    """The largest power of two smaller than `count` (count > 1)."""
    return 1 << ((count - 1).bit_length() - 1)


def _cover(start: int, stop: int) -> Iterator[tuple[int, int]]:
    """The complete subtrees (level, index) that cover the leaves start … stop - 1, where start is a split point."""
    while start < stop:
        level = (stop - start).bit_length() - 1
        yield level, start >> level
        start += 1 << level


def _hash_of(start: int, stop: int, read: Reader) -> bytes:
    """MTH over the leaves start … stop - 1, where start is a split point of the tree."""
    *lefts, last = [read(level, index) for level, index in _cover(start, stop)]
    for left in reversed(lefts):
        last = node_hash(left, last)
    return last
