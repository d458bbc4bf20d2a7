"""S17 and the later years: the share of services year by year, and what binds each year's money."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

import build
from build import bend
from dinggang.basis import Level
from dinggang.plan import PathYear, Plan, ServiceLine, Services, breaches
from dinggang.services import Agreement, Change, Purchases, Term, check_services, later_statements, share
from dinggang.services.path import check_path

D = Decimal


def year(number: int, staff: int, services: int, target: str | None = None) -> PathYear:
    return PathYear(
        year=number, staff=D(staff), services=D(services), target_share=None if target is None else D(target)
    )


def on(*years: PathYear) -> Services:
    return bend(build.plan().services, path=years)


def test_the_share_is_exact():
    assert share(year(2007, 200, 100)) == Fraction(100, 3)
    assert share(year(2007, 0, 0)) == 0


def test_a_path_that_holds():
    assert list(check_path(on())) == []
    path = on(year(2008, 50, 50, "50"), year(2007, 70, 30, "30"), year(2009, 50, 50))
    assert list(check_path(path)) == []


def test_below_its_target():
    """240 of 1,000 are 24 per cent; 25 would be 250."""
    (one,) = check_path(on(year(2007, 760, 240, "25")))
    assert (one.code, one.level, one.rows) == ("S17", Level.EXPLAIN, ("path:2007",))
    assert one.words.zh == "2007年人员经费760元、服务经费240元，占24%，低于目标25%，按当年总额还差10元。"
    assert one.words.en == (
        "2007: 24 per cent of the money went to services (240 yuan, 760 to staff), below the target of 25: 10 yuan short."
    )


def test_a_third_is_compared_exactly():
    """A third is above 33.33 and below 33.34, though both print as they are."""
    assert list(check_path(on(year(2007, 200, 100, "33.33")))) == []
    assert len(list(check_path(on(year(2007, 200, 100, "33.34"))))) == 1


def test_going_back():
    """More money for services, and yet a smaller share: 300 of 600 is 50, 310 of 650 is 47.69."""
    (one,) = check_path(on(year(2007, 300, 300), year(2008, 340, 310)))
    assert (one.code, one.rows) == ("S17", ("path:2007", "path:2008"))
    assert one.words.zh == (
        "2008年人员经费340元、服务经费310元，占47.69%，比2007年的50%（人员经费300元、服务经费300元）倒退。"
    )
    assert "went back from 50 per cent in 2007" in one.words.en


def test_it_is_among_the_findings_and_a_year_stands_once():
    plan = bend(build.plan(), services=on(year(2007, 3000, 1000, "50")))
    assert [f.code for f in check_services(plan, build.purchases())] == ["S17"]
    assert breaches(plan) == ()
    twice = bend(plan, services=on(year(2007, 3, 1), year(2007, 2, 1)))
    assert [b.path for b in breaches(twice)] == ["services.path"]


def test_the_money_told_is_not_the_agreements():
    """One agreement of 1,000 yuan for 2007; the path tells 1,200 for services."""
    plan = bend(build.plan(), services=on(year(2007, 2800, 1200)))
    (one,) = check_services(plan, build.purchases())
    assert (one.code, one.level, one.rows) == ("S21", Level.EXPLAIN, ("path:2007", "agreements:C01"))
    assert one.words.zh == (
        "2007年的服务经费，方案的年度数写1200元，当年1份协议合计1000元，相差200元，占比不能以此为准。"
    )


@pytest.mark.parametrize(
    ("services", "agreements", "found"),
    [
        (1500, (1, 2), []),
        (1501, (1, 2), ["S21"]),
        (1499, (1, 2), ["S21"]),
        (1500, (1,), ["S04"]),  # the only year's second agreement is still to come, and said to be missing
        (900, (1,), ["S21", "S04"]),  # more agreed than told
    ],
)
def test_the_money_told_while_agreements_are_coming(services, agreements, found):
    plan = two_lines()
    plan = bend(plan, services=bend(plan.services, path=(year(2007, 1000, services),)))
    purchases = Purchases(agreements=tuple(a for a in FIRST if int(a.line[-1]) in agreements))
    codes = [f.code for f in check_services(plan, purchases)]
    assert sorted(c for c in codes if c != "S02") == sorted(found)


def test_a_change_of_the_amount_counts():
    plan = bend(build.plan(), services=on(year(2007, 3000, 1100)))
    change = Change(
        id="G01",
        agreement="C01",
        day=date(2007, 2, 1),
        what=Term.AMOUNT,
        before="1000",
        after="1100",
        reason="扩面",
        decided_by="镇政府",
    )
    quantity = bend(change, id="G02", what=Term.QUANTITY, before="500", after="550")
    purchases = bend(build.purchases(), changes=(change, quantity))
    assert [f.code for f in check_services(plan, purchases)] == []


@pytest.mark.parametrize(
    ("of", "start", "end", "found"),
    [
        (2007, date(2006, 12, 1), date(2007, 11, 30), []),
        (2006, date(2006, 12, 1), date(2007, 11, 30), []),
        (2008, date(2006, 12, 1), date(2007, 11, 30), ["S22"]),
        (2005, date(2006, 12, 1), date(2007, 11, 30), ["S22"]),
        (2007, date(2007, 12, 1), date(2007, 11, 30), ["S09"]),  # no term at all: said once
    ],
)
def test_the_budget_year_lies_in_the_term(of, start, end, found):
    first = bend(build.purchases().agreements[0], year=of, start=start, end=end, signed=date(2006, 11, 1))
    assert [f.code for f in check_services(build.plan(), Purchases(agreements=(first,)))] == found


def two_lines() -> Plan:
    """S01 1,000 and S02 500 yuan."""
    services = build.plan().services
    second = ServiceLine(id="S02", name="畜禽防疫", purpose="防疫", unit="头", base_amount=D(500))
    return bend(build.plan(), services=bend(services, base_total=D(1500), lines=(services.lines[0], second)))


def agreed(line: int, of: int, amount: int, purpose: str = "") -> Agreement:
    return bend(
        build.purchases().agreements[0],
        id=f"C{of % 100:02}{line}",
        line=f"S0{line}",
        year=of,
        purpose=purpose or ("农业", "防疫")[line - 1],
        unit=("亩", "头")[line - 1],
        quantity=D(amount),
        unit_price=D(1),
        amount=D(amount),
        start=date(of, 1, 1),
        end=date(of, 12, 31),
        signed=date(of - 1, 12, 20),
    )


FIRST = (agreed(1, 2007, 1000), agreed(2, 2007, 500))


@pytest.mark.parametrize(
    ("later", "found"),
    [
        ((agreed(1, 2008, 1000), agreed(2, 2008, 500)), []),
        # one line lower while the total stays
        ((agreed(1, 2008, 900), agreed(2, 2008, 600)), ["S01"]),
        # money moved to another purpose
        ((agreed(1, 2008, 1000), agreed(2, 2008, 500, "农业")), ["S03"]),
        # both lower: the total is, too
        ((agreed(1, 2008, 999), agreed(2, 2008, 500)), ["S01", "S02"]),
        # the last year is still coming
        ((agreed(1, 2008, 1000),), []),
        # 2008 is over when 2009 has begun: nothing was agreed on S02
        ((agreed(1, 2008, 1500), agreed(1, 2009, 1000), agreed(2, 2009, 500)), ["S04"]),
        ((agreed(1, 2008, 1499), agreed(1, 2009, 1000), agreed(2, 2009, 500)), ["S04", "S02"]),
    ],
)
def test_later_years_line_by_line_and_in_total(later, found):
    purchases = Purchases(agreements=(*FIRST, *later))
    assert [f.code for f in check_services(two_lines(), purchases)] == found


def test_a_later_year_is_named():
    later = (agreed(1, 2008, 1400), agreed(1, 2009, 1000))
    without, total = check_services(two_lines(), Purchases(agreements=(*FIRST, *later)))
    assert without.words.zh == "畜禽防疫（S02）2008年没有委托协议，基年经费500元没有着落。"
    assert without.words.en.startswith("Line S02 has no agreement for 2008; its base-year 500 yuan")
    assert total.words.zh == "2008年协议金额合计1400元，少于2005年的1500元，少100元。"
    assert total.words.en == "1400 yuan agreed in total for 2008, 1500 in 2005: 100 less."
    assert total.rows == ("agreements:C081",)
    shown = later_statements(two_lines().services, Purchases(agreements=(*FIRST, *later)))
    assert [(s.year, s.line, s.agreed_amount) for s in shown] == [
        (2008, "S01", 1400),
        (2008, "S02", 0),
        (2009, "S01", 1000),
    ]
