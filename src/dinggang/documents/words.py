"""Chinese words of values, as documents print them."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from dinggang.basis import Rounding, RoundingMode, Where, plain
from dinggang.marks import MEASURE_WORDS
from dinggang.plan import ExitRoute, HeadcountKind, Measure
from dinggang.roster import StaffKind

KINDS = {HeadcountKind.ADMINISTRATIVE: "行政", HeadcountKind.INSTITUTION: "事业"}
STAFF = {
    StaffKind.ADMINISTRATIVE: "行政",
    StaffKind.INSTITUTION: "事业",
    StaffKind.TEMPORARY: "临时",
    StaffKind.SELF_HIRED: "自用",
}
ROUTES = {
    ExitRoute.RETIRE: "正常退休",
    ExitRoute.RETIRE_EARLY: "提前退休",
    ExitRoute.RETIRE_SICK: "病退",
    ExitRoute.RETIRE_INTERNAL: "内退",
    ExitRoute.YIELD: "让岗",
    ExitRoute.DIVERT_COMPANY: "分流转企",
    ExitRoute.DIVERT_OTHER: "其他分流",
    ExitRoute.CLEAR_TEMP: "临时人员清退",
    ExitRoute.CLEAR_OWN: "自用人员清退",
}

Names = Mapping[str, str]

INTERNAL = "内部使用，不张贴。"
"""Under sheets that tell of health, sanctions or single marks."""
_CENT = Rounding(mode=RoundingMode.HALF_UP, places=2)


def name(names: Names, person: str) -> str:
    """The person's name, or the id where no name is at hand."""
    return names.get(person, person)


def chinese_date(day: date) -> str:
    """2006年11月13日, as GB/T 9704-2012 (7.3.5.4) wants it: no leading zeros."""
    return f"{day.year}年{day.month}月{day.day}日"


def weight_words(weights: Mapping[Measure, Decimal]) -> str:
    return "、".join(f"{MEASURE_WORDS[m].zh}{plain(weights[m])}%" for m in Measure if m in weights)


def money(number: Decimal) -> Decimal:
    """Yuan with two decimals, so that a column of them stands in line."""
    return _CENT(number)


def quantity(number: Decimal) -> Decimal:
    """A quantity without trailing zeros."""
    return Decimal(plain(number))


def places(where: Sequence[Where], limit: int = 8) -> str:
    """The first few places; rows of one sheet are gathered behind its name."""
    gathered: dict[str, list[str]] = {}
    for place in where:
        name = f"{place.file} [{place.sheet}]" if place.sheet else place.file
        gathered.setdefault(name, []).append("" if place.row is None else str(place.row))
    parts = []
    for name, rows in gathered.items():
        numbered = [row for row in rows if row]
        if not numbered:
            parts.append(name)
            continue
        more = f"等{len(numbered)}行" if len(numbered) > limit else "行"
        parts.append(f"{name} 第{'、'.join(numbered[:limit])}{more}")
    return "；".join(parts)
