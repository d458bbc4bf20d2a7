"""Boards post by post, the ratio of candidates, and later rounds in arrays against the plain rules."""

from decimal import Decimal
from functools import partial
from types import SimpleNamespace

import msgspec
import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dinggang.basis import Fault, Words
from dinggang.kernels import Market, banded, deferred_acceptance, immediate_acceptance
from dinggang.kernels.boards import Below, after_ratio, below_least_score, candidates, post_boards
from dinggang.kernels.rounds import FIRST, NEXT_IN_LINE, SECOND, later_rounds
from dinggang.plan import BelowRatio, Mechanism, PlacementRule, RatioRule
from dinggang.procedure.placing import _below_least_score
from dinggang.procedure.pool import after_ratio as plain_after_ratio
from dinggang.procedure.pool import candidates_per_post
from dinggang.selection import (
    Applicant,
    Choices,
    Field,
    Ranked,
    Ranking,
    Round,
    boards_by_post,
    place_rounds,
)
from selection.test_placing import post

D = Decimal
NO = (Words(zh="不符合", en="not eligible"),)
NAMES = ("O0", "O1", "O2")

lists_ = st.lists(st.lists(st.integers(0, 2), max_size=4), max_size=7)


def market_of(lists, openings, scores, eligible):
    """The market of these lists, the better score first and of equal ones the person of the lower number.

    Whoever is not eligible names the post that is none.
    """
    edges = [(p, q) for p, listed in enumerate(lists) for q in listed]
    return Market(
        offsets=np.cumsum([0, *(len(listed) for listed in lists)]),
        posts=np.array([q if eligible[p][q] else 3 for p, q in edges], np.int64),
        priorities=np.array([scores[p] for p, _ in edges], np.int64),
        lots=np.arange(len(lists))[::-1].copy(),
        openings=np.array([*openings, 0]),
    )


def ranking_of(scores):
    order = sorted(range(len(scores)), key=lambda n: (-scores[n], n))
    return Ranking(
        ranked=tuple(
            Ranked(
                person=f"P{n}",
                group=None,
                rank=1 + sum(s > scores[n] for s in scores),
                order=at,
                score=D(scores[n]),
            )
            for at, n in enumerate(order, start=1)
        ),
        unranked=(),
    )


@st.composite
def fields(draw):
    """Lists, openings, scores with ties, who is eligible where: some, all, or nobody anywhere."""
    lists = draw(lists_)
    score = st.integers(0, draw(st.sampled_from((0, 2, 9))))
    sort = draw(st.sampled_from(("all", "some", "none")))
    eligible = [[sort == "all" or (sort == "some" and draw(st.booleans())) for _ in NAMES] for _ in lists]
    return lists, [draw(st.integers(0, 2)) for _ in NAMES], [draw(score) for _ in lists], eligible


def refused_of(eligible):
    return {(f"P{p}", NAMES[q]): NO for p, row in enumerate(eligible) for q, ok in enumerate(row) if not ok}


EVERYWHERE = [[True] * 3]
NOBODY = ([], [1, 0, 2], [], [])
ONE = ([[1, 1, 0]], [1, 0, 2], [5], EVERYWHERE)
EQUALS = ([[0, 1], [0, 1], [1, 0]], [1, 0, 1], [7, 7, 7], EVERYWHERE * 3)
NOWHERE = ([[0, 1], [2]], [1, 1, 1], [7, 6], [[False] * 3] * 2)


@given(fields())
@example(NOBODY)
@example(ONE)
@example(EQUALS)
@example(NOWHERE)
def test_boards_by_post_are_the_plain_rule(made):
    lists, openings, scores, eligible = made
    market = market_of(lists, openings, scores, [[True] * 3] * len(lists))
    edges = [(p, q) for p, listed in enumerate(lists) for q in listed]
    ranking = ranking_of(scores)
    places = {r.person: r.order for r in ranking.ranked}

    ranks, order = post_boards(
        market,
        np.array(scores, np.int64),
        np.array([places[f"P{n}"] for n in range(len(lists))], np.int64),
        np.array([eligible[p][q] for p, q in edges], np.bool_),
    )

    named = {f"P{p}": tuple(NAMES[q] for q in listed) for p, listed in enumerate(lists)}
    plain = boards_by_post(ranking, named, refused_of(eligible))
    assert {
        (NAMES[q], f"P{p}", int(rank), int(place))
        for (p, q), rank, place in zip(edges, ranks, order, strict=True)
        if place
    } == {(q, r.person, r.rank, r.order) for q, board in plain.items() for r in board}


@given(fields(), st.integers(1, 3), st.sampled_from(Below), st.data())
@example(NOBODY, 1, Below.CANCEL, None)
@example(ONE, 2, Below.REDUCE, None)
@example(NOWHERE, 1, Below.OPEN, None)
def test_the_ratio_is_the_plain_rule(made, least, below, data):
    lists, openings, scores, eligible = made
    competes = [data is None or data.draw(st.booleans()) for _ in lists]
    applicants = [
        Applicant(
            person=f"P{p}",
            posts=tuple(NAMES[q] for q in listed),
            reasons=() if may else NO,
            refused={NAMES[q]: NO for q in listed if not eligible[p][q]},
        )
        for (p, listed), may in zip(enumerate(lists), competes, strict=True)
    ]

    market = market_of(lists, openings, scores, [[True] * 3] * len(lists))
    edges = [(p, q) for p, listed in enumerate(lists) for q in listed]
    wanted = candidates(
        market, np.array(competes, np.bool_), np.array([eligible[p][q] for p, q in edges], np.bool_)
    )
    left, short = after_ratio(market.openings, wanted, least, below)
    closed = below_least_score(market, np.array(scores, np.int64), short, 2)

    plain = candidates_per_post(applicants)
    assert wanted.tolist() == [*(plain[q] for q in NAMES), 0]
    rule = RatioRule(least=least, below=BelowRatio(below.value))
    after, lacking = plain_after_ratio(rule, dict(zip(NAMES, openings, strict=True)), applicants)
    assert left.tolist() == [*(after[q] for q in NAMES), 0]
    assert tuple(q for q, few in zip(NAMES, short, strict=False) if few) == lacking
    rules = SimpleNamespace(placement=SimpleNamespace(ratio=msgspec.structs.replace(rule, least_score=D(2))))
    plain_closed = _below_least_score(
        SimpleNamespace(plan=SimpleNamespace(rules=rules)),
        SimpleNamespace(ranking=ranking_of(scores), applicants=applicants),
        tuple(SimpleNamespace(id=q, openings=n) for q, n in zip(NAMES, openings, strict=True)),
        {},
    )
    assert {(f"P{p}", NAMES[q]) for (p, q), no in zip(edges, closed, strict=True) if no} == {
        pair for pair in plain_closed if pair in {(f"P{p}", NAMES[q]) for p, q in edges}
    }


MECHANISMS = {
    Mechanism.RANK_ORDER: (deferred_acceptance, None),
    Mechanism.DEFERRED: (deferred_acceptance, None),
    Mechanism.FIRST_CHOICE: (immediate_acceptance, None),
    Mechanism.PARALLEL: (partial(banded, size=2), 2),
}
ROUNDS = {Round.FIRST: FIRST, Round.NEXT_IN_LINE: NEXT_IN_LINE, Round.SECOND: SECOND}


@given(fields(), st.sampled_from(list(MECHANISMS)), st.booleans(), st.data())
@example(NOBODY, Mechanism.RANK_ORDER, True, None)
@example(ONE, Mechanism.PARALLEL, True, None)
@example(EQUALS, Mechanism.DEFERRED, True, None)
@example(NOWHERE, Mechanism.FIRST_CHOICE, True, None)
def test_all_rounds_are_the_plain_rule(made, mechanism, with_second, data):
    lists, openings, scores, eligible = made
    gives = [data is None or data.draw(st.booleans()) for _ in lists]
    again = [[2, 0] if data is None else data.draw(st.lists(st.integers(0, 2), max_size=3)) for _ in lists]
    solve, band = MECHANISMS[mechanism]
    open_ = [q for q, n in enumerate(openings) if n]  # a plan's post has at least one opening

    def named(of):
        return tuple(
            Choices(person=f"P{p}", posts=tuple(NAMES[q] for q in listed))
            for p, listed in enumerate(of)
            if listed
        )

    field = Field(
        rule=PlacementRule(mechanism=mechanism, max_choices=9, band=band),
        posts=tuple(post(NAMES[q], openings[q]) for q in open_),
        ranking=ranking_of(scores),
        choices=named(lists),
        refused=refused_of(eligible),
        gave_up={f"P{p}": "A1" for p, gave in enumerate(gives) if gave},
        second=named(again) if with_second else (),
    )
    plain, _ = place_rounds(field)

    market = market_of(lists, openings, scores, eligible)
    done = later_rounds(
        market,
        solve(market).match,
        solve,
        np.array(gives, np.bool_),
        market_of(again, openings, scores, eligible) if with_second else None,
    )

    found = {p.person: (p.post, ROUNDS[p.placed_in] if p.post else None) for p in plain.placed}
    assert {
        f"P{n}": (NAMES[m], r) if m >= 0 else (None, None)
        for n, (m, r) in enumerate(zip(done.match.tolist(), done.round.tolist(), strict=True))
    } == found
    assert {NAMES[q]: int(done.left[q]) for q in open_} == plain.openings_left


def test_what_fits_no_market():
    market = market_of([[0]], [1, 0, 0], [5], EVERYWHERE)
    yes, one = np.array([True]), np.array([1], np.int64)
    two = market_of([[0], [0]], [2, 0, 0], [5, 5], EVERYWHERE * 2)
    for call in (
        lambda: post_boards(market, one[:0], one, yes),
        lambda: post_boards(two, np.array([5, 5]), np.array([1, 1]), np.array([True, True])),
        lambda: candidates(market, yes[:0], yes),
        lambda: after_ratio(one, one, 0, Below.OPEN),
        lambda: below_least_score(market, one, yes, 1),
        lambda: later_rounds(market, one[:0], deferred_acceptance, yes),
        lambda: later_rounds(
            market, one, deferred_acceptance, ~yes
        ),  # nobody may be at a post without openings
        lambda: later_rounds(market, one - 2, deferred_acceptance, yes, two),
    ):
        with pytest.raises(Fault):
            call()
