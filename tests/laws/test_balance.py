"""The balance sheet: any sound ledger balances, and whatever breaks one law is named with its law and its rows."""

from dataclasses import dataclass
from decimal import Decimal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

import build
from build import ADMIN, INST, bend
from dinggang.balance import (
    Outcome,
    OutcomeKind,
    check_demand,
    demand,
    planned_sheet,
)
from dinggang.basis import Level
from dinggang.case import NO_EFFECTS, Act, ActKind, Effects, effects
from dinggang.plan import (
    ExitRoute,
    Headcount,
    ReserveMode,
    Stratum,
)
from dinggang.roster import StaffKind
from dinggang.selection import Choices
from laws.towns import BODY, WAYS_OUT, Town, a_town, broken, named, post_of, towns

D = Decimal


@given(towns())
def test_law_any_partition_of_people_into_outcomes_balances(town):
    sheet = town.sheet()
    assert (broken(sheet), named(sheet)) == (set(), set())
    assert sheet.holds


@given(towns(), st.randoms(use_true_random=False))
def test_law_the_order_of_the_ledger_changes_nothing(town, chance):
    mixed = list(town.ledger)
    chance.shuffle(mixed)
    assert town.with_ledger(mixed).sheet() == town.sheet()


@given(towns(), st.data())
def test_law_anybody_in_two_outcomes_is_named(town, data):
    if town.ledger:
        other = data.draw(st.sampled_from(town.ledger))
        second = Outcome(person=other.person, kind=data.draw(st.sampled_from(WAYS_OUT)))
        sheet = town.with_ledger([*town.ledger, second]).sheet()
        assert broken(sheet) == {"B01"}
        assert named(sheet) == {("B01", f"people:{other.person}")}


@given(towns(), st.data())
def test_law_anybody_dropped_is_named(town, data):
    if town.ledger:
        lost = data.draw(st.sampled_from(town.ledger))
        sheet = town.with_ledger([o for o in town.ledger if o is not lost]).sheet()
        assert broken(sheet) == {"B01"}
        assert named(sheet) == {("B02", f"people:{lost.person}")}


@given(towns(), st.data())
def test_law_one_dropped_for_another_twice_are_both_named_though_the_total_is_right(town, data):
    if len(town.ledger) > 1:
        lost, twice = data.draw(st.permutations(town.ledger))[:2]
        ledger = [msgspec.structs.replace(o, person=twice.person) if o is lost else o for o in town.ledger]
        sheet = town.with_ledger(ledger).sheet()
        assert "B01" in broken(sheet)
        assert {("B02", f"people:{lost.person}"), ("B01", f"people:{twice.person}")} <= named(sheet)


@given(towns())
def test_law_a_stranger_in_the_ledger_is_named(town):
    sheet = town.with_ledger([*town.ledger, Outcome(person="P99", kind=OutcomeKind.WAIT)]).sheet()
    assert (broken(sheet), named(sheet)) == ({"B01"}, {("B01", "people:P99")})


@given(towns(), st.sampled_from([ADMIN, INST]), st.integers(1, 3))
def test_law_more_people_than_places_of_a_kind_are_named_whatever_the_other_kind_has_left(town, kind, over):
    """A kind is filled to the last place and then by `over` more; they hold no post, so no body is overfilled."""
    case = town.case
    room = case.plan.headcount[kind].fillable(case.plan.reserve_mode)
    holders = sum(o.occupies is kind for o in town.ledger)
    extra = [
        bend(build.person(1, StaffKind(kind.value)), id=f"P{n}")
        for n in range(50, 50 + room - holders + over)
    ]
    ledger = [*town.ledger, *(Outcome(person=p.id, kind=OutcomeKind.YIELD, occupies=kind) for p in extra)]
    more = Town(bend(case, people=(*case.people, *extra)), tuple(ledger))
    sheet = more.sheet()
    rows = {("B03", f"people:{o.person}") for o in ledger if o.occupies is kind}
    assert (broken(sheet), named(sheet)) == ({"B03"}, rows)
    # The reserve mends it, as far as there is any and a decision releases it.
    released = Effects(released={kind: over}, vacant={})
    reserve = case.plan.headcount[kind].reserve
    assert broken(more.sheet(released)) == (set() if over <= reserve else {"B03", "B05"})


@given(towns(), st.integers(0, 4), st.integers(0, 4))
def test_law_released_beyond_the_reserve_is_named(town, of_administrative, of_institution):
    released = {ADMIN: of_administrative, INST: of_institution}
    over = {k.value for k, n in released.items() if n > town.case.plan.headcount[k].reserve}
    sheet = town.sheet(Effects(released=released, vacant={}))
    assert broken(sheet) == ({"B05"} if over else set())
    # Places released without a post to fill them are X2's.
    assert {n for n in named(sheet) if n[0] != "X2"} == {("B05", f"plan:headcount.{k}") for k in over}


@pytest.mark.parametrize("kind", [ADMIN, INST])
def test_a_body_overfilled_is_named_with_its_people(kind):
    """Somebody waiting is put into the body of the kind, over its places and over the kind's."""
    town = a_town()
    waiting = "P06" if kind is ADMIN else "P09"
    ledger = [
        Outcome(person=o.person, kind=OutcomeKind.COMPETE, post=post_of(kind), occupies=kind)
        if o.person == waiting
        else o
        for o in town.ledger
    ]
    sheet = town.with_ledger(ledger).sheet()
    inside = {f"people:{o.person}" for o in ledger if o.post == post_of(kind)}
    assert broken(sheet) == {"B03", "B07"}
    assert {row for code, row in named(sheet) if code == "B07"} == inside | {f"plan:bodies.{BODY[kind]}"}
    assert {row for code, row in named(sheet) if code == "B09"} == inside | {f"posts:{post_of(kind)}"}


@pytest.mark.parametrize("kind", [ADMIN, INST])
def test_posts_beyond_a_body_s_places_are_named_before_anybody_is_placed(kind):
    town = a_town()
    more = town.bent(posts=(*town.case.posts, build.post(9, kind, body=BODY[kind])))
    sheet = planned_sheet(more.case, NO_EFFECTS)
    assert broken(sheet) == {"B03", "B07"}
    assert ("B07", f"plan:bodies.{BODY[kind]}") in named(sheet)
    assert {("B07", "posts:O09"), ("X1", "posts:O09")} <= named(sheet)


@pytest.mark.parametrize(
    "plate",
    [
        {"headcount": 1},
        {"leader_posts": 1},
        {"headcount": 3, "leader_posts": 2},
    ],
)
def test_a_plate_with_figures_is_named(plate):
    town = a_town()
    first, second = town.case.plan.bodies
    bodies = (bend(first, plates=(bend(first.plates[0], **plate),)), second)
    sheet = town.bent(plan=bend(town.case.plan, bodies=bodies)).sheet()
    assert (broken(sheet), named(sheet)) == ({"B06"}, {("B06", "plan:bodies.B01.plates.N01")})


def test_a_plate_with_a_post_is_named_with_the_post():
    town = a_town()
    posts = tuple(bend(p, body="N01") if p.id == "O02" else p for p in town.case.posts)
    sheet = town.bent(posts=posts).sheet()
    assert (broken(sheet), named(sheet)) == (
        {"B06"},
        {("B06", "plan:bodies.B01.plates.N01"), ("B06", "posts:O02")},
    )


@pytest.mark.parametrize("how", ["roster", "posts", "appointment"])
def test_more_leaders_than_leader_posts_are_named(how):
    town = a_town()
    case, acts = town.case, NO_EFFECTS
    leaders = {"people:P01", "people:P02"}
    if how == "roster":
        people = tuple(bend(p, stratum=Stratum.LEADER) if p.id == "P06" else p for p in case.people)
        town, leaders = town.bent(people=people), leaders | {"people:P06"}
    elif how == "posts":
        posts = tuple(bend(p, openings=3) if p.id == "O01" else p for p in case.posts)
        town = town.bent(posts=posts)
    else:
        acts, leaders = Effects(released={}, vacant={}, appointed=(("O01", "P06"),)), leaders | {"people:P06"}
    sheet = town.sheet(acts)
    assert "B04" in broken(sheet)
    assert {row for code, row in named(sheet) if code == "B04"} == leaders | {"posts:O01"}


def test_bodies_given_more_than_the_headcount_are_named():
    town = a_town()
    first, second = town.case.plan.bodies
    # Administrative: 6 approved, the reserve counted in, less 2 leader posts.
    for places, laws in ((4, set()), (5, {"B11"})):
        plan = bend(town.case.plan, bodies=(bend(first, headcount=places), second))
        sheet = town.bent(plan=plan).sheet()
        assert broken(sheet) == laws
        assert named(sheet) == {("B11", "plan:bodies.B01") for _ in laws}


@given(towns(), st.sampled_from([1, 2, 3]), st.decimals("0.01", "100", places=2))
def test_law_a_service_line_cut_by_a_cent_is_named(town, line, less):
    """More money for another line does not help."""
    bought = town.case.purchases
    agreements = tuple(
        bend(a, quantity=a.quantity - less, amount=a.amount - less)
        if a.line == f"S{line:02}"
        else bend(a, quantity=a.quantity + 1000, amount=a.amount + 1000)
        for a in bought.agreements
    )
    sheet = town.bent(purchases=bend(bought, agreements=agreements)).sheet()
    assert (broken(sheet), named(sheet)) == ({"B12"}, {("S01", f"agreements:C{line:02}")})


@given(towns(), st.sampled_from([1, 2, 3]))
def test_law_a_service_line_without_agreement_is_named(town, line):
    bought = town.case.purchases
    agreements = tuple(a for a in bought.agreements if a.line != f"S{line:02}")
    sheet = town.bent(purchases=bend(bought, agreements=agreements)).sheet()
    rest = {("S02", f"agreements:{a.id}") for a in agreements}
    assert (broken(sheet), named(sheet)) == ({"B12"}, {("S04", f"lines:S{line:02}")} | rest)


@given(towns(), st.sampled_from([1, 2, 3]))
def test_law_a_purpose_changed_is_named(town, line):
    bought = town.case.purchases
    agreements = tuple(bend(a, purpose="招待") if a.line == f"S{line:02}" else a for a in bought.agreements)
    sheet = town.bent(purchases=bend(bought, agreements=agreements)).sheet()
    assert (broken(sheet), named(sheet)) == ({"B12"}, {("S03", f"agreements:C{line:02}")})


def test_temporary_staff_left_open_are_named():
    sheet = a_town().sheet(still_open=("P10",))
    assert (broken(sheet), named(sheet)) == ({"B10"}, {("B10", "people:P10")})


def appointed(post: str, person: str) -> Act:
    return Act(
        id="A50",
        kind=ActKind.POST_APPOINTED,
        day=build.DAYS[0][1],
        by="镇党委",
        posts=(post,),
        people=(person,),
    )


@pytest.mark.parametrize(
    ("changes", "rows"),
    [
        (
            {
                "choices": (Choices(person="P09", posts=("O03",)),),
                "exits": (bend(build.exits()[0], person="P09"),),
            },
            {"choices:P09", "exits:P09/retire"},
        ),
        (
            {
                "exits": (
                    bend(build.exits()[0], person="P09"),
                    bend(build.exits()[0], person="P09", route=ExitRoute.DIVERT_OTHER),
                )
            },
            {"exits:P09/retire", "exits:P09/divert_other"},
        ),
        (
            {"acts": (appointed("O03", "P09"),), "exits": (bend(build.exits()[0], person="P09"),)},
            {"acts:A50", "exits:P09/retire"},
        ),
        (
            {"acts": (appointed("O03", "P09"),), "choices": (Choices(person="P09", posts=("O03",)),)},
            {"acts:A50", "choices:P09"},
        ),
        ({"exits": (bend(build.exits()[0], person="P01"),)}, {"people:P01", "exits:P01/retire"}),
        ({"choices": (Choices(person="P01", posts=("O02",)),)}, {"people:P01", "choices:P01"}),
        (
            {"acts": (appointed("O01", "P01"), bend(appointed("O01", "P01"), id="A51"))},
            {"people:P01", "acts:A50"},
        ),
    ],
    ids=[
        "choices and exits",
        "two exits",
        "appointed and leaving",
        "appointed and competing",
        "leader leaving",
        "leader competing",
        "leader appointed twice",
    ],
)
def test_a_folder_that_sends_somebody_two_ways_is_named_at_every_row(changes, rows):
    town = a_town().bent(**changes)
    sheet = planned_sheet(town.case, effects(town.case.acts))
    assert "B01" in broken(sheet)
    assert {row for code, row in named(sheet) if code == "B01"} == rows


CODES = {
    "B01": {"B01", "B02"},
    "B03": {"B03", "X1"},
    "B07": {"B07", "B09"},
    "B12": {"S01", "S02", "S03", "S04", "S10"},
}


@given(
    towns(),
    st.lists(
        st.builds(
            Outcome,
            person=st.sampled_from([f"P{n:02}" for n in range(1, 15)]),
            kind=st.sampled_from(OutcomeKind),
            post=st.sampled_from([None, "O01", "O02", "O03", "O99"]),
            concurrent=st.sampled_from([(), ("O02",), ("O03",)]),
            occupies=st.sampled_from([None, ADMIN, INST]),
        ),
        max_size=12,
    ),
)
def test_law_no_law_breaks_without_a_finding_and_no_finding_without_a_law(town, ledger):
    """Any ledger whatever: the laws that break are just those that have a finding of theirs."""
    sheet = town.with_ledger(ledger).sheet()
    codes = {f.code for f in sheet.findings if f.level is Level.STOPS}
    assert {c for c in codes if not any(c in CODES.get(law, {law}) for law in broken(sheet))} == set()
    assert {law for law in broken(sheet) if not codes & CODES.get(law, {law})} == set()


@dataclass(frozen=True)
class Reading:
    """One column of the source's arithmetic."""

    administrative_room: int
    put_up: int
    not_competed: int
    institution_room: int
    institution_put_up: int
    institution_over: int
    fillable: int
    used: int


@pytest.mark.parametrize(
    ("mode", "expected"),
    [
        (ReserveMode.INSIDE, Reading(19, 16, 3, 34, 38, 4, 62, 63)),
        (ReserveMode.ON_TOP, Reading(21, 16, 5, 36, 38, 2, 66, 63)),
    ],
)
def test_the_source_s_arithmetic_under_both_readings(mode, expected):
    """30 − 2 − 9 = 19 or 30 − 9 = 21; 36 − 2 = 34 or 36; 66 − 4 = 62 or 66; 16 + 38 + 9 = 63."""
    plan = bend(
        build.plan(),
        reserve_mode=mode,
        headcount={
            ADMIN: Headcount(approved=30, reserve=2, leader_posts=9),
            INST: Headcount(approved=36, reserve=2),
        },
    )
    posts = (build.post(1, ADMIN, openings=16), build.post(2, INST, openings=38))
    administrative, institution = (demand(plan, posts, NO_EFFECTS, kind) for kind in (ADMIN, INST))
    assert (
        Reading(
            administrative_room=administrative.fillable - administrative.leaders,
            put_up=administrative.competed,
            not_competed=administrative.unexplained,
            institution_room=institution.fillable,
            institution_put_up=institution.competed,
            institution_over=institution.over,
            fillable=administrative.fillable + institution.fillable,
            used=administrative.used + institution.used,
        )
        == expected
    )
    x1, x2, x3 = check_demand(plan, posts, NO_EFFECTS)
    assert f"超出{expected.institution_over}个" in x1.words.zh
    assert f"还有{expected.not_competed}个没有说明如何填补" in x2.words.zh
    left = expected.fillable - expected.used
    assert (f"合计虽余{left}个" if left >= 0 else f"合计超出{-left}个") in x3.words.zh
