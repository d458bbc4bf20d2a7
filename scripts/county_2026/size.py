"""How many people and townships: 5,000 in 12 at scale 1, ten times as many at scale 10."""

from fractions import Fraction
from typing import NamedTuple

from county_2026.dice import Dice

PEOPLE, TOWNSHIPS = 5_000, 12
LEAST = 120
"""People a township needs for every post and way out to be there."""


class Size(NamedTuple):
    """People of each township."""

    towns: tuple[int, ...]

    @property
    def people(self) -> int:
        return sum(self.towns)


def size_of(scale: Fraction) -> Size:
    """The townships of a scale, unequal by up to a fifth. Raises ValueError where two of them would be too small."""
    people = int(PEOPLE * scale)
    towns = max(2, (2 * TOWNSHIPS * scale.numerator + scale.denominator) // (2 * scale.denominator))
    if people < towns * LEAST:
        raise ValueError(f"{people} people are too few: at least {2 * LEAST}, a scale of 1/20")
    dice = Dice("size")
    weights = [dice.between(90, 110) for _ in range(towns)]
    found, given, weighed = [], 0, 0
    for weight in weights:
        weighed += weight
        upto = people * weighed // sum(weights)
        found.append(upto - given)
        given = upto
    return Size(tuple(found))
