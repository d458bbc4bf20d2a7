"""The record of a case in a folder: what is public, and what its office keeps to itself.

`公开` is a static folder anyone may copy: checkpoint and tiles, the policy, files by digest. `内部` holds the log's store
and key, and the openings of sealed tables, which can be erased person by person.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import msgspec

from dinggang.basis import Id, Value, canonical
from dinggang.case import Act
from dinggang.procedure import Content
from dinggang.publication.entries import (
    Entry,
    Opening,
    Salt,
    check_openings,
    listed,
    read_entry,
    read_openings,
    seal,
    write_openings,
)
from dinggang.publication.receipts import Receipt, receipt_of
from dinggang.publication.replay import Kept, Lookup
from dinggang.record import Cosigner, Kind, Log, Published, Signer, Unsound, parse_signer, write_policy
from dinggang.record.disk import Durable, locked

PUBLIC, PRIVATE = "公开", "内部"
KEY, POLICY, FILES, OPENINGS, LOCK = "log.key", "policy", "files", "openings", "append.lock"
POLICY_FORMAT = "dinggang-policy-1"


class PolicyEntry(Value, frozen=True, kw_only=True):
    """The policy as an entry: who signs, who witnesses, how many of them. The newest one holds."""

    format: str = POLICY_FORMAT
    policy: str

    def encoded(self) -> bytes:
        return canonical(self)


class Keeping:
    """One process's hold on the record of a case."""

    def __init__(self, folder: Path, log: Log, vkey: str) -> None:
        self.public = folder / PUBLIC
        self.private = folder / PRIVATE
        self.log = log
        self.vkey = vkey

    @classmethod
    def create(cls, folder: Path, *, origin: str, seed: bytes, policy: bytes | None = None) -> "Keeping":
        """A new record under this origin, with a signing key from 32 random bytes. Its first entry is the policy.

        Without a policy the log's own signature is enough. Raises NotWritten when there is a record already.
        """
        private = folder / PRIVATE
        signer = Signer(origin, seed)
        log = Log.create(private, signers=[signer])
        disk = Durable(private)
        disk.keep(KEY, f"{signer.text}\n".encode())
        disk.sync()
        (private / KEY).chmod(0o600)
        keeping = cls(folder, log, signer.verifier.vkey)
        keeping.set_policy(policy or write_policy([(signer.verifier.vkey, "")], [], 0))
        return keeping

    @classmethod
    def open(cls, folder: Path) -> "Keeping":
        """The record in this folder. Raises Unsound when there is none or its parts do not belong together."""
        private = folder / PRIVATE
        try:
            signer = parse_signer((private / KEY).read_text(encoding="utf-8"))
        except FileNotFoundError:
            raise Unsound(Kind.MISSING, where=str(private / KEY)) from None
        return cls(folder, Log.open(private, signers=[signer]), signer.verifier.vkey)

    @staticmethod
    def there(folder: Path) -> bool:
        """Whether a record has been begun in this folder."""
        return (folder / PRIVATE / KEY).is_file()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """No other process adds to the record meanwhile."""
        with locked(self.private / LOCK):
            yield

    def close(self) -> None:
        self.log.close()

    def set_policy(self, policy: bytes) -> None:
        """Log this policy and publish it beside the record."""
        self.log.append([PolicyEntry(policy=policy.decode()).encoded()])
        disk = Durable(self.public)
        disk.replace(POLICY, policy)
        disk.sync()

    def append(self, contents: Sequence[Content], salt: Salt) -> range:
        """Log these acts in order; their indices. Files and openings are on the disk before the entries are.

        Raises NotWritten (nothing is logged) or Doubt.
        """
        sealed = [seal(each, salt) for each in contents]
        public, private = Durable(self.public / FILES), Durable(self.private / OPENINGS)
        for content, each in zip(contents, sealed, strict=True):
            for sha256, raw in each.files.items():
                public.keep(sha256, raw)
            for table, raw in each.openings.items():
                private.replace(opening_name(content.act.id, table), raw)
        public.sync()
        private.sync()
        return self.log.append([each.entry for each in sealed])

    def publish(self, *, now: int, witnesses: Sequence[Cosigner] = ()) -> Published:
        """Sign what has been appended and lay it out in the public folder, with the witnesses' cosignatures."""
        return self.log.publish(self.public, now=now, witnesses=witnesses)

    def kept(self) -> tuple[Kept, ...]:
        """The logged acts with their files and what is open of their tables. Raises Unsound, naming the act."""
        return tuple(
            kept_of(entry, self._file, self._openings(entry.act.id))
            for raw in self.log.store.entries(0, self.log.size)
            if (entry := act_in(raw)) is not None
        )

    def _file(self, sha256: str) -> bytes | None:
        path = self.public / FILES / sha256
        return path.read_bytes() if path.is_file() else None

    def _openings(self, act: Id) -> Mapping[str, bytes]:
        folder = self.private / OPENINGS
        found = sorted(folder.glob(f"{act}-*.jsonl")) if folder.is_dir() else []
        return {path.name.removeprefix(f"{act}-").removesuffix(".jsonl"): path.read_bytes() for path in found}

    def receipt(self, person: Id) -> Receipt:
        """All rows about a person that are still open, for that person."""
        rows: dict[tuple[Id, str], bytes] = {}
        for raw in self.log.store.entries(0, self.log.size):
            entry = act_in(raw)
            if entry is not None:
                found = self._openings(entry.act.id)
                rows.update({(entry.act.id, table): opened for table, opened in found.items()})
        return receipt_of(person, self.log.origin, rows)

    def erase(self, person: Id) -> int:
        """Take all openings about a person out of the files; how many there were. What was published stays valid.

        Copies elsewhere are not reached.
        """
        count = 0
        disk = Durable(self.private / OPENINGS)
        for path in sorted((self.private / OPENINGS).glob("*.jsonl")):
            openings = read_openings(path.read_bytes())
            left = [o for o in openings if o.owner != person]
            if len(left) < len(openings):
                count += len(openings) - len(left)
                disk.replace(path.name, write_openings(left))
        disk.sync()
        return count


def opening_name(act: Id, table: str) -> str:
    """The file of openings of one table of an act."""
    return f"{act}-{table}.jsonl"


def act_in(raw: bytes) -> Entry | None:
    """The act in an entry; None for a policy. Raises Unsound for anything else."""
    if policy_in(raw) is not None:
        return None
    return read_entry(raw)


def policy_in(raw: bytes) -> bytes | None:
    """The policy text in an entry that sets one; else None."""
    try:
        found = msgspec.json.decode(raw, type=PolicyEntry)
    except (msgspec.DecodeError, msgspec.ValidationError):
        return None
    if found.format != POLICY_FORMAT or found.encoded() != raw:
        return None
    return found.policy.encode()


def _checked(file: Lookup, sha256: str, where: str) -> bytes:
    raw = file(sha256)
    if raw is None:
        raise Unsound(Kind.MISSING, f"file {sha256}", where=where)
    if hashlib.sha256(raw).hexdigest() != sha256:
        raise Unsound(Kind.CONTENT, f"file {sha256}", where=where)
    return raw


def kept_of(entry: Entry, file: Lookup, openings: Mapping[str, bytes]) -> Kept:
    """One act with everything it names, each checked against its digest, root and commitments. Raises Unsound."""
    where = entry.act.id
    files: dict[str, bytes] = {}
    for ref in entry.files:
        files[ref.name] = _checked(file, ref.sha256, f"{where} {ref.name}")
        if len(files[ref.name]) != ref.length:
            raise Unsound(Kind.CONTENT, "another length", where=f"{where} {ref.name}")
    rows: dict[str, Sequence[bytes]] = {}
    whole = True
    for table in entry.tables:
        place = f"{where} {table.name}"
        try:
            commitments = listed(_checked(file, table.sha256, place), table)
            opened: Sequence[Opening] = read_openings(openings.get(table.name, b""))
            left = check_openings(opened, table, commitments)
        except Unsound as unsound:
            raise unsound.at(unsound.where or place) from None
        whole = whole and left == 0
        if opened or not table.rows:
            rows[table.name] = [o.value for o in opened]
    act = entry.act
    if "act" in files:
        act = msgspec.json.decode(files["act"], type=Act)
    return Kept(entry=entry, act=act, files=files, rows=rows, whole=whole)
