"""S18 and the agreement as changed: it counts from the day of the change."""

from datetime import date
from decimal import Decimal

import pytest

import build
from build import bend
from dinggang.basis import Level
from dinggang.plan import Plan, ServiceRule
from dinggang.services import (
    AwardMethod,
    Change,
    Delivery,
    Purchases,
    Term,
    as_changed,
    check_services,
    statements,
)
from dinggang.sheets import read_folder
from dinggang.sheets.writing import write_folder

D = Decimal
FIRST = build.purchases().agreements[0]  # C01: 500 mu at 2 yuan, 1,000 yuan, to 2007-12-31
DIRECT = bend(FIRST, method=AwardMethod.DIRECT, reason="承接原单位人员", price_compared="与邻镇比")


def change(what: Term, before: str, after: str, number: int = 1, **changes: object) -> Change:
    values = {
        "id": f"G{number:02}",
        "agreement": "C01",
        "day": date(2007, 7, 1),
        "what": what,
        "before": before,
        "after": after,
        "reason": "受灾面积扩大",
        "decided_by": "镇政府",
    }
    return Change(**{**values, **changes})


MORE = (change(Term.QUANTITY, "500", "540"), change(Term.AMOUNT, "1000", "1080", 2))


def limited(percent: str | None = "10") -> Plan:
    plan = build.plan()
    rule = ServiceRule(
        max_term_months=12, direct_award=True, max_raise_percent=None if percent is None else D(percent)
    )
    return bend(plan, rules=bend(plan.rules, services=rule))


def found(*changes: Change, plan: Plan | None = None, agreement=FIRST):
    return check_services(plan or limited(), Purchases(agreements=(agreement,), changes=changes))


def test_it_counts_from_its_day():
    assert as_changed(FIRST, MORE, date(2007, 6, 30)) == FIRST
    assert as_changed(FIRST, MORE, date(2007, 7, 1)) == bend(FIRST, quantity=D(540), amount=D(1080))
    longer = change(Term.END, "2007-12-31", "2007-11-30")
    assert as_changed(FIRST, [longer]).end == date(2007, 11, 30)
    assert as_changed(FIRST, [bend(longer, agreement="C02")]) == FIRST


def test_a_sound_change_is_no_finding_and_is_in_the_statement():
    assert found(*MORE) == ()
    (line,) = statements(build.plan().services, Purchases(agreements=(FIRST,), changes=MORE))
    assert (line.quantity, line.agreed_amount) == (540, 1080)


def test_less_than_the_base_year_by_a_change_is_less():
    less = (change(Term.QUANTITY, "500", "400"), change(Term.AMOUNT, "1000", "800", 2))
    assert [f.code for f in found(*less)] == ["S01", "S02"]


def test_amount_and_quantity_are_changed_together():
    assert [f.code for f in found(MORE[1])] == ["S07"]


def test_a_new_price_is_paid_from_its_day():
    """100 mu at 2 yuan in June, 100 at 2.50 in July: 450; by the end of June 200 could be paid."""
    priced = (change(Term.UNIT_PRICE, "2", "2.5"), change(Term.AMOUNT, "1000", "1200", 2))
    delivered = tuple(
        Delivery(
            id=f"V{month}",
            agreement="C01",
            day=date(2007, month, 15),
            quantity=D(100),
            accepted=D(100),
            accepted_by=("经办", "复核"),
        )
        for month in (6, 7)
    )
    purchases = Purchases(agreements=(FIRST,), deliveries=delivered, changes=priced)
    (line,) = statements(build.plan().services, purchases)
    assert [w.amount for w in line.worths] == [D("200.00"), D("250.00")]
    payment = bend(build.purchases().payments[0], day=date(2007, 6, 30), amount=D(200))
    assert check_services(limited(), bend(purchases, payments=(payment,))) == ()
    early = bend(payment, amount=D(201))
    assert [f.code for f in check_services(limited(), bend(purchases, payments=(early,)))] == ["S14"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"reason": ""}, "G01把协议C01的结束日期由2007-12-31改为2007-11-30，没有写理由。"),
        (
            {"reason": "", "decided_by": ""},
            "G01把协议C01的结束日期由2007-12-31改为2007-11-30，没有写理由、决定机关。",
        ),
        (
            {"before": "2007-12-30"},
            "G01把协议C01的结束日期由“2007-12-30”改为“2007-11-30”，而变更前是2007-12-31，对不上或读不出。",
        ),
        (
            {"after": "年底"},
            "G01把协议C01的结束日期由“2007-12-31”改为“年底”，而变更前是2007-12-31，对不上或读不出。",
        ),
        (
            {"what": Term.QUANTITY, "before": "500亩", "after": "500"},
            "G01把协议C01的数量由“500亩”改为“500”，而变更前是500，对不上或读不出。",
        ),
    ],
)
def test_s18_a_change_without_grounds_or_from_something_else(changes, words):
    (one,) = found(bend(change(Term.END, "2007-12-31", "2007-11-30"), **changes))
    rows = ("changes:G01",) if "没有写" in words else ("changes:G01", "agreements:C01")
    assert (one.code, one.level, one.rows) == ("S18", Level.STOPS, rows)
    assert one.words.zh == words


def test_s18_the_second_change_starts_from_the_first():
    again = [bend(c, id=f"G1{n}", day=date(2007, 8, 1)) for n, c in enumerate(MORE)]
    assert [f.code for f in found(*MORE, *again)] == ["S18", "S18"]


@pytest.mark.parametrize(
    ("quantity", "amount", "count"), [("550", "1100", 0), ("550.005", "1100.01", 1), ("700", "1400", 1)]
)
def test_s18_a_direct_award_raised_beyond_ten_per_cent(quantity, amount, count):
    raised = (change(Term.QUANTITY, "500", quantity), change(Term.AMOUNT, "1000", amount, 2))
    signs = found(*raised, agreement=DIRECT)
    assert [(f.code, f.level, f.rows) for f in signs] == [
        ("S18", Level.EXPLAIN, ("agreements:C01", "changes:G02"))
    ] * count
    assert found(*raised) == ()  # tendered
    assert found(*raised, agreement=DIRECT, plan=limited(None)) == ()


def test_s18_tells_the_amounts():
    raised = (change(Term.QUANTITY, "500", "700"), change(Term.AMOUNT, "1000", "1400", 2))
    (one,) = found(*raised, agreement=DIRECT)
    assert one.words.zh == "定向购买的协议C01金额由1000元增至1400元，增加400元，超过10%的限度100元。"
    assert one.words.en.endswith("400 more, beyond the 10 per cent (100) that need no explanation.")


def test_s13_a_change_of_an_unknown_agreement():
    assert [(f.code, f.rows) for f in found(change(Term.QUANTITY, "1", "2", agreement="C09"))] == [
        ("S13", ("changes:G01",))
    ]


def test_the_sheet_is_written_and_read_back(tmp_path):
    case = build.case()
    bought = bend(case.purchases, changes=MORE)
    write_folder(tmp_path / "case", bend(case, purchases=bought), {})
    assert read_folder(tmp_path / "case").case.purchases.changes == MORE
