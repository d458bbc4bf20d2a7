"""Exits as chosen, and what becomes of them."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Annotated

import msgspec

from dinggang.basis import Id, Value, Within, Words
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

Yuan = Annotated[Decimal, Within(0, 1_000_000_000)]


class Ground(StrEnum):
    """解除依据: on what a labour contract ends. It decides about notice, protection and compensation."""

    CHANGED = "changed"
    AGREED = "agreed"
    EXPIRED = "expired"
    FAULT = "fault"
    HOURLY = "hourly"
    PENSION = "pension"
    UNLAWFUL = "unlawful"


GROUND_WORDS: dict[Ground, Words] = {
    Ground.CHANGED: Words(zh="客观情况变化", en="changed circumstances"),
    Ground.AGREED: Words(zh="协商一致", en="agreement proposed by the unit"),
    Ground.EXPIRED: Words(zh="合同期满", en="expiry"),
    Ground.FAULT: Words(zh="本人过错", en="own fault"),
    Ground.HOURLY: Words(zh="非全日制", en="part-time by the hour"),
    Ground.PENSION: Words(zh="到退休年龄", en="retirement age"),
    Ground.UNLAWFUL: Words(zh="违法解除", en="unlawful"),
}


class Protection(StrEnum):
    """特殊保护: the item of 劳动合同法 art. 42 that protects a person, by its number alone. Health and family stay out of
    the case; the fifth item is worked out from dates.
    """

    ITEM_1 = "42-1"
    ITEM_2 = "42-2"
    ITEM_3 = "42-3"
    ITEM_4 = "42-4"
    ITEM_6 = "42-6"


class ExitChoice(Value, frozen=True, kw_only=True):
    """A route that a person chose, or that ends a temporary or self-hired employment.

    `applied` is the date of the person's own signed application, `approved` that of the appointing organ,
    `last_day` the last day in post or of employment. `certificate` names the medical or other proof.
    `paid` is what was settled, `signed` when the person signed the settlement.

    Of the end of a labour contract: its `ground`, when notice was given in writing (`notified`), the wage of the month
    before (`last_wage`), and the code of a protection. `contributed` is months of pension contribution, for the flexible
    early choice.
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
    ground: Ground | None = None
    notified: date | None = None
    last_wage: Yuan | None = None
    protected: Protection | None = None
    contributed: Annotated[int, msgspec.Meta(ge=0, le=900)] | None = None


class Due(Value, frozen=True, kw_only=True):
    """One line of what a person is owed: exact, rounded to the cent, with the clause it rests on.

    `cites` are the articles by their ids in the register of law.
    """

    label: Words
    formula: str
    exact: Fraction
    amount: Decimal
    clause: str
    formula_en: str = ""
    cites: tuple[str, ...] = ()


class Monthly(Value, frozen=True, kw_only=True):
    """What the plan pays by the month after somebody left their post: the first and the last month (year, month), both
    paid, how many they are, and what each and all of them come to.
    """

    percent: Decimal
    wage: Decimal
    amount: Decimal
    first: tuple[int, int]
    last: tuple[int, int]
    months: int
    total: Decimal
    formula: Words
    clause: str


class Exit(Value, frozen=True, kw_only=True):
    """The decision on one exit: granted, or refused with all reasons; what is due, line by line.

    `keeps_headcount` says whether the person goes on occupying a place; `settled` whether everything due was paid
    and signed for. `monthly` is what the plan pays from then on and no part of `due_total`; `signs` are the papers that the
    person must sign, `cites` the articles that the decision rests on.
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
    monthly: Monthly | None = None
    signs: tuple[Words, ...] = ()
    cites: tuple[str, ...] = ()
