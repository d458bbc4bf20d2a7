"""A sound case folder for every test that spoils one."""

from pathlib import Path

import pytest

from sheets.desk import lay_out


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return lay_out(tmp_path)
