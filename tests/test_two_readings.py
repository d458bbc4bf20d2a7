"""docs/two-readings.md names functions and tests that exist, and leaves out no fast function of a rule."""

import ast
import importlib
import re
from pathlib import Path

import pytest

import dinggang
from dinggang.kernels import boards, essays, marking, papers, parquet, rooms
from dinggang.plan import (
    BelowRatio,
    ChoicePolicy,
    Equidistant,
    Mechanism,
    RoomMethod,
    ThirdRule,
    VoidPolicy,
)

ROOT = Path(__file__).resolve().parents[1]
KERNELS = Path(dinggang.__file__).parent / "kernels"
ROW = re.compile(
    r"^\| (?!rule)([^|`-][^|]*) \| ([^|]+) \| `([\w.]+)` \| `([\w/]+\.py)::(\w+)` \|$", re.MULTILINE
)
ROWS = ROW.findall((ROOT / "docs" / "two-readings.md").read_text(encoding="utf-8"))

HELPERS = {
    "acceptance.choosing_order",  # puts scores and lots in order for the mechanisms, and has rows of its own in ranks
    "quotients.magnitude",
    "quotients.narrow",
    "quotients.product",
    "ranks.repeated",
    "ranks.round_half_up",  # the two modes of `rounded`
    "ranks.truncated",
    "scoring.values_digest",  # compares files
    "parquet.read",
}
NOT_RULES = {"__init__", "intake", "keys", "market"}
PARTS = ("fit_", "named")  # the inside of best fit, and best fit by names
INSIDE_FIT = {"outward", "folded", "picked"}


def found(name: str) -> object:
    module, _, attribute = name.rpartition(".")
    return getattr(importlib.import_module(f"dinggang.{module}"), attribute)


def functions(path: Path) -> set[str]:
    """The public functions of a module."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {n.name for n in tree.body if isinstance(n, ast.FunctionDef) and not n.name.startswith("_")}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_what_a_row_names_exists(row: tuple[str, ...]) -> None:
    _, plain, fast, file, test = row
    assert callable(found(f"kernels.{fast}"))
    if "`" in plain:
        assert callable(found(plain.strip("`")))
    assert test in functions(ROOT / "tests" / file)


def test_every_line_of_the_tables_is_a_row_and_no_fast_function_is_left_out() -> None:
    text = (ROOT / "docs" / "two-readings.md").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.startswith("| ") and not line.startswith("| rule")]
    kernels = [p for p in KERNELS.glob("*.py") if p.stem not in NOT_RULES and not p.stem.startswith(PARTS)]
    written = {f"{p.stem}.{name}" for p in kernels for name in functions(p)}
    assert len(lines) == len(ROWS)
    assert {fast for _, _, fast, _, _ in ROWS} == written - HELPERS - {f"fit.{name}" for name in INSIDE_FIT}


@pytest.mark.parametrize(
    ("plain", "fast"),
    [
        (ChoicePolicy, marking.Policy),
        (VoidPolicy, papers.VoidPolicy),
        (ThirdRule, essays.Third),
        (Equidistant, essays.Equidistant),
        (RoomMethod, rooms.Method),
        (BelowRatio, boards.Below),
        (Mechanism, parquet.MECHANISMS),
    ],
)
def test_a_policy_that_a_plan_can_name_is_known_to_both(plain: type, fast: type) -> None:
    assert [str(policy) for policy in plain] == [str(policy) for policy in fast]
