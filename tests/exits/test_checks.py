"""E01–E06: each raised by one case and not by its neighbour, with the rows of the exits concerned."""

from datetime import date
from decimal import Decimal

import pytest

import build
from dinggang.basis import Finding, Level, Words
from dinggang.exits import ExitChoice, Ground, check_exits, decide_exits
from dinggang.plan import ExitRoute, ExitRule, Plan
from dinggang.roster import Person, StaffKind

D = Decimal


def found(
    choices: tuple[ExitChoice, ...], people: tuple[Person, ...] = (), plan: Plan | None = None
) -> tuple[Finding, ...]:
    plan = plan or build.plan()
    known = {p.id: p for p in (*build.people(), *people)}
    return check_exits(plan, known, choices, decide_exits(plan, known, choices))


def codes(*choices: ExitChoice, **more: object) -> list[tuple[str, Level, tuple[str, ...]]]:
    return [(f.code, f.level, f.rows) for f in found(choices, **more)]


def retiring(**changes: object) -> ExitChoice:
    return build.bend(build.exits()[0], **changes)


def leaving(**changes: object) -> ExitChoice:
    return build.bend(build.exits()[1], **changes)


def terms(**changes: object) -> Plan:
    """The plan with other terms for temporary staff."""
    plan = build.plan()
    rule = ExitRule(**{"route": ExitRoute.CLEAR_TEMP, **changes})
    return build.bend(plan, rules=build.bend(plan.rules, exits=(plan.rules.exits[0], rule)))


def test_sound_exits_have_no_finding():
    assert found(build.exits()) == ()


def test_e01_a_refused_exit_names_all_reasons():
    # P09 was born on 1946-03-09.
    (one,) = found((retiring(last_day=date(2006, 3, 8), approved=None),))
    assert one == Finding(
        code="E01",
        level=Level.STOPS,
        words=Words(
            zh="P09不能走“正常退休”：到2006-03-08未到法定退休年龄（2006年3月到龄）。",
            en="P09 cannot take retire: not yet of statutory age on 2006-03-08 (2006-03).",
        ),
        cure=Words(
            zh="请补齐材料，或改走别的去向，或参加竞岗。",
            en="Complete the papers, choose another route, or compete.",
        ),
        rows=("exits:P09/retire", "people:P09"),
    )
    assert codes(retiring(last_day=date(2006, 3, 9), approved=None)) == []


def test_e02_two_exits_of_one_person_are_both_named():
    other = retiring(route=ExitRoute.DIVERT_OTHER)
    one = next(f for f in found((retiring(), other)) if f.code == "E02")
    assert (one.level, one.rows) == (Level.STOPS, ("exits:P09/retire", "exits:P09/divert_other"))
    assert one.words.zh == "P09填了2条去向。"


@pytest.mark.parametrize(
    ("approved", "expected"),
    [
        (date(2006, 11, 30), []),
        (date(2006, 12, 1), [("E03", Level.EXPLAIN, ("exits:P09/retire",))]),
        (None, []),
    ],
)
def test_e03_approved_after_the_last_day(approved, expected):
    assert codes(retiring(last_day=date(2006, 11, 30), approved=approved)) == expected


@pytest.mark.parametrize(
    ("paid", "expected"),
    [
        (D(1000), []),
        (D("1000.01"), [("E04", Level.STOPS, ("exits:P10/clear_temp",))]),
        (D("999.99"), [("E04", Level.STOPS, ("exits:P10/clear_temp",))]),
        (None, []),  # not settled yet: B10 says so
    ],
)
def test_e04_paid_is_what_is_due(paid, expected):
    assert codes(leaving(paid=paid)) == expected


def test_e04_says_how_far_apart():
    (one,) = found((leaving(paid=D(900)),))
    assert one.words == Words(
        zh="P10应付1000元，实付900元，相差100元。", en="P10 is due 1000 yuan and was paid 900: 100 apart."
    )


def twin(paid: str) -> tuple[Person, ExitChoice]:
    person = build.person(11, StaffKind.TEMPORARY, hired=date(2004, 10, 31), monthly_wage=D(500))
    return person, leaving(person="P11", paid=D(paid))


def test_e05_equal_cases_paid_differently():
    person, other = twin("900")
    assert codes(leaving(), other, people=(person,)) == [
        ("E04", Level.STOPS, ("exits:P11/clear_temp",)),
        ("E05", Level.EXPLAIN, ("exits:P10/clear_temp", "exits:P11/clear_temp")),
    ]
    words = found((leaving(), other), people=(person,))[1].words
    assert words.zh == "应付相同（1000元），实付不同：P10付1000元、P11付900元。"
    assert words.en == "Equal cases (1000 yuan due) were paid differently: P10 1000, P11 900."


def test_e05_is_silent_for_equal_pay_and_for_another_amount_due():
    person, other = twin("1000")
    assert codes(leaving(), other, people=(person,)) == []
    richer = build.bend(person, monthly_wage=D(600))
    assert codes(leaving(), build.bend(other, paid=D(1200)), people=(richer,)) == []


def test_e06_cleared_without_terms():
    plan = terms()
    assert [(f.code, f.level, f.rows) for f in found((leaving(paid=None),), plan=plan)] == [
        ("E06", Level.EXPLAIN, ("exits:P10/clear_temp",))
    ]
    assert found((retiring(),), plan=plan) == ()


RECENT = build.person(10, StaffKind.TEMPORARY, hired=date(2010, 7, 1), monthly_wage=D(1000))


@pytest.mark.parametrize(
    ("rule", "paid", "expected"),
    [
        # Hired in 2010, gone at the end of 2026-10: 16.5 years by the law.
        ({"months_per_year": D(1)}, "16500", []),
        ({"months_per_year": D(2), "max_months": D("16.5")}, "16500", []),
        ({"months_per_year": D(1), "max_months": D(16)}, "16000", ["E06"]),
        ({"months_per_year": D("0.5")}, "8250", ["E06"]),
    ],
)
def test_e06_less_than_the_law_since_2008(rule, paid, expected):
    choice = leaving(
        last_day=date(2026, 10, 30), approved=date(2026, 10, 9), paid=D(paid), ground=Ground.AGREED
    )
    seen = found((choice,), people=(RECENT,), plan=terms(**rule))
    assert [f.code for f in seen] == expected
    assert [f.cites for f in seen] == [("LH-47",)] * len(expected)


def test_e06_before_2008_the_plan_alone_decides():
    assert found((leaving(paid=D(500)),), plan=terms(months_per_year=D("0.5"))) == ()


def test_whom_the_roster_does_not_know_is_refused_and_nothing_more():
    assert codes(leaving(person="P99", paid=None)) == [
        ("E01", Level.STOPS, ("exits:P99/clear_temp", "people:P99"))
    ]


def test_e05_compares_only_exits_that_were_granted():
    """P11, self-hired, is refused the route of temporary staff: no equal case."""
    other = build.person(11, StaffKind.SELF_HIRED, hired=date(2004, 10, 31), monthly_wage=D(500))
    seen = codes(leaving(), leaving(person="P11", paid=D(900)), people=(other,))
    assert [code for code, _, _ in seen] == ["E01", "E04"]
