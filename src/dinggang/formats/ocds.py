"""Service purchases as a release package of the Open Contracting Data Standard 1.1.5: one process per agreement, a release
for each state of its contract.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from importlib.resources import files
from typing import Any

import msgspec

from dinggang.basis import Value, plain
from dinggang.formats.values import OpenCase, label_key
from dinggang.plan import ServiceLine
from dinggang.services import (
    Agreement,
    AwardMethod,
    Change,
    Delivery,
    LineStatement,
    Payment,
    Term,
    as_changed,
)
from dinggang.services.changes import in_order, read

UNREGISTERED = "ocds-000000"
"""Stands where a publisher has no prefix yet. Prefixes are given out by the Open Contracting Partnership."""

METHODS = {
    AwardMethod.TENDER: ("open", "公开招标"),
    AwardMethod.NEGOTIATION: ("limited", "竞争性谈判或磋商"),
    AwardMethod.DIRECT: ("direct", "定向购买"),
}
TERMS = {
    Term.QUANTITY: "数量",
    Term.UNIT_PRICE: "单价",
    Term.AMOUNT: "金额",
    Term.END: "结束日期",
}
_ZONE = "+08:00"
Node = dict[str, Any]


class Publication(Value, frozen=True, kw_only=True):
    """What only the publisher knows: its ocid prefix, and where it has put the extension, if it has."""

    prefix: str = UNREGISTERED
    extension: str = ""


def contracting(case: OpenCase, publication: Publication) -> bytes | None:
    """The release package; None when no agreement has been signed."""
    releases = [r for a in case.purchases.agreements for r in _releases(case, a, publication)]
    if not releases:
        return None
    package: Node = {
        "uri": f"urn:dinggang:{case.key}:ocds",
        "version": "1.1",
        **({"extensions": [publication.extension]} if publication.extension else {}),
        "publishedDate": _begins(case.last_day),
        "publisher": {"name": case.plan.organ},
        "releases": releases,
    }
    encoded = msgspec.json.Encoder(decimal_format="number").encode(package)
    return msgspec.json.format(encoded, indent=2) + b"\n"


def extension() -> dict[str, bytes]:
    """File name → bytes of the extension that declares the fields the standard does not have."""
    folder = files("dinggang.formats").joinpath("ocds_extension")
    return {name: folder.joinpath(name).read_bytes() for name in ("extension.json", "release-schema.json")}


def _begins(day: date) -> str:
    return f"{day.isoformat()}T00:00:00{_ZONE}"


def _ends(day: date) -> str:
    return f"{day.isoformat()}T23:59:59{_ZONE}"


def _period(first: date, last: date) -> Node:
    return {"startDate": _begins(first), "endDate": _ends(last)}


def _number(number: Decimal) -> Decimal:
    """The number as it is, without exponent or trailing zeros."""
    return Decimal(plain(number))


def _yuan(amount: Decimal) -> Node:
    return {"amount": _number(amount), "currency": "CNY"}


def _releases(case: OpenCase, agreement: Agreement, publication: Publication) -> list[Node]:
    """One release as the case stands; of an agreement that was changed, one as it was signed and one for each day on
    which something changed, the last with what was delivered and paid.
    """
    changes = [c for c in in_order(case.purchases.changes, agreement) if read(c.what, c.after) is not None]
    if not changes:
        return [_release(case, agreement, publication, case.last_day)]
    releases = [_release(case, agreement, publication, agreement.signed, signed_only=True)]
    days = sorted({c.day for c in changes})
    amendments: list[Node] = []
    for number, day in enumerate(days, start=1):
        ocid, before = str(releases[0]["ocid"]), str(releases[-1]["id"])
        on = case.last_day if day == days[-1] and case.last_day > day else day
        id_ = f"{ocid}-{on.isoformat()}-{number}"
        amendments += [_amendment(c, before, id_) for c in changes if c.day == day]
        now = as_changed(agreement, changes, day)
        releases.append(_amended(case, now, releases[0], (id_, on), amendments, last=day == days[-1]))
    return releases


def _amendment(change: Change, before: str, id_: str) -> Node:
    """What was changed, why and by whom; the release before it and the one that holds it."""
    term = TERMS[change.what]
    decided = f"{change.decided_by}决定" if change.decided_by else ""
    rationale = "；".join(part for part in (change.reason.removesuffix("。"), decided) if part)
    return {
        "id": change.id,
        "date": _begins(change.day),
        **({"rationale": rationale} if rationale else {}),
        "description": f"{term}由{change.before}改为{change.after}",
        "amendsReleaseID": before,
        "releaseID": id_,
    }


def _amended(
    case: OpenCase,
    now: Agreement,
    first: Node,
    release: tuple[str, date],
    amendments: Sequence[Node],
    *,
    last: bool,
) -> Node:
    """A release that says what the contract is since a day, and nothing again of planning, tender and award."""
    id_, on = release
    buyer, supplier = _buyer(case), _supplier(now)
    deliveries, payments = _of(case, now)
    done = _implementation(now, deliveries, payments, buyer, supplier) if last else {}
    contract = _contract(now, str(first["contracts"][0]["title"]), on, done)
    return {
        "ocid": first["ocid"],
        "id": id_,
        "date": _begins(on),
        "tag": ["contractAmendment", *(["implementation"] if done else [])],
        "initiationType": "tender",
        "language": "zh",
        "parties": _parties(now, buyer, supplier, paid=bool(done and payments)),
        "buyer": buyer,
        "contracts": [{**contract, "amendments": list(amendments)}],
    }


def _of(case: OpenCase, agreement: Agreement) -> tuple[list[Delivery], list[Payment]]:
    return (
        [d for d in case.purchases.deliveries if d.agreement == agreement.id],
        [p for p in case.purchases.payments if p.agreement == agreement.id],
    )


def _release(
    case: OpenCase, agreement: Agreement, publication: Publication, day: date, *, signed_only: bool = False
) -> Node:
    """The first release of an agreement on a day; `signed_only` leaves out what came after its signing."""
    services = case.plan.services
    line = next((s for s in services.lines if s.id == agreement.line), None) if services is not None else None
    deliveries, payments = ([], []) if signed_only else _of(case, agreement)
    title = f"{line.name if line is not None else agreement.line}（{agreement.year}年）"
    buyer, supplier = _buyer(case), _supplier(agreement)
    done = _implementation(agreement, deliveries, payments, buyer, supplier)
    ocid = f"{publication.prefix}-{case.key}-{agreement.id}"
    return {
        "ocid": ocid,
        "id": f"{ocid}-{day.isoformat()}",
        "date": _begins(day),
        "tag": ["planning", "tender", "award", "contract", *(["implementation"] if done else [])],
        "initiationType": "tender",
        "language": "zh",
        "parties": _parties(agreement, buyer, supplier, paid=bool(payments)),
        "buyer": buyer,
        "planning": _planning(case, agreement, line),
        "tender": _tender(agreement, title, buyer),
        "awards": [
            {
                "id": agreement.id,
                "title": title,
                "status": "active",
                "value": _yuan(agreement.amount),
                "suppliers": [supplier],
                "contractPeriod": _period(agreement.start, agreement.end),
            }
        ],
        "contracts": [_contract(agreement, title, day, done)],
    }


def _contract(agreement: Agreement, title: str, day: date, done: Node) -> Node:
    return {
        "id": agreement.id,
        "awardID": agreement.id,
        "title": title,
        "description": agreement.purpose,
        "status": _status(agreement, day),
        "period": _period(agreement.start, agreement.end),
        "value": _yuan(agreement.amount),
        "items": [_item(agreement, title)],
        "dateSigned": _begins(agreement.signed),
        **({"implementation": done} if done else {}),
    }


def _status(agreement: Agreement, day: date) -> str:
    """By the day the release was made for: not begun, running, or run out (the standard's word for it is terminated)."""
    if day < agreement.signed:
        return "pending"
    return "terminated" if day > agreement.end else "active"


def _buyer(case: OpenCase) -> Node:
    return {"id": f"urn:dinggang:{case.key}:organ", "name": case.plan.organ}


def _supplier(agreement: Agreement) -> Node:
    return {"id": f"n{label_key(agreement.supplier)}", "name": agreement.supplier}


def _parties(agreement: Agreement, buyer: Node, supplier: Node, *, paid: bool) -> list[Node]:
    return [
        {**buyer, "roles": ["buyer", "procuringEntity", *(["payer"] if paid else [])]},
        {
            **supplier,
            "roles": ["supplier", *(["payee"] if paid else [])],
            **({"details": {"cameOutOfFormerProvider": True}} if agreement.related else {}),
        },
    ]


def _planning(case: OpenCase, agreement: Agreement, line: ServiceLine | None) -> Node:
    """The budget line: what is set aside now, and beside it the base year that binds it."""
    services = case.plan.services
    if line is None or services is None:
        return {"budget": {"amount": _yuan(agreement.amount), "description": agreement.purpose}}
    statement = next((s for s in case.statements if agreement.id in s.agreements), None)
    return {
        "rationale": f"{line.name}由政府购买服务提供，经费不少于{services.base_year}年，用途不变。",
        "budget": {
            "id": line.id,
            "project": line.name,
            "projectID": line.id,
            "description": line.purpose,
            "amount": _yuan(agreement.amount),
            "baseline": {
                "year": services.base_year,
                "amount": _yuan(line.base_amount),
                "purpose": line.purpose,
                **({"formerProvider": line.former_provider} if line.former_provider else {}),
                **(_kept(statement) if statement is not None else {}),
            },
        },
    }


def _kept(statement: LineStatement) -> Node:
    """Whether money and purpose are kept, over all agreements on the line in that budget year."""
    return {
        "agreed": _yuan(statement.agreed_amount),
        "amountNotLess": statement.agreed_amount >= statement.base_amount,
        "purposeUnchanged": statement.purpose_kept,
    }


def _tender(agreement: Agreement, title: str, buyer: Node) -> Node:
    method, details = METHODS[agreement.method]
    compared = f"价格比较：{agreement.price_compared}。" if agreement.price_compared else ""
    reason = f"{agreement.reason.removesuffix('。')}。" if agreement.reason else ""
    return {
        "id": agreement.id,
        "title": title,
        "description": agreement.purpose,
        "status": "complete",
        "procuringEntity": buyer,
        "value": _yuan(agreement.amount),
        "procurementMethod": method,
        "procurementMethodDetails": details,
        **({"procurementMethodRationale": reason + compared} if reason or compared else {}),
        "mainProcurementCategory": "services",
        "contractPeriod": _period(agreement.start, agreement.end),
    }


def _item(agreement: Agreement, title: str) -> Node:
    return {
        "id": "1",
        "description": title,
        "quantity": _number(agreement.quantity),
        "unit": {"name": agreement.unit, "value": _yuan(agreement.unit_price)},
    }


def _implementation(
    agreement: Agreement,
    deliveries: Iterable[Delivery],
    payments: Iterable[Payment],
    buyer: Node,
    supplier: Node,
) -> Node:
    transactions = [
        {"id": p.id, "date": _begins(p.day), "value": _yuan(p.amount), "payer": buyer, "payee": supplier}
        for p in payments
    ]
    milestones = [_milestone(agreement, d) for d in deliveries]
    return {
        **({"transactions": transactions} if transactions else {}),
        **({"milestones": milestones} if milestones else {}),
    }


def _milestone(agreement: Agreement, delivery: Delivery) -> Node:
    """A delivery: met when all of it was accepted. Who accepted stays behind; how many did is told."""
    unit = agreement.unit
    if delivery.accepted >= delivery.quantity:
        status = "met"
    else:
        status = "partiallyMet" if delivery.accepted else "notMet"
    return {
        "id": delivery.id,
        "title": f"交付{plain(delivery.quantity)}{unit}，验收{plain(delivery.accepted)}{unit}",
        "type": "delivery",
        "status": status,
        **({"dateMet": _begins(delivery.day)} if status == "met" else {}),
        "dateModified": _begins(delivery.day),
        "acceptance": {
            "unit": unit,
            "delivered": _number(delivery.quantity),
            "accepted": _number(delivery.accepted),
            "acceptedBy": len(delivery.accepted_by),
            **({"evidence": delivery.evidence} if delivery.evidence else {}),
        },
    }
