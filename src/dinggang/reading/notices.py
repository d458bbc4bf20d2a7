"""X8 and R12: publicity (公示): its place among the steps, its period, the channel for objections, and room for it."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from msgspec import structs

from dinggang.basis import Finding, Level, Refusal, Value, Words, is_working_day
from dinggang.reading.dates import Dated
from dinggang.reading.facts import Facts
from dinggang.reading.found import Span, found
from dinggang.reading.numbers import WHOLE, whole
from dinggang.reading.text import Text

WORKING_DAYS = 5
"""Fewer working days are called too short; what a plan may set is its own affair, and so the finding only asks."""

_PUBLIC = re.compile(r"公示(?!栏|牌|语)|张榜|上榜公布")
_BOARD = re.compile(r"张榜|公布[^，。；]{0,8}(?:成绩|名次|排名)|(?:成绩|名次|排名)[^，。；]{0,8}公布")
_SELECT = re.compile(r"择优|录取|录用|确定人选|选岗|定岗|聘任|聘用|任命")
_STEPS = re.compile(
    r"(?P<steps>[^。；\n]{4,120}?)(?P<last>(?:成绩|结果|名单|张榜)?公示|张榜公布|张榜)等?(?:程序|步骤|环节|办法|方式)"
)
_KINDS = re.compile(
    r"成绩(?:进行)?(?:张榜)?公示|(?:任职|任前|聘任|聘用|拟聘|拟任|人选|定岗|上岗|结果|名单|岗位|方案)[^，。；]{0,8}公示|公示[^，。；]{0,10}(?:成绩|人选|名单|结果|岗位)"
)
_PERIOD = re.compile(rf"(?P<n>{WHOLE})(?:个)?(?P<unit>工作日|天|日|周|星期)(?!内|以内|之内|前|后|期|常)")
_OBJECT = re.compile(
    r"异议|申诉|不服|(?:有|持)(?:不同)?(?:意见|看法)|(?:向|找|到)[^，。；]{0,8}(?:纪委|纪检|监察|纪工委)|举报箱|举报|复核|复查|监督电话|意见箱|受理(?:群众)?(?:来信|反映|意见|电话)|(?:来信|来电|来访)|反映[^，。；]{0,8}(?:问题|情况|意见)|投诉|提出意见|信访"
)


class Period(Value, frozen=True, kw_only=True):
    """A notice period as stated: so many days, of which sort, and the dates beside it."""

    count: int | None
    unit: str
    dated: Dated | None
    start: int
    end: int


def check_notices(text: Text, facts: Facts) -> Iterator[Finding]:
    """X8 in its four aspects, R12."""
    if not re.search(r"竞争|竞岗|竞聘|定岗|择优|选岗", text.plain):
        return
    told = [m.span() for m in _PUBLIC.finditer(text.plain) if _in_competition(text, m.start())][:60]
    if not told:
        return
    periods = tuple(_periods(text, facts, told))
    yield from _place(text)
    yield from _length(text, told, periods)
    yield from _objections(text, told)
    yield from _window(text, facts, periods)
    for period in periods:
        yield from _dates(text, period)


def _in_competition(text: Text, place: int) -> bool:
    start, end = text.around(place, 1, 1)
    return (
        re.search(r"成绩|竞争|竞岗|竞聘|测评|考核|人选|聘|上岗|定岗|录取|排|名次|任职", text.plain[start:end])
        is not None
    )


def _periods(text: Text, facts: Facts, told: list[Span]) -> Iterator[Period]:
    """Periods within the sentence of a notice, or at the start of the next one (公示期为…)."""
    done: set[int] = set()
    for start, end in told:
        sentence = text.sentence_at(start)
        follow = text.around(start, 0, 1)
        limit = (
            follow[1]
            if re.match(r"(?:[^。]{0,20}公示期|期限|时间)", text.plain[sentence[1] : sentence[1] + 26])
            else sentence[1]
        )
        limit = min(limit, end + 80)
        first = max(sentence[0], start - 40)
        dated = min(
            (d for d in facts.dates if d.period and first <= d.start < limit and _own(text, d, start, end)),
            key=lambda d: max(d.start - end, start - d.end),
            default=None,
        )
        dated = dated or _spread(text, facts, start, end, (first, limit))
        near = [m for m in _PERIOD.finditer(text.plain, first, limit) if not _is_date(text.plain, m)]
        match = next((m for m in near if m.start() >= end - 2), near[-1] if near else None)
        # «11月17日公示5个工作日»: only what stands close to the word is its period.
        if match is not None and match.end() < start - 12:
            match = None
        if match is None and dated is None:
            continue
        keys = {x.start() if isinstance(x, re.Match) else x.start for x in (match, dated) if x is not None}
        if keys & done:
            continue
        done |= keys
        spans = [
            start,
            end,
            *([match.start(), match.end()] if match else []),
            *([dated.start, dated.end] if dated else []),
        ]
        yield Period(
            count=whole(match["n"]) if match else None,
            unit=match["unit"] if match else "",
            dated=dated,
            start=min(spans),
            end=max(spans),
        )


def _spread(text: Text, facts: Facts, start: int, end: int, within: Span) -> Dated | None:
    """«从10月16日公示到10月22日»: the word stands between its two dates."""
    near = [d for d in facts.dates if d.exact and not d.period and within[0] <= d.start < within[1]]
    for one, other in pairwise(near):
        between = text.plain[one.end : other.start]
        if (
            one.end <= start
            and end <= other.start
            and re.fullmatch(
                r"(?:开始|起)?，?(?:[^，。；]{0,10}，)?[^，。；]{0,8}公示[^，。；]{0,8}(?:到|至|到了)",
                between,
            )
            and one.first <= other.last
        ):
            return structs.replace(one, last=other.last, end=other.end, period=True)
    return None


def _own(text: Text, one: Dated, start: int, end: int) -> bool:
    """Whether a period of dates is that of the notice: it stands right before or behind the word."""
    if one.start >= end:
        return one.start - end < 40 and not re.search(
            r"考试|测评|演说|演讲|考核", text.plain[end : one.start]
        )
    return start - one.end < 40 and not re.search(
        r"考试|测评|演说|演讲|考核|笔试", text.plain[one.end : start]
    )


def _is_date(plain: str, match: re.Match[str]) -> bool:
    """«11月17日», «至24日»: a day of the month is no number of days."""
    before = plain[max(0, match.start() - 2) : match.start()]
    return match["unit"] == "日" and bool(re.search(r"[月至到\-、日]", before))


def _place(text: Text) -> Iterator[Finding]:
    """The board before selection here, the notice as the last of all steps there."""
    board: Span | None = None
    for match in _BOARD.finditer(text.plain):
        _, end = text.sentence_at(match.start())
        after = _SELECT.search(text.plain, match.end(), min(end, match.end() + 40))
        if after is not None and not re.search(r"公示", text.plain[match.start() : after.end()]):
            board = (match.start(), after.end())
            break
    steps = next(
        (m for m in _STEPS.finditer(text.plain) if re.search(r"测评|考试|测试|演说|演讲|考核", m["steps"])),
        None,
    )
    if board is None or steps is None or text.sentence_at(board[0]) == text.sentence_at(steps.start()):
        return
    kinds = {re.sub(r"[^\u4e00-\u9fff]", "", m[0])[:2] for m in _KINDS.finditer(text.plain)}
    if len(kinds) >= 2:
        return
    yield found(
        text,
        "X8",
        Level.STOPS,
        Words(
            zh="一处说先张榜、后录取，另一处把公示列为最后一步；成绩公示和任职公示没有分清。",
            en="Here the board comes before the selection, there the notice is the last step; the notice of scores and "
            "that of appointments are not told apart.",
        ),
        Words(
            zh="请分别写明成绩公示和任职公示，各在哪一步之后、公示几个工作日。",
            en="State the notice of scores and that of appointments apart: after which step, and for how long.",
        ),
        [board, (steps.start("last"), steps.end())],
    )


def _length(text: Text, told: list[Span], periods: tuple[Period, ...]) -> Iterator[Finding]:
    if not periods:
        yield found(
            text,
            "X8",
            Level.EXPLAIN,
            Words(zh="没有写公示期几天。", en="No notice period is stated."),
            Words(
                zh="请写明公示几个工作日，从哪天到哪天，张贴当日不算。",
                en="State how many working days, from when to when, the posting day not counted.",
            ),
            told[:4],
        )
        return
    for period in periods:
        short = (
            period.count is not None and period.unit in {"工作日", "天", "日"} and period.count < WORKING_DAYS
        )
        if short:
            yield found(
                text,
                "X8",
                Level.EXPLAIN,
                Words(
                    zh=f"公示期只有{period.count}{'个' if period.unit == '工作日' else ''}{period.unit}，不足{WORKING_DAYS}个工作日。",
                    en=f"The notice period is {period.count} days, less than {WORKING_DAYS} working days.",
                ),
                Words(
                    zh=f"请公示不少于{WORKING_DAYS}个工作日，或写明依据哪条规定可以缩短。",
                    en=f"Publish it for at least {WORKING_DAYS} working days, or cite the rule that allows less.",
                ),
                [(period.start, period.end)],
            )


def _objections(text: Text, told: list[Span]) -> Iterator[Finding]:
    if _OBJECT.search(text.plain):
        return
    yield found(
        text,
        "X8",
        Level.EXPLAIN,
        Words(
            zh="没有写公示期间向谁提出异议、怎样处理。",
            en="Nothing says to whom objections go and how they are decided.",
        ),
        Words(
            zh="请写明受理部门、电话、期限和答复办法。",
            en="State who receives objections, how, until when, and how they are answered.",
        ),
        told[:4],
    )


def _window(text: Text, facts: Facts, periods: tuple[Period, ...]) -> Iterator[Finding]:
    """Measuring, board and selection within days that have no room for a notice."""
    for event in facts.events:
        if event.kind != "select" or not event.date.exact:
            continue
        same = {e.kind for e in facts.events if e.date.start == event.date.start}
        if not {"measure", "board"} <= same and not {"measure", "notice"} <= same:
            continue
        days = _working_days(event.date.first, event.date.last, known=event.date.year_known)
        inside = any(p.start >= event.start - 5 and p.end <= text.sentence_at(event.end)[1] for p in periods)
        if days < 2 * WORKING_DAYS and not inside:
            last = event.date.last
            yield found(
                text,
                "X8",
                Level.EXPLAIN,
                Words(
                    zh=f"{text.quote(event.date.start, event.date.end)}只有{days}个工作日，测评、张榜、录取都在其中，"
                    f"容不下{WORKING_DAYS}个工作日的公示；{last.month}月{last.day}日张贴，公示也要到下一周才满。",
                    en=f"The window holds {days} working days, with measuring, board and selection all inside: no room "
                    f"for a notice of {WORKING_DAYS} working days.",
                ),
                Words(
                    zh="请写明公示的起止日期；录取、定岗应在公示期满之后。",
                    en="State the dates of the notice; selection comes after it ends.",
                ),
                [(event.start, event.end)],
            )
            return


def _dates(text: Text, period: Period) -> Iterator[Finding]:
    """R12: «公示5个工作日（11月17日至11月20日）». Counted with and without the day of posting; either may fit."""
    one = period.dated
    if one is None or period.count is None or not one.exact:
        return
    calendar = (one.last - one.first).days
    if period.unit == "工作日":
        inclusive = _working_days(one.first, one.last, known=one.year_known)
        fits = (
            period.count in {inclusive, _working_days(one.first + timedelta(days=1), one.last, known=True)}
            if one.year_known
            else calendar + 1 >= period.count
        )
        stated = f"{period.count}个工作日"
    else:
        inclusive = calendar + 1
        length = period.count * (7 if period.unit in {"周", "星期"} else 1)
        fits = length in {calendar, calendar + 1}
        stated = f"{period.count}{period.unit}"
    if not fits:
        yield found(
            text,
            "R12",
            Level.STOPS,
            Words(
                zh=f"写明公示{stated}，而{text.quote(one.start, one.end)}连头带尾是{inclusive}{'个工作日' if period.unit == '工作日' else '天'}。",
                en=f"The period stated is {period.count} days; the dates beside it hold {inclusive}.",
            ),
            Words(zh="请核对公示的天数和起止日期。", en="Check the number of days and the dates."),
            [(period.start, period.end)],
        )


def _working_days(first: date, last: date, *, known: bool) -> int:
    """Working days from first to last. Before the calendar's years, and without a year, weekends are left out."""
    days = [first + timedelta(days=n) for n in range(min((last - first).days + 1, 400))]
    if not known:
        return min(len(days), max(len(days) - 2 * (len(days) // 7), 0))
    try:
        return sum(is_working_day(d) for d in days)
    except Refusal:
        return sum(d.weekday() < 5 for d in days)
