"""算式: every amount of the ledgers of exits and services with what it was computed from, so that a reader needs no other file.

One line an amount: its id (`sheet·row·column`), arithmetic that can be typed into a calculator, the rounding if any, the
result, and where the numbers in it come from. Inputs stand as themselves.
"""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from dinggang.basis import CENT, Rounding, plain, shown
from dinggang.documents.words import INTERNAL, money, quantity
from dinggang.exits import Exit
from dinggang.plan import Plan
from dinggang.services import Agreement, LineStatement, Purchases, Worth, as_changed, yearly
from dinggang.sheets import Sheet

PRODUCT = re.compile(r"\d+(?:\.\d+)?(?:/\d+)?(?:×\d+(?:\.\d+)?(?:/\d+)?)+$")
"""The product at the end of a due's formula: 660×11."""
CLEARED, DUES, LEAVING, BOUGHT = "清退台账", "清退台账测算", "分流台账", "购买服务"
TOTAL = "合计"


class Derived(NamedTuple):
    """One amount: the arithmetic gives it exactly, or by `rounding`."""

    sheet: str
    row: str
    column: str
    arithmetic: str
    amount: Decimal
    source: str
    rounding: Rounding | None = None

    @property
    def id(self) -> str:
        return f"{self.sheet}·{self.row}·{self.column}"


def derivation_sheet(lines: Iterable[Derived], *, internal: bool) -> Sheet:
    """算式 as a sheet beside the ledger."""
    return Sheet(
        title="算式",
        heading="各项金额的算式",
        columns=("编号", "算式", "取舍", "得数", "数从哪里来"),
        rows=tuple(
            (d.id, d.arithmetic, "" if d.rounding is None else d.rounding.words.zh, d.amount, d.source)
            for d in lines
        ),
        notes=(
            "编号＝工作表·行·列，与台账的格子一一对应；列名前有单据编号的，是台账格子的组成部分。",
            "min(甲，乙)取小的，max(甲，乙)取大的。",
            *((INTERNAL,) if internal else ()),
        ),
    )


def added(amounts: Iterable[Decimal]) -> str:
    """A sum as it is typed: 120＋30; 0 of nothing."""
    return "＋".join(plain(a) for a in amounts) or "0"


# ── exits ──


def cleared_derivations(exits: Sequence[Exit]) -> list[Derived]:
    """Of 清退台账 and its 测算: every due, what each person is owed and was paid, and the totals."""
    found: list[Derived] = []
    for e in exits:
        for number, due in enumerate(e.dues, start=1):
            product = PRODUCT.search(due.formula)
            arithmetic = shown(due.exact) if product is None else product.group()
            rounding = CENT if CENT(due.exact) != due.exact else None
            row = f"{e.person}·{number}"
            source = f"{due.formula}。来本单位日期、月工资见花名册{e.person}，离岗日期、通知、上月工资见exits表{e.person}；{due.clause}"
            found.append(Derived(DUES, row, "金额", arithmetic, money(due.amount), source, rounding))
        dues = "、".join(f"{DUES}·{e.person}·{n}" for n in range(1, len(e.dues) + 1))
        found.append(
            Derived(
                CLEARED,
                e.person,
                "应付",
                added(d.amount for d in e.dues),
                money(e.due_total),
                dues or "没有应付的项目",
            )
        )
        if e.paid is not None:
            source = f"exits表{e.person}的实付金额"
            found.append(Derived(CLEARED, e.person, "实付", plain(e.paid), money(e.paid), source))
    paid = [e.paid for e in exits if e.paid is not None]
    for column, amounts in (("应付", [e.due_total for e in exits]), ("实付", paid)):
        total = sum(amounts, Decimal(0))
        found.append(
            Derived(CLEARED, TOTAL, column, added(amounts), money(total), f"{CLEARED}各行的{column}")
        )
    return found


def leaving_derivations(exits: Sequence[Exit]) -> list[Derived]:
    """Of 分流台账: what is paid by the month, and what it comes to until the statutory month."""
    found: list[Derived] = []
    for e in exits:
        m = e.monthly
        if m is None:
            continue
        wage = f"花名册{e.person}的月工资{plain(m.wage)}元，{m.clause}发{plain(m.percent)}%"
        months = f"{m.first[0]}-{m.first[1]:02}至{m.last[0]}-{m.last[1]:02}（到龄当月）共{m.months}个月；{m.clause}"
        found += [
            Derived(
                LEAVING, e.person, "每月发给", f"{plain(m.wage)}×{plain(m.percent)}%", m.amount, wage, CENT
            ),
            Derived(LEAVING, e.person, "到龄前合计", f"{plain(m.amount)}×{m.months}", money(m.total), months),
        ]
    return found


# ── services ──


def service_derivations(
    plan: Plan, purchases: Purchases, statements: Sequence[LineStatement]
) -> list[Derived]:
    """Of 购买服务: quantities and amounts line by line, down to each agreement, delivery and payment; and the totals."""
    found: list[Derived] = []
    for s in statements:
        found += _line(plan, purchases, s)
    years = yearly(statements)
    for those in years:
        row = f"{TOTAL}·{those[0].year}" if len(years) > 1 else TOTAL
        for column, amounts in (
            (_base_column(plan), [s.base_amount for s in those]),
            ("协议金额", [s.agreed_amount for s in those]),
            ("应付", [s.payable for s in those]),
            ("已付", [s.paid for s in those]),
        ):
            total = money(sum(amounts, Decimal(0)))
            found.append(Derived(BOUGHT, row, column, added(amounts), total, f"{BOUGHT}当年各行的{column}"))
    return found


def _base_column(plan: Plan) -> str:
    return f"{plan.services.base_year}年经费" if plan.services is not None else "基年经费"


def _line(plan: Plan, purchases: Purchases, s: LineStatement) -> Iterable[Derived]:
    row = s.line if s.year is None else f"{s.line}·{s.year}"
    units = {line.id: line.unit for line in (plan.services.lines if plan.services is not None else ())}
    own = [as_changed(a, purchases.changes) for a in purchases.agreements if a.id in s.agreements]
    same = [a for a in own if a.unit == units.get(s.line)]
    ids = {a.id for a in same}
    accepted = [d for d in purchases.deliveries if d.agreement in ids]
    paid = [p for p in purchases.payments if p.agreement in s.agreements]
    by = {a.id: [w for w in s.worths if w.agreement == a.id] for a in own}
    changed = [c.id for c in purchases.changes if c.agreement in s.agreements]
    since = f"，变更见{'、'.join(changed)}" if changed else ""
    yield Derived(
        *(BOUGHT, row, "约定数量", added(a.quantity for a in same), quantity(s.quantity)),
        f"{_ids('协议', [a.id for a in same])}的数量{since}",
    )
    yield Derived(
        *(BOUGHT, row, "验收数量", added(d.accepted for d in accepted), quantity(s.accepted)),
        f"{_ids('交付验收', [d.id for d in accepted])}的验收合格数量",
    )
    yield Derived(
        *(BOUGHT, row, _base_column(plan), plain(s.base_amount), money(s.base_amount)),
        f"方案services.lines中{s.line}的base_amount",
    )
    for a in own:
        yield from _agreement(row, a)
    yield Derived(
        *(BOUGHT, row, "协议金额", added(a.amount for a in own), money(s.agreed_amount)),
        f"{_ids('协议', [a.id for a in own])}的金额{since}",
    )
    for worth in s.worths:
        yield from _worth(row, worth, plan)
    parts = [f"min({added(w.amount for w in by[a.id])}，{plain(a.amount)})" for a in own]
    yield Derived(
        *(BOUGHT, row, "应付", "＋".join(parts) or "0", money(s.payable)),
        f"{_ids('交付验收', [w.delivery for w in s.worths])}的应付，不超过{_ids('协议', [a.id for a in own])}的金额",
    )
    yield Derived(
        *(BOUGHT, row, "已付", added(p.amount for p in paid), money(s.paid)),
        f"{_ids('付款', [p.id for p in paid])}的金额",
    )


def _ids(word: str, ids: Sequence[str]) -> str:
    return f"{word}{'、'.join(ids)}" if ids else f"没有{word}"


def _agreement(row: str, a: Agreement) -> Iterable[Derived]:
    """An agreement's amount: quantity × price where it is that product, else as it was written (a price changed midway)."""
    product = f"{plain(a.quantity)}×{plain(a.unit_price)}"
    same = CENT(a.quantity * a.unit_price) == a.amount
    yield Derived(
        *(BOUGHT, row, f"{a.id}·协议金额", product if same else plain(a.amount), money(a.amount)),
        f"协议{a.id}：数量{plain(a.quantity)}{a.unit}，单价{plain(a.unit_price)}元"
        + ("" if same else "；单价有变更，金额按协议写明的数"),
        CENT if same else None,
    )


def _worth(row: str, worth: Worth, plan: Plan) -> Iterable[Derived]:
    """A delivery: each step, and the last one rounded once."""
    rule = plan.rules.services.deductions if plan.rules.services is not None else None
    rounding = CENT if rule is None else rule.rounding
    for number, step in enumerate(worth.steps, start=1):
        last = number == len(worth.steps)
        column = f"{worth.delivery}·应付" if last else f"{worth.delivery}·第{number}步"
        exact = worth.amount if last else Decimal(shown(step.exact))
        source = f"{step.label.zh}：{step.formula}"
        yield Derived(
            BOUGHT, row, column, arithmetic(step.formula), exact, source, rounding if last else None
        )


def arithmetic(formula: str) -> str:
    """A step's formula with its remarks left out: 300×4天×0.5% becomes 300×4×0.5%, “不低于0” a max."""
    bare = re.sub(r"（[^）]*）", "", formula).replace("天", "")
    return f"max({bare.removesuffix('，不低于0')}，0)" if bare.endswith("，不低于0") else bare
