"""What the questions of a paper count once some are void (作废), in arrays. Whole numbers in and out.

The plain rule stands in `marks.paper`; property tests hold the two equal.
"""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import lcm

import numpy as np
import numpy.typing as npt

from dinggang.basis import Fault

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

LARGEST = 2**62


class VoidPolicy(StrEnum):
    """What becomes of a void question; the names are those of the plan."""

    EVERYONE = "everyone"
    SAME_KIND = "same_kind"
    WHOLE_PAPER = "whole_paper"


@dataclass(frozen=True, slots=True, eq=False)
class Worths:
    """Per question [k]: what it earned counts factor / denominator times; or, `given`, all who sat get its value."""

    factors: Ints
    denominator: int
    given: Bools


def question_worths(values: Ints, kinds: Ints, void: Bools, policy: VoidPolicy) -> Worths:
    """The worth of each question [k] of these values and kinds (any whole numbers), some of them void.

    A void question's value goes to all who sat, to the others of its kind (to the whole paper where none with a value is
    left), or to the whole paper. Raises Fault where every question is void, for shapes that do not fit and for factors
    that leave 64 bits. Ten singles of 2, one void, by kind: the other nine count 20/18:

    >>> one_void = np.arange(10) == 0
    >>> worths = question_worths(np.full(10, 2), np.zeros(10, np.int64), one_void, VoidPolicy.SAME_KIND)
    >>> worths.factors.tolist(), worths.denominator
    ([0, 10, 10, 10, 10, 10, 10, 10, 10, 10], 9)
    """
    if not values.shape == kinds.shape == void.shape or values.ndim != 1:
        raise Fault("values, kinds and void are flat arrays of one length")
    if not void.any():
        return Worths(np.ones(values.size, np.int64), 1, void.copy())
    if policy is VoidPolicy.EVERYONE:
        return Worths(np.where(void, 0, 1).astype(np.int64), 1, void.copy())
    factors = _by_kind(values, kinds, void) if policy is VoidPolicy.SAME_KIND else _whole_paper(values, void)
    denominator = lcm(*(f.denominator for f in factors))
    if denominator * max(1, *(int(f) + 1 for f in factors)) >= LARGEST:
        raise Fault("factors would leave 64 bits")
    whole = np.array([int(f * denominator) for f in factors], np.int64)
    return Worths(whole, denominator, np.zeros(void.size, np.bool_))


def _whole_paper(values: Ints, void: Bools) -> list[Fraction]:
    factor = _factor(int(values[~void].sum()), int(values[void].sum()))
    return [Fraction(0) if gone else factor for gone in void]


def _by_kind(values: Ints, kinds: Ints, void: Bools) -> list[Fraction]:
    names, at = np.unique(kinds, return_inverse=True)
    left, gone = np.zeros(names.size, np.int64), np.zeros(names.size, np.int64)
    np.add.at(left, at[~void], values[~void])
    np.add.at(gone, at[void], values[void])
    housed = left > 0
    overall = _factor(int((left + np.where(housed, gone, 0)).sum()), int(gone[~housed].sum()))
    own = [
        _factor(int(some), int(more)) if some else Fraction(1) for some, more in zip(left, gone, strict=True)
    ]
    return [Fraction(0) if lost else own[kind] * overall for lost, kind in zip(void, at, strict=True)]


def _factor(left: int, gone: int) -> Fraction:
    if not left:
        raise Fault("every question is void")
    return Fraction(left + gone, left)
