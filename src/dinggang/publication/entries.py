"""An act as an entry of the public record: what it says, the digests of its files, the commitments to its tables.

The bytes are canonical JSON (RFC 8785 with texts in NFC). A table of personal facts enters as the root of salted
commitments, one per row; rows and salts stay in an erasable file of openings.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from unicodedata import is_normalized

import msgspec

from dinggang.basis import Id, Value, canonical
from dinggang.case import Act
from dinggang.procedure import Content, Open, Table
from dinggang.record import MAX_ENTRY, Kind, Unsound, jcs, leaf_hash, root_of
from dinggang.record.commitments import DOMAIN, SALT_BYTES

FORMAT = "dinggang-act-1"
WHOLE_ACT = "act"
"""The file of an act that is too long for its entry."""
ROSTER = "people"
UNREADABLE = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
"""What reading JSON that somebody altered may raise."""

Salt = Callable[[], bytes]
"""Gives 32 fresh random bytes each time."""


class FileRef(Value, frozen=True, kw_only=True):
    """A file that anyone may read: what it is, its SHA-256 in hexadecimal, its length in bytes and its rows."""

    name: str
    sha256: str
    length: int
    rows: int


class TableRef(Value, frozen=True, kw_only=True):
    """A sealed table: its rows, the root over their commitments (hexadecimal), and the file that lists them.

    `gathered` rows were handed in; the others were decided.
    """

    name: str
    rows: int
    root: str
    sha256: str
    gathered: bool


class Entry(Value, frozen=True, kw_only=True):
    """One official act as it stands in the record. When `act` would be too long, it
    leaves its lists and its reason to the file "act", which holds all of it.
    """

    format: str = FORMAT
    act: Act
    files: tuple[FileRef, ...] = ()
    tables: tuple[TableRef, ...] = ()

    def encoded(self) -> bytes:
        """The exact bytes that are logged."""
        return canonical(self)


class Opening(Value, frozen=True, kw_only=True):
    """What opens one commitment: the salt (hexadecimal) and the row in canonical form."""

    row: msgspec.Raw
    salt: str

    @property
    def value(self) -> bytes:
        return bytes(self.row)

    @property
    def commitment(self) -> bytes:
        """Raises Unsound for a salt of another form."""
        return commitment(salt_of(self.salt), self.value)


class _About(msgspec.Struct, frozen=True):
    """The two members of a row that may say whom it is about."""

    id: str | None = None
    person: str | None = None


class Sealed(msgspec.Struct, frozen=True, kw_only=True):
    """An entry with the files it names, by digest, and the openings of its tables, by the digest of the table."""

    entry: bytes
    files: dict[str, bytes]
    openings: dict[str, bytes]


def commitment(salt: bytes, row: bytes) -> bytes:
    """The record's commitment to a row that is in canonical form already: SHA-256(domain ‖ salt ‖ row)."""
    return hashlib.sha256(DOMAIN + salt + row).digest()


def root_over(commitments: Iterable[bytes]) -> str:
    """The root, by RFC 6962, over commitments in the order of their bytes, in hexadecimal."""
    return root_of(leaf_hash(each) for each in commitments).hex()


def salt_of(text: str) -> bytes:
    """The salt that 64 lower-case hexadecimal digits say. Raises Unsound."""
    try:
        found = bytes.fromhex(text)
    except ValueError:
        found = b""
    if len(found) != SALT_BYTES or found.hex() != text:
        raise Unsound(Kind.COMMITMENT, "a salt has 64 hexadecimal digits")
    return found


def owner_of(table: str, row: bytes) -> Id | None:
    """The person a row is about, if any: its own id on the roster, elsewhere the member `person`. Raises Unsound."""
    try:
        about = _abouts.decode(row)
    except UNREADABLE:
        raise Unsound(Kind.FORM, "not a row") from None
    return about.id if table == ROSTER else about.person


def digests_of(entry: Entry) -> set[str]:
    """Every file that an act names."""
    return {ref.sha256 for ref in entry.files} | {table.sha256 for table in entry.tables}


def seal(content: Content, salt: Salt) -> Sealed:
    """The entry of an act, with fresh salts for its rows."""
    files: dict[str, bytes] = {}
    openings: dict[str, bytes] = {}
    refs = [_file(each, files) for each in content.files]
    tables = [_table(each, salt, files, openings) for each in content.tables]
    entry = Entry(act=content.act, files=tuple(refs), tables=tuple(tables))
    if len(entry.encoded()) > MAX_ENTRY:
        whole = _file(Open(name=WHOLE_ACT, content=canonical(content.act), rows=1), files)
        entry = msgspec.structs.replace(entry, act=shortened(content.act), files=(whole, *refs))
    return Sealed(entry=entry.encoded(), files=files, openings=openings)


def shortened(act: Act) -> Act:
    """An act without its lists and its reason, for an entry that has no room for them."""
    return msgspec.structs.replace(
        act,
        lifts=(),
        posts=(),
        held_with=(),
        people=(),
        questions=(),
        sources=(),
        fallback="",
        values=(),
        reason="",
    )


def _file(file: Open, files: dict[str, bytes]) -> FileRef:
    sha256 = hashlib.sha256(file.content).hexdigest()
    files[sha256] = file.content
    return FileRef(name=file.name, sha256=sha256, length=len(file.content), rows=file.rows)


def _table(table: Table, salt: Salt, files: dict[str, bytes], openings: dict[str, bytes]) -> TableRef:
    made = [Opening(row=msgspec.Raw(row.value), salt=salt().hex()) for row in table.rows]
    paired = sorted((opening.commitment, opening) for opening in made)
    listed = b"".join(each for each, _ in paired)
    sha256 = hashlib.sha256(listed).hexdigest()
    files[sha256] = listed
    if paired:
        openings[sha256] = write_openings(opening for _, opening in paired)
    return TableRef(
        name=table.name,
        rows=len(paired),
        root=root_over(each for each, _ in paired),
        sha256=sha256,
        gathered=table.gathered,
    )


def write_openings(openings: Iterable[Opening]) -> bytes:
    """One line of canonical JSON per opening."""
    return b"".join(b'{"row":%b,"salt":%b}\n' % (o.value, canonical(o.salt)) for o in openings)


def read_openings(raw: bytes) -> tuple[Opening, ...]:
    """The openings in these lines. Raises Unsound unless they stand as `write_openings` writes them."""
    try:
        found = tuple(_openings.decode_lines(raw))
    except UNREADABLE:
        raise Unsound(Kind.FORM, "not a file of openings") from None
    if write_openings(found) != raw:
        raise Unsound(Kind.FORM, "a file of openings in another form")
    return found


def read_entry(raw: bytes) -> Entry:
    """The entry in these bytes. Raises Unsound for what is no act in canonical form."""
    try:
        entry = _entries.decode(raw)
    except UNREADABLE:
        raise Unsound(Kind.FORM, "not an act") from None
    if entry.format != FORMAT or not _is_canonical(raw, entry):
        raise Unsound(Kind.FORM, "an act in another form")
    return entry


def _is_canonical(raw: bytes, entry: Entry) -> bool:
    """Whether the bytes are canonical JSON. Members that a later version added may be absent."""
    if msgspec.json.encode(entry, order="sorted") != raw:
        jcs.loads(raw)
    return is_normalized("NFC", raw.decode())


def listed(raw: bytes, ref: TableRef) -> list[bytes]:
    """The commitments of a table from the file that lists them. Raises Unsound when it does not make the root."""
    found = [raw[at : at + 32] for at in range(0, len(raw), 32)]
    if len(raw) != 32 * ref.rows or found != sorted(found) or root_over(found) != ref.root:
        raise Unsound(Kind.COMMITMENT, f"the list of {ref.name} does not make its root")
    return found


def check_openings(openings: Sequence[Opening], ref: TableRef, commitments: Sequence[bytes]) -> int:
    """How many rows have no opening (any more). Raises Unsound for an opening that opens nothing of the table."""
    left = Counter(commitments)
    for opening in openings:
        made = opening.commitment
        if not left[made]:
            raise Unsound(Kind.COMMITMENT, f"an opening that opens no row of {ref.name}")
        left[made] -= 1
    return left.total()


_entries = msgspec.json.Decoder(Entry)
_openings = msgspec.json.Decoder(Opening)
_abouts = msgspec.json.Decoder(_About)
