"""What a summary tells of talks (谈心谈话): how many people, whether those who left were among them, worries settled.

What somebody said in a talk is theirs. Fewer than five people are never counted in print, nor in the ledger, nor may two
printed figures leave fewer than five between them, nor one of them beside those of 思想动态分析, which tells how many had each
kind of worry; and no figure names the rows it was counted in.
"""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from decimal import Decimal

from dinggang.basis import Id, plain
from dinggang.case import ActKind
from dinggang.documents.claims import NOTHING, Part, Stated, Teller, percent, reaches, stated
from dinggang.documents.told import RETIRED, Told
from dinggang.exits import ROUTE_WORDS
from dinggang.groundwork import FEW, Concern, Count, Talk, Worries, worries
from dinggang.plan import ExitRoute
from dinggang.sheets.labels import label

_TALKS = ("talks",)
_WORK = "通过组织谈话、座谈会做好思想工作"
_RELIEVED = "打消了许多同志的思想顾虑"


def talked(t: Teller, told: Told) -> None:
    """Talks as figures that nobody can be recognised by."""
    talks = told.case.groundwork.talks
    if not talks:
        t.refuse("none.talks", _WORK, "案卷没有收集谈话、座谈记录。", NOTHING)
        return
    who = {one.person for one in talks}
    if len(who) < FEW:
        few = stated("talks.people", f"不足{FEW}", "人", rows=_TALKS)
        t.refuse("word.talks", _WORK, f"谈过话的不足{FEW}人，为免认出个人，不写。", few)
        return
    many = stated("talks.people", len(who), "人", rows=_TALKS)
    leading = {m.person for m in told.case.groundwork.members if m.role.leads}
    by = {one.by for one in talks}
    begin = "领导小组成员分头与" if len(by) > 1 and by <= leading else "组织与"
    parts, rests = _leavers(t, told, who)
    period = told.between("talks.period", {one.day for one in talks}, _TALKS)
    t.say("talks.held", period, f"，{begin}", many, "谈心谈话", *parts, "。", rests=rests)
    _worries(t, talks)


def _safe(part: int, whole: int) -> bool:
    """Whether part and whole can be told side by side: neither the part nor the rest are few."""
    return part >= FEW and (whole == part or whole - part >= FEW)


def _leavers(t: Teller, told: Told, who: AbstractSet[str]) -> tuple[tuple[Part, ...], tuple[Stated, ...]]:
    """Whether those whose leaving was granted were talked to: 全部, 绝大多数, or how many. What is printed, and what it rests
    on besides.
    """
    routes = {e.person: e.route for e in told.exits if e.granted}
    count, among = len(routes), len(who & routes.keys())
    most = plain(t.thresholds.vast_majority)
    enough = reaches(among, count, t.thresholds.vast_majority)
    if count < FEW:
        if count:
            t.refuse("word.talks", _WORK, f"批准分流的不足{FEW}人，谈过话的不写人数。", _about("不写"))
        return (), ()
    whole = stated("persons.granted", count, "人", acts=told.of(ActKind.EXITS_GRANTED), rows=("exits",))
    if not _safe(among, count):
        if enough:
            return ("，批准分流的", whole, "中绝大多数谈到"), (_about(f"{most}%以上"),)
        t.refuse("word.talks", _WORK, f"批准分流的人员谈到的不到{most}%。", whole, _about(f"不到{most}%"))
        return (), ()
    part = stated("talks.left", among, "人", rows=_TALKS)
    share = stated("talks.left_share", f"{among}/{count}", shown=percent(among, count), rows=_TALKS)
    retired = _retired(told, routes, who)
    if among == count:
        return ("，批准分流的", whole, "全部谈到", *retired), (part, share)
    if enough:
        return ("，批准分流的", whole, "中绝大多数（", part, "，占", share, "）谈到", *retired), ()
    t.refuse("word.talks", _WORK, f"批准分流的人员只谈到{share.shown}，不到{most}%。", whole, part, share)
    return ("，批准分流的", whole, "中谈到", part, *retired), (share,)


def _about(shown: str) -> Stated:
    """A share that is told by the threshold it reaches or misses: figures would leave few people between them."""
    return stated("talks.left_share", shown, rows=_TALKS)


def _retired(told: Told, routes: Mapping[str, ExitRoute], who: AbstractSet[str]) -> tuple[Part, ...]:
    """That those who retired were all talked to, where that leaves no few of the others."""
    retired = {p for p, route in routes.items() if route in RETIRED}
    rest = (who & routes.keys()) - retired
    if not FEW <= len(retired) < len(routes) or not retired <= who or 0 < len(rest) < FEW:
        return ()
    those = {routes[p] for p in retired}
    count = stated(
        "persons.retired",
        len(retired),
        "人",
        acts=told.of(ActKind.EXITS_GRANTED),
        rows=("exits",),
    )
    words = "、".join(ROUTE_WORDS[r].zh for r in RETIRED if r in those)
    return (f"，其中{words}的", count, "一个不缺" if len(who & routes.keys()) < len(routes) else "")


def _reached(of: Worries, least: Decimal, *, plainly: bool) -> bool:
    """Whether so many per cent, and five people, are surely rid of their worries by what is told elsewhere, few being taken
    for as many as they can be. The true share would tell, beside the kinds, how many of a few are left.

    It asks how many people there must be to make it sure. That is known to be so, or not; or (unless it must be `plainly`
    known) it is said of those who named a kind whose number is told, with room on both sides: or it would tell how many of
    them named two.
    """
    counts = {kind: of.count(kind) for kind in of.by_kind}
    left = sum(_most_left(n, of.talked) for n in counts.values())
    enough = (m for m in range(left + FEW, of.talked + 1) if reaches(m - left, m, least))
    must = next(enough, None)
    told = {kind: n.named for kind, n in counts.items() if n.named_told(of.talked)}
    if must is None or not told:
        return False
    those = len(set[Id]().union(*(of.by_kind[kind] for kind in told)))
    low, high = max(told.values()), min(sum(told.values()), of.talked)
    if of.people_told or must <= low:
        return those >= must
    return not plainly and low + FEW <= must <= high - FEW and those >= must


def _most_left(count: Count, talked: int) -> int:
    """How many are not rid of a kind of worry, at the most, by what is told."""
    if count.parts_told(talked):
        return count.left
    if count.left < FEW:
        return FEW - 1 if count.left else 0
    return count.named if count.named_told(talked) else talked


def _worries(t: Teller, talks: Sequence[Talk]) -> None:
    """How many named a worry, and how many are rid of it; 许多 by the threshold of half."""
    of = worries(talks)
    named, settled = len(of.people), sum(of.people.values())
    if not of.enough:
        t.refuse("word.relieved", _RELIEVED, f"谈过话的不足{2 * FEW}人，为免认出个人，顾虑不写。")
        return
    if named < FEW:
        shown, why = f"不足{FEW}", f"谈话中说出顾虑的不足{FEW}人，不写人数。"
        few = stated("talks.worried", shown if named else 0, "人", rows=_TALKS)
        t.refuse("word.relieved", _RELIEVED, why if named else "谈话记录没有记下顾虑。", few)
        return
    number = of.people_told
    whole = stated("talks.worried", named, "人", rows=_TALKS)
    begin: tuple[Part, ...] = (
        ("谈话中", whole, "说出了顾虑", *_kinds(of)) if number else ("谈话中说出了顾虑的人员",)
    )
    if of.rid_told:
        part = stated("talks.settled", settled, "人", rows=_TALKS)
        share = stated(
            "talks.settled_share", f"{settled}/{named}", shown=percent(settled, named), rows=_TALKS
        )
        many = reaches(settled, named, t.thresholds.half)
        t.say(
            "talks.worries", *begin, "，已经解开的", part, "，占", share, f"，{_RELIEVED}。" if many else "。"
        )
        if not many:
            why = f"顾虑已经解开的只占{share.shown}，不到{plain(t.thresholds.half)}%。"
            t.refuse("word.relieved", _RELIEVED, why, whole, share)
        return
    _roughly(t, of, begin, number=number)


def _roughly(t: Teller, of: Worries, begin: tuple[Part, ...], *, number: bool) -> None:
    """That all are rid of worries, or by which threshold many are, where how many may not be told."""
    half, most = t.thresholds.half, t.thresholds.vast_majority
    everybody = all(of.people.values())
    many = everybody or _reached(of, half, plainly=False)
    least = most if everybody or _reached(of, most, plainly=True) else half
    share = stated("talks.settled_share", f"{plain(least)}%以上", rows=_TALKS)
    if everybody:
        t.say("talks.worries", *begin, f"，全部解开，{_RELIEVED}。", rests=(share,))
    elif many:
        t.say("talks.worries", *begin, "，已经解开的占", share, f"，{_RELIEVED}。")
    elif number:
        t.say("talks.worries", *begin, "。")
    if not many:
        why = f"顾虑已经解开的不到{plain(half)}%，或者写出来能推算出不足{FEW}人的数，不写。"
        t.refuse("word.relieved", _RELIEVED, why)


def _kinds(of: Worries) -> tuple[Part, ...]:
    """What the worries were about, where there are several kinds."""
    if len(of.by_kind) < 2:
        return ()
    parts: list[Part] = []
    for kind in (k for k in Concern if k in of.by_kind):
        many = stated("talks.kind", len(of.by_kind[kind]), "人", rows=_TALKS)
        parts += ["、" if parts else "（", label(kind), many]
    return (*parts, "）")
