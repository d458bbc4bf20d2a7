"""Statistics of judges and markers beside an independent computation, and every figure that does not exist."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats

from dinggang.analysis import (
    NotComputable,
    additive,
    intraclass,
    judge_statistics,
    kendall_w,
    marker_agreement,
    order_effect,
    outliers,
)
from dinggang.basis import Fault

SCORES = st.integers(2, 5).flatmap(
    lambda k: st.lists(st.lists(st.integers(0, 6), min_size=k, max_size=k), min_size=2, max_size=10)
)


def close(figure, expected):
    return figure == pytest.approx(expected, rel=1e-9, abs=1e-9)


def as_table(rows):
    return {f"J{j}": {f"P{i}": row[j] for i, row in enumerate(rows)} for j in range(len(rows[0]))}


@given(SCORES)
def test_intraclass_correlations_agree_with_numpy(rows):
    y = np.array(rows, float)
    n, k = y.shape
    residual = y - y.mean(axis=1, keepdims=True) - y.mean(axis=0) + y.mean()
    msr = k * y.mean(axis=1).var(ddof=1)
    msc = n * y.mean(axis=0).var(ddof=1)
    mse = (residual**2).sum() / (n - 1) / (k - 1)
    msw = y.var(axis=1, ddof=1).mean()
    found = intraclass(rows)
    assert close(found.squares.within, msw)
    expected = {
        "one_single": (msr - msw, msr + (k - 1) * msw),
        "one_mean": (msr - msw, msr),
        "two_single": (msr - mse, msr + (k - 1) * mse + k / n * (msc - mse)),
        "two_mean": (msr - mse, msr + (msc - mse) / n),
        "three_single": (msr - mse, msr + (k - 1) * mse),
        "three_mean": (msr - mse, msr),
    }
    for name, (above, below) in expected.items():
        figure = getattr(found, name)
        if abs(below) > 1e-9:
            assert figure == pytest.approx(above / below, rel=1e-6, abs=1e-6)
        else:
            assert isinstance(figure, NotComputable)


@given(SCORES)
def test_kendalls_w_agrees_with_friedmans_test(rows):
    y = np.array(rows, float)
    assume(len(rows) > 2 and (y.max(axis=0) > y.min(axis=0)).any())
    found = kendall_w(rows)
    friedman = stats.friedmanchisquare(*y)
    assert close(found.chi2, friedman.statistic)
    assert close(found.p, friedman.pvalue)
    assert found.df == len(rows) - 1


def test_judges_who_agree_and_judges_who_say_nothing():
    assert kendall_w([[1, 10], [2, 20], [3, 30]]).w == 1
    assert kendall_w([[1, 3], [2, 2], [3, 1]]).w == 0
    assert kendall_w([[1, 5], [1, 5]]).reason.en == "Every judge gave everybody the same score."
    for table in ([], [[1, 2]], [[1], [2]]):
        assert isinstance(kendall_w(table), NotComputable)
        assert isinstance(intraclass(table), NotComputable)
    assert isinstance(intraclass([[3, 3], [3, 3]]).one_single, NotComputable)


@given(SCORES)
def test_severity_and_rank_agree_with_scipy(rows):
    y = np.array(rows, float)
    n = len(rows)
    for at, judge in enumerate(judge_statistics(as_table(rows))):
        gaps = y[:, at] - y.mean(axis=1)
        assert close(judge.severity, gaps.mean())
        assert close(judge.severity_se, gaps.std(ddof=1) / n**0.5)
        assert close(judge.sd, y[:, at].std(ddof=1))
        assert judge.distinct == len(set(y[:, at]))
        others = np.delete(y, at, axis=1).sum(axis=1)
        if len(set(y[:, at])) > 1 and len(set(others)) > 1:
            assert close(judge.rank, stats.spearmanr(y[:, at], others).statistic)
        else:
            assert isinstance(judge.rank, NotComputable)


@given(SCORES, st.integers(0, 2), st.integers(0, 2))
def test_all_that_is_dropped_was_somebodys(rows, high, low):
    k = len(rows[0])
    judges = judge_statistics(as_table(rows), trim_high=high, trim_low=low)
    assert close(sum(j.high for j in judges), high if high <= k else 0)
    assert close(sum(j.low for j in judges), low if low <= k else 0)


def test_judges_tied_at_an_extreme_share_it():
    judges = judge_statistics(as_table([[9, 9, 5], [8, 6, 7]]))
    assert [j.high for j in judges] == [0.75, 0.25, 0]
    assert [j.low for j in judges] == [0, 0.5, 0.5]


def test_a_judge_kind_to_the_own_unit():
    """Judge 1 gives 3 more to P0 alone. Residuals of a full table: +2 for P0 and −1 for P1, P2, and halves for others."""
    rows = [[13, 10], [10, 10], [10, 10]]
    units = {"P0": "A", "P1": "B", "P2": "B"}
    first, second = judge_statistics(as_table(rows), units=units, judge_units={"J0": "A", "J1": "C"})
    assert first.own_unit == pytest.approx(1.5)
    assert first.own == 1
    assert isinstance(second.own_unit, NotComputable)
    assert isinstance(judge_statistics(as_table(rows))[0].own_unit, NotComputable)
    with pytest.raises(Fault):
        judge_statistics(as_table(rows), units={"P0": "A"}, judge_units={"J0": "A"})


def test_a_recused_judge_counts_as_not_sitting():
    table = {"J0": {"P0": 8, "P1": 6}, "J1": {"P0": 6}, "J2": {}}
    first, second, third = judge_statistics(table)
    assert (first.scores, first.severity) == (2, 0.5)
    assert isinstance(first.rank, NotComputable)
    assert isinstance(second.severity_se, NotComputable)
    assert [
        isinstance(f, NotComputable) for f in (third.severity, third.sd, third.high, third.distinct_share)
    ] == [True] * 4


@given(SCORES)
def test_with_no_cell_missing_the_fit_gives_plain_means(rows):
    y = np.array(rows, float)
    found = additive(as_table(rows))
    assert all(close(found.candidates[f"P{i}"], m) for i, m in enumerate(y.mean(axis=1)))
    assert all(close(found.judges[f"J{j}"], m - y.mean()) for j, m in enumerate(y.mean(axis=0)))


@given(SCORES, st.data())
def test_residuals_of_the_fit_add_up_to_nothing(rows, data):
    """The normal equations: along every judge and every candidate, residuals sum to 0."""
    table = as_table(rows)
    for judge in table:
        for person in data.draw(st.sets(st.sampled_from(sorted(table[judge])))):
            del table[judge][person]
    found = additive(table)
    assume(not isinstance(found, NotComputable))
    assert close(sum(found.judges.values()), 0)
    for judge in found.residuals.values():
        assert close(sum(judge.values()), 0)
    for person in found.candidates:
        assert close(sum(r.get(person, 0) for r in found.residuals.values()), 0)


def test_the_fit_sees_through_a_missing_severe_judge():
    """J1 is 4 below J0. Plain means would put P1 (10, seen by J0 alone) before P0 (12, 8)."""
    found = additive({"J0": {"P0": 12, "P1": 10, "P2": 9}, "J1": {"P0": 8, "P2": 5}})
    assert found.candidates["P0"] == pytest.approx(10)
    assert found.candidates["P1"] == pytest.approx(8)
    assert found.judges == {"J0": pytest.approx(2), "J1": pytest.approx(-2)}


def test_parts_that_share_nobody_are_not_compared():
    apart = additive({"J0": {"P0": 1}, "J1": {"P1": 2}})
    assert apart.reason.zh == "评委和对象分成了互不交叉的几组，无法比较。"
    assert isinstance(additive({"J0": {}}), NotComputable)
    assert isinstance(additive({"J0": {"P0": 1}, "J1": {"P1": 2}, "J2": {"P0": 1, "P1": 1}}).judges, dict)


def test_outliers_and_candidates_nothing_is_said_about():
    table = as_table(
        [[80, 82, 84, 81, 83, 60, 82], [80, 80, 80, 80, 80, 60, 99], [80, 81, 79, 82, 78, 80, 80]]
    )
    found = outliers(table)
    assert [(o.judge, o.candidate, o.score) for o in found.found] == [("J5", "P0", 60)]
    assert found.found[0].trimmed_mean == pytest.approx(81.6)
    assert found.found[0].mad == pytest.approx(1.4826)
    assert found.unjudged == ("P1",)
    assert outliers({"J0": {"P0": 1}, "J1": {"P0": 2}}).unjudged == ("P0",)


@given(st.lists(st.integers(0, 100), min_size=3, max_size=20))
def test_the_order_effect_is_a_regression(means):
    found = order_effect(means)
    line = stats.linregress(range(1, len(means) + 1), means)
    assert close(found.slope, line.slope)
    if len(set(means)) > 1:  # scipy has no error for a flat line
        assert found.se == pytest.approx(line.stderr, rel=1e-6, abs=1e-6)
    else:
        assert found.se == 0
    assert isinstance(order_effect(means[:2]), NotComputable)


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=30))
def test_kappa_agrees_with_its_matrices(pairs):
    first, second = np.array(pairs).T
    observed = np.zeros((5, 5))
    np.add.at(observed, (first, second), 1)
    expected = np.outer(observed.sum(axis=1), observed.sum(axis=0)) / len(pairs)
    weights = np.subtract.outer(range(5), range(5)) ** 2 / 16
    found = marker_agreement(first.tolist(), second.tolist(), range(5))
    assert close(found.exact, np.trace(observed) / len(pairs))
    assert close(found.adjacent, (abs(first - second) <= 1).mean())
    assert close(found.mean_gap, (first - second).mean())
    if (weights * expected).sum():
        assert close(found.kappa, 1 - (weights * observed).sum() / (weights * expected).sum())
    else:
        assert isinstance(found.kappa, NotComputable)


def test_markers_without_a_script_in_common_or_off_the_scale():
    assert isinstance(marker_agreement([], [], [0, 1]).exact, NotComputable)
    with pytest.raises(Fault):
        marker_agreement([2], [1], [0, 1])


def test_own_unit_needs_judges_that_can_be_compared():
    apart = {"J0": {"P0": 1}, "J1": {"P1": 2}}
    found = judge_statistics(apart, units={"P0": "A", "P1": "B"}, judge_units={"J0": "A"})
    assert found[0].own_unit.reason.zh == "评委和对象分成了互不交叉的几组，无法比较。"


def test_a_table_without_judges_is_a_fault():
    with pytest.raises(Fault):
        kendall_w([[], []])
