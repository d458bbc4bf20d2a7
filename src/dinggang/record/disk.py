"""Files written so that after a power cut they are either wholly there or not at all."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dinggang.record.errors import Doubt

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


class Durable:
    """Writes files under one folder: temporary file, fsync, rename; `sync` makes the names durable as well.

    A temporary file's name carries the process, so that two processes never write one file.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self._folders: dict[Path, None] = {}

    def keep(self, name: str, raw: bytes) -> None:
        """Write a file that never changes. One that is there with other bytes is never overwritten: Doubt."""
        path = self.root / name
        if path.exists():
            if path.read_bytes() != raw:
                raise Doubt(f"{name} exists with other bytes")
            self._note(path.parent)
            return
        self._write(path, raw)

    def replace(self, name: str, raw: bytes) -> None:
        """Write a file in place of what stands there, in one step."""
        self._write(self.root / name, raw)

    def sync(self) -> None:
        """Make the names of all files written so far durable."""
        for folder in self._folders:
            sync_folder(folder)
        self._folders.clear()

    def _write(self, path: Path, raw: bytes) -> None:
        self._make(path.parent)
        aside = path.parent / f".{path.name}.{os.getpid()}.tmp"
        try:
            write_synced(aside, raw)
            aside.replace(path)
        except OSError:
            aside.unlink(missing_ok=True)
            raise
        self._note(path.parent)

    def _make(self, folder: Path) -> None:
        if folder.is_dir():
            return
        self._make(folder.parent)
        folder.mkdir(exist_ok=True)
        self._note(folder.parent)

    def _note(self, folder: Path) -> None:
        """The folder's names have yet to be made durable, and its own name, which an interrupted writer may have left."""
        self._folders[folder] = None
        if self.root in folder.parents:
            self._note(folder.parent)


def write_synced(path: Path, raw: bytes) -> None:
    """Write the bytes and wait until they are on the disk."""
    number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o644)
    try:
        rest = memoryview(raw)
        while rest:
            rest = rest[os.write(number, rest) :]
        os.fsync(number)
    finally:
        os.close(number)


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk. Where a system cannot sync a folder, nothing happens."""
    if os.name == "nt":
        return
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold a lock between processes, by this file; wait for whoever holds it. A process that dies gives it up."""
    number = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if sys.platform == "win32":
            msvcrt.locking(number, msvcrt.LK_LOCK, 1)
        else:
            fcntl.flock(number, fcntl.LOCK_EX)
        yield
    finally:
        os.close(number)
