"""Dates and order: stages against dates, foundings, elapsed time, impossible dates (X4, X5, R01, R04–R07)."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import combinations, pairwise

from dinggang.basis import Finding, Level, Words
from dinggang.reading.dates import Dated
from dinggang.reading.events import KIND_WORDS, Event
from dinggang.reading.facts import Facts
from dinggang.reading.found import found
from dinggang.reading.numbers import WHOLE, whole
from dinggang.reading.stages import Stage, Stages
from dinggang.reading.text import Text

_STAGE_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("clear", re.compile(r"清退|临时|自用|编外|临聘")),
    ("rally", re.compile(r"宣传|发动|动员")),
    ("place", re.compile(r"定岗|聘任|聘用|任命|上岗到位|^竞争上岗定岗")),
    ("measure", re.compile(r"考核|测评|考试|成绩|竞争|竞岗|竞聘")),
    ("contract", re.compile(r"签订|协议|购买服务")),
    ("announce", re.compile(r"报名|公布岗位")),
)
MOST = 40
"""So many events of one kind are compared with each other; no real text has more."""


def check_order(text: Text, facts: Facts) -> Iterator[Finding]:
    """X4, X5, R01, R04, R05, R06, R07 (one act at two dates)."""
    for stages in facts.stages[:MOST]:
        yield from _counted(text, stages)
        yield from _reversed(text, stages, facts.events)
        yield from _periods(text, stages)
    yield from _founded_twice(text, facts)
    yield from _impossible(text, facts)
    yield from _elapsed(text, facts)
    yield from _backwards(text, facts)
    yield from _dated_twice(text, facts)


def _stage_kind(item: str) -> str | None:
    return next((kind for kind, pattern in _STAGE_KINDS if pattern.search(item)), None)


def _counted(text: Text, stages: Stages) -> Iterator[Finding]:
    number = len(stages.items)
    if stages.count is None or number == stages.count or (stages.open and number < stages.count):
        return
    yield found(
        text,
        "R01",
        Level.STOPS,
        Words(
            zh=f"写明{stages.count}个阶段，列出{number}个（{'、'.join(s.name for s in stages.items)}）。",
            en=f"{stages.count} stages are stated, {number} listed.",
        ),
        Words(zh="请核对阶段名称和个数。", en="Check the stages and their number."),
        [(stages.start, stages.end)],
    )


def _reversed(text: Text, stages: Stages, events: Sequence[Event]) -> Iterator[Finding]:
    """X4: a stage listed before another, yet all that is dated of it lies after the other."""
    by_kind: defaultdict[str, list[Event]] = defaultdict(list)
    for event in events:
        by_kind[event.kind].append(event)
    for earlier, later in combinations(stages.items[:12], 2):
        first_kind, second_kind = _stage_kind(earlier.name), _stage_kind(later.name)
        if first_kind is None or second_kind is None or first_kind == second_kind:
            continue
        ones, others = by_kind[first_kind], by_kind[second_kind]
        if not ones or not others:
            continue
        one, other = min(ones, key=lambda e: e.date.first), max(others, key=lambda e: e.date.last)
        if one.date.first > other.date.last:
            yield _order(
                text,
                stages,
                (earlier, one.date, (one.start, one.end)),
                (later, other.date, (other.start, other.end)),
            )


def _periods(text: Text, stages: Stages) -> Iterator[Finding]:
    """X4 for stages with periods of their own: one starts before the one listed before it."""
    dated = [s for s in stages.items if s.period is not None]
    for earlier, later in pairwise(dated):
        one, other = earlier.period, later.period
        if one is not None and other is not None and other.first < one.first:
            yield _order(
                text,
                stages,
                (earlier, one, (earlier.start, one.end)),
                (later, other, (later.start, other.end)),
            )


def _order(
    text: Text,
    stages: Stages,
    one: tuple[Stage, Dated, tuple[int, int]],
    other: tuple[Stage, Dated, tuple[int, int]],
) -> Finding:
    earlier, later = one[0].name, other[0].name
    when, then = text.quote(one[1].start, one[1].end), text.quote(other[1].start, other[1].end)
    return found(
        text,
        "X4",
        Level.STOPS,
        Words(
            zh=f"列举的阶段“{earlier}”在“{later}”之前，日期却相反：“{earlier}”是{when}，“{later}”是{then}。",
            en=f"Stage “{earlier}” is listed before “{later}”, but dated after it ({when} and {then}).",
        ),
        Words(
            zh="请按实际先后改写，或更正日期；阶段可以交叉，但要如实写。",
            en="Write the order as it was, or correct a date; stages may overlap, but say so.",
        ),
        [(stages.start, stages.end), one[2], other[2]],
    )


_MAIN = re.compile(r"改革|^$|^(?:了|工作|镇|乡|我镇)*$")


def _group_name(word: str) -> str:
    name = re.sub(r"^.*?(?:成立|组建|组成)了?", "", word).split("领导小组")[0]
    return re.sub(r"^(?:由[^。]{0,80}的|[镇乡我]|相应的?|专门的?)+|工作$", "", name)


def _founded_twice(text: Text, facts: Facts) -> Iterator[Finding]:
    """X5: the reform's leading group founded at two dates that exclude each other."""
    founded = [
        e
        for e in facts.events
        if e.kind == "group"
        and _MAIN.search(_group_name(e.word))
        and not re.search(
            r"清退|考试|考核|测评|监督|竞岗|竞争上岗|[区县市](?:委|政府|里)?[^，。；镇乡]{0,6}$|全[区县市]",
            text.plain[max(0, e.date.start - 8) : e.date.start] + "|" + e.word.split("成立")[-1],
        )
        and not re.search(
            r"[区县市](?:委|政府|里|委、[区县市]政府)?[^，。；镇乡]{0,6}(?:成立|组建)",
            text.plain[e.start : e.end],
        )
    ][:MOST]
    for one, other in combinations(founded, 2):
        if one.date.first > other.date.last or other.date.first > one.date.last:
            first, second = (
                text.quote(one.date.start, one.date.end),
                text.quote(other.date.start, other.date.end),
            )
            yield found(
                text,
                "X5",
                Level.STOPS,
                Words(
                    zh=f"领导小组的成立时间前后不一：{first}，又是{second}。",
                    en=f"The founding of the leading group is dated twice: {first} and {second}.",
                ),
                Words(
                    zh="请核对：领导小组和它的办公室如分两次成立，应分别写明日期。",
                    en="Check it: if the group and its office were founded apart, date each.",
                ),
                [(e.start, e.end) for e in founded],
            )
            return


def _impossible(text: Text, facts: Facts) -> Iterator[Finding]:
    """R04: a day that does not exist, a period that ends before it starts, or another weekday than stated."""
    names = "一二三四五六日"
    anchor: tuple[Dated, int] | None = None
    for one in facts.dates:
        words = None
        if not one.sure:
            words = Words(zh="历法上没有这一天。", en="There is no such day.")
        elif one.backwards:
            words = Words(zh="结束日期早于开始日期。", en="The period ends before it starts.")
        elif one.weekdays:
            first, last = one.weekdays[0], one.weekdays[-1]
            days = ((one.first, first),) if len(one.weekdays) == 1 else ((one.first, first), (one.last, last))
            if one.year_known:
                wrong = next(((d, w) for d, w in days if d.weekday() != w), None)
                if wrong is not None:
                    words = Words(
                        zh=f"{wrong[0]}是星期{names[wrong[0].weekday()]}，不是星期{names[wrong[1]]}。",
                        en=f"{wrong[0]} is a {wrong[0]:%A}, not the weekday stated.",
                    )
            elif anchor is not None and (one.first - anchor[0].first).days % 7 != (first - anchor[1]) % 7:
                # Without the year, weekdays can still contradict each other.
                words = Words(
                    zh=f"与{text.quote(anchor[0].start, anchor[0].end)}所写的星期对不上。",
                    en="Its weekday does not fit the weekday of another date.",
                )
            anchor = anchor or (one, first)
        if words is not None:
            yield found(
                text,
                "R04",
                Level.STOPS,
                words,
                Words(zh="请对照日历更正。", en="Correct it by the calendar."),
                [(one.start, one.end)],
            )


_ELAPSED = re.compile(
    rf"(?:历时|前后(?:共|只)?用了?|共用了?|为期|用了|只用|用(?=[^，。；]{{1,8}}时间))(?P<about>近|约|将近|大约)?(?P<n>{WHOLE})(?P<mid>个)?(?P<more>多|余)?(?P<half>半)?(?P<unit>个?月|天|周|个?星期|日)(?P<more2>多|余)?(?P<half2>半)?"
)
_OVER = re.compile(r"[^，。；\d]{0,12}(?:验收|结束|完成|收尾|总结|办结)")
_END_KINDS = {"measure", "board", "notice", "select", "place", "contract"}


def _elapsed(text: Text, facts: Facts) -> Iterator[Finding]:
    """R05: «历时两个多月» against every plausible first and last date of the reform."""
    match = _ELAPSED.search(text.plain)
    count = whole(match["n"]) if match is not None else None
    if (
        match is None
        or count is None
        or not re.search(r"改革|阶段|任务", text.plain[max(0, match.start() - 160) : match.end() + 80])
    ):
        return
    starts = [e.date for e in facts.events if e.kind in {"group", "adopt", "approve", "rally"}][:MOST]
    ends = [e.date for e in facts.events if e.kind in _END_KINDS][:MOST]
    ends += [d for d in facts.dates if d.sure and _OVER.match(text.plain, d.end)][:MOST]
    if not starts or not ends:
        return
    unit = 30.44 if "月" in match["unit"] else 7 if re.search("周|星期", match["unit"]) else 1
    more = bool(match["more"] or match["more2"])
    half = 0.5 if match["half"] or match["half2"] else 0
    slack = {30.44: 8, 7: 3, 1: 1}[unit]
    low, high = (count + half) * unit - slack, (count + half + (1 if more else 0)) * unit + slack
    if match["about"] and match["about"] != "约":
        low = (count - 1) * unit + slack
    if not more:
        low, high = low - slack, high + slack * (unit > 1)
    last = max(ends, key=lambda d: d.last)
    first = min(starts, key=lambda d: d.first)
    pairs = [
        ((e.last - s.first).days, (e.first - s.last).days) for s in (first, *starts) for e in (last, *ends)
    ]
    if any(longest >= low and shortest <= high for longest, shortest in pairs):
        return
    days = (last.last - first.first).days
    since, until = text.quote(first.start, first.end), text.quote(last.start, last.end)
    yield found(
        text,
        "R05",
        Level.STOPS,
        Words(
            zh=f"写明“{match[0]}”，而从{since}到{until}是{days}天。",
            en=f"The time stated is {match[0]}; from {since} to {until} it is {days} days.",
        ),
        Words(zh="请核对起止日期和历时。", en="Check the dates and the time stated."),
        [match.span(), (first.start, first.end), (last.start, last.end)],
    )


_BEFORE = (
    ("group", "measure"),
    ("group", "place"),
    ("rally", "measure"),
    ("announce", "measure"),
    ("measure", "board"),
    ("measure", "place"),
    ("board", "place"),
    ("adopt", "approve"),
    ("plan", "adopt"),
    ("plan", "approve"),
    ("clear", "place"),
)


_FOR_PLACES = re.compile(r"笔试|竞岗|演讲|演说|面试|民主测评|组织考核|组织考察|理论")


def _backwards(text: Text, facts: Facts) -> Iterator[Finding]:
    """R06: one thing must precede another, yet all that is dated of it lies after the other."""
    by_kind: defaultdict[str, list[Event]] = defaultdict(list)
    for event in facts.events:
        by_kind[event.kind].append(event)
    for before, after in _BEFORE:
        if not by_kind[before] or not by_kind[after]:
            continue
        one = min(by_kind[before], key=lambda e: e.date.first)
        other = max(by_kind[after], key=lambda e: e.date.last)
        if (before, after) == ("measure", "place"):
            # Measuring that goes on when everybody has been placed measures for nothing.
            rounds = [e for e in by_kind[before] if e.date.exact and _FOR_PLACES.search(e.word)]
            one = max(rounds, key=lambda e: e.date.first, default=one)
        if one.date.first > other.date.last and one.date.first - other.date.last < timedelta(days=730):
            yield _wrong_order(text, before, after, one, other)


def _wrong_order(text: Text, before: str, after: str, one: Event, other: Event) -> Finding:
    when, then = text.quote(one.date.start, one.date.end), text.quote(other.date.start, other.date.end)
    return found(
        text,
        "R06",
        Level.STOPS,
        Words(
            zh=f"{KIND_WORDS[before].zh}（{when}）应在{KIND_WORDS[after].zh}（{then}）之前。",
            en=f"{KIND_WORDS[before].en} ({when}) must precede {KIND_WORDS[after].en} ({then}).",
        ),
        Words(zh="请核对日期。", en="Check the dates."),
        [(one.start, one.end), (other.start, other.end)],
    )


_SINGLE: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("approve", re.compile(r"批准|批复|审批同意|核准")),
    ("rally", re.compile(r"动员大会|动员会")),
    ("clear", re.compile(r"清退|辞退")),
    ("measure", re.compile(r"考试|笔试")),
)
_AGAIN = re.compile(r"第二次|再次|又|二次|补|复试|各村|分别|站所|部门|起|开始|启动|至")


def _dated_twice(text: Text, facts: Facts) -> Iterator[Finding]:
    """R07: one act told at two dates that exclude each other, in two sentences."""
    for kind, pattern in _SINGLE:
        ones = [
            e
            for e in facts.events
            if e.kind == kind
            and pattern.search(e.word)
            and not _AGAIN.search(text.plain[e.start : e.end])
            and (kind != "clear" or re.search(r"完成|全部|结束|到位", text.plain[e.start : e.end + 10]))
        ][:MOST]
        for one, other in combinations(ones, 2):
            apart = one.date.first > other.date.last or other.date.first > one.date.last
            if apart and text.sentence_at(one.start) != text.sentence_at(other.start):
                first, second = (
                    text.quote(one.date.start, one.date.end),
                    text.quote(other.date.start, other.date.end),
                )
                yield found(
                    text,
                    "R07",
                    Level.STOPS,
                    Words(
                        zh=f"{KIND_WORDS[kind].zh}的日期前后不一：{first}，又是{second}。",
                        en=f"The {KIND_WORDS[kind].en} is dated twice: {first} and {second}.",
                    ),
                    Words(zh="请核对，全文用同一个日期。", en="Check it and use one date throughout."),
                    [(one.start, one.end), (other.start, other.end)],
                )
                break
