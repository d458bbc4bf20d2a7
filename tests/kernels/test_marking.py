"""Marking in arrays against the plain rules."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dinggang.basis import Fault, Rounding, RoundingMode
from dinggang.kernels.marking import (
    ChoiceRule,
    Policy,
    choice_marks,
    panels_hold,
    trimmed_by_criterion,
    trimmed_sums,
)
from dinggang.marks import ExamSheet, JudgeSheet, Question, QuestionKind, mark_exam, mark_speech
from dinggang.plan import ChoicePolicy, Criterion, ExamRule, PenaltyFloor, SpeechRule, TrimLevel

D = Decimal
EIGHT = Rounding(mode=RoundingMode.HALF_UP, places=8)
LETTERS = "ABCDEFGH"


def bits(options):
    return sum(1 << LETTERS.index(letter) for letter in options)


def test_the_worked_example_of_the_policies():
    # Key ABC, v = 2, each_option 0.5, penalty 1, in tenths: AB earns 0, 1, 4/3, 1, 4/3 and ABD 0, 0, 0, 0, 1/3.
    answers = np.array([[bits("AB")], [bits("ABD")]], np.uint8)
    found = [
        choice_marks(
            answers,
            np.array([bits("ABC")], np.uint8),
            np.array([20], np.int64),
            np.array([True]),
            ChoiceRule(policy=policy, each_option=5, penalty=10),
        )
        for policy in Policy
    ]

    assert [[Fraction(int(m), 10 * d) for m in marks] for marks, d in found] == [
        [0, 0],
        [1, 0],
        [Fraction(4, 3), 0],
        [1, 0],
        [Fraction(4, 3), Fraction(1, 3)],
    ]


option_sets = st.sets(st.sampled_from(LETTERS[:5]), max_size=5).map("".join)


@given(
    st.lists(st.tuples(st.booleans(), option_sets.filter(bool), st.integers(0, 30)), min_size=0, max_size=5),
    st.sampled_from(ChoicePolicy),
    st.sampled_from(PenaltyFloor),
    st.integers(0, 12),
    st.integers(0, 12),
    st.data(),
)
@example([], ChoicePolicy.NEGATIVE, PenaltyFloor.SECTION, 5, 5, None)
@example(
    [(True, "ABC", 20)], ChoicePolicy.PARTIAL, PenaltyFloor.QUESTION, 5, 5, None
)  # one person, all the same
def test_the_kernel_is_the_plain_rule(made, policy, floor, each, penalty, data):
    paper = [
        Question(
            id=f"Q{n}",
            kind=QuestionKind.MULTIPLE if many else QuestionKind.SINGLE,
            key="".join(sorted(key if many else key[:1])),
            value=D(value) / 10,
        )
        for n, (many, key, value) in enumerate(made, start=1)
    ]
    answers = (
        [[data.draw(option_sets) for _ in paper] for _ in range(data.draw(st.integers(0, 3)))]
        if data
        else [["AB" for _ in paper]]
    )
    rule = ExamRule(
        full_mark=D(100),
        multiple_choice=policy,
        rounding=EIGHT,
        each_option=D(each) / 10,
        penalty=D(penalty) / 10,
        floor=floor,
    )
    people = [f"P{n}" for n in range(len(answers))]
    sheets = [
        ExamSheet(person=p, answers={q.id: a for q, a in zip(paper, row, strict=True)})
        for p, row in zip(people, answers, strict=True)
    ]

    marks, denominator = choice_marks(
        np.array([[bits(a) for a in row] for row in answers], np.uint8).reshape(len(answers), len(paper)),
        np.array([bits(q.key) for q in paper], np.uint8),
        np.array([int(q.value * 10) for q in paper], np.int64),
        np.array([q.kind is QuestionKind.MULTIPLE for q in paper], np.bool_),
        ChoiceRule(
            policy=Policy(policy.value),
            each_option=each,
            penalty=penalty,
            section_floor=floor is PenaltyFloor.SECTION,
        ),
    )

    plain = [scored.steps[-1].exact for scored in mark_exam(rule, paper, sheets, people)]
    assert [Fraction(int(m), 10 * denominator) for m in marks] == plain


@given(
    st.lists(st.lists(st.integers(0, 1000) | st.none(), min_size=0, max_size=6), min_size=0, max_size=4),
    st.integers(0, 2),
    st.integers(0, 2),
)
@example([], 1, 1)
@example([[]], 0, 0)  # no judge
@example([[None, None]], 0, 0)  # all recused
@example([[5, 5, 5]] * 3, 1, 1)  # all the same
def test_trimmed_sums_are_the_plain_rule(given_in, high, low):
    judges = max(map(len, given_in), default=0)
    rows = [[*row, *[None] * (judges - len(row))] for row in given_in]
    totals = np.array([[v or 0 for v in row] for row in rows], np.int64).reshape(len(rows), judges)
    sitting = np.array([[v is not None for v in row] for row in rows], np.bool_).reshape(len(rows), judges)
    rule = SpeechRule(
        criteria=(Criterion(id="all", name="总分", maximum=D(1000)),),
        min_judges=1,
        trim_high=high,
        trim_low=low,
        rounding=EIGHT,
    )
    sheets = [
        JudgeSheet(judge=f"J{j}", person=f"P{n}", marks={"all": D(v)})
        if v is not None
        else JudgeSheet(judge=f"J{j}", person=f"P{n}", recused="亲属")
        for n, row in enumerate(rows)
        for j, v in enumerate(row)
    ]

    sums, left = trimmed_sums(totals, sitting, high, low)

    plain = mark_speech(rule, sheets, [f"P{n}" for n in range(len(rows))])
    assert [Fraction(int(s), int(k)) if k else None for s, k in zip(sums, left, strict=True)] == [
        s.steps[-1].exact if s.mark is not None else None for s in plain
    ]


@given(
    st.lists(
        st.lists(
            st.none() | st.tuples(st.integers(0, 10), st.integers(0, 10), st.just(5)), min_size=4, max_size=4
        ),
        max_size=4,
    ),
    st.integers(0, 2),
    st.integers(0, 2),
    st.integers(1, 4),
)
@example([], 1, 1, 1)
@example([[None] * 4], 0, 0, 1)  # nobody sat
@example([[(7, 7, 5)] * 4] * 2, 1, 1, 3)  # all the same
@example([[(9, 4, 5), (6, 8, 5), (7, 9, 5), None]], 1, 1, 3)  # the example of the rule and a recused judge
def test_trimming_by_criterion_is_the_plain_rule(rows, high, low, min_judges):
    marks = np.array([[v or (0, 0, 0) for v in row] for row in rows], np.int64).reshape(len(rows), 4, 3)
    sitting = np.array([[v is not None for v in row] for row in rows], np.bool_).reshape(len(rows), 4)
    names = ("content", "manner", "voice")
    rule = SpeechRule(
        criteria=tuple(Criterion(id=name, name=name, maximum=D(10)) for name in names),
        min_judges=min_judges,
        trim_high=high,
        trim_low=low,
        rounding=EIGHT,
        trim_level=TrimLevel.CRITERION,
    )
    sheets = [
        JudgeSheet(
            judge=f"J{j}",
            person=f"P{n}",
            marks={} if v is None else dict(zip(names, map(D, v), strict=True)),
            recused="亲属" if v is None else "",
        )
        for n, row in enumerate(rows)
        for j, v in enumerate(row)
    ]

    sums, left = trimmed_by_criterion(marks, sitting, high, low)
    holds = panels_hold(sitting, min_judges, high, low)

    plain = mark_speech(rule, sheets, [f"P{n}" for n in range(len(rows))])
    assert [Fraction(int(s), int(k)) if h else None for s, k, h in zip(sums, left, holds, strict=True)] == [
        s.steps[-1].exact if s.mark is not None else None for s in plain
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        {"keys": np.array([0], np.uint8)},
        {"keys": np.array([1, 2], np.uint8)},
        {"values": np.array([1.0])},
        {"values": np.array([2**62], np.int64)},
        {"answers": np.array([[1]], np.int64)},
        {"answers": np.array([1], np.uint8)},
    ],
)
def test_what_is_no_paper(wrong):
    sound = {
        "answers": np.array([[1]], np.uint8),
        "keys": np.array([1], np.uint8),
        "values": np.array([1], np.int64),
        "multiple": np.array([True]),
        "rule": ChoiceRule(policy=Policy.EXACT),
    }
    assert choice_marks(**sound)[0].tolist() == [2]
    with pytest.raises(Fault):
        choice_marks(**{**sound, **wrong})


def test_what_are_no_sheets():
    with pytest.raises(Fault):
        trimmed_sums(np.zeros((2, 2), np.int64), np.zeros((2, 3), np.bool_), 1, 1)
    with pytest.raises(Fault):
        trimmed_sums(np.full((1, 2), 2**61, np.int64), np.ones((1, 2), np.bool_), 0, 0)
    with pytest.raises(Fault):
        trimmed_by_criterion(np.zeros((1, 2), np.int64), np.ones((1, 2), np.bool_), 0, 0)
    with pytest.raises(Fault):
        trimmed_by_criterion(np.full((1, 2, 1), 2**61, np.int64), np.ones((1, 2), np.bool_), 0, 0)
