"""Avoidance among relatives (任职回避): which two posts they may not hold, and which one a leader's relative may not."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import assert_never

from dinggang.basis import Id, Words
from dinggang.plan import Avoidance, Post, Stratum
from dinggang.roster.values import Person

_LEADING = frozenset({Stratum.LEADER, Stratum.MID})


def must_be_apart(rule: Avoidance, one: Post, other: Post) -> bool:
    """Whether relatives may not hold these two posts together.

    Posts of the organ itself, which belong to no body, are no body in common.
    """
    if one.body != other.body or not one.body:
        return False
    match rule:
        case Avoidance.NONE:
            return False
        case Avoidance.SAME_BODY:
            return True
        case Avoidance.LED_BODY:
            return bool(_LEADING & {one.stratum, other.stratum})
        case _:
            assert_never(rule)


Kin = Mapping[Id, tuple[Id, ...]]
"""Everyone's relatives on the roster, by id; either side naming the other is enough."""


def kinship(people: Iterable[Person]) -> Kin:
    """Who is a relative of whom. People without relatives on the roster are not in it."""
    known = {p.id: p for p in people}
    found: defaultdict[Id, set[Id]] = defaultdict(set)
    for person in known.values():
        for relative in person.relatives:
            if relative in known and relative != person.id:
                found[person.id].add(relative)
                found[relative].add(person.id)
    return {person: tuple(sorted(relatives)) for person, relatives in sorted(found.items())}


def avoidance(
    rule: Avoidance,
    post: Post,
    relatives: Iterable[Id],
    people: Mapping[Id, Person],
    held: Mapping[Id, Post],
) -> tuple[Words, ...]:
    """All reasons why somebody's relatives close this post to them. `held` are posts already decided, by person."""
    reasons: list[Words] = []
    for relative in relatives:
        if post.sensitive and people[relative].stratum is Stratum.LEADER and rule is not Avoidance.NONE:
            reasons.append(
                Words(
                    zh=f"亲属{relative}是本机关领导，不得任组织、人事、纪检、审计、财务岗位",
                    en=f"relative {relative} leads the organ, and the post is a sensitive one",
                )
            )
        if relative in held and must_be_apart(rule, post, held[relative]):
            reasons.append(
                Words(
                    zh=f"亲属{relative}任同一机构的{held[relative].id}，应当回避",
                    en=f"relative {relative} holds {held[relative].id} in the same body",
                )
            )
    return tuple(reasons)
