"""What a log and a witness say to each other (C2SP tlog-witness 1.0.0), as bytes; any transport may carry them."""

import hashlib
from collections.abc import Sequence
from typing import Protocol

from dinggang.basis import Value
from dinggang.record.errors import Kind, Unsound
from dinggang.record.notes import MAX_NOTE, Verifier
from dinggang.record.strict import HASH_BYTES, base64_text, decimal, full_lines, unbase64, within

MAX_PROOF = 63
SIZE_TYPE = "text/x.tlog.size"
TEXT_TYPE = "text/plain; charset=utf-8"
_OLD = b"old "


class Request(Value, frozen=True, kw_only=True):
    """A request to cosign: the size the witness is thought to have, the proof from there, and the checkpoint."""

    old: int
    proof: tuple[bytes, ...]
    note: bytes

    @property
    def encoded(self) -> bytes:
        """The body of `add-checkpoint`."""
        proof = "".join(f"{base64_text(each)}\n" for each in self.proof)
        return f"old {self.old}\n{proof}\n".encode() + self.note


class Reply(Value, frozen=True, kw_only=True):
    """A witness's answer: status as in HTTP, type and content of the body."""

    status: int
    content_type: str = TEXT_TYPE
    body: bytes = b""


class Cosigner(Protocol):
    """A witness as the log sees it, over whatever transport. No method raises when the witness is out of reach."""

    @property
    def verifier(self) -> Verifier:
        """Its key, of type 0x04."""

    def held(self, origin: str) -> bytes | None:
        """The newest checkpoint it has cosigned for this origin; None if it has none or is out of reach."""

    def add_checkpoint(self, body: bytes) -> Reply | None:
        """Its answer to a request; None if it is out of reach or has not answered yet."""

    def answered(self, origin: str) -> tuple[bytes, Reply] | None:
        """A request made earlier and the answer that has come since; None where answers come at once."""


def origin_digest(origin: str) -> str:
    """SHA-256 of the origin in hexadecimal: how a witness names a log in addresses and file names."""
    return hashlib.sha256(origin.encode()).hexdigest()


def parse_request(raw: bytes) -> Request:
    """The request in these bytes; nothing is verified. Raises Unsound."""
    within(raw, MAX_NOTE + 4096, "a request")
    head, found, note = raw.partition(b"\n\n")
    if not found:
        raise Unsound(Kind.FORM, "no empty line in the request")
    first, *proof = full_lines(head + b"\n", most=1 + MAX_PROOF)
    if not first.startswith(_OLD):
        raise Unsound(Kind.FORM, "a request begins with the old size")
    return Request(
        old=decimal(first.removeprefix(_OLD)),
        proof=tuple(unbase64(line, HASH_BYTES) for line in proof),
        note=note,
    )


def size_in(reply: Reply) -> int | None:
    """The size a witness says it has, in a 409 as specified; None when the answer says none."""
    if reply.status != 409 or reply.content_type != SIZE_TYPE:
        return None
    try:
        lines: Sequence[bytes] = full_lines(reply.body, most=1)
        return decimal(lines[0]) if lines else None
    except Unsound:
        return None
