"""B12: every year's lines and, where it is complete, its total."""

from decimal import Decimal

import build
from build import bend
from dinggang.balance.money import money_law
from dinggang.services import Purchases, later_statements, statements

D = Decimal
FIRST = build.purchases().agreements[0]


def law(*years: tuple[int, str]):
    services = build.plan().services
    agreed = tuple(
        bend(FIRST, id=f"C{n}", year=year, amount=D(amount)) for n, (year, amount) in enumerate(years)
    )
    bought = Purchases(agreements=agreed)
    return money_law(services, statements(services, bought), later_statements(services, bought))


def test_the_first_year_s_total_has_no_year():
    assert [one.label.zh for one in law((2007, "1000")).lines[:2]] == [
        "农技推广：2007年协议金额 与 基年",
        "合计：协议金额 与 基年总额",
    ]


def test_a_later_year_s_total_binds_as_well():
    found = law((2007, "1000"), (2008, "999.99"))
    totals = [(one.label.zh, one.label.en, one.holds) for one in found.lines if "合计" in one.label.zh]
    assert totals == [
        ("合计：协议金额 与 基年总额", "total agreed vs base", True),
        ("合计：2008年协议金额 与 基年总额", "total agreed for 2008 vs base", False),
    ]


def test_before_anything_is_agreed():
    assert [one.holds for one in law().lines] == [False, False, True, True]


def test_a_later_year_that_is_still_coming_has_no_total():
    services = build.plan().services
    second = bend(services.lines[0], id="S02")
    two = bend(services, lines=(services.lines[0], second))
    bought = Purchases(
        agreements=(FIRST, bend(FIRST, id="C02", line="S02"), bend(FIRST, id="C03", year=2008))
    )
    found = money_law(two, statements(two, bought), later_statements(two, bought))
    assert [one.label.zh for one in found.lines if "合计" in one.label.zh] == ["合计：协议金额 与 基年总额"]
