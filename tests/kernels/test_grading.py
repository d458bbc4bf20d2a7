"""Evaluation and assessment in arrays against the plain rules."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dinggang.basis import Fault, Rounding, RoundingMode
from dinggang.kernels.grading import adjustments, assessed, weighted_grades
from dinggang.marks import Adjusted, AssessmentForm, EvaluationCount, mark_assessment, mark_evaluation
from dinggang.plan import Adjustment, AssessmentRule, Criterion, EvaluationRule, GradePoints, VoterCategory

D = Decimal
EIGHT = Rounding(mode=RoundingMode.HALF_UP, places=8)
POINTS = (100, 80, 60, 0)


@given(
    st.lists(
        st.lists(st.lists(st.integers(0, 9), min_size=4, max_size=4), min_size=3, max_size=3), max_size=3
    ),
    st.sampled_from([(100, 0, 0), (40, 60, 0), (30, 30, 40)]),
)
@example([], (30, 30, 40))
@example([[[1, 1, 1, 1]] * 3] * 3, (30, 30, 40))  # all the same
def test_evaluation_is_the_plain_rule(ballots, weights):
    ballots = [[[a + 1, b, c, d] for a, b, c, d in person] for person in ballots]
    rule = EvaluationRule(
        grades=GradePoints(excellent=D(100), competent=D(80), basic=D(60), incompetent=D(0)),
        categories=tuple(
            VoterCategory(id=name, name=name, weight=D(w)) for name, w in zip("ABC", weights, strict=True)
        ),
        min_turnout=D(0),
        rounding=EIGHT,
    )
    fields = ("excellent", "competent", "basic", "incompetent")
    counts = [
        EvaluationCount(
            person=f"P{n}", category=c, issued=sum(g), returned=sum(g), **dict(zip(fields, g, strict=True))
        )
        for n, person in enumerate(ballots)
        for c, g in zip("ABC", person, strict=True)
    ]

    over, under = weighted_grades(
        np.array(ballots, np.int64).reshape(len(ballots), 3, 4),
        np.array(POINTS, np.int64),
        np.array(weights, np.int64),
    )

    plain = mark_evaluation(rule, counts, [f"P{n}" for n in range(len(ballots))])
    assert [Fraction(int(a), int(b) * 100) for a, b in zip(over, under, strict=True)] == [
        s.steps[-1].exact for s in plain
    ]


@given(
    st.lists(
        st.tuples(st.integers(0, 60), st.integers(0, 40), st.integers(0, 3), st.integers(0, 3)), max_size=4
    ),
    st.none() | st.integers(0, 9),
)
@example([], None)
@example([(0, 0, 0, 3)], 0)  # one person, deducted to 0
@example([(60, 40, 3, 0)] * 2, 9)  # all the same, at the full mark
def test_assessment_is_the_plain_rule(forms, most):
    rule = AssessmentRule(
        criteria=(
            Criterion(id="work", name="实绩", maximum=D(60)),
            Criterion(id="manner", name="作风", maximum=D(40)),
        ),
        rounding=EIGHT,
        adjustments=(
            Adjustment(id="award", name="表彰", points=D(5), most=3),
            Adjustment(id="late", name="迟到", points=D(-9), most=2),
        ),
        max_bonus=None if most is None else D(most),
    )
    people = [f"P{n}" for n in range(len(forms))]
    plain = mark_assessment(
        rule,
        [
            AssessmentForm(person=p, marks={"work": D(a), "manner": D(b)})
            for p, (a, b, _, _) in zip(people, forms, strict=True)
        ],
        people,
        [
            Adjusted(person=p, item=item, times=times, evidence="某字1号")
            for p, (_, _, awards, lates) in zip(people, forms, strict=True)
            for item, times in (("award", awards), ("late", lates))
            if times
        ],
    )

    marks = assessed(
        np.array([f[:2] for f in forms], np.int64).reshape(len(forms), 2),
        adjustments(
            np.array([f[2:] for f in forms], np.int64).reshape(len(forms), 2),
            np.array([5, -9]),
            np.array([3, 2]),
        ),
        100,
        most,
    )

    assert marks.tolist() == [int(s.mark) for s in plain]


def test_what_are_no_ballots():
    with pytest.raises(Fault):
        weighted_grades(np.zeros((1, 2), np.int64), np.ones(4, np.int64), np.ones(2, np.int64))
    with pytest.raises(Fault):
        weighted_grades(np.zeros((1, 2, 4), np.int64), np.ones(4, np.int64), np.ones(2, np.int64))
