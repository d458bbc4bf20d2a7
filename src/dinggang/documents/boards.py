"""Boards: who may compete, the ranked board (张榜), who was placed where and why."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from dinggang.basis import plain, shown, working_days_after
from dinggang.case import Act
from dinggang.documents.words import INTERNAL, KINDS, Names, chinese_date, name, weight_words
from dinggang.marks import MEASURE_WORDS, Scored, full_mark
from dinggang.plan import Measure, Plan, Post
from dinggang.selection import TIE_WORDS, Applicant, Composite, Placement, Ranking
from dinggang.sheets import Sheet


def eligibility_board(applicants: Sequence[Applicant], posts: Sequence[Post], names: Names) -> Sheet:
    """资格审查结果: everyone of the pool, and every post refused, with all reasons."""
    titles = {p.id: f"{p.id} {p.name}" for p in posts}
    most = max((len(a.posts) for a in applicants), default=0)
    rows = []
    for a in applicants:
        wanted = [titles.get(post, post) for post in a.posts]
        refused = "；".join(
            f"{titles.get(post, post)}：{'，'.join(w.zh for w in why)}"
            for post, why in sorted(a.refused.items())
        )
        rows.append(
            (
                a.person,
                name(names, a.person),
                "合格" if a.competes else "不合格" if a.posts else "未报名",
                "；".join(w.zh for w in a.reasons),
                *wanted,
                *("" for _ in range(most - len(wanted))),
                refused,
            )
        )
    choices = (f"志愿{n}" for n in range(1, most + 1))
    return Sheet(
        title="资格审查",
        columns=("编号", "姓名", "结论", "理由", *choices, "不能报的岗位及理由"),
        rows=tuple(rows),
        notes=(INTERNAL,),
    )


def notice(posted: Sequence[Act], days: int, about: str) -> tuple[str, ...]:
    """The period of a notice (公示) and where to object, as a line under it; nothing before it is posted."""
    if not posted:
        return ()
    act = posted[-1]
    last = chinese_date(working_days_after(act.day, days))
    period = f"{chinese_date(act.day)}张贴，公示{days}个工作日（张贴当日不算），至{last}止。"
    return (f"{period}对{about}有异议的，请在公示期内向{act.by}书面提出。",)


_PROVISIONAL = "{}同分，还没有抽签，次序是暂排的；本榜不得张贴。"


def score_board(
    plan: Plan,
    ranking: Ranking,
    composites: Sequence[Composite],
    marks: Mapping[Measure, Sequence[Scored]],
    names: Names,
    posted: Sequence[str] = (),
) -> tuple[Sheet, ...]:
    """排名榜, best first, each group on its own; and those without a rank, with the reason. `posted` tells of the notice."""
    rule = plan.rules.composite
    scores = {c.person: c for c in composites}
    found = {m: {s.person: s.mark for s in those} for m, those in marks.items()}
    measures = [m for m in Measure if m in marks]
    rows = [
        (
            r.rank,
            r.person,
            name(names, r.person),
            KINDS[r.group] if r.group else "",
            *(found[m].get(r.person) for m in measures),
            scores[r.person].score,
            "" if r.decided_by is None else f"与上一名同分，按{TIE_WORDS[r.decided_by].zh}排后",
        )
        for r in sorted(ranking.ranked, key=lambda r: (r.group or "", r.order))
    ]
    notes = [
        f"综合成绩＝{weight_words(rule.weights)}，{rule.rounding.words.zh}。",
        f"同分依次比较：{'、'.join(TIE_WORDS[t].zh for t in rule.ties)}。"
        + (f"依据：{rule.clause}。" if rule.clause else ""),
        *(_PROVISIONAL.format("、".join(group)) for group in ranking.undrawn),
        *posted,
    ]
    board = Sheet(
        title="排名榜",
        heading="综合成绩排名榜" + ("（未定稿）" if ranking.undrawn else ""),
        columns=(
            "名次",
            "编号",
            "姓名",
            "组别",
            *(MEASURE_WORDS[m].zh for m in measures),
            "综合成绩",
            "同分说明",
        ),
        rows=tuple(rows),
        notes=tuple(notes),
    )
    without = Sheet(
        title="无排名人员",
        columns=("编号", "姓名", "理由"),
        rows=tuple((u.person, name(names, u.person), u.reason.zh) for u in ranking.unranked),
        notes=(INTERNAL,),
    )
    return board, without


def placement_board(
    plan: Plan,
    posts: Sequence[Post],
    placement: Placement,
    ranking: Ranking,
    names: Names,
    posted: Sequence[str] = (),
) -> Sheet:
    """定岗结果: each post with the people placed into it. `posted` tells of the notice."""
    bodies = {b.id: b.name for b in plan.bodies}
    by_id = {p.id: p for p in posts}
    ranks = {r.person: r for r in ranking.ranked}
    rows = []
    for placed in placement.placed:
        if placed.post is None:
            continue
        post = by_id[placed.post]
        rank = ranks[placed.person]
        rows.append(
            (
                bodies.get(post.body, post.body),
                post.id,
                post.name,
                KINDS[post.kind],
                placed.person,
                name(names, placed.person),
                rank.rank,
                rank.score,
                placed.choice,
            )
        )
    return Sheet(
        title="定岗结果",
        columns=("机构", "岗位编号", "岗位", "编制", "人员编号", "姓名", "名次", "综合成绩", "第几志愿"),
        rows=tuple(sorted(rows, key=lambda row: (str(row[1]), str(row[4])))),
        notes=tuple(posted),
        heading="竞争上岗定岗结果",
    )


def why_board(posts: Sequence[Post], placement: Placement, names: Names) -> Sheet:
    """逐人逐岗说明: one sentence for each post on each person's list, and one that sums up for the unplaced."""
    titles = {p.id: p.name for p in posts}
    rows: list[tuple[str | int | Decimal | None, ...]] = []
    for placed in placement.placed:
        who = (placed.person, name(names, placed.person))
        rows.extend(
            (*who, number, f"{why.post} {titles.get(why.post, '')}", why.words.zh)
            for number, why in enumerate(placed.whys, start=1)
        )
        if placed.reason is not None:
            rows.append((*who, None, "结论", placed.reason.zh))
    return Sheet(
        title="逐岗说明",
        columns=("编号", "姓名", "志愿序号", "岗位", "说明"),
        rows=tuple(rows),
        notes=(INTERNAL + "按选岗先后排列，各人可查本人的各行。",),
    )


def left_board(plan: Plan, posts: Sequence[Post], placement: Placement) -> Sheet:
    """剩余岗位: openings that nobody took."""
    bodies = {b.id: b.name for b in plan.bodies}
    left = [(p, n) for p in posts if (n := placement.openings_left.get(p.id, 0)) > 0]
    return Sheet(
        title="剩余岗位",
        columns=("机构", "岗位编号", "岗位", "编制", "剩余名额"),
        rows=tuple((bodies.get(p.body, p.body), p.id, p.name, KINDS[p.kind], n) for p, n in left),
        notes=(f"共剩余{sum(n for _, n in left)}个名额。",),
    )


def working(measure: Measure, scored: Sequence[Scored], names: Names) -> Sheet:
    """One measure's working-out, line by line, so that every mark can be followed by hand."""
    rows: list[tuple[str | int | Decimal | None, ...]] = []
    for one in scored:
        rows.extend(
            (
                one.person,
                name(names, one.person),
                step.label.zh,
                step.formula,
                shown(step.exact),
                None,
            )
            for step in one.steps
        )
        reason = one.reason.zh if one.reason is not None else ""
        rows.append((one.person, name(names, one.person), "得分", reason, None, one.mark))
    return Sheet(
        title=MEASURE_WORDS[measure].zh,
        columns=("编号", "姓名", "步骤", "算式", "精确值", "得分"),
        rows=tuple(rows),
        notes=(INTERNAL,),
        heading=f"{MEASURE_WORDS[measure].zh}计分过程",
    )


def composite_working(plan: Plan, composites: Sequence[Composite], names: Names) -> Sheet:
    """How each composite was added up, exactly, before it was rounded once."""
    rows: list[tuple[str | int | Decimal | None, ...]] = []
    for c in composites:
        formula = " ＋ ".join(
            _part(plan, Measure(m), mark, weight) for m, (mark, weight, _) in c.parts.items()
        )
        exact = "" if c.exact is None else shown(c.exact)
        rows.append(
            (
                c.person,
                name(names, c.person),
                formula,
                exact,
                c.score,
                c.reason.zh if c.reason is not None else "",
            )
        )
    return Sheet(
        title="综合成绩",
        columns=("编号", "姓名", "算式", "精确值", "综合成绩", "说明"),
        rows=tuple(rows),
        notes=(f"最后一步{plan.rules.composite.rounding.words.zh}。", INTERNAL),
        heading="综合成绩计算过程",
    )


def _part(plan: Plan, measure: Measure, mark: Decimal, weight: Decimal) -> str:
    full = full_mark(plan.rules, measure)
    scaled = "" if full == 100 else f"÷{plain(full)}×100"
    return f"{MEASURE_WORDS[measure].zh}{plain(mark)}{scaled}×{plain(weight)}%"
