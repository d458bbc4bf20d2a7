"""Acts appended and published by four processes that are killed at random moments; calls of the disk that fail."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(HERE.parent)}


def run(*arguments, **more):
    environment = {**ENVIRONMENT, **more}
    done = subprocess.run(
        [sys.executable, *map(str, arguments)], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


def test_a_hundred_rounds_of_kills_lose_nothing(quick_folder):
    printed = run(HERE / "killing.py", quick_folder, 100, 20260722)
    assert printed.startswith("100 rounds, ")
    rounds, acknowledged, size, checkpoints = (int(each) for each in printed.split() if each.isdigit())
    assert size >= acknowledged > 4 * rounds / 4
    assert checkpoints > 10


@pytest.fixture(scope="module")
def shim(tmp_path_factory):
    compiler = shutil.which("cc")
    if compiler is None or sys.platform != "linux":
        pytest.skip("no C compiler to make the disk fail with")
    library = tmp_path_factory.mktemp("shim") / "faults.so"
    subprocess.run([compiler, "-shared", "-fPIC", "-o", library, HERE / "faults.c", "-ldl"], check=True)
    return library


@pytest.mark.parametrize("how", ["kill", "EIO", "ENOSPC"])
def test_every_write_sync_and_rename_fails_once(shim, quick_folder, how):
    calls, word = run(HERE / "failing.py", quick_folder, how, LD_PRELOAD=str(shim)).split()
    assert word == "calls"
    assert int(calls) > 40
