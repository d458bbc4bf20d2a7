"""Salted commitments: the record holds a digest, the person or an erasable file holds what opens it.

One commitment is SHA-256("dinggang commitment v1" ‖ 0x00 ‖ salt ‖ RFC 8785(value)) with a salt of 32 random bytes of
its own. A row of commitments has one root, the Merkle root over them as leaves, so that each opens without the others.
Whoever deletes a salt makes its commitment say nothing; every root and every proof stays valid.
"""

import hashlib
import hmac
from collections.abc import Callable, Iterable, Sequence

from dinggang.basis import Fault, Value
from dinggang.record import jcs
from dinggang.record.errors import Kind, Unsound
from dinggang.record.tree import Frontier, inclusion_proof, leaf_hash, root_of, verify_inclusion

DOMAIN = b"dinggang commitment v1\x00"
SALT_BYTES = 32


class Opening(Value, frozen=True, kw_only=True):
    """What opens one commitment: its place in the row, the salt, the value. Shows neither in `repr`."""

    index: int
    salt: bytes
    value: object

    def __repr__(self) -> str:
        return f"Opening(index={self.index})"

    @property
    def digest(self) -> bytes:
        """The commitment that it opens."""
        return digest(self.value, self.salt)


class Committed(Value, frozen=True, kw_only=True):
    """A row of commitments in order. What is published of it: `root` alone, or the leaves as well."""

    leaves: tuple[bytes, ...]

    @property
    def root(self) -> bytes:
        """The Merkle root over the commitments."""
        return root_of(leaf_hash(each) for each in self.leaves)

    def path(self, index: int) -> list[bytes]:
        """The proof that the commitment at this place is under the root."""
        nodes: dict[tuple[int, int], bytes] = {}
        frontier = Frontier()
        for each in self.leaves:
            nodes.update({(level, place): found for level, place, found in frontier.add(leaf_hash(each))})
        return inclusion_proof(index, len(self.leaves), lambda level, place: nodes[level, place])


def digest(value: object, salt: bytes) -> bytes:
    """The commitment to a value under a salt of 32 bytes. Raises Fault for another salt or a value JSON cannot say."""
    if len(salt) != SALT_BYTES:
        raise Fault("a salt has 32 bytes")
    return hashlib.sha256(DOMAIN + salt + jcs.dumps(value)).digest()


def commit(values: Iterable[object], salts: Callable[[], bytes]) -> tuple[Committed, tuple[Opening, ...]]:
    """Commit to each value under a fresh salt: the row to publish, and the openings to keep apart from it.

    `salts` gives 32 unpredictable bytes a call (`secrets.token_bytes(32)`). Raises Fault when it repeats itself.
    """
    openings = tuple(Opening(index=index, salt=salts(), value=value) for index, value in enumerate(values))
    if len({each.salt for each in openings}) != len(openings):
        raise Fault("two fields got one salt")
    return Committed(leaves=tuple(each.digest for each in openings)), openings


def check_opening(opening: Opening, commitment: bytes) -> None:
    """Return if the opening opens this commitment; raise Unsound."""
    if len(opening.salt) != SALT_BYTES or not hmac.compare_digest(opening.digest, commitment):
        raise Unsound(Kind.COMMITMENT)


def check_under_root(opening: Opening, size: int, path: Sequence[bytes], root: bytes) -> None:
    """Return if the opening is under the root of a row of `size` commitments, at its place; raise Unsound."""
    if len(opening.salt) != SALT_BYTES:
        raise Unsound(Kind.COMMITMENT)
    try:
        verify_inclusion(opening.index, size, leaf_hash(opening.digest), path, root)
    except Unsound:
        raise Unsound(Kind.COMMITMENT, "not under this root") from None
