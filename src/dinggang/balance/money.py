"""Money for services: not less than the base year, line by line and in total, and for the same purpose."""

from collections.abc import Sequence
from decimal import Decimal

from dinggang.balance.values import Law, Line, line
from dinggang.basis import Finding, Words
from dinggang.case import Case
from dinggang.plan import ExitRoute, Services
from dinggang.services import LineStatement, check_services, yearly


def money_law(
    services: Services, statements: Sequence[LineStatement], later: Sequence[LineStatement] = ()
) -> Law:
    """B12: agreed ≥ base per line and in total; purposes changed = 0; paid ≤ payable. Findings are the S-codes'.

    `later` holds the lines of later budget years, which the base year binds as well.
    """
    names = {s.id: s.name for s in services.lines}
    lines: list[Line] = [
        line(
            _label(names[s.line], s),
            s.agreed_amount,
            "≥",
            s.base_amount,
            "元",
        )
        for s in (*statements, *later)
    ]
    for those in (statements, *yearly(later)):
        if len(those) < len(names):
            continue
        year = None if those is statements else those[0].year
        lines.append(
            line(
                Words(
                    zh=f"合计：{'' if year is None else f'{year}年'}协议金额 与 基年总额",
                    en=f"total agreed{'' if year is None else f' for {year}'} vs base",
                ),
                sum((s.agreed_amount for s in those), Decimal(0)),
                "≥",
                services.base_total,
                "元",
            )
        )
    changed = sum(not s.purpose_kept for s in (*statements, *later))
    lines.append(line(Words(zh="用途改变的项目", en="lines whose purpose changed"), changed, "=", 0, "项"))
    overpaid = sum(s.paid > s.payable for s in (*statements, *later))
    lines.append(
        line(Words(zh="付款超过验收应付的项目", en="lines paid beyond acceptance"), overpaid, "=", 0, "项")
    )
    title = Words(zh="公益服务经费：不减少、用途不变", en="Service money: not less, purpose unchanged")
    return Law(code="B12", title=title, lines=tuple(lines))


def services_findings(case: Case) -> tuple[Finding, ...]:
    """What the purchases break, seen beside those whom the reform sends to the company."""
    diverted = [e.person for e in case.exits if e.route is ExitRoute.DIVERT_COMPANY]
    return check_services(case.plan, case.purchases, diverted)


def _label(name: str, statement: LineStatement) -> Words:
    year = statement.year
    return Words(
        zh=f"{name}：{'' if year is None else f'{year}年'}协议金额 与 基年",
        en=f"line {statement.line}: agreed {'' if year is None else f'for {year} '}vs base year",
    )
