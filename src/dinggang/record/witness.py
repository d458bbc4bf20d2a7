"""A witness: it remembers the newest checkpoint of each log and cosigns only what continues it.

The check and the write of the new state are one transaction, finished before the answer; otherwise a slow smaller
request could undo a larger one.
"""

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from pathlib import Path

from dinggang.basis import Fault, Value
from dinggang.record.checkpoints import Checkpoint, open_checkpoint, parse_checkpoint_text
from dinggang.record.cosignatures import cosign
from dinggang.record.errors import Unsound
from dinggang.record.notes import KeyType, Note, Signer, Verifier, parse_note
from dinggang.record.requests import SIZE_TYPE, Reply, Request, origin_digest, parse_request
from dinggang.record.tree import EMPTY_ROOT, verify_consistency

WAIT_SECONDS = 30
_SCHEMA = """
CREATE TABLE IF NOT EXISTS held (origin TEXT PRIMARY KEY, size INTEGER NOT NULL, root BLOB NOT NULL,
  time INTEGER NOT NULL, note BLOB NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS fork (origin TEXT NOT NULL, held BLOB NOT NULL, offered BLOB NOT NULL,
  PRIMARY KEY (origin, held, offered)) STRICT;
"""


class Held(Value, frozen=True, kw_only=True):
    """What a witness holds of a log: the newest checkpoint it cosigned, when, and the note with its cosignature."""

    size: int
    root: bytes
    time: int
    note: bytes


class Witness:
    """One witness over one state file. Its methods may be called from several threads and processes at once."""

    def __init__(
        self, state: Path, *, signer: Signer, logs: Mapping[str, Sequence[Verifier]], clock: Callable[[], int]
    ) -> None:
        if signer.verifier.type is not KeyType.COSIGNATURE:
            raise Fault("a witness signs with a key of type 0x04")
        self._state = state
        self._signer = signer
        self._logs = {origin: tuple(keys) for origin, keys in logs.items()}
        self._clock = clock
        with closing(self._connect()) as db:
            db.executescript(_SCHEMA)

    @property
    def verifier(self) -> Verifier:
        """Its public key."""
        return self._signer.verifier

    def add_checkpoint(self, body: bytes) -> Reply:
        """The answer to a request, as the protocol says: 200 with the cosignature, 400, 403, 404, 409 or 422."""
        try:
            request = parse_request(body)
            note = parse_note(request.note)
            origin = parse_checkpoint_text(note.text).origin
        except Unsound:
            return Reply(status=400)
        keys = self._logs.get(origin)
        if keys is None:
            return Reply(status=404)
        try:
            checkpoint, note = open_checkpoint(request.note, keys)
        except Unsound:
            return Reply(status=403)
        if request.old > checkpoint.size:
            return Reply(status=400)
        lines = tuple(line for line in note.lines if any(line == note.line_of(key) for key in keys))
        return self._decide(request, checkpoint, Note(text=note.text, lines=lines))

    def held(self, origin: str) -> Held | None:
        """What it holds for this origin; None if it never cosigned it."""
        with closing(self._connect()) as db:
            return _held(db, origin)

    def held_by_digest(self, digest: str) -> Held | None:
        """What it holds for the origin with this SHA-256, in hexadecimal."""
        return next((self.held(origin) for origin in self._logs if origin_digest(origin) == digest), None)

    def forks(self, origin: str) -> list[tuple[bytes, bytes]]:
        """Pairs of checkpoints of one size with two roots, both signed by the log: (held, offered)."""
        with closing(self._connect()) as db:
            return db.execute("SELECT held, offered FROM fork WHERE origin = ?", (origin,)).fetchall()

    def _decide(self, request: Request, new: Checkpoint, note: Note) -> Reply:
        try:
            with closing(self._connect()) as db:
                db.execute("BEGIN IMMEDIATE")
                reply = self._against(db, request, new, note)
                db.execute("COMMIT")
        except sqlite3.Error:
            return Reply(status=503)  # what is not on the disk is not answered with a signature
        return reply

    def _against(self, db: sqlite3.Connection, request: Request, new: Checkpoint, note: Note) -> Reply:
        """The verdict within the transaction, and the new state written if it is 200."""
        held = _held(db, new.origin)
        size = held.size if held else 0
        if request.old != size:
            return Reply(status=409, content_type=SIZE_TYPE, body=f"{size}\n".encode())
        try:
            root = held.root if held else EMPTY_ROOT
            verify_consistency(size, new.size, root, new.root, request.proof)
        except Unsound:
            if held and new.size == size and new.root != held.root:
                db.execute(
                    "INSERT OR IGNORE INTO fork VALUES (?, ?, ?)", (new.origin, held.note, note.encoded)
                )
            return Reply(status=422)
        time = self._clock()
        if time <= 0 or (held and time < held.time):
            return Reply(status=503)  # a clock that went back dates nothing
        line = cosign(note.text, self._signer, time)
        cosigned = Note(text=note.text, lines=(*note.lines, line)).encoded
        db.execute(
            "INSERT OR REPLACE INTO held VALUES (?, ?, ?, ?, ?)",
            (new.origin, new.size, new.root, time, cosigned),
        )
        return Reply(status=200, body=line.line)

    def _connect(self) -> sqlite3.Connection:
        db = sqlite3.connect(self._state, isolation_level=None, timeout=WAIT_SECONDS)
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = FULL")
        return db


def _held(db: sqlite3.Connection, origin: str) -> Held | None:
    row = db.execute("SELECT size, root, time, note FROM held WHERE origin = ?", (origin,)).fetchone()
    return None if row is None else Held(size=row[0], root=row[1], time=row[2], note=row[3])
