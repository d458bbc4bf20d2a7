"""S16: signs that people are paid and not a service, beside the neighbours that are none."""

from datetime import date
from decimal import Decimal

import pytest

import build
from build import bend
from dinggang.balance import services_findings
from dinggang.basis import Finding, Level
from dinggang.exits import ExitChoice
from dinggang.plan import ExitRoute
from dinggang.services import Delivery, Payment, Purchases
from dinggang.services.hire import check_hire

D = Decimal
RELATED = bend(build.purchases().agreements[0], related=True)


def paid(*months: tuple[int, int, int, str], agreement: str = "C01") -> tuple[Payment, ...]:
    return tuple(
        Payment(id=f"Y{n:02}", agreement=agreement, day=date(year, month, day), amount=D(amount))
        for n, (year, month, day, amount) in enumerate(months, start=1)
    )


def served(month: int, accepted: int = 10) -> Delivery:
    return Delivery(
        id=f"V{month:02}", agreement="C01", day=date(2007, month, 20), quantity=D(10), accepted=D(accepted)
    )


def found(purchases: Purchases, diverted: tuple[str, ...] = ()) -> list[Finding]:
    return list(check_hire(purchases, diverted))


THREE = ((2007, 1, 31, "100"), (2007, 2, 28, "100"), (2007, 3, 31, "100"))


def test_three_equal_months_with_nothing_accepted():
    (one,) = found(Purchases(agreements=(RELATED,), payments=paid(*THREE)))
    assert (one.code, one.level) == ("S16", Level.EXPLAIN)
    assert one.rows == ("agreements:C01", "payments:Y01", "payments:Y02", "payments:Y03")
    assert one.words.zh == (
        "协议C01自2007-01至2007-03连续3个月每月付农工商公司100元，其间没有验收任何数量，疑似变相用工。"
    )
    assert one.words.en == (
        "Agreement C01: 100 yuan a month for 3 months (2007-01 to 2007-03) with no quantity accepted: "
        "perhaps labour hire in disguise."
    )


@pytest.mark.parametrize(
    ("changes", "count"),
    [
        ({}, 1),
        ({"deliveries": (served(2),)}, 0),  # one month has a service behind it: two and nothing are left
        ({"deliveries": (served(2, accepted=0),)}, 1),  # delivered, and nothing of it accepted
        ({"agreements": (bend(RELATED, related=False),)}, 0),
        ({"payments": paid(*THREE[:2])}, 0),
        ({"payments": paid(*THREE[:2], (2007, 3, 31, "100.01"))}, 0),
        ({"payments": paid(*THREE[:2], (2007, 4, 30, "100"))}, 0),  # not on end
        # in two halves within a month, and over the turn of a year
        ({"payments": paid(*THREE[:2], (2007, 3, 1, "40"), (2007, 3, 31, "60"))}, 1),
        ({"payments": paid((2006, 11, 1, "9"), (2006, 12, 1, "9"), (2007, 1, 1, "9"))}, 1),
        # four months at 100, then three at 90: twice
        (
            {
                "payments": paid(
                    *THREE, (2007, 4, 1, "100"), (2007, 5, 1, "90"), (2007, 6, 1, "90"), (2007, 7, 1, "90")
                )
            },
            2,
        ),
        ({"payments": paid(*((2007, m, 1, "0") for m in (1, 2, 3)))}, 0),
    ],
)
def test_its_neighbours(changes, count):
    assert len(found(bend(Purchases(agreements=(RELATED,), payments=paid(*THREE)), **changes))) == count


@pytest.mark.parametrize(
    ("unit", "count"),
    [("人·月", 1), ("人月", 1), ("人/天", 1), ("工日", 1), ("人次", 0), ("亩", 0), ("月", 0)],
)
def test_quantities_of_labour(unit, count):
    signs = found(Purchases(agreements=(bend(RELATED, unit=unit, related=False),)))
    assert [(f.code, f.rows) for f in signs] == [("S16", ("agreements:C01",))] * count
    if count:
        assert signs[0].words.zh == f"协议C01以“{unit}”计量，计的是用工，不是服务，疑似变相用工。"


def test_equal_sums_a_head_of_those_sent_there():
    """C01 100 and C02 50 a month are 75 yuan for each of two people, whatever was delivered."""
    second = bend(RELATED, id="C02")
    more = tuple(bend(p, id=f"Y1{n}", agreement="C02", amount=D(50)) for n, p in enumerate(paid(*THREE)))
    purchases = Purchases(
        agreements=(RELATED, second),
        deliveries=tuple(served(m) for m in (1, 2, 3))
        + tuple(bend(served(m), agreement="C02") for m in (1, 2, 3)),
        payments=paid(*THREE) + more,
    )
    (one,) = found(purchases, ("P01", "P02"))
    assert (one.code, one.level) == ("S16", Level.EXPLAIN)
    assert one.rows == (
        *("payments:Y01", "payments:Y02", "payments:Y03", "payments:Y10", "payments:Y11", "payments:Y12"),
        *("exits:P01", "exits:P02"),
    )
    assert one.words.zh == (
        "自2007-01至2007-03连续3个月每月付农工商公司150元，恰为转入该单位的2人每人75元，疑似变相用工。"
    )
    assert "are 75 yuan for each of the 2 people" in one.words.en
    # 150 among four is 37.5: no whole yuan.
    assert found(purchases, ("P01", "P02", "P03", "P04")) == []
    assert found(purchases) == []
    assert found(bend(purchases, agreements=(bend(RELATED, related=False),)), ("P01", "P02")) == []


def test_a_case_knows_whom_it_sends_to_the_company():
    case = bend(
        build.case(),
        purchases=Purchases(
            agreements=(RELATED,),
            deliveries=tuple(bend(served(m, accepted=10), accepted_by=("甲", "乙")) for m in (1, 2, 3)),
            payments=paid(*((2007, m, 25, "20") for m in (1, 2, 3))),
        ),
    )
    assert [f.code for f in services_findings(bend(case, exits=()))] == []
    sent = tuple(
        ExitChoice(person=p, route=route, last_day=date(2006, 12, 31))
        for p, route in (("P01", ExitRoute.DIVERT_COMPANY), ("P02", ExitRoute.RETIRE))
    )
    (one,) = services_findings(bend(case, exits=sent))
    assert (one.code, one.rows[-1]) == ("S16", "exits:P01")


@pytest.mark.parametrize(
    ("signed", "cites"),
    [(date(2020, 2, 29), ()), (date(2020, 3, 1), ("GM-10",))],
)
def test_hiring_is_no_service_since_2020(signed, cites):
    """政府购买服务管理办法 art. 10, in force from 2020-03-01."""
    (one,) = found(Purchases(agreements=(bend(RELATED, unit="人·月", signed=signed),)))
    assert one.cites == cites


def test_the_days_of_payments_decide_about_the_law():
    old = found(Purchases(agreements=(RELATED,), payments=paid(*THREE)))
    new = found(
        Purchases(
            agreements=(RELATED,), payments=paid(*((2021, month, day, sum_) for _, month, day, sum_ in THREE))
        )
    )
    assert [one.cites for one in (*old, *new)] == [(), ("GM-10",)]


def test_a_supplier_is_related_in_all_its_agreements_once_one_says_so():
    unmarked = bend(RELATED, id="C02", related=False)
    purchases = Purchases(agreements=(RELATED, unmarked), payments=paid(*THREE, agreement="C02"))
    assert [f.rows[0] for f in found(purchases)] == ["agreements:C02"]
