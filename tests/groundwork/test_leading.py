"""Bodies of like names told apart by what each leads (X12), by hand."""

import pytest

import build
from build import bend
from dinggang.case import Case
from dinggang.groundwork import Duty, Groundwork, Share, leads, told_apart
from dinggang.plan import Plate, overlaps
from dinggang.procedure import StepId, run

LEAD, SUPPORT = Share.LEAD, Share.SUPPORT
POLICY, SERVICE = "计划生育行政管理", "计划生育技术服务"


def duties(*rows: tuple[str, str, Share]) -> tuple[Duty, ...]:
    return tuple(
        Duty(id=f"Z{n:02}", function=function, body=body, share=share)
        for n, (function, body, share) in enumerate(rows, start=1)
    )


def case(*rows: tuple[str, str, Share]) -> Case:
    """The first body bears a plate whose name begins like the second body's."""
    first, second = build.plan().bodies
    bodies = (
        bend(first, plates=(Plate(id="N01", name="计划生育办公室"),)),
        bend(second, name="计划生育技术服务中心"),
    )
    return bend(
        build.case(), plan=bend(build.plan(), bodies=bodies), groundwork=Groundwork(duties=duties(*rows))
    )


def test_who_leads_what() -> None:
    rows = duties(
        ("文秘 档案", "B01", LEAD),
        ("文秘档案", "B02", LEAD),
        ("文秘档案", "B01", LEAD),
        ("统计", "B02", SUPPORT),
    )
    assert leads(rows) == {"文秘档案": ["B01", "B02"], "统计": []}


@pytest.mark.parametrize(
    ("rows", "apart"),
    [
        ((), False),
        (((POLICY, "B01", LEAD), (SERVICE, "B02", LEAD)), True),
        (((POLICY, "B01", LEAD), (POLICY, "B02", SUPPORT), (SERVICE, "B02", LEAD)), True),
        (((POLICY, "B01", LEAD), (SERVICE, "B02", SUPPORT)), False),  # nobody leads the service
        (((POLICY, "B01", LEAD), (SERVICE, "B01", LEAD)), False),  # the other leads nothing of it
        (((POLICY, "B01", LEAD), (POLICY, "B02", LEAD), (SERVICE, "B02", LEAD)), False),
        ((("信访", "B01", LEAD), ("统计", "B02", LEAD)), False),  # nothing of what they share
    ],
)
def test_told_apart(rows: tuple[tuple[str, str, Share], ...], *, apart: bool) -> None:
    bent = case(*rows)
    (one,) = overlaps(bent.plan)
    assert (told_apart(bent.groundwork.duties, one) == ([POLICY], [SERVICE])) is apart
    plan = next(s for s in run(build.folder(bent)).steps if s.step is StepId.PLAN)
    (found,) = [j.finding for j in plan.judged if j.finding.code == "X12"]
    assert (found.cure.zh == "不必处理。") is apart
    assert (f"前者主责{POLICY}，后者主责{SERVICE}" in found.words.zh) is apart
