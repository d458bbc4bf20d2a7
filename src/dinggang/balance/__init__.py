"""The reform balance sheet: conservation laws over persons, posts, headcount and money."""

from dinggang.balance.headcount import Demand, check_demand, demand
from dinggang.balance.money import services_findings
from dinggang.balance.persons import check_claims, claims
from dinggang.balance.sheet import final_sheet, gathered_sheet, planned_sheet
from dinggang.balance.values import (
    KIND_WORDS,
    OUTCOME_WORDS,
    BalanceSheet,
    Claim,
    Law,
    Line,
    Outcome,
    OutcomeKind,
)

__all__ = [
    "KIND_WORDS",
    "OUTCOME_WORDS",
    "BalanceSheet",
    "Claim",
    "Demand",
    "Law",
    "Line",
    "Outcome",
    "OutcomeKind",
    "check_claims",
    "check_demand",
    "claims",
    "demand",
    "final_sheet",
    "gathered_sheet",
    "planned_sheet",
    "services_findings",
]
