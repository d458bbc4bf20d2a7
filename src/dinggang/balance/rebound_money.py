"""The money of a later day: service money line by line, its share, and payments that look like wages."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

import msgspec

from dinggang.balance.later import Closed, Later, LaterMoney, LaterPayment, Nature
from dinggang.basis import Finding, Id, Level, Words, fraction, plain, shown
from dinggang.plan import PathYear, Services
from dinggang.plan.law import article
from dinggang.services import check_path

MONTHS = 3
"""So many months on end are a sign, as for S16."""
TENTH = 10
"""Monthly sums that differ by no more than one part in so many of the greatest are taken for the same wage."""
KEEP = Words(
    zh="服务经费不得少于基年、用途不得改变：请调整预算，补足到基年数。",
    en="Service money may not fall below the base year nor change its purpose: restore it in the budget.",
)

BACK = Words(
    zh="请说明原因，写明下一年怎样补上；人员经费增加的，核对有没有清退的人回来。",
    en="Explain why and how the next year makes it good; where staff money grew, see whether cleared people are back.",
)


def check_money(settled: Closed, money: Sequence[LaterMoney]) -> Iterable[Finding]:
    """W10 less than in the base year, W11 another purpose, W12 a share of services short of its target or going back."""
    services = settled.plan.services
    if services is None:
        return
    bought = [m for m in money if m.nature is Nature.SERVICES]
    for year in sorted({m.year for m in bought}):
        yield from _year(services, year, [m for m in bought if m.year == year])
    yield from _moved(services, bought)
    yield from _share(services, money)


def _year(services: Services, year: int, those: Sequence[LaterMoney]) -> Iterable[Finding]:
    sums: defaultdict[Id, Decimal] = defaultdict(Decimal)
    for m in those:
        sums[m.line or ""] += m.amount
    total = sum(sums.values(), Decimal(0))
    more = [s for s in services.lines if sums[s.id] > s.base_amount]
    zh = "、".join(f"{s.name}多{plain(sums[s.id] - s.base_amount)}元" for s in more)
    en = ", ".join(f"{s.id} with {plain(sums[s.id] - s.base_amount)} more" for s in more)
    for s in services.lines:
        if sums[s.id] < s.base_amount:
            short = s.base_amount - sums[s.id]
            beside = total >= services.base_total
            yield _finding(
                "W10",
                (
                    (
                        f"{s.name}{year}年安排{plain(sums[s.id])}元，少于{services.base_year}年的{plain(s.base_amount)}元，"
                        f"少{plain(short)}元{f'；合计没有少，{zh}，不能以此抵彼' if beside else ''}。"
                    ),
                    (
                        f"Line {s.id}: {plain(sums[s.id])} yuan for {year}, {plain(s.base_amount)} in {services.base_year}: "
                        f"{plain(short)} less{f'; the total is kept by {en}, which makes up for nothing' if beside else ''}."
                    ),
                ),
                [m.row for m in those if m.line == s.id] or [m.row for m in those],
            )
    if total < services.base_total:
        yield _finding(
            "W10",
            (
                (
                    f"{year}年服务经费合计{plain(total)}元，少于{services.base_year}年的{plain(services.base_total)}元，"
                    f"少{plain(services.base_total - total)}元。"
                ),
                (
                    f"{plain(total)} yuan for services in {year}, {plain(services.base_total)} in {services.base_year}: "
                    f"{plain(services.base_total - total)} less."
                ),
            ),
            [m.row for m in those],
        )


def _moved(services: Services, bought: Sequence[LaterMoney]) -> Iterable[Finding]:
    lines = {s.id: s for s in services.lines}
    for m in bought:
        line = lines.get(m.line or "")
        if line is not None and m.purpose != line.purpose:
            yield _finding(
                "W11",
                (
                    f"{m.year}年{line.name}的{plain(m.amount)}元，用途应为“{line.purpose}”，写的是“{m.purpose}”。",
                    (
                        f"{plain(m.amount)} yuan of line {line.id} for {m.year} are meant for {line.purpose!r}, "
                        f"and stand as {m.purpose!r}."
                    ),
                ),
                [m.row],
            )


def _finding(code: str, words: tuple[str, str], rows: Sequence[str], level: Level = Level.STOPS) -> Finding:
    return Finding(code=code, level=level, words=Words(zh=words[0], en=words[1]), cure=KEEP, rows=tuple(rows))


def shares(services: Services, money: Sequence[LaterMoney]) -> tuple[PathYear, ...]:
    """The plan's path, and behind it the later years of which both moneys were told, each with the last target stated."""
    sums: defaultdict[int, defaultdict[Nature, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for m in money:
        sums[m.year][m.nature] += m.amount
    told = {year: of for year, of in sums.items() if Nature.STAFF in of and Nature.SERVICES in of}
    planned = {y.year: y for y in sorted(services.path, key=lambda y: y.year)}
    path = [y for y in planned.values() if y.year not in told]
    for year, of in sorted(told.items()):
        targets = [y.target_share for y in planned.values() if y.year <= year and y.target_share is not None]
        path.append(
            PathYear(
                year=year,
                staff=of[Nature.STAFF],
                services=of[Nature.SERVICES],
                target_share=targets[-1] if targets else None,
            )
        )
    return tuple(sorted(path, key=lambda y: y.year))


def _share(services: Services, money: Sequence[LaterMoney]) -> Iterable[Finding]:
    """W12: S17 over the later years, with the rows of their money."""
    years = {m.year for m in money}
    path = msgspec.structs.replace(services, path=shares(services, money))
    for f in check_path(path):
        told = [int(row.removeprefix("path:")) for row in f.rows]
        if told[-1] in years:
            rows = [m.row for m in money if m.year in told and m.nature is not Nature.OTHER]
            yield msgspec.structs.replace(f, code="W12", rows=tuple(rows), cure=BACK)


# ── wages ──

Month = int
"""Months since year 0, so that the next one is one more."""


def _month(day: date) -> Month:
    return day.year * 12 + day.month - 1


def _named(month: Month) -> str:
    return f"{month // 12}-{month % 12 + 1:02}"


def wage_runs(sums: Mapping[Month, Decimal], least: int = MONTHS) -> tuple[range, ...]:
    """Months on end, at least so many, whose sums differ by a tenth of the greatest at most."""
    runs: list[range] = []
    months = sorted(sums)
    start = 0
    while start < len(months):
        end = start + 1
        while (
            end < len(months)
            and months[end] == months[end - 1] + 1
            and _close([sums[m] for m in months[start : end + 1]])
        ):
            end += 1
        if end - start >= least:
            runs.append(range(months[start], months[end - 1] + 1))
            start = end
        else:
            start += 1
    return tuple(runs)


def _close(amounts: Sequence[Decimal]) -> bool:
    return TENTH * (max(amounts) - min(amounts)) <= max(amounts)


def _sums(payments: Iterable[LaterPayment]) -> dict[Month, Decimal]:
    found: defaultdict[Month, Decimal] = defaultdict(Decimal)
    for p in payments:
        found[_month(p.day)] += p.amount
    return {month: amount for month, amount in found.items() if amount}


def check_wages(settled: Closed, later: Later) -> Iterable[Finding]:
    """W13: the same people paid month by month, through whomever; or months of equal sums to a payee that are whole yuan a
    head of people of the case who work there.
    """
    to_person: defaultdict[Id, list[LaterPayment]] = defaultdict(list)
    bare: defaultdict[str, list[LaterPayment]] = defaultdict(list)
    for p in later.payments:
        if p.person is None:
            bare[p.payee].append(p)
        else:
            to_person[p.person].append(p)
    yield from _to_people(to_person)
    for payee, own in sorted(bare.items()):
        yield from _a_head(settled, payee, own, later)


def _to_people(to_person: Mapping[Id, Sequence[LaterPayment]]) -> Iterable[Finding]:
    """A finding for each payee, or several of them, through which people were paid like that."""
    paid: defaultdict[tuple[str, ...], list[tuple[Id, range, list[LaterPayment]]]] = defaultdict(list)
    for person, own in sorted(to_person.items()):
        for run in wage_runs(_sums(own)):
            those = [p for p in own if _month(p.day) in run]
            paid[tuple(sorted({p.payee for p in those}))].append((person, run, those))
    for payees, runs in sorted(paid.items()):
        yield _monthly(payees, runs)


def _monthly(payees: tuple[str, ...], runs: Sequence[tuple[Id, range, Sequence[LaterPayment]]]) -> Finding:
    people = list(dict.fromkeys(person for person, _, _ in runs))
    total = sum((p.amount for _, _, those in runs for p in those), Decimal(0))
    first, last = min(run[0] for _, run, _ in runs), max(run[-1] for _, run, _ in runs)
    listed, more = people[:10], len(people) > 10
    return _wages(
        (
            (
                f"{_named(first)}至{_named(last)}经{'、'.join(payees)}按月付给同样的{len(people)}人"
                f"（{'、'.join(listed)}{'等' if more else ''}），"
                f"共{sum(len(run) for _, run, _ in runs)}人月、{plain(total)}元，像是工资，疑似变相用工。"
            ),
            (
                f"{_named(first)} to {_named(last)}: through {', '.join(payees)} the same {len(people)} people "
                f"({', '.join(listed)}{' …' if more else ''}) were paid month by month, {plain(total)} yuan in all: "
                "it looks like wages and perhaps labour hire in disguise."
            ),
        ),
        [*(p.row for _, _, those in runs for p in those), *(f"people:{person}" for person in people)],
        [p.day for _, _, those in runs for p in those],
    )


def _a_head(settled: Closed, payee: str, own: Sequence[LaterPayment], later: Later) -> Iterable[Finding]:
    there = [p for p in later.people if p.employer == payee and p.person in settled.people]
    if not there:
        return
    sums = _sums(own)
    for run in wage_runs(sums):
        amounts = {sums[m] for m in run}
        each = fraction(sums[run[0]]) / len(there)
        if len(amounts) != 1 or each.denominator != 1:
            continue
        yield _wages(
            (
                (
                    f"{_named(run[0])}至{_named(run[-1])}连续{len(run)}个月每月付{payee}{plain(sums[run[0]])}元，恰为在该单位的"
                    f"{len(there)}名原人员每人{shown(each)}元，疑似变相用工。"
                ),
                (
                    f"{plain(sums[run[0]])} yuan a month for {len(run)} months ({_named(run[0])} to {_named(run[-1])}) to {payee} "
                    f"are {shown(each)} yuan for each of the {len(there)} former people there: perhaps labour hire in disguise."
                ),
            ),
            [*(p.row for p in own if _month(p.day) in run), *(p.row for p in there)],
            [p.day for p in own if _month(p.day) in run],
        )


def _wages(words: tuple[str, str], rows: Sequence[str], days: Sequence[date]) -> Finding:
    return Finding(
        code="W13",
        level=Level.EXPLAIN,
        words=Words(zh=words[0], en=words[1]),
        cure=Words(
            zh="请说明买的是什么服务、按什么数量验收；实为用工的，停止支付，改按服务数量签约付款。",
            en="Explain what service was bought and accepted by quantity; if it is labour, stop and pay by quantity.",
        ),
        rows=tuple(rows),
        cites=tuple(id_ for id_ in ("GM-10",) if any(article(id_).holds(day) for day in days)),
    )
