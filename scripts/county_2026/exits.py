"""The ways out: clearance under the labour contract law, and what staff in headcount applied for."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import msgspec

from county_2026.days import CLEARED, FROZEN, NOTIFIED, NOTIFIED_LATE
from county_2026.dice import Dice
from county_2026.people import CLEARED as CLEARANCES
from county_2026.people import Member
from dinggang.exits import ExitChoice, Ground, Protection, decide_exits
from dinggang.exits.retirement import statutory_day
from dinggang.plan import ExitRoute, Plan

NOTES = {
    ExitRoute.RETIRE: "到龄退休",
    ExitRoute.RETIRE_SICK: "按鉴定结论批准",
    ExitRoute.RETIRE_INTERNAL: "单列管理，不占新核定编制",
    ExitRoute.YIELD: "让出岗位，继续占编",
    ExitRoute.DIVERT_COMPANY: "转入岚泽县惠农综合服务有限公司",
    ExitRoute.DIVERT_OTHER: "调县直单位",
}
PROTECTED = (Protection.ITEM_4, Protection.ITEM_2, Protection.ITEM_3)
"""Pregnancy and nursing, work injury, medical leave: named by their item alone."""


def county_exits(plan: Plan, members: tuple[Member, ...]) -> tuple[ExitChoice, ...]:
    dice = Dice("exits")
    people = {m.person.id: m.person for m in members}
    leaving = [m for m in members if isinstance(m.part, ExitRoute)]
    found = [_cleared(m, dice) if m.part in CLEARANCES else _left(m, dice) for m in leaving]
    # What is due is paid: the amount is worked out by the rules that the case is judged by.
    decided = decide_exits(plan, people, found)
    return tuple(
        msgspec.structs.replace(choice, paid=e.due_total) if choice.route in CLEARANCES else choice
        for choice, e in zip(found, decided, strict=True)
    )


def _cleared(member: Member, dice: Dice) -> ExitChoice:
    ground, more = _end(member, dice)
    signed = CLEARED - timedelta(days=dice.below(6))
    return ExitChoice(
        person=member.person.id,
        route=ExitRoute(str(member.part)),
        last_day=CLEARED,
        approved=FROZEN,
        ground=ground,
        signed=signed,
        paid=Decimal(0),
        **more,
    )


def _end(member: Member, dice: Dice) -> tuple[Ground, dict[str, Any]]:
    """The ground of the end. With whom the law protects an agreement was made, and with those long in the unit."""
    ground = member.seat.ground or Ground.AGREED
    if ground is Ground.CHANGED and dice.chance(4):
        return Ground.AGREED, {"protected": dice.pick(PROTECTED)}
    if ground in {Ground.CHANGED, Ground.EXPIRED} and _long_serving(member):
        return Ground.AGREED, {}
    if ground is not Ground.CHANGED:
        return ground, {}
    if dice.chance(7):
        wage = (member.person.monthly_wage or Decimal(0)) + 10 * dice.between(-9, 20)
        return ground, {"notified": NOTIFIED_LATE, "last_wage": wage}
    return ground, {"notified": NOTIFIED}


def _long_serving(member: Member) -> bool:
    """Fourteen years in the unit and under six to retirement: well within what art. 42 (5) protects."""
    person = member.person
    if person.hired is None:
        return False
    due = statutory_day(person, CLEARED)
    return CLEARED.year - person.hired.year >= 14 and due.year - CLEARED.year <= 6


def _left(member: Member, dice: Dice) -> ExitChoice:
    route = ExitRoute(str(member.part))
    more: dict[str, Any] = {"applied": date(2026, 5, dice.between(8, 15))}
    last_day = date(2026, 6, 30)
    if route is ExitRoute.RETIRE:
        due = statutory_day(member.person)
        last_day, more = date(due.year, due.month, monthrange(due.year, due.month)[1]), {}
    if route is ExitRoute.RETIRE_EARLY:
        last_day = date(2026, 8, 31)
        more["contributed"] = dice.between(200, 430)
    if route is ExitRoute.RETIRE_SICK:
        more["certificate"] = f"清屿劳鉴〔2026〕{dice.between(100, 999)}号完全丧失劳动能力鉴定"
    return ExitChoice(
        person=member.person.id,
        route=route,
        last_day=last_day,
        approved=date(2026, 5, dice.between(18, 28)),
        note=NOTES.get(route, "本人自愿"),
        **more,
    )


def diverted(members: tuple[Member, ...]) -> Iterator[str]:
    return (m.person.id for m in members if m.part is ExitRoute.DIVERT_COMPANY)
