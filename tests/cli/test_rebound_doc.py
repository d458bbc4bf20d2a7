"""docs/rebound.md names every table, column and code there is, and its commands are understood."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

from dinggang.cli.main import parser
from dinggang.sheets.later_tables import LATER_TABLES

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = Path(sys.executable).with_name("dinggang")
PAGE = (ROOT / "docs" / "rebound.md").read_text(encoding="utf-8")


def test_every_table_and_column():
    tables = dict(re.findall(r"^\| (后来\S+) \| (.+`) \|$", PAGE, re.MULTILINE))
    assert tables == {t.sheet: ", ".join(f"{c.header} `{c.key}`" for c in t.columns) for t in LATER_TABLES}
    files = re.findall(r"^\| (\S+) \| `(\w+)` \| .+ \| (yes|no) \|$", PAGE, re.MULTILINE)
    assert files == [(t.sheet, t.file, "no" if t.extra else "yes") for t in LATER_TABLES]


def test_every_code_and_no_other():
    listed = (ROOT / "docs" / "findings.md").read_text(encoding="utf-8")
    codes = re.findall(r"^\| (W\d\d) \|", PAGE, re.MULTILINE)
    assert codes == re.findall(r"^\| (W\d\d) \|", listed, re.MULTILINE)
    assert set(re.findall(r"W\d\d", PAGE)) == set(codes)


def test_the_example_is_what_its_script_writes(tmp_path):
    subprocess.run(
        [sys.executable, ROOT / "scripts" / "make_town_2006_later.py", tmp_path],
        check=True,
        capture_output=True,
    )
    there = {p.name: p.read_bytes() for p in (ROOT / "examples" / "town-2006-later").iterdir()}
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == there


def test_the_example_is_what_comes_out():
    block = re.search(r"<!-- run -->\n```\n\$ dinggang ([^\n]+)\n(.*?)\n```", PAGE, re.DOTALL)
    assert block is not None
    done = subprocess.run(
        [PROGRAM, *shlex.split(block[1])],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr, done.stdout.rstrip()) == (1, "", block[2])


def test_the_commands_are_understood():
    commands = re.findall(r"^dinggang ([^#\n]+)", PAGE, re.MULTILINE)
    assert len(commands) == 3
    for line in commands:
        assert parser(["rebound"]).parse_args(shlex.split(line)).call
