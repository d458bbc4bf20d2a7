"""花名册: the facts that rules read about a person (no names); eligibility with its reasons."""

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

__all__ = ["REGULAR", "Appraisal", "Grade", "Person", "Sanction", "SanctionKind", "Sex", "StaffKind"]
