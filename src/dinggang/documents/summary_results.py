"""三、改革结果 and 四、下一步工作: what the reform came to, and what is still to do."""

from collections import Counter
from collections.abc import Sequence

from dinggang.balance import OUTCOME_WORDS, OutcomeKind
from dinggang.basis import plain
from dinggang.case import ActKind, DrawPurpose, purpose_of
from dinggang.documents.claims import NOTHING, Part, Stated, Teller, percent, reaches, stated
from dinggang.documents.summary_groundwork import alike
from dinggang.documents.told import RETIRED, Told, number, rows
from dinggang.documents.words import KINDS
from dinggang.exits import ROUTE_WORDS
from dinggang.groundwork import told_apart
from dinggang.plan import Education, Headcount, HeadcountKind, ReserveMode, Stratum, overlaps


def results(t: Teller, told: Told) -> None:
    t.heading("三", "heading.results", "改革结果")
    _leaner(t, told)
    _structure(t, told)
    t.heading("三.3", "heading.mechanism", "竞争上岗和组织任命")
    _mechanism(t, told)
    t.heading("三.4", "heading.outcomes", "人员去向")
    _outcomes(t, told)
    t.heading("四", "heading.next", "下一步工作")
    _next(t, told)
    t.end()


def _leaner(t: Teller, told: Told) -> None:
    plan = told.case.plan
    after, before = len(plan.bodies), plan.before.bodies
    quotas = plan.headcount
    had, has = _totals(quotas)
    fewer = (before is None or after < before) and (had is None or has < had)
    known = before is not None or had is not None
    rests = [stated("bodies.after", after, "个", rows=rows("bodies", (b.id for b in plan.bodies)))]
    lean = known and fewer
    t.heading("三.1", "heading.leaner", "机构和编制得到精简" if lean else "机构和编制")
    if not lean:
        why = "改革前后的机构数、编制数没有都减少。" if known else "方案没有写改革前的机构数和编制数。"
        t.refuse("word.leaner", "精简了机关机构和人员编制", why, *rests)
    if before is not None:
        _change_of_bodies(t, told, before)
    _quotas(t, told)
    if had is not None and len(quotas) > 1:
        _change_of_headcount(t, told, had, has)
    t.refuse("none.efficient", "机关变得更加精干高效", "案卷没有办事时限等效率指标的前后对照。", NOTHING)


def _totals(quotas: dict[HeadcountKind, Headcount]) -> tuple[int | None, int]:
    """Headcount before (None unless known of every kind) and as approved."""
    before = [q.before for q in quotas.values()]
    known = [n for n in before if n is not None]
    return (sum(known) if known and len(known) == len(before) else None), sum(
        q.approved for q in quotas.values()
    )


def _clearly(t: Teller, key: str, claim: str, figures: tuple[int, int], *backing: Stated) -> str:
    """明显 where the change is large enough; else nothing, and the word is listed."""
    before, change = figures
    if reaches(change, before, t.thresholds.clear):
        return "明显"
    t.refuse(key, claim, f"只减少{percent(change, before)}，不到{plain(t.thresholds.clear)}%。", *backing)
    return ""


def _change_of_bodies(t: Teller, told: Told, before: int) -> None:
    bodies = told.case.plan.bodies
    after = len(bodies)
    approved = told.of(ActKind.PLAN_APPROVED)
    had = stated("bodies.before", before, "个", rows=("plan:before",))
    has = stated("bodies.after", after, "个", acts=approved, rows=rows("bodies", (b.id for b in bodies)))
    if after >= before:
        t.say("leaner.bodies", "机构数改革前为", had, "，改革后为", has, "。")
        return
    change = stated("bodies.fewer", before - after, "个")
    share = stated("bodies.fewer_share", f"{before - after}/{before}", shown=percent(before - after, before))
    word = _clearly(t, "word.clear.bodies", "机构数明显减少", (before, before - after), had, has, share)
    t.say("leaner.bodies", f"机构数{word}减少，由", had, "减为", has, "，减少", change, "，减幅", share, "。")


def _quotas(t: Teller, told: Told) -> None:
    """Each kind of headcount: before, approved, asked for; its leader posts and reserve; how many places are occupied."""
    by = told.of(ActKind.PLAN_APPROVED)
    inside = told.case.plan.reserve_mode is ReserveMode.INSIDE
    for kind, quota in told.case.plan.headcount.items():
        at = (f"plan:headcount.{kind.value}",)
        parts: list[Part] = [f"{KINDS[kind]}编制"]
        if quota.before is not None:
            parts += ["改革前", stated("headcount.before", quota.before, "名", rows=at), "，"]
        parts += ["核定", stated("headcount.approved", quota.approved, "名", acts=by, rows=at)]
        if quota.proposed is not None and quota.proposed != quota.approved:
            asked = stated("headcount.proposed", quota.proposed, "名", rows=at)
            parts += ["（上报", asked, "，按下达数执行）"]
        leaders = stated("headcount.leaders", quota.leader_posts, "名", acts=by, rows=at)
        reserve = stated("headcount.reserve", quota.reserve, "名", acts=by, rows=at)
        within: list[Part] = ["领导职数", leaders] if quota.leader_posts else []
        if quota.reserve and inside:
            within += ["、" if within else "", "预留", reserve]
        parts += ["，其中", *within] if within else []
        parts += ["，另有预留", reserve] if quota.reserve and not inside else []
        held = [o.person for o in told.outcomes if o.occupies is kind]
        drawn = stated("headcount.occupied", len(held), "名", rows=rows("people", held))
        t.say(f"leaner.quota.{kind.value}", *parts, "，改革后实际占用", drawn, "。")


def _change_of_headcount(t: Teller, told: Told, had: int, has: int) -> None:
    before = stated("headcount.total_before", had, "名", rows=("plan:headcount",))
    after = stated(
        "headcount.total_after", has, "名", acts=told.of(ActKind.PLAN_APPROVED), rows=("plan:headcount",)
    )
    if has >= had:
        t.say("leaner.total", "两类编制合计改革前", before, "，核定", after, "。")
        return
    change = stated("headcount.fewer", had - has, "名")
    share = stated("headcount.fewer_share", f"{had - has}/{had}", shown=percent(had - has, had))
    word = _clearly(t, "word.clear.headcount", "人员编制明显减少", (had, had - has), before, after, share)
    t.say(
        "leaner.total",
        f"编制总数{word}减少，由",
        before,
        "减为",
        after,
        "，减少",
        change,
        "，减幅",
        share,
        "。",
    )


def _educated(ids: Sequence[str], told: Told) -> list[str]:
    least = Education.COLLEGE.rank
    return [i for i in ids if told.people[i].education.rank >= least]


def _structure(t: Teller, told: Told) -> None:
    posts = {p.id: p for p in told.case.posts}
    before = [p.id for p in told.regular if p.stratum is Stratum.MID]
    after = [
        o.person
        for o in told.outcomes
        if o.post is not None
        and o.post in posts
        and posts[o.post].stratum is Stratum.MID
        and o.person in told.people
    ]
    if not before or not after:
        t.refuse(
            "word.educated", "中层干部的文化层次得到了提高", "改革前或改革后没有中层干部，无从比较。", NOTHING
        )
        return
    had, has = _educated(before, told), _educated(after, told)
    made = told.of(ActKind.APPOINTMENTS_MADE)
    figures = (
        stated("middle.before", len(before), "人", rows=rows("people", before)),
        stated("middle.educated_before", len(had), "人", rows=rows("people", had)),
        stated("middle.share_before", f"{len(had)}/{len(before)}", shown=percent(len(had), len(before))),
        stated("middle.after", len(after), "人", acts=made, rows=rows("people", after)),
        stated("middle.educated_after", len(has), "人", acts=made, rows=rows("people", has)),
        stated("middle.share_after", f"{len(has)}/{len(after)}", shown=percent(len(has), len(after))),
    )
    better = len(has) * len(before) > len(had) * len(after)
    t.heading("三.2", "heading.structure", "中层干部文化程度得到提高" if better else "干部队伍结构")
    n0, e0, s0, n1, e1, s1 = figures
    t.say("structure.before", "中层干部改革前有", n0, "，大专及以上文化程度的", e0, "，占", s0, "。")
    half = reaches(len(has), len(after), t.thresholds.half)
    if len(has) == len(after):
        t.say("structure.after", "改革后中层岗位任职的", n1, "全部为大专及以上文化程度。", rests=(e1, s1))
    elif reaches(len(has), len(after), t.thresholds.vast_majority):
        t.say(
            "structure.after",
            "改革后中层岗位任职",
            n1,
            "，绝大多数（",
            e1,
            "，占",
            s1,
            "）为大专及以上文化程度。",
        )
    else:
        word = "占半数以上，为" if half else "占"
        t.say("structure.after", "改革后中层岗位任职", n1, "，其中大专及以上", e1, f"，{word}", s1, "。")
    if not better:
        why = f"大专及以上的比例改革前{s0.shown}，改革后{s1.shown}，没有提高。"
        t.refuse("word.educated", "中层干部的文化层次得到了提高", why, *figures)
    if not half:
        why = f"大专及以上的只占{s1.shown}，不到{plain(t.thresholds.half)}%。"
        t.refuse("word.half", "大专以上文化程度占半数以上", why, n1, e1, s1)


def _mechanism(t: Teller, told: Told) -> None:
    competed = [o.person for o in told.outcomes if o.kind is OutcomeKind.COMPETE]
    appointed = [o.person for o in told.outcomes if o.kind is OutcomeKind.APPOINT]
    posts = {p.id: p for p in told.case.posts}
    leaders = [
        o.person
        for o in told.outcomes
        if o.kind is OutcomeKind.APPOINT
        and o.person in told.people
        and told.people[o.person].stratum is Stratum.LEADER
    ]
    made, by = told.of(ActKind.APPOINTMENTS_MADE), told.of(ActKind.POST_APPOINTED)
    parts: list[Part] = []
    if competed:
        parts += [
            "竞争上岗",
            stated("placed.number", len(competed), "人", acts=made, rows=rows("people", competed)),
        ]
    if appointed:
        many = stated("appointed.number", len(appointed), "人", acts=by, rows=rows("people", appointed))
        parts += ["、" if parts else "", "组织任命", many]
    if leaders:
        parts += [
            "（其中领导班子",
            stated("appointed.leaders", len(leaders), "人", acts=by, rows=rows("people", leaders)),
            "）",
        ]
    if parts:
        t.say(
            "mechanism.filled",
            "新岗位的任职人员由两种方式产生：" if competed and appointed else "新岗位任职人员中，",
            *parts,
            "。",
        )
    risen = [
        o.person
        for o in told.outcomes
        if o.kind is OutcomeKind.COMPETE
        and o.post in posts
        and posts[o.post].stratum is Stratum.MID
        and told.people[o.person].stratum is Stratum.GENERAL
    ]
    if risen:
        many = stated("placed.risen", len(risen), "人", acts=made, rows=rows("people", risen))
        t.say("mechanism.risen", "经过竞争，有", many, "由一般工作人员走上中层岗位。")
    held = told.of(ActKind.DRAW_HELD)
    drawn = [a for a in held if purpose_of(a, told.case.acts) is DrawPurpose.TIES]
    if drawn:
        t.say(
            "mechanism.draws",
            "按同分的办法抽签",
            stated("acts.draws", len(drawn), "次", acts=drawn),
            f"（{'、'.join(a.number for a in drawn if a.number)}）" if any(a.number for a in drawn) else "",
            "。",
        )
    claim = "工作作风发生了明显转变，劳动纪律、工作态度、工作效率都有明显改观"
    t.refuse("none.style", claim, "案卷没有纪律、态度、效率三方面的前后对照数字。", NOTHING)
    t.refuse("none.motive", "激发了干部职工提高自身素质的自觉性", "案卷没有培训、自学的数字。", NOTHING)


def _outcomes(t: Teller, told: Told) -> None:
    counts = Counter(o.kind for o in told.outcomes)
    parts: list[Part] = []
    for kind, words in OUTCOME_WORDS.items():
        if counts[kind]:
            those = rows("people", (o.person for o in told.outcomes if o.kind is kind))
            parts += [
                "、" if parts else "",
                words.zh,
                stated("persons.outcome", counts[kind], "人", rows=those),
            ]
    ids = [o.person for o in told.outcomes]
    once = len(ids) == len(set(ids)) and set(ids) == set(told.people)
    roster = stated("persons.roster", len(told.case.people), "人", rows=rows("people", told.people))
    whole = stated("persons.outcomes", len(ids), "人", rows=rows("people", ids))
    begin = "改革前在册的"
    if once:
        t.say("outcomes.all", begin, roster, "全部有了去向，一人一个去向：", *parts, "。", rests=(whole,))
    else:
        t.say("outcomes.all", begin, roster, "，去向台账列有", whole, "：", *parts, "。")
        t.refuse(
            "word.all.outcomes",
            "在册人员全部有了去向",
            f"在册{roster.shown}，去向台账{whole.shown}。",
            roster,
            whole,
        )
    _left(t, told)
    laws = stated("laws.number", len(told.sheet.laws), "项")
    held = sum(law.holds for law in told.sheet.laws)
    if told.sheet.holds:
        t.say("outcomes.laws", "人员、编制、岗位、经费的", laws, "平衡关系经核对全部成立。")
    else:
        t.say(
            "outcomes.laws",
            "人员、编制、岗位、经费的",
            laws,
            "平衡关系，成立的有",
            stated("laws.hold", held, "项"),
            "。",
        )


def _left(t: Teller, told: Told) -> None:
    gone = [e for e in told.exits if e.granted]
    retired = [e for e in gone if e.route in RETIRED]
    if not gone:
        return
    granted = told.of(ActKind.EXITS_GRANTED)
    many = stated(
        "persons.granted", len(gone), "人", acts=granted, rows=rows("exits", (e.person for e in gone))
    )
    kinds = Counter(e.route for e in retired)
    words = "、".join(ROUTE_WORDS[r].zh for r in RETIRED if kinds[r])
    part: tuple[Part, ...] = ()
    if retired:
        those = stated(
            "persons.retired",
            len(retired),
            "人",
            acts=granted,
            rows=rows("exits", (e.person for e in retired)),
        )
        part = (f"，其中{words}", "共" if len(kinds) > 1 else "", those)
    if len(retired) == len(gone):
        part = (f"，均为{words}",)
    t.say("outcomes.left", "在编人员经批准分流", many, *part, "。")


def _next(t: Teller, told: Told) -> None:
    waiting = [o.person for o in told.outcomes if o.kind is OutcomeKind.WAIT]
    if waiting:
        t.say(
            "next.waiting",
            "对落选待岗的",
            stated("persons.waiting", len(waiting), "人", rows=rows("people", waiting)),
            "，继续组织培训和补充竞岗，妥善安排去向。",
        )
    bought = list(told.case.purchases.agreements)
    if bought:
        first = min(bought, key=lambda a: (a.end, a.id))
        ends = stated(
            "services.ends", first.end, shown=told.short(first.end), rows=rows("agreements", [first.id])
        )
        t.say(
            "next.services",
            "对购买的公益服务，按月验收、据实付款，赶在最早一批协议于",
            ends,
            "到期前确定下一年度的承接单位。",
        )
    _overlaps(t, told)
    adopted, closed = told.last(ActKind.SUMMARY_ADOPTED), told.last(ActKind.CASE_CLOSED)
    if told.closed and adopted is not None and closed is not None:
        t.say(
            "next.closed",
            "本总结于",
            told.day(adopted),
            f"经{adopted.by}审议通过{number(adopted)}，",
            told.day(closed),
            f"{closed.by}发文办结{number(closed)}。",
        )
    t.refuse("none.experience", "积累了经验，探索了新路子", "案卷没有可以对照的其他改革结果。", NOTHING)


def _overlaps(t: Teller, told: Told) -> None:
    """A plate whose name begins like another body's (X12): who does what is still to be written down, unless the duties do."""
    found = [one for one in overlaps(told.case.plan) if told_apart(told.case.groundwork.duties, one) is None]
    if not found:
        return
    plates = rows("plates", dict.fromkeys(plate.id for _, plate, _ in found))
    many = stated("bodies.overlap", len(plates), "块", rows=plates)
    t.say("next.overlap", f"{alike(found)}，行政管理与技术服务的职责分工须逐条写明。", rests=(many,))
