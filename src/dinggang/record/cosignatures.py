"""Cosignatures (C2SP tlog-cosignature 1.0.1, type 0x04): a witness's word, with its time, on a checkpoint.

It means: at that time the largest consistent tree that this witness had seen for this origin had this root.
The message does not cover the witness's name, so quorums count keys.
"""

from dinggang.basis import Fault, Value
from dinggang.record.errors import Kind, Unsound
from dinggang.record.notes import KeyType, Note, SignatureLine, Signer, Verifier
from dinggang.record.strict import MAX_DECIMAL

SKEW_SECONDS = 300
"""How far a witness's clock may be ahead of ours before its cosignature is not counted."""
_BYTES = 8 + 64


class Cosignature(Value, frozen=True, kw_only=True):
    """A verified cosignature: whose, and when (POSIX seconds)."""

    verifier: Verifier
    time: int


def message(text: bytes, time: int) -> bytes:
    """What a cosignature signs: the label, the time, and the checkpoint's text with all its lines."""
    return f"cosignature/v1\ntime {time}\n".encode() + text


def cosign(text: bytes, signer: Signer, time: int) -> SignatureLine:
    """The witness's line on a checkpoint text, at a time in POSIX seconds, which is never 0."""
    if signer.verifier.type is not KeyType.COSIGNATURE or not 0 < time <= MAX_DECIMAL:
        raise Fault("a cosignature takes a key of type 0x04 and a time above 0")
    signature = time.to_bytes(8, "big") + signer.raw(message(text, time))
    return SignatureLine(name=signer.name, key_id=signer.verifier.key_id, signature=signature)


def check_cosignature(text: bytes, line: SignatureLine, verifier: Verifier) -> Cosignature:
    """The cosignature that this line holds on the text, by this key. Raises Unsound."""
    if verifier.type is not KeyType.COSIGNATURE:
        raise Unsound(Kind.KEY, f"{verifier.name} is no key for cosignatures")
    if (line.name, line.key_id) != (verifier.name, verifier.key_id):
        raise Unsound(Kind.SIGNATURE, f"the line is not by {verifier.name}")
    if len(line.signature) != _BYTES:
        raise Unsound(Kind.SIGNATURE, f"the cosignature by {verifier.name} has another length")
    time = int.from_bytes(line.signature[:8], "big")
    if not 0 < time <= MAX_DECIMAL:
        raise Unsound(Kind.SIGNATURE, f"the cosignature by {verifier.name} has no valid time")
    verifier.check(message(text, time), line.signature[8:])
    return Cosignature(verifier=verifier, time=time)


def find_cosignature(note: Note, verifier: Verifier) -> Cosignature | None:
    """The cosignature of one witness on the note; None if it has none. Raises Unsound if it fails or stands twice."""
    line = note.line_of(verifier)
    return None if line is None else check_cosignature(note.text, line, verifier)
