"""Reading a published record from its files alone, and checking all of them: from the entries, or from the tiles."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Protocol

from dinggang.basis import Value
from dinggang.record.errors import Kind, Unsound
from dinggang.record.policy import Policy, Seen
from dinggang.record.strict import HASH_BYTES
from dinggang.record.tiles import (
    CHECKPOINT,
    TREE_LEVELS,
    WIDTH,
    Tile,
    decode_bundle,
    decode_hashes,
    encode_bundle,
    parse_tile_path,
    tiles,
)
from dinggang.record.tree import Frontier, Reader, leaf_hash, root_of

_LEFT_OVER = re.compile(r"(?:^|/)\.[^/]+\.tmp$")


class Files(Protocol):
    """Where a record's files are: a folder, an archive read into memory, anything."""

    def get(self, path: str) -> bytes | None:
        """The file at this path, with forward slashes; None if there is none."""

    def paths(self) -> Iterable[str]:
        """Every path there is."""


class Folder:
    """A record in a folder."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def get(self, path: str) -> bytes | None:
        """See `Files`."""
        try:
            return (self._root / path).read_bytes()
        except OSError:
            return None

    def paths(self) -> Iterator[str]:
        """See `Files`. Only `checkpoint` and what lies under `tile/`: other things may stand beside a record."""
        if (self._root / CHECKPOINT).exists():
            yield CHECKPOINT
        for each in sorted((self._root / "tile").rglob("*")):
            if not each.is_dir():
                yield each.relative_to(self._root).as_posix()


class InMemory:
    """A record in a mapping of paths to bytes; paths that are not its own are left alone."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = files

    def get(self, path: str) -> bytes | None:
        """See `Files`."""
        return self._files.get(path)

    def paths(self) -> Iterator[str]:
        """See `Files`."""
        return (path for path in sorted(self._files) if path == CHECKPOINT or path.startswith("tile/"))


class Failure(Value, frozen=True, kw_only=True):
    """One thing that does not hold: which file, how, and for whoever repairs it, what."""

    where: str
    kind: Kind
    detail: str = ""

    def __str__(self) -> str:
        return str(Unsound(self.kind, self.detail, where=self.where))


class Checked(Value, frozen=True, kw_only=True):
    """What a check found. `seen` is None when the checkpoint itself does not hold; no failure means all of it holds.

    `ahead` counts tiles of a record longer than the checkpoint says, which nothing vouches for yet.
    """

    seen: Seen | None
    failures: tuple[Failure, ...]
    entries: int
    files: int
    ahead: int = 0


def read_checkpoint(files: Files) -> bytes:
    """The published checkpoint, unverified. Raises Unsound when it is missing."""
    raw = files.get(CHECKPOINT)
    if raw is None:
        raise Unsound(Kind.MISSING, where=CHECKPOINT)
    return raw


def read_entries(files: Files, size: int, start: int = 0) -> Iterator[bytes]:
    """The entries `start` … `size` - 1 as published, unverified. Raises Unsound, naming the file."""
    for tile in tiles(size):
        if tile.level is not None:
            return
        if tile.first + tile.width <= start:
            continue
        yield from _bundle(files, tile)[max(0, start - tile.first) :]


def tile_reader(files: Files, size: int) -> Reader:
    """A reader of nodes over the tiles of a published record of this size: proofs without the log's store.

    Nothing is verified; a proof made with it either leads to a signed root or fails. Raises Unsound, naming the file.
    """

    @cache
    def hashes(level: int, index: int) -> list[bytes]:
        width = min(WIDTH, (size >> TREE_LEVELS * level) - WIDTH * index)
        tile = Tile(level=level, index=index, width=width)
        for each in (tile, tile.full):  # a partial tile may be gone once the full one is there
            raw = files.get(each.path)
            if raw is not None:
                return decode_hashes(raw, each.width)[:width]
        raise Unsound(Kind.MISSING, where=tile.path)

    def read(level: int, index: int) -> bytes:
        above, inside = divmod(level, TREE_LEVELS)
        first = index << inside
        found = hashes(above, first // WIDTH)
        return root_of(found[first % WIDTH : first % WIDTH + (1 << inside)])

    return read


def read_log(
    files: Files,
    policy: Policy,
    *,
    now: int | None = None,
    oldest: int | None = None,
    exact: bool = False,
    quorum: bool = True,
) -> tuple[Seen, list[bytes]]:
    """The checkpoint and all entries, which together have its root. Raises Unsound at the first thing that fails.

    Freshness, `exact` and `quorum` as in `Policy.verify`.
    """
    try:
        seen = policy.verify(read_checkpoint(files), now=now, oldest=oldest, exact=exact, quorum=quorum)
    except Unsound as unsound:
        raise unsound.at(CHECKPOINT) from None
    entries = list(read_entries(files, seen.checkpoint.size))
    if root_of(map(leaf_hash, entries)) != seen.checkpoint.root:
        raise Unsound(Kind.CONTENT, "the entries have another root", where="tile/entries")
    return seen, entries


def check_log(
    files: Files,
    policy: Policy,
    *,
    now: int | None = None,
    oldest: int | None = None,
    exact: bool = False,
    quorum: bool = True,
    from_entries: bool = True,
) -> Checked:
    """Check every file of a record, from its entries or (not `from_entries`) from its tiles alone; never raises Unsound.

    `exact` and freshness as in `Policy.verify`; without `quorum` a record not yet witnessed passes. Partial tiles of
    earlier sizes may stand there, and must agree. A file that is no tile is a failure; with `exact` so is a tile of a
    longer record, which a folder that is being written to may have, and what an interrupted writer has left.
    """
    try:
        raw = read_checkpoint(files)
        seen = policy.verify(raw, now=now, oldest=oldest, exact=exact, quorum=quorum)
    except Unsound as unsound:
        failure = Failure(where=CHECKPOINT, kind=unsound.kind, detail=unsound.detail)
        return Checked(seen=None, failures=(failure,), entries=0, files=1)
    check = _Check(files, seen, exact=exact)
    failures = check.run(from_entries=from_entries)
    return Checked(
        seen=seen,
        failures=tuple(failures),
        entries=check.entries,
        files=check.seen_files,
        ahead=check.ahead,
    )


class _Check:
    """One check in progress."""

    def __init__(self, files: Files, seen: Seen, *, exact: bool) -> None:
        self._files = files
        self._exact = exact
        self._size = seen.checkpoint.size
        self._root = seen.checkpoint.root
        self._failures: list[Failure] = []
        self.entries = 0
        self.seen_files = 1
        self.ahead = 0

    def run(self, *, from_entries: bool) -> list[Failure]:
        expected = list(tiles(self._size))
        level_0 = [tile for tile in expected if tile.level == 0]
        by_tiles = [self._read(tile, decode_hashes) for tile in level_0]
        by_entries = by_tiles
        if from_entries:
            bundles = [tile for tile in expected if tile.level is None]
            by_entries = [self._read(tile, _leaves) for tile in bundles]
            self.entries = sum(len(each) for each in by_entries if each)
        leaves = self._settle(level_0, by_entries, by_tiles)
        if leaves is not None:
            self._compare([tile for tile in expected if tile.level], leaves)
        self._others(expected, from_entries=from_entries)
        return self._failures

    def _settle(
        self, places: list[Tile], by_entries: list[list[bytes] | None], by_tiles: list[list[bytes] | None]
    ) -> list[bytes] | None:
        """The leaf hashes that have the signed root, whichever side has them; what differs from them is a failure."""
        differ = [
            tile
            for tile, entries, hashes in zip(places, by_entries, by_tiles, strict=True)
            if entries and hashes and entries != hashes
        ]
        first = _joined(entries or hashes for entries, hashes in zip(by_entries, by_tiles, strict=True))
        if first is not None and root_of(first) == self._root:
            for tile in differ:
                self._fail(tile.path, Kind.CONTENT, "its hashes are not those of the entries")
            return first
        second = _joined(hashes or entries for entries, hashes in zip(by_entries, by_tiles, strict=True))
        settled = second is not None and root_of(second) == self._root
        for tile in differ:
            bundle = Tile(level=None, index=tile.index, width=tile.width)
            self._fail(bundle.path, Kind.CONTENT, "its entries are not those that were hashed")
            if not settled:
                self._fail(tile.path, Kind.CONTENT, "its hashes are not those of the entries")
        if settled:
            return second
        if not self._failures:
            self._accuse(places, by_tiles)
        return None

    def _accuse(self, places: list[Tile], by_tiles: list[list[bytes] | None]) -> None:
        """Entries and tiles agree on a root that was not signed: full tiles are held to the level above them."""
        for tile, hashes in zip(places, by_tiles, strict=True):
            above = Tile(
                level=1, index=tile.index // WIDTH, width=(self._size >> TREE_LEVELS) % WIDTH or WIDTH
            )
            if tile.index // WIDTH < (self._size >> TREE_LEVELS) // WIDTH:
                above = above.full
            if tile.width < WIDTH:
                self._fail(tile.path, Kind.CONTENT, "it, or the checkpoint, is not what was signed")
                continue
            at = tile.index % WIDTH * HASH_BYTES
            raw = self._files.get(above.path) or b""
            if raw[at : at + HASH_BYTES] != root_of(hashes or ()):
                self._fail(tile.path, Kind.CONTENT, "its hashes are not those that the level above has")
        self._fail(CHECKPOINT, Kind.CONTENT, "its root is not that of the files")

    def _compare(self, uppers: list[Tile], leaves: list[bytes]) -> None:
        """The tiles above level 0 against the tree over these leaves."""
        kept: dict[int, list[bytes]] = {}
        edge = Frontier()
        for leaf in leaves:
            for level, _, node in edge.add(leaf):
                if level and level % TREE_LEVELS == 0:
                    kept.setdefault(level // TREE_LEVELS, []).append(node)
        for tile in uppers:
            found = self._read(tile, decode_hashes)
            if found and found != kept[tile.level or 0][tile.first : tile.first + tile.width]:
                self._fail(tile.path, Kind.CONTENT, "its hashes are not those of the level below")

    def _others(self, expected: list[Tile], *, from_entries: bool) -> None:
        """Files beside the expected ones: partial tiles of earlier sizes must agree, anything else is one too many."""
        known = {tile.path for tile in expected}
        accused = {failure.where for failure in self._failures}
        widths = {(tile.level, tile.index): tile for tile in expected}
        for path in self._files.paths():
            if path == CHECKPOINT or path in known or (not self._exact and _LEFT_OVER.search(path)):
                continue
            try:
                tile = parse_tile_path(path)
            except Unsound as unsound:
                self._fail(path, unsound.kind, unsound.detail)
                continue
            larger = widths.get((tile.level, tile.index))
            if larger is None or larger.width <= tile.width:
                if self._exact:
                    self._fail(path, Kind.EXTRA)
                else:
                    self.ahead += 1
                continue
            if larger.path in accused or (tile.level is None and not from_entries):
                continue
            whole = self._files.get(larger.path)
            if self._files.get(path) != _first_part(whole, larger, tile.width):
                self._fail(
                    path, Kind.CONTENT, "an earlier partial tile is not the beginning of the later one"
                )
            self.seen_files += 1

    def _read(self, tile: Tile, parse: Callable[[bytes, int], list[bytes]]) -> list[bytes] | None:
        """What the file of a tile holds; a failure, and None, if it is missing or not of the form."""
        self.seen_files += 1
        raw = self._files.get(tile.path)
        if raw is None:
            self._fail(tile.path, Kind.MISSING)
            return None
        try:
            return parse(raw, tile.width)
        except Unsound as unsound:
            self._fail(tile.path, unsound.kind, unsound.detail)
            return None

    def _fail(self, where: str, kind: Kind, detail: str = "") -> None:
        self._failures.append(Failure(where=where, kind=kind, detail=detail))


def _leaves(raw: bytes, width: int) -> list[bytes]:
    return [leaf_hash(entry) for entry in decode_bundle(raw, width)]


def _joined(parts: Iterable[list[bytes] | None]) -> list[bytes] | None:
    whole: list[bytes] = []
    for part in parts:
        if part is None:
            return None
        whole += part
    return whole


def _first_part(raw: bytes | None, tile: Tile, width: int) -> bytes | None:
    if raw is None:
        return None
    if tile.level is not None:
        return raw[: width * HASH_BYTES]
    try:
        return encode_bundle(decode_bundle(raw, tile.width)[:width])
    except Unsound:
        return None


def _bundle(files: Files, tile: Tile) -> list[bytes]:
    """The entries of a bundle, also where only the full one is left. Raises Unsound, naming the file."""
    for each in (tile, tile.full):
        raw = files.get(each.path)
        if raw is None:
            continue
        try:
            return decode_bundle(raw, each.width)[: tile.width]
        except Unsound as unsound:
            raise unsound.at(each.path) from None
    raise Unsound(Kind.MISSING, where=tile.path)
