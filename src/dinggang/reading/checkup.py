"""The check-up of a text: its facts, and what is wrong with them."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain

from dinggang.basis import Finding, Level, Value
from dinggang.reading.approval import check_approval
from dinggang.reading.changes import check_changes
from dinggang.reading.claims import check_claims
from dinggang.reading.codes import CODES, Sort, sort_of
from dinggang.reading.facts import Facts, facts
from dinggang.reading.headcount import check_headcount
from dinggang.reading.money import check_money
from dinggang.reading.notices import check_notices
from dinggang.reading.order import check_order
from dinggang.reading.rules import check_rules
from dinggang.reading.shares import check_shares
from dinggang.reading.text import Text
from dinggang.reading.totals import check_totals
from dinggang.reading.typos import check_typos

MOST_OF_A_CODE = 60
"""So many findings of one code are told; a text that breaks one rule more often is not mended one by one."""


class CheckUp(Value, frozen=True, kw_only=True):
    """What a text states, and the findings: heading by heading, the gravest first, then by code and place."""

    facts: Facts
    findings: tuple[Finding, ...]

    def of(self, sort: Sort) -> tuple[Finding, ...]:
        return tuple(f for f in self.findings if sort_of(f.code) is sort)


def check_up(text: Text) -> CheckUp:
    """Reads the facts out of a text and checks them. Never raises, whatever the text."""
    stated = facts(text)
    return CheckUp(facts=stated, findings=in_order(_few(_found(text, stated))))


def _found(text: Text, stated: Facts) -> Iterator[Finding]:
    return chain(
        check_headcount(text, stated),
        check_totals(text, stated),
        check_changes(text, stated),
        check_order(text, stated),
        check_approval(text, stated),
        check_notices(text, stated),
        check_shares(text),
        check_money(text, stated),
        check_rules(text, stated),
        check_claims(text, stated),
        check_typos(text),
    )


def _few(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Each finding once, and of each code at most so many."""
    seen: set[tuple[str, tuple[object, ...], str]] = set()
    told: Counter[str] = Counter()
    for finding in findings:
        key = (finding.code, finding.where, finding.words.zh)
        told[finding.code] += key not in seen
        if key not in seen and told[finding.code] <= MOST_OF_A_CODE:
            seen.add(key)
            yield finding


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    sorts, levels, codes = list(Sort), list(Level), list(CODES)
    return tuple(
        sorted(
            findings,
            key=lambda f: (
                sorts.index(sort_of(f.code)),
                levels.index(f.level),
                codes.index(f.code) if f.code in CODES else len(codes),
                f.code,
                f.where[0].start or 0 if f.where else 0,
            ),
        )
    )
