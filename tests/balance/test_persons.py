import msgspec
from hypothesis import given
from hypothesis import strategies as st

import build
from dinggang.balance import Claim, Outcome, OutcomeKind, check_claims, claims
from dinggang.balance.persons import (
    appointing,
    claims_law,
    persons_law,
    temporary_law,
    without_claim,
)
from dinggang.basis import Level
from dinggang.case import NO_EFFECTS, Effects
from dinggang.plan import ExitRoute
from dinggang.selection import Choices


def test_a_sound_folder_sends_nobody_two_ways() -> None:
    case = build.case()
    assert check_claims(case, NO_EFFECTS) == ()
    assert claims_law(case, NO_EFFECTS).holds
    assert len(claims(case, NO_EFFECTS)) == len(case.people)


def test_leaving_and_competing() -> None:
    case = build.case()
    both = build.bend(case, choices=(*case.choices, Choices(person="P09", posts=("O04",))))
    found = check_claims(both, NO_EFFECTS)
    assert [(f.code, f.rows) for f in found] == [("B01", ("exits:P09/retire", "choices:P09"))]
    assert found[0].words.zh == "P09同时有2个去向：正常退休、竞争上岗。每人只能有一个去向。"
    assert not claims_law(both, NO_EFFECTS).holds


def test_two_exits_of_one_person() -> None:
    case = build.case()
    other = msgspec.structs.replace(case.exits[0], route=ExitRoute.DIVERT_OTHER)
    twice = build.bend(case, exits=(*case.exits, other))
    assert [f.rows for f in check_claims(twice, NO_EFFECTS)] == [
        ("exits:P09/retire", "exits:P09/divert_other")
    ]


def test_appointed_and_competing_and_a_leader_in_a_leader_post() -> None:
    case = build.case()
    acts = Effects(released={}, vacant={}, appointed=(("O01", "P01"), ("O03", "P03")))
    assert [f.rows for f in check_claims(case, acts)] == [("posts:O03", "choices:P03")]


def test_an_unknown_person() -> None:
    case = build.case()
    ghost = build.bend(case, choices=(*case.choices, Choices(person="P99", posts=("O04",))))
    assert [(f.code, f.rows) for f in check_claims(ghost, NO_EFFECTS)] == [("B01", ("choices:P99",))]


def ledger() -> list[Outcome]:
    return [Outcome(person=p.id, kind=OutcomeKind.WAIT) for p in build.people()]


def test_everyone_exactly_once() -> None:
    assert persons_law(build.case(), ledger())[1] == ()


def test_somebody_lost_and_somebody_twice() -> None:
    outcomes = [*ledger()[1:], Outcome(person="P05", kind=OutcomeKind.RETIRE)]
    law, found = persons_law(build.case(), outcomes)
    assert [line.holds for line in law.lines] == [True, False, False, True]
    assert [(f.code, f.rows) for f in found] == [("B02", ("people:P01",)), ("B01", ("people:P05",))]


def test_many_lost_are_shortened() -> None:
    people = tuple(build.person(n, build.StaffKind.INSTITUTION) for n in range(1, 13))
    _, found = persons_law(build.bend(build.case(), people=people), [])
    assert found[0].words.zh.startswith("12人没有去向：P01、")
    assert found[0].words.zh.endswith("P10等。")
    assert len(found[0].rows) == 12


def test_temporary_staff_left_open() -> None:
    case = build.case()
    assert temporary_law(case, ())[1] == ()
    law, found = temporary_law(case, ("P10",))
    assert not law.holds
    assert [(f.code, f.rows) for f in found] == [("B10", ("people:P10",))]


@given(st.lists(st.sampled_from([p.id for p in build.people()]), max_size=20))
def test_law_the_ledger_balances_only_when_everyone_stands_in_it_once(ids: list[str]) -> None:
    """Conservation: any list of outcomes but a permutation of the roster breaks the law."""
    outcomes = [Outcome(person=p, kind=OutcomeKind.WAIT) for p in ids]
    law, found = persons_law(build.case(), outcomes)
    assert law.holds == (sorted(ids) == sorted(p.id for p in build.people()))
    assert law.holds == (not found)


def test_whom_no_row_mentions_is_told_once_choices_are_in() -> None:
    """P03 neither applies nor is appointed nor leaves; P10, on the temporary staff, is the clearance's matter."""
    case = build.case()
    silent = build.bend(case, choices=case.choices[1:], exits=case.exits[:1])
    (found,) = without_claim(silent, NO_EFFECTS)
    assert (found.code, found.level, found.rows) == ("N03", Level.NOTICE, ("people:P03",))
    assert found.words.zh == "1人没有报名，也没有任命或分流，将列为落选待岗：P03。"
    assert without_claim(case, NO_EFFECTS) == ()
    assert without_claim(build.bend(case, choices=()), NO_EFFECTS) == ()


def test_an_appointment_that_no_act_explains_is_named_at_its_post() -> None:
    case = build.case()
    acts = Effects(released={}, vacant={}, appointed=(("O03", "P03"),))
    assert appointing(case, "O03", "P03") == ("posts:O03",)
    assert claims(case, acts)[2] == Claim(person="P03", kind=OutcomeKind.APPOINT, row="posts:O03")
