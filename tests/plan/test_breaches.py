"""Everything a plan can break, each at its path, beside the neighbour that does not."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

import build
from build import ADMIN, INST, bend
from dinggang.basis import Words
from dinggang.plan import (
    Breach,
    ContractRule,
    Criterion,
    ExitRoute,
    ExitRule,
    Filling,
    GradePoints,
    Headcount,
    Measure,
    Plan,
    Plate,
    Post,
    Rules,
    ServiceLine,
    Services,
    Stage,
    Stratum,
    TieBreak,
    VoterCategory,
    breaches,
)

D = Decimal


def ruled(**changes: object) -> Plan:
    plan = build.plan()
    return bend(plan, rules=bend(plan.rules, **changes))


def paths(plan: Plan, posts: tuple[Post, ...] = ()) -> list[str]:
    return [b.path for b in breaches(plan, posts)]


def test_a_sound_plan_breaks_nothing():
    assert breaches(build.plan(), build.posts()) == ()


def bodies(**changes: object) -> Plan:
    """The second body changed."""
    first, second = build.plan().bodies
    return bend(build.plan(), bodies=(first, bend(second, **changes)))


@pytest.mark.parametrize(
    ("plan", "path"),
    [
        (bodies(id="B01"), "bodies[1].id"),
        (bodies(plates=(Plate(id="B01", name="政务公开办"),)), "bodies[1].plates[0].id"),
        (bodies(plates=(Plate(id="N01", name="政务公开办"),)), "bodies[1].plates[0].id"),
        (
            bend(
                build.plan(),
                stages=(Stage(id="B01", name="准备", start=date(2006, 9, 11), end=date(2006, 9, 30)),),
            ),
            "stages[0].id",
        ),
    ],
)
def test_an_id_used_twice(plan, path):
    (one,) = breaches(plan)
    assert one.path == path
    assert one.words.en.endswith("is used more than once.")


def test_ids_of_lines_and_posts_are_their_own():
    plan = build.plan()
    line = bend(plan.services.lines[0], id="B02")
    clash = bend(plan, services=bend(plan.services, lines=(line,)))
    assert paths(clash) == ["services.lines[0].id"]
    assert paths(plan, (*build.posts(), build.post(5, INST))) == ["posts:O05"]


@pytest.mark.parametrize(
    ("plan", "found"),
    [
        (bodies(name="党政办公室"), ["bodies[0].name", "bodies[1].name"]),
        (bodies(name="综治办公室"), ["bodies[1].name", "bodies[0].plates[0].name"]),
        (bodies(name="党政办公"), []),
    ],
)
def test_a_name_used_twice(plan, found):
    assert paths(plan) == found


def test_a_breach_says_what_and_how():
    assert breaches(bodies(name="党政办公室"))[0] == Breach(
        path="bodies[0].name",
        words=Words(zh="有2个机构或牌子都叫“党政办公室”。", en="2 bodies or plates share one name."),
        cure=Words(zh="请更正名称。", en="Correct the names."),
    )


@pytest.mark.parametrize(
    ("figures", "found"),
    [
        ({"approved": 4, "reserve": 4}, []),
        ({"approved": 4, "reserve": 5}, ["headcount.institution.reserve"]),
        ({"approved": 4, "leader_posts": 4}, []),
        ({"approved": 4, "leader_posts": 5}, ["headcount.institution.leader_posts"]),
    ],
)
def test_parts_of_the_headcount_within_it(figures, found):
    plan = build.plan()
    assert paths(bend(plan, headcount={**plan.headcount, INST: Headcount(**figures)})) == found


def test_a_kind_without_headcount():
    plan = build.plan()
    only = bend(plan, headcount={ADMIN: plan.headcount[ADMIN]})
    assert paths(only, build.posts()) == ["bodies[1].headcount_kind", "posts:O04", "posts:O05"]


def staged(*stages: tuple[str, int, int, tuple[str, ...]]) -> Plan:
    return bend(
        build.plan(),
        stages=tuple(
            Stage(id=i, name=i, start=date(2006, 11, start), end=date(2006, 11, end), after=after)
            for i, start, end, after in stages
        ),
    )


@pytest.mark.parametrize(
    ("stages", "found"),
    [
        ([("T01", 1, 1, ())], []),  # a stage of one day
        ([("T01", 2, 1, ())], ["stages[0].end"]),
        ([("T01", 1, 5, ()), ("T02", 3, 9, ("T01",))], []),  # stages may overlap
        ([("T01", 1, 5, ("T09",))], ["stages[0].after"]),
        ([("T01", 1, 5, ("T01",))], ["stages"]),
        ([("T01", 1, 5, ("T02",)), ("T02", 1, 5, ("T03",)), ("T03", 1, 5, ("T01",))], ["stages"]),
        ([("T01", 1, 5, ("T03",)), ("T02", 1, 5, ("T01",)), ("T03", 1, 5, ())], []),
    ],
)
def test_stages(stages, found):
    assert paths(staged(*stages)) == found


def lines(total: str, *amounts: str) -> Plan:
    return bend(
        build.plan(),
        services=Services(
            base_year=2005,
            base_total=D(total),
            lines=tuple(
                ServiceLine(id=f"S{n:02}", name=f"项目{n}", purpose="农业", unit="亩", base_amount=D(a))
                for n, a in enumerate(amounts, start=1)
            ),
        ),
    )


@pytest.mark.parametrize(
    ("plan", "found"),
    [
        (lines("1000", "600", "400"), []),
        (lines("1000.10", "600.05", "400.05"), []),
        (lines("1000", "600"), ["services.base_total"]),  # a line struck out
        (lines("1000", "600", "399.99"), ["services.base_total"]),
        (lines("1000", "600", "400.01"), ["services.base_total"]),
        (lines("0"), []),
        (
            lines("1000", "600.005", "399.995"),
            ["services.lines[0].base_amount", "services.lines[1].base_amount"],
        ),
        (bend(build.plan(), services=None), []),
        (ruled(services=None), ["services"]),
    ],
)
def test_service_lines_add_up(plan, found):
    assert paths(plan) == found


def test_a_line_struck_out_is_told_in_yuan():
    (one,) = breaches(lines("1000", "600"))
    assert one.words.zh == "各项目基年经费合计600元，与总额1000元不等。"


def weighed(**weights: int) -> Plan:
    rule = build.plan().rules.composite
    return ruled(composite=bend(rule, weights={Measure[k.upper()]: D(v) for k, v in weights.items()}))


@pytest.mark.parametrize(
    ("plan", "found"),
    [
        (weighed(exam=100), []),
        (weighed(exam=40, evaluation=30, speech=20, assessment=11), ["rules.composite.weights"]),
        (weighed(exam=40, evaluation=30, speech=20), ["rules.composite.weights"]),
        (weighed(), ["rules.composite.weights"]),
    ],
)
def test_weights_total_100(plan, found):
    assert paths(plan) == found


def test_weights_are_listed():
    (one,) = breaches(weighed(exam=40, speech=20))
    assert one.words.zh == "四项权重合计60，不是100：exam 40＋speech 20。"


def voters(*weights: tuple[str, str]) -> Plan:
    rule = build.plan().rules.evaluation
    return ruled(
        evaluation=bend(rule, categories=tuple(VoterCategory(id=i, name=i, weight=D(w)) for i, w in weights))
    )


def graded(*points: int) -> Plan:
    names = ("excellent", "competent", "basic", "incompetent")
    rule = build.plan().rules.evaluation
    return ruled(
        evaluation=bend(rule, grades=GradePoints(**{n: D(p) for n, p in zip(names, points, strict=True)}))
    )


@pytest.mark.parametrize(
    ("plan", "found"),
    [
        (voters(("A", "33.4"), ("B", "66.6")), []),
        (voters(("A", "33.4"), ("B", "66.5")), ["rules.evaluation.categories"]),
        (voters(), ["rules.evaluation.categories"]),
        (voters(("A", "50"), ("A", "50")), ["rules.evaluation.categories"]),
        (graded(100, 80, 60, 0), []),
        (graded(100, 100, 60, 0), ["rules.evaluation.grades"]),
        (graded(100, 80, 90, 0), ["rules.evaluation.grades"]),
        (graded(4, 3, 2, 1), []),
    ],
)
def test_the_evaluation(plan, found):
    assert paths(plan) == found


def judged(**changes: object) -> Plan:
    return ruled(speech=bend(build.plan().rules.speech, **changes))


def formed(*maxima: tuple[str, int]) -> Plan:
    rule = build.plan().rules.assessment
    return ruled(
        assessment=bend(rule, criteria=tuple(Criterion(id=i, name=i, maximum=D(m)) for i, m in maxima))
    )


@pytest.mark.parametrize(
    ("plan", "found"),
    [
        (judged(min_judges=3), []),
        (judged(min_judges=2), ["rules.speech.min_judges"]),
        (judged(min_judges=1, trim_high=0, trim_low=0), []),
        (judged(criteria=()), ["rules.speech.criteria"]),
        (formed(), ["rules.assessment.criteria"]),
        (formed(("work", 0)), ["rules.assessment.criteria"]),
        (formed(("work", 0), ("clean", 1)), []),
        (formed(("work", 50), ("work", 50)), ["rules.assessment.criteria"]),
        (ruled(exam=bend(build.plan().rules.exam, full_mark=D(0))), ["rules.exam.full_mark"]),
        (ruled(exam=bend(build.plan().rules.exam, full_mark=D(1))), []),
    ],
)
def test_full_marks_and_judges(plan, found):
    assert paths(plan) == found


def tied(*ties: TieBreak) -> Plan:
    return ruled(composite=bend(build.plan().rules.composite, ties=ties))


@pytest.mark.parametrize(
    ("plan", "found"),
    [
        (tied(TieBreak.DRAW), []),
        (tied(), ["rules.composite.ties"]),
        (tied(TieBreak.EXAM), ["rules.composite.ties"]),
        (tied(TieBreak.DRAW, TieBreak.EXAM), ["rules.composite.ties"]),
        (tied(TieBreak.EXAM, TieBreak.EXAM, TieBreak.DRAW), ["rules.composite.ties"]),
    ],
)
def test_ties_end_with_a_draw(plan, found):
    assert paths(plan) == found


def routes(*rules: ExitRule) -> Plan:
    return ruled(exits=rules)


def internal(**changes: object) -> ExitRule:
    return ExitRule(
        **{"route": ExitRoute.RETIRE_INTERNAL, "min_age_men": 55, "keeps_headcount": False, **changes}
    )


@pytest.mark.parametrize(
    ("plan", "found"),
    [
        (routes(), []),
        (
            routes(ExitRule(route=ExitRoute.RETIRE), ExitRule(route=ExitRoute.RETIRE)),
            ["rules.exits[1].route"],
        ),
        (routes(internal()), []),
        (routes(internal(min_age_men=None)), ["rules.exits[0]"]),
        (routes(internal(min_age_men=None, min_age_women=50)), []),
        (routes(internal(min_age_men=None, min_service_years=30)), []),
        (routes(internal(keeps_headcount=None)), ["rules.exits[0]"]),
        (routes(internal(keeps_headcount=True)), []),
        (routes(internal(route=ExitRoute.YIELD, keeps_headcount=None)), ["rules.exits[0]"]),
        (routes(internal(months_per_year=D(1))), ["rules.exits[0].months_per_year"]),
        (routes(ExitRule(route=ExitRoute.RETIRE, min_age_men=58)), ["rules.exits[0].min_age_men"]),
        (
            routes(ExitRule(route=ExitRoute.RETIRE_SICK, min_service_years=5)),
            ["rules.exits[0].min_service_years"],
        ),
        (routes(ExitRule(route=ExitRoute.RETIRE_EARLY, min_age_men=55, min_age_women=50)), []),
        (routes(ExitRule(route=ExitRoute.DIVERT_COMPANY, max_months=D(12))), ["rules.exits[0].max_months"]),
        (routes(ExitRule(route=ExitRoute.CLEAR_OWN, months_per_year=D(1), max_months=D(12))), []),
        (routes(ExitRule(route=ExitRoute.CLEAR_TEMP, min_age_women=50)), ["rules.exits[0].min_age_women"]),
    ],
)
def test_exits(plan, found):
    assert paths(plan) == found


@pytest.mark.parametrize(
    ("post", "found"),
    [
        (build.post(6, ADMIN, body="B01"), []),
        (build.post(6, ADMIN, body="N01"), []),  # a plate: the balance sheet names it
        (build.post(6, ADMIN, body="B09"), ["posts:O06"]),
        (build.post(6, ADMIN, body=""), ["posts:O06"]),
        (build.post(6, ADMIN, body="", stratum=Stratum.LEADER, filling=Filling.APPOINT), []),
        (build.post(6, ADMIN, body="B01", stratum=Stratum.LEADER, filling=Filling.APPOINT), []),
        (build.post(6, ADMIN, body="", stratum=Stratum.LEADER), ["posts:O06"]),  # put up to competition
        (build.post(6, ADMIN, body="", stratum=Stratum.MID, filling=Filling.APPOINT), ["posts:O06"]),
    ],
)
def test_posts(post, found):
    assert paths(build.plan(), (post,)) == found


def test_the_words_of_a_post_without_body():
    nowhere, elsewhere = breaches(
        build.plan(), (build.post(6, ADMIN, body=""), build.post(7, ADMIN, body="B09"))
    )
    assert nowhere.words.zh == "岗位O06（岗位6）没有写所属机构。"
    assert elsewhere.words.zh == "岗位O07（岗位7）没有机构“B09”。"


def test_all_breaches_at_once_in_the_order_of_the_file():
    plan = build.plan()
    broken = bend(
        plan,
        bodies=bodies(id="B01").bodies,
        headcount={**plan.headcount, ADMIN: Headcount(approved=1, reserve=2, leader_posts=3)},
        rules=_worse(plan.rules),
    )
    assert paths(broken, (build.post(6, ADMIN, body="B09"),)) == [
        "bodies[1].id",
        "headcount.administrative.reserve",
        "headcount.administrative.leader_posts",
        "rules.composite.weights",
        "rules.composite.ties",
        "rules.exits[0]",
        "posts:O06",
    ]


def _worse(rules: Rules) -> Rules:
    return bend(
        rules, composite=bend(rules.composite, weights={}, ties=()), exits=(internal(min_age_men=None),)
    )


def test_every_breach_says_in_both_languages_what_to_do():
    change: Callable[..., Plan] = bodies
    for one in breaches(change(id="B01", name="党政办公室")):
        assert all((one.words.zh, one.words.en, one.cure.zh, one.cure.en))


def test_no_longer_on_trial_than_the_contract_runs():
    assert paths(ruled(contract=ContractRule(months=6, probation_months=6))) == []
    assert paths(ruled(contract=ContractRule(months=6, probation_months=7))) == [
        "rules.contract.probation_months"
    ]
