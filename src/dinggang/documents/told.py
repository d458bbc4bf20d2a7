"""Everything a summary tells of, and what it counts in it."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from functools import cached_property

from dinggang.balance import BalanceSheet, Outcome
from dinggang.basis import Value
from dinggang.case import Act, ActKind, Case, of_kind
from dinggang.documents.claims import Stated, stated
from dinggang.documents.words import chinese_date
from dinggang.exits import Exit
from dinggang.groundwork import Answer, Meeting, Opinion
from dinggang.marks import Scored
from dinggang.plan import ExitRoute, Measure
from dinggang.roster import Person
from dinggang.selection import Applicant, Placement, Ranking
from dinggang.services import LineStatement

DIGITS = "零一二三四五六七八九"
RETIRED = (
    ExitRoute.RETIRE,
    ExitRoute.RETIRE_EARLY,
    ExitRoute.RETIRE_SICK,
    ExitRoute.RETIRE_INTERNAL,
)
"""The routes that are told together: who of a small body retired sick is nobody's business."""


class Taken(Value, frozen=True, kw_only=True):
    """A step that was taken: its title, its first and last day, and whether its gate was passed."""

    title: str
    first: date
    last: date
    passed: bool = True


class Told(Value, frozen=True, kw_only=True, dict=True):
    """A case as far as it has come. What has not been decided is None. `every_act` holds the corrected ones, too."""

    case: Case
    every_act: tuple[Act, ...]
    steps: tuple[Taken, ...]
    outcomes: tuple[Outcome, ...]
    sheet: BalanceSheet
    closed: bool
    open_findings: tuple[str, ...] = ()
    clearances: tuple[Exit, ...] = ()
    exits: tuple[Exit, ...] = ()
    applicants: tuple[Applicant, ...] | None = None
    marks: Mapping[Measure, tuple[Scored, ...]] | None = None
    ranking: Ranking | None = None
    placement: Placement | None = None
    statements: tuple[LineStatement, ...] = ()

    @property
    def organ(self) -> str:
        return self.case.plan.organ

    @cached_property
    def people(self) -> Mapping[str, Person]:
        return {p.id: p for p in self.case.people}

    @cached_property
    def regular(self) -> tuple[Person, ...]:
        """Those in headcount, by id."""
        return tuple(p for p in self.case.people if p.kind.headcount is not None)

    @cached_property
    def acts(self) -> tuple[Act, ...]:
        """The acts in force in the order of their days."""
        return tuple(sorted(self.case.acts, key=lambda a: (a.day, a.id)))

    @property
    def year(self) -> int:
        """The year that is named once and then understood."""
        return min(s.first for s in self.steps).year

    def of(self, *kinds: ActKind) -> tuple[Act, ...]:
        return tuple(a for kind in kinds for a in of_kind(self.case.acts, kind))

    def last(self, kind: ActKind) -> Act | None:
        found = self.of(kind)
        return found[-1] if found else None

    def day(self, act: Act, *, full: bool = False) -> Stated:
        """The day of an act; its year only when it is another than that of the reform, or asked for."""
        return stated("acts.day", act.day, shown=self.short(act.day, full=full), acts=(act,), rows=acts(act))

    def short(self, day: date, *, full: bool = False) -> str:
        return chinese_date(day) if full or day.year != self.year else f"{day.month}月{day.day}日"

    def period(self, those: Sequence[Act]) -> Stated | None:
        """From the first to the last of these acts, 11月13日至16日; one day when they fall on one."""
        if not those:
            return None
        days = {a.day for a in those}
        return self.between("acts.period", days, [f"acts:{a.id}" for a in those], those)

    def between(
        self, query: str, days: AbstractSet[date], those: Iterable[str], by: Iterable[Act] = ()
    ) -> Stated:
        """From the first to the last of these days, or the one day, counted in these rows."""
        first, last = min(days), max(days)
        shown = self.short(first)
        if last != first:
            same = (first.year, first.month) == (last.year, last.month)
            shown += f"至{f'{last.day}日' if same else self.short(last)}"
        return stated(query, f"{first}/{last}", shown=shown, acts=by, rows=those)


_BY_QUERY = {
    **dict.fromkeys(
        ("persons.outcome", "persons.outcomes", "persons.waiting", "headcount.occupied"),
        ActKind.SUMMARY_ADOPTED,
    ),
    **dict.fromkeys(("laws.number", "laws.hold"), ActKind.CASE_CLOSED),
}
_BY_TABLE = {
    **dict.fromkeys(("plan", "bodies", "plates", "lines"), ActKind.PLAN_APPROVED),
    "people": ActKind.ROSTER_FROZEN,
    "posts": ActKind.POSTS_ANNOUNCED,
    "choices": ActKind.APPLICATIONS_CLOSED,
    "speech": ActKind.SHEETS_SEALED,
    "evaluation": ActKind.TALLY_PROVED,
    "agreements": ActKind.AGREEMENTS_SIGNED,
    "members": ActKind.GROUP_ESTABLISHED,
    "duties": ActKind.PLAN_APPROVED,
    **dict.fromkeys(("attendance", "talks"), ActKind.SUMMARY_ADOPTED),
}


_BY_DAY = {
    "opinions": (ActKind.PLAN_ADOPTED, ActKind.PLAN_APPROVED),
    **dict.fromkeys(("answers", "meetings"), (ActKind.MOBILISATION_HELD, ActKind.POSTS_ANNOUNCED)),
}
"""Tables that go on growing: each row is sealed by the first of these acts from its day on, else with the summary."""


def vouching(told: Told, one: Stated) -> tuple[Act, ...]:
    """The acts that commit to what a figure was counted in: the ledger of outcomes with the summary's adoption, the balance
    sheet with the closing, a table with the act that froze, sealed or published it. The latest of each kind.
    """
    kinds = {_BY_QUERY[one.query]} if one.query in _BY_QUERY else set[ActKind]()
    ids: dict[str, set[str]] = {}
    if not kinds:
        for row in one.rows:
            table, _, key = row.partition(":")
            ids.setdefault(table, set()).add(key)
        kinds = {_BY_TABLE[t] for t in ids if t in _BY_TABLE}
    found = [told.last(kind) for kind in sorted(kinds)]
    found += [act for table in ids if table in _BY_DAY for act in _sealing(told, table, ids[table])]
    return tuple(dict.fromkeys(a for a in found if a is not None))


def _sealing(told: Told, table: str, ids: AbstractSet[str]) -> Iterable[Act | None]:
    """The acts that sealed these rows, in their order."""
    ground = told.case.groundwork
    every: Mapping[str, Sequence[Opinion | Answer | Meeting]] = {
        "opinions": ground.opinions,
        "answers": ground.answers,
        "meetings": ground.meetings,
    }
    sealing = [a for a in told.acts if a.kind in _BY_DAY[table]]
    days = sorted({row.day for row in every[table] if row.id in ids})
    return (next((a for a in sealing if day <= a.day), told.last(ActKind.SUMMARY_ADOPTED)) for day in days)


def acts(*those: Act | None) -> tuple[str, ...]:
    """References to acts."""
    return tuple(f"acts:{a.id}" for a in those if a is not None)


def rows(table: str, ids: Iterable[str]) -> tuple[str, ...]:
    """References to the rows of a table."""
    return tuple(f"{table}:{one}" for one in ids)


def number(act: Act) -> str:
    """（望发〔2006〕31号）, or nothing."""
    return f"（{act.number}）" if act.number else ""


def listed(parts: Sequence[str], most: int = 12) -> str:
    """Names in a row; of a long list the first and that there are more."""
    if len(parts) <= most:
        return "、".join(parts)
    return f"{'、'.join(parts[:most])}等"


def spoken(count: int) -> str:
    """A small number in words, as it stands before 个: 两, 三, 十二."""
    if count == 2:
        return "两"
    tens, ones = divmod(count, 10)
    head = "" if not tens else "十" if tens == 1 else f"{DIGITS[tens]}十"
    return f"{head}{DIGITS[ones] if ones or not tens else ''}" if count < 100 else str(count)
