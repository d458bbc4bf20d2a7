"""Labour hire in disguise (S16): signs that people are paid, and not a service.

Recruitment, labour hire and public-welfare posts are no service to be bought. A sign proves nothing: it is explained, with
the rows it rests on.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from dinggang.basis import Finding, Id, Level, fraction, plain, shown
from dinggang.plan.law import article
from dinggang.services.telling import told
from dinggang.services.values import Payment, Purchases, by_agreement

EQUAL_MONTHS = 3
"""So many months on end with the same sum are a sign."""

LABOUR_UNITS = frozenset({"人月", "人日", "人天", "人年", "人时", "人工", "工日", "工时", "月人"})
"""Units of labour, dots and strokes left out. 人次 is not one: it counts who was served."""


def _law(days: Iterable[date]) -> tuple[str, ...]:
    """政府购买服务管理办法 art. 10, where one of the days lies in its life."""
    return ("GM-10",) if any(article("GM-10").holds(day) for day in days) else ()


CURE = (
    "请以“说明事项”说明买的是什么服务、数量怎样验收；实为用工的，改按服务数量签约付款。",
    "Explain by an act what service is bought and how its quantity is accepted; if it is labour, agree and pay by quantity.",
)

Month = int
"""Months since year 0, so that the next one is one more."""


def check_hire(purchases: Purchases, diverted: Sequence[Id]) -> Iterable[Finding]:
    """The three signs; `diverted` are the people whom the reform sent to the company."""
    yield from _labour_units(purchases)
    yield from _nothing_behind(purchases)
    yield from _a_head(purchases, diverted)


def _labour_units(purchases: Purchases) -> Iterable[Finding]:
    for a in purchases.agreements:
        if "".join(c for c in a.unit if c not in "·•・./／-— ") in LABOUR_UNITS:
            yield told(
                "S16",
                Level.EXPLAIN,
                (
                    f"协议{a.id}以“{a.unit}”计量，计的是用工，不是服务，疑似变相用工。",
                    f"Agreement {a.id} counts in {a.unit}, which is labour and no service: perhaps labour hire in disguise.",
                ),
                CURE,
                [f"agreements:{a.id}"],
                _law([a.signed]),
            )


def _month(day: date) -> Month:
    return day.year * 12 + day.month - 1


def _named(month: Month) -> str:
    return f"{month // 12}-{month % 12 + 1:02}"


def _monthly(payments: Iterable[Payment]) -> dict[Month, Decimal]:
    sums: defaultdict[Month, Decimal] = defaultdict(Decimal)
    for p in payments:
        sums[_month(p.day)] += p.amount
    return {month: amount for month, amount in sums.items() if amount}


def _runs(sums: Mapping[Month, Decimal]) -> Iterable[range]:
    """Months on end with the same sum, where there are enough of them."""
    start: Month | None = None
    for month in sorted(sums):
        if start is None or sums.get(month - 1) != sums[month]:
            start = month
        if sums.get(month + 1) != sums[month] and month + 1 - start >= EQUAL_MONTHS:
            yield range(start, month + 1)


def _related(purchases: Purchases) -> frozenset[str]:
    """Suppliers that came out of former providers: what one agreement says of a supplier holds for all of them."""
    return frozenset(a.supplier for a in purchases.agreements if a.related)


def _nothing_behind(purchases: Purchases) -> Iterable[Finding]:
    related, parts = _related(purchases), by_agreement(purchases)
    for a in purchases.agreements:
        if a.supplier not in related:
            continue
        own = parts[a.id].payments
        served = {_month(d.day) for d in parts[a.id].deliveries if d.accepted}
        bare = {month: amount for month, amount in _monthly(own).items() if month not in served}
        for run in _runs(bare):
            yield told(
                "S16",
                Level.EXPLAIN,
                (
                    (
                        f"协议{a.id}自{_named(run[0])}至{_named(run[-1])}连续{len(run)}个月每月付{a.supplier}"
                        f"{plain(bare[run[0]])}元，其间没有验收任何数量，疑似变相用工。"
                    ),
                    (
                        f"Agreement {a.id}: {plain(bare[run[0]])} yuan a month for {len(run)} months "
                        f"({_named(run[0])} to {_named(run[-1])}) with no quantity accepted: perhaps labour hire in disguise."
                    ),
                ),
                CURE,
                [f"agreements:{a.id}", *(f"payments:{p.id}" for p in own if _month(p.day) in run)],
                _law(p.day for p in own if _month(p.day) in run),
            )


def _a_head(purchases: Purchases, diverted: Sequence[Id]) -> Iterable[Finding]:
    """Equal monthly sums to a related supplier that are whole yuan for each of the people sent there."""
    if not diverted:
        return
    people = len(diverted)
    for supplier in sorted(_related(purchases)):
        ids = {a.id for a in purchases.agreements if a.supplier == supplier}
        own = [p for p in purchases.payments if p.agreement in ids]
        sums = _monthly(own)
        for run in _runs(sums):
            each = fraction(sums[run[0]]) / people
            if each.denominator != 1:
                continue
            yield told(
                "S16",
                Level.EXPLAIN,
                (
                    (
                        f"自{_named(run[0])}至{_named(run[-1])}连续{len(run)}个月每月付{supplier}{plain(sums[run[0]])}元，"
                        f"恰为转入该单位的{people}人每人{shown(each)}元，疑似变相用工。"
                    ),
                    (
                        f"{plain(sums[run[0]])} yuan a month for {len(run)} months ({_named(run[0])} to {_named(run[-1])}) "
                        f"to one supplier are {shown(each)} yuan for each of the {people} people sent there: "
                        "perhaps labour hire in disguise."
                    ),
                ),
                CURE,
                [
                    *(f"payments:{p.id}" for p in own if _month(p.day) in run),
                    *(f"exits:{person}" for person in diverted),
                ],
                _law(p.day for p in own if _month(p.day) in run),
            )
