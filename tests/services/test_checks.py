"""S01–S15 and X9: every breach of the two invariants and of conduct, beside the neighbour that is none."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

import build
from build import bend
from dinggang.basis import Finding, Level, Words
from dinggang.marks import Step
from dinggang.plan import Plan, ServiceLine, ServiceRule, Services
from dinggang.services import (
    Agreement,
    AwardMethod,
    Delivery,
    LineStatement,
    Payment,
    Purchases,
    Worth,
    check_services,
    later_statements,
    statements,
)

D = Decimal
AGREEMENT = build.purchases().agreements[0]
DELIVERY = build.purchases().deliveries[0]
PAYMENT = build.purchases().payments[0]


def agreement(**changes: object) -> Agreement:
    return bend(AGREEMENT, **changes)


def bought(
    *agreements: Agreement, deliveries: tuple[Delivery, ...] = (), payments: tuple[Payment, ...] = ()
) -> Purchases:
    return Purchases(agreements=agreements, deliveries=deliveries, payments=payments)


def codes(purchases: Purchases, plan: Plan | None = None) -> list[tuple[str, Level, tuple[str, ...]]]:
    return [(f.code, f.level, f.rows) for f in check_services(plan or build.plan(), purchases)]


def stops(code: str, *rows: str) -> tuple[str, Level, tuple[str, ...]]:
    return code, Level.STOPS, rows


def explain(code: str, *rows: str) -> tuple[str, Level, tuple[str, ...]]:
    return code, Level.EXPLAIN, rows


def two_lines() -> Plan:
    """S01 1,000 and S02 500 yuan."""
    services = build.plan().services
    second = ServiceLine(id="S02", name="畜禽防疫", purpose="防疫", unit="头", base_amount=D(500))
    return bend(
        build.plan(),
        services=Services(base_year=2005, base_total=D(1500), lines=(services.lines[0], second)),
    )


SECOND = agreement(
    id="C02", line="S02", purpose="防疫", unit="头", quantity=D(250), unit_price=D(2), amount=D(500)
)


def test_sound_purchases_have_no_finding():
    assert check_services(build.plan(), build.purchases()) == ()
    assert check_services(two_lines(), bought(AGREEMENT, SECOND)) == ()


def test_a_plan_without_services_buys_nothing():
    none = bend(build.plan(), services=None)
    assert check_services(none, Purchases()) == ()
    assert codes(bought(AGREEMENT), none) == [stops("S05", "agreements:C01")]


def test_s01_and_s02_a_line_gets_a_cent_less():
    less = agreement(quantity=D("499.995"), amount=D("999.99"))
    assert codes(bought(less)) == [stops("S01", "agreements:C01"), stops("S02", "agreements:C01")]
    one, two = check_services(build.plan(), bought(less))
    assert one.words.zh == "农技推广2007年协议金额999.99元，少于2005年的1000元，少0.01元。"
    assert two.words.zh == "协议金额合计999.99元，少于2005年的1000元，少0.01元。"


def test_s01_no_line_is_netted_with_another():
    """S02 gets 200 more, S01 100 less: the total holds, the line does not."""
    less = agreement(quantity=D(450), amount=D(900))
    more = bend(SECOND, quantity=D(350), amount=D(700))
    assert codes(bought(less, more), two_lines()) == [stops("S01", "agreements:C01")]


def test_two_agreements_of_a_line_add_up():
    halves = [agreement(id=f"C0{n}", quantity=D(250), amount=D(500)) for n in (1, 2)]
    assert codes(bought(*halves)) == []
    assert codes(bought(halves[0])) == [stops("S01", "agreements:C01"), stops("S02", "agreements:C01")]


def test_s03_the_purpose_is_changed():
    changed = agreement(purpose="招待")
    assert check_services(build.plan(), bought(changed)) == (
        Finding(
            code="S03",
            level=Level.STOPS,
            words=Words(
                zh="农技推广的用途应为“农业”，C01写的是“招待”。",
                en="The purpose of line S01 was changed in C01.",
            ),
            cure=Words(
                zh="经费不得少于基年、用途不得改变，请更正协议。",
                en="Money may not fall below the base year nor change its purpose: correct the agreement.",
            ),
            rows=("agreements:C01",),
        ),
    )


def test_s04_a_line_without_agreement():
    assert codes(bought(AGREEMENT), two_lines()) == [
        stops("S04", "lines:S02"),
        stops("S02", "agreements:C01"),
    ]
    assert codes(Purchases()) == [stops("S04", "lines:S01"), stops("S02", "plan:services")]


def test_later_budget_years_are_bound_as_well():
    """2008 for S01 only, less and for something else: named, though S02 has no agreement for 2008 yet."""
    later = agreement(
        id="C03",
        year=2008,
        purpose="招待",
        quantity=D(400),
        amount=D(800),
        start=date(2008, 1, 1),
        end=date(2008, 12, 31),
    )
    plan = two_lines()
    assert codes(bought(AGREEMENT, SECOND, later), plan) == [
        stops("S01", "agreements:C03"),
        stops("S03", "agreements:C03"),
    ]
    kept = bend(later, purpose="农业", quantity=D(500), amount=D(1000))
    assert codes(bought(AGREEMENT, SECOND, kept), plan) == []
    assert [
        (s.line, s.year, s.agreements) for s in later_statements(plan.services, bought(AGREEMENT, kept))
    ] == [("S01", 2008, ("C03",))]


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        (
            {"line": "S09"},
            [stops("S04", "lines:S01"), stops("S02", "plan:services"), stops("S05", "agreements:C01")],
        ),
        ({"unit": "公顷"}, [stops("S06", "agreements:C01")]),
        ({"amount": D("1000.01")}, [stops("S07", "agreements:C01")]),
        ({"quantity": D("500.5")}, [stops("S07", "agreements:C01")]),
        # 333.33 × 3.003 = 1000.98999 is 1000.99 yuan to the cent.
        ({"quantity": D("333.33"), "unit_price": D("3.003"), "amount": D("1000.99")}, []),
        (
            {"quantity": D("333.33"), "unit_price": D("3.003"), "amount": D("1000.98")},
            [stops("S07", "agreements:C01")],
        ),
    ],
)
def test_s05_to_s07_line_unit_and_product(changes, found):
    assert codes(bought(agreement(**changes))) == found


@pytest.mark.parametrize(
    ("end", "found"),
    [
        (date(2007, 12, 31), []),  # twelve months to the day
        (date(2008, 1, 1), [stops("S09", "agreements:C01")]),
        (date(2007, 1, 1), []),
        (date(2006, 12, 31), [stops("S09", "agreements:C01")]),  # ends before it begins
    ],
)
def test_s09_the_term(end, found):
    assert codes(bought(agreement(end=end))) == found


def test_s09_cites_the_measure_only_when_it_was_in_force():
    """政府购买服务管理办法 is in force from 2020-03-01."""
    long = {"start": date(2020, 4, 1), "end": date(2021, 4, 1), "year": 2020}
    for signed, cites in ((date(2020, 2, 29), ()), (date(2020, 3, 1), ("GM-24",))):
        (found,) = check_services(build.plan(), bought(agreement(signed=signed, **long)))
        assert (found.code, found.cites) == ("S09", cites)


def test_the_term_is_the_plan_s():
    plan = build.plan()
    longer = bend(plan, rules=bend(plan.rules, services=ServiceRule(max_term_months=13)))
    assert codes(bought(agreement(end=date(2008, 1, 31))), longer) == []
    none = bend(plan, rules=bend(plan.rules, services=None))
    assert codes(bought(agreement(end=date(2009, 1, 31))), none) == []


DIRECT = {"method": AwardMethod.DIRECT, "reason": "承接原单位人员", "price_compared": "与邻镇比"}


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        (DIRECT, []),
        ({**DIRECT, "reason": ""}, [stops("X9", "agreements:C01")]),
        ({**DIRECT, "price_compared": ""}, [stops("X9", "agreements:C01")]),
        ({**DIRECT, "related": True}, [explain("X9", "agreements:C01")]),
        ({**DIRECT, "related": True, "reason": ""}, [stops("X9", "agreements:C01")]),
        ({"method": AwardMethod.TENDER, "related": True}, []),
        ({"method": AwardMethod.NEGOTIATION}, []),
    ],
)
def test_x9_direct_awards(changes, found):
    assert codes(bought(agreement(**changes))) == found


def test_x9_a_direct_award_that_the_plan_does_not_allow():
    plan = build.plan()
    for rule in (ServiceRule(max_term_months=12), None):
        strict = bend(plan, rules=bend(plan.rules, services=rule))
        (found,) = check_services(strict, bought(agreement(**DIRECT)))
        assert found.words.zh == "定向购买1项，方案不允许定向购买：C01。"
    later = agreement(**{**DIRECT, "reason": ""}, signed=date(2020, 3, 1))
    x9 = next(f for f in check_services(plan, bought(later)) if f.code == "X9")
    assert (x9.cites, x9.words.zh) == (("GM-3",), "定向购买1项，没有写明理由或比价情况：C01。")


def test_x9_the_related_supplier_is_named():
    (found,) = check_services(build.plan(), bought(agreement(**DIRECT, related=True)))
    assert found.words.zh == "1项服务定向购买自农工商公司，该单位由原单位转制而来，属关联方。"


@pytest.mark.parametrize(
    ("signed", "found"),
    [(date(2007, 1, 1), []), (date(2007, 1, 2), [explain("S15", "agreements:C01")])],
)
def test_s15_signed_after_the_service_began(signed, found):
    assert codes(bought(agreement(signed=signed))) == found


def delivery(**changes: object) -> Delivery:
    return bend(DELIVERY, **changes)


def payment(**changes: object) -> Payment:
    return bend(PAYMENT, **changes)


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"accepted_by": ("经办", "复核")}, []),
        ({"accepted_by": ("经办",)}, [stops("S11", "deliveries:V01")]),
        ({"accepted_by": ("经办", "经办")}, [stops("S11", "deliveries:V01")]),  # one hand signing twice
        ({"accepted_by": ()}, [stops("S11", "deliveries:V01")]),
        ({"quantity": D(100)}, []),
        ({"quantity": D("99.99")}, [stops("S12", "deliveries:V01")]),
        ({"agreement": "C09"}, [stops("S13", "deliveries:V01")]),
    ],
)
def test_s11_to_s13_deliveries(changes, found):
    assert codes(bought(AGREEMENT, deliveries=(delivery(**changes),))) == found


def test_s13_a_payment_of_an_unknown_agreement():
    assert codes(bought(AGREEMENT, payments=(payment(agreement="C09"),))) == [stops("S13", "payments:Y01")]


@pytest.mark.parametrize(
    ("payments", "found"),
    [
        ([("Y01", date(2007, 3, 31), "200")], []),  # paid on the day of acceptance
        ([("Y01", date(2007, 3, 31), "200.01")], [stops("S10", "payments:Y01", "agreements:C01")]),
        ([("Y01", date(2007, 3, 30), "200")], [explain("S14", "payments:Y01")]),
        # two payments together are too much: the second is named
        (
            [("Y01", date(2007, 4, 1), "150"), ("Y02", date(2007, 4, 2), "50.01")],
            [stops("S10", "payments:Y02", "agreements:C01")],
        ),
        ([("Y02", date(2007, 4, 1), "150"), ("Y01", date(2007, 4, 1), "50")], []),
    ],
)
def test_s10_and_s14_pay_for_what_was_accepted(payments, found):
    """100 mu accepted at 2 yuan on 2007-03-31."""
    paid = tuple(Payment(id=i, agreement="C01", day=day, amount=D(amount)) for i, day, amount in payments)
    assert codes(bought(AGREEMENT, deliveries=(DELIVERY,), payments=paid)) == found


def test_s10_nothing_is_paid_beyond_what_was_agreed():
    """600 mu accepted of 500 agreed: 1,000 yuan are payable, not 1,200."""
    much = (delivery(quantity=D(600), accepted=D(600)),)
    assert codes(bought(AGREEMENT, deliveries=much, payments=(payment(amount=D(1000)),))) == []
    found = check_services(
        build.plan(), bought(AGREEMENT, deliveries=much, payments=(payment(amount=D(1200)),))
    )
    assert [f.code for f in found] == ["S10"]
    assert found[0].words.zh == "协议C01验收应付1000元，到Y01已付1200元，多付200元。"


def test_s10_is_judged_to_the_cent():
    """33.333 × 2.005 = 66.832665 yuan: 66.83 may be paid, 66.84 not."""
    odd = agreement(unit_price=D("2.005"), amount=D("1002.50"))
    part = (delivery(quantity=D("33.333"), accepted=D("33.333")),)
    assert codes(bought(odd, deliveries=part, payments=(payment(amount=D("66.83")),))) == []
    assert codes(bought(odd, deliveries=part, payments=(payment(amount=D("66.84")),))) == [
        stops("S10", "payments:Y01", "agreements:C01")
    ]


def test_statements_of_a_line():
    assert statements(build.plan().services, build.purchases()) == (
        LineStatement(
            line="S01",
            year=2007,
            base_amount=D(1000),
            agreed_amount=D(1000),
            quantity=D(500),
            accepted=D(100),
            payable=D("200.00"),
            paid=D(200),
            purpose_kept=True,
            agreements=("C01",),
            worths=(
                Worth(
                    delivery="V01",
                    agreement="C01",
                    counted=D(100),
                    amount=D("200.00"),
                    steps=(
                        Step(
                            label=Words(zh="验收数量×单价", en="accepted quantity × unit price"),
                            formula="100×2",
                            exact=Fraction(200),
                        ),
                    ),
                ),
            ),
        ),
    )


def test_statements_before_anything_is_agreed():
    assert statements(build.plan().services, Purchases()) == (
        LineStatement(
            line="S01",
            year=None,
            base_amount=D(1000),
            agreed_amount=D(0),
            quantity=D(0),
            accepted=D(0),
            payable=D(0),
            paid=D(0),
            purpose_kept=True,
        ),
    )


def test_words_count_the_difference():
    less = check_services(build.plan(), bought(agreement(quantity=D(450), amount=D(900))))
    assert [f.words.en.rpartition(": ")[2] for f in less] == ["100 less.", "100 less."]
    over = check_services(
        build.plan(), bought(AGREEMENT, deliveries=(DELIVERY,), payments=(payment(amount=D(250)),))
    )
    assert over[0].words.en.endswith("200 yuan payable by acceptance, 250 paid with Y01: 50 too much.")
