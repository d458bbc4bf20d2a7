"""docs/findings.md lists every code that a rule room or the procedure can return, with its level, and no other."""

import ast
import re
from pathlib import Path

import dinggang

ROOT = Path(__file__).resolve().parents[1]
SOURCE = Path(dinggang.__file__).parent
ROOMS = (
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
    "documents",
)
# B12 is the code of a law on the balance sheet; its findings bear the S-codes of what breaks it.
LAWS = {"B12"}


def written() -> set[str]:
    """The codes in the source of the rooms."""
    texts = (path.read_text(encoding="utf-8") for room in ROOMS for path in (SOURCE / room).glob("*.py"))
    return {code for text in texts for code in re.findall(r'"(X\d{1,2}|[A-Z]\d{2})"', text)}


def listed() -> dict[str, str]:
    rows = re.findall(
        r"^\| ([A-Z]\d{1,2}) \| ([\w, ]+) \|",
        (ROOT / "docs" / "findings.md").read_text("utf-8"),
        re.MULTILINE,
    )
    assert len(rows) == len(dict(rows))
    return dict(rows)


def test_every_code_is_listed_and_no_other() -> None:
    assert set(listed()) == written() | LAWS


def levels() -> set[tuple[str, str]]:
    """Code and level of every call that names both as they stand."""
    found = set()
    for room in ROOMS:
        for path in (SOURCE / room).glob("*.py"):
            for call in (n for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.Call)):
                arguments = [*call.args, *(k.value for k in call.keywords)]
                codes = [a.value for a in arguments if isinstance(a, ast.Constant) and is_code(a.value)]
                named = [ast.unparse(a) for a in arguments if ast.unparse(a).startswith("Level.")]
                found |= {(code, level.removeprefix("Level.").lower()) for code in codes for level in named}
    return found


def is_code(value: object) -> bool:
    return isinstance(value, str) and re.fullmatch(r"X\d{1,2}|[A-Z]\d{2}", value) is not None


def test_levels_are_those_of_the_source() -> None:
    told = listed()
    found = levels()
    assert len(found) > 40
    assert {(code, level) for code, level in found if level not in told[code].split(", ")} == set()
