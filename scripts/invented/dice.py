"""Chance that falls the same way every time, on any machine: whole numbers only, no floats."""

import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """Dice with a seed. The same seed gives the same throws."""

    def __init__(self, seed: str) -> None:
        self._random = random.Random(seed)

    def below(self, count: int) -> int:
        """0 … count − 1, each as likely."""
        return self._random.randrange(count)

    def between(self, low: int, high: int) -> int:
        """Low … high, each as likely."""
        return low + self.below(high - low + 1)

    def bell(self, low: int, high: int, throws: int = 4) -> int:
        """Low … high, the middle likelier than the ends: the mean of so many throws."""
        return (sum(self.between(low, high) for _ in range(throws)) + throws // 2) // throws

    def chance(self, percent: int) -> bool:
        return self.below(100) < percent

    def pick(self, things: Sequence[T]) -> T:
        return things[self.below(len(things))]

    def weighted(self, things: Sequence[T], weights: Sequence[int]) -> T:
        """One of the things, as likely as its weight says."""
        throw = self.below(sum(weights))
        for thing, weight in zip(things, weights, strict=True):
            if throw < weight:
                return thing
            throw -= weight
        raise AssertionError("the throw is below the sum of the weights")

    def part(self, count: int, permille: int) -> int:
        """So many in a thousand of a count; whether the rest makes one more is thrown for."""
        return (count * permille + self.below(1000)) // 1000

    def mixed(self, things: Sequence[T]) -> list[T]:
        """The things in an order that is thrown."""
        left = list(things)
        for last in range(len(left) - 1, 0, -1):
            other = self.below(last + 1)
            left[last], left[other] = left[other], left[last]
        return left
