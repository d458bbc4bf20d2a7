"""The check-up of a text: its facts, and what is wrong with them."""

from dinggang.basis import Finding, Value
from dinggang.reading.facts import Facts, facts
from dinggang.reading.headcount import check_headcount
from dinggang.reading.order import check_order
from dinggang.reading.text import Text


class CheckUp(Value, frozen=True, kw_only=True):
    """What a text states, and the findings, sorted by their place."""

    facts: Facts
    findings: tuple[Finding, ...]


def check_up(text: Text) -> CheckUp:
    stated = facts(text)
    found = (*check_headcount(text, stated), *check_order(text, stated))
    return CheckUp(facts=stated, findings=found)
