"""Runs the program itself, as a clerk would."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = Path(sys.executable).with_name("dinggang")
TOWN = ROOT / "examples" / "town-2006"


@dataclass(frozen=True)
class Done:
    code: int
    out: str
    err: str


@pytest.fixture
def dinggang() -> Callable[..., Done]:
    def call(*arguments: object) -> Done:
        done = subprocess.run(
            [PROGRAM, *map(str, arguments)],
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        )
        return Done(done.returncode, done.stdout, done.stderr)

    return call


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """A copy of the town that a test may spoil."""
    return Path(shutil.copytree(TOWN, tmp_path / "town"))
