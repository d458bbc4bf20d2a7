"""A placement with all that is needed to check it, for people who do not trust this program.

`verifier/check_placement.py` reads it with the standard library alone and shares no code with Dinggang.
"""

from collections.abc import Callable, Mapping, Sequence

from dinggang.basis import Fault, Id, Value, canonical
from dinggang.selection.best_fit import BestFit, Fitting, Vector
from dinggang.selection.mechanisms import Cutoff, Key, Outcome, Problem

FORMAT = "dinggang-placement-certificate-1"
BANDS = frozenset({"rank_order", "deferred_acceptance", "immediate_acceptance", "banded"})


class Choice(Value, frozen=True, kw_only=True):
    """One place on a list. Neither key nor fit: the person is not eligible there; the place still counts in bands."""

    post: Id
    key: Key | None = None
    fit: int | None = None


class Entry(Value, frozen=True, kw_only=True):
    """One person: the list as handed in, and the post they got."""

    person: Id
    choices: tuple[Choice, ...]
    post: Id | None


class Certificate(Value, frozen=True, kw_only=True):
    """Openings, lists, keys or fits, and the result; with cut-offs, or with lots, total and prices.

    `mechanism`: one of `BANDS`, or `best_fit`; `band` for `banded` only. Prices and total are (people placed, fit,
    preference), compared from the left.
    """

    format: str = FORMAT
    mechanism: str
    band: int | None = None
    openings: dict[Id, int]
    people: tuple[Entry, ...]
    cutoffs: dict[Id, Cutoff] = {}
    lots: tuple[Id, ...] = ()
    total: Vector | None = None
    person_prices: dict[Id, Vector] = {}
    post_prices: dict[Id, Vector] = {}

    def encoded(self) -> bytes:
        """The canonical bytes: the same certificate gives the same file everywhere."""
        return canonical(self)


def certify_outcome(
    mechanism: str, problem: Problem, outcome: Outcome, band: int | None = None
) -> Certificate:
    """The certificate of a placement by keys. Raises Fault for a mechanism without such a certificate."""
    if mechanism not in BANDS or (mechanism == "banded") is not (band is not None):
        raise Fault(f"no certificate by keys for {mechanism} with band {band}")
    return Certificate(
        mechanism=mechanism,
        band=band,
        openings=dict(problem.openings),
        people=_entries(
            problem.lists,
            outcome.posts,
            lambda p, q: Choice(post=q, key=problem.keys.get((p, q)) if problem.edge(p, q) else None),
        ),
        cutoffs=outcome.cutoffs,
    )


def certify_fit(problem: Fitting, best: BestFit) -> Certificate:
    """The certificate of a best fit by its prices."""
    return Certificate(
        mechanism="best_fit",
        openings=dict(problem.openings),
        people=_entries(
            problem.lists,
            best.posts,
            lambda p, q: Choice(post=q, fit=problem.fit.get((p, q)) if q in problem.openings else None),
        ),
        lots=problem.lots,
        total=best.total,
        person_prices=best.person_prices,
        post_prices=best.post_prices,
    )


def _entries(
    lists: Mapping[Id, Sequence[Id]], posts: Mapping[Id, Id | None], choice: Callable[[Id, Id], Choice]
) -> tuple[Entry, ...]:
    return tuple(
        Entry(
            person=person, choices=tuple(choice(person, post) for post in lists[person]), post=posts[person]
        )
        for person in sorted(lists)
    )
