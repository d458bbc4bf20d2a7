"""What draws must satisfy: announced first, by sources that nobody can try out, once, and in the order of the tickets."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from dinggang.basis import Finding, Id, Level, Words
from dinggang.case.drawing import (
    announced,
    commitment_of,
    lots,
    too_few_digits,
    values_of,
    weakness,
)
from dinggang.case.effects import day_of, of_kind
from dinggang.case.values import Act, ActKind, Case, DrawPurpose
from dinggang.plan import DrawMethod, Plan
from dinggang.record import DrawPlan, DrawSource, SourceKind
from dinggang.record.draw import LEAST_DIGITS


def check_draws(case: Case, tied: Sequence[Sequence[Id]]) -> tuple[Finding, ...]:
    """D01–D11 over the acts in force. `tied` are the people whom every rule before the draw leaves equal.

    Where the plan draws by hand (抓阄) the order stands as recorded; an announcement with sources is held to them all
    the same.
    """
    return check_draw_acts(case.acts, case.plan, tied)


def check_draw_acts(
    acts: Sequence[Act], plan: Plan, tied: Sequence[Sequence[Id]] | None = None
) -> tuple[Finding, ...]:
    """The same from acts in force and plan alone; D03 only where it is known who is equal."""
    rule = plan.rules.draw
    by_hash = rule is not None and rule.method is DrawMethod.HASH
    committed = of_kind(acts, ActKind.DRAW_COMMITTED)
    held = of_kind(acts, ActKind.DRAW_HELD)
    found: list[Finding] = []
    for act in committed:
        if by_hash or act.sources:
            found += check_announcement(act, tied)
    for act in held:
        before = commitment_of(act, committed)
        if before is not None:
            found += _result(before, act)
        elif by_hash or act.follows is not None:
            found.append(_uncommitted(act))
    found += _twice(committed, held, by_hash=by_hash)
    if day_of(acts, ActKind.RANKING_FINAL) is not None:
        followed = {a.follows for a in held}
        found += [_without_result(a) for a in committed if a.id not in followed]
    return tuple(found)


def check_corrected_draws(acts: Iterable[Act]) -> tuple[Finding, ...]:
    """D02 and D09 over all acts, corrected ones too: an announcement changed when a value could exist, a result changed
    in its values.
    """
    by_id = {a.id: a for a in acts}
    found = []
    for act in by_id.values():
        old = by_id.get(act.corrects) if act.corrects is not None else None
        if old is None or old.kind is not act.kind:
            continue
        late = old.due is not None and act.day >= old.due
        if act.kind is ActKind.DRAW_COMMITTED and late:
            found.append(
                _finding(
                    "D02",
                    f"抽签公告{old.id}定于{old.due}抽签，{act.id}在{act.day}才更正，那时结果已可能出来。",
                    f"Announcement {old.id} is for {old.due}; {act.id} corrects it on {act.day}, when a value could exist.",
                    "公告只能在抽签日之前更正。来源没有结果而须重新公告的，请用“说明事项”写明原因。",
                    "Correct it before its day. Where a draw failed, explain it by an act finding_explained.",
                    act,
                )
            )
        if act.kind is ActKind.DRAW_HELD and old.values and act.values != old.values:
            found.append(
                _finding(
                    "D09",
                    f"{act.id}更正了抽签{old.id}的来源结果。",
                    f"{act.id} changes the values of draw {old.id}.",
                    "请用“说明事项”写明原来为何记错、凭什么更正（录像、开奖公告）。",
                    "Explain why they were recorded wrongly and what proves the right ones.",
                    act,
                    level=Level.EXPLAIN,
                )
            )
    return tuple(found)


def check_announcement(act: Act, tied: Sequence[Sequence[Id]] | None) -> Iterator[Finding]:
    """D02–D05 of an announcement; D03 only where it is known who is equal."""
    plan = announced(act)
    weak = _NO_SOURCE if plan is None else weakness(plan)
    if weak is not None:
        yield _finding(
            "D04",
            f"抽签公告{act.id}的来源不能用：{weak.zh}。",
            f"The sources of announcement {act.id} will not do: {weak.en}.",
            "每个来源写成“公开掷骰 20位”“福彩3D第2026120期 3位”“区纪委 承诺（64位摘要）”或“drand第5000000轮 信标”；"
            "有承诺的须写备用来源。",
            "Write each as 公开掷骰 20 digits, NAME commits SHA-256, or drand round N beacon; with commitments, a fallback.",
            act,
        )
    short = None if plan is None else too_few_digits(plan)
    if short is not None:
        yield _finding(
            "D05",
            f"抽签公告{act.id}的来源或备用来源只有{short}位数字，少于{LEAST_DIGITS}位，可以事先试算。",
            f"The sources or the fallback of announcement {act.id} have {short} digits; fewer than {LEAST_DIGITS} can be tried "
            "out beforehand.",
            f"请公开掷骰{LEAST_DIGITS}位，或再加来源。",
            f"Roll {LEAST_DIGITS} dice in public, or add sources.",
            act,
        )
    if act.due is not None and act.day >= act.due:
        yield _finding(
            "D02",
            f"抽签公告{act.id}是{act.day}，不早于抽签日{act.due}，那时结果已可能出来。",
            f"Announcement {act.id} of {act.day} is not before the day of the draw, {act.due}: a value could exist.",
            "请至少提前一天公告；已经抽过的，重新公告、重新抽签。",
            "Announce a draw at least a day ahead; announce and draw anew.",
            act,
        )
    if act.purpose is DrawPurpose.TIES and tied is not None:
        yield from _list(act, tied)


_NO_SOURCE = Words(zh="没有写来源，或有一个来源看不懂", en="there is none, or one that cannot be understood")


def _list(act: Act, tied: Sequence[Sequence[Id]]) -> Iterator[Finding]:
    """D03: the list is that of the people who are equal: of one group of them, or of several, each whole."""
    listed = set(act.people)
    touched = [set(group) for group in tied if listed & set(group)]
    whole = set().union(*touched)
    if not touched:
        yield _finding(
            "D03",
            f"抽签公告{act.id}的名单中没有人同分（成绩更正后可能如此），这次抽签不起作用。",
            f"Nobody on the list of announcement {act.id} is equal to anybody (any more): the draw decides nothing.",
            "无须处理；公告和结果都保留在记录中。",
            "Nothing needs to be done; both stay on record.",
            act,
            level=Level.NOTICE,
        )
    elif listed != whole:
        extra, left_out = "、".join(sorted(listed - whole)), "、".join(sorted(whole - listed))
        yield _finding(
            "D03",
            f"抽签公告{act.id}的名单与同分的人不符"
            + (f"，多了{extra}" if extra else "")
            + (f"，少了{left_out}" if left_out else "")
            + "。",
            f"The list of announcement {act.id} is not that of the people who are equal"
            + (f"; too many: {extra}" if extra else "")
            + (f"; missing: {left_out}" if left_out else "")
            + ".",
            "请在抽签日之前更正公告的名单：同分的一组人要么全列，要么全不列。",
            "Correct the list before the day of the draw: a group of equals is on it whole or not at all.",
            act,
        )


def _uncommitted(act: Act) -> Finding:
    named = f"（{act.follows}）" if act.follows else ""
    return _finding(
        "D01",
        f"抽签{act.id}没有在它之前有效的抽签公告{named}。",
        f"Draw {act.id} follows no announcement that is in force {act.follows or ''}".rstrip() + ".",
        "请先登记“抽签公告”（名单、来源、日期、地点），到期抽签，在“依据的公告”一列写它的编号。",
        "Add an act draw_committed first (list, sources, day, place), and name it in the draw's column 依据的公告.",
        act,
    )


def _result(committed: Act, held: Act) -> Iterator[Finding]:
    plan = announced(committed)
    if committed.due is not None and (held.day < committed.due or held.day <= committed.day):
        yield _finding(
            "D02",
            f"抽签{held.id}是{held.day}，早于公告{committed.id}所定的{committed.due}。",
            f"Draw {held.id} of {held.day} is before the day of announcement {committed.id}, {committed.due}.",
            "请核对日期；确实提前抽的，重新公告、重新抽签。",
            "Check the dates; if it was held early, announce and draw anew.",
            held,
        )
    if set(held.people) != set(committed.people):
        yield _finding(
            "D07",
            f"抽签{held.id}的人员不是公告{committed.id}名单上的人。",
            f"The people of draw {held.id} are not those of announcement {committed.id}.",
            "请按公告的名单抽签。",
            "Draw for the list that was announced.",
            held,
        )
        return
    if plan is None:
        return
    used = values_of(plan, held.values)
    if isinstance(used, Words):
        yield _finding(
            "D06",
            f"抽签{held.id}的来源结果不对：{used.zh}。",
            f"The values of draw {held.id} will not do: {used.en}.",
            "请按公告的来源次序，照原始结果逐位填写。",
            "Write each source's value as it came, in the order announced.",
            held,
        )
        return
    order = lots(plan.label, committed.people, [(source.name, value) for source, value in used])
    if order != held.people:
        yield _finding(
            "D07",
            f"抽签{held.id}的次序与按来源结果算出的不符，应为：{'、'.join(order)}。",
            f"The order of draw {held.id} is not that of its tickets, which is: {', '.join(order)}.",
            "请用 dinggang draw 重算，人员一列按算出的次序填写。",
            "Work it out with dinggang draw, and write the people in that order.",
            held,
        )
    yield from _used(committed, held, plan, [source for source, _ in used])


def _used(committed: Act, held: Act, plan: DrawPlan, sources: Sequence[DrawSource]) -> Iterator[Finding]:
    """D08 and D10: sources that count only when somebody says why, or vouches for them."""
    fallback = plan.fallback is not None and sources[-1] == plan.fallback
    if fallback and (not held.reason or (committed.due is not None and held.day <= committed.due)):
        yield _finding(
            "D08",
            f"抽签{held.id}用了备用来源，但没有写明理由，或当天还没有过完。",
            f"Draw {held.id} uses the fallback without a reason, or before the day of the draw was over.",
            "来源当天没有结果的，次日起才用备用来源，并在“理由”一列写明原因。",
            "The fallback counts from the day after, with the reason stated.",
            held,
        )
    beacons = [source.name for source in sources if source.kind is SourceKind.BEACON]
    if beacons:
        yield _finding(
            "D10",
            f"抽签{held.id}用了信标{'、'.join(beacons)}，本程序不核对信标的签名。",
            f"Draw {held.id} uses the beacon {', '.join(beacons)}, whose signature this program does not check.",
            "请用信标自己的工具核对该轮签名，以“说明事项”写明由谁、怎样核对。",
            "Check that round's signature with the beacon's own tool; say who did by an act finding_explained.",
            held,
            level=Level.EXPLAIN,
        )


def _twice(committed: Sequence[Act], held: Sequence[Act], *, by_hash: bool) -> Iterator[Finding]:
    """D09: a draw is not repeated until it pleases."""
    for first, second in combinations(held, 2):
        if first.follows is not None and first.follows == second.follows:
            yield _again(second, first, Level.STOPS)
    listed = {a.id: set(a.people) for a in committed}
    for first, second in combinations(committed, 2):
        judged = by_hash or (first.sources and second.sources)
        if not judged or first.purpose is not second.purpose:
            continue
        if len(listed[first.id] & listed[second.id]) > 1:
            same = listed[first.id] == listed[second.id]
            yield _again(second, first, Level.STOPS if same else Level.EXPLAIN)


def _again(second: Act, first: Act, level: Level) -> Finding:
    return _finding(
        "D09",
        f"{second.id}是对同一些人的第二次抽签，{first.id}已经抽过或公告过。",
        f"{second.id} is a second draw for people of {first.id}.",
        "一次抽签作数，不得重抽；成绩更正使同分的人变了，或上次没有结果的，请用“说明事项”写明。",
        "A draw stands. Where a correction changed who is equal, or the first had no value, explain it.",
        second,
        level=level,
    )


def _without_result(act: Act) -> Finding:
    return _finding(
        "D11",
        f"抽签公告{act.id}没有抽签结果，排名却已确定。",
        f"Announcement {act.id} has no draw, and the ranking is final.",
        "请补记抽签结果；没有抽的，用“说明事项”写明原因。",
        "Record the draw; if there was none, explain why.",
        act,
        level=Level.EXPLAIN,
    )


def _finding(
    code: str, zh: str, en: str, cure_zh: str, cure_en: str, act: Act, *, level: Level = Level.STOPS
) -> Finding:
    return Finding(
        code=code,
        level=level,
        words=Words(zh=zh, en=en),
        cure=Words(zh=cure_zh, en=cure_en),
        rows=(f"acts:{act.id}",),
    )
