"""The papers of a run that stops early: what has been decided is handed out, and nothing else."""

import pytest

import build
from build import bend
from dinggang.basis import Fault
from dinggang.case import NO_EFFECTS, ActKind, Case
from dinggang.procedure import Run, StepId, StepReport, papers, run, survey
from dinggang.procedure.deciding import competing_people, rank_all
from dinggang.procedure.outcomes import outcomes
from dinggang.procedure.placing import field_of
from dinggang.procedure.values import Results

ALWAYS = ("01-检查结果.xlsx", "正式行为.jsonl")
BOOKS = {
    StepId.CLEAR: "02-清退台账.xlsx",
    StepId.ANNOUNCE: "03-资格审查.xlsx",
    StepId.MEASURE: "04-四项成绩.xlsx",
    StepId.RANK: "05-排名榜.xlsx",
    StepId.PLACE: "06-定岗结果.xlsx",
    StepId.DIVERT: "07-分流台账.xlsx",
    StepId.SERVICES: "08-购买服务台账.xlsx",
}
CERTIFICATE = "定岗证明.json"
AT_THE_END = ("09-去向台账.xlsx", "10-平衡表.xlsx", "工作总结.txt", "工作总结依据.xlsx")


def stopped(kind: ActKind) -> tuple[Case, Run]:
    """The small case without one kind of act."""
    case = bend(build.case(), acts=tuple(a for a in build.acts() if a.kind is not kind))
    return case, run(build.folder(case))


@pytest.mark.parametrize(
    ("kind", "step"),
    [
        (ActKind.GROUP_ESTABLISHED, StepId.ESTABLISH),
        (ActKind.PLAN_APPROVED, StepId.PLAN),
        (ActKind.CLEARANCE_CLOSED, StepId.CLEAR),
        (ActKind.POSTS_ANNOUNCED, StepId.ANNOUNCE),
        (ActKind.SHEETS_SEALED, StepId.MEASURE),
        (ActKind.RANKING_FINAL, StepId.RANK),
        (ActKind.APPOINTMENTS_MADE, StepId.PLACE),
        (ActKind.EXITS_GRANTED, StepId.DIVERT),
        (ActKind.AGREEMENTS_SIGNED, StepId.SERVICES),
    ],
)
def test_a_run_hands_out_what_it_has_decided(kind, step):
    case, done = stopped(kind)
    reached = [BOOKS[s.step] for s in done.steps if s.step in BOOKS]
    reached += [CERTIFICATE for s in done.steps if s.step is StepId.PLACE]
    assert done.steps[-1].step is step
    assert sorted(papers(build.folder(case), done)) == sorted([*ALWAYS, *reached])


def test_a_run_to_the_end_hands_out_everything():
    done = run(build.folder())
    assert sorted(papers(build.folder(), done)) == sorted(
        [*ALWAYS, *BOOKS.values(), CERTIFICATE, *AT_THE_END]
    )


def test_nothing_decided_nothing_but_the_findings():
    nothing = Run(steps=(), entries=(), results=Results(), closed=False)
    assert sorted(papers(build.folder(), nothing)) == sorted(ALWAYS)


def test_a_survey_s_balance_is_handed_out():
    bare = bend(build.case(), acts=build.acts()[:1], choices=(), exits=())
    seen = survey(build.folder(bare))
    assert "10-平衡表.xlsx" in papers(build.folder(bare), seen)


def test_a_plan_without_services_buys_nothing_and_closes():
    case = build.case()
    without = bend(
        case,
        plan=bend(case.plan, services=None),
        purchases=bend(case.purchases, agreements=(), deliveries=(), payments=()),
    )
    done = run(build.folder(without))
    assert done.closed
    assert "08-购买服务台账.xlsx" not in papers(build.folder(without), done)


def test_every_step_is_told_as_it_is_taken():
    told: list[StepReport] = []
    done = run(build.folder(), told.append)
    assert tuple(told) == done.steps


def test_nobody_competes_before_posts_are_announced():
    leaving = outcomes(build.case(), NO_EFFECTS, Results())
    assert [(o.person, o.kind.value) for o in leaving] == [("P01", "appoint"), ("P02", "appoint")]


def test_steps_out_of_turn_are_our_fault():
    case = build.case()
    with pytest.raises(Fault, match="before anything is measured"):
        competing_people(Results())
    with pytest.raises(Fault, match="before anybody is ranked"):
        rank_all(case, NO_EFFECTS, Results(), frozenset())
    with pytest.raises(Fault, match="before anybody is placed"):
        field_of(case, NO_EFFECTS, Results())
