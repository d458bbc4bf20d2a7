"""What talks should satisfy. Nothing told here sets a person beside a worry: what was said stays between the two."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from dinggang.basis import Finding, Id, Level
from dinggang.groundwork.telling import listed, told
from dinggang.groundwork.values import Concern, Talk
from dinggang.groundwork.worrying import FEW, Count, worries
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
    """U14: worries that were not settled, by kind and only as a number of people. No number under five is said, nor one
    that the analysis of worries holds back; nothing where so few were talked to that one of them could be meant.
    """
    of = worries(talks)
    kinds = {c: of.count(c) for c in Concern if of.count(c).left}
    if not kinds or of.talked < FEW:
        return ()
    zh, en = _heads(kinds, of.talked) if of.enough else _kinds(kinds)
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


def _kinds(kinds: Iterable[Concern]) -> tuple[str, str]:
    """Which worries, with no number: of so few people, five can be all."""
    words = [CONCERN_WORDS[c] for c in kinds]
    zh, en = "、".join(zh for zh, _ in words), ", ".join(en for _, en in words)
    most = 2 * FEW
    return (
        f"{zh}（谈过话的不足{most}人，人数不列）",
        f"{en} (fewer than {most} were talked to: no numbers)",
    )


def _heads(kinds: Mapping[Concern, Count], talked: int) -> tuple[str, str]:
    """How many people have each worry; those whose number is not told are named together: five or more, and few."""
    exact = [(*CONCERN_WORDS[c], n.left) for c, n in kinds.items() if n.parts_told(talked)]
    zh = [f"{word}{count}人" for word, _, count in exact]
    en = [f"{word} {count}" for _, word, count in exact]
    rest = {c: n for c, n in kinds.items() if not n.parts_told(talked)}
    for those, words, english in (
        ([CONCERN_WORDS[c] for c, n in rest.items() if n.left >= FEW], f"{FEW}人以上", f"{FEW} or more"),
        ([CONCERN_WORDS[c] for c, n in rest.items() if n.left < FEW], f"少于{FEW}人", f"fewer than {FEW}"),
    ):
        if those:
            several = len(those) > 1
            zh.append("、".join(word for word, _ in those) + ("各" if several else "") + words)
            en.append(", ".join(word for _, word in those) + f" {english}" + (" each" if several else ""))
    return "，".join(zh), "; ".join(en)
