"""Best total fit (因职选人, 人尽其才), written as its rule reads. For every size a plan on paper can have.

Of all ways to fill the posts with eligible people, the one that places most people; of those, the one with the
greatest total fit; of those, the one with the greatest total preference; of those, in the order of the lots, the
one in which each gets the best post of their own list. One placement is left.

Not stable: somebody with a higher score may be passed over, and each such case needs its reason. Fit is declared
before scores are known.
"""

from collections.abc import Iterable, Mapping, Sequence

from dinggang.basis import Fault, Id, Value

Vector = tuple[int, int, int]
"""People placed, total fit, total preference; compared from the left."""

NOTHING: Vector = (0, 0, 0)


class Fitting(Value, frozen=True, kw_only=True):
    """People with ordered lists, posts with openings, a fit ≥ 0 for every eligible pair, and the order of the lots.

    A pair without a fit is not eligible and is no edge, listed or not. `lots`: everyone, first lot first.
    """

    lists: Mapping[Id, Sequence[Id]]
    openings: Mapping[Id, int]
    fit: Mapping[tuple[Id, Id], int]
    lots: tuple[Id, ...]

    def __post_init__(self) -> None:
        if sorted(self.lots) != sorted(self.lists):
            raise Fault("the lots must name everyone once")
        if any(fit < 0 for fit in self.fit.values()) or any(count < 0 for count in self.openings.values()):
            raise Fault("fit and openings must not be negative")
        if any(len(set(listed)) < len(listed) for listed in self.lists.values()):
            raise Fault("a list names a post twice")

    def values(self) -> dict[Id, dict[Id, Vector]]:
        """What each edge is worth. Preference: the last number of any eligible choice plus 1, less its own number."""
        longest = self.last_choice()
        return {
            person: {
                post: (1, self.fit[person, post], longest + 1 - number)
                for number, post in enumerate(listed, start=1)
                if (person, post) in self.fit and self.openings.get(post, 0) > 0
            }
            for person, listed in self.lists.items()
        }

    def last_choice(self) -> int:
        numbers = (
            n for p, listed in self.lists.items() for n, q in enumerate(listed, 1) if (p, q) in self.fit
        )
        return max(numbers, default=0)


class BestFit(Value, frozen=True, kw_only=True):
    """Everyone's post, or None; what it is worth in all; and the prices that prove it, compared from the left.

    A post's price is exactly what one more opening there would add. Price of a person plus price of a post is at
    least the value of the pair, for every pair; and all prices (a post's as often as it has openings) add up to
    the total. So no placement can be worth more.
    """

    posts: dict[Id, Id | None]
    total: Vector
    person_prices: dict[Id, Vector]
    post_prices: dict[Id, Vector]


def best_fit(problem: Fitting) -> BestFit:
    """The best fit, person by person: each new one joins by the chain of moves that adds most.

    Successive best chains (R. G. Busacker and P. J. Gowen, 1961) keep the placement best for the people so far.
    All four aims stand in one whole number; Python's have no end.

    P1 fits A a little better than P2 does, but P2 fits B badly, so together they are worth more crosswise:

    >>> best = best_fit(Fitting(
    ...     lists={"P1": ["A", "B"], "P2": ["A", "B"]}, openings={"A": 1, "B": 1}, lots=("P1", "P2"),
    ...     fit={("P1", "A"): 9, ("P1", "B"): 8, ("P2", "A"): 7, ("P2", "B"): 1},
    ... ))
    >>> best.posts, best.total
    ({'P1': 'B', 'P2': 'A'}, (2, 15, 3))
    """
    values = problem.values()
    weights = _weights(problem, values)
    at: dict[Id, Id | None] = {}
    for person in problem.lots:
        at[person] = None
        _join(problem, weights, at, person)
    total = _sum(values[p][q] for p, q in at.items() if q is not None)
    post_prices = _post_prices(problem, values, at)
    person_prices = {
        p: _minus(values[p][q], post_prices[q]) if (q := at[p]) is not None else NOTHING
        for p in problem.lists
    }
    posts = {person: at[person] for person in problem.lists}
    return BestFit(posts=posts, total=total, person_prices=person_prices, post_prices=post_prices)


def _weights(problem: Fitting, values: Mapping[Id, Mapping[Id, Vector]]) -> dict[Id, dict[Id, int]]:
    """Four aims in one number: a unit of each outweighs everything behind it, summed over everybody.

    The lots are an aim of their own: the first lot's best choice outweighs all choices of those behind.
    """
    people = len(problem.lots)
    choices = problem.last_choice() + 1
    most = max(problem.fit.values(), default=0)
    lot_unit = {person: choices ** (people - 1 - place) for place, person in enumerate(problem.lots)}
    preference = choices**people
    fit = preference * (people * choices + 1)
    size = fit * (people * most + 1) + preference * people * choices
    return {
        person: {
            post: size * one + fit * suits + preference * liked + lot_unit[person] * liked
            for post, (one, suits, liked) in own.items()
        }
        for person, own in values.items()
    }


def _join(problem: Fitting, weights: Mapping[Id, Mapping[Id, int]], at: dict[Id, Id | None], new: Id) -> None:
    """Let one more person in: they take a post, whoever makes room takes another …, or ends without a post.

    Of all such chains the one that adds most, found by trying every move until none improves (R. Bellman, 1958).
    """
    held: dict[Id, list[Id]] = {post: [] for post in problem.openings}
    for person, post in at.items():
        if post is not None:
            held[post].append(person)
    gain, came = _chains(weights, held, new)
    ends = [(total, post, None) for post, total in gain.items() if len(held[post]) < problem.openings[post]]
    out = [(gain[post] - weights[holder][post], post, holder) for post in gain for holder in held[post]]
    worth, end, leaver = max([*ends, *out], key=lambda chain: chain[0], default=(0, None, None))
    if end is None or worth <= 0:
        return  # staying without a post is as good
    if leaver is not None:
        at[leaver] = None
    step: Id | None = end
    while step is not None:
        mover, left = came[step]
        at[mover] = step
        step = left


def _chains(
    weights: Mapping[Id, Mapping[Id, int]], held: Mapping[Id, Sequence[Id]], new: Id
) -> tuple[dict[Id, int], dict[Id, tuple[Id, Id | None]]]:
    """Per post what the best chain from the new person to it adds, and its last move: who, from which post."""
    gain: dict[Id, int] = {}
    came: dict[Id, tuple[Id, Id | None]] = {}
    waiting: list[tuple[Id, Id | None, int]] = [(new, None, 0)]
    while waiting:
        later: list[tuple[Id, Id | None, int]] = []
        for mover, left, before in waiting:
            if left is not None and before < gain[left]:
                continue  # a better chain has reached that post since
            given_up = 0 if left is None else weights[mover][left]
            for post, worth in weights[mover].items():
                total = before + worth - given_up
                if post != left and total > gain.get(post, total - 1):
                    gain[post], came[post] = total, (mover, left)
                    later += [(holder, post, total) for holder in held[post]]
        waiting = later
    return gain, came


def _post_prices(
    problem: Fitting, values: Mapping[Id, Mapping[Id, Vector]], at: Mapping[Id, Id | None]
) -> dict[Id, Vector]:
    """What one more opening would add at each post: the best chain of moves that ends there, starting from nothing."""
    prices = dict.fromkeys(problem.openings, NOTHING)
    for _ in range(len(prices) + 1):
        before = dict(prices)
        for person, own in values.items():
            here = at[person]
            base = NOTHING if here is None else _minus(own[here], prices[here])
            for post, worth in own.items():
                if post != here:
                    prices[post] = max(prices[post], _minus(worth, base))
        if prices == before:
            return prices
    raise Fault("a round trip gains: the placement is not the best")


def _minus(one: Vector, other: Vector) -> Vector:
    return (one[0] - other[0], one[1] - other[1], one[2] - other[2])


def _sum(vectors: Iterable[Vector]) -> Vector:
    first = second = third = 0
    for a, b, c in vectors:
        first, second, third = first + a, second + b, third + c
    return first, second, third
