"""The canonical form of a value: the same value gives the same bytes, on any machine, for ever."""

import hashlib
import unicodedata
from collections.abc import Callable, Mapping
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


def _simple(value: object) -> Any:  # noqa: PLR0911 - one case per kind of value
    plainly = _PLAINLY.get(type(value)) or _of_struct(type(value))
    if plainly is not None:
        return plainly(value)
    match value:
        case Enum():
            return _simple(value.value)
        case int():
            return int(value)
        case str():
            return unicodedata.normalize("NFC", str(value))
        case Decimal():
            return plain(value)
        case Fraction():
            return f"{value.numerator}/{value.denominator}"
        case date() if not isinstance(value, datetime):  # a time of day is no fact of a case
            return value.isoformat()
        case Mapping():
            return _mapping(value)
        case tuple() | list():
            return [_simple(item) for item in value]
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


def _of_struct(kind: type) -> Callable[[Any], Any] | None:
    """How a struct of this kind is made simple, found once; None for what is no struct."""
    if not issubclass(kind, msgspec.Struct):
        return None
    names = kind.__struct_fields__

    def fields(value: Any) -> dict[str, Any]:
        return {name: _simple(getattr(value, name)) for name in names}

    _PLAINLY[kind] = fields
    return fields


_PLAINLY: dict[type, Callable[[Any], Any]] = {
    str: _text,
    int: _same,
    bool: _same,
    type(None): _same,
    Decimal: plain,
    tuple: lambda value: [_simple(item) for item in value],
    dict: _mapping,
}
"""The kinds that nearly every part of a value is of, told by their type alone. Subclasses go the long way."""


def _key(key: object) -> str:
    if isinstance(key, Enum):
        key = key.value
    if not isinstance(key, str):
        raise TypeError(f"a key must be text, not {type(key).__name__}")
    return unicodedata.normalize("NFC", key)
