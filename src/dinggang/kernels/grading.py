"""Evaluation and assessment in arrays: exact shares of ballots, bonuses and deductions. Whole numbers in and out.

The plain rules stand in `marks.evaluation` and `marks.assessment`; property tests hold the two equal.
"""

import numpy as np
import numpy.typing as npt

from dinggang.basis import Fault

Ints = npt.NDArray[np.int64]
Exact = npt.NDArray[np.object_]
"""Python's whole numbers, which have no end: products of ballot counts leave 64 bits."""


def weighted_grades(ballots: Ints, points: Ints, weights: Ints) -> tuple[Exact, Exact]:
    """Σ weight · (mean of the grades' points), as numerators and denominators, both [n].

    ballots [n, categories, grades] valid ballots; points [grades]; weights [categories]. A category of weight 0 is not
    looked at. Raises Fault for shapes that do not fit and for somebody without a valid ballot in a category that counts.
    """
    if ballots.ndim != 3 or ballots.shape[1:] != (weights.size, points.size):
        raise Fault("ballots are [people, categories, grades]")
    counting = np.flatnonzero(weights)
    valid = ballots.sum(axis=2)[:, counting].astype(object)
    if not (valid > 0).all():
        raise Fault("somebody has no valid ballot in a category")
    sums = (ballots[:, counting].astype(object) * points.astype(object)).sum(axis=2)
    denominator = np.ones(ballots.shape[0], object)
    numerator = np.zeros(ballots.shape[0], object)
    for at, category in enumerate(counting):
        # a/b + w·s/v = (a·v + w·s·b) / (b·v)
        numerator = numerator * valid[:, at] + int(weights[category]) * sums[:, at] * denominator
        denominator = denominator * valid[:, at]
    return numerator, denominator


def assessed(items: Ints, given: Ints, full: int, most_bonus: int | None = None) -> Ints:
    """Sum of the form's items [n, k] with bonuses and deductions [n, g] (signed), bonuses together at most `most_bonus`,
    between 0 and the full mark; [n].
    """
    bonus = np.maximum(given, 0).sum(axis=1)
    if most_bonus is not None:
        bonus = np.minimum(bonus, most_bonus)
    total = items.sum(axis=1) + bonus + np.minimum(given, 0).sum(axis=1)
    changed = (given != 0).any(axis=1)
    marks: Ints = np.where(changed, np.clip(total, 0, full), total)
    return marks
