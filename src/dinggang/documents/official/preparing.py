"""From the founding to the approval: founding notice, plan, request, headcount ledger, mobilisation."""

from collections import Counter
from datetime import date

from dinggang.basis import plain
from dinggang.case import ActKind
from dinggang.documents.official.ruling import (
    competing_rules,
    exit_rules,
    numeral,
)
from dinggang.documents.official.saying import (
    Made,
    bodies,
    columns,
    lacking,
    leading_group,
    not_taken,
    numbered,
)
from dinggang.documents.official.values import (
    Attachment,
    Block,
    Document,
    Heading,
    Layout,
    Paragraph,
    Signature,
    Table,
)
from dinggang.documents.told import Told
from dinggang.documents.words import KINDS, STAFF, Names, chinese_date, name
from dinggang.plan import ReserveMode, Stratum
from dinggang.sheets.labels import LABELS

_ONE_LEADERSHIP = 15
"""More leaders than these are those of several organs."""


def founding_notice(told: Told, names: Names) -> Made:
    """成立领导小组的通知, by the act that founded it; members by the act, or the leadership by the roster."""
    act = told.last(ActKind.GROUP_ESTABLISHED)
    if act is None:
        return not_taken("成立领导小组", "leading group established")
    group = leading_group(told)
    basis = "".join(
        f"根据《{d.title}》{f'（{d.number}）' if d.number else ''}，" for d in told.case.plan.basis[:1]
    )
    blocks: list[Block] = [
        Paragraph(text=f"{basis}为加强对机构改革工作的领导，经研究，决定成立{group}。现将有关事项通知如下。"),
        Heading(level=1, text="一、组成人员"),
    ]
    if act.reason:
        blocks.append(Paragraph(text=f"领导小组的组成：{act.reason.rstrip('。')}。"))
    leaders = tuple(p.id for p in told.case.people if p.stratum is Stratum.LEADER)
    # Of one organ the leadership is the group's; the leaders of many townships are not.
    members = act.people or (leaders if len(leaders) <= _ONE_LEADERSHIP else ())
    people = told.people
    if members:
        blocks.append(
            Table(
                caption="领导小组成员" if act.people else "领导班子成员（花名册所载）",
                columns=columns("序号", "姓名", "现任职务", centred="序号 姓名"),
                rows=tuple(
                    (str(n), name(names, p), people[p].former_post) for n, p in enumerate(members, start=1)
                ),
                empty="花名册没有登记领导班子成员。",
            )
        )
    office = told.last(ActKind.OFFICE_ESTABLISHED)
    blocks += [
        Heading(level=1, text="二、主要职责"),
        Paragraph(
            text="领导小组在党委、政府统一领导下，组织实施机构改革方案，研究决定改革中的具体问题，对各环节逐项把关。"
        ),
    ]
    if office is not None and office.day <= act.day:
        blocks.append(Paragraph(text="领导小组下设办公室，承办日常工作。"))
    return (
        Document(
            kind="founding",
            title=f"关于成立{group}的通知",
            day=act.day,
            mark=f"{act.by}文件",
            number=act.number,
            addressee="各党支部，镇直各单位" if "镇" in told.organ else "所属各单位",
            blocks=tuple(blocks),
            signature=Signature(organ=act.by, day=act.day),
            printed=Signature(organ=act.by, day=act.day),
        ),
    )


def plan_document(told: Told, names: Names) -> Made:  # noqa: ARG001 - every document is asked in the same way
    """改革方案: bodies, headcount, the method of filling posts, the ways out, stages, services."""
    plan = told.case.plan
    act = told.last(ActKind.PLAN_APPROVED) or told.last(ActKind.PLAN_ADOPTED)
    if act is None:
        return not_taken("通过方案", "plan adopted")
    blocks = _chapters(told, act.day, asked=False)
    return (
        Document(
            kind="plan",
            title=plan.title,
            day=act.day,
            blocks=tuple(blocks),
            signature=Signature(organ=leading_group(told), day=act.day),
        ),
    )


def _chapters(told: Told, day: date, *, asked: bool) -> list[Block]:
    """The plan's chapters as of a day; `asked` with the headcount asked for, before it was approved."""
    plan = told.case.plan
    notes = (
        [] if asked else [Paragraph(text=f"{n}．{text}") for n, text in enumerate(plan.assumptions, start=1)]
    )
    chapters = (
        ("机构设置", _bodies(told)),
        ("人员编制", _headcount_asked(told) if asked else _headcount(told)),
        ("定岗办法", competing_rules(plan)),
        ("人员分流", exit_rules(plan)),
        ("政府购买服务", _services(told)),
        ("实施步骤", _stages(told)),
        ("需要说明的事项", notes),
    )
    blocks: list[Block] = [Paragraph(text=f"{_basis(told, day)}制定本方案。")]
    for number, (title, inside) in enumerate(((t, x) for t, x in chapters if x), start=1):
        blocks += [Heading(level=1, text=f"{numeral(number)}、{title}"), *inside]
    return blocks


def _headcount_asked(told: Told) -> list[Block]:
    return [
        Paragraph(
            text=f"{KINDS[kind]}编制申报{q.approved if q.proposed is None else q.proposed}名，其中领导职数{q.leader_posts}名。"
        )
        for kind, q in told.case.plan.headcount.items()
    ]


def _basis(told: Told, day: date) -> str:
    named = "、".join(
        f"《{d.title}》{f'（{d.number}）' if d.number else ''}"
        for d in told.case.plan.basis
        if d.issued is None or d.issued <= day
    )
    resting = f"根据{named}精神，" if named else ""
    return f"{resting}按照精简、统一、效能的原则，结合{told.organ}实际，"


def _bodies(told: Told) -> list[Block]:
    plan = told.case.plan
    before = f"改革前{plan.before.bodies}个，" if plan.before.bodies is not None else ""
    return [
        Paragraph(text=f"机关内设机构{before}改革后设{len(plan.bodies)}个。加挂的牌子不增加编制和领导职数。"),
        Table(
            columns=columns("序号", "机构", "加挂牌子", "编制类别", "编制", centred="序号 编制类别 编制"),
            rows=tuple(
                (
                    str(n),
                    b.name,
                    "、".join(p.name for p in b.plates),
                    KINDS[b.headcount_kind],
                    "" if b.headcount is None else str(b.headcount),
                )
                for n, b in enumerate(plan.bodies, start=1)
            ),
            empty="方案没有列出机构。",
        ),
    ]


def _headcount(told: Told) -> list[Block]:
    plan = told.case.plan
    inside = plan.reserve_mode is ReserveMode.INSIDE
    told_of = "预留编制含在核定数之内" if inside else "预留编制在核定数之外"
    lines: list[Block] = [
        Paragraph(
            text=f"{KINDS[kind]}编制核定{q.approved}名，其中预留{q.reserve}名、领导职数{q.leader_posts}名"
            + (f"（{q.clause}）" if q.clause else "")
            + "。"
        )
        for kind, q in plan.headcount.items()
    ]
    return [*lines, Paragraph(text=f"{told_of}。行政、事业编制分别使用，不得混用、挤占。")]


def _stages(told: Told) -> list[Block]:
    names = {s.id: s.name for s in told.case.plan.stages}
    return [
        Paragraph(
            text=f"（{numeral(n)}）{s.name}：{chinese_date(s.start)}至{chinese_date(s.end)}"
            + (f"，在{'、'.join(names.get(a, a) for a in s.after)}完成后进行" if s.after else "")
            + "。"
        )
        for n, s in enumerate(told.case.plan.stages, start=1)
    ]


def _services(told: Told) -> list[Block]:
    services, rule = told.case.plan.services, told.case.plan.rules.services
    if services is None:
        return []
    text = (
        f"公益服务由养人转为养事，以{services.base_year}年经费{plain(services.base_total)}元为基数，"
        "各项经费不减、用途不变，按验收合格的数量付款。"
    )
    if rule is not None:
        text += f"委托协议期限不超过{rule.max_term_months}个月" + (
            "，可以定向委托。" if rule.direct_award else "。"
        )
    return [
        Paragraph(text=text),
        Table(
            columns=columns("序号", "服务项目", "用途", "计量单位", "基数（元）", centred="序号 计量单位"),
            rows=tuple(
                (str(n), s.name, s.purpose, s.unit, plain(s.base_amount))
                for n, s in enumerate(services.lines, start=1)
            ),
            empty="方案没有列出服务项目。",
        ),
    ]


def approval_request(told: Told, names: Names) -> Made:  # noqa: ARG001 - every document is asked in the same way
    """报请审批方案的请示, with the plan attached."""
    adopted = told.last(ActKind.PLAN_ADOPTED)
    if adopted is None:
        return not_taken("通过方案", "plan adopted")
    plan = told.case.plan
    approved = told.last(ActKind.PLAN_APPROVED)
    kinds = Counter({KINDS[k]: q.proposed or q.approved for k, q in plan.headcount.items()})
    asked = "、".join(f"{kind}编制{count}名" for kind, count in kinds.items())
    short = plan.title.removeprefix("关于")
    by = _township(told)
    # An act of the organ that asks went out under its number; a number of minutes is that of a meeting.
    number = adopted.number if adopted.by == by and "纪" not in adopted.number else ""
    return (
        Document(
            kind="request",
            title=f"关于报请审批《{short}》的请示",
            day=adopted.day,
            mark=f"{by}文件" if number else "",
            number=number,
            upward=bool(number),
            addressee=approved.by if approved is not None else "上级党委、政府",
            blocks=(
                Paragraph(
                    text=f"{_basis(told, adopted.day)}我们拟定了《{short}》，"
                    f"经{adopted.by}{chinese_date(adopted.day)}研究通过{'' if number else numbered(adopted)}。"
                ),
                Paragraph(text=f"方案拟设内设机构{len(plan.bodies)}个，申报{asked}。现随文上报，请予审批。"),
                Paragraph(text="妥否，请批示。"),
            ),
            signature=Signature(organ=by, day=adopted.day),
            printed=Signature(organ=by, day=adopted.day) if number else None,
            attachments=(
                Attachment(title=plan.title, blocks=tuple(_chapters(told, adopted.day, asked=True))),
            ),
        ),
    )


def _township(told: Told) -> str:
    party = told.last(ActKind.GROUP_ESTABLISHED)
    return party.by if party is not None else told.organ


def headcount_ledger(told: Told, names: Names) -> Made:  # noqa: ARG001 - every document is asked in the same way
    """机构编制和领导职数台账: proposed, approved, allotted to bodies, occupied."""
    plan = told.case.plan
    act = told.last(ActKind.ROSTER_FROZEN) or told.last(ActKind.PLAN_APPROVED)
    if act is None:
        return not_taken("锁定花名册", "roster frozen")
    staff = Counter(p.kind for p in told.case.people)
    leaders = sum(p.stratum is Stratum.LEADER for p in told.case.people)
    occupied = Counter(o.occupies for o in told.outcomes if o.occupies is not None)
    after = bool(told.outcomes)
    heads = ("编制类别", "改革前核定", "申报", "核定", "其中预留", "领导职数", "改革后实占")
    names_of = bodies(told)
    by_body = Counter(p.body for p in told.case.posts for _ in range(p.openings))
    return (
        Document(
            kind="headcount",
            title=f"{told.organ}机构编制和领导职数台账",
            day=act.day,
            layout=Layout.WIDE,
            blocks=(
                Table(
                    caption="编制和领导职数",
                    columns=columns(*heads, centred=" ".join(heads)),
                    rows=tuple(
                        (
                            KINDS[kind],
                            _number(q.before),
                            _number(q.proposed),
                            str(q.approved),
                            str(q.reserve),
                            str(q.leader_posts),
                            str(occupied[kind]) if after else "",
                        )
                        for kind, q in plan.headcount.items()
                    ),
                    empty="方案没有列出编制。",
                    notes=(
                        f"花名册所载领导班子成员{leaders}人。依据：{'、'.join(_documents(told)) or act.number}。",
                    ),
                ),
                Table(
                    caption="各机构编制",
                    columns=columns(
                        "机构", "加挂牌子", "编制类别", "编制", "设岗数", centred="编制类别 编制 设岗数"
                    ),
                    rows=tuple(
                        (
                            names_of[b.id],
                            "、".join(p.name for p in b.plates),
                            KINDS[b.headcount_kind],
                            _number(b.headcount),
                            str(by_body[b.id]),
                        )
                        for b in plan.bodies
                    ),
                    empty="方案没有列出机构。",
                ),
                Table(
                    caption=f"改革前在册人员（{chinese_date(act.day)}）",
                    columns=columns("人员类别", "人数", centred="人员类别 人数"),
                    rows=(
                        *((STAFF[k], str(staff[k])) for k in STAFF if staff[k]),
                        ("合计", str(len(told.case.people))),
                    ),
                    empty="花名册为空。",
                    total=True,
                ),
            ),
        ),
    )


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


def _documents(told: Told) -> list[str]:
    plan = told.case.plan
    return list(dict.fromkeys([q.clause for q in plan.headcount.values() if q.clause]))


def decisions(told: Told, names: Names) -> Made:
    """会议议定事项: what meetings decided, a record of decisions for each meeting that the acts name."""
    held: dict[tuple[str, str], list[str]] = {}
    days = {}
    for act in told.acts:
        if "会" in act.by and "会纪" in act.number:
            about = "、".join(name(names, p) for p in act.people)
            words = str(LABELS[ActKind][act.kind][0])
            text = f"{words}{'：' + act.reason.rstrip('。') if act.reason else ''}" + (
                f"（{about}）" if about else ""
            )
            held.setdefault((act.by, act.number), []).append(text + "。")
            days[act.by, act.number] = act.day
    if not held:
        return lacking("没有以会议纪要为文号的决定。", "No decision bears the number of a meeting's minutes.")
    return tuple(
        Document(
            kind="minutes",
            title=f"{by}纪要",
            day=days[by, number],
            blocks=(
                Paragraph(text=f"{number}　　{chinese_date(days[by, number])}", indent=False),
                Paragraph(text=f"{chinese_date(days[by, number])}，{by}研究机构改革工作，议定如下事项。"),
                *(Paragraph(text=f"{n}．{text}") for n, text in enumerate(those, start=1)),
            ),
            signature=Signature(organ=by, day=days[by, number]),
        )
        for (by, number), those in held.items()
    )


def mobilisation(told: Told, names: Names) -> Made:  # noqa: ARG001 - every document is asked in the same way
    """动员情况: who was to be reached, as counts only. Who was there, the case does not hold."""
    act = told.last(ActKind.MOBILISATION_HELD)
    if act is None:
        return not_taken("召开动员大会", "mobilisation held")
    regular = [p for p in told.case.people if p.kind.headcount is not None]
    confirmed = sum(p.confirmed for p in told.case.people)
    rows = Counter((STAFF[p.kind], label_of(p.stratum)) for p in regular)
    return (
        Document(
            kind="mobilisation",
            title=f"{told.organ}机构改革动员情况",
            day=act.day,
            blocks=(
                Paragraph(
                    text=f"{chinese_date(act.day)}，{act.by}召开机构改革动员大会{numbered(act)}"
                    + (f"，{act.reason.rstrip('。')}" if act.reason else "")
                    + "。应当动员到的在编人员如下。"
                ),
                Table(
                    columns=columns("人员类别", "层级", "人数", centred="人员类别 层级 人数"),
                    rows=(
                        *((kind, level, str(n)) for (kind, level), n in sorted(rows.items())),
                        ("合计", "", str(len(regular))),
                    ),
                    empty="花名册没有在编人员。",
                    total=True,
                ),
                Paragraph(text=f"花名册在册{len(told.case.people)}人，本人核对确认{confirmed}人。"),
            ),
            signature=Signature(organ=leading_group(told), day=act.day),
        ),
    )


def label_of(stratum: Stratum) -> str:
    return str(LABELS[Stratum][stratum][0])
