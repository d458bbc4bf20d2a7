"""Placement by whichever mechanism the plan named, with a sentence for every post on every list."""

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import assert_never

from dinggang.basis import Fault, Id, Words
from dinggang.plan import Mechanism, PlacementRule, Post
from dinggang.selection.mechanisms import (
    Key,
    Outcome,
    Problem,
    banded,
    deferred_acceptance,
    immediate_acceptance,
    rank_order,
)
from dinggang.selection.obstacles import OpenPosts, Refused, counted, full, no_list, not_considered
from dinggang.selection.placement import choosing_order, place
from dinggang.selection.values import Choices, Placed, Placement, Ranked, Ranking, Why

PostScores = Mapping[tuple[Id, Id], Decimal]
"""A person's score at a post that has weights of its own; where it has none, the composite counts."""


def problem_of(
    rule: PlacementRule,
    posts: Sequence[Post],
    ranking: Ranking,
    choices: Sequence[Choices],
    refused: Refused,
    post_scores: PostScores | None = None,
) -> Problem:
    """The placement as lists, openings and keys: what every mechanism, and every checker, starts from.

    A key is the score at that post, then the place in choosing order: the board's tie rules and draw have settled it.
    Only ranked people with exactly one list are in it; of a list the first `max_choices` count. Raises Fault for people
    who are still tied.
    """
    if ranking.undrawn:
        raise Fault("people are still tied; a draw must be on record before anybody is placed")
    lists = lists_that_count(rule, choices)
    order = choosing_order(ranking)
    openings = {post.id: post.openings for post in posts}
    keys: dict[tuple[Id, Id], Key] = {}
    for place_, ranked in enumerate(order):
        for post in lists.get(ranked.person, ()):
            if post in openings and not refused.get((ranked.person, post)):
                score = (post_scores or {}).get((ranked.person, post), ranked.score)
                keys[ranked.person, post] = (score, -place_) if post_scores else (-place_,)
    return Problem(lists={r.person: lists.get(r.person, ()) for r in order}, openings=openings, keys=keys)


def lists_that_count(rule: PlacementRule, choices: Sequence[Choices]) -> dict[Id, tuple[Id, ...]]:
    """The lists of people who handed in exactly one, as far as the rule lets them."""
    times = Counter(listed.person for listed in choices)
    return {c.person: c.posts[: rule.max_choices] for c in choices if times[c.person] == 1}


def place_by_rule(
    rule: PlacementRule,
    posts: Sequence[Post],
    ranking: Ranking,
    choices: Sequence[Choices],
    refused: Refused,
    post_scores: PostScores | None = None,
) -> Placement:
    """Everyone ranked, in choosing order, with their post and a sentence per post listed.

    The arguments are those of `place`; `post_scores` are the scores at posts with weights of their own. Best fit is not
    here: it needs the side conditions of the whole case.
    """
    if rule.mechanism is Mechanism.RANK_ORDER:
        return place(rule, posts, ranking, choices, refused)
    problem = problem_of(rule, posts, ranking, choices, refused, post_scores)
    return told(rule, posts, ranking, choices, refused, post_scores, solve(rule, problem))


def told(
    rule: PlacementRule,
    posts: Sequence[Post],
    ranking: Ranking,
    choices: Sequence[Choices],
    refused: Refused,
    post_scores: PostScores | None,
    outcome: Outcome,
) -> Placement:
    """An outcome in sentences."""
    return Telling(rule, posts, ranking, choices, refused, post_scores or {}, outcome).placement()


def solve(rule: PlacementRule, problem: Problem) -> Outcome:
    """The mechanism's result on this problem. Raises Fault for best fit, and for parallel choices without a band."""
    match rule.mechanism:
        case Mechanism.RANK_ORDER:
            return rank_order(problem)
        case Mechanism.FIRST_CHOICE:
            return immediate_acceptance(problem)
        case Mechanism.DEFERRED:
            return deferred_acceptance(problem)
        case Mechanism.PARALLEL:
            if rule.band is None:
                raise Fault("parallel choices without a band; the plan's check must stop that")
            return banded(problem, rule.band)
        case Mechanism.BEST_FIT:
            raise Fault("best fit is solved over the whole case")
        case _:
            assert_never(rule.mechanism)


def _by_the_board() -> Words:
    return Words(zh="按榜上的次序", en="the order of the board")


class Telling:
    """The result of a mechanism in sentences: per post listed, what was reached and what was missing."""

    def __init__(
        self,
        rule: PlacementRule,
        posts: Sequence[Post],
        ranking: Ranking,
        choices: Sequence[Choices],
        refused: Refused,
        post_scores: PostScores,
        outcome: Outcome,
    ) -> None:
        self.rule = rule
        self.order = choosing_order(ranking)
        self.openings = {post.id: post.openings for post in posts}
        self.refused = refused
        self.post_scores = post_scores
        self.outcome = outcome
        self.scores = {r.person: r.score for r in self.order}
        held = Counter(post for post in outcome.posts.values() if post is not None)
        self.left = {post: openings - held[post] for post, openings in self.openings.items()}
        self.open = OpenPosts(post for post, left in self.left.items() if left > 0)
        self.lists: dict[Id, list[Sequence[Id]]] = {}
        for listed in choices:
            self.lists.setdefault(listed.person, []).append(listed.posts)

    def placement(self) -> Placement:
        return Placement(
            placed=tuple(self._placed(ranked) for ranked in self.order), openings_left=dict(self.left)
        )

    def _placed(self, ranked: Ranked) -> Placed:
        person = ranked.person
        lists = self.lists.get(person, [])
        listed = lists[0] if len(lists) == 1 else ()
        if not listed:
            return Placed(person=person, post=None, choice=None, whys=(), reason=no_list(len(lists)))
        post = self.outcome.posts.get(person)
        choice = listed.index(post) + 1 if post is not None else None
        whys = tuple(
            Why(post=name, words=self._why(ranked, listed, number, choice))
            for number, name in enumerate(listed, start=1)
        )
        reason = None if post is not None else self._unplaced(person, listed)
        return Placed(person=person, post=post, choice=choice, whys=whys, reason=reason)

    def _why(self, ranked: Ranked, listed: Sequence[Id], number: int, choice: int | None) -> Words:
        person, post = ranked.person, listed[number - 1]
        reason = not_considered(
            person, listed, number, choice, self.rule.max_choices, self.openings, self.refused
        )
        if reason is not None:
            return reason
        own = self._score(person, post)
        if number == choice:
            return self._taken(ranked, post, number, own)
        return self._full(ranked, post, number, own)

    def _score(self, person: Id, post: Id) -> Decimal:
        return self.post_scores.get((person, post), self.scores[person])

    def _taken(self, ranked: Ranked, post: Id, number: int, own: Decimal) -> Words:
        cut = self.outcome.cutoffs.get(post)
        openings = self.openings[post]
        if cut is None:
            lowest = Words(zh=f"还剩{self.left[post]}个", en=f"{self.left[post]} left")
        else:
            score = self._score(cut.person, post)
            lowest = Words(zh=f"最低录取成绩{score:f}", en=f"the lowest score admitted is {score:f}")
        return Words(
            zh=f"第{number}志愿选中：成绩{own:f}，第{ranked.order}名，该岗位{openings}个名额，{lowest.zh}。",
            en=f"Taken as choice {number}: score {own:f}, rank {ranked.order}; "
            f"{counted(openings, 'opening')}, {lowest.en}.",
        )

    def _full(self, ranked: Ranked, post: Id, number: int, own: Decimal) -> Words:
        cut = self.outcome.cutoffs.get(post)
        if cut is None:
            if self.openings[post] == 0:
                return Words(zh="该岗位没有名额。", en="The post has no opening.")
            raise Fault(f"{ranked.person} did not get {post}, which has openings left")
        band = self._band(number)
        if cut.band < band:
            return Words(
                zh=f"已满（{self.openings[post]}个名额）：在第{cut.band}批志愿已经录满，本人填在第{band}批。",
                en=f"Full ({counted(self.openings[post], 'opening')}) with band {cut.band} of the lists; "
                f"this choice is in band {band}.",
            )
        return full(self.openings[post], self._score(cut.person, post), own, _by_the_board)

    def _band(self, number: int) -> int:
        """The band of a choice of this number: the bands in which a post can fill up for good."""
        match self.rule.mechanism:
            case Mechanism.FIRST_CHOICE:
                return number
            case Mechanism.PARALLEL if self.rule.band is not None:
                return (number - 1) // self.rule.band + 1
            case _:
                return 1

    def _unplaced(self, person: Id, listed: Sequence[Id]) -> Words:
        named = [post for post in dict.fromkeys(listed) if self.left.get(post, 0) > 0]
        others = self.open.open_to(self.refused, person)
        others -= sum(not self.refused.get((person, post)) for post in named)
        return Words(
            zh=f"所填{len(listed)}个志愿都没有选中；未填报的岗位中还有{others}个有名额且符合条件。",
            en=f"None of {counted(len(listed), 'choice')} could be taken; {counted(others, 'post')} not on the list "
            "have openings and are open to this person.",
        )
