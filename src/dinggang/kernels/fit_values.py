"""What best fit takes and gives: edges in arrays, side rules, the result with its proof."""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from dinggang.basis import Fault

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

LARGEST = 2**60
"""No sum of values may reach this: int64 holds it with room for differences."""


@dataclass(frozen=True, kw_only=True, eq=False)
class FitProblem:
    """Eligible (person, post) pairs in any order, n people, m posts, E pairs.

    `openings` [m] ≥ 0. Per pair [E]: `person`, `post`, `fit` ≥ 0 (declared before scoring) and `rank`, the pair's
    place on the person's own list (1 first, all different for one person). `lot` [n], all different: the larger
    comes first. `fixed` [n]: a post filled by appointment or slotting-in before anything is optimised, or -1; such
    people keep their post, take an opening of it, count in every side rule, and their pairs are left out.
    """

    openings: Ints
    person: Ints
    post: Ints
    fit: Ints
    rank: Ints
    lot: Ints
    fixed: Ints | None = None


@dataclass(frozen=True, kw_only=True, eq=False)
class Share:
    """Of those placed in `posts` (all when None) at least numerator/denominator are `members` [n]."""

    name: str
    members: Bools
    numerator: int
    denominator: int
    posts: Bools | None = None


@dataclass(frozen=True, kw_only=True, eq=False)
class Ceiling:
    """At most `most` people (of `people` [n] when given) are placed in `posts` [m]."""

    name: str
    posts: Bools
    most: int
    people: Bools | None = None


@dataclass(frozen=True, kw_only=True, eq=False)
class Quota:
    """At least `least` people (of `people` [n] when given) are placed in `posts` [m]."""

    name: str
    posts: Bools
    least: int
    people: Bools | None = None


@dataclass(frozen=True, kw_only=True, eq=False)
class SideRules:
    """Rules beyond lists and openings. `department` [m] (or -1) is needed for `kin`: groups apart by department."""

    department: Ints | None = None
    kin: tuple[tuple[int, ...], ...] = ()
    shares: tuple[Share, ...] = ()
    ceilings: tuple[Ceiling, ...] = ()
    quotas: tuple[Quota, ...] = ()


@dataclass(frozen=True, kw_only=True)
class GaveWay:
    """A rule that could not be kept with all others: its name and by how much it falls short, in its own units.

    Units: people; for a share rule, people × denominator.
    """

    name: str
    short: int


@dataclass(frozen=True, kw_only=True, eq=False)
class FitResult:
    """The best fit and what proves it.

    `match` [n]: post or -1. `values`: (people placed, total fit, total preference), or (fit, preference) when size
    is no aim; compared from the left; preference counts K + 1 - rank, K the longest rank. People with a `fixed`
    post count in none of them. `bounds`: the value no placement can beat; `proven` when equal to `values`; when
    False only the bound is known and the result must not be called best. `certified`: checked in whole numbers by
    prices; otherwise `proven` rests on the solver's search. `unique`: the lots leave no second best placement.

    Prices, per level of `values` (level × person, level × post), compared from the left, only without side rules:
    post_prices = exactly what one more opening would add; u + v ≥ value on every pair; Σu + Σ openings·v = values.
    """

    match: Ints
    values: tuple[int, ...]
    bounds: tuple[int, ...]
    proven: bool
    certified: bool
    unique: bool
    person_prices: Ints | None = None
    post_prices: Ints | None = None
    gave_way: tuple[GaveWay, ...] = ()


@dataclass(frozen=True, kw_only=True, eq=False)
class Net:
    """A problem in canonical order: people by lot, pairs by rank, posts by first mention. Nothing idle is left.

    `off` [n+1] bounds each person's pairs. `levels` [L, E] are the values compared from the left. `pref` [E] is the
    lowest of them. `row` [E], `human` [n], `place` [m] lead back to the caller's numbers.
    """

    cap: Ints
    off: Ints
    person: Ints
    post: Ints
    levels: Ints
    row: Ints
    human: Ints
    place: Ints
    size_first: bool = field(default=True)

    @property
    def people(self) -> int:
        return self.human.size

    @property
    def posts(self) -> int:
        return self.cap.size

    @property
    def pref(self) -> Ints:
        lowest: Ints = self.levels[-1]
        return lowest


def net(problem: FitProblem, *, size_first: bool = True) -> Net:
    """The problem in canonical order. Raises Fault for what breaks the contract of `FitProblem`."""
    check(problem)
    openings = problem.openings.copy()
    usable = np.ones(problem.person.size, np.bool_)
    if problem.fixed is not None:
        np.subtract.at(openings, problem.fixed[problem.fixed >= 0], 1)
        usable &= problem.fixed[problem.person] < 0
    usable &= openings[problem.post] > 0
    rows = np.flatnonzero(usable)
    rows = rows[np.lexsort((problem.rank[rows], -problem.lot[problem.person[rows]]))]
    human = np.argsort(-problem.lot).astype(np.int64)
    seat = np.empty(human.size, np.int64)
    seat[human] = np.arange(human.size)
    person = seat[problem.person[rows]]
    mentioned, first = np.unique(problem.post[rows], return_index=True)
    place = mentioned[np.argsort(first)]
    number = np.full(openings.size, -1, np.int64)
    number[place] = np.arange(place.size)
    rank, fit = problem.rank[rows], problem.fit[rows]
    # Ranks of the whole problem, not only of usable pairs: values keep their meaning when somebody is appointed.
    longest = int(problem.rank.max(initial=0))
    layers = [np.ones_like(fit), fit, longest + 1 - rank]
    return Net(
        cap=openings[place],
        off=np.searchsorted(person, np.arange(human.size + 1)).astype(np.int64),
        person=person,
        post=number[problem.post[rows]],
        levels=np.stack(layers if size_first else layers[1:]),
        row=rows,
        human=human,
        place=place,
        size_first=size_first,
    )


def check(problem: FitProblem) -> None:
    """Fault for what is no problem: wrong shapes, numbers out of range, doubles, appointments beyond openings."""
    n, m = problem.lot.size, problem.openings.size
    columns = (problem.person, problem.post, problem.fit, problem.rank)
    fixed = () if problem.fixed is None else (problem.fixed,)
    for array in (*columns, problem.lot, problem.openings, *fixed):
        if array.ndim != 1 or array.dtype != np.int64:
            raise Fault("every array of a fit problem is one-dimensional int64")
    if len({column.size for column in columns}) > 1:
        raise Fault("the columns of the pairs differ in length")
    _within("person", problem.person, 0, n)
    _within("post", problem.post, 0, m)
    _within("rank", problem.rank, 1, 2**31)
    _within("fit", problem.fit, 0, 2**31)
    _within("openings", problem.openings, 0, 2**31)
    if np.unique(problem.lot).size != n:
        raise Fault("two people have the same lot")
    for name, key in (("post", problem.post), ("rank", problem.rank)):
        if np.unique(np.stack((problem.person, key)), axis=1).shape[1] != key.size:
            raise Fault(f"a person names the same {name} twice")
    if n * max(int(problem.fit.max(initial=0)), int(problem.rank.max(initial=0)), 1) >= LARGEST:
        raise Fault("sums of fit would leave 64 bits")
    if problem.fixed is not None:
        _check_fixed(problem.fixed, problem.openings, n)


def _check_fixed(fixed: Ints, openings: Ints, people: int) -> None:
    if fixed.size != people:
        raise Fault("fixed posts are given for other people than lots")
    _within("fixed", fixed, -1, openings.size)
    taken = np.bincount(fixed[fixed >= 0], minlength=openings.size)
    if (taken > openings).any():
        raise Fault(f"more appointments than openings at post {int(np.argmax(taken > openings))}")


def _within(name: str, array: Ints, least: int, beyond: int) -> None:
    if array.size and not (least <= int(array.min()) and int(array.max()) < beyond):
        raise Fault(f"{name} out of range: at least {least}, below {beyond}")
