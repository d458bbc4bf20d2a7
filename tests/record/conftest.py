"""Where tests of the record write."""

import os
import shutil
import tempfile
from pathlib import Path

import pytest

IN_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of its own is made in it


@pytest.fixture(scope="session")
def quick_folders(tmp_path_factory):
    """Makes folders on a file system in memory, where there is one: what is tested there is no question of the disk."""
    if not os.access(IN_MEMORY, os.W_OK) or shutil.disk_usage(IN_MEMORY).free < 2**28:
        yield tmp_path_factory.mktemp
        return
    root = Path(tempfile.mkdtemp(prefix="record-", dir=IN_MEMORY))
    yield lambda name: Path(tempfile.mkdtemp(prefix=f"{name}-", dir=root))
    shutil.rmtree(root)


@pytest.fixture
def quick_folder(quick_folders):
    return quick_folders("test")
