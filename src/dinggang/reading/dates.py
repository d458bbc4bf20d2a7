"""Dates as such texts write them: days, parts of months, periods; with or without a year."""

import re
from calendar import monthrange
from datetime import date

from dinggang.basis import Value
from dinggang.reading.numbers import NUMBER, number

LEAP = 2000
"""Stands for a year that the text does not name, so that 29 February can be written."""

_YEAR = r"(?:(?P<year>(?:19|20)\d\d)年|(?P<next>次年|翌年|明年)|(?P<same>今年|当年|同年|本年))?"
_DATE = re.compile(
    _YEAR
    + rf"(?P<month>{NUMBER})月(?:份)?"
    + rf"(?:(?P<day>{NUMBER})(?:日|号)?(?=日|号|[至到-])(?:日|号)?(?:[至到-](?:(?P<month2>{NUMBER})月)?(?P<day2>{NUMBER})(?:日|号))?"
    + r"|(?P<part>初|上旬|中旬|下旬|底|末|中))?"
    + r"(?P<bound>以?前|之前|以?后|之后|起)?"
)
_PARTS = {
    "初": (1, 10),
    "上旬": (1, 10),
    "中旬": (11, 20),
    "中": (11, 20),
    "下旬": (21, 31),
    "底": (21, 31),
    "末": (21, 31),
}
_WEEKDAY = re.compile(r"[（(]?(?:星期|周)(?P<weekday>[一二三四五六日天])[）)]?")


class Dated(Value, frozen=True, kw_only=True):
    """A date expression: the first and last day it can mean, its place, and whether the text named the year.

    `sure` is False for a day that does not exist (11月31日). `until` says "by that day" (…前).
    """

    first: date
    last: date
    start: int
    end: int
    year_named: bool
    exact: bool
    until: bool = False
    sure: bool = True
    weekday: int | None = None


def dates(plain: str) -> tuple[Dated, ...]:
    """All dates of a text in their order. A date without a year takes the year of the date before it."""
    found: list[Dated] = []
    year, named = LEAP, False
    for match in _DATE.finditer(plain):
        if match["year"]:
            year, named = int(match["year"]), True
        elif match["next"]:
            year += 1
        one = _dated(match, year, plain, named=named)
        if one is not None:
            found.append(one)
    return tuple(found)


def _dated(match: re.Match[str], year: int, plain: str, *, named: bool) -> Dated | None:
    try:
        month = int(number(match["month"]))
    except ValueError:
        return None
    if not 1 <= month <= 12:
        return None
    days = monthrange(year, month)[1]
    sure, exact = True, match["day"] is not None
    end_month, end_days = month, days
    if match["day"]:
        low = int(number(match["day"]))
        high = int(number(match["day2"])) if match["day2"] else low
        if match["month2"]:
            end_month = int(number(match["month2"]))
            if not 1 <= end_month <= 12:
                return None
            end_days = monthrange(year, end_month)[1]
        sure = 1 <= low <= days and 1 <= high <= end_days
        low, high = min(max(low, 1), days), min(max(high, 1), end_days)
    else:
        low, high = _PARTS.get(match["part"] or "", (1, 31))
        high = min(high, days)
    follows = _WEEKDAY.match(plain, match.end())
    end_year = year + (end_month < month)
    return Dated(
        first=date(year, month, low),
        last=date(end_year, end_month, high),
        start=match.start(),
        end=match.end(),
        year_named=named,
        exact=exact,
        until=(match["bound"] or "").endswith("前"),
        sure=sure,
        weekday="一二三四五六日".index(follows["weekday"].replace("天", "日")) if follows and exact else None,
    )
