"""The town with other rows of what goes before the posts, and what its summary then says."""

from functools import cache

from build import bend
from dinggang.documents import Told, summary
from dinggang.plan import ClaimRule
from dinggang.procedure import run, told_of
from documents.test_summary import told, town


@cache
def of_town() -> Told:
    found = told_of(town(), run(town()))
    assert found is not None
    return found


def with_ground(**changes: object) -> Told:
    """The town with other rows before the posts."""
    case = of_town().case
    return bend(of_town(), case=bend(case, groundwork=bend(case.groundwork, **changes)))


def by(value: Told, **claims: object) -> Told:
    """With other standards of words in its plan."""
    plan = value.case.plan
    rules = bend(plan.rules, claims=ClaimRule(**claims))
    return bend(value, case=bend(value.case, plan=bend(plan, rules=rules)))


def with_post(person: str, post: str) -> Told:
    case = of_town().case
    people = tuple(bend(p, former_post=post) if p.id == person else p for p in case.people)
    return bend(of_town(), case=bend(case, people=people))


def said(value: Told) -> dict[str, str]:
    return told(summary(value))


def refused(value: Told) -> dict[str, str]:
    return {u.key: u.reason for u in summary(value).unsupported}


def ground(table: str):
    return getattr(of_town().case.groundwork, table)
