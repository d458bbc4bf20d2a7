"""Who competes, and for how many openings."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, assert_never

import msgspec

from dinggang.basis import Id, Words
from dinggang.case import Case, Effects
from dinggang.plan import BelowRatio, Filling, Post, RatioRule, Stratum
from dinggang.roster import REGULAR, Person, avoidance, eligibility, kinship, may_compete, may_hold
from dinggang.selection import Applicant, Counting

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


def refusals(case: Case, acts: Effects, posts: Sequence[Post], people: Sequence[Id]) -> "Refusals":
    """Why each competing person may not hold each post, listed or not; a post no longer open is refused to all."""
    return Refusals(case, acts, posts, people)


class Refusals(Counting):
    """The reasons of every pair that is refused, each worked out when it is asked for and then kept.

    People times posts are far too many to be written down for a county, and few of them are ever asked for. Posts that
    ask for the same are answered alike, but for those whose relatives matter.
    """

    def __init__(self, case: Case, acts: Effects, posts: Sequence[Post], people: Sequence[Id]) -> None:
        self._plan = case.plan
        self._everybody = {p.id: p for p in case.people}
        self._people = dict.fromkeys(people)
        self._posts = {p.id: p for p in posts}
        alike: dict[Post, Post] = {}
        self._first = {p.id: alike.setdefault(_asks(p), p) for p in posts}
        self._held = held_beforehand(case, acts)
        self._kin = kinship(case.people)
        self._listed: dict[Id, dict[Id, None]] = {}
        for listed in (*case.choices, *case.second_choices):
            self._listed.setdefault(listed.person, {}).update(dict.fromkeys(listed.posts))
        self._known: dict[tuple[Id, Id], tuple[Words, ...]] = {}
        self._added: dict[tuple[Id, Id], tuple[Words, ...]] = {}
        self._touched: set[Id] = set()
        self._alike = {post: first.id for post, first in self._first.items()}

    def alike(self, person: Id) -> Mapping[Id, Id] | None:
        """The first of the posts that ask for the same answers for all of them, but where relatives or a least score
        matter.
        """
        if person not in self._people or person in self._kin or person in self._touched:
            return None
        return self._alike

    def add(self, more: Mapping[tuple[Id, Id], tuple[Words, ...]]) -> None:
        """Takes these reasons in place of what was known of their pairs."""
        self._added.update(more)
        self._touched.update(person for person, _ in more)

    def _reasons(self, pair: tuple[Id, Id]) -> tuple[Words, ...]:
        if pair in self._added:
            return self._added[pair]
        person, id_ = pair
        if person not in self._people:
            return ()
        first = self._first.get(id_)
        if first is None:
            return (NOT_OPEN,) if id_ in self._listed.get(person, ()) else ()
        found = self._known.get((person, first.id))
        if found is None:
            plan, one = self._plan, self._everybody[person]
            found = self._known[person, first.id] = may_hold(plan.rules.eligibility, first, one, plan.cutoff)
        if person in self._kin:
            rule, post = self._plan.rules.placement.avoidance, self._posts[id_]
            return (*found, *avoidance(rule, post, self._kin[person], self._everybody, self._held))
        return found

    def __getitem__(self, pair: tuple[Id, Id]) -> tuple[Words, ...]:
        found = self._reasons(pair)
        if not found:
            raise KeyError(pair)
        return found

    def get(self, pair: tuple[Id, Id], default: Any = None) -> Any:
        return self._reasons(pair) or default

    def __iter__(self) -> Iterator[tuple[Id, Id]]:
        closed = {p for listed in self._listed.values() for p in listed if p not in self._posts}
        pairs = (
            (person, post) for person in sorted(self._people) for post in sorted({*self._posts, *closed})
        )
        return (pair for pair in pairs if self._reasons(pair))

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _asks(post: Post) -> Post:
    """The post with nothing left but what it asks of a person: equal for posts that ask for the same."""
    return msgspec.structs.replace(
        post, id="O0", name="-", body="", openings=1, stratum=Stratum.GENERAL, filling=Filling.COMPETE,
        sensitive=False, note="",
    )  # fmt: skip
