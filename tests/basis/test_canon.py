import hashlib
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dinggang.basis import Value, canonical, digest


class Colour(StrEnum):
    RED = "red"


class Inner(Value, frozen=True, kw_only=True):
    day: date


class Sample(Value, frozen=True, kw_only=True):
    name: str
    mark: Decimal
    exact: Fraction
    inner: Inner
    colour: Colour
    weights: dict[Colour, int]
    marks: dict[str, Decimal]
    none: int | None = None
    yes: bool = True
    many: tuple[int, ...] = ()


SAMPLE = Sample(
    name="e\u0301𠮷",  # e and a combining accent: NFC makes it one character
    mark=Decimal("80.50"),
    exact=Fraction(260, 3),
    inner=Inner(day=date(2006, 11, 17)),
    colour=Colour.RED,
    weights={Colour.RED: 40},
    marks={"b": Decimal(1), "ä": Decimal("1E+2"), "￥": Decimal("-0.0"), "𠮷": Decimal("1E-7"), "a": Decimal("2.0")},
    many=(2**63, -1),
)  # fmt: skip

# For ever: keys in the order of their UTF-8 bytes, no white space, decimals without exponent or trailing zeros.
GOLDEN = (
    '{"colour":"red","exact":"260/3","inner":{"day":"2006-11-17"},"many":[9223372036854775808,-1],"mark":"80.5",'
    '"marks":{"a":"2","b":"1","ä":"100","￥":"0","𠮷":"0.0000001"},"name":"é𠮷","none":null,'
    '"weights":{"red":40},"yes":true}'
).encode()


def test_the_canonical_form_never_changes():
    assert canonical(SAMPLE) == GOLDEN


def test_the_digest_is_sha256_of_the_canonical_form():
    assert digest(SAMPLE) == hashlib.sha256(GOLDEN).hexdigest()
    assert digest(()) == "4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945"  # sha256sum of []


@given(st.permutations(sorted(SAMPLE.marks)))
def test_the_order_of_insertion_does_not_matter(keys):
    assert canonical({key: SAMPLE.marks[key] for key in keys}) == canonical(SAMPLE.marks)


def test_lists_and_tuples_are_the_same():
    assert canonical([1, (2, None)]) == canonical((1, [2, None])) == b"[1,[2,null]]"


@pytest.mark.parametrize(
    "value",
    [1.5, {1, 2}, object(), b"bytes", datetime(2006, 11, 17, 9, 0)],  # noqa: DTZ001 - a time of day is refused
)
def test_what_has_no_canonical_form_is_refused(value):
    with pytest.raises(TypeError, match="no canonical form"):
        canonical({"deep": [value]})


def test_not_a_number_is_refused():
    with pytest.raises(ValueError, match="finite"):
        canonical(Decimal("NaN"))


def test_keys_are_text():
    with pytest.raises(TypeError, match="a key must be text, not int"):
        canonical({1: "x"})


def test_two_keys_must_not_become_one():
    with pytest.raises(ValueError, match="same text"):
        canonical({"\u00e9": 1, "e\u0301": 2})


class _Text(str):
    __slots__ = ()


class _Number(int):
    pass


class _Mark(Decimal):
    pass


class _Part(Fraction):
    pass


class _Day(date):
    pass


class _Table(dict):
    pass


class _Rows(list):
    pass


def test_a_value_of_a_type_derived_from_a_plain_one_has_its_form():
    derived = _Table({"a": _Text("e\u0301"), "b": _Number(3), "c": _Mark("1.50"), "d": _Part(2, 4)})

    assert (
        canonical(_Rows([derived, _Day(2006, 11, 3)]))
        == '[{"a":"é","b":3,"c":"1.5","d":"1/2"},"2006-11-03"]'.encode()
    )
