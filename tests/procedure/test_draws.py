"""Draws by announced sources on the way through a reform: what the gate asks for, what nobody may explain away."""

from datetime import date

import msgspec

import build
from build import bend
from dinggang.case import Act, ActKind, Case, DrawPurpose, lots
from dinggang.plan import DrawMethod, DrawRule, VoidPolicy
from dinggang.procedure import Judged, Run, StepId, contents, run

replace = msgspec.structs.replace
DIGITS = "31415926535897932384"
DUE = date(2006, 11, 20)


def act(name: str, kind: ActKind, day: date, **about: object) -> Act:
    return Act(**{"id": name, "kind": kind, "day": day, "by": "领导小组", **about})  # type: ignore[arg-type]  # any field


def announced(purpose: DrawPurpose, day: date, due: date, *people: str) -> Act:
    return act(
        "A60",
        ActKind.DRAW_COMMITTED,
        day,
        people=people,
        purpose=purpose,
        sources=("公开掷骰 20位",),
        due=due,
        place="会议室",
    )


def held(day: date, *people: str) -> Act:
    return act("A61", ActKind.DRAW_HELD, day, people=people, follows="A60", values=(DIGITS,))


def tied(*more: Act) -> Case:
    """The small reform with Q10 void, which leaves P03 and P04 equal under every rule but the draw."""
    case = build.case()
    exam = replace(case.plan.rules.exam, void=VoidPolicy.WHOLE_PAPER)
    rules = replace(case.plan.rules, exam=exam, draw=DrawRule(method=DrawMethod.HASH))
    void = act("A50", ActKind.QUESTION_VOIDED, date(2006, 11, 17), questions=("Q10",))
    return bend(case, plan=replace(case.plan, rules=rules), acts=(*case.acts, void, *more))


def stopping(done: Run, step: StepId = StepId.RANK) -> list[Judged]:
    return [j for s in done.steps if s.step is step for j in s.judged if j.stops]


BEFORE = announced(DrawPurpose.TIES, date(2006, 11, 17), DUE, "P03", "P04")
ORDER = lots("A60", ("P03", "P04"), [("公开掷骰", DIGITS)])


def test_the_gate_asks_for_an_announcement_and_then_for_the_draw() -> None:
    first = stopping(run(build.folder(tied())))
    assert [j.finding.code for j in first] == ["G05"]
    assert "dinggang draw" in first[0].finding.cure.zh
    assert [j.finding.code for j in stopping(run(build.folder(tied(BEFORE))))] == ["G05"]

    done = run(build.folder(tied(BEFORE, held(DUE, *ORDER))))
    assert done.closed
    ranking = done.results.ranking
    assert ranking is not None
    assert [r.person for r in ranking.ranked if r.person in ORDER] == list(ORDER)


def test_the_announcement_enters_the_record_before_its_step_passes() -> None:
    folder = build.folder(tied(BEFORE))
    taken = [c.act.id for c in contents(folder, run(folder))]
    assert "A60" in taken
    assert "A12" not in taken  # the board, which waits for the draw

    late = build.folder(tied(replace(BEFORE, day=DUE)))
    assert "A60" not in [c.act.id for c in contents(late, run(late))]


def test_no_act_explains_a_wrong_order_away() -> None:
    day = date(2006, 11, 21)
    wrong = held(DUE, *reversed(ORDER))
    excuse = act("A62", ActKind.FINDING_EXPLAINED, day, lifts=("D07",), reason="现场如此")
    assert [j.finding.code for j in stopping(run(build.folder(tied(BEFORE, wrong, excuse))))] == ["D07"]

    # A draw that failed and was announced anew can be explained, and stays on record.
    unannounced = act("A61", ActKind.DRAW_HELD, DUE, people=ORDER)
    assert [j.finding.code for j in stopping(run(build.folder(tied(unannounced))))] == ["D01"]
    excuse = replace(excuse, lifts=("D01",))
    assert stopping(run(build.folder(tied(unannounced, excuse)))) == []


def test_lots_for_the_order_of_speaking_belong_to_the_measures_and_rank_nobody() -> None:
    day, due = date(2006, 11, 13), date(2006, 11, 14)
    speaking = announced(DrawPurpose.SPEAKING, day, due, "P03", "P04")
    order = lots("A60", ("P03", "P04"), [("公开掷骰", DIGITS)])
    done = run(build.folder(tied(speaking, held(due, *order))))
    assert [j.finding.code for j in stopping(done)] == ["G05"]
    measured = next(s for s in done.steps if s.step is StepId.MEASURE)
    assert [a.id for a in measured.acts if a.kind is not ActKind.FINDING_EXPLAINED] == [
        "A09",
        "A60",
        "A61",
        "A10",
        "A11",
    ]

    # While the sheets are still being gathered, the announcement is on record already.
    case = tied(speaking)
    waiting = build.folder(bend(case, acts=tuple(a for a in case.acts if a.day <= day)))
    assert "A60" in [c.act.id for c in contents(waiting, run(waiting))]
