"""Composite scores and ranks of arrays of whole numbers: no float is made on the way.

Marks are whole numbers of 10⁻ᵈ, weights whole numbers. What 64 bits cannot hold is a fault, never a wrong number.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from dinggang.basis import Fault, Rounding, RoundingMode

Int64 = npt.NDArray[np.int64]

LARGEST = 2**63 - 1


def composite_numerators(measures: Sequence[npt.ArrayLike], weights: Sequence[int]) -> Int64:
    """Σ weight × mark per person: the numerator of the composite over (sum of weights) · 10ᵈ.

    `measures` are m arrays of n marks, whole numbers of 10⁻ᵈ; `weights` m whole numbers. Returns n numerators. To
    rank by the unrounded composite they are enough. Raises Fault for floats, unequal lengths, or a sum that may
    pass 64 bits.

    >>> composite_numerators([[8645, 9000], [9075, 8000]], [60, 40]).tolist()
    [881700, 860000]
    """
    marks = [_whole(measure) for measure in measures]
    if len(marks) != len(weights) or not marks:
        raise Fault("one weight per measure is needed")
    if len({measure.size for measure in marks}) > 1:
        raise Fault("every measure needs a mark per person")
    if any(isinstance(weight, bool) or not isinstance(weight, int) for weight in weights):
        raise Fault("weights must be whole numbers")
    if sum(abs(weight) * _largest(measure) for measure, weight in zip(marks, weights, strict=True)) > LARGEST:
        raise Fault("the composite may pass 64 bits")
    numerators = np.zeros(marks[0].size, np.int64)
    for measure, weight in zip(marks, weights, strict=True):
        numerators += measure * weight
    return numerators


def round_half_up(numerators: npt.ArrayLike, denominator: int, places: int) -> Int64:
    """The quotient with the denominator, halves away from zero (四舍五入), as whole numbers of 10⁻ᵖ with p = `places`.

    86.445 at two places is 86.45:

    >>> round_half_up([864450], 10_000, 2).tolist()
    [8645]

    Raises Fault when the denominator is not above 0 or 64 bits cannot hold what is computed on the way.
    """
    whole, rest, sign = _divided(numerators, denominator, places)
    magnitude: Int64 = whole * 10**places + (2 * 10**places * rest + denominator) // (2 * denominator)
    return magnitude * sign


def truncated(numerators: npt.ArrayLike, denominator: int, places: int) -> Int64:
    """The same with what is behind the last place cut off (不四舍五入).

    >>> truncated([864450], 10_000, 2).tolist()
    [8644]
    """
    whole, rest, sign = _divided(numerators, denominator, places)
    magnitude: Int64 = whole * 10**places + 10**places * rest // denominator
    return magnitude * sign


def rounded(numerators: npt.ArrayLike, denominator: int, rounding: Rounding) -> Int64:
    """By a stored rule: `round_half_up` or `truncated`."""
    if rounding.mode is RoundingMode.HALF_UP:
        return round_half_up(numerators, denominator, rounding.places)
    return truncated(numerators, denominator, rounding.places)


def competition_ranks(scores: npt.ArrayLike, groups: npt.ArrayLike | None = None) -> Int64:
    """Ranks 1, 2, 2, 4 by score, the highest first; with `groups` inside each group.

    >>> competition_ranks([70, 90, 70, 60]).tolist()
    [2, 1, 2, 4]
    >>> competition_ranks([70, 90, 70, 60], groups=[1, 2, 1, 1]).tolist()
    [1, 1, 1, 3]
    """
    values, group = _whole(scores), _groups(groups, np.size(scores))
    order = np.lexsort((~values, group))
    return _placed(order, _starts(group[order]), _starts(group[order], values[order]))


def strict_order(
    scores: npt.ArrayLike,
    lots: npt.ArrayLike,
    ties: Sequence[npt.ArrayLike] = (),
    groups: npt.ArrayLike | None = None,
) -> Int64:
    """Places 1 … n without equals: by score, then each of `ties`, then lot, the larger first; with `groups` inside each.

    Raises Fault when the lots are not all different, for then the order of rows would decide.

    >>> strict_order([70, 90, 70, 60], lots=[0, 1, 2, 3]).tolist()
    [3, 1, 2, 4]
    """
    lot, group = _whole(lots), _groups(groups, np.size(lots))
    columns = [_whole(scores), *(_whole(tie) for tie in ties)]
    if any(column.size != lot.size for column in columns):
        raise Fault("one score, one lot and one value per tie rule are needed for each person")
    if repeated(lot).size:
        raise Fault("lots must all be different")
    # ~x turns "larger first" into "smaller first" without the overflow that −x has at −2⁶³.
    order = np.lexsort((~lot, *(~column for column in reversed(columns)), group))
    return _placed(order, _starts(group[order]), np.arange(order.size))


def repeated(values: npt.ArrayLike) -> npt.NDArray[np.integer]:
    """Every value that stands there more than once, once each, rising.

    >>> repeated([3, 1, 3, 2, 1]).tolist()
    [1, 3]
    """
    in_order = np.sort(np.asarray(values))
    return np.unique(in_order[1:][in_order[1:] == in_order[:-1]])


def _divided(numerators: npt.ArrayLike, denominator: int, places: int) -> tuple[Int64, Int64, Int64]:
    """Whole part and rest of the magnitudes, and the signs; bounds checked for what the callers compute."""
    if denominator < 1 or places < 0:
        raise Fault("a denominator above 0 and places of at least 0 are needed")
    values = _whole(numerators)
    scale = 10**places
    if (2 * scale + 1) * denominator > LARGEST or (_largest(values) // denominator + 1) * scale > LARGEST:
        raise Fault("rounding to so many places passes 64 bits")
    if values.size and values.min() == -LARGEST - 1:
        raise Fault("-2^63 has no magnitude in 64 bits")
    whole, rest = np.divmod(np.abs(values), np.int64(denominator))
    return whole, rest, np.sign(values)


def _whole(values: npt.ArrayLike) -> Int64:
    array = np.asarray(values)
    if array.ndim != 1:
        raise Fault("a flat array is needed")
    if array.size == 0:
        return np.zeros(0, np.int64)
    if array.dtype.kind == "u" and array.max() > LARGEST:
        raise Fault("whole numbers that 64 bits hold are needed")
    if array.dtype.kind not in "iu":
        raise Fault("whole numbers are needed, not floats or text")
    return array.astype(np.int64, copy=False)


def _groups(groups: npt.ArrayLike | None, size: int) -> Int64:
    group = np.zeros(size, np.int64) if groups is None else _whole(groups)
    if group.size != size:
        raise Fault("one group per person is needed")
    return group


def _largest(values: Int64) -> int:
    """The largest magnitude, as a Python integer: −2⁶³ has no positive twin in 64 bits."""
    return max(int(values.max()), -int(values.min())) if values.size else 0


def _starts(*columns: Int64) -> Int64:
    """Per position of sorted columns the first position with the same values."""
    size = columns[0].size
    new = np.zeros(size, np.bool_)
    new[:1] = True
    for column in columns:
        new[1:] |= column[1:] != column[:-1]
    return np.maximum.accumulate(np.where(new, np.arange(size), 0))


def _placed(order: Int64, starts: Int64, places: Int64) -> Int64:
    """Positions counted from 1 inside each group, brought back to the order of the people."""
    ranks = np.empty(order.size, np.int64)
    ranks[order] = places - starts + 1
    return ranks
