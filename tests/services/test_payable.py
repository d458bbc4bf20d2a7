"""What is payable, worked out by hand: quantity × price less deductions, rounded delivery by delivery."""

from datetime import date
from decimal import Decimal

import pytest

import build
from build import bend
from dinggang.basis import Level, Rounding, RoundingMode
from dinggang.plan import DeductionRule, GradeDeduction, Plan, ServiceRule, breaches
from dinggang.services import Delivery, Purchases, check_services, later_statements, price, statements

D = Decimal
CENTS = Rounding(mode=RoundingMode.HALF_UP, places=2)
RULE = DeductionRule(
    grades=(
        GradeDeduction(grade="优", percent=D(0)),
        GradeDeduction(grade="良", percent=D(5)),
        GradeDeduction(grade="不合格", percent=D(100)),
    ),
    late_percent=D("0.5"),
    late_cap=D(10),
    rounding=CENTS,
)
AGREEMENT = build.purchases().agreements[0]  # C01: 500 mu at 2 yuan, 1,000 yuan


def planned(rule: DeductionRule | None = RULE, *, whole: bool = False) -> Plan:
    plan = build.plan()
    services = ServiceRule(max_term_months=12, direct_award=True, deductions=rule)
    line = bend(plan.services.lines[0], whole=whole)
    return bend(
        plan,
        rules=bend(plan.rules, services=services),
        services=bend(plan.services, lines=(line,)),
    )


def delivery(number: int = 1, **changes: object) -> Delivery:
    values = {
        "id": f"V{number:02}",
        "agreement": "C01",
        "day": date(2007, 3, number),
        "quantity": D(100),
        "accepted": D(100),
        "accepted_by": ("经办", "复核"),
        "quality": "优",
    }
    return Delivery(**{**values, **changes})


def bought(*deliveries: Delivery, paid: str = "") -> Purchases:
    payment = bend(build.purchases().payments[0], amount=D(paid or 0), day=date(2007, 12, 31))
    return Purchases(agreements=(AGREEMENT,), deliveries=deliveries, payments=(payment,) if paid else ())


def found(plan: Plan, purchases: Purchases) -> list[tuple[str, Level, tuple[str, ...]]]:
    return [(f.code, f.level, f.rows) for f in check_services(plan, purchases)]


@pytest.mark.parametrize(
    ("quality", "late", "amount"),
    [
        ("优", 0, "300.00"),
        ("良", 0, "285.00"),  # 300 − 15
        ("优", 4, "294.00"),  # 300 × 2 % = 6
        ("良", 4, "279.00"),
        ("优", 20, "270.00"),  # 10 %, just the cap
        ("优", 21, "270.00"),  # 10.5 %, capped
        ("不合格", 0, "0.00"),
        ("不合格", 4, "0.00"),  # 300 − 300 − 6: never below nothing
        ("合格", 0, "300.00"),  # no such grade: S19 stops it
    ],
)
def test_a_hundred_mu_at_three_yuan(quality, late, amount):
    assert str(price(RULE, D(100), D(3), quality, late).amount) == amount


def test_the_working_out_is_kept():
    steps = price(RULE, D(100), D(3), "良", 21).steps
    assert [(s.label.zh, s.formula, s.exact) for s in steps] == [
        ("验收数量×单价", "100×3", 300),
        ("质量等次“良”扣款", "300×5%", 15),
        ("逾期21天扣款", "300×10%（21天×0.5%＝10.5%，以10%为限）", 30),
        ("应付", "300－15－30", 255),
    ]
    assert [s.label.en for s in steps] == [
        "accepted quantity × unit price",
        "deducted for grade 良",
        "deducted for 21 days late",
        "payable",
    ]
    (below, *_, last) = price(RULE, D(100), D(3), "不合格", 1).steps
    assert (below.exact, last.formula, last.exact) == (300, "300－300－1.5，不低于0", 0)


def test_rounded_once_by_the_stored_rule():
    """33.33 × 3.07 = 102.3231; 5 % is 5.116155; 97.206945 left: 97.21, cut off 97.20, to whole yuan 97."""
    for mode, places, amount in (
        (RoundingMode.HALF_UP, 2, "97.21"),
        (RoundingMode.TRUNCATE, 2, "97.20"),
        (RoundingMode.HALF_UP, 0, "97"),
    ):
        rule = bend(RULE, rounding=Rounding(mode=mode, places=places))
        assert str(price(rule, D("33.33"), D("3.07"), "良").amount) == amount
    # Without a rule to the cent, half up: 0.5 × 0.01 is half a cent.
    assert str(price(None, D("0.5"), D("0.01"), "良", 9).amount) == "0.01"


def test_line_by_line_and_never_beyond_the_quantity_or_the_amount():
    """450 accepted twice of 500 agreed: 450 × 2 − 5 % = 855, then 50 × 2 = 100."""
    much = {"quantity": D(450), "accepted": D(450)}
    purchases = bought(delivery(2, **much), delivery(1, **much, quality="良"))
    (line,) = statements(planned().services, purchases, planned().rules.services)
    assert [(w.delivery, w.counted, w.amount) for w in line.worths] == [
        ("V01", D(450), D("855.00")),
        ("V02", D(50), D("100.00")),
    ]
    assert line.payable == D("955.00")
    # Three thirds of a cent more each would make 0.03 of 0.02 agreed.
    small = bend(AGREEMENT, quantity=D(3), unit_price=D("0.005"), amount=D("0.02"))
    thirds = tuple(delivery(n, quantity=D(1), accepted=D(1)) for n in (1, 2, 3))
    (line,) = statements(planned().services, Purchases(agreements=(small,), deliveries=thirds))
    assert (line.payable, [w.amount for w in line.worths]) == (D("0.02"), [D("0.01")] * 3)


def test_s10_paid_beyond_what_is_left_after_deductions():
    """100 mu at 2 yuan, 良, 4 days late: 200 − 10 − 4 = 186."""
    late = delivery(quality="良", late_days=4)
    assert found(planned(), bought(late, paid="186")) == []
    (one,) = check_services(planned(), bought(late, paid="186.01"))
    assert (one.code, one.level, one.rows) == ("S10", Level.STOPS, ("payments:Y01", "agreements:C01"))
    assert one.words.zh == "协议C01验收应付186元，到Y01已付186.01元，多付0.01元。"
    assert one.words.en == (
        "Agreement C01: 186 yuan payable by acceptance, 186.01 paid with Y01: 0.01 too much."
    )


def test_s14_counts_deductions_on_the_day_of_payment():
    late = delivery(day=date(2007, 12, 31), quality="良")
    early = bend(bought(late, paid="190").payments[0], day=date(2007, 12, 30))
    purchases = bend(bought(late), payments=(early,))
    (one,) = check_services(planned(), purchases)
    assert (one.code, one.rows) == ("S14", ("payments:Y01",))


@pytest.mark.parametrize(
    ("rule", "changes", "level", "words"),
    [
        (RULE, {"quality": ""}, Level.STOPS, "V01没有写质量等次（有：优、良、不合格），扣多少不能确定。"),
        (
            RULE,
            {"quality": "合格"},
            Level.STOPS,
            "V01质量等次“合格”不在方案中（有：优、良、不合格），扣多少不能确定。",
        ),
        (
            None,
            {"quality": "良"},
            Level.EXPLAIN,
            "V01质量等次为“良”，方案没有相应的扣款规定，没有扣款。",
        ),
        (
            bend(RULE, late_percent=None, late_cap=None),
            {"late_days": 3},
            Level.EXPLAIN,
            "V01逾期3天，方案没有相应的扣款规定，没有扣款。",
        ),
        (
            None,
            {"quality": "", "late_days": 3},
            Level.EXPLAIN,
            "V01逾期3天，方案没有相应的扣款规定，没有扣款。",
        ),
        (
            None,
            {"quality": "良", "late_days": 3},
            Level.EXPLAIN,
            "V01质量等次为“良”，逾期3天，方案没有相应的扣款规定，没有扣款。",
        ),
    ],
)
def test_s19_quality_or_lateness_without_a_rule(rule, changes, level, words):
    (one,) = check_services(planned(rule), bought(delivery(**changes)))
    assert (one.code, one.level, one.rows, one.words.zh) == ("S19", level, ("deliveries:V01",), words)


def test_nothing_accepted_needs_no_grade():
    assert found(planned(), bought(delivery(quality="", accepted=D(0)))) == []
    assert found(planned(None), bought(delivery(quality=""))) == []


def test_s20_a_part_of_a_whole_unit():
    half = delivery(quantity=D("99.5"), accepted=D("98.5"))
    assert found(planned(), bought(half)) == []
    (one,) = check_services(planned(whole=True), bought(half))
    assert (one.code, one.level, one.rows) == ("S20", Level.STOPS, ("deliveries:V01",))
    assert one.words.zh == "V01的数量99.5、98.5不是整数，农技推广以“亩”计，只能是整数。"
    assert one.words.en == "V01: 99.5, 98.5 is no whole number; S01 counts in 亩."
    agreed = bend(AGREEMENT, quantity=D("500.5"), amount=D(1001))
    assert found(planned(whole=True), Purchases(agreements=(agreed,))) == [
        ("S20", Level.STOPS, ("agreements:C01",))
    ]
    # 100.0 is a whole number, however it is written.
    assert found(planned(whole=True), bought(delivery(accepted=D("100.0")))) == []
    assert found(bend(planned(), services=None), Purchases()) == []


def test_units_are_never_added_up():
    other = bend(AGREEMENT, id="C02", unit="公顷", quantity=D(30), unit_price=D(30), amount=D(900))
    purchases = Purchases(
        agreements=(AGREEMENT, other), deliveries=(delivery(), delivery(2, agreement="C02", accepted=D(10)))
    )
    (line,) = statements(planned().services, purchases)
    assert (line.quantity, line.accepted, line.agreed_amount, line.payable) == (500, 100, 1900, 500)
    assert found(planned(), purchases) == [("S06", Level.STOPS, ("agreements:C02",))]


def test_later_years_deduct_as_well():
    later = bend(AGREEMENT, id="C02", year=2008, start=date(2008, 1, 1), end=date(2008, 12, 31))
    purchases = Purchases(
        agreements=(AGREEMENT, later), deliveries=(delivery(agreement="C02", quality="良"),)
    )
    (line,) = later_statements(planned().services, purchases, planned().rules.services)
    assert (line.year, line.payable) == (2008, D("190.00"))


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"grades": (GradeDeduction(grade="良", percent=D(1)),) * 2}, ".grades"),
        ({"late_cap": None}, ""),
        ({"late_percent": None}, ""),
        ({"late_cap": D("0.4")}, ".late_cap"),
        ({"rounding": Rounding(mode=RoundingMode.HALF_UP, places=3)}, ".rounding"),
    ],
)
def test_a_rule_that_cannot_be(changes, path):
    (one,) = breaches(planned(bend(RULE, **changes)))
    assert one.path == f"rules.services.deductions{path}"


def test_a_sound_rule_is_taken():
    for rule in (RULE, None, bend(RULE, late_percent=None, late_cap=None), bend(RULE, late_cap=D("0.5"))):
        assert breaches(planned(rule)) == ()
