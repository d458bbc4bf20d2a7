"""What the leading group, the opinions on the draft plan and the duties of bodies should satisfy."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from dinggang.basis import Finding, Id, Level
from dinggang.groundwork.leading import plain_name
from dinggang.groundwork.telling import listed, told
from dinggang.groundwork.values import Disposition, Duty, GroupRole, Member, Opinion, Share
from dinggang.plan import Body, Plan, Stratum, cites
from dinggang.roster import Person

ONE_LEADERSHIP = 15
"""More leaders on a roster than these are those of several organs: not all of them belong to one group."""


def check_group(members: Sequence[Member], people: Sequence[Person]) -> tuple[Finding, ...]:
    """U11: no head of the group or several, somebody twice in it, a leader of the organ who is not in it. Nothing without
    members.
    """
    if not members:
        return ()
    return (*_heads(members), *_twice(members), *_left_out(members, people))


def _heads(members: Sequence[Member]) -> Iterable[Finding]:
    heads = sorted({m.person for m in members if m.role is GroupRole.HEAD})
    if len(heads) == 1:
        return
    zh, en = listed(heads)
    yield told(
        "U11",
        Level.EXPLAIN,
        (
            f"领导小组有{len(heads)}名组长：{zh}。" if heads else "领导小组没有组长。",
            f"The leading group has {len(heads)} heads: {en}." if heads else "The leading group has no head.",
        ),
        (
            "组长只填一人，请在groundwork表“领导小组”更正；确有几名组长的，请说明。",
            "There is one head: correct the sheet 领导小组 of groundwork, or explain why there are several.",
        )
        if heads
        else (
            "请在groundwork表“领导小组”补填组长一行。",
            "Add the row of the head to the sheet 领导小组 of groundwork.",
        ),
        [f"members:{p}/head" for p in heads] or ["groundwork:"],
    )


def _twice(members: Sequence[Member]) -> Iterable[Finding]:
    places = Counter(person for person, _ in {(m.person, m.role) for m in members if m.role.leads})
    those = sorted(p for p, times in places.items() if times > 1)
    if those:
        zh, en = listed(those)
        yield told(
            "U11",
            Level.EXPLAIN,
            (
                f"{len(those)}人在领导小组里有两种职务：{zh}。",
                f"{len(those)} people have two places in the leading group: {en}.",
            ),
            (
                "组长、副组长、成员只填一种；兼改革办职务的另填一行。",
                "One is head, deputy or member; a place in the office has a row of its own.",
            ),
            [
                f"members:{m.person}/{m.role.value}"
                for p in those
                for m in sorted(members, key=lambda m: m.role)
                if m.person == p and m.role.leads
            ],
        )


def _left_out(members: Sequence[Member], people: Sequence[Person]) -> Iterable[Finding]:
    inside = {m.person for m in members if m.role.leads}
    leaders = [p.id for p in people if p.stratum is Stratum.LEADER and not p.outside]
    those = sorted(p for p in leaders if p not in inside)
    if those and len(leaders) <= ONE_LEADERSHIP:
        zh, en = listed(those)
        yield told(
            "U11",
            Level.NOTICE,
            (
                f"班子成员中有{len(those)}人不在领导小组：{zh}。",
                f"{len(those)} of the leadership are not in the leading group: {en}.",
            ),
            (
                "请核对有没有漏填；本来就不参加的，不必处理。",
                "Check whether a row was left out; if they do not belong to it, nothing is to be done.",
            ),
            [f"people:{p}" for p in those],
        )


def check_opinions(
    opinions: Sequence[Opinion], adopted: date | None, approved: date | None
) -> tuple[Finding, ...]:
    """U01 undecided when the plan was adopted, U02 not or partly taken without a reply, U03 dated after the approval."""
    return (
        *(_undecided(opinions, adopted) if adopted is not None else ()),
        *_unanswered(opinions),
        *(_too_late(opinions, approved) if approved is not None else ()),
    )


def _opinions(
    code: str, level: Level, those: Iterable[Opinion], words: tuple[str, str], cure: tuple[str, str]
) -> Iterable[Finding]:
    """A finding on these opinions, whose number goes before the words and whose ids go behind."""
    found = sorted(o.id for o in those)
    if found:
        zh, en = listed(found)
        yield told(
            code,
            level,
            (f"{len(found)}条意见{words[0]}：{zh}。", f"{len(found)} opinions {words[1]}: {en}."),
            cure,
            [f"opinions:{o}" for o in found],
        )


def _undecided(opinions: Sequence[Opinion], adopted: date) -> Iterable[Finding]:
    return _opinions(
        "U01",
        Level.EXPLAIN,
        (o for o in opinions if o.day <= adopted and o.disposition is None),
        (f"在{adopted}通过方案时没有采纳情况", f"have no disposition, and the plan was adopted on {adopted}"),
        (
            "请在groundwork表“征求意见”填写采纳情况和处理说明；确实没有研究的，请说明。",
            "Fill in what became of them in the sheet 征求意见 of groundwork, or explain why they were not considered.",
        ),
    )


_REPLIED = frozenset({Disposition.PARTLY, Disposition.NOT_TAKEN})


def _unanswered(opinions: Sequence[Opinion]) -> Iterable[Finding]:
    return _opinions(
        "U02",
        Level.EXPLAIN,
        (o for o in opinions if o.disposition in _REPLIED and not o.reply.strip()),
        ("没有采纳或只采纳一部分，却没有处理说明", "were not taken, or in part, without a reply"),
        (
            "请在“处理说明”一列写明理由，并答复提意见的单位或人群。",
            "Give the reason in the column 处理说明, and tell those whose opinion it was.",
        ),
    )


def _too_late(opinions: Sequence[Opinion], approved: date) -> Iterable[Finding]:
    return _opinions(
        "U03",
        Level.NOTICE,
        (o for o in opinions if o.day > approved),
        (
            f"是{approved}批复方案之后提出的，方案已不能据以修改",
            f"came in after the plan was approved on {approved} and can no longer be weighed",
        ),
        (
            "请核对日期；日期无误的，留作执行中改进的参考。",
            "Check the dates; if they are right, keep them for the carrying out.",
        ),
    )


def check_duties(plan: Plan, duties: Sequence[Duty]) -> tuple[Finding, ...]:
    """U04 a function led by several bodies (BZ-10, in force from 2007-05-01; before it a notice), U05 led by none, U06 a body
    without any function. Nothing without duties.
    """
    if not duties:
        return ()
    bodies = {b.id: b for b in plan.bodies}
    by_function: defaultdict[str, list[Duty]] = defaultdict(list)
    for duty in sorted(duties, key=lambda d: d.id):
        by_function[plain_name(duty.function)].append(duty)
    leads = {name: [d for d in those if d.share is Share.LEAD] for name, those in sorted(by_function.items())}
    return (
        *(_two_leads(plan, bodies, those) for those in leads.values() if len({d.body for d in those}) > 1),
        *_unled([by_function[name] for name, those in leads.items() if not those]),
        *_idle([b for b in plan.bodies if b.id not in {d.body for d in duties}]),
    )


def _two_leads(plan: Plan, bodies: dict[Id, Body], leads: Sequence[Duty]) -> Finding:
    law = cites(plan, "BZ-10")
    level = Level.EXPLAIN if law else Level.NOTICE
    those = sorted({d.body for d in leads})
    named = "、".join(f"{bodies[b].name}（{b}）" if b in bodies else b for b in those)
    return told(
        "U04",
        level,
        (
            f"“{leads[0].function}”有{len(those)}个机构主责：{named}。",
            f"The function “{leads[0].function}” is led by {len(those)} bodies: {', '.join(those)}.",
        ),
        (
            "一件事由一个机构主责，其余改为协办；确需分开的，把职责事项分开写。",
            "One body leads, the others help; if they do different things, write them as different functions.",
        ),
        [f"duties:{d.id}" for d in leads],
        law,
    )


def _unled(functions: Sequence[Sequence[Duty]]) -> Iterable[Finding]:
    if functions:
        zh, en = listed([f"“{those[0].function}”" for those in functions])
        yield told(
            "U05",
            Level.EXPLAIN,
            (
                f"{len(functions)}项职责没有机构主责：{zh}。",
                f"{len(functions)} functions are led by no body: {en}.",
            ),
            (
                "请在groundwork表“职责分工”写明主责机构；不再承担的，请说明。",
                "Say which body leads in the sheet 职责分工 of groundwork, or explain that it is given up.",
            ),
            [f"duties:{d.id}" for those in functions for d in those],
        )


def _idle(bodies: Sequence[Body]) -> Iterable[Finding]:
    if bodies:
        ids = sorted(b.id for b in bodies)
        zh, _ = listed([f"{b.name}（{b.id}）" for b in sorted(bodies, key=lambda b: b.id)])
        _, en = listed(ids)
        yield told(
            "U06",
            Level.NOTICE,
            (
                f"{len(ids)}个机构没有任何职责事项：{zh}。",
                f"{len(ids)} bodies have no function at all: {en}.",
            ),
            ("请核对“职责分工”有没有漏行。", "Check whether rows were left out of 职责分工."),
            [f"plan:bodies.{b}" for b in ids],
        )
