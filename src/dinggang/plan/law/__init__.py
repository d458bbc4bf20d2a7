"""The dated register of law: what it says from when until when, for whom, and how sure that is."""

from dinggang.plan.law.asking import (
    ARTICLES,
    REGULATIONS,
    article,
    cited,
    find_law,
    holding,
    law_on,
    matching,
    regulation,
    short,
    uncovered,
)
from dinggang.plan.law.values import (
    APPLIES_WORDS,
    CERTAINTY_WORDS,
    MATTER_WORDS,
    Applies,
    Article,
    Certainty,
    Matter,
    Regulation,
)
from dinggang.plan.values import Plan


def cites(plan: Plan, *articles: str) -> tuple[str, ...]:
    """Those of the articles (`BZ-06`) that are in force on the plan's cut-off day; before it the plan alone binds."""
    return tuple(a for a in articles if article(a).holds(plan.cutoff))


__all__ = [
    "APPLIES_WORDS",
    "ARTICLES",
    "CERTAINTY_WORDS",
    "MATTER_WORDS",
    "REGULATIONS",
    "Applies",
    "Article",
    "Certainty",
    "Matter",
    "Regulation",
    "article",
    "cited",
    "cites",
    "find_law",
    "holding",
    "law_on",
    "matching",
    "regulation",
    "short",
    "uncovered",
]
