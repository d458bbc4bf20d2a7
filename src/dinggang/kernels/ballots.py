"""Which ballots of an evaluation count, in arrays: small categories merged, turnout, how many say incompetent.

The plain rules stand in `marks.evaluation`; property tests hold the two equal. What the ballots that count are worth is
in `grading.weighted_grades`.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dinggang.basis import Fault

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

LARGEST = 2**62

INCOMPETENT = 3
"""The last of the four grades: excellent, competent, basic, incompetent."""


@dataclass(frozen=True, slots=True, eq=False)
class Ballots:
    """Counts of n people in c voter categories.

    issued, returned, void [n, c]; grades [n, c, 4] in the order of `INCOMPETENT`; there [n, c]: whether there is a count,
    without which its numbers are all 0. Raises Fault for shapes that do not fit and for numbers below 0.
    """

    issued: Ints
    returned: Ints
    grades: Ints
    void: Ints
    there: Bools

    def __post_init__(self) -> None:
        shape = self.issued.shape
        if len(shape) != 2 or self.grades.shape != (*shape, 4):
            raise Fault("counts are [people, categories], grades [people, categories, 4]")
        if any(values.shape != shape for values in (self.returned, self.void, self.there)):
            raise Fault("issued, returned, void and there are of one shape")
        for values in (self.issued, self.returned, self.grades, self.void):
            if values.dtype != np.int64 or int(values.min(initial=0)) < 0:
                raise Fault("counts are 64-bit whole numbers of at least 0")
            if int(values.max(initial=0)) * max(shape[1], 1) * 8 >= LARGEST:
                raise Fault("sums of counts would leave 64 bits")


def merged(ballots: Ballots, weights: Ints, below: Ints, into: Ints) -> tuple[Ballots, Ints]:
    """The counts and weights [c] with small categories added to the ones they are counted with.

    A category is small for everybody when fewer than below[c] sheets were issued on anybody; into[c] is where it goes, −1
    where it is never merged. It is left with no count and weight 0. Categories merged into are not merged themselves.
    Raises Fault where one is.
    """
    least = np.where(ballots.there, ballots.issued, below).min(axis=0, initial=LARGEST)
    small = (into >= 0) & (least < below)
    if (small & small[into]).any():
        raise Fault("a category is merged into one that is merged itself")
    parts = [ballots.issued, ballots.returned, ballots.grades, ballots.void, ballots.there.astype(np.int64)]
    parts, weights = [part.copy() for part in parts], weights.copy()
    for source in np.flatnonzero(small):
        for part in parts:
            part[:, into[source]] += part[:, source]
            part[:, source] = 0
        weights[into[source]] += weights[source]
        weights[source] = 0
    issued, returned, grades, void, there = parts
    return Ballots(issued, returned, grades, void, there > 0), weights


def counting(ballots: Ballots, weights: Ints, turnout: tuple[int, int]) -> Bools:
    """Who can have a mark, [n]: in every category with a weight there is a count that adds up, at least the share
    `turnout` (numerator, denominator) of the sheets issued came back, and one of them is valid.
    """
    over, under = turnout
    if over < 0 or under < 1 or int(ballots.issued.max(initial=0)) * max(over, under) >= LARGEST:
        raise Fault("the turnout is a share, and ballots times it must not leave 64 bits")
    adds_up = (ballots.returned <= ballots.issued) & (
        ballots.grades.sum(axis=2) + ballots.void == ballots.returned
    )
    enough = ballots.returned * under >= over * ballots.issued
    good = ballots.there & adds_up & enough & (ballots.returned > ballots.void)
    found: Bools = ballots.there.any(axis=1) & (good | (weights == 0)).all(axis=1)
    return found


def too_many_incompetent(ballots: Ballots, most: tuple[int, int]) -> Bools:
    """Whose ballots say incompetent on more than the share `most` of all valid ones, [n]; exactly the share is allowed."""
    over, under = most
    against = ballots.grades[:, :, INCOMPETENT].sum(axis=1)
    valid = (ballots.returned - ballots.void).sum(axis=1)
    if max(int(against.max(initial=0)) * under, int(np.abs(valid).max(initial=0)) * over) >= LARGEST:
        raise Fault("ballots times the share would leave 64 bits")
    found: Bools = against * under > valid * over
    return found
