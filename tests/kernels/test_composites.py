"""Composite scores, pass marks and boards in arrays against the plain rules."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dinggang.basis import Fault, Rounding, RoundingMode
from dinggang.kernels.composites import composites, passing
from dinggang.kernels.quotients import round_quotients
from dinggang.kernels.ranks import competition_ranks, composite_numerators, rounded, strict_order
from dinggang.marks import Scored
from dinggang.plan import CompositeRule, HeadcountKind, Measure, RankingGroup, TieBreak
from dinggang.selection import Draw, Entrant, Scale, board_of, composed, weighed

D = Decimal
MEASURES = (Measure.EXAM, Measure.EVALUATION, Measure.SPEECH)
TWO = Rounding(mode=RoundingMode.HALF_UP, places=2)
ROUNDINGS = st.none() | st.builds(
    Rounding, mode=st.sampled_from(RoundingMode), places=st.sampled_from((0, 1, 8))
)
mark_ = st.none() | st.sampled_from((0, 600, 1000)) | st.integers(0, 1000)


@given(
    st.lists(st.tuples(mark_, mark_, mark_), max_size=5),
    st.sampled_from([(100, 0, 0), (30, 70, 0), (33, 33, 34)]),
    st.tuples(*[st.sampled_from((1000, 700, 1))] * 3),
    st.tuples(*[st.none() | st.sampled_from((0, 600))] * 3),
    st.none() | st.sampled_from((0, 6000)),
    ROUNDINGS,
    ROUNDINGS,
    st.builds(Rounding, mode=st.sampled_from(RoundingMode), places=st.sampled_from((2, 8))),
)
@example([], (33, 33, 34), (1000,) * 3, (None,) * 3, None, None, None, TWO)
@example(
    [(600, 600, 600)] * 3, (33, 33, 34), (1000,) * 3, (600,) * 3, 6000, None, None, TWO
)  # exactly enough
@example([(None, None, None)], (33, 33, 34), (700,) * 3, (None,) * 3, None, TWO, TWO, TWO)
def test_composites_and_pass_marks_are_the_plain_rule(
    people, weights, fulls, least, total, scaled, part, rounding
):
    used = [i for i, w in enumerate(weights) if w]
    rule = CompositeRule(
        weights={m: D(w) for m, w in zip(MEASURES, weights, strict=True)},
        rounding=rounding,
        ties=(),
        group=RankingGroup.ALL,
        scaled_rounding=scaled,
        part_rounding=part,
        pass_mark=None if total is None else D(total) / 100,
    )
    scale = {
        m: Scale(full=D(full) / 10, pass_mark=None if enough is None else D(enough) / 10)
        for m, full, enough in zip(MEASURES, fulls, least, strict=True)
    }
    marks = {
        m: [
            Scored(
                person=f"P{n}",
                measure=m,
                mark=None if row[i] is None else D(row[i]) / 10,
                passed=row[i] is not None and (least[i] is None or row[i] >= least[i]),
            )
            for n, row in enumerate(people)
        ]
        for i, m in enumerate(MEASURES)
    }
    plain = composed(rule, scale, marks, [f"P{n}" for n in range(len(people))])

    columns = [np.array([row[i] or 0 for row in people], np.int64) for i in used]
    there = [np.array([row[i] is not None for row in people], np.bool_) for i in used]
    over, under = composites(
        columns, [fulls[i] for i in used], [weights[i] for i in used], 100, scaled=scaled, part=part
    )
    scores = round_quotients(over, under, rounding)
    enough = None if total is None else total * 10 ** (rounding.places - 2)
    has = passing(columns, there, [least[i] for i in used], scores, enough)

    everything = np.logical_and.reduce(there) if there else np.zeros(0, np.bool_)
    assert [Fraction(int(o), under) if t else None for o, t in zip(over, everything, strict=True)] == [
        c.exact for c in plain
    ]
    assert [D(int(s)).scaleb(-rounding.places) if h else None for s, h in zip(scores, has, strict=True)] == [
        c.score for c in plain
    ]


@given(st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 5_000)), max_size=6))
def test_both_ways_in_arrays_agree(rows):
    one, other = (np.array([row[i] for row in rows], np.int64) for i in (0, 1))
    over, under = composites([one, other], [10_000, 5_000], [60, 40], 100)

    # 60 of 100 and, on half the scale, twice 40.
    short = composite_numerators([one, other], [60, 80])
    assert round_quotients(over, under, TWO).tolist() == rounded(short, 100 * 100, TWO).tolist()


@given(
    st.lists(st.tuples(st.integers(0, 1000), st.integers(0, 1000)), max_size=5),
    st.sampled_from([(100, 0), (35, 65)]),
    ROUNDINGS,
    ROUNDINGS,
)
@example([], (35, 65), None, None)
@example([(500, 500)] * 2, (35, 65), TWO, TWO)
def test_a_posts_own_weights_are_the_plain_rule(rows, weights, scaled, part):
    rule = CompositeRule(
        weights={}, rounding=TWO, ties=(), group=RankingGroup.ALL, scaled_rounding=scaled, part_rounding=part
    )
    scale = {m: Scale(full=D(70)) for m in MEASURES}
    columns = [np.array([row[i] for row in rows], np.int64) for i in (0, 1)]

    over, under = composites(columns, [700, 700], weights, 100, scaled=scaled, part=part)

    assert [D(int(s)).scaleb(-2) for s in round_quotients(over, under, TWO)] == [
        weighed(
            rule,
            scale,
            {m: D(mark) / 10 for m, mark in zip(MEASURES, row, strict=False)},
            {m: D(w) for m, w in zip(MEASURES, weights, strict=False)},
        )
        for row in rows
    ]


KINDS = (HeadcountKind.ADMINISTRATIVE, HeadcountKind.INSTITUTION)


@given(
    st.lists(
        st.tuples(
            st.integers(0, 2),
            st.none() | st.integers(0, 1),
            st.none() | st.integers(0, 1),
            st.sampled_from(KINDS),
        ),
        max_size=9,
    ),
    st.booleans(),
    st.randoms(use_true_random=False),
)
@example([], False, None)
@example([(1, 1, 1, KINDS[0])], True, None)
@example([(1, None, 1, KINDS[0])] * 4, True, None)  # all the same: the lots decide
def test_a_board_is_the_plain_rule(rows, by_kind, random):
    rule = CompositeRule(
        weights={Measure.EXAM: D(100)},
        rounding=TWO,
        ties=(TieBreak.EXAM, TieBreak.SERVICE_YEARS, TieBreak.DRAW),
        group=RankingGroup.KIND if by_kind else RankingGroup.ALL,
    )
    lots = list(range(len(rows)))
    if random is not None:
        random.shuffle(lots)
    entrants = [
        Entrant(
            person=f"P{n}",
            group=kind if by_kind else None,
            score=D(score),
            values=tuple(None if v is None else D(v) for v in values),
        )
        for n, (score, *values, kind) in enumerate(rows)
    ]
    drawn = tuple(f"P{n}" for n in sorted(range(len(rows)), key=lambda n: -lots[n]))
    plain = {r.person: (r.rank, r.order) for r in board_of(rule, entrants, draws=(Draw(order=drawn),)).ranked}

    scores = [row[0] for row in rows]
    groups = [KINDS.index(row[3]) if by_kind else 0 for row in rows]
    # No value goes last: below every value that occurs.
    ties = [[-1 if row[i] is None else row[i] for row in rows] for i in (1, 2)]
    ranks = competition_ranks(scores, groups)
    order = strict_order(scores, lots, ties, groups)

    assert {f"P{n}": (int(r), int(o)) for n, (r, o) in enumerate(zip(ranks, order, strict=True))} == plain


def test_what_is_no_composite():
    one = np.array([1], np.int64)
    for measures, fulls, weights in (
        ([], [], []),
        ([one], [0], [1]),
        ([one], [1], [1, 2]),
        ([one, one[:0]], [1, 1], [1, 1]),
    ):
        with pytest.raises(Fault):
            composites(measures, fulls, weights, 100)


def test_beyond_64_bits_the_sum_stays_exact():
    marks = np.array([2**62, 1], np.int64)

    over, under = composites([marks, marks], [7, 11], [50, 50], 100)

    assert [Fraction(int(o), under) for o in over] == [
        Fraction(m * 100 * 50, 100) * (Fraction(1, 7) + Fraction(1, 11)) for m in (2**62, 1)
    ]
