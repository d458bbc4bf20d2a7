"""Whoever changes anything in a bundle is found, and the act is named. Every byte and every act is tried."""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

import build
from dinggang.publication import Bundle, Demands, Exit, Line, State, act_in, check, pack, unpack, verify
from dinggang.publication.bundle import archive
from dinggang.publication.entries import read_entry
from dinggang.publication.keeping import kept_of
from dinggang.publication.tar import BLOCK
from dinggang.record import Unsound, decode_bundle
from publication import kit

SLICES = 8
DEMANDS = Demands(policy=kit.POLICY)


@cache
def auditor() -> bytes:
    """The auditor's bundle of the tiny reform; the same bytes in every process."""
    with TemporaryDirectory() as folder, kit.world(Path(folder)) as world:
        world.run(build.folder(kit.tiny_case()))
        return pack(world.keeping, auditor=True)


@cache
def sound() -> Bundle:
    bundle, wrong = unpack(auditor())
    assert not wrong
    return bundle


@cache
def entries() -> list[bytes]:
    found = [raw for path, raw in sound().files.items() if path.startswith("log/tile/entries/")]
    assert len(found) == 1
    return decode_bundle(found[0], int(next(p for p in sound().files if "entries" in p).rsplit("/", 1)[1]))


@cache
def acts() -> dict[str, set[str]]:
    """The acts that name a file or openings, by path."""
    found: dict[str, set[str]] = {}
    for index, raw in enumerate(entries()):
        entry = act_in(raw)
        if entry is not None:
            where = f"第{index}条"
            for ref in entry.files:
                found.setdefault(f"files/{ref.sha256}", set()).add(where)
            for table in entry.tables:
                found.setdefault(f"files/{table.sha256}", set()).add(where)
                found.setdefault(f"openings/{table.sha256}", set()).add(where)
    return found


def places(path: str) -> list[set[str]]:
    """For every byte of a file, the acts of which one must be named; empty where the byte is of no act."""
    raw = sound().files[path]
    if path.startswith("log/tile/entries/"):
        return [{f"第{i}条"} for i, entry in enumerate(entries()) for _ in range(2 + len(entry))]
    if path.startswith("log/tile/0/"):
        return [{f"第{at // 32}条"} for at in range(len(raw))]
    return [acts().get(path, set())] * len(raw)


def failures(lines: Sequence[Line]) -> str:
    return "\n".join(f"{line.words.zh} {line.where}" for line in lines if line.state is State.FAILS)


def found(lines: Sequence[Line], expected: set[str]) -> bool:
    """Whether something fails and one of these acts is named, if there are any to name."""
    text = failures(lines)
    return bool(text) and (not expected or any(where in text for where in expected))


def flipped(raw: bytes, at: int) -> bytes:
    return raw[:at] + bytes([raw[at] ^ (1 << at % 8)]) + raw[at + 1 :]


def test_the_bundle_is_sound_as_it_is() -> None:
    report = verify(auditor(), DEMANDS)
    assert report.code is Exit.SOUND
    assert [line.state for line in report.lines] == [State.HOLDS] * len(report.lines)
    assert sum(map(bool, acts().values())) > 20


@pytest.mark.parametrize("part", range(SLICES))
def test_every_byte_of_the_archive(part: int) -> None:
    whole = auditor()
    expected: list[set[str]] = []
    for path, raw in sorted([*sound().files.items(), ("manifest.json", manifest())]):
        inside = places(path) if path != "manifest.json" else [set[str]()] * len(raw)
        own = acts().get(path, set())
        expected += [*([own] * BLOCK), *inside, *([own] * (-len(raw) % BLOCK))]
    expected += [set()] * (len(whole) - len(expected))
    missed = [
        at
        for at in range(part, len(whole), SLICES)
        if not found(verify(flipped(whole, at), DEMANDS).lines, expected[at])
    ]
    assert missed == []


def manifest() -> bytes:
    start = auditor().index(b"manifest.json\0") + BLOCK
    return auditor()[start : auditor().index(b"\0", start)]


@pytest.mark.parametrize("part", range(SLICES))
def test_every_byte_of_the_log_with_a_manifest_made_anew(part: int) -> None:
    """The manifest vouches for nothing: with the digests in it put right, every byte is still found."""
    missed = []
    for path, raw in sound().files.items():
        if path.startswith("log/") or path == "policy":
            expected = places(path)
            for at in range(part, len(raw), SLICES):
                changed = Bundle(variant="auditor", files={**sound().files, path: flipped(raw, at)})
                if not found(check(changed, DEMANDS), expected[at]):
                    missed.append((path, at))
    assert missed == []


def test_every_byte_of_the_files_and_openings_with_a_manifest_made_anew() -> None:
    """As above. What `check` does with each act of the record is done here with the one that names the file."""
    missed, tried = [], set()
    for index, raw in enumerate(entries()):
        entry = act_in(raw)
        if entry is None:
            continue
        for path in sorted(acts()):
            if f"第{index}条" not in acts()[path] or path not in sound().files:
                continue
            tried.add(path)
            for at in range(len(sound().files[path])):
                changed = Bundle(
                    variant="auditor", files={**sound().files, path: flipped(sound().files[path], at)}
                )
                try:
                    kept_of(entry, changed.file, changed.openings(entry))
                except Unsound as unsound:
                    if entry.act.id in unsound.where:
                        continue
                missed.append((path, at))
            assert found(check(changed, DEMANDS), {f"第{index}条"})
    assert missed == []
    assert tried == {p for p in sound().files if p.startswith(("files/", "openings/"))}


def test_a_manifest_made_anew_is_what_the_archive_then_holds() -> None:
    for path, raw in sound().files.items():
        changed = {**sound().files, path: flipped(raw, len(raw) // 2)}
        bundle, wrong = unpack(archive(changed, "auditor"))
        assert (wrong, dict(bundle.files)) == ([], changed)


def dropped() -> Iterator[list[bytes]]:
    yield from ([*entries()[:i], *entries()[i + 1 :]] for i in range(len(entries())))


def doubled() -> Iterator[list[bytes]]:
    for i, raw in enumerate(entries()):
        yield [*entries()[: i + 1], raw, *entries()[i + 1 :]]
        if act_in(raw):  # a policy may be said again
            yield [*entries(), raw]


def swapped() -> Iterator[list[bytes]]:
    for i in range(len(entries())):
        for j in range(i + 1, len(entries())):
            made = list(entries())
            made[i], made[j] = made[j], made[i]
            yield made


def moved() -> Iterator[list[bytes]]:
    for i, raw in enumerate(entries()):
        rest = [*entries()[:i], *entries()[i + 1 :]]
        yield from ([*rest[:j], raw, *rest[j:]] for j in range(len(entries())) if abs(i - j) > 1)


def cut() -> Iterator[list[bytes]]:
    yield from (list(entries()[:n]) for n in range(1, len(entries())))


EDITS: dict[str, Callable[[], Iterator[list[bytes]]]] = {
    "dropped": dropped,
    "doubled": doubled,
    "swapped": swapped,
    "moved": moved,
    "cut": cut,
}


def first_change(made: Sequence[bytes]) -> str:
    """The first entry that is not what it was, as the sound bundle counts them, or the first that is gone or new."""
    pairs = enumerate(zip(entries(), made, strict=False))
    return f"第{next((i for i, (was, now) in pairs if was != now), min(len(entries()), len(made)))}条"


@pytest.mark.parametrize("edit", EDITS)
def test_every_act_dropped_doubled_swapped_moved(edit: str) -> None:
    """By whoever holds the bundle; by the office with its key; by the office and two of four witnesses."""
    since = Demands(policy=kit.POLICY, since=auditor())
    for number, made in enumerate(EDITS[edit]()):
        where = first_change(made)
        continues = made[: len(entries())] == entries()
        # The entries alone: the tiles of hashes say that an act is not what it was.
        assert found(check(kit.forged(sound(), made, tiles=False, log=False), DEMANDS), set()), where
        # All worked out again, the signatures as they were; then signed again by the office, with up to two witnesses.
        for log, witnesses in ((False, 0), (True, number % 3)):
            lines = check(kit.forged(sound(), made, log=log, witnesses=witnesses), since)
            told = [line for line in lines if "旧包" not in line.words.zh]
            assert found(told, set()), (where, log, witnesses)
            assert continues or found([line for line in lines if line not in told], {where})
        # A quorum that lies: who kept an older bundle can tell, and an act that stands twice is seen by anyone.
        assert found(check(kit.forged(sound(), made, witnesses=3), since), set() if continues else {where})


def test_the_office_alone_signs_for_nobody() -> None:
    forged = kit.forged(sound(), entries()[:-1], witnesses=2)
    assert [line.code for line in check(forged, DEMANDS)] == [Exit.UNSIGNED]


def test_hashes_tell_which_act_was_exchanged() -> None:
    for index, raw in enumerate(entries()):
        other = raw.replace("镇党委".encode(), "镇政府".encode()).replace(b"witness", b"Witness")
        assert other != raw
        made = [*entries()[:index], other, *entries()[index + 1 :]]
        assert found(check(kit.forged(sound(), made, tiles=False, log=False), DEMANDS), {f"第{index}条"})


def everyone(change: Callable[[dict[str, object], Callable[[bytes], str]], object], kind: str) -> list[Line]:
    """A change of one act's files with every digest put right, signed by the office and all its witnesses."""
    files = dict(sound().files)

    def keep(raw: bytes) -> str:
        digest = hashlib.sha256(raw).hexdigest()
        files[f"files/{digest}"] = raw
        return digest

    made = []
    for raw in entries():
        value = json.loads(raw)
        if value.get("act", {}).get("kind") == kind:
            change(value, keep)
        made.append(json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode())
    named = {ref for raw in made if act_in(raw) for ref in _digests(raw)}
    for path in list(files):
        if path.startswith(("files/", "openings/")) and path.split("/")[1] not in named:
            del files[path]
    bundle = Bundle(variant="auditor", files=files)
    return list(check(kit.forged(bundle, made, witnesses=4), DEMANDS))


def _digests(raw: bytes) -> list[str]:
    entry = read_entry(raw)
    return [*(ref.sha256 for ref in entry.files), *(ref.sha256 for ref in entry.tables)]


def edit_file(name: str, edit: Callable[[bytes], bytes]) -> Callable[..., None]:
    def change(value: dict[str, list[dict[str, object]]], keep: Callable[[bytes], str]) -> None:
        for ref in value["files"]:
            if ref["name"] == name:
                old = sound().files[f"files/{ref['sha256']}"]
                new = edit(old)
                assert new != old
                ref["sha256"], ref["length"] = keep(new), len(new)

    return change


def test_a_changed_mark_with_all_digests_put_right() -> None:
    # P04 has one of two questions right: 50 of 100; the board now says 60.
    change = edit_file("scoreboard", lambda raw: raw.replace(b'"exam":["50",', b'"exam":["60",'))
    text = failures(everyone(change, "scoreboard_published"))
    assert "P04" in text
    assert "A12" in text


def test_a_changed_rule_with_all_digests_put_right() -> None:
    change = edit_file(
        "plan",
        lambda raw: raw.replace(b'"exam":"40"', b'"exam":"30"').replace(b'"speech":"20"', b'"speech":"30"'),
    )

    def both(value: dict[str, object], keep: Callable[[bytes], str]) -> None:
        change(value, keep)

    text = failures(everyone(both, "plan_approved"))
    assert "A12" in text
    assert "A13" in text


def test_a_changed_rank_with_all_digests_put_right() -> None:
    change = edit_file("ranking", lambda raw: raw.replace(b'"rank":1', b'"rank":3', 1))
    assert "A13" in failures(everyone(change, "ranking_final"))


def test_a_changed_placement_with_all_digests_put_right() -> None:
    change = edit_file("placements", lambda raw: raw.replace(b'"O02"', b'"O03"', 1))
    assert "A16" in failures(everyone(change, "appointments_made"))
    change = edit_file("certificate", lambda raw: raw.replace(b'"O02"', b'"O03"', 1))
    assert "A14" in failures(everyone(change, "placement_decided"))


def test_an_exchanged_policy() -> None:
    weak = kit.policy_text(least=1, of=1)
    bundle = Bundle(variant="auditor", files={**sound().files, "policy": weak})
    assert found(check(bundle, DEMANDS), set())
    assert found(check(bundle, Demands()), set())
    logged = b'{"format":"dinggang-policy-1","policy":%b}' % json.dumps(weak.decode()).encode()
    made = kit.forged(sound(), [*entries(), logged], files={"policy": weak}, witnesses=1)
    assert [line.code for line in check(made, DEMANDS) if line.state is State.FAILS] == [Exit.UNSIGNED]
    # By the bundle's own policy it would pass; the report says that this policy is not the reader's.
    lines = check(made, Demands())
    assert failures(lines) == ""
    assert lines[0].state is State.UNCHECKED


def test_a_weaker_policy_that_the_quorum_witnessed_is_told() -> None:
    weak = kit.policy_text(least=1, of=1)
    logged = b'{"format":"dinggang-policy-1","policy":%b}' % json.dumps(weak.decode()).encode()
    made = kit.forged(sound(), [*entries(), logged], files={"policy": weak}, witnesses=4)
    lines = check(made, DEMANDS)
    assert failures(lines) == ""
    assert [line.state for line in lines].count(State.UNCHECKED) == 1


def test_what_is_no_bundle() -> None:
    for raw in (b"", b"\0", bytes(2048), b"PK\3\4" * 1000, auditor()[:300]):
        assert verify(raw).code is Exit.NO_BUNDLE
    assert verify(auditor()[:-BLOCK]).code is Exit.ALTERED
    assert verify(auditor() + bytes(BLOCK)).code is Exit.ALTERED
