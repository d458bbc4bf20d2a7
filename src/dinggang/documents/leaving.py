"""Retirement and severance of many people as tables, each line with its articles."""

from collections.abc import Sequence
from decimal import Decimal

from dinggang.documents.words import INTERNAL, money
from dinggang.exits import Due, Options
from dinggang.exits.ages import GROUP_WORDS, Month, shown_month
from dinggang.plan.law import article, short
from dinggang.sheets import Sheet


def retirement_sheets(found: Sequence[tuple[str, str, Options]]) -> list[Sheet]:
    """退休时间, and its working-out option by option."""
    first = Sheet(
        title="退休时间",
        columns=(
            *("编号", "姓名", "对象", "出生年月", "原法定年月", "延迟月数", "法定退休年龄", "法定退休年月"),
            *("弹性最早", "弹性最晚", "最早当年最低缴费月数", "公务员提前退休最早", "依据"),
        ),
        rows=tuple(
            (
                id_,
                name,
                GROUP_WORDS[o.age.group].zh,
                shown_month(o.age.birth),
                shown_month(o.age.original),
                o.age.delay,
                o.age.age_words.zh,
                shown_month(o.age.month),
                _month(o.window.earliest if o.window else None),
                _month(o.window.latest if o.window else None),
                o.window.least_at_earliest if o.window else None,
                o.early,
                "、".join(short(article(id_)) for id_ in o.age.cites),
            )
            for id_, name, o in found
        ),
        notes=(INTERNAL, "弹性提前、延迟须本人自愿，不得强制；公务员和领导、管理人员不能延迟。"),
    )
    second = Sheet(
        title="测算过程",
        columns=("编号", "姓名", "办法", "时间", "过程", "依据"),
        rows=tuple(
            (
                id_,
                name,
                one.name.zh,
                one.when.zh,
                "；".join(w.zh for w in one.explained),
                "、".join(short(article(c)) for c in one.cites),
            )
            for id_, name, o in found
            for one in o.options
        ),
        notes=(INTERNAL,),
    )
    return [first, second]


def _month(month: Month | None) -> str | None:
    return None if month is None else shown_month(month)


def severance_sheets(found: Sequence[tuple[str, str, Sequence[Due], str]]) -> list[Sheet]:
    """经济补偿 with a total, and every line of the working-out. The last of each is what could not be worked out."""
    totals = [sum((d.amount for d in dues), Decimal(0)) for _, _, dues, _ in found]
    first = Sheet(
        title="经济补偿",
        columns=("编号", "姓名", "应付合计", "未能核算的"),
        rows=(
            *(
                (id_, name, money(total), lacks)
                for (id_, name, _, lacks), total in zip(found, totals, strict=True)
            ),
            ("合计", f"{len(found)}人", money(sum(totals, Decimal(0))), ""),
        ),
        notes=(INTERNAL, "金额单位为元，每项四舍五入到分。"),
    )
    second = Sheet(
        title="测算过程",
        columns=("编号", "姓名", "项目", "算式", "金额", "依据"),
        rows=tuple(
            (id_, name, d.label.zh, d.formula, money(d.amount), d.clause)
            for id_, name, dues, _ in found
            for d in dues
        ),
        notes=(INTERNAL,),
    )
    return [first, second]
