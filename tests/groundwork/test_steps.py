"""Where the findings stand in a run, what lifts them, and the figures that the steps show."""

from datetime import date

import pytest

import build
from build import bend
from dinggang.basis import Level, Words
from dinggang.case import Act, ActKind, Case
from dinggang.exits import ExitChoice
from dinggang.groundwork import (
    Attendance,
    Concern,
    Disposition,
    Duty,
    Groundwork,
    GroupRole,
    Meeting,
    MeetingKind,
    Member,
    Presence,
    Share,
    Talk,
    TalkForm,
)
from dinggang.plan import ExitRoute, Filling, Stratum
from dinggang.procedure import run, survey
from dinggang.procedure.grounding import leaving_early, taken
from dinggang.procedure.values import Run, StepId


def found(done: Run) -> dict[StepId, list[tuple[str, Level]]]:
    """The findings of this room by step."""
    by_step = {
        r.step: [(j.finding.code, j.finding.level) for j in r.judged if j.finding.code.startswith("U")]
        for r in done.steps
    }
    return {step: codes for step, codes in by_step.items() if codes}


def shown(done: Run, step: StepId) -> list[tuple[str, str, int]]:
    (report,) = (r for r in done.steps if r.step is step)
    return [(f.label.zh, f.unit, int(f.value)) for f in report.figures]


def grounded(**tables: object) -> Case:
    return bend(build.case(), groundwork=bend(build.groundwork(), **tables))


def test_a_sound_case_has_none_and_shows_its_figures():
    done = run(build.folder())

    assert done.closed
    assert found(done) == {}
    assert shown(done, StepId.ESTABLISH) == [("领导小组", "人", 2)]
    assert shown(done, StepId.PLAN)[5:] == [("征求意见", "条", 1), ("采纳", "条", 1)]
    assert shown(done, StepId.MOBILISE) == [
        ("应到", "人", 9),
        ("到会", "人", 8),
        ("补传达", "人", 1),
        ("未传达", "人", 0),
        ("谈心谈话", "次", 1),
    ]


def test_the_office_is_counted_apart():
    members = (
        *build.groundwork().members,
        Member(person="P02", role=GroupRole.OFFICE_HEAD),
        Member(person="P03", role=GroupRole.OFFICE_MEMBER),
    )
    done = survey(build.folder(grounded(members=members)))
    assert shown(done, StepId.ESTABLISH) == [("领导小组", "人", 2), ("改革办", "人", 2)]


def test_a_case_without_these_tables_shows_and_finds_nothing():
    done = run(build.folder(bend(build.case(), groundwork=Groundwork())))

    assert done.closed
    assert found(done) == {}
    assert shown(done, StepId.ESTABLISH) == shown(done, StepId.MOBILISE) == []
    assert [label for label, _, _ in shown(done, StepId.PLAN)] == [
        "机构",
        "牌子",
        "编制",
        "预留",
        "领导职数",
    ]


def unsound() -> Case:
    """Every finding once. Placement bears the number of a committee meeting at which one of nine was."""
    minutes, day = "某党会纪〔2006〕9号", date(2006, 11, 27)
    ground = build.groundwork()
    (opinion,) = ground.opinions
    case = grounded(
        members=(Member(person="P02", role=GroupRole.MEMBER),),
        opinions=(
            bend(opinion, disposition=None),
            bend(opinion, id="Y02", disposition=Disposition.NOT_TAKEN, reply=""),
            bend(opinion, id="Y03", day=date(2006, 9, 26)),
        ),
        duties=(
            Duty(id="Z01", function="文秘", body="B01", share=Share.LEAD),
            Duty(id="Z02", function="文秘", body="B09", share=Share.LEAD),
            Duty(id="Z03", function="防汛", body="B01", share=Share.SUPPORT),
        ),
        meetings=(
            *ground.meetings,
            Meeting(id="H03", kind=MeetingKind.PARTY, day=day, topic="定岗", number=minutes, due=9),
        ),
        attendance=(
            *(a for a in ground.attendance if a.person not in {"P05", "P08"}),
            Attendance(person="P05", meeting="H02", day=date(2006, 11, 1), presence=Presence.MADE_UP),
            Attendance(person="P01", meeting="H03", day=day, presence=Presence.PRESENT),
        ),
        talks=(
            Talk(
                person="P03",
                day=date(2006, 11, 4),
                by="P04",
                form=TalkForm.ALONE,
                concern=Concern.POST,
            ),
            *(
                Talk(person=p, day=date(2006, 11, 4), by="P01", form=TalkForm.FORUM)
                for p in ("P05", "P06", "P07", "P08")
            ),
        ),
    )
    acts = tuple(
        bend(a, number=minutes)
        if a.kind in {ActKind.PLACEMENT_DECIDED, ActKind.APPOINTMENTS_ANNOUNCED}
        else a
        for a in case.acts
    )
    people = tuple(bend(p, relatives=("P04",)) if p.id == "P03" else p for p in case.people)
    left = ExitChoice(
        person="P09", route=ExitRoute.RETIRE_EARLY, last_day=date(2006, 11, 30), approved=date(2006, 11, 20)
    )
    return bend(case, acts=acts, people=people, exits=(left, *case.exits[1:]))


EXPLAIN, NOTICE = Level.EXPLAIN, Level.NOTICE


def test_each_stands_at_its_step():
    assert found(survey(build.folder(unsound()))) == {
        StepId.ESTABLISH: [("U11", EXPLAIN), ("U11", NOTICE)],
        StepId.PLAN: [
            ("U01", EXPLAIN),
            ("U02", EXPLAIN),
            ("U03", NOTICE),
            ("U04", NOTICE),  # the case is of 2006
            ("U05", EXPLAIN),
            ("U06", NOTICE),
        ],
        StepId.MOBILISE: [
            ("U07", EXPLAIN),
            ("U08", EXPLAIN),
            ("U10", EXPLAIN),
            ("U12", EXPLAIN),
        ],
        StepId.PLACE: [("U09", NOTICE)],
        StepId.DIVERT: [("U13", NOTICE)],
        StepId.SUM_UP: [("U14", NOTICE)],
    }


def test_a_case_does_not_close_until_what_must_be_explained_is():
    (opinion,) = build.groundwork().opinions
    case = grounded(opinions=(bend(opinion, disposition=None),))
    done = run(build.folder(case))

    assert not done.closed
    assert [j.finding.words for r in done.steps for j in r.judged if j.finding.code == "G07"] == [
        Words(
            zh="以下事项须说明而没有说明：U01。",
            en="These findings must be explained and are not: U01.",
        )
    ]
    explained = bend(case, acts=(*case.acts, build.explained("A91", "U01", date(2006, 12, 20))))
    assert run(build.folder(explained)).closed


def test_notices_hold_nothing_up():
    (opinion,) = build.groundwork().opinions
    done = run(build.folder(grounded(opinions=(bend(opinion, day=date(2006, 9, 26)),))))

    assert done.closed
    assert found(done) == {StepId.PLAN: [("U03", NOTICE)]}


def test_an_act_that_was_corrected_bears_no_minutes():
    minutes = "某镇会纪〔2006〕14号"
    old = Act(
        id="A80", kind=ActKind.POST_KEPT_VACANT, day=date(2006, 11, 3), by="镇党政联席会议", number=minutes
    )
    new = bend(old, id="A81", number="某发〔2006〕14号", corrects="A80", reason="文号写错")
    case = build.case()

    assert found(survey(build.folder(bend(case, acts=(*case.acts, old))))) == {
        StepId.MOBILISE: [("U10", NOTICE)]
    }
    assert found(survey(build.folder(bend(case, acts=(*case.acts, old, new))))) == {}


@pytest.mark.parametrize(
    ("kind", "posts", "appoints", "leading"),
    [
        (ActKind.POST_APPOINTED, ("O01",), True, True),
        (ActKind.POST_APPOINTED, ("O02",), True, False),
        (ActKind.POST_SLOTTED, ("O02", "O01"), True, True),
        (ActKind.POST_SLOTTED, (), True, False),
        (ActKind.POST_KEPT_VACANT, ("O01",), False, False),
        (ActKind.PLACEMENT_DECIDED, (), True, False),
    ],
)
def test_what_an_act_fills(kind, posts, appoints, leading):
    act = Act(id="A80", kind=kind, day=date(2006, 11, 3), by="镇党委", posts=posts)
    (one,) = taken(bend(build.case(), acts=(act,)))
    assert (one.id, one.appoints, one.leading) == ("A80", appoints, leading)


def test_placement_fills_leading_posts_that_were_competed_for():
    act = Act(id="A80", kind=ActKind.PLACEMENT_DECIDED, day=date(2006, 11, 3), by="镇党委")
    posts = (build.post(6, build.ADMIN, stratum=Stratum.LEADER, filling=Filling.COMPETE),)
    (one,) = taken(bend(build.case(), acts=(act,), posts=posts))
    assert one.leading


@pytest.mark.parametrize(
    ("route", "early"),
    [
        (ExitRoute.RETIRE_EARLY, True),
        (ExitRoute.RETIRE_SICK, True),
        (ExitRoute.RETIRE_INTERNAL, True),
        (ExitRoute.YIELD, True),
        (ExitRoute.DIVERT_COMPANY, True),
        (ExitRoute.DIVERT_OTHER, True),
        (ExitRoute.RETIRE, False),
        (ExitRoute.CLEAR_TEMP, False),
        (ExitRoute.CLEAR_OWN, False),
    ],
)
def test_who_leaves_early(route, early):
    exits = (ExitChoice(person="P09", route=route, last_day=date(2006, 11, 30)),)
    assert leaving_early(bend(build.case(), exits=exits)) == (frozenset({"P09"}) if early else frozenset())
    assert len(ExitRoute) == 9
