"""Plain data (from TOML or a row) → values, collecting everything that does not fit instead of stopping at the first.

The values' own type hints are the only description: field names, types, and the bounds in their `Meta` or `Within`.
"""

import re
import types
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin, get_type_hints

import msgspec

from dinggang.basis import Within, Words
from dinggang.sheets.plan_words import KEYS
from dinggang.sheets.text import clean, control_characters, nearest
from dinggang.sheets.troubles import Trouble

Path = tuple[str | int, ...]


class Flaw(NamedTuple):
    """What does not fit, and under which path of keys and indices."""

    path: Path
    words: Words
    cure: Words


class Shape(NamedTuple):
    """A type hint taken apart: the bare type and its bounds."""

    bare: Any
    metas: tuple[msgspec.Meta | Within, ...]


BAD: Any = object()
"""Stands for a part that did not fit, until the whole is given up."""


def decode(hint: Any, raw: object, flaws: list[Flaw], path: Path = ()) -> Any:
    """The value that `raw` describes, or BAD after adding to `flaws`."""
    return _of_shape(shape_of(hint), raw, flaws, path)


def _of_shape(shape: Shape, raw: object, flaws: list[Flaw], path: Path) -> Any:
    try:
        return _decode(shape, raw, flaws, path)
    except Trouble as trouble:
        flaws.append(Flaw(path, trouble.words, trouble.cure))
        return BAD


@lru_cache(maxsize=512)
def shape_of(hint: Any) -> Shape:
    metas: list[msgspec.Meta | Within] = []
    while True:
        if get_origin(hint) is Annotated:
            hint, *more = get_args(hint)
            metas.extend(m for m in more if isinstance(m, msgspec.Meta | Within))
        elif get_origin(hint) in {Union, types.UnionType}:  # every union here is "or None"
            (hint,) = (part for part in get_args(hint) if part is not type(None))
        else:
            return Shape(hint, tuple(metas))


@lru_cache(maxsize=128)
def hints(cls: type[msgspec.Struct]) -> Mapping[str, tuple[Any, bool]]:
    """Field → (type hint, required)."""
    annotated = get_type_hints(cls, include_extras=True)
    return {f.name: (annotated[f.name], f.required) for f in msgspec.structs.fields(cls)}


@lru_cache(maxsize=128)
def _fields(cls: type[msgspec.Struct]) -> Mapping[str, tuple[Shape, bool]]:
    """Field → (shape, required)."""
    return {name: (shape_of(hint), required) for name, (hint, required) in hints(cls).items()}


def _decode(shape: Shape, raw: object, flaws: list[Flaw], path: Path) -> Any:
    bare = shape.bare
    if bare in _LEAVES:
        value = _LEAVES[bare](raw)
        for meta in shape.metas:
            _bounded(meta, value)
        return value
    origin = get_origin(bare)
    if origin is tuple:
        return _many(get_args(bare)[0], raw, flaws, path)
    if origin is dict:
        key, item = get_args(bare)
        return _mapping(key, item, raw, flaws, path)
    if isinstance(bare, type) and issubclass(bare, msgspec.Struct):
        return raw if isinstance(raw, bare) else _struct(bare, raw, flaws, path)
    return _enum(bare, raw)


def _many(item: Any, raw: object, flaws: list[Flaw], path: Path) -> Any:
    if not isinstance(raw, list | tuple):
        raise Trouble(
            f"应为列表，实为{_kind(raw)[0]}。",
            f"A list expected, not {_kind(raw)[1]}.",
            "请写成 [ … ]，或用 [[ … ]] 逐项列出。",
            "Write [ … ], or list the items under [[ … ]].",
        )
    values = tuple(decode(item, one, flaws, (*path, index)) for index, one in enumerate(raw))
    return BAD if any(v is BAD for v in values) else values


def _mapping(key: Any, item: Any, raw: object, flaws: list[Flaw], path: Path) -> Any:
    if not isinstance(raw, dict):
        raise _no_table(raw)
    names, items = shape_of(key), shape_of(item)
    found = {
        _of_shape(names, name, flaws, (*path, name)): _of_shape(items, one, flaws, (*path, name))
        for name, one in raw.items()
    }
    return BAD if BAD in found or any(v is BAD for v in found.values()) else found


def _struct(cls: type[msgspec.Struct], raw: object, flaws: list[Flaw], path: Path) -> Any:
    if not isinstance(raw, dict):
        raise _no_table(raw)
    fields = _fields(cls)
    before = len(flaws)
    if not raw.keys() <= fields.keys():
        free = [f for f in fields if f not in raw] or list(fields)
        flaws.extend(_unknown((*path, name), name, free) for name in raw if name not in fields)
    found: dict[str, Any] = {}
    for name, (shape, required) in fields.items():
        if name in raw:
            found[name] = _of_shape(shape, raw[name], flaws, (*path, name))
        elif required:
            flaws.append(_missing(cls, (*path, name), name))
    return cls(**found) if len(flaws) == before else BAD


def _missing(cls: type[msgspec.Struct], path: Path, name: str) -> Flaw:
    key = KEYS.get(cls, {}).get(name)
    meaning = f"（{re.split('[：，；（]', key.words)[0]}）" if key else ""
    example = f" {name} = {key.example}" if key else ""
    return Flaw(
        path,
        Words(zh=f"缺少“{name}”{meaning}。", en=f"{name} is missing."),
        Words(
            zh=f"请补填这一项{f'，如{example}' if example else ''}。",
            en=f"Fill it in{f', for example{example}' if example else ''}.",
        ),
    )


def _unknown(path: Path, name: str, known: list[str]) -> Flaw:
    like = nearest(name, known)
    return Flaw(
        path,
        Words(zh=f"不认识“{name}”这一项。", en=f"{name!r} is not known here."),
        Words(zh=f"是不是“{like}”？请改正或删去。", en=f"Did you mean {like!r}? Correct it or take it out.")
        if like
        else Words(
            zh=f"请删去；这里可写：{'、'.join(known)}。", en=f"Take it out; known are: {', '.join(known)}."
        ),
    )


def _no_table(raw: object) -> Trouble:
    return Trouble(
        f"应为一组“键 = 值”，实为{_kind(raw)[0]}。",
        f"A table of keys and values expected, not {_kind(raw)[1]}.",
        "请按模板写成 [名称] 下面的各行。",
        "Write it as lines under a [heading], as in the template.",
    )


def _enum(kind: Any, raw: object) -> Any:
    if isinstance(raw, kind):
        return raw
    if isinstance(raw, str):
        for member in kind:
            if member.value == raw.strip():
                return member
    allowed = "、".join(f'"{m.value}"' for m in kind)
    raise Trouble(
        f"{_shown(raw)}不在可选项中。",
        f"{_shown(raw)} is not among the choices.",
        f"可选：{allowed}。",
        f"Choose one of: {', '.join(m.value for m in kind)}.",
    )


def _text(raw: object) -> str:
    if not isinstance(raw, str):
        raise _wrong("文字（加引号）", "text in quotes", raw)
    return _clean(raw)


@lru_cache(maxsize=16_384)
def _clean(raw: str) -> str:
    text = clean(raw)
    found = control_characters(text, lines=True)
    if found:
        raise Trouble(
            f"含有看不见的控制字符（{'、'.join(found)}）。",
            f"Contains control characters ({', '.join(found)}).",
            "请删去后重新打字填写。",
            "Delete them and type the text again.",
        )
    return text


def _whole(raw: object) -> int:
    if isinstance(raw, bool) or not isinstance(raw, int):
        raise _wrong("整数", "a whole number", raw)
    return raw


def _truth(raw: object) -> bool:
    if not isinstance(raw, bool):
        raise _wrong("true 或 false", "true or false", raw)
    return raw


def _decimal(raw: object) -> Decimal:
    if isinstance(raw, bool) or not isinstance(raw, int | Decimal):
        raise _wrong("数字（不加引号）", "a number without quotes", raw)
    number = Decimal(raw)
    # A number like 1e999999 would fill the memory as soon as it is written out.
    if not number.is_finite() or number.adjusted() > 15 or int(number.as_tuple().exponent) < -10:
        raise Trouble(
            f"数字{str(raw)[:30]}不合情理。",
            f"The number {str(raw)[:30]} cannot be right.",
            "请写普通数字，整数部分不超过15位，小数不超过10位。",
            "Write an ordinary number: at most 15 digits before the point and 10 behind it.",
        )
    return number


def _day(raw: object) -> date:
    if isinstance(raw, datetime) or not isinstance(raw, date):
        raise Trouble(
            f"应为日期，实为{_kind(raw)[0]}。",
            f"A date expected, not {_kind(raw)[1]}.",
            "日期不加引号、不带时刻，如 2006-11-13。",
            "Write it without quotes and without a time of day: 2006-11-13.",
        )
    return raw


_LEAVES: Mapping[Any, Callable[[object], Any]] = {
    str: _text,
    int: _whole,
    bool: _truth,
    Decimal: _decimal,
    date: _day,
}


def _bounded(meta: msgspec.Meta | Within, value: Any) -> None:
    if meta.ge is not None and value < meta.ge:
        raise Trouble(
            f"{value}小于{meta.ge:g}。", f"{value} is less than {meta.ge:g}.", "请核对后改正。", "Correct it."
        )
    if meta.le is not None and value > meta.le:
        raise Trouble(
            f"{value}大于{meta.le:g}。", f"{value} is more than {meta.le:g}.", "请核对后改正。", "Correct it."
        )
    if isinstance(meta, Within):
        return
    if meta.pattern is not None and not re.search(meta.pattern, value):
        raise Trouble(
            f"“{value[:30]}”不合编号的写法。",
            f"{value[:30]!r} is not written as an id here must be.",
            f"应合乎 {meta.pattern}，如 B01。" if "0-9]{1,8}" in meta.pattern else f"应合乎 {meta.pattern}。",
            f"It must match {meta.pattern}.",
        )
    if meta.min_length is not None and len(value) < meta.min_length:
        raise Trouble("不能是空的。", "It must not be empty.", "请填写。", "Fill it in.")
    if meta.max_length is not None and len(value) > meta.max_length:
        raise Trouble(
            f"有{len(value)}个字，超过{meta.max_length}个。",
            f"{len(value)} characters are more than {meta.max_length}.",
            "请缩短。",
            "Shorten it.",
        )


def _wrong(zh: str, en: str, raw: object) -> Trouble:
    return Trouble(
        f"应为{zh}，实为{_kind(raw)[0]}{_shown(raw)}。",
        f"{en} expected, not {_kind(raw)[1]} {_shown(raw)}.".capitalize(),
        f"请改为{zh}。",
        f"Write {en}.",
    )


def _kind(raw: object) -> tuple[str, str]:  # noqa: PLR0911 - one return per kind of value
    match raw:
        case bool():
            return "是否值", "a truth value"
        case str():
            return "文字", "text"
        case int():
            return "整数", "a whole number"
        case Decimal():
            return "数字", "a number"
        case datetime():
            return "日期时刻", "a date with a time"
        case date():
            return "日期", "a date"
        case list() | tuple():
            return "列表", "a list"
        case dict():
            return "一组键值", "a table"
    return "别的内容", "something else"


def _shown(raw: object) -> str:
    return f"“{str(raw)[:30]}”" if isinstance(raw, str | int | Decimal | date) else ""
