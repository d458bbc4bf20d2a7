"""Exact numbers and stored rounding rules. No float enters here."""

from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from typing import Annotated, NamedTuple

import msgspec

from dinggang.basis.values import Value, Words


class Within(NamedTuple):
    """The bounds of a number, both included, as metadata of its type: `Annotated[Decimal, Within(0, 100)]`.

    `msgspec.Meta` takes bounds of binary numbers only.
    """

    ge: int | None = None
    le: int | None = None


Exact = int | Decimal | Fraction
Percent = Annotated[Decimal, Within(0, 100)]
Points = Annotated[Decimal, Within(0, 100_000)]


class RoundingMode(StrEnum):
    HALF_UP = "half_up"
    TRUNCATE = "truncate"


class Rounding(Value, frozen=True, kw_only=True):
    """A stored rounding rule: 四舍五入 (half away from zero) or truncation (不四舍五入), to so many places.

    86.445 to two places is 86.45 by `half_up` and 86.44 by `truncate`.
    Python's round(86.445, 2) gives 86.44, and round(Decimal("86.445"), 2) 86.44 too (half to even).
    """

    mode: RoundingMode
    places: Annotated[int, msgspec.Meta(ge=0, le=8)]

    def __call__(self, number: Exact) -> Decimal:
        """The number by this rule, always with `places` digits behind the point."""
        exact = fraction(number)
        scale = 10**self.places
        magnitude = abs(exact.numerator) * scale
        if self.mode is RoundingMode.HALF_UP:
            units = (2 * magnitude + exact.denominator) // (2 * exact.denominator)
        else:
            units = magnitude // exact.denominator
        sign = "-" if exact < 0 and units != 0 else ""
        return Decimal(f"{sign}{units}E-{self.places}")

    @property
    def words(self) -> Words:
        """The rule as a working-out names it."""
        zh, en = _MODE_WORDS[self.mode]
        if self.places == 0:
            return Words(zh=f"{zh}取整数", en=f"{en} to a whole number")
        return Words(
            zh=f"{zh}保留{self.places}位小数", en=f"{en} to {self.places} place{'s' * (self.places > 1)}"
        )


CENT = Rounding(mode=RoundingMode.HALF_UP, places=2)
"""Yuan to the cent, the smallest amount that can be paid."""

_MODE_WORDS = {
    RoundingMode.HALF_UP: ("四舍五入", "rounded half up"),
    RoundingMode.TRUNCATE: ("不四舍五入，截尾", "truncated"),
}


def fraction(number: Exact) -> Fraction:
    """The number as an exact fraction. Floats are refused, and so are NaN and infinity."""
    if type(number) is Fraction:
        return number
    if isinstance(number, bool) or not isinstance(number, int | Decimal | Fraction):
        raise TypeError(f"an exact number is needed, not {type(number).__name__}")
    if isinstance(number, Decimal) and not number.is_finite():
        raise ValueError(f"a finite number is needed, not {number}")
    return _fraction(number)


@lru_cache(maxsize=65_536)
def _fraction(number: Exact) -> Fraction:
    """Marks and money repeat themselves: each is taken apart once."""
    return Fraction(number)


def total(numbers: Iterable[Exact]) -> Fraction:
    """The exact sum: first of those that share a denominator, in whole numbers."""
    alike: dict[int, int] = {}
    for number in numbers:
        exact = fraction(number)
        alike[exact.denominator] = alike.get(exact.denominator, 0) + exact.numerator
    return sum((Fraction(n, d) for d, n in alike.items()), Fraction(0))


def mean(numbers: Iterable[Exact]) -> Fraction:
    """The exact mean. Raises ValueError when there is nothing to average."""
    values = [fraction(n) for n in numbers]
    if not values:
        raise ValueError("nothing to average")
    return total(values) / len(values)


def plain(number: Decimal) -> str:
    """A decimal as people write it: no exponent, no trailing zeros ("80", "80.5")."""
    if not number.is_finite():
        raise ValueError(f"a finite number is needed, not {number}")
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def shown(number: Exact) -> str:
    """An exact number as a working-out writes it: "86.445", or "260/3" when no decimal is exact."""
    exact = fraction(number)
    return _shown(exact.numerator, exact.denominator)


@lru_cache(maxsize=65_536)
def _shown(numerator: int, denominator: int) -> str:
    rest, places = denominator, 0
    for prime in (2, 5):
        times = 0
        while rest % prime == 0:
            rest, times = rest // prime, times + 1
        places = max(places, times)
    if rest != 1:
        return f"{numerator}/{denominator}"
    units = abs(numerator) * 10**places // denominator
    return plain(Decimal(f"{'-' if numerator < 0 else ''}{units}E-{places}"))
