"""The certificate against the definition word for word, on results and on every way to tamper with them."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given

from dinggang.basis import Fault
from dinggang.kernels import Market, certify, deferred_acceptance, market, serial_dictatorship
from kernels.markets import (
    UNHURRIED,
    all_placements,
    as_market,
    is_stable,
    named,
    problems,
    stable_placements,
)

KNUTH = named(
    {"m1": "w1 w2 w3 w4", "m2": "w2 w1 w4 w3", "m3": "w3 w4 w1 w2", "m4": "w4 w3 w2 w1"},
    {"w1": "m4 m3 m2 m1", "w2": "m3 m4 m1 m2", "w3": "m2 m1 m4 m3", "w4": "m1 m2 m3 m4"},
)


def tampered(match, posts):
    """Every swap of two people, every move of one to any other post, every drop of a placed one."""
    people = range(len(match))
    for one, other in combinations(people, 2):
        if match[one] != match[other]:
            changed = match.copy()
            changed[[one, other]] = changed[[other, one]]
            yield changed
    for person in people:
        for post in (-1, *range(posts)):
            if match[person] != post:
                changed = match.copy()
                changed[person] = post
                yield changed


@UNHURRIED
@given(problem=problems(common=True))
def test_with_a_common_key_the_result_passes_and_every_tampering_is_caught(problem):
    arrays, people, posts = as_market(problem)
    common = {p: key for (p, _), key in problem.keys.items()}
    order = sorted(range(len(people)), key=lambda i: common.get(people[i], (-1,)), reverse=True)

    for matching in (deferred_acceptance(arrays), serial_dictatorship(arrays, order)):
        assert certify(arrays, matching.match).stable
        for match in tampered(matching.match, len(posts)):
            assert not certify(arrays, match).stable


@UNHURRIED
@given(problems())
def test_with_keys_by_post_the_result_passes_and_what_else_passes_is_worse_for_everyone_it_moves(problem):
    arrays, people, posts = as_market(problem)
    best = deferred_acceptance(arrays).match

    assert certify(arrays, best).stable
    for match in tampered(best, len(posts)):
        placed = {p: posts[q] if q >= 0 else None for p, q in zip(people, match.tolist(), strict=True)}
        stable = certify(arrays, match).stable
        assert stable == is_stable(problem, placed)
        if stable:  # two people gave each other what both like less
            assert (match != best).sum() == 2
            for i in np.flatnonzero(match != best):
                listed = problem.lists[people[i]]
                assert listed.index(posts[match[i]]) > listed.index(posts[best[i]])


@UNHURRIED
@given(problems(people=4))
def test_it_passes_exactly_what_the_definition_passes(problem):
    arrays, _, posts = as_market(problem)
    number = {post: at for at, post in enumerate(posts)} | {None: -1}

    for placed in all_placements(problem):
        match = [number.get(q, len(posts) - 1) for q in placed.values()]
        assert certify(arrays, match).stable == is_stable(problem, placed)


def test_it_passes_all_ten_stable_matchings_of_knuth_and_no_other():
    arrays, _, posts = as_market(KNUTH)
    passed = [
        placed
        for placed in all_placements(KNUTH)
        if certify(arrays, [posts.index(q) if q else -1 for q in placed.values()]).stable
    ]

    assert passed == stable_placements(KNUTH)
    assert len(passed) == 10


TOWN = Market(
    offsets=np.array([0, 2, 4, 6, 6]),
    posts=np.array([0, 1, 0, 1, 0, 1]),
    priorities=np.array([90, 90, 80, 80, 80, 80]),
    lots=np.array([0, 1, 2, 3]),
    openings=np.array([1, 2]),
)
"""Person 0 first, 2 before 1 by lot, 3 hands in nothing; one opening and two."""


@pytest.mark.parametrize(
    ("match", "over", "unlisted", "envied", "wasted"),
    [
        ([0, 1, 1, -1], [], [], [], []),
        ([1, 1, 0, -1], [], [], [0], []),  # person 0 is better than the one in post 0
        ([1, 0, 1, -1], [], [], [0, 4], []),  # so is person 2, by lot
        ([0, 1, -1, -1], [], [], [], [5]),
        ([-1, -1, -1, -1], [], [], [], [0, 1, 2, 3, 4, 5]),
        ([0, 0, 1, -1], [0], [], [4], []),  # two in one opening; the worse of them is below person 2
        ([0, 1, 1, 1], [1], [3], [], []),
        ([0, 1, 1, 0], [0], [3], [], []),
    ],
)
def test_it_names_what_speaks_against_a_placement(match, over, unlisted, envied, wasted):
    found = certify(TOWN, match)

    assert found.over.tolist() == over
    assert found.unlisted.tolist() == unlisted
    assert found.envied.tolist() == envied
    assert found.wasted.tolist() == wasted
    assert found.stable == (not (over or unlisted or envied or wasted))
    assert found.owners(TOWN).tolist() == [e // 2 for e in envied + wasted]


def test_it_looks_at_people_in_blocks(monkeypatch):
    monkeypatch.setattr(market, "BLOCK", 1)

    assert certify(TOWN, [1, 0, 1, -1]).envied.tolist() == [0, 4]
    assert certify(TOWN, [-1, -1, -1, -1]).wasted.tolist() == [0, 1, 2, 3, 4, 5]


def test_a_second_naming_is_no_ground_to_object():
    again = Market(
        offsets=np.array([0, 3, 4]),
        posts=np.array([0, 0, 1, 0]),
        priorities=np.array([1, 9, 1, 5]),
        lots=np.array([0, 1]),
        openings=np.array([1, 1]),
    )

    assert certify(again, [1, 0]).stable
    assert certify(again, [-1, 0]).wasted.tolist() == [2]


@pytest.mark.parametrize(
    ("match", "words"),
    [([0, 1, 1], "per person"), ([0, 1, 2, -1], "does not exist"), ([-2, 0, 1, 1], "does not exist")],
)
def test_what_is_no_placement_of_these_people_is_refused(match, words):
    with pytest.raises(Fault, match=words):
        certify(TOWN, match)
