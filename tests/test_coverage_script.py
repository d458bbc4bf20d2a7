"""scripts/check_coverage.py fails, naming the room, just when a rule room is under 95 per cent."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[1] / "scripts" / "check_coverage.py"
ROOMS = (
    "basis",
    "plan",
    "roster",
    "marks",
    "selection",
    "exits",
    "services",
    "groundwork",
    "case",
    "balance",
    "procedure",
)


def summary(branches: int, covered: int, lines: int = 100) -> dict[str, dict[str, int]]:
    return {
        "summary": {
            "num_statements": 100,
            "covered_lines": lines,
            "num_branches": branches,
            "covered_branches": covered,
        }
    }


def run(tmp_path: Path, **changed: list[dict[str, dict[str, int]]]) -> subprocess.CompletedProcess[str]:
    files = {
        f"src/dinggang/{room}/part{n}.py": part
        for room in ROOMS
        for n, part in enumerate(changed.get(room, [summary(20, 20)]))
    }
    report = tmp_path / "coverage.json"
    report.write_text(json.dumps({"files": {**files, "src/dinggang/cli/main.py": summary(10, 0)}}))
    return subprocess.run([sys.executable, SCRIPT, report], capture_output=True, text=True, check=False)


def test_all_rooms_tested(tmp_path):
    done = run(tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert [line.split()[0] for line in done.stdout.splitlines()] == list(ROOMS)


@pytest.mark.parametrize(
    ("exits", "short"),
    [
        ([summary(100, 95)], False),
        ([summary(1000, 949)], True),
        ([summary(10, 0), summary(190, 190)], False),  # the room counts, not each file
        ([summary(0, 0)], False),
        ([summary(100, 100, lines=94)], True),
    ],
)
def test_a_room_under_95_per_cent_is_named(tmp_path, exits, short):
    done = run(tmp_path, exits=exits)
    assert (done.returncode, done.stderr) == ((1, "Too little tested: exits\n") if short else (0, ""))


def test_a_share_is_never_rounded_up_to_the_limit(tmp_path):
    assert "branches  94.9 % of 10000  under 95 %" in run(tmp_path, exits=[summary(10000, 9499)]).stdout


def test_a_room_without_files_or_branches_is_an_error(tmp_path):
    assert run(tmp_path, plan=[]).stderr == "plan: no file of this room is in the report\n"
    bare = {"summary": {"num_statements": 1, "covered_lines": 1}}
    assert run(tmp_path, plan=[bare]).stderr == "plan: branches were not measured; run with --cov-branch\n"
