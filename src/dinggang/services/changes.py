"""The change record of agreements (协议变更): the agreement as changed counts from the day of the change (S18)."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

import msgspec

from dinggang.basis import CENT, Finding, Level, fraction, plain
from dinggang.plan import Plan
from dinggang.services.telling import told
from dinggang.services.values import Agreement, AwardMethod, Change, Purchases, Term, by_agreement

NUMBER = re.compile(r"\d{1,12}(\.\d{1,8})?", re.ASCII)
TERM_WORDS = {
    Term.QUANTITY: ("数量", "quantity"),
    Term.UNIT_PRICE: ("单价", "unit price"),
    Term.AMOUNT: ("金额", "amount"),
    Term.END: ("结束日期", "last day"),
}


def as_changed(agreement: Agreement, changes: Iterable[Change], day: date = date.max) -> Agreement:
    """The agreement as it stands on a day. Changes that cannot be read change nothing; S18 stops them."""
    for c in in_order(changes, agreement):
        value = read(c.what, c.after)
        if c.day <= day and value is not None:
            agreement = msgspec.structs.replace(agreement, **{c.what.value: value})
    return agreement


def in_order(changes: Iterable[Change], agreement: Agreement) -> list[Change]:
    return sorted((c for c in changes if c.agreement == agreement.id), key=lambda c: (c.day, c.id))


def read(what: Term, text: str) -> Decimal | date | None:
    """What a change says as a value, None when it is none."""
    if what is not Term.END:
        return Decimal(text) if NUMBER.fullmatch(text) else None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def check_changes(plan: Plan, purchases: Purchases) -> Iterable[Finding]:
    """S18: a change that cannot be read or starts from something else, that lacks a reason or who decided it; and a direct
    award raised beyond what the plan lets pass without explanation.
    """
    parts = by_agreement(purchases)
    for agreement in purchases.agreements:
        before, changes = agreement, parts[agreement.id].changes
        for c in in_order(changes, agreement):
            yield from _sound(before, c)
            before = as_changed(before, [c])
        yield from _raised(plan, agreement, before, changes)


def _sound(before: Agreement, c: Change) -> Iterable[Finding]:
    zh, en = TERM_WORDS[c.what]
    stood, rows = getattr(before, c.what.value), [f"changes:{c.id}", f"agreements:{c.agreement}"]
    shown = plain(stood) if isinstance(stood, Decimal) else str(stood)
    if read(c.what, c.before) != stood or read(c.what, c.after) is None:
        yield told(
            "S18",
            Level.STOPS,
            (
                f"{c.id}把协议{c.agreement}的{zh}由“{c.before}”改为“{c.after}”，而变更前是{shown}，对不上或读不出。",
                f"{c.id} changes the {en} of {c.agreement} from {c.before!r} to {c.after!r}; it stood at {shown}.",
            ),
            (
                "请按协议更正原内容和新内容：数字不带单位，日期如2007-12-31。",
                "Correct both: numbers without units, days like 2007-12-31.",
            ),
            rows,
        )
    lacks = [
        w
        for w, there in ((("理由", "a reason"), c.reason), (("决定机关", "who decided"), c.decided_by))
        if not there
    ]
    if lacks:
        yield told(
            "S18",
            Level.STOPS,
            (
                f"{c.id}把协议{c.agreement}的{zh}由{c.before}改为{c.after}，没有写{'、'.join(w[0] for w in lacks)}。",
                (
                    f"{c.id} changes the {en} of {c.agreement} from {c.before} to {c.after} without saying "
                    f"{' and '.join(w[1] for w in lacks)}."
                ),
            ),
            ("请补写理由和决定机关。", "State the reason and who decided."),
            rows[:1],
        )


def _raised(plan: Plan, first: Agreement, last: Agreement, changes: Sequence[Change]) -> Iterable[Finding]:
    most = plan.rules.services.max_raise_percent if plan.rules.services is not None else None
    if most is None or first.method is not AwardMethod.DIRECT:
        return
    limit = fraction(first.amount) * (100 + fraction(most)) / 100
    if fraction(last.amount) > limit:
        raised = [c.id for c in in_order(changes, first) if c.what is Term.AMOUNT]
        yield told(
            "S18",
            Level.EXPLAIN,
            (
                (
                    f"定向购买的协议{first.id}金额由{plain(first.amount)}元增至{plain(last.amount)}元，"
                    f"增加{plain(last.amount - first.amount)}元，超过{plain(most)}%的限度{plain(CENT(limit - fraction(first.amount)))}元。"
                ),
                (
                    f"Direct award {first.id} was raised from {plain(first.amount)} to {plain(last.amount)} yuan: "
                    f"{plain(last.amount - first.amount)} more, beyond the {plain(most)} per cent "
                    f"({plain(CENT(limit - fraction(first.amount)))}) that need no explanation."
                ),
            ),
            (
                "请以“说明事项”写明理由，或就增加部分公开择优。",
                "Explain by an act why, or award what is added openly.",
            ),
            [f"agreements:{first.id}", *(f"changes:{c}" for c in raised)],
        )
