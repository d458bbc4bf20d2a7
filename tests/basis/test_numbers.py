from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dinggang.basis import Rounding, RoundingMode, Words, fraction, mean, plain, shown, total

HALF_UP = tuple(Rounding(mode=RoundingMode.HALF_UP, places=n) for n in range(9))
TRUNCATE = tuple(Rounding(mode=RoundingMode.TRUNCATE, places=n) for n in range(9))
D = Decimal

numbers = st.fractions(min_value=-(10**6), max_value=10**6, max_denominator=10**6)
positive = st.fractions(min_value=0, max_value=10**6, max_denominator=10**6)
places = st.integers(min_value=0, max_value=8)


@pytest.mark.parametrize(
    ("number", "digits", "half_up", "truncated"),
    [
        (D("86.445"), 2, "86.45", "86.44"),
        (D("86.435"), 2, "86.44", "86.43"),
        (D("86.4449999"), 2, "86.44", "86.44"),
        (D("0.5"), 0, "1", "0"),
        (D("1.5"), 0, "2", "1"),
        (D("2.5"), 0, "3", "2"),
        (D("-2.5"), 0, "-3", "-2"),  # away from zero, towards zero
        (D("-0.004"), 2, "0.00", "0.00"),  # no minus zero
        (Fraction(260, 3), 2, "86.67", "86.66"),  # 86.666…
        (Fraction(2, 3), 8, "0.66666667", "0.66666666"),
        (86, 2, "86.00", "86.00"),
        (D("99.995"), 2, "100.00", "99.99"),
        (0, 1, "0.0", "0.0"),
    ],
)
def test_rounding_by_hand(number, digits, half_up, truncated):
    assert (str(HALF_UP[digits](number)), str(TRUNCATE[digits](number))) == (half_up, truncated)


def test_half_up_is_not_pythons_round():
    # Python rounds a float by its binary value, and a decimal's half to the even digit.
    assert round(D("86.445"), 2) == D("86.44")
    assert round(86.445, 2) < 86.445
    assert HALF_UP[2](D("86.445")) == D("86.45")


@given(st.integers(min_value=0, max_value=10**7), st.integers(min_value=0, max_value=5))
def test_half_up_differs_from_half_even_exactly_at_a_half_after_an_even_digit(units, digits):
    # units and a half, at `digits` places: half to even goes down when units is even.
    number = D(2 * units + 1) / 2 * D(10) ** -digits

    differs = HALF_UP[digits](number) != round(number, digits)

    assert differs == (units % 2 == 0)


@given(positive, places)
def test_half_up_lies_between_truncation_and_one_unit_more(number, digits):
    low, middle = TRUNCATE[digits](number), HALF_UP[digits](number)

    assert low <= middle <= low + D(1).scaleb(-digits)
    assert Fraction(low) <= number < Fraction(low) + Fraction(1, 10**digits)
    assert 2 * abs(Fraction(middle) - number) <= Fraction(1, 10**digits)


@given(numbers, places, st.sampled_from(RoundingMode))
def test_rounding_twice_is_rounding_once(number, digits, mode):
    rule = Rounding(mode=mode, places=digits)

    assert rule(rule(number)) == rule(number)
    assert rule(number).as_tuple().exponent == -digits
    assert rule(-number) == -rule(number)


@given(numbers, numbers, places, st.sampled_from(RoundingMode))
def test_rounding_keeps_the_order(one, other, digits, mode):
    rule = Rounding(mode=mode, places=digits)
    low, high = sorted((one, other))

    assert rule(low) <= rule(high)


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (HALF_UP[2], Words(zh="四舍五入保留2位小数", en="rounded half up to 2 places")),
        (HALF_UP[1], Words(zh="四舍五入保留1位小数", en="rounded half up to 1 place")),
        (HALF_UP[0], Words(zh="四舍五入取整数", en="rounded half up to a whole number")),
        (TRUNCATE[2], Words(zh="不四舍五入，截尾保留2位小数", en="truncated to 2 places")),
    ],
)
def test_a_rounding_rule_in_words(rule, words):
    assert rule.words == words


@pytest.mark.parametrize("number", [1.0, True, "1", None])
def test_only_exact_numbers_are_numbers(number):
    with pytest.raises(TypeError, match="exact number"):
        fraction(number)


@pytest.mark.parametrize("number", [D("NaN"), D("Infinity"), D("-Infinity")])
def test_only_finite_numbers_are_numbers(number):
    with pytest.raises(ValueError, match="finite"):
        fraction(number)
    with pytest.raises(ValueError, match="finite"):
        plain(number)


def test_sum_and_mean_are_exact():
    assert total([D("0.1")] * 3) == Fraction(3, 10)
    assert total([]) == 0
    assert mean([D(1), 2, Fraction(1, 2)]) == Fraction(7, 6)
    with pytest.raises(ValueError, match="nothing to average"):
        mean([])


@pytest.mark.parametrize(
    ("number", "text"),
    [("80", "80"), ("80.50", "80.5"), ("0.00", "0"), ("-0.0", "0"), ("1E+3", "1000"), ("1E-7", "0.0000001"), ("-2.50", "-2.5"), ("100", "100")],
)  # fmt: skip
def test_a_decimal_as_people_write_it(number, text):
    assert plain(D(number)) == text


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (Fraction(86445, 1000), "86.445"),
        (Fraction(260, 3), "260/3"),
        (Fraction(-1, 8), "-0.125"),
        (Fraction(7, 20), "0.35"),
        (D("80.00"), "80"),
        (0, "0"),
        (-3, "-3"),
        (Fraction(1, 30), "1/30"),
    ],
)
def test_an_exact_number_in_a_working_out(number, text):
    assert shown(number) == text


@given(numbers)
def test_what_is_shown_is_exact(number):
    assert Fraction(shown(number)) == number
