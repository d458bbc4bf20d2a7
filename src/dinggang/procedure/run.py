"""Takes a case through every step as official acts, and stops at the first gate that fails."""

from collections.abc import Callable, Mapping
from datetime import date

import msgspec

from dinggang.basis import Where, canonical, digest
from dinggang.case import Act, ActKind, Case, Folder, check_acts, effects, in_force
from dinggang.procedure.closing import early_sheet, sum_up
from dinggang.procedure.deciding import DECIDE, decidable
from dinggang.procedure.gates import acts_of, check_acts_of, judge, judge_demand
from dinggang.procedure.steps import STEPS
from dinggang.procedure.values import Entry, Judged, Results, Run, Step, StepId, StepReport

Progress = Callable[[StepReport], None]


def run(folder: Folder, progress: Progress | None = None) -> Run:
    """The case as far as its folder allows. Pure: the same folder gives the same run, row order aside."""
    case = in_force(folder.case)
    reports: dict[StepId, StepReport] = {}
    entries: list[Entry] = []
    results = Results()
    for step in _by_date(case):
        report, results = _take(folder, case, step, results, reports)
        reports[step.id] = report
        if progress is not None:
            progress(report)
        if not report.passed:
            break
        entries.extend(_entries(report, case, results, len(entries)))
    closed = StepId.SUM_UP in reports and reports[StepId.SUM_UP].passed
    return Run(steps=tuple(reports.values()), entries=tuple(entries), results=results, closed=closed)


def survey(folder: Folder) -> Run:
    """Every step that can be decided, gates or not, and the balance sheet of what is there. Takes no act."""
    case = in_force(folder.case)
    reports: dict[StepId, StepReport] = {}
    results = Results()
    for step in _by_date(case):
        if decidable(step.id, results):
            report, results = _take(folder, case, step, results, reports)
            reports[step.id] = report
    if results.balance is None:
        sheet = early_sheet(case, effects(case.acts), results, frozenset(folder.missing))
        results = msgspec.structs.replace(results, balance=sheet)
    return Run(steps=tuple(reports.values()), entries=(), results=results, closed=False)


def _by_date(case: Case) -> list[Step]:
    """The steps in the order they were taken: what a step needs comes before it, else the earlier act first."""
    waiting = list(STEPS)
    done: set[StepId] = set()
    order: list[Step] = []
    while waiting:
        ready = [s for s in waiting if set(s.needs) <= done]
        nearest = min(ready, key=lambda s: (_first_day(case, s), STEPS.index(s)))
        waiting.remove(nearest)
        done.add(nearest.id)
        order.append(nearest)
    return order


def _first_day(case: Case, step: Step) -> date:
    return min((a.day for a in case.acts if a.kind in step.acts), default=date.max)


def _take(
    folder: Folder, case: Case, step: Step, results: Results, done: Mapping[StepId, StepReport]
) -> tuple[StepReport, Results]:
    taken = acts_of(case, step)
    guarded = step.acts if step.gate is None else (step.gate,)
    # An act that lifts a finding must lie before the act that the finding would stop.
    until = max((a.day for a in taken if a.kind in guarded), default=date.max)
    known = tuple(a for a in case.acts if a.day <= until)
    counted = effects(known)
    findings = [*check_acts_of(case, step, done)]
    if step.id is StepId.ESTABLISH:
        findings += check_acts(folder.case.acts)
    if step.id is StepId.SUM_UP:
        decision = sum_up(case, counted, results, done)
    else:
        decision = DECIDE[step.id](case, counted, results, frozenset(folder.missing))
    judged = judge([*findings, *decision.findings], case.acts, until)
    if step.id is StepId.ANNOUNCE:
        judged = (*judge_demand(case, known, counted), *judged)
    # Explanations may be given months before the step that counts them; they do not say when it was taken.
    days = [a.day for a in taken if a.kind is not ActKind.FINDING_EXPLAINED]
    report = StepReport(
        step=step.id,
        title=step.title,
        first_day=min(days, default=None),
        last_day=max(days, default=None),
        acts=taken,
        figures=decision.figures,
        judged=tuple(_located(j, folder) for j in judged),
        passed=not any(j.stops for j in judged),
    )
    return report, decision.results


def _located(judged: Judged, folder: Folder) -> Judged:
    """The finding with the file and row of each of its references."""
    found = judged.finding
    places = [place for row in found.rows if (place := _place(row, folder)) is not None]
    return msgspec.structs.replace(judged, finding=msgspec.structs.replace(found, where=tuple(places)))


def _place(row: str, folder: Folder) -> Where | None:
    """Where a reference stands; for a row that is not there yet ("acts:"), the file it belongs into."""
    table, _, key = row.partition(":")
    return folder.places.get(row) if key else Where(file=f"{table}.xlsx")


def _entries(report: StepReport, case: Case, results: Results, before: int) -> list[Entry]:
    return [
        Entry(
            number=before + index,
            act=act.kind,
            id=act.id,
            day=act.day,
            by=act.by,
            document=act.number,
            lifts=act.lifts,
            digest=_published(act, case, results),
        )
        for index, act in enumerate(report.acts, start=1)
    ]


def _published(act: Act, case: Case, results: Results) -> str:
    """The digest of what an act puts up in public; nothing for an act about people, whom a digest would let guess.

    What those acts commit to stands salted in the public record.
    """
    published: dict[ActKind, object] = {
        ActKind.PLAN_ADOPTED: case.plan,
        ActKind.PLAN_APPROVED: case.plan,
        ActKind.POSTS_ANNOUNCED: case.posts,
        ActKind.SCOREBOARD_PUBLISHED: (*(results.composites or ()), results.ranking),
        ActKind.RANKING_FINAL: results.ranking,
        ActKind.PLACEMENT_DECIDED: results.placement,
        ActKind.APPOINTMENTS_ANNOUNCED: results.placement,
        ActKind.APPOINTMENTS_MADE: results.placement,
        ActKind.AGREEMENTS_SIGNED: case.purchases.agreements,
        ActKind.CASE_CLOSED: results.balance,
    }
    return digest(published[act.kind]) if act.kind in published else ""


def record(run_: Run) -> bytes:
    """The acts taken as canonical JSON, one a line."""
    return b"".join(canonical(entry) + b"\n" for entry in run_.entries)
