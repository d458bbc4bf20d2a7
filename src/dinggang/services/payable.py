"""What accepted deliveries are worth: quantity × price less deductions, rounded delivery by delivery."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from dinggang.basis import CENT, Finding, Level, Words, fraction, plain, shown
from dinggang.marks import Step
from dinggang.plan import DeductionRule, Plan
from dinggang.services.changes import as_changed
from dinggang.services.telling import told
from dinggang.services.values import Agreement, Change, Delivery, Purchases, Worth


class Accepted(NamedTuple):
    """As much of a delivery as its price depends on."""

    id: str
    quantity: Decimal
    unit_price: Decimal
    quality: str = ""
    late_days: int = 0


class Priced(NamedTuple):
    """An amount to be paid and how it came about; the last step is exact, before it is rounded."""

    amount: Decimal
    steps: tuple[Step, ...]


def price(
    rule: DeductionRule | None, quantity: Decimal, unit_price: Decimal, quality: str = "", late_days: int = 0
) -> Priced:
    """What an accepted quantity is worth. A grade that the rule does not have deducts nothing: S19 stops it."""
    gross = fraction(quantity) * fraction(unit_price)
    steps = [
        Step(
            label=Words(zh="验收数量×单价", en="accepted quantity × unit price"),
            formula=f"{plain(quantity)}×{plain(unit_price)}",
            exact=gross,
        )
    ]
    if rule is None:
        return Priced(CENT(gross), tuple(steps))
    steps.extend(_by_grade(rule, gross, quality))
    steps.extend(_by_lateness(rule, gross, late_days))
    off = sum((s.exact for s in steps[1:]), Fraction(0))
    left = max(gross - off, Fraction(0))
    if len(steps) > 1:
        steps.append(
            Step(
                label=Words(zh="应付", en="payable"),
                formula="－".join(shown(s.exact) for s in steps) + ("，不低于0" if off > gross else ""),
                exact=left,
            )
        )
    return Priced(rule.rounding(left), tuple(steps))


def _by_grade(rule: DeductionRule, gross: Fraction, quality: str) -> Iterable[Step]:
    for one in rule.grades:
        if one.grade == quality:
            yield Step(
                label=Words(zh=f"质量等次“{quality}”扣款", en=f"deducted for grade {quality}"),
                formula=f"{shown(gross)}×{plain(one.percent)}%",
                exact=gross * fraction(one.percent) / 100,
            )


def _by_lateness(rule: DeductionRule, gross: Fraction, late_days: int) -> Iterable[Step]:
    if not late_days or rule.late_percent is None or rule.late_cap is None:
        return
    percent = fraction(rule.late_percent) * late_days
    capped = min(percent, fraction(rule.late_cap))
    reckoned = f"{late_days}天×{plain(rule.late_percent)}%"
    yield Step(
        label=Words(zh=f"逾期{late_days}天扣款", en=f"deducted for {late_days} days late"),
        formula=f"{shown(gross)}×{reckoned}"
        if capped == percent
        else f"{shown(gross)}×{plain(rule.late_cap)}%（{reckoned}＝{shown(percent)}%，以{plain(rule.late_cap)}%为限）",
        exact=gross * capped / 100,
    )


def worths(
    rule: DeductionRule | None,
    agreement: Agreement,
    deliveries: Iterable[Delivery],
    changes: Sequence[Change] = (),
    day: date = date.max,
) -> tuple[Worth, ...]:
    """The deliveries of an agreement in the order of their days, each at the price of its day. Nothing counts beyond the
    quantity agreed on the day asked for.
    """
    left = as_changed(agreement, changes, day).quantity
    found = []
    own = (d for d in deliveries if d.agreement == agreement.id)
    for d in sorted(own, key=lambda d: (d.day, d.id)):
        counted = min(d.accepted, left)
        left -= counted
        at = as_changed(agreement, changes, d.day).unit_price
        priced = price(rule, counted, at, d.quality, d.late_days)
        found.append(
            Worth(
                delivery=d.id,
                agreement=agreement.id,
                counted=counted,
                amount=priced.amount,
                steps=priced.steps,
            )
        )
    return tuple(found)


def payable(agreement: Agreement, counted: Iterable[Worth]) -> Decimal:
    """What these deliveries may be paid for, together: never more than the agreement sets aside."""
    return min(sum((w.amount for w in counted), Decimal(0)), agreement.amount)


def payable_by(
    rule: DeductionRule | None, agreement: Agreement, purchases: Purchases, day: date = date.max
) -> Decimal:
    """What could be paid on a day, for what had been delivered by then and as the agreement stood."""
    by_then = [d for d in purchases.deliveries if d.day <= day]
    counted = worths(rule, agreement, by_then, purchases.changes, day)
    return payable(as_changed(agreement, purchases.changes, day), counted)


def check_accepted(rule: DeductionRule | None, d: Accepted) -> Iterable[Finding]:
    """S19 of one delivery: a quality or lateness that the deductions do not provide for."""
    grades = [g.grade for g in rule.grades] if rule is not None else []
    rows = [f"deliveries:{d.id}"]
    if grades and d.quantity and d.quality not in grades:
        said_zh = f"质量等次“{d.quality}”不在方案中" if d.quality else "没有写质量等次"
        said_en = f"grade {d.quality!r} is not in the plan" if d.quality else "no quality grade is stated"
        yield told(
            "S19",
            Level.STOPS,
            (
                f"{d.id}{said_zh}（有：{'、'.join(grades)}），扣多少不能确定。",
                f"{d.id}: {said_en} (there are: {', '.join(grades)}); what to deduct cannot be told.",
            ),
            ("请按方案的等次填写。", "State one of the plan's grades."),
            rows,
        )
    without = []
    if d.quality and not grades:
        without.append((f"质量等次为“{d.quality}”", f"is of grade {d.quality}"))
    if d.late_days and (rule is None or rule.late_percent is None):
        without.append((f"逾期{d.late_days}天", f"was {d.late_days} days late"))
    if without:
        yield told(
            "S19",
            Level.EXPLAIN,
            (
                f"{d.id}{'，'.join(w[0] for w in without)}，方案没有相应的扣款规定，没有扣款。",
                f"{d.id} {' and '.join(w[1] for w in without)}; the plan deducts nothing for it, and nothing was deducted.",
            ),
            ("请说明，或在方案中写明扣款规定。", "Explain it, or state a deduction in the plan."),
            rows,
        )


def check_quantities(plan: Plan, purchases: Purchases) -> Iterable[Finding]:
    """S19 a quality or lateness that the plan's deductions do not provide for, S20 a part of a unit that has none."""
    rule = plan.rules.services.deductions if plan.rules.services is not None else None
    for d in purchases.deliveries:
        # Its price is the agreement's and plays no part here.
        yield from check_accepted(rule, Accepted(d.id, d.accepted, Decimal(0), d.quality, d.late_days))
    whole = {
        line.id: line for line in (plan.services.lines if plan.services is not None else ()) if line.whole
    }
    of = {a.id: whole[a.line] for a in purchases.agreements if a.line in whole}
    given = [
        *((a.id, f"agreements:{a.id}", (a.quantity,)) for a in purchases.agreements),
        *((d.agreement, f"deliveries:{d.id}", (d.quantity, d.accepted)) for d in purchases.deliveries),
    ]
    for agreement, row, quantities in given:
        parts = [plain(q) for q in quantities if q != q.to_integral_value()]
        if agreement in of and parts:
            line = of[agreement]
            yield told(
                "S20",
                Level.STOPS,
                (
                    f"{row.partition(':')[2]}的数量{'、'.join(parts)}不是整数，{line.name}以“{line.unit}”计，只能是整数。",
                    f"{row.partition(':')[2]}: {', '.join(parts)} is no whole number; {line.id} counts in {line.unit}.",
                ),
                ("请按实际数量更正。", "Correct the quantity."),
                [row],
            )
