"""What each official act commits to: files anyone may read, and tables of personal facts, row by row.

An act that closes a table seals what was gathered (`GATHERED`); an act that decides publishes what was decided. A case
can be put together again from what its acts seal, and decided again from that.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

import msgspec

from dinggang.basis import Id, Value, canonical
from dinggang.case import Act, ActKind, Case, Effects, Folder, effects, in_force, standing
from dinggang.groundwork import by_person
from dinggang.plan import ExitRoute
from dinggang.procedure.gates import CLEARANCES
from dinggang.procedure.placing import certificate_of, placement_of
from dinggang.procedure.run import run, survey
from dinggang.procedure.steps import STEPS
from dinggang.procedure.values import Results, Run, StepId, StepReport
from dinggang.selection import Composite, Ranking, entrants_of, tie_values


class Row(Value, frozen=True, kw_only=True):
    """One row to be sealed: its canonical bytes and the person it is about, if any."""

    owner: Id | None
    value: bytes


class Table(Value, frozen=True, kw_only=True):
    """Rows to be sealed under one name. `gathered` rows come from the folder; the others were decided."""

    name: str
    rows: tuple[Row, ...]
    gathered: bool


class Open(Value, frozen=True, kw_only=True):
    """A file that anyone may read, in canonical bytes, with the number of rows it holds."""

    name: str
    content: bytes
    rows: int


class Board(Value, frozen=True, kw_only=True):
    """The published board: scores with the marks they are made of, the ranking, and what its tie rules compared."""

    composites: tuple[Composite, ...]
    ranking: Ranking
    ties: dict[Id, tuple[Decimal | None, ...]]


class Leaver(Value, frozen=True, kw_only=True):
    """Somebody who was on the way out when the lists closed, whatever the exits table says of it later."""

    person: Id


class Content(Value, frozen=True, kw_only=True):
    """An act with all it commits to."""

    act: Act
    files: tuple[Open, ...] = ()
    tables: tuple[Table, ...] = ()


class Source(msgspec.Struct, frozen=True):
    """Where a gathered table stands in a case, which acts seal it, and the day of a row when it has one.

    `open`: nothing personal stands in it; it is published as it is.
    """

    name: str
    rows: Callable[[Case], Sequence[Value]]
    acts: tuple[ActKind, ...]
    day: Callable[[Value], date] | None = None
    open: bool = False
    of: Callable[[Value, ActKind], bool] | None = None


def _cleared(row: Value, kind: ActKind) -> bool:
    route: ExitRoute = row.route  # type: ignore[attr-defined]  # rows of `exits` are ExitChoice
    return (route in CLEARANCES) is (kind is ActKind.CLEARANCE_CLOSED)


def _day(field: str) -> Callable[[Value], date]:
    def of(row: Value) -> date:
        found: date = getattr(row, field)
        return found

    return of


_PLANNED = (ActKind.PLAN_ADOPTED, ActKind.PLAN_APPROVED)
_TOLD = (ActKind.MOBILISATION_HELD, ActKind.POSTS_ANNOUNCED)
_BOUGHT = (ActKind.AGREEMENTS_SIGNED, ActKind.DELIVERIES_ACCEPTED, ActKind.PAYMENTS_MADE)

GATHERED: tuple[Source, ...] = (
    Source("members", lambda c: c.groundwork.members, (ActKind.GROUP_ESTABLISHED,)),
    Source("opinions", lambda c: c.groundwork.opinions, _PLANNED, day=_day("day")),
    Source("duties", lambda c: c.groundwork.duties, (ActKind.PLAN_APPROVED,), open=True),
    Source("people", lambda c: c.people, (ActKind.ROSTER_FROZEN,)),
    Source("answers", lambda c: c.groundwork.answers, _TOLD, day=_day("day"), open=True),
    Source("meetings", lambda c: c.groundwork.meetings, _TOLD, day=_day("day")),
    # These grow to the end, and each row is somebody's: sealed bit by bit, an erased row would look like a new one.
    Source("attendance", lambda c: c.groundwork.attendance, (ActKind.SUMMARY_ADOPTED,)),
    Source("talks", lambda c: by_person(c.groundwork.talks), (ActKind.SUMMARY_ADOPTED,)),
    Source("exits", lambda c: c.exits, (ActKind.CLEARANCE_CLOSED, ActKind.EXITS_GRANTED), of=_cleared),
    Source("posts", lambda c: c.posts, (ActKind.POSTS_ANNOUNCED,), open=True),
    Source("choices", lambda c: c.choices, (ActKind.APPLICATIONS_CLOSED,)),
    Source("questions", lambda c: c.sheets.questions, (ActKind.PAPER_SEALED,)),
    Source("exam", lambda c: c.sheets.exam, (ActKind.SHEETS_SEALED,)),
    Source("essays", lambda c: c.sheets.essays, (ActKind.SHEETS_SEALED,)),
    Source("speech", lambda c: c.sheets.speech, (ActKind.SHEETS_SEALED,)),
    Source("assessment", lambda c: c.sheets.assessment, (ActKind.SHEETS_SEALED,)),
    Source("adjusted", lambda c: c.sheets.adjusted, (ActKind.SHEETS_SEALED,)),
    Source("evaluation", lambda c: c.sheets.evaluation, (ActKind.TALLY_PROVED,)),
    Source("second_choices", lambda c: c.second_choices, (ActKind.PLACEMENT_DECIDED,)),
    Source("agreements", lambda c: c.purchases.agreements, (_BOUGHT[0],), day=_day("signed"), open=True),
    Source("changes", lambda c: c.purchases.changes, _BOUGHT, day=_day("day"), open=True),
    Source("deliveries", lambda c: c.purchases.deliveries, (_BOUGHT[1],), day=_day("day")),
    Source("payments", lambda c: c.purchases.payments, (_BOUGHT[2],), day=_day("day"), open=True),
)
"""Every table of a case but the plan and the acts. What is left is sealed by the acts that sum up."""


Recorded = Mapping[Id, Mapping[str, Counter[bytes]]]
"""The acts on record in their order, with the rows of dated tables that each has sealed."""

DATED = frozenset(source.name for source in GATHERED if source.day is not None)
"""Tables that go on growing: a row belongs to the act that sealed it, whatever its day."""

CLOSING = frozenset({ActKind.SUMMARY_ADOPTED, ActKind.CASE_CLOSED})
"""Acts that sum up all there is, and seal what none before them has."""

LEAVERS = "leavers"
NAMES = "names"
"""The sealed table of names. It stands beside the case, not in it."""

PLANS = frozenset({ActKind.PLAN_ADOPTED, ActKind.PLAN_APPROVED})


def in_record_order(done: Run) -> tuple[Act, ...]:
    """The acts that have been taken, in the order they enter the record: by day, on one day by step and kind.

    Acts of steps that passed or only wait for their next act, the explanations that these steps counted, and announcements of draws that nothing stops:
    they must be on record before the step they belong to can pass.
    """
    passed = [r for r in done.steps if r.passed or _waits(r)]
    counted = {a for r in passed for j in r.judged for a in j.lifted_by}
    counted |= {
        a.id for r in done.steps for a in r.acts if a.kind is ActKind.DRAW_COMMITTED and not _stopped(a, r)
    }
    taken = {a.id: a for r in done.steps for a in r.acts if r.passed or _waits(r) or a.id in counted}
    return tuple(sorted(taken.values(), key=_place))


def _stopped(act: Act, report: StepReport) -> bool:
    return any(j.stops and f"acts:{act.id}" in j.finding.rows for j in report.judged)


def _waits(report: StepReport) -> bool:
    """Whether nothing stops a step but that its next act or the table for it is not there yet: a board that hangs out, a
    placement that is announced. Of the four measures all sheets are sealed before any of it can be decided again.
    """
    return report.step is not StepId.MEASURE and {j.finding.code for j in report.judged if j.stops} <= {
        "G01",
        "G04",
    }


_MAY = {StepId.ANNOUNCE: -1, StepId.RANK: -1, StepId.PLACE: 3}
"""Where a step's further acts of the same day stand among its needed ones (0, 2, 4 …); after them if not said."""


def _place(act: Act) -> tuple[date, int, int, Id]:
    """By day; on one day explanations first, then step by step."""
    if act.kind is ActKind.FINDING_EXPLAINED:
        return act.day, -1, 0, act.id
    step = next(s for s in STEPS if act.kind in (*s.acts, *s.may))
    needed = act.kind in step.acts
    number = step.acts.index(act.kind) * 2 if needed else _MAY.get(step.id, len(step.acts) * 2)
    return act.day, STEPS.index(step), number, act.id


def contents(folder: Folder, done: Run, recorded: Recorded = {}) -> tuple[Content, ...]:  # noqa: B006 - never written to
    """The acts of a run in record order, each with what it commits to; superseded acts with nothing.

    Acts that are `recorded` already come first, in that order: a row belongs to the first act that could seal it, or to
    the one that has.
    """
    before = {act: number for number, act in enumerate(recorded)}
    case = in_force(folder.case)
    taken = in_record_order(done)
    known = {a.id for a in taken}
    after = {a.id: _taking_over(a, folder.case.acts) for a in folder.case.acts if _superseded(a, case)}
    superseded = [a for a in folder.case.acts if known & set(after.get(a.id, ()))]
    every = sorted(
        (*taken, *superseded), key=lambda a: (*_place(a)[:3], -len(after.get(a.id, ())), a.id)
    )  # of one day's corrections, the first comes first
    every.sort(key=lambda a: before.get(a.id, len(before)))
    acts = [a for a in every if a.id in known]
    seen = _Sealed(recorded)
    decided: dict[frozenset[Id], Results] = {}
    found = {a.id: Content(act=a) for a in superseded}
    for number, act in enumerate(acts):
        results = _results_then(folder, done, act, acts[number + 1 :], decided)
        found[act.id] = _content(folder, case, act, seen, effects(acts[: number + 1]), results)
    return tuple(found[a.id] for a in every)


def _taking_over(act: Act, acts: Sequence[Act]) -> list[Id]:
    """The acts that took its place, one after the other."""
    found: list[Id] = []
    after: Act | None = act
    while after is not None and after.id not in found:
        found.append(after.id)
        old = after
        after = next((a for a in acts if a.corrects == old.id and a.kind is old.kind), None)
    return found[1:]


def gathered_again(folder: Folder, acts: Sequence[Act], recorded: Recorded) -> tuple[Content, ...]:
    """What these acts, in record order, would seal of the folder as it reads now; nothing is decided.

    Acts that the folder has corrected meanwhile are left out.
    """
    case = in_force(folder.case)
    in_folder = {a.id for a in case.acts}
    seen = _Sealed(recorded)
    found = []
    for act in standing(acts):
        files, tables = seen.gathered(case, act)
        if act.kind is ActKind.ROSTER_FROZEN and folder.names:
            tables.append(_names(folder.names))
        if act.id in in_folder:
            found.append(Content(act=act, files=tuple(files), tables=tuple(tables)))
    return tuple(found)


def content_at_the_end(folder: Folder, acts: Sequence[Act], recorded: Recorded) -> Content:
    """What the last of these acts commits to, decided from a case that goes no further than it.

    `acts` are those of the record so far, in its order.
    """
    case = in_force(folder.case)
    standing_ids = {a.id for a in case.acts}
    seen = _Sealed(recorded)
    for act in acts[:-1]:
        if act.id in standing_ids:
            seen.gathered(case, act)
    return _content(folder, case, acts[-1], seen, effects(case.acts), survey(folder).results)


def _content(
    folder: Folder, case: Case, act: Act, seen: "_Sealed", counted: Effects, results: Results
) -> Content:
    files, tables = seen.gathered(case, act)
    if act.kind is ActKind.ROSTER_FROZEN and folder.names:
        tables.append(_names(folder.names))
    files += _decided_files(act, case, counted, results)
    tables += _decided_tables(act, results)
    if act.kind is ActKind.APPLICATIONS_CLOSED:
        leavers = sorted({e.person for e in case.exits if e.route not in CLEARANCES})
        rows = tuple(_row(Leaver(person=p)) for p in leavers)
        tables.append(Table(name=LEAVERS, rows=rows, gathered=False))
    return Content(act=act, files=tuple(files), tables=tuple(tables))


def _superseded(act: Act, case: Case) -> bool:
    return all(act.id != a.id for a in case.acts)


_LATER = frozenset(
    {ActKind.QUESTION_VOIDED, ActKind.DISQUALIFIED, ActKind.DRAW_HELD, ActKind.PLACEMENT_REFUSED}
)
"""Acts that change what was decided before them; what was published then is worked out without them."""

_EARLY = frozenset({ActKind.SCOREBOARD_PUBLISHED, ActKind.PLACEMENT_DECIDED, ActKind.APPOINTMENTS_ANNOUNCED})


def _results_then(
    folder: Folder, done: Run, act: Act, after: Sequence[Act], decided: dict[frozenset[Id], Results]
) -> Results:
    """The results as they stood when an act was taken. `decided` keeps them by the acts that came later."""
    changing = [a for a in after if a.kind in _LATER]
    if act.kind not in _EARLY or not changing:
        return done.results
    later = frozenset(a.id for a in changing)
    if later not in decided:
        case = folder.case
        then = msgspec.structs.replace(case, acts=tuple(a for a in case.acts if a.id not in later))
        placed_anew = all(a.kind is ActKind.PLACEMENT_REFUSED for a in changing)
        if placed_anew and done.results.ranking is not None:
            # Who gave a post up changes the placement and nothing that was decided before it.
            known = in_force(then)
            placement, _ = placement_of(known, effects(known.acts), done.results)
            decided[later] = msgspec.structs.replace(done.results, placement=placement)
        else:
            decided[later] = run(msgspec.structs.replace(folder, case=then)).results
    return decided[later]


class _Sealed:
    """Which gathered rows earlier acts have sealed: each row enters the record once."""

    def __init__(self, recorded: Recorded) -> None:
        self.recorded = recorded
        self.rows: dict[str, Counter[bytes]] = {}
        self.made: dict[
            int, tuple[Value, Row]
        ] = {}  # by identity; the value is kept, so that its id stays its own

    def gathered(self, case: Case, act: Act) -> tuple[list[Open], list[Table]]:
        files: list[Open] = []
        tables: list[Table] = []
        if act.kind in PLANS:
            files.append(_open("plan", case.plan, 1))
        for source in GATHERED:
            rows = self._fresh(source, case, act)
            if not rows and act.kind is not source.acts[0]:
                continue
            if source.open and rows:
                values = [msgspec.Raw(r.value) for r in rows]
                files.append(Open(name=source.name, content=msgspec.json.encode(values), rows=len(rows)))
            elif not source.open and rows:
                tables.append(Table(name=source.name, rows=rows, gathered=True))
        return files, tables

    def _fresh(self, source: Source, case: Case, act: Act) -> tuple[Row, ...]:
        if act.kind not in CLOSING and act.kind not in source.acts:
            return ()
        seen = self.rows.setdefault(source.name, Counter())
        left = Counter(seen)
        held = self.recorded.get(act.id, {}).get(source.name, Counter()) if act.id in self.recorded else None
        mine = Counter(held)
        found = []
        for row in source.rows(case):
            made = _row(row)
            if held is not None and source.day is not None:
                if not mine[made.value]:
                    continue
                mine[made.value] -= 1
            elif not _due(source, row, act):
                continue
            elif left[made.value]:
                left[made.value] -= 1
                continue
            seen[made.value] += 1
            found.append(made)
        return tuple(found)


def _due(source: Source, row: Value, act: Act) -> bool:
    """Whether an act seals this row, if none before it has."""
    if act.kind in CLOSING:
        return True
    late = source.day is not None and source.day(row) > act.day
    return not late and (source.of is None or source.of(row, act.kind))


def _names(names: Mapping[Id, str]) -> Table:
    """Names are sealed with the roster, apart from it: they can be erased and everything else still be checked."""
    rows = (Row(owner=p, value=canonical({"name": name, "person": p})) for p, name in sorted(names.items()))
    return Table(name=NAMES, rows=tuple(rows), gathered=True)


def _row(value: Value) -> Row:
    """A row of people names its own id as owner; a sheet the person it is about."""
    owner = getattr(value, "person", None)
    if owner is None and hasattr(value, "relatives"):
        owner = getattr(value, "id", None)
    return Row(owner=owner, value=canonical(value))


def _open(name: str, value: object, rows: int) -> Open:
    return Open(name=name, content=canonical(value), rows=rows)


def _decided_tables(act: Act, results: Results) -> list[Table]:
    """What was decided about persons, with its working-out."""
    name, of = _DECIDED.get(act.kind, ("", _nothing))
    values = of(results)
    return [] if values is None else [Table(name=name, rows=tuple(_row(v) for v in values), gathered=False)]


def _nothing(_results: Results) -> None:
    return None


_DECIDED: Mapping[ActKind, tuple[str, Callable[[Results], Iterable[Value] | None]]] = {
    ActKind.CLEARANCE_CLOSED: ("clearances", lambda r: r.clearances),
    ActKind.APPLICATIONS_CLOSED: ("applicants", lambda r: r.applicants),
    ActKind.SCOREBOARD_PUBLISHED: (
        "scored",
        lambda r: None if r.marks is None else [s for those in r.marks.values() for s in those],
    ),
    ActKind.PLACEMENT_DECIDED: ("placed", lambda r: None if r.placement is None else r.placement.placed),
    ActKind.EXITS_GRANTED: ("exits_decided", lambda r: r.exits),
    ActKind.SUMMARY_ADOPTED: ("outcomes", lambda r: r.outcomes),
}
"""The table that each of these acts seals of what was decided. Worked out only for an act that does."""


def _decided_files(act: Act, case: Case, acts: Effects, results: Results) -> list[Open]:
    """What was decided and may be read by anyone: ids, marks, ranks, posts, money of the services, the balance."""
    match act.kind:
        case ActKind.SCOREBOARD_PUBLISHED | ActKind.RANKING_FINAL if results.ranking is not None:
            name = "scoreboard" if act.kind is ActKind.SCOREBOARD_PUBLISHED else "ranking"
            return [_open(name, _board(case, results, results.ranking), len(results.ranking.ranked))]
        case ActKind.PLACEMENT_DECIDED if results.placement is not None:
            proof = certificate_of(case, acts, results)
            shown = [] if proof is None else [Open(name="certificate", content=proof.encoded(), rows=1)]
            return [*shown, _placements(results)]
        case ActKind.APPOINTMENTS_ANNOUNCED | ActKind.APPOINTMENTS_MADE if results.placement is not None:
            return [_placements(results)]
        case ActKind.SUMMARY_ADOPTED if results.statements is not None:
            return [_open("statements", results.statements, len(results.statements))]
        case ActKind.CASE_CLOSED:
            return [_open("balance", results.balance, 1)]
        case _:
            return []


def _board(case: Case, results: Results, ranking: Ranking) -> Board:
    composites = results.composites or ()
    people = {p.id: p for p in case.people}
    rule = case.plan.rules.composite
    entrants, _ = entrants_of(rule, composites, results.marks or {}, people, case.plan.cutoff)
    return Board(composites=composites, ranking=ranking, ties=tie_values(entrants))


def _placements(results: Results) -> Open:
    placed = results.placement.placed if results.placement is not None else ()
    rows: list[Mapping[str, object]] = [
        {"person": p.person, "post": p.post, "placed_in": p.placed_in} for p in placed if p.post is not None
    ]
    return _open("placements", rows, len(rows))
