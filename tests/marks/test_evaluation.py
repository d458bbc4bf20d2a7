from decimal import Decimal
from fractions import Fraction

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dinggang.basis import Rounding, RoundingMode, Words
from dinggang.marks import EvaluationCount, Scored, Step, mark_evaluation
from dinggang.plan import EvaluationRule, GradePoints, Measure, VoterCategory

D = Decimal
TWO = Rounding(mode=RoundingMode.HALF_UP, places=2)
CUT_ONE = Rounding(mode=RoundingMode.TRUNCATE, places=1)
RULE = EvaluationRule(
    grades=GradePoints(excellent=D(100), competent=D(80), basic=D(60), incompetent=D(0)),
    categories=(
        VoterCategory(id="A", name="班子成员", weight=D(40)),
        VoterCategory(id="B", name="一般人员", weight=D(60)),
    ),
    min_turnout=D(80),
    rounding=TWO,
)


def count(category, grades, issued=10, void=0, returned=None, person="P1"):
    excellent, competent, basic, incompetent = grades
    return EvaluationCount(
        person=person,
        category=category,
        issued=issued,
        returned=sum(grades) + void if returned is None else returned,
        excellent=excellent,
        competent=competent,
        basic=basic,
        incompetent=incompetent,
        void=void,
    )


LEADERS = count("A", (5, 3, 1, 0), void=1)
STAFF = count("B", (20, 8, 2, 0), issued=30)


def test_a_mark_with_its_working_out():
    # A: (5×100 + 3×80 + 1×60 + 0) ÷ 9 = 800/9; B: (2000 + 640 + 120) ÷ 30 = 92.
    # 800/9 × 0.4 + 92 × 0.6 = 320/9 + 55.2 = 4084/45 = 90.7555… → 90.76
    assert mark_evaluation(RULE, [STAFF, LEADERS], ["P1"]) == (
        Scored(
            person="P1",
            measure=Measure.EVALUATION,
            mark=D("90.76"),
            steps=(
                Step(
                    label=Words(zh="A类（班子成员）有效票9张", en="category A, 9 valid ballots"),
                    formula="(5 × 100 + 3 × 80 + 1 × 60 + 0 × 0) ÷ 9 = 800/9",
                    exact=Fraction(800, 9),
                ),
                Step(
                    label=Words(zh="B类（一般人员）有效票30张", en="category B, 30 valid ballots"),
                    formula="(20 × 100 + 8 × 80 + 2 × 60 + 0 × 0) ÷ 30 = 92",
                    exact=Fraction(92),
                ),
                Step(
                    label=Words(
                        zh="各类加权合计，四舍五入保留2位小数，得90.76",
                        en="weighted sum, rounded half up to 2 places: 90.76",
                    ),
                    formula="800/9 × 40% + 92 × 60% = 4084/45",
                    exact=Fraction(4084, 45),
                ),
            ),
        ),
    )


def test_rounding_each_category_first_can_change_the_mark():
    # 800/9 = 88.888… cut to 88.8; 88.8 × 0.4 + 92 × 0.6 = 35.52 + 55.2 = 90.72
    cut = msgspec.structs.replace(RULE, category_rounding=CUT_ONE)

    (scored,) = mark_evaluation(cut, [LEADERS, STAFF], ["P1"])

    assert scored.mark == D("90.72")
    assert scored.steps[0] == Step(
        label=Words(
            zh="A类（班子成员）有效票9张，不四舍五入，截尾保留1位小数，得88.8",
            en="category A, 9 valid ballots, truncated to 1 place: 88.8",
        ),
        formula="(5 × 100 + 3 × 80 + 1 × 60 + 0 × 0) ÷ 9 = 800/9",
        exact=Fraction(800, 9),
    )
    assert scored.steps[2].formula == "88.8 × 40% + 92 × 60% = 90.72"


@pytest.mark.parametrize(
    ("counts", "zh", "en"),
    [
        ([], "没有民主测评票数。", "There are no evaluation ballots."),
        ([STAFF], "缺A类（班子成员）的票数。", "No count of category A."),
        (
            [LEADERS, STAFF, STAFF],
            "B类有2行票数，不能计分。",
            "There are 2 counts of category B.",
        ),
        (
            [count("A", (4, 3, 0, 0)), STAFF],  # 7 of 10; 8 of 10 are needed
            "A类发出10张，收回7张，收回率低于规定的80%。",
            "Category A: 7 of 10 came back, below the 80 % asked for.",
        ),
        (
            [count("A", (0, 0, 0, 0), void=9), STAFF],
            "A类收回9张，废票9张，没有有效票。",
            "Category A: 9 came back, 9 of them void; none is valid.",
        ),
        (
            [count("A", (0, 0, 0, 0), issued=0), count("B", (1, 0, 0, 0), issued=5)],
            "A类收回0张，废票0张，没有有效票；B类发出5张，收回1张，收回率低于规定的80%。",
            (
                "Category A: 0 came back, 0 of them void; none is valid; "
                "Category B: 1 of 5 came back, below the 80 % asked for."
            ),
        ),
        (
            [count("A", (5, 5, 0, 0), returned=11), STAFF],
            "A类收回11张，多于发出的10张；A类四个等次10票加废票0张，不等于收回的11张。",
            "Category A: 11 returned of 10 issued; Category A: 10 graded and 0 void are not the 11 returned.",
        ),
    ],
)
def test_no_mark_with_its_reason(counts, zh, en):
    (scored,) = mark_evaluation(RULE, counts, ["P1"])

    assert (scored.mark, scored.passed, scored.reason) == (None, False, Words(zh=zh, en=en))


def test_turnout_exactly_as_asked_for_is_enough():
    (scored,) = mark_evaluation(RULE, [count("A", (8, 0, 0, 0)), STAFF], ["P1"])

    assert scored.mark == D("95.20")  # 100 × 0.4 + 92 × 0.6


def test_a_category_without_weight_is_not_needed_and_an_unknown_one_not_counted():
    categories = (
        VoterCategory(id="A", name="班子成员", weight=D(0)),
        VoterCategory(id="B", name="一般人员", weight=D(100)),
    )
    rule = msgspec.structs.replace(RULE, categories=categories)

    (scored,) = mark_evaluation(rule, [STAFF, count("Z", (0, 0, 0, 9))], ["P1"])

    assert scored.mark == D("92.00")


def test_a_pass_mark():
    rule = msgspec.structs.replace(RULE, pass_mark=D(91))

    (scored,) = mark_evaluation(rule, [LEADERS, STAFF], ["P1"])

    assert (scored.mark, scored.passed) == (D("90.76"), False)


grades = st.tuples(*[st.integers(min_value=0, max_value=30)] * 4).filter(any)


@given(grades, grades)
def test_a_mark_lies_within_the_grades_and_row_order_does_not_matter(leaders, staff):
    counts = [count("A", leaders, issued=sum(leaders)), count("B", staff, issued=sum(staff))]

    (scored,) = mark_evaluation(RULE, counts, ["P1"])

    assert 0 <= scored.mark <= 100
    assert mark_evaluation(RULE, counts[::-1], ["P1"]) == (scored,)


@given(grades, grades)
def test_one_more_excellent_vote_never_harms(leaders, staff):
    one_more = (leaders[0] + 1, *leaders[1:])
    before, after = (
        mark_evaluation(RULE, [count("A", a, issued=sum(a)), count("B", staff, issued=sum(staff))], ["P1"])
        for a in (leaders, one_more)
    )

    assert before[0].mark <= after[0].mark


MERGING = msgspec.structs.replace(
    RULE,
    categories=(
        VoterCategory(id="A", name="班子成员", weight=D(40), merge_below=5, merge_into="B"),
        VoterCategory(id="B", name="一般人员", weight=D(60)),
    ),
)


@pytest.mark.parametrize(
    ("issued", "mark"),
    [
        # Four leaders are merged: (4×100 + 10×80) ÷ 14 = 600/7 = 85.714…; five are not: 100 × 0.4 + 80 × 0.6 = 88.
        (4, D("85.71")),
        (5, D("88.00")),
    ],
)
def test_a_small_category_is_counted_with_another(issued, mark):
    leaders = count("A", (4, 0, 0, 0), issued=issued)

    (scored,) = mark_evaluation(MERGING, [leaders, count("B", (0, 10, 0, 0))], ["P1"])

    assert scored.mark == mark


def test_merging_is_decided_once_for_everybody():
    counts = [
        *(count("A", (9, 0, 0, 0)), count("B", (0, 10, 0, 0))),
        *(count("A", (4, 0, 0, 0), issued=4, person="P2"), count("B", (0, 10, 0, 0), person="P2")),
    ]

    one, other = mark_evaluation(MERGING, counts, ["P1", "P2"])

    # P1: (9×100 + 10×80) ÷ 19 = 89.473…
    assert (one.mark, other.mark) == (D("89.47"), D("85.71"))
    assert one.steps[0].label.zh == "B类（班子成员、一般人员）有效票19张"


def test_a_category_merged_where_the_other_is_missing_stands_for_it():
    (scored,) = mark_evaluation(MERGING, [count("A", (4, 0, 0, 0), issued=4)], ["P1"])

    assert scored.mark == D("100.00")


def test_two_rows_of_a_merged_category_are_not_added_up():
    rows = [count("A", (2, 0, 0, 0), issued=4)] * 2 + [count("B", (0, 10, 0, 0))] * 2

    (scored,) = mark_evaluation(MERGING, rows, ["P1"])

    assert scored.mark is None


@pytest.mark.parametrize(("against", "passed"), [(3, True), (4, False)])
def test_too_many_incompetent_votes(against, passed):
    # 3 of 10 valid ballots are exactly 30 per cent.
    barred = msgspec.structs.replace(
        RULE, max_incompetent=D(30), categories=(msgspec.structs.replace(RULE.categories[0], weight=D(100)),)
    )

    (scored,) = mark_evaluation(barred, [count("A", (10 - against, 0, 0, against))], ["P1"])

    assert (scored.passed, scored.reason is None) == (passed, passed)
    assert scored.mark == D(10 * (10 - against))
