"""Checkpoints (C2SP tlog-checkpoint 1.0.0): origin, size and root as a signed note."""

from collections.abc import Iterable, Sequence

from dinggang.basis import Value
from dinggang.record.errors import Kind, Unsound
from dinggang.record.notes import Note, Signer, Verifier, check_name, parse_note, sign_note, verify_note
from dinggang.record.strict import HASH_BYTES, base64_text, decimal, full_lines, unbase64
from dinggang.record.tree import verify_consistency


class Checkpoint(Value, frozen=True, kw_only=True):
    """What a log says of itself: its origin, how many entries, and their root."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> bytes:
        """The text that is signed."""
        return f"{self.origin}\n{self.size}\n{base64_text(self.root)}\n".encode()


def sign_checkpoint(checkpoint: Checkpoint, signers: Iterable[Signer]) -> bytes:
    """The checkpoint as a note signed by each signer; the names of log keys are the origin."""
    return sign_note(checkpoint.text, signers)


def parse_checkpoint_text(text: bytes) -> Checkpoint:
    """The three lines of a checkpoint's text. Raises Unsound, also for extension lines."""
    lines = full_lines(text, most=3)
    if len(lines) != 3:
        raise Unsound(Kind.FORM, "a checkpoint has three lines")
    try:
        origin = check_name(lines[0].decode("utf-8"))
    except (UnicodeDecodeError, Unsound):
        raise Unsound(Kind.FORM, "the origin is no key name") from None
    return Checkpoint(origin=origin, size=decimal(lines[1]), root=unbase64(lines[2], HASH_BYTES))


def open_checkpoint(raw: bytes, log_keys: Iterable[Verifier]) -> tuple[Checkpoint, Note]:
    """The checkpoint in these bytes, signed by at least one of the log's keys; and the note, for its cosignatures.

    Raises Unsound: not the form, another origin, no known signature, a known key's signature that fails.
    """
    note = parse_note(raw)
    checkpoint = parse_checkpoint_text(note.text)
    keys = tuple(log_keys)
    if checkpoint.origin not in {each.name for each in keys}:
        raise Unsound(Kind.ORIGIN)
    verify_note(note, [each for each in keys if each.name == checkpoint.origin])
    return checkpoint, note


def check_continues(older: Checkpoint, newer: Checkpoint, path: Sequence[bytes]) -> None:
    """Return if the newer checkpoint continues the older one, by this consistency proof; raise Unsound.

    Whoever has seen a record keeps its checkpoint and asks this of the next: a smaller one is an old state shown again,
    another root at the same size a second history.
    """
    if newer.origin != older.origin:
        raise Unsound(Kind.ORIGIN)
    if newer.size < older.size:
        raise Unsound(Kind.ROLLED_BACK, f"{newer.size} entries, {older.size} were seen before")
    if newer.size == older.size and newer.root != older.root:
        raise Unsound(Kind.FORK, f"two roots for {newer.size} entries")
    verify_consistency(older.size, newer.size, older.root, newer.root, path)
