"""Monthly pay by the plan, the flexible early choice, and all ways side by side."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

import build
from dinggang.basis import Refusal
from dinggang.exits import ExitChoice, Facts, check_exits, decide_exits, options, ways
from dinggang.exits.monthly import clause_of, monthly_pay
from dinggang.exits.papers import cites_of, signs_of
from dinggang.exits.retirement import flexible_early, identity_of, reached, statutory_day
from dinggang.exits.ways import _tried, first_day
from dinggang.plan import ExitRoute, ExitRule, RuleSource
from dinggang.plan.exits import exit_breaches
from dinggang.roster import Identity, Person, Sex, StaffKind

D = Decimal
SOURCE = RuleSource(
    title="关于人员分流的意见", number="南发〔2006〕20号", issued=date(2006, 9, 1), clause="第三条"
)
INTERNAL = ExitRule(
    route=ExitRoute.RETIRE_INTERNAL,
    max_years_left=5,
    keeps_headcount=False,
    monthly_percent=D(90),
    clause="第八条",
    source=SOURCE,
)


def person(**changes: object) -> Person:
    """A man of an institution, born 1950-04-18: sixty on 2010-04-18."""
    values = {"birth": date(1950, 4, 18), "work_start": date(1971, 8, 1), "monthly_wage": D("1345.55")}
    return build.person(6, StaffKind.INSTITUTION, **{**values, **changes})


def choice(last_day: date, route: ExitRoute = ExitRoute.RETIRE_INTERNAL, **more: object) -> ExitChoice:
    papers = {"applied": last_day, "approved": last_day}
    return ExitChoice(person="P06", route=route, last_day=last_day, **{**papers, **more})


def plan(*rules: ExitRule):
    base = build.plan()
    return build.bend(base, rules=build.bend(base.rules, exits=rules))


# ── monthly pay ──


def test_monthly_pay_by_hand():
    """1345.55 × 90 % = 1210.995, half up 1211.00; 2006-12 to 2010-04 are 41 months: 49651.00."""
    found = monthly_pay(INTERNAL, person(), choice(date(2006, 11, 30)))
    assert (found.amount, found.first, found.last, found.months) == (
        D("1211.00"),
        (2006, 12),
        (2010, 4),
        41,
    )
    assert found.total == D("49651.00")
    assert found.formula.zh == (
        "月工资1345.55×90%＝1210.995，四舍五入到分，每月1211.00元；2006-12至2010-04（到龄当月）共41个月，1211.00×41＝49651.00"
    )
    assert found.clause == "方案第八条；《关于人员分流的意见》（南发〔2006〕20号，2006-09-01）第三条"


@pytest.mark.parametrize(
    ("last_day", "months"),
    [
        (date(2010, 3, 31), 1),
        (date(2010, 3, 1), 1),
        (date(2010, 2, 28), 2),
        (date(2010, 4, 1), None),  # the month of statutory age is this month: nothing is left
    ],
)
def test_the_last_months(last_day, months):
    found = monthly_pay(INTERNAL, person(), choice(last_day))
    assert (found.months if found else None) == months


@pytest.mark.parametrize(
    ("rule", "who"),
    [
        (build.bend(INTERNAL, monthly_percent=None), person()),
        (INTERNAL, person(monthly_wage=None)),
        (build.bend(INTERNAL, route=ExitRoute.RETIRE), person()),
    ],
)
def test_no_monthly_pay_without_figures(rule, who):
    assert monthly_pay(rule, who, choice(date(2006, 11, 30))) is None


@pytest.mark.parametrize(
    ("changes", "clause"),
    [
        ({}, "方案第八条；《关于人员分流的意见》（南发〔2006〕20号，2006-09-01）第三条"),
        ({"source": None}, "方案第八条"),
        ({"clause": ""}, "《关于人员分流的意见》（南发〔2006〕20号，2006-09-01）第三条"),
        ({"clause": "", "source": RuleSource(title="意见")}, "《意见》"),
        (
            {"clause": "", "source": RuleSource(title="意见", number="南发〔2006〕20号")},
            "《意见》（南发〔2006〕20号）",
        ),
    ],
)
def test_the_local_source_is_named(changes, clause):
    assert clause_of(build.bend(INTERNAL, **changes)) == clause


def test_e08_when_the_roster_has_no_wage():
    def codes(who: Person, last_day: date = date(2006, 11, 30)) -> list[str]:
        chosen = [choice(last_day)]
        found = decide_exits(plan(INTERNAL), {"P06": who}, chosen)
        return [f.code for f in check_exits(plan(INTERNAL), {"P06": who}, chosen, found)]

    assert codes(person()) == []
    assert codes(person(monthly_wage=None)) == ["E08"]


# ── under so many years ──


@pytest.mark.parametrize(
    ("last_day", "granted"),
    [
        (date(2005, 4, 18), False),  # exactly five years are left
        (date(2005, 4, 19), True),
        (date(2010, 4, 17), True),
        (date(2010, 4, 18), False),  # sixty: ordinary retirement is due
    ],
)
def test_under_five_years_to_go(last_day, granted):
    (found,) = decide_exits(plan(INTERNAL), {"P06": person()}, [choice(last_day)])
    assert found.granted is granted
    assert (found.monthly is not None) is (granted and last_day < date(2010, 4, 1))


def test_a_term_that_nobody_meets_is_told_with_all_conditions():
    rule = build.bend(INTERNAL, min_age_men=55, min_service_years=36)
    (found,) = decide_exits(plan(rule), {"P06": person()}, [choice(date(2004, 4, 18))])
    assert [r.zh for r in found.reasons] == [
        "54周岁、工龄32年，不符合方案条件（满55周岁或工龄满36年或距法定退休年龄不足5年）"
    ]


@pytest.mark.parametrize(
    ("route", "name", "idle"),
    [
        (ExitRoute.RETIRE, "monthly_percent", True),
        (ExitRoute.CLEAR_TEMP, "monthly_percent", True),
        (ExitRoute.DIVERT_COMPANY, "monthly_percent", False),
        (ExitRoute.CLEAR_TEMP, "average_wage", False),
        (ExitRoute.DIVERT_COMPANY, "average_wage", True),
        (ExitRoute.RETIRE_EARLY, "max_years_left", False),
        (ExitRoute.RETIRE, "max_years_left", True),
    ],
)
def test_what_would_have_no_effect_is_refused(route, name, idle):
    rule = ExitRule(route=route, **{name: 5 if name == "max_years_left" else D(90)})
    found = [b.path for b in exit_breaches(plan(rule).rules)]
    assert (f"rules.exits[0].{name}" in found) is idle


# ── identity, a dated fact ──


@pytest.mark.parametrize(
    ("identity", "since", "day", "found"),
    [
        (None, None, date(2026, 1, 1), None),
        (Identity.WORKER, None, date(2026, 1, 1), Identity.WORKER),
        (Identity.CADRE, date(2026, 1, 1), date(2026, 1, 1), Identity.CADRE),
        (Identity.CADRE, date(2026, 1, 1), date(2025, 12, 31), None),
    ],
)
def test_identity_on_a_day(identity, since, day, found):
    assert identity_of(person(identity=identity, identity_since=since), day) is found


def test_a_woman_worker_retires_at_fifty():
    woman = person(sex=Sex.FEMALE, birth=date(1956, 3, 9), identity=Identity.WORKER)
    assert statutory_day(woman) == date(2006, 3, 9)
    assert statutory_day(build.bend(woman, identity=Identity.CADRE)) == date(2011, 3, 9)
    assert statutory_day(build.bend(woman, identity_since=date(2006, 3, 9)), date(2006, 3, 8)) == date(
        2011, 3, 9
    )


# ── flexible early ──

MAN = person(birth=date(1970, 6, 15), work_start=date(1990, 7, 1))  # 2031-11, flexible from 2030-06


@pytest.mark.parametrize(
    ("last_day", "more", "reasons"),
    [
        (date(2030, 6, 1), {}, []),
        (date(2030, 5, 31), {"applied": date(2030, 2, 28)}, ["弹性提前退休最早2030-06"]),
        (date(2031, 10, 31), {"contributed": 192}, []),
        (date(2031, 10, 31), {"contributed": 191}, ["缴费191个月，2031年最低缴费年限为192个月"]),
        (date(2030, 6, 1), {"contributed": None}, ["缴费没有写，2030年最低缴费年限为186个月"]),
        (date(2030, 6, 1), {"applied": None}, ["没有本人书面告知"]),
        (date(2030, 6, 1), {"applied": date(2030, 3, 2)}, ["本人2030-03-02书面告知，距离岗不满3个月"]),
        (date(2031, 11, 1), {"contributed": 192}, ["到2031-11-01已到法定退休年龄，应办理正常退休"]),
        (
            date(2024, 12, 31),
            {},
            ["2024-12-31没有登记适用于所有人的“弹性提前退休”规定，登记的从2025-01-01起"],
        ),
    ],
)
def test_the_flexible_early_choice(last_day, more, reasons):
    papers = {"applied": date(2030, 3, 1), "contributed": 186, **more}
    chosen = choice(last_day, ExitRoute.RETIRE_EARLY, **papers)
    assert [r.zh for r in flexible_early(MAN, chosen)] == reasons


def test_there_is_nothing_to_choose_for_those_of_age_before_2025():
    old = person(birth=date(1964, 12, 1))
    assert len(list(flexible_early(old, choice(date(2025, 6, 1), contributed=400)))) == 1


@pytest.mark.parametrize(
    ("rule", "contributed", "granted"),
    [
        (ExitRule(route=ExitRoute.RETIRE_EARLY), 186, True),
        (ExitRule(route=ExitRoute.RETIRE_EARLY), 100, False),
        (
            ExitRule(route=ExitRoute.RETIRE_EARLY, min_age_men=55),
            100,
            True,
        ),  # the plan's own terms are enough
        (ExitRule(route=ExitRoute.RETIRE_EARLY, min_age_men=61), 100, False),
    ],
)
def test_institution_staff_leave_early_by_plan_or_by_choice(rule, contributed, granted):
    chosen = choice(
        date(2030, 6, 1), ExitRoute.RETIRE_EARLY, applied=date(2030, 3, 1), contributed=contributed
    )
    (found,) = decide_exits(plan(rule), {"P06": MAN}, [chosen])
    assert found.granted is granted
    assert found.cites == ("TX-3", "TZ-EARLY", "TX-2")


def test_early_retirement_of_a_civil_servant_by_the_law_of_the_day():
    civil = build.person(3, StaffKind.ADMINISTRATIVE, birth=date(1950, 1, 1), work_start=date(1970, 1, 1))

    def said(day: date) -> list[str]:
        chosen = choice(day, ExitRoute.RETIRE_EARLY)
        rule = ExitRule(route=ExitRoute.RETIRE_EARLY)
        (found,) = decide_exits(plan(rule), {"P06": civil}, [chosen])
        return [*(r.zh for r in found.reasons), *found.cites]

    assert said(date(2005, 12, 31)) == [
        "2005-12-31没有登记适用于公务员的“提前退休”规定，登记的从2006-01-01起"
    ]
    assert said(date(2006, 1, 1)) == ["GWY05-88"]
    assert said(date(2010, 1, 1)) == ["到2010-01-01已到法定退休年龄，应办理正常退休", "GWY05-88"]
    assert list(reached(civil, choice(date(2009, 12, 31)))) == []


def test_sick_retirement_of_a_civil_servant_before_the_law_of_2005():
    civil = build.person(3, StaffKind.ADMINISTRATIVE)
    chosen = choice(date(2005, 12, 31), ExitRoute.RETIRE_SICK, certificate="1号")
    (found,) = decide_exits(plan(ExitRule(route=ExitRoute.RETIRE_SICK)), {"P06": civil}, [chosen])
    assert [r.zh for r in found.reasons] == [
        "2005-12-31没有登记适用于公务员的“因病退休”规定，登记的从2006-01-01起"
    ]
    assert found.cites == ()


@pytest.mark.parametrize(
    ("kind", "route", "day", "cites"),
    [
        (StaffKind.INSTITUTION, ExitRoute.RETIRE, date(2006, 1, 1), ("BT-G4",)),
        (StaffKind.ADMINISTRATIVE, ExitRoute.RETIRE_SICK, date(2020, 1, 1), ("GWY-92",)),
        (StaffKind.INSTITUTION, ExitRoute.RETIRE_SICK, date(2020, 1, 1), ("BT-G4",)),
        (StaffKind.ADMINISTRATIVE, ExitRoute.RETIRE_EARLY, date(2020, 1, 1), ("GWY-93",)),
        (StaffKind.INSTITUTION, ExitRoute.RETIRE_EARLY, date(2006, 1, 1), ("NT-1",)),
        (StaffKind.INSTITUTION, ExitRoute.YIELD, date(2006, 1, 1), ("NT-1",)),
        (StaffKind.INSTITUTION, ExitRoute.DIVERT_COMPANY, date(2006, 1, 1), ()),
        (StaffKind.INSTITUTION, ExitRoute.DIVERT_COMPANY, date(2026, 1, 1), ("LHS-10",)),
        (StaffKind.INSTITUTION, ExitRoute.DIVERT_OTHER, date(2026, 1, 1), ()),
    ],
)
def test_articles_of_each_route(kind, route, day, cites):
    chosen = choice(day, route)
    assert cites_of(build.bend(person(), kind=kind), chosen) == cites
    assert all(s.zh and s.en for s in signs_of(chosen))


# ── side by side ──


def test_side_by_side_now_and_later():
    rules = (INTERNAL, ExitRule(route=ExitRoute.RETIRE))
    found = ways(rules, person(), date(2009, 6, 30))
    by = {(w.route, w.day): w for w in found}
    days = (date(2009, 6, 30), date(2009, 12, 30), date(2010, 6, 30))
    assert [by[ExitRoute.RETIRE, d].open for d in days] == [False, False, True]
    assert [by[ExitRoute.RETIRE_INTERNAL, d].open for d in days] == [True, True, False]
    assert [w.monthly.months for w in found if w.monthly] == [10, 4]
    assert by[ExitRoute.RETIRE, days[0]].first == date(2010, 4, 18)
    assert by[ExitRoute.RETIRE_INTERNAL, days[0]].first == date(2005, 4, 19)
    assert by[ExitRoute.YIELD, days[0]].first is None
    assert ExitRoute.CLEAR_TEMP not in {w.route for w in found}


def test_side_by_side_of_temporary_staff():
    rule = ExitRule(route=ExitRoute.CLEAR_TEMP, months_per_year=D(1))
    temp = build.person(10, StaffKind.TEMPORARY, hired=date(2020, 1, 1), monthly_wage=D(3000))
    found = ways((rule,), temp, date(2026, 10, 31))
    assert [(w.route, sum(d.amount for d in w.dues)) for w in found] == [
        (ExitRoute.CLEAR_TEMP, D(21000)),  # 6 years 10 months: 7
        (ExitRoute.CLEAR_TEMP, D(22500)),  # 7 years 4 months: 7.5
        (ExitRoute.CLEAR_TEMP, D(24000)),
    ]
    assert {w.first for w in found} == {None}


def test_the_first_day_is_the_first_one():
    """Flexible choice from 2030-06-01; with too little contribution never."""
    rules = {ExitRoute.RETIRE_EARLY: ExitRule(route=ExitRoute.RETIRE_EARLY)}
    assert first_day(rules, MAN, ExitRoute.RETIRE_EARLY) == date(2030, 6, 1)
    assert first_day(rules, MAN, ExitRoute.RETIRE_EARLY, contributed=100) is None
    late = build.bend(MAN, work_start=date(2040, 1, 1))
    assert first_day(rules, late, ExitRoute.RETIRE_EARLY) is None


RULES = {
    rule.route: rule
    for rule in (
        build.bend(INTERNAL, min_service_years=30),
        ExitRule(route=ExitRoute.RETIRE),
        ExitRule(route=ExitRoute.RETIRE_EARLY, min_age_men=57),
        ExitRule(route=ExitRoute.RETIRE_SICK),
        ExitRule(route=ExitRoute.YIELD, min_age_women=50, keeps_headcount=True),
    )
}


@given(
    birth=st.dates(date(1940, 1, 1), date(1990, 12, 31)),
    started=st.integers(14 * 366, 45 * 365),
    kind=st.sampled_from([StaffKind.ADMINISTRATIVE, StaffKind.INSTITUTION]),
    sex=st.sampled_from(Sex),
    identity=st.sampled_from([None, *Identity]),
    route=st.sampled_from(list(RULES)),
)
def test_law_a_first_day_is_open_and_the_day_before_is_not(birth, started, kind, sex, identity, route):
    """Found by halving; looked at from both sides, and at some days after it up to statutory age."""
    start = date.fromordinal(birth.toordinal() + started)
    who = build.bend(person(birth=birth, work_start=start, sex=sex, identity=identity), kind=kind)
    first = first_day(RULES, who, route)
    tried = {}
    if first is not None:
        for days in (-1, 0, 1, 40, 400):
            day = date.fromordinal(first.toordinal() + days)
            tried[days] = day, _tried(RULES, who, route, day, None).granted
        assert tried.pop(-1)[1] is False or first == start
        before_age = route not in {ExitRoute.RETIRE, ExitRoute.RETIRE_SICK}
        assert all(open_ for day, open_ in tried.values() if not before_age or day < statutory_day(who))


# ── options without a case ──


def facts(**changes: object) -> Facts:
    return Facts(**{"birth": date(1970, 6, 15), "day_known": True, "sex": Sex.MALE, **changes})


def named(found) -> dict[str, tuple[str, bool | None]]:
    return {o.name.zh: (o.when.zh, o.open) for o in found.options}


def test_options_of_a_man():
    found = options(facts(work_start=date(1990, 7, 1)), date(2030, 6, 1))
    assert named(found) == {
        "法定退休": ("2031-11，61岁5个月", False),
        "弹性提前退休": ("最早2030-06，本人自愿，提前3个月书面告知", True),
        "弹性延迟退休": (
            "最晚2034-11，与单位协商一致，提前1个月书面明确；公务员、领导和管理人员不适用",
            False,
        ),
        "公务员提前退休": ("最早2020-07-01", True),
    }
    assert found.statutory_day == date(2031, 11, 1)
    assert [w.zh for w in found.options[0].explained] == [
        "1970-06出生，原法定退休年龄60周岁，2030-06达到",
        "比2025-01晚65个月，每4个月延迟1个月：65÷4取整加1，最多36，延迟17个月，即2031-11",
    ]


def test_options_of_civil_servants_and_institution_staff():
    civil = named(options(facts(kind=StaffKind.ADMINISTRATIVE), date(2031, 11, 1)))
    assert civil["弹性延迟退休"] == ("公务员不适用", False)
    assert civil["公务员提前退休"] == ("没有给参加工作时间，算不出", None)
    assert named(options(facts(kind=StaffKind.ADMINISTRATIVE)))["弹性延迟退休"][1] is None
    staff = named(options(facts(kind=StaffKind.INSTITUTION), date(2031, 11, 1)))
    assert staff["弹性延迟退休"][1] is True
    assert "公务员提前退休" not in staff


def test_options_of_a_woman_worker():
    found = options(facts(sex=Sex.FEMALE, identity=Identity.WORKER, birth=date(1984, 11, 1)))
    assert named(found)["法定退休"] == ("2039-11，55岁", None)
    assert "每2个月延迟1个月：118÷2取整加1，最多60，延迟60个月" in found.options[0].explained[1].zh
    assert "2036年最低缴费年限18年6个月" in found.options[1].explained[0].zh


@pytest.mark.parametrize(
    ("known", "on", "opened"),
    [
        (True, date(2006, 3, 8), False),
        (True, date(2006, 3, 9), True),
        (False, date(2006, 3, 9), None),  # within the month the day of birth would decide
        (False, date(2006, 2, 28), False),
        (False, date(2006, 4, 1), True),
    ],
)
def test_before_2025_the_birthday_decides(known, on, opened):
    found = options(facts(birth=date(1946, 3, 9), day_known=known, work_start=date(1966, 1, 1)), on)
    assert found.options[0].open is opened
    assert found.window is None
    assert found.options[0].explained[1].zh == "2025-01以前达到，不延迟"
    assert ("出生的日子" in found.options[-1].when.zh) is not known


def test_no_early_retirement_for_one_who_started_late():
    found = options(facts(work_start=date(2015, 1, 1)), date(2030, 1, 1))
    assert named(found)["公务员提前退休"] == ("到法定退休年龄前没有", False)
    assert named(options(facts(work_start=date(2015, 1, 1))))["公务员提前退休"][1] is None


def test_ages_of_before_1978_are_refused():
    with pytest.raises(Refusal):
        options(facts(birth=date(1910, 1, 1)))
