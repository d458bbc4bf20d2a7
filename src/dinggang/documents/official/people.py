"""Sheets of one person each: the roster to be confirmed, settlements, treatment on leaving, why this rank."""

from dinggang.basis import plain
from dinggang.case import Act, ActKind
from dinggang.documents.official.saying import (
    Made,
    columns,
    label,
    lacking,
    leading_group,
    not_taken,
    post_title,
    yuan,
)
from dinggang.documents.official.values import (
    Block,
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
from dinggang.documents.words import ROUTES, STAFF, Names, chinese_date, name, weight_words
from dinggang.exits import Exit
from dinggang.exits.values import CLEARED
from dinggang.marks import MEASURE_WORDS
from dinggang.plan import ExitRoute, Measure
from dinggang.roster import Person
from dinggang.selection import TIE_WORDS, Ranked


def roster_confirmation(told: Told, names: Names) -> Made:
    """花名册核对表: one page a person, to be checked and signed by that person."""
    act = told.last(ActKind.ROSTER_FROZEN)
    if act is None:
        return not_taken("锁定花名册", "roster frozen")
    return tuple(_confirmation(person, names, act) for person in told.case.people)


def _confirmation(person: Person, names: Names, act: Act) -> Document:
    return Document(
        kind="roster",
        title="花名册个人信息核对表",
        day=act.day,
        layout=Layout.FORM,
        about=person.id,
        blocks=(
            Fields(pairs=_facts(person, names), wide=("年度考核", "处分", "专业", "证书", "亲属")),
            Paragraph(
                text="以上信息用于机构改革的资格审查、测评和分流测算。请逐项核对，有误的在下面写明更正内容并附证明。"
            ),
            Fields(pairs=(("更正内容", "\n\n\n"),), across=1),
            Paragraph(text="本人已逐项核对，以上信息属实。"),
            Signing(labels=("本人签字", "核对日期")),
            Signing(labels=("经办人", "审核人")),
        ),
        signature=Signature(organ=act.by, day=act.day),
    )


def _facts(person: Person, names: Names) -> tuple[tuple[str, str], ...]:
    pairs = [
        ("人员编号", person.id),
        ("姓名", name(names, person.id)),
        ("性别", label(person.sex)),
        ("出生日期", chinese_date(person.birth)),
        ("人员类别", STAFF[person.kind]),
        ("层级", label(person.stratum)),
        ("学历", label(person.education)),
        ("中共党员", "是" if person.party_member else "否"),
        ("参加工作", chinese_date(person.work_start)),
        ("来本单位", "" if person.hired is None else chinese_date(person.hired)),
        ("原单位", person.former_body),
        ("原岗位", person.former_post),
        ("月工资（元）", "" if person.monthly_wage is None else plain(person.monthly_wage)),
        ("身份", label(person.identity)),
    ]
    shown = [
        ("年度考核", "；".join(f"{a.year}年{label(a.grade)}" for a in person.appraisals) or "无"),
        ("处分", "；".join(f"{label(s.kind)}（{s.start}至{s.end}）" for s in person.sanctions) or "无"),
        ("专业", "、".join(person.majors) or "无"),
        ("证书", "、".join(c.name for c in person.certificates) or "无"),
        ("亲属", "、".join(f"{name(names, r)}（{r}）" for r in person.relatives) or "无"),
    ]
    return (*pairs, *shown)


def settlements(told: Told, names: Names) -> Made:
    """清退结算单: one a person, with the working-out of what is due."""
    if not told.clearances:
        return lacking("没有清退人员。", "Nobody is cleared.")
    act = told.last(ActKind.CLEARANCE_CLOSED)
    return tuple(
        _leaving(told, names, e, "settlement", "清退结算单", act.by if act else "") for e in told.clearances
    )


def treatments(told: Told, names: Names) -> Made:
    """分流待遇测算表: one a person who leaves by another route."""
    leaving = [e for e in told.exits if e.route not in CLEARED]
    if not leaving:
        return lacking("没有批准的分流人员。", "Nobody leaves by another route.")
    act = told.last(ActKind.EXITS_GRANTED)
    return tuple(
        _leaving(told, names, e, "treatment", "分流待遇测算表", act.by if act else "") for e in leaving
    )


_STATUTE = {ExitRoute.RETIRE, ExitRoute.RETIRE_EARLY, ExitRoute.RETIRE_SICK}


def _leaving(told: Told, names: Names, one: Exit, kind: str, title: str, organ: str) -> Document:
    person = told.people.get(one.person)
    facts = [
        ("人员编号", one.person),
        ("姓名", name(names, one.person)),
        ("去向", ROUTES[one.route]),
        ("离岗日期", chinese_date(one.last_day)),
    ]
    if person is not None:
        start = person.hired or person.work_start
        facts += [("人员类别", STAFF[person.kind]), ("工作起始", chinese_date(start))]
    facts.append(("是否批准", "批准" if one.granted else "不批准"))
    facts.append(("继续占编", "是" if one.keeps_headcount else "否"))
    if not one.granted:
        facts.append(("理由", "；".join(r.zh for r in one.reasons)))
    blocks: list[Block] = [Fields(pairs=tuple(facts), wide=("理由",))]
    if one.dues:
        blocks.append(
            Table(
                caption="应付项目",
                columns=columns("项目", "算式", "金额（元）", "依据"),
                rows=(
                    *((d.label.zh, d.formula, yuan(d.amount), d.clause) for d in one.dues),
                    ("合计", "", yuan(one.due_total), ""),
                ),
                empty="没有应付项目。",
                total=True,
            )
        )
    if one.monthly is not None:
        m = one.monthly
        blocks.append(
            Paragraph(
                text=f"按月发给：{m.formula.zh}元，共{m.months}个月，合计{yuan(m.total)}元（{m.clause}）。"
            )
        )
    elif not one.dues:
        by = "待遇按国家规定办理。" if one.route in _STATUTE else "方案没有规定一次性待遇，按有关规定办理。"
        blocks.append(Paragraph(text=by))
    if one.paid is not None:
        blocks.append(
            Paragraph(text=f"实付{yuan(one.paid)}元，{'已结清。' if one.settled else '尚未结清。'}")
        )
    if one.signs:
        blocks.append(Paragraph(text=f"须本人签字的材料：{'、'.join(s.zh for s in one.signs)}。"))
    blocks += [
        Paragraph(text="算法和依据已向本人说明，本人可以查阅并提出意见。"),
        Signing(labels=("本人签字", "日期")),
        Signing(labels=("经办人", "审核人")),
    ]
    day = (
        told.last(ActKind.CLEARANCE_CLOSED if kind == "settlement" else ActKind.EXITS_GRANTED) or told.acts[0]
    ).day
    return Document(
        kind=kind,
        title=title,
        day=day,
        layout=Layout.FORM,
        about=one.person,
        blocks=tuple(blocks),
        signature=Signature(organ=organ or leading_group(told), day=day),
    )


def why_ranks(told: Told, names: Names) -> Made:
    """名次说明: for each person ranked how the score came about, and which posts were open. Neighbours are not named."""
    if told.ranking is None or told.marks is None:
        return lacking("还没有排名。", "There is no ranking yet.")
    act = told.last(ActKind.RANKING_FINAL) or told.last(ActKind.SCOREBOARD_PUBLISHED)
    if act is None:
        return not_taken("张榜公布成绩", "scoreboard published")
    placed = {p.person: p for p in (told.placement.placed if told.placement else ())}
    made = []
    for ranked in sorted(told.ranking.ranked, key=lambda r: (r.group or "", r.order)):
        blocks = _why_score(told, names, ranked)
        found = placed.get(ranked.person)
        if found is not None:
            blocks.append(Heading(level=1, text="三、选岗结果"))
            rows = tuple(
                (str(n), post_title(told, w.post), w.words.zh) for n, w in enumerate(found.whys, start=1)
            )
            blocks.append(
                Table(
                    columns=columns("志愿", "岗位", "说明", centred="志愿"),
                    rows=rows,
                    empty="本人没有填报志愿。",
                )
            )
            if found.post is not None:
                blocks.append(
                    Paragraph(text=f"录取岗位：{post_title(told, found.post)}（第{found.choice}志愿）。")
                )
            elif found.reason is not None:
                blocks.append(Paragraph(text=f"结论：{found.reason.zh}"))
        blocks.append(Paragraph(text="本人可以查阅本人各项成绩的原始记录；他人的记录不在此列。"))
        made.append(
            Document(
                kind="why",
                title="名次说明",
                day=act.day,
                layout=Layout.FORM,
                about=ranked.person,
                blocks=tuple(blocks),
                signature=Signature(organ=act.by, day=act.day),
            )
        )
    return tuple(made) or lacking("没有人上榜。", "Nobody is ranked.")


def _why_score(told: Told, names: Names, ranked: Ranked) -> list[Block]:
    rule = told.case.plan.rules.composite
    total = sum(r.group == ranked.group for r in told.ranking.ranked) if told.ranking else 0
    facts = (
        ("人员编号", ranked.person),
        ("姓名", name(names, ranked.person)),
        ("综合成绩", plain(ranked.score)),
        ("名次", f"第{ranked.rank}名（共{total}人）"),
    )
    rows: list[tuple[str, str, str]] = []
    for measure in Measure:
        for scored in (told.marks or {}).get(measure, ()):
            if scored.person == ranked.person:
                rows.extend((MEASURE_WORDS[measure].zh, s.label.zh, s.formula) for s in scored.steps)
                rows.append(
                    (MEASURE_WORDS[measure].zh, "得分", "" if scored.mark is None else plain(scored.mark))
                )
    ties = "、".join(TIE_WORDS[t].zh for t in rule.ties)
    tied = (
        ""
        if ranked.decided_by is None
        else f"本人与前一名成绩相同，按{TIE_WORDS[ranked.decided_by].zh}排后。"
    )
    return [
        Fields(pairs=facts),
        Heading(level=1, text="一、各项得分怎样算出"),
        Table(columns=columns("项目", "步骤", "算式和结果"), rows=tuple(rows), empty="没有得分记录。"),
        Heading(level=1, text="二、综合成绩和名次"),
        Paragraph(
            text=f"综合成绩＝{weight_words(rule.weights)}，{rule.rounding.words.zh}，得{plain(ranked.score)}分。"
            f"成绩相同的依次比较{ties}。{tied}"
        ),
    ]
