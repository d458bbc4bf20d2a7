"""Severance: worked examples of the law's formula, and the edges of a year."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

import build
from dinggang.basis import Words
from dinggang.exits import (
    Due,
    Employment,
    Ground,
    Terms,
    service_months,
    settle,
    severance,
    severance_count,
    severance_years,
)
from dinggang.plan import ExitRoute, ExitRule
from dinggang.roster import Person, StaffKind

D = Decimal
HALF = Fraction(1, 2)


@pytest.mark.parametrize(
    ("start", "last_day", "months", "rest"),
    [
        (date(2006, 6, 15), date(2006, 7, 14), 1, 0),  # the last day is worked: a month to the day
        (date(2006, 6, 15), date(2006, 7, 13), 0, 29),
        (date(2006, 6, 15), date(2006, 6, 15), 0, 1),
        (date(2006, 1, 31), date(2006, 2, 27), 1, 0),  # no 31 February: the month's last day stands for it
        (date(2004, 10, 31), date(2006, 10, 30), 24, 0),
        (date(2004, 2, 29), date(2005, 2, 27), 12, 0),
        (date(2019, 3, 1), date(2026, 10, 30), 91, 30),
        (date(2010, 7, 1), date(2026, 10, 30), 195, 30),
    ],
)
def test_service_months(start, last_day, months, rest):
    assert service_months(start, last_day) == (months, rest)


@pytest.mark.parametrize(
    ("start", "last_day", "years"),
    [
        # Worked examples of 劳动合同法 art. 47: 7 years 7 months 30 days; 4 months 16 days; 16 years 3 months 30 days.
        (date(2019, 3, 1), date(2026, 10, 30), Fraction(8)),
        (date(2026, 6, 15), date(2026, 10, 30), HALF),
        (date(2010, 7, 1), date(2026, 10, 30), 16 + HALF),
        # 六个月以上 includes exactly six; a day less is a half; a day alone is a half; a year to the day is one.
        (date(2020, 1, 1), date(2020, 6, 30), Fraction(1)),
        (date(2020, 1, 1), date(2020, 6, 29), HALF),
        (date(2020, 1, 1), date(2020, 1, 1), HALF),
        (date(2020, 1, 1), date(2020, 12, 31), Fraction(1)),
        (date(2020, 1, 1), date(2021, 1, 1), 1 + HALF),
        (date(2020, 1, 1), date(2021, 6, 30), Fraction(2)),
        # Before 2008 every part of a year is a year (劳部发〔1994〕481号 art. 5; 劳办发〔1997〕98号).
        (date(2004, 10, 31), date(2006, 10, 30), Fraction(2)),
        (date(2004, 10, 30), date(2006, 10, 30), Fraction(3)),
        (date(2006, 10, 30), date(2006, 10, 30), Fraction(1)),
        (date(2007, 12, 1), date(2007, 12, 31), Fraction(1)),
        (date(2007, 12, 1), date(2008, 1, 1), HALF),
        # left before coming
        (date(2006, 10, 31), date(2006, 10, 30), Fraction(0)),
    ],
)
def test_severance_years(start, last_day, years):
    assert severance_years(start, last_day) == years


def rule(**changes: object) -> ExitRule:
    return ExitRule(**{"route": ExitRoute.CLEAR_TEMP, "months_per_year": D(1), "clause": "第十条", **changes})


def temp(hired: date | None, wage: str | None = "500") -> Person:
    return build.person(10, StaffKind.TEMPORARY, hired=hired, monthly_wage=None if wage is None else D(wage))


OLD = "方案第十条；劳部发〔1994〕481号第五条、劳办发〔1997〕98号（不满一年按一年）"
OLD_AFTER = (
    "方案第十条；劳部发〔1994〕481号第五条、劳办发〔1997〕98号、劳动合同法第九十七条（不满一年按一年）"
)
NEW = "方案第十条；劳动合同法第四十七条（没有当地月平均工资，三倍封顶须人工核对）"
LABEL = Words(zh="经济补偿", en="severance")


def test_two_years_to_the_day_in_2006():
    assert severance(rule(max_months=D(12)), temp(date(2004, 10, 31)), date(2006, 10, 30)) == (
        Due(
            label=LABEL,
            formula="2004-10-31至2006-10-30，满2年0个月零0天，计2年；2×1个月＝2个月；月工资500×2",
            formula_en="2004-10-31 to 2006-10-30, 2 years 0 months 0 days, counted as 2; 2 × 1 months = 2; wage 500 × 2",
            cites=("BC-5", "BF-98"),
            exact=Fraction(1000),
            amount=D("1000.00"),
            clause=OLD,
        ),
    )


def test_years_on_both_sides_of_2008_stand_in_two_lines():
    """2004-07-01 to 2007-12-31 is three years and six months, four by the old rule; then two years and five months."""
    assert severance(rule(), temp(date(2004, 7, 1)), date(2010, 5, 31)) == (
        Due(
            label=LABEL,
            formula="2004-07-01至2007-12-31，满3年6个月零0天，计4年；4×1个月＝4个月；月工资500×4",
            formula_en="2004-07-01 to 2007-12-31, 3 years 6 months 0 days, counted as 4; 4 × 1 months = 4; wage 500 × 4",
            cites=("BC-5", "BF-98", "LH-97"),
            exact=Fraction(2000),
            amount=D("2000.00"),
            clause=OLD_AFTER,
        ),
        Due(
            label=LABEL,
            formula="2008-01-01至2010-05-31，满2年5个月零0天，计2.5年；2.5×1个月＝2.5个月；月工资500×2.5",
            formula_en="2008-01-01 to 2010-05-31, 2 years 5 months 0 days, counted as 2.5; 2.5 × 1 months = 2.5; "
            "wage 500 × 2.5",
            cites=("LH-47",),
            exact=Fraction(1250),
            amount=D("1250.00"),
            clause=NEW,
        ),
    )


@pytest.mark.parametrize(
    ("hired", "last_day", "clauses"),
    [
        (date(2007, 12, 31), date(2007, 12, 31), [OLD]),
        (date(2007, 12, 31), date(2008, 1, 1), [OLD_AFTER, NEW]),
        (date(2008, 1, 1), date(2008, 1, 1), [NEW]),
    ],
)
def test_the_law_changes_with_the_year_2008(hired, last_day, clauses):
    assert [d.clause for d in severance(rule(), temp(hired), last_day)] == clauses


def test_a_clause_is_not_invented():
    (due,) = severance(rule(clause=""), temp(date(2006, 1, 1)), date(2006, 10, 30))
    assert due.clause == OLD.removeprefix("方案第十条；")


def test_the_plan_s_cap_and_factor():
    """Nine whole years at 1.5 months are 13.5 months, capped at 12; at a third of a yuan nothing is lost on the way."""
    (due,) = severance(
        rule(months_per_year=D("1.5"), max_months=D(12)), temp(date(1997, 10, 31)), date(2006, 10, 30)
    )
    assert due.formula.endswith("9×1.5个月，最多12个月＝12个月；月工资500×12")
    assert due.amount == D("6000.00")
    (exactly,) = severance(
        rule(months_per_year=D("1.5"), max_months=D("13.5")), temp(date(1997, 10, 31)), date(2006, 10, 30)
    )
    assert "最多" not in exactly.formula


def test_money_is_rounded_to_the_cent_once():
    """1.5 × 1.25 × 333.33 = 624.99375."""
    (due,) = severance(rule(months_per_year=D("1.25")), temp(date(2020, 1, 1), "333.33"), date(2021, 1, 1))
    assert (due.exact, due.amount) == (Fraction("624.99375"), D("624.99"))


@pytest.mark.parametrize(
    ("terms", "person", "last_day"),
    [
        (rule(months_per_year=None), temp(date(2004, 1, 1)), date(2006, 10, 30)),
        (rule(), temp(None), date(2006, 10, 30)),
        (rule(), temp(date(2004, 1, 1), None), date(2006, 10, 30)),
        (rule(), temp(date(2006, 10, 31)), date(2006, 10, 30)),
    ],
    ids=["no terms", "no start", "no wage", "gone before coming"],
)
def test_nothing_is_due_without_terms_start_and_wage(terms, person, last_day):
    assert severance(terms, person, last_day) == ()


days = st.dates(date(1990, 1, 1), date(2030, 12, 31))


@given(days, st.integers(0, 12000))
def test_law_months_and_days_lead_to_the_day_after_the_last(start, length):
    last_day = date.fromordinal(start.toordinal() + length)
    months, rest = service_months(start, last_day)
    assert months >= 0
    assert 0 <= rest <= 30
    assert service_months(start, date.fromordinal(last_day.toordinal() + 1)) >= (months, rest) or rest >= 27


@given(days, st.integers(0, 12000))
def test_law_a_day_more_never_pays_less(start, length):
    """Within one law."""
    last_day = date.fromordinal(start.toordinal() + length)
    next_day = date.fromordinal(last_day.toordinal() + 1)
    if next_day != date(2008, 1, 1):
        assert severance_years(start, last_day) <= severance_years(start, next_day)


def test_years_and_months_that_count_are_told_of_all_lines_together():
    # 2006-07-01 to 2007-12-31 are two years by the rule of then, 2008-01-01 to 2009-02-15 one and a half.
    of = Employment(start=date(2006, 7, 1), last_day=date(2009, 2, 15), wage=D(1000))
    assert severance_count(of, Terms(per_year=D("1.5"))) == (Fraction(7, 2), Fraction(21, 4))
    # An unlawful end: 2 years, 7 months and 15 days count as three years, twice.
    unlawful = msgspec.structs.replace(of, ground=Ground.UNLAWFUL)
    assert severance_count(unlawful, Terms()) == (Fraction(3), Fraction(6))
    assert severance_count(msgspec.structs.replace(of, ground=Ground.FAULT), Terms()) == (0, 0)
    # Ten months at most, of a line of 12.
    old = Employment(start=date(1994, 1, 1), last_day=date(2005, 12, 31), wage=D(500))
    assert severance_count(old, Terms(max_months=D(10))) == (12, 10)


@given(
    st.dates(date(1990, 1, 1), date(2030, 1, 1)),
    st.integers(0, 9000),
    st.sampled_from((None, *Ground)),
    st.sampled_from((None, D(12))),
)
def test_months_times_wage_are_what_is_due(start, days, ground, most):
    of = Employment(start=start, last_day=start + timedelta(days=days), wage=D(1200), ground=ground)
    terms = Terms(per_year=D("1.5"), max_months=most)
    _, months = severance_count(of, terms)
    assert months * 1200 == sum(d.exact for d in settle(of, terms))
