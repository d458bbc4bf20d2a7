"""Evidence that a log signed two histories: one file that convinces whoever trusts nobody but the log's key.

For two checkpoints of one size, the two roots say it all. For sizes m < n, the proof in the file shows, against the
larger checkpoint, which root the first m entries have there; the smaller checkpoint, signed too, says another.
"""

from collections.abc import Sequence

from dinggang.basis import Value
from dinggang.record import jcs
from dinggang.record.checkpoints import Checkpoint, open_checkpoint
from dinggang.record.errors import Kind, Unsound
from dinggang.record.notes import Verifier, parse_vkey
from dinggang.record.strict import HASH_BYTES, base64_text, unbase64
from dinggang.record.tree import Reader, consistency_proof, root, verify_consistency

FORMAT = "dinggang fork evidence v1"


class Fork(Value, frozen=True, kw_only=True):
    """Two signed checkpoints of one origin that exclude each other.

    `root` is the root that the larger tree has at the smaller size, `path` the consistency proof from there.
    """

    keys: tuple[str, ...]
    smaller: bytes
    larger: bytes
    root: bytes
    path: tuple[bytes, ...] = ()

    @property
    def encoded(self) -> bytes:
        """The evidence file: canonical JSON."""
        return jcs.dumps(
            {
                "format": FORMAT,
                "keys": list(self.keys),
                "larger": self.larger.decode(),
                "path": [base64_text(each) for each in self.path],
                "root": base64_text(self.root),
                "smaller": self.smaller.decode(),
            }
        )

    def verify(self, log_keys: Sequence[Verifier]) -> tuple[Checkpoint, Checkpoint]:
        """The two checkpoints, if they prove a fork under these keys, which come from elsewhere; raise Unsound."""
        smaller, _ = open_checkpoint(self.smaller, log_keys)
        larger, _ = open_checkpoint(self.larger, log_keys)
        if smaller.origin != larger.origin:
            raise Unsound(Kind.ORIGIN, "the two checkpoints are of two logs")
        verify_consistency(smaller.size, larger.size, self.root, larger.root, self.path)
        if smaller.root == self.root:
            raise Unsound(Kind.FORK, "the two checkpoints agree: this is no evidence")
        return smaller, larger


def find_fork(
    one: bytes, other: bytes, log_keys: Sequence[Verifier], read: Reader | None = None
) -> Fork | None:
    """The evidence in two checkpoints signed by the log; None if they agree.

    `read` reads the nodes of the larger tree; without it only checkpoints of one size are told apart, and
    for others Unsound is raised, as for a checkpoint that the log did not sign.
    """
    pair = sorted(
        ((open_checkpoint(raw, log_keys)[0], raw) for raw in (one, other)), key=lambda each: each[0].size
    )
    (first, smaller), (second, larger) = pair
    if first.origin != second.origin:
        raise Unsound(Kind.ORIGIN, "the two checkpoints are of two logs")
    if first.size == second.size:
        there, path = second.root, []
    elif read is None:
        raise Unsound(Kind.CONSISTENCY, "two sizes cannot be compared without the larger tree")
    else:
        there, path = root(first.size, read), consistency_proof(first.size, second.size, read)
    if first.root == there:
        return None
    keys = tuple(each.vkey for each in log_keys if each.name == first.origin)
    return Fork(keys=keys, smaller=smaller, larger=larger, root=there, path=tuple(path))


def parse_fork(raw: bytes) -> Fork:
    """The evidence in these bytes; nothing is verified. Raises Unsound."""
    row = jcs.loads(raw)
    names = {"format", "keys", "larger", "path", "root", "smaller"}
    if not isinstance(row, dict) or set(row) != names or row["format"] != FORMAT:
        raise Unsound(Kind.FORM, "not a file of evidence of this format")
    texts = [row["larger"], row["smaller"], row["root"]]
    lists = [row["keys"], row["path"]]
    if not all(isinstance(each, str) for each in texts) or not all(
        isinstance(each, list) and all(isinstance(item, str) for item in each) for each in lists
    ):
        raise Unsound(Kind.FORM, "not a file of evidence of this format")
    for each in row["keys"]:
        parse_vkey(each)
    return Fork(
        keys=tuple(row["keys"]),
        smaller=row["smaller"].encode(),
        larger=row["larger"].encode(),
        root=unbase64(row["root"].encode(), HASH_BYTES),
        path=tuple(unbase64(each.encode(), HASH_BYTES) for each in row["path"]),
    )
