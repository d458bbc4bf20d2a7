"""Ranking and placing what one step alone is handed."""

from decimal import Decimal

import pytest

from dinggang.basis import Rounding, RoundingMode
from dinggang.marks import Scored
from dinggang.plan import (
    Avoidance,
    BelowRatio,
    CompositeRule,
    Education,
    FitRule,
    HeadcountKind,
    LowerQuota,
    Measure,
    Mechanism,
    PlacementRule,
    RankingGroup,
    RatioRule,
    TieBreak,
)
from dinggang.procedure.alone import left_to_a_case, place_alone, rank_alone
from dinggang.selection import Field, Scale
from dinggang.sheets.alone_board import Contender
from selection.test_placing import board, lists, post

D = Decimal
SCALE = {Measure.EXAM: Scale(full=D(100))}


def rule(*ties, group=RankingGroup.ALL):
    return CompositeRule(
        weights={Measure.EXAM: D(100)},
        rounding=Rounding(mode=RoundingMode.HALF_UP, places=2),
        ties=(*ties, TieBreak.DRAW),
        group=group,
    )


def contender(number, mark, **facts):
    scored = Scored(
        person=f"P{number}",
        measure=Measure.EXAM,
        mark=None if mark is None else D(mark),
        passed=mark is not None,
    )
    return Contender(person=f"P{number}", marks={Measure.EXAM: scored}, **facts)


def order(ranking):
    return [r.person for r in ranking.ranked]


def test_a_board_by_marks_and_who_has_none():
    found = rank_alone(rule(), SCALE, [contender(1, 70), contender(2, 80), contender(3, None)])

    assert order(found.ranking) == ["P2", "P1"]
    assert [u.person for u in found.ranking.unranked] == ["P3"]


@pytest.mark.parametrize(
    ("ties", "one", "other", "first"),
    [
        ((TieBreak.SERVICE_YEARS,), {"service_years": 3}, {"service_years": 9}, "P2"),
        ((TieBreak.SERVICE_YEARS,), {}, {"service_years": 0}, "P2"),
        ((TieBreak.EDUCATION,), {"education": Education.MASTER}, {"education": Education.COLLEGE}, "P1"),
        ((TieBreak.EDUCATION,), {}, {"education": Education.COLLEGE}, "P2"),
        ((TieBreak.EXAM,), {"lot": 2}, {"lot": 1}, "P2"),
        ((TieBreak.SPEECH,), {"lot": 1}, {"lot": 2}, "P1"),
    ],
)
def test_equals_by_the_declared_rules_then_by_lots(ties, one, other, first):
    found = rank_alone(rule(*ties), SCALE, [contender(1, 80, **one), contender(2, 80, **other)])

    assert (order(found.ranking)[0], found.ranking.undrawn) == (first, ())


@pytest.mark.parametrize(("one", "other"), [(None, None), (1, None), (1, 1)])
def test_lots_that_settle_nothing(one, other):
    equals = [contender(1, 80, lot=one), contender(2, 80, lot=other)]

    assert rank_alone(rule(), SCALE, equals).ranking.undrawn == (("P1", "P2"),)
    assert rank_alone(rule(), SCALE, equals, lots=False).ranking.undrawn == (("P1", "P2"),)


def test_boards_by_kind_and_one_board_where_posts_are_not_known():
    both = [
        contender(1, 80, group=HeadcountKind.ADMINISTRATIVE),
        contender(2, 80, group=HeadcountKind.INSTITUTION),
    ]

    assert rank_alone(rule(group=RankingGroup.KIND), SCALE, both).ranking.undrawn == ()
    assert rank_alone(rule(group=RankingGroup.POST), SCALE, both).ranking.undrawn == (("P1", "P2"),)


def placed(mechanism, **changes):
    return place_alone(
        Field(
            rule=PlacementRule(mechanism=mechanism, max_choices=3, **changes),
            posts=(post("O1"), post("O2")),
            ranking=board(90, 80, 70),
            choices=lists(P1="O1 O2", P2="O1 O2", P3="O2 O1"),
            refused={},
        )
    )


@pytest.mark.parametrize(
    ("mechanism", "changes", "posts"),
    [
        (Mechanism.RANK_ORDER, {}, ["O1", "O2", None]),
        (Mechanism.FIRST_CHOICE, {}, ["O1", None, "O2"]),
        (Mechanism.PARALLEL, {"band": 2}, ["O1", "O2", None]),
        (Mechanism.BEST_FIT, {}, ["O1", "O2", None]),
        (
            Mechanism.BEST_FIT,
            {"fit": FitRule(quotas=(LowerQuota(posts=("O1", "O2"), least=1),))},
            ["O1", "O2", None],
        ),
    ],
)
def test_every_mechanism_alone(mechanism, changes, posts):
    found = placed(mechanism, **changes)

    assert [p.post for p in found.placement.placed] == posts
    assert found.certificate is not None
    assert found.findings == ()


def test_a_quota_that_cannot_be_kept_is_told():
    found = placed(Mechanism.BEST_FIT, fit=FitRule(quotas=(LowerQuota(posts=("O1",), least=2),)))

    assert [f.code for f in found.findings] == ["N04"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, []),
        ({"avoidance": Avoidance.LED_BODY}, ["avoidance"]),
        ({"ratio": RatioRule(least=2, below=BelowRatio.CANCEL)}, ["ratio"]),
        ({"fit": FitRule(graduates_percent=D(40))}, ["graduates_percent"]),
        ({"fit": FitRule()}, []),
    ],
)
def test_what_only_a_case_can_do_is_said(changes, words):
    told = left_to_a_case(PlacementRule(mechanism=Mechanism.BEST_FIT, max_choices=3, **changes))

    assert [w for t, w in zip(told, words, strict=True) if w in t.zh] == words
