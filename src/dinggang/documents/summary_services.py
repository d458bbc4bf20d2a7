"""The summary's paragraph on bought services: lines, agreements, suppliers, money beside the base year, what was paid."""

from collections.abc import Sequence
from decimal import Decimal

from dinggang.case import ActKind
from dinggang.documents.claims import Part, Stated, Teller, stated, yuan
from dinggang.documents.told import Told, listed, rows
from dinggang.plan import Services
from dinggang.services import Agreement, AwardMethod, LineStatement

_LISTED = 40
"""So many service lines are named one by one."""


def bought_services(t: Teller, told: Told) -> None:
    services, agreements = told.case.plan.services, told.case.purchases.agreements
    bought = [s for s in told.statements if s.agreements]
    if services is None or not bought:
        return
    names = {line.id: line.name for line in services.lines}
    signed = told.of(ActKind.AGREEMENTS_SIGNED)
    ids = [i for s in bought for i in s.agreements]
    those = [a for a in agreements if a.id in set(ids)]
    lines = stated("services.lines", len(bought), "项", acts=signed, rows=rows("agreements", ids))
    t.say(
        "services.lines",
        f"{listed([names[s.line] for s in bought], _LISTED)}",
        "等" if 1 < len(bought) <= _LISTED else "",
        lines,
        "公益服务",
        *_former(services, bought),
        "改由政府购买，签订委托协议",
        stated("services.agreements", len(those), "份", acts=signed, rows=rows("agreements", ids)),
        "。",
    )
    _suppliers(t, those, ids)
    _money(t, told)


def _former(services: Services, bought: Sequence[LineStatement]) -> tuple[Part, ...]:
    """Who provided them before, where the plan says so of every line."""
    ids = {s.line for s in bought}
    lines = [line for line in services.lines if line.id in ids]
    if not all(line.former_provider for line in lines):
        return ()
    before = dict.fromkeys(line.former_provider for line in lines)
    many = stated("services.former", len(before), "个", rows=rows("lines", (line.id for line in lines)))
    return ("原由", many, "单位承担，")


def _suppliers(t: Teller, those: Sequence[Agreement], ids: Sequence[str]) -> None:
    """Who provides, and how they were chosen; that a direct award gives its reasons is said only where all do."""
    suppliers = dict.fromkeys(a.supplier for a in those)
    direct = [a for a in those if a.method is AwardMethod.DIRECT]
    many = stated("services.suppliers", len(suppliers), "家", rows=rows("agreements", ids))
    who: list[Part] = ["承接单位共", many] if len(suppliers) > 1 else [f"承接单位为{next(iter(suppliers))}"]
    count = stated("services.direct", len(direct), "份", rows=rows("agreements", (a.id for a in direct)))
    how: list[Part] = []
    if direct and len(direct) == len(those):
        how = ["，协议全部为定向购买"]
    elif direct:
        how = ["，协议中", count, "为定向购买"]
    if direct and all(a.reason and a.price_compared for a in direct):
        how.append("，定向的理由和比价情况都已写明")
    t.say("services.suppliers", *who, *how, "。", rests=() if len(suppliers) > 1 else (many,))


def _money(t: Teller, told: Told) -> None:
    services, bought = told.case.plan.services, [s for s in told.statements if s.agreements]
    if services is None:
        return
    by = told.of(ActKind.AGREEMENTS_SIGNED)
    agreed = sum((s.agreed_amount for s in bought), Decimal(0))
    base = stated(
        "services.base", services.base_total, "元", shown=yuan(services.base_total), rows=("plan:services",)
    )
    money = stated(
        "services.agreed",
        agreed,
        "元",
        shown=yuan(agreed),
        acts=by,
        rows=rows("agreements", (i for s in bought for i in s.agreements)),
    )
    year = stated("services.base_year", services.base_year, "年", rows=("plan:services",))
    less = [s.line for s in told.statements if s.agreed_amount < s.base_amount]
    fewer = stated("services.less", len(less), "项", rows=rows("lines", less))
    spent = stated("services.year", bought[0].year or 0, "年度") if bought[0].year else None
    t.say("services.money", spent, "协议金额共", money, "，", year, "同类经费为", base, "。")
    kept = all(s.purpose_kept for s in bought)
    if agreed >= services.base_total and not less and kept:
        t.say(
            "services.kept", "逐项核对，协议金额都不少于基年，经费用途没有改变。", rests=(money, base, fewer)
        )
    else:
        why = (
            [f"协议金额{yuan(agreed)}少于基年的{yuan(services.base_total)}"]
            if agreed < services.base_total
            else []
        )
        why += [f"有{len(less)}项少于基年"] if less else []
        why += [] if kept else ["有的项目改变了用途"]
        t.refuse("word.kept", "公益事业经费不减，用途不变", "；".join(why) + "。", money, base, fewer)
    _paid(t, told)


def _paid(t: Teller, told: Told) -> None:
    payable = sum((s.payable for s in told.statements), Decimal(0))
    paid = sum((s.paid for s in told.statements), Decimal(0))
    if not paid:
        return
    accepted, made = told.of(ActKind.DELIVERIES_ACCEPTED), told.of(ActKind.PAYMENTS_MADE)
    due: Stated = stated(
        "services.payable", payable, "元", shown=yuan(payable), acts=accepted, rows=("deliveries",)
    )
    done = stated("services.paid", paid, "元", shown=yuan(paid), acts=made, rows=("payments",))
    until = "截至办结，" if told.closed else ""
    if paid == payable:
        t.say("services.paid", f"{until}按验收合格的数量支付", done, "。", rests=(due,))
    else:
        t.say("services.paid", f"{until}按验收合格的数量应付", due, "，已付", done, "。")
