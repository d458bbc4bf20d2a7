"""The files of a record: exactly those of the specification, and each flipped bit in them found by name."""

import shutil

import pytest

from dinggang.record import (
    Folder,
    InMemory,
    Kind,
    Log,
    Tile,
    Unsound,
    check_log,
    consistency_proof,
    decode_bundle,
    encode_bundle,
    inclusion_proof,
    parse_policy,
    parse_tile_path,
    read_entries,
    read_log,
    tile_reader,
    tiles,
    write_policy,
)
from record.kit import World, acts, log_signer, policy

SIZES = (0, 1, 255, 256, 257, 65_535, 65_536, 65_537, 70_000)


def spelled(level, count):
    """The files of one level that has `count` hashes: a checker of its own, in words of the specification."""
    names = []
    for n in range(count // 256 + 1):
        width = min(256, count - 256 * n)
        if width == 0:
            continue
        name = f"{n % 1000:03}"
        rest = n // 1000
        while rest:
            name = f"x{rest % 1000:03}/{name}"
            rest //= 1000
        names.append(f"tile/{level}/{name}" + (f".p/{width}" if width < 256 else ""))
    return names


def all_spelled(size):
    names = spelled("entries", size)
    level = 0
    while size >= 256**level:
        names += spelled(level, size // 256**level)
        level += 1
    return names


def test_paths():
    assert Tile(level=0, index=1234067).path == "tile/0/x001/x234/067"
    assert Tile(level=0, index=273, width=112).path == "tile/0/273.p/112"
    assert Tile(level=None, index=0).path == "tile/entries/000"
    for path in ("tile/0/x001/x234/067", "tile/63/000.p/255", "tile/entries/999.p/1"):
        assert parse_tile_path(path).path == path
    for path in (
        "tile/64/000",
        "tile/00/000",
        "tile/0/00",
        "tile/0/0000",
        "tile/0/x000/001",
        "tile/0/001.p/0",
        "tile/0/001.p/256",
        "tile/0/001.p/01",
        "tile/0/٠٠١",
        "tile/0/001\n",
        "tile/entry/001",
        "/tile/0/001",
        "tile/0/../0/001",
    ):
        with pytest.raises(Unsound):
            parse_tile_path(path)


def test_the_list_of_files_is_that_of_the_specification():
    assert [each.path for each in tiles(256)] == ["tile/entries/000", "tile/0/000", "tile/1/000.p/1"]
    names = [each.path for each in tiles(70_000)]
    assert names[-4:] == ["tile/0/273.p/112", "tile/1/000", "tile/1/001.p/17", "tile/2/000.p/1"]
    for size in SIZES:
        assert [each.path for each in tiles(size)] == all_spelled(size)
    for old, new in ((0, 5), (5, 5), (5, 300), (255, 256), (256, 257), (65_000, 70_000)):
        assert {each.path for each in tiles(new, old)} == set(all_spelled(new)) - set(all_spelled(old))


@pytest.fixture(scope="module")
def large(quick_folders):
    """One log, published at growing sizes, and at each size into a fresh folder as well."""
    root = quick_folders("large")
    log = Log.create(root / "private", signers=[log_signer()])
    entries = acts(70_000)
    fresh = {}
    for size in SIZES:
        log.append(entries[log.size : size])
        log.publish(root / "grown", now=1)
        if size <= 257:
            fresh[size] = root / f"fresh-{size}"
            shutil.copytree(root / "private", root / "copy", dirs_exist_ok=True)
            copy = Log.open(root / "copy", signers=[log_signer()])
            copy.publish(fresh[size], now=1)
            copy.close()
            shutil.rmtree(root / "copy")
    return entries, fresh, root / "grown"


def read_policy():
    return parse_policy(write_policy([(log_signer().verifier.vkey, "")], [], 0))


def test_what_is_written_is_that_list(large):
    entries, fresh, grown = large
    for size, folder in fresh.items():
        found = {each.relative_to(folder).as_posix() for each in folder.rglob("*") if each.is_file()}
        assert found == {"checkpoint", *all_spelled(size)}
    found = {each.relative_to(grown).as_posix() for each in grown.rglob("*") if each.is_file()}
    assert found == {"checkpoint"}.union(*(all_spelled(size) for size in SIZES))
    assert read_log(Folder(fresh[257]), read_policy())[1] == entries[:257]
    for folder, size in ((grown, 70_000), (fresh[0], 0)):
        for from_entries in (True, False):
            checked = check_log(Folder(folder), read_policy(), from_entries=from_entries)
            assert checked.failures == ()
        assert checked.seen.checkpoint.size == size
    assert list(read_entries(Folder(grown), 70_000, 69_900)) == entries[69_900:]


def test_a_reader_with_an_older_checkpoint_finds_the_full_bundle(large):
    entries, _, grown = large
    files = {path: Folder(grown).get(path) for path in ("tile/entries/000",)}
    assert list(read_entries(InMemory(files), 200)) == entries[:200]
    with pytest.raises(Unsound) as caught:
        list(read_entries(InMemory(files), 300))
    assert (caught.value.kind, caught.value.where) == (Kind.MISSING, "tile/entries/001.p/44")


def two_publications(root, first, second):
    world = World(root)
    world.publish(*acts(first))
    world.publish(*acts(second - first, first))
    folder = Folder(world.public)
    return {path: folder.get(path) for path in folder.paths()}


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    return two_publications(tmp_path_factory.mktemp("small"), 3, 261)


def flipped(files, path, at):
    raw = bytearray(files[path])
    raw[at] ^= 1 << (at % 8)
    return InMemory({**files, path: bytes(raw)})


def test_one_flipped_bit_in_any_byte_of_any_file_is_found_and_the_file_named(quick_folder):
    files = two_publications(quick_folder, 2, 5)
    assert len(files) == 5
    for path, raw in files.items():
        for at in range(len(raw)):
            checked = check_log(flipped(files, path, at), policy(4), exact=True)
            assert path in {each.where for each in checked.failures}, at
            if path != "checkpoint":
                checked = check_log(flipped(files, path, at), policy(4), exact=True, from_entries=False)
                assert path.startswith("tile/entries") or path in {each.where for each in checked.failures}, (
                    at
                )


def test_the_same_at_every_level_of_tiles(small):
    assert check_log(InMemory(small), policy(4), exact=True).failures == ()
    assert len(small) == 8  # checkpoint, two bundles and two tiles with their earlier ones, level 1
    for path, raw in small.items():
        if path == "checkpoint":
            continue
        for at in range(0, len(raw), max(1, len(raw) // 31)):
            checked = check_log(flipped(small, path, at), policy(4), exact=True)
            assert {each.where for each in checked.failures} == {path}, at
            if not path.startswith("tile/entries"):
                checked = check_log(flipped(small, path, at), policy(4), exact=True, from_entries=False)
                assert path in {each.where for each in checked.failures}, at


def test_a_missing_or_an_added_file_is_found_and_named(small):
    for path in small:
        checked = check_log(InMemory({each: raw for each, raw in small.items() if each != path}), policy())
        if ".p/3" in path:  # the partial tile of an earlier size may go once the full one is there
            assert checked.failures == ()
        else:
            assert (path, Kind.MISSING) in {(each.where, each.kind) for each in checked.failures}
    for path in ("tile/0/002", "tile/0/001.p/6", "tile/note.txt", "tile/3/000.p/1", "tile/entries/001.p/9"):
        checked = check_log(InMemory({**small, path: b"x"}), policy(), exact=True)
        assert [(each.where, each.kind) for each in checked.failures] == [(path, Kind.EXTRA)]


def test_dropped_swapped_and_doubled_entries_are_found(small):
    entries = decode_bundle(small["tile/entries/000"], 256)
    for changed in (
        [entries[1], entries[0], *entries[2:]],
        [entries[0], entries[0], *entries[2:]],
        [*entries[1:], entries[0]],
    ):
        checked = check_log(InMemory({**small, "tile/entries/000": encode_bundle(changed)}), policy())
        assert "tile/entries/000" in {each.where for each in checked.failures}
        with pytest.raises(Unsound):
            read_log(InMemory({**small, "tile/entries/000": encode_bundle(changed)}), policy())
    for changed in (entries[1:], [*entries, b"more"]):
        checked = check_log(InMemory({**small, "tile/entries/000": encode_bundle(changed)}), policy())
        assert ("tile/entries/000", Kind.FORM) in {(each.where, each.kind) for each in checked.failures}


def test_a_tree_rebuilt_and_signed_without_the_witnesses_has_no_quorum(small, tmp_path):
    forged = World(tmp_path)
    entries = [b"changed", *acts(260, 1)]
    forged.publish(*entries, witnesses=0)
    checked = check_log(Folder(forged.public), policy())
    assert [(each.where, each.kind) for each in checked.failures] == [("checkpoint", Kind.QUORUM)]


def test_proofs_come_out_of_the_tiles_as_out_of_the_store(large, tmp_path):
    _, _, grown = large
    private = grown.parent / "private"
    log = Log.open(private, signers=[log_signer()])
    for size in (1, 255, 256, 257, 65_536, 65_537, 70_000):
        read = tile_reader(Folder(grown), size)
        for index in {0, size // 2, size - 1, size - size % 256 - 1} - {-1}:
            assert inclusion_proof(index, size, read) == log.inclusion_proof(index, size)
        for old in {1, size // 3, size // 256 * 256, size} - {0}:
            assert consistency_proof(old, size, read) == log.consistency_proof(old, size)
    log.close()
    with pytest.raises(Unsound) as caught:
        inclusion_proof(0, 5, tile_reader(Folder(tmp_path), 5))
    assert caught.value.kind is Kind.MISSING


def test_bundles():
    entries = [b"", b"a", b"b" * 65_535]
    assert decode_bundle(encode_bundle(entries), 3) == entries
    raw = encode_bundle(entries)
    for changed, width in ((raw, 2), (raw, 4), (raw[:-1], 3), (raw + b"\0", 3), (raw + b"\0\0", 3)):
        with pytest.raises(Unsound):
            decode_bundle(changed, width)
