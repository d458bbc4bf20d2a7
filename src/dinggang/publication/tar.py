"""The plain tar (POSIX ustar) of a bundle, written one way only: what is not written that way was altered.

Regular files alone, by name, mode 0644, no times, no owners; 512-byte blocks, two empty ones at the end.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache

import msgspec

from dinggang.basis import Fault
from dinggang.record import Kind, Unsound

BLOCK = 512
NAME = 100
PREFIX = 155
END = bytes(2 * BLOCK)
_MAGIC = b"ustar\x0000"


class Read(msgspec.Struct, frozen=True, kw_only=True):
    """The files of a tar, and what is not as it would be written: each with the file it concerns, where one does."""

    files: dict[str, bytes]
    wrong: tuple[Unsound, ...]


def write_tar(files: Mapping[str, bytes]) -> bytes:
    """These files as a tar. Raises Fault for a name that ustar has no room for."""
    parts: list[bytes] = []
    for name, raw in sorted(files.items()):
        parts += [header(name, len(raw)), raw, bytes(-len(raw) % BLOCK)]
    return b"".join([*parts, END])


@lru_cache(maxsize=4096)
def header(name: str, length: int) -> bytes:
    """The one header block that a file of this name and length has."""
    raw = name.encode("ascii")
    prefix = b""
    if len(raw) > NAME:
        cut = raw.find(b"/", len(raw) - NAME - 1)
        prefix, raw = raw[:cut], raw[cut + 1 :]
        if cut < 0 or len(prefix) > PREFIX:
            raise Fault("a name too long for a bundle")
    head = b"".join(
        (
            raw.ljust(NAME, b"\0"),
            b"0000644\x000000000\x000000000\x00%011o\x0000000000000\x00" % length,
            b" " * 8,
            b"0",
            bytes(100),
            _MAGIC,
            bytes(64),
            b"0000000\x000000000\x00",
            prefix.ljust(PREFIX, b"\0"),
            bytes(12),
        )
    )
    return head[:148] + b"%06o\x00 " % sum(head) + head[156:]


def read_tar(raw: bytes) -> Read:
    """What a tar holds, as far as it can be read. Where a header is damaged, reading goes on at the next good one."""
    files: dict[str, bytes] = {}
    wrong: list[Unsound] = []
    at, before = 0, ""
    while at < len(raw) - len(END):
        named = _named(raw[at : at + BLOCK])
        if named is None:
            wrong.append(Unsound(Kind.CONTENT, f"a damaged header at byte {at}, after {before}", where="tar"))
            at = next(_headers(raw, at + BLOCK), len(raw) - len(END))
            continue
        name, length = named
        start, end = at + BLOCK, at + BLOCK + length
        at = end + -length % BLOCK
        if at > len(raw) - len(END):
            wrong.append(Unsound(Kind.CONTENT, "cut off", where=name))
            break
        if name <= before:
            wrong.append(Unsound(Kind.CONTENT, "out of order in the archive", where=name))
        if any(raw[end:at]):
            wrong.append(Unsound(Kind.CONTENT, "the archive behind it was altered", where=name))
        files[name], before = raw[start:end], name
    if not wrong and (at != len(raw) - len(END) or raw[at:] != END):
        wrong.append(Unsound(Kind.CONTENT, "the end of the archive was altered", where="tar"))
    return Read(files=files, wrong=tuple(wrong))


def _headers(raw: bytes, at: int) -> Iterator[int]:
    return (i for i in range(at, len(raw) - len(END), BLOCK) if _named(raw[i : i + BLOCK]) is not None)


def _named(block: bytes) -> tuple[str, int] | None:
    """The name and length in a header; None when it is not exactly the header of these."""
    name = block[:NAME].rstrip(b"\0")
    prefix = block[345 : 345 + PREFIX].rstrip(b"\0")
    digits = block[124:135]
    whole = prefix + b"/" + name if prefix else name
    if not name or not whole.isascii() or not digits.isdigit() or b"8" in digits or b"9" in digits:
        return None
    found = whole.decode("ascii"), int(digits, 8)
    try:
        return found if header(*found) == block else None
    except Fault:
        return None
