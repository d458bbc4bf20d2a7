"""Room coefficients (平衡系数) in arrays, by every published method and rounding. Whole numbers in and out.

The plain rule stands in `marks.rooms`; property tests hold the two equal.
"""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

import numpy as np

from dinggang.basis import Fault, Rounding, fraction
from dinggang.kernels.quotients import (
    LARGEST,
    Bools,
    Ints,
    Whole,
    magnitude,
    narrow,
    product,
    round_quotients,
)


class Method(StrEnum):
    """How rooms are made comparable; the names are those of the plan."""

    MEAN_OF_MEANS = "mean_of_means"
    OVERALL = "overall"
    TRIMMED = "trimmed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """The method, the smallest room that may have a coefficient, how many extremes `TRIMMED` leaves out at each end, and
    the roundings of the means and of the coefficient (None: not rounded).
    """

    method: Method
    min_room: int = 1
    trim: int = 0
    mean_rounding: Rounding | None = None
    coefficient_rounding: Rounding | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Coefficients:
    """Per room, as numerators and denominators [rooms]; a denominator of 0 says that there is none.

    people    how many with a mark; a room of 0 is no room
    mean      A of the room, in points, as published
    grand     G over all, as published; None where no room has a coefficient
    factor    G / A as published, in lowest terms
    small     whether the room has too few people for a coefficient; then no room has one
    """

    people: Ints
    mean: tuple[Whole, Whole]
    grand: Fraction | None
    factor: tuple[Whole, Whole]
    small: Bools


def room_coefficients(
    marks: Ints, rooms: Ints, there: Bools, count: int, places: int, policy: Policy
) -> Coefficients:
    """The coefficient of each of `count` rooms, G / A.

    marks [n] whole numbers of 10⁻ᵈ, d = `places`; rooms [n] from 0 to count − 1; there [n] whether the person has a mark:
    the absent count in no mean. A room of mean 0 has no coefficient, but counts in G. Raises Fault for shapes that do not fit, negative
    marks and marks that would leave 64 bits.
    """
    _check(marks, rooms, there, count, places)
    trim = policy.trim if policy.method is Method.TRIMMED else 0
    mark, room = marks[there], rooms[there]
    order = np.lexsort((mark, room))
    running = np.concatenate((np.zeros(1, np.int64), np.cumsum(mark[order])))
    people = np.bincount(room, minlength=count).astype(np.int64)
    small = (people > 0) & (people < max(policy.min_room, 2 * trim + 1))
    if small.any() or not people.any():
        none = np.zeros(count, np.int64)
        return Coefficients(people, (none, none), None, (none, none), small)
    ends = np.cumsum(people)
    used = people > 0
    left = np.where(used, people - 2 * trim, 0)
    sums = np.where(
        used, running[ends - np.where(used, trim, 0)] - running[ends - people + np.where(used, trim, 0)], 0
    )
    over, under = _published(sums[used], product(left[used], 10**places), policy.mean_rounding)
    if policy.method is Method.MEAN_OF_MEANS:
        grand = _sum(over, under) / int(used.sum())
    else:
        inner = np.sort(mark)[trim : mark.size - trim]
        grand = Fraction(int(inner.sum()), inner.size * 10**places)
    if policy.mean_rounding is not None:
        grand = fraction(policy.mean_rounding(grand))
    return Coefficients(
        people=people,
        mean=(_spread(over, used), _spread(under, used)),
        grand=grand,
        factor=_factors(grand, over, under, used, policy.coefficient_rounding),
        small=small,
    )


def _published(over: Whole, under: Whole, rounding: Rounding | None) -> tuple[Whole, Whole]:
    """The quotients as they are, or rounded."""
    if rounding is None:
        return over, under
    return round_quotients(over, under, rounding), np.full(over.shape, 10**rounding.places, np.int64)


def _sum(over: Whole, under: Whole) -> Fraction:
    """Σ over / under: rooms of one denominator together, of which there are few."""
    found = Fraction(0)
    for denominator in np.unique(under):
        found += Fraction(int(over[under == denominator].astype(object).sum()), int(denominator))
    return found


def _factors(
    grand: Fraction, over: Whole, under: Whole, used: Bools, rounding: Rounding | None
) -> tuple[Whole, Whole]:
    """G · under / over for each room in use, none where the mean is 0."""
    above, below = product(under, grand.numerator), product(over, grand.denominator)
    nought = over == 0
    above, below = np.where(nought, 0, above), np.where(nought, 1, below)
    above, below = _published(above, below, rounding)
    common = np.gcd(above, below)
    return (
        _spread(narrow(above // common), used),
        _spread(narrow(np.where(nought, 0, below // common)), used),
    )


def _spread(values: Whole, used: Bools) -> Whole:
    """Back to all rooms, 0 where a room is not in use."""
    found = np.zeros(used.shape, values.dtype)
    found[used] = values
    return found


def balanced_marks(
    marks: Ints,
    rooms: Ints,
    there: Bools,
    found: Coefficients,
    places: int,
    rounding: Rounding,
    *,
    most: int | None = None,
) -> tuple[Whole, Bools]:
    """Marks times the coefficient of their room, in whole numbers of 10⁻ᵖ by `rounding`, and who has one, both [n].

    `most` is the full mark in whole numbers of 10⁻ᵈ to which a mark above it is cut; None where the plan lets it stand.
    Who has no mark, or whose room has no coefficient, has none.
    """
    has = there & (found.factor[1] != 0)[np.where(there, rooms, 0)] if found.people.size else there & False
    above, below = (values[rooms[has]] for values in found.factor)
    over, under = product(above, marks[has]), product(below, 10**places)
    if most is not None:
        cut = product(over, 10**places) > product(under, most)
        over, under = np.where(cut, most, over), np.where(cut, 10**places, under)
    balanced = round_quotients(over, under, rounding)
    whole = np.zeros(marks.shape, balanced.dtype)
    whole[has] = balanced
    return whole, has


def _check(marks: Ints, rooms: Ints, there: Bools, count: int, places: int) -> None:
    if marks.ndim != 1 or rooms.shape != marks.shape or there.shape != marks.shape:
        raise Fault("marks, rooms and there are flat arrays of one length")
    if marks.dtype != np.int64 or rooms.dtype != np.int64 or there.dtype != np.bool_:
        raise Fault("marks and rooms are 64-bit whole numbers and there truth values")
    if places < 0 or count < 0 or (there & ((rooms < 0) | (rooms >= count))).any():
        raise Fault(f"somebody is in no room from 0 to {count - 1}")
    if (there & (marks < 0)).any():
        raise Fault("there are marks below 0")
    if magnitude(marks) * max(marks.size, 1) > LARGEST:
        raise Fault("sums would leave 64 bits")
