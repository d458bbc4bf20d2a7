"""The store of a log: entries, the hash of every complete subtree, and the checkpoints it signed, in SQLite.

WAL with `synchronous=FULL`: what a call returned is on the disk. Triggers forbid changing or deleting any of it.
Whoever can change the table of checkpoints can make the log sign a split view: protect the file as the key itself.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from dinggang.basis import Value
from dinggang.record.errors import Doubt, Kind, NotWritten, Unsound
from dinggang.record.tiles import MAX_ENTRY
from dinggang.record.tree import Frontier, Node, frontier, leaf_hash, root

WAIT_SECONDS = 60
_SCHEMA = """
CREATE TABLE log (one INTEGER PRIMARY KEY CHECK (one = 1), format INTEGER NOT NULL, origin TEXT NOT NULL) STRICT;
CREATE TABLE entry (idx INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT;
CREATE TABLE node (level INTEGER NOT NULL, idx INTEGER NOT NULL, hash BLOB NOT NULL, PRIMARY KEY (level, idx))
  STRICT, WITHOUT ROWID;
CREATE TABLE checkpoint (size INTEGER PRIMARY KEY, time INTEGER NOT NULL, note BLOB NOT NULL) STRICT;
CREATE TABLE cosignature (size INTEGER NOT NULL REFERENCES checkpoint, witness TEXT NOT NULL, time INTEGER NOT NULL,
  line BLOB NOT NULL, PRIMARY KEY (size, witness)) STRICT;
CREATE TABLE witness (vkey TEXT PRIMARY KEY, size INTEGER NOT NULL) STRICT;
CREATE TABLE halt (one INTEGER PRIMARY KEY CHECK (one = 1), reason TEXT NOT NULL) STRICT;
"""
_KEPT = ("log", "entry", "node", "checkpoint")
_FORMAT = 1


class Signed(Value, frozen=True, kw_only=True):
    """A committed checkpoint: size, when it was signed (POSIX seconds), the note as the log signed it."""

    size: int
    time: int
    note: bytes


class Store:
    """One open store. A process opens its own; several may append at once. Not to be shared between threads."""

    def __init__(self, path: Path, db: sqlite3.Connection, origin: str) -> None:
        self.path = path
        self.origin = origin
        self._db = db
        self._edge: Frontier | None = None

    @classmethod
    def create(cls, path: Path, origin: str) -> "Store":
        """A new store for this origin. Raises NotWritten if there is one already or the disk refuses."""
        if path.exists():
            raise NotWritten(f"{path.name} exists")
        db = _connect(path, "rwc")
        triggers = "".join(
            f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table}"
            f" BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END;\n"
            for table in _KEPT
            for verb in ("update", "delete")
        )
        try:
            db.executescript(f"BEGIN IMMEDIATE;{_SCHEMA}{triggers}COMMIT;")
            with _transaction(db):
                db.execute("INSERT INTO log VALUES (1, ?, ?)", (_FORMAT, origin))
        except sqlite3.Error as error:
            db.close()
            raise NotWritten(str(error)) from error
        return cls(path, db, origin)

    @classmethod
    def open(cls, path: Path) -> "Store":
        """The store at this path. Raises Unsound when there is none, or it is none of ours."""
        if not path.is_file():
            raise Unsound(Kind.MISSING, where=path.name)
        db = _connect(path, "rw")
        try:
            row = db.execute("SELECT format, origin FROM log").fetchone()
        except sqlite3.DatabaseError as error:
            db.close()
            raise Unsound(Kind.FORM, f"not the store of a log: {error}", where=path.name) from error
        if row is None or row[0] != _FORMAT:
            db.close()
            raise Unsound(Kind.FORM, "not the store of a log of this format", where=path.name)
        return cls(path, db, row[1])

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    @property
    def size(self) -> int:
        """How many entries there are."""
        found = self._db.execute("SELECT max(idx) FROM entry").fetchone()[0]
        return 0 if found is None else int(found) + 1

    def append(self, entries: Sequence[bytes]) -> range:
        """Write the entries durably, all or none, and return their indices.

        Raises NotWritten (too long, disk full, database busy) with nothing written, Doubt when the disk failed
        during the commit.
        """
        if any(len(entry) > MAX_ENTRY for entry in entries):
            raise NotWritten(f"an entry has more than {MAX_ENTRY} bytes")
        if not entries:
            return range(self.size, self.size)
        leaves = [leaf_hash(entry) for entry in entries]
        try:
            with _transaction(self._db):
                edge = self._right_edge()
                start = edge.size
                nodes: list[Node] = []
                for leaf in leaves:
                    nodes += edge.add(leaf)
                self._db.executemany("INSERT INTO entry VALUES (?, ?)", enumerate(entries, start))
                self._db.executemany("INSERT INTO node VALUES (?, ?, ?)", nodes)
        except sqlite3.Error as error:
            raise NotWritten(str(error)) from error
        self._edge = edge
        return range(start, edge.size)

    def _right_edge(self) -> Frontier:
        """A frontier at the size that the running transaction sees: the one kept, unless another process appended."""
        size = self.size
        if self._edge is not None and self._edge.size == size:
            return self._edge.copy()
        return frontier(size, self.node)

    def entries(self, start: int, stop: int) -> Iterator[bytes]:
        """The entries start … stop - 1 in order. Raises Unsound when one is missing."""
        expected = start
        for index, raw in self._db.execute(
            "SELECT idx, bytes FROM entry WHERE idx >= ? AND idx < ? ORDER BY idx", (start, stop)
        ):
            if index != expected:
                break
            expected += 1
            yield raw
        if expected != stop:
            raise Unsound(Kind.MISSING, f"entry {expected} is not in the store", where=self.path.name)

    def node(self, level: int, index: int) -> bytes:
        """The hash of a complete subtree. Raises Unsound when it is missing."""
        found = self._db.execute(
            "SELECT hash FROM node WHERE level = ? AND idx = ?", (level, index)
        ).fetchone()
        if found is None:
            raise Unsound(Kind.MISSING, f"node {level}/{index} is not in the store", where=self.path.name)
        return bytes(found[0])

    def nodes(self, level: int, start: int, stop: int) -> list[bytes]:
        """The hashes start … stop - 1 of a level. Raises Unsound when one is missing."""
        found = [
            bytes(row[0])
            for row in self._db.execute(
                "SELECT hash FROM node WHERE level = ? AND idx >= ? AND idx < ? ORDER BY idx",
                (level, start, stop),
            )
        ]
        if len(found) != stop - start:
            raise Unsound(Kind.MISSING, f"nodes of level {level} are not in the store", where=self.path.name)
        return found

    def root(self, size: int) -> bytes:
        """The root of the first `size` entries, from the nodes."""
        return root(size, self.node)

    def newest(self) -> Signed | None:
        """The newest committed checkpoint; None before the first."""
        row = self._db.execute(
            "SELECT size, time, note FROM checkpoint ORDER BY size DESC LIMIT 1"
        ).fetchone()
        return None if row is None else Signed(size=row[0], time=row[1], note=row[2])

    def signed(self, size: int) -> Signed | None:
        """The committed checkpoint of this size; None if there is none."""
        row = self._db.execute("SELECT size, time, note FROM checkpoint WHERE size = ?", (size,)).fetchone()
        return None if row is None else Signed(size=row[0], time=row[1], note=row[2])

    def all_signed(self) -> Iterator[Signed]:
        """Every committed checkpoint, the smallest first."""
        for row in self._db.execute("SELECT size, time, note FROM checkpoint ORDER BY size"):
            yield Signed(size=row[0], time=row[1], note=row[2])

    def commit(self, signed: Signed, *, after: Signed | None) -> None:
        """Add a checkpoint if the newest one is still `after`. Raises Doubt when it is not, or the disk failed."""
        try:
            with _transaction(self._db):
                if self.newest() != after:
                    raise Doubt("another process committed a checkpoint in between")
                self._db.execute(
                    "INSERT INTO checkpoint VALUES (?, ?, ?)", (signed.size, signed.time, signed.note)
                )
        except sqlite3.Error as error:
            raise Doubt(f"the checkpoint could not be committed: {error}") from error

    def cosignatures(self, size: int) -> list[tuple[str, int, bytes]]:
        """(vkey, time, line) of each witness that cosigned the checkpoint of this size, in order of vkeys."""
        return self._db.execute(
            "SELECT witness, time, line FROM cosignature WHERE size = ? ORDER BY witness", (size,)
        ).fetchall()

    def newest_cosignature_time(self) -> int:
        """The latest time any witness has put on any checkpoint; 0 before the first."""
        return int(self._db.execute("SELECT coalesce(max(time), 0) FROM cosignature").fetchone()[0])

    def add_cosignature(self, size: int, vkey: str, time: int, line: bytes) -> None:
        """Keep a verified cosignature, the newest of this witness on this checkpoint. Raises Doubt if the disk failed."""
        try:
            with _transaction(self._db):
                self._db.execute(
                    "INSERT INTO cosignature VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE"
                    " SET time = excluded.time, line = excluded.line WHERE excluded.time > time",
                    (size, vkey, time, line),
                )
                self._remember(vkey, size)
        except sqlite3.Error as error:
            raise Doubt(f"a cosignature could not be kept: {error}") from error

    def remember(self, vkey: str, size: int) -> None:
        """Note the size that a witness says it has seen, from which the next proof starts. Raises Doubt."""
        try:
            with _transaction(self._db):
                self._remember(vkey, size)
        except sqlite3.Error as error:
            raise Doubt(f"a witness's size could not be kept: {error}") from error

    def _remember(self, vkey: str, size: int) -> None:
        self._db.execute(
            "INSERT INTO witness VALUES (?, ?) ON CONFLICT DO UPDATE SET size = excluded.size", (vkey, size)
        )

    def seen_by(self, vkey: str) -> int:
        """The size this witness has seen as far as the log knows; 0 if nothing is known."""
        row = self._db.execute("SELECT size FROM witness WHERE vkey = ?", (vkey,)).fetchone()
        return 0 if row is None else int(row[0])

    def halted(self) -> str | None:
        """Why the log must not sign until an operator acts; None if nothing forbids it."""
        row = self._db.execute("SELECT reason FROM halt").fetchone()
        return None if row is None else str(row[0])

    def halt(self, reason: str | None) -> None:
        """Forbid signing with this reason, or with None allow it again. Raises Doubt if the disk failed."""
        try:
            with _transaction(self._db):
                self._db.execute("DELETE FROM halt")
                if reason is not None:
                    self._db.execute("INSERT INTO halt VALUES (1, ?)", (reason,))
        except sqlite3.Error as error:
            raise Doubt(f"the halt could not be kept: {error}") from error


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    try:
        db = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None, timeout=WAIT_SECONDS
        )
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = FULL")
        db.execute("PRAGMA foreign_keys = ON")
    except sqlite3.Error as error:
        raise NotWritten(f"{path.name} cannot be opened: {error}") from error
    return db


@contextmanager
def _transaction(db: sqlite3.Connection) -> Iterator[None]:
    """One immediate transaction. A failure before the commit undoes all; one of the commit itself is a Doubt."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        _undo(db)
        raise
    try:
        db.execute("COMMIT")
    except sqlite3.Error as error:
        full = getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL
        _undo(db)
        if full:  # SQLite writes no commit mark when the disk is full
            raise
        raise Doubt(f"the commit failed: {error}") from error


def _undo(db: sqlite3.Connection) -> None:
    if db.in_transaction:
        db.execute("ROLLBACK")
