"""Best fit over a case, with the plan's side conditions."""

from decimal import Decimal

import msgspec
import pytest

import build
from build import bend
from dinggang.case import Case
from dinggang.plan import Avoidance, Education, FitRule, LowerQuota, Measure, Mechanism, PostWeights
from dinggang.procedure import Run, StepId, fitting, run, survey
from dinggang.selection import Choices
from dinggang.selection import fitting as telling

D = Decimal
replace = msgspec.structs.replace
ALL = {"P03": "O02", "P04": "O02", "P05": "O03", "P06": "O04", "P07": "O04", "P08": "O05"}


def fitted(case: Case, **changes: object) -> Case:
    placement = replace(case.plan.rules.placement, mechanism=Mechanism.BEST_FIT, **changes)
    return bend(case, plan=replace(case.plan, rules=replace(case.plan.rules, placement=placement)))


def posts_of(done: Run) -> dict[str, str | None]:
    return {p.person: p.post for p in (done.results.placement.placed if done.results.placement else ())}


def place_codes(done: Run) -> list[str]:
    step = next(s for s in done.steps if s.step is StepId.PLACE)
    return [j.finding.code for j in step.judged]


def test_a_reform_by_best_fit_closes() -> None:
    done = run(build.folder(fitted(build.case())))

    assert done.closed
    assert posts_of(done) == ALL


def scarce(case: Case, *posts: str) -> Case:
    """These posts with one opening each, and none of the others of their kind."""
    return bend(
        case,
        posts=tuple(
            replace(p, openings=1)
            for p in case.posts
            if p.stratum.value == "leader" or p.id in posts or p.kind.value == "institution"
        ),
    )


def test_the_best_total_passes_over_a_higher_score_and_says_what_that_saves() -> None:
    """At O02 only the speech counts, at O03 the exam. P03: exam 100, speech 80; P04: exam 90, speech 100."""
    case = build.case()
    best = tuple(replace(s, marks={"speech": D(100)}) if s.person == "P04" else s for s in case.sheets.speech)
    case = bend(
        scarce(case, "O02", "O03"),
        sheets=replace(case.sheets, speech=best),
        choices=(
            *(Choices(person=p, posts=("O02", "O03")) for p in ("P03", "P04")),
            *case.choices[3:],
        ),
    )
    own = (
        PostWeights(posts=("O02",), weights={Measure.SPEECH: D(100)}),
        PostWeights(posts=("O03",), weights={Measure.EXAM: D(100)}),
    )
    done = survey(build.folder(fitted(case, post_weights=own)))

    # P03 in O02 and P04 in O03 are worth 80 + 90, the other way round 100 + 100: 30 less.
    assert {p: posts_of(done)[p] for p in ("P03", "P04")} == {"P03": "O03", "P04": "O02"}
    placed = {p.person: p for p in (done.results.placement.placed if done.results.placement else ())}
    assert [w.words.zh for w in placed["P03"].whys] == [
        "总体最优没有安排：安排到该岗位总分少30分。",
        "总体最优安排在第2志愿：该岗位成绩100.00，第1名，1个名额。",
    ]


def relatives(case: Case, one: str, other: str) -> Case:
    return bend(case, people=tuple(replace(p, relatives=(other,)) if p.id == one else p for p in case.people))


@pytest.mark.parametrize("rule", [Avoidance.SAME_BODY, Avoidance.LED_BODY])
def test_relatives_are_apart_in_the_optimum(rule: Avoidance) -> None:
    case = relatives(build.case(), "P03", "P04")
    led = tuple(replace(p, stratum=build.Stratum.MID) if p.id == "O03" else p for p in case.posts)
    done = survey(build.folder(fitted(bend(case, posts=led), avoidance=rule)))
    placed = posts_of(done)

    # All administrative posts are in one body: the strict rule leaves one of the two without a post.
    both = [p for p in ("P03", "P04") if placed[p]]
    assert len(both) == (1 if rule is Avoidance.SAME_BODY else 2)


def with_graduates(*people: str) -> Case:
    case = scarce(build.case(), "O02")
    return bend(
        case,
        people=tuple(replace(p, education=Education.BACHELOR) if p.id in people else p for p in case.people),
        choices=(*(Choices(person=p, posts=("O02",)) for p in ("P03", "P04", "P05")),),
    )


@pytest.mark.parametrize(
    ("graduates", "percent", "expected", "codes"),
    [
        (("P05",), None, "P03", []),
        (("P05",), D(50), "P05", []),  # the one place goes to the one graduate
        ((), D(50), None, []),  # nobody placed keeps the share, too
    ],
)
def test_a_share_of_graduates(
    graduates: tuple[str, ...], percent: Decimal | None, expected: str | None, codes: list[str]
) -> None:
    done = survey(build.folder(fitted(with_graduates(*graduates), fit=FitRule(graduates_percent=percent))))

    assert [p for p, post in posts_of(done).items() if post] == ([expected] if expected else [])
    assert place_codes(done) == codes


def test_a_lower_quota_and_one_that_cannot_be_kept() -> None:
    case = bend(
        scarce(build.case(), "O02", "O03"),
        choices=(Choices(person="P03", posts=("O02", "O03")), *build.case().choices[3:]),
    )
    free = posts_of(survey(build.folder(fitted(case))))
    bound = fitted(case, fit=FitRule(quotas=(LowerQuota(posts=("O03",), least=1),)))
    asked = fitted(case, fit=FitRule(quotas=(LowerQuota(posts=("O02", "O03"), least=2),)))

    assert free["P03"] == "O02"
    assert posts_of(survey(build.folder(bound)))["P03"] == "O03"
    done = survey(build.folder(asked))
    assert place_codes(done) == ["N04"]
    finding = next(j.finding for s in done.steps for j in s.judged if j.finding.code == "N04")
    assert finding.words.zh == "总体最优的附加条件不能同时满足：O02、O03至少2人，差1。"


def test_who_ranks_behind_gives_way_in_a_body_that_a_relative_leads() -> None:
    case = relatives(build.case(), "P03", "P04")
    led = tuple(replace(p, stratum=build.Stratum.MID) if p.id == "O03" else p for p in case.posts)
    choices = (
        Choices(person="P03", posts=("O03",)),
        Choices(person="P04", posts=("O02",)),
        Choices(person="P05", posts=("O02",)),
        *case.choices[3:],
    )
    case = fitted(bend(case, posts=led, choices=choices), avoidance=Avoidance.LED_BODY)
    done = survey(build.folder(case))
    placed = {p.person: p for p in (done.results.placement.placed if done.results.placement else ())}

    assert {p: placed[p].post for p in ("P03", "P04", "P05")} == {"P03": "O03", "P04": None, "P05": "O02"}
    assert placed["P04"].whys[0].words.zh == "不符合条件：亲属P03已定在同一机构的O03，应当回避。"


@pytest.mark.parametrize("plain_up_to", [0, 300])
def test_at_size_the_result_its_prices_and_its_words_are_the_same(
    plain_up_to: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three people for two openings: who is passed over is told the same by rule and by kernel."""
    monkeypatch.setattr(fitting, "PLAIN_UP_TO", plain_up_to)
    done = survey(build.folder(fitted(scarce(build.case(), "O02", "O03"))))
    placed = {p.person: p for p in (done.results.placement.placed if done.results.placement else ())}

    assert {p: placed[p].post for p in ("P03", "P04", "P05")} == {"P03": "O02", "P04": "O03", "P05": None}
    # P05 has 87. In O02 instead of P03 (95), who would take O03 from P04 (91): 87 + 95 instead of 95 + 91.
    assert placed["P05"].whys[0].words.zh == "总体最优没有安排：安排到该岗位总分少4分。"
    # P04 in O02 and P03 in O03 would be worth as much, in marks and lists.
    assert placed["P04"].whys[0].words.zh == "总体最优没有安排：总分、志愿都相同，按榜上次序。"


def test_beyond_a_township_what_insisting_costs_is_told_as_the_prices_prove_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(telling, "EXACT_UP_TO", 0)
    monkeypatch.setattr(fitting, "PLAIN_UP_TO", 0)
    done = survey(build.folder(fitted(scarce(build.case(), "O02", "O03"))))
    placed = {p.person: p for p in (done.results.placement.placed if done.results.placement else ())}

    assert placed["P05"].whys[0].words.zh == "总体最优没有安排：安排到该岗位总分不会更高。"
