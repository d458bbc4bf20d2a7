"""Steps of a reform, what each gate found, and where a case stands."""

from datetime import date
from decimal import Decimal
from enum import StrEnum

from dinggang.balance import BalanceSheet, Outcome
from dinggang.basis import Finding, Id, Level, Value, Words
from dinggang.case import Act, ActKind
from dinggang.exits import Exit
from dinggang.marks import Scored
from dinggang.plan import Measure
from dinggang.selection import Applicant, Composite, Placement, Ranking
from dinggang.services import LineStatement


class StepId(StrEnum):
    ESTABLISH = "establish"
    PLAN = "plan"
    ROSTER = "roster"
    CLEAR = "clear"
    MOBILISE = "mobilise"
    ANNOUNCE = "announce"
    MEASURE = "measure"
    RANK = "rank"
    PLACE = "place"
    DIVERT = "divert"
    SERVICES = "services"
    SUM_UP = "sum_up"


class Step(Value, frozen=True, kw_only=True):
    """A step: the acts it needs, in their order; the acts it may take; the steps that must be done before it.

    `gate` is the act that its findings stop; the last of `acts` when not named. What lifts a finding must be on
    record by that act's day.
    """

    id: StepId
    title: Words
    acts: tuple[ActKind, ...]
    may: tuple[ActKind, ...] = ()
    needs: tuple[StepId, ...] = ()
    gate: ActKind | None = None


class Judged(Value, frozen=True, kw_only=True):
    """A finding at a gate, and the acts that lift it. Open when it is not a notice and nothing lifts it."""

    finding: Finding
    lifted_by: tuple[Id, ...] = ()

    @property
    def stops(self) -> bool:
        return self.finding.level is Level.STOPS and not self.lifted_by

    @property
    def unexplained(self) -> bool:
        return self.finding.level is Level.EXPLAIN and not self.lifted_by


class Figure(Value, frozen=True, kw_only=True):
    """A figure that a step prints."""

    label: Words
    value: Decimal
    unit: str = ""


class Entry(Value, frozen=True, kw_only=True):
    """One official act that was taken, with the digest of what it puts up in public, if it does."""

    number: int
    act: ActKind
    id: Id
    day: date
    by: str
    document: str = ""
    lifts: tuple[str, ...] = ()
    digest: str = ""


class StepReport(Value, frozen=True, kw_only=True):
    """How a step went: the days of its acts, its figures, what its gate found, and whether it was passed."""

    step: StepId
    title: Words
    first_day: date | None
    last_day: date | None
    acts: tuple[Act, ...]
    figures: tuple[Figure, ...]
    judged: tuple[Judged, ...]
    passed: bool


class Results(Value, frozen=True, kw_only=True):
    """Everything decided so far. What a step has not reached yet is None."""

    clearances: tuple[Exit, ...] | None = None
    applicants: tuple[Applicant, ...] | None = None
    openings: dict[str, int] | None = None
    marks: dict[Measure, tuple[Scored, ...]] | None = None
    composites: tuple[Composite, ...] | None = None
    ranking: Ranking | None = None
    placement: Placement | None = None
    exits: tuple[Exit, ...] | None = None
    statements: tuple[LineStatement, ...] | None = None
    outcomes: tuple[Outcome, ...] | None = None
    balance: BalanceSheet | None = None


class Decision(Value, frozen=True, kw_only=True):
    """What a step decides: the results with its own added, its findings and figures."""

    results: Results
    findings: tuple[Finding, ...] = ()
    figures: tuple[Figure, ...] = ()


class Run(Value, frozen=True, kw_only=True):
    """A case taken as far as its folder allows: the steps in the order they were taken, the record, the results.

    `closed` says that every step was passed and the balance sheet holds.
    """

    steps: tuple[StepReport, ...]
    entries: tuple[Entry, ...]
    results: Results
    closed: bool
