"""The kernels against the plain rules, at every width of key and with heaps or passes; and what no caller may hand in."""

import doctest
from contextlib import contextmanager

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dinggang.basis import Fault
from dinggang.kernels import (
    Market,
    acceptance,
    banded,
    certify,
    choosing_order,
    deferred_acceptance,
    immediate_acceptance,
    keys,
    market,
    serial_dictatorship,
)
from dinggang.selection import mechanisms
from kernels.markets import UNHURRIED, as_market, as_outcome, problems, seen

WAYS = {"packed": keys.packed, "dense": keys.dense, "sorted": keys.by_sorting}
TOP, BOTTOM = np.iinfo(np.int64).max, np.iinfo(np.int64).min


@pytest.fixture(params=[0, 1, 32], ids="few={}".format)
def few(request, monkeypatch):
    """Passes only, heaps for single proposals, heaps for everything small."""
    monkeypatch.setattr(acceptance, "FEW", request.param)


@contextmanager
def tuned(data):
    """The same at random, with blocks of few people too."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(acceptance, "FEW", data.draw(st.sampled_from((0, 1, 32))))
        patch.setattr(market, "BLOCK", data.draw(st.sampled_from((1, 2, market.BLOCK))))
        yield


def make(lists, openings, priorities=None, lots=None):
    """Lists of posts, openings per post; priorities per person (all alike when not given)."""
    level = [0] * len(lists) if priorities is None else priorities
    return Market(
        offsets=np.cumsum([0, *map(len, lists)]),
        posts=np.array([q for listed in lists for q in listed], np.int64),
        priorities=np.array([p for p, listed in zip(level, lists, strict=True) for _ in listed], np.int64),
        lots=np.arange(len(lists)) if lots is None else np.array(lots),
        openings=np.array(openings, np.int64),
    )


def same(one, other):
    """Equal in all but how the keys were held."""
    for name in ("match", "choice", "full", "last", "cutoff_priority", "cutoff_lot", "band"):
        assert getattr(one, name).tolist() == getattr(other, name).tolist(), name
        assert getattr(one, name).dtype.kind in "ib"
    assert one.rounds == other.rounds


# --- kernels ≡ plain rules ------------------------------------------------------------------------------------------


@settings(UNHURRIED, max_examples=300)
@given(problem=problems(), data=st.data())
def test_every_size_of_band_is_the_plain_rule_in_every_way(problem, data):
    arrays, _, _ = as_market(problem)
    size, way = data.draw(st.integers(1, 6)), data.draw(st.sampled_from(sorted(WAYS)))
    with tuned(data):
        matching = banded(arrays, size, WAYS[way](arrays))

    assert matching.way == way
    assert as_outcome(problem, matching) == seen(mechanisms.banded(problem, size))


@UNHURRIED
@given(problem=problems(), data=st.data())
def test_deferred_and_immediate_acceptance_are_the_plain_rules(problem, data):
    arrays, _, _ = as_market(problem)
    with tuned(data):
        deferred, immediate = deferred_acceptance(arrays), immediate_acceptance(arrays)

    assert as_outcome(problem, deferred) == seen(mechanisms.deferred_acceptance(problem))
    assert as_outcome(problem, immediate) == seen(mechanisms.immediate_acceptance(problem))


@UNHURRIED
@given(problem=problems(common=True), data=st.data())
def test_serial_dictatorship_is_rank_order(problem, data):
    arrays, people, _ = as_market(problem)
    common = {p: key for (p, _), key in problem.keys.items()}
    order = sorted(range(len(people)), key=lambda i: common.get(people[i], (-1,)), reverse=True)
    plain = seen(mechanisms.rank_order(problem))
    with tuned(data):
        assert as_outcome(problem, serial_dictatorship(arrays, order)) == plain
        assert as_outcome(problem, deferred_acceptance(arrays)) == plain


@UNHURRIED
@given(problem=problems(), data=st.data())
def test_every_width_of_key_gives_the_same_in_every_figure(problem, data):
    arrays, _, _ = as_market(problem)
    with tuned(data):
        one, *others = [deferred_acceptance(arrays, way(arrays)) for way in WAYS.values()]

    for other in others:
        same(one, other)


@pytest.mark.parametrize("seed", range(3))
def test_a_crowd_with_ties_gets_the_plain_result(seed):
    """Large enough that passes, touched posts and heaps all happen in one run."""
    crowd = sparse(seed, people=3000, posts=700)
    problem = mechanisms.Problem(
        lists={f"P{i}": tuple(f"B{q}" for q in crowd.posts[a:b]) for i, (a, b) in enumerate(bounds(crowd))},
        openings={f"B{q}": n for q, n in enumerate(crowd.openings.tolist())},
        keys={
            (f"P{i}", f"B{crowd.posts[e]}"): (int(crowd.priorities[e]), int(crowd.lots[i]))
            for i, (a, b) in enumerate(bounds(crowd))
            for e in range(a, b)
        },
    )
    for size in (1, 2, 5):
        outcome = mechanisms.banded(problem, size)
        matching = banded(crowd, size)
        assert [None if q < 0 else f"B{q}" for q in matching.match] == list(outcome.posts.values())
        assert {f"B{q}" for q in np.flatnonzero(matching.last >= 0)} == outcome.cutoffs.keys()
    assert certify(crowd, deferred_acceptance(crowd).match).stable


def bounds(crowd):
    return zip(crowd.offsets[:-1].tolist(), crowd.offsets[1:].tolist(), strict=True)


def sparse(seed, people, posts):
    """Uneven lists without repeats, five levels of priority, some posts without openings."""
    rng = np.random.default_rng(seed)
    lists = [rng.choice(posts, rng.integers(0, 6), replace=False) for _ in range(people)]
    offsets = np.cumsum([0, *map(len, lists)])
    return Market(
        offsets=offsets,
        posts=np.concatenate(lists),
        priorities=rng.integers(0, 5, offsets[-1]),
        lots=rng.permutation(people),
        openings=rng.integers(0, 5, posts),
    )


@pytest.mark.parametrize("size", [1, 2, 9])
def test_the_order_of_rows_decides_nothing(size):
    crowd = sparse(7, people=400, posts=90)
    turn = np.random.default_rng(1).permutation(400)
    edges = np.concatenate([np.arange(crowd.offsets[i], crowd.offsets[i + 1]) for i in turn])
    turned = Market(
        offsets=np.cumsum([0, *np.diff(crowd.offsets)[turn]]),
        posts=crowd.posts[edges],
        priorities=crowd.priorities[edges],
        lots=crowd.lots[turn],
        openings=crowd.openings,
    )

    assert banded(turned, size).match.tolist() == banded(crowd, size).match[turn].tolist()


# --- borders --------------------------------------------------------------------------------------------------------

EMPTY = [
    ("nobody", [], [1, 2]),
    ("nobody and no posts", [], []),
    ("no posts", [[], []], []),
    ("empty lists", [[], [], []], [1]),
    ("no openings", [[0, 1], [1]], [0, 0]),
]


@pytest.mark.parametrize(("lists", "openings"), [e[1:] for e in EMPTY], ids=[e[0] for e in EMPTY])
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.usefixtures("few")
def test_where_nobody_can_be_placed_nobody_is(way, lists, openings):
    arrays = make(lists, openings)
    for matching in (banded(arrays, 1, WAYS[way](arrays)), deferred_acceptance(arrays, WAYS[way](arrays))):
        assert matching.match.tolist() == [-1] * len(lists)
        assert matching.choice.tolist() == [-1] * len(lists)
        assert matching.last.tolist() == [-1] * len(openings)
        assert matching.full.tolist() == [n == 0 for n in openings]
        assert matching.rounds == 0
        assert certify(arrays, matching.match).stable
    assert serial_dictatorship(arrays, range(len(lists))).unplaced.tolist() == list(range(len(lists)))


def test_one_person():
    matching = deferred_acceptance(make([[1, 0]], [1, 1]))

    assert (matching.match.tolist(), matching.choice.tolist(), matching.rounds) == ([1], [0], 1)
    assert (matching.last.tolist(), matching.full.tolist()) == ([-1, 0], [False, True])


@pytest.mark.usefixtures("few")
def test_all_the_same_score_goes_by_lot():
    matching = deferred_acceptance(make([[0, 1]] * 4, [2, 1], lots=[2, 0, 3, 1]))

    assert matching.match.tolist() == [0, -1, 0, 1]
    assert matching.last.tolist() == [0, 3]
    assert matching.cutoff_lot.tolist() == [2, 1]


def test_more_openings_than_people_refuse_nobody():
    matching = deferred_acceptance(make([[0], [0]], [TOP]))

    assert matching.match.tolist() == [0, 0]
    assert not matching.full.any()
    assert matching.cutoff_lot.tolist() == [-1]


@pytest.mark.parametrize("short", [0, 16])
def test_of_a_post_named_twice_the_first_naming_counts(short, monkeypatch):
    """Even where the second carries a better priority."""
    monkeypatch.setattr(market, "SHORT", short)
    arrays = Market(
        offsets=np.array([0, 3, 4]),
        posts=np.array([0, 1, 0, 0]),
        priorities=np.array([1, 1, 9, 5]),
        lots=np.array([0, 1]),
        openings=np.array([1, 0]),
    )

    assert arrays.repeated().tolist() == [2]
    for way in WAYS.values():
        assert deferred_acceptance(arrays, way(arrays)).match.tolist() == [-1, 0]
        assert banded(arrays, 1, way(arrays)).match.tolist() == [-1, 0]


@UNHURRIED
@given(st.lists(st.lists(st.integers(0, 4), max_size=6), max_size=5))
def test_both_ways_to_find_repeats_find_the_same(lists):
    arrays = make(lists, [1] * 5)
    starts = arrays.offsets.tolist()
    expected = [
        starts[i] + at for i, listed in enumerate(lists) for at, q in enumerate(listed) if q in listed[:at]
    ]

    assert arrays.repeated().tolist() == arrays._repeated_sorted().tolist() == expected


def test_a_long_chain_of_single_refusals_costs_a_step_each():
    """A newcomer pushes the first out of post 0, who pushes the second out of post 1, and so on to the end."""
    n = 30_000
    lists = [[i, i + 1] for i in range(n)] + [[0]]
    arrays = Market(
        offsets=np.cumsum([0, *map(len, lists)]),
        posts=np.array([q for listed in lists for q in listed]),
        priorities=np.array([0, 1] * n + [1]),
        lots=np.arange(n + 1),
        openings=np.ones(n + 1, np.int64),
    )
    matching = deferred_acceptance(arrays)

    assert matching.match.tolist() == [*range(1, n + 1), 0]
    assert matching.rounds == n + 1


# --- widths of keys -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("low", "high", "way"),
    [
        (0, 2**60, "packed"),
        (-(2**60), 0, "packed"),
        (0, 2**61 - 1, "packed"),  # 1 bit of posts, 2 of lots, one value of the low part free
        (0, 2**61, "dense"),
        (BOTTOM, TOP, "dense"),
    ],
)
def test_the_width_decides_the_way_and_never_the_result(low, high, way):
    arrays = make([[0, 1], [0, 1], [0, 1]], [1, 1], priorities=[low, high, low])
    matching = deferred_acceptance(arrays)

    assert matching.way == way
    assert matching.match.tolist() == [-1, 0, 1]
    assert matching.cutoff_priority.tolist() == [high, low]
    same(matching, deferred_acceptance(arrays, keys.by_sorting(arrays)))


@pytest.mark.parametrize(("bits", "way"), [(64, "packed"), (14, "dense"), (9, "sorted")])
def test_shorter_words_fall_back_to_denser_keys(bits, way, monkeypatch):
    monkeypatch.setattr(keys, "WORD", bits)
    rng = np.random.default_rng(3)
    level = np.array([0, 7, 7, 10**9, 5, 6, 1, 2, 3, 4])
    arrays = make([rng.permutation(4)[:3].tolist() for _ in level], [1, 2, 1, 1], priorities=level.tolist())
    matching = deferred_acceptance(arrays)

    assert matching.way == way
    monkeypatch.undo()
    same(matching, deferred_acceptance(arrays))


def test_what_no_word_holds_is_refused(monkeypatch):
    monkeypatch.setattr(keys, "WORD", 3)

    with pytest.raises(Fault, match="split by district"):
        deferred_acceptance(make([[0, 1], [2, 3]], [1] * 4))


def test_the_word_of_a_single_post_and_person_uses_all_64_bits():
    arrays = Market(
        offsets=np.array([0, 1]),
        posts=np.array([0]),
        priorities=np.array([TOP]),
        lots=np.array([0]),
        openings=np.array([1]),
    )

    assert deferred_acceptance(arrays).match.tolist() == [0]


# --- what is refused ------------------------------------------------------------------------------------------------

GOOD = {
    "offsets": np.array([0, 2, 3]),
    "posts": np.array([0, 1, 1]),
    "priorities": np.array([5, 5, 6]),
    "lots": np.array([1, 0]),
    "openings": np.array([1, 1]),
}


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("priorities", np.array([5.0, 5.0, 6.0]), "priorities must be whole numbers"),
        ("priorities", np.array([5, 5, 2**63], np.uint64), "whole numbers that 64 bits hold"),
        ("priorities", np.array([5, 5, 2**70], object), "whole numbers that 64 bits hold"),
        ("priorities", np.array([True, False, True]), "whole numbers"),
        ("priorities", np.array([5, 5]), "one priority per edge"),
        ("posts", np.array([0, 1, 2]), "does not exist"),
        ("posts", np.array([0, -1, 1]), "does not exist"),
        ("posts", np.array([[0, 1, 1]]), "flat"),
        ("offsets", np.array([0, 3, 2]), "offsets must rise"),
        ("offsets", np.array([1, 2, 3]), "offsets must rise"),
        ("offsets", np.array([], np.int64), "offsets must rise"),
        ("lots", np.array([1, 1]), "permutation"),
        ("lots", np.array([1, 2]), "permutation"),
        ("lots", np.array([0, 1, 2]), "permutation"),
        ("openings", np.array([1, -1]), "must not be negative"),
        ("openings", np.array([1]), "does not exist"),
    ],
)
def test_a_market_that_does_not_hold_together_is_refused(name, value, words):
    with pytest.raises(Fault, match=words):
        Market(**{**GOOD, name: value})


def test_unsigned_and_short_arrays_are_taken():
    short = Market(**{name: array.astype(np.uint16) for name, array in GOOD.items()})
    long = Market(**{name: array.astype(np.uint64) for name, array in GOOD.items()})

    same(deferred_acceptance(short), deferred_acceptance(long))
    same(deferred_acceptance(short), deferred_acceptance(Market(**GOOD)))


def test_nothing_handed_in_is_written_to():
    frozen = {name: array.copy() for name, array in GOOD.items()}
    for array in frozen.values():
        array.setflags(write=False)

    deferred_acceptance(Market(**frozen))


def test_a_band_an_order_and_a_lot_per_score():
    with pytest.raises(Fault, match="at least one choice"):
        banded(Market(**GOOD), 0)
    with pytest.raises(Fault, match="order must name everyone once"):
        serial_dictatorship(Market(**GOOD), [0, 0])
    with pytest.raises(Fault, match="one lot per score"):
        choosing_order([1, 2], [0])


def test_the_choosing_order_goes_by_score_then_lot():
    assert choosing_order([70, 90, 70, BOTTOM, TOP], [0, 1, 2, 3, 4]).tolist() == [4, 1, 2, 0, 3]


def test_the_worked_example():
    assert doctest.testmod(acceptance) == (0, 3)
