"""The ways out of the pool (分流) and the terms on which the plan opens each."""

from datetime import date
from enum import StrEnum
from typing import Annotated

import msgspec

from dinggang.basis import Percent, Points, Value


class ExitRoute(StrEnum):
    """Every way out of the pool (分流)."""

    RETIRE = "retire"
    RETIRE_EARLY = "retire_early"
    RETIRE_SICK = "retire_sick"
    RETIRE_INTERNAL = "retire_internal"
    YIELD = "yield"
    DIVERT_COMPANY = "divert_company"
    DIVERT_OTHER = "divert_other"
    CLEAR_TEMP = "clear_temp"
    CLEAR_OWN = "clear_own"


class RuleSource(Value, frozen=True, kw_only=True):
    """Where a local rule comes from: a county's document with its number, day and clause."""

    title: Annotated[str, msgspec.Meta(min_length=1, max_length=500)]
    number: str = ""
    issued: date | None = None
    clause: str = ""


class ExitRule(Value, frozen=True, kw_only=True):
    """One route as the plan opens it.

    For retire_internal and yield, which have no national statute, the plan alone says who may: age at least
    `min_age_men` / `min_age_women` or years of service at least `min_service_years`; and `keeps_headcount`, whether
    the person goes on occupying a place. The same conditions let institution staff retire early. Clearance pays
    `months_per_year` monthly wages for each year of service, parts of a year as the law of the day counts them, at most
    `max_months`.

    `max_years_left` is a third such condition: under so many years before statutory age. `monthly_percent` of the monthly
    wage is paid from the month after the last day to the statutory month. `average_wage` is the local monthly average of
    the year before, whose threefold caps wages since 2008, `minimum_wage` the local minimum. `source` is the local document
    that these terms come from.
    """

    route: ExitRoute
    min_age_men: Annotated[int, msgspec.Meta(ge=0, le=100)] | None = None
    min_age_women: Annotated[int, msgspec.Meta(ge=0, le=100)] | None = None
    min_service_years: Annotated[int, msgspec.Meta(ge=0, le=80)] | None = None
    keeps_headcount: bool | None = None
    months_per_year: Points | None = None
    max_months: Points | None = None
    monthly_percent: Percent | None = None
    max_years_left: Annotated[int, msgspec.Meta(ge=1, le=40)] | None = None
    average_wage: Points | None = None
    minimum_wage: Points | None = None
    source: RuleSource | None = None
    clause: str = ""
