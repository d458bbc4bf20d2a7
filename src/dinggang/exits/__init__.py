"""分流: who may leave by which route, from when, what is due."""

from dinggang.exits.checks import check_exits
from dinggang.exits.deciding import clearance_open, decide_exits
from dinggang.exits.dues import (
    Employment,
    Terms,
    employment_of,
    lacking,
    service_months,
    settle,
    severance,
    severance_count,
    severance_years,
    terms_of,
)
from dinggang.exits.options import Facts, Option, Options, options
from dinggang.exits.retirement import base_age, retirement_month
from dinggang.exits.values import (
    GROUND_WORDS,
    ROUTE_WORDS,
    Due,
    Exit,
    ExitChoice,
    Ground,
    Monthly,
    Protection,
)
from dinggang.exits.ways import Way, ways

__all__ = [
    "GROUND_WORDS",
    "ROUTE_WORDS",
    "Due",
    "Employment",
    "Exit",
    "ExitChoice",
    "Facts",
    "Ground",
    "Monthly",
    "Option",
    "Options",
    "Protection",
    "Terms",
    "Way",
    "base_age",
    "check_exits",
    "clearance_open",
    "decide_exits",
    "employment_of",
    "lacking",
    "options",
    "retirement_month",
    "service_months",
    "settle",
    "severance",
    "severance_count",
    "severance_years",
    "terms_of",
    "ways",
]
