"""From when on a regulation binds: a case of before must not be judged by it."""

from datetime import date

from dinggang.plan.values import Plan

IN_FORCE = {"BZ": date(2007, 5, 1)}
"""BZ: 地方各级人民政府机构设置和编制管理条例 (国务院令第486号), in force from 2007-05-01, no end known."""


def cites(plan: Plan, *articles: str) -> tuple[str, ...]:
    """Those of the articles (`BZ-06`) that are in force on the plan's cut-off day; before it the plan alone binds."""
    return tuple(a for a in articles if plan.cutoff >= IN_FORCE.get(a.split("-")[0], date.min))
