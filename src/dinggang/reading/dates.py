"""Dates as such texts write them: days, parts of months, periods; with or without a year."""

import re
from calendar import monthrange
from collections import Counter
from collections.abc import Sequence
from datetime import date

from dinggang.basis import Value
from dinggang.reading.numbers import number

LEAP = 2000
"""Stands for a year that the text does not name, so that 29 February can be written."""

_N = r"(?:\d{1,2}|[一二三四五六七八九十廿]{1,3})"
_Y = r"(?:(?:19|20)\d\d|[一二]{1}[九〇零0][〇零0-9一二三四五六七八九]{2})"
_TO = r"(?:至|到|-{1,2})"
_PART = r"(?P<part>初|上旬|中旬|下旬|底|末|中(?![小学心央层]))"
_DATE = re.compile(
    rf"(?<![\d.第])(?:(?P<year>{_Y})年|(?P<rel>次年|翌年|明年|去年|上年|今年|当年|同年|本年度?))?(?:的)?"
    rf"(?P<month>{_N}|同|当|次|本)月(?!报|度|薪|工资|饼|刊|票)份?"
    rf"(?:(?P<day>{_N})(?:日|号|(?={_TO}|、{_N}日))(?P<half>(?:上|下)午)?(?P<wd>[（〔](?:星期|周)[一二三四五六日天][）〕](?={_TO}))?"
    rf"(?P<open>{_TO}(?:(?P<year2>{_Y})年)?(?:(?P<month2>{_N})月)?(?P<day2>{_N})(?:日|号))?|{_PART})?"
    r"(?P<bound>以?前|之前|以?后|之后|起)?"
    rf"|(?<!\d)(?P<iyear>(?:19|20)\d\d)(?P<sep>[./-])(?P<imonth>\d{{1,2}})(?P=sep)(?P<iday>\d{{1,2}})(?!\d)"
    rf"(?:(?:{_TO})(?:(?P<iyear2>(?:19|20)\d\d)(?P=sep))?(?P<imonth2>\d{{1,2}})(?P=sep)(?P<iday2>\d{{1,2}})(?!\d))?(?P<ibound>前|后)?"
    rf"|(?<![\d月年至到\-.])(?P<only>\d{{1,2}})日(?!常|均|报|产)(?P<open3>{_TO}(?P<only2>\d{{1,2}})日)?(?P<obound>前|后)?"
)
_MONTHS = re.compile(rf"{_TO}(?P<month>{_N})月(?P<part>初|上旬|中旬|下旬|底|末)?(?!\d)")
_PARTS = {
    "初": (1, 10),
    "上旬": (1, 10),
    "中旬": (11, 20),
    "中": (11, 20),
    "下旬": (21, 31),
    "底": (21, 31),
    "末": (21, 31),
}
_WEEKDAY = re.compile(
    r"[（〔]?(?:星期|周|礼拜)(?P<one>[一二三四五六日天])(?:(?:至|到|-)(?:星期|周)?(?P<two>[一二三四五六日天]))?(?!期|年|期)[）〕]?"
)
_NEAR = 80
"""A bare «14日» takes its month from a date at most so many characters before it."""


class Dated(Value, frozen=True, kw_only=True):
    """A date expression: the first and last day it can mean, its place, and how its year is known.

    `period` says that it names two days. `until` says "by that day" (…前), `since` "from that day". `sure` is False
    for a day that does not exist (11月31日). `year` is named, taken over from the text around, or unknown.
    `weekdays` are those written beside it, Monday 0.
    """

    first: date
    last: date
    start: int
    end: int
    year_known: bool
    exact: bool
    period: bool = False
    until: bool = False
    since: bool = False
    sure: bool = True
    backwards: bool = False
    weekdays: tuple[int, ...] = ()


class _Raw(Value, frozen=True, kw_only=True):
    """What the characters say, before years are settled. `month` 0 is one that there is not."""

    start: int
    end: int
    year: int | None
    rel: str
    month: int
    low: int | None
    month2: int
    high: int | None
    year2: int | None
    part: str
    bound: str
    period: bool
    weekdays: tuple[int, ...]
    own: bool


def dates(plain: str) -> tuple[Dated, ...]:
    """All dates of a text in their order. A date without a year takes it from the date before it or from the text."""
    raws = _raws(plain)
    main = main_year(raws) or _title_year(plain)
    found: list[Dated] = []
    year, month, known = main or LEAP, 0, main is not None
    for raw in raws:
        cited = _cited(plain, raw.start)
        own = raw.year
        opened = _opening_year(plain, found, raw.start)
        if own is None and opened and not raw.rel:
            own, known = opened, True
        elif own is None:
            own = _related(
                raw, year, month, main, new_paragraph="\n" in plain[_last(found, raw.start) : raw.start]
            )
        one = _dated(raw, own, known=known or raw.year is not None)
        found.append(one)
        if not cited:
            year, month = own, one.last.month
            known = known or raw.year is not None
    return tuple(found)


_OPENING = re.compile(r"(?:^|[。\n])(?P<year>(?:19|20)\d\d)年，")


def _opening_year(plain: str, found: Sequence[Dated], start: int) -> int | None:
    """«2009年，是我镇机构改革之年。5月6日…»: a year that opens a sentence goes on until the next date."""
    told = [int(m["year"]) for m in _OPENING.finditer(plain, _last(found, start), start)]
    return told[-1] if told else None


def _last(found: Sequence[Dated], start: int) -> int:
    return max(found[-1].end, start - 2000) if found else start


def _related(raw: _Raw, year: int, month: int, main: int | None, *, new_paragraph: bool) -> int:
    """The year of a date that names none."""
    base = main or LEAP
    if raw.rel in {"次年", "翌年", "明年"}:
        return base + 1 if raw.rel == "明年" else year + 1
    if raw.rel in {"去年", "上年"}:
        return base - 1
    if raw.rel in {"今年", "本年", "本年度"}:
        return base
    if new_paragraph:
        return base
    # «12月20日公示，1月8日聘任»: only the turn of a year goes back by so many months.
    turned = month >= 11 and 0 < raw.month <= 2
    return year + turned


def main_year(raws: Sequence[_Raw]) -> int | None:
    """The year most dates of the text name; the later one of equals."""
    named = Counter(raw.year for raw in raws if raw.year is not None)
    return max(named, key=lambda y: (named[y], y)) if named else None


def _title_year(plain: str) -> int | None:
    """The year of the first line: «二〇〇五年机构改革工作总结»."""
    named = re.findall(rf"({_Y})年", plain.lstrip("\n").split("\n", 1)[0][:60])
    return _year(named[0]) if len(set(named)) == 1 else None


def _cited(plain: str, start: int) -> bool:
    """Whether a date belongs to a document or law that is cited: it stands in brackets behind 号 or a title."""
    before = plain[max(0, start - 40) : start]
    opened = before.rfind("（") > before.rfind("）")
    return (
        opened
        or before.rfind("《") > before.rfind("》")
        or bool(re.search(r"(?:根据|按照|依据|依照)[^，。；]{0,20}$", before))
    )


def _raws(plain: str) -> list[_Raw]:
    found: list[_Raw] = []
    for match in _DATE.finditer(plain):
        if found and match.start() < found[-1].end:
            continue  # the end of «3月至5月»
        raw = _raw(match, plain, found[-1] if found else None)
        if raw is not None:
            found.append(raw)
    return found


def _raw(  # noqa: PLR0911 - one way of writing a date after another
    match: re.Match[str], plain: str, before: _Raw | None
) -> _Raw | None:
    end = match.end()
    weekday = _WEEKDAY.match(plain, end)
    named = [match["wd"][-2]] if match["wd"] else []
    named += [d for d in weekday.groups() if d] if weekday else []
    weekdays = tuple("一二三四五六日".index(d.replace("天", "日")) for d in named)
    if match["only"]:
        if before is None or match.start() - before.end > _NEAR or "\n" in plain[before.end : match.start()]:
            return None
        month = before.month2
        return _Raw(
            start=match.start(), end=end, year=None, rel="", month=month, low=int(match["only"]), month2=month,
            high=int(match["only2"] or match["only"]), year2=None, part="", bound=match["obound"] or "",
            period=bool(match["only2"]), weekdays=weekdays, own=False,
        )  # fmt: skip
    if match["iyear"]:
        month, day = int(match["imonth"]), int(match["iday"])
        return _Raw(
            start=match.start(), end=end, year=int(match["iyear"]), rel="", month=month, low=day,
            month2=int(match["imonth2"] or month), high=int(match["iday2"] or day), year2=_year(match["iyear2"]), part="",
            bound=match["ibound"] or "", period=bool(match["iday2"]), weekdays=weekdays, own=True,
        )  # fmt: skip
    if match["month"] in {"同", "当", "次", "本"}:
        if before is None or not (match["day"] or match["part"]) or match["month"] == "本":
            return None
        month = before.month2 % 12 + 1 if match["month"] == "次" else before.month2
    else:
        month = int(number(match["month"]))
        if (
            not match["year"]
            and not match["day"]
            and not match["part"]
            and not match["rel"]
            and _count(plain, match)
        ):
            return None
    month2 = int(number(match["month2"])) if match["month2"] else month
    high, part = (int(number(match["day2"])) if match["day2"] else None), match["part"] or ""
    low = int(number(match["day"])) if match["day"] else None
    until_month = _MONTHS.match(plain, end) if low is None and not match["bound"] else None
    if until_month is not None:
        return _Raw(
            start=match.start(), end=until_month.end(), year=_year(match["year"]), rel=match["rel"] or "", month=month,
            low=_PARTS.get(part, (1, 31))[0], month2=int(number(until_month["month"])),
            high=_PARTS.get(until_month["part"] or "", (1, 31))[1], year2=None, part="-", bound="", period=True,
            weekdays=(), own=True,
        )  # fmt: skip
    return _Raw(
        start=match.start(), end=end, year=_year(match["year"]), rel=match["rel"] or "", month=month, low=low,
        month2=month2, high=high if high is not None else low, year2=_year(match["year2"]), part=part,
        bound=match["bound"] or "", period=high is not None, weekdays=weekdays, own=True,
    )  # fmt: skip


def _count(plain: str, match: re.Match[str]) -> bool:
    """Whether «两月» counts months: a number of them rather than the name of one."""
    return plain[match.end() : match.end() + 1] in {"余", "多", "来"} or plain[
        match.start() - 2 : match.start()
    ] in {
        "历时",
        "为期",
    }


def _year(text: str | None) -> int | None:
    if not text:
        return None
    return int("".join("0" if c in "〇零" else c if c.isdigit() else str(int(number(c))) for c in text))


def _dated(raw: _Raw, year: int, *, known: bool) -> Dated:
    sure = 1 <= raw.month <= 12 and 1 <= raw.month2 <= 12
    month, month2 = min(max(raw.month, 1), 12), min(max(raw.month2, 1), 12)
    year2 = raw.year2 or year + (month2 < month)
    days, days2 = monthrange(year, month)[1], monthrange(year2, month2)[1]
    low, high = raw.low, raw.high
    if low is None or high is None or raw.part:
        first_day, last_day = (low, high) if raw.part == "-" else _PARTS.get(raw.part, (1, 31))
        low, high = min(first_day or 1, days), min(last_day or 31, days2)
        exact = False
    else:
        sure = sure and 1 <= low <= days and 1 <= high <= days2
        low, high = min(max(low, 1), days), min(max(high, 1), days2)
        exact = True
    first, last = date(year, month, low), date(year2, month2, high)
    backwards = last < first
    return Dated(
        first=min(first, last),
        last=max(first, last),
        start=raw.start,
        end=raw.end,
        year_known=known,
        exact=exact,
        period=raw.period,
        until=raw.bound.endswith("前"),
        since=raw.bound in {"起", "后", "以后", "之后"},
        sure=sure,
        backwards=backwards,
        weekdays=raw.weekdays if exact else (),
    )
