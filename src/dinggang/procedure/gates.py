"""Gates: the acts a step needs, their order and notice periods, and which findings acts have lifted."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import pairwise

from dinggang.balance import check_demand
from dinggang.basis import Finding, Level, Words, working_days_after
from dinggang.case import (
    NO_EFFECTS,
    Act,
    ActKind,
    Case,
    DrawPurpose,
    Effects,
    lifting,
    of_kind,
    purpose_of,
)
from dinggang.plan import ExitRoute
from dinggang.procedure.steps import ACT_WORDS
from dinggang.procedure.values import Judged, Step, StepId, StepReport
from dinggang.roster import REGULAR

CONSERVED = ("B", "S", "D06", "D07")
"""Laws that no act can lift: only mending the figures does. So is what a draw's values give."""


def acts_of(case: Case, step: Step) -> tuple[Act, ...]:
    """The acts of a step, needed or allowed, by date and id. Lots for the order of speaking belong to the measures."""
    found = [act for kind in (*step.acts, *step.may) for act in of_kind(case.acts, kind)]
    mine = [a for a in found if a.kind not in _DRAWS or _drawn_in(case, a) is step.id]
    return tuple(sorted(mine, key=lambda a: (a.day, a.id)))


_DRAWS = frozenset({ActKind.DRAW_COMMITTED, ActKind.DRAW_HELD})


def _drawn_in(case: Case, act: Act) -> StepId:
    speaking = purpose_of(act, case.acts) is DrawPurpose.SPEAKING
    return StepId.MEASURE if speaking else StepId.RANK


def check_acts_of(case: Case, step: Step, done: Mapping[StepId, StepReport]) -> tuple[Finding, ...]:
    """G01 (an act is missing), G02 (dated before a step it needs), G03 (out of order within the step).

    A step with nothing to do needs no act.
    """
    owed = () if idle(case, step.id) else step.acts
    found = [_missing(step, kind) for kind in owed if not of_kind(case.acts, kind)]
    needed = [act for kind in step.acts for act in of_kind(case.acts, kind)]
    for before in step.needs:
        last = max((a.day for a in done[before].acts if a.kind not in _LATER), default=date.min)
        what = Words(zh=f"“{done[before].title.zh}”", en=f"step {before.value}")
        found.extend(_early(act, what, last) for act in needed if act.day < last)
    found.extend(
        _early(
            later,
            Words(zh=f"“{ACT_WORDS[earlier.kind].zh}”（{earlier.id}）", en=f"act {earlier.id}"),
            earlier.day,
            code="G03",
        )
        for earlier, later in pairwise(needed)
        if later.day < earlier.day
    )
    return tuple(found)


def idle(case: Case, step: StepId) -> bool:
    """Whether this case has nothing for a step to do: nobody to clear, nobody who leaves, no service to buy."""
    match step:
        case StepId.CLEAR:
            return not any(e.route in CLEARANCES for e in case.exits) and all(
                p.kind in REGULAR for p in case.people
            )
        case StepId.DIVERT:
            return all(e.route in CLEARANCES for e in case.exits)
        case StepId.SERVICES:
            return case.plan.services is None
        case _:
            return False


CLEARANCES = frozenset({ExitRoute.CLEAR_TEMP, ExitRoute.CLEAR_OWN})

_LATER = frozenset({ActKind.OFFICE_ESTABLISHED, ActKind.DELIVERIES_ACCEPTED, ActKind.PAYMENTS_MADE})
"""Acts a step may take after others have gone on."""


def _missing(step: Step, kind: ActKind) -> Finding:
    return Finding(
        code="G01",
        level=Level.STOPS,
        words=Words(
            zh=f"“{step.title.zh}”还没有“{ACT_WORDS[kind].zh}”这一正式行为。",
            en=f"Step {step.id.value} has no act “{ACT_WORDS[kind].en}” yet.",
        ),
        cure=Words(
            zh=f"办完后在acts表加一行：行为填“{ACT_WORDS[kind].zh}”，写明日期、作出机关和文号。",
            en=f"Once it is done, add a row to the acts table: act {kind.value}, date, who took it, document number.",
        ),
        rows=("acts:",),
    )


def _early(act: Act, what: Words, day: date, code: str = "G02") -> Finding:
    return Finding(
        code=code,
        level=Level.STOPS,
        words=Words(
            zh=f"“{ACT_WORDS[act.kind].zh}”（{act.id}）是{act.day}，早于{what.zh}的{day}。",
            en=f"Act {act.id} ({ACT_WORDS[act.kind].en}) is dated {act.day}, before {what.en} on {day}.",
        ),
        cure=Words(
            zh="请核对acts表的日期；如确实如此，程序颠倒，须重新办理。",
            en="Check the dates in the acts table; if they are right, the act must be taken anew.",
        ),
        rows=(f"acts:{act.id}",),
    )


def check_notice(case: Case, posted: ActKind, ended: ActKind, days: int) -> tuple[Finding, ...]:
    """G06: the act that ends a notice comes after its last working day (the posting day not counted)."""
    start, end = of_kind(case.acts, posted), of_kind(case.acts, ended)
    if not start or not end:
        return ()
    last = working_days_after(start[-1].day, days)
    if end[-1].day > last:
        return ()
    return (
        Finding(
            code="G06",
            level=Level.STOPS,
            words=Words(
                zh=f"{start[-1].day}公示{days}个工作日，至{last}期满；“{ACT_WORDS[ended].zh}”（{end[-1].id}）"
                f"却是{end[-1].day}。",
                en=f"The notice of {days} working days posted on {start[-1].day} ends on {last}; "
                f"act {end[-1].id} ({ACT_WORDS[ended].en}) is dated {end[-1].day}.",
            ),
            cure=Words(zh=f"请在{last}之后再办理。", en=f"Take it after {last}."),
            rows=(f"acts:{end[-1].id}",),
        ),
    )


_CORRECTIONS = (ActKind.QUESTION_VOIDED, ActKind.DISQUALIFIED)


def check_published_anew(case: Case) -> tuple[Finding, ...]:
    """G08: a board published before a correction shows scores that no longer hold; it is published anew."""
    boards = of_kind(case.acts, ActKind.SCOREBOARD_PUBLISHED)
    if not boards:
        return ()
    later = [a for kind in _CORRECTIONS for a in of_kind(case.acts, kind) if a.day > boards[-1].day]
    return tuple(
        Finding(
            code="G08",
            level=Level.STOPS,
            words=Words(
                zh=f"“{ACT_WORDS[a.kind].zh}”（{a.id}）是{a.day}，在{boards[-1].day}张榜之后，榜上的成绩已不作数。",
                en=f"Act {a.id} ({ACT_WORDS[a.kind].en}) of {a.day} follows the board of {boards[-1].day}, "
                "whose scores no longer hold.",
            ),
            cure=Words(
                zh="请重新张榜公布成绩，再登记一行“张榜公布成绩”；公示期从这一天重新起算。",
                en="Publish the board anew and add an act scoreboard_published; the notice period starts again.",
            ),
            rows=(f"acts:{a.id}",),
        )
        for a in later
    )


def missing_tables(missing: Iterable[str], needed: Mapping[str, Words]) -> tuple[Finding, ...]:
    """G04: a table that this step needs has not been handed in."""
    return tuple(
        Finding(
            code="G04",
            level=Level.STOPS,
            words=Words(
                zh=f"还没有{needed[name].zh}（{name}.xlsx）。",
                en=f"{needed[name].en} ({name}.xlsx) is missing.",
            ),
            cure=Words(
                zh="请把填好的表放进案卷文件夹；空表可用 dinggang new 生成。",
                en="Put the filled table into the case folder; dinggang new makes an empty one.",
            ),
            rows=(f"{name}:",),
        )
        for name in sorted(set(missing) & set(needed))
    )


def judge(findings: Sequence[Finding], acts: Sequence[Act], until: date) -> tuple[Judged, ...]:
    """Each finding with the acts that explain it by naming its code.

    What must be explained may be explained until the case closes; what stops, only until the day of its gate, and a
    conserved law never.
    """
    explaining = [a for a in acts if a.kind is ActKind.FINDING_EXPLAINED]
    return tuple(Judged(finding=f, lifted_by=_explained_by(f, explaining, until)) for f in findings)


def _explained_by(finding: Finding, acts: Sequence[Act], until: date) -> tuple[str, ...]:
    if finding.level is Level.STOPS:
        if finding.code.startswith(CONSERVED):
            return ()
        acts = [a for a in acts if a.day <= until]
    return tuple(a.id for a in lifting(acts, finding.code))


def judge_demand(case: Case, acts: Sequence[Act], counted: Effects) -> tuple[Judged, ...]:
    """X1–X3 of the plan alone, each lifted when acts name it *and* the figures hold with them counted in.

    What is still broken is shown with what is left after the acts.
    """
    left = {f.code: f for f in check_demand(case.plan, case.posts, counted)}
    alone = {f.code: f for f in check_demand(case.plan, case.posts, NO_EFFECTS)}
    judged: list[Judged] = []
    for code in sorted(alone | left):
        if code in left:
            judged.append(Judged(finding=left[code]))
        else:
            judged.append(Judged(finding=alone[code], lifted_by=tuple(a.id for a in lifting(acts, code))))
    return tuple(judged)
