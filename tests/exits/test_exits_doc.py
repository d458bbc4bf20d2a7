"""The page on exits: its three amounts are what the rules give, its commands what the program prints."""

import re
import shlex
from datetime import date
from decimal import Decimal
from pathlib import Path

import build
from dinggang.cli.main import parser
from dinggang.exits import Employment, ExitChoice, Ground, Protection, Terms, settle
from dinggang.exits.monthly import monthly_pay
from dinggang.plan import ExitRoute, ExitRule
from dinggang.roster import StaffKind

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "exits.md").read_text(encoding="utf-8")
D = Decimal


def test_the_three_amounts():
    both_sides = Employment(
        start=date(2004, 7, 1),
        last_day=date(2026, 10, 30),
        wage=D(30000),
        ground=Ground.CHANGED,
        notified=date(2026, 10, 10),
        last_wage=D(31000),
    )
    lines = [d.amount for d in settle(both_sides, Terms(average_wage=D(7000)))]
    part = Employment(start=date(2019, 3, 1), last_day=date(2026, 10, 30), wage=D(3000), ground=Ground.AGREED)
    rule = ExitRule(route=ExitRoute.RETIRE_INTERNAL, max_years_left=5, monthly_percent=D(90))
    man = build.person(6, StaffKind.INSTITUTION, birth=date(1950, 4, 18), monthly_wage=D("1345.55"))
    left = ExitChoice(person="P06", route=ExitRoute.RETIRE_INTERNAL, last_day=date(2006, 11, 30))

    assert lines == [D(120_000), D(252_000), D(31_000)]
    found = [sum(lines), settle(part, Terms())[0].amount, monthly_pay(rule, man, left).total]
    assert [f"{amount:,.2f}" for amount in found] == re.findall(r"\*\*([\d,]+\.\d\d)\*\*", PAGE)


def test_the_commands_are_understood():
    commands = re.findall(r"^dinggang (.+)$", PAGE, re.MULTILINE)
    assert len(commands) == 4
    for line in commands:
        assert parser(["retire", "severance"]).parse_args(shlex.split(line)).call


def test_every_route_ground_and_code_is_there():
    assert [r.value for r in ExitRoute if f"`{r.value}`" not in PAGE] == []
    assert len(Protection) == 5
