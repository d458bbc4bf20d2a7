"""What a summary tells of the time before the posts: the leading group, opinions, meetings, who does what."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from dinggang.case import ActKind
from dinggang.documents.claims import NOTHING, Part, Stated, Teller, Unsupported, percent, stated
from dinggang.documents.told import Told, listed, rows
from dinggang.groundwork import (
    Channel,
    Disposition,
    GroupRole,
    MeetingKind,
    Member,
    Opinion,
    Presence,
    Share,
    leads,
    plain_name,
    told_apart,
)
from dinggang.plan import Overlap, Stratum, overlaps
from dinggang.roster import Person
from dinggang.sheets.labels import label

WAYS = 3
"""多方: opinions came in by at least so many ways. There are five ways in all."""

_SECRETARY = re.compile(r"(?:(?<![纪团法])委|党组|支部|总支|^|[、，；])书记")
"""An office of the head of the Party's committee: not 副书记, not 纪委书记."""


_GROUP = "由党委书记任组长、班子其他领导为成员"


def leading_group(t: Teller, told: Told) -> Unsupported | None:
    """Who leads, by office and never by name. Comes back with the claim that such reports make of it, where it is not so."""
    members = told.case.groundwork.members
    leading = [m for m in members if m.role.leads]
    if not leading:
        why = "案卷没有收集领导小组成员名单。"
        return Unsupported(key="none.group", claim=_GROUP, reason=why, stated=(NOTHING,))
    ids = list(dict.fromkeys(m.person for m in leading))
    whole = stated("group.members", len(ids), "人", rows=rows("members", sorted(ids)))
    head = _offices(told, leading, GroupRole.HEAD, "group.head")
    deputy = _offices(told, leading, GroupRole.DEPUTY, "group.deputies")
    leaders = [p.id for p in told.case.people if p.stratum is Stratum.LEADER and not p.outside]
    inside = [p for p in leaders if p in set(ids)]
    every = stated("group.leadership", len(leaders), "人", rows=rows("people", leaders))
    part = stated("group.leaders_in", len(inside), "人", rows=rows("members", inside))
    parts: list[Part] = ["领导小组共", whole]
    parts += ["，由", head, "担任组长"] if head is not None else []
    parts += ["，", deputy, "担任副组长"] if deputy is not None else []
    complete = bool(leaders) and len(inside) == len(leaders)
    if complete:
        parts += ["，领导班子", every, "全部参加"]
    elif leaders:
        parts += ["，领导班子", every, "中有", part, "参加"]
    t.say("leading.group", *parts, "。", rests=(part,) if complete else ())
    reasons = [] if head is not None and _is_secretary(head) else [_no_secretary(leading, head)]
    if not leaders:
        reasons.append("花名册上没有领导班子成员，无从对照")
    elif not complete:
        reasons.append(f"领导班子{len(leaders)}人中有{len(inside)}人在领导小组里")
    _office(t, told, members)
    if not reasons:
        return None
    why = "；".join(reasons) + "。"
    return Unsupported(key="word.group", claim=_GROUP, reason=why, stated=(whole, every, part))


def _offices(told: Told, members: Iterable[Member], role: GroupRole, query: str) -> Stated | None:
    """The offices of those in a place, where the roster names all of them."""
    those = [m.person for m in members if m.role is role]
    named = [_office_of(told.people[p]) if p in told.people else "" for p in those]
    if not named or not all(named):
        return None
    offices = list(dict.fromkeys(named))
    between = "、" if not any("、" in one for one in offices) else "；"
    shown = between.join(offices[:-1])
    shown = f"{shown}和{offices[-1]}" if shown else offices[-1]
    return stated(
        query, "；".join(offices), shown=shown, rows=(*rows("members", those), *rows("people", those))
    )


def _office_of(person: Person) -> str:
    """党委书记; of who does not lead the organ with the body: 党政办公室主任."""
    post, body = person.former_post, person.former_body
    if not post or person.stratum is Stratum.LEADER or post.startswith(body):
        return post
    return body + post


def _is_secretary(head: Stated) -> bool:
    return any(_SECRETARY.search(office) for office in head.value.split("；"))


def _no_secretary(members: Iterable[Member], head: Stated | None) -> str:
    if head is not None:
        return f"组长的职务是{head.shown}"
    if any(m.role is GroupRole.HEAD for m in members):
        return "花名册没有写组长的职务"
    return "成员名单上没有组长"


def _office(t: Teller, told: Told, members: Sequence[Member]) -> None:
    those = [m for m in members if not m.role.leads]
    if not those:
        return
    ids = list(dict.fromkeys(m.person for m in those))
    many = stated("group.office", len(ids), "人", rows=rows("members", ids))
    head = _offices(told, those, GroupRole.OFFICE_HEAD, "group.office_head")
    led: tuple[Part, ...] = ("，由", head, "担任主任") if head is not None else ()
    t.say("leading.office", "领导小组办公室共", many, *led, "。")


def consulting(t: Teller, told: Told) -> None:
    """How many opinions on the draft came in by what ways, and what became of them."""
    opinions = told.case.groundwork.opinions
    if not opinions:
        claim = "采取上下结合的方式，多方征求意见"
        t.refuse("none.consulting", claim, "案卷没有收集征求意见和采纳情况。", NOTHING)
        return
    every = rows("opinions", (o.id for o in opinions))
    days = {o.day for o in opinions}
    counts = Counter(o.channel for o in opinions)
    ways = [c for c in Channel if counts[c]]
    whole = stated("opinions.number", len(opinions), "条", rows=every)
    rounds = stated("opinions.rounds", len(days), "次", rows=every)
    by_way = [
        stated(
            "opinions.way", counts[c], "条", rows=rows("opinions", (o.id for o in opinions if o.channel is c))
        )
        for c in ways
    ]
    both = Channel.ABOVE in ways and len(ways) > 1
    several, again = len(ways) >= WAYS, len(days) >= t.thresholds.many
    how = "采取上下结合的方式，" if both else ""
    much = "、".join(word for word, holds in (("多方", several), ("反复", again)) if holds)
    named: list[Part] = []
    for way, count in zip(ways, by_way, strict=True):
        named += ["、" if named else "：", label(way), count]
    if len(ways) == 1:
        named = [f"，都来自{label(ways[0])}"]
    t.say(
        "consulting.held",
        f"方案{how}{much}征求意见，",
        told.between("opinions.period", days, every),
        *(("先后", rounds) if len(days) > 1 else ()),
        "收到意见",
        whole,
        *named,
        "。",
    )
    _disposed(t, opinions, whole)
    if not both:
        where = "都来自上级部门" if ways == [Channel.ABOVE] else "没有来自上级部门的"
        t.refuse("word.both_ways", "采取上下结合的方式", f"征求到的意见{where}。", whole, *by_way)
    if not several:
        why = f"意见只有{len(ways)}种途径，不到{WAYS}种。"
        t.refuse("word.many_ways", "多方征求意见", why, whole, *by_way)
    if not again:
        why = f"意见只在{len(days)}个日子收到，不到{t.thresholds.many}个。"
        t.refuse("word.again", "反复协商", why, rounds, whole)


def _disposed(t: Teller, opinions: Sequence[Opinion], whole: Stated) -> None:
    of = {d: [o.id for o in opinions if o.disposition is d] for d in (*Disposition, None)}
    figures = {
        d: stated("opinions.disposed", len(ids), "条", rows=rows("opinions", ids))
        for d, ids in of.items()
        if d is not None and ids
    }
    open_ = stated("opinions.open", len(of[None]), "条", rows=rows("opinions", of[None]))
    heard = len(of[Disposition.TAKEN]) + len(of[Disposition.PARTLY])
    share = stated(
        "opinions.taken_share",
        f"{heard}/{len(opinions)}",
        shown=percent(heard, len(opinions)),
        rows=rows("opinions", (*of[Disposition.TAKEN], *of[Disposition.PARTLY])),
    )
    if len(of[Disposition.TAKEN]) == len(opinions):
        t.say("consulting.disposed", "收到的意见全部采纳。", rests=(figures[Disposition.TAKEN],))
        return
    parts: list[Part] = []
    for disposition, figure in figures.items():
        parts += ["、" if parts else "", label(disposition), figure]
    if of[None]:
        parts += ["，" if parts else "", "还有", open_, "没有处理"]
        why = f"还有{len(of[None])}条没有处理。"
        t.refuse("word.all.opinions", "征求的意见全部作了处理", why, open_, whole)
    if heard:
        parts += ["，采纳和部分采纳的占" if of[Disposition.PARTLY] else "，采纳的占", share]
    short = [d for d in (Disposition.PARTLY, Disposition.NOT_TAKEN) if of[d]]
    if short and all(o.reply.strip() for o in opinions if o.disposition in short):
        parts.append(f"；{'、'.join(map(label, short))}的都写明了理由")
    begin = "收到的意见中，" if of[None] else "收到的意见全部作了处理："
    t.say("consulting.disposed", begin, *parts, "。")


def met(t: Teller, told: Told, decisions: Stated) -> bool:
    """How often those who decide met, by the table of meetings. False where it holds no such meeting."""
    deciding = [m for m in told.case.groundwork.meetings if m.kind.decides]
    if not deciding:
        return False
    total = stated("meetings.deciding", len(deciding), "次", rows=rows("meetings", (m.id for m in deciding)))
    parts = _by_kind(told, (k for k in MeetingKind if k.decides))
    several = len({m.kind for m in deciding}) > 1
    made: tuple[Part, ...] = ("；会议作出有文号的决定", decisions) if decisions.value != "0" else ()
    many = len(deciding) >= t.thresholds.many
    t.say(
        "leading.meetings",
        f"改革期间{'多次' if many else ''}开会研究改革事项，",
        *parts,
        *(("，共", total) if several else ()),
        *made,
        "。",
        rests=() if several else (total,),
    )
    if not many:
        why = f"案卷中研究改革的会议只有{len(deciding)}次，不到{t.thresholds.many}次。"
        t.refuse("word.many.meetings", "多次召开会议，进行认真反复的研究", why, total, decisions)
    return True


def _by_kind(told: Told, kinds: Iterable[MeetingKind]) -> list[Part]:
    parts: list[Part] = []
    for kind in kinds:
        those = [m.id for m in told.case.groundwork.meetings if m.kind is kind]
        if those:
            many = stated("meetings.kind", len(those), "次", rows=rows("meetings", those))
            parts += ["、" if parts else "", label(kind), many]
    return parts


def mobilised(t: Teller, told: Told) -> None:
    """The rally: who was there, who was told later, what was handed out. Other meetings, and answers made known."""
    _rallied(t, told)
    others = (MeetingKind.ASSEMBLY, MeetingKind.STUDY, MeetingKind.FORUM, MeetingKind.BRANCH)
    parts = _by_kind(told, others)
    if parts:
        t.say("mobilising.meetings", "改革期间另有", *parts, "。")
    answers = told.case.groundwork.answers
    if answers:
        many = stated("answers.number", len(answers), "条", rows=rows("answers", (a.id for a in answers)))
        founded = "，每条都写明了依据" if all(a.basis.strip() for a in answers) else ""
        t.say("mobilising.answers", "公布政策问答", many, f"{founded}。")


def _rallied(t: Teller, told: Told) -> None:
    ground = told.case.groundwork
    rallies = {m.id: m for m in ground.meetings if m.kind is MeetingKind.RALLY}
    if not rallies:
        return
    at = (*rows("meetings", rallies), "attendance")
    unit = "人" if len(rallies) == 1 else "人次"
    lines = [a for a in ground.attendance if a.meeting in rallies and a.presence is not Presence.GUEST]
    there = {(a.meeting, a.person) for a in lines if a.presence is Presence.PRESENT}
    later = {(a.meeting, a.person) for a in lines if a.presence is Presence.MADE_UP} - there
    missed = {(a.meeting, a.person) for a in lines} - there - later
    dues = [m.due for m in rallies.values() if m.due is not None]
    due = sum(dues) if len(dues) == len(rallies) else None
    parts: list[Part] = []
    if lines:
        came = stated("rally.present", len(there), unit, rows=at)
        told_later = stated("rally.told_later", len(later), unit, rows=at)
        should = stated("rally.due", due, unit, rows=at[:-1]) if due is not None else None
        parts += ["应到", should, "，"] if should is not None else []
        parts += ["到会", came]
        parts += ["，会后补传达", told_later] if later else []
        reached = len(there) + len(later)
        reason = _not_all(due, reached, len(missed))
        if not reason:
            parts.append("，全部传达到人" if later else "，全部到会")
        else:
            figures = [f for f in (should, came, told_later) if f is not None]
            t.refuse("word.all.told", "向全体干部职工传达了有关精神和政策规定", reason, *figures)
    papers = list(dict.fromkeys(paper for m in rallies.values() for paper in m.materials))
    if papers:
        kinds = stated("rally.materials", len(papers), "种", rows=at[:-1])
        parts += [
            "；" if parts else "",
            f"发放{listed(papers, 6)}",
            "共" if len(papers) > 1 else "",
            kinds,
            "材料",
        ]
    if parts:
        held = stated("meetings.kind", len(rallies), "次", rows=at[:-1])
        begin: tuple[Part, ...] = ("动员大会",) if len(rallies) == 1 else ("动员大会召开", held, "，")
        t.say("mobilising.rally", *begin, *parts, "。")


def _not_all(due: int | None, reached: int, missed: int) -> str:
    """Why it cannot be said that everybody was told; "" when it can."""
    if due is None:
        return "会议表没有写应到人数，看不出是否全部传达到。"
    if reached > due:
        return f"到会和补传达的有{reached}人，多于应到的{due}人。"
    left = max(due - reached, missed)
    return f"还有{left}人没有传达到。" if left else ""


def duties(t: Teller, told: Told) -> None:
    """How many functions the bodies have, and whether each has one that leads."""
    table = told.case.groundwork.duties
    if not table:
        return
    by_function = leads(table)
    of = {name: [d.id for d in table if plain_name(d.function) == name] for name in by_function}
    one = [name for name, bodies in by_function.items() if len(bodies) == 1]
    several = [name for name, bodies in by_function.items() if len(bodies) > 1]
    none = [name for name, bodies in by_function.items() if not bodies]
    helped = [
        n for n in by_function if any(d.share is Share.SUPPORT for d in table if plain_name(d.function) == n)
    ]
    whole = stated("duties.functions", len(by_function), "项", rows=rows("duties", (d.id for d in table)))
    led, help_, many, nobody = (
        stated(query, len(names), "项", rows=rows("duties", (i for n in names for i in of[n])))
        for query, names in (
            ("duties.one_lead", one),
            ("duties.helped", helped),
            ("duties.several_leads", several),
            ("duties.no_lead", none),
        )
    )
    bodies = list(dict.fromkeys(d.body for d in table))
    by = stated("duties.bodies", len(bodies), "个", rows=rows("bodies", bodies))
    parts: list[Part] = ["机构职责逐项列明，共", whole, "，由", by, "机构承担"]
    whose = ("其中", help_, "另有协办机构")
    if len(one) == len(by_function):
        parts += ["，每项职责都有一个主责机构，职责关系进一步理顺", *(("；", *whose) if helped else ())]
        t.say("duties.leads", *parts, "。", rests=(led,))
        return
    t.say("duties.leads", *parts, *(("，有一个主责机构的", led) if one else ()), "。")
    reasons = [f"有{len(several)}项职责由几个机构主责（{listed(several, 3)}）"] if several else []
    reasons += [f"有{len(none)}项没有主责机构（{listed(none, 3)}）"] if none else []
    claim = "进一步理顺了机关各部门之间的职责关系、职责范围和权限"
    t.refuse("word.duties", claim, "；".join(reasons) + "。", whole, led, many, nobody)


def alike(those: Iterable[Overlap]) -> str:
    """A的B牌子与C名称相近, the first five."""
    return "，".join(
        f"{owner.name}的{plate.name}牌子与{other.name}名称相近" for owner, plate, other in [*those][:5]
    )


def split_duties(t: Teller, told: Told) -> None:
    """Where names are alike and the duties keep the two apart: who leads what."""
    table = told.case.groundwork.duties
    approved = told.of(ActKind.PLAN_APPROVED)
    for one in overlaps(told.case.plan):
        sides = told_apart(table, one)
        if sides is None:
            continue
        owner, plate, other = one
        own, others = (
            stated(
                "duties.split",
                len(names),
                "项",
                shown=listed(names, 5),
                acts=approved,
                rows=rows("duties", (d.id for d in table if plain_name(d.function) in names)),
            )
            for names in sides
        )
        many = stated("bodies.overlap", 1, "块", rows=rows("plates", [plate.id]))
        t.say(
            "duties.split",
            f"{alike([one])}，职责分工已经写明：{owner.name}主责",
            own,
            f"，{other.name}主责",
            others,
            "。",
            rests=(many,),
        )
