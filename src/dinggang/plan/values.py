"""The plan (方案) as values: bodies, headcount, posts, stages. The rules of each step are in `rules.py`."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

import msgspec

from dinggang.basis import Id, Percent, Value, Within
from dinggang.plan.rules import Rules

Count = Annotated[int, msgspec.Meta(ge=0, le=1_000_000)]
Money = Annotated[Decimal, Within(0)]
"""Yuan, at most two decimals."""
Text = Annotated[str, msgspec.Meta(min_length=1, max_length=500)]


class HeadcountKind(StrEnum):
    """编制类别. Kinds are never mixed nor netted."""

    ADMINISTRATIVE = "administrative"
    INSTITUTION = "institution"


class ReserveMode(StrEnum):
    """Whether the reserve lies inside the approved figure or on top of it (X1–X3)."""

    INSIDE = "inside"
    ON_TOP = "on_top"


class BodyKind(StrEnum):
    OFFICE = "office"
    CENTRE = "centre"
    STATION = "station"


class Stratum(StrEnum):
    """层级: the leadership, mid-level cadres, general staff."""

    LEADER = "leader"
    MID = "mid"
    GENERAL = "general"


class Filling(StrEnum):
    """How a post is to be filled. `undecided` is what a plan leaves open."""

    COMPETE = "compete"
    APPOINT = "appoint"
    VACANT = "vacant"
    UNDECIDED = "undecided"


class Scope(StrEnum):
    """Who a post is open to (X11): this organ's own staff, or all, with those of its outlying institutions."""

    ALL = "all"
    ORGAN = "organ"


class Education(StrEnum):
    """学历, from low to high."""

    JUNIOR_MIDDLE = "junior_middle"
    SENIOR_MIDDLE = "senior_middle"
    COLLEGE = "college"
    BACHELOR = "bachelor"
    MASTER = "master"

    @property
    def rank(self) -> int:
        return tuple(Education).index(self)


class Headcount(Value, frozen=True, kw_only=True):
    """Headcount of one kind as approved from above.

    `before` is the approved headcount before the reform, `proposed` what the township had asked for (X16).
    """

    approved: Count
    reserve: Count = 0
    leader_posts: Count = 0
    before: Count | None = None
    proposed: Count | None = None
    clause: str = ""

    def fillable(self, mode: ReserveMode, released: int = 0) -> int:
        """Places that may be filled, leaders included: the reserve counts only as far as a decision released it."""
        held_back = self.reserve if mode is ReserveMode.INSIDE else 0
        extra = min(released, self.reserve)
        return self.approved - held_back + extra


class Plate(Value, frozen=True, kw_only=True):
    """加挂牌子: a second name of a body. It carries neither headcount nor leader posts (BZ-06, GP-1)."""

    id: Id
    name: Text
    headcount: Count = 0
    leader_posts: Count = 0


class Body(Value, frozen=True, kw_only=True):
    """An internal body. `headcount` is its own allotment, when the plan divides the figure among bodies.

    `former` are the bodies of before that went into it, by the names that the roster calls them; one that was divided
    stands with each body it went into.
    """

    id: Id
    name: Text
    kind: BodyKind
    headcount_kind: HeadcountKind
    headcount: Count | None = None
    approval: str = ""
    clause: str = ""
    former: tuple[Text, ...] = ()
    plates: tuple[Plate, ...] = ()


class Stage(Value, frozen=True, kw_only=True):
    """A stage of the plan with its planned period. Stages may overlap; `after` names those that must be closed first."""

    id: Id
    name: Text
    start: date
    end: date
    after: tuple[Id, ...] = ()


class ServiceLine(Value, frozen=True, kw_only=True):
    """A public service that the plan buys: its base-year money and purpose bind every later year.

    `whole` says that its unit (头, 次) is counted, not measured: there is no half of it.
    """

    id: Id
    name: Text
    purpose: Text
    unit: Text
    base_amount: Money
    former_provider: str = ""
    whole: bool | None = None


class PathYear(Value, frozen=True, kw_only=True):
    """A year on the way from paying people to paying for services: both moneys, and the share of services aimed at."""

    year: Annotated[int, msgspec.Meta(ge=1949, le=2200)]
    staff: Money
    services: Money
    target_share: Percent | None = None


class Services(Value, frozen=True, kw_only=True):
    """Service purchase as the plan states it: the base year, its total, each line, and the path of the shares."""

    base_year: int
    base_total: Money
    lines: tuple[ServiceLine, ...]
    path: tuple[PathYear, ...] = ()


class Before(Value, frozen=True, kw_only=True):
    """The organ before the reform; without it nothing can be called leaner (X15)."""

    bodies: Count | None = None
    staff: Count | None = None


class Document(Value, frozen=True, kw_only=True):
    """A document the plan rests on: title, document number, date."""

    title: Text
    number: str = ""
    issued: date | None = None


class Plan(Value, frozen=True, kw_only=True):
    """A reform plan: what `plan.toml` holds. Ages, years of service and sanctions are judged at `cutoff`."""

    title: Text
    organ: Text
    cutoff: date
    reserve_mode: ReserveMode
    headcount: dict[HeadcountKind, Headcount]
    bodies: tuple[Body, ...]
    rules: Rules
    stages: tuple[Stage, ...] = ()
    services: Services | None = None
    before: Before = Before()
    basis: tuple[Document, ...] = ()
    assumptions: tuple[str, ...] = ()


class Post(Value, frozen=True, kw_only=True):
    """A post with its openings and what it asks of a person.

    `body` is a body's id; empty only for a leader post of the organ itself. Requirements that are None or empty ask
    nothing: one of `majors`, all of `certificates`, so many full years in the person's present stratum. A `sensitive` post
    (organisation, personnel, discipline, audit, finance) is closed to relatives of the organ's leaders (公务员法 2018
    art. 74).
    """

    id: Id
    name: Text
    body: str = ""
    kind: HeadcountKind
    stratum: Stratum
    filling: Filling
    openings: Annotated[int, msgspec.Meta(ge=1, le=10_000)] = 1
    education: Education | None = None
    max_age: Count | None = None
    min_service_years: Count | None = None
    party_member: bool = False
    majors: tuple[Text, ...] = ()
    certificates: tuple[Text, ...] = ()
    min_stratum_years: Count | None = None
    scope: Scope = Scope.ALL
    sensitive: bool = False
    note: str = ""
