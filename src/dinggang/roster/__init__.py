"""花名册: the facts that rules read about a person (no names); eligibility with its reasons."""

from dinggang.plan import SanctionKind
from dinggang.roster.avoidance import Kin, avoidance, kinship, must_be_apart
from dinggang.roster.checks import check_roster
from dinggang.roster.eligibility import eligibility, may_compete, may_hold
from dinggang.roster.values import (
    REGULAR,
    Appraisal,
    Certificate,
    Grade,
    Identity,
    Person,
    Sanction,
    Sex,
    StaffKind,
)

__all__ = [
    "REGULAR",
    "Appraisal",
    "Certificate",
    "Grade",
    "Identity",
    "Kin",
    "Person",
    "Sanction",
    "SanctionKind",
    "Sex",
    "StaffKind",
    "avoidance",
    "check_roster",
    "eligibility",
    "kinship",
    "may_compete",
    "may_hold",
    "must_be_apart",
]
