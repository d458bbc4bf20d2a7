from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dinggang.basis import Rounding, RoundingMode, Words
from dinggang.marks import ExamSheet, Question, QuestionKind, Scored, Step, mark_exam
from dinggang.marks.exam import earned
from dinggang.plan import ChoicePolicy, ExamRule, Measure, PenaltyFloor

D = Decimal
TWO = Rounding(mode=RoundingMode.HALF_UP, places=2)
SINGLE = Question(id="Q1", kind=QuestionKind.SINGLE, key="B", value=D(2))
MULTIPLE = Question(id="Q2", kind=QuestionKind.MULTIPLE, key="ABC", value=D(2))
JUDGE = Question(id="Q3", kind=QuestionKind.JUDGE, key="A", value=D(1))
ESSAY = Question(id="Q4", kind=QuestionKind.ESSAY, value=D(10))
PAPER = (SINGLE, MULTIPLE, JUDGE, ESSAY)


def rule(policy=ChoicePolicy.PROPORTIONAL, pass_mark=None, rounding=TWO, **more):
    """Each right option 0.5, each wrong one 1 off and no section below 0, unless told otherwise."""
    stated = {"each_option": D("0.5"), "penalty": D(1), "floor": PenaltyFloor.SECTION, **more}
    return ExamRule(full_mark=D(15), multiple_choice=policy, rounding=rounding, pass_mark=pass_mark, **stated)


def sheet(person="P1", essay="7.5", **answers):
    return ExamSheet(person=person, answers=answers, essays={"Q4": D(essay)})


@pytest.mark.parametrize(
    ("answer", "exact", "partial", "proportional", "each", "negative"),
    [
        ("ABC", 2, 2, 2, 2, 2),
        ("CBA", 2, 2, 2, 2, 2),  # a set of options, in whatever order
        ("AAB", 0, 1, Fraction(4, 3), 1, Fraction(4, 3)),  # {A, B}
        ("AB", 0, 1, Fraction(4, 3), 1, Fraction(4, 3)),  # the example of the rule: 2 × 2/3
        ("C", 0, 1, Fraction(2, 3), D("0.5"), Fraction(2, 3)),
        ("ABD", 0, 0, 0, 0, Fraction(1, 3)),  # the example of the rule: 4/3 − 1
        ("ABCD", 0, 0, 0, 0, 1),
        ("D", 0, 0, 0, 0, -1),
        ("DE", 0, 0, 0, 0, -2),
        ("", 0, 0, 0, 0, 0),
    ],
)
def test_multiple_choice_by_each_policy(answer, exact, partial, proportional, each, negative):
    given_in = sheet(Q2=answer)
    expected = (exact, partial, proportional, each, negative)

    assert tuple(earned(rule(policy), MULTIPLE, given_in) for policy in ChoicePolicy) == expected


def test_each_option_never_earns_more_than_the_question():
    assert earned(rule(ChoicePolicy.EACH, each_option=D("1.5")), MULTIPLE, sheet(Q2="AB")) == 2


def test_penalties_stop_at_the_floor_of_the_plan():
    other = Question(id="Q5", kind=QuestionKind.MULTIPLE, key="AB", value=D(2))
    paper = (MULTIPLE, other)
    answers = ExamSheet(person="P1", answers={"Q2": "ABC", "Q5": "D"})
    worse = ExamSheet(person="P1", answers={"Q2": "DE", "Q5": "AB"})
    worst = ExamSheet(person="P1", answers={"Q2": "DEF", "Q5": "AB"})
    negative = ChoicePolicy.NEGATIVE

    def mark(given_in, floor):
        return mark_exam(rule(negative, floor=floor), paper, [given_in], ["P1"])[0].mark

    assert (mark(answers, PenaltyFloor.SECTION), mark(answers, PenaltyFloor.QUESTION)) == (
        1,
        2,
    )  # 2 − 1; 2 + 0
    assert (mark(worse, PenaltyFloor.SECTION), mark(worse, PenaltyFloor.QUESTION)) == (0, 2)  # −2 + 2; 0 + 2
    assert (mark(worst, PenaltyFloor.SECTION), mark(worst, PenaltyFloor.QUESTION)) == (
        0,
        2,
    )  # −3 + 2, not below 0


@pytest.mark.parametrize("policy", ChoicePolicy)
def test_other_questions_know_no_half_answers(policy):
    two_keys = Question(id="Q9", kind=QuestionKind.SINGLE, key="AB", value=D(2))

    assert earned(rule(policy), SINGLE, sheet(Q1="B")) == 2
    assert earned(rule(policy), SINGLE, sheet(Q1="AB")) == 0
    assert earned(rule(policy), JUDGE, sheet(Q3="B")) == 0
    assert earned(rule(policy), two_keys, sheet(Q9="A")) == 0
    assert earned(rule(policy), ESSAY, sheet(essay="7.5")) == D("7.5")


def test_a_question_without_a_key_earns_nothing_even_unanswered():
    no_key = Question(id="Q9", kind=QuestionKind.MULTIPLE, value=D(2))

    assert earned(rule(ChoicePolicy.PARTIAL), no_key, sheet()) == 0


def test_a_mark_with_its_working_out():
    # 2 + 4/3 + 0 + 7.5 = 65/6 = 10.8333…
    (scored,) = mark_exam(rule(), PAPER, [sheet(Q1="B", Q2="AB", Q3="B")], ["P1"])

    assert scored == Scored(
        person="P1",
        measure=Measure.EXAM,
        mark=D("10.83"),
        passed=True,
        steps=(
            Step(
                label=Words(zh="单项选择题1题，得分1题", en="single choice: 1 of 1 earn marks"),
                formula="Q1 2",
                exact=Fraction(2),
            ),
            Step(
                label=Words(zh="多项选择题1题，得分1题", en="multiple choice: 1 of 1 earn marks"),
                formula="Q2 4/3",
                exact=Fraction(4, 3),
            ),
            Step(
                label=Words(zh="判断题1题，得分0题", en="true or false: 0 of 1 earn marks"),
                formula="0",
                exact=Fraction(0),
            ),
            Step(
                label=Words(zh="主观题1题，得分1题", en="essays: 1 of 1 earn marks"),
                formula="Q4 7.5",
                exact=Fraction(15, 2),
            ),
            Step(
                label=Words(
                    zh="合计，四舍五入保留2位小数，得10.83", en="total, rounded half up to 2 places: 10.83"
                ),
                formula="2 + 4/3 + 0 + 7.5 = 65/6",
                exact=Fraction(65, 6),
            ),
        ),
    )


def test_the_total_is_rounded_once():
    # Three times 1/3: 1.00, not 0.33 + 0.33 + 0.33.
    thirds = tuple(Question(id=f"Q{n}", kind=QuestionKind.MULTIPLE, key="ABC", value=D(1)) for n in (1, 2, 3))
    answers = ExamSheet(person="P1", answers={"Q1": "A", "Q2": "B", "Q3": "C"})

    (scored,) = mark_exam(rule(), thirds, [answers], ["P1"])

    assert scored.mark == D("1.00")


@pytest.mark.parametrize(
    ("mode", "mark"), [(RoundingMode.HALF_UP, D("86.45")), (RoundingMode.TRUNCATE, D("86.44"))]
)
def test_86_445(mode, mark):
    essay = Question(id="Q1", kind=QuestionKind.ESSAY, value=D(100))
    answers = ExamSheet(person="P1", essays={"Q1": D("86.445")})

    (scored,) = mark_exam(rule(rounding=Rounding(mode=mode, places=2)), [essay], [answers], ["P1"])

    assert scored.mark == mark


@pytest.mark.parametrize(("pass_mark", "passed"), [(D("10.83"), True), (D("10.84"), False)])
def test_the_rounded_mark_passes_or_not(pass_mark, passed):
    (scored,) = mark_exam(rule(pass_mark=pass_mark), PAPER, [sheet(Q1="B", Q2="AB")], ["P1"])

    assert (scored.mark, scored.passed) == (D("10.83"), passed)


def test_everyone_in_the_order_asked_for_and_nobody_else():
    sheets = [sheet("P3", Q1="B"), sheet("P1"), sheet("P9", Q1="B")]

    scored = mark_exam(rule(), PAPER, sheets, ["P3", "P1"])

    assert [(s.person, s.mark) for s in scored] == [("P3", D("9.50")), ("P1", D("7.50"))]


@pytest.mark.parametrize(
    ("sheets", "zh", "en"),
    [
        ([], "未交卷，没有考试成绩。", "No exam sheet was handed in."),
        ([ExamSheet(person="P1", absent=True)], "缺考。", "Absent from the exam."),
        ([sheet(), sheet()], "有2份答卷，不能计分。", "There are 2 exam sheets."),
        (
            [ExamSheet(person="P1", absent=True, answers={"Q1": "A"})],
            "登记为缺考，却有答案。",
            "Recorded as absent, yet with answers.",
        ),
        ([ExamSheet(person="P1")], "主观题Q4没有分数。", "Essay Q4 has no mark."),
        (
            [sheet(essay="10.5")],
            "主观题Q4给了10.5分，超过该题10分。",
            "10.5 for essay Q4 is above its value of 10.",
        ),
        (
            [sheet(Q1="X", Q7="A")],
            "Q1的答案“X”不是A–H的选项；Q7不是试卷上的这类题目，却有答案或分数。",
            "Q1: 'X' is no option A–H; Q7 is no question of that sort on the paper.",
        ),
    ],
)
def test_no_mark_with_its_reason(sheets, zh, en):
    assert mark_exam(rule(), PAPER, sheets, ["P1"]) == (
        Scored(person="P1", measure=Measure.EXAM, mark=None, reason=Words(zh=zh, en=en), passed=False),
    )


def test_absent_with_empty_answers_is_absent():
    (scored,) = mark_exam(rule(), PAPER, [ExamSheet(person="P1", absent=True, answers={"Q1": ""})], ["P1"])

    assert scored.reason == Words(zh="缺考。", en="Absent from the exam.")


def test_a_blank_sheet_earns_nought_and_a_paper_without_questions_too():
    blank = ExamSheet(person="P1")

    assert [s.mark for s in mark_exam(rule(), (SINGLE,), [blank], ["P1"])] == [D("0.00")]
    assert [s.mark for s in mark_exam(rule(), (), [blank], ["P1"])] == [D("0.00")]


keys = st.sets(st.sampled_from("ABCDE"), min_size=1).map(lambda chosen: "".join(sorted(chosen)))


@given(keys, st.text("ABCDEF", max_size=6), st.integers(min_value=1, max_value=20))
def test_exact_earns_at_most_what_the_milder_policies_earn(key, answer, value):
    question = Question(id="Q2", kind=QuestionKind.MULTIPLE, key=key, value=D(value))
    given_in = sheet(Q2=answer)

    strict, partial, share, _, _ = (earned(rule(policy), question, given_in) for policy in ChoicePolicy)

    assert 0 <= strict <= min(partial, share)
    assert max(partial, share) <= value
    # They differ only for an answer that is right but not complete.
    assert (strict == partial == share) == (not answer or not set(answer) < set(key))


@given(st.permutations(PAPER), st.permutations([sheet("P1", Q1="B", Q2="A"), sheet("P2", Q3="A")]))
def test_row_order_changes_nothing(paper, sheets):
    expected = mark_exam(rule(), PAPER, [sheet("P1", Q1="B", Q2="A"), sheet("P2", Q3="A")], ["P1", "P2"])

    assert mark_exam(rule(), paper, sheets, ["P1", "P2"]) == expected
