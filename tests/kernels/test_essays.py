"""Double marking in arrays against the plain rule."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dinggang.basis import Fault, Rounding, RoundingMode
from dinggang.kernels.essays import (
    DENOMINATOR,
    LEADER,
    SECOND,
    SETTLED,
    THIRD,
    Equidistant,
    Third,
    settled_essays,
)
from dinggang.marks import EssayMark, Question, QuestionKind, Turn
from dinggang.marks.essays import settle
from dinggang.plan import Equidistant as PlanEquidistant
from dinggang.plan import EssayRule, ThirdRule

D = Decimal
TURNS = tuple(Turn)
TWO = Rounding(mode=RoundingMode.HALF_UP, places=2)


def plainly(rows, value, percent, strict, third, equidistant):
    """Exact marks in points or the turn awaited, script by script, by the rule as it reads. Marks are half points."""
    rule = EssayRule(
        threshold_percent=percent,
        strict=strict,
        third=ThirdRule(third.value),
        equidistant=PlanEquidistant(equidistant.value),
        rounding=TWO,
    )
    question = Question(id="Q1", kind=QuestionKind.ESSAY, value=D(value) / 2)
    found = []
    for n, row in enumerate(rows):
        marks = [
            EssayMark(person=f"P{n}", question="Q1", turn=turn, marker=f"K{turn}", mark=D(mark) / 2)
            for turn, mark in zip(TURNS, row, strict=True)
            if mark is not None
        ]
        settled = settle(rule, question, marks)
        found.append(settled.exact if settled.awaits is None else settled.awaits)
    return found


def by_arrays(rows, value, percent, strict, third, equidistant):
    sixths, awaits = settled_essays(
        np.array([[mark or 0 for mark in row] for row in rows], np.int64).reshape(len(rows), 4),
        np.array([[mark is not None for mark in row] for row in rows], np.bool_).reshape(len(rows), 4),
        np.full(len(rows), value, np.int64),
        (int(percent * 10), 1000),
        strict=strict,
        third=third,
        equidistant=equidistant,
    )
    assert not sixths[awaits != SETTLED].any()
    return [
        Fraction(s, 2 * DENOMINATOR) if turn == SETTLED else TURNS[turn]
        for s, turn in zip(sixths.tolist(), awaits.tolist(), strict=True)
    ]


# 40 half points at 15 per cent: 6 apart is the threshold itself, and is drawn often.
mark_ = st.none() | st.sampled_from((0, 12, 18, 20, 24, 26, 32, 40)) | st.integers(0, 40)


@given(
    st.lists(st.tuples(mark_, mark_, mark_, mark_), max_size=6),
    st.sampled_from((0, 40)),
    st.sampled_from((D(0), D("12.5"), D(15), D(100))),
    st.booleans(),
    st.sampled_from(Third),
    st.sampled_from(Equidistant),
)
@example([], 40, D(15), False, Third.NEAREST, Equidistant.HIGHER)
@example([(24, None, None, None)], 40, D(15), False, Third.NEAREST, Equidistant.HIGHER)
@example([(None, 24, 30, 30)], 40, D(15), False, Third.LEADER, Equidistant.HIGHER)
@example([(20, 26, None, None), (20, 27, None, None)], 40, D(15), True, Third.STANDS, Equidistant.MEAN)
@example([(4, 18, 24, None), (4, 18, 24, 9)], 40, D(15), True, Third.NEAREST, Equidistant.LEADER)
@example([(20, 32, 26, None)] * 3, 40, D(15), False, Third.NEAREST, Equidistant.LEADER)
@example([(20, 20, None, None)] * 4, 40, D(0), True, Third.LEADER, Equidistant.MEAN)
def test_the_kernel_is_the_plain_rule(rows, value, percent, strict, third, equidistant):
    case = (rows, value, percent, strict, third, equidistant)

    assert by_arrays(*case) == plainly(*case)


@pytest.mark.parametrize(
    ("row", "strict", "expected"),
    [
        ((24, 30, None, None), False, Fraction(27, 2)),  # 12 and 15: exactly the threshold
        ((24, 30, None, None), True, TURNS[THIRD]),
        ((24, None, None, None), False, TURNS[SECOND]),
        ((20, 32, 28, None), False, 15),
        ((20, 32, 26, None), False, Fraction(29, 2)),
        ((4, 36, 20, None), False, TURNS[LEADER]),
    ],
)
def test_the_worked_examples(row, strict, expected):
    assert by_arrays([row], 40, D(15), strict, Third.NEAREST, Equidistant.HIGHER) == [expected]


@pytest.mark.parametrize(
    "wrong",
    [
        {"marks": np.zeros((1, 3), np.int64)},
        {"marks": np.zeros((1, 4))},
        {"marks": np.full((1, 4), -(2**63), np.int64)},
        {"values": np.zeros(2, np.int64)},
        {"values": np.full(1, 2**62, np.int64)},
        {"threshold": (1, 0)},
    ],
)
def test_what_are_no_scripts(wrong):
    sound = {
        "marks": np.zeros((1, 4), np.int64),
        "given": np.ones((1, 4), np.bool_),
        "values": np.ones(1, np.int64),
        "threshold": (15, 100),
    }
    rule = {"strict": False, "third": Third.STANDS, "equidistant": Equidistant.MEAN}
    assert settled_essays(**sound, **rule)[1].tolist() == [SETTLED]
    with pytest.raises(Fault):
        settled_essays(**{**sound, **wrong}, **rule)
