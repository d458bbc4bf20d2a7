"""Exact numbers and rounding, dates and working days, ids, canonical form, findings, errors."""

from dinggang.basis.canon import canonical, digest
from dinggang.basis.days import add_months, full_years, is_working_day, working_days_after
from dinggang.basis.errors import DinggangError, Fault, Problem, Refusal
from dinggang.basis.findings import LEVEL_WORDS, Finding, Level, Where, stopping
from dinggang.basis.numbers import (
    CENT,
    Exact,
    Percent,
    Points,
    Rounding,
    RoundingMode,
    Within,
    fraction,
    mean,
    plain,
    shown,
    total,
)
from dinggang.basis.values import Id, Value, Words, joined

__all__ = [
    "CENT",
    "LEVEL_WORDS",
    "DinggangError",
    "Exact",
    "Fault",
    "Finding",
    "Id",
    "Level",
    "Percent",
    "Points",
    "Problem",
    "Refusal",
    "Rounding",
    "RoundingMode",
    "Value",
    "Where",
    "Within",
    "Words",
    "add_months",
    "canonical",
    "digest",
    "fraction",
    "full_years",
    "is_working_day",
    "joined",
    "mean",
    "plain",
    "shown",
    "stopping",
    "total",
    "working_days_after",
]
