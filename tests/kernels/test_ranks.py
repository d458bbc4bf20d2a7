"""Ranks and rounding of arrays beside the plain rules that say what they mean."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dinggang.basis import Fault, Rounding, RoundingMode
from dinggang.kernels.ranks import (
    competition_ranks,
    composite_numerators,
    repeated,
    round_half_up,
    rounded,
    strict_order,
    truncated,
)

SCORES = st.lists(st.integers(-5, 5), max_size=30)


@given(SCORES)
def test_a_competition_rank_is_one_more_than_the_number_above(scores):
    assert competition_ranks(scores).tolist() == [1 + sum(t > s for t in scores) for s in scores]


@given(st.lists(st.tuples(st.integers(-5, 5), st.integers(0, 3)), max_size=30))
def test_a_rank_inside_a_group_counts_only_the_group(rows):
    scores, groups = [s for s, _ in rows], [g for _, g in rows]
    plain = [1 + sum(t > s and h == g for t, h in rows) for s, g in rows]
    assert competition_ranks(scores, groups).tolist() == plain


@given(st.data())
def test_a_strict_order_is_the_place_among_keys(data):
    n = data.draw(st.integers(0, 25))
    column = st.lists(st.integers(-3, 3), min_size=n, max_size=n)
    scores, first, second, groups = (data.draw(column) for _ in range(4))
    lots = data.draw(st.permutations(range(n)))
    keys = list(zip(scores, first, second, lots, strict=True))
    order = strict_order(scores, lots, ties=[first, second])
    assert order.tolist() == [1 + sum(other > key for other in keys) for key in keys]
    inside = strict_order(scores, lots, ties=[first, second], groups=groups)
    assert inside.tolist() == [
        1 + sum(other > key and h == g for other, h in zip(keys, groups, strict=True))
        for key, g in zip(keys, groups, strict=True)
    ]


def test_nobody_one_person_and_all_equal():
    assert competition_ranks([]).tolist() == []
    assert strict_order([], []).tolist() == []
    assert competition_ranks([7]).tolist() == strict_order([7], [0]).tolist() == [1]
    assert competition_ranks([7, 7, 7]).tolist() == [1, 1, 1]
    assert strict_order([7, 7, 7], [1, 2, 0]).tolist() == [2, 1, 3]


def test_the_smallest_number_of_64_bits_is_ranked_last():
    assert competition_ranks(np.array([-(2**63), 2**63 - 1])).tolist() == [2, 1]


@given(
    st.lists(st.integers(-(10**12), 10**12), max_size=20),
    st.integers(1, 10**6),
    st.integers(0, 4),
    st.sampled_from(RoundingMode),
)
def test_rounding_is_the_stored_rule(numerators, denominator, places, mode):
    rounding = Rounding(mode=mode, places=places)
    plain = [int(rounding(Fraction(n, denominator)).scaleb(places)) for n in numerators]
    assert rounded(numerators, denominator, rounding).tolist() == plain


def test_a_half_goes_up_and_a_cut_stays():
    assert round_half_up([864450, 864449, -864450], 10_000, 2).tolist() == [8645, 8644, -8645]
    assert truncated([864450, 864459, -864459], 10_000, 2).tolist() == [8644, 8644, -8644]


@given(
    st.lists(st.tuples(*[st.integers(-(10**9), 10**9)] * 3), max_size=20),
    st.tuples(*[st.integers(0, 1000)] * 3),
)
def test_numerators_are_weighted_sums(rows, weights):
    measures = [[row[at] for row in rows] for at in range(3)]
    plain = [sum(w * x for w, x in zip(weights, row, strict=True)) for row in rows]
    assert composite_numerators(measures, weights).tolist() == plain


@pytest.mark.parametrize(
    "call",
    [
        lambda: composite_numerators([[1.0]], [1]),
        lambda: composite_numerators([[1]], [0.5]),
        lambda: composite_numerators([[1], [1, 2]], [1, 1]),
        lambda: composite_numerators([], []),
        lambda: composite_numerators([[2**62]], [2]),
        lambda: composite_numerators([[2**62], [2**62]], [1, 1]),
        lambda: round_half_up([2**62], 1, 1),
        lambda: round_half_up([1], 2**62, 2),
        lambda: round_half_up([1], 0, 2),
        lambda: truncated([-(2**63)], 3, 0),
        lambda: competition_ranks([0.5]),
        lambda: competition_ranks([[1]]),
        lambda: competition_ranks(np.array([2**63], np.uint64)),
        lambda: competition_ranks([1], [1, 2]),
        lambda: strict_order([1, 1], [5, 5]),
        lambda: strict_order([1, 1], [5]),
    ],
)
def test_what_is_not_exact_or_not_strict_is_refused(call):
    with pytest.raises(Fault):
        call()


def test_a_large_rounding_falls_back_on_its_parts():
    """2 · N · 10ᵖ would pass 64 bits; whole part and rest do not."""
    number = 2**62 + 1
    assert round_half_up([number], 10**9, 4).tolist() == [(2 * number * 10**4 + 10**9) // (2 * 10**9)]


@given(st.lists(st.integers(0, 5), max_size=20))
def test_repeated_values_are_named_once(values):
    assert repeated(values).tolist() == sorted({v for v in values if values.count(v) > 1})
