"""A log signs one history, whatever happens to its store, its public folder, its clock and its disk."""

import os
import resource
import shutil
import sqlite3
import subprocess
from contextlib import suppress
from pathlib import Path

import pytest

from dinggang.basis import Fault
from dinggang.record import (
    Answer,
    Checkpoint,
    Doubt,
    Folder,
    Kind,
    Local,
    Log,
    NotWritten,
    SigningRefused,
    Store,
    Unsound,
    check_continues,
    check_log,
    open_checkpoint,
    read_log,
)
from record.kit import ORIGIN, World, acts, log_signer, policy


@pytest.fixture
def world(tmp_path):
    return World(tmp_path)


def test_what_is_appended_comes_back(world):
    assert world.log.append([b"one", b"two"]) == range(2)
    assert world.log.append([]) == range(2, 2)
    assert world.log.append([b""]) == range(2, 3)
    published = world.publish(b"four")
    assert published.checkpoint.size == 4
    assert {each.answer for each in published.asked} == {Answer.COSIGNED}
    seen, entries = read_log(Folder(world.public), policy())
    assert entries == [b"one", b"two", b"", b"four"]
    assert (seen.since, len(seen.cosignatures)) == (world.now, 4)
    assert world.log.note() == published.note


def test_an_entry_has_at_most_65535_bytes(world):
    assert world.log.append([bytes(65_535)]) == range(1)
    with pytest.raises(NotWritten):
        world.log.append([b"fine", bytes(65_536)])
    assert world.log.size == 1
    world.publish()
    assert check_log(Folder(world.public), policy()).failures == ()


def test_not_yet_witnessed_is_public_and_catches_up_with_one_proof(world):
    first = world.publish(*acts(3), witnesses=0)
    assert first.asked == ()
    assert not policy().look((world.public / "checkpoint").read_bytes()).witnessed
    world.publish(*acts(300, 3), witnesses=0)
    world.now += 3 * 86_400
    later = world.publish()
    assert later.checkpoint.size == 303
    seen = policy().verify((world.public / "checkpoint").read_bytes())
    assert seen.since == world.now  # periods run from the quorum, not from the act
    assert world.log.publish(world.public, now=world.now).note == later.note  # nothing new, nothing lost


def test_the_store_forbids_change_and_removal(world):
    world.publish(*acts(3))
    db = sqlite3.connect(world.private / "record.db")
    for table, column in (("entry", "bytes"), ("node", "hash"), ("checkpoint", "note"), ("log", "origin")):
        for statement in (f"UPDATE {table} SET {column} = x'00'", f"DELETE FROM {table}"):  # noqa: S608 - four names above
            with pytest.raises(sqlite3.IntegrityError):
                db.execute(statement)
    db.close()


def changed(path: Path, statement: str) -> None:
    """Someone with the file, who takes the triggers off first."""
    db = sqlite3.connect(path)
    for table in ("entry", "node", "checkpoint"):
        db.execute(f"DROP TRIGGER IF EXISTS {table}_no_update")
        db.execute(f"DROP TRIGGER IF EXISTS {table}_no_delete")
    db.execute(statement)
    db.commit()
    db.close()


def backed_up(world):
    """A copy of the store after three entries, while the log goes on to six."""
    world.publish(*acts(3))
    world.log.close()
    shutil.copytree(world.private, world.root / "backup")
    world.reopen()
    world.publish(*acts(3, 3))
    world.log.close()
    shutil.rmtree(world.private)
    shutil.copytree(world.root / "backup", world.private)
    return world.reopen()


def test_a_store_from_a_backup_signs_nothing(world):
    log = backed_up(world)
    log.append([b"another fourth", b"fifth", b"sixth", b"seventh"])
    for _ in range(2):
        with pytest.raises(SigningRefused) as caught:
            log.publish(world.public, now=world.now)
        assert "not contained" in caught.value.reason
    assert log.store.newest().size == 3


def test_a_store_from_a_backup_with_fewer_entries_signs_nothing(world):
    log = backed_up(world)
    with pytest.raises(SigningRefused):
        log.publish(world.public, now=world.now)


def test_with_the_public_folder_gone_too_the_witnesses_stop_it(world):
    log = backed_up(world)
    shutil.rmtree(world.public)
    log.append([b"another fourth", b"fifth", b"sixth", b"seventh"])
    with pytest.raises(SigningRefused) as caught:
        log.publish(world.public, now=world.now, witnesses=[Local(world.witnesses[0])])
    assert "a witness holds" in caught.value.reason
    assert log.store.newest().size == 3


class Mute(Local):
    """A witness that answers requests but whose newest checkpoint cannot be asked for."""

    def held(self, origin):  # noqa: ARG002 - the protocol's argument
        return None


def test_a_409_above_the_stores_size_halts_the_log_until_an_operator_acts(world):
    log = backed_up(world)
    shutil.rmtree(world.public)
    log.append([b"another fourth"])
    with pytest.raises(SigningRefused):
        log.publish(world.public, now=world.now, witnesses=[Mute(world.witnesses[0])])
    assert not (world.public / "checkpoint").exists()
    log = world.reopen()
    with pytest.raises(SigningRefused) as caught:
        log.publish(world.public, now=world.now)
    assert "has seen size 6" in caught.value.reason
    log.resume()
    log.publish(world.public, now=world.now)


def test_a_clock_that_went_back_dates_nothing(world):
    world.publish(*acts(3))
    world.log.append(acts(1, 3))
    with pytest.raises(SigningRefused) as caught:
        world.log.publish(world.public, now=world.now - 1)
    assert "clock" in caught.value.reason
    assert world.log.publish(world.public, now=world.now).checkpoint.size == 4


def test_a_clock_behind_the_witnesses(world):
    slow, world.now = world.now, world.now + 200  # the witnesses' clock
    published = world.log.publish(world.public, now=slow, witnesses=[Local(world.witnesses[0])])
    assert [(each.answer, each.skew) for each in published.asked] == [(Answer.COSIGNED, 200)]
    world.now = slow + 1000
    published = world.log.publish(world.public, now=slow, witnesses=[Local(world.witnesses[1])])
    assert [(each.answer, each.skew) for each in published.asked] == [(Answer.AHEAD, 1000)]
    with pytest.raises(SigningRefused):
        world.log.publish(world.public, now=slow - 101)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entry SET bytes = x'7b7d' WHERE idx = 4",
        "UPDATE node SET hash = zeroblob(32) WHERE level = 0 AND idx = 4",
        "UPDATE node SET hash = zeroblob(32) WHERE level = 1 AND idx = 0",
        "UPDATE node SET hash = zeroblob(32) WHERE level = 1 AND idx = 2",
        "DELETE FROM node WHERE level = 2",
        "DELETE FROM entry WHERE idx = 4",
        "DELETE FROM entry WHERE idx = 0",
        "DELETE FROM checkpoint",
    ],
)
def test_a_damaged_store_signs_nothing(world, statement):
    world.publish(*acts(3))
    world.log.append(acts(3, 3))
    world.log.close()
    before = (world.public / "checkpoint").read_bytes()
    changed(world.private / "record.db", statement)
    with pytest.raises(SigningRefused):
        Log.open(world.private, signers=[log_signer()]).publish(world.public, now=world.now)
    assert (world.public / "checkpoint").read_bytes() == before


def test_a_store_whose_file_is_damaged_signs_nothing(world):
    world.publish(*acts(300))
    world.log.close()
    path = world.private / "record.db"
    raw = bytearray(path.read_bytes())
    raw[8192:16384] = bytes(8192)  # two pages of zeros
    path.write_bytes(bytes(raw))
    before = (world.public / "checkpoint").read_bytes()
    with pytest.raises((SigningRefused, NotWritten, Unsound)):
        _publish_again(world)
    assert (world.public / "checkpoint").read_bytes() == before


def _publish_again(world):
    log = Log.open(world.private, signers=[log_signer()])
    log.append([b"more"])
    log.publish(world.root / "fresh", now=world.now)


def test_a_public_checkpoint_that_is_not_this_logs(world):
    world.publish(*acts(3))
    good = (world.public / "checkpoint").read_bytes()
    for raw in (b"", good[:-1], good.replace(b"\n3\n", b"\n4\n"), good.replace(b"qingshui", b"another1")):
        (world.public / "checkpoint").write_bytes(raw)
        with pytest.raises(SigningRefused):
            world.log.publish(world.public, now=world.now)


def test_a_key_that_is_not_the_logs(world):
    world.publish(*acts(3))
    with pytest.raises(Fault):
        Log.open(world.private, signers=[log_signer(1, "other.example")])
    other = Log.open(world.private, signers=[log_signer(2)])
    with pytest.raises(SigningRefused):
        other.publish(world.public, now=world.now)


def test_a_new_key_in_place_of_the_old(world):
    world.publish(*acts(3))
    world.log.close()
    old, new = log_signer(1), log_signer(2)
    both = Log.open(world.private, signers=[old, new])
    both.append([b"key-rotation"])
    note = both.publish(world.public, now=world.now).note
    both.close()
    assert open_checkpoint(note, [old.verifier])[0] == open_checkpoint(note, [new.verifier])[0]
    after = Log.open(world.private, signers=[new], former=[old.verifier])
    after.append([b"after"])
    note = after.publish(world.public, now=world.now).note
    assert open_checkpoint(note, [new.verifier])[0].size == 5
    with pytest.raises(Unsound):
        open_checkpoint(note, [old.verifier])


def test_an_immutable_file_with_other_bytes_is_never_overwritten(world):
    world.publish(*acts(3))
    (world.public / "tile/0/000.p").mkdir(exist_ok=True)
    (world.public / "tile/0/000.p/4").write_bytes(b"something else")
    world.log.append(acts(1, 3))
    with pytest.raises(Doubt):
        world.log.publish(world.public, now=world.now)
    assert (world.public / "tile/0/000.p/4").read_bytes() == b"something else"
    with pytest.raises(Doubt):  # this object has ended
        world.log.append([b"more"])


def test_a_log_is_made_once(world):
    with pytest.raises(NotWritten):
        Log.create(world.private, signers=[log_signer()])
    with pytest.raises(Unsound):
        Log.open(world.root / "nowhere", signers=[log_signer()])
    (world.root / "text.db").write_text("not a database, but longer than a header" * 10)
    with pytest.raises((Unsound, NotWritten)):
        Store.open(world.root / "text.db")
    assert world.log.origin == ORIGIN


def test_whoever_holds_a_newer_checkpoint_takes_no_older_one(world):
    first, second = world.publish(*acts(3)).checkpoint, world.publish(*acts(4, 3)).checkpoint
    path = world.log.consistency_proof(3, 7)
    check_continues(first, second, path)
    check_continues(second, second, [])
    fork = Checkpoint(origin=ORIGIN, size=7, root=bytes(32))
    other = Checkpoint(origin="other.example", size=7, root=second.root)
    for older, newer, proof, kind in (
        (second, first, path, Kind.ROLLED_BACK),
        (second, fork, [], Kind.FORK),
        (first, fork, path, Kind.CONSISTENCY),
        (first, second, path[:-1], Kind.CONSISTENCY),
        (first, other, path, Kind.ORIGIN),
    ):
        with pytest.raises(Unsound) as caught:
            check_continues(older, newer, proof)
        assert caught.value.kind is kind


# --- what the disk can do -----------------------------------------------------------------------------------------


def test_every_fsync_and_rename_of_a_publication_may_fail(world, monkeypatch):
    """Where the failure comes before the signature is committed, or after: never another history, never a half file."""
    world.publish(*acts(3))
    real = {name: getattr(os, name) for name in ("fsync", "replace", "write", "open")}
    count, failed = 0, 0

    def failing(name):
        def call(*arguments, **named):
            nonlocal count
            count -= 1
            if count == 0:
                raise OSError(5, "Input/output error")
            return real[name](*arguments, **named)

        return call

    for nth in range(1, 40):
        world.log.append(acts(1, world.log.size))
        for name in real:
            monkeypatch.setattr(os, name, failing(name))
        count = nth
        try:
            world.log.publish(world.public, now=world.now)
        except (Doubt, OSError):
            failed += 1
        finally:
            for name, function in real.items():
                monkeypatch.setattr(os, name, function)
        seen = check_log(Folder(world.public), policy(), quorum=False)
        assert seen.failures == ()  # whatever is public is whole
        world.reopen()
        world.log.publish(world.public, now=world.now)
        seen = check_log(Folder(world.public), policy(), quorum=False)
        assert (seen.failures, seen.entries) == ((), world.log.size)
        if count > 0:
            break
    assert failed > 10
    assert count > 0, "not every call was reached"
    assert not list(world.public.rglob("*.tmp"))


def test_a_file_size_limit_refuses_and_recovers(world):
    """A disk that takes no more: nothing half-written, and all goes on once there is room."""
    world.publish(*acts(3))
    child = os.fork()
    if child == 0:  # a process of its own, whose files may not grow
        try:
            log = Log.open(world.private, signers=[log_signer()])
            resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))
            import signal  # noqa: PLC0415 - for the child alone

            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            try:
                log.append([bytes(50_000)] * 20)
            except (NotWritten, Doubt):
                os._exit(7)
        finally:
            os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
    world.reopen()
    assert world.log.size in {3, 23}  # never a part of them
    world.publish(b"after")
    assert check_log(Folder(world.public), policy()).failures == ()


@pytest.fixture
def tiny_disk(tmp_path):
    """A file system of one mebibyte, where this user may mount one."""
    root = tmp_path / "disk"
    root.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(root)],  # noqa: S607
        capture_output=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip("no file system can be mounted here")
    yield root
    subprocess.run(["umount", "-l", str(root)], check=True)  # noqa: S607


def test_a_full_disk_refuses_and_recovers(tiny_disk):
    world = World(tiny_disk)
    acknowledged = acts(3)
    world.publish(*acknowledged)
    ballast = tiny_disk / "ballast"
    refused = 0
    for kilobytes in (500, 200, 100, 50, 20, 10, 5, 4, 0):
        with suppress(OSError), ballast.open("ab") as file:
            file.write(bytes(kilobytes * 1024))
        try:
            entries = [bytes([kilobytes % 256]) * 9_000]
            world.log.append(entries)
            acknowledged += entries
            world.log.publish(world.public, now=world.now)
        except (NotWritten, Doubt, SigningRefused):
            refused += 1
            world.log.close()
            try:
                world.log = Log.open(world.private, signers=[log_signer()])
            except (NotWritten, Unsound):
                ballast.unlink()
                world.reopen()
        assert check_log(Folder(world.public), policy(), quorum=False).failures == ()
    assert refused
    ballast.unlink(missing_ok=True)
    world.reopen()
    assert list(world.log.store.entries(0, world.log.size)) == acknowledged
    world.publish(b"after")
    assert read_log(Folder(world.public), policy())[1] == [*acknowledged, b"after"]
