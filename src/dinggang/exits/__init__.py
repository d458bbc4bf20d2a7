"""分流: who may leave by which route, from when, what is due."""

from dinggang.exits.checks import check_exits
from dinggang.exits.deciding import clearance_open, decide_exits
from dinggang.exits.dues import service_months, severance, severance_years
from dinggang.exits.retirement import base_age, retirement_month
from dinggang.exits.values import ROUTE_WORDS, Due, Exit, ExitChoice

__all__ = [
    "ROUTE_WORDS",
    "Due",
    "Exit",
    "ExitChoice",
    "base_age",
    "check_exits",
    "clearance_open",
    "decide_exits",
    "retirement_month",
    "service_months",
    "severance",
    "severance_years",
]
