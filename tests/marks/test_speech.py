from decimal import Decimal
from fractions import Fraction

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dinggang.basis import Rounding, RoundingMode, Words
from dinggang.marks import AssessmentForm, JudgeSheet, Scored, Step, mark_assessment, mark_speech
from dinggang.plan import AssessmentRule, Criterion, Measure, SpeechRule

D = Decimal
TWO = Rounding(mode=RoundingMode.HALF_UP, places=2)
CUT = Rounding(mode=RoundingMode.TRUNCATE, places=2)
CRITERIA = (
    Criterion(id="content", name="内容", maximum=D(60)),
    Criterion(id="manner", name="仪态", maximum=D(40)),
)
RULE = SpeechRule(criteria=CRITERIA, min_judges=5, trim_high=1, trim_low=1, rounding=TWO)


def judge(number, content, manner="30", person="P1"):
    return JudgeSheet(judge=f"J{number}", person=person, marks={"content": D(content), "manner": D(manner)})


def recused(number, why="亲属"):
    return JudgeSheet(judge=f"J{number}", person="P1", recused=why)


# Totals 88, 91.5, 79, 91.5, 85.225, 86, 84: drop one 91.5 and 79; 88 + 91.5 + 85.225 + 86 + 84 = 434.725; ÷ 5 = 86.945
PANEL = [judge(n, c) for n, c in enumerate(("58", "61.5", "49", "61.5", "55.225", "56", "54"), start=1)]
WIDE = msgspec.structs.replace(
    RULE,
    criteria=(Criterion(id="content", name="内容", maximum=D(70)), CRITERIA[1]),
)


@pytest.mark.parametrize(("rounding", "mark"), [(TWO, D("86.95")), (CUT, D("86.94"))])
def test_seven_judges_without_the_highest_and_the_lowest_divided_by_five(rounding, mark):
    (scored,) = mark_speech(msgspec.structs.replace(WIDE, rounding=rounding), PANEL, ["P1"])

    assert scored.mark == mark


def test_the_working_out_of_seven_judges():
    # Of the two totals of 91.5 exactly one is dropped.
    (scored,) = mark_speech(WIDE, PANEL[::-1], ["P1"])

    assert scored.steps[0] == Step(
        label=Words(zh="评委J1合计", en="judge J1, total"), formula="58 + 30 = 88", exact=Fraction(88)
    )
    assert scored.steps[7:] == (
        Step(
            label=Words(zh="去掉最低分（评委J3）", en="lowest dropped (judge J3)"),
            formula="79",
            exact=Fraction(79),
        ),
        Step(
            label=Words(zh="去掉最高分（评委J4）", en="highest dropped (judge J4)"),
            formula="91.5",
            exact=Fraction(183, 2),
        ),
        Step(
            label=Words(
                zh="5名评委的平均分，四舍五入保留2位小数，得86.95",
                en="mean of 5 judges, rounded half up to 2 places: 86.95",
            ),
            formula="(88 + 91.5 + 85.225 + 86 + 84) ÷ 5 = 86.945",
            exact=Fraction(86945, 1000),
        ),
    )
    assert len(scored.steps) == 10


def test_equal_totals_lose_one_at_each_end_only():
    # Five judges, all 80: drop one high and one low, 240 ÷ 3.
    (scored,) = mark_speech(RULE, [judge(n, "50") for n in range(1, 6)], ["P1"])

    assert scored.mark == D("80.00")
    assert scored.steps[-1].formula == "(80 + 80 + 80) ÷ 3 = 80"


def test_a_recused_judge_does_not_sit():
    # 88, 91.5, 79, 85.225, 86, 84 sit; without 91.5 and 79: 343.225 ÷ 4 = 85.80625
    panel = [*PANEL[:3], recused(4), *PANEL[4:]]

    (scored,) = mark_speech(WIDE, panel, ["P1"])

    assert scored.mark == D("85.81")
    assert scored.steps[3] == Step(
        label=Words(zh="评委J4回避（亲属），不计", en="judge J4 recused (亲属), not sitting"),
        formula="—",
        exact=Fraction(0),
    )


def test_no_trimming_when_the_rule_says_none():
    rule = msgspec.structs.replace(RULE, trim_high=0, trim_low=0, min_judges=2)

    (scored,) = mark_speech(rule, [judge(1, "50"), judge(2, "55.5")], ["P1"])

    assert scored.mark == D("82.75")  # (80 + 85.5) ÷ 2
    assert len(scored.steps) == 3


@pytest.mark.parametrize(
    ("rule", "panel", "zh", "en"),
    [
        (RULE, [], "没有演说评分表。", "There is no judge's sheet."),
        (
            RULE,
            [*(judge(n, "50") for n in range(1, 5)), recused(5)],
            "打分的评委4名，少于规定的5名。",
            "4 judges gave marks, fewer than the 5 asked for.",
        ),
        (
            msgspec.structs.replace(RULE, min_judges=1),
            [judge(1, "50"), judge(2, "40")],
            "打分的评委2名，去掉1个最高分和1个最低分后没有剩余。",
            "2 judges gave marks; none is left without the 1 highest and the 1 lowest.",
        ),
        (RULE, [judge(1, "50"), judge(1, "40")], "评委J1有2份评分表。", "Judge J1 has 2 sheets."),
        (
            RULE,
            [
                judge(1, "60.5"),
                JudgeSheet(judge="J2", person="P1", marks={"content": D(50), "voice": D(3)}),
                msgspec.structs.replace(judge(3, "50"), recused="同事"),
            ],
            (
                "评委J1：“内容”给了60.5分，超过该项满分60分；评委J2：缺“仪态”一项的分数；"
                "评委J2：方案中没有“voice”这一评分项目；评委J3：已回避，却打了分。"
            ),
            (
                "Judge J1: 60.5 for content is above its maximum of 60; Judge J2: No mark for manner; "
                "Judge J2: The plan has no criterion voice; Judge J3: Recused, yet with marks."
            ),
        ),
    ],
)
def test_no_mark_with_its_reason(rule, panel, zh, en):
    assert mark_speech(rule, panel, ["P1"]) == (
        Scored(person="P1", measure=Measure.SPEECH, mark=None, reason=Words(zh=zh, en=en), passed=False),
    )


contents = st.lists(st.decimals(0, 60, places=1), min_size=5, max_size=9)


@given(contents, st.randoms(use_true_random=False))
def test_the_mark_lies_between_the_extremes_and_row_order_does_not_matter(totals, random):
    panel = [judge(n, content) for n, content in enumerate(totals, start=1)]
    shuffled = random.sample(panel, len(panel))

    (scored,) = mark_speech(RULE, panel, ["P1"])

    assert min(totals) + 30 <= scored.mark <= max(totals) + 30
    assert mark_speech(RULE, shuffled, ["P1"]) == (scored,)


@given(contents)
def test_one_judges_extreme_mark_cannot_move_the_result_beyond_the_others(totals):
    # The highest total may rise to the maximum without any effect: it is dropped either way.
    top = totals.index(max(totals))
    raised = [D(60) if n == top else content for n, content in enumerate(totals)]

    before, after = (
        mark_speech(RULE, [judge(n, c) for n, c in enumerate(them, start=1)], ["P1"])[0].mark
        for them in (totals, raised)
    )

    assert before == after


FORM = AssessmentRule(criteria=CRITERIA, rounding=CUT, pass_mark=D("80"))


def test_an_assessment_is_the_sum_of_its_items():
    form = AssessmentForm(person="P1", marks={"manner": D("29.999"), "content": D(50)})

    assert mark_assessment(FORM, [form], ["P1"]) == (
        Scored(
            person="P1",
            measure=Measure.ASSESSMENT,
            mark=D("79.99"),
            passed=False,
            steps=(
                Step(
                    label=Words(
                        zh="各项合计，不四舍五入，截尾保留2位小数，得79.99",
                        en="total, truncated to 2 places: 79.99",
                    ),
                    formula="50 + 29.999 = 79.999",
                    exact=Fraction(79999, 1000),
                ),
            ),
        ),
    )


@pytest.mark.parametrize(
    ("forms", "zh", "en"),
    [
        ([], "没有考核表。", "There is no assessment form."),
        (
            [AssessmentForm(person="P1")] * 2,
            "有2份考核表，不能计分。",
            "There are 2 assessment forms.",
        ),
        (
            [AssessmentForm(person="P1", marks={"content": D(50)})],
            "缺“仪态”一项的分数。",
            "No mark for manner.",
        ),
    ],
)
def test_no_assessment_mark_with_its_reason(forms, zh, en):
    assert mark_assessment(FORM, forms, ["P1"]) == (
        Scored(person="P1", measure=Measure.ASSESSMENT, mark=None, reason=Words(zh=zh, en=en), passed=False),
    )
