"""Fails when a rule room's branches or statements are covered by less than 95 per cent, and names the room.

coverage json -o build/coverage.json
python scripts/check_coverage.py build/coverage.json
"""

import json
import sys
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

LEAST = Fraction(95, 100)
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


class Room(NamedTuple):
    """A room's statements and branches, and how many of them the tests went through."""

    name: str
    statements: int
    covered_statements: int
    branches: int
    covered_branches: int

    @property
    def shares(self) -> tuple[Fraction, Fraction]:
        """Of statements and of branches; a room without any has all of them."""
        return (
            Fraction(self.covered_statements, self.statements) if self.statements else Fraction(1),
            Fraction(self.covered_branches, self.branches) if self.branches else Fraction(1),
        )

    @property
    def short(self) -> bool:
        return min(self.shares) < LEAST


def room(name: str, files: Mapping[str, Mapping[str, Any]]) -> Room:
    """What the report's files of one room add up to. Raises SystemExit when there are none or branches were not measured."""
    inside = f"/dinggang/{name}/"
    own = [f["summary"] for path, f in files.items() if inside in Path("/", path).as_posix()]
    if not own:
        sys.exit(f"{name}: no file of this room is in the report")
    if any("num_branches" not in s for s in own):
        sys.exit(f"{name}: branches were not measured; run with --cov-branch")
    return Room(
        name=name,
        statements=sum(s["num_statements"] for s in own),
        covered_statements=sum(s["covered_lines"] for s in own),
        branches=sum(s["num_branches"] for s in own),
        covered_branches=sum(s["covered_branches"] for s in own),
    )


def told(one: Room) -> str:
    """A room as a line: shares cut off, never rounded up to what they are not."""
    lines, branches = (f"{int(share * 1000) / 10:5.1f} %" for share in one.shares)
    mark = "  under 95 %" if one.short else ""
    return f"{one.name:<10} statements {lines}   branches {branches} of {one.branches:>4}{mark}"


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        sys.exit("usage: check_coverage.py COVERAGE.json")
    report = json.loads(Path(arguments[0]).read_text(encoding="utf-8"))
    rooms = [room(name, report["files"]) for name in ROOMS]
    for one in rooms:
        print(told(one))
    short = [one.name for one in rooms if one.short]
    if short:
        print(f"Too little tested: {', '.join(short)}", file=sys.stderr)
    return 1 if short else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
