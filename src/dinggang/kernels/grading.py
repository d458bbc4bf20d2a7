"""Evaluation and assessment in arrays: exact shares of ballots, bonuses and deductions. Whole numbers in and out.

The plain rules stand in `marks.evaluation` and `marks.assessment`; property tests hold the two equal.
"""

import numpy as np
import numpy.typing as npt

from dinggang.basis import Fault, Rounding
from dinggang.kernels.quotients import round_quotients

Ints = npt.NDArray[np.int64]
Exact = npt.NDArray[np.object_]
"""Python's whole numbers, which have no end: products of ballot counts leave 64 bits."""


def weighted_grades(
    ballots: Ints, points: Ints, weights: Ints, *, rounding: Rounding | None = None, places: int = 0
) -> tuple[Exact, Exact]:
    """Σ weight · (mean of the grades' points), as numerators and denominators, both [n].

    ballots [n, categories, grades] valid ballots; points [grades], whole numbers of 10⁻ᵈ with d = `places`; weights
    [categories]. With `rounding` each category's mean is rounded before it is weighted. A category of weight 0 is not
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
        if rounding is not None:
            mean = round_quotients(sums[:, at], valid[:, at] * 10**places, rounding).astype(object)
            numerator = numerator + int(weights[category]) * mean * 10**places
            continue
        # a/b + w·s/v = (a·v + w·s·b) / (b·v)
        numerator = numerator * valid[:, at] + int(weights[category]) * sums[:, at] * denominator
        denominator = denominator * valid[:, at]
    if rounding is not None:
        denominator = denominator * 10**rounding.places
    return numerator, denominator


def adjustments(times: Ints, points: Ints, most: Ints) -> Ints:
    """What each bonus or deduction item counts, [n, g]: times [n, g] it was given, at most most[g] times, points[g] each.

    Raises Fault for shapes that do not fit and for products that leave 64 bits.
    """
    if times.ndim != 2 or not times.shape[1:] == points.shape == most.shape:
        raise Fault("times are [people, items], points and most [items]")
    if int(np.abs(points).max(initial=0)) * int(most.max(initial=0)) >= 2**62:
        raise Fault("adjustments would leave 64 bits")
    counted: Ints = np.minimum(times, most) * points
    return counted


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
