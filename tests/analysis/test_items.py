"""Statistics of papers beside an independent computation, and every figure that does not exist."""

from decimal import Decimal
from fractions import Fraction

import msgspec
import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats

from dinggang.analysis import (
    Flag,
    Limits,
    NotComputable,
    feldt,
    intraclass,
    item_statistics,
    option_statistics,
    paper_statistics,
)
from dinggang.basis import Fault

MARKS = st.integers(2, 5).flatmap(
    lambda k: st.lists(st.lists(st.integers(0, 4), min_size=k, max_size=k), min_size=2, max_size=25)
)


def close(figure, expected):
    return figure == pytest.approx(expected, rel=1e-9, abs=1e-9)


@given(MARKS)
def test_items_agree_with_numpy(marks):
    x = np.array(marks, float)
    totals = x.sum(axis=1)
    roots = [max(np.cov(column, totals)[0, 1], 0.0) ** 0.5 for column in x.T]
    for at, item in enumerate(item_statistics(marks, [4] * x.shape[1])):
        column, rest = x[:, at], totals - x[:, at]
        assert close(item.facility, column.mean() / 4)
        if column.std() and rest.std():
            assert close(item.rest, np.corrcoef(column, rest)[0, 1])
            best = np.cov(np.sort(column), np.sort(rest))[0, 1]
            assert close(item.efficiency, 100 * np.cov(column, rest)[0, 1] / best)
        else:
            assert isinstance(item.rest, NotComputable)
            assert isinstance(item.efficiency, NotComputable)
        if isinstance(item.weight, float) and sum(roots):
            # A covariance of 0 leaves numpy 1e-16, and its root 1e-8.
            assert item.weight == pytest.approx(100 * roots[at] / sum(roots), rel=1e-6, abs=1e-5)
        if x.shape[1] > 2 and rest.std():
            others = np.delete(x, at, axis=1)
            k = others.shape[1]
            alpha = k / (k - 1) * (1 - others.var(axis=0, ddof=1).sum() / rest.var(ddof=1))
            assert close(item.alpha_without, alpha)


@given(MARKS)
def test_papers_agree_with_scipy(marks):
    x = np.array(marks, float)
    n, k = x.shape
    totals = x.sum(axis=1)
    paper = paper_statistics(marks, [4] * k)
    assert close(paper.mean, totals.mean())
    assert close(paper.median, np.median(totals))
    assert close(paper.sd, totals.std(ddof=1))
    assume(totals.std())
    if n > 2:
        assert close(paper.skewness, stats.skew(totals, bias=False))
    if n > 3:
        assert close(paper.kurtosis, stats.kurtosis(totals, bias=False))
    covariance = np.cov(x.T)
    alpha = k / (k - 1) * (1 - np.trace(covariance) / covariance.sum())
    assert close(paper.alpha, alpha)
    assert close(paper.sem, totals.std(ddof=1) * (1 - paper.alpha) ** 0.5)
    assert close(paper.telling, 1.96 * 2**0.5 * paper.sem)
    assert close(paper.error_ratio, 100 * (1 - paper.alpha) ** 0.5)
    assert paper.few == (n < 30)


@given(
    st.integers(2, 5).flatmap(
        lambda k: st.lists(st.lists(st.integers(0, 1), min_size=k, max_size=k), min_size=2)
    )
)
def test_kr_20_is_alpha_for_right_and_wrong(marks):
    paper = paper_statistics(marks, [1] * len(marks[0]))
    assert paper.kr20 == paper.alpha or close(paper.kr20, paper.alpha)


@given(MARKS, st.randoms())
def test_the_order_of_rows_changes_nothing(marks, dice):
    shuffled = dice.sample(marks, len(marks))
    assert item_statistics(shuffled, [4] * len(marks[0])) == item_statistics(marks, [4] * len(marks[0]))


@given(MARKS, st.sampled_from([Fraction(1, 10), Fraction(1, 3), Decimal("0.37")]))
def test_the_scale_changes_no_pure_number(marks, unit):
    k = len(marks[0])
    scaled = [[Fraction(mark) * Fraction(unit) for mark in row] for row in marks]
    for found, item in zip(
        item_statistics(scaled, [4 * Fraction(unit)] * k), item_statistics(marks, [4] * k), strict=True
    ):
        assert isinstance(item.weight, NotComputable) or close(found.weight, item.weight)
        assert msgspec.structs.replace(found, weight=item.weight) == item


def test_people_tied_at_the_border_count_in_parts():
    """Ten people, groups of ⌈2.7⌉ = 3. Totals 9, 8, 7, 7, 7 … 1: each of the three with 7 counts a third.

    Item 1 among the best: 1, 1 and a third of (1 + 0 + 0); among the lowest 0, 0, 0: D = (7/3)/3 = 7/9.
    """
    first = [1, 1, 1, 0, 0, 0, 0, 0, 0, 0]
    totals = [9, 8, 7, 7, 7, 5, 4, 3, 2, 1]
    marks = [[x, total - x] for x, total in zip(first, totals, strict=True)]
    assert item_statistics(marks, [1, 9])[0].upper_lower == pytest.approx(7 / 9)


def test_efficiency_by_hand():
    """Item 0, 1, 1, 2 has deviations −1, 0, 0, 1: with the rest 1, 3, 2, 4 they give 4 − 1 = 3, as with 1, 2, 3, 4.

    With the rest 1, 2, 4, 3 they give 2 of these 3.
    """
    assert item_statistics([[0, 1], [1, 3], [1, 2], [2, 4]], [2, 4])[0].efficiency == 100
    assert item_statistics([[0, 1], [1, 2], [1, 4], [2, 3]], [2, 4])[0].efficiency == pytest.approx(200 / 3)


def test_an_item_against_the_total_has_no_effective_weight():
    found = item_statistics([[1, 0, 0], [0, 2, 2], [0, 3, 3]], [1, 3, 3])
    assert isinstance(found[0].weight, NotComputable)
    assert found[1].weight == found[2].weight == pytest.approx(50)
    assert found[0].flags == (Flag.SUSPECT_KEY, Flag.LOW_DIFFERENCE, Flag.INEFFICIENT, Flag.LOWERS_ALPHA)


def test_flags_follow_their_limits():
    marks = [[1, 5], [1, 4], [1, 3], [0, 1]]
    easy = item_statistics(marks, [1, 5], limits=Limits(easy=0.7))[0]
    assert Flag.TOO_EASY in easy.flags
    assert item_statistics(marks, [1, 5])[0].flags == ()
    assert Flag.TOO_HARD in item_statistics(marks, [10, 5])[0].flags


def test_no_variance_is_seen_exactly():
    """Ten times 0.1 + 0.2 and 0.3 + 0.0 are one total, which sums of floats would miss."""
    marks = [[Decimal("0.1"), Decimal("0.2")], [Decimal("0.3"), Decimal("0.0")]]
    paper = paper_statistics(marks, [1, 1])
    assert isinstance(paper.alpha, NotComputable)
    assert paper.alpha.reason.zh == "所有人的总分相同。"
    assert paper.sd == 0.0


@pytest.mark.parametrize(
    ("marks", "maxima", "reason"),
    [
        ([], [1, 1], "没有人参加考试。"),
        ([[1, 0]], [1, 1], "只有1人。"),
        ([[1], [0]], [1], "只有1道题。"),
        ([[1, 0], [0, 1]], [1, 1], "所有人的总分相同。"),
    ],
)
def test_what_does_not_exist_says_why(marks, maxima, reason):
    paper = paper_statistics(marks, maxima)
    for figure in (paper.alpha, paper.kr20, paper.interval, paper.error_ratio, paper.sem, paper.telling):
        assert figure.reason.zh == reason


def test_few_people_have_no_shape():
    paper = paper_statistics([[1, 1], [0, 0], [1, 0]], [1, 1])
    assert isinstance(paper.skewness, float)
    assert paper.kurtosis.reason.en == "There are fewer than 4 people."
    assert paper_statistics([[1, 1], [0, 0]], [1, 1]).skewness.reason.en == "There are fewer than 3 people."
    assert isinstance(item_statistics([[0, 1]], [0, 1])[0].facility, NotComputable)
    assert isinstance(item_statistics([], [1, 1])[0].upper_lower, NotComputable)


def test_kr_20_needs_right_or_wrong():
    assert isinstance(paper_statistics([[2, 1], [0, 0]], [2, 2]).kr20, NotComputable)
    assert isinstance(paper_statistics([[1, 2], [0, 0]], [1, 2]).kr20, NotComputable)
    assert isinstance(paper_statistics([[2, 2], [0, 0]], [2, 2]).kr20, float)


def test_a_negative_alpha_is_shown():
    paper = paper_statistics([[1, 0], [0, 1], [1, 1], [1, 0]], [1, 1])
    assert paper.alpha < 0
    assert paper.error_ratio > 100


def test_options_agree_with_scipy():
    answers = ["A", "B", "AC", "", "C", "A", "B", "AC", "A"]
    rest = [5, 2, 7, 1, 3, 6, 2, 8, 4]
    found = {o.option: o for o in option_statistics(answers, rest, "ABCD", "AC")}
    for option in "ABC":
        chose = [option in answer for answer in answers]
        assert close(found[option].point_biserial, stats.pointbiserialr(chose, rest).statistic)
        assert sum(found[option].thirds) == found[option].chosen == sum(chose)
    assert found["A"].thirds == (0, 2, 3)
    assert found["D"].chosen == 0
    assert isinstance(found["D"].point_biserial, NotComputable)
    assert {o: f.suspect for o, f in found.items()} == {"A": False, "B": False, "C": False, "D": True}


def test_a_distractor_the_better_choose_is_suspect():
    found = option_statistics(["A", "A", "B", "B"], [1, 2, 3, 4], "AB", "A")
    assert [o.suspect for o in found] == [True, True]
    assert found[0].thirds == (pytest.approx(2), 0, 0)


@pytest.mark.parametrize(
    "call",
    [
        lambda: item_statistics([[1, 2]], [1]),
        lambda: item_statistics([[1]], [1], ["a", "b"]),
        lambda: option_statistics(["A"], [], "A", "A"),
        lambda: feldt(0.5, 1, 2),
        lambda: feldt(0.5, 2, 2, level=1),
    ],
)
def test_what_does_not_fit_is_a_fault(call):
    with pytest.raises(Fault):
        call()


def test_a_float_is_no_mark():
    with pytest.raises(TypeError):
        paper_statistics([[0.1, 0.2]], [1, 1])


def test_nobody_to_compare_and_a_group_of_nobody():
    assert (
        option_statistics(["A"], [1], "A", "A")[0].point_biserial.reason.en
        == "There are fewer than 2 people."
    )
    assert option_statistics([], [], "A", "A")[0].thirds == (0, 0, 0)
    assert isinstance(item_statistics([[1, 2], [0, 0]], [0, 3])[0].upper_lower, NotComputable)


def test_rows_of_different_length_are_a_fault():
    with pytest.raises(Fault):
        intraclass([[1, 2], [1]])
