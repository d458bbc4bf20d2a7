"""The ways out: chosen after the rally, approved before applications closed; clearance in October."""

from datetime import date, timedelta
from decimal import Decimal

from dinggang.exits import ExitChoice, severance
from dinggang.plan import ExitRoute, Plan
from town_2006.dice import Dice
from town_2006.people import Member

CLEARED = frozenset({ExitRoute.CLEAR_TEMP, ExitRoute.CLEAR_OWN})
NOTES = {
    ExitRoute.RETIRE: "本月到龄",
    ExitRoute.RETIRE_EARLY: "本人自愿，区人事局批准",
    ExitRoute.RETIRE_SICK: "区人事局批准",
    ExitRoute.RETIRE_INTERNAL: "单列管理，不占新核定编制",
    ExitRoute.YIELD: "改任非领导职务，继续占编",
    ExitRoute.DIVERT_COMPANY: "转入望禾镇农工商综合服务公司",
    ExitRoute.DIVERT_OTHER: "调区劳动保障局",
}


def town_exits(plan: Plan, members: tuple[Member, ...]) -> tuple[ExitChoice, ...]:
    dice = Dice("exits")
    leaving = [(m, m.part) for m in members if isinstance(m.part, ExitRoute)]
    return tuple(
        _cleared(plan, m, route, dice) if route in CLEARED else _left(m, route, dice) for m, route in leaving
    )


def _left(member: Member, route: ExitRoute, dice: Dice) -> ExitChoice:
    applied = date(2006, 11, dice.between(3, 8))
    certificate = (
        f"南丘劳鉴〔2006〕{dice.between(20, 60)}号完全丧失工作能力鉴定"
        if route is ExitRoute.RETIRE_SICK
        else ""
    )
    return ExitChoice(
        person=member.person.id,
        route=route,
        last_day=date(2006, 11, 30),
        applied=None if route is ExitRoute.RETIRE else applied,
        approved=date(2006, 11, 9),
        certificate=certificate,
        note=NOTES[route],
    )


def _cleared(plan: Plan, member: Member, route: ExitRoute, dice: Dice) -> ExitChoice:
    rule = next(r for r in plan.rules.exits if r.route is route)
    last_day = date(2006, 10, dice.pick((20, 25, 28, 30)))
    dues = severance(rule, member.person, last_day)
    return ExitChoice(
        person=member.person.id,
        route=route,
        last_day=last_day,
        approved=date(2006, 10, 12),
        paid=sum((d.amount for d in dues), Decimal(0)),
        signed=max(last_day - timedelta(days=dice.below(3)), date(2006, 10, 18)),
    )
