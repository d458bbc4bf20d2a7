"""What statistics are made of: a figure or the reason why there is none, and marks as exact whole numbers."""

from collections.abc import Sequence
from fractions import Fraction
from math import lcm, sqrt

from dinggang.basis import Exact, Fault, Value, Words, fraction


class NotComputable(Value, frozen=True, kw_only=True):
    """A figure that does not exist for these marks, and why. Never NaN, never a 0 that means nothing."""

    reason: Words


Figure = float | NotComputable

FEW = 30
"""Below so many people most figures are uncertain; pages say so."""


def not_computable(zh: str, en: str) -> NotComputable:
    return NotComputable(reason=Words(zh=zh, en=en))


class Column:
    """Exact numbers over one denominator, and their exact sums.

    Sums of squares and products are whole numbers, so that "no variance" and "equal totals" are facts and not a
    matter of the last bit; floats appear only in what is returned.
    """

    __slots__ = ("denominator", "numbers")

    def __init__(self, numbers: Sequence[int], denominator: int = 1) -> None:
        self.numbers, self.denominator = tuple(numbers), denominator

    def __len__(self) -> int:
        return len(self.numbers)

    @property
    def constant(self) -> bool:
        return len(set(self.numbers)) <= 1

    @property
    def mean(self) -> Fraction:
        return Fraction(sum(self.numbers), len(self) * self.denominator)

    def spread(self, other: "Column") -> Fraction:
        """Σ (x − mean x)(y − mean y), exactly."""
        n = len(self)
        products = sum(x * y for x, y in zip(self.numbers, other.numbers, strict=True))
        over = n * self.denominator * other.denominator
        return Fraction(n * products - sum(self.numbers) * sum(other.numbers), over)

    @property
    def variance(self) -> Fraction:
        """With n − 1. Asked only where n is at least 2."""
        return self.spread(self) / (len(self) - 1)

    def minus(self, other: "Column") -> "Column":
        """The difference, element by element; both must have one denominator."""
        if self.denominator != other.denominator:
            raise Fault("columns of one table share a denominator")
        return Column([x - y for x, y in zip(self.numbers, other.numbers, strict=True)], self.denominator)

    def in_order(self) -> "Column":
        return Column(sorted(self.numbers), self.denominator)

    def ranks(self) -> "Column":
        """Average ranks, 1 the smallest; equal values share the mean of their places."""
        places: dict[int, list[int]] = {}
        for place, number in enumerate(sorted(self.numbers), start=1):
            places.setdefault(number, [place, place])[1] = place
        return Column([sum(places[number]) for number in self.numbers], 2)

    def floats(self) -> list[float]:
        return [number / self.denominator for number in self.numbers]


def columns_of(rows: Sequence[Sequence[Exact]]) -> tuple[Column, ...]:
    """The columns of a table of exact numbers, over one denominator.

    Raises Fault when rows differ in length, TypeError for floats.
    """
    exact = [[fraction(value) for value in row] for row in rows]
    if len({len(row) for row in exact}) > 1:
        raise Fault("every row needs the same number of marks")
    denominator = lcm(*(value.denominator for row in exact for value in row))
    scaled = [[int(value * denominator) for value in row] for row in exact]
    return tuple(Column(column, denominator) for column in zip(*scaled, strict=True))


def column_of(values: Sequence[Exact]) -> Column:
    exact = [fraction(value) for value in values]
    denominator = lcm(*(value.denominator for value in exact))
    return Column([int(value * denominator) for value in exact], denominator)


def summed(columns: Sequence[Column]) -> Column:
    """Row by row the sum of columns of one table."""
    return Column(
        [sum(row) for row in zip(*(c.numbers for c in columns), strict=True)], columns[0].denominator
    )


def correlation(one: Column, other: Column) -> Figure:
    """Pearson's, between −1 and 1."""
    if len(one) < 2:
        return not_computable("人数少于2人。", "There are fewer than 2 people.")
    if one.constant or other.constant:
        return not_computable("有一列全部相同，没有差异。", "One of the two columns is the same throughout.")
    return root_share(one.spread(other), one.spread(one) * other.spread(other))


def root_share(number: Fraction, square: Fraction) -> float:
    """A number over the root of another; the sign kept, one division and one root, so that ±1 comes out exactly."""
    share = number * number / square
    return sqrt(share) if number >= 0 else -sqrt(share)
