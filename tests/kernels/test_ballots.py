"""Which ballots count, in arrays, against the plain rule: merging, turnout, too many incompetent, a whole evaluation."""

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dinggang.basis import Fault, Rounding, RoundingMode
from dinggang.kernels.ballots import Ballots, counting, merged, too_many_incompetent
from dinggang.kernels.grading import adjustments, weighted_grades
from dinggang.kernels.quotients import round_quotients
from dinggang.marks import EvaluationCount, mark_evaluation
from dinggang.plan import EvaluationRule, GradePoints, VoterCategory

D = Decimal
TWO = Rounding(mode=RoundingMode.HALF_UP, places=2)
NAMES = "ABC"
FIELDS = ("issued", "returned", "excellent", "competent", "basic", "incompetent", "void")
POINTS = (100, 80, 60, 0)

small = st.integers(0, 4)
sound = st.builds(
    lambda grades, void, out: (sum(grades) + void + out, sum(grades) + void, *grades, void),
    st.tuples(small, small, small, small),
    st.integers(0, 2),
    st.integers(0, 3),
)
count_ = st.none() | sound | st.tuples(*[small] * 7)  # the last seldom adds up
people_ = st.lists(st.tuples(count_, count_, count_), max_size=4)
FIVE = (5, 5, 2, 1, 1, 1, 0)


def as_counts(people):
    return [
        EvaluationCount(person=f"P{n}", category=name, **dict(zip(FIELDS, count, strict=True)))
        for n, row in enumerate(people)
        for name, count in zip(NAMES, row, strict=True)
        if count is not None
    ]


def as_ballots(people):
    cells = np.array([[count or (0,) * 7 for count in row] for row in people], np.int64)
    cells = cells.reshape(len(people), 3, 7)
    there = np.array([[count is not None for count in row] for row in people], np.bool_)
    return Ballots(
        cells[:, :, 0].copy(),
        cells[:, :, 1].copy(),
        cells[:, :, 2:6].copy(),
        cells[:, :, 6].copy(),
        there.reshape(len(people), 3),
    )


@given(
    people_,
    st.sampled_from([(100, 0, 0), (40, 60, 0), (30, 30, 40)]),
    st.sampled_from([(0, 0, 0), (5, 0, 0), (5, 5, 0), (0, 100, 0)]),
    st.sampled_from((0, 50, 100)),
    st.none() | st.sampled_from((0, 20, 34)),
    st.none() | st.builds(Rounding, mode=st.sampled_from(RoundingMode), places=st.integers(0, 2)),
)
@example([], (30, 30, 40), (5, 0, 0), 50, None, None)
@example([(None, None, None)], (30, 30, 40), (5, 0, 0), 50, 0, None)  # no ballots at all
@example([(FIVE, FIVE, FIVE)], (30, 30, 40), (5, 0, 0), 50, 20, None)  # exactly the limit, exactly not small
@example([(FIVE, FIVE, FIVE)] * 3, (30, 30, 40), (0, 0, 0), 100, None, TWO)  # all the same
@example(
    [((4, 4, 4, 0, 0, 0, 0), None, FIVE)], (30, 30, 40), (5, 0, 0), 50, None, None
)  # goes where nothing is
@example([((4, 2, 2, 0, 0, 0, 0), FIVE, FIVE)], (30, 30, 40), (0, 0, 0), 50, None, None)  # turnout exactly 50
@example([((2, 2, 0, 0, 0, 0, 2), FIVE, FIVE)], (30, 30, 40), (0, 0, 0), 50, None, None)  # all void
def test_a_whole_evaluation_is_the_plain_rule(people, weights, below, turnout, most, category_rounding):
    rule = EvaluationRule(
        grades=GradePoints(excellent=D(100), competent=D(80), basic=D(60), incompetent=D(0)),
        categories=tuple(
            VoterCategory(
                id=name, name=name, weight=D(w), merge_below=b or None, merge_into="C" if b else None
            )
            for name, w, b in zip(NAMES, weights, below, strict=True)
        ),
        min_turnout=D(turnout),
        rounding=TWO,
        category_rounding=category_rounding,
        max_incompetent=None if most is None else D(most),
    )

    ballots, shares = merged(
        as_ballots(people),
        np.array(weights, np.int64),
        np.array(below, np.int64),
        np.array([2 if b else -1 for b in below], np.int64),
    )
    has = counting(ballots, shares, (turnout, 100))
    over, under = weighted_grades(
        ballots.grades[has], np.array(POINTS, np.int64), shares, rounding=category_rounding
    )
    marks = iter(D(int(m)).scaleb(-2) for m in round_quotients(over, under * 100, TWO))
    failed = too_many_incompetent(ballots, (most, 100)) if most is not None else ~has
    found = [(next(marks), not f) if h else (None, False) for h, f in zip(has, failed & has, strict=True)]

    plain = mark_evaluation(rule, as_counts(people), [f"P{n}" for n in range(len(people))])
    assert found == [(s.mark, s.passed) for s in plain]


def test_the_worked_example_of_merging():
    # Weights 10 and 90, A merged into B: 3 + 40 sheets issued on somebody are 43.
    one = as_ballots([((3, 3, 3, 0, 0, 0, 0), (40, 40, 40, 0, 0, 0, 0), None)])

    ballots, weights = merged(one, np.array([10, 90, 0]), np.array([5, 0, 0]), np.array([1, -1, -1]))

    assert (ballots.issued.tolist(), weights.tolist()) == ([[0, 43, 0]], [0, 100, 0])
    assert one.issued.tolist() == [[3, 40, 0]]  # what was handed in stays as it was


def test_what_are_no_ballots():
    one = as_ballots([(FIVE, FIVE, FIVE)])
    whole = np.array([30, 30, 40])
    with pytest.raises(Fault):  # A into B, B into C
        merged(one, whole, np.array([9, 9, 0]), np.array([1, 2, -1]))
    with pytest.raises(Fault):
        counting(one, whole, (1, 0))
    with pytest.raises(Fault):
        too_many_incompetent(one, (2**62, 1))
    with pytest.raises(Fault):
        Ballots(one.issued, one.returned, one.issued, one.void, one.there)
    with pytest.raises(Fault):
        Ballots(one.issued, one.returned[:, :1], one.grades, one.void, one.there)
    with pytest.raises(Fault):
        Ballots(-one.issued, one.returned, one.grades, one.void, one.there)
    with pytest.raises(Fault):
        Ballots(one.issued + 2**60, one.returned, one.grades, one.void, one.there)
    with pytest.raises(Fault):
        adjustments(np.zeros((1, 2), np.int64), np.zeros(1, np.int64), np.zeros(1, np.int64))
    with pytest.raises(Fault):
        adjustments(np.ones((1, 1), np.int64), np.array([2**61]), np.array([2]))
