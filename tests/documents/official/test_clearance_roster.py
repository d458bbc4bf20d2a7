"""The roster of those who are cleared: everybody temporary or self-hired, what is due, paid and signed for."""

from datetime import date
from decimal import Decimal

import msgspec

import build
from dinggang.documents.official.values import Document, Paragraph, Table
from dinggang.exits import ExitChoice, Ground
from dinggang.plan import ExitRoute, ExitRule
from dinggang.procedure import run
from dinggang.procedure.printing import Issue, issues
from dinggang.roster import Person, StaffKind

D = Decimal


def issue(**changes: object) -> Issue:
    folder = build.folder(build.bend(build.case(), **changes))
    (found,) = issues(folder, run(folder), frozenset({"clearance"}))
    assert not found.stopped
    return found


def roster(**changes: object) -> Document:
    (document,) = issue(**changes).documents
    return document


def tables(document: Document) -> list[Table]:
    return [b for b in document.blocks if isinstance(b, Table)]


def told(document: Document) -> str:
    return next(b.text for b in document.blocks if isinstance(b, Paragraph) and b.text.startswith("临时"))


def self_hired(**changes: object) -> Person:
    values = {"hired": date(2005, 1, 1), "monthly_wage": D(600), "work_start": date(2005, 1, 1)}
    return build.person(11, StaffKind.SELF_HIRED, **(values | changes))


def leaving(**changes: object) -> ExitChoice:
    values: dict[str, object] = {
        "person": "P11",
        "route": ExitRoute.CLEAR_OWN,
        "last_day": date(2006, 10, 20),
        "approved": date(2006, 10, 9),
    }
    return ExitChoice(**(values | changes))  # type: ignore[arg-type]  # a test bends any field


def with_own_rule():
    plan = build.plan()
    own = ExitRule(route=ExitRoute.CLEAR_OWN, months_per_year=D("1.5"), max_months=D(18), clause="第十一条")
    rules = msgspec.structs.replace(plan.rules, exits=(*plan.rules.exits, own))
    return msgspec.structs.replace(plan, rules=rules)


def test_each_kind_has_its_rows_and_what_they_come_to() -> None:
    document = roster(
        people=(*build.people(), self_hired()), exits=(*build.exits(), leaving()), plan=with_own_rule()
    )
    temporary, own = tables(document)
    assert [c.title for c in own.columns][-1] == "备注"
    # Two years to the day at 500 yuan, a month each.
    money = ("2", "2", "1,000.00", "1,000.00", "10月30日")
    assert temporary.rows[0] == ("1", "P10", "P10", "", "", "2004年10月31日", "10月30日", *money, "")
    # 2005-01-01 to 2006-10-20 are two years by the rule of then, 1.5 months each: 3 × 600.
    assert own.rows == (
        (
            *("1", "P11", "P11", "", "", "2005年1月1日", "10月20日"),
            *("2", "3", "1,800.00", "", "", "未结清"),
        ),
        ("小计", "", "1人", *[""] * 6, "1,800.00", "0.00", "", ""),
    )
    assert told(document).startswith("临时、自用人员共2人，清退2人，应付2,800元，实付1,000元，未结清1人。")


def test_whoever_has_no_decision_stands_in_it_as_open() -> None:
    document = roster(exits=build.exits()[:1])
    (temporary,) = tables(document)
    assert temporary.rows[0][6:] == ("", "", "", "", "", "", "没有清退记录")
    assert "清退0人，应付0元，实付0元，未结清1人（其中1人没有批准清退的记录）。" in told(document)


def test_a_column_for_remarks_stands_only_where_there_are_some() -> None:
    (temporary,) = tables(roster())
    assert temporary.columns[-1].title == "签字日期"
    assert temporary.rows[-1] == ("小计", "", "1人", *[""] * 6, "1,000.00", "1,000.00", "")


def test_the_ground_of_an_end_is_remarked_and_one_without_dues_counts_no_years() -> None:
    retired, cleared = build.exits()
    fault = msgspec.structs.replace(cleared, ground=Ground.FAULT, paid=None, signed=date(2006, 10, 30))
    (temporary,) = tables(roster(exits=(retired, fault)))
    row = temporary.rows[0]
    assert row[7:10] == ("", "", "0.00")
    assert row[-1].startswith("本人过错")


def test_without_temporary_or_self_hired_staff_there_is_none() -> None:
    found = issue(people=build.people()[:-1], exits=build.exits()[:1])
    assert found.documents == ()
    assert found.left_out is not None
    assert "花名册没有临时人员和自用人员" in found.left_out.zh
