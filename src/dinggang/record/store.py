"""The store of a log: entries, the hash of every complete subtree, and the checkpoints it signed, in SQLite.

WAL with `synchronous=FULL`: what a call returned is on the disk. Triggers forbid changing or deleting any of it.
Whoever can change the table of checkpoints can make the log sign a split view: protect the file as the key itself.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

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
        found = self._rows("SELECT max(idx) FROM entry")[0][0]
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
        except (sqlite3.Error, Unsound) as error:
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
        for index, raw in self._each(
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
        found = self._rows("SELECT hash FROM node WHERE level = ? AND idx = ?", (level, index))
        if not found:
            raise Unsound(Kind.MISSING, f"node {level}/{index} is not in the store", where=self.path.name)
        return bytes(found[0][0])

    def nodes(self, level: int, start: int, stop: int) -> list[bytes]:
        """The hashes start … stop - 1 of a level. Raises Unsound when one is missing."""
        found = [
            bytes(row[0])
            for row in self._rows(
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
        rows = self._rows("SELECT size, time, note FROM checkpoint ORDER BY size DESC LIMIT 1")
        return Signed(size=rows[0][0], time=rows[0][1], note=rows[0][2]) if rows else None

    def signed(self, size: int) -> Signed | None:
        """The committed checkpoint of this size; None if there is none."""
        rows = self._rows("SELECT size, time, note FROM checkpoint WHERE size = ?", (size,))
        return Signed(size=rows[0][0], time=rows[0][1], note=rows[0][2]) if rows else None

    def all_signed(self) -> Iterator[Signed]:
        """Every committed checkpoint, the smallest first."""
        for row in self._each("SELECT size, time, note FROM checkpoint ORDER BY size"):
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
        return self._rows(
            "SELECT witness, time, line FROM cosignature WHERE size = ? ORDER BY witness", (size,)
        )

    def newest_cosignature_time(self) -> int:
        """The latest time any witness has put on any checkpoint; 0 before the first."""
        return int(self._rows("SELECT coalesce(max(time), 0) FROM cosignature")[0][0])

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
        rows = self._rows("SELECT size FROM witness WHERE vkey = ?", (vkey,))
        return int(rows[0][0]) if rows else 0

    def halted(self) -> str | None:
        """Why the log must not sign until an operator acts; None if nothing forbids it."""
        rows = self._rows("SELECT reason FROM halt")
        return str(rows[0][0]) if rows else None

    def halt(self, reason: str | None) -> None:
        """Forbid signing with this reason, or with None allow it again. Raises Doubt if the disk failed."""
        try:
            with _transaction(self._db):
                self._db.execute("DELETE FROM halt")
                if reason is not None:
                    self._db.execute("INSERT INTO halt VALUES (1, ?)", (reason,))
        except sqlite3.Error as error:
            raise Doubt(f"the halt could not be kept: {error}") from error

    def _each(self, query: str, arguments: tuple[object, ...] = ()) -> Iterator[tuple[Any, ...]]:
        """The rows of a query one by one. Raises Unsound when the file cannot be read."""
        try:
            yield from self._db.execute(query, arguments)
        except sqlite3.Error as error:
            raise Unsound(Kind.CONTENT, f"the store cannot be read: {error}", where=self.path.name) from error

    def _rows(self, query: str, arguments: tuple[object, ...] = ()) -> list[tuple[Any, ...]]:
        """All rows of a query. Raises Unsound when the file cannot be read."""
        return list(self._each(query, arguments))


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
