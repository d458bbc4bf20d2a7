"""花名册: the facts that rules read about a person (no names); eligibility with its reasons."""

from dinggang.roster.checks import check_roster
from dinggang.roster.eligibility import eligibility, may_compete, may_hold
from dinggang.roster.values import (
    REGULAR,
    Appraisal,
    Grade,
    Person,
    Sanction,
    SanctionKind,
    Sex,
    StaffKind,
)

__all__ = [
    "REGULAR",
    "Appraisal",
    "Grade",
    "Person",
    "Sanction",
    "SanctionKind",
    "Sex",
    "StaffKind",
    "check_roster",
    "eligibility",
    "may_compete",
    "may_hold",
]
