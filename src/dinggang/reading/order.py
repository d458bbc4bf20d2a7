"""Dates and order: stages against dates, foundings, approval, elapsed time, impossible dates (X4–X6, R04–R06)."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from dinggang.basis import Finding, Level, Words
from dinggang.reading.facts import Event, Facts, Stages
from dinggang.reading.found import found
from dinggang.reading.numbers import NUMBER, whole
from dinggang.reading.text import Text

_STAGE_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("rally", re.compile(r"宣传|发动|动员")),
    ("clear", re.compile(r"清退|临时人员|自用人员|编外")),
    ("measure", re.compile(r"考核|测评|考试|成绩")),
    ("place", re.compile(r"定岗|上岗|聘任|聘用|任命")),
    ("contract", re.compile(r"签订|协议")),
    ("plan", re.compile(r"方案|制定")),
    ("approve", re.compile(r"批准|报批|审批")),
    ("announce", re.compile(r"报名|公布岗位")),
    ("notice", re.compile(r"公示")),
)
_KIND_WORDS = {
    "group": Words(zh="成立领导小组", en="founding of the leading group"),
    "plan": Words(zh="制定方案", en="drafting of the plan"),
    "approve": Words(zh="批准", en="approval"),
    "clear": Words(zh="清退", en="clearance"),
    "rally": Words(zh="宣传动员", en="mobilisation"),
    "announce": Words(zh="公布岗位、报名", en="announcement of posts"),
    "measure": Words(zh="考试测评", en="measuring"),
    "board": Words(zh="张榜", en="board"),
    "notice": Words(zh="公示", en="notice"),
    "place": Words(zh="定岗聘任", en="placement"),
    "contract": Words(zh="签订协议", en="signing"),
}


def check_order(text: Text, facts: Facts) -> Iterator[Finding]:
    """X4, X5, X6, R04, R05, R06."""
    for stages in facts.stages:
        yield from _counted(text, stages)
        yield from _reversed(text, stages, facts.events)
    yield from _founded_twice(text, facts)
    yield from _approval(text, facts)
    yield from _impossible(text, facts)
    yield from _elapsed(text, facts)
    yield from _backwards(text, facts)


def _stage_kind(item: str) -> str | None:
    return next((kind for kind, pattern in _STAGE_KINDS if pattern.search(item)), None)


def _counted(text: Text, stages: Stages) -> Iterator[Finding]:
    if len(stages.items) != stages.count:
        yield found(
            text,
            "R01",
            Level.STOPS,
            Words(
                zh=f"写明{stages.count}个阶段，列出{len(stages.items)}个。",
                en=f"{stages.count} stages are stated, {len(stages.items)} listed.",
            ),
            Words(zh="请核对阶段名称和个数。", en="Check the stages and their number."),
            [(stages.start, stages.end)],
        )


def _reversed(text: Text, stages: Stages, events: Sequence[Event]) -> Iterator[Finding]:
    """X4: a stage listed before another, yet dated after it."""
    kinds = [(item, kind) for item in stages.items if (kind := _stage_kind(item)) is not None]
    for (earlier, first_kind), (later, second_kind) in combinations(kinds, 2):
        ones = [e for e in events if e.kind == first_kind]
        others = [e for e in events if e.kind == second_kind]
        if not ones or not others or first_kind == second_kind:
            continue
        one, other = min(ones, key=lambda e: e.date.first), min(others, key=lambda e: e.date.last)
        if one.date.first > other.date.last:
            yield found(
                text,
                "X4",
                Level.STOPS,
                Words(
                    zh=f"列举的阶段“{earlier}”在“{later}”之前，日期却相反：“{earlier}”是"
                    f"{text.quote(one.date.start, one.date.end)}，“{later}”是{text.quote(other.date.start, other.date.end)}。",
                    en=f"Stage “{earlier}” is listed before “{later}”, but dated after it "
                    f"({text.quote(one.date.start, one.date.end)} and {text.quote(other.date.start, other.date.end)}).",
                ),
                Words(
                    zh="请按实际先后改写，或更正日期；阶段可以交叉，但要如实写。",
                    en="Write the order as it was, or correct a date; stages may overlap, but say so.",
                ),
                [(stages.start, stages.end), (other.start, other.end), (one.start, one.end)],
            )


def _founded_twice(text: Text, facts: Facts) -> Iterator[Finding]:
    """X5: the leading group founded at two dates that exclude each other."""
    founded = [e for e in facts.events if e.kind == "group"]
    for one, other in combinations(founded, 2):
        if one.date.first > other.date.last or other.date.first > one.date.last:
            yield found(
                text,
                "X5",
                Level.STOPS,
                Words(
                    zh=f"领导小组的成立时间前后不一：{text.quote(one.date.start, one.date.end)}，"
                    f"又是{text.quote(other.date.start, other.date.end)}。",
                    en=f"The founding of the leading group is dated twice: {text.quote(one.date.start, one.date.end)} "
                    f"and {text.quote(other.date.start, other.date.end)}.",
                ),
                Words(
                    zh="请核对：领导小组和它的办公室如分两次成立，应分别写明日期。",
                    en="Check it: if the group and its office were founded apart, date each.",
                ),
                [(one.start, one.end), (other.start, other.end)],
            )
            return


_APPROVED = re.compile(r"(?:方案|计划)?[^，。；]{0,10}(?:经|报|获|被)?[^，。；]{0,12}(?:批准|批复|审批同意)")
_LATER = re.compile(r"(?:批准|审批|批复)后(?:组织)?(?:实施|执行|施行)|报[^，。；]{0,12}(?:批准|审批)$")
_NUMBER = re.compile(r"[〔\[（](?:19|20)\d\d[〕\]）]第?\d+号")


def _approval(text: Text, facts: Facts) -> Iterator[Finding]:
    """X6: carried out, but the approval is not dated; or something was carried out before it."""
    done = [e for e in facts.events if e.kind in {"clear", "measure", "place", "rally"}]
    if "方案" not in text.plain or not done:
        return
    dated = [e for e in facts.events if e.kind == "approve"]
    mentions = [
        m for m in _APPROVED.finditer(text.plain) if not _LATER.search(text.plain[m.start() : m.end() + 6])
    ]
    if not dated:
        dated_nearby = any(
            _NUMBER.search(text.plain[max(0, m.start() - 40) : m.end() + 40])
            and re.search(r"月", text.plain[max(0, m.start() - 40) : m.end() + 40])
            for m in mentions
        )
        if mentions and not dated_nearby:
            first = mentions[0]
            yield found(
                text,
                "X6",
                Level.EXPLAIN,
                Words(
                    zh="方案经过批准才实施，却没有写批准的日期和文号，无法核对先后。",
                    en="The plan was approved before it was carried out, but neither date nor number of the approval is given.",
                ),
                Words(
                    zh="请写明批准机关、日期和文号；批准应在清退、测评等实施之前。",
                    en="State who approved it, when and under which number; it must precede every step.",
                ),
                [first.span()],
            )
        return
    approved = min(dated, key=lambda e: e.date.first)
    for event in done:
        if event.kind != "rally" and event.date.last < approved.date.first:
            yield found(
                text,
                "X6",
                Level.STOPS,
                Words(
                    zh=f"{_KIND_WORDS[event.kind].zh}（{text.quote(event.date.start, event.date.end)}）早于方案批准"
                    f"（{text.quote(approved.date.start, approved.date.end)}）。",
                    en=f"{_KIND_WORDS[event.kind].en} lies before the approval of the plan.",
                ),
                Words(
                    zh="请核对日期；方案批准之前不得实施。",
                    en="Check the dates; nothing starts before the approval.",
                ),
                [(event.start, event.end), (approved.start, approved.end)],
            )


def _impossible(text: Text, facts: Facts) -> Iterator[Finding]:
    """R04: a day that does not exist, or another weekday than stated."""
    for one in facts.dates:
        if not one.sure:
            words = Words(zh="历法上没有这一天。", en="There is no such day.")
        elif one.weekday is not None and one.year_named and one.first.weekday() != one.weekday:
            names = "一二三四五六日"
            words = Words(
                zh=f"{one.first}是星期{names[one.first.weekday()]}，不是星期{names[one.weekday]}。",
                en=f"{one.first} falls on another weekday than stated.",
            )
        else:
            continue
        yield found(
            text,
            "R04",
            Level.STOPS,
            words,
            Words(zh="请更正日期。", en="Correct the date."),
            [(one.start, one.end)],
        )


_ELAPSED = re.compile(
    rf"历时(?:近|约)?(?P<n>{NUMBER})(?:个)?(?P<more>多)?(?:个)?(?P<unit>月|天|周)(?P<more2>多)?"
)


def _elapsed(text: Text, facts: Facts) -> Iterator[Finding]:
    """R05: «历时两个多月» against the first and last date of the text."""
    match = _ELAPSED.search(text.plain)
    events = [e.date for e in facts.events]
    count = whole(match["n"]) if match is not None else None
    if match is None or count is None or len(events) < 2:
        return
    first = min(events, key=lambda d: d.first)
    last = max(events, key=lambda d: d.last)
    days = (last.last - first.first).days
    unit = {"月": 30, "周": 7, "天": 1}[match["unit"]]
    more = bool(match["more"] or match["more2"])
    low, high = count * unit, (count + 1) * unit if more else count * unit
    slack = {"月": 15, "周": 4, "天": 1}[match["unit"]] if not more else 5
    # Later steps need no date of their own, so a longer time than the dates show is no contradiction until it doubles.
    if days > high + slack or days * 2 < low - slack:
        yield found(
            text,
            "R05",
            Level.STOPS,
            Words(
                zh=f"写明{match[0]}，而从{text.quote(first.start, first.end)}到{text.quote(last.start, last.end)}是{days}天。",
                en=f"The time stated is {match[0]}; from the first to the last date it is {days} days.",
            ),
            Words(zh="请核对起止日期和历时。", en="Check the dates and the time stated."),
            [match.span(), (first.start, first.end), (last.start, last.end)],
        )


_BEFORE = (
    ("group", "place"),
    ("announce", "measure"),
    ("measure", "board"),
    ("board", "place"),
    ("plan", "measure"),
)


def _backwards(text: Text, facts: Facts) -> Iterator[Finding]:
    """R06: one thing must precede another and is dated after it."""
    by_kind: defaultdict[str, list[Event]] = defaultdict(list)
    for event in facts.events:
        by_kind[event.kind].append(event)
    for before, after in _BEFORE:
        if not by_kind[before] or not by_kind[after]:
            continue
        one = min(by_kind[before], key=lambda e: e.date.first)
        other = max(by_kind[after], key=lambda e: e.date.last)
        if one.date.first > other.date.last:
            yield found(
                text,
                "R06",
                Level.STOPS,
                Words(
                    zh=f"{_KIND_WORDS[before].zh}（{text.quote(one.date.start, one.date.end)}）应在{_KIND_WORDS[after].zh}"
                    f"（{text.quote(other.date.start, other.date.end)}）之前。",
                    en=f"{_KIND_WORDS[before].en} must precede {_KIND_WORDS[after].en}, but is dated after it.",
                ),
                Words(zh="请核对日期。", en="Check the dates."),
                [(one.start, one.end), (other.start, other.end)],
            )
