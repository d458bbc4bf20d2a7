"""Quotients of whole numbers in arrays, each with its own denominator, by a stored rounding rule.

What 64 bits hold is computed in 64 bits; the rest in Python's whole numbers, which have no end. Never in floats.
"""

from typing import Any

import numpy as np
import numpy.typing as npt

from dinggang.basis import Fault, Rounding, RoundingMode

Whole = npt.NDArray[Any]
"""Whole numbers: int64, or Python's (dtype object) where 64 bits are too few."""
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

LARGEST = 2**63 - 1


def magnitude(values: Whole) -> int:
    """The largest magnitude, as a Python integer; 0 for an empty array."""
    return max(int(values.max()), -int(values.min())) if values.size else 0


def narrow(values: Whole) -> Whole:
    """The same numbers in 64 bits where they fit."""
    return values.astype(np.int64) if magnitude(values) <= LARGEST else values.astype(object)


def product(left: Whole, right: Whole | int) -> Whole:
    """The exact product, widened beyond 64 bits only where it must be."""
    most = abs(right) if isinstance(right, int) else magnitude(right)
    if magnitude(left) * most > LARGEST:
        return left.astype(object) * (right if isinstance(right, int) else right.astype(object))
    if isinstance(right, int) and right > LARGEST:  # times nothing but 0
        return np.zeros_like(left)
    found: Whole = left * right
    return found


def round_quotients(numerators: Whole, denominators: Whole | int, rounding: Rounding) -> Whole:
    """Each numerator over its denominator, as whole numbers of 10⁻ᵖ by the stored rule (p its places).

    Denominators are above 0, one for each numerator or one for all; raises Fault otherwise. 200/3 to two places:

    >>> from dinggang.basis import RoundingMode
    >>> half_up = Rounding(mode=RoundingMode.HALF_UP, places=2)
    >>> round_quotients(np.array([200, -1, 86445]), np.array([3, 8, 1000]), half_up).tolist()
    [6667, -13, 8645]
    """
    below = np.full(numerators.shape, denominators, object) if isinstance(denominators, int) else denominators
    if below.shape != numerators.shape or (below <= 0).any():
        raise Fault("a denominator above 0 is needed for each numerator")
    scale = 10**rounding.places
    if 2 * magnitude(numerators) * scale + 2 * magnitude(below) > LARGEST:
        numerators, below = numerators.astype(object), below.astype(object)
    else:
        numerators, below = numerators.astype(np.int64), below.astype(np.int64)
    if rounding.mode is RoundingMode.HALF_UP:
        units = (2 * scale * abs(numerators) + below) // (2 * below)
    else:
        units = scale * abs(numerators) // below
    return narrow(np.where(numerators < 0, -units, units))
