"""Placement within a case: ratio, least score, weights by post, relatives, appointments, refusals."""

from datetime import date
from decimal import Decimal

import msgspec
import pytest

import build
from build import bend
from dinggang.balance import OutcomeKind
from dinggang.case import Act, ActKind, Case
from dinggang.plan import Avoidance, BelowRatio, Measure, Mechanism, PostWeights, RatioRule, Stratum
from dinggang.procedure import Run, StepId, run, survey
from dinggang.selection import Choices

D = Decimal
replace = msgspec.structs.replace


def take(case: Case) -> Run:
    return run(build.folder(case))


def decided(case: Case) -> Run:
    """What can be decided, gates or not: these cases leave a place open that nobody explains."""
    return survey(build.folder(case))


def ruled(case: Case | None = None, **changes: object) -> Case:
    case = case or build.case()
    rules = replace(case.plan.rules, placement=replace(case.plan.rules.placement, **changes))
    return bend(case, plan=replace(case.plan, rules=rules))


def posts_of(done: Run) -> dict[str, str | None]:
    return {p.person: p.post for p in (done.results.placement.placed if done.results.placement else ())}


ALL = {"P03": "O02", "P04": "O02", "P05": "O03", "P06": "O04", "P07": "O04", "P08": "O05"}


@pytest.mark.parametrize("mechanism", [Mechanism.RANK_ORDER, Mechanism.DEFERRED, Mechanism.FIRST_CHOICE])
def test_where_the_lists_agree_so_do_the_mechanisms(mechanism: Mechanism) -> None:
    done = take(ruled(mechanism=mechanism))

    assert done.closed
    assert posts_of(done) == ALL


def test_a_post_by_weights_of_its_own() -> None:
    """P04 has the best speech and O02, one opening now, asks for nothing else."""
    case = build.case()
    best = tuple(replace(s, marks={"speech": D(100)}) if s.person == "P04" else s for s in case.sheets.speech)
    posts = tuple(replace(p, openings=1) if p.id == "O02" else p for p in case.posts)
    case = bend(case, sheets=replace(case.sheets, speech=best), posts=posts)
    own = PostWeights(posts=("O02",), weights={Measure.SPEECH: D(100)})

    alike = posts_of(decided(ruled(case, mechanism=Mechanism.DEFERRED)))
    apart = posts_of(decided(ruled(case, mechanism=Mechanism.DEFERRED, post_weights=(own,))))

    assert [alike[p] for p in ("P03", "P04", "P05")] == ["O02", "O03", None]
    assert [apart[p] for p in ("P03", "P04", "P05")] == ["O03", "O02", None]


def ratio(below: BelowRatio, least: int = 2, score: Decimal | None = None) -> RatioRule:
    return RatioRule(least=least, below=below, least_score=score)


@pytest.mark.parametrize(
    ("below", "openings"),
    [
        # Three people list O02 (2 openings) and O03 (1), three O04 (2) and O05 (1): the twos are short by 2 to 1.
        (BelowRatio.OPEN, {"O02": 2, "O03": 1, "O04": 2, "O05": 1}),
        (BelowRatio.REDUCE, {"O02": 1, "O03": 1, "O04": 1, "O05": 1}),
        (BelowRatio.CANCEL, {"O02": 0, "O03": 1, "O04": 0, "O05": 1}),
    ],
)
def test_candidates_per_opening(below: BelowRatio, openings: dict[str, int]) -> None:
    done = take(ruled(ratio=ratio(below)))
    announced = next(s for s in done.steps if s.step is StepId.ANNOUNCE)

    assert done.results.openings == openings
    assert [j.finding.rows for j in announced.judged if j.finding.code == "N02"] == [
        ("posts:O02", "posts:O04")
    ]


def test_who_listed_a_cancelled_post_is_told() -> None:
    done = take(ruled(ratio=ratio(BelowRatio.CANCEL)))
    applicant = (done.results.applicants or ())[0]

    assert [r.zh for r in applicant.refused["O02"]] == ["报名人数不足，按方案取消该岗位"]


def test_a_post_opened_with_few_candidates_takes_nobody_below_the_least_score() -> None:
    # P08 has 75, P07 79: O04 is short, O05 (one opening, three candidates) is not.
    done = take(ruled(ratio=ratio(BelowRatio.OPEN, score=D(80))))
    placed = posts_of(done)

    assert (placed["P06"], placed["P07"], placed["P08"]) == ("O04", "O05", None)


def related(case: Case, one: str, other: str) -> Case:
    return bend(case, people=tuple(replace(p, relatives=(other,)) if p.id == one else p for p in case.people))


def test_relatives_are_kept_apart() -> None:
    case = related(build.case(), "P03", "P04")
    posts = tuple(replace(p, stratum=Stratum.MID) if p.id == "O03" else p for p in case.posts)
    case = bend(case, posts=posts)

    # All administrative posts are in one body: under the strict rule P04 has nowhere to go.
    assert posts_of(take(ruled(case, avoidance=Avoidance.SAME_BODY)))["P04"] is None
    assert posts_of(take(ruled(case, avoidance=Avoidance.LED_BODY)))["P04"] == "O02"
    assert posts_of(take(case))["P04"] == "O02"


def test_relatives_of_the_appointed_are_kept_away() -> None:
    case = related(build.case(), "P03", "P04")
    act = Act(
        id="A50",
        kind=ActKind.POST_APPOINTED,
        day=date(2006, 11, 3),
        by="镇党委",
        posts=("O03",),
        people=("P03",),
        reason="组织任命",
    )
    case = bend(case, acts=(*case.acts, act), choices=tuple(c for c in case.choices if c.person != "P03"))
    applicants = take(ruled(case, avoidance=Avoidance.SAME_BODY)).results.applicants or ()

    refused = next(a.refused for a in applicants if a.person == "P04")
    assert [r.zh for r in refused["O02"]] == ["亲属P03任同一机构的O03，应当回避"]


def test_a_post_given_up_and_a_second_list() -> None:
    act = Act(
        id="A50",
        kind=ActKind.PLACEMENT_REFUSED,
        day=date(2006, 11, 27),
        by="P03",
        people=("P03",),
        reason="本人书面放弃",
    )
    case = build.case()
    case = bend(
        case,
        acts=(*case.acts, act),
        posts=tuple(replace(p, openings=1) if p.id == "O02" else p for p in case.posts),
        second_choices=(Choices(person="P05", posts=("O03",)),),
    )
    done = decided(case)

    # P03 had O02, P04 O03; P05, who had nothing, is next in line for O02 and needs no second list.
    assert {p: posts_of(done)[p] for p in ("P03", "P04", "P05")} == {"P03": None, "P04": "O03", "P05": "O02"}
    outcomes = {o.person: o for o in done.results.outcomes or ()}
    assert outcomes["P03"].kind is OutcomeKind.WAIT
