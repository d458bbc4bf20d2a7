"""Bonuses and deductions on the assessment form."""

from decimal import Decimal

import msgspec
import pytest

from dinggang.basis import Rounding, RoundingMode
from dinggang.marks import Adjusted, AssessmentForm, mark_assessment
from dinggang.marks.assessment import adjustment_faults
from dinggang.plan import Adjustment, AssessmentRule, Criterion

D = Decimal
RULE = AssessmentRule(
    criteria=(Criterion(id="work", name="实绩", maximum=D(100)),),
    rounding=Rounding(mode=RoundingMode.HALF_UP, places=2),
    adjustments=(
        Adjustment(id="award", name="表彰", points=D(3), most=2),
        Adjustment(id="late", name="迟到", points=D("-0.5"), most=4),
        Adjustment(id="warning", name="通报批评", points=D(-20)),
    ),
    max_bonus=D(5),
)


def form(mark):
    return [AssessmentForm(person="P1", marks={"work": D(mark)})]


def given(item, times=1, evidence="某字1号"):
    return Adjusted(person="P1", item=item, times=times, evidence=evidence)


def mark(base, *adjusted, rule=RULE):
    return mark_assessment(rule, form(base), ["P1"], adjusted)[0].mark


@pytest.mark.parametrize(
    ("base", "adjusted", "expected"),
    [
        (88, (), "88.00"),
        (88, (given("award"),), "91.00"),
        (88, (given("award", 2), given("late", 4)), "91.00"),  # 6 cut to 5, less 2: the example of the rule
        (88, (given("award"), given("award", evidence="某字2号")), "93.00"),  # 3 + 3 cut to 5
        (88, (given("late", 9),), "86.00"),  # at most four count
        (98, (given("award"),), "100.00"),  # not above the full mark
        (12, (given("warning"),), "0.00"),  # not below 0
    ],
)
def test_bonuses_and_deductions(base, adjusted, expected):
    assert mark(base, *adjusted) == D(expected)


def test_without_a_limit_all_bonuses_count():
    free = msgspec.structs.replace(RULE, max_bonus=None)

    assert mark(88, given("award", 2), rule=free) == D("94.00")


def test_the_working_out():
    (scored,) = mark_assessment(RULE, form(88), ["P1"], [given("late", 9), given("award", 2)])

    assert [(s.label.zh, s.formula) for s in scored.steps] == [
        ("表彰2次（某字1号）", "3 × 2"),
        ("迟到9次，最多计4次（某字1号）", "-0.5 × 4"),
        ("加分最多5分", "5 − 6"),
        ("各项合计，四舍五入保留2位小数，得91.00", "88 + 3 = 91"),
    ]


def test_what_leaves_no_mark():
    wrong = [given("medal"), given("award", evidence=" "), given("late"), given("late")]

    assert [(code, words.zh) for code, words in adjustment_faults(RULE, wrong)] == [
        ("M06", "方案中没有“medal”这一加减分项目。"),
        ("M17", "“award”没有写明依据。"),
        ("M07", "“late”凭同一依据（某字1号）计了两次。"),
    ]
    assert mark(88, *wrong) is None
    assert mark(88, given("late")) == D("87.50")
