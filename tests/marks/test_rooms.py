"""Room coefficients, worked out by hand."""

from decimal import Decimal
from fractions import Fraction

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dinggang.basis import Rounding, RoundingMode
from dinggang.marks import JudgeSheet, mark_speech
from dinggang.marks.rooms import coefficients
from dinggang.plan import Criterion, RoomMethod, RoomRule, SpeechRule, TrimLevel

D = Decimal
TWO = Rounding(mode=RoundingMode.HALF_UP, places=2)
THREE = Rounding(mode=RoundingMode.HALF_UP, places=3)
# The example of the rule: means 85 and 80.
MARKS = dict(zip(("P1", "P2", "P3", "P4", "P5", "P6"), map(D, (80, 90, 70, 75, 80, 95)), strict=True))
ROOMS = dict.fromkeys(("P1", "P2"), "一") | dict.fromkeys(("P3", "P4", "P5", "P6"), "二")


def rule(method=RoomMethod.OVERALL, **changes):
    return RoomRule(**{"method": method, "min_room": 2, **changes})


def found(**changes):
    return {name: room.coefficient for name, room in coefficients(rule(**changes), MARKS, ROOMS).items()}


def test_the_two_methods_differ_where_rooms_are_unequal():
    overall, means = Fraction(490, 6), Fraction(165, 2)

    assert found(method=RoomMethod.OVERALL) == {"一": overall / 85, "二": overall / 80}
    assert found(method=RoomMethod.MEAN_OF_MEANS) == {"一": means / 85, "二": means / 80}


def test_rounding_the_means_first_changes_the_coefficient():
    # 81.67 ÷ 85 = 0.96082… → 0.961; 81.67 ÷ 80 = 1.020875 → 1.021
    rounded = found(mean_rounding=TWO, coefficient_rounding=THREE)

    assert rounded == {"一": Fraction("0.961"), "二": Fraction("1.021")}


def test_trimming_drops_the_extremes_overall_and_in_each_room():
    marks = {f"P{n}": D(m) for n, m in enumerate((60, 80, 82, 99, 70, 74, 78, 90))}
    rooms = {p: "一" if n < 4 else "二" for n, p in enumerate(marks)}

    trimmed = coefficients(rule(RoomMethod.TRIMMED, trim=1), marks, rooms)

    # Overall without 60 and 99: (80+82+70+74+78+90)/6 = 79; room 一 without 60, 99: 81; room 二 without 70, 90: 76.
    assert {n: (r.grand, r.mean, r.coefficient) for n, r in trimmed.items()} == {
        "一": (79, 81, Fraction(79, 81)),
        "二": (79, 76, Fraction(79, 76)),
    }


def test_a_small_room_leaves_none_with_a_coefficient():
    rooms = coefficients(rule(min_room=3), MARKS, ROOMS)

    assert {n: r.coefficient for n, r in rooms.items()} == {"一": None, "二": None}
    assert {r.reason.zh for r in rooms.values()} == {"考场一只有2人有分数，少于3人，不能算平衡系数。"}


def test_a_room_whose_mean_is_nought():
    rooms = coefficients(rule(), {"P1": D(0), "P2": D(0), **MARKS}, ROOMS)
    nought = coefficients(rule(), {p: D(0) if p in ("P1", "P2") else m for p, m in MARKS.items()}, ROOMS)

    assert rooms["一"].coefficient is not None
    assert (nought["一"].coefficient, nought["一"].reason.zh) == (None, "考场一的平均分为0。")


def test_where_nobody_has_a_mark_there_is_no_room():
    recused = [JudgeSheet(judge="J1", person="P1", recused="亲属", room="一")]

    (scored,) = mark_speech(SPEECH, recused, ["P1"])

    assert coefficients(rule(), {}, ROOMS) == {}
    assert (scored.mark, scored.reason.zh) == (None, "打分的评委0名，少于规定的1名。")


@given(st.lists(st.integers(1, 100), min_size=4, max_size=12), st.sampled_from([RoomMethod.OVERALL]))
def test_balancing_brings_every_room_to_the_grand_mean(values, method):
    marks = {f"P{n}": D(v) for n, v in enumerate(values)}
    rooms = {p: "一" if n % 2 else "二" for n, p in enumerate(marks)}

    for room in coefficients(rule(method), marks, rooms).values():
        balanced = [Fraction(marks[p]) * room.coefficient for p in room.people]
        assert sum(balanced) / len(balanced) == Fraction(sum(values), len(values))


CRITERIA = (
    Criterion(id="content", name="内容", maximum=D(60)),
    Criterion(id="manner", name="仪态", maximum=D(40)),
)
SPEECH = SpeechRule(criteria=CRITERIA, min_judges=1, trim_high=0, trim_low=0, rounding=TWO, rooms=rule())


def sheets(room_of):
    return [
        JudgeSheet(
            judge="J1",
            person=p,
            marks={"content": MARKS[p] * D("0.6"), "manner": MARKS[p] * D("0.4")},
            room=r,
        )
        for p, r in room_of.items()
    ]


def test_the_speech_mark_is_balanced_capped_and_rounded_again():
    scored = {s.person: s for s in mark_speech(SPEECH, sheets(ROOMS), tuple(MARKS))}

    # 80 × (490/6)/85 = 76.862… ; 95 × (490/6)/80 = 96.979…
    assert (scored["P1"].mark, scored["P6"].mark) == (D("76.86"), D("96.98"))
    assert scored["P1"].steps[-1].formula == "80.00 × 49/51 = 3920/51"


def test_beyond_the_full_mark_the_plan_says_whether_it_is_cut():
    marks = {"P1": D(100), "P2": D(20), "P3": D(90), "P4": D(90)}
    room_of = {"P1": "一", "P2": "一", "P3": "二", "P4": "二"}
    given_in = [
        JudgeSheet(
            judge="J1",
            person=p,
            marks={"content": marks[p] * D("0.6"), "manner": marks[p] * D("0.4")},
            room=r,
        )
        for p, r in room_of.items()
    ]
    open_ended = msgspec.structs.replace(SPEECH, rooms=rule(cap=False))

    # Means 60 and 90, grand 75: 100 × 1.25 = 125.
    capped, free = (
        {s.person: s.mark for s in mark_speech(r, given_in, tuple(marks))}["P1"] for r in (SPEECH, open_ended)
    )
    assert (capped, free) == (D(100), D(125))


def test_who_has_no_single_room_has_no_mark_and_counts_in_no_mean():
    astray = {**ROOMS, "P1": ""}
    scored = {
        s.person: s
        for s in mark_speech(
            msgspec.structs.replace(SPEECH, rooms=rule(min_room=1)), sheets(astray), tuple(MARKS)
        )
    }

    assert (scored["P1"].mark, scored["P1"].reason.zh) == (None, "评分表没有写明同一个考场。")
    # Overall mean of the other five: 410/5 = 82; room 一 is 90 alone.
    assert scored["P2"].mark == D("82.00")


PANEL = [
    JudgeSheet(judge=f"J{n}", person="P1", marks={"content": D(c), "manner": D(m)})
    for n, (c, m) in enumerate(((9, 4), (6, 8), (7, 9)), start=1)
]


@pytest.mark.parametrize(("level", "mark"), [(TrimLevel.TOTAL, 14), (TrimLevel.CRITERION, 15)])
def test_trimming_totals_or_criteria(level, mark):
    # The example of the rule: totals 13, 14, 16; by criterion 6, 7, 9 and 4, 8, 9.
    rule_ = SpeechRule(
        criteria=CRITERIA, min_judges=3, trim_high=1, trim_low=1, rounding=TWO, trim_level=level
    )

    assert mark_speech(rule_, PANEL, ["P1"])[0].mark == mark


def test_the_working_out_by_criterion():
    rule_ = SpeechRule(
        criteria=CRITERIA, min_judges=3, trim_high=1, trim_low=1, rounding=TWO, trim_level=TrimLevel.CRITERION
    )

    labels = [step.label.zh for step in mark_speech(rule_, PANEL, ["P1"])[0].steps]

    assert labels == [
        "评委J1合计",
        "评委J2合计",
        "评委J3合计",
        "“内容”去掉最低分（评委J2）",
        "“内容”去掉最高分（评委J1）",
        "“内容”1名评委的平均分",
        "“仪态”去掉最低分（评委J1）",
        "“仪态”去掉最高分（评委J3）",
        "“仪态”1名评委的平均分",
        "各要素平均分合计，四舍五入保留2位小数，得15.00",
    ]
