"""What is corrected after the exam: void questions, disqualified people, the board published anew."""

from datetime import date
from decimal import Decimal

import msgspec

import build
from build import bend
from dinggang.case import Act, ActKind, Case
from dinggang.plan import VoidPolicy
from dinggang.procedure import Run, StepId, run
from dinggang.selection import Unranked

replace = msgspec.structs.replace
PUBLISHED, FINAL = date(2006, 11, 17), date(2006, 11, 27)


def take(case: Case) -> Run:
    return run(build.folder(case))


def corrected(act: ActKind, day: date, **about: tuple[str, ...]) -> Case:
    """The small reform with one correction on record, under a plan that spreads void questions over the paper."""
    case = build.case()
    rules = replace(case.plan.rules, exam=replace(case.plan.rules.exam, void=VoidPolicy.WHOLE_PAPER))
    correction = Act(id="A50", kind=act, day=day, by="领导小组", number="异议决定1号", reason="核实", **about)
    return bend(case, plan=replace(case.plan, rules=rules), acts=(*case.acts, correction))


def rank_codes(done: Run) -> list[str]:
    step = next(s for s in done.steps if s.step is StepId.RANK)
    return [j.finding.code for j in step.judged if j.stops]


def scores(done: Run) -> dict[str, Decimal | None]:
    return {c.person: c.score for c in done.results.composites or ()}


def test_a_question_void_before_the_board_counts_for_everybody() -> None:
    # P03 had all ten right, P04 nine: with Q10 void (P04's only wrong one) both have 9 × 10 × 100/90 = 100.
    done = take(corrected(ActKind.QUESTION_VOIDED, PUBLISHED, questions=("Q10",)))

    assert rank_codes(done) == ["G05"]  # P03 and P04 are now equal under every rule but the draw
    assert scores(done)["P03"] == scores(done)["P04"] == Decimal("95.00")
    # P05: 8 of 9 right is 800/9 = 88.89 of 100; × 40 % + 55.
    assert scores(done)["P05"] == Decimal("90.56")


def test_a_correction_after_the_board_asks_for_a_new_one() -> None:
    case = corrected(ActKind.DISQUALIFIED, date(2006, 11, 20), people=("P05",))
    assert rank_codes(take(case)) == ["G08"]

    again = Act(id="A51", kind=ActKind.SCOREBOARD_PUBLISHED, day=date(2006, 11, 20), by="领导小组")
    early = bend(case, acts=(*case.acts, again))
    assert rank_codes(take(early)) == ["G06"]  # five working days from the 20th end on the 27th

    late = bend(
        early,
        acts=tuple(
            replace(a, day=date(2006, 11, 28))
            if a.kind in {ActKind.RANKING_FINAL, ActKind.PLACEMENT_DECIDED}
            else a
            for a in early.acts
        ),
    )
    assert rank_codes(take(late)) == []


def test_who_is_disqualified_has_no_rank_and_waits() -> None:
    done = take(corrected(ActKind.DISQUALIFIED, PUBLISHED, people=("P05",)))
    ranking = done.results.ranking

    assert ranking is not None
    assert [(u.person, u.reason.zh) for u in ranking.unranked] == [("P05", "被取消竞岗资格（A50）。")]
    assert isinstance(ranking.unranked[0], Unranked)
    assert "P05" not in {r.person for r in ranking.ranked}
    assert {o.person: o.kind.value for o in done.results.outcomes or ()}["P05"] == "wait"


def test_a_question_void_without_a_rule_in_the_plan() -> None:
    case = corrected(ActKind.QUESTION_VOIDED, PUBLISHED, questions=("Q10",))
    done = take(bend(case, plan=build.plan()))

    assert [j.finding.code for j in done.steps[-1].judged if j.stops] == ["M20"]
    assert done.steps[-1].step is StepId.MEASURE


def test_a_slotted_person_holds_the_post_without_competing() -> None:
    case = build.case()
    slot = Act(
        id="A50",
        kind=ActKind.POST_SLOTTED,
        day=date(2006, 11, 3),
        by="领导小组",
        posts=("O03",),
        people=("P05",),
        reason="原岗位职责不变",
    )
    choices = tuple(c for c in case.choices if c.person != "P05")
    done = take(bend(case, acts=(*case.acts, slot), choices=choices))

    assert {o.person: (o.kind.value, o.post) for o in done.results.outcomes or ()}["P05"] == (
        "appoint",
        "O03",
    )
    assert "P05" not in {a.person for a in done.results.applicants or ()}
