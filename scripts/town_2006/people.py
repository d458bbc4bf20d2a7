"""The roster: about 120 people thrown from the table of bodies, with plausible ages, schooling and appraisals."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from dinggang.plan import Education, ExitRoute, Stratum
from dinggang.roster import Appraisal, Grade, Person, Sanction, SanctionKind, Sex, StaffKind
from town_2006 import cast
from town_2006.cast import Part
from town_2006.dice import Dice
from town_2006.names import Names
from town_2006.posts import LEADERS


class Member(NamedTuple):
    """A person with name and part, and what a table of facts does not show: ability in per cent."""

    person: Person
    name: str
    part: Part | ExitRoute
    ability: int


AGES: dict[Part | ExitRoute, tuple[tuple[int, int], tuple[int, int]]] = {
    Part.LEADS: ((35, 53), (34, 47)),
    Part.APPOINTED: ((38, 47), (36, 45)),
    Part.COMPETES: ((25, 53), (24, 47)),
    Part.BARRED: ((28, 48), (27, 44)),
    ExitRoute.RETIRE: ((60, 60), (55, 55)),
    ExitRoute.RETIRE_EARLY: ((55, 58), (51, 54)),
    ExitRoute.RETIRE_SICK: ((51, 57), (46, 52)),
    ExitRoute.RETIRE_INTERNAL: ((55, 58), (50, 53)),
    ExitRoute.YIELD: ((55, 57), (50, 52)),
    ExitRoute.DIVERT_COMPANY: ((29, 48), (28, 43)),
    ExitRoute.DIVERT_OTHER: ((30, 40), (28, 36)),
}
"""Least and greatest age at the cut-off of men and of women."""

SCHOOLING = (Education.JUNIOR_MIDDLE, Education.SENIOR_MIDDLE, Education.COLLEGE, Education.BACHELOR)
STARTS_AT = {
    Education.JUNIOR_MIDDLE: 17,
    Education.SENIOR_MIDDLE: 19,
    Education.COLLEGE: 21,
    Education.BACHELOR: 22,
}
YEARS = (2003, 2004, 2005)
WOMEN = {
    StaffKind.ADMINISTRATIVE: 28,
    StaffKind.INSTITUTION: 38,
    StaffKind.TEMPORARY: 35,
    StaffKind.SELF_HIRED: 40,
}
"""Per cent of women where the work says nothing."""
MENS_WORK = frozenset(
    {"驾驶员", "门卫", "治安巡防员", "广播线务员", "机线员", "施工员", "养护员", "养路工", "水费协收员"}
)
WOMENS_WORK = frozenset({"打字员", "保洁员", "护理员", "计生专干", "药具员", "计生协管员", "出纳"})


def town_people() -> tuple[Member, ...]:
    names = Names()
    dice = Dice("people")
    numbered = enumerate(_seats(), start=1)
    members = [_member(f"P{number:03}", seat, dice, names) for number, seat in numbered]
    return tuple(_with_part_of_their_own(m) for m in members)


class Seat(NamedTuple):
    """What is fixed about a person before the dice fall."""

    part: Part | ExitRoute
    kind: StaffKind
    stratum: Stratum
    body: str
    post: str


def _seats() -> Iterator[Seat]:
    for title in LEADERS:
        yield Seat(Part.LEADS, StaffKind.ADMINISTRATIVE, Stratum.LEADER, "镇领导班子", title)
    for station in cast.BEFORE:
        parts = [part for part, count in station.parts for _ in range(count)]
        for index, part in enumerate(parts):
            job = station.jobs[(index - 1) % len(station.jobs)] if index else station.head
            stratum = Stratum.GENERAL if index else Stratum.MID
            yield Seat(part, station.kind, stratum, station.name, job)
    for body, job in cast.TEMPORARY:
        yield Seat(ExitRoute.CLEAR_TEMP, StaffKind.TEMPORARY, Stratum.GENERAL, body, job)
    for body, job in cast.SELF_HIRED:
        yield Seat(ExitRoute.CLEAR_OWN, StaffKind.SELF_HIRED, Stratum.GENERAL, body, job)


def _member(id_: str, seat: Seat, dice: Dice, names: Names) -> Member:
    woman = dice.chance(_women(seat))
    birth = _birth(seat, dice, woman=woman)
    education = _education(seat, birth, dice)
    start = date(birth.year + STARTS_AT[education], dice.pick((7, 8, 12)), 1)
    cleared = seat.part in {ExitRoute.CLEAR_TEMP, ExitRoute.CLEAR_OWN}
    if cleared:
        start = date(
            dice.between(max(1996, birth.year + 18), 2006), dice.between(1, 8), dice.pick((1, 1, 10, 16))
        )
    elif start.year > YEARS[0]:
        start = date(YEARS[0], 7, 1)
    party = dice.chance({Stratum.LEADER: 100, Stratum.MID: 92, Stratum.GENERAL: 48}[seat.stratum])
    party = party or seat.part is Part.APPOINTED
    ability = dice.bell(0, 100, throws=3) + (8 if seat.stratum is Stratum.MID else 0)
    person = Person(
        id=id_,
        sex=Sex.FEMALE if woman else Sex.MALE,
        birth=birth,
        kind=seat.kind,
        stratum=seat.stratum,
        education=education,
        work_start=start,
        former_body=seat.body,
        former_post=seat.post,
        party_member=party and not cleared,
        hired=start if cleared else None,
        monthly_wage=Decimal(dice.between(36, 68) * 10) if cleared else _wage(seat, start),
        appraisals=() if cleared else _appraisals(ability, start, dice),
        confirmed=id_ != cast.NOT_CONFIRMED,
    )
    return Member(person, names.next(id_, woman=woman, born=birth.year), seat.part, min(ability, 99))


def _women(seat: Seat) -> int:
    """Per cent of women among those who do this work."""
    if seat.stratum is Stratum.LEADER:
        return 20
    if seat.post in MENS_WORK:
        return 4
    return 92 if seat.post in WOMENS_WORK else WOMEN[seat.kind]


def _birth(seat: Seat, dice: Dice, *, woman: bool) -> date:
    """A day on which the person is of the age that the part asks for, counted back from the cut-off."""
    men, women = AGES.get(seat.part, ((21, 54), (20, 48)))
    low, high = women if woman else men
    age = dice.bell(low, high, throws=1 if high - low < 6 else 2)
    if seat.stratum is Stratum.MID and seat.part is Part.COMPETES:
        age = max(age, 34)
    if seat.part is ExitRoute.RETIRE:  # of age in the month after the cut-off
        return date(2006 - age, 11, 1 + dice.below(28))
    return date(2006 - age, 10, 31) - timedelta(days=dice.below(360))


def _education(seat: Seat, birth: date, dice: Dice) -> Education:
    age = 2006 - birth.year
    shares = (12, 50, 33, 5) if age >= 50 else (3, 34, 51, 12) if age >= 38 else (0, 12, 58, 30)
    if seat.stratum is not Stratum.GENERAL:
        shares = (0, 10, 65, 25) if seat.stratum is Stratum.MID else (0, 0, 55, 45)
    if seat.part in {ExitRoute.CLEAR_TEMP, ExitRoute.CLEAR_OWN}:
        shares = (55, 40, 5, 0)
    return dice.weighted(SCHOOLING, shares)


def _wage(seat: Seat, start: date) -> Decimal | None:
    """Of those alone whom the plan goes on paying by the month."""
    paid = seat.part in {ExitRoute.RETIRE_INTERNAL, ExitRoute.YIELD}
    return Decimal(820 + 15 * (2006 - start.year)) if paid else None


def _appraisals(ability: int, start: date, dice: Dice) -> tuple[Appraisal, ...]:
    """One a year from the year after the start of work; about one in seven excellent, the able more often."""
    return tuple(
        Appraisal(year=year, grade=Grade.EXCELLENT if dice.below(100) < ability // 3 - 3 else Grade.COMPETENT)
        for year in YEARS
        if year > start.year
    )


def _with_part_of_their_own(member: Member) -> Member:
    person = member.person
    changes: dict[str, object] = {}
    for pair in cast.RELATIVES:
        if person.id in pair:
            changes["relatives"] = tuple(p for p in pair if p != person.id)
    if person.id == cast.DEMERIT:
        changes["sanctions"] = (_sanction(SanctionKind.DEMERIT, date(2006, 3, 20), date(2007, 3, 19)),)
    if person.id == cast.SPENT_WARNING:
        changes["sanctions"] = (_sanction(SanctionKind.WARNING, date(2005, 3, 1), date(2005, 8, 31)),)
    if person.id in {cast.BASIC, cast.INCOMPETENT}:
        year, grade = (2005, Grade.BASIC) if person.id == cast.BASIC else (2004, Grade.INCOMPETENT)
        changes["appraisals"] = tuple(
            Appraisal(year=a.year, grade=grade if a.year == year else Grade.COMPETENT)
            for a in person.appraisals
        )
    if not changes:
        return member
    values = {name: getattr(person, name) for name in person.__struct_fields__}
    return member._replace(person=Person(**{**values, **changes}))


def _sanction(kind: SanctionKind, start: date, end: date) -> Sanction:
    return Sanction(kind=kind, start=start, end=end)
