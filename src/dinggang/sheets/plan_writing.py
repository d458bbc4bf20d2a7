"""Plan → plan.toml."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

import msgspec
import tomlkit
from tomlkit.items import AoT, Item, Table

from dinggang.basis import Fault, Rounding, plain
from dinggang.plan import GradePoints, Plan, RuleSource
from dinggang.sheets.plan_words import HEADINGS
from dinggang.sheets.shapes import hints

INLINE = (Rounding, GradePoints, RuleSource)
"""Values short enough for one line."""
_ONE_LINE = 60
"""Characters of a list beyond which each item has its own line."""


def plan_toml(plan: Plan) -> str:
    """The plan as TOML text, the same for the same plan; what is empty is left out."""
    document = tomlkit.document()
    document.add(tomlkit.comment("改革方案。日期、数字不加引号；文字加英文双引号。"))
    _fill(document, plan)
    return tomlkit.dumps(document)


def _fill(table: Any, value: msgspec.Struct) -> None:
    later: list[tuple[str, Any]] = []
    for name in value.__struct_fields__:
        part = getattr(value, name)
        if _left_out(value, name):
            continue
        if _on_its_own(part):
            later.append((name, part))
        else:
            table.add(name, _item(part))
    # Keys after a [heading] would belong to that heading, so tables come last.
    for name, part in later:
        table.add(name, _tables(part))


def _left_out(value: msgspec.Struct, name: str) -> bool:
    """Whether a field is empty and may be; what must be there is written even when it is empty."""
    return getattr(value, name) in (None, "", ()) and not hints(type(value))[name][1]


def _on_its_own(part: object) -> bool:
    if isinstance(part, tuple):
        return bool(part) and isinstance(part[0], msgspec.Struct)
    if isinstance(part, Mapping):
        return any(isinstance(one, msgspec.Struct) for one in part.values())
    return isinstance(part, msgspec.Struct) and not isinstance(part, INLINE)


def _tables(part: Any) -> Item:
    if isinstance(part, tuple):
        many: AoT = tomlkit.aot()
        for one in part:
            many.append(_table(one))
        return many
    if isinstance(part, Mapping):
        holder = tomlkit.table(is_super_table=True)
        for key in _in_order(part):
            holder.add(key.value, _table(part[key]))
        return holder
    return _table(part)


def _in_order(part: Mapping[StrEnum, Any]) -> list[StrEnum]:
    """The keys in the order of their enumeration: that of a mapping means nothing."""
    order = [member for kind in {type(key) for key in part} for member in kind]
    return sorted(part, key=order.index)


def _table(value: msgspec.Struct) -> Table:
    own = any(not _on_its_own(getattr(value, n)) for n in value.__struct_fields__ if not _left_out(value, n))
    table = tomlkit.table() if own else tomlkit.table(is_super_table=True)
    if own:
        table.comment(HEADINGS[type(value)])
    _fill(table, value)
    return table


def _item(part: Any) -> Item:
    match part:
        case StrEnum():
            return tomlkit.item(part.value)
        case Decimal():
            # tomlkit knows no Decimal; its text is parsed as it stands, so that no digit changes.
            return tomlkit.value(plain(part))
        case bool() | int() | date() | str():
            return tomlkit.item(part)
        case tuple():
            array = tomlkit.array()
            array.extend(_item(one) for one in part)
            return array.multiline(multiline=sum(len(str(one)) for one in part) > _ONE_LINE)
        case Mapping():
            line = tomlkit.inline_table()
            for key in _in_order(part):
                line.append(key.value, _item(part[key]))
            return line
        case msgspec.Struct():
            line = tomlkit.inline_table()
            for name in part.__struct_fields__:
                if not _left_out(part, name):
                    line.append(name, _item(getattr(part, name)))
            return line
    raise Fault(f"no TOML for {type(part).__name__}")
