"""Who competes, and for how many openings."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import assert_never

import msgspec

from dinggang.basis import Id, Words
from dinggang.case import Case, Effects
from dinggang.plan import BelowRatio, Filling, Post, RatioRule, Stratum
from dinggang.roster import REGULAR, Person, eligibility, may_compete
from dinggang.selection import Applicant

NO_CHOICES = Words(zh="没有报名（未交志愿）", en="did not apply (no choices handed in)")
NOT_OPEN = Words(zh="该岗位不参加竞争", en="the post is not open to competition")


def openings_to_compete(posts: Sequence[Post], acts: Effects) -> dict[str, int]:
    """Openings per post left to competition: appointed, concurrent and vacant ones are taken out first."""
    appointed = Counter(post for post, _ in acts.appointed)
    beside = Counter(post for post, _ in acts.concurrent)
    return {
        p.id: max(p.openings - appointed[p.id] - beside[p.id], 0)
        for p in posts
        if p.filling is Filling.COMPETE and p.stratum is not Stratum.LEADER and p.id not in acts.kept_vacant
    }


def pool(case: Case, acts: Effects) -> tuple[Person, ...]:
    """Staff in headcount who are neither leaders, nor appointed, nor on their way out."""
    appointed = {person for _, person in acts.appointed}
    leaving = {e.person for e in case.exits}
    return tuple(
        p
        for p in case.people
        if p.kind in REGULAR
        and p.stratum is not Stratum.LEADER
        and p.id not in appointed
        and p.id not in leaving
    )


def applicants(case: Case, acts: Effects) -> tuple[Applicant, ...]:
    """Everyone of the pool: may compete, or all reasons why not; and for each post listed why it is refused."""
    rule, cutoff = case.plan.rules.eligibility, case.plan.cutoff
    lists = {c.person: c.posts for c in case.choices}
    open_posts = openings_to_compete(case.posts, acts)
    members = pool(case, acts)
    pairs = [(p.id, post) for p in members for post in lists.get(p.id, ())]
    refused = eligibility(case.plan, case.posts, case.people, pairs, held_beforehand(case, acts))
    return tuple(
        Applicant(
            person=p.id,
            posts=lists.get(p.id, ()),
            reasons=(*may_compete(rule, p, cutoff), *(() if lists.get(p.id) else (NO_CHOICES,))),
            refused={
                post: (*refused.get((p.id, post), ()), *(() if open_posts.get(post, 0) else (NOT_OPEN,)))
                for post in lists.get(p.id, ())
                if (p.id, post) in refused or not open_posts.get(post, 0)
            },
        )
        for p in members
    )


def held_beforehand(case: Case, acts: Effects) -> dict[Id, Post]:
    """The posts of people appointed or slotted in, from which their relatives keep away."""
    posts = {p.id: p for p in case.posts}
    return {person: posts[post] for post, person in acts.appointed if post in posts}


def candidates_per_post(applicants_: Sequence[Applicant]) -> Counter[Id]:
    """How many people who may compete listed each post that is open to them."""
    return Counter(
        post for a in applicants_ if a.competes for post in dict.fromkeys(a.posts) if post not in a.refused
    )


def after_ratio(
    rule: RatioRule | None, openings: Mapping[Id, int], applicants_: Sequence[Applicant]
) -> tuple[dict[Id, int], tuple[Id, ...]]:
    """The openings after the candidates-per-opening rule, and the posts it found short.

    Three openings, least 2, four candidates: 3, 2 or 0 by the rule's `below`.
    """
    if rule is None:
        return dict(openings), ()
    wanted = candidates_per_post(applicants_)
    short = tuple(p for p, n in sorted(openings.items()) if n and wanted[p] < rule.least * n)
    left = dict(openings)
    for post in short:
        match rule.below:
            case BelowRatio.OPEN:
                pass
            case BelowRatio.REDUCE:
                left[post] = wanted[post] // rule.least
            case BelowRatio.CANCEL:
                left[post] = 0
            case _:
                assert_never(rule.below)
    return left, short


CANCELLED = Words(
    zh="报名人数不足，按方案取消该岗位", en="too few candidates: the post is cancelled by the plan"
)


def without_cancelled(
    applicants_: Sequence[Applicant], before: Mapping[Id, int], openings: Mapping[Id, int]
) -> tuple[Applicant, ...]:
    """The applicants, told which of their posts have been cancelled."""
    gone = {p for p, n in before.items() if n and not openings[p]}
    return tuple(
        msgspec.structs.replace(
            a, refused={**a.refused, **{p: (*a.refused.get(p, ()), CANCELLED) for p in a.posts if p in gone}}
        )
        if gone & set(a.posts)
        else a
        for a in applicants_
    )


def refusals(
    case: Case, acts: Effects, posts: Sequence[Post], people: Sequence[Id]
) -> dict[tuple[Id, Id], tuple[Words, ...]]:
    """Why each competing person may not hold each post, listed or not; a post no longer open is refused to all."""
    by_person: dict[Id, tuple[Id, ...]] = {}
    for listed in (*case.choices, *case.second_choices):
        by_person[listed.person] = (*by_person.get(listed.person, ()), *listed.posts)
    still_open = {p.id for p in posts}
    pairs = [(person, post) for person in people for post in still_open]
    refused = eligibility(case.plan, case.posts, case.people, sorted(pairs), held_beforehand(case, acts))
    closed = {
        (person, post): (NOT_OPEN,)
        for person in people
        for post in by_person.get(person, ())
        if post not in still_open
    }
    return {**refused, **closed}
