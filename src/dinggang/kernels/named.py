"""Best fit by names: people and posts as texts in and out, arrays only inside."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from dinggang.kernels.fit import best_fit
from dinggang.kernels.fit_program import Unproven, program
from dinggang.kernels.fit_proof import FitProof
from dinggang.kernels.fit_tree import NODES, prove
from dinggang.kernels.fit_values import (
    Bools,
    Ceiling,
    FitProblem,
    GaveWay,
    Ints,
    Quota,
    Share,
    SideRules,
    net,
)
from dinggang.kernels.named_proof import by_names

Prices = tuple[int, int, int]
"""People placed, fit, preference; compared from the left."""


@dataclass(frozen=True, kw_only=True)
class Group:
    """At least `least`, or at most `most`, people in these posts together."""

    name: str
    posts: Collection[str]
    number: int


@dataclass(frozen=True, kw_only=True)
class Proportion:
    """Of all placed at least numerator/denominator are these people."""

    name: str
    members: Collection[str]
    numerator: int
    denominator: int


@dataclass(frozen=True, kw_only=True)
class NamedRules:
    """Side rules by names. `departments` says which department a post is of; relatives are at most one in each."""

    departments: Mapping[str, str]
    kin: Collection[tuple[str, str]] = ()
    shares: Sequence[Proportion] = ()
    ceilings: Sequence[Group] = ()
    quotas: Sequence[Group] = ()

    @property
    def bind(self) -> bool:
        return bool(self.kin or self.shares or self.ceilings or self.quotas)


@dataclass(frozen=True, kw_only=True)
class NamedFit:
    """Everyone's post or None; prices by name, None under side rules; the rules that gave way; whether it is proven.

    `proof`: what a stranger can check under side rules; None without them, and where only the solver's search proved it.
    """

    posts: dict[str, str | None]
    person_prices: dict[str, Prices] | None
    post_prices: dict[str, Prices] | None
    gave_way: tuple[GaveWay, ...]
    proven: bool
    proof: FitProof | None = None


def best_fit_by_name(
    lists: Mapping[str, Sequence[str]],
    openings: Mapping[str, int],
    fit: Mapping[tuple[str, str], int],
    lots: Sequence[str],
    rules: NamedRules,
    *,
    nodes: int = NODES,
    size_first: bool = True,
) -> NamedFit:
    """The best fit of people with ordered lists (a pair without a fit is no edge); `lots` names everyone, first lot first.

    Under side rules with a proof of at most `nodes` nodes; beyond that what the solver's search finds, without one.
    Raises Fault as `best_fit` does.
    """
    posts = sorted(openings)
    at = {post: number for number, post in enumerate(posts)}
    seat = {person: number for number, person in enumerate(lots)}
    edges = [
        (seat[p], at[q], fit[p, q], number)
        for p, listed in lists.items()
        for number, q in enumerate(listed, start=1)
        if (p, q) in fit
    ]
    person, post, worth, number = (np.array([e[i] for e in edges], np.int64) for i in range(4))
    # In the coarsest unit that keeps every fit whole, so that sums stay within 64 bits.
    unit = max(int(np.gcd.reduce(worth)), 1) if worth.size else 1
    problem = FitProblem(
        openings=np.array([openings[q] for q in posts], np.int64),
        person=person,
        post=post,
        fit=worth // unit,
        rank=number,
        lot=np.arange(len(seat), dtype=np.int64)[::-1].copy(),
    )
    side = _side(rules, posts, list(lots)) if rules.bind else None
    if side is not None:
        try:
            return _with_proof(problem, side, rules, (posts, list(lots), unit), nodes, size_first=size_first)
        except Unproven:
            pass
    found = best_fit(problem, side, size_first=size_first, tree=False)
    return NamedFit(
        posts={p: posts[int(found.match[n])] if found.match[n] >= 0 else None for p, n in seat.items()},
        person_prices=_prices(found.person_prices, list(lots), unit),
        post_prices=_prices(found.post_prices, posts, unit),
        gave_way=found.gave_way,
        proven=found.proven,
    )


def _with_proof(
    problem: FitProblem,
    side: SideRules,
    rules: NamedRules,
    names: tuple[list[str], list[str], int],
    nodes: int,
    *,
    size_first: bool,
) -> NamedFit:
    posts, people, unit = names
    inner = net(problem, size_first=size_first)
    made = program(inner, side)
    proven = prove(made, nodes=nodes)
    got: dict[str, str | None] = dict.fromkeys(people)
    for pair in proven.x.nonzero()[0].tolist():
        got[people[inner.human[inner.person[pair]]]] = posts[inner.place[inner.post[pair]]]
    gave_way = []
    for quota in rules.quotas:
        held = sum(post in quota.posts for post in got.values())
        if held < quota.number:
            gave_way.append(GaveWay(name=quota.name, short=quota.number - held))
    departments = sorted(set(rules.departments.values()) - {""})
    given = [frozenset(pair) for pair in rules.kin]
    couples = [given.index(frozenset(people[n] for n in pair)) for pair in side.kin]
    return NamedFit(
        posts=got,
        person_prices=None,
        post_prices=None,
        gave_way=tuple(gave_way),
        proven=True,
        proof=by_names(made, proven, unit, people, posts, departments, couples),
    )


def _prices(prices: Ints | None, names: list[str], unit: int) -> dict[str, Prices] | None:
    if prices is None:
        return None
    return {
        name: (int(prices[0, n]), int(prices[1, n]) * unit, int(prices[2, n])) for n, name in enumerate(names)
    }


def _side(rules: NamedRules, posts: list[str], people: list[str]) -> SideRules:
    seat = {person: number for number, person in enumerate(people)}
    departments = sorted(set(rules.departments.values()) - {""})
    number = {name: n for n, name in enumerate(departments)}

    def mask(names: list[str], chosen: Collection[str]) -> Bools:
        return np.array([name in chosen for name in names], np.bool_)

    return SideRules(
        department=np.array([number.get(rules.departments.get(q, ""), -1) for q in posts], np.int64),
        kin=tuple(sorted(tuple(sorted((seat[a], seat[b]))) for a, b in rules.kin if a in seat and b in seat)),
        shares=tuple(
            Share(
                name=s.name, members=mask(people, s.members), numerator=s.numerator, denominator=s.denominator
            )
            for s in rules.shares
        ),
        ceilings=tuple(
            Ceiling(name=c.name, posts=mask(posts, c.posts), most=c.number) for c in rules.ceilings
        ),
        quotas=tuple(Quota(name=q.name, posts=mask(posts, q.posts), least=q.number) for q in rules.quotas),
    )
