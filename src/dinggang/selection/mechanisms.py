"""The placement mechanisms, written as their rules read. For every size a plan on paper can have.

A mechanism turns ordered lists and priorities into placements. All of them give one result only, because priorities
are strict: whoever stays equal by every declared rule is separated by a lot drawn before anybody chose.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from heapq import heappop, heappush

from dinggang.basis import Fault, Id, Value

Key = tuple[int | Decimal | Fraction, ...]
"""What a post compares, from first to last: score, tie rules, lot. The larger goes first. Never a float."""


class Problem(Value, frozen=True, kw_only=True):
    """People with ordered lists, posts with openings, and a key for every eligible pair.

    A pair without a key is not eligible, or the post does not rank the person: it is no edge, listed or not. So is
    a post without openings of its own (not open to competition). Of a post listed twice the first naming counts.
    Raises Fault where two people have equal keys at one post: a lot must separate them first.
    """

    lists: Mapping[Id, Sequence[Id]]
    openings: Mapping[Id, int]
    keys: Mapping[tuple[Id, Id], Key]

    def __post_init__(self) -> None:
        seen: set[tuple[Id, Key]] = set()
        for (person, post), key in self.keys.items():
            if (post, key) in seen:
                raise Fault(f"{person} is tied with somebody at {post}; a lot must separate them")
            seen.add((post, key))

    def edge(self, person: Id, post: Id) -> bool:
        return post in self.openings and (person, post) in self.keys


class Cutoff(Value, frozen=True, kw_only=True):
    """The last person admitted to a post that filled up, their key, and the band of lists, from 1, in which it filled."""

    person: Id
    key: Key
    band: int


class Outcome(Value, frozen=True, kw_only=True):
    """Everyone's post, or None; and a cut-off per post that filled up. A post with openings and no cut-off refused nobody."""

    posts: dict[Id, Id | None]
    cutoffs: dict[Id, Cutoff]


def rank_order(problem: Problem) -> Outcome:
    """In rank order each takes the first post on their own list that still has an opening (按名次选岗, 分数优先、遵循志愿).

    Serial dictatorship. Asks for one key per person, the same at every post; raises Fault where a person has
    several. Nobody gains by listing posts otherwise than in true order, and nobody is passed over for a lower rank.

    Three people ranked 90, 80 and 70; both posts have one opening. The second finds A taken, the third finds both:

    >>> problem = Problem(
    ...     lists={"P1": ["A", "B"], "P2": ["A", "B"], "P3": ["B", "A"]},
    ...     openings={"A": 1, "B": 1},
    ...     keys=one_common_key({"P1": (90,), "P2": (80,), "P3": (70,)}, "AB"),
    ... )
    >>> rank_order(problem).posts
    {'P1': 'A', 'P2': 'B', 'P3': None}
    """
    common: dict[Id, Key] = {}
    for (person, _), key in problem.keys.items():
        if common.setdefault(person, key) != key:
            raise Fault(f"{person} ranks differently at different posts; there is no rank order to choose in")
    left = dict(problem.openings)
    taken: dict[Id, Id | None] = dict.fromkeys(problem.lists)
    cutoffs = {}
    for person in sorted(problem.lists.keys() & common.keys(), key=lambda p: common[p], reverse=True):
        for post in problem.lists[person]:
            if problem.edge(person, post) and left[post] > 0:
                taken[person] = post
                left[post] -= 1
                if left[post] == 0:
                    cutoffs[post] = Cutoff(person=person, key=common[person], band=1)
                break
    return Outcome(posts=taken, cutoffs=cutoffs)


def deferred_acceptance(problem: Problem) -> Outcome:
    """Each proposes down their own list; a post keeps the best it has openings for, for now, and refuses the rest.

    Who is refused goes on to the next post on their list. When nobody is refused any more, what is held is final.
    Nobody is passed over for a lower key, no opening is wasted, and of all such results everyone likes this one
    best (D. Gale and L. S. Shapley, College Admissions and the Stability of Marriage, 1962). In which order people
    propose does not matter. Nobody gains by listing posts otherwise than in true order.

    A prefers P2, B prefers P1, but both people get what they list first, so nobody has cause to complain:

    >>> problem = Problem(
    ...     lists={"P1": ["A", "B"], "P2": ["B", "A"]},
    ...     openings={"A": 1, "B": 1},
    ...     keys={("P1", "A"): (1,), ("P2", "A"): (2,), ("P1", "B"): (2,), ("P2", "B"): (1,)},
    ... )
    >>> deferred_acceptance(problem).posts
    {'P1': 'A', 'P2': 'B'}
    """
    return banded(problem, max(map(len, problem.lists.values()), default=0) or 1)


def immediate_acceptance(problem: Problem) -> Outcome:
    """First choices are filled for good, then second choices from what is left, and so on (顺序志愿, 第一志愿优先).

    The "Boston" mechanism (A. Abdulkadiroğlu and T. Sönmez, School Choice: A Mechanism Design Approach, 2003). A
    higher key may lose a post to a lower one that listed it earlier, so lists become tactical: use it only where
    the plan says so.

    P2 is better than P3 everywhere, yet P3 gets B for having listed it first:

    >>> problem = Problem(
    ...     lists={"P1": ["A", "B"], "P2": ["A", "B"], "P3": ["B", "A"]},
    ...     openings={"A": 1, "B": 1},
    ...     keys=one_common_key({"P1": (90,), "P2": (80,), "P3": (70,)}, "AB"),
    ... )
    >>> immediate_acceptance(problem).posts
    {'P1': 'A', 'P2': None, 'P3': 'B'}
    """
    left = dict(problem.openings)
    taken: dict[Id, Id | None] = dict.fromkeys(problem.lists)
    cutoffs = {}
    for number in range(max(map(len, problem.lists.values()), default=0)):
        applying: dict[Id, list[Id]] = {}
        for person, listed in problem.lists.items():
            if taken[person] is None and number < len(listed) and problem.edge(person, listed[number]):
                applying.setdefault(listed[number], []).append(person)
        for post, people in applying.items():
            people.sort(key=_key_at(problem, post), reverse=True)
            admitted = people[: left[post]]
            taken.update(dict.fromkeys(admitted, post))
            left[post] -= len(admitted)
            if admitted and left[post] == 0:
                last = admitted[-1]
                cutoffs[post] = Cutoff(person=last, key=problem.keys[last, post], band=number + 1)
    return Outcome(posts=taken, cutoffs=cutoffs)


def banded(problem: Problem, size: int) -> Outcome:
    """Lists are cut into bands of `size` choices; deferred acceptance inside a band, final before the next (平行志愿).

    The application-rejection mechanisms of Y. Chen and O. Kesten (Chinese College Admissions and School Choice
    Reforms: A Theoretical Analysis, 2017). Bands are counted on the list as it was handed in. Size 1 is immediate
    acceptance; a band as long as the longest list is deferred acceptance. If a size divides another, the larger is
    stable wherever the smaller is.

    With bands of two, P2's second choice still counts against P3's first; with bands of one it would come too late:

    >>> problem = Problem(
    ...     lists={"P1": ["A", "B"], "P2": ["A", "B"], "P3": ["B", "A"]},
    ...     openings={"A": 1, "B": 1},
    ...     keys=one_common_key({"P1": (90,), "P2": (80,), "P3": (70,)}, "AB"),
    ... )
    >>> banded(problem, 2).posts
    {'P1': 'A', 'P2': 'B', 'P3': None}
    >>> banded(problem, 1).posts == immediate_acceptance(problem).posts
    True
    """
    if size < 1:
        raise Fault("a band holds at least one choice")
    left = dict(problem.openings)
    taken: dict[Id, Id | None] = dict.fromkeys(problem.lists)
    cutoffs: dict[Id, Cutoff] = {}
    longest = max(map(len, problem.lists.values()), default=0)
    for band, start in enumerate(range(0, longest, size), start=1):
        choices = {p: q[start : start + size] for p, q in problem.lists.items() if taken[p] is None}
        for post, held in _propose(problem, choices, left).items():
            taken.update({person: post for _, person in held})
            left[post] -= len(held)
            if held and left[post] == 0:
                key, last = held[0]
                cutoffs[post] = Cutoff(person=last, key=key, band=band)
    return Outcome(posts=taken, cutoffs=cutoffs)


def _propose(
    problem: Problem, choices: Mapping[Id, Sequence[Id]], openings: Mapping[Id, int]
) -> dict[Id, list[tuple[Key, Id]]]:
    """Per post what it holds when nobody proposes any more: a heap with the worst person on top."""
    held: dict[Id, list[tuple[Key, Id]]] = {}
    ahead = {p: iter([q for q in listed if problem.edge(p, q)]) for p, listed in choices.items()}
    waiting = list(choices)
    while waiting:
        person = waiting.pop()
        post = next(ahead[person], None)
        if post is None:
            continue  # the list is at its end
        heap = held.setdefault(post, [])
        heappush(heap, (problem.keys[person, post], person))
        if len(heap) > openings[post]:
            waiting.append(heappop(heap)[1])
    return held


def _key_at(problem: Problem, post: Id) -> Callable[[Id], Key]:
    return lambda person: problem.keys[person, post]


def one_common_key(keys: Mapping[Id, Key], posts: Iterable[Id]) -> dict[tuple[Id, Id], Key]:
    """The keys of a problem in which every post ranks everyone alike, and nobody is ineligible.

    >>> one_common_key({"P1": (90, 1)}, ["A", "B"])
    {('P1', 'A'): (90, 1), ('P1', 'B'): (90, 1)}
    """
    listed = tuple(posts)
    return {(person, post): key for person, key in keys.items() for post in listed}
