"""Findings M17–M21, and what merging categories does to the ballot's findings."""

from decimal import Decimal

import msgspec
import pytest

import build
from dinggang.basis import Level, Rounding, RoundingMode
from dinggang.marks import Adjusted, EssayMark, Question, QuestionKind, Turn, check_sheets
from dinggang.plan import (
    Adjustment,
    Equidistant,
    EssayRule,
    RoomMethod,
    RoomRule,
    ThirdRule,
    VoidPolicy,
    VoterCategory,
)

D = Decimal
RULES = build.rules()
SHEETS = build.sheets()
POOL = build.COMPETING
replace = msgspec.structs.replace
TWICE = EssayRule(
    threshold_percent=D(10),
    strict=False,
    third=ThirdRule.NEAREST,
    equidistant=Equidistant.HIGHER,
    rounding=Rounding(mode=RoundingMode.HALF_UP, places=1),
)


def found(rules, sheets, pool=POOL, void=()):
    return [
        (f.code, f.words.zh, f.rows)
        for f in check_sheets(rules, sheets, pool, void)
        if f.level is not Level.NOTICE
    ]


def ruled(measure, **changes):
    return replace(RULES, **{measure: replace(getattr(RULES, measure), **changes)})


def test_a_bonus_without_evidence():
    rules = ruled("assessment", adjustments=(Adjustment(id="award", name="表彰", points=D(2)),))
    first = POOL[0]
    sound = replace(SHEETS, adjusted=(Adjusted(person=first, item="award", evidence="某字1号"),))
    wrong = replace(SHEETS, adjusted=(Adjusted(person=first, item="award"),))

    assert found(rules, sound) == []
    assert found(rules, wrong) == [("M17", f"{first}：“award”没有写明依据。", (f"adjusted:{first}",))]


def with_essay(*marks):
    """The paper with one more question, an essay of no weight in the full mark's check: the full mark follows."""
    essay = Question(id="Q99", kind=QuestionKind.ESSAY, value=D(10))
    rules = ruled("exam", essays=TWICE, full_mark=RULES.exam.full_mark + 10)
    return rules, replace(SHEETS, questions=(*SHEETS.questions, essay), essays=marks)


def essay_mark(person, turn, mark, marker=None):
    return EssayMark(person=person, question="Q99", turn=turn, marker=marker or turn.value, mark=D(mark))


def both(person, one="7", two="8"):
    return (essay_mark(person, Turn.FIRST, one), essay_mark(person, Turn.SECOND, two))


def test_essays_marked_twice():
    rules, sound = with_essay(*(m for p in POOL for m in both(p)))
    assert found(rules, sound) == []

    first, rest = POOL[0], [m for p in POOL[1:] for m in both(p)]
    rules, apart = with_essay(*both(first, two="9"), *rest)
    assert found(rules, apart) == [("M19", f"{first}的主观题Q99：缺三评的分数。", (f"essays:{first}",))]

    rules, same = with_essay(
        essay_mark(first, Turn.FIRST, 7, "K1"), essay_mark(first, Turn.SECOND, 7, "K1"), *rest
    )
    assert found(rules, same) == [
        ("M18", f"{first}：主观题Q99由K1评了2次，应由不同的人评。", (f"essays:{first}",))
    ]


def test_a_void_essay_waits_for_nobody():
    rules, sheets = with_essay()
    rules = replace(rules, exam=replace(rules.exam, void=VoidPolicy.WHOLE_PAPER))

    assert len(found(rules, sheets)) == len(POOL)
    assert found(rules, sheets, void={"Q99"}) == []


def test_void_questions():
    name = SHEETS.questions[0].id
    all_of_them = {q.id for q in SHEETS.questions}
    rules = ruled("exam", void=VoidPolicy.EVERYONE)

    assert found(rules, SHEETS, void={name}) == []
    assert found(RULES, SHEETS, void={name}) == [
        ("M20", "有题目作废，方案却没有写作废题怎样计分。", ("plan:rules.exam",))
    ]
    assert found(rules, SHEETS, void={"Q77"}) == [("M20", "作废的Q77不在试卷上。", ())]
    assert found(rules, SHEETS, void=all_of_them) == [("M20", "全部题目都作废了。", ())]


def roomed(names):
    return replace(SHEETS, speech=tuple(replace(s, room=names.get(s.person, "一")) for s in SHEETS.speech))


@pytest.mark.parametrize(
    ("names", "min_room", "expected"),
    [
        ({}, 2, []),
        (
            {POOL[0]: ""},
            2,
            [("M21", f"{POOL[0]}的评分表写了1个考场（空），应写明同一个。", (f"speech:{POOL[0]}",))],
        ),
        (
            {POOL[0]: "二"},
            2,
            [("M21", "考场二只有1人，少于方案规定的2人。", (f"speech:{POOL[0]}",))],
        ),
    ],
)
def test_rooms(names, min_room, expected):
    rules = ruled("speech", rooms=RoomRule(method=RoomMethod.OVERALL, min_room=min_room))

    assert found(rules, roomed(names)) == expected


def test_rooms_are_not_asked_for_without_a_rule():
    assert found(RULES, roomed({POOL[0]: ""})) == []


def test_two_rooms_on_one_persons_sheets():
    first = SHEETS.speech[0]
    sheets = roomed({})
    sheets = replace(sheets, speech=(replace(first, room="二"), *sheets.speech[1:]))
    rules = ruled("speech", rooms=RoomRule(method=RoomMethod.OVERALL, min_room=1))

    assert found(rules, sheets) == [
        ("M21", f"{first.person}的评分表写了2个考场（一、二），应写明同一个。", (f"speech:{first.person}",))
    ]


def test_counts_of_merged_categories_are_checked_before_they_are_added_up():
    leaders, staff = RULES.evaluation.categories
    merging = VoterCategory(id="A", name=leaders.name, weight=leaders.weight, merge_below=50, merge_into="B")
    rules = ruled("evaluation", categories=(merging, staff))
    ballot_a, ballot_b = SHEETS.evaluation[:2]
    # One ballot too many in A and one too few in B would add up.
    wrong = replace(
        SHEETS,
        evaluation=(
            replace(ballot_a, excellent=ballot_a.excellent + 1),
            replace(ballot_b, excellent=ballot_b.excellent - 1),
            *SHEETS.evaluation[2:],
        ),
    )

    assert found(rules, SHEETS) == []
    assert [code for code, _, _ in found(rules, wrong)] == ["M02"]
