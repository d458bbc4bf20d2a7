"""The sheet as a whole: which laws stand on it, in what order, and what the final one keeps of the planned."""

from decimal import Decimal

import build
from build import INST, bend
from dinggang.balance import Line, Outcome, OutcomeKind, final_sheet, gathered_sheet, planned_sheet
from dinggang.balance.money import money_law
from dinggang.basis import Words
from dinggang.case import NO_EFFECTS
from dinggang.selection import Choices
from dinggang.services import later_statements, statements

PLANNED = ["B01", "B03", "B04", "B05", "B06", "B07", "B08", "B11"]


def ledger() -> list[Outcome]:
    """Everybody of the small case where they end."""
    held = {"P03": "O02", "P04": "O02", "P05": "O03", "P06": "O04", "P07": "O04", "P08": "O05"}
    people = {p.id: p for p in build.people()}
    return [
        *(Outcome(person=p, kind=OutcomeKind.APPOINT, occupies=build.ADMIN) for p in ("P01", "P02")),
        *(
            Outcome(person=p, kind=OutcomeKind.COMPETE, post=o, occupies=people[p].kind.headcount)
            for p, o in held.items()
        ),
        Outcome(person="P09", kind=OutcomeKind.RETIRE),
        Outcome(person="P10", kind=OutcomeKind.CLEAR_TEMP),
    ]


def test_each_law_stands_once_in_the_order_of_the_codes():
    case = build.case()
    assert [law.code for law in planned_sheet(case, NO_EFFECTS).laws] != sorted(PLANNED, reverse=True)
    assert [law.code for law in gathered_sheet(case, NO_EFFECTS, None, purchased=False).laws] == PLANNED
    assert [law.code for law in gathered_sheet(case, NO_EFFECTS, (), purchased=False).laws] == [
        *PLANNED[:7],
        "B10",
        "B11",
    ]
    final = final_sheet(case, NO_EFFECTS, ledger(), (), purchased=True)
    assert [law.code for law in final.laws] == [*PLANNED[:7], "B10", "B11", "B12"]
    assert final.holds
    assert final.findings == ()


def test_a_plan_without_services_has_no_law_of_money():
    case = build.case()
    bare = bend(case, plan=bend(case.plan, services=None))
    assert "B12" not in {law.code for law in final_sheet(bare, NO_EFFECTS, ledger(), (), purchased=True).laws}


def test_clearance_left_open_is_on_the_gathered_sheet():
    sheet = gathered_sheet(build.case(), NO_EFFECTS, ("P10",), purchased=True)
    assert [law.code for law in sheet.laws if not law.holds] == ["B10"]
    assert [(f.code, f.rows) for f in sheet.findings] == [("B10", ("people:P10",))]


def test_the_result_comes_before_the_plan_under_one_heading():
    final = final_sheet(build.case(), NO_EFFECTS, ledger(), (), purchased=True)
    law = next(law for law in final.laws if law.code == "B07")
    assert [(x.label.zh, int(x.left), x.relation, int(x.right), x.unit) for x in law.lines] == [
        ("党政办公室：任职", 3, "≤", 3, "人"),
        ("便民服务中心：任职", 3, "≤", 3, "人"),
        ("超额录取的岗位", 0, "=", 0, "个"),
        ("党政办公室：岗位", 3, "≤", 3, "个"),
        ("便民服务中心：岗位", 3, "≤", 3, "个"),
    ]


def test_what_the_folder_breaks_stays_broken_on_the_final_sheet():
    """The ledger itself is sound: P09 stands in it once, and no post too many was filled."""
    case = build.case()
    both = bend(
        case,
        choices=(*case.choices, Choices(person="P09", posts=("O04",))),
        posts=(*case.posts, build.post(6, INST)),
    )
    sheet = final_sheet(both, NO_EFFECTS, ledger(), (), purchased=True)
    assert {law.code for law in sheet.laws if not law.holds} == {"B01", "B03", "B07"}
    assert [f.code for f in sheet.findings] == ["B01", "X1", "X3", "B07"]


def test_a_person_sent_two_ways_is_named_once_with_the_rows_that_do_so():
    case = build.case()
    other = bend(case.exits[0], route=build.ExitRoute.DIVERT_OTHER)
    twice = bend(case, exits=(*case.exits, other))
    doubled = [*ledger(), Outcome(person="P09", kind=OutcomeKind.DIVERT_OTHER)]
    sheet = final_sheet(twice, NO_EFFECTS, doubled, (), purchased=True)
    assert [(f.code, f.rows) for f in sheet.findings] == [
        ("B01", ("exits:P09/retire", "exits:P09/divert_other"))
    ]


def test_money_line_by_line():
    case = build.case()
    services = case.plan.services
    (first,) = case.purchases.agreements
    later = bend(first, id="C02", year=2008, quantity=Decimal(400), amount=Decimal(800))
    bought = bend(case.purchases, agreements=(first, later))
    law = money_law(services, statements(services, bought), later_statements(services, bought))
    assert law.lines[:3] == (
        Line(
            label=Words(zh="农技推广：2007年协议金额 与 基年", en="line S01: agreed for 2007 vs base year"),
            left=Decimal(1000),
            relation="≥",
            right=Decimal(1000),
            unit="元",
            holds=True,
        ),
        Line(
            label=Words(zh="农技推广：2008年协议金额 与 基年", en="line S01: agreed for 2008 vs base year"),
            left=Decimal(800),
            relation="≥",
            right=Decimal(1000),
            unit="元",
            holds=False,
        ),
        Line(
            label=Words(zh="合计：协议金额 与 基年总额", en="total agreed vs base"),
            left=Decimal(1000),
            relation="≥",
            right=Decimal(1000),
            unit="元",
            holds=True,
        ),
    )
    empty = money_law(services, statements(services, bend(bought, agreements=())))
    assert empty.lines[0].label == Words(zh="农技推广：协议金额 与 基年", en="line S01: agreed vs base year")
    assert not empty.holds
