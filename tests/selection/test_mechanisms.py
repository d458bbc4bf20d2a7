"""The plain mechanisms: textbook cases with their published results, and what every result has to satisfy."""

import doctest
from decimal import Decimal
from fractions import Fraction

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dinggang.basis import Fault
from dinggang.selection import mechanisms
from dinggang.selection.mechanisms import (
    Cutoff,
    Problem,
    banded,
    deferred_acceptance,
    immediate_acceptance,
    one_common_key,
    rank_order,
)
from kernels.markets import UNHURRIED, is_stable, named, problems, stable_placements

replace = msgspec.structs.replace


def posts(outcome):
    return {person: post for person, post in outcome.posts.items() if post is not None}


def test_the_worked_examples_of_the_rules():
    assert doctest.testmod(mechanisms) == (0, 10)


# --- textbook cases -------------------------------------------------------------------------------------------------


def test_gale_and_shapley_example_1_everyone_first_choice():
    problem = named(
        {"a": "A B C", "b": "B C A", "c": "C A B"},
        {"A": "b c a", "B": "c a b", "C": "a b c"},
    )

    assert posts(deferred_acceptance(problem)) == {"a": "A", "b": "B", "c": "C"}
    assert len(stable_placements(problem)) == 3


def test_gale_and_shapley_example_2_one_stable_set():
    problem = named(
        {"a": "A B C D", "b": "A D C B", "c": "B A C D", "d": "D B C A"},
        {"A": "d c a b", "B": "b d a c", "C": "d a b c", "D": "c b a d"},
    )

    assert stable_placements(problem) == [{"a": "C", "b": "D", "c": "A", "d": "B"}]
    assert posts(deferred_acceptance(problem)) == {"a": "C", "b": "D", "c": "A", "d": "B"}


KNUTH = named(
    {"m1": "w1 w2 w3 w4", "m2": "w2 w1 w4 w3", "m3": "w3 w4 w1 w2", "m4": "w4 w3 w2 w1"},
    {"w1": "m4 m3 m2 m1", "w2": "m3 m4 m1 m2", "w3": "m2 m1 m4 m3", "w4": "m1 m2 m3 m4"},
)
"""Roth and Sotomayor, Two-Sided Matching (1990), Example 2.17, due to Knuth: ten stable matchings."""


def test_roth_and_sotomayor_ten_stable_matchings_of_which_everyone_gets_the_best():
    assert len(stable_placements(KNUTH)) == 10
    assert posts(deferred_acceptance(KNUTH)) == {"m1": "w1", "m2": "w2", "m3": "w3", "m4": "w4"}


def test_roth_and_sotomayor_seven_students_and_five_colleges():
    problem = named(
        {
            "s1": "C5 C1",
            "s2": "C2 C5 C1",
            "s3": "C3 C1",
            "s4": "C4 C1",
            "s5": "C1 C2",
            "s6": "C1 C3",
            "s7": "C1 C3 C4",
        },
        {"C1": "s1 s2 s3 s4 s5 s6 s7", "C2": "s5 s2", "C3": "s6 s7 s3", "C4": "s7 s4", "C5": "s2 s1"},
        openings={"C1": 3, "C2": 1, "C3": 1, "C4": 1, "C5": 1},
    )
    best = {"s5": "C1", "s6": "C1", "s7": "C1", "s2": "C2", "s3": "C3", "s4": "C4", "s1": "C5"}

    assert posts(deferred_acceptance(problem)) == best
    assert deferred_acceptance(problem).cutoffs["C1"].person == "s7"
    for other in stable_placements(problem):
        for person, post in other.items():
            listed = problem.lists[person]
            assert listed.index(best[person]) <= listed.index(post)


SCHOOLS = named(
    {"i1": "s2 s1 s3", "i2": "s1 s2 s3", "i3": "s1 s2 s3"},
    {"s1": "i1 i3 i2", "s2": "i2 i1 i3", "s3": "i2 i1 i3"},
)
"""Abdulkadiroğlu and Sönmez (2003), Example 1: the only stable matching is not what students would trade among them."""


def test_school_choice_deferred_acceptance():
    outcome = deferred_acceptance(SCHOOLS)

    assert posts(outcome) == {"i1": "s1", "i2": "s2", "i3": "s3"}
    assert stable_placements(SCHOOLS) == [{"i1": "s1", "i2": "s2", "i3": "s3"}]
    assert outcome.cutoffs["s1"] == Cutoff(person="i1", key=(0,), band=1)


def test_school_choice_boston_passes_over_a_higher_priority():
    outcome = immediate_acceptance(SCHOOLS)

    assert posts(outcome) == {"i1": "s2", "i2": "s3", "i3": "s1"}
    assert not is_stable(SCHOOLS, outcome.posts)  # i2 has the highest priority at s2, but listed it second
    assert {post: cut.band for post, cut in outcome.cutoffs.items()} == {"s1": 1, "s2": 1, "s3": 3}


def test_two_openings_each():
    problem = named(
        {"A": "C", "S": "C M", "D": "C M G", "J": "C G M", "L": "M C G"},
        {"M": "D L S J", "C": "D A S L J", "G": "D J L"},
        openings={"M": 2, "C": 2, "G": 2},
    )
    outcome = deferred_acceptance(problem)

    assert posts(outcome) == {"L": "M", "S": "M", "D": "C", "A": "C", "J": "G"}
    assert {post: cut.person for post, cut in outcome.cutoffs.items()} == {
        "M": "S",
        "C": "A",
    }  # G refuses nobody


def test_stable_need_not_be_the_widest_spread():
    problem = named(
        {"G1": "property privacy", "G2": "privacy fairness", "G3": "privacy media"},
        {"fairness": "G2", "property": "G1", "privacy": "G3 G2 G1", "media": "G3"},
        openings=dict.fromkeys(("fairness", "property", "privacy", "media"), 2),
    )

    assert posts(deferred_acceptance(problem)) == {"G1": "property", "G2": "privacy", "G3": "privacy"}


def sparse(seed):
    """100 people, 50 posts with one opening; short lists, some empty, many pairs named by one side only."""
    rng = np.random.default_rng(seed)
    people, places = [f"P{n}" for n in range(100)], [f"B{n}" for n in range(50)]
    return Problem(
        lists={p: tuple(rng.choice(places, rng.integers(0, 5), replace=False).tolist()) for p in people},
        openings=dict.fromkeys(places, 1),
        keys={
            (p, q): (rank,)
            for q in places
            for rank, p in enumerate(rng.choice(people, 60, replace=False).tolist())
        },
    )


@pytest.mark.parametrize("seed", range(5))
def test_pairs_named_by_one_side_only_are_no_edges(seed):
    problem = sparse(seed)
    outcome = deferred_acceptance(problem)

    assert is_stable(problem, outcome.posts)
    assert all((pair in problem.keys) for pair in posts(outcome).items())
    assert 0 < len(posts(outcome)) <= 50


# --- laws -----------------------------------------------------------------------------------------------------------


@UNHURRIED
@given(problems())
def test_deferred_acceptance_is_stable(problem):
    assert is_stable(problem, deferred_acceptance(problem).posts)


@UNHURRIED
@given(problems(people=4))
def test_deferred_acceptance_is_the_best_stable_result_for_everyone(problem):
    best = deferred_acceptance(problem).posts

    for other in stable_placements(problem):
        for person, post in other.items():
            assert not better(problem, person, post, best[person])


def better(problem, person, post, than):
    """Whether a person prefers one post, or none, to another."""
    listed = [*problem.lists[person], None]
    return listed.index(post) < listed.index(than)


@UNHURRIED
@given(problems(), st.randoms(use_true_random=False))
def test_any_order_of_proposals_gives_the_same_result(problem, chance):
    """Written anew, the slow way: anyone refused proposes next, whoever it is."""
    held = {q: [] for q in problem.openings}
    ahead = {p: [q for q in listed if problem.edge(p, q)] for p, listed in problem.lists.items()}
    waiting = [p for p, listed in ahead.items() if listed]
    while waiting:
        person = waiting.pop(chance.randrange(len(waiting)))
        post = ahead[person].pop(0)
        held[post].append(person)
        held[post].sort(key=lambda p, post=post: problem.keys[p, post])
        if len(held[post]) > problem.openings[post]:
            refused = held[post].pop(0)
            waiting += [refused] if ahead[refused] else []
    result = dict.fromkeys(problem.lists) | {p: q for q, people in held.items() for p in people}

    assert result == deferred_acceptance(problem).posts


RULES = [rank_order, deferred_acceptance, immediate_acceptance, lambda p: banded(p, 2)]


@pytest.mark.parametrize("rule", RULES)
@given(data=st.data())
def test_the_order_of_rows_decides_nothing(rule, data):
    problem = data.draw(problems(common=True))
    shuffled = Problem(
        lists=dict(data.draw(st.permutations(list(problem.lists.items())))),
        openings=dict(data.draw(st.permutations(list(problem.openings.items())))),
        keys=dict(data.draw(st.permutations(list(problem.keys.items())))),
    )

    assert rule(shuffled) == rule(problem)


@UNHURRIED
@given(problems(common=True))
def test_with_one_common_key_rank_order_one_band_and_deferred_acceptance_agree(problem):
    one_band = max([1, *map(len, problem.lists.values())])

    assert rank_order(problem) == deferred_acceptance(problem) == banded(problem, one_band)


@UNHURRIED
@given(problems())
def test_bands_of_one_are_immediate_acceptance(problem):
    assert banded(problem, 1) == immediate_acceptance(problem)


@UNHURRIED
@given(problems())
def test_bands_as_long_as_the_longest_list_are_deferred_acceptance(problem):
    longest = max([1, *map(len, problem.lists.values())])

    assert banded(problem, longest) == banded(problem, longest + 3) == deferred_acceptance(problem)


@pytest.mark.parametrize(("size", "multiple"), [(1, 2), (1, 3), (2, 4), (1, 4)])
@given(problem=problems())
def test_a_multiple_of_a_stable_band_is_stable(size, multiple, problem):
    if is_stable(problem, banded(problem, size).posts):
        assert is_stable(problem, banded(problem, multiple).posts)


@UNHURRIED
@given(problems(), st.data())
def test_one_more_opening_hurts_nobody_under_deferred_acceptance(problem, data):
    before = deferred_acceptance(problem).posts
    for post, openings in problem.openings.items():
        after = deferred_acceptance(replace(problem, openings={**problem.openings, post: openings + 1})).posts
        assert not [p for p in problem.lists if better(problem, p, before[p], after[p])]


@UNHURRIED
@given(problems())
def test_more_posts_at_the_end_of_ones_list_never_hurt_under_deferred_acceptance(problem):
    before = deferred_acceptance(problem).posts
    for person, listed in problem.lists.items():
        longer = replace(problem, lists={**problem.lists, person: (*listed, *problem.openings)})
        after = deferred_acceptance(longer).posts[person]
        assert after == before[person] or before[person] is None


@UNHURRIED
@given(problems(), st.data())
def test_no_false_list_gets_anyone_more_under_deferred_acceptance(problem, data):
    truth = deferred_acceptance(problem).posts
    for person in problem.lists:
        if problem.openings:
            told = data.draw(st.lists(st.sampled_from(list(problem.openings)), max_size=4))
            got = deferred_acceptance(replace(problem, lists={**problem.lists, person: tuple(told)})).posts[
                person
            ]
            if got in (*problem.lists[person], None):
                assert not better(problem, person, got, truth[person])


@pytest.mark.parametrize("rule", RULES)
@given(problem=problems(common=True))
def test_nobody_gets_what_is_no_edge_and_no_post_more_than_its_openings(rule, problem):
    outcome = rule(problem)
    given_out = posts(outcome)

    assert list(outcome.posts) == list(problem.lists)
    assert all(problem.edge(p, q) and q in problem.lists[p] for p, q in given_out.items())
    for post, openings in problem.openings.items():
        held = sum(q == post for q in given_out.values())
        assert held <= openings
        assert (post in outcome.cutoffs) == (held == openings > 0)
        if post in outcome.cutoffs:
            cut = outcome.cutoffs[post]
            assert given_out[cut.person] == post
            assert cut.key == problem.keys[cut.person, post]


# --- borders --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rule", RULES)
def test_nobody_no_posts_no_openings_nobody_eligible(rule):
    nobody = Problem(lists={}, openings={"A": 1}, keys={})
    no_posts = Problem(lists={"P1": ("A",), "P2": ()}, openings={}, keys={})
    no_openings = Problem(lists={"P1": ("A",)}, openings={"A": 0}, keys={("P1", "A"): (1,)})
    not_eligible = Problem(lists={"P1": ("A",), "P2": ("A",)}, openings={"A": 1}, keys={})

    assert rule(nobody).posts == {}
    assert rule(no_posts).posts == {"P1": None, "P2": None}
    assert rule(no_openings).posts == {"P1": None}
    assert rule(not_eligible).posts == {"P1": None, "P2": None}
    assert not any(rule(p).cutoffs for p in (nobody, no_posts, no_openings, not_eligible))


def test_keys_of_any_exact_number_are_compared_exactly():
    keys = {
        ("P1", "A"): (Fraction(1, 3), 1),
        ("P2", "A"): (Decimal("0.3333333333333333333333333333"), 2),
    }
    problem = Problem(lists={"P1": ("A",), "P2": ("A",)}, openings={"A": 1}, keys=keys)

    assert posts(deferred_acceptance(problem)) == {"P1": "A"}


def test_all_the_same_score_goes_by_lot():
    lots = {f"P{n}": (80, lot) for n, lot in enumerate((2, 0, 3, 1))}
    problem = Problem(
        lists=dict.fromkeys(lots, ("A", "B")),
        openings={"A": 2, "B": 1},
        keys=one_common_key(lots, ("A", "B")),
    )

    for rule in RULES:
        assert posts(rule(problem)) == {"P2": "A", "P0": "A", "P3": "B"}


def test_an_ineligible_choice_keeps_its_place_in_a_band():
    problem = Problem(
        lists={"P1": ("A", "B"), "P2": ("B",)},
        openings={"A": 1, "B": 1},
        keys={("P1", "B"): (90,), ("P2", "B"): (70,)},
    )

    assert posts(banded(problem, 1)) == {"P2": "B"}
    assert posts(banded(problem, 2)) == {"P1": "B"}


def test_ties_are_refused_before_anybody_is_placed():
    with pytest.raises(Fault, match="P2 is tied with somebody at A"):
        Problem(lists={}, openings={"A": 1}, keys={("P1", "A"): (80,), ("P2", "A"): (80,)})


def test_rank_order_asks_for_one_rank_per_person():
    with pytest.raises(Fault, match="P1 ranks differently"):
        rank_order(Problem(lists={}, openings={}, keys={("P1", "A"): (80,), ("P1", "B"): (81,)}))


def test_a_band_holds_a_choice():
    with pytest.raises(Fault, match="at least one choice"):
        banded(Problem(lists={}, openings={}, keys={}), 0)
