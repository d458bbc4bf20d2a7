from decimal import Decimal
from fractions import Fraction

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

import build
from dinggang.basis import Fault, Rounding, RoundingMode, Words
from dinggang.marks import Scored
from dinggang.plan import Criterion, Measure
from dinggang.selection import Composite, composites

D = Decimal
replace = msgspec.structs.replace
RULES = build.rules()


def scored(measure, mark, *, passed=True, reason=None):
    return Scored(
        person="P1",
        measure=measure,
        mark=None if mark is None else D(mark),
        passed=passed,
        reason=reason,
    )


def marks(exam, evaluation, speech, assessment):
    given_marks = zip(Measure, (exam, evaluation, speech, assessment), strict=True)
    return {measure: [scored(measure, mark)] for measure, mark in given_marks}


def ruled(**changes):
    return replace(RULES, composite=replace(RULES.composite, **changes))


# 86.45 × 40 % = 34.58; 90.75 × 30 % = 27.225; 83.20 × 20 % = 16.64; 80.00 × 10 % = 8: together 86.445.
MARKS = marks("86.45", "90.75", "83.20", "80.00")


@pytest.mark.parametrize(
    ("mode", "score"), [(RoundingMode.HALF_UP, "86.45"), (RoundingMode.TRUNCATE, "86.44")]
)
def test_a_composite_is_rounded_once_by_the_plans_rule(mode, score):
    assert composites(ruled(rounding=Rounding(mode=mode, places=2)), MARKS, ["P1"]) == (
        Composite(
            person="P1",
            exact=Fraction(86445, 1000),
            score=D(score),
            parts={
                "exam": (D("86.45"), D(40), Fraction(3458, 100)),
                "evaluation": (D("90.75"), D(30), Fraction(27225, 1000)),
                "speech": (D("83.20"), D(20), Fraction(1664, 100)),
                "assessment": (D("80.00"), D(10), Fraction(8)),
            },
        ),
    )


def test_each_measure_enters_on_a_scale_of_100():
    # A speech out of 45 points: 30 ÷ 45 × 20 = 40/3. 34.58 + 27.225 + 40/3 + 8 = 83.13833… → 83.14
    rules = replace(
        RULES,
        speech=replace(RULES.speech, criteria=(Criterion(id="speech", name="演说", maximum=D(45)),)),
    )

    (composite,) = composites(rules, marks("86.45", "90.75", "30", "80"), ["P1"])

    assert composite.parts["speech"] == (D(30), D(20), Fraction(40, 3))
    assert composite.score == D("83.14")


def test_a_measure_without_weight_is_not_needed():
    weights = {Measure.EXAM: D(60), Measure.EVALUATION: D(40), Measure.SPEECH: D(0)}

    (composite,) = composites(
        ruled(weights=weights), {m: MARKS[m] for m in (Measure.EXAM, Measure.EVALUATION)}, ["P1"]
    )

    assert composite.score == D("88.17")  # 51.87 + 36.3
    assert set(composite.parts) == {"exam", "evaluation"}


def test_without_a_mark_there_is_no_score_and_every_reason_is_named():
    absent = scored(Measure.EXAM, None, passed=False, reason=Words(zh="缺考。", en="Absent from the exam."))
    incomplete = {
        Measure.EXAM: [absent],
        Measure.EVALUATION: MARKS[Measure.EVALUATION],
        Measure.ASSESSMENT: [scored(Measure.ASSESSMENT, None, passed=False)],
    }

    (composite,) = composites(RULES, incomplete, ["P1"])

    assert composite == Composite(
        person="P1",
        exact=None,
        score=None,
        parts={"evaluation": (D("90.75"), D(30), Fraction(27225, 1000))},
        reason=Words(
            zh="理论素质考试没有成绩：缺考；竞岗演说没有成绩；组织考核没有成绩。",
            en="No mark in the exam: Absent from the exam; No mark in the speech; No mark in the assessment.",
        ),
    )


def test_below_a_pass_mark_the_sum_stays_but_there_is_no_score():
    rules = replace(
        ruled(pass_mark=D("86.5")),
        exam=replace(RULES.exam, pass_mark=D(90)),
        evaluation=replace(RULES.evaluation, pass_mark=D("92.5")),
        speech=replace(RULES.speech, pass_mark=D(84)),
        assessment=replace(RULES.assessment, pass_mark=D(81)),
    )
    below = {m: [replace(s, passed=False) for s in them] for m, them in MARKS.items()}

    (composite,) = composites(rules, below, ["P1"])

    assert (composite.exact, composite.score) == (Fraction(86445, 1000), None)
    assert len(composite.parts) == 4
    assert composite.reason == Words(
        zh="理论素质考试86.45分，低于合格线90分；民主测评90.75分，低于合格线92.5分；竞岗演说83.20分，低于合格线84分；"
        "组织考核80.00分，低于合格线81分；综合成绩86.45分，低于合格线86.5分。",
        en="exam 86.45 is below the pass mark of 90; evaluation 90.75 is below the pass mark of 92.5; "
        "speech 83.20 is below the pass mark of 84; assessment 80.00 is below the pass mark of 81; "
        "composite 86.45 is below the pass mark of 86.5.",
    )


def test_the_rounded_composite_is_held_against_the_pass_mark():
    # 86.445 exact, 86.45 rounded
    (composite,) = composites(ruled(pass_mark=D("86.45")), MARKS, ["P1"])

    assert composite.score == D("86.45")


def test_not_passed_without_a_stated_figure():
    unpassed = {**MARKS, Measure.EXAM: [scored(Measure.EXAM, "50", passed=False)]}

    (composite,) = composites(RULES, unpassed, ["P1"])

    assert composite.reason == Words(zh="理论素质考试50分，不合格。", en="exam 50: not passed.")


def test_a_full_mark_of_nought_is_our_mistake():
    with pytest.raises(Fault, match="full mark of 0"):
        composites(replace(RULES, exam=replace(RULES.exam, full_mark=D(0))), MARKS, ["P1"])


points = st.decimals(0, 100, places=2)


@given(points, points, points, points, st.tuples(*[st.integers(1, 100)] * 4))
def test_a_composite_lies_between_the_lowest_and_the_highest_mark(a, b, c, d, shares):
    # Weights of any size that total 100, as a plan's check demands.
    weights = {m: D(share) for m, share in zip(Measure, shares, strict=True)}
    weights[Measure.EXAM] = D(100) - sum(list(weights.values())[1:])
    if weights[Measure.EXAM] <= 0:
        weights = dict.fromkeys(Measure, D(25))

    (composite,) = composites(ruled(weights=weights), marks(a, b, c, d), ["P1"])

    assert min(a, b, c, d) <= composite.score <= max(a, b, c, d)
    assert composite.exact == sum(contribution for _, _, contribution in composite.parts.values())
    assert composite.exact == sum(
        Fraction(mark) * Fraction(weights[m]) / 100 for m, mark in zip(Measure, (a, b, c, d), strict=True)
    )
