"""The tree against the RFCs' example, the published vectors of Certificate Transparency, and its own definition."""

from functools import cache

import pytest

from dinggang.basis import Fault
from dinggang.record import (
    EMPTY_ROOT,
    Frontier,
    Unsound,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    node_hash,
    root_of,
    verify_consistency,
    verify_inclusion,
)
from dinggang.record.tree import frontier, root

# The eight inputs and their roots that the Certificate Transparency project publishes with its tree.
INPUTS = [
    bytes.fromhex(each)
    for each in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
INCLUSIONS = {  # (index, size): the published path
    (0, 8): (
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ),
    (5, 8): (
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ),
    (2, 3): ("fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",),
}
CONSISTENCIES = {  # (old, new): the published proof
    (6, 8): (
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ),
    (2, 5): (
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ),
}
SIZES = 130


class Nodes:
    """Every complete subtree over some leaves."""

    def __init__(self, leaves):
        self.leaves = leaves
        edge = Frontier()
        self.kept = {(level, index): node for leaf in leaves for level, index, node in edge.add(leaf)}

    def read(self, level, index):
        return self.kept[level, index]


LEAVES = tuple(leaf_hash(f"entry {i}".encode()) for i in range(SIZES))
NODES = Nodes(LEAVES)


@cache
def mth(start, stop):
    """MTH of RFC 6962 §2.1, word by word."""
    count = stop - start
    if count == 0:
        return EMPTY_ROOT
    if count == 1:
        return LEAVES[start]
    k = max(2**i for i in range(count.bit_length()) if 2**i < count)
    return node_hash(mth(start, start + k), mth(start + k, stop))


def path(m, start, stop):
    """PATH of RFC 6962 §2.1.1, word by word."""
    count = stop - start
    if count == 1:
        return []
    k = max(2**i for i in range(count.bit_length()) if 2**i < count)
    if m < k:
        return [*path(m, start, start + k), mth(start + k, stop)]
    return [*path(m - k, start + k, stop), mth(start, start + k)]


def subproof(m, start, stop, whole):
    """SUBPROOF of RFC 6962 §2.1.2, word by word."""
    count = stop - start
    if m == count:
        return [] if whole else [mth(start, stop)]
    k = max(2**i for i in range(count.bit_length()) if 2**i < count)
    if m <= k:
        return [*subproof(m, start, start + k, whole), mth(start + k, stop)]
    return [*subproof(m - k, start + k, stop, False), mth(start, start + k)]


def test_published_roots_and_proofs():
    leaves = [leaf_hash(each) for each in INPUTS]
    nodes = Nodes(leaves)
    for size, expected in enumerate(ROOTS):
        assert root_of(leaves[:size]).hex() == expected
        assert root(size, nodes.read).hex() == expected
    for (index, size), expected in INCLUSIONS.items():
        assert tuple(each.hex() for each in inclusion_proof(index, size, nodes.read)) == expected
    for (old, new), expected in CONSISTENCIES.items():
        assert tuple(each.hex() for each in consistency_proof(old, new, nodes.read)) == expected


def test_the_example_of_the_rfcs():
    # RFC 6962 §2.1.3 and RFC 9162 §2.1.5 name the nodes of a tree of seven leaves a … l.
    a, b, c, d, e, f, j = LEAVES[:7]
    g, h, i = node_hash(a, b), node_hash(c, d), node_hash(e, f)
    k, l = node_hash(g, h), node_hash(i, j)  # noqa: E741 - the RFC's letter
    assert root(7, NODES.read) == node_hash(k, l)
    assert inclusion_proof(0, 7, NODES.read) == [b, h, l]
    assert inclusion_proof(3, 7, NODES.read) == [c, g, l]
    assert inclusion_proof(4, 7, NODES.read) == [f, j, k]
    assert inclusion_proof(6, 7, NODES.read) == [i, k]
    assert consistency_proof(3, 7, NODES.read) == [c, d, g, l]
    assert consistency_proof(4, 7, NODES.read) == [l]
    assert consistency_proof(6, 7, NODES.read) == [i, j, k]


def test_every_inclusion_is_as_defined_and_holds():
    for size in range(1, SIZES + 1):
        assert root(size, NODES.read) == mth(0, size)
        for index in range(size):
            proof = inclusion_proof(index, size, NODES.read)
            assert proof == path(index, 0, size)
            verify_inclusion(index, size, LEAVES[index], proof, mth(0, size))


def test_every_consistency_is_as_defined_and_holds():
    for new in range(1, SIZES + 1):
        assert frontier(new, NODES.read).root() == mth(0, new)
        for old in range(1, new + 1):
            proof = consistency_proof(old, new, NODES.read)
            assert proof == subproof(old, 0, new, True)
            verify_consistency(old, new, mth(0, old), mth(0, new), proof)


def mutations(proof):
    yield from (proof[:i] + proof[i + 1 :] for i in range(len(proof)))
    yield from ([*proof[:i], bytes(32), *proof[i:]] for i in range(len(proof) + 1))
    for i, each in enumerate(proof):
        flipped = bytes([each[0] ^ 1]) + each[1:]
        yield from ([*proof[:i], other, *proof[i + 1 :]] for other in (flipped, each[:31], each + b"\0"))


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8, 13, 21, 32])
def test_no_mutated_inclusion_holds(size):
    top = mth(0, size)
    for index in range(size):
        proof = inclusion_proof(index, size, NODES.read)
        for other in range(size + 2):
            if other != index:
                with pytest.raises(Unsound):
                    verify_inclusion(other, size, LEAVES[index], proof, top)
        for changed in mutations(proof):
            with pytest.raises(Unsound):
                verify_inclusion(index, size, LEAVES[index], changed, top)
        with pytest.raises(Unsound):
            verify_inclusion(index, size, LEAVES[index + 1], proof, top)
        with pytest.raises(Unsound):
            verify_inclusion(index, size, LEAVES[index], proof, mth(0, size + 1))


@pytest.mark.parametrize("new", [2, 3, 7, 8, 13, 21, 32])
def test_no_mutated_consistency_holds(new):
    for old in range(1, new + 1):
        proof = consistency_proof(old, new, NODES.read)
        for changed in mutations(proof):
            with pytest.raises(Unsound):
                verify_consistency(old, new, mth(0, old), mth(0, new), changed)
        for other in {old - 1, old + 1} - {0}:
            with pytest.raises(Unsound):
                verify_consistency(old, new, mth(0, other), mth(0, new), proof)
        with pytest.raises(Unsound):
            verify_consistency(old, new, mth(0, old), mth(0, new + 1), proof)


def test_the_empty_tree_is_a_prefix_of_every_tree():
    verify_consistency(0, 0, EMPTY_ROOT, EMPTY_ROOT, [])
    verify_consistency(0, 7, EMPTY_ROOT, mth(0, 7), [])
    for arguments in (
        (0, 7, EMPTY_ROOT, mth(0, 7), [LEAVES[0]]),
        (0, 7, mth(0, 1), mth(0, 7), []),
        (0, 0, EMPTY_ROOT, mth(0, 1), []),
        (8, 7, mth(0, 8), mth(0, 7), []),
    ):
        with pytest.raises(Unsound):
            verify_consistency(*arguments)


def test_what_is_not_in_the_tree_has_no_proof():
    for index, size in ((0, 0), (7, 7), (-1, 3)):
        with pytest.raises(Fault):
            inclusion_proof(index, size, NODES.read)
    with pytest.raises(Fault):
        consistency_proof(8, 7, NODES.read)
    with pytest.raises(Fault):
        Frontier(3, [LEAVES[0]])
