"""Five ways to cheat on the invented town, each found with its rows and amounts; the town as it is has none of them."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest

from dinggang.balance import services_findings
from dinggang.balance.later import Later, LaterKind, LaterPerson, PaidBy, closed
from dinggang.balance.rebound import rebound
from dinggang.basis import Finding, Level
from dinggang.case import Case, effects
from dinggang.exits import Exit
from dinggang.procedure import run
from dinggang.services import Agreement, Payment
from dinggang.sheets import read_folder

TOWN = read_folder(Path(__file__).resolve().parents[2] / "examples" / "town-2006")
CASE = TOWN.case
COMPANY = "望禾镇农工商综合服务公司"
D = Decimal


def bought(**changes: object) -> Case:
    return msgspec.structs.replace(CASE, purchases=msgspec.structs.replace(CASE.purchases, **changes))


def agreements(**changed: dict[str, object]) -> tuple[Agreement, ...]:
    return tuple(msgspec.structs.replace(a, **changed.get(a.id, {})) for a in CASE.purchases.agreements)


def new(case: Case) -> list[Finding]:
    """What is found and is not found in the town as it is."""
    before = services_findings(CASE)
    return [f for f in services_findings(case) if f not in before]


def placed(findings: Iterable[Finding]) -> bool:
    """Every row of every finding is a row of a file of the town."""
    return all(row in TOWN.places for f in findings for row in f.rows)


def test_the_town_as_it_is():
    assert [(f.code, f.level) for f in services_findings(CASE)] == [("X9", Level.EXPLAIN)]


def test_paying_more_than_was_accepted():
    """600 mu at 8 yuan were accepted under C01: 4,800. 4,800.01 is a cent too much."""
    first, *rest = CASE.purchases.payments
    (one,) = new(bought(payments=(msgspec.structs.replace(first, amount=D("4800.01")), *rest)))
    assert (one.code, one.level, one.rows) == ("S10", Level.STOPS, ("payments:Y01", "agreements:C01"))
    assert one.words.zh == "协议C01验收应付4800元，到Y01已付4800.01元，多付0.01元。"
    assert placed([one])


def test_moving_money_between_purposes():
    (one,) = new(bought(agreements=agreements(C01={"purpose": "镇区道路、绿化和保洁"})))
    assert (one.code, one.level, one.rows) == ("S03", Level.STOPS, ("agreements:C01",))
    assert one.words.zh == "农技推广的用途应为“农业技术推广、示范和培训”，C01写的是“镇区道路、绿化和保洁”。"
    assert placed([one])


def test_lowering_one_line_while_the_total_stays():
    """S01 gives 8,000 yuan (1,000 mu) to S02: the total is still 758,400."""
    moved = agreements(
        C01={"quantity": D(11000), "amount": D(88000)}, C02={"quantity": D(64000), "amount": D(128000)}
    )
    assert sum(a.amount for a in moved) == 758400
    (one,) = new(bought(agreements=moved))
    assert (one.code, one.level, one.rows) == ("S01", Level.STOPS, ("agreements:C01",))
    assert one.words.zh == "农技推广2007年协议金额88000元，少于2005年的96000元，少8000元。"
    assert placed([one])


@pytest.mark.parametrize(("each", "count"), [(1000, 1), (950, 1), (0, 0)])
def test_paying_the_same_staff_monthly_through_the_company(each, count):
    """Ten people were sent to the company; it gets a whole sum for each of them, three months on end."""
    monthly = tuple(
        Payment(id=f"Y1{month}", agreement="C07", day=date(2007, month, 28), amount=D(10 * each))
        for month in (1, 2, 3)
    )
    found = [f for f in new(bought(payments=(*CASE.purchases.payments, *monthly))) if f.code == "S16"]
    rows = [f.rows for f in found if "每人" in f.words.zh]
    assert len(rows) == count
    assert [row[:3] for row in rows] == [("payments:Y11", "payments:Y12", "payments:Y13")] * count
    assert [f.words.zh for f in found if "每人" in f.words.zh] == [
        f"自2007-01至2007-03连续3个月每月付{COMPANY}{10 * each}元，恰为转入该单位的10人每人{each}元，疑似变相用工。"
    ] * count


@pytest.mark.parametrize("through", ["", COMPANY])
def test_hiring_a_cleared_person_again(through):
    done = run(TOWN)
    cleared: Exit = (done.results.clearances or ())[0]
    again = LaterPerson(
        row="later:2",
        person=cleared.person,
        body="B03",
        kind=LaterKind.COMPANY if through else LaterKind.TEMPORARY,
        employer=through,
        paid_by=PaidBy.SERVICES if through else PaidBy.BUDGET,
        start=date(2007, 3, 1),
    )
    settled = closed(CASE, effects(CASE.acts), done.results.outcomes or ())
    (one,) = rebound(settled, Later(people=(again,)))
    assert (one.code, one.level) == ("W01", Level.STOPS)
    assert one.rows == ("later:2", "people:P101", "exits:P101/clear_temp")
    assert placed([msgspec.structs.replace(one, rows=one.rows[1:])])
    assert one.words.zh == (
        "P101已临时人员清退（2006-10-20离岗），后来的花名册上"
        f"{f'经{through}' if through else ''}又在社会事务办公室，{'公司人员' if through else '临时'}，"
        f"由{'服务经费' if through else '财政人员经费'}支付，自2007-03-01起。"
    )
