"""From the posts announced to the board: post notice, eligibility board, sheets of the day, ranked board."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from dinggang.basis import plain
from dinggang.case import ActKind
from dinggang.documents.official.ruling import competing_rules, contract_term, tie_rule
from dinggang.documents.official.saying import (
    Made,
    bodies,
    columns,
    label,
    lacking,
    not_taken,
    number_below,
    period_words,
    post_title,
    post_within,
    telephones,
)
from dinggang.documents.official.values import (
    Align,
    Attachment,
    Block,
    Column,
    Document,
    Fields,
    Heading,
    Layout,
    Paragraph,
    Signature,
    Signing,
    Table,
)
from dinggang.documents.told import Told
from dinggang.documents.words import KINDS, Names, chinese_date, name, weight_words
from dinggang.marks import MEASURE_WORDS
from dinggang.plan import Criterion, Filling, HeadcountKind, Measure, Plan, Post


def post_notice(told: Told, names: Names) -> Made:  # noqa: ARG001 - every document is asked in the same way
    """公布岗位的公告: how many, which, what each asks, how they are competed for."""
    act = told.last(ActKind.POSTS_ANNOUNCED)
    if act is None:
        return not_taken("公布岗位", "posts announced")
    plan = told.case.plan
    competed = [p for p in told.case.posts if p.filling is Filling.COMPETE]
    if not competed:
        return lacking("没有拿出竞争的岗位。", "No post is competed for.")
    count = sum(p.openings for p in competed)
    closing = told.last(ActKind.APPLICATIONS_CLOSED)
    until = f"报名至{chinese_date(closing.day)}截止，逾期不再受理。" if closing is not None else ""
    approved = told.last(ActKind.PLAN_APPROVED)
    basis = f"（{approved.number}批复）" if approved is not None and approved.number else ""
    return (
        Document(
            kind="posts",
            title=f"{told.organ}机构改革竞争上岗公告",
            day=act.day,
            blocks=(
                *number_below(act),
                Paragraph(
                    text=f"根据《{plan.title}》{basis}，现将竞争上岗的岗位{count}个予以公布，"
                    "岗位和任职条件见附件。有关事项公告如下。"
                ),
                Heading(level=1, text="一、报名"),
                Paragraph(
                    text=f"报名人员向{act.by}提交本人签名的志愿表，每人可填{plan.rules.placement.max_choices}个志愿，"
                    f"按志愿先后填写。{until}"
                ),
                Heading(level=1, text="二、竞争办法"),
                *competing_rules(plan, act.by),
                *_employment(plan, competed),
                Heading(level=1, text=f"{'四' if _employment(plan, competed) else '三'}、咨询和监督"),
                telephones(),
            ),
            signature=Signature(organ=act.by, day=act.day),
            attachments=(Attachment(title="竞争上岗岗位及任职条件", blocks=(posts_table(told, competed),)),),
        ),
    )


def _employment(plan: Plan, competed: Sequence[Post]) -> list[Block]:
    """聘期, which is announced with the posts (事业单位人事管理条例 art. 10), where the plan has one and a post asks for it."""
    term = contract_term(plan)
    if not term or not any(p.kind is HeadcountKind.INSTITUTION for p in competed):
        return []
    return [
        Heading(level=1, text="三、聘用"),
        Paragraph(text=f"竞得事业岗位的，签订聘用合同，{term}"),
    ]


def posts_table(told: Told, those: Sequence[Post]) -> Table:
    """The posts that are competed for, with what each asks."""
    names = bodies(told)
    return Table(
        columns=(
            *columns("编号", "机构", "岗位", "编制", "名额", centred="编号 编制 名额"),
            Column(title="任职条件", width=51),
        ),
        rows=(
            *(
                (p.id, names.get(p.body, ""), post_within(told, p), KINDS[p.kind], str(p.openings), _wants(p))
                for p in those
            ),
            ("合计", "", "", "", str(sum(p.openings for p in those)), ""),
        ),
        empty="没有拿出竞争的岗位。",
        total=True,
    )


def _wants(post: Post) -> str:
    wants = []
    if post.education is not None:
        wants.append(f"{label(post.education)}以上学历")
    if post.max_age is not None:
        wants.append(f"{post.max_age}周岁以下")
    if post.min_service_years is not None:
        wants.append(f"工龄{post.min_service_years}年以上")
    if post.min_stratum_years is not None:
        wants.append(f"任现层次{post.min_stratum_years}年以上")
    if post.party_member:
        wants.append("中共党员")
    wants += [f"{'、'.join(post.majors)}专业"] if post.majors else []
    wants += [f"有{c}" for c in post.certificates]
    wants += ["领导班子成员的亲属回避"] if post.sensitive else []
    wants += [post.note] if post.note else []
    return "；".join(wants) or "不限"


def eligibility_board(told: Told, names: Names) -> Made:
    """资格审查结果公告: who may compete for what. Why somebody may not is told to that person alone."""
    if told.applicants is None:
        return lacking("还没有资格审查结果。", "Eligibility has not been decided.")
    act = told.last(ActKind.APPLICATIONS_CLOSED)
    if act is None:
        return not_taken("报名截止", "applications closed")
    passed = [a for a in told.applicants if a.competes and any(p not in a.refused for p in a.posts)]
    rows = tuple(
        (
            str(n),
            a.person,
            name(names, a.person),
            "、".join(post_title(told, p) for p in a.posts if p not in a.refused),
        )
        for n, a in enumerate(passed, start=1)
    )
    return (
        Document(
            kind="eligibility",
            title=f"{told.organ}机构改革竞争上岗资格审查结果公告",
            day=act.day,
            blocks=(
                *number_below(act),
                Paragraph(
                    text="报名已经截止。经审查，"
                    + (
                        f"下列{len(passed)}人具备竞争上岗资格，现予公布。"
                        if passed
                        else "结果如下，现予公布。"
                    )
                ),
                Table(
                    columns=columns(
                        "序号", "编号", "姓名", "可以竞争的岗位（按志愿先后）", centred="序号 编号 姓名"
                    ),
                    rows=rows,
                    empty="没有具备竞争上岗资格的人员。",
                ),
                Paragraph(
                    text=f"未列入的人员和岗位，审查结论和理由由{act.by}书面告知本人。对审查结果有异议的，可以书面向"
                    f"{act.by}提出复核。"
                ),
                telephones(),
            ),
            signature=Signature(organ=act.by, day=act.day),
        ),
    )


def judge_sheets(told: Told, names: Names) -> Made:
    """演说评分表: one a judge, the candidates in the order of the day, recused ones struck out."""
    rule = told.case.plan.rules.speech
    sheets = told.case.sheets.speech
    if rule is None or not sheets:
        return lacking("没有演说评分的安排。", "No speeches are arranged.")
    act = told.last(ActKind.SHEETS_SEALED)
    if act is None:
        return not_taken("封存评分表", "sheets sealed")
    order: dict[str, list[str]] = {}
    recused = {(s.judge, s.person) for s in sheets if s.recused}
    for sheet in sheets:
        order.setdefault(sheet.judge, []).append(sheet.person)
    heads = (
        *columns("序号", "编号", "姓名", centred="序号 编号 姓名"),
        *(Column(title=f"{c.name}（{plain(c.maximum)}）", align=Align.CENTRE) for c in rule.criteria),
        Column(title="合计", align=Align.CENTRE),
    )
    blanks = len(rule.criteria) + 1
    return tuple(
        Document(
            kind="judges",
            title=f"竞岗演说评分表（评委{judge}）",
            day=act.day,
            layout=Layout.FORM,
            blocks=(
                Paragraph(
                    text=f"每项不超过括号中的最高分；须回避的不打分。{_range(rule.criteria)}", indent=False
                ),
                Table(
                    columns=heads,
                    rows=tuple(
                        (
                            str(n),
                            p,
                            name(names, p),
                            *(("回避", *["／"] * (blanks - 1)) if (judge, p) in recused else [""] * blanks),
                        )
                        for n, p in enumerate(order[judge], start=1)
                    ),
                    empty="没有参加演说的人员。",
                    tall=True,
                ),
                Signing(labels=("评委签字", "监督人签字", "日期")),
            ),
        )
        for judge in sorted(order)
    )


def _range(criteria: Iterable[Criterion]) -> str:
    return f"满分{plain(sum((c.maximum for c in criteria), Decimal(0)))}分。"


def assessor_sheets(told: Told, names: Names) -> Made:
    """组织考核表: one a person, to be filled in by the assessment group."""
    rule = told.case.plan.rules.assessment
    forms = told.case.sheets.assessment
    if rule is None or not forms:
        return lacking("没有组织考核的安排。", "No assessment is arranged.")
    act = told.last(ActKind.SHEETS_SEALED)
    if act is None:
        return not_taken("封存评分表", "sheets sealed")
    made = []
    for form in forms:
        person = told.people[form.person]
        appraisals = "；".join(f"{a.year}年{label(a.grade)}" for a in person.appraisals) or "无"
        rows = tuple((c.name, plain(c.maximum), "", "") for c in rule.criteria)
        bonus = tuple((a.name, f"{plain(a.points)}（至多{a.most}次）", "", "") for a in rule.adjustments)
        facts = (
            ("人员编号", form.person),
            ("姓名", name(names, form.person)),
            ("原单位", person.former_body),
            ("原岗位", person.former_post),
            ("年度考核", appraisals),
        )
        made.append(
            Document(
                kind="assessors",
                title="组织考核表",
                day=act.day,
                layout=Layout.FORM,
                about=form.person,
                blocks=(
                    Fields(pairs=facts, wide=("年度考核",)),
                    Table(
                        columns=(
                            Column(title="考核要素", width=50),
                            Column(title="最高分", align=Align.CENTRE, width=28),
                            Column(title="得分", align=Align.CENTRE, width=28),
                            Column(title="得分依据"),
                        ),
                        rows=(
                            *rows,
                            *bonus,
                            ("合计", plain(sum((c.maximum for c in rule.criteria), Decimal(0))), "", ""),
                        ),
                        empty="方案没有列出考核要素。",
                        tall=True,
                        total=True,
                    ),
                    Fields(pairs=(("考核意见", "\n\n\n\n"),), across=1),
                    Signing(labels=("考核组长", "考核成员", "日期")),
                ),
            )
        )
    return tuple(made)


def score_board(told: Told, names: Names) -> Made:
    """综合成绩排名榜 to be filed, A4. On the wall hangs the same in large type."""
    return _board(told, names, Layout.LETTER)


def wall_board(told: Told, names: Names) -> Made:
    """张榜: the ranked board in large type for a wall, A3."""
    return _board(told, names, Layout.WALL)


def _board(told: Told, names: Names, layout: Layout) -> Made:
    act = told.last(ActKind.SCOREBOARD_PUBLISHED)
    if told.ranking is None or told.marks is None:
        return lacking("还没有排名。", "There is no ranking yet.")
    if act is None:
        return not_taken("张榜公布成绩", "scoreboard published")
    if told.ranking.undrawn:
        return lacking(
            "有同分人员还没有抽签，榜不能张贴。",
            "People with equal scores have not drawn lots; the board may not be posted.",
        )
    plan = told.case.plan
    rule = plan.rules.composite
    measures = [m for m in Measure if m in told.marks]
    marks = {m: {s.person: s.mark for s in told.marks[m]} for m in measures}
    heads = ("名次", "编号", "姓名", *(MEASURE_WORDS[m].zh for m in measures), "综合成绩")
    groups = dict.fromkeys(r.group for r in sorted(told.ranking.ranked, key=lambda r: r.group or ""))
    without = len(told.ranking.unranked)
    unranked = f"没有名次的{without}人，理由书面告知本人。" if without else ""
    blocks: list[Block] = [
        *number_below(act),
        Paragraph(
            text=f"综合成绩＝{weight_words(rule.weights)}，{rule.rounding.words.zh}；{tie_rule(rule)}。现将综合成绩和名次张榜公布。{unranked}"
        ),
    ]
    for group in groups:
        ranked = sorted((r for r in told.ranking.ranked if r.group == group), key=lambda r: r.order)
        blocks.append(
            Table(
                caption=f"{KINDS[group]}岗位" if group is not None else "",
                columns=columns(*heads, centred=" ".join(heads)),
                rows=tuple(
                    (
                        str(r.rank),
                        r.person,
                        name(names, r.person),
                        *(_mark(marks[m].get(r.person)) for m in measures),
                        f"{r.score:f}",
                    )
                    for r in ranked
                ),
                empty="没有人上榜。",
            )
        )
    if not groups:
        blocks.append(Paragraph(text="没有人上榜。"))
    days = plan.rules.notice.score_days
    blocks += [
        Paragraph(
            text=f"{period_words(act, days)}。对成绩、名次有异议的，请在公示期内以书面形式实名向{act.by}提出。"
        ),
        telephones(),
    ]
    return (
        Document(
            kind="wall" if layout is Layout.WALL else "board",
            title=f"{told.organ}机构改革综合成绩排名榜",
            day=act.day,
            layout=layout,
            blocks=tuple(blocks),
            signature=Signature(organ=act.by, day=act.day),
        ),
    )


def _mark(mark: Decimal | None) -> str:
    return "" if mark is None else f"{mark:f}"
