"""Worries as numbers: small ones are not told, and nobody can work them out from what is."""

from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

import build
from dinggang.documents.official.moods import (
    FEW,
    FEWER,
    WITHHELD,
    Count,
    counted,
    people_told,
    told_row,
    told_table,
)
from dinggang.documents.official.values import Document, Table, texts
from dinggang.groundwork import Concern, Groundwork, Talk, TalkForm
from dinggang.procedure import run
from dinggang.procedure.printing import issues

DAY = date(2006, 11, 4)


def talk(person: str, concern: Concern | None, *, settled: bool = False, day: date = DAY) -> Talk:
    return Talk(person=person, day=day, by="P01", form=TalkForm.ALONE, concern=concern, settled=settled)


def analysis(*talks: Talk) -> Document:
    folder = build.folder(build.bend(build.case(), groundwork=Groundwork(talks=talks)))
    (issue,) = issues(folder, run(folder), frozenset({"concerns"}))
    (document,) = issue.documents
    return document


def rows(document: Document) -> dict[str, tuple[str, ...]]:
    (table,) = (b for b in document.blocks if isinstance(b, Table))
    return {row[0]: row[1:] for row in table.rows}


@pytest.mark.parametrize(
    ("named", "settled", "told"),
    [
        (0, 0, (FEWER, FEWER, FEWER)),
        (4, 4, (FEWER, FEWER, FEWER)),
        # 5 and none left: with 5 told, either part gives away the other.
        (5, 5, ("5", WITHHELD, WITHHELD)),
        (9, 5, ("9", WITHHELD, WITHHELD)),
        (10, 5, ("10", "5", "5")),
        (12, 7, ("12", "7", "5")),
    ],
)
def test_a_row_tells_what_may_be_told(named, settled, told) -> None:
    assert told_row(Count(named=named, settled=settled)) == told


def test_a_sum_is_told_only_when_all_that_it_sums_is() -> None:
    ten, six = Count(named=10, settled=5), Count(named=6, settled=1)
    assert told_table([ten, ten])[-1] == ("20", "10", "10")
    assert told_table([ten, six])[-1] == ("16", WITHHELD, WITHHELD)
    # 10 and 3: the sum would give 3.
    assert told_table([ten, Count(named=3, settled=3)])[-1] == (WITHHELD, WITHHELD, WITHHELD)


def test_how_many_named_any_worry_is_not_told_beside_a_small_number() -> None:
    six = Count(named=6, settled=3)
    # 10 named any of the two, 6 the first: at least 4 named the second, which is told as fewer than 5.
    assert people_told([six, Count(named=4, settled=0)], 10, 30) == ""
    assert people_told([six, six], 10, 30) == "10"
    # 14 talked to: 4 named none.
    assert people_told([six, six], 10, 14) == ""


def test_each_person_counts_once_by_what_they_said_last() -> None:
    later = date(2006, 11, 9)
    talks = [
        talk("P03", Concern.PAY),
        talk("P03", Concern.PAY, settled=True, day=later),
        talk("P03", Concern.POST),
        talk("P04", Concern.PAY, settled=True),
        talk("P04", Concern.PAY, day=later),
        talk("P05", None),
    ]
    assert counted(talks, Concern.PAY) == Count(named=2, settled=1)
    assert counted(reversed(talks), Concern.PAY) == Count(named=2, settled=1)
    assert counted(talks, Concern.OTHER) == Count(named=0, settled=0)


def test_the_analysis_names_nobody_and_puts_no_row_by_size() -> None:
    people = [f"P{n:02}" for n in range(1, 11)]
    talks = [talk(p, Concern.SKILL, settled=n < 5) for n, p in enumerate(people)]
    document = analysis(*talks, talk("P02", Concern.HARDSHIP))
    found = rows(document)
    assert found["转岗适应"] == ("10", "5", "5")
    assert found["实际困难"] == found["退休"] == (FEWER, FEWER, FEWER)
    assert found["合计（人次）"] == (WITHHELD, WITHHELD, WITHHELD)
    assert list(found) == [
        *("岗位去留", "待遇", "退休", "转岗适应", "公平公正", "实际困难", "其他"),
        "合计（人次）",
    ]
    said = "\n".join(text for _, text in texts(document))
    assert "P0" not in said
    assert "谈心谈话共10人次、10人。" in said
    assert "提到较多的顾虑是转岗适应（10人）。" in said
    assert "尚未解开的：转岗适应（5人）" in said


def test_without_worries_there_is_no_analysis() -> None:
    folder = build.folder(build.bend(build.case(), groundwork=Groundwork(talks=(talk("P03", None),))))
    (issue,) = issues(folder, run(folder), frozenset({"concerns"}))
    assert issue.left_out is not None
    assert "顾虑" in issue.left_out.zh


# -- a reader who adds and subtracts -----------------------------------------------------------------

_MOST = 14
_CELLS = [(s, o) for s, o in product(range(_MOST + 1), repeat=2) if s + o <= _MOST]


def _fits(cell: str, value: int) -> bool:
    """What a reader knows of a cell: its number, that it is small, or nothing."""
    return value < FEW if cell == FEWER else cell == WITHHELD or value == int(cell)


def _possible(row: tuple[str, str, str]) -> list[tuple[int, int]]:
    return [(s, o) for s, o in _CELLS if all(_fits(c, v) for c, v in zip(row, (s + o, s, o), strict=True))]


def _sums(options: list[list[tuple[int, int]]]) -> set[tuple[int, int]]:
    reached = {(0, 0)}
    for some in options:
        reached = {(a + s, b + o) for a, b in reached for s, o in some}
    return reached


def _what_a_reader_can_tell(printed: tuple[tuple[str, str, str], ...]) -> list[list[set[int]]]:
    """For each row the values that named, gone and left can have, given every row and the sums."""
    *rows_, total = printed
    options = [_possible(row) for row in rows_]
    found = []
    for at, some in enumerate(options):
        others = _sums(options[:at] + options[at + 1 :])
        left = [
            (s, o)
            for s, o in some
            if any(
                all(_fits(c, v) for c, v in zip(total, (a + s + b + o, a + s, b + o), strict=True))
                for a, b in others
            )
        ]
        found.append([{s + o for s, o in left}, {s for s, _ in left}, {o for _, o in left}])
    return found


counts = st.tuples(st.integers(0, 7), st.integers(0, 7)).map(
    lambda pair: Count(named=pair[0] + pair[1], settled=pair[0])
)


@given(st.lists(counts, min_size=1, max_size=4))
def test_no_small_number_can_be_worked_out(table: list[Count]) -> None:
    can_tell = _what_a_reader_can_tell(told_table(table))
    for count, (named, settled, left) in zip(table, can_tell, strict=True):
        for value, possible in ((count.named, named), (count.settled, settled), (count.left, left)):
            assert value in possible
            if value < FEW:
                assert len(possible) > 1


@given(st.lists(counts, min_size=1, max_size=4))
def test_what_is_told_is_true(table: list[Count]) -> None:
    *told, total = told_table(table)
    truth = [(c.named, c.settled, c.left) for c in table]
    sums = tuple(map(sum, zip(*truth, strict=True)))
    for row, values in zip([*told, total], [*truth, sums], strict=True):
        for cell, value in zip(row, values, strict=True):
            assert cell == WITHHELD or (value < FEW if cell == FEWER else int(cell) == value)


@given(
    st.lists(st.sets(st.sampled_from(range(3)), max_size=3), min_size=1, max_size=30),
    st.integers(0, 10),
)
def test_how_many_named_any_worry_bounds_no_small_number(people: list[set[int]], without: int) -> None:
    by_kind = [Count(named=sum(k in named for named in people), settled=0) for k in range(3)]
    anybody, talked = sum(map(bool, people)), len(people) + without
    told = people_told(by_kind, anybody, talked)
    if not told:
        return
    # Everybody who named any named one of these: what others leave over must have named this one.
    most = [c.named if c.named >= FEW else FEW - 1 for c in by_kind]
    for count, high in zip(by_kind, most, strict=True):
        least = max(0, int(told) - (sum(most) - high))
        assert count.named >= FEW or least < min(high, int(told))
    assert talked - int(told) >= FEW
