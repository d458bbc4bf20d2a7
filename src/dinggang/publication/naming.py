"""Which act a file of a bundle belongs to, also when the file has been altered."""

import msgspec

from dinggang.procedure import ACT_WORDS
from dinggang.publication.bundle import LOG, Bundle
from dinggang.publication.entries import UNREADABLE, Entry, digests_of
from dinggang.publication.keeping import FILES, OPENINGS, act_in
from dinggang.record import Unsound, decode_bundle, leaf_hash, parse_tile_path


def act_words(entry: Entry) -> str:
    """An act as a report names it."""
    return f"“{ACT_WORDS[entry.act.kind].zh}”（{entry.act.id}）"


def entry_words(index: int, raw: bytes) -> str:
    try:
        entry = act_in(raw)
    except Unsound:
        entry = None
    return f"第{index}条 {act_words(entry)}" if entry is not None else f"第{index}条 entry {index}"


def named(path: str, bundle: Bundle) -> str:
    """A file of the bundle with the act that it belongs to, as far as that can be told."""
    entries = entries_as_they_are(bundle)
    if path.startswith(f"{LOG}tile/"):
        index = _first_altered(path, bundle)
        if index is None:
            return path
        return f"{path} {entry_words(index, entries[index] if index < len(entries) else b'')}"
    for index, raw in enumerate(entries):
        try:
            entry = _lenient.decode(raw)
        except UNREADABLE:
            continue
        if path.removeprefix(f"{FILES}/").removeprefix(f"{OPENINGS}/") in digests_of(entry):
            return f"{path} {entry_words(index, raw)}"
    return path


def entries_as_they_are(bundle: Bundle) -> list[bytes]:
    """The entries a bundle holds, whatever its checkpoint says; up to the first bundle of them that is damaged."""
    found: list[bytes] = []
    bundles = []
    for path, raw in bundle.log().items():
        try:
            tile = parse_tile_path(path)
        except Unsound:
            continue
        if tile.level is None:
            bundles.append((tile.index, -tile.width, tile.width, raw))
    done: set[int] = set()
    for index, _, width, raw in sorted(bundles):
        if index in done:
            continue
        done.add(index)
        try:
            found.extend(decode_bundle(raw, width))
        except Unsound:
            break
    return found


def _first_altered(path: str, bundle: Bundle) -> int | None:
    """The first entry of a tile or bundle of entries that is not what the other of the two says."""
    log = bundle.log()
    try:
        tile = parse_tile_path(path.removeprefix(LOG))
    except Unsound:
        return None
    if tile.level not in {None, 0}:
        return None
    ours = path.removeprefix(LOG).replace("tile/0/", "tile/entries/")
    hashes = log.get(ours.replace("tile/entries/", "tile/0/"), b"")
    try:
        entries = decode_bundle(log.get(ours, b""), tile.width)
    except Unsound:
        return _first_broken(log.get(ours, b""), hashes, tile.first)
    for place, entry in enumerate(entries):
        if hashes[place * 32 : place * 32 + 32] != leaf_hash(entry):
            return tile.first + place
    return None


def _first_broken(raw: bytes, hashes: bytes, first: int) -> int:
    """Where a bundle of entries that no longer reads as one goes wrong."""
    at = place = 0
    while at < len(raw):
        end = at + 2 + int.from_bytes(raw[at : at + 2], "big")
        if end > len(raw) or leaf_hash(raw[at + 2 : end]) != hashes[place * 32 : place * 32 + 32]:
            break
        at, place = end, place + 1
    return first + place


_lenient = msgspec.json.Decoder(Entry)
"""To tell whose a file is, the form of an entry does not matter."""
