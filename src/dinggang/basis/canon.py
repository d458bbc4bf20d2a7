"""The canonical form of a value: the same value gives the same bytes, on any machine, for ever."""

import hashlib
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Any

import msgspec

from dinggang.basis.numbers import plain


def canonical(value: object) -> bytes:
    """Canonical JSON in UTF-8: keys sorted, text in NFC, no white space, no floats.

    Decimals become strings without exponent or trailing zeros, fractions "n/d", dates ISO 8601.
    Raises TypeError for anything else (floats, times of day, sets, unknown objects),
    ValueError when two keys become one.
    """
    return msgspec.json.encode(_simple(value), order="deterministic")


def digest(value: object) -> str:
    """SHA-256 of the canonical form, in 64 lower-case hexadecimal digits."""
    return hashlib.sha256(canonical(value)).hexdigest()


def _simple(value: object) -> Any:
    return (_PLAINLY.get(type(value)) or _of_kind(type(value)))(value)


def _slowly(value: object) -> Any:
    match value:
        case int():
            return int(value)
        case str():
            return unicodedata.normalize("NFC", str(value))
        case Decimal():
            return plain(value)
        case Fraction():
            return f"{value.numerator}/{value.denominator}"
        case Mapping():
            return _mapping(value)
        case tuple() | list():
            return _list(value)
    raise TypeError(f"{type(value).__name__} has no canonical form")


def _mapping(value: Mapping[Any, Any]) -> dict[str, Any]:
    simple = {_key(key): _simple(item) for key, item in value.items()}
    if len(simple) != len(value):
        raise ValueError("two keys become the same text in NFC")
    return simple


def _same(value: Any) -> Any:
    return value


def _text(value: str) -> str:
    return value if value.isascii() else unicodedata.normalize("NFC", value)


def _list(value: Iterable[Any]) -> list[Any]:
    return [(_PLAINLY.get(type(item)) or _of_kind(type(item)))(item) for item in value]


def _of_kind(kind: type) -> Callable[[Any], Any]:
    """How a value of this kind is made simple, found once."""
    plainly: Callable[[Any], Any]
    if issubclass(kind, msgspec.Struct):
        names, known = kind.__struct_fields__, _PLAINLY.get

        def fields(value: Any) -> dict[str, Any]:
            return {
                name: (known(type(item)) or _of_kind(type(item)))(item)
                for name in names
                for item in (getattr(value, name),)
            }

        plainly = fields
    elif issubclass(kind, Enum):
        plainly = _enum
    elif issubclass(kind, date) and not issubclass(kind, datetime):  # a time of day is no fact of a case
        plainly = _day
    else:
        plainly = _slowly
    _PLAINLY[kind] = plainly
    return plainly


def _enum(value: Enum) -> Any:
    return _simple(value.value)


def _day(value: date) -> str:
    return value.isoformat()


_PLAINLY: dict[type, Callable[[Any], Any]] = {
    str: _text,
    int: _same,
    bool: _same,
    type(None): _same,
    Decimal: plain,
    tuple: _list,
    dict: _mapping,
}
"""The kinds that nearly every part of a value is of, told by their type alone. Subclasses go the long way."""


def _key(key: object) -> str:
    if isinstance(key, Enum):
        key = key.value
    if not isinstance(key, str):
        raise TypeError(f"a key must be text, not {type(key).__name__}")
    return unicodedata.normalize("NFC", key)
