"""What the ways out, as a plan opens them, must say: and nothing that no rule would follow."""

from collections.abc import Iterable

from dinggang.plan.breach import Breach, breach
from dinggang.plan.leaving import ExitRoute, ExitRule
from dinggang.plan.rules import Rules

LOCAL = frozenset({ExitRoute.RETIRE_INTERNAL, ExitRoute.YIELD})
"""Routes without national statute (NT-1): only the plan says who may, and whether they keep their place."""
CONDITIONS = {"min_age_men", "min_age_women", "min_service_years", "max_years_left"}
TERMS = {"months_per_year", "max_months", "average_wage", "minimum_wage"}
PAY = {"monthly_percent"}
PAID = LOCAL | {ExitRoute.DIVERT_COMPANY, ExitRoute.DIVERT_OTHER}
"""Routes whose people a plan may go on paying by the month."""


def exit_breaches(rules: Rules) -> Iterable[Breach]:
    seen: set[ExitRoute] = set()
    for i, rule in enumerate(rules.exits):
        if rule.route in seen:
            yield breach(
                f"rules.exits[{i}].route",
                (f"去向{rule.route.value}写了两次。", f"Route {rule.route.value} stands twice."),
                ("请合并为一条。", "Make it one."),
            )
        seen.add(rule.route)
        yield from _idle(i, rule)
        if rule.route in LOCAL:
            yield from _local(i, rule)


def _local(i: int, rule: ExitRule) -> Iterable[Breach]:
    if all(getattr(rule, name) is None for name in CONDITIONS):
        yield breach(
            f"rules.exits[{i}]",
            (
                f"{rule.route.value}没有国家统一规定，方案必须写明年龄或工龄条件。",
                f"{rule.route.value} has no national statute: the plan must state an age or years of service.",
            ),
            ("请填写min_age_men、min_age_women或min_service_years。", "State one of the conditions."),
        )
    if rule.keeps_headcount is None:
        yield breach(
            f"rules.exits[{i}]",
            (
                f"{rule.route.value}的人是否继续占编，没有国家统一规定，方案必须写明。",
                f"Whether {rule.route.value} keeps its place has no national rule: the plan must state it.",
            ),
            ("请填写keeps_headcount = true或false。", "State keeps_headcount."),
        )


def _idle(i: int, rule: ExitRule) -> Iterable[Breach]:
    """What a plan states and no rule would follow must not look as if it were followed."""
    clears = rule.route in {ExitRoute.CLEAR_TEMP, ExitRoute.CLEAR_OWN}
    usable = TERMS if clears else CONDITIONS if rule.route in LOCAL | {ExitRoute.RETIRE_EARLY} else set[str]()
    for name in sorted((CONDITIONS | TERMS | PAY) - usable - (PAY if rule.route in PAID else set())):
        if getattr(rule, name) is not None:
            yield breach(
                f"rules.exits[{i}].{name}",
                (
                    f"{name}不适用于去向{rule.route.value}，写了也不起作用。",
                    f"{name} has no effect on route {rule.route.value}.",
                ),
                ("请删去这一项。", "Take it out."),
            )
