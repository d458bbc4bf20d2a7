"""The record of a case in a folder: what is public, and what its office keeps to itself.

`公开` is a static folder anyone may copy: checkpoint and tiles, the policy, files by digest. `内部` holds the log's store
and key, and the openings of sealed tables, which can be erased person by person.
"""

import hashlib
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import msgspec

from dinggang.basis import Id, Value, canonical
from dinggang.case import Act
from dinggang.procedure import Content
from dinggang.publication.entries import (
    UNREADABLE,
    WHOLE_ACT,
    Entry,
    Opening,
    Salt,
    check_openings,
    digests_of,
    listed,
    owner_of,
    read_entry,
    read_openings,
    seal,
    shortened,
    write_openings,
)
from dinggang.publication.receipts import Receipt, receipt_of
from dinggang.publication.replay import Kept, Lookup, decoded
from dinggang.record import (
    Cosigner,
    Durable,
    Kind,
    Log,
    NotWritten,
    Published,
    Signer,
    Unsound,
    locked,
    open_checkpoint,
    parse_signer,
    parse_vkey,
    write_policy,
)
from dinggang.record.disk import sync_folder
from dinggang.record.tiles import CHECKPOINT

PUBLIC, PRIVATE, PAPERS = "公开", "内部", "公文"
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

        Without a policy the log's own signature is enough. The record is there wholly or not at all. Raises NotWritten
        when there is one already.
        """
        folder.mkdir(parents=True, exist_ok=True)
        with locked(folder / LOCK):
            cls._begin(folder, Signer(origin, seed), policy)
        return cls.open(folder)

    @staticmethod
    def _begin(folder: Path, signer: Signer, policy: bytes | None) -> None:
        """Everything under another name first; one rename makes it the record."""
        private, fresh = folder / PRIVATE, folder / f".{PRIVATE}.new"
        if private.exists():
            raise NotWritten("there is a record already")
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(mode=0o700)
        text = policy or write_policy([(signer.verifier.vkey, "")], [], 0)
        with closing(Log.create(fresh, signers=[signer])) as log:
            log.append([PolicyEntry(policy=text.decode()).encoded()])
        disk = Durable(fresh)
        disk.keep(KEY, f"{signer.text}\n".encode())
        disk.sync()
        (fresh / KEY).chmod(0o600)
        fresh.rename(private)
        sync_folder(folder)

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

    @property
    def policy(self) -> bytes:
        """The newest policy."""
        found = [p for raw in self._logged() if (p := policy_in(raw)) is not None]
        return found[-1]

    def set_policy(self, policy: bytes) -> None:
        """Log this policy; it holds from then on."""
        self.log.append([PolicyEntry(policy=policy.decode()).encoded()])

    def append(self, contents: Sequence[Content], salt: Salt) -> range:
        """Log these acts in order; their indices. Files and openings are on the disk before the entries are.

        What an earlier attempt left behind without an entry is taken away first. Raises NotWritten (nothing is logged)
        or Doubt.
        """
        sealed = [seal(each, salt) for each in contents]
        public, private = Durable(self.public / FILES), Durable(self.private / OPENINGS)
        used = {digest for entry in self._entries() for digest in digests_of(entry)}
        for folder in (public.root, private.root):
            for path in folder.glob("*"):
                if path.name not in used:
                    path.unlink()
        for each in sealed:
            for sha256, raw in each.files.items():
                public.keep(sha256, raw)
            for sha256, raw in each.openings.items():
                private.keep(sha256, raw)
        public.sync()
        private.sync()
        return self.log.append([each.entry for each in sealed])

    def keep_documents(self, documents: Mapping[str, bytes]) -> None:
        """Lay the documents that acts issued beside the record, under names that are never taken again.

        Raises Doubt when one of another content is there.
        """
        disk = Durable(self.public.parent / PAPERS)
        for name, raw in documents.items():
            disk.keep(name, raw)
        disk.sync()

    def publish(self, *, now: int, witnesses: Sequence[Cosigner] = ()) -> Published:
        """Sign what has been appended and lay it out in the public folder, with the witnesses' cosignatures."""
        published = self.log.publish(self.public, now=now, witnesses=witnesses)
        disk = Durable(self.public)
        disk.replace(POLICY, self.policy)
        disk.sync()
        return published

    def published(self) -> tuple[bytes, int]:
        """The published checkpoint and its size. Raises Unsound when nothing has been published."""
        path = self.public / CHECKPOINT
        if not path.is_file():
            raise Unsound(Kind.MISSING, where=str(path))
        note = path.read_bytes()
        checkpoint, _ = open_checkpoint(note, [parse_vkey(self.vkey)])
        return note, checkpoint.size

    def kept(self) -> tuple[Kept, ...]:
        """The logged acts with their files and what is open of their tables. Raises Unsound, naming the act."""
        return tuple(kept_of(entry, self.file, self.openings(entry)) for entry in self._entries())

    def _logged(self) -> Iterable[bytes]:
        return self.log.store.entries(0, self.log.size)

    def _entries(self) -> Iterator[Entry]:
        return (entry for raw in self._logged() if (entry := act_in(raw)) is not None)

    def file(self, sha256: str) -> bytes | None:
        """A file that an act names."""
        path = self.public / FILES / sha256
        return path.read_bytes() if path.is_file() else None

    def openings(self, entry: Entry) -> dict[str, bytes]:
        """What is open of an act's tables, by the digest of the table."""
        paths = {t.sha256: self.private / OPENINGS / t.sha256 for t in entry.tables}
        return {sha256: path.read_bytes() for sha256, path in paths.items() if path.is_file()}

    def receipt(self, person: Id) -> Receipt:
        """All rows about a person that are still open, for that person."""
        found = [
            (entry.act.id, table.name, raw)
            for entry in self._entries()
            for table in entry.tables
            if (raw := self.openings(entry).get(table.sha256)) is not None
        ]
        return receipt_of(person, self.log.origin, found)

    def erase(self, person: Id) -> int:
        """Take all openings about a person out of the files; how many there were. What was published stays valid.

        Copies elsewhere are not reached.
        """
        count = 0
        disk = Durable(self.private / OPENINGS)
        for entry in self._entries():
            found = self.openings(entry)
            for table in entry.tables:
                openings = read_openings(found.get(table.sha256, b""))
                left = [o for o in openings if owner_of(table.name, o.value) != person]
                if len(left) < len(openings):
                    count += len(openings) - len(left)
                    disk.replace(table.sha256, write_openings(left))
        disk.sync()
        return count


def act_in(raw: bytes) -> Entry | None:
    """The act in an entry; None for a policy. Raises Unsound for anything else."""
    if policy_in(raw) is not None:
        return None
    return read_entry(raw)


def policy_in(raw: bytes) -> bytes | None:
    """The policy text in an entry that sets one; else None."""
    try:
        found = msgspec.json.decode(raw, type=PolicyEntry)
    except UNREADABLE:
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
    """One act with everything it names, each checked against its digest, root and commitments. Raises Unsound.

    `openings` by the digest of their table.
    """
    where = entry.act.id
    files: dict[str, bytes] = {}
    names = [*(each.name for each in entry.files), *(each.name for each in entry.tables)]
    if len(set(names)) < len(names):
        raise Unsound(Kind.FORM, "a name stands twice", where=where)
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
            opened: Sequence[Opening] = read_openings(openings.get(table.sha256, b""))
            left = check_openings(opened, table, commitments)
        except Unsound as unsound:
            raise unsound.at(unsound.where or place) from None
        whole = whole and left == 0
        if opened or not table.rows:
            rows[table.name] = [o.value for o in opened]
    act = entry.act
    if WHOLE_ACT in files:
        act = decoded(files[WHOLE_ACT], Act)
        if shortened(act) != entry.act or canonical(act) != files[WHOLE_ACT]:
            raise Unsound(Kind.CONTENT, "another act than its entry says", where=f"{where} {WHOLE_ACT}")
    return Kept(entry=entry, act=act, files=files, rows=rows, whole=whole)
