"""Writing and reading undo each other, order says nothing, and bytes know no machine."""

import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import msgspec
import openpyxl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import build
from dinggang.basis import canonical
from dinggang.case import Case
from dinggang.procedure import papers, run
from dinggang.sheets import case_files, plan_toml, read_folder, write_folder
from dinggang.sheets.plan_reading import plan_of
from sheets.cases import cases, plans
from sheets.desk import NAMES, spoil
from sheets.grounds import groundwork

# A case is large: making a failing one smaller takes minutes and tells little more.
SLOW = settings(
    deadline=None,
    max_examples=25,
    suppress_health_check=list(HealthCheck),
    phases=[p for p in Phase if p is not Phase.shrink and p is not Phase.explain],
)


@SLOW
@given(cases())
def test_a_case_written_and_read_is_the_same(drawn):
    case, names = drawn
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "case"
        write_folder(folder, case, names)
        read = read_folder(folder)

    assert canonical(read.case) == canonical(case)
    assert read.names == names


@SLOW
@given(groundwork())
def test_groundwork_written_and_read_is_the_same(drawn):
    case = build.bend(build.case(), groundwork=drawn)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "case"
        write_folder(folder, case, NAMES)
        read = read_folder(folder)
        there = {p.stem for p in folder.iterdir()}

    assert canonical(read.case.groundwork) == canonical(drawn)
    assert ("talks" in there) is bool(drawn.talks)
    assert read.missing == ()


@SLOW
@given(plans())
def test_a_plan_written_and_read_is_the_same(plan):
    read, problems = plan_of(plan_toml(plan).encode())

    assert problems == []
    assert canonical(read) == canonical(plan)


@SLOW
@given(cases())
def test_writing_twice_gives_the_same_bytes(drawn):
    assert case_files(*drawn) == case_files(*drawn)


def shuffled(book: Any, seed: int) -> None:
    """Every sheet with its data rows in another order."""
    for sheet in book:
        rows = [[(c.value, c.number_format) for c in row] for row in sheet.iter_rows(min_row=2)]
        rows = [row for row in rows if any(value is not None for value, _ in row)]
        random.Random(seed).shuffle(rows)  # noqa: S311 - seeded, no secret
        for number, row in enumerate(rows, start=2):
            for column, (value, form) in enumerate(row, start=1):
                sheet.cell(number, column).value = value
                sheet.cell(number, column).number_format = form


@settings(deadline=None, max_examples=3)
@given(st.integers(0, 10**6))
def test_the_order_of_rows_decides_nothing(seed):
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "case"
        write_folder(folder, build.case(), NAMES)
        before = read_folder(folder)
        for path in sorted(folder.glob("*.xlsx")):
            spoil(folder, path.name, lambda book: shuffled(book, seed))
        after = read_folder(folder)

    assert after.case.people != before.case.people or after.case.acts != before.case.acts
    assert in_order(after.case) == in_order(before.case)
    assert canonical(run(after).results) == canonical(run(before).results)
    texts = [{n: b for n, b in papers(f, run(f)).items() if not n.endswith(".xlsx")} for f in (before, after)]
    assert texts[0].keys() == texts[1].keys()


def in_order(value: Any) -> bytes:
    """The case with every table sorted."""

    def sort(part: Any) -> Any:
        if isinstance(part, tuple) and part and isinstance(part[0], msgspec.Struct):
            return tuple(sorted((sort(one) for one in part), key=canonical))
        if isinstance(part, msgspec.Struct):
            fields = {name: sort(getattr(part, name)) for name in part.__struct_fields__}
            return msgspec.structs.replace(part, **fields)
        return part

    return canonical(sort(value))


MAKE = """
import hashlib, build
from dinggang.sheets import case_files, template_files
from sheets.desk import NAMES
for name, content in sorted({**template_files(), **{"case/" + n: b for n, b in case_files(build.case(), NAMES).items()}}.items()):
    print(name, hashlib.sha256(content).hexdigest())
"""


@pytest.fixture(scope="module")
def bytes_here() -> str:
    return made({})


def made(differently: dict[str, str]) -> str:
    tests = Path(build.__file__).parent
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tests), *sys.path]), **differently}
    return subprocess.run(
        [sys.executable, "-c", MAKE], env=env, check=True, capture_output=True, text=True
    ).stdout


@pytest.mark.parametrize(
    "differently",
    [
        {"PYTHONHASHSEED": "0", "TZ": "Asia/Shanghai", "LANG": "C"},
        {"PYTHONHASHSEED": "1", "TZ": "America/New_York", "LANG": "zh_CN.GBK", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "4242", "TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8", "PYTHONUTF8": "0"},
    ],
)
def test_bytes_know_no_machine(bytes_here, differently):
    assert len(bytes_here.splitlines()) > 20
    assert made(differently) == bytes_here


def test_no_paths_names_or_times_in_the_bytes():
    for name, content in case_files(build.case(), NAMES).items():
        assert b"/home" not in content, name
        assert b"/tmp" not in content, name


def test_a_folder_read_by_another_program_holds_what_was_written(folder):
    sheet = openpyxl.load_workbook(folder / "roster.xlsx")["花名册"]

    assert [c.value for c in sheet[2]][:3] == ["P01", "张䶮", "男"]
    assert sheet["D2"].value.date() == build.people()[0].birth


def test_the_smallest_case_is_a_case():
    small = Case(plan=build.plan(), posts=build.posts()[:1], people=build.people()[:1])
    with tempfile.TemporaryDirectory() as place:
        write_folder(Path(place) / "case", small, {"P01": "张三"})
        read = read_folder(Path(place) / "case")

    assert read.case == small
    assert read.missing == ("exam", "evaluation", "speech", "assessment", "choices")
