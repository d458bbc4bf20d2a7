"""The facts that exits need, through a folder and back: columns of roster and exits, keys of the plan."""

from datetime import date
from decimal import Decimal

import build
from dinggang.exits import ExitChoice, Ground, Protection
from dinggang.plan import ExitRoute, ExitRule, RuleSource
from dinggang.roster import Identity
from dinggang.sheets import read_folder, write_folder
from dinggang.sheets.tables import EXITS, ROSTER

D = Decimal
NEW = {"identity", "identity_since", "ground", "notified", "last_wage", "protected", "contributed"}


def test_new_facts_go_through_a_folder_and_back(tmp_path):
    case = build.case()
    one, *others = case.people
    people = (build.bend(one, identity=Identity.WORKER, identity_since=date(2001, 5, 1)), *others)
    first, second = build.exits()
    exits = (
        build.bend(first, contributed=372),
        build.bend(
            second,
            ground=Ground.CHANGED,
            notified=date(2006, 9, 20),
            last_wage=D("512.5"),
            protected=Protection.ITEM_3,
        ),
    )
    source = RuleSource(title="意见", number="南发〔2006〕20号", issued=date(2006, 9, 1), clause="第三条")
    terms = ExitRule(
        route=ExitRoute.RETIRE_INTERNAL,
        max_years_left=5,
        keeps_headcount=True,
        monthly_percent=D(90),
        source=source,
    )
    bare = ExitRule(
        route=ExitRoute.CLEAR_OWN,
        months_per_year=D(1),
        average_wage=D(2100),
        minimum_wage=D(500),
        source=RuleSource(title="意见"),
    )
    rules = build.bend(case.plan.rules, exits=(*case.plan.rules.exits, terms, bare))
    bent = build.bend(case, people=people, exits=exits, plan=build.bend(case.plan, rules=rules))
    names = {p.id: f"张{chr(0x4E00 + n)}" for n, p in enumerate(bent.people)}

    write_folder(tmp_path / "case", bent, names)

    assert read_folder(tmp_path / "case").case == bent


def test_a_sheet_may_leave_every_new_column_out(tmp_path):
    columns = [c for table in (ROSTER, EXITS) for c in table.columns if c.key in NEW]
    assert {c.key for c in columns} == NEW
    assert all(c.may_be_absent and not c.required for c in columns)


def test_a_code_of_protection_names_no_detail():
    assert [p.value for p in Protection] == ["42-1", "42-2", "42-3", "42-4", "42-6"]
    assert ExitChoice(person="P1", route=ExitRoute.CLEAR_OWN, last_day=date(2026, 1, 1)).protected is None
