"""Headcount per kind, never netted: what the plan opens against what may be filled (X1–X3), and who occupies it."""

from collections import Counter
from collections.abc import Sequence

from dinggang.balance.values import KIND_WORDS, Law, Line, Outcome, line
from dinggang.basis import Finding, Level, Value, Words
from dinggang.case import ActKind, Case, Effects
from dinggang.plan import Filling, HeadcountKind, Plan, Post, ReserveMode, Stratum, cites
from dinggang.roster import Person

ON_RECORD = Words(
    zh="在acts表登记相应行为，并在“解除问题”一列写明{code}",
    en="record the act in the acts table and name {code} in its lifts column",
)


class Demand(Value, frozen=True, kw_only=True):
    """Places of one kind: what may be filled and what the posts ask for, after the acts counted in."""

    kind: HeadcountKind
    approved: int
    reserve: int
    fillable: int
    leaders: int
    competed: int
    appointed: int
    concurrent: int
    undecided: int
    vacant: int

    @property
    def used(self) -> int:
        return self.leaders + self.competed + self.appointed

    @property
    def over(self) -> int:
        return self.used - self.fillable

    @property
    def unexplained(self) -> int:
        """Places neither competed for, appointed to, nor declared vacant; at least the undecided openings."""
        return max(self.fillable - self.used - self.vacant, self.undecided)


def demand(plan: Plan, posts: Sequence[Post], acts: Effects, kind: HeadcountKind) -> Demand:
    """What the posts of one kind ask for. Openings appointed to or held concurrently leave the competition."""
    quota = plan.headcount[kind]
    appointed_to = Counter(post for post, _ in acts.appointed)
    held = Counter(post for post, _ in acts.concurrent)
    vacated = Counter(acts.kept_vacant)
    totals: Counter[str] = Counter()
    for post in posts:
        if post.kind is not kind or post.stratum is Stratum.LEADER:
            continue
        by_act = min(post.openings, appointed_to[post.id])
        beside = min(post.openings - by_act, held[post.id])
        empty = post.openings - by_act - beside if vacated[post.id] else 0
        rest = post.openings - by_act - beside - empty
        totals["appointed"] += by_act
        totals["concurrent"] += beside
        totals["vacant"] += empty
        totals[
            {Filling.COMPETE: "competed", Filling.APPOINT: "appointed"}.get(post.filling, post.filling)
        ] += rest
    return Demand(
        kind=kind,
        approved=quota.approved,
        reserve=quota.reserve,
        fillable=quota.fillable(plan.reserve_mode, acts.released.get(kind, 0)),
        leaders=quota.leader_posts,
        competed=totals["competed"],
        appointed=totals["appointed"],
        concurrent=totals["concurrent"],
        undecided=totals["undecided"],
        vacant=totals["vacant"] + acts.vacant.get(kind, 0),
    )


def check_demand(plan: Plan, posts: Sequence[Post], acts: Effects) -> tuple[Finding, ...]:
    """X1 (more posts than places of a kind), X2 (places nobody says how to fill), X3 (the totals).

    Called with no effects it judges the plan alone, with the effects of acts what is left after them.
    """
    demands = [demand(plan, posts, acts, kind) for kind in plan.headcount]
    found = [_over(plan, posts, d) for d in demands if d.over > 0]
    found += [_unexplained(posts, d) for d in demands if d.unexplained > 0]
    if any(d.over > 0 for d in demands):
        found.append(_totals(plan, demands))
    return tuple(found)


def _mode(mode: ReserveMode) -> Words:
    if mode is ReserveMode.INSIDE:
        return Words(zh="预留含在编制数内", en="reserve inside the figure")
    return Words(zh="预留在编制数外另加", en="reserve on top of the figure")


def _over(plan: Plan, posts: Sequence[Post], d: Demand) -> Finding:
    kind = KIND_WORDS[d.kind]
    mode = _mode(plan.reserve_mode)
    room = d.fillable - d.leaders
    asked = d.competed + d.appointed
    code = "X1"
    return Finding(
        code=code,
        level=Level.STOPS,
        words=Words(
            zh=f"{kind.zh}岗位需{asked}个，而{kind.zh}编制{d.approved}名、预留{d.reserve}名（{mode.zh}）、"
            f"领导职数{d.leaders}名，可用{room}个，超出{d.over}个。",
            en=f"{kind.en} posts ask for {asked} places; approved {d.approved}, reserve {d.reserve} ({mode.en}), "
            f"leader posts {d.leaders}: {room} may be filled, {d.over} too many.",
        ),
        cure=Words(
            zh="三选一：更正posts表的岗位数；由有权机关决定动用预留编制（行为“动用预留编制”）；"
            "或决定其中几个为兼岗、不占编制（行为“确定兼岗”）。后两种须"
            + ON_RECORD.zh.format(code=code)
            + "。",
            en="One of: correct the number of posts; release the reserve by decision (reserve_released); "
            "declare some of them concurrent posts (post_concurrent). For the latter two "
            + ON_RECORD.en.format(code=code)
            + ".",
        ),
        rows=tuple(
            f"posts:{p.id}"
            for p in posts
            if p.kind is d.kind and p.stratum is not Stratum.LEADER and p.filling is not Filling.VACANT
        ),
        cites=cites(plan, "BZ-06"),
    )


def _unexplained(posts: Sequence[Post], d: Demand) -> Finding:
    kind = KIND_WORDS[d.kind]
    room = d.fillable - d.leaders
    return Finding(
        code="X2",
        level=Level.STOPS,
        words=Words(
            zh=f"{kind.zh}编制除领导职数外可用{room}个，拿出竞争{d.competed}个、组织任命{d.appointed}个、"
            f"声明空缺{d.vacant}个，还有{d.unexplained}个没有说明如何填补。",
            en=f"{room} {kind.en} places may be filled besides the leaders'; {d.competed} are competed for, "
            f"{d.appointed} appointed to, {d.vacant} declared vacant: {d.unexplained} are left open.",
        ),
        cure=Words(
            zh="请说明每个名额是组织任命（行为“组织任命”）、空缺（行为“岗位空缺”），还是增加竞争岗位；"
            "前两种须" + ON_RECORD.zh.format(code="X2") + "。",
            en="State for each place whether it is appointed to (post_appointed), kept vacant (post_kept_vacant) or "
            "opened to competition; for the former two " + ON_RECORD.en.format(code="X2") + ".",
        ),
        rows=tuple(f"posts:{p.id}" for p in posts if p.kind is d.kind and p.filling is Filling.UNDECIDED)
        or (f"plan:headcount.{d.kind.value}",),
    )


def _totals(plan: Plan, demands: Sequence[Demand]) -> Finding:
    used = sum(d.used for d in demands)
    fillable = sum(d.fillable for d in demands)
    mode = _mode(plan.reserve_mode)
    parts_zh = "；".join(f"{KIND_WORDS[d.kind].zh}用{d.used}、可用{d.fillable}" for d in demands)
    parts_en = "; ".join(f"{KIND_WORDS[d.kind].en} {d.used} of {d.fillable}" for d in demands)
    if used > fillable:
        end = Words(zh=f"合计超出{used - fillable}个", en=f"{used - fillable} too many in total")
    else:
        end = Words(
            zh=f"合计虽余{fillable - used}个，但分类别仍有超出，不得相抵",
            en=f"{fillable - used} are left in total, yet a kind is over: kinds are never netted",
        )
    return Finding(
        code="X3",
        level=Level.STOPS,
        words=Words(
            zh=f"合计使用{used}个（含领导职数），可用{fillable}个（{mode.zh}）：{parts_zh}。{end.zh}。",
            en=f"In total {used} places are used (leaders included) of {fillable} ({mode.en}): {parts_en}. {end.en}.",
        ),
        cure=Words(
            zh="按类别逐项解决X1、X2后，合计自然平衡；有关行为须" + ON_RECORD.zh.format(code="X3") + "。",
            en="Resolve X1 and X2 kind by kind; in these acts " + ON_RECORD.en.format(code="X3") + ".",
        ),
        rows=tuple(f"plan:headcount.{d.kind.value}" for d in demands),
        cites=cites(plan, "BZ-06", "BZ-15"),
    )


def headcount_law(plan: Plan, posts: Sequence[Post], acts: Effects) -> Law:
    """B03 of the plan: per kind, places used ≤ places that may be filled."""
    lines: list[Line] = []
    for kind in plan.headcount:
        d = demand(plan, posts, acts, kind)
        words = KIND_WORDS[kind]
        label = Words(
            zh=f"{words.zh}：领导{d.leaders}＋竞争{d.competed}＋任命{d.appointed} 与 可用编制",
            en=f"{words.en}: leaders {d.leaders} + competed {d.competed} + appointed {d.appointed} vs fillable",
        )
        lines.append(line(label, d.used, "≤", d.fillable, "个"))
    return Law(
        code="B03",
        title=Words(
            zh="编制：分类别使用不超过可用（预留除外，不得相抵）", en="Headcount per kind, never netted"
        ),
        lines=tuple(lines),
    )


def occupied_law(plan: Plan, acts: Effects, outcomes: Sequence[Outcome]) -> tuple[Law, tuple[Finding, ...]]:
    """B03 of the result: per kind, people occupying a place ≤ places that may be filled."""
    lines: list[Line] = []
    found: list[Finding] = []
    for kind, quota in plan.headcount.items():
        holders = [o for o in outcomes if o.occupies is kind]
        fillable = quota.fillable(plan.reserve_mode, acts.released.get(kind, 0))
        words = KIND_WORDS[kind]
        lines.append(
            line(
                Words(zh=f"{words.zh}：实际占编 与 可用编制", en=f"{words.en}: occupied vs fillable"),
                len(holders),
                "≤",
                fillable,
            )
        )
        if len(holders) > fillable:
            found.append(
                Finding(
                    code="B03",
                    level=Level.STOPS,
                    words=Words(
                        zh=f"{words.zh}编制可用{fillable}名，实际占编{len(holders)}人，超编{len(holders) - fillable}人。",
                        en=f"{len(holders)} people occupy {words.en} headcount, {fillable} may: "
                        f"{len(holders) - fillable} too many.",
                    ),
                    cure=Words(
                        zh="请核对任命与定岗结果，或由有权机关决定动用预留编制并在acts表登记。",
                        en="Check appointments and placements, or record a decision that releases the reserve.",
                    ),
                    rows=tuple(f"people:{o.person}" for o in holders),
                    cites=cites(plan, "BZ-06"),
                )
            )
    law = Law(
        code="B03",
        title=Words(zh="编制：分类别实际占用不超过可用", en="Headcount occupied, per kind"),
        lines=tuple(lines),
    )
    return law, tuple(found)


def leaders_law(case: Case, acts: Effects) -> tuple[Law, tuple[Finding, ...]]:
    """B04: leaders ≤ approved leader posts, per kind, those appointed to one counted in; leader posts listed ≤ approved."""
    lines: list[Line] = []
    found: list[Finding] = []
    listed = {p.id: p for p in case.posts if p.stratum is Stratum.LEADER}
    people = {p.id: p for p in case.people}
    for kind, quota in case.plan.headcount.items():
        words = KIND_WORDS[kind]
        leaders = {p.id for p in case.people if _leads(p, kind)}
        leaders |= {
            person
            for post, person in acts.appointed
            if post in listed
            and listed[post].kind is kind
            and person in people
            and people[person].stratum is not Stratum.LEADER
        }
        posts = [p for p in listed.values() if p.kind is kind]
        openings = sum(p.openings for p in posts)
        lines.append(
            line(
                Words(zh=f"{words.zh}：领导人数 与 领导职数", en=f"{words.en}: leaders vs leader posts"),
                len(leaders),
                "≤",
                quota.leader_posts,
            )
        )
        lines.append(
            line(
                Words(
                    zh=f"{words.zh}：领导岗位 与 领导职数", en=f"{words.en}: leader posts listed vs approved"
                ),
                openings,
                "≤",
                quota.leader_posts,
                "个",
            )
        )
        if len(leaders) > quota.leader_posts or openings > quota.leader_posts:
            found.append(_too_many_leaders(case.plan, kind, sorted(leaders), posts, openings))
    title = Words(zh="领导职数：不超过核定数", en="Leader posts not exceeded")
    return Law(code="B04", title=title, lines=tuple(lines)), tuple(found)


def _leads(person: Person, kind: HeadcountKind) -> bool:
    return person.stratum is Stratum.LEADER and person.kind.headcount is kind


def _too_many_leaders(
    plan: Plan, kind: HeadcountKind, leaders: Sequence[str], posts: Sequence[Post], openings: int
) -> Finding:
    words, approved = KIND_WORDS[kind], plan.headcount[kind].leader_posts
    return Finding(
        code="B04",
        level=Level.STOPS,
        words=Words(
            zh=f"{words.zh}领导职数核定{approved}名，花名册和任命的领导{len(leaders)}人，岗位表有领导岗位{openings}个。",
            en=f"{approved} {words.en} leader posts are approved; {len(leaders)} people are leaders by roster or "
            f"appointment, the post list has {openings} leader posts.",
        ),
        cure=Words(
            zh="请更正层级、任命或岗位；职数只能由上级机关调整。",
            en="Correct the stratum, the appointment or the posts; only the approving organ can change the number.",
        ),
        rows=tuple(f"people:{p}" for p in leaders) + tuple(f"posts:{p.id}" for p in posts),
        cites=cites(plan, "BZ-26"),
    )


def reserve_law(case: Case, acts: Effects) -> tuple[Law, tuple[Finding, ...]]:
    """B05: what decisions release ≤ the reserve there is, per kind."""
    lines: list[Line] = []
    found: list[Finding] = []
    for kind, quota in case.plan.headcount.items():
        words = KIND_WORDS[kind]
        released = acts.released.get(kind, 0)
        lines.append(
            line(
                Words(zh=f"{words.zh}：已决定动用 与 预留", en=f"{words.en}: released vs reserve"),
                released,
                "≤",
                quota.reserve,
                "个",
            )
        )
        if released > quota.reserve:
            releases = [
                a for a in case.acts if a.kind is ActKind.RESERVE_RELEASED and a.headcount_kind is kind
            ]
            found.append(
                Finding(
                    code="B05",
                    level=Level.STOPS,
                    words=Words(
                        zh=f"{words.zh}预留{quota.reserve}名，决定动用{released}名，超出部分不作数。",
                        en=f"{released} {words.en} reserve places were released, but there are {quota.reserve}.",
                    ),
                    cure=Words(zh="请在acts表更正动用的名额数。", en="Correct the number in the acts table."),
                    rows=(f"plan:headcount.{kind.value}", *(f"acts:{a.id}" for a in releases)),
                )
            )
    return Law(
        code="B05", title=Words(zh="预留编制：动用不超过预留", en="Reserve"), lines=tuple(lines)
    ), tuple(found)
