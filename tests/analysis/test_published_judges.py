"""Published worked examples of agreement, to the digits printed. Each names its source."""

from decimal import Decimal

from dinggang.analysis import intraclass, kendall_w, marker_agreement, outliers


def test_intraclass_correlations_of_shrout_and_fleiss():
    """Shrout and Fleiss (1979), Psychological Bulletin 86, tables 2 to 4: six targets, four judges."""
    table = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
    found = intraclass(table)
    assert round(found.squares.candidates, 2) == 11.24
    assert round(found.squares.judges, 2) == 32.49
    assert round(found.squares.residual, 2) == 1.02
    assert round(found.squares.within, 2) == 6.26
    assert [round(icc, 2) for icc in (found.one_single, found.two_single, found.three_single)] == [
        0.17,
        0.29,
        0.71,
    ]
    assert [round(icc, 2) for icc in (found.one_mean, found.two_mean, found.three_mean)] == [0.44, 0.62, 0.91]


def test_kendalls_w_with_ties_of_the_nag_library():
    """NAG Library, routine G08DAF, example results: W 0.828, significance 0.008."""
    comparisons = [
        "1.0 4.5 2.0 4.5 3.0 7.5 6.0 9.0 7.5 10.0",
        "2.5 1.0 2.5 4.5 4.5 8.0 9.0 6.5 10.0 6.5",
        "2.0 1.0 4.5 4.5 4.5 4.5 8.0 8.0 8.0 10.0",
    ]
    scores = [[Decimal(score) for score in row.split()] for row in comparisons]
    found = kendall_w(list(zip(*scores, strict=True)))
    assert (round(found.w, 3), round(found.p, 3), found.df) == (0.828, 0.008, 9)


# Rounding first base: 22 players, three methods, seconds. Hollander and Wolfe (1973), p. 140.
BASES = """5.40 5.50 5.55 5.85 5.70 5.75 5.20 5.60 5.50 5.55 5.50 5.40 5.90 5.85 5.70 5.45 5.55 5.60
5.40 5.40 5.35 5.45 5.50 5.35 5.25 5.15 5.00 5.85 5.80 5.70 5.25 5.20 5.10 5.65 5.55 5.45 5.60 5.35 5.45
5.05 5.00 4.95 5.50 5.50 5.40 5.45 5.55 5.50 5.55 5.55 5.35 5.45 5.50 5.55 5.50 5.45 5.25 5.65 5.60 5.40
5.70 5.65 5.55 6.30 6.30 6.25"""


def test_friedmans_test_of_hollander_and_wolfe():
    """R, example of `friedman.test`: chi-squared 11.143, df 2, p 0.003805. Friedman's χ² is k(n − 1)W, ties corrected."""
    seconds = [Decimal(s) for s in BASES.split()]
    players = [seconds[at : at + 3] for at in range(0, 66, 3)]
    found = kendall_w(list(zip(*players, strict=True)))
    assert (round(found.chi2, 3), found.df, round(found.p, 6)) == (11.143, 2, 0.003805)


def test_weighted_kappa_of_the_anxiety_ratings():
    """R package irr, kappa2(anxiety[, 2:3], "squared"): 0.2520325. It leaves out mark 5, which neither rater gave."""
    second = [3, 6, 4, 6, 2, 4, 2, 4, 3, 3, 2, 3, 3, 3, 2, 2, 1, 3, 3, 4]
    third = [2, 1, 4, 4, 3, 2, 1, 6, 1, 1, 1, 2, 3, 3, 1, 1, 3, 3, 2, 2]
    assert round(marker_agreement(second, third, [1, 2, 3, 4, 6]).kappa, 7) == 0.2520325


def test_weighted_kappa_of_scikit_learn():
    """scikit-learn, test of cohen_kappa_score with quadratic weights: 0.9541."""
    first = [0] * 46 + [1] * 44 + [2] * 10
    second = [0] * 50 + [1] * 40 + [2] * 10
    assert round(marker_agreement(first, second, [0, 1, 2]).kappa, 4) == 0.9541


def test_median_absolute_deviation_of_leys():
    """Leys et al. (2013), Journal of Experimental Social Psychology 49: 1, 3, 3, 6, 8, 10, 10, 1000 has MAD 5.1891."""
    scores = [1, 3, 3, 6, 8, 10, 10, 1000]
    found = outliers({f"J{at}": {"P1": score} for at, score in enumerate(scores)})
    assert [(o.judge, round(o.mad, 4)) for o in found.found] == [("J7", 5.1891)]
