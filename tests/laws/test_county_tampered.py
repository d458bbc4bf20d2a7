"""What has been done to reforms elsewhere, done to the sound county: each is found, with its rows and its amounts.

Money paid for nothing, money moved, one line starved for another, people paid through the company, people taken back.
"""

import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from build import bend
from counties import small_county
from dinggang.balance.later import Later, LaterKind, LaterPerson, PaidBy, closed
from dinggang.balance.rebound import rebound
from dinggang.basis import Finding, Level
from dinggang.case import Case, Folder, effects
from dinggang.plan import ExitRoute
from dinggang.procedure import run
from dinggang.services import Agreement, Payment, Purchases, Term
from dinggang.sheets import write_folder

D = Decimal


@pytest.fixture(scope="module")
def sound() -> Folder:
    return small_county()


def bought(folder: Folder, **changes: object) -> Folder:
    case = folder.case
    return bend(folder, case=bend(case, purchases=bend(case.purchases, **changes)))


def standing(folder: Folder) -> list[Finding]:
    """What stops or is not explained in a run, G07 aside: it repeats the others."""
    judged = [j for r in run(folder).steps for j in r.judged]
    return [j.finding for j in judged if (j.stops or j.unexplained) and j.finding.code != "G07"]


def codes(findings: list[Finding]) -> list[str]:
    return sorted({f.code for f in findings})


def untouched(purchases: Purchases) -> list[Agreement]:
    changed = {c.agreement for c in purchases.changes}
    return [a for a in purchases.agreements if a.id not in changed]


def overpaid(folder: Folder) -> tuple[Folder, Payment]:
    """A thousand yuan more than was accepted, with the last payment of an agreement."""
    *others, last = folder.case.purchases.payments
    more = bend(last, amount=last.amount + 1000)
    return bought(folder, payments=(*others, more)), more


def other_purpose(folder: Folder) -> tuple[Folder, Agreement, Agreement]:
    """One line's agreement pays for the purpose of another."""
    one = untouched(folder.case.purchases)[0]
    other = next(a for a in folder.case.purchases.agreements if a.line != one.line)
    moved = bend(one, purpose=other.purpose)
    agreements = tuple(moved if a.id == one.id else a for a in folder.case.purchases.agreements)
    return bought(folder, agreements=agreements), one, other


def starved(folder: Folder) -> tuple[Folder, Agreement, Agreement, Decimal]:
    """Half of one agreement's quantity goes to another line; the total stays as it was, to the cent."""
    purchases = folder.case.purchases
    one, other = next(
        (a, b)
        for a in untouched(purchases)
        for b in untouched(purchases)
        if a.line != b.line and not (a.quantity // 2 * a.unit_price) % b.unit_price
    )
    half = one.quantity // 2
    money = half * one.unit_price
    less = bend(one, quantity=one.quantity - half, amount=one.amount - money)
    more = bend(other, quantity=other.quantity + money / other.unit_price, amount=other.amount + money)
    swapped = {one.id: less, other.id: more}
    agreements = tuple(swapped.get(a.id, a) for a in purchases.agreements)
    return bought(folder, agreements=agreements), one, other, money


def on_the_payroll(folder: Folder) -> tuple[Folder, Agreement, Decimal, int]:
    """The company gets 5,000 yuan a month for each of those sent there, three months on end, for nothing accepted."""
    purchases = folder.case.purchases
    people = sum(e.route is ExitRoute.DIVERT_COMPANY for e in folder.case.exits)
    related = [a for a in untouched(purchases) if a.related]
    one, ids = related[0], {a.id for a in purchases.agreements if a.related}
    wages = D(5000) * people
    payments = (
        *(p for p in purchases.payments if p.agreement not in ids),
        *(
            Payment(id=f"Y{90000 + month}", agreement=one.id, day=date(2026, month, 15), amount=wages)
            for month in (10, 11, 12)
        ),
    )
    deliveries = tuple(d for d in purchases.deliveries if d.agreement != one.id)
    return bought(folder, payments=payments, deliveries=deliveries), one, wages, people


def test_the_county_is_sound(sound) -> None:
    done = run(sound)
    assert done.closed
    assert [j.finding.code for r in done.steps for j in r.judged if j.stops or j.unexplained] == []
    outcomes = [o.person for o in done.results.outcomes or ()]
    assert sorted(outcomes) == sorted(p.id for p in sound.case.people)


def test_paying_more_than_was_accepted(sound) -> None:
    tampered, payment = overpaid(sound)
    found = standing(tampered)
    assert codes(found) == ["S10"]
    assert [f.level for f in found] == [Level.STOPS]
    assert found[0].rows == (f"payments:{payment.id}", f"agreements:{payment.agreement}")
    assert "多付1000元" in found[0].words.zh


def test_money_moved_to_another_purpose(sound) -> None:
    tampered, one, other = other_purpose(sound)
    found = standing(tampered)
    assert codes(found) == ["S03"]
    assert [f.rows for f in found] == [(f"agreements:{one.id}",)]
    assert other.purpose in found[0].words.zh
    assert one.purpose in found[0].words.zh


def test_one_line_starved_while_the_total_stays(sound) -> None:
    tampered, one, _, money = starved(sound)
    found = standing(tampered)
    assert codes(found) == ["S01"], "the total is what it was: S02 and S21 have nothing to say"
    services = sound.case.plan.services
    assert services is not None
    base = next(s.base_amount for s in services.lines if s.id == one.line)
    agreed = agreed_on(sound.case, one.line) - money
    assert f"agreements:{one.id}" in found[0].rows
    assert f"少{(base - agreed).normalize():f}元" in found[0].words.zh


def agreed_on(case: Case, line: str) -> Decimal:
    """What a line's agreements come to after their changes, added up by hand."""
    ids = {a.id for a in case.purchases.agreements if a.line == line}
    raised = {c.agreement: D(c.after) for c in case.purchases.changes if c.what is Term.AMOUNT}
    return sum((raised.get(a.id, a.amount) for a in case.purchases.agreements if a.id in ids), D(0))


def test_the_same_people_paid_every_month_through_the_company(sound) -> None:
    tampered, one, wages, people = on_the_payroll(sound)
    found = [f for f in standing(tampered) if f.code == "S16"]
    rows = {r for f in found for r in f.rows}
    assert {f"payments:Y{90000 + m}" for m in (10, 11, 12)} | {f"agreements:{one.id}"} <= rows
    assert len([r for r in rows if r.startswith("exits:")]) == people
    assert [f"{wages.normalize():f}元" in f.words.zh for f in found] == [True, True]
    assert any(f"{people}人每人5000元" in f.words.zh for f in found)
    assert any("没有验收任何数量" in f.words.zh for f in found)
    assert all("GM-10" in f.cites for f in found)
    # Paid for nothing: that is a breach, and no sign of one.
    assert "S10" in codes(standing(tampered))


def test_taking_back_who_was_cleared(sound) -> None:
    done = run(sound)
    case = sound.case
    settled = closed(case, effects(case.acts), done.results.outcomes or ())
    cleared = next(e for e in case.exits if e.route is ExitRoute.CLEAR_TEMP)
    back = LaterPerson(
        row="later:7",
        person=cleared.person,
        body=case.plan.bodies[0].id,
        kind=LaterKind.AGENCY,
        employer="清屿市众和物业服务有限公司",
        paid_by=PaidBy.SERVICES,
        start=date(2027, 3, 1),
    )
    found = [f for f in rebound(settled, Later(people=(back,))) if f.code == "W01"]
    assert [f.level for f in found] == [Level.STOPS]
    assert "later:7" in found[0].rows
    assert cleared.person in found[0].words.zh


@pytest.mark.parametrize(
    ("tamper", "code"),
    [(overpaid, "S10"), (other_purpose, "S03"), (starved, "S01"), (on_the_payroll, "S16")],
    ids=["overpaid", "purpose", "starved", "payroll"],
)
def test_the_same_out_of_files(sound, tamper, code, tmp_path: Path) -> None:
    """From the folder a clerk hands in to the words on the screen, with file and row."""
    tampered, *_ = tamper(sound)
    write_folder(tmp_path / "county", tampered.case, dict(tampered.names))
    done = subprocess.run(
        [Path(sys.executable).with_name("dinggang"), "check", str(tmp_path / "county")],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert f"[{code} " in done.stdout
    assert "services.xlsx" in done.stdout
