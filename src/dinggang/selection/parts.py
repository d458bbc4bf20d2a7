"""A placement problem in the parts that do not touch: what happens in one of them changes nothing in another."""

from collections import defaultdict

from dinggang.basis import Id
from dinggang.plan import PlacementRule
from dinggang.selection.mechanisms import Key, Problem
from dinggang.selection.placing import solve


class Parts:
    """People and posts that hang together by lists. A township's people list its own posts: it is a part of the county.

    Every mechanism here compares people only at posts that both list, so the outcome of the whole is that of its parts.
    """

    def __init__(self, rule: PlacementRule, problem: Problem) -> None:
        self.outcome = solve(rule, problem)
        """The outcome of the whole, after all that has been struck out."""
        self._rule = rule
        self._problem = problem
        self._part: dict[Id, int] = {}
        """Post → its part, found when it is first asked for."""
        self._members: dict[int, list[Id]] = {}
        self._keys: dict[int, dict[tuple[Id, Id], Key]] = {}
        self._made: dict[int, Problem] = {}

    def strike(self, pair: tuple[Id, Id]) -> None:
        """Makes this pair no edge any more, and solves its part anew. Raises KeyError for a pair that was none."""
        if not self._part:
            self._divide()
        part = self._part[pair[1]]
        del self._keys[part][pair]
        problem = self._of(part)
        new = solve(self._rule, problem)
        for post in problem.openings:
            self.outcome.cutoffs.pop(post, None)
        self.outcome.posts.update(new.posts)
        self.outcome.cutoffs.update(new.cutoffs)

    def _divide(self) -> None:
        wanted: defaultdict[Id, list[Id]] = defaultdict(list)
        listing: defaultdict[Id, list[Id]] = defaultdict(list)
        for person, post in self._problem.keys:
            wanted[person].append(post)
            listing[post].append(person)
        for number, start in enumerate(listing):
            waiting = [start] if start not in self._part else []
            while waiting:
                post = waiting.pop()
                if post not in self._part:
                    self._part[post] = number
                    waiting += [other for person in listing[post] for other in wanted.pop(person, ())]
        part_of: dict[Id, int] = {}
        for pair, key in self._problem.keys.items():
            part_of[pair[0]] = self._part[pair[1]]
            self._keys.setdefault(part_of[pair[0]], {})[pair] = key
        for person in self._problem.lists:
            if person in part_of:
                self._members.setdefault(part_of[person], []).append(person)

    def _of(self, part: int) -> Problem:
        """The part as a problem of its own. Pairs are taken out of its keys one by one, and never put in: what has been
        checked of them once stays true.
        """
        if part not in self._made:
            whole = self._problem
            self._made[part] = Problem(
                lists={person: whole.lists[person] for person in self._members[part]},
                openings={post: n for post, n in whole.openings.items() if self._part.get(post) == part},
                keys=self._keys[part],
            )
        return self._made[part]
