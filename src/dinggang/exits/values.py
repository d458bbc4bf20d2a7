"""Exits as chosen, and what becomes of them."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Annotated

import msgspec

from dinggang.basis import Id, Value, Words
from dinggang.plan import ExitRoute
from dinggang.roster import StaffKind

CLEARED = {ExitRoute.CLEAR_TEMP: StaffKind.TEMPORARY, ExitRoute.CLEAR_OWN: StaffKind.SELF_HIRED}
"""Clearance, and whom each of its routes clears."""

ROUTE_WORDS: dict[ExitRoute, Words] = {
    ExitRoute.RETIRE: Words(zh="正常退休", en="retired"),
    ExitRoute.RETIRE_EARLY: Words(zh="提前退休", en="retired early"),
    ExitRoute.RETIRE_SICK: Words(zh="病退", en="retired sick"),
    ExitRoute.RETIRE_INTERNAL: Words(zh="内退", en="internal retirement"),
    ExitRoute.YIELD: Words(zh="让岗", en="yielded the post"),
    ExitRoute.DIVERT_COMPANY: Words(zh="分流转企", en="moved to the company"),
    ExitRoute.DIVERT_OTHER: Words(zh="其他分流", en="moved elsewhere"),
    ExitRoute.CLEAR_TEMP: Words(zh="临时人员清退", en="temporary staff cleared"),
    ExitRoute.CLEAR_OWN: Words(zh="自用人员清退", en="self-hired staff cleared"),
}

Yuan = Annotated[Decimal, msgspec.Meta(ge=0, le=1_000_000_000)]


class ExitChoice(Value, frozen=True, kw_only=True):
    """A route that a person chose, or that ends a temporary or self-hired employment.

    `applied` is the date of the person's own signed application, `approved` that of the appointing organ,
    `last_day` the last day in post or of employment. `certificate` names the medical or other proof.
    `paid` is what was settled, `signed` when the person signed the settlement.
    """

    person: Id
    route: ExitRoute
    last_day: date
    applied: date | None = None
    approved: date | None = None
    certificate: str = ""
    paid: Yuan | None = None
    signed: date | None = None
    note: str = ""


class Due(Value, frozen=True, kw_only=True):
    """One line of what a person is owed: exact, rounded to the cent, with the clause it rests on."""

    label: Words
    formula: str
    exact: Fraction
    amount: Decimal
    clause: str


class Exit(Value, frozen=True, kw_only=True):
    """The decision on one exit: granted, or refused with all reasons; what is due, line by line.

    `keeps_headcount` says whether the person goes on occupying a place; `settled` whether everything due was paid
    and signed for.
    """

    person: Id
    route: ExitRoute
    last_day: date
    granted: bool
    reasons: tuple[Words, ...] = ()
    dues: tuple[Due, ...] = ()
    due_total: Decimal = Decimal(0)
    paid: Decimal | None = None
    settled: bool = False
    keeps_headcount: bool = False
