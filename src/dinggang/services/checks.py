"""The two invariants and the conduct of service purchase, line by line."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from dinggang.basis import CENT, Finding, Id, Level, add_months, plain
from dinggang.plan import DeductionRule, Plan, ServiceLine, ServiceRule, Services
from dinggang.services.changes import as_changed, check_changes
from dinggang.services.hire import check_hire
from dinggang.services.path import check_agreed, check_path
from dinggang.services.payable import check_quantities, payable, payable_by, worths
from dinggang.services.telling import told
from dinggang.services.values import Agreement, AwardMethod, LineStatement, Purchases, Term, by_agreement

GM_IN_FORCE = date(2020, 3, 1)
"""政府购买服务管理办法 (财政部令第102号) in force."""


def statements(
    services: Services, purchases: Purchases, rule: ServiceRule | None = None
) -> tuple[LineStatement, ...]:
    """Each line of the plan beside its base year, for the first budget year that has agreements."""
    year = min((a.year for a in purchases.agreements), default=None)
    return _statements(services, purchases, [year], rule)


def later_statements(
    services: Services, purchases: Purchases, rule: ServiceRule | None = None
) -> tuple[LineStatement, ...]:
    """The same for every later budget year; in the last one, whose agreements may still be coming, of the lines that have
    one already.
    """
    years = sorted({a.year for a in purchases.agreements})[1:]
    found = _statements(services, purchases, years, rule)
    return tuple(s for s in found if s.agreements or s.year != years[-1])


def every_year(
    services: Services, purchases: Purchases, rule: ServiceRule | None = None
) -> tuple[LineStatement, ...]:
    """The first budget year's statements and behind them those of every later year."""
    return (*statements(services, purchases, rule), *later_statements(services, purchases, rule))


def yearly(statements: Iterable[LineStatement]) -> tuple[tuple[LineStatement, ...], ...]:
    """The statements year by year."""
    by_year: defaultdict[int | None, list[LineStatement]] = defaultdict(list)
    for s in statements:
        by_year[s.year].append(s)
    return tuple(tuple(those) for those in by_year.values())


def _deductions(rule: ServiceRule | None) -> DeductionRule | None:
    return None if rule is None else rule.deductions


def _statements(
    services: Services, purchases: Purchases, years: Sequence[int | None], rule: ServiceRule | None
) -> tuple[LineStatement, ...]:
    parts = by_agreement(purchases)
    of: defaultdict[tuple[Id, int | None], list[Agreement]] = defaultdict(list)
    for a in purchases.agreements:
        of[a.line, a.year].append(a)
    return tuple(
        _statement(line, of[line.id, year], parts, year, _deductions(rule))
        for year in years
        for line in services.lines
    )


def _statement(
    line: ServiceLine,
    agreements: Sequence[Agreement],
    parts: Mapping[Id, Purchases],
    year: int | None,
    rule: DeductionRule | None,
) -> LineStatement:
    first = {a.id: a for a in agreements}
    own = [as_changed(a, parts[a.id].changes) for a in first.values()]
    # Another unit than the line's stops (S06); until it is mended it is not added to the line's quantities.
    same = {a.id for a in own if a.unit == line.unit}
    worth = {id_: worths(rule, a, parts[id_].deliveries, parts[id_].changes) for id_, a in first.items()}
    return LineStatement(
        line=line.id,
        year=year,
        base_amount=line.base_amount,
        agreed_amount=sum((a.amount for a in own), Decimal(0)),
        quantity=sum((a.quantity for a in own if a.id in same), Decimal(0)),
        accepted=sum((d.accepted for a in own if a.id in same for d in parts[a.id].deliveries), Decimal(0)),
        payable=sum((payable(a, worth[a.id]) for a in own), Decimal(0)),
        paid=sum((p.amount for a in own for p in parts[a.id].payments), Decimal(0)),
        purpose_kept=all(a.purpose == line.purpose for a in own),
        agreements=tuple(a.id for a in own),
        worths=tuple(w for a in own for w in worth[a.id]),
    )


def check_services(plan: Plan, purchases: Purchases, diverted: Sequence[Id] = ()) -> tuple[Finding, ...]:
    """S01 less than the base year, S02 total less, S03 purpose changed, S04 line without agreement, S05 unknown line,
    S06 unit differs, S07 amount ≠ quantity × price, X9 direct award, S09 term too long, S10 paid beyond acceptance,
    S11 accepted by fewer than two, S12 accepted more than delivered, S13 unknown agreement, S14 paid before acceptance,
    S15 signed after it began, S16 signs of labour hire (`diverted`: who was sent to the company), S17
    the share of services short of its target or going back, S18 changes, S19 quality or lateness without a rule, S20 a part of a whole unit, S21
    the path's money is not the agreements', S22 a budget year outside the agreement's dates.
    """
    return (
        *(_money(plan.services, purchases) if plan.services is not None else ()),
        *(check_path(plan.services) if plan.services is not None else ()),
        *(check_agreed(plan.services, purchases) if plan.services is not None else ()),
        *_agreements(plan, purchases),
        *_awards(plan, purchases),
        *_conduct(purchases),
        *check_quantities(plan, purchases),
        *_payments(plan, purchases),
        *check_changes(plan, purchases),
        *check_hire(purchases, diverted),
    )


def _finding(
    code: str,
    level: Level,
    zh: str,
    en: str,
    cure: tuple[str, str],
    rows: Sequence[str],
    cites: tuple[str, ...] = (),
) -> Finding:
    return told(code, level, (zh, en), cure, rows, cites)


RESTORE = (
    "经费不得少于基年、用途不得改变，请更正协议。",
    "Money may not fall below the base year nor change its purpose: correct the agreement.",
)


def _money(services: Services, purchases: Purchases) -> Iterable[Finding]:
    first = statements(services, purchases)
    lines = {line.id: line for line in services.lines}
    later = later_statements(services, purchases)
    for s in (*first, *later):
        if not s.agreements:
            yield _without_agreement(lines[s.line], None if s in first else s.year)
    for s in (*first, *later):
        line = lines[s.line]
        if s.agreements and s.agreed_amount < line.base_amount:
            yield _finding(
                "S01",
                Level.STOPS,
                f"{line.name}{s.year}年协议金额{plain(s.agreed_amount)}元，少于{services.base_year}年的"
                f"{plain(line.base_amount)}元，少{plain(line.base_amount - s.agreed_amount)}元。",
                f"Line {line.id}: {plain(s.agreed_amount)} yuan agreed for {s.year}, {plain(line.base_amount)} in "
                f"{services.base_year}: {plain(line.base_amount - s.agreed_amount)} less.",
                RESTORE,
                [f"agreements:{a}" for a in s.agreements],
            )
        changed = [a for a in purchases.agreements if a.id in s.agreements and a.purpose != line.purpose]
        if changed:
            listed = "、".join(f"{a.id}写的是“{a.purpose}”" for a in changed)
            yield _finding(
                "S03",
                Level.STOPS,
                f"{line.name}的用途应为“{line.purpose}”，{listed}。",
                f"The purpose of line {line.id} was changed in {', '.join(a.id for a in changed)}.",
                RESTORE,
                [f"agreements:{a.id}" for a in changed],
            )
    for those in (first, *yearly(later)):
        if len(those) == len(lines):
            yield from _total(services, those, "" if those is first else f"{those[0].year}年")


def _total(services: Services, those: Sequence[LineStatement], year: str) -> Iterable[Finding]:
    agreed = sum((s.agreed_amount for s in those), Decimal(0))
    if agreed < services.base_total:
        yield _finding(
            "S02",
            Level.STOPS,
            f"{year}协议金额合计{plain(agreed)}元，少于{services.base_year}年的{plain(services.base_total)}元，"
            f"少{plain(services.base_total - agreed)}元。",
            f"{plain(agreed)} yuan agreed in total{f' for {those[0].year}' if year else ''}, "
            f"{plain(services.base_total)} in {services.base_year}: {plain(services.base_total - agreed)} less.",
            RESTORE,
            [f"agreements:{a}" for s in those for a in s.agreements] or ["plan:services"],
        )


def _without_agreement(line: ServiceLine, year: int | None) -> Finding:
    return _finding(
        "S04",
        Level.STOPS,
        f"{line.name}（{line.id}）{'' if year is None else f'{year}年'}没有委托协议，"
        f"基年经费{plain(line.base_amount)}元没有着落。",
        f"Line {line.id} has no agreement{'' if year is None else f' for {year}'}; "
        f"its base-year {plain(line.base_amount)} yuan are not spent on it.",
        ("请补签协议，或由方案批准机关调整服务项目。", "Sign one, or have the plan's approval changed."),
        [f"lines:{line.id}"],
    )


def _agreements(plan: Plan, purchases: Purchases) -> Iterable[Finding]:
    lines = {line.id: line for line in (plan.services.lines if plan.services is not None else ())}
    correct = ("请更正协议。", "Correct the agreement.")
    repriced = {c.agreement for c in purchases.changes if c.what is Term.UNIT_PRICE}
    parts = by_agreement(purchases)
    for first in purchases.agreements:
        a = as_changed(first, parts[first.id].changes)
        rows = [f"agreements:{a.id}"]
        line = lines.get(a.line)
        if line is None:
            yield _finding(
                "S05",
                Level.STOPS,
                f"协议{a.id}的服务项目{a.line}不在方案中。",
                f"Agreement {a.id} is on line {a.line}, which the plan does not have.",
                correct,
                rows,
            )
        elif a.unit != line.unit:
            yield _finding(
                "S06",
                Level.STOPS,
                f"协议{a.id}以“{a.unit}”计量，方案规定“{line.unit}”，不能相加。",
                f"Agreement {a.id} counts in {a.unit}, the plan in {line.unit}: they do not add up.",
                correct,
                rows,
            )
        # With a new price since some day, quantity × price is no longer one product: the first is judged.
        one = first if a.id in repriced else a
        worth = CENT(one.quantity * one.unit_price)
        if one.amount != worth:
            yield _finding(
                "S07",
                Level.STOPS,
                f"协议{a.id}金额{plain(one.amount)}元，数量×单价为{plain(worth)}元。",
                f"Agreement {a.id}: {plain(one.amount)} yuan, quantity × price is {plain(worth)}.",
                correct,
                rows,
            )
        if a.signed > a.start:
            yield _finding(
                "S15",
                Level.EXPLAIN,
                f"协议{a.id}自{a.start}开始，{a.signed}才签订。",
                f"Agreement {a.id} began on {a.start} and was signed on {a.signed}.",
                ("请说明先做后签的原因。", "Explain why work began first."),
                rows,
            )
        if a.start <= a.end and not a.start.year <= a.year <= a.end.year:
            yield _finding(
                "S22",
                Level.STOPS,
                f"协议{a.id}写的是{a.year}年预算，期限却是{a.start}至{a.end}，不在这一年。",
                f"Agreement {a.id} is on the budget of {a.year} and runs from {a.start} to {a.end}, outside that year.",
                ("请更正预算年度或起止日期。", "Correct the budget year or the dates."),
                rows,
            )
        yield from _term(plan, a)


def _term(plan: Plan, a: Agreement) -> Iterable[Finding]:
    rule = plan.rules.services
    if a.end < a.start:
        yield _finding(
            "S09",
            Level.STOPS,
            f"协议{a.id}的结束日期{a.end}早于开始日期{a.start}。",
            f"Agreement {a.id} ends on {a.end}, before it begins on {a.start}.",
            ("请更正日期。", "Correct the dates."),
            [f"agreements:{a.id}"],
        )
    elif rule is not None and add_months(a.start, rule.max_term_months) <= a.end:
        yield _finding(
            "S09",
            Level.STOPS,
            f"协议{a.id}的期限{a.start}至{a.end}超过{rule.max_term_months}个月。",
            f"Agreement {a.id} runs from {a.start} to {a.end}, more than {rule.max_term_months} months.",
            ("请缩短期限。", "Shorten the term."),
            [f"agreements:{a.id}"],
            ("GM-24",) if a.signed >= GM_IN_FORCE else (),
        )


def _awards(plan: Plan, purchases: Purchases) -> Iterable[Finding]:
    direct = [a for a in purchases.agreements if a.method is AwardMethod.DIRECT]
    allowed = plan.rules.services is not None and plan.rules.services.direct_award
    wanting = [a for a in direct if not allowed or not a.reason or not a.price_compared]
    if wanting:
        lacks = "方案不允许定向购买" if not allowed else "没有写明理由或比价情况"
        yield _finding(
            "X9",
            Level.STOPS,
            f"定向购买{len(wanting)}项，{lacks}：{'、'.join(a.id for a in wanting)}。",
            f"{len(wanting)} direct awards "
            + ("the plan does not allow" if not allowed else "without reason or price comparison")
            + f": {', '.join(a.id for a in wanting)}.",
            ("请补写理由和比价情况，或改为公开择优。", "State reason and price comparison, or award openly."),
            [f"agreements:{a.id}" for a in wanting],
            ("GM-3",) if any(a.signed >= GM_IN_FORCE for a in wanting) else (),
        )
    related = [a for a in direct if a.related and a not in wanting]
    if related:
        suppliers = "、".join(sorted({a.supplier for a in related}))
        yield _finding(
            "X9",
            Level.EXPLAIN,
            f"{len(related)}项服务定向购买自{suppliers}，该单位由原单位转制而来，属关联方。",
            f"{len(related)} services are bought directly from a supplier that came out of the former providers.",
            (
                "请以“说明事项”写明为何定向、价格如何比较、期限多长。",
                "Explain by an act why, how the price was compared, and for how long.",
            ),
            [f"agreements:{a.id}" for a in related],
        )


def _conduct(purchases: Purchases) -> Iterable[Finding]:
    agreements = {a.id: a for a in purchases.agreements}
    for kind, id_, agreement in [
        *(("deliveries", d.id, d.agreement) for d in purchases.deliveries),
        *(("payments", p.id, p.agreement) for p in purchases.payments),
        *(("changes", c.id, c.agreement) for c in purchases.changes),
    ]:
        if agreement not in agreements:
            yield _finding(
                "S13",
                Level.STOPS,
                f"{id_}所列的协议{agreement}不存在。",
                f"{id_} names agreement {agreement}, which does not exist.",
                ("请更正协议编号。", "Correct the id."),
                [f"{kind}:{id_}"],
            )
    for d in purchases.deliveries:
        if len(set(d.accepted_by)) < 2:
            yield _finding(
                "S11",
                Level.STOPS,
                f"{d.id}验收不足两人。",
                f"{d.id} was accepted by fewer than two people.",
                ("验收须两人以上签字。", "Two must sign."),
                [f"deliveries:{d.id}"],
            )
        if d.accepted > d.quantity:
            yield _finding(
                "S12",
                Level.STOPS,
                f"{d.id}交付{plain(d.quantity)}，验收{plain(d.accepted)}，多于交付。",
                f"{d.id}: {plain(d.accepted)} accepted of {plain(d.quantity)} delivered.",
                ("请更正数量。", "Correct the quantities."),
                [f"deliveries:{d.id}"],
            )


def _payments(plan: Plan, purchases: Purchases) -> Iterable[Finding]:
    """At each payment's day, all paid so far against all accepted so far, agreement by agreement."""
    rule = _deductions(plan.rules.services)
    agreements, parts = {a.id: a for a in purchases.agreements}, by_agreement(purchases)
    paid: defaultdict[str, Decimal] = defaultdict(Decimal)
    for p in sorted(purchases.payments, key=lambda p: (p.day, p.id)):
        if p.agreement not in agreements:
            continue
        paid[p.agreement] += p.amount
        agreement = agreements[p.agreement]
        by_then = payable_by(rule, agreement, parts[p.agreement], p.day)
        ever = payable_by(rule, agreement, parts[p.agreement])
        if paid[p.agreement] > ever:
            yield _finding(
                "S10",
                Level.STOPS,
                f"协议{p.agreement}验收应付{plain(ever)}元，到{p.id}已付{plain(paid[p.agreement])}元，"
                f"多付{plain(paid[p.agreement] - ever)}元。",
                f"Agreement {p.agreement}: {plain(ever)} yuan payable by acceptance, {plain(paid[p.agreement])} paid "
                f"with {p.id}: {plain(paid[p.agreement] - ever)} too much.",
                (
                    "只按验收数量付款，超过约定数量的不付，请追回或更正。",
                    "Pay for what was accepted only, and for no more than was agreed: recover or correct it.",
                ),
                [f"payments:{p.id}", f"agreements:{p.agreement}"],
            )
        elif paid[p.agreement] > by_then:
            yield _finding(
                "S14",
                Level.EXPLAIN,
                f"{p.id}于{p.day}付款时，验收应付只有{plain(by_then)}元，累计已付{plain(paid[p.agreement])}元。",
                f"When {p.id} was paid on {p.day}, {plain(by_then)} yuan were payable and {plain(paid[p.agreement])} paid.",
                ("先验收后付款，请说明。", "Acceptance comes first: explain."),
                [f"payments:{p.id}"],
            )
