"""The posts, township by township: leaders, heads, deputies and jobs; as many openings as the plan keeps places for."""

from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from county_2026.cast import Part, shared
from county_2026.people import ACCOUNTANT, FARMING, MEDICAL, VETERINARY, Member
from county_2026.places import ADMIN, AFTER, INST, LEADERS, After
from dinggang.plan import Education, ExitRoute, Filling, HeadcountKind, Post, Stratum

COMPETED = 86
"""Openings for a hundred who compete."""
ASKS: dict[str, dict[str, Any]] = {
    "": {},
    "college": {"education": Education.COLLEGE},
    "college45": {"education": Education.COLLEGE, "max_age": 45},
    "party": {"party_member": True},
    "sensitive": {"education": Education.COLLEGE, "party_member": True, "sensitive": True},
    "medical": {"majors": (MEDICAL, "公共卫生", "行政管理")},
    "farming": {"majors": (FARMING, "林学", "行政管理", "经济管理")},
    "veterinary": {"majors": (VETERINARY, FARMING, "行政管理")},
    "accounting": {"education": Education.COLLEGE, "certificates": (ACCOUNTANT,), "sensitive": True},
    "certified": {"certificates": (ACCOUNTANT,)},
}


class Town(NamedTuple):
    """A township after the reform: its number and name, its posts, and the places of each body."""

    number: int
    name: str
    posts: tuple[Post, ...]
    places: tuple[int, ...]

    def body(self, index: int) -> str:
        return body_id(self.number, index)


def body_id(town: int, index: int) -> str:
    return f"B{town + 1:03}{index + 1:02}"


def county_towns(members: tuple[Member, ...], names: tuple[str, ...]) -> tuple[Town, ...]:
    parts: Counter[tuple[int, str, str]] = Counter(
        (m.seat.town, m.person.kind.value, str(m.part)) for m in members
    )
    return tuple(_town(number, name, parts) for number, name in enumerate(names))


def _town(number: int, name: str, parts: Counter[tuple[int, str, str]]) -> Town:
    posts: list[Post] = []
    places: list[int] = []
    for title in LEADERS[: parts[number, "administrative", str(Part.LEADS)]]:
        posts.append(
            Post(
                id=_id(number, posts),
                name=f"{name}{title}",
                kind=ADMIN,
                stratum=Stratum.LEADER,
                filling=Filling.APPOINT,
                note="县委管理",
            )
        )
    for kind in (ADMIN, INST):
        bodies = [(i, b) for i, b in enumerate(AFTER) if b.kind is kind]
        competed = parts[number, kind.value, str(Part.COMPETES)] * COMPETED // 100
        least = 2 + (kind is INST)
        openings = shared(competed, [b.weight for _, b in bodies], least)
        for (index, body), count in zip(bodies, openings, strict=True):
            for post in _of_body(name, body, count):
                posts.append(Post(id=_id(number, posts), body=body_id(number, index), kind=kind, **post))
            places.append(count + (kind is ADMIN))
        kept = parts[number, kind.value, str(ExitRoute.YIELD)]
        if kept:
            posts.append(_kept_vacant(number, bodies[0][0], name, kind, kept, _id(number, posts)))
    return Town(number, name, tuple(posts), tuple(places))


def _id(town: int, before: list[Post]) -> str:
    return f"O{town + 1:03}{len(before) + 1:03}"


def _of_body(town: str, body: After, openings: int) -> Iterator[dict[str, Any]]:
    """The head (of an office appointed, of a centre competed for), deputies, and jobs among whom the rest is shared."""
    appointed = body.kind is ADMIN
    yield {
        "name": f"{town}{body.name}主任",
        "stratum": Stratum.MID,
        "filling": Filling.APPOINT if appointed else Filling.COMPETE,
        "education": Education.COLLEGE,
        **({} if appointed else {"min_stratum_years": 2, "party_member": True}),
    }
    left = openings - (not appointed)
    deputies = 2 if left >= 16 else 1
    yield {
        "name": f"{town}{body.name}副主任",
        "stratum": Stratum.MID,
        "filling": Filling.COMPETE,
        "openings": deputies,
        "education": Education.COLLEGE,
        "max_age": 50,
    }
    left -= deputies
    for (name, _, asks), count in zip(body.jobs, _jobs(left, [w for _, w, _ in body.jobs]), strict=True):
        if count:
            yield {
                "name": f"{town}{body.name}{name}",
                "stratum": Stratum.GENERAL,
                "filling": Filling.COMPETE,
                "openings": count,
                **ASKS[asks],
            }


def _jobs(left: int, weights: list[int]) -> list[int]:
    """The openings of the jobs; where there are fewer openings than jobs, the first get one each."""
    if left < len(weights):
        return [1] * left + [0] * (len(weights) - left)
    return shared(left, weights)


def _kept_vacant(number: int, index: int, town: str, kind: HeadcountKind, openings: int, id_: str) -> Post:
    return Post(
        id=id_,
        name=f"{town}让岗人员占用名额",
        body=body_id(number, index),
        kind=kind,
        stratum=Stratum.GENERAL,
        filling=Filling.VACANT,
        openings=openings,
        note="让岗人员继续占编，到退休为止不补人",
    )
