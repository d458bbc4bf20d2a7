"""Bodies and headcount on paper: what the township asks for, and the register of what was issued to it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from dinggang.case import Act, ActKind, effects
from dinggang.documents.official.preparing import asking
from dinggang.documents.official.saying import (
    Made,
    columns,
    counted,
    lacking,
    ledger_head,
    measured,
    not_taken,
)
from dinggang.documents.official.values import (
    Column,
    Document,
    Fields,
    Heading,
    Layout,
    Signing,
    Table,
)
from dinggang.documents.told import Told, listed
from dinggang.documents.words import KINDS, Names, chinese_date
from dinggang.plan import Body, BodyKind, Headcount, HeadcountKind, ReserveMode

BODY_KINDS = {BodyKind.OFFICE: "办公室", BodyKind.CENTRE: "中心", BodyKind.STATION: "站所"}
_NAMED = 6
"""So many bodies of a document are named; how many there are is told beside them."""
_ROOM = "\n\n　　　　　　　　　　　　　　　　　　　　（盖章）　　　年　　月　　日"


def filing_form(told: Told, names: Names) -> Made:  # noqa: ARG001 - every document is asked in the same way
    """机构设置和人员编制申报表: what is asked for, beside what there was. Nothing of what was issued later stands in it."""
    act = told.last(ActKind.PLAN_ADOPTED)
    if act is None:
        return not_taken("通过方案", "plan adopted")
    plan = told.case.plan
    if all(q.proposed is None for q in plan.headcount.values()):
        return lacking(
            "方案没有写申报的编制数（plan.toml [headcount]的proposed）。",
            "The plan states no headcount asked for (proposed under headcount).",
        )
    had, staff = plan.before.bodies, plan.before.staff
    facts = (
        ("填报单位", asking(told, act)),
        ("填报日期", chinese_date(act.day)),
        ("现有机构", "" if had is None else f"{had}个"),
        ("申报机构", f"{len(plan.bodies)}个"),
        ("在编人员", "" if staff is None else f"{staff}人"),
        ("方案通过", f"{act.by}{f'（{act.number}）' if act.number else ''}"),
    )
    opinions = ("填报单位意见", "编制部门审核意见", "审批机关意见")
    return (
        Document(
            kind="filing",
            title=f"{told.organ}机构设置和人员编制申报表",
            day=act.day,
            layout=Layout.WIDE,
            blocks=(
                Fields(pairs=facts),
                Heading(level=1, text="一、人员编制"),
                _asked_for(plan.headcount),
                Heading(level=1, text="二、机构设置"),
                _bodies_asked_for(plan.bodies, plan.headcount),
                Heading(level=1, text="三、审批意见"),
                Fields(pairs=tuple((o, _ROOM) for o in opinions), across=1),
                Signing(labels=("填表人", "审核人", "填报单位负责人")),
            ),
        ),
    )


def _as_asked(quota: Headcount | None) -> bool:
    """Whether exactly what was asked for was issued. Else leaders' posts and allotments of the plan are the issued ones."""
    return quota is not None and quota.proposed == quota.approved


def _asked_for(quotas: dict[HeadcountKind, Headcount]) -> Table:
    figures = [
        (q.before, q.proposed, _less(q.proposed, q.before), q.leader_posts if _as_asked(q) else None)
        for q in quotas.values()
    ]
    rows = [
        (KINDS[k], counted(had), counted(asked), signed(change), "", counted(leaders), "")
        for k, (had, asked, change, leaders) in zip(quotas, figures, strict=True)
    ]
    had, asked, change, leaders = (_sum(those) for those in zip(*figures, strict=True))
    whole = ("合计", counted(had), counted(asked), signed(change), "", counted(leaders), "")
    heads = ("编制类别", "现有编制", "申报编制", "增减", "现有领导职数", "申报领导职数")
    return Table(
        columns=(*columns(*heads, centred=" ".join(heads)), Column(title="申报理由", width=80)),
        rows=(*rows, whole),
        empty="方案没有列出编制。",
        total=True,
        tall=True,
        notes=("空白的栏目案卷没有数字，由填报单位填写。",),
    )


def _bodies_asked_for(bodies: Sequence[Body], quotas: dict[HeadcountKind, Headcount]) -> Table:
    wide = {"序号": 12, "机构名称": 46, "加挂牌子": 50, "类别": 18, "编制类别": 14}
    blank = {"现有编制": 14, "申报编制": 14, "现有职数": 14, "申报职数": 14, "申报理由": 0}
    rows = tuple(
        (
            str(n),
            b.name,
            "、".join(p.name for p in b.plates),
            BODY_KINDS[b.kind],
            KINDS[b.headcount_kind],
            "",
            counted(b.headcount) if _as_asked(quotas.get(b.headcount_kind)) else "",
            *("", "", ""),
        )
        for n, b in enumerate(bodies, start=1)
    )
    return Table(
        columns=measured(wide | blank, centred="序号 类别 编制类别 现有编制 申报编制 现有职数 申报职数"),
        rows=rows,
        empty="方案没有列出机构。",
        tall=True,
        notes=("加挂的牌子不增加编制和领导职数。职数是本机构的领导职数。",),
    )


def _sum(those: Sequence[int | None]) -> int | None:
    """The sum, None unless everything in it is known."""
    return None if None in those else sum(n for n in those if n is not None)


def _less(left: int | None, right: int | None) -> int | None:
    return None if left is None or right is None else left - right


def signed(change: int | None) -> str:
    """A change with its sign; nothing for none that is known."""
    return "" if change is None else f"{change:+d}" if change else "0"


class _Item(NamedTuple):
    """One thing that a document issued."""

    number: str
    day: date | None
    organ: str
    what: str
    kind: str
    places: int | None
    remark: str = ""


def issued_register(told: Told, names: Names) -> Made:  # noqa: ARG001 - every document is asked in the same way
    """编制下达文件登记表: by which documents bodies, headcount and leaders' posts were issued and changed, and what is used."""
    act = told.last(ActKind.PLAN_APPROVED)
    if act is None:
        return not_taken("批准方案", "plan approved")
    items = list(_items(told, act))
    made = told.last(ActKind.APPOINTMENTS_MADE) if told.outcomes else None
    days = [i.day for i in items if i.day is not None] + ([made.day] if made is not None else [])
    rows = tuple(
        (
            str(n),
            i.number,
            "" if i.day is None else chinese_date(i.day),
            i.organ,
            i.what,
            i.kind,
            counted(i.places),
            i.remark,
        )
        for n, i in enumerate(items, start=1)
    )
    heads = {"序号": 12, "文号": 46, "下达日期": 41, "下达机关": 40, "下达事项": 0, "编制类别": 14}
    return (
        Document(
            kind="issued",
            title=f"{told.organ}编制下达文件登记表",
            day=max(days, default=act.day),
            layout=Layout.WIDE,
            blocks=(
                ledger_head(told, "名、个"),
                Table(
                    caption="下达和变动",
                    columns=measured(heads | {"数量": 13, "备注": 23}, centred="序号 下达日期 编制类别 数量"),
                    rows=rows,
                    empty="没有下达编制的文件。",
                ),
                _compared(told),
            ),
        ),
    )


def _items(told: Told, act: Act) -> Iterator[_Item]:
    """Everything issued, in the order of the documents' days; those without a known day after the approval."""
    found = [*_replaced(told), *_of_quotas(told, act), *_of_bodies(told, act), *_released(told)]
    yield from sorted(found, key=lambda i: i.day or act.day)


def _dated(told: Told, number: str, act: Act) -> tuple[str, date | None, str]:
    """The document of a number with its day and organ as acts and the plan's basis have them. What is no number of a
    document, a clause for one, is of the approval itself.
    """
    for known in (act, *reversed(told.acts)):
        if number and number == known.number:
            return number, known.day, known.by
    for resting in told.case.plan.basis:
        if number and number == resting.number:
            return number, resting.issued, ""
    return (number, None, "") if number.endswith("号") else (act.number, act.day, act.by)


def _of_quotas(told: Told, act: Act) -> Iterator[_Item]:
    corrects = _corrected(told, act)
    reserve = "其中预留编制" if told.case.plan.reserve_mode is ReserveMode.INSIDE else "另有预留编制"
    for kind, quota in told.case.plan.headcount.items():
        at = _dated(told, quota.clause, act)
        remark = corrects if at == (act.number, act.day, act.by) else ""
        yield _Item(*at, "核定编制", KINDS[kind], quota.approved, remark)
        if quota.reserve:
            yield _Item(*at, reserve, KINDS[kind], quota.reserve, remark)
        if quota.leader_posts:
            yield _Item(*at, "领导职数", KINDS[kind], quota.leader_posts, remark)


def _of_bodies(told: Told, act: Act) -> Iterator[_Item]:
    grouped: dict[tuple[str, HeadcountKind], list[Body]] = {}
    for body in told.case.plan.bodies:
        if body.approval:
            grouped.setdefault((body.approval, body.headcount_kind), []).append(body)
    for (number, kind), those in grouped.items():
        called = listed([b.name for b in those], _NAMED)
        yield _Item(*_dated(told, number, act), f"设置机构：{called}", KINDS[kind], len(those))
    without = [b.name for b in told.case.plan.bodies if not b.approval]
    if without:
        yield _Item(
            "", None, "", f"设置机构：{listed(without, _NAMED)}", "", len(without), "方案没有写批准文号"
        )


def _released(told: Told) -> Iterator[_Item]:
    for act in told.of(ActKind.RESERVE_RELEASED):
        kind = "" if act.headcount_kind is None else KINDS[act.headcount_kind]
        yield _Item(act.number, act.day, act.by, "动用预留编制", kind, act.count, _corrected(told, act))


def _corrected(told: Told, act: Act) -> str:
    was = next((a for a in told.every_act if a.id == act.corrects), None)
    return "" if was is None else f"更正{was.number or chinese_date(was.day)}"


def _replaced(told: Told) -> Iterator[_Item]:
    """Documents that later ones took the place of: on record, and counting for nothing."""
    standing = {a.id for a in told.acts}
    for act in told.every_act:
        later = next((a for a in told.every_act if a.corrects == act.id and a.kind is act.kind), None)
        if act.id in standing or later is None:
            continue
        remark = f"已由{later.number or chinese_date(later.day)}更正，不作数"
        if act.kind is ActKind.PLAN_APPROVED:
            yield _Item(act.number, act.day, act.by, "批复方案", "", None, remark)
        elif act.kind is ActKind.RESERVE_RELEASED:
            kind = "" if act.headcount_kind is None else KINDS[act.headcount_kind]
            yield _Item(act.number, act.day, act.by, "动用预留编制", kind, act.count, remark)


def _compared(told: Told) -> Table:
    """申报、下达和使用, per kind: kinds are never netted, so what is left has no sum."""
    plan = told.case.plan
    released = effects(told.acts).released
    used = Counter(o.occupies for o in told.outcomes if o.occupies is not None)
    rows = []
    for kind, quota in plan.headcount.items():
        may = quota.fillable(plan.reserve_mode, released.get(kind, 0))
        now = used[kind] if told.outcomes else None
        rows.append(
            (
                KINDS[kind],
                counted(quota.before),
                counted(quota.proposed),
                str(quota.approved),
                signed(_less(quota.approved, quota.proposed)),
                str(quota.reserve),
                str(min(released.get(kind, 0), quota.reserve)),
                str(may),
                counted(now),
                counted(_less(may, now)),
            )
        )
    heads = (
        *("编制类别", "改革前", "申报", "下达", "下达比申报", "预留", "已动用预留"),
        *("可用", "现已使用", "尚余"),
    )
    inside = plan.reserve_mode is ReserveMode.INSIDE
    held = "预留含在下达数之内" if inside else "预留在下达数之外"
    counts = "可用＝下达－预留＋已动用预留" if inside else "可用＝下达＋已动用预留"
    used_by = "现已使用按去向台账所占编制计" if told.outcomes else "还没有去向，现已使用不填"
    return Table(
        caption="申报、下达和使用",
        columns=columns(*heads, centred=" ".join(heads)),
        rows=tuple(rows),
        empty="方案没有列出编制。",
        notes=(f"{held}，{counts}；{used_by}。行政、事业编制分别使用，不得相抵，不列合计。",),
    )
