"""Worries as numbers: small ones are not told, and nobody can work them out from what is."""

from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

import build
from dinggang.documents.official.moods import (
    FEWER,
    WITHHELD,
    told_row,
    told_table,
)
from dinggang.documents.official.values import Document, Table, texts
from dinggang.groundwork import FEW, Concern, Count, Groundwork, Talk, TalkForm, worries
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
    assert told_row(Count(named=named, settled=settled), 30) == told


@pytest.mark.parametrize(
    ("talked", "told"),
    [
        (17, ("12", "7", "5")),
        # Four of sixteen did not name it; of twelve everybody did.
        (16, (WITHHELD, WITHHELD, WITHHELD)),
        (12, (WITHHELD, WITHHELD, WITHHELD)),
    ],
)
def test_a_row_of_almost_everybody_is_not_told(talked, told) -> None:
    assert told_row(Count(named=12, settled=7), talked) == told


def test_a_sum_is_told_only_when_all_that_it_sums_is() -> None:
    ten, six = Count(named=10, settled=5), Count(named=6, settled=1)
    assert told_table([ten, ten], 30)[-1] == ("20", "10", "10")
    assert told_table([ten, six], 30)[-1] == ("16", WITHHELD, WITHHELD)
    # 10 and 3: the sum would give 3.
    assert told_table([ten, Count(named=3, settled=3)], 30)[-1] == (WITHHELD, WITHHELD, WITHHELD)


def told_in_all(people: int, *said: tuple[int, str]) -> bool:
    """Whether the analysis tells how many named any worry; so many people each named these."""
    ids = (f"P{n:02}" for n in range(people))
    talks = [talk(next(ids), Concern(k)) for n, kinds in said for _ in range(n) for k in [kinds]]
    talks += [talk(p, None) for p in ids]
    return "人提出了顾虑" in "".join(text for _, text in texts(analysis(*talks)))


def test_how_many_named_any_worry_is_told_only_when_nobody_is_of_few() -> None:
    assert told_in_all(20, (6, "post"), (6, "pay"))
    # 10 named any of the two, 6 the first: the other four would be known.
    assert not told_in_all(20, (6, "post"), (4, "pay"))
    # 16 were talked to: 4 named none.
    assert not told_in_all(16, (6, "post"), (6, "pay"))


@pytest.mark.parametrize(("both", "told"), [(0, True), (1, False), (4, False), (5, True), (6, False)])
def test_how_many_named_any_worry_tells_how_many_named_two(both, told) -> None:
    """Ten named each of two worries; where six named both, four named only one of them."""
    people = [f"P{n:02}" for n in range(30)]
    post = [talk(p, Concern.POST) for p in people[:10]]
    pay = [talk(p, Concern.PAY) for p in people[10 - both : 20 - both]]
    found = worries([*post, *pay, *(talk(p, None) for p in people)])
    assert (found.talked, len(found.people)) == (30, 20 - both)
    assert found.people_told is told


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
    for found in (worries(talks), worries(reversed(talks))):
        assert found.talked == 3
        assert found.count(Concern.PAY) == Count(named=2, settled=1)
        assert found.count(Concern.OTHER) == Count(named=0, settled=0)
        assert found.people == {"P03": False, "P04": False}


def test_the_analysis_names_nobody_and_puts_no_row_by_size() -> None:
    people = [f"P{n:02}" for n in range(1, 11)]
    talks = [talk(p, Concern.SKILL, settled=n < 5) for n, p in enumerate(people)]
    others = [talk(f"P{n:02}", None) for n in range(11, 17)]
    document = analysis(*talks, *others, talk("P02", Concern.HARDSHIP))
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
    assert "谈心谈话共16人次、16人。" in said
    assert "提到较多的顾虑是转岗适应（10人）。" in said
    assert "尚未解开的：转岗适应（5人）" in said


@pytest.mark.parametrize(
    ("people", "worried", "why"),
    [
        (10, 0, "案卷没有谈话中提出的顾虑"),
        (0, 0, "案卷没有谈话中提出的顾虑"),
        # Of nine nothing is told, not even whether anybody named any.
        (9, 0, "谈过话的不足10人，为免认出个人，顾虑不作分析。"),
        (9, 9, "谈过话的不足10人，为免认出个人，顾虑不作分析。"),
    ],
)
def test_without_worries_and_of_few_people_there_is_no_analysis(people, worried, why) -> None:
    talks = tuple(talk(f"P{n:02}", Concern.PAY if n < worried else None) for n in range(people))
    folder = build.folder(build.bend(build.case(), groundwork=Groundwork(talks=talks)))
    (issue,) = issues(folder, run(folder), frozenset({"concerns"}))
    assert issue.left_out is not None
    assert why in issue.left_out.zh


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
    can_tell = _what_a_reader_can_tell(told_table(table, 99))
    for count, (named, settled, left) in zip(table, can_tell, strict=True):
        for value, possible in ((count.named, named), (count.settled, settled), (count.left, left)):
            assert value in possible
            if value < FEW:
                assert len(possible) > 1


@given(st.lists(counts, min_size=1, max_size=4))
def test_what_is_told_is_true(table: list[Count]) -> None:
    *told, total = told_table(table, 99)
    truth = [(c.named, c.settled, c.left) for c in table]
    sums = tuple(map(sum, zip(*truth, strict=True)))
    for row, values in zip([*told, total], [*truth, sums], strict=True):
        for cell, value in zip(row, values, strict=True):
            assert cell == WITHHELD or (value < FEW if cell == FEWER else int(cell) == value)
