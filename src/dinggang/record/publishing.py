"""A log: it takes entries, signs checkpoints, has them witnessed, and lays the record out as static files.

The order never changes. A: entries and nodes durable. B: refusal checks, then a signed checkpoint, durable before the
signature leaves. C: witnesses. D: tiles. E: the file `checkpoint`, last. B to E hold a lock between processes.
After B any doubt is final for this object: open the log again, and `publish` goes on from the store.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TypeVar

from dinggang.basis import Fault, Value
from dinggang.record.checkpoints import Checkpoint, open_checkpoint, parse_checkpoint_text, sign_checkpoint
from dinggang.record.cosignatures import SKEW_SECONDS, Cosignature, check_cosignature, find_cosignature
from dinggang.record.disk import Durable, locked
from dinggang.record.errors import Doubt, Kind, SigningRefused, Unsound
from dinggang.record.notes import KeyType, Note, SignatureLine, Signer, Verifier, parse_lines, parse_note
from dinggang.record.requests import Cosigner, Reply, Request, parse_request, size_in
from dinggang.record.store import Signed, Store
from dinggang.record.tiles import CHECKPOINT, TREE_LEVELS, WIDTH, Tile, encode_bundle, tiles
from dinggang.record.tree import consistency_proof, frontier, inclusion_proof, leaf_hash, root

Answered = TypeVar("Answered")
STORE = "record.db"
LOCK = "publish.lock"


class Answer(StrEnum):
    """What became of asking one witness."""

    COSIGNED = "cosigned"
    SILENT = "silent"
    REFUSED = "refused"
    INVALID = "invalid"
    AHEAD = "ahead"


class Asked(Value, frozen=True, kw_only=True):
    """One witness and its answer; `skew` is its time minus the log's, in seconds, where it gave one."""

    name: str
    answer: Answer
    status: int | None = None
    skew: int | None = None


class Published(Value, frozen=True, kw_only=True):
    """What a call of `publish` made public: the checkpoint, the note as published, and what each witness answered."""

    checkpoint: Checkpoint
    note: bytes
    asked: tuple[Asked, ...]


class Log:
    """One process's hold on a log. Its folder is private: it holds the store, never the keys."""

    def __init__(
        self, folder: Path, store: Store, signers: Sequence[Signer], former: Sequence[Verifier]
    ) -> None:
        if not signers:
            raise Fault("a log has a signer")
        for verifier in [*(each.verifier for each in signers), *former]:
            if verifier.name != store.origin or verifier.type is not KeyType.NOTE:
                raise Fault("a log's key is of type 0x01 and has the origin as its name")
        self.folder = folder
        self.store = store
        self._signers = tuple(signers)
        self._keys = (*(each.verifier for each in signers), *former)
        self._doubt: str | None = None

    @classmethod
    def create(cls, folder: Path, *, signers: Sequence[Signer]) -> "Log":
        """A new log in this folder; its origin is its signers' name. Raises NotWritten if there is one already."""
        folder.mkdir(parents=True, exist_ok=True)
        return cls(folder, Store.create(folder / STORE, signers[0].name), signers, ())

    @classmethod
    def open(cls, folder: Path, *, signers: Sequence[Signer], former: Sequence[Verifier] = ()) -> "Log":
        """The log in this folder. `former` are its earlier keys, which still open what they signed.

        Raises Unsound when the store is none, SigningRefused when it does not contain what it signed.
        """
        log = cls(folder, Store.open(folder / STORE), signers, former)
        try:
            for signed in log.store.all_signed():
                log._must_contain(
                    "a committed checkpoint", parse_checkpoint_text(parse_note(signed.note).text)
                )
        except Unsound as unsound:
            raise SigningRefused(f"the store is damaged: {unsound}") from unsound
        return log

    @property
    def origin(self) -> str:
        """The identity of the log."""
        return self.store.origin

    @property
    def size(self) -> int:
        """How many entries are in the store, published or not."""
        return self.store.size

    def close(self) -> None:
        """Close the store."""
        self.store.close()

    def append(self, entries: Sequence[bytes]) -> range:
        """Step A: take the entries, all or none, and return their indices once they are on the disk.

        Raises NotWritten (one above 65,535 bytes, disk full) or Doubt.
        """
        self._alive()
        with self._fatal():
            return self.store.append(entries)

    def publish(
        self, public: Path, *, now: int, witnesses: Sequence[Cosigner] = (), limit: int = 30
    ) -> Published:
        """Steps B to E at this time (POSIX seconds), asking the witnesses for at most `limit` seconds a round.

        Without new entries it asks for missing cosignatures and completes what a crash left. Raises SigningRefused
        (nothing was signed), Doubt (open the log again).
        """
        self._alive()
        with locked(self.folder / LOCK):
            size = self.store.size
            try:
                published = self._check(public, now, size, witnesses, limit)
            except Unsound as unsound:
                raise SigningRefused(f"the store is damaged: {unsound}") from unsound
            with self._fatal():
                signed = self._sign(now, size)
                self._harvest(witnesses, now)
                asked = self._ask(signed, witnesses, now, limit)
                return self._write(public, signed, published, asked)

    def resume(self) -> None:
        """Sign again after an operator has found out why the log had stopped."""
        self.store.halt(None)

    def inclusion_proof(self, index: int, size: int) -> list[bytes]:
        """The proof that entry `index` is in the first `size` entries."""
        return inclusion_proof(index, size, self.store.node)

    def consistency_proof(self, old: int, new: int) -> list[bytes]:
        """The proof that the first `new` entries continue the first `old`."""
        return consistency_proof(old, new, self.store.node)

    def note(self, size: int | None = None) -> bytes | None:
        """The committed checkpoint of this size, or the newest, with the cosignatures it has; None if there is none."""
        signed = self.store.newest() if size is None else self.store.signed(size)
        return None if signed is None else self._with_cosignatures(signed).encoded

    # --- the refusal checks -------------------------------------------------------------------------------------

    def _check(
        self, public: Path, now: int, size: int, witnesses: Sequence[Cosigner], limit: int
    ) -> tuple[Checkpoint, Note] | None:
        """What stands in the public folder, if the log may sign. Raises SigningRefused."""
        halted = self.store.halted()
        if halted:
            raise SigningRefused(halted)
        newest = self.store.newest()
        published = self._published(public)
        if published:
            checkpoint, note = published
            self._must_contain("the published checkpoint", checkpoint)
            if newest is None or checkpoint.size > newest.size:
                raise SigningRefused(
                    "the published checkpoint is newer than any in the store: it went back in time"
                )
        else:
            note = None
        if newest:
            self._must_contain("the newest committed checkpoint", self._own(newest.note))
        self._check_clock(now, newest, note, witnesses)
        for raw in _all(lambda each: each.held(self.origin), witnesses, limit):
            self._check_held(raw)
        self._recompute(published[0].size if published else 0, size)
        return published

    def _published(self, public: Path) -> tuple[Checkpoint, Note] | None:
        try:
            raw = (public / CHECKPOINT).read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise SigningRefused(f"the published checkpoint cannot be read: {error}") from error
        try:
            return open_checkpoint(raw, self._keys)
        except Unsound as unsound:
            raise SigningRefused(f"the published checkpoint is not this log's: {unsound}") from unsound

    def _check_clock(
        self, now: int, newest: Signed | None, note: Note | None, witnesses: Sequence[Cosigner]
    ) -> None:
        if newest and now < newest.time:
            raise SigningRefused(f"the clock is {newest.time - now} s earlier than the newest checkpoint")
        latest = self.store.newest_cosignature_time()
        if note:
            try:
                found = [find_cosignature(note, each.verifier) for each in witnesses]
            except Unsound as unsound:
                raise SigningRefused(f"a published cosignature fails: {unsound}") from unsound
            latest = max([latest, *(each.time for each in found if each)])
        if now < latest - SKEW_SECONDS:
            raise SigningRefused(f"the clock is {latest - now} s earlier than the newest cosignature")

    def _check_held(self, raw: bytes | None) -> None:
        if raw is None:
            return
        try:
            checkpoint, _ = open_checkpoint(raw, self._keys)
        except Unsound:
            return  # nothing this log has signed: not evidence of anything
        self._must_contain("a checkpoint that a witness holds", checkpoint)

    def _must_contain(self, what: str, checkpoint: Checkpoint) -> None:
        if checkpoint.size <= self.store.size and self.store.root(checkpoint.size) == checkpoint.root:
            return
        raise SigningRefused(f"{what}, of size {checkpoint.size}, is not contained in the store")

    def _recompute(self, since: int, size: int) -> None:
        """Recompute from the entries all that would be published anew. Raises SigningRefused at the first difference."""
        start = since - since % WIDTH
        edge = frontier(start, self.store.node)
        for index, entry in enumerate(self.store.entries(start, size), start):
            for level, place, found in edge.add(leaf_hash(entry)):
                if found != self.store.node(level, place):
                    raise SigningRefused(f"the store is damaged: entry {index} is not what was hashed")
        if edge.root() != self.store.root(size):
            raise SigningRefused("the store is damaged: its entries have another root")

    def _own(self, raw: bytes) -> Checkpoint:
        try:
            return open_checkpoint(raw, self._keys)[0]
        except Unsound as unsound:
            raise SigningRefused(f"a committed checkpoint is not by this log's keys: {unsound}") from unsound

    # --- B to E -------------------------------------------------------------------------------------------------

    def _sign(self, now: int, size: int) -> Signed:
        """Step B: the checkpoint over the entries that were checked, committed; the newest one if it covers them."""
        newest = self.store.newest()
        if newest and newest.size == size:
            return newest
        checkpoint = Checkpoint(origin=self.origin, size=size, root=root(size, self.store.node))
        signed = Signed(size=size, time=now, note=sign_checkpoint(checkpoint, self._signers))
        self.store.commit(signed, after=newest)
        return signed

    def _harvest(self, witnesses: Sequence[Cosigner], now: int) -> None:
        """Keep cosignatures that came by file since, on whichever committed checkpoint they are."""
        for each in witnesses:
            found = each.answered(self.origin)
            if found is None:
                continue
            try:
                note = parse_note(parse_request(found[0]).note)
                size = int(note.text.split(b"\n")[1])
            except (Unsound, ValueError, IndexError):
                continue
            signed = self.store.signed(size)
            if signed and parse_note(signed.note).text == note.text:
                self._take(signed, each, found[1], now)

    def _ask(self, signed: Signed, witnesses: Sequence[Cosigner], now: int, limit: int) -> tuple[Asked, ...]:
        """Step C: two rounds, the second for witnesses that say from which size they need the proof."""
        have = {vkey for vkey, _, _ in self.store.cosignatures(signed.size)}
        asked: dict[str, Asked] = {}
        pending = []
        for each in witnesses:
            vkey = each.verifier.vkey
            if vkey in have:
                asked[vkey] = Asked(name=each.verifier.name, answer=Answer.COSIGNED)
            else:
                pending.append(each)
        for again in (True, False):
            old = {
                each.verifier.vkey: min(self.store.seen_by(each.verifier.vkey), signed.size)
                for each in pending
            }
            bodies = {vkey: self._request(signed, size) for vkey, size in old.items()}
            replies = _all(partial(_submit, bodies), pending, limit)
            later = []
            for each, reply in zip(pending, replies, strict=True):
                seen = None if reply is None else size_in(reply)
                if seen is not None:
                    self._seen(each, seen, signed)
                if again and seen is not None:
                    later.append(each)
                else:
                    asked[each.verifier.vkey] = self._take(signed, each, reply, now)
            pending = later
        return tuple(asked[each.verifier.vkey] for each in witnesses)

    def _request(self, signed: Signed, old: int) -> bytes:
        proof = tuple(consistency_proof(old, signed.size, self.store.node))
        return Request(old=old, proof=proof, note=signed.note).encoded

    def _seen(self, witness: Cosigner, seen: int, signed: Signed) -> None:
        """Remember what a witness says it has; more than this log ever signed means that the store went back."""
        if seen > signed.size:
            reason = f"the witness {witness.verifier.name} has seen size {seen}; this store has signed {signed.size}"
            self.store.halt(reason)
            raise SigningRefused(reason)
        self.store.remember(witness.verifier.vkey, seen)

    def _take(self, signed: Signed, witness: Cosigner, reply: Reply | None, now: int) -> Asked:
        """Keep the cosignature in this reply, if it is a valid one."""
        name = witness.verifier.name
        if reply is None:
            return Asked(name=name, answer=Answer.SILENT)
        if reply.status != 200:
            return Asked(name=name, answer=Answer.REFUSED, status=reply.status)
        try:
            line, cosignature = _line_in(reply.body, parse_note(signed.note).text, witness.verifier)
        except Unsound:
            return Asked(name=name, answer=Answer.INVALID, status=reply.status)
        skew = cosignature.time - now
        if skew > SKEW_SECONDS:
            return Asked(name=name, answer=Answer.AHEAD, status=reply.status, skew=skew)
        self.store.add_cosignature(signed.size, witness.verifier.vkey, cosignature.time, line.line)
        return Asked(name=name, answer=Answer.COSIGNED, status=reply.status, skew=skew)

    def _with_cosignatures(self, signed: Signed) -> Note:
        note = parse_note(signed.note)
        added = b"".join(line for _, _, line in self.store.cosignatures(signed.size))
        return Note(text=note.text, lines=(*note.lines, *(parse_lines(added) if added else ())))

    def _write(
        self,
        public: Path,
        signed: Signed,
        published: tuple[Checkpoint, Note] | None,
        asked: tuple[Asked, ...],
    ) -> Published:
        """Steps D and E."""
        for left in public.rglob(".*.tmp"):  # by a writer that was killed: the lock is ours
            left.unlink(missing_ok=True)
        disk = Durable(public)
        for tile in tiles(signed.size, published[0].size if published else 0):
            disk.keep(tile.path, self._content(tile))
        disk.sync()
        note = self._with_cosignatures(signed)
        if published and published[1].text == note.text:  # the same size: signature lines are only added
            kept = {(line.name, line.key_id) for line in note.lines}
            others = tuple(each for each in published[1].lines if (each.name, each.key_id) not in kept)
            note = Note(text=note.text, lines=(*note.lines, *others))
        disk.replace(CHECKPOINT, note.encoded)
        disk.sync()
        checkpoint = Checkpoint(origin=self.origin, size=signed.size, root=self.store.root(signed.size))
        return Published(checkpoint=checkpoint, note=note.encoded, asked=asked)

    def _content(self, tile: Tile) -> bytes:
        first, last = tile.first, tile.first + tile.width
        if tile.level is None:
            return encode_bundle(self.store.entries(first, last))
        return b"".join(self.store.nodes(TREE_LEVELS * tile.level, first, last))

    # --- lock and doubt -----------------------------------------------------------------------------------------

    def _alive(self) -> None:
        if self._doubt:
            raise Doubt(self._doubt)

    @contextmanager
    def _fatal(self) -> Iterator[None]:
        """Whatever fails here in a way nobody can judge ends this object's life."""
        try:
            yield
        except Doubt as doubt:
            self._doubt = doubt.reason
            raise
        except (OSError, Unsound) as error:
            self._doubt = str(error)
            raise Doubt(str(error)) from error


def _submit(bodies: Mapping[str, bytes], witness: Cosigner) -> Reply | None:
    return witness.add_checkpoint(bodies[witness.verifier.vkey])


def _line_in(body: bytes, text: bytes, verifier: Verifier) -> tuple[SignatureLine, Cosignature]:
    """The line of this witness among those it answered, verified. Raises Unsound."""
    line = Note(text=text, lines=parse_lines(body)).line_of(verifier)
    if line is None:
        raise Unsound(Kind.UNSIGNED)
    return line, check_cosignature(text, line, verifier)


def _all(
    ask: Callable[[Cosigner], Answered], witnesses: Sequence[Cosigner], limit: int
) -> list[Answered | None]:
    """What each witness answers, all asked at once; None for one that fails or takes longer than `limit` seconds."""
    if not witnesses:
        return []
    pool = ThreadPoolExecutor(max_workers=len(witnesses))
    futures = [pool.submit(ask, each) for each in witnesses]
    done, _ = wait(futures, timeout=limit)
    pool.shutdown(wait=False, cancel_futures=True)
    return [each.result() if each in done and each.exception() is None else None for each in futures]
