"""Small problems, at random or by hand, as the plain rules and as the kernels read them."""

from itertools import product

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st

from dinggang.kernels import Market
from dinggang.selection.mechanisms import Outcome, Problem

UNHURRIED = settings(deadline=None)
"""A busy computer breaks no law."""


def named(lists, ranks, openings=None):
    """`lists`: person → posts in words; `ranks`: post → people in words, the best first. One opening each by default."""
    order = {q: people.split() for q, people in ranks.items()}
    return Problem(
        lists={p: tuple(posts.split()) for p, posts in lists.items()},
        openings=openings or dict.fromkeys(ranks, 1),
        keys={(p, q): (-place,) for q, people in order.items() for place, p in enumerate(people)},
    )


def as_market(problem):
    """The arrays, and the names of people and posts in their order. What is no edge names a post without openings."""
    people, posts = list(problem.lists), [*problem.openings, "nowhere"]
    column = {post: at for at, post in enumerate(posts)}
    level = {key: at for at, key in enumerate(sorted(set(problem.keys.values())))}
    edges = [(p, q) for p in people for q in problem.lists[p]]
    real = [problem.edge(p, q) for p, q in edges]
    market = Market(
        offsets=np.cumsum([0, *(len(problem.lists[p]) for p in people)]),
        posts=np.array([column[q] if ok else len(posts) - 1 for (_, q), ok in zip(edges, real, strict=True)]),
        priorities=np.array([level[problem.keys[e]] if ok else 0 for e, ok in zip(edges, real, strict=True)]),
        lots=np.arange(len(people)),
        openings=np.array([*problem.openings.values(), 0]),
    )
    return market, people, posts


def as_outcome(problem, matching):
    """A kernel's result with names: posts, and per post that filled up the last person and the band."""
    _, people, posts = as_market(problem)
    placed = {p: posts[q] if q >= 0 else None for p, q in zip(people, matching.match.tolist(), strict=True)}
    last = {
        posts[q]: (people[matching.last[q]], int(matching.band[q]) + 1)
        for q in np.flatnonzero(matching.last >= 0).tolist()
    }
    return placed, last


def seen(outcome: Outcome):
    """The plain rule's result in the same shape."""
    return outcome.posts, {post: (c.person, c.band) for post, c in outcome.cutoffs.items()}


def all_placements(problem):
    """Every way to give each person an own listed post or none, within openings."""
    options = [[None, *dict.fromkeys(problem.lists[p])] for p in problem.lists]
    for posts in product(*options):
        if all(posts.count(q) <= openings for q, openings in problem.openings.items()):
            yield dict(zip(problem.lists, posts, strict=True))


def is_stable(problem, placed):
    """The definition, word for word: within openings, on own lists, nobody envies with reason, nothing is wasted."""
    holders = {q: [p for p, at in placed.items() if at == q] for q in problem.openings}
    if any(len(people) > problem.openings[q] for q, people in holders.items()):
        return False
    lists = {p: [q for q in listed if problem.edge(p, q)] for p, listed in problem.lists.items()}
    if any(at is not None and at not in lists[person] for person, at in placed.items()):
        return False
    for person, at in placed.items():
        listed = lists[person]
        for post in listed[: listed.index(at)] if at is not None else listed:
            if len(holders[post]) < problem.openings[post]:
                return False
            if any(problem.keys[person, post] > problem.keys[other, post] for other in holders[post]):
                return False
    return True


def stable_placements(problem):
    return [placed for placed in all_placements(problem) if is_stable(problem, placed)]


@st.composite
def problems(draw, common=None, people=6):
    """Few people, few posts, few different scores: ties, empty lists, no openings, repeats, nobody eligible."""
    names = [f"P{n}" for n in range(draw(st.integers(0, people)))]
    posts = [f"B{n}" for n in range(draw(st.integers(0, 4)))]
    level = st.integers(0, draw(st.sampled_from((0, 1, 3))))
    lots = dict(zip(names, draw(st.permutations(range(len(names)))), strict=True))
    shared = draw(st.booleans()) if common is None else common
    score = {p: draw(level) for p in names}
    listed = st.lists(st.sampled_from(posts), max_size=5) if posts else st.just([])
    eligible = draw(st.sampled_from(("all", "some", "none")))
    return Problem(
        lists={p: tuple(draw(listed)) for p in names},
        openings={q: draw(st.integers(0, 3)) for q in posts},
        keys={
            (p, q): (score[p] if shared else draw(level), lots[p])
            for p in names
            for q in posts
            if eligible == "all" or (eligible == "some" and draw(st.integers(0, 3)))
        },
    )
