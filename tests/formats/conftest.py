"""Runs the program itself on the invented town, and reads what it wrote with other people's programs."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from dinggang.case import Folder
from dinggang.formats import OpenCase
from dinggang.procedure import Run, run
from dinggang.procedure.exporting import open_case
from dinggang.sheets import read_folder

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = Path(sys.executable).with_name("dinggang")
TOWN = ROOT / "examples" / "town-2006"


@dataclass(frozen=True)
class Done:
    code: int
    out: str
    err: str


@pytest.fixture(scope="session")
def dinggang() -> Callable[..., Done]:
    def call(*arguments: object, **environment: str) -> Done:
        done = subprocess.run(
            [PROGRAM, *map(str, arguments)],
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            env={**os.environ, "PYTHONIOENCODING": "utf-8", **environment},
        )
        return Done(done.returncode, done.stdout, done.stderr)

    return call


@pytest.fixture(scope="session")
def exported(dinggang, tmp_path_factory) -> Path:
    """The folder that `dinggang export` writes for the town, every format."""
    out = tmp_path_factory.mktemp("export") / "out"
    done = dinggang("export", TOWN, "-o", out)
    assert (done.code, done.err) == (0, "")
    return out


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """A copy of the town that a test may spoil."""
    return Path(shutil.copytree(TOWN, tmp_path / "town"))


@pytest.fixture(scope="session")
def folder() -> Folder:
    return read_folder(TOWN)


@pytest.fixture(scope="session")
def done(folder) -> Run:
    return run(folder)


@pytest.fixture(scope="session")
def case(folder, done) -> OpenCase:
    return open_case(folder, done)
