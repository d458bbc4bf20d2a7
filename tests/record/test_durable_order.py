"""What a loss of power can leave: every call of a publication is traced, and the worst of each moment is worked out.

The model: a file's bytes are durable once it was synced; its name, once its folder was synced after the rename; a
folder's own name, once its parent was synced after it was made. A rename may also reach the disk at once, by itself.
So at the moment `checkpoint` is renamed, every file of that checkpoint must be durable already, names included.
"""

import os
import sqlite3
from pathlib import Path

import pytest

from dinggang.record import open_checkpoint, tiles
from record.kit import World, acts, log_signer


class Trace:
    """The calls that make things durable, under one folder."""

    def __init__(self, monkeypatch, world):
        self.world = world
        self.root = world.public
        self.synced_bytes = set()
        self.pending = {}  # folder: the names renamed or made there since it was last synced
        self.durable = {self.root}
        self.checkpoints = []
        self.checked = 0
        real = {"fsync": os.fsync, "replace": os.replace, "mkdir": os.mkdir}

        def fsync(number):
            path = Path(f"/proc/self/fd/{number}").readlink()
            real["fsync"](number)
            if path.is_dir():
                self.pending.pop(path, None)
                self.durable |= set(path.iterdir())
            else:
                self.synced_bytes.add(path)

        def replace(source, target):
            source, target = Path(source), Path(target)
            assert source in self.synced_bytes, f"{target} was renamed before its bytes were on the disk"
            if target == self.root / "checkpoint":
                self.before_checkpoint(source.read_bytes())
            real["replace"](source, target)
            self.pending.setdefault(target.parent, set()).add(target)

        def mkdir(path, *arguments, **named):
            real["mkdir"](path, *arguments, **named)
            self.pending.setdefault(Path(path).parent, set()).add(Path(path))

        for name, function in (("fsync", fsync), ("replace", replace), ("mkdir", mkdir)):
            monkeypatch.setattr(os, name, function)

    def before_checkpoint(self, raw):
        checkpoint, _ = open_checkpoint(raw, [log_signer().verifier])
        for tile in tiles(checkpoint.size):
            path = self.root / tile.path
            while path != self.root:
                assert path in self.durable, f"{path} could be lost while the checkpoint stays"
                path = path.parent
        db = sqlite3.connect(
            self.world.private / "record.db"
        )  # step B is committed before anything is public
        assert db.execute("SELECT max(size) FROM checkpoint").fetchone()[0] == checkpoint.size
        db.close()
        self.checked += 1


@pytest.mark.parametrize("sizes", [(1, 2, 300), (256, 257), (600,)])
def test_no_loss_of_power_leaves_a_checkpoint_without_its_files(tmp_path, monkeypatch, sizes):
    world = World(tmp_path)
    world.public.mkdir()
    trace = Trace(monkeypatch, world)
    for size in sizes:
        world.publish(*acts(size - world.log.size, world.log.size))
        assert not trace.pending.get(world.public), (
            "the checkpoint's name is on the disk when the call returns"
        )
    assert trace.checked == len(sizes)


def test_what_an_interrupted_writer_left_is_made_durable_too(tmp_path, monkeypatch):
    world = World(tmp_path)
    world.publish(*acts(5))
    (world.public / "checkpoint").unlink()  # killed before the checkpoint, its folders never synced
    Trace(monkeypatch, world)
    world.log.publish(world.public, now=world.now)


def test_the_store_waits_for_the_disk(tmp_path):
    world = World(tmp_path)
    assert world.log.store._db.execute("PRAGMA synchronous").fetchone() == (2,)
    assert world.log.store._db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
