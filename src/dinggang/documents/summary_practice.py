"""二、主要做法: leading, mobilising, competing, setting up bodies and buying services."""

from collections import Counter
from decimal import Decimal

from dinggang.basis import plain
from dinggang.case import ActKind
from dinggang.documents.claims import NOTHING, Part, Teller, percent, reaches, stated, yuan
from dinggang.documents.summary_groundwork import (
    consulting,
    duties,
    leading_group,
    met,
    mobilised,
    split_duties,
)
from dinggang.documents.summary_services import bought_services
from dinggang.documents.summary_talks import talked
from dinggang.documents.told import Told, acts, listed, number, rows
from dinggang.documents.words import KINDS
from dinggang.exits.values import CLEARED
from dinggang.marks import MEASURE_WORDS
from dinggang.plan import Body, BodyKind, Filling, HeadcountKind, Measure, Mechanism, TieBreak, TrimLevel
from dinggang.selection.ranking import TIE_WORDS

BODY_WORDS = {BodyKind.OFFICE: "个办公室", BodyKind.CENTRE: "个中心", BodyKind.STATION: "个所（站）"}
MECHANISMS = {
    Mechanism.RANK_ORDER: "按名次依次选岗",
    Mechanism.PARALLEL: "按平行志愿录取",
    Mechanism.FIRST_CHOICE: "按志愿先后录取",
    Mechanism.DEFERRED: "按双向择优的办法录取",
    Mechanism.BEST_FIT: "按人岗相适、总体最优的办法录取",
}
LISTED = 12
"""So many bodies are named one by one."""


def practice(t: Teller, told: Told) -> None:
    t.heading("二", "heading.practice", "主要做法")
    t.heading("二.1", "heading.leading", "组织领导和改革方案")
    _leading(t, told)
    t.heading("二.2", "heading.mobilising", "宣传发动和人员清退")
    _mobilising(t, told)
    t.heading("二.3", "heading.competing", "竞争上岗")
    _competing(t, told)
    t.heading("二.4", "heading.bodies", "机构设置和政府购买服务")
    _bodies(t, told)
    t.paragraph()
    bought_services(t, told)


def _leading(t: Teller, told: Told) -> None:
    refused = leading_group(t, told)
    _met(t, told)
    _resolved(t, told)
    routes = [r for r in told.case.plan.rules.exits if r.route not in CLEARED]
    if routes:
        many = stated("plan.routes", len(routes), "种", rows=("plan:rules.exits",))
        ways = "对机构设置、编制配备、定岗办法和人员分流分别作出规定，在编人员的分流去向共"
        t.say("leading.plan", f"改革方案{ways}", many, "。")
    t.paragraph()
    consulting(t, told)
    if refused is not None:
        t.refuse(refused.key, refused.claim, refused.reason, *refused.stated)
    t.refuse("none.risk", "确保了机关稳定", "案卷没有收集信访、缺勤等稳定情况的数字。", NOTHING)


def _met(t: Teller, told: Told) -> None:
    """How often those who decide met: by the table of meetings, else by the acts that meetings made."""
    held = {a.number: a for a in told.acts if "会议" in a.by and a.number}
    decisions = stated(
        "acts.meetings",
        len(held),
        "项",
        acts=held.values(),
        rows=acts(*held.values()),
        shown=f"{len(held)}项",
    )
    if met(t, told, decisions):
        return
    who = listed(list(dict.fromkeys(a.by for a in held.values())), 3)
    if len(held) >= t.thresholds.many:
        t.say("leading.meetings", f"{who}多次开会研究改革事项，作出会议决定", decisions, "。")
    else:
        why = f"案卷中会议作出的决定只有{len(held)}次，不到{t.thresholds.many}次。"
        t.refuse("word.many.meetings", "多次召开会议，进行认真反复的研究", why, decisions)


_RESOLVED = {
    ActKind.RESERVE_RELEASED: ("动用预留编制", "名"),
    ActKind.POST_CONCURRENT: ("确定兼岗", "个"),
    ActKind.POST_APPOINTED: ("组织任命岗位", "个"),
    ActKind.POST_KEPT_VACANT: ("保留空缺岗位", "个"),
}


def _resolved(t: Teller, told: Told) -> None:
    """How posts and headcount were made to agree, by the acts that lifted findings."""
    parts: list[Part] = []
    for act in told.acts:
        if act.kind in _RESOLVED and act.lifts:
            count = act.count or len(act.posts)
            words, unit = _RESOLVED[act.kind]
            many = stated(
                "acts.resolved", count, unit, acts=(act,), rows=(*acts(act), *rows("posts", act.posts))
            )
            parts += ["；" if parts else "", f"{act.by}{words}", many, number(act)]
    if parts:
        t.say("leading.resolved", "岗位与编制不一致之处，由有权机关逐项作出决定：", *parts, "。")


def _mobilising(t: Teller, told: Told) -> None:
    mobilised(t, told)
    t.paragraph()
    closed = told.last(ActKind.APPLICATIONS_CLOSED)
    if told.applicants is not None and closed is not None:
        _applied(t, told)
    gone = [e for e in told.clearances if e.granted]
    if gone:
        kinds = Counter(told.people[e.person].kind for e in gone if e.person in told.people)
        parts: list[Part] = []
        for kind, words in ((k, w) for k, w in _OUTSIDE.items() if kinds[k]):
            those = rows("exits", (e.person for e in gone if told.people[e.person].kind is kind))
            parts += ["、" if parts else "", words, stated("persons.cleared", kinds[kind], "人", rows=those)]
        paid = sum((e.paid for e in gone if e.paid is not None), Decimal(0))
        money = stated(
            "money.compensation",
            paid,
            "元",
            shown=yuan(paid),
            acts=told.of(ActKind.CLEARANCE_CLOSED),
            rows=rows("exits", (e.person for e in gone if e.paid is not None)),
        )
        settled = all(e.settled for e in gone)
        end: tuple[Part, ...] = ("，补偿全部结清，共", money) if settled else ("，已付补偿", money)
        t.say("clearing.paid", "清退人员中有", *parts, *end, "。")
        if not settled:
            open_ = [e.person for e in gone if not e.settled]
            left = stated("persons.uncleared", len(open_), "人", rows=rows("exits", open_))
            t.refuse("word.all.settled", "清退补偿全部结清", f"还有{len(open_)}人没有结清。", left)
    t.refuse("none.terms", "清退政策比较优惠", "案卷没有与法定标准高低的对照结论。", NOTHING)
    t.paragraph()
    talked(t, told)
    t.refuse("none.survey", "对全体人员分类调查、摸底分析", "案卷没有收集调查和摸底材料。", NOTHING)
    claim = "绝大多数干部职工讲政治、讲大局，没有大的思想波动"
    t.refuse("none.attitude", claim, "案卷没有问卷或测验，算不出比例。", NOTHING)


_OUTSIDE = {
    kind: f"{words}人员"
    for kind, words in ((k, w) for k, w in zip(CLEARED.values(), ("临时", "自用"), strict=True))
}


def _applied(t: Teller, told: Told) -> None:
    pool = [a.person for a in told.applicants or ()]
    chose = sorted({c.person for c in told.case.choices} & set(pool))
    closed = told.of(ActKind.APPLICATIONS_CLOSED)
    whole = stated("people.entitled", len(pool), "人", rows=rows("people", pool))
    part = stated("people.applied", len(chose), "人", acts=closed, rows=rows("choices", chose))
    fit = [a.person for a in told.applicants or () if a.competes]
    competing = stated("people.competing", len(fit), "人", acts=closed, rows=rows("people", fit))
    if not pool:
        return
    share = stated("people.applied_share", f"{len(chose)}/{len(pool)}", shown=percent(len(chose), len(pool)))
    keen = reaches(len(chose), len(pool), t.thresholds.keen)
    rally = "动员大会后，" if told.of(ActKind.MOBILISATION_HELD) else ""
    how: tuple[Part, ...] = ("中有", part, "填报，占", share)
    if len(chose) == len(pool):
        how = ("全部填报",)
    t.say(
        "applying.share",
        f"{rally}干部职工{'踊跃' if keen else ''}填报志愿，可以填报的",
        whole,
        *how,
        "；经资格审查，",
        competing,
        "合格，进入测评。",
        rests=(part, share) if len(chose) == len(pool) else (),
    )
    if not keen:
        why = f"报名的只占{share.shown}，不到{plain(t.thresholds.keen)}%。"
        t.refuse("word.keen", "踊跃报名竞争", why, part, whole, share)


def _competing(t: Teller, told: Told) -> None:
    _opened(t, told)
    _measured(t, told)
    t.paragraph()
    _noticed(t, told)
    _placed(t, told)
    claim = "全部程序公开透明，真正做到了公正公平"
    t.refuse("none.fair", claim, "案卷只记有公示和异议；公正公平没有可以计算的指标。", NOTHING)
    t.refuse("none.approval", "得到了广大群众的认可", "案卷没有满意度调查。", NOTHING)
    t.refuse("none.talent", "一批素质高、能力强的干部脱颖而出", "案卷没有任职后的考核结果。", NOTHING)


def _opened(t: Teller, told: Told) -> None:
    competed: dict[HeadcountKind, list[str]] = {k: [] for k in HeadcountKind}
    counts: Counter[HeadcountKind] = Counter()
    for post in told.case.posts:
        if post.filling is Filling.COMPETE:
            competed[post.kind].append(post.id)
            counts[post.kind] += post.openings
    announced = told.of(ActKind.POSTS_ANNOUNCED)
    parts: list[Part] = []
    for kind in (k for k in HeadcountKind if counts[k]):
        many = stated(
            "posts.competed", counts[kind], "个", acts=announced, rows=rows("posts", competed[kind])
        )
        parts += ["、" if parts else "", f"{KINDS[kind]}岗位", many]
    if parts:
        total = stated("posts.total", sum(counts.values()), "个", acts=announced)
        t.say(
            "competing.posts",
            "拿出",
            *parts,
            *(("，共", total) if len(parts) > 3 else ()),
            "，面向干部职工竞争上岗。",
        )


def _measured(t: Teller, told: Told) -> None:
    weights = told.case.plan.rules.composite.weights
    used = [m for m in Measure if weights.get(m)]
    parts: list[Part] = []
    for measure in used:
        share = stated(
            "plan.weight",
            weights[measure],
            "%",
            rows=("plan:rules.composite",),
            acts=told.of(ActKind.PLAN_APPROVED),
        )
        parts += ["、" if parts else "", MEASURE_WORDS[measure].zh, share]
    many = stated("marks.measures", len(used), "项")
    t.say("measuring.weights", "综合成绩由", many, "测评按权重合成：", *parts, "，权重在方案批准时确定。")
    line = told.case.plan.rules.composite.pass_mark
    if line is not None:
        least = stated("plan.pass_mark", line, "分", rows=("plan:rules.composite",))
        t.say("measuring.pass_mark", "综合成绩的合格线为", least, "，不合格的不排名次。")
    else:
        t.say("measuring.pass_mark", "综合成绩不设合格线。")
    ties = [TIE_WORDS[t_].zh for t_ in told.case.plan.rules.composite.ties if t_ is not TieBreak.DRAW]
    first = f"同分的依次比较{'、'.join(ties)}，仍相同的" if ties else "同分的"
    t.say("measuring.ties", f"{first}抽签决定先后。")
    taken: list[Part] = []
    for measure, scored in ((m, (told.marks or {}).get(m, ())) for m in used):
        with_mark = [s.person for s in scored if s.mark is not None]
        if with_mark:
            count = stated("marks.marked", len(with_mark), "人", rows=rows("people", with_mark))
            taken += ["、" if taken else "", MEASURE_WORDS[measure].zh, count]
    if taken:
        t.say("measuring.marked", "取得成绩的人数，", *taken, "。")
    _judged(t, told)
    issued = sum(c.issued for c in told.case.sheets.evaluation)
    back = sum(c.returned for c in told.case.sheets.evaluation)
    if issued:
        proved = told.of(ActKind.TALLY_PROVED)
        t.say(
            "measuring.ballots",
            "民主测评不记名投票，发出测评票",
            stated("ballots.issued", issued, "张", acts=proved, rows=("evaluation",)),
            "，收回",
            stated("ballots.returned", back, "张", acts=proved, rows=("evaluation",)),
            "，收回率",
            stated("ballots.share", f"{back}/{issued}", shown=percent(back, issued)),
            "。",
        )


def _judged(t: Teller, told: Told) -> None:
    sheets, rule = told.case.sheets.speech, told.case.plan.rules.speech
    judges = sorted({s.judge for s in sheets if s.marks})
    if not judges:
        return
    many = stated("marks.judges", len(judges), "名", acts=told.of(ActKind.SHEETS_SEALED), rows=("speech",))
    cut: tuple[Part, ...] = ()
    if rule.trim_high or rule.trim_low:
        high, low = (
            stated("plan.trim", n, "个", rows=("plan:rules.speech",)) for n in (rule.trim_high, rule.trim_low)
        )
        each = "每项要素" if rule.trim_level is TrimLevel.CRITERION else ""
        cut = (f"，{each}去掉", high, "最高分、", low, "最低分后取平均")
    t.say("measuring.judges", "竞岗演说由", many, "评委打分", *cut, "。")


def _noticed(t: Teller, told: Told) -> None:
    board, objections = told.of(ActKind.SCOREBOARD_PUBLISHED), told.of(ActKind.OBJECTION_DECIDED)
    if board and told.ranking is not None:
        ranked = [r.person for r in told.ranking.ranked]
        without = [u.person for u in told.ranking.unranked]
        days = told.case.plan.rules.notice.score_days
        left = stated("board.unranked", len(without), "人", rows=rows("people", without))
        t.say(
            "board.ranked",
            stated("board.ranked", len(ranked), "人", acts=board, rows=rows("people", ranked)),
            "取得名次并上榜",
            *(("，", left, "因成绩不全或不合格没有名次，理由都已列明") if without else ()),
            "；成绩和名次公示",
            stated("plan.notice", days, "个工作日", rows=("plan:rules.notice",), acts=board),
            "。",
        )
    if objections:
        t.say(
            "board.objections",
            "公示期间受理异议",
            stated("acts.objections", len(objections), "件", acts=objections, rows=acts(*objections)),
            "，均由",
            listed(list(dict.fromkeys(a.by for a in objections)), 3),
            "答复",
            f"（{listed([a.number for a in objections if a.number], 4)}）"
            if any(a.number for a in objections)
            else "",
            "。",
        )
    elif board:
        none = stated("acts.objections", 0, "件", acts=board)
        t.say("board.objections", "公示期间没有异议记录。", rests=(none,))
    voided = [q for a in told.of(ActKind.QUESTION_VOIDED) for q in a.questions]
    if voided:
        those = told.of(ActKind.QUESTION_VOIDED)
        t.say(
            "board.voided",
            "经复核作废试题",
            stated("acts.voided", len(voided), "道", acts=those),
            "，成绩已相应重算。",
        )


def _placed(t: Teller, told: Told) -> None:
    if told.placement is None or told.ranking is None:
        return
    decided = told.of(ActKind.PLACEMENT_DECIDED)
    placed = [p for p in told.placement.placed if p.post is not None]
    first = [p.person for p in placed if p.choice == 1]
    ranked = len(told.ranking.ranked)
    count = stated(
        "placed.number", len(placed), "人", acts=decided, rows=rows("people", (p.person for p in placed))
    )
    share = (
        stated("placed.share", f"{len(placed)}/{ranked}", shown=percent(len(placed), ranked))
        if ranked
        else None
    )
    most = bool(ranked) and reaches(len(placed), ranked, t.thresholds.vast_majority)
    how = MECHANISMS[told.case.plan.rules.placement.mechanism]
    firsts = stated("placed.first", len(first), "人", acts=decided, rows=rows("people", first))
    if share is not None and len(placed) == ranked:
        t.say(
            "placing.placed",
            f"上榜人员{how}，",
            count,
            "全部竞得岗位，其中",
            firsts,
            "录取在第一志愿。",
            rests=(share,),
        )
    elif share is not None and most:
        t.say(
            "placing.placed",
            f"上榜人员{how}，绝大多数（",
            count,
            "，占",
            share,
            "）竞得岗位，其中",
            firsts,
            "录取在第一志愿。",
        )
    else:
        t.say("placing.placed", f"上榜人员{how}，录取", count, "，其中", firsts, "录取在第一志愿。")
        if share is not None:
            why = f"录取的只占上榜人员的{share.shown}，不到{plain(t.thresholds.vast_majority)}%。"
            t.refuse("word.vast_majority.placed", "绝大多数竞岗人员走上新的岗位", why, count, share)
    left = sum(told.placement.openings_left.values())
    if left:
        open_ = [post for post, n in sorted(told.placement.openings_left.items()) if n]
        t.say(
            "placing.left",
            "录取后还有",
            stated("posts.left", left, "个", rows=rows("posts", open_)),
            "名额没有录满。",
        )
    announced, made = told.of(ActKind.APPOINTMENTS_ANNOUNCED), told.of(ActKind.APPOINTMENTS_MADE)
    if announced and made:
        days = stated(
            "plan.notice",
            told.case.plan.rules.notice.appointment_days,
            "个工作日",
            rows=("plan:rules.notice",),
            acts=announced,
        )
        t.say("placing.noticed", "拟任职人员公示", days, f"后办理任职手续{number(made[-1])}。")


def _bodies(t: Teller, told: Told) -> None:
    plan = told.case.plan
    approved = told.of(ActKind.PLAN_APPROVED)
    every = rows("bodies", (b.id for b in plan.bodies))
    whole = stated("bodies.after", len(plan.bodies), "个", acts=approved, rows=every)
    counted: list[Part] = []
    named: list[Part] = []
    for kind in BODY_WORDS:
        those = [b for b in plan.bodies if b.kind is kind]
        if those:
            many = stated(
                "bodies.kind", len(those), _unit(told, kind), rows=rows("bodies", (b.id for b in those))
            )
            counted += ["、" if counted else "", many]
            verb = "分别是" if len(those) > 1 else "是"
            named += ["；" if named else "", many, verb, "、".join(map(_with_plates, those))]
    if len(plan.bodies) <= LISTED:
        t.say("bodies.set_up", "改革后设置机构", whole, "。")
        t.say("bodies.named", *named, "；", *_headcount_of(told), "。")
    else:
        t.say(
            "bodies.set_up", "改革后设置机构", whole, "，其中" if len(counted) > 1 else "，为", *counted, "。"
        )
    plates = [p for b in plan.bodies for p in b.plates]
    if plates and not any(p.headcount or p.leader_posts for p in plates):
        count = stated("bodies.plates", len(plates), "块", rows=rows("plates", (p.id for p in plates)))
        t.say("bodies.plates", "加挂牌子", count, "，不另带编制和领导职数。")
    duties(t, told)
    split_duties(t, told)


def _headcount_of(told: Told) -> list[Part]:
    """Which kind of headcount the bodies have: by their kinds where each has one, else by their numbers."""
    bodies = told.case.plan.bodies
    has = {
        k: {b.headcount_kind for b in bodies if b.kind is k}
        for k in BODY_WORDS
        if any(b.kind is k for b in bodies)
    }
    parts: list[Part] = []
    for kind in HeadcountKind:
        those = [b.id for b in bodies if b.headcount_kind is kind]
        if not those:
            continue
        if all(len(kinds) == 1 for kinds in has.values()):
            words = "、".join(_unit(told, k).removeprefix("个") for k, kinds in has.items() if kind in kinds)
            parts += ["，" if parts else "", f"{words}使用{KINDS[kind]}编制"]
        else:
            many = stated("bodies.headcount_kind", len(those), "个", rows=rows("bodies", those))
            parts += ["，" if parts else "", f"使用{KINDS[kind]}编制的", many]
    return parts


def _with_plates(body: Body) -> str:
    plates = "、".join(p.name for p in body.plates)
    return f"{body.name}（加挂{plates}牌子）" if plates else body.name


def _unit(told: Told, kind: BodyKind) -> str:
    """个办公室, 个中心; stations by what their names end in."""
    if kind is not BodyKind.STATION:
        return BODY_WORDS[kind]
    ends = {b.name[-1] for b in told.case.plan.bodies if b.kind is BodyKind.STATION}
    return f"个{ends.pop()}" if len(ends) == 1 and ends <= {"所", "站"} else BODY_WORDS[BodyKind.STATION]
