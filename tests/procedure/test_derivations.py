"""Every number of the ledgers of exits and services is worked out anew from its line on the sheet 算式; three by hand."""

import io
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest

import build
from build import bend
from dinggang.basis import Rounding, RoundingMode
from dinggang.case import Folder
from dinggang.documents.derivations import arithmetic, cleared_derivations
from dinggang.exits import Employment, Exit, Ground, Terms, settle
from dinggang.plan import DeductionRule, ExitRoute
from dinggang.plan.buying import GradeDeduction
from dinggang.procedure import papers, run
from dinggang.services import Change, Delivery, Term
from dinggang.sheets import read_folder

ROOT = Path(__file__).resolve().parents[2]
TOWN = read_folder(ROOT / "examples" / "town-2006")
PAGE = (ROOT / "docs" / "working-out.md").read_text(encoding="utf-8")
D = Decimal
ROUNDINGS = {
    r.words.zh: r
    for r in (Rounding(mode=mode, places=places) for mode in RoundingMode for places in (0, 1, 2))
}
TOKEN = re.compile(r"\d+(?:\.\d+)?|min|max|.")


class Calculator:
    """Sums, products, quotients, per cent, min and max: what the column 算式 may hold, and nothing else."""

    def __init__(self, text: str) -> None:
        self.tokens = TOKEN.findall(text)
        self.at = 0

    def value(self) -> Fraction:
        found = self._sum()
        assert self.at == len(self.tokens)
        return found

    def _next(self) -> str:
        self.at += 1
        return self.tokens[self.at - 1]

    def _peek(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def _sum(self) -> Fraction:
        found = self._product()
        while self._peek() in {"＋", "－"} and self._peek():
            found = found + self._product() if self._next() == "＋" else found - self._product()
        return found

    def _product(self) -> Fraction:
        found = self._number()
        while self._peek() in {"×", "/"} and self._peek():
            found = found * self._number() if self._next() == "×" else found / self._number()
        return found

    def _number(self) -> Fraction:
        mark = self._next()
        if mark in {"min", "max"}:
            assert self._next() == "("
            one = self._sum()
            assert self._next() == "，"
            other = self._sum()
            assert self._next() == ")"
            return min(one, other) if mark == "min" else max(one, other)
        found = Fraction(mark)
        if self._peek() == "%":
            self._next()
            found /= 100
        return found


def test_the_calculator():
    assert Calculator("min(100.5＋2×3，7)－50×10%").value() == 2
    assert Calculator("max(1－2，0)").value() == 0
    for wrong in ("3个", "三", "1＋", "min(1，2"):
        with pytest.raises((AssertionError, ValueError, IndexError)):
            Calculator(wrong).value()


def books(folder: Folder) -> dict[str, dict[str, list[tuple[object, ...]]]]:
    """Sheet → rows of the three workbooks, from the header on."""
    done = run(folder)
    files = papers(folder, done)
    found = {}
    for name in ("02-清退台账.xlsx", "07-分流台账.xlsx", "08-购买服务台账.xlsx"):
        book = openpyxl.load_workbook(io.BytesIO(files[name]))
        found[name] = {ws.title: list(ws.iter_rows(min_row=2, values_only=True)) for ws in book}
    return found


def lines(sheets: dict[str, list[tuple[object, ...]]]) -> dict[str, tuple[str, str, Decimal]]:
    """Id → arithmetic, rounding, result. No id stands twice."""
    rows = [row for row in sheets["算式"][1:] if row[0] and row[3] is not None]
    assert len({row[0] for row in rows}) == len(rows)
    assert all(row[4] for row in rows)
    return {str(row[0]): (str(row[1]), str(row[2] or ""), D(str(row[3]))) for row in rows}


def numbers(sheets: dict[str, list[tuple[object, ...]]]) -> Iterator[tuple[str, Decimal]]:
    """Every number of every sheet but 算式 as (id, number); the year of a row is part of its id."""
    for title, (header, *rows) in sheets.items():
        seen: dict[str, int] = {}
        for row in rows if title != "算式" else ():
            key = str(row[0])
            if title == "清退台账测算":
                seen[key] = seen.get(key, 0) + 1
                key = f"{key}·{seen[key]}"
            if "年度" in header and row[header.index("年度")] is not None:
                key = f"{key}·{row[header.index('年度')]}"
            for column, cell in zip(header, row, strict=True):
                if isinstance(cell, int | float) and column != "年度":
                    yield f"{title}·{key}·{column}", D(str(cell))


def deducting() -> Folder:
    """The town with deductions; V04 is graded 良 and four days late, C01 has a change, C02 is paid out of two deliveries."""
    rule = DeductionRule(
        grades=(GradeDeduction(grade="优", percent=D(0)), GradeDeduction(grade="良", percent=D(5))),
        late_percent=D("0.5"),
        late_cap=D(10),
        rounding=Rounding(mode=RoundingMode.HALF_UP, places=2),
    )
    case = TOWN.case
    plan = bend(
        case.plan, rules=bend(case.plan.rules, services=bend(case.plan.rules.services, deductions=rule))
    )
    marked = [
        bend(d, quality="良", late_days=4) if d.id == "V04" else bend(d, quality="优")
        for d in case.purchases.deliveries
    ]
    more = Delivery(
        id="V20",
        agreement="C02",
        day=date(2006, 12, 26),
        quantity=D("33.33"),
        accepted=D("33.33"),
        accepted_by=("甲", "乙"),
        quality="良",
        late_days=21,
    )
    changed = tuple(
        Change(
            id=id_,
            agreement="C01",
            day=date(2006, 12, 27),
            what=what,
            before=old,
            after=new,
            reason="扩面",
            decided_by="镇政府",
        )
        for id_, what, old, new in (
            ("G01", Term.QUANTITY, "12000", "12100"),
            ("G02", Term.AMOUNT, "96000", "96800"),
        )
    )
    bought = bend(case.purchases, deliveries=(*marked, more), changes=changed)
    # Payments as accepted: V04 is worth 9,486 now.
    payments = tuple(bend(p, amount=D(9486)) if p.id == "Y04" else p for p in bought.payments)
    return Folder(
        case=bend(case, plan=plan, purchases=bend(bought, payments=payments)),
        names=TOWN.names,
        places=TOWN.places,
        digests=TOWN.digests,
    )


@pytest.fixture(scope="module")
def plain() -> dict[str, dict[str, list[tuple[object, ...]]]]:
    return books(TOWN)


@pytest.fixture(scope="module")
def deducted() -> dict[str, dict[str, list[tuple[object, ...]]]]:
    return books(deducting())


@pytest.mark.parametrize("which", ["plain", "deducted"])
def test_every_number_has_its_line_and_the_line_gives_it(which, request):
    found = 0
    for sheets in request.getfixturevalue(which).values():
        derived = lines(sheets)
        for id_, number in numbers(sheets):
            assert derived[id_][2] == number
            found += 1
    # 20 cleared: due line, due, paid; two totals; 5 by the month; 8 lines of six figures and four totals
    assert found == 20 * 3 + 2 + 5 * 2 + 8 * 6 + 4


@pytest.mark.parametrize("which", ["plain", "deducted"])
def test_the_arithmetic_gives_the_result(which, request):
    for sheets in request.getfixturevalue(which).values():
        for id_, (text, rounding, result) in lines(sheets).items():
            exact = Calculator(text).value()
            assert (id_, ROUNDINGS[rounding](exact) if rounding else exact) == (id_, result)


def test_parts_of_a_cell_have_lines_of_their_own(deducted):
    derived = lines(deducted["08-购买服务台账.xlsx"])
    assert derived["购买服务·S02·2007·V20·应付"][:2] == ("66.66－3.333－6.666", "四舍五入保留2位小数")
    assert derived["购买服务·S02·2007·应付"][0] == "min(8400＋56.66，120000)"
    assert derived["购买服务·S01·2007·协议金额"][0] == "96800"
    assert derived["购买服务·S01·2007·C01·协议金额"][0] == "12100×8"
    assert derived["购买服务·S02·2007·V20·第3步"][0] == "66.66×10%"


def test_remarks_are_left_out():
    assert arithmetic("300×4天×0.5%") == "300×4×0.5%"
    assert arithmetic("10－8－3，不低于0") == "max(10－8－3，0)"


def test_dues_on_both_sides_of_2008_capped_and_in_lieu():
    of = Employment(
        start=date(2004, 7, 1),
        last_day=date(2026, 10, 30),
        wage=D(30000),
        ground=Ground.CHANGED,
        notified=date(2026, 10, 10),
        last_wage=D("31000.5"),
    )
    dues = settle(of, Terms(average_wage=D(7000)))
    left = Exit(
        person="P01",
        route=ExitRoute.CLEAR_TEMP,
        last_day=of.last_day,
        granted=True,
        dues=dues,
        due_total=sum((d.amount for d in dues), D(0)),
    )
    found = {d.id: d for d in cleared_derivations([left])}
    assert [found[f"清退台账测算·P01·{n}·金额"].arithmetic for n in (1, 2, 3)] == [
        "30000×4",
        "21000×12",
        "31000.5×1",
    ]
    assert found["清退台账·P01·应付"].arithmetic == "120000＋252000＋31000.5"
    for d in found.values():
        assert Calculator(d.arithmetic).value() == d.amount


# ── docs/working-out.md ──


def section(title: str) -> tuple[dict[str, str], list[str]]:
    """The numbers of a section's table, and the amounts in bold."""
    text = PAGE.partition(f"\n## {title}\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| ([^|]+) \| ([\d.-]+) \| [^|]+ \|$", text, re.MULTILINE)
    return dict(rows), re.findall(r"\*\*([\d.]+)\*\*", text)


def cell(sheets: dict[str, list[tuple[object, ...]]], title: str, row: str, column: str) -> Decimal:
    header, *rows = sheets[title]
    (value,) = (r[header.index(column)] for r in rows if r[0] == row)
    return D(str(value))


def test_severance_by_hand(plain):
    given, (amount,) = section("Severance")
    case = TOWN.case
    person = next(p for p in case.people if p.id == "P117")
    left = next(e for e in case.exits if e.person == "P117")
    rule = next(r for r in case.plan.rules.exits if r.route is ExitRoute.CLEAR_OWN)
    first, last = date.fromisoformat(given["first day"]), date.fromisoformat(given["last day"])
    assert (first, last, D(given["monthly wage"])) == (person.hired, left.last_day, person.monthly_wage)
    assert (D(given["months a year"]), D(given["months at most"])) == (rule.months_per_year, rule.max_months)
    years = last.year - first.year + ((last.month, last.day) >= (first.month, first.day))  # begun years
    months = min(years * D(given["months a year"]), D(given["months at most"]))
    assert (
        D(amount)
        == months * D(given["monthly wage"])
        == cell(plain["02-清退台账.xlsx"], "清退台账", "P117", "应付")
    )


def test_pay_by_the_month_by_hand(plain):
    given, (monthly, total) = section("Pay by the month")
    case = TOWN.case
    person = next(p for p in case.people if p.id == "P032")
    left = next(e for e in case.exits if e.person == "P032")
    last, birth = date.fromisoformat(given["last day"]), date.fromisoformat(given["birth"])
    assert (birth, D(given["monthly wage"]), last) == (person.birth, person.monthly_wage, left.last_day)
    months = (birth.year + 60 - last.year) * 12 + birth.month - last.month
    sheets = plain["07-分流台账.xlsx"]
    each = D(given["monthly wage"]) * D(given["per cent"]) / 100
    assert D(monthly) == each == cell(sheets, "分流台账", "P032", "每月发给")
    assert D(total) == each * months == cell(sheets, "分流台账", "P032", "到龄前合计")


def test_a_payment_with_deductions_by_hand(deducted):
    given, (amount,) = section("A payment with deductions")
    case = deducting().case
    agreement = next(a for a in case.purchases.agreements if a.id == "C04")
    delivery = next(d for d in case.purchases.deliveries if d.id == "V04")
    rule = case.plan.rules.services.deductions
    assert (D(given["accepted"]), int(given["days late"])) == (delivery.accepted, delivery.late_days)
    assert (D(given["unit price"]), D(given["agreed amount"])) == (agreement.unit_price, agreement.amount)
    assert D(given["per cent a day"]) == rule.late_percent
    assert D(given["per cent off for 良"]) == next(g.percent for g in rule.grades if g.grade == "良")
    gross = D(given["accepted"]) * D(given["unit price"])
    off = D(given["per cent off for 良"]) + int(given["days late"]) * D(given["per cent a day"])
    left = gross * (100 - off) / 100
    assert D(amount) == min(left, D(given["agreed amount"]))
    assert D(amount) == cell(deducted["08-购买服务台账.xlsx"], "购买服务", "S04", "应付")


def test_every_budget_year_has_its_rows_and_its_total():
    """A second year on two of the eight lines, C01 once more with 100 mu accepted at 8 yuan and half of it paid."""
    case = TOWN.case
    first, second = (
        bend(
            a,
            id=f"C2{n}",
            year=2008,
            start=date(2007, 12, 1),
            end=date(2008, 11, 30),
            signed=date(2007, 11, 20),
        )
        for n, a in enumerate(case.purchases.agreements[:2], start=1)
    )
    delivery = bend(
        case.purchases.deliveries[0],
        id="V21",
        agreement="C21",
        day=date(2008, 3, 1),
        quantity=D(100),
        accepted=D(100),
    )
    payment = bend(case.purchases.payments[0], id="Y21", agreement="C21", day=date(2008, 3, 9), amount=D(400))
    bought = bend(
        case.purchases,
        agreements=(*case.purchases.agreements, first, second),
        deliveries=(*case.purchases.deliveries, delivery),
        payments=(*case.purchases.payments, payment),
    )
    folder = Folder(case=bend(case, purchases=bought), names=TOWN.names, places=TOWN.places, digests={})
    sheets = books(folder)["08-购买服务台账.xlsx"]
    derived = lines(sheets)
    told = dict(numbers(sheets))
    assert {id_: derived[id_][2] for id_ in told} == told
    assert told["购买服务·S01·2008·应付"] == 800
    assert told["购买服务·合计·2007·应付"] == 53100
    assert (told["购买服务·合计·2008·应付"], told["购买服务·合计·2008·已付"]) == (800, 400)
    assert told["购买服务·合计·2008·协议金额"] == 216000


def test_the_small_case_has_its_lines_too():
    sheets = books(build.folder())
    assert lines(sheets["08-购买服务台账.xlsx"])["购买服务·S01·2007·应付"][0] == "min(200，1000)"
