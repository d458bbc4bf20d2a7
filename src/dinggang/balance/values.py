"""The reform balance sheet as a value, and the one-outcome ledger it is drawn from."""

from decimal import Decimal
from enum import StrEnum

from dinggang.basis import Finding, Id, Value, Words
from dinggang.exits import ROUTE_WORDS
from dinggang.plan import HeadcountKind


class OutcomeKind(StrEnum):
    """去向: where a person ends. Everyone has exactly one."""

    COMPETE = "compete"
    APPOINT = "appoint"
    RETIRE = "retire"
    RETIRE_EARLY = "retire_early"
    RETIRE_SICK = "retire_sick"
    RETIRE_INTERNAL = "retire_internal"
    YIELD = "yield"
    DIVERT_COMPANY = "divert_company"
    DIVERT_OTHER = "divert_other"
    CLEAR_TEMP = "clear_temp"
    CLEAR_OWN = "clear_own"
    WAIT = "wait"


OUTCOME_WORDS: dict[OutcomeKind, Words] = {
    OutcomeKind.COMPETE: Words(zh="竞争上岗", en="placed by competition"),
    OutcomeKind.APPOINT: Words(zh="组织任命", en="appointed"),
    **{OutcomeKind(route.value): words for route, words in ROUTE_WORDS.items()},
    OutcomeKind.WAIT: Words(zh="落选待岗", en="waiting for a post"),
}

KIND_WORDS: dict[HeadcountKind, Words] = {
    HeadcountKind.ADMINISTRATIVE: Words(zh="行政", en="administrative"),
    HeadcountKind.INSTITUTION: Words(zh="事业", en="institution"),
}


class Claim(Value, frozen=True, kw_only=True):
    """One source saying where a person goes, and the row that says so. Two kinds of claim on a person break B01."""

    person: Id
    kind: OutcomeKind
    row: str


class Outcome(Value, frozen=True, kw_only=True):
    """Where one person ended: the post and its body, posts held beside it, and the kind of place occupied."""

    person: Id
    kind: OutcomeKind
    post: Id | None = None
    concurrent: tuple[Id, ...] = ()
    occupies: HeadcountKind | None = None
    reason: Words | None = None


class Line(Value, frozen=True, kw_only=True):
    """One comparison of a law: left relation right, and whether it holds. `unit` is 人, 个, 元 …"""

    label: Words
    left: Decimal
    relation: str
    right: Decimal
    unit: str
    holds: bool


class Law(Value, frozen=True, kw_only=True):
    """A conservation law with its lines."""

    code: str
    title: Words
    lines: tuple[Line, ...]

    @property
    def holds(self) -> bool:
        return all(line.holds for line in self.lines)


class BalanceSheet(Value, frozen=True, kw_only=True):
    """All laws, and a finding for each breach with the rows that break it and the act that could cure it."""

    laws: tuple[Law, ...]
    findings: tuple[Finding, ...]

    @property
    def holds(self) -> bool:
        return all(law.holds for law in self.laws)


def line(label: Words, left: int | Decimal, relation: str, right: int | Decimal, unit: str = "人") -> Line:
    """A line whose `holds` is computed from its figures. Relations: "=", "≤", "≥"."""
    holds = {"=": left == right, "≤": left <= right, "≥": left >= right}[relation]
    return Line(
        label=label, left=Decimal(left), relation=relation, right=Decimal(right), unit=unit, holds=holds
    )
