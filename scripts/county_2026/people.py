"""The roster: faces for the seats, with ages that today's law gives the ways out to."""

from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

import msgspec

from county_2026.cast import Part, Seat, seats
from county_2026.days import CUTOFF
from county_2026.dice import Dice
from county_2026.names import CountyNames
from county_2026.size import Size
from dinggang.exits import Ground
from dinggang.exits.ages import Group, group_of, statutory
from dinggang.plan import Education, ExitRoute, Stratum
from dinggang.roster import (
    Appraisal,
    Certificate,
    Grade,
    Identity,
    Person,
    Sanction,
    SanctionKind,
    Sex,
    StaffKind,
)

Month = tuple[int, int]
CLEARED = frozenset({ExitRoute.CLEAR_TEMP, ExitRoute.CLEAR_OWN})
YEARS = (2023, 2024, 2025)
SCHOOLING = (
    Education.JUNIOR_MIDDLE,
    Education.SENIOR_MIDDLE,
    Education.COLLEGE,
    Education.BACHELOR,
    Education.MASTER,
)
STARTS_AT = dict(zip(SCHOOLING, (17, 19, 21, 22, 25), strict=True))
FARMING, VETERINARY, MEDICAL = "农学", "动物医学", "护理"
ACCOUNTANT = "初级会计专业技术资格"
MAJOR = {
    "农业技术推广站": FARMING,
    "林业站": "林学",
    "畜牧兽医站": VETERINARY,
    "卫生健康服务站": MEDICAL,
    "财政所": "会计学",
    "村镇建设站": "土木工程",
}


class Member(NamedTuple):
    """A person with name and seat, and what a table of facts does not show: ability in per cent."""

    person: Person
    name: str
    seat: Seat
    ability: int

    @property
    def part(self) -> Part | ExitRoute:
        return self.seat.part


def county_people(size: Size) -> tuple[Member, ...]:
    names = CountyNames()
    width = max(5, len(str(size.people)))
    dice = {town: Dice(f"people of {town}") for town in range(len(size.towns))}
    found = [
        _member(f"P{number:0{width}}", seat, dice[seat.town], names)
        for number, seat in enumerate(seats(size), start=1)
    ]
    return _with_relatives(found)


def _member(id_: str, seat: Seat, dice: Dice, names: CountyNames) -> Member:
    woman = dice.chance(_women(seat))
    worker = seat.kind is StaffKind.INSTITUTION and dice.chance(35)
    identity = None if seat.part in CLEARED else Identity.WORKER if worker else Identity.CADRE
    group = group_of(Sex.FEMALE if woman else Sex.MALE, identity or Identity.WORKER)
    birth = _birth(seat, group, dice)
    education = _education(seat, birth, dice)
    start = date(birth.year + STARTS_AT[education], dice.pick((7, 8, 12)), 1)
    if seat.part in CLEARED:
        start = _hired(seat, birth, dice)
    elif start.year > YEARS[0]:
        start = date(YEARS[0], 7, 1)
    ability = min(99, dice.bell(0, 100, throws=3) + (8 if seat.stratum is Stratum.MID else 0))
    party = dice.chance({Stratum.LEADER: 100, Stratum.MID: 90, Stratum.GENERAL: 45}[seat.stratum])
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
        party_member=(party or seat.part is Part.APPOINTED) and seat.part not in CLEARED,
        majors=_majors(seat, education, dice),
        certificates=_certificates(seat, start, dice),
        stratum_since=max(start, date(dice.between(2008, 2024), dice.between(1, 12), 1))
        if seat.stratum is Stratum.MID
        else None,
        identity=identity,
        hired=start if seat.part in CLEARED else None,
        monthly_wage=_wage(seat, start, dice),
        appraisals=() if seat.part in CLEARED else _appraisals(seat, ability, start, dice),
        sanctions=_sanctions(seat, dice),
        confirmed=seat.part is not ExitRoute.RETIRE_SICK or dice.chance(70),
    )
    return Member(person, names.next(woman=woman, born=birth), seat, ability)


def _women(seat: Seat) -> int:
    """Per cent of women among those who do this work."""
    if seat.stratum is Stratum.LEADER:
        return 26
    if seat.post in {"驾驶员", "门卫", "治安巡防员", "养护员", "养路工", "机线员", "护林员"}:
        return 5
    return 88 if seat.post in {"保洁员", "打字员", "健康专干", "出纳", "窗口协理员"} else 40


AGES: dict[Part | ExitRoute, tuple[int, int]] = {
    Part.LEADS: (34, 53),
    Part.APPOINTED: (33, 50),
    Part.COMPETES: (24, 54),
    Part.BARRED: (27, 50),
    Part.SILENT: (27, 54),
    ExitRoute.RETIRE_SICK: (51, 57),
    ExitRoute.DIVERT_COMPANY: (28, 50),
    ExitRoute.DIVERT_OTHER: (29, 45),
    ExitRoute.CLEAR_TEMP: (21, 54),
    ExitRoute.CLEAR_OWN: (23, 54),
}
"""Least and greatest age at the cut-off of men; of women up to as many years less as they retire earlier."""
REACHED: dict[ExitRoute, tuple[Month, Month]] = {
    ExitRoute.RETIRE: ((2026, 5), (2026, 7)),
    ExitRoute.RETIRE_EARLY: ((2026, 10), (2026, 12)),
    ExitRoute.RETIRE_INTERNAL: ((2027, 1), (2031, 5)),
    ExitRoute.YIELD: ((2027, 3), (2028, 12)),
}
"""The months between which statutory age is reached."""
EARLIER = {Group.MEN: 0, Group.WOMEN_55: 5, Group.WOMEN_50: 8}


def _birth(seat: Seat, group: Group, dice: Dice) -> date:
    """A day on which the person is of the age that the seat asks for."""
    between = REACHED.get(seat.part) if isinstance(seat.part, ExitRoute) else None
    if seat.ground is Ground.PENSION:
        between = ((2025, 6), (2026, 5))
    if between is not None:
        year, month = dice.pick(_births(group, between))
        return date(year, month, dice.between(1, 28))
    low, high = AGES[seat.part]
    if seat.part is ExitRoute.RETIRE_SICK:
        low -= min(EARLIER[group], 5)
    age = dice.bell(low, max(low + 3, high - EARLIER[group]), throws=2)
    return CUTOFF.replace(year=CUTOFF.year - age) - timedelta(days=dice.below(360))


@lru_cache(maxsize=64)
def _births(group: Group, between: tuple[Month, Month]) -> tuple[Month, ...]:
    """The birth months whose statutory month lies between two months, both included."""
    months = ((y, m) for y in range(1958, 1985) for m in range(1, 13))
    return tuple(b for b in months if between[0] <= statutory(group, b).month <= between[1])


def _hired(seat: Seat, birth: date, dice: Dice) -> date:
    first = max(1998, birth.year + 19)
    year = max(dice.between(first, 2025), dice.between(first, 2025))
    return date(year, dice.between(1, 12), dice.between(1, 28)) if seat.ground else date(year, 1, 1)


def _education(seat: Seat, birth: date, dice: Dice) -> Education:
    age = CUTOFF.year - birth.year
    shares = (6, 34, 45, 15, 0) if age >= 48 else (0, 14, 44, 40, 2) if age >= 36 else (0, 4, 30, 60, 6)
    if seat.stratum is not Stratum.GENERAL:
        shares = (0, 4, 46, 48, 2) if seat.stratum is Stratum.MID else (0, 0, 22, 66, 12)
    if seat.part in CLEARED:
        shares = (40, 42, 14, 4, 0)
    return dice.weighted(SCHOOLING, shares)


def _majors(seat: Seat, education: Education, dice: Dice) -> tuple[str, ...]:
    if education.rank < Education.COLLEGE.rank or seat.part in CLEARED:
        return ()
    own = MAJOR.get(seat.body)
    other = dice.pick(("行政管理", "法学", "汉语言文学", "计算机应用", "经济管理"))
    return (own,) if own is not None and dice.chance(72) else (other,)


def _certificates(seat: Seat, start: date, dice: Dice) -> tuple[Certificate, ...]:
    if seat.body != "财政所" or not dice.chance(75):
        return ()
    return (Certificate(name=ACCOUNTANT, issued=date(min(start.year + 2, 2024), 6, 1)),)


def _wage(seat: Seat, start: date, dice: Dice) -> Decimal | None:
    """Of those who are cleared, and of those whom the plan goes on paying by the month."""
    if seat.part in CLEARED:
        if not dice.below(150):  # an adviser paid far above the rest
            return Decimal(dice.between(240, 310) * 100)
        return Decimal(dice.between(1900 if dice.chance(12) else 2300, 4600)) + Decimal("0.01") * dice.below(
            100
        )
    if seat.part in {ExitRoute.RETIRE_INTERNAL, ExitRoute.YIELD}:
        return Decimal(4300 + 95 * (CUTOFF.year - start.year) + 10 * dice.below(40))
    return None


def _appraisals(seat: Seat, ability: int, start: date, dice: Dice) -> tuple[Appraisal, ...]:
    """One a year from the year after the start of work; about one in six excellent, the able more often."""
    found = []
    for year in YEARS:
        if year > start.year:
            grade = Grade.EXCELLENT if dice.below(100) < ability // 3 else Grade.COMPETENT
            found.append(Appraisal(year=year, grade=grade))
    if seat.part is Part.BARRED and dice.chance(50):
        found[-1:] = [Appraisal(year=YEARS[-1], grade=Grade.BASIC)]
    return tuple(found)


def _sanctions(seat: Seat, dice: Dice) -> tuple[Sanction, ...]:
    if seat.part is Part.BARRED:
        start = date(2025, dice.between(7, 12), 15)
        return (Sanction(kind=SanctionKind.DEMERIT, start=start, end=date(2026, start.month, 14)),)
    if seat.part is Part.COMPETES and dice.chance(1):
        return (Sanction(kind=SanctionKind.WARNING, start=date(2024, 3, 1), end=date(2024, 8, 31)),)
    return ()


def _with_relatives(members: list[Member]) -> tuple[Member, ...]:
    """Couples and close relatives among those who compete, and some of leaders, both sides naming the other."""
    dice = Dice("relatives")
    kin: dict[str, str] = {}
    last: dict[int, Member] = {}
    for m in members:
        if m.part not in {Part.COMPETES, Part.LEADS} or m.person.id in kin or dice.below(100) >= 1:
            continue
        other = last.pop(m.seat.town, None)
        if other is None:
            last[m.seat.town] = m
        elif Part.COMPETES in {m.part, other.part}:
            kin[m.person.id], kin[other.person.id] = other.person.id, m.person.id
    return tuple(
        m if (other := kin.get(m.person.id)) is None else m._replace(person=_related(m.person, other))
        for m in members
    )


def _related(person: Person, other: str) -> Person:
    return msgspec.structs.replace(person, relatives=(other,))
