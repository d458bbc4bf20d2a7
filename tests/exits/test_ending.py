"""The end of a labour contract: caps, parts of years, notice, grounds, protection. Every amount is worked out by hand."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

import build
from dinggang.exits import (
    Employment,
    Exit,
    ExitChoice,
    Ground,
    Protection,
    Terms,
    check_exits,
    decide_exits,
    lacking,
    settle,
)
from dinggang.exits.dues import NOTHING_DUE, employment_of, short_notice
from dinggang.exits.papers import cites_of, signs_of
from dinggang.plan import ExitRoute, ExitRule
from dinggang.plan.law import article
from dinggang.roster import Identity, Person, Sex, StaffKind

D = Decimal


def contract(start: date, last_day: date, wage: str = "3000", **more: object) -> Employment:
    return Employment(start=start, last_day=last_day, wage=D(wage), **more)


def amounts(of: Employment, **terms: object) -> list[str]:
    return [str(d.amount) for d in settle(of, Terms(**terms))]


NEW = (date(2010, 7, 1), date(2026, 10, 30))  # 16 years 3 months 30 days: 16.5


@pytest.mark.parametrize(
    ("wage", "average", "expected"),
    [
        ("3000", "7000", "49500.00"),  # 16.5 × 3000
        ("21000", "7000", "346500.00"),  # exactly three times is not above it: no cap on years, either
        ("21000.01", "7000", "252000.00"),  # a cent above: 21000 × 12
        ("30000", "7000", "252000.00"),
        ("30000", None, "495000.00"),  # the average not given: nothing is capped, and the clause says so
    ],
)
def test_three_times_the_average_and_twelve_years(wage, average, expected):
    terms = {"average_wage": None if average is None else D(average)}
    (due,) = settle(contract(*NEW, wage), Terms(**terms))
    assert str(due.amount) == expected
    assert ("三倍封顶须人工核对" in due.clause) is (average is None)
    assert ("最多12年" in due.formula) is (expected == "252000.00")


def test_the_cap_on_years_is_no_cap_for_fewer_years():
    """Four years at 30000, average 7000: 4 × 21000."""
    assert amounts(contract(date(2020, 1, 1), date(2023, 12, 31), "30000"), average_wage=D(7000)) == [
        "84000.00"
    ]


@pytest.mark.parametrize(
    ("wage", "expected", "cites"),
    [
        ("1999.99", "33000.00", ("LH-47", "LHS-27")),  # below the minimum of 2000: 16.5 × 2000
        ("2000", "33000.00", ("LH-47",)),
        ("2000.01", "33000.17", ("LH-47",)),  # 33000.165, half up
    ],
)
def test_the_minimum_wage(wage, expected, cites):
    (due,) = settle(contract(*NEW, wage), Terms(minimum_wage=D(2000)))
    assert (str(due.amount), due.cites) == (expected, cites)


def test_before_2008_neither_cap_nor_minimum():
    of = contract(date(2004, 10, 31), date(2006, 10, 30), "9000")
    assert amounts(of, average_wage=D(1000), minimum_wage=D(20000)) == ["18000.00"]


@pytest.mark.parametrize(
    ("ground", "expected", "cites"),
    [
        (None, "126000.00", "BC-5"),  # 14 years × 9000: without a ground the plan's limit alone
        (Ground.CHANGED, "126000.00", "BC-8"),
        (Ground.AGREED, "108000.00", "BC-5"),  # twelve months at most
    ],
)
def test_twelve_months_by_the_old_rule_when_agreed(ground, expected, cites):
    (due,) = settle(contract(date(1993, 1, 1), date(2006, 12, 31), "9000", ground=ground), Terms())
    assert str(due.amount) == expected
    assert due.cites == (cites, "BF-98")


def test_the_stricter_limit_counts():
    of = contract(date(1993, 1, 1), date(2006, 12, 31), "9000", ground=Ground.AGREED)
    assert amounts(of, max_months=D(10)) == ["90000.00"]
    assert amounts(of, max_months=D(13)) == ["108000.00"]


@pytest.mark.parametrize(
    ("last_day", "cites"),
    [
        (date(1994, 12, 31), ()),  # before every registered rule: the plan alone
        (date(1995, 1, 1), ("BC-5",)),
        (date(1996, 12, 31), ("BC-5",)),
        (date(1997, 1, 1), ("BC-5", "BF-98")),
    ],
)
def test_nothing_is_cited_before_its_day(last_day, cites):
    (due,) = settle(contract(date(1990, 1, 1), last_day), Terms(clause="第一条"))
    assert due.cites == cites
    assert ("没有登记的规定" in due.clause) is (cites == ())


@pytest.mark.parametrize("ground", list(NOTHING_DUE))
def test_grounds_without_compensation(ground):
    assert settle(contract(*NEW, ground=ground), Terms()) == ()
    assert article(NOTHING_DUE[ground])


def test_expiry_counts_from_2008_alone():
    """2004-07-01 to 2010-05-31: two years and five months since 2008, 2.5 × 3000."""
    of = contract(date(2004, 7, 1), date(2010, 5, 31), ground=Ground.EXPIRED)
    assert amounts(of) == ["7500.00"]
    assert settle(contract(date(2004, 7, 1), date(2007, 12, 31), ground=Ground.EXPIRED), Terms()) == ()


def test_unlawful_is_twice_from_the_first_day_of_work():
    """2004-07-01 to 2010-05-31 is 5 years 11 months, six: 2 × 6 × 3000; no second line for the years before 2008."""
    (due,) = settle(contract(date(2004, 7, 1), date(2010, 5, 31), ground=Ground.UNLAWFUL), Terms())
    assert (due.amount, due.label.zh) == (D("36000.00"), "赔偿金")
    assert due.cites == ("LH-47", "LH-87", "LHS-25")
    assert due.formula.endswith("月工资3000×6×2")
    assert due.formula_en.endswith("wage 3000 × 6 × 2")


def test_unlawful_before_2008_is_the_old_severance():
    (due,) = settle(contract(date(2004, 7, 1), date(2006, 6, 30), ground=Ground.UNLAWFUL), Terms())
    assert due.amount == D("6000.00")


@pytest.mark.parametrize(
    ("notified", "short"),
    [
        (date(2026, 9, 29), False),  # 31 days
        (date(2026, 9, 30), False),  # the day of notice not counted: exactly thirty
        (date(2026, 10, 1), True),  # 29
        (date(2026, 10, 30), True),
        (None, None),
    ],
)
def test_thirty_days(notified, short):
    of = contract(*NEW, ground=Ground.CHANGED, notified=notified, last_wage=D(3200))
    assert short_notice(of) is short
    assert [str(d.amount) for d in settle(of, Terms())] == ["49500.00"] + ["3200.00"] * bool(short)


@pytest.mark.parametrize("ground", [g for g in Ground if g is not Ground.CHANGED])
def test_other_grounds_ask_for_no_notice(ground):
    assert short_notice(contract(*NEW, ground=ground, notified=date(2026, 10, 30))) is None


def test_pay_in_lieu_line_by_line():
    of = contract(*NEW, ground=Ground.CHANGED, notified=date(2026, 10, 10), last_wage=D("3200.5"))
    due = settle(of, Terms())[-1]
    assert due.label.zh == "代通知金"
    assert due.formula == "2026-10-10书面通知，到2026-10-30共20日，不满30日；上月工资3200.5×1"
    assert due.clause == "劳动合同法第四十条、劳动合同法实施条例第二十条"
    assert due.exact == Fraction("3200.5")


@pytest.mark.parametrize(
    ("last_day", "cites"),
    [(date(2008, 9, 17), ("LH-40",)), (date(2008, 9, 18), ("LH-40", "LHS-20"))],
)
def test_the_wage_of_last_month_is_cited_from_its_first_day(last_day, cites):
    of = contract(date(2008, 1, 1), last_day, ground=Ground.CHANGED, notified=last_day, last_wage=D(1))
    assert settle(of, Terms())[-1].cites == cites


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "没有写解除依据"),
        ({"ground": Ground.CHANGED}, "没有写书面通知日期"),
        ({"ground": Ground.CHANGED, "notified": date(2026, 10, 10)}, "没有写上月工资"),
        ({"ground": Ground.CHANGED, "notified": date(2026, 10, 10), "last_wage": D(1)}, ""),
        ({"ground": Ground.CHANGED, "notified": date(2026, 9, 1)}, ""),
        ({"ground": Ground.AGREED}, ""),
    ],
)
def test_what_a_due_lacks(changes, words):
    found = lacking(contract(*NEW, **changes))
    assert (words in found.zh) if words else found is None
    assert lacking(contract(date(2004, 1, 1), date(2007, 12, 31), **changes)) is None


# What a leap day does: a year from 29 February is full on 28 February, both days worked.
@pytest.mark.parametrize(
    ("start", "last_day", "expected"),
    [
        (date(2020, 2, 29), date(2021, 2, 27), "3000.00"),
        (date(2020, 2, 29), date(2021, 2, 28), "4500.00"),
        (date(2020, 3, 1), date(2021, 2, 28), "3000.00"),
        (
            date(2020, 8, 31),
            date(2021, 2, 27),
            "3000.00",
        ),  # six months to the day: 28 February stands for the 31st
        (date(2020, 8, 31), date(2021, 2, 26), "1500.00"),
    ],
)
def test_leap_days_and_short_months(start, last_day, expected):
    assert amounts(contract(start, last_day)) == [expected]


@given(st.dates(date(1995, 1, 1), date(2040, 1, 1)), st.integers(0, 9000), st.integers(1, 90_000))
def test_law_a_cap_never_adds_and_lines_are_cents(start, length, wage):
    of = contract(start, date.fromordinal(start.toordinal() + length), str(wage))
    free = sum((d.amount for d in settle(of, Terms())), D(0))
    capped = sum((d.amount for d in settle(of, Terms(average_wage=D(6000)))), D(0))
    assert capped <= free
    assert free == free.quantize(D("0.01"))


# ── decisions ──

CLEAR = ExitRule(route=ExitRoute.CLEAR_TEMP, months_per_year=D(1), clause="第十条")


def temp(**changes: object) -> Person:
    values = {"hired": date(2010, 7, 1), "monthly_wage": D(3000), "birth": date(1980, 1, 1), **changes}
    return build.person(10, StaffKind.TEMPORARY, **values)


def ended(person: Person, last_day: date = date(2026, 10, 30), **more: object) -> Exit:
    chosen = ExitChoice(person="P10", route=ExitRoute.CLEAR_TEMP, last_day=last_day, **more)
    base = build.plan()
    plan = build.bend(base, rules=build.bend(base.rules, exits=(CLEAR,)))
    (found,) = decide_exits(plan, {"P10": person}, [chosen])
    return found


@pytest.mark.parametrize("code", list(Protection))
@pytest.mark.parametrize(
    ("ground", "granted"),
    [
        (None, False),
        (Ground.CHANGED, False),
        (Ground.EXPIRED, False),
        (Ground.AGREED, True),
        (Ground.FAULT, True),
    ],
)
def test_the_protected(code, ground, granted):
    found = ended(temp(), ground=ground, protected=code, notified=date(2026, 9, 1))
    assert found.granted is granted
    if not granted:
        assert (
            "劳动合同法第四十五条" if ground is Ground.EXPIRED else "劳动合同法第四十二条"
        ) in found.reasons[0].zh
        assert code.value not in found.reasons[0].zh  # which item it is stays out of every paper


def test_the_protected_before_2008_by_the_law_of_then():
    person = temp(hired=date(2004, 1, 1))
    found = ended(person, date(2006, 10, 30), ground=Ground.CHANGED, protected=Protection.ITEM_4)
    assert "劳动法第二十九条" in found.reasons[0].zh
    assert ended(person, date(1994, 12, 31), protected=Protection.ITEM_4).reasons


# Fifteen years in the unit and under five to retirement. Hired 2011-11-01: fifteen years are full on 2026-11-01.
# A man born 1970-06 retires in 2031-11; five years before is 2026-11-01, the day itself is not 不足五年.
@pytest.mark.parametrize(
    ("hired", "last_day", "granted"),
    [
        (date(2011, 11, 2), date(2026, 11, 2), False),
        (date(2011, 11, 3), date(2026, 11, 2), True),  # a day short of fifteen years
        (date(2011, 11, 1), date(2026, 11, 1), True),  # exactly five years are left
        (date(2005, 1, 1), date(2031, 10, 31), False),
        (date(2005, 1, 1), date(2031, 11, 1), True),  # of age: protected no more
    ],
)
def test_fifteen_years_and_under_five(hired, last_day, granted):
    found = ended(
        temp(hired=hired, birth=date(1970, 6, 15)),
        last_day,
        ground=Ground.CHANGED,
        notified=date(2026, 1, 1),
    )
    assert found.granted is granted
    assert granted or "满15年" in found.reasons[0].zh


def test_fifteen_years_protect_nobody_before_2008():
    person = temp(hired=date(1985, 1, 1), birth=date(1949, 6, 15))
    assert ended(person, date(2007, 12, 31), ground=Ground.CHANGED).granted
    assert not ended(person, date(2008, 1, 1), ground=Ground.CHANGED).granted


@pytest.mark.parametrize(
    ("sex", "identity", "granted"),
    [
        (Sex.FEMALE, None, True),  # staff under labour contracts are workers unless the roster says otherwise
        (Sex.FEMALE, Identity.WORKER, True),
        (Sex.FEMALE, Identity.CADRE, False),
        (Sex.MALE, None, False),
    ],
)
def test_retirement_age_ends_a_contract_only_when_reached(sex, identity, granted):
    """Born 1976-03: a woman worker retires in 2026-11, a cadre in 2032-10, a man later."""
    person = temp(sex=sex, identity=identity, birth=date(1976, 3, 15))
    found = ended(person, date(2026, 11, 1), ground=Ground.PENSION)
    assert found.granted is granted
    assert found.dues == ()
    assert found.settled


@pytest.mark.parametrize(
    ("ground", "day", "cites", "signs"),
    [
        (None, date(2026, 10, 30), (), ["结算单"]),
        (Ground.CHANGED, date(2026, 10, 30), ("LH-40", "LH-46", "LH-50"), ["解除通知书送达回执", "结算单"]),
        (Ground.AGREED, date(2026, 10, 30), ("LH-36", "LH-46", "LH-50"), ["解除协议", "结算单"]),
        (Ground.EXPIRED, date(2026, 10, 30), ("LH-44", "LH-46", "LH-50"), ["终止通知书送达回执", "结算单"]),
        (Ground.UNLAWFUL, date(2026, 10, 30), ("LH-48", "LH-46", "LH-50"), ["结算单"]),
        (Ground.FAULT, date(2026, 10, 30), ("LH-39",), ["解除、终止证明送达回执"]),
        (Ground.CHANGED, date(2006, 10, 30), ("LD-26", "LD-28"), ["解除通知书送达回执", "结算单"]),
        (Ground.AGREED, date(2006, 10, 30), ("LD-28",), ["解除协议", "结算单"]),
    ],
)
def test_articles_and_papers_of_an_end(ground, day, cites, signs):
    choice = ExitChoice(person="P10", route=ExitRoute.CLEAR_TEMP, last_day=day, ground=ground)
    assert cites_of(temp(), choice) == cites
    assert [s.zh for s in signs_of(choice)] == signs
    assert all(article(id_).holds(day) for id_ in cites)


def test_no_contract_without_first_day_or_wage():
    choice = ExitChoice(person="P10", route=ExitRoute.CLEAR_TEMP, last_day=date(2026, 10, 30))
    assert employment_of(temp(hired=None), choice) is None
    assert employment_of(temp(monthly_wage=None), choice) is None


# ── findings ──


def checked(*pairs: tuple[Person, ExitChoice], rule: ExitRule = CLEAR) -> list[str]:
    base = build.plan()
    plan = build.bend(base, rules=build.bend(base.rules, exits=(rule,)))
    people = {p.id: p for p, _ in pairs}
    choices = [c for _, c in pairs]
    found = check_exits(plan, people, choices, decide_exits(plan, people, choices))
    return [f"{f.code} {f.words.zh}" for f in found]


def leaving(number: int, **more: object) -> tuple[Person, ExitChoice]:
    person = build.bend(temp(), id=f"P{number}")
    chosen = {"person": f"P{number}", "route": ExitRoute.CLEAR_TEMP, "last_day": date(2026, 10, 30), **more}
    return person, ExitChoice(**chosen)


def test_e07_for_what_is_lacking():
    agreed = leaving(10, ground=Ground.AGREED)
    assert checked(agreed) == []
    assert checked(leaving(10), leaving(11), agreed) != []
    (one,) = checked(leaving(10), leaving(11))
    assert one == "E07 2人没有写解除依据，提前通知和代通知金没有核对。"
    assert checked(leaving(10, ground=Ground.CHANGED)) == ["E07 1人没有写书面通知日期，代通知金没有核对。"]


def test_e05_for_equal_cases_owed_differently():
    """One had thirty days' notice, the other a month's wage instead: equal money is not asked, but an explanation is."""
    told = leaving(10, ground=Ground.CHANGED, notified=date(2026, 9, 1))
    paid = leaving(11, ground=Ground.CHANGED, notified=date(2026, 10, 10), last_wage=D(3100))
    assert checked(told, paid) == ["E05 去向、起止日期和月工资都相同，应付不同：P10 49500元、P11 52600元。"]
    assert checked(told, leaving(11, ground=Ground.CHANGED, notified=date(2026, 9, 2))) == []


def test_e06_knows_the_lawful_cap():
    """At 30000 with an average of 7000 the law asks for 252000, which the plan pays; without the average it cannot tell."""
    person, choice = leaving(10, ground=Ground.AGREED)
    rich = build.bend(person, monthly_wage=D(30000))
    rule = build.bend(CLEAR, average_wage=D(7000))
    assert checked((rich, choice), rule=rule) == []
    (less,) = checked((rich, choice), rule=build.bend(rule, max_months=D(11)))
    assert less.startswith("E06")
