"""What a reader of a plan should know: L01, L02, X12, X15, X16, each beside the neighbour without it."""

from datetime import date

import pytest

import build
from build import ADMIN, INST, bend
from dinggang.basis import Finding, Level, Words
from dinggang.plan import (
    Before,
    Body,
    BodyKind,
    ContractRule,
    Headcount,
    Plan,
    Plate,
    ReserveMode,
    check_overlap,
    check_plan,
    cites,
    overlaps,
)


def codes(plan: Plan, posts: tuple[object, ...] = ()) -> list[tuple[str, Level, tuple[str, ...]]]:
    return [(f.code, f.level, f.rows) for f in check_plan(plan, posts)]


def test_a_sound_plan_has_none():
    assert check_plan(build.plan(), build.posts()) == ()


def unapproved(cutoff: date) -> Plan:
    first, second = build.plan().bodies
    return bend(build.plan(), cutoff=cutoff, bodies=(first, bend(second, approval="")))


def test_l01_a_body_without_approval_number():
    assert check_plan(unapproved(date(2006, 10, 31)), build.posts()) == (
        Finding(
            code="L01",
            level=Level.NOTICE,
            words=Words(zh="便民服务中心没有写批准文号。", en="B02: no approval number is stated."),
            cure=Words(zh="请在bodies下补填approval。", en="Fill in approval under bodies."),
            rows=("plan:bodies.B02",),
        ),
    )


@pytest.mark.parametrize(
    ("cutoff", "articles"),
    [(date(2007, 4, 30), ("GP-1",)), (date(2007, 5, 1), ("BZ-06", "GP-1"))],
)
def test_a_regulation_is_cited_from_its_day_on(cutoff, articles):
    """国务院令第486号 is in force from 2007-05-01."""
    plan = bend(build.plan(), cutoff=cutoff)
    assert cites(plan, "BZ-06", "GP-1") == articles


def test_l01_cites_the_regulation_only_when_it_was_in_force():
    (before,) = check_plan(unapproved(date(2007, 4, 30)), build.posts())
    (after,) = check_plan(unapproved(date(2007, 5, 1)), build.posts())
    assert (before.cites, after.cites) == ((), ("BZ-09",))


@pytest.mark.parametrize(
    ("before", "found"),
    [
        (Before(bodies=4, staff=10), []),
        (Before(bodies=0, staff=0), []),  # stated, if odd
        (Before(bodies=4), [("X15", Level.EXPLAIN, ("plan:before",))]),
        (Before(staff=10), [("X15", Level.EXPLAIN, ("plan:before",))]),
        (Before(), [("X15", Level.EXPLAIN, ("plan:before",))]),
    ],
)
def test_x15_no_figures_before_the_reform(before, found):
    assert codes(bend(build.plan(), before=before), build.posts()) == found


@pytest.mark.parametrize(
    ("proposed", "found"),
    [(None, []), (4, []), (5, [("X16", Level.NOTICE, ("plan:headcount.institution",))])],
)
def test_x16_proposed_is_not_issued(proposed, found):
    plan = build.plan()
    quota = Headcount(approved=4, reserve=1, proposed=proposed)
    changed = bend(plan, headcount={**plan.headcount, INST: quota})
    assert codes(changed, build.posts()) == found
    if found:
        assert check_plan(changed, build.posts())[0].words.zh == "事业编制上报5名，下达4名，以下达数为准。"


def named(plate: str, body: str) -> Plan:
    first, second = build.plan().bodies
    return bend(
        build.plan(),
        bodies=(bend(first, plates=(Plate(id="N01", name=plate),)), bend(second, name=body)),
    )


@pytest.mark.parametrize(
    ("plate", "body", "found"),
    [
        # The source's own: a plate on the office for social affairs, and a centre for technical service.
        (
            "计划生育办公室",
            "计划生育技术服务中心",
            [("X12", Level.NOTICE, ("plan:bodies.B01", "plan:bodies.B02"))],
        ),
        ("计划统计办公室", "计划生育技术服务中心", []),
        ("财政所", "财政所", []),  # three characters are no stem (and the same name is a breach)
    ],
)
def test_x12_a_function_named_twice(plate, body, found):
    those = [check_overlap(one) for one in overlaps(named(plate, body))]
    assert [(f.code, f.level, f.rows) for f in those] == found


def test_x12_a_body_may_share_its_name_with_its_own_plate():
    assert overlaps(named("党政办公室秘书科", "便民服务中心")) == ()


def test_l02_a_body_without_a_post():
    empty = Body(
        id="B03",
        name="财政所",
        kind=BodyKind.STATION,
        headcount_kind=ADMIN,
        approval="区编〔2006〕1号",
    )
    plan = bend(build.plan(), bodies=(*build.plan().bodies, empty))
    assert codes(plan, build.posts()) == [("L02", Level.NOTICE, ("plan:bodies.B03",))]
    assert codes(plan, (*build.posts(), build.post(6, ADMIN, body="B03"))) == []
    assert codes(plan) == []  # no posts gathered yet


@pytest.mark.parametrize(
    ("mode", "released", "fillable"),
    [
        (ReserveMode.INSIDE, 0, 34),
        (ReserveMode.INSIDE, 1, 35),
        (ReserveMode.INSIDE, 2, 36),
        (ReserveMode.INSIDE, 3, 36),  # no more than there is
        (ReserveMode.ON_TOP, 0, 36),
        (ReserveMode.ON_TOP, 2, 38),
        (ReserveMode.ON_TOP, 3, 38),
    ],
)
def test_fillable(mode, released, fillable):
    """36 places with a reserve of 2."""
    assert Headcount(approved=36, reserve=2).fillable(mode, released) == fillable


@pytest.mark.parametrize(
    ("months", "cutoff", "found"),
    [
        (35, date(2014, 7, 1), [("L03", Level.NOTICE, ("plan:rules.contract",))]),
        (36, date(2014, 7, 1), []),
        (35, date(2014, 6, 30), []),  # no law on it yet
    ],
)
def test_l03_a_contract_of_under_three_years(months, cutoff, found):
    rules = bend(build.rules(), contract=ContractRule(months=months))
    plan = bend(build.plan(), rules=rules, cutoff=cutoff)
    assert [c for c in codes(plan, build.posts()) if c[0] == "L03"] == found
