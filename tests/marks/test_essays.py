"""Double marking. Threshold 15 per cent of 20 points = 3, unless a test says otherwise."""

from decimal import Decimal
from fractions import Fraction

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dinggang.basis import Rounding, RoundingMode
from dinggang.marks import EssayMark, ExamSheet, Question, QuestionKind, Turn, mark_exam
from dinggang.marks.essays import essay_faults, settle
from dinggang.plan import ChoicePolicy, Equidistant, EssayRule, ExamRule, ThirdRule

D = Decimal
TWO = Rounding(mode=RoundingMode.HALF_UP, places=2)
WHOLE = Rounding(mode=RoundingMode.HALF_UP, places=0)
ESSAY = Question(id="Q1", kind=QuestionKind.ESSAY, value=D(20))
SINGLE = Question(id="Q2", kind=QuestionKind.SINGLE, key="A", value=D(5))
RULE = EssayRule(
    threshold_percent=D(15),
    strict=False,
    third=ThirdRule.NEAREST,
    equidistant=Equidistant.HIGHER,
    rounding=TWO,
)


def marks(*given_marks, person="P1"):
    """First, second, third and the chief's mark, as far as given; None leaves a turn out."""
    return [
        EssayMark(person=person, question="Q1", turn=turn, marker=f"K{n}", mark=D(mark))
        for n, (turn, mark) in enumerate(zip(Turn, given_marks, strict=False), start=1)
        if mark is not None
    ]


def settled(*given_marks, **changes):
    result = settle(msgspec.structs.replace(RULE, **changes), ESSAY, marks(*given_marks))
    return result.exact if result.exact is not None else result.awaits


@pytest.mark.parametrize(
    ("given_marks", "lenient", "strict"),
    [
        ((12, 12), 12, 12),
        ((12, "14.5"), Fraction(53, 4), Fraction(53, 4)),
        ((12, 15), Fraction(27, 2), Turn.THIRD),  # exactly at the threshold
        ((12, "15.5"), Turn.THIRD, Turn.THIRD),  # one step above
        ((12,), Turn.SECOND, Turn.SECOND),
        ((None, 12), Turn.FIRST, Turn.FIRST),
    ],
)
def test_two_marks_at_the_threshold(given_marks, lenient, strict):
    assert (settled(*given_marks), settled(*given_marks, strict=True)) == (lenient, strict)


@pytest.mark.parametrize(
    ("given_marks", "nearest", "stands", "leader"),
    [
        ((10, 16, 14), 15, 14, Turn.LEADER),  # the example of the rule
        ((10, 16, 11), Fraction(21, 2), 11, Turn.LEADER),
        ((16, 10, 11), Fraction(21, 2), 11, Turn.LEADER),
        ((2, 18, 10), Turn.LEADER, 10, Turn.LEADER),  # 8 away from both
        ((2, 18, 10, 12), 12, 10, 12),
        ((2, 9, 12), Fraction(21, 2), 12, Turn.LEADER),  # outside the two, exactly the threshold away
        ((2, 9, "12.5"), Turn.LEADER, D("12.5"), Turn.LEADER),
    ],
)
def test_a_third_mark_by_each_rule(given_marks, nearest, stands, leader):
    found = tuple(settled(*given_marks, third=rule) for rule in ThirdRule)

    assert found == (nearest, stands, leader)


@pytest.mark.parametrize(
    ("policy", "mark"),
    [(Equidistant.HIGHER, Fraction(29, 2)), (Equidistant.MEAN, 13), (Equidistant.LEADER, Turn.LEADER)],
)
def test_three_marks_equally_spaced(policy, mark):
    assert settled(10, 16, 13, equidistant=policy) == mark


def test_the_third_at_the_threshold_is_too_far_when_strict():
    assert settled(2, 9, 12, strict=True) == Turn.LEADER


@given(
    st.lists(st.integers(0, 20), min_size=4, max_size=4),
    st.sampled_from(ThirdRule),
    st.sampled_from(Equidistant),
)
def test_a_settled_mark_lies_among_the_marks_given_and_markers_are_alike(four, third, equidistant):
    rule = msgspec.structs.replace(RULE, third=third, equidistant=equidistant)
    one = settle(rule, ESSAY, marks(*four))
    other = settle(rule, ESSAY, marks(four[1], four[0], *four[2:]))

    assert one.exact is not None
    assert min(four) <= one.exact <= max(four)
    assert one.exact == other.exact


def exam(**changes):
    return ExamRule(full_mark=D(25), multiple_choice=ChoicePolicy.EXACT, rounding=TWO, essays=RULE, **changes)


SAT = ExamSheet(person="P1", answers={"Q2": "A"})


def test_the_exam_takes_the_settled_mark_rounded_by_its_own_rule():
    # 12 and 14.5: 13.25, to a whole number 13; with the 5 of the single question 18.
    rule = exam()
    whole = msgspec.structs.replace(rule, essays=msgspec.structs.replace(RULE, rounding=WHOLE))

    exact, rounded = (
        mark_exam(r, [ESSAY, SINGLE], [SAT], ["P1"], marks(12, "14.5"))[0] for r in (rule, whole)
    )

    assert (exact.mark, rounded.mark) == (D("18.25"), D(18))
    assert rounded.steps[0].label.zh == "主观题Q1：两评12、14.5，相差2.5，取平均，四舍五入取整数，得13"


def test_an_essay_that_waits_leaves_no_mark_and_says_for_whom():
    (scored,) = mark_exam(exam(), [ESSAY, SINGLE], [SAT], ["P1"], marks(10, 16))

    assert (scored.mark, scored.reason.zh) == (None, "主观题Q1：缺三评的分数。")


def test_the_absent_need_no_marks():
    (scored,) = mark_exam(exam(), [ESSAY, SINGLE], [ExamSheet(person="P1", absent=True)], ["P1"])

    assert scored.reason.zh == "缺考。"


def test_a_mark_on_the_sheet_itself_does_not_count_beside_double_marking():
    sheet = ExamSheet(person="P1", answers={"Q2": "A"}, essays={"Q1": D(20)})

    (scored,) = mark_exam(exam(), [ESSAY, SINGLE], [sheet], ["P1"], marks(12, 14))

    assert scored.mark is None
    assert scored.reason.zh == "Q1不是试卷上的这类题目，却有答案或分数。"


def test_faults_of_the_marks():
    wrong = [
        *marks(12, 21),
        EssayMark(person="P1", question="Q2", turn=Turn.FIRST, marker="K1", mark=D(1)),
        EssayMark(person="P2", question="Q1", turn=Turn.FIRST, marker="K1", mark=D(9)),
        EssayMark(person="P2", question="Q1", turn=Turn.FIRST, marker="K3", mark=D(9)),
        EssayMark(person="P2", question="Q1", turn=Turn.SECOND, marker="K1", mark=D(9)),
    ]

    assert [(person, code, words.zh) for person, code, words in essay_faults([ESSAY, SINGLE], wrong)] == [
        ("P1", "M05", "主观题Q1的二评给了21分，超过该题20分。"),
        ("P1", "M13", "Q2不是试卷上的主观题。"),
        ("P2", "M07", "主观题Q1有2个一评分数。"),
        ("P2", "M18", "主观题Q1由K1评了2次，应由不同的人评。"),
    ]
