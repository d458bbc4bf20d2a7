"""Proof files (C2SP tlog-proof): one entry's inclusion and the checkpoint it is in, for anyone to check offline."""

from collections.abc import Sequence

from dinggang.basis import Value
from dinggang.record.errors import Kind, Unsound
from dinggang.record.notes import MAX_NOTE
from dinggang.record.policy import Policy, Seen
from dinggang.record.strict import HASH_BYTES, base64_text, decimal, full_lines, unbase64, within
from dinggang.record.tree import leaf_hash, verify_inclusion

HEADER = b"c2sp.org/tlog-proof@v1"
MAX_PATH = 63
MAX_EXTRA = 65_536
_EXTRA = b"extra "
_INDEX = b"index "


class Proof(Value, frozen=True, kw_only=True):
    """A proof file's content. `extra` is not authenticated; `note` is the checkpoint as it came."""

    index: int
    path: tuple[bytes, ...]
    note: bytes
    extra: bytes | None = None

    @property
    def encoded(self) -> bytes:
        """The file."""
        extra = "" if self.extra is None else f"extra {base64_text(self.extra)}\n"
        path = "".join(f"{base64_text(each)}\n" for each in self.path)
        return HEADER + f"\n{extra}index {self.index}\n{path}\n".encode() + self.note

    def verify(
        self, entry: bytes, policy: Policy, *, now: int | None = None, oldest: int | None = None
    ) -> Seen:
        """Return the checkpoint if the entry stands at `index` of a log that the policy accepts; raise Unsound.

        In this order: the log's origin and signature, the quorum, freshness if asked for, the inclusion.
        """
        leaf = leaf_hash(entry)
        seen = policy.verify(self.note, now=now, oldest=oldest)
        verify_inclusion(self.index, seen.checkpoint.size, leaf, self.path, seen.checkpoint.root)
        return seen


def make_proof(index: int, path: Sequence[bytes], note: bytes, extra: bytes | None = None) -> Proof:
    """The proof of these parts. Raises Unsound when they are too long."""
    proof = Proof(index=index, path=tuple(path), note=note, extra=extra)
    return parse_proof(proof.encoded)


def parse_proof(raw: bytes) -> Proof:
    """The proof in these bytes; nothing is verified. Raises Unsound."""
    within(raw, MAX_NOTE + 2 * MAX_EXTRA, "a proof")
    head, found, note = raw.partition(b"\n\n")
    if not found:
        raise Unsound(Kind.FORM, "no empty line after the proof's head")
    lines = full_lines(head + b"\n", most=3 + MAX_PATH)
    if lines.pop(0) != HEADER:
        raise Unsound(Kind.FORM, "not a proof file of this version")
    extra = None
    if lines and lines[0].startswith(_EXTRA):
        extra = unbase64(within(lines.pop(0), 2 * MAX_EXTRA, "the extra line").removeprefix(_EXTRA))
    if not lines or not lines[0].startswith(_INDEX):
        raise Unsound(Kind.FORM, "the index is missing")
    index = decimal(lines.pop(0).removeprefix(_INDEX))
    if len(lines) > MAX_PATH:
        raise Unsound(Kind.TOO_LONG, f"more than {MAX_PATH} hashes")
    return Proof(
        index=index, path=tuple(unbase64(line, HASH_BYTES) for line in lines), note=note, extra=extra
    )
