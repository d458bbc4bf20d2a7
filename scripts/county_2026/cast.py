"""Who is where before the reform and what becomes of them: seats, township by township, before the dice fall for faces."""

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from county_2026.dice import Dice
from county_2026.places import ADMIN, AFTER, BEFORE, INST, LEADERS, SELF_HIRED, TEMPORARY, Before
from county_2026.size import Size
from dinggang.exits import Ground
from dinggang.plan import ExitRoute, HeadcountKind, Stratum
from dinggang.roster import StaffKind


class Part(StrEnum):
    """What becomes of somebody who takes no exit."""

    LEADS = "leads"
    APPOINTED = "appointed"
    COMPETES = "competes"
    BARRED = "barred"
    SILENT = "silent"


class Seat(NamedTuple):
    """What is fixed about a person before the dice fall; `ground` of those whose labour contract ends."""

    town: int
    part: Part | ExitRoute
    kind: StaffKind
    stratum: Stratum
    body: str
    post: str
    ground: Ground | None = None


OUT: dict[HeadcountKind, tuple[tuple[Part | ExitRoute, int], ...]] = {
    ADMIN: (
        (ExitRoute.RETIRE, 12),
        (ExitRoute.RETIRE_EARLY, 25),
        (ExitRoute.RETIRE_SICK, 4),
        (ExitRoute.RETIRE_INTERNAL, 25),
        (ExitRoute.YIELD, 15),
        (ExitRoute.DIVERT_OTHER, 10),
        (Part.BARRED, 12),
        (Part.SILENT, 4),
    ),
    INST: (
        (ExitRoute.RETIRE, 13),
        (ExitRoute.RETIRE_EARLY, 15),
        (ExitRoute.RETIRE_SICK, 5),
        (ExitRoute.RETIRE_INTERNAL, 30),
        (ExitRoute.YIELD, 8),
        (ExitRoute.DIVERT_COMPANY, 70),
        (ExitRoute.DIVERT_OTHER, 10),
        (Part.BARRED, 10),
        (Part.SILENT, 5),
    ),
}
"""Of a thousand staff in headcount."""

GROUNDS = (
    (Ground.CHANGED, 76),
    (Ground.AGREED, 12),
    (Ground.EXPIRED, 5),
    (Ground.HOURLY, 3),
    (Ground.PENSION, 3),
    (Ground.FAULT, 1),
)
APPOINTED_HEADS = sum(b.kind is ADMIN for b in AFTER)


def seats(size: Size) -> Iterator[Seat]:
    """Everybody's seat: leaders first, then body by body, then staff without headcount, township by township."""
    for town, people in enumerate(size.towns):
        dice = Dice(f"seats of {town}")
        leaders = LEADERS if people >= 200 else LEADERS[:5]
        temporary, own = people * 9 // 100, people * 5 // 100
        regular = people - len(leaders) - temporary - own
        for title in leaders:
            yield Seat(town, Part.LEADS, StaffKind.ADMINISTRATIVE, Stratum.LEADER, "领导班子", title)
        administrative = regular * 27 // 100
        yield from _staff(town, ADMIN, administrative, dice)
        yield from _staff(town, INST, regular - administrative, dice)
        yield from _without(town, StaffKind.TEMPORARY, temporary, dice)
        yield from _without(town, StaffKind.SELF_HIRED, own, dice)


def _staff(town: int, kind: HeadcountKind, count: int, dice: Dice) -> Iterator[Seat]:
    """Each body has a head and, when it is large enough, a deputy; heads of offices are appointed to the new ones."""
    bodies = [b for b in BEFORE if b.kind is kind]
    sizes = shared(count, [b.weight for b in bodies])
    heads = [(b, True) for b in bodies] + [(b, True) for b, n in zip(bodies, sizes, strict=True) if n >= 7]
    others = [(b, False) for b, n in zip(bodies, sizes, strict=True) for _ in range(n - 1 - (n >= 7))]
    appointed = APPOINTED_HEADS if kind is ADMIN else 0
    left = dice.mixed([*heads[appointed:], *others])
    parts: list[Part | ExitRoute] = [
        p for p, permille in OUT[kind] for _ in range(dice.part(count, permille))
    ]
    parts += [Part.COMPETES] * (len(left) - len(parts))
    given = [
        *zip(heads[:appointed], [Part.APPOINTED] * appointed, strict=True),
        *zip(left, parts, strict=True),
    ]
    given.sort(key=lambda g: bodies.index(g[0][0]))
    for (body, mid), part in given:
        stratum = Stratum.MID if mid else Stratum.GENERAL
        job = body.head if mid else dice.pick(body.jobs)
        yield Seat(town, part, StaffKind(kind.value), stratum, body.name, job)


def _without(town: int, kind: StaffKind, count: int, dice: Dice) -> Iterator[Seat]:
    where = TEMPORARY if kind is StaffKind.TEMPORARY else SELF_HIRED
    route = ExitRoute.CLEAR_TEMP if kind is StaffKind.TEMPORARY else ExitRoute.CLEAR_OWN
    for (body, jobs, _), number in zip(where, shared(count, [w for _, _, w in where]), strict=True):
        for _ in range(number):
            ground = dice.weighted([g for g, _ in GROUNDS], [w for _, w in GROUNDS])
            yield Seat(town, route, kind, Stratum.GENERAL, body, dice.pick(jobs), ground)


def shared(count: int, weights: list[int], least: int = 1) -> list[int]:
    """A count shared out by weights, each at least so many."""
    free = count - least * len(weights)
    if free < 0:
        raise ValueError(f"{count} are too few for {len(weights)} shares of {least}")
    given, weighed, found = 0, 0, []
    for weight in weights:
        weighed += weight
        upto = free * weighed // sum(weights)
        found.append(least + upto - given)
        given = upto
    return found


def body_of(name: str) -> Before:
    return next(b for b in BEFORE if b.name == name)
