"""Questions void after the exam."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dinggang.basis import Fault, Rounding, RoundingMode, total
from dinggang.marks import ExamSheet, Question, QuestionKind, mark_exam
from dinggang.marks.paper import worths
from dinggang.plan import ChoicePolicy, ExamRule, VoidPolicy

D = Decimal
TWO = Rounding(mode=RoundingMode.HALF_UP, places=2)


def question(number, kind=QuestionKind.SINGLE, value=2):
    return Question(id=f"Q{number:02}", kind=kind, key="A", value=D(value))


TEN = [question(n) for n in range(1, 11)]
PAPER = [*TEN, question(11, QuestionKind.JUDGE, 1), question(12, QuestionKind.JUDGE, 1)]


def mark(policy, void, right, paper=PAPER):
    """The exact total of a person who answered the first `right` questions rightly and the others wrongly."""
    full = sum((q.value for q in paper), D(0))
    rule = ExamRule(full_mark=full, multiple_choice=ChoicePolicy.EXACT, rounding=TWO, void=policy)
    answers = {q.id: "A" if n < right else "B" for n, q in enumerate(paper)}
    (scored,) = mark_exam(rule, paper, [ExamSheet(person="P1", answers=answers)], ["P1"], void=void)
    return scored.steps[-1].exact


@pytest.mark.parametrize(
    ("policy", "exact"),
    [
        # The example of the rule: ten singles of 2, the last void, seven of the rest right.
        (VoidPolicy.EVERYONE, 16),
        (VoidPolicy.SAME_KIND, Fraction(140, 9)),
        (VoidPolicy.WHOLE_PAPER, Fraction(14 * 22, 20)),  # 20 points are left of 22
    ],
)
def test_each_policy(policy, exact):
    assert mark(policy, {"Q10"}, 7) == exact


def test_nothing_void_changes_nothing():
    assert {mark(policy, (), 7) for policy in (*VoidPolicy, None)} == {14}


def test_a_kind_that_is_void_altogether_goes_to_the_whole_paper():
    # Both judgements (2 points) are void: the singles' 20 points count for 22.
    assert mark(VoidPolicy.SAME_KIND, {"Q11", "Q12"}, 10) == 22
    assert mark(VoidPolicy.SAME_KIND, {"Q11", "Q12"}, 5) == 11


def test_the_working_out_names_the_void_questions():
    rule = ExamRule(
        full_mark=D(22), multiple_choice=ChoicePolicy.EXACT, rounding=TWO, void=VoidPolicy.EVERYONE
    )
    sheet = ExamSheet(person="P1", answers={"Q01": "A"})

    (scored,) = mark_exam(rule, PAPER, [sheet], ["P1"], void={"Q10"})

    assert scored.steps[0].label.zh == "单项选择题10题，得分2题，作废Q10"
    assert scored.steps[0].formula == "Q01 2 + Q10 2"


def test_without_a_rule_or_without_a_question_left_it_is_our_fault():
    with pytest.raises(Fault):
        worths(None, TEN, {"Q01"})
    for policy in (VoidPolicy.SAME_KIND, VoidPolicy.WHOLE_PAPER):
        with pytest.raises(Fault):
            worths(policy, TEN, {q.id for q in TEN})


@given(
    st.lists(st.tuples(st.sampled_from(QuestionKind), st.integers(1, 5)), min_size=2, max_size=8),
    st.sampled_from(VoidPolicy),
    st.data(),
)
def test_the_full_mark_stays_what_it_was(made, policy, data):
    paper = [question(n, kind, value) for n, (kind, value) in enumerate(made)]
    void = data.draw(st.sets(st.sampled_from([q.id for q in paper]), max_size=len(paper) - 1))

    worth = worths(policy, paper, void)

    assert total(Fraction(q.value) * worth[q.id].factor for q in paper) == total(q.value for q in paper)
    assert all(worth[q.id].factor >= 1 for q in paper if q.id not in void)
