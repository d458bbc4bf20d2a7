"""Best fit over a board and lists: the instance, and the result in sentences."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from dinggang.basis import Fault, Id, Words, fraction, shown
from dinggang.plan import PlacementRule, Post
from dinggang.selection.best_fit import BestFit, Fitting, Vector, best_fit
from dinggang.selection.field import Field
from dinggang.selection.mechanisms import Outcome
from dinggang.selection.obstacles import Refused, counted
from dinggang.selection.placement import choosing_order
from dinggang.selection.placing import PostScores, Telling, lists_that_count
from dinggang.selection.values import Choices, Ranked, Ranking

UNIT = 10**8
"""Fit in whole numbers: units of a hundred-millionth of a mark, the finest a stored rounding can ask for."""


def fitting_of(
    rule: PlacementRule,
    posts: Sequence[Post],
    ranking: Ranking,
    choices: Sequence[Choices],
    refused: Refused,
    post_scores: PostScores,
) -> Fitting:
    """The instance: everyone ranked, their lists as far as they count, the score at each eligible post as its fit.

    The lots are the choosing order. Raises Fault as `Fitting` does.
    """
    lists = lists_that_count(rule, choices)
    order = choosing_order(ranking)
    openings = {post.id: post.openings for post in posts}
    fit: dict[tuple[Id, Id], int] = {}
    for ranked in order:
        for post in lists.get(ranked.person, ()):
            if post in openings and not refused.get((ranked.person, post)):
                score = post_scores.get((ranked.person, post), ranked.score)
                fit[ranked.person, post] = int(fraction(score) * UNIT)
    return Fitting(
        lists={r.person: tuple(dict.fromkeys(lists.get(r.person, ()))) for r in order},
        openings=openings,
        fit=fit,
        lots=tuple(r.person for r in order),
    )


EXACT_UP_TO = 300
"""So many people are told what insisting on a post costs exactly, each by a solution of its own."""


class FitTelling(Telling):
    """The result of best fit in sentences. `best` holds the prices; None where side conditions leave none."""

    def __init__(
        self, field: Field, result: dict[Id, Id | None], best: BestFit | None, problem: Fitting
    ) -> None:
        super().__init__(
            field.rule,
            field.posts,
            field.ranking,
            field.choices,
            field.refused,
            field.post_scores,
            Outcome(posts=result, cutoffs={}),
        )
        self.best = best
        self.problem = problem
        self.values = problem.values()
        self.holders: dict[Id, list[Id]] = {}
        for person, post in result.items():
            if post is not None:
                self.holders.setdefault(post, []).append(person)

    def _taken(self, ranked: Ranked, post: Id, number: int, own: Decimal) -> Words:
        openings = self.openings[post]
        return Words(
            zh=f"总体最优安排在第{number}志愿：该岗位成绩{own:f}，第{ranked.order}名，{openings}个名额。",
            en=f"Placed in choice {number} by the best total: score there {own:f}, rank {ranked.order}; "
            f"{counted(openings, 'opening')}.",
        )

    def _full(self, ranked: Ranked, post: Id, _number: int, own: Decimal) -> Words:
        if self.openings[post] == 0:
            return Words(zh="该岗位没有名额。", en="The post has no opening.")
        behind = sorted(p for p in self.holders.get(post, []) if self._score(p, post) < own)
        over = Words(
            zh=f"；录取的{'、'.join(behind)}成绩低于本人" if behind else "",
            en=f"; {', '.join(behind)}, placed there, score lower" if behind else "",
        )
        cost = self._cost(ranked.person, post)
        return Words(
            zh=f"总体最优没有安排：{cost.zh}{over.zh}。",
            en=f"Not placed there by the best total: {cost.en}{over.en}.",
        )

    def _cost(self, person: Id, post: Id) -> Words:
        """What insisting on this pair takes from the total: exactly for a township, at least for larger ones."""
        value = self.values.get(person, {}).get(post)
        if self.best is None or value is None:
            return Words(
                zh="附加条件与总分一并考虑的结果", en="side conditions and the total were weighed together"
            )
        exact = len(self.problem.lots) <= EXACT_UP_TO
        lost = (
            _less(self.best.total, insisted(self.problem, person, post))
            if exact
            else self._bound(person, post)
        )
        least = Words(zh="" if exact else "至少", en="" if exact else "at least ")
        people, marks, liked = lost
        if people > 0:
            return Words(
                zh=f"安排到该岗位{least.zh}会少录取{people}人",
                en=f"insisting on it costs {least.en}{people} placed",
            )
        if marks > 0:
            points = shown(Fraction(marks, UNIT))
            return Words(
                zh=f"安排到该岗位总分{least.zh}少{points}分",
                en=f"insisting on it costs {least.en}{points} marks",
            )
        if liked > 0:
            return Words(
                zh=f"总分相同，安排到该岗位会使众人的志愿顺序合计{least.zh}差{liked}位",
                en=f"equal in marks, it costs {least.en}{liked} places on people's lists",
            )
        if exact:
            return Words(
                zh="总分、志愿都相同，按榜上次序", en="equal in marks and lists: the order of the board"
            )
        return Words(zh="安排到该岗位总分不会更高", en="insisting on it makes the total no greater")

    def _bound(self, person: Id, post: Id) -> Vector:
        """Price of person and post less the value of the pair: what insisting costs at least."""
        if self.best is None:
            raise Fault("no prices, no bound")
        together = zip(self.best.person_prices[person], self.best.post_prices[post], strict=True)
        one, two, three = (u + v for u, v in together)
        return _less((one, two, three), self.values[person][post])


def insisted(problem: Fitting, person: Id, post: Id) -> Vector:
    """The greatest total of all placements in which this person has this post."""
    rest = Fitting(
        lists={p: listed if p != person else () for p, listed in problem.lists.items()},
        openings={q: n - (q == post) for q, n in problem.openings.items()},
        fit={pair: fit for pair, fit in problem.fit.items() if pair[0] != person},
        lots=problem.lots,
    )
    # Preferences are counted against the longest list of the whole problem, so that totals can be compared.
    values = problem.values()
    found = best_fit(rest).posts
    totals = [values[p][q] for p, q in found.items() if q is not None]
    totals.append(values[person][post])
    return sum(v[0] for v in totals), sum(v[1] for v in totals), sum(v[2] for v in totals)


def _less(one: Vector, other: Vector) -> Vector:
    return one[0] - other[0], one[1] - other[1], one[2] - other[2]
