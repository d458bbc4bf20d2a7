"""The roster of those who are cleared: all temporary and self-hired staff, with what is due, paid and signed for."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from dinggang.basis import shown
from dinggang.case import ActKind
from dinggang.documents.official.money import yuan, yuan_said
from dinggang.documents.official.saying import Made, columns, dated, lacking, ledger_head, measured, not_taken
from dinggang.documents.official.values import Block, Column, Document, Layout, Paragraph, Table
from dinggang.documents.told import Told
from dinggang.documents.words import STAFF, Names, chinese_date, name
from dinggang.exits import (
    GROUND_WORDS,
    Exit,
    ExitChoice,
    clearance_open,
    employment_of,
    severance_count,
    terms_of,
)
from dinggang.plan import ExitRule
from dinggang.roster import Person, StaffKind

_CLEARED = (StaffKind.TEMPORARY, StaffKind.SELF_HIRED)
_WIDTHS = {"原单位": 27, "原岗位": 20, "来本单位": 30, "离岗日期": 21, "签字日期": 21, "备注": 0}
_NARROW = {"原单位": 20, "原岗位": 17, "来本单位": 27, "离岗日期": 17, "签字日期": 17, "备注": 19}
"""Millimetres when there are remarks, which take room from those that can do with less."""


def _columns(*, remarked: bool) -> tuple[Column, ...]:
    """A column in which nothing would stand takes room from those that are read: without remarks there is none for them."""
    width = _NARROW if remarked else _WIDTHS

    def of(*titles: str, centred: str = "") -> tuple[Column, ...]:
        return measured({t: width[t] for t in titles}, centred=centred)

    return (
        *columns("序号", "编号", "姓名", centred="序号 编号 姓名"),
        *of("原单位", "原岗位"),
        *of("来本单位", "离岗日期", centred="来本单位 离岗日期"),
        *measured({"计算年数": 11, "补偿月数": 11}, centred="计算年数 补偿月数"),
        *columns("应付（元）", "实付（元）", right="应付（元） 实付（元）"),
        *of("签字日期", centred="签字日期"),
        *(of("备注") if remarked else ()),
    )


class _Row(NamedTuple):
    """Somebody to be cleared, with the decision, the choice it was about, and the plan's rule for the route."""

    person: Person
    found: Exit | None
    choice: ExitChoice | None
    rule: ExitRule | None

    @property
    def granted(self) -> Exit | None:
        return self.found if self.found is not None and self.found.granted else None


def clearance_roster(told: Told, names: Names) -> Made:
    """清退人员花名册: kind by kind with subtotals; whoever has no decision yet stands in it, too."""
    act = told.last(ActKind.CLEARANCE_CLOSED)
    if act is None:
        return not_taken("清退完结", "clearance closed")
    rows = _rows(told)
    if not rows:
        return lacking(
            "花名册没有临时人员和自用人员。", "The roster holds neither temporary nor self-hired staff."
        )
    remarked = any(_remark(r) for r in rows)
    tables: list[Block] = [
        _table(told, STAFF[kind], those, names, remarked=remarked)
        for kind in _CLEARED
        if (those := [r for r in rows if r.person.kind is kind])
    ]
    return (
        Document(
            kind="clearance",
            title=f"{told.organ}清退人员花名册",
            day=act.day,
            layout=Layout.WIDE,
            blocks=(
                ledger_head(told, "元"),
                Paragraph(text=f"{_whole(told, rows)}日期不写年份的为{told.year}年。"),
                *tables,
            ),
        ),
    )


def _rows(told: Told) -> list[_Row]:
    found = {e.person: e for e in told.clearances}
    rules = {r.route: r for r in told.case.plan.rules.exits}
    rows = []
    for person in told.case.people:
        if person.kind not in _CLEARED:
            continue
        one = found.get(person.id)
        choice = next(
            (
                c
                for c in told.case.exits
                if one is not None and (c.person, c.route) == (one.person, one.route)
            ),
            None,
        )
        rows.append(_Row(person, one, choice, rules.get(one.route) if one is not None else None))
    return rows


def _sums(rows: Sequence[_Row]) -> tuple[Decimal, Decimal]:
    """What is due to all of them, and what was paid."""
    granted = [r.granted for r in rows if r.granted is not None]
    none = Decimal(0)
    return sum((e.due_total for e in granted), none), sum((e.paid or none for e in granted), none)


def _table(told: Told, kind: str, rows: Sequence[_Row], names: Names, *, remarked: bool) -> Table:
    due, paid = _sums(rows)
    lines = [_row(told, n, r, names) for n, r in enumerate(rows, start=1)]
    lines.append(("小计", "", f"{len(rows)}人", *[""] * 6, yuan(due), yuan(paid), "", ""))
    if not remarked:
        lines = [line[:-1] for line in lines]
    return Table(
        caption=f"{kind}人员",
        columns=_columns(remarked=remarked),
        rows=tuple(lines),
        empty=f"没有{kind}人员。",
        total=True,
    )


def _row(told: Told, number: int, one: _Row, names: Names) -> tuple[str, ...]:
    person, granted, choice = one.person, one.granted, one.choice
    years, months = _counted(one)
    return (
        str(number),
        person.id,
        name(names, person.id),
        person.former_body,
        person.former_post,
        "" if person.hired is None else chinese_date(person.hired),
        "" if one.found is None else told.short(one.found.last_day),
        years,
        months,
        "" if granted is None else yuan(granted.due_total),
        "" if granted is None else yuan(granted.paid),
        "" if choice is None or choice.signed is None else told.short(choice.signed),
        _remark(one),
    )


def _counted(one: _Row) -> tuple[str, str]:
    """The years and months that the settlement sheet works with; nothing where nothing is due by years."""
    terms = None if one.rule is None else terms_of(one.rule)
    of = None if one.choice is None else employment_of(one.person, one.choice)
    if one.granted is None or not one.granted.dues or terms is None or of is None:
        return "", ""
    years, months = severance_count(of, terms)
    return shown(years), shown(months)


def _remark(one: _Row) -> str:
    if one.found is None:
        return "没有清退记录"
    if one.granted is None:
        return dated(f"不批准：{'；'.join(r.zh.rstrip('。；') for r in one.found.reasons)}")
    said = [] if one.choice is None or one.choice.ground is None else [GROUND_WORDS[one.choice.ground].zh]
    # The first lines are severance; what else is due has a name of its own.
    said += [f"含{d.label.zh}{yuan(d.amount)}" for d in one.granted.dues if d.label.zh != "经济补偿"]
    said += [] if one.granted.settled else ["未结清"]
    return "；".join(said)


def _whole(told: Told, rows: Sequence[_Row]) -> str:
    granted = [r for r in rows if r.granted is not None]
    due, paid = _sums(rows)
    left = len(clearance_open(told.people, told.clearances))
    others = len(rows) - len(granted)
    return (
        f"临时、自用人员共{len(rows)}人，清退{len(granted)}人，应付{yuan_said(due)}，实付{yuan_said(paid)}，未结清{left}人"
        + (f"（其中{others}人没有批准清退的记录）" if others else "")
        + "。"
    )
