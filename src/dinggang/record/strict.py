"""The exact forms that all formats here share: one way to write a number, a hash, a line."""

import base64
import binascii
import re

from dinggang.record.errors import Kind, Unsound

HASH_BYTES = 32
MAX_DECIMAL = 2**63 - 1
_DECIMAL = re.compile(rb"(?:0|[1-9][0-9]{0,18})", re.ASCII)


def decimal(text: bytes) -> int:
    """A number in ASCII digits without sign or leading zero, at most 2^63 - 1. Raises Unsound."""
    if not _DECIMAL.fullmatch(text):
        raise Unsound(Kind.FORM, "a decimal number in ASCII digits was expected")
    value = int(text)
    if value > MAX_DECIMAL:
        raise Unsound(Kind.TOO_LONG, "a number above 2^63 - 1")
    return value


def unbase64(text: bytes, size: int | None = None) -> bytes:
    """The bytes of canonical padded base64, of `size` bytes if given. Raises Unsound."""
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise Unsound(Kind.FORM, "not base64") from None
    if base64.b64encode(raw) != text:
        raise Unsound(Kind.FORM, "base64 that is not canonical")
    if size is not None and len(raw) != size:
        raise Unsound(Kind.FORM, f"{size} bytes were expected, {len(raw)} came")
    return raw


def base64_text(raw: bytes) -> str:
    """Padded standard base64."""
    return base64.b64encode(raw).decode("ascii")


def full_lines(text: bytes, *, most: int) -> list[bytes]:
    """The lines of a text whose every line ends in U+000A, without the line ends; none for no bytes. Raises Unsound."""
    if not text:
        return []
    if not text.endswith(b"\n"):
        raise Unsound(Kind.FORM, "the last line has no end")
    if text.count(b"\n") > most:
        raise Unsound(Kind.TOO_LONG, f"more than {most} lines")
    return text[:-1].split(b"\n")


def within(raw: bytes, most: int, what: str) -> bytes:
    """The bytes, if there are at most `most`. Raises Unsound."""
    if len(raw) > most:
        raise Unsound(Kind.TOO_LONG, f"{what} of {len(raw)} bytes; at most {most}")
    return raw
