"""H01–H06, each at its edge."""

from datetime import date
from decimal import Decimal

import pytest

import build
from dinggang.basis import Finding, Level, Words
from dinggang.roster import (
    Appraisal,
    Grade,
    Person,
    Sanction,
    SanctionKind,
    StaffKind,
    check_roster,
)

ADMINISTRATIVE, TEMPORARY, SELF_HIRED = StaffKind.ADMINISTRATIVE, StaffKind.TEMPORARY, StaffKind.SELF_HIRED


def codes(*people: Person) -> list[tuple[str, Level, tuple[str, ...]]]:
    return [(f.code, f.level, f.rows) for f in check_roster(build.plan(), people)]


def one(**changes: object) -> Person:
    return build.person(3, ADMINISTRATIVE, **changes)


def test_a_sound_roster_has_none():
    assert check_roster(build.plan(), build.people()) == ()


def test_h01_not_confirmed():
    assert check_roster(build.plan(), (one(confirmed=False), build.person(4, ADMINISTRATIVE))) == (
        Finding(
            code="H01",
            level=Level.EXPLAIN,
            words=Words(zh="1人没有本人确认：P03。", en="1 people have not confirmed their facts: P03."),
            cure=Words(
                zh="请本人核对签字后填“是”；确实找不到本人的，由有关行为说明。",
                en="Have each check and sign, then fill in yes; or explain by an act.",
            ),
            rows=("people:P03",),
        ),
    )


def test_many_are_shortened_but_every_row_is_named():
    people = [build.person(n, ADMINISTRATIVE, confirmed=False) for n in range(1, 12)]
    (found,) = check_roster(build.plan(), people)
    assert found.words.zh == "11人没有本人确认：P01、P02、P03、P04、P05、P06、P07、P08、P09、P10等。"
    assert found.rows == tuple(f"people:P{n:02}" for n in range(1, 12))


H02 = [("H02", Level.STOPS, ("people:P03",))]


@pytest.mark.parametrize(
    ("birth", "work_start", "found"),
    [
        (date(1970, 1, 3), date(1984, 1, 3), []),  # fourteen on the day
        (date(1970, 1, 3), date(1984, 1, 2), H02),
        (date(1970, 1, 3), date(1969, 1, 2), H02),
        (date(1980, 1, 3), date(2006, 10, 31), []),  # the cut-off day itself
        (date(1980, 1, 3), date(2006, 11, 1), H02),
    ],
)
def test_h02_a_start_of_work_that_cannot_be(birth, work_start, found):
    assert codes(one(birth=birth, work_start=work_start)) == found


HIRED, WAGE = date(2004, 10, 31), Decimal(500)


@pytest.mark.parametrize(
    ("kind", "hired", "wage", "stops"),
    [
        (TEMPORARY, HIRED, WAGE, False),
        (TEMPORARY, None, WAGE, True),
        (TEMPORARY, HIRED, None, True),
        (SELF_HIRED, None, None, True),
        (SELF_HIRED, HIRED, WAGE, False),
        (ADMINISTRATIVE, None, None, False),
    ],
)
def test_h03_terms_of_staff_without_headcount(kind, hired, wage, stops):
    person = build.person(3, kind, hired=hired, monthly_wage=wage)
    assert codes(person) == ([("H03", Level.STOPS, ("people:P03",))] if stops else [])


@pytest.mark.parametrize(
    ("mine", "theirs", "rows"),
    [
        (("P04",), ("P03",), None),
        (("P04",), (), ("people:P03",)),
        (("P99",), (), ("people:P03",)),
        (("P03",), (), ("people:P03",)),  # nobody is their own relative
        (("P04", "P99"), ("P03",), ("people:P03",)),
    ],
)
def test_h04_relatives_on_both_sides(mine, theirs, rows):
    people = (one(relatives=mine), build.person(4, ADMINISTRATIVE, relatives=theirs))
    assert codes(*people) == ([("H04", Level.EXPLAIN, rows)] if rows else [])


def appraised(*years: int) -> Person:
    return one(appraisals=tuple(Appraisal(year=y, grade=Grade.COMPETENT) for y in years))


def test_h05_an_appraisal_of_a_year_after_the_cut_off():
    assert codes(appraised(2005, 2006)) == []
    assert codes(appraised(2005, 2007)) == [("H05", Level.STOPS, ("people:P03",))]


def test_h05_a_year_appraised_twice():
    """The rule reads one grade a year: which of two would count must not hang on their order."""
    assert codes(appraised(2005, 2005)) == [("H05", Level.STOPS, ("people:P03",))]


@pytest.mark.parametrize(
    ("end", "found"),
    [(date(2005, 3, 1), []), (date(2005, 2, 28), [("H06", Level.STOPS, ("people:P03",))])],
)
def test_h06_a_sanction_that_ends_before_it_starts(end, found):
    sanction = Sanction(kind=SanctionKind.WARNING, start=date(2005, 3, 1), end=end)
    assert codes(one(sanctions=(sanction,))) == found


def test_ten_are_listed_whole():
    people = [build.person(n, ADMINISTRATIVE, confirmed=False) for n in range(1, 11)]
    assert check_roster(build.plan(), people)[0].words.zh.endswith("P09、P10。")
