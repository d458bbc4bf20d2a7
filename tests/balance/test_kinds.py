"""B08: kinds are not mixed, and which regulation says so from when on."""

from datetime import date

import pytest

import build
from build import ADMIN, INST, bend
from dinggang.balance.kinds import kinds_law
from dinggang.basis import Finding, Level, Words
from dinggang.case import NO_EFFECTS, Act, ActKind, Case, effects
from dinggang.plan import Filling, Stratum


def dated(case: Case, cutoff: date, **rules: object) -> Case:
    plan = bend(case.plan, cutoff=cutoff)
    eligibility = bend(plan.rules.eligibility, **rules)
    return bend(case, plan=bend(plan, rules=bend(plan.rules, eligibility=eligibility)))


def test_an_appointment_across_kinds_is_named_at_person_post_and_act():
    act = Act(
        id="A50",
        kind=ActKind.POST_APPOINTED,
        day=date(2006, 11, 3),
        by="镇党委",
        posts=("O03",),
        people=("P06",),
    )
    case = bend(build.case(), acts=(act,))
    law, found = kinds_law(case, effects(case.acts))
    assert not law.holds
    assert found == (
        Finding(
            code="B08",
            level=Level.STOPS,
            words=Words(
                zh="P06不占行政编制，不能任命到行政岗位O03（岗位3）。",
                en="P06 holds no administrative headcount and cannot be appointed to O03.",
            ),
            cure=Words(
                zh="请更正任命，或先办理编制手续。",
                en="Correct the appointment, or settle the headcount first.",
            ),
            rows=("people:P06", "posts:O03", "acts:A50"),
        ),
    )


@pytest.mark.parametrize(("cutoff", "cites"), [(date(2007, 4, 30), ()), (date(2007, 5, 1), ("BZ-15",))])
def test_a_mixed_post_cites_the_regulation_once_in_force(cutoff, cites):
    case = bend(build.case(), posts=(*build.posts(), build.post(6, INST, body="B01")))
    (found,) = kinds_law(dated(case, cutoff), NO_EFFECTS)[1]
    assert (found.rows, found.cites) == (("posts:O06", "plan:bodies.B01"), cites)
    assert found.words.zh == "岗位O06（岗位6）是事业岗位，所在的党政办公室却用行政编制。"


def test_a_leader_post_may_stand_in_any_body():
    leader = build.post(6, ADMIN, body="B02", stratum=Stratum.LEADER, filling=Filling.APPOINT)
    assert kinds_law(bend(build.case(), posts=(*build.posts(), leader)), NO_EFFECTS)[1] == ()


@pytest.mark.parametrize(
    ("cutoff", "across", "rows"),
    [
        (date(2007, 4, 30), True, []),  # before the regulation the plan may allow it
        (date(2007, 5, 1), True, [("plan:rules.eligibility",)]),
        (date(2007, 5, 1), False, []),
    ],
)
def test_competition_across_kinds(cutoff, across, rows):
    law, found = kinds_law(dated(build.case(), cutoff, across_kinds=across), NO_EFFECTS)
    assert [(f.code, f.rows) for f in found] == [("B08", r) for r in rows]
    assert law.holds is not bool(rows)
