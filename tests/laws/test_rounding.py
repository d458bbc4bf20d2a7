"""Rounding: 四舍五入 is half away from zero, exact, symmetric and monotone; it is not Python's round."""

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import floor

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dinggang.basis import CENT, Rounding, RoundingMode

D = Decimal
places = st.integers(0, 8)
modes = st.sampled_from(RoundingMode)
numbers = st.fractions(max_denominator=10**9).filter(lambda n: abs(n) < 10**15)
decimals = st.decimals(-(10**12), 10**12, places=10)


def oracle(number: Fraction, mode: RoundingMode, digits: int) -> Fraction:
    """By the definition, on the magnitude: add a half and cut off, or only cut off."""
    scaled = abs(number) * 10**digits
    units = floor(scaled + Fraction(1, 2)) if mode is RoundingMode.HALF_UP else floor(scaled)
    return Fraction(units if number >= 0 else -units, 10**digits)


@given(numbers, modes, places)
@example(Fraction(1, 8), RoundingMode.HALF_UP, 2)
@example(Fraction("86.445"), RoundingMode.HALF_UP, 2)
def test_law_rounding_is_what_the_definition_says(number, mode, digits):
    assert Fraction(Rounding(mode=mode, places=digits)(number)) == oracle(number, mode, digits)


@given(decimals, places)
def test_law_it_is_the_decimal_standard_s_half_up_and_down(number, digits):
    """The General Decimal Arithmetic's own half-up and down, on numbers that it can hold."""
    step = D(1).scaleb(-digits)
    assert Rounding(mode=RoundingMode.HALF_UP, places=digits)(number) == number.quantize(step, ROUND_HALF_UP)
    assert Rounding(mode=RoundingMode.TRUNCATE, places=digits)(number) == number.quantize(step, ROUND_DOWN)


@given(numbers, modes, places)
def test_law_rounding_is_symmetric(number, mode, digits):
    rule = Rounding(mode=mode, places=digits)
    assert rule(-number) == -rule(number)


@given(numbers, st.fractions(0, 1000), modes, places)
def test_law_rounding_is_monotone(number, more, mode, digits):
    rule = Rounding(mode=mode, places=digits)
    assert rule(number) <= rule(number + more)


@given(numbers, places)
def test_law_half_up_errs_by_half_a_unit_at_most(number, digits):
    assert (
        abs(Fraction(Rounding(mode=RoundingMode.HALF_UP, places=digits)(number)) - number) * 2 * 10**digits
        <= 1
    )


@pytest.mark.parametrize(
    ("text", "half_up", "pythons_float", "pythons_decimal"),
    [
        ("0.125", "0.13", 0.12, "0.12"),  # half to even
        ("2.675", "2.68", 2.67, "2.68"),  # the float lies below 2.675
        ("86.445", "86.45", 86.44, "86.44"),
        ("1.005", "1.01", 1.0, "1.00"),
        ("0.135", "0.14", 0.14, "0.14"),  # where all agree
        ("-0.125", "-0.13", -0.12, "-0.12"),
    ],
)
def test_half_up_beside_pythons_round(text, half_up, pythons_float, pythons_decimal):
    assert CENT(D(text)) == D(half_up)
    assert CENT(Fraction(text)) == D(half_up)
    assert round(float(text), 2) == pythons_float
    assert round(D(text), 2) == D(pythons_decimal)
