"""What is gathered of a later day, long after a case was closed: who works where and who pays, headcount, money."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

import msgspec

from dinggang.balance.values import Outcome
from dinggang.basis import Id, Value, Within, Words
from dinggang.case import Case, Effects
from dinggang.plan import HeadcountKind, Plan, Stratum
from dinggang.roster import Person

Yuan = Annotated[Decimal, Within(0, 1_000_000_000_000)]
Count = Annotated[int, msgspec.Meta(ge=0, le=1_000_000)]


class LaterKind(StrEnum):
    """As what somebody works there later. `waiting` is on the roster without a post."""

    ADMINISTRATIVE = "administrative"
    INSTITUTION = "institution"
    TEMPORARY = "temporary"
    SELF_HIRED = "self_hired"
    COMPANY = "company"
    AGENCY = "agency"
    WAITING = "waiting"

    @property
    def headcount(self) -> HeadcountKind | None:
        """The headcount kind, None for those who occupy no place."""
        named = {kind.value: kind for kind in HeadcountKind}
        return named.get(self.value)


LATER_WORDS: dict[LaterKind, Words] = {
    LaterKind.ADMINISTRATIVE: Words(zh="行政", en="administrative"),
    LaterKind.INSTITUTION: Words(zh="事业", en="institution"),
    LaterKind.TEMPORARY: Words(zh="临时", en="temporary"),
    LaterKind.SELF_HIRED: Words(zh="自用", en="self-hired"),
    LaterKind.COMPANY: Words(zh="公司人员", en="company staff"),
    LaterKind.AGENCY: Words(zh="劳务派遣", en="agency labour"),
    LaterKind.WAITING: Words(zh="待岗", en="waiting for a post"),
}


class PaidBy(StrEnum):
    """经费来源: out of which pocket somebody is paid."""

    BUDGET = "budget"
    SERVICES = "services"
    OTHER = "other"


PAID_WORDS: dict[PaidBy, Words] = {
    PaidBy.BUDGET: Words(zh="财政人员经费", en="the staff budget"),
    PaidBy.SERVICES: Words(zh="服务经费", en="service money"),
    PaidBy.OTHER: Words(zh="其他", en="other money"),
}


class Nature(StrEnum):
    """What a budget line pays: staff, a service, or something else."""

    STAFF = "staff"
    SERVICES = "services"
    OTHER = "other"


class LaterPerson(Value, frozen=True, kw_only=True):
    """A row of the later roster.

    `person` is the id in the case of whom it is, None for somebody the case does not know; `alike` are people of the case
    who share the name and nothing else that was told. `body` is the id of a body or plate of the plan, or the name as
    written; empty outside the organ's bodies. `employer` is empty where it is the organ itself.
    """

    row: str
    person: Id | None = None
    alike: tuple[Id, ...] = ()
    body: str = ""
    kind: LaterKind
    stratum: Stratum = Stratum.GENERAL
    employer: str = ""
    paid_by: PaidBy
    start: date
    post: str = ""


class LaterBody(Value, frozen=True, kw_only=True):
    """A body later: its headcount as told, people in it, leader posts, and the document number of a later approval."""

    row: str
    body: str
    kind: HeadcountKind
    headcount: Count
    staff: Count
    leaders: Count = 0
    approval: str = ""


class LaterMoney(Value, frozen=True, kw_only=True):
    """A line of a later budget. One that pays a service names the plan's service line."""

    row: str
    year: Annotated[int, msgspec.Meta(ge=1949, le=2200)]
    nature: Nature
    line: Id | None = None
    purpose: str = ""
    amount: Yuan


class LaterPayment(Value, frozen=True, kw_only=True):
    """A later payment: to whom, and, where it is known, for which person of the case it was."""

    row: str
    day: date
    payee: str
    person: Id | None = None
    amount: Yuan


class Later(Value, frozen=True, kw_only=True):
    """Everything told of a later day. A table that was not handed in is empty."""

    people: tuple[LaterPerson, ...]
    bodies: tuple[LaterBody, ...] = ()
    money: tuple[LaterMoney, ...] = ()
    payments: tuple[LaterPayment, ...] = ()


class Closed(Value, frozen=True, kw_only=True):
    """What of a closed case a later day is held against."""

    plan: Plan
    people: dict[Id, Person]
    outcomes: dict[Id, Outcome]
    ended: dict[Id, date]
    released: dict[HeadcountKind, int]
    former: frozenset[str]
    companies: frozenset[str]

    def fillable(self, kind: HeadcountKind) -> int:
        """Places of a kind that may be filled, with the reserve that acts of the case released."""
        return self.plan.headcount[kind].fillable(self.plan.reserve_mode, self.released.get(kind, 0))

    def ceiling(self, kind: HeadcountKind) -> int:
        """Places of a kind with the whole reserve counted in: no figure may be told above it."""
        figures = self.plan.headcount[kind]
        return figures.fillable(self.plan.reserve_mode, figures.reserve)


def closed(case: Case, acts: Effects, outcomes: tuple[Outcome, ...]) -> Closed:
    """What of a case stays when it is closed. `former` are bodies of before that the plan has no more."""
    kept = {case.plan.organ, *(b.name for b in case.plan.bodies)}
    kept |= {plate.name for b in case.plan.bodies for plate in b.plates}
    return Closed(
        plan=case.plan,
        people={p.id: p for p in case.people},
        outcomes={o.person: o for o in outcomes},
        ended={e.person: e.last_day for e in case.exits},
        released=acts.released,
        former=frozenset(
            {
                *(p.former_body for p in case.people if p.former_body),
                *(name for b in case.plan.bodies for name in b.former),
            }
        )
        - kept,
        companies=frozenset(a.supplier for a in case.purchases.agreements),
    )
