"""Service purchase as gathered: agreements, deliveries, payments."""

from collections import defaultdict
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

import msgspec

from dinggang.basis import Id, Value, Within
from dinggang.marks import Step

Amount = Annotated[Decimal, Within(0, 1_000_000_000_000)]


class AwardMethod(StrEnum):
    """How the supplier was found."""

    TENDER = "tender"
    NEGOTIATION = "negotiation"
    DIRECT = "direct"


class Agreement(Value, frozen=True, kw_only=True):
    """An entrustment agreement (委托协议) on one service line for one budget year.

    Quantity is in the line's own unit; amount is what the budget sets aside. A direct award says why and what the
    price was compared with. `related` says that the supplier came out of the former provider.
    """

    id: Id
    line: Id
    supplier: str
    purpose: str
    year: int
    quantity: Amount
    unit: str
    unit_price: Amount
    amount: Amount
    start: date
    end: date
    signed: date
    method: AwardMethod
    reason: str = ""
    price_compared: str = ""
    related: bool = False


class Term(StrEnum):
    """What of an agreement a change may change; the values are its fields."""

    QUANTITY = "quantity"
    UNIT_PRICE = "unit_price"
    AMOUNT = "amount"
    END = "end"


class Change(Value, frozen=True, kw_only=True):
    """A change of an agreement: from what to what, since which day, why, and who decided it."""

    id: Id
    agreement: Id
    day: date
    what: Term
    before: str
    after: str
    reason: str = ""
    decided_by: str = ""


class Delivery(Value, frozen=True, kw_only=True):
    """A delivery under an agreement, and how much of it two people accepted, in what quality and how late."""

    id: Id
    agreement: Id
    day: date
    quantity: Amount
    accepted: Amount
    accepted_by: tuple[str, ...] = ()
    evidence: str = ""
    quality: str = ""
    late_days: Annotated[int, msgspec.Meta(ge=0, le=3650)] = 0


class Payment(Value, frozen=True, kw_only=True):
    """A payment under an agreement."""

    id: Id
    agreement: Id
    day: date
    amount: Amount


class Purchases(Value, frozen=True, kw_only=True):
    """Everything gathered about service purchase."""

    agreements: tuple[Agreement, ...] = ()
    deliveries: tuple[Delivery, ...] = ()
    payments: tuple[Payment, ...] = ()
    changes: tuple[Change, ...] = ()


def by_agreement(purchases: Purchases) -> dict[Id, Purchases]:
    """What was gathered about each agreement, under its id. What names an unknown agreement is left out."""
    deliveries: defaultdict[Id, list[Delivery]] = defaultdict(list)
    payments: defaultdict[Id, list[Payment]] = defaultdict(list)
    changes: defaultdict[Id, list[Change]] = defaultdict(list)
    agreements: defaultdict[Id, list[Agreement]] = defaultdict(list)
    for a in purchases.agreements:
        agreements[a.id].append(a)
    for d in purchases.deliveries:
        deliveries[d.agreement].append(d)
    for p in purchases.payments:
        payments[p.agreement].append(p)
    for c in purchases.changes:
        changes[c.agreement].append(c)
    return {
        id_: Purchases(
            agreements=tuple(those),
            deliveries=tuple(deliveries[id_]),
            payments=tuple(payments[id_]),
            changes=tuple(changes[id_]),
        )
        for id_, those in agreements.items()
    }


class Worth(Value, frozen=True, kw_only=True):
    """What one delivery is worth: as much of it as is counted, and the working-out down to the cent."""

    delivery: Id
    agreement: Id
    counted: Decimal
    amount: Decimal
    steps: tuple[Step, ...]


class LineStatement(Value, frozen=True, kw_only=True):
    """One service line in one budget year beside its base year: agreed, accepted, payable, paid.

    Quantities are of agreements in the line's own unit only; `worths` are the working-out of what is payable.
    """

    line: Id
    year: int | None
    base_amount: Decimal
    agreed_amount: Decimal
    quantity: Decimal
    accepted: Decimal
    payable: Decimal
    paid: Decimal
    purpose_kept: bool
    agreements: tuple[Id, ...] = ()
    worths: tuple[Worth, ...] = ()
