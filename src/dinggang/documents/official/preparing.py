"""The plan and the request for its approval."""

from collections import Counter
from datetime import date
from decimal import Decimal

from dinggang.case import Act, ActKind
from dinggang.documents.official.grounding import opinions_heard
from dinggang.documents.official.money import yuan, yuan_said
from dinggang.documents.official.ruling import (
    competing_rules,
    exit_rules,
    numeral,
)
from dinggang.documents.official.saying import (
    Made,
    columns,
    counted,
    leading_group,
    not_taken,
    numbered,
)
from dinggang.documents.official.values import (
    Align,
    Attachment,
    Block,
    Document,
    Heading,
    Paragraph,
    Signature,
    Table,
)
from dinggang.documents.told import Told
from dinggang.documents.words import KINDS, Names, chinese_date
from dinggang.plan import Headcount, ReserveMode


def plan_document(told: Told, names: Names) -> Made:  # noqa: ARG001 - every document is asked in the same way
    """改革方案: bodies, headcount, the method of filling posts, the ways out, stages, services."""
    plan = told.case.plan
    act = told.last(ActKind.PLAN_APPROVED) or told.last(ActKind.PLAN_ADOPTED)
    if act is None:
        return not_taken("通过方案", "plan adopted")
    notes = tuple(Paragraph(text=f"{n}．{text}") for n, text in enumerate(plan.assumptions, start=1))
    return (
        Document(
            kind="plan",
            title=plan.title,
            day=act.day,
            blocks=(*_history(told), *_chapters(told, act.day, asked=False)),
            signature=Signature(organ=leading_group(told), day=act.day),
            # What was assumed in writing the plan down is no rule of it.
            attachments=(Attachment(title="编制方案时的假定和说明", blocks=notes),) if notes else (),
        ),
    )


def _history(told: Told) -> list[Block]:
    """Who adopted and who approved the plan, below its title (题注)."""
    taken = (
        (told.last(ActKind.PLAN_ADOPTED), "通过"),
        (told.last(ActKind.PLAN_APPROVED), "批准"),
    )
    lines = [f"{chinese_date(a.day)}{a.by}{verb}" for a, verb in taken if a is not None]
    return [
        Paragraph(
            text=("（" if n == 0 else "　") + line + ("　" if n < len(lines) - 1 else "）"),
            indent=False,
            align=Align.CENTRE,
        )
        for n, line in enumerate(lines)
    ]


def _chapters(told: Told, day: date, *, asked: bool) -> list[Block]:
    """The plan's chapters as of a day; `asked` with the headcount asked for, before it was approved."""
    plan = told.case.plan
    chapters = (
        ("机构设置", _bodies(told)),
        ("人员编制", _headcount_asked(told) if asked else _headcount(told)),
        ("定岗办法", competing_rules(plan, leading_group(told))),
        ("人员分流", exit_rules(plan)),
        ("政府购买服务", _services(told)),
        ("实施步骤", _stages(told)),
    )
    blocks: list[Block] = [Paragraph(text=f"{_basis(told, day)}制定本方案。")]
    for number, (title, inside) in enumerate(((t, x) for t, x in chapters if x), start=1):
        blocks += [Heading(level=1, text=f"{numeral(number)}、{title}"), *inside]
    return blocks


def _headcount_asked(told: Told) -> list[Block]:
    """What was asked for; where another number was issued, the plan's leader posts are the issued ones and stay away."""
    return [
        Paragraph(
            text=f"{KINDS[kind]}编制申报{q.approved if q.proposed is None else q.proposed}名"
            + (
                f"，其中领导职数{q.leader_posts}名"
                if q.leader_posts and q.proposed in {None, q.approved}
                else ""
            )
            + "。"
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
    before = f"改革前有机构{plan.before.bodies}个，" if plan.before.bodies is not None else ""
    kinds = Counter(KINDS[b.headcount_kind] for b in plan.bodies)
    split = (
        "，其中" + "、".join(f"使用{kind}编制的{n}个" for kind, n in kinds.items()) if len(kinds) > 1 else ""
    )
    plates = "加挂的牌子不增加编制和领导职数。" if any(b.plates for b in plan.bodies) else ""
    rows = [
        (str(n), b.name, "、".join(p.name for p in b.plates), KINDS[b.headcount_kind], counted(b.headcount))
        for n, b in enumerate(plan.bodies, start=1)
    ]
    allotted = [b.headcount for b in plan.bodies if b.headcount is not None]
    total = bool(allotted) and len(allotted) == len(rows)
    return [
        Paragraph(text=f"{before}改革后设{len(plan.bodies)}个{split}。{plates}"),
        Table(
            columns=columns("序号", "机构", "加挂牌子", "编制类别", "编制", centred="序号 编制类别 编制"),
            rows=(*rows, *([("合计", "", "", "", str(sum(allotted)))] if total else [])),
            empty="方案没有列出机构。",
            total=total,
        ),
    ]


def _headcount(told: Told) -> list[Block]:
    plan = told.case.plan
    inside = plan.reserve_mode is ReserveMode.INSIDE
    told_of = "预留编制含在核定数之内。" if inside else "预留编制在核定数之外。"
    reserved = any(q.reserve for q in plan.headcount.values())
    lines: list[Block] = [
        Paragraph(
            text=f"{KINDS[kind]}编制核定{q.approved}名"
            + _within(q, inside=inside)
            + (f"（{q.clause}）" if q.clause else "")
            + "。"
        )
        for kind, q in plan.headcount.items()
    ]
    apart = "行政、事业编制分别使用，不得混用、挤占。"
    return [*lines, Paragraph(text=(told_of if reserved else "") + apart)]


def _within(quota: Headcount, *, inside: bool) -> str:
    """Which of the places are leaders' and which are held back; a reserve outside the figure stands beside it."""
    leaders = f"领导职数{quota.leader_posts}名" if quota.leader_posts else ""
    reserve = f"预留{quota.reserve}名" if quota.reserve else ""
    held = "、".join(filter(None, (reserve if inside else "", leaders)))
    return (f"，其中{held}" if held else "") + (f"，另{reserve}" if reserve and not inside else "")


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
        f"公益服务由养人转为养事，以{services.base_year}年经费{yuan_said(services.base_total)}为基数，"
        "各项经费不减、用途不变，按验收合格的数量付款。"
    )
    if rule is not None:
        text += f"委托协议期限不超过{rule.max_term_months}个月" + (
            "，可以定向委托。" if rule.direct_award else "。"
        )
    amounts = [s.base_amount for s in services.lines]
    return [
        Paragraph(text=text),
        Table(
            columns=columns(
                "序号",
                "服务项目",
                "用途",
                "计量单位",
                "基数（元）",
                centred="序号 计量单位",
                right="基数（元）",
            ),
            rows=(
                *(
                    (str(n), s.name, s.purpose, s.unit, yuan(s.base_amount))
                    for n, s in enumerate(services.lines, start=1)
                ),
                *([("合计", "", "", "", yuan(sum(amounts, Decimal(0))))] if amounts else []),
            ),
            empty="方案没有列出服务项目。",
            total=bool(amounts),
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
    by = asking(told, adopted)
    through = "于" if adopted.by == by else f"经{adopted.by}"
    # An act of the organ that asks went out under its number; a number of minutes is that of a meeting.
    number = adopted.number if adopted.by == by and "纪" not in adopted.number else ""
    heard = opinions_heard(told, adopted.day)
    return (
        Document(
            kind="request",
            title=f"{by}关于报请审批《{short}》的请示",
            day=adopted.day,
            mark=f"{by}文件" if number else "",
            number=number,
            upward=bool(number),
            addressee=approved.by if approved is not None else "上级党委、政府",
            blocks=(
                Paragraph(
                    text=f"{_basis(told, adopted.day)}我们拟定了《{short}》，"
                    f"{through}{chinese_date(adopted.day)}研究通过{'' if number else numbered(adopted)}。"
                ),
                *((Paragraph(text=heard[0]),) if heard is not None else ()),
                Paragraph(text=f"方案拟设机构{len(plan.bodies)}个，申报{asked}。现随文上报。"),
                Paragraph(text="妥否，请批示。"),
            ),
            signature=Signature(organ=by, day=adopted.day),
            # A request tells in its note (附注) whom to ring.
            note="联系人：＿＿＿＿＿＿　电话：＿＿＿＿＿＿",
            copies_to=adopted.copies_to.rstrip("。") if number else "",
            printed=Signature(organ=by, day=adopted.day) if number else None,
            attachments=(
                Attachment(title=plan.title, blocks=tuple(_chapters(told, adopted.day, asked=True))),
                *((heard[1],) if heard is not None else ()),
            ),
        ),
    )


def asking(told: Told, adopted: Act) -> str:
    """The organ that asks: the one that adopted the plan; for a meeting or a leading group, which send no requests, the one
    that founded the group.
    """
    if "会议" not in adopted.by and not adopted.by.endswith("领导小组"):
        return adopted.by
    founded = told.last(ActKind.GROUP_ESTABLISHED)
    return founded.by if founded is not None else told.organ
