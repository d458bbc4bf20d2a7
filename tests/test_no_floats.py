"""No float decides anything: none is written in a rule room, and none comes out of one."""

import ast
import math
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec
import pytest

import build
import dinggang
from dinggang.marks import mark_assessment, mark_evaluation, mark_exam, mark_speech
from dinggang.plan import Measure
from dinggang.procedure import run
from dinggang.selection import check_placement, composites, place, rank

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
SOURCE = Path(dinggang.__file__).parent
NAMES = frozenset({"float", "round", "complex", "pow"})
MODULES = frozenset(
    {"math", "statistics", "random", "secrets", "time", "cmath", "uuid", "numpy", "scipy", "pandas"}
)
CLOCK = frozenset({"now", "today", "utcnow", "fromtimestamp"})
FLOATING = frozenset(
    {"from_float", "total_seconds", "timestamp", "truediv", "__truediv__", "__float__", "__round__", "hex"}
)
EXACT = frozenset({"Fraction", "fraction", "Decimal", "total", "mean"})
"""What makes a number that a division keeps exact, as a call or as a type."""


def inexact(source: str) -> list[str]:
    """What a source text holds that a rule must not: floats and what makes them, builtin round, a clock, chance.

    `isinstance(…, float)` would be found too: no rule has a float to ask about. A division is taken to be of whole
    numbers, and so to make a float, unless one side is exact to see: made by one of EXACT, or a name that is.
    """
    tree = ast.parse(source)
    exact = EXACT | _exact_names(tree)
    return [why for node in ast.walk(tree) if (why := _why(node) or _divides(node, exact))]


def _exact_names(tree: ast.AST) -> set[str]:
    """Names annotated with an exact type, or assigned from an expression that makes an exact number."""
    found: set[str] = set()
    for node in ast.walk(tree):
        match node:
            case ast.arg(arg=name, annotation=ast.expr() as hint) if _mentions(hint, EXACT):
                found.add(name)
            case ast.AnnAssign(target=ast.Name(id=name), annotation=hint) if _mentions(hint, EXACT):
                found.add(name)
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call(func=ast.Name(id=maker))) if (
                maker in EXACT
            ):
                found.add(name)
    return found


def _mentions(node: ast.AST, names: frozenset[str] | set[str]) -> bool:
    return any(isinstance(n, ast.Name) and n.id in names for n in ast.walk(node))


def _divides(node: ast.AST, exact: frozenset[str]) -> str | None:
    match node:
        case ast.BinOp(op=ast.Div(), left=left, right=right) if not (
            _mentions(left, exact) or _mentions(right, exact)
        ):
            return f"line {node.lineno}: {ast.unparse(node)}"
        case ast.AugAssign(op=ast.Div(), target=target, value=value) if not (
            _mentions(target, exact) or _mentions(value, exact)
        ):
            return f"line {node.lineno}: {ast.unparse(node)}"
        case ast.BinOp(op=ast.Pow(), left=left, right=ast.UnaryOp(op=ast.USub())) if not _mentions(
            left, exact
        ):
            return f"line {node.lineno}: {ast.unparse(node)}"
    return None


def _why(node: ast.AST) -> str | None:  # noqa: PLR0911 - one return per thing looked for
    match node:
        case ast.Constant(value=float() | complex()):
            return f"line {node.lineno}: number {node.value}"
        case ast.Name(id=name) if name in NAMES:
            return f"line {node.lineno}: {name}"
        case ast.Constant(value=str(text)) if text in NAMES:  # an annotation in quotes
            return f"line {node.lineno}: {text!r}"
        case ast.Attribute(attr=name) if name in CLOCK | FLOATING:
            return f"line {node.lineno}: .{name}"
        case ast.Import(names=names) if found := [a.name for a in names if a.name.split(".")[0] in MODULES]:
            return f"line {node.lineno}: import {found[0]}"
        case ast.ImportFrom(module=str(module)) if module.split(".")[0] in MODULES:
            return f"line {node.lineno}: import {module}"
        case ast.ImportFrom(names=names) if found := [a.name for a in names if a.name in FLOATING]:
            return f"line {node.lineno}: import {found[0]}"
    return None


@pytest.mark.parametrize(
    ("planted", "found"),
    [
        ("x = 0.5", "number 0.5"),
        ("x = 1e3", "number 1000.0"),
        ("x = 2j", "number 2j"),
        ("x: float", "float"),
        ("def f(a: 'float'): pass", "'float'"),
        ("x = isinstance(y, int | float)", "float"),
        ("x = round(y, 2)", "round"),
        ("x = map(round, y)", "round"),
        ("import math", "import math"),
        ("import os, statistics as s", "import statistics"),
        ("from random import choice", "import random"),
        ("from time import time", "import time"),
        ("import datetime\nx = datetime.datetime.now()", ".now"),
        ("from datetime import date\nx = date.today()", ".today"),
        ("x = 1 / 3", "1 / 3"),
        ("def f(a: int, b: int): return a / b", "a / b"),
        ("x = sum(votes) / len(votes)", "sum(votes) / len(votes)"),
        ("x = 3\nx /= 2", "x /= 2"),
        ("x = 10 ** -2", "10 ** (-2)"),
        ("x = pow(10, n)", "pow"),
        ("x = Decimal(0.1)", "number 0.1"),
        ("x = Decimal.from_float(y)", ".from_float"),
        ("x = (late - early).total_seconds()", ".total_seconds"),
        ("x = sum([0.1, y])", "number 0.1"),
        ("from operator import truediv", "import truediv"),
        ("import operator\nx = operator.truediv(1, 3)", ".truediv"),
        ("import numpy as np", "import numpy"),
    ],
)
def test_the_finder_finds_what_is_planted(planted, found):
    (why,) = inexact(f"def rule():\n    return 1\n\n{planted}\n")

    assert re.fullmatch(r"line \d+: (.*)", why)[1] == found


def test_the_finder_leaves_exact_code_alone():
    sound = """
from datetime import date
from decimal import Decimal
from fractions import Fraction

def mean(numbers: list[Decimal], rounding) -> Decimal:
    "Never a float: round(x) is not called here."
    return rounding(sum(map(Fraction, numbers)) / len(numbers) * 2)

def share(weight: Decimal, parts: int) -> Fraction:
    exact = fraction(weight)
    exact /= 2
    return Fraction(weight / 100, parts // 2) / 10**parts + exact / parts + Decimal(10) ** -2
"""
    assert inexact(sound) == []


@pytest.mark.parametrize("room", ROOMS)
def test_no_rule_room_writes_a_float_rounds_by_python_or_asks_a_clock(room):
    files = sorted((SOURCE / room).rglob("*.py"))

    assert files
    assert {f.name: why for f in files if (why := inexact(f.read_text(encoding="utf-8")))} == {}


def atoms(value: object) -> Iterator[object]:
    """Everything a value is made of, down to what has no parts."""
    if isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from atoms(getattr(value, name))
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from atoms(key)
            yield from atoms(item)
    elif isinstance(value, tuple | list | set | frozenset):
        for item in value:
            yield from atoms(item)
    else:
        yield value


def test_the_walk_reaches_a_float_deep_inside():
    sheets = build.sheets()
    (first, *others) = sheets.assessment
    planted = msgspec.structs.replace(first, marks={"work": math.pi})

    assert math.pi in set(atoms(msgspec.structs.replace(sheets, assessment=(*others, planted))))


def test_no_float_comes_out_of_marks_and_selection():
    case, people = build.case(), build.COMPETING
    rules, sheets = case.plan.rules, case.sheets
    marks = {
        Measure.EXAM: mark_exam(rules.exam, sheets.questions, sheets.exam, people),
        Measure.EVALUATION: mark_evaluation(rules.evaluation, sheets.evaluation, people),
        Measure.SPEECH: mark_speech(rules.speech, sheets.speech, people),
        Measure.ASSESSMENT: mark_assessment(rules.assessment, sheets.assessment, people),
    }
    scores = composites(rules, marks, people)
    board = rank(rules.composite, scores, marks, {p.id: p for p in case.people}, case.plan.cutoff)
    open_posts = case.posts[1:]
    placement = place(rules.placement, open_posts, board, case.choices, {})

    results = (marks, scores, board, placement)

    assert check_placement(open_posts, board, case.choices, {}, placement, rules.placement) == ()
    assert [p.post for p in placement.placed].count(None) == 0
    assert {type(atom).__name__ for atom in atoms(results) if isinstance(atom, float | complex)} == set()
    assert {type(atom).__name__ for atom in atoms(results)} >= {"Decimal", "Fraction", "int", "str"}


def test_no_float_comes_out_of_a_whole_run():
    done = run(build.folder())

    assert done.closed
    assert {type(atom).__name__ for atom in atoms(done) if isinstance(atom, float | complex)} == set()
