"""Double marking of essays in arrays: two blind marks, a third where they differ too much, the chief examiner last.

The plain rule stands in `marks.essays`; property tests hold the two equal.
"""

from enum import StrEnum

import numpy as np
import numpy.typing as npt

from dinggang.basis import Fault

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

LARGEST = 2**63 - 1

DENOMINATOR = 6
"""Settled marks are sixths of a unit: means of two and of three marks."""

FIRST, SECOND, THIRD, LEADER = range(4)
"""The turns, as columns of the marks and as what an essay awaits."""

SETTLED = -1


class Third(StrEnum):
    """What a third mark does; the names are those of the plan."""

    NEAREST = "nearest"
    STANDS = "stands"
    LEADER = "leader"


class Equidistant(StrEnum):
    """What happens when the third mark lies midway; the names are those of the plan."""

    HIGHER = "higher"
    MEAN = "mean"
    LEADER = "leader"


def settled_essays(
    marks: Ints,
    given: Bools,
    values: Ints,
    threshold: tuple[int, int],
    *,
    strict: bool,
    third: Third,
    equidistant: Equidistant,
) -> tuple[Ints, Ints]:
    """Per script the exact mark in sixths of a unit, and the turn whose mark is still awaited (−1: settled), both [n].

    marks  [n, 4] whole numbers of one unit: first, second and third marker, chief examiner
    given  [n, 4] whether there is such a mark; where not, the number is not looked at
    values [n] what the script's essay is worth, in the same unit
    threshold  the share of the value, numerator and denominator: 15 per cent is (15, 100)

    A mark awaited leaves 0 sixths. Raises Fault for shapes that do not fit, a threshold that is no share, and marks
    that would leave 64 bits.

    >>> settled_essays(np.array([[10, 16, 14, 0]]), np.array([[True, True, True, False]]), np.array([20]), (15, 100),
    ...                strict=False, third=Third.NEAREST, equidistant=Equidistant.HIGHER)
    (array([90]), array([-1]))
    """
    over, under = threshold
    _check(marks, given, values, over, under)
    one, two, three, chief = np.where(given, marks, 0).T
    limit = values * over

    def too_far(gap: Ints) -> Bools:
        found: Bools = gap * under >= limit if strict else gap * under > limit
        return found

    awaits = np.where(given[:, FIRST], np.where(given[:, SECOND], SETTLED, SECOND), FIRST)
    both = awaits == SETTLED
    apart = both & too_far(np.abs(one - two))
    sixths = np.where(both & ~apart, 3 * (one + two), 0)
    to_chief = apart
    if third is not Third.LEADER:
        awaits[apart & ~given[:, THIRD]] = THIRD
        apart &= given[:, THIRD]
        if third is Third.STANDS:
            to_chief = np.zeros_like(apart)
            sixths[apart] = 6 * three[apart]
        else:
            low, high = np.minimum(one, two), np.maximum(one, two)
            below, above = np.abs(three - low), np.abs(three - high)
            to_chief = apart & too_far(np.minimum(below, above))
            midway = apart & ~to_chief & (below == above)
            near = apart & ~to_chief & ~midway
            sixths[near] = 3 * (three + np.where(below < above, low, high))[near]
            match equidistant:
                case Equidistant.HIGHER:
                    sixths[midway] = 3 * (three + high)[midway]
                case Equidistant.MEAN:
                    sixths[midway] = 2 * (one + two + three)[midway]
                case Equidistant.LEADER:
                    to_chief = to_chief | midway
    sixths = np.where(to_chief, 6 * chief, sixths)
    awaits[to_chief & ~given[:, LEADER]] = LEADER
    return sixths, awaits


def _check(marks: Ints, given: Bools, values: Ints, over: int, under: int) -> None:
    if (
        marks.ndim != 2
        or marks.shape[1] != 4
        or given.shape != marks.shape
        or values.shape != marks.shape[:1]
    ):
        raise Fault("marks and given are [scripts, 4] and values [scripts]")
    if marks.dtype != np.int64 or values.dtype != np.int64 or given.dtype != np.bool_:
        raise Fault("marks and values are 64-bit whole numbers and given truth values")
    if over < 0 or under < 1:
        raise Fault("the threshold is a share of the value")
    # An unsigned view would do, but a mark of −2⁶³ has no magnitude: compare both ends as Python's numbers.
    largest = max(int(marks.max(initial=0)), -int(marks.min(initial=0)))
    most = max(int(values.max(initial=0)), -int(values.min(initial=0)))
    if max(largest * 2 * max(under, 6), most * over) > LARGEST:
        raise Fault("marks would leave 64 bits")
