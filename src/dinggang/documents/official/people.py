"""Sheets of one person each: the roster to be confirmed, settlements, treatment on leaving, why this rank."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from dinggang.basis import plain, shown
from dinggang.case import Act, ActKind
from dinggang.documents.official.money import capital_yuan, grouped, yuan
from dinggang.documents.official.ruling import tie_rule
from dinggang.documents.official.saying import (
    Made,
    columns,
    dated,
    label,
    lacking,
    leading_group,
    not_taken,
    post_title,
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
from dinggang.documents.words import KINDS, ROUTES, STAFF, Names, chinese_date, money, name, weight_words
from dinggang.exits import Exit, Ground
from dinggang.exits.values import CLEARED, GROUND_WORDS
from dinggang.marks import MEASURE_WORDS
from dinggang.plan import ExitRoute, Measure
from dinggang.roster import Certificate, Person, Sanction
from dinggang.selection import TIE_WORDS, Composite, Placed, Ranked, composites, scales


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
            Fields(pairs=_facts(person, names), wide=_WIDE),
            Paragraph(
                text="以上信息用于机构改革的资格审查、测评和分流测算。请逐项核对，空白的请补填，有误的在下面写明更正内容并附证明。"
            ),
            Fields(pairs=(("更正内容", "\n\n"),), across=1),
            Paragraph(text="本人已逐项核对，除上列更正内容外，以上信息属实。"),
            Signing(labels=("本人签字", "核对日期")),
            Signing(labels=("经办人", "审核人")),
        ),
        signature=Signature(organ=act.by, day=act.day),
    )


_WIDE = ("年度考核", "处分", "专业", "证书", "本单位亲属")


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
    since = (person.stratum_since, person.identity_since)
    if any(since):
        titles = ("任现层次起", "取得身份起")
        pairs += [(t, "" if d is None else chinese_date(d)) for t, d in zip(titles, since, strict=True)]
    shown = [
        ("年度考核", "；".join(f"{a.year}年{label(a.grade)}" for a in person.appraisals) or "无"),
        ("处分", "；".join(map(_sanction, person.sanctions)) or "无"),
        ("专业", "、".join(person.majors) or "无"),
        ("证书", "；".join(map(_certificate, person.certificates)) or "无"),
        ("本单位亲属", "、".join(f"{name(names, r)}（{r}）" for r in person.relatives) or "无"),
    ]
    return (*pairs, *shown)


def _sanction(one: Sanction) -> str:
    return f"{label(one.kind)}（{chinese_date(one.start)}至{chinese_date(one.end)}）"


def _certificate(one: Certificate) -> str:
    until = f"，有效期至{chinese_date(one.expires)}" if one.expires is not None else ""
    return f"{one.name}（{chinese_date(one.issued)}发{until}）"


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
    receives = one.paid is not None and one.paid > 0
    to = organ or leading_group(told)
    blocks: list[Block] = [Fields(pairs=_way_out(told, names, one), wide=("依据", "不批准的理由"))]
    if one.granted:
        blocks += _dues(told, one)
        if one.signs:
            blocks.append(Paragraph(text=f"须本人签字的材料：{'、'.join(s.zh for s in one.signs)}。"))
        what = "算法和依据" if one.dues or one.monthly else "依据"
        blocks.append(Paragraph(text=f"{what}已向本人说明。本人有异议的，可以书面向{to}提出。"))
    else:
        blocks.append(Paragraph(text=f"本人对不批准的理由有异议的，可以书面向{to}提出复核。"))
    blocks += [
        Signing(labels=("领款人签字" if receives else "本人签字", "日期")),
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
        signature=Signature(organ=to, day=day),
    )


def _way_out(told: Told, names: Names, one: Exit) -> tuple[tuple[str, str], ...]:
    person = told.people.get(one.person)
    cleared = one.route in CLEARED
    facts = [
        ("人员编号", one.person),
        ("姓名", name(names, one.person)),
        ("去向" if one.granted else "申请的去向", ROUTES[one.route]),
        ("离岗日期" if one.granted else "申请离岗日期", chinese_date(one.last_day)),
    ]
    if person is not None:
        facts += [("原单位", person.former_body), ("原岗位", person.former_post)]
        facts.append(("人员类别", STAFF[person.kind]))
        facts.append(
            ("参加工作", chinese_date(person.work_start))
            if person.hired is None
            else ("来本单位", chinese_date(person.hired))
        )
    if not cleared or not one.granted:
        facts.append(("是否批准", "批准" if one.granted else "不批准"))
    if not cleared and one.granted:
        facts.append(("继续占编", "是" if one.keeps_headcount else "否"))
    ground = _ground(told, one)
    if ground is not None:
        facts.append(("解除依据", GROUND_WORDS[ground].zh))
    clause = next((r.clause for r in told.case.plan.rules.exits if r.route is one.route), "")
    # The tables of what is due name the clause themselves.
    if clause and not (one.granted and (one.dues or one.monthly)):
        facts.append(("依据", f"方案{clause}"))
    if not one.granted:
        facts.append(("不批准的理由", dated("；".join(r.zh.rstrip("。；") for r in one.reasons))))
    return tuple(facts)


def _ground(told: Told, one: Exit) -> Ground | None:
    chosen = (c for c in told.case.exits if c.person == one.person and c.route is one.route)
    return next((c.ground for c in chosen), None)


def _dues(told: Told, one: Exit) -> list[Block]:
    """What is due once, and month by month, with the working-out; and what was paid."""
    blocks: list[Block] = []
    if one.dues:
        blocks.append(
            Table(
                caption="应付项目",
                columns=columns("项目", "算式", "金额（元）", "依据", right="金额（元）"),
                rows=(
                    *(
                        (d.label.zh, grouped(dated(d.formula)), yuan(d.amount), dated(d.clause))
                        for d in one.dues
                    ),
                    ("合计", "", yuan(one.due_total), ""),
                ),
                empty="没有应付项目。",
                total=True,
            )
        )
        paid = "，已付清" if one.settled and one.paid == one.due_total else ""
        blocks.append(Paragraph(text=f"应付合计{_in_words(one.due_total)}{paid}。"))
    if one.monthly is not None:
        m = one.monthly
        (y, n), (late, last) = m.first, m.last
        heads = ("起止", "月数", "每月（元）", "合计（元）", "依据")
        blocks += [
            Table(
                caption="按月发给",
                columns=columns(*heads, centred="起止 月数", right="每月（元） 合计（元）"),
                rows=(
                    (
                        f"{y}年{n}月至{late}年{last}月",
                        str(m.months),
                        yuan(m.amount),
                        yuan(m.total),
                        dated(m.clause),
                    ),
                ),
                empty="没有按月发给的。",
            ),
            Paragraph(text=f"算式：{grouped(dated(m.formula.zh))}元。"),
        ]
    elif not one.dues:
        blocks.append(Paragraph(text=_without_dues(told, one)))
    if one.paid is not None and not (one.settled and one.paid == one.due_total):
        end = "已结清" if one.settled else "尚未结清"
        blocks.append(Paragraph(text=f"实付{_in_words(one.paid)}，{end}。"))
    return blocks


def _without_dues(told: Told, one: Exit) -> str:
    if _ground(told, one) is not None:
        return "按解除依据，没有应付的经济补偿。"
    return "待遇按国家规定办理。" if one.route in _STATUTE else "方案没有规定一次性待遇，按有关规定办理。"


def _in_words(amount: Decimal) -> str:
    exact = money(amount)
    return f"{yuan(exact)}元（大写：{capital_yuan(exact)}）"


def why_ranks(told: Told, names: Names) -> Made:
    """名次说明: for everybody who was measured how the score came about, or why there is none, and which posts were open.
    Neighbours are not named.
    """
    if told.ranking is None or told.marks is None:
        return lacking("还没有排名。", "There is no ranking yet.")
    act = told.last(ActKind.RANKING_FINAL) or told.last(ActKind.SCOREBOARD_PUBLISHED)
    if act is None:
        return not_taken("张榜公布成绩", "scoreboard published")
    placed = {p.person: p for p in (told.placement.placed if told.placement else ())}
    decided = told.last(ActKind.PLACEMENT_DECIDED)
    composed = {
        c.person: c
        for c in composites(told.case.plan.rules, told.marks, [r.person for r in told.ranking.ranked])
    }
    made = []
    for ranked in sorted(told.ranking.ranked, key=lambda r: (r.group or "", r.order)):
        found = placed.get(ranked.person)
        blocks = [
            *_standing(told, names, ranked),
            *_marks(told, ranked.person),
            *_composite(told, ranked, composed[ranked.person]),
            *(_chosen(told, found) if found is not None else ()),
        ]
        # What tells of the placement is not older than its decision.
        day = max(act.day, decided.day) if found is not None and decided is not None else act.day
        made.append(_why(ranked.person, act, day, blocks))
    for missing in told.ranking.unranked:
        blocks = [
            Fields(pairs=(*_who(names, missing.person), ("名次", "没有名次")), wide=("名次",)),
            *_marks(told, missing.person),
            Heading(level=1, text="二、为什么没有名次"),
            Paragraph(text=dated(missing.reason.zh)),
        ]
        made.append(_why(missing.person, act, act.day, blocks))
    return tuple(made) or lacking("没有人上榜。", "Nobody is ranked.")


def _why(person: str, act: Act, day: date, blocks: Sequence[Block]) -> Document:
    close = f"本人可以向{act.by}查阅本人成绩的原始记录，他人的除外。"
    return Document(
        kind="why",
        title="名次说明",
        day=day,
        layout=Layout.FORM,
        about=person,
        blocks=(*blocks, Paragraph(text=close)),
        signature=Signature(organ=act.by, day=day),
    )


def _who(names: Names, person: str) -> tuple[tuple[str, str], ...]:
    return (("人员编号", person), ("姓名", name(names, person)))


def _standing(told: Told, names: Names, ranked: Ranked) -> list[Block]:
    everyone = told.ranking.ranked if told.ranking else ()
    total = sum(r.group == ranked.group for r in everyone)
    board = f"{KINDS[ranked.group]}榜" if ranked.group is not None else ""
    facts = (
        *_who(names, ranked.person),
        ("综合成绩", f"{ranked.score:f}分"),
        ("名次", f"{board}第{ranked.rank}名，共{total}人"),
    )
    return [Fields(pairs=facts)]


def _marks(told: Told, person: str) -> list[Block]:
    """Every measure with its mark, as the board has it, and step by step how it was worked out."""
    rows: list[tuple[str, str, str]] = []
    for measure in Measure:
        for scored in (told.marks or {}).get(measure, ()):
            if scored.person == person:
                mark = "没有成绩" if scored.mark is None else f"{scored.mark:f}分"
                title = MEASURE_WORDS[measure].zh
                steps = [(s.label.zh, s.formula) for s in scored.steps] or [
                    ("", scored.reason.zh if scored.reason is not None else "")
                ]
                rows.extend((title if n else f"{title}\n（{mark}）", *step) for n, step in enumerate(steps))
    return [
        Heading(level=1, text="一、各项得分怎样算出"),
        Table(columns=columns("项目", "步骤", "算式和结果"), rows=tuple(rows), empty="没有得分记录。"),
    ]


def _composite(told: Told, ranked: Ranked, composed: Composite) -> list[Block]:
    rules = told.case.plan.rules
    rule, scale = rules.composite, scales(rules)
    said = []
    for measure in Measure:
        if measure.value not in composed.parts:
            continue
        mark, weight, share = composed.parts[measure.value]
        full = scale[measure].full
        scaled = f"{mark:f}" if full == 100 else f"{mark:f}÷{plain(full)}×100"
        step = rule.part_rounding is not None or rule.scaled_rounding is not None
        said.append(f"{scaled}×{plain(weight)}%" + (f"（取{shown(share)}）" if step else ""))
    worked = f"{'＋'.join(said)}＝{shown(composed.exact)}，" if composed.exact is not None else ""
    tied = (
        ""
        if ranked.decided_by is None
        else f"本人与前一名成绩相同，按{TIE_WORDS[ranked.decided_by].zh}排在其后。"
    )
    return [
        Heading(level=1, text="二、综合成绩和名次"),
        Paragraph(
            text=f"综合成绩＝{weight_words(rule.weights)}，即{worked}{rule.rounding.words.zh}，得{ranked.score:f}分。"
            f"{tie_rule(rule)}。{tied}"
        ),
    ]


def _chosen(told: Told, found: Placed) -> list[Block]:
    rows = tuple((str(n), post_title(told, w.post), w.words.zh) for n, w in enumerate(found.whys, start=1))
    blocks: list[Block] = [
        Heading(level=1, text="三、选岗结果"),
        Table(columns=columns("志愿", "岗位", "说明", centred="志愿"), rows=rows, empty="本人没有填报志愿。"),
    ]
    if found.post is not None:
        blocks.append(Paragraph(text=f"录取岗位：{post_title(told, found.post)}（第{found.choice}志愿）。"))
    elif found.reason is not None:
        blocks.append(Paragraph(text=f"结论：{found.reason.zh}"))
    return blocks
