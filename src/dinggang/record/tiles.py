"""Tiles and entry bundles (C2SP tlog-tiles 0.1.0): the record as static files.

Hash i of tile n at level l is the root over the leaves (256·n + i)·256^l … (256·n + i + 1)·256^l - 1, which is the
complete subtree at tree level 8·l and index 256·n + i. Level "entries" holds the entries themselves.
"""

import re
from collections.abc import Iterable, Iterator

from dinggang.basis import Fault, Value
from dinggang.record.errors import Kind, Unsound
from dinggang.record.strict import HASH_BYTES

WIDTH = 256
TREE_LEVELS = 8
"""How many levels of the tree one level of tiles spans."""
MAX_ENTRY = 65_535
CHECKPOINT = "checkpoint"
_PATH = re.compile(
    r"tile/(?P<level>entries|0|[1-9]|[1-5][0-9]|6[0-3])/(?P<index>(?:x[0-9]{3}/){0,6}[0-9]{3})"
    r"(?:\.p/(?P<width>[1-9][0-9]?|1[0-9][0-9]|2[0-4][0-9]|25[0-5]))?",
    re.ASCII,
)


class Tile(Value, frozen=True, kw_only=True):
    """One file of the record: `level` None is a bundle of entries; `width` 256 is a full one."""

    level: int | None
    index: int
    width: int = WIDTH

    @property
    def path(self) -> str:
        """Its path under the record's prefix, with forward slashes."""
        digits = f"{self.index:03d}"
        digits = digits.zfill(-(-len(digits) // 3) * 3)
        groups = [digits[i : i + 3] for i in range(0, len(digits), 3)]
        name = "/".join([f"x{each}" for each in groups[:-1]] + [groups[-1]])
        level = "entries" if self.level is None else str(self.level)
        return f"tile/{level}/{name}" + ("" if self.width == WIDTH else f".p/{self.width}")

    @property
    def first(self) -> int:
        """The index, at its level, of its first hash or entry."""
        return self.index * WIDTH

    @property
    def full(self) -> "Tile":
        """The full tile at the same place."""
        return Tile(level=self.level, index=self.index)


def parse_tile_path(path: str) -> Tile:
    """The tile at this path. Raises Unsound when it is not exactly the path of one."""
    found = _PATH.fullmatch(path)
    if not found:
        raise Unsound(Kind.EXTRA, "not the path of a tile", where=path)
    level = found["level"]
    tile = Tile(
        level=None if level == "entries" else int(level),
        index=int(found["index"].replace("x", "").replace("/", "")),
        width=int(found["width"] or WIDTH),
    )
    if tile.path != path:
        raise Unsound(Kind.EXTRA, "not the path of a tile", where=path)
    return tile


def tiles(size: int, since: int = 0) -> Iterator[Tile]:
    """The files a record of `size` entries has beside its checkpoint and the record of `since` entries has not.

    Bundles of entries first, then the levels upwards; each level in order, its partial tile last.
    """
    for level in (None, *range(64)):
        shift = TREE_LEVELS * (level or 0)
        new, old = size >> shift, since >> shift
        if not new:
            return
        if new == old:
            continue
        for index in range(old // WIDTH, new // WIDTH):
            yield Tile(level=level, index=index)
        if new % WIDTH:
            yield Tile(level=level, index=new // WIDTH, width=new % WIDTH)


def encode_bundle(entries: Iterable[bytes]) -> bytes:
    """The entries, each behind its length as two big-endian bytes."""
    parts = []
    for entry in entries:
        if len(entry) > MAX_ENTRY:
            raise Fault("an entry above 65,535 bytes reached the tiles")
        parts += [len(entry).to_bytes(2, "big"), entry]
    return b"".join(parts)


def decode_bundle(raw: bytes, width: int) -> list[bytes]:
    """The `width` entries of a bundle. Raises Unsound when there are more, fewer, or half of one."""
    entries: list[bytes] = []
    at = 0
    while at < len(raw):
        start = at + 2
        at = start + int.from_bytes(raw[at:start], "big")
        if at > len(raw) or start > len(raw):
            raise Unsound(Kind.FORM, "the bundle ends inside an entry")
        entries.append(raw[start:at])
        if len(entries) > width:
            break
    if len(entries) != width:
        raise Unsound(Kind.FORM, f"the bundle does not hold {width} entries")
    return entries


def decode_hashes(raw: bytes, width: int) -> list[bytes]:
    """The `width` hashes of a tile. Raises Unsound when it is not that long."""
    if len(raw) != width * HASH_BYTES:
        raise Unsound(Kind.FORM, f"the tile does not hold {width} hashes")
    return [raw[i : i + HASH_BYTES] for i in range(0, len(raw), HASH_BYTES)]
