"""Each exit granted, or refused with all its reasons; who is still open."""

from datetime import date
from decimal import Decimal

import pytest

import build
from dinggang.basis import Words
from dinggang.exits import Exit, ExitChoice, clearance_open, decide_exits, severance
from dinggang.plan import ExitRoute, ExitRule, Plan
from dinggang.roster import Person, Sex, StaffKind

D = Decimal
LAST = date(2006, 11, 30)
PAPERS = {"applied": date(2006, 10, 9), "approved": date(2006, 10, 20)}
CLEAR = ExitRule(route=ExitRoute.CLEAR_TEMP, months_per_year=D(1), clause="第十条")


def plan(*rules: ExitRule) -> Plan:
    base = build.plan()
    return build.bend(base, rules=build.bend(base.rules, exits=rules))


def decide(
    rule: ExitRule | None, person: Person, route: ExitRoute, last_day: date = LAST, **papers: object
) -> Exit:
    chosen = ExitChoice(person=person.id, route=route, last_day=last_day, **papers)
    (found,) = decide_exits(plan(*([rule] if rule else [])), {person.id: person}, [chosen])
    return found


def reasons(found: Exit) -> list[str]:
    assert found.granted == (not found.reasons)
    return [r.zh for r in found.reasons]


def test_a_retirement_granted_whole():
    old = build.people()[8]
    rule = ExitRule(route=ExitRoute.RETIRE)
    assert decide(rule, old, ExitRoute.RETIRE) == Exit(
        person="P09",
        route=ExitRoute.RETIRE,
        last_day=LAST,
        granted=True,
        settled=True,
        signs=(Words(zh="退休审批表", en="retirement form"),),
        cites=("BT-G4",),
    )


def test_a_clearance_granted_whole():
    temp = build.people()[9]
    found = decide(
        CLEAR, temp, ExitRoute.CLEAR_TEMP, date(2006, 10, 30), paid=D(1000), signed=date(2006, 10, 30)
    )
    assert found == Exit(
        person="P10",
        route=ExitRoute.CLEAR_TEMP,
        last_day=date(2006, 10, 30),
        granted=True,
        dues=severance(CLEAR, temp, date(2006, 10, 30)),
        due_total=D(1000),
        paid=D(1000),
        settled=True,
        signs=(Words(zh="结算单", en="settlement"),),
        cites=("BC-5", "BF-98"),
    )


@pytest.mark.parametrize(
    ("paid", "signed", "settled"),
    [
        (D(1000), date(2006, 10, 30), True),
        (D(1000), None, False),
        (D("999.99"), date(2006, 10, 30), False),
        (None, date(2006, 10, 30), False),
    ],
)
def test_settled_is_paid_in_full_and_signed_for(paid, signed, settled):
    temp = build.people()[9]
    found = decide(CLEAR, temp, ExitRoute.CLEAR_TEMP, date(2006, 10, 30), paid=paid, signed=signed)
    assert found.settled is settled
    assert clearance_open({"P10": temp}, [found]) == (() if settled else ("P10",))


def test_open_are_all_without_headcount_and_without_a_granted_exit():
    people = {p.id: p for p in build.people()}
    refused = decide(None, people["P10"], ExitRoute.CLEAR_TEMP)
    assert reasons(refused) == ["方案没有开这条去向"]
    assert clearance_open(people, []) == ("P10",)
    assert clearance_open(people, [refused]) == ("P10",)


def test_whom_the_roster_does_not_know():
    chosen = ExitChoice(person="P99", route=ExitRoute.RETIRE, last_day=LAST)
    (found,) = decide_exits(plan(), {}, [chosen])
    assert found.reasons == (Words(zh="不在花名册", en="not on the roster"),)
    assert not found.granted


@pytest.mark.parametrize(
    ("kind", "route", "expected"),
    [
        (StaffKind.TEMPORARY, ExitRoute.CLEAR_TEMP, []),
        (StaffKind.SELF_HIRED, ExitRoute.CLEAR_OWN, []),
        (StaffKind.SELF_HIRED, ExitRoute.CLEAR_TEMP, ["人员类别与清退去向不符"]),
        (StaffKind.TEMPORARY, ExitRoute.CLEAR_OWN, ["人员类别与清退去向不符"]),
        (StaffKind.INSTITUTION, ExitRoute.CLEAR_OWN, ["人员类别与清退去向不符"]),
        (StaffKind.TEMPORARY, ExitRoute.DIVERT_OTHER, ["不占编制的人员只能走清退"]),
        (StaffKind.INSTITUTION, ExitRoute.DIVERT_COMPANY, []),
        (StaffKind.ADMINISTRATIVE, ExitRoute.DIVERT_COMPANY, ["只有转制单位的事业人员可以分流转企"]),
        (StaffKind.ADMINISTRATIVE, ExitRoute.DIVERT_OTHER, []),
    ],
)
def test_routes_fit_the_kind_of_staff(kind, route, expected):
    found = decide(ExitRule(route=route), build.person(3, kind), route, **PAPERS)
    assert reasons(found) == expected


def test_a_diversion_needs_an_approval_and_all_reasons_are_given():
    servant = build.person(3, StaffKind.ADMINISTRATIVE)
    assert reasons(decide(ExitRule(route=ExitRoute.DIVERT_OTHER), servant, ExitRoute.DIVERT_OTHER)) == [
        "没有任免机关批准"
    ]
    assert reasons(decide(None, servant, ExitRoute.DIVERT_COMPANY)) == [
        "方案没有开这条去向",
        "只有转制单位的事业人员可以分流转企",
        "没有任免机关批准",
    ]


@pytest.mark.parametrize(
    ("last_day", "expected"), [(date(2004, 10, 31), []), (date(2004, 10, 30), ["离岗日期早于用工之日"])]
)
def test_nobody_leaves_before_coming(last_day, expected):
    found = decide(CLEAR, build.people()[9], ExitRoute.CLEAR_TEMP, last_day)
    assert reasons(found) == expected


INTERNAL = ExitRule(
    route=ExitRoute.RETIRE_INTERNAL,
    min_age_men=55,
    min_age_women=50,
    min_service_years=30,
    keeps_headcount=True,
)


@pytest.mark.parametrize(
    ("sex", "birth", "work_start", "expected"),
    [
        (Sex.MALE, date(1951, 11, 30), date(1990, 1, 1), []),  # 55 on the last day
        (
            Sex.MALE,
            date(1951, 12, 1),
            date(1990, 1, 1),
            ["54周岁、工龄16年，不符合方案条件（满55周岁或工龄满30年）"],
        ),
        (Sex.FEMALE, date(1956, 11, 30), date(1990, 1, 1), []),
        (
            Sex.FEMALE,
            date(1956, 12, 1),
            date(1990, 1, 1),
            ["49周岁、工龄16年，不符合方案条件（满50周岁或工龄满30年）"],
        ),
        (Sex.MALE, date(1960, 1, 1), date(1976, 11, 30), []),  # either condition is enough
        (
            Sex.MALE,
            date(1960, 1, 1),
            date(1976, 12, 1),
            ["46周岁、工龄29年，不符合方案条件（满55周岁或工龄满30年）"],
        ),
    ],
)
def test_internal_retirement_by_the_plan_s_conditions(sex, birth, work_start, expected):
    someone = build.person(3, StaffKind.ADMINISTRATIVE, sex=sex, birth=birth, work_start=work_start)
    found = decide(INTERNAL, someone, ExitRoute.RETIRE_INTERNAL, **PAPERS)
    assert reasons(found) == expected
    assert found.keeps_headcount


def test_one_condition_alone_and_none_for_this_sex():
    man = build.person(3, StaffKind.ADMINISTRATIVE)
    woman = build.person(3, StaffKind.ADMINISTRATIVE, sex=Sex.FEMALE)
    by_years = ExitRule(route=ExitRoute.YIELD, min_service_years=17, keeps_headcount=False)
    assert reasons(decide(by_years, man, ExitRoute.YIELD, **PAPERS)) == [
        "36周岁、工龄16年，不符合方案条件（工龄满17年）"
    ]
    men_only = ExitRule(route=ExitRoute.YIELD, min_age_men=36, keeps_headcount=False)
    assert reasons(decide(men_only, man, ExitRoute.YIELD, **PAPERS)) == []
    assert reasons(decide(men_only, woman, ExitRoute.YIELD, **PAPERS)) == [
        "国家没有统一规定，方案也没有为其写明条件"
    ]
    assert not decide(men_only, man, ExitRoute.YIELD, **PAPERS).keeps_headcount


def test_a_local_route_not_opened_lacks_application_too():
    found = decide(None, build.person(3, StaffKind.ADMINISTRATIVE), ExitRoute.YIELD)
    assert reasons(found) == ["方案没有开这条去向", "没有本人书面申请", "没有任免机关批准"]


def test_early_retirement_is_the_civil_servants_law():
    """30 years of service: a civil servant may by law; institution staff only when the plan says so."""
    career = {"birth": date(1955, 1, 1), "work_start": date(1976, 11, 30)}
    bare = ExitRule(route=ExitRoute.RETIRE_EARLY)
    stated = ExitRule(route=ExitRoute.RETIRE_EARLY, min_service_years=30)
    servant = build.person(3, StaffKind.ADMINISTRATIVE, **career)
    staff = build.person(3, StaffKind.INSTITUTION, **career)
    assert reasons(decide(bare, servant, ExitRoute.RETIRE_EARLY, **PAPERS)) == []
    assert reasons(decide(stated, staff, ExitRoute.RETIRE_EARLY, **PAPERS)) == []
    assert reasons(decide(bare, staff, ExitRoute.RETIRE_EARLY, **PAPERS)) == [
        "国家没有统一规定，方案也没有为其写明条件"
    ]


def test_sick_retirement_asks_for_its_certificate():
    someone = build.person(3, StaffKind.ADMINISTRATIVE)
    rule = ExitRule(route=ExitRoute.RETIRE_SICK)
    assert reasons(decide(rule, someone, ExitRoute.RETIRE_SICK, **PAPERS)) == [
        "没有完全丧失工作能力的医院证明"
    ]
    assert reasons(decide(rule, someone, ExitRoute.RETIRE_SICK, certificate="鉴定书", **PAPERS)) == []
