"""RFC 8785 canonical JSON, without floating numbers: text, whole numbers below 2^53, true, false, null."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from dinggang.basis import Fault
from dinggang.record.errors import Kind, Unsound

LARGEST = 2**53 - 1
_MAX_DEPTH = 64


def dumps(value: object) -> bytes:
    """The canonical bytes of a value of dict, list, tuple, str, int, bool and None. Raises Fault for anything else.

    The message names a type, never a value.
    """
    # For these types the standard library's encoder writes what RFC 8785 asks for, once the keys are in its order.
    text = json.dumps(_ordered(value, 0), ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        raise Fault("text with a lone surrogate has no canonical form") from None


def _ordered(value: object, depth: int) -> Any:
    if depth > _MAX_DEPTH:
        raise Fault(f"nested more than {_MAX_DEPTH} deep")
    match value:
        case None | bool() | str():
            return value
        case int():
            if not -LARGEST <= value <= LARGEST:
                raise Fault("a whole number from -(2^53 - 1) to 2^53 - 1 was expected")
            return int(value)
        case Mapping():
            if not all(isinstance(key, str) for key in value):
                raise Fault("a key must be text")
            keys = sorted(value, key=lambda key: key.encode("utf-16-be", "surrogatepass"))
            return {key: _ordered(value[key], depth + 1) for key in keys}
        case Sequence() if not isinstance(value, (bytes, bytearray, memoryview)):
            return [_ordered(item, depth + 1) for item in value]
    raise Fault(f"{type(value).__name__} has no canonical form")


def loads(raw: bytes) -> Any:
    """The value whose canonical form these bytes are. Raises Unsound when they are not exactly that form."""
    try:
        value = json.loads(raw.decode("utf-8"), parse_float=_no_float, parse_constant=_no_float)
        if dumps(value) == raw:
            return value
    except (ValueError, RecursionError, Fault):
        pass
    raise Unsound(Kind.FORM, "not canonical JSON (RFC 8785) without floating numbers")


def _no_float(_text: str) -> Any:
    raise ValueError
