"""X1–X3 and the laws of headcount, on the source's own numbers and on a small case."""

from dataclasses import dataclass

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

import build
from build import ADMIN, INST
from dinggang.balance import Outcome, OutcomeKind, check_demand, demand, planned_sheet
from dinggang.balance.headcount import leaders_law, occupied_law, reserve_law
from dinggang.case import NO_EFFECTS, Act, ActKind, Effects, effects
from dinggang.plan import Filling, Headcount, Plan, Post, ReserveMode, Stratum
from dinggang.roster import StaffKind


def source(mode: ReserveMode) -> tuple[Plan, tuple[Post, ...]]:
    """30 administrative (2 reserve, 9 leaders) and 36 institution (2 reserve); 16 + 38 posts competed for."""
    plan = msgspec.structs.replace(
        build.plan(),
        reserve_mode=mode,
        headcount={
            ADMIN: Headcount(approved=30, reserve=2, leader_posts=9),
            INST: Headcount(approved=36, reserve=2),
        },
    )
    return plan, (build.post(1, ADMIN, openings=16), build.post(2, INST, openings=38))


@dataclass(frozen=True)
class Expected:
    admin_room: int
    admin_open: int
    inst_room: int
    inst_over: int
    fillable: int


# The table of the source's arithmetic, both readings of the reserve.
READINGS = {
    ReserveMode.INSIDE: Expected(admin_room=19, admin_open=3, inst_room=34, inst_over=4, fillable=62),
    ReserveMode.ON_TOP: Expected(admin_room=21, admin_open=5, inst_room=36, inst_over=2, fillable=66),
}


@pytest.mark.parametrize("mode", list(ReserveMode))
def test_source_numbers_under_both_readings(mode: ReserveMode) -> None:
    plan, posts = source(mode)
    expected = READINGS[mode]

    administrative = demand(plan, posts, NO_EFFECTS, ADMIN)
    institution = demand(plan, posts, NO_EFFECTS, INST)

    assert (
        Expected(
            admin_room=administrative.fillable - administrative.leaders,
            admin_open=administrative.unexplained,
            inst_room=institution.fillable,
            inst_over=institution.over,
            fillable=administrative.fillable + institution.fillable,
        )
        == expected
    )
    assert administrative.used + institution.used == 63
    assert [f.code for f in check_demand(plan, posts, NO_EFFECTS)] == ["X1", "X2", "X3"]


def test_totals_never_net_a_kind() -> None:
    """On top, 63 of 66 places are used in total, yet institution is over by two."""
    plan, posts = source(ReserveMode.ON_TOP)
    x3 = check_demand(plan, posts, NO_EFFECTS)[2]
    assert "合计使用63个（含领导职数），可用66个" in x3.words.zh
    assert "合计虽余3个，但分类别仍有超出，不得相抵" in x3.words.zh


def test_acts_resolve_the_source() -> None:
    """Two of the reserve released, two posts concurrent, three appointed: 28 of 28 and 36 of 36."""
    plan, posts = source(ReserveMode.INSIDE)
    heads = tuple(build.post(n, ADMIN, filling=Filling.UNDECIDED) for n in (3, 4, 5))
    acts = Effects(
        released={INST: 2},
        vacant={},
        concurrent=(("O02", "O01"), ("O02", "O01")),
        appointed=(("O03", "P03"), ("O04", "P04"), ("O05", "P05")),
    )
    assert check_demand(plan, (*posts, *heads), acts) == ()
    assert demand(plan, (*posts, *heads), acts, INST).used == 36
    assert demand(plan, (*posts, *heads), acts, ADMIN).used == 28


def test_half_the_cure_leaves_half_the_finding() -> None:
    plan, posts = source(ReserveMode.INSIDE)
    found = check_demand(plan, posts, Effects(released={INST: 2}, vacant={}))
    assert "超出2个" in found[0].words.zh


def test_undecided_and_vacant_posts() -> None:
    plan = build.plan()
    posts = (
        build.post(2, ADMIN, openings=2),
        build.post(3, ADMIN, filling=Filling.UNDECIDED),
        build.post(4, INST, openings=3),
    )
    assert demand(plan, posts, NO_EFFECTS, ADMIN).unexplained == 1
    kept = Effects(released={}, vacant={}, kept_vacant=("O03",))
    assert demand(plan, posts, kept, ADMIN).unexplained == 0
    by_number = Effects(released={}, vacant={INST: 1}, concurrent=(("O04", "O02"),))
    assert demand(plan, posts, by_number, INST).unexplained == 0


def test_a_sound_plan_has_no_finding() -> None:
    sheet = planned_sheet(build.case(), NO_EFFECTS)
    assert sheet.findings == ()
    assert sheet.holds


def outcome(number: int, kind: object) -> Outcome:
    return Outcome(person=f"P{number:02}", kind=OutcomeKind.COMPETE, post="O02", occupies=kind)


def test_occupied_beyond_fillable_names_the_people() -> None:
    plan = build.plan()
    law, found = occupied_law(plan, NO_EFFECTS, [outcome(n, INST) for n in (1, 2, 3)])
    assert (law.holds, found) == (True, ())
    law, found = occupied_law(plan, NO_EFFECTS, [outcome(n, INST) for n in (1, 2, 3, 4)])
    assert not law.holds
    assert [f.code for f in found] == ["B03"]
    assert found[0].rows == ("people:P01", "people:P02", "people:P03", "people:P04")
    assert (
        occupied_law(plan, Effects(released={INST: 1}, vacant={}), [outcome(n, INST) for n in (1, 2, 3, 4)])[
            1
        ]
        == ()
    )


def test_one_kind_s_room_does_not_help_the_other() -> None:
    """Administrative has five places empty; four people in three institution places are still one too many."""
    law, _ = occupied_law(build.plan(), NO_EFFECTS, [outcome(n, INST) for n in (1, 2, 3, 4)])
    assert [line.holds for line in law.lines] == [True, False]


def test_leaders_beyond_the_approved_posts() -> None:
    case = build.case()
    assert leaders_law(case, NO_EFFECTS)[1] == ()
    third = build.person(3, StaffKind.ADMINISTRATIVE, stratum=Stratum.LEADER)
    people = (*case.people[:2], third, *case.people[3:])
    law, found = leaders_law(build.bend(case, people=people), NO_EFFECTS)
    assert not law.holds
    assert found[0].code == "B04"
    assert found[0].rows == ("people:P01", "people:P02", "people:P03", "posts:O01")


def test_more_reserve_released_than_there_is() -> None:
    law, found = reserve_law(build.case(), Effects(released={ADMIN: 2}, vacant={}))
    assert not law.holds
    assert found[0].code == "B05"
    assert build.plan().headcount[ADMIN].fillable(ReserveMode.INSIDE, released=2) == 6


@given(
    approved=st.integers(0, 60),
    reserve=st.integers(0, 60),
    leaders=st.integers(0, 60),
    openings=st.integers(1, 80),
)
def test_law_x1_or_x2_or_balanced(approved: int, reserve: int, leaders: int, openings: int) -> None:
    """Of one kind exactly one holds: posts over the places, places unexplained, or both sides equal."""
    reserve, leaders = min(reserve, approved), min(leaders, approved)
    plan = msgspec.structs.replace(
        build.plan(), headcount={INST: Headcount(approved=approved, reserve=reserve, leader_posts=leaders)}
    )
    codes = [f.code for f in check_demand(plan, (build.post(1, INST, openings=openings),), NO_EFFECTS)]
    left = approved - reserve - leaders - openings
    assert codes == (["X1", "X3"] if left < 0 else ["X2"] if left > 0 else [])


def test_rows_of_what_is_over_and_of_what_is_left_open() -> None:
    """X1 names the posts of its kind but the vacant and the leaders'; X2 the undecided of its kind, else the quota."""
    leader = {"stratum": Stratum.LEADER, "filling": Filling.APPOINT, "body": ""}
    posts = (
        build.post(1, INST, **leader),
        build.post(2, ADMIN),
        build.post(3, ADMIN, filling=Filling.UNDECIDED),
        build.post(4, INST, openings=4),
        build.post(5, INST, filling=Filling.VACANT),
    )
    x1, x2, _ = check_demand(build.plan(), posts, NO_EFFECTS)
    assert (x1.code, x1.rows) == ("X1", ("posts:O04",))
    assert (x2.code, x2.rows) == ("X2", ("posts:O03",))
    (open_,) = check_demand(build.plan(), (posts[1], *build.posts()[3:]), NO_EFFECTS)
    assert (open_.code, open_.rows) == ("X2", ("plan:headcount.administrative",))


def test_totals_just_used_up_are_not_over() -> None:
    """Administrative one place short of full, institution one over: eight of eight, and still a breach."""
    posts = (build.post(2, ADMIN, openings=2), build.post(4, INST, openings=4))
    x3 = check_demand(build.plan(), posts, NO_EFFECTS)[-1]
    assert "合计使用8个（含领导职数），可用8个" in x3.words.zh
    assert "合计虽余0个" in x3.words.zh


@pytest.mark.parametrize(("count", "broken"), [(1, False), (2, True)])
def test_releases_are_named_by_their_acts_and_of_their_kind(count, broken) -> None:
    acts = tuple(
        Act(
            id=f"A5{n}",
            kind=ActKind.RESERVE_RELEASED,
            day=build.DAYS[0][1],
            by="区编委",
            headcount_kind=kind,
            count=c,
        )
        for n, (kind, c) in enumerate([(ADMIN, 1), (INST, count)])
    )
    law, found = reserve_law(build.bend(build.case(), acts=(*build.acts(), *acts)), effects(acts))
    assert law.holds is not broken
    assert [f.rows for f in found] == ([("plan:headcount.institution", "acts:A51")] if broken else [])
