"""What talks should satisfy. Nothing told here sets a person beside a worry: what was said stays between the two."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from dinggang.basis import Finding, Id, Level
from dinggang.groundwork.telling import listed, told
from dinggang.groundwork.values import Concern, Talk
from dinggang.roster import Person

CONCERN_WORDS: dict[Concern, tuple[str, str]] = {
    Concern.POST: ("岗位去留", "post"),
    Concern.PAY: ("待遇", "pay"),
    Concern.RETIREMENT: ("退休", "retirement"),
    Concern.SKILL: ("转岗适应", "skill"),
    Concern.FAIRNESS: ("公平公正", "fairness"),
    Concern.HARDSHIP: ("实际困难", "hardship"),
    Concern.OTHER: ("其他", "other"),
}

FEW = 5
"""Fewer people than these are not counted out: somebody could be recognised."""


def held(talks: Iterable[Talk]) -> int:
    """How many talks were held: one in which several worries were named has several rows."""
    return len({(t.person, t.day, t.by) for t in talks})


def check_talks(talks: Sequence[Talk], people: Mapping[Id, Person]) -> tuple[Finding, ...]:
    """U12: a talk held by a relative, whichever of the two says so; a notice for one with oneself."""
    pairs = sorted({(t.person, t.by, t.day) for t in talks})
    kin = [
        (p, by, day) for p, by, day in pairs if p != by and (_names(people, p, by) or _names(people, by, p))
    ]
    alone = [(p, by, day) for p, by, day in pairs if p == by]
    return (*_by_relatives(kin), *_with_oneself(alone))


def _names(people: Mapping[Id, Person], one: Id, other: Id) -> bool:
    return one in people and other in people[one].relatives


def _by_relatives(those: Sequence[tuple[Id, Id, date]]) -> Iterable[Finding]:
    if those:
        zh, _ = listed([f"{p}（谈话人{by}，{day}）" for p, by, day in those])
        _, en = listed([f"{p} (by {by}, {day})" for p, by, day in those])
        yield told(
            "U12",
            Level.EXPLAIN,
            (
                f"{len(those)}次谈话由亲属进行，没有回避：{zh}。",
                f"{len(those)} talks were held by a relative: {en}.",
            ),
            (
                "请换人再谈一次并登记；确实无法换人的，请说明。",
                "Have somebody else talk with them and add the row; or explain why nobody else could.",
            ),
            [f"talks:{p}/{day}" for p, _, day in those],
        )


def _with_oneself(those: Sequence[tuple[Id, Id, date]]) -> Iterable[Finding]:
    if those:
        zh, en = listed(list(dict.fromkeys(p for p, _, _ in those)))
        yield told(
            "U12",
            Level.NOTICE,
            (f"{len(those)}次谈话的谈话人是本人：{zh}。", f"{len(those)} talks are with oneself: {en}."),
            ("请更正“谈话人”一列。", "Correct the column 谈话人."),
            [f"talks:{p}/{day}" for p, _, day in those],
        )


def check_talked(talks: Sequence[Talk], leaving: Iterable[Id]) -> tuple[Finding, ...]:
    """U13: people who leave early with whom nobody talked. Nothing without talks."""
    talked = {t.person for t in talks if t.by != t.person}
    those = sorted(set(leaving) - talked) if talks else []
    if not those:
        return ()
    zh, en = listed(those)
    return (
        told(
            "U13",
            Level.NOTICE,
            (
                f"{len(those)}名提前离岗或分流的人员没有谈话记录：{zh}。",
                f"{len(those)} people leave early or move out, and no talk with them is on record: {en}.",
            ),
            (
                "请在办理前谈一次；谈过的，在talks表补登。",
                "Talk with them before it is done; if somebody did, add the row to talks.",
            ),
            [f"people:{p}" for p in those],
        ),
    )


def check_worries(talks: Sequence[Talk]) -> tuple[Finding, ...]:
    """U14: worries that were not settled, by kind and only as a number of people; under five no number is said.

    A worry is gone when the last talk that named it, or one of that day, settled it.
    """
    last: dict[tuple[Id, Concern], date] = {}
    for t in talks:
        if t.concern is not None:
            key = (t.person, t.concern)
            last[key] = max(t.day, last.get(key, t.day))
    settled = {
        (t.person, t.concern)
        for t in talks
        if t.concern is not None and t.settled and t.day == last[t.person, t.concern]
    }
    left = Counter(concern for person, concern in last if (person, concern) not in settled)
    if not left:
        return ()
    zh, en = _heads(left)
    return (
        told(
            "U14",
            Level.NOTICE,
            (f"谈话中提出的顾虑还有没解开的：{zh}。", f"Worries named in talks and not settled: {en}."),
            (
                "请继续做工作；已经解开的，在talks表“是否解开”填“是”。",
                "Go on talking; where one is settled, say so in the column 是否解开 of talks.",
            ),
            ["talks:"],
        ),
    )


def _heads(left: Mapping[Concern, int]) -> tuple[str, str]:
    """How many people have each worry; those of few are named together, without a number."""
    many = [(*CONCERN_WORDS[c], left[c]) for c in Concern if left[c] >= FEW]
    few = [CONCERN_WORDS[c] for c in Concern if 0 < left[c] < FEW]
    zh = [f"{word}{count}人" for word, _, count in many]
    en = [f"{word} {count}" for _, word, count in many]
    if few:
        zh.append("、".join(word for word, _ in few) + ("各" if len(few) > 1 else "") + f"少于{FEW}人")
        en.append(
            ", ".join(word for _, word in few) + f" fewer than {FEW}" + (" each" if len(few) > 1 else "")
        )
    return "，".join(zh), "; ".join(en)
