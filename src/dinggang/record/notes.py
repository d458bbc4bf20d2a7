"""Signed notes (C2SP signed-note 1.0.0) and their keys, also those of cosignatures (type 0x04).

A note is a text, an empty line, and signature lines `— name base64(key ID ‖ signature)`. Lines of unknown keys are
ignored; the line of a known key must verify, or the whole note is rejected.
"""

import hashlib
import re
from collections.abc import Iterable
from enum import IntEnum

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from dinggang.basis import Value
from dinggang.record.errors import Kind, Unsound
from dinggang.record.strict import base64_text, unbase64, within

MAX_NOTE = 1_000_000
MAX_SIGNATURES = 64
MAX_SIGNATURE = 8_192
MAX_NAME = 255
_DASH = "— ".encode()
_CONTROL = re.compile(rb"[\x00-\x09\x0b-\x1f]")
_SPLIT = b"\n\n"
_HEX_ID = re.compile(r"[0-9a-f]{8}", re.ASCII)


class KeyType(IntEnum):
    """The first byte of a key: what its signatures are."""

    NOTE = 0x01
    COSIGNATURE = 0x04


class Verifier(Value, frozen=True, kw_only=True):
    """A public key and its name. `key_id` are the four bytes that signature lines begin with."""

    name: str
    type: KeyType
    key: bytes

    @property
    def key_id(self) -> bytes:
        return key_id(self.name, self.type, self.key)

    @property
    def vkey(self) -> str:
        """The key as text: name+hex(key ID)+base64(type ‖ key)."""
        return f"{self.name}+{self.key_id.hex()}+{base64_text(bytes([self.type]) + self.key)}"

    def check(self, message: bytes, signature: bytes) -> None:
        """Return if the signature of 64 bytes is this key's over the message; raise Unsound."""
        try:
            Ed25519PublicKey.from_public_bytes(self.key).verify(signature, message)
        except (InvalidSignature, ValueError):
            raise Unsound(Kind.SIGNATURE, f"by the key {self.name}+{self.key_id.hex()}") from None


class Signer:
    """A private key and its name. It shows neither in `repr` nor in an exception."""

    def __init__(self, name: str, seed: bytes, kind: KeyType = KeyType.NOTE) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(seed)
        self.verifier = Verifier(
            name=check_name(name), type=kind, key=self._key.public_key().public_bytes_raw()
        )

    def __repr__(self) -> str:
        return f"Signer({self.verifier.vkey})"

    @property
    def name(self) -> str:
        return self.verifier.name

    def raw(self, message: bytes) -> bytes:
        """The 64 bytes of the signature over the message as it stands."""
        return self._key.sign(message)

    @property
    def text(self) -> str:
        """The key as the one line of a key file: PRIVATE+KEY+name+hex(key ID)+base64(type ‖ seed). Keep it secret."""
        kind = bytes([self.verifier.type])
        return (
            f"PRIVATE+KEY+{self.name}+{self.verifier.key_id.hex()}+"
            f"{base64_text(kind + self._key.private_bytes_raw())}"
        )


class SignatureLine(Value, frozen=True, kw_only=True):
    """One signature line, as it stands: `signature` is what follows the key ID."""

    name: str
    key_id: bytes
    signature: bytes

    @property
    def line(self) -> bytes:
        """The line with its end."""
        return _DASH + f"{self.name} {base64_text(self.key_id + self.signature)}\n".encode()


class Note(Value, frozen=True, kw_only=True):
    """A parsed note: the text with its final newline, and the signature lines. Nothing is verified yet."""

    text: bytes
    lines: tuple[SignatureLine, ...]

    @property
    def encoded(self) -> bytes:
        """The note as bytes."""
        return self.text + b"\n" + b"".join(line.line for line in self.lines)

    def line_of(self, verifier: Verifier) -> SignatureLine | None:
        """The line of this key, unverified; None if there is none. Raises Unsound if there are two."""
        found = [line for line in self.lines if (line.name, line.key_id) == (verifier.name, verifier.key_id)]
        if len(found) > 1:
            raise Unsound(Kind.SIGNATURE, f"two lines of the key {verifier.name}")
        return found[0] if found else None


def key_id(name: str, kind: int, key: bytes) -> bytes:
    """The first four bytes of SHA-256(name ‖ 0x0A ‖ type ‖ key)."""
    return hashlib.sha256(name.encode() + b"\n" + bytes([kind]) + key).digest()[:4]


def check_name(name: str) -> str:
    """The key name, if it is one: not empty, no white space or control character, no plus sign. Raises Unsound."""
    if not name or len(name.encode("utf-8", "replace")) > MAX_NAME:
        raise Unsound(Kind.KEY, "a key name of 1 to 255 bytes was expected")
    if "+" in name or any(each.isspace() or ord(each) < 0x20 or ord(each) == 0x7F for each in name):
        raise Unsound(Kind.KEY, "a key name has no white space and no plus sign")
    return name


def parse_vkey(text: str, *, kind: KeyType | None = None) -> Verifier:
    """The verifier key that a vkey says, of this type if one is asked for. Raises Unsound."""
    name, raw, given = _parse_key(text)
    if kind not in {None, given}:
        raise Unsound(Kind.KEY, f"a key of type 0x{kind:02x} was expected")
    try:
        Ed25519PublicKey.from_public_bytes(raw)
    except ValueError:
        raise Unsound(Kind.KEY, "not an Ed25519 key") from None
    verifier = Verifier(name=name, type=given, key=raw)
    if text != verifier.vkey:
        raise Unsound(Kind.KEY, "the key ID is not that of the key")
    return verifier


def parse_signer(text: str) -> Signer:
    """The signer that a key file's line says; the line end may follow. Raises Unsound, which never carries the key."""
    text = text.removesuffix("\n")
    mark = "PRIVATE+KEY+"
    if not text.startswith(mark):
        raise Unsound(Kind.KEY, "not a private key")
    name, seed, kind = _parse_key(text.removeprefix(mark))
    signer = Signer(name, seed, kind)
    if signer.text != text:
        raise Unsound(Kind.KEY, "the key ID is not that of the key")
    return signer


def _parse_key(text: str) -> tuple[str, bytes, KeyType]:
    within(text.encode("utf-8", "replace"), 1024, "a key")
    parts = text.split("+", 2)
    if len(parts) != 3 or not _HEX_ID.fullmatch(parts[1]):
        raise Unsound(Kind.KEY, "name+hex+base64 was expected")
    name = check_name(parts[0])
    try:
        data = unbase64(parts[2].encode("ascii"))
    except (UnicodeEncodeError, Unsound):
        raise Unsound(Kind.KEY, "the key is not base64") from None
    if len(data) != 33 or data[0] not in set(KeyType):
        raise Unsound(Kind.KEY, "an Ed25519 key of type 0x01 or 0x04 was expected")
    return name, data[1:], KeyType(data[0])


def sign_note(text: bytes, signers: Iterable[Signer]) -> bytes:
    """The note over a text that ends in a newline, signed by each signer (type 0x01) in turn."""
    lines = tuple(
        SignatureLine(name=each.name, key_id=each.verifier.key_id, signature=each.raw(text))
        for each in signers
    )
    encoded = Note(text=text, lines=lines).encoded
    parse_note(encoded)  # nothing leaves that our own reader would refuse
    return encoded


def parse_note(raw: bytes) -> Note:
    """The parts of a note; nothing is verified. Raises Unsound."""
    within(raw, MAX_NOTE, "a note")
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        raise Unsound(Kind.FORM, "a note is UTF-8") from None
    if _CONTROL.search(raw):
        raise Unsound(Kind.FORM, "a control character in a note")
    at = raw.rfind(_SPLIT)
    if at < 0:
        raise Unsound(Kind.FORM, "no empty line between text and signatures")
    text, tail = raw[: at + 1], raw[at + 2 :]
    return Note(text=text, lines=parse_lines(tail))


def parse_lines(raw: bytes) -> tuple[SignatureLine, ...]:
    """One to 64 signature lines. Raises Unsound."""
    within(raw, MAX_NOTE, "signature lines")
    if not raw.endswith(b"\n"):
        raise Unsound(Kind.FORM, "no signature line, or the last one has no end")
    lines = raw[:-1].split(b"\n")
    if len(lines) > MAX_SIGNATURES:
        raise Unsound(Kind.TOO_LONG, f"more than {MAX_SIGNATURES} signature lines")
    return tuple(_parse_line(line) for line in lines)


def _parse_line(line: bytes) -> SignatureLine:
    if not line.startswith(_DASH):
        raise Unsound(Kind.FORM, "a signature line begins with a long dash and a space")
    parts = line.removeprefix(_DASH).split(b" ")
    if len(parts) != 2:
        raise Unsound(Kind.FORM, "a signature line holds a name and base64")
    try:
        name = check_name(parts[0].decode("utf-8"))
    except (UnicodeDecodeError, Unsound):
        raise Unsound(Kind.FORM, "a signature line's name is no key name") from None
    data = within(unbase64(parts[1]), MAX_SIGNATURE, "a signature")
    if len(data) < 5:
        raise Unsound(Kind.FORM, "a signature line without a signature")
    return SignatureLine(name=name, key_id=data[:4], signature=data[4:])


def verify_note(note: Note, verifiers: Iterable[Verifier]) -> tuple[Verifier, ...]:
    """The keys of type 0x01 among these that signed the note.

    Raises Unsound when the line of one of them fails or stands twice, or when none of them signed.
    """
    signed = []
    for verifier in verifiers:
        line = note.line_of(verifier)
        if line is not None:
            verifier.check(note.text, line.signature)
            signed.append(verifier)
    if not signed:
        raise Unsound(Kind.UNSIGNED, "no signature by a known key")
    return tuple(signed)
