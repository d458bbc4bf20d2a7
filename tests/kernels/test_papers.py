"""A whole exam in arrays against the plain rule: choices by every policy, void questions, essays marked twice."""

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dinggang.basis import Fault, Rounding, RoundingMode
from dinggang.kernels.essays import DENOMINATOR, SETTLED, Equidistant, Third, settled_essays
from dinggang.kernels.marking import ChoiceRule, Policy, choice_marks
from dinggang.kernels.papers import VoidPolicy, Worths, question_worths
from dinggang.kernels.quotients import round_quotients
from dinggang.marks import EssayMark, ExamSheet, Question, QuestionKind, Turn, mark_exam
from dinggang.marks.paper import worths
from dinggang.plan import ChoicePolicy, EssayRule, ExamRule, PenaltyFloor, ThirdRule
from dinggang.plan import Equidistant as PlanEquidistant
from dinggang.plan import VoidPolicy as PlanVoid

D = Decimal
KINDS = tuple(QuestionKind)
TENTH = Rounding(mode=RoundingMode.HALF_UP, places=1)
TWO = Rounding(mode=RoundingMode.HALF_UP, places=2)

papers_ = st.lists(
    st.tuples(st.sampled_from(KINDS), st.sampled_from((0, 20)) | st.integers(0, 40), st.booleans()),
    max_size=7,
)


def arrays(made):
    return (
        np.array([v for _, v, _ in made], np.int64),
        np.array([KINDS.index(k) for k, _, _ in made], np.int64),
        np.array([gone for _, _, gone in made], np.bool_),
    )


def as_paper(made):
    return [
        Question(
            id=f"Q{n}",
            kind=kind,
            key="" if kind is QuestionKind.ESSAY else "ABC" if kind is QuestionKind.MULTIPLE else "A",
            value=D(value) / 10,
        )
        for n, (kind, value, _) in enumerate(made)
    ]


@given(papers_, st.sampled_from(VoidPolicy))
def test_worths_are_the_plain_rule(made, policy):
    paper, gone = as_paper(made), {f"Q{n}" for n, (*_, lost) in enumerate(made) if lost}
    try:
        plain = worths(PlanVoid(policy.value), paper, gone)
    except Fault:
        with pytest.raises(Fault):
            question_worths(*arrays(made), policy)
        return

    found = question_worths(*arrays(made), policy)

    expected = [plain[q.id] for q in paper]
    assert found.given.tolist() == [w.given for w in expected]
    assert [
        None if given_ else factor for factor, given_ in zip(found.factors.tolist(), found.given, strict=True)
    ] == [None if w.given else w.factor * found.denominator for w in expected]


MARKS = st.lists(st.sampled_from((0, 10, 13, 16, 20)), min_size=4, max_size=4)


@given(papers_, st.sampled_from(VoidPolicy), st.sampled_from(Policy), st.booleans(), st.data())
def test_a_whole_exam_is_the_plain_rule(made, void, policy, by_section, data):
    made = [("essay", 20, g) if k is QuestionKind.ESSAY else (k, v, g) for k, v, g in made]
    made = [(QuestionKind(k), v, g) for k, v, g in made]
    paper, gone = as_paper(made), {f"Q{n}" for n, (*_, lost) in enumerate(made) if lost}
    values, kinds, lost = arrays(made)
    essay = kinds == KINDS.index(QuestionKind.ESSAY)
    people = [f"P{n}" for n in range(data.draw(st.integers(0, 3)))]
    options = st.sampled_from(("", "A", "B", "AB", "ABC", "ABD", "BD"))
    answers = [[data.draw(options) for _ in range((~essay).sum())] for _ in people]
    scripts = [[data.draw(MARKS) for _ in range(essay.sum())] for _ in people]
    # The third and the chief's marks are sometimes not there.
    known = [
        [[True, True, *data.draw(st.tuples(st.booleans(), st.booleans()))] for _ in row] for row in scripts
    ]
    rule = ExamRule(
        full_mark=D(100),
        multiple_choice=ChoicePolicy(policy.value),
        rounding=TWO,
        each_option=D("0.5"),
        penalty=D("0.7"),
        floor=PenaltyFloor.SECTION if by_section else PenaltyFloor.QUESTION,
        void=PlanVoid(void.value),
        essays=EssayRule(
            threshold_percent=D(15),
            strict=False,
            third=ThirdRule.NEAREST,
            equidistant=PlanEquidistant.MEAN,
            rounding=TENTH,
        ),
    )
    choices = [q.id for q in paper if q.kind is not QuestionKind.ESSAY]
    essays = [q.id for q in paper if q.kind is QuestionKind.ESSAY]
    sheets = [
        ExamSheet(person=p, answers=dict(zip(choices, row, strict=True)))
        for p, row in zip(people, answers, strict=True)
    ]
    marks = [
        EssayMark(person=p, question=q, turn=turn, marker=f"K{turn}", mark=D(mark) / 10)
        for p, row, there in zip(people, scripts, known, strict=True)
        for q, four, has in zip(essays, row, there, strict=True)
        for turn, mark, is_there in zip(Turn, four, has, strict=True)
        if is_there
    ]
    try:
        plain = mark_exam(rule, paper, sheets, people, marks, gone)
    except Fault:
        with pytest.raises(Fault):
            question_worths(values, kinds, lost, void)
        return

    worth = question_worths(values, kinds, lost, void)
    chosen, under = choice_marks(
        np.array([[sum(1 << "ABCD".index(o) for o in a) for a in row] for row in answers], np.uint8).reshape(
            len(people), -1 if people else int((~essay).sum())
        ),
        np.array([7 if k == KINDS.index(QuestionKind.MULTIPLE) else 1 for k in kinds[~essay]], np.uint8),
        values[~essay],
        kinds[~essay] == KINDS.index(QuestionKind.MULTIPLE),
        ChoiceRule(policy=policy, each_option=5, penalty=7, section_floor=by_section),
        Worths(worth.factors[~essay], worth.denominator, worth.given[~essay]),
    )
    shape = (len(people) * len(essays), 4)
    sixths, awaits = settled_essays(
        np.array(scripts, np.int64).reshape(shape),
        np.array(known, np.bool_).reshape(shape),
        np.full(shape[0], 20, np.int64),
        (15, 100),
        strict=False,
        third=Third.NEAREST,
        equidistant=Equidistant.MEAN,
    )
    settled = round_quotients(sixths, DENOMINATOR * 10, TENTH).reshape(len(people), len(essays))
    awaited = (awaits != SETTLED).reshape(settled.shape)
    factors, given_to_all = worth.factors[essay], worth.given[essay]
    # Tenths over the worths' denominator; what is given to all, or counts nothing, needs no mark.
    points = np.where(given_to_all, 20 * worth.denominator, settled * factors).sum(axis=1)
    whole = chosen + points * (under // worth.denominator)
    has = ~(awaited & ~given_to_all & (factors > 0)).any(axis=1)

    assert [
        D(int(w)).scaleb(-2) if h else None
        for w, h in zip(round_quotients(whole, under * 10, TWO), has, strict=True)
    ] == [s.mark for s in plain]


def test_what_is_no_paper():
    flat = np.zeros(2, np.int64)
    with pytest.raises(Fault):
        question_worths(flat, flat, np.zeros(3, np.bool_), VoidPolicy.EVERYONE)
    with pytest.raises(Fault):
        question_worths(flat, flat, np.array([True, True]), VoidPolicy.WHOLE_PAPER)
    with pytest.raises(Fault):
        choice_marks(
            np.zeros((1, 2), np.uint8),
            np.ones(2, np.uint8),
            flat,
            np.zeros(2, np.bool_),
            ChoiceRule(policy=Policy.EXACT),
            Worths(np.ones(3, np.int64), 1, np.zeros(3, np.bool_)),
        )
