"""The forms of published values, written out for a verifier in another language."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

import msgspec

from dinggang.basis import Fault, canonical

_PLAIN: Mapping[object, str] = {
    str: "text",
    int: "int",
    bool: "bool",
    date: "day",
    Decimal: "decimal",
    Fraction: "ratio",
}


def shapes(*roots: type[msgspec.Struct]) -> dict[str, dict[str, dict[str, object]]]:
    """Name of a struct → its fields → `shape`, and under `absent` the JSON of what a missing member means, where it may be.

    A shape is the name of a plain kind, or one of: `of` a shape with bounds; `maybe`, `list`, `each` (so many, in order),
    `map` (keys, values), `one` of these texts, `struct` by name. All structs that the roots need are in it.
    """
    found: dict[str, dict[str, dict[str, object]]] = {}
    known: dict[str, type] = {}
    waiting = list(roots)
    while waiting:
        kind = waiting.pop()
        if known.setdefault(kind.__name__, kind) is not kind:
            raise Fault(f"two structs are called {kind.__name__}")
        if kind.__name__ in found:
            continue
        hints = get_type_hints(kind, include_extras=True)
        found[kind.__name__] = {
            f.name: {"shape": _shape(hints[f.name]), **_absent(f)} for f in msgspec.structs.fields(kind)
        }
        waiting += [s for hint in hints.values() for s in _structs(hint)]
    return found


def _absent(field: msgspec.structs.FieldInfo) -> dict[str, object]:
    if field.default is not msgspec.NODEFAULT:
        return {"absent": canonical(field.default).decode()}
    if field.default_factory is not msgspec.NODEFAULT:
        return {"absent": canonical(field.default_factory()).decode()}
    return {}


def _shape(hint: Any) -> object:
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _bounded(_shape(inner[0]), inner[1:])
    if origin is not None:
        return _compound(origin, inner)
    if hint in _PLAIN:
        return _PLAIN[hint]
    if issubclass(hint, Enum):
        return {"one": [member.value for member in hint]}
    if issubclass(hint, msgspec.Struct):
        return {"struct": hint.__name__}
    raise Fault(f"no shape for {hint}")


def _compound(origin: object, inner: tuple[Any, ...]) -> object:
    if origin is dict:
        return {"map": [_shape(each) for each in inner]}
    if origin is tuple and inner[-1] is Ellipsis:
        return {"list": _shape(inner[0])}
    if origin is tuple:
        return {"each": [_shape(each) for each in inner]}
    kinds = [each for each in inner if each is not NoneType]
    if origin not in {Union, UnionType} or len(kinds) != 1:
        raise Fault(f"no shape for {origin} of {inner}")
    return {"maybe": _shape(kinds[0])}


def _bounded(shape: object, marks: tuple[object, ...]) -> object:
    """The shape within the bounds that reading holds it to; others are for checks of the plan."""
    bounds: dict[str, object] = {}
    for mark in marks:
        if isinstance(mark, msgspec.Meta):
            named = {
                "ge": mark.ge,
                "le": mark.le,
                "min": mark.min_length,
                "max": mark.max_length,
                "pattern": mark.pattern,
            }
            bounds |= {name: bound for name, bound in named.items() if bound is not None}
    return {"of": shape, **bounds} if bounds else shape


def _structs(hint: Any) -> Iterator[type[msgspec.Struct]]:
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        yield hint
    for each in get_args(hint):
        yield from _structs(each)
