"""Composite scores in arrays by every stored rounding, and who passes. Whole numbers in and out.

The plain rule stands in `selection.composite`; property tests hold the two equal. Where nothing is rounded before the sum,
`ranks.composite_numerators` is the shorter way.
"""

from collections.abc import Sequence
from math import lcm

import numpy as np

from dinggang.basis import Fault, Rounding
from dinggang.kernels.quotients import LARGEST, Bools, Ints, Whole, magnitude, product, round_quotients


def composites(
    measures: Sequence[Ints],
    fulls: Sequence[int],
    weights: Sequence[int],
    whole: int,
    *,
    scaled: Rounding | None = None,
    part: Rounding | None = None,
) -> tuple[Whole, int]:
    """Σ mark × 100 / full × weight / whole: numerators [n] and their common denominator.

    measures  for each measure that counts, marks [n] as whole numbers of one unit
    fulls     the full marks in the same unit, above 0
    weights   whole numbers; `whole` is what stands for all of it: 100 for per cent
    scaled    how the mark on 100 points is rounded before it is weighted; part: how the weighted part is, before the sum

    Raises Fault for lengths that do not fit and full marks of 0. Marks 81.25 (30 %) and 90.5 (70 %) of 100:

    >>> from dinggang.basis import RoundingMode
    >>> marks, tenth = [np.array([8125]), np.array([9050])], Rounding(mode=RoundingMode.HALF_UP, places=1)
    >>> over, under = composites(marks, [10_000, 10_000], [30, 70], 100)
    >>> int(over[0]) * 1000 // under
    87725
    >>> over, under = composites(marks, [10_000, 10_000], [30, 70], 100, part=tenth)
    >>> int(over[0]) * 1000 // under
    87800
    """
    if (
        not measures
        or not len(measures) == len(fulls) == len(weights)
        or len({m.shape for m in measures}) > 1
    ):
        raise Fault("every measure needs a full mark, a weight and a mark per person")
    if min(fulls) <= 0 or whole <= 0:
        raise Fault("full marks and the whole of the weights are above 0")
    parts: list[tuple[Whole, int]] = []
    for marks, full, weight in zip(measures, fulls, weights, strict=True):
        over, under = product(marks, 100), full
        if scaled is not None:
            over, under = round_quotients(over, under, scaled), 10**scaled.places
        over, under = product(over, weight), under * whole
        if part is not None:
            over, under = round_quotients(over, under, part), 10**part.places
        parts.append((over, under))
    common = lcm(*(under for _, under in parts))
    terms = [product(over, common // under) for over, under in parts]
    if sum(magnitude(term) for term in terms) > LARGEST:
        terms = [term.astype(object) for term in terms]
    return np.add.reduce(terms), common


def passing(
    measures: Sequence[Ints],
    there: Sequence[Bools],
    least: Sequence[int | None],
    scores: Whole,
    total: int | None,
) -> Bools:
    """Who has a score, [n]: a mark in every measure, none below its pass mark, and the score not below `total`.

    Pass marks are in the unit of their marks, `total` in that of the scores; None where there is none. Exactly the pass
    mark passes.
    """
    found = np.ones(scores.shape, np.bool_)
    for marks, has, enough in zip(measures, there, least, strict=True):
        found &= has if enough is None else has & (marks >= enough)
    if total is not None:
        found &= (scores >= total).astype(np.bool_)
    return found
