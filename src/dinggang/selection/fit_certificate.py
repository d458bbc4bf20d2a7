"""A best fit under side conditions with all that is needed to check it, for people who do not trust this program.

`verifier/check_fit.py` reads it with the standard library alone and shares no code with Dinggang.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from dinggang.basis import Id, Value, canonical
from dinggang.selection.best_fit import Fitting

if TYPE_CHECKING:  # the kernels load arrays; a certificate needs none
    from dinggang.kernels.fit_proof import FitProof

FIT_FORMAT = "dinggang-fit-certificate-1"


class FitChoice(Value, frozen=True, kw_only=True):
    """One place on a list. No fit: the person is not eligible there; the place still counts."""

    post: Id
    fit: int | None


class FitEntry(Value, frozen=True, kw_only=True):
    """One person: the list as handed in, and the post they got."""

    person: Id
    choices: tuple[FitChoice, ...]
    post: Id | None


class ShareRule(Value, frozen=True, kw_only=True):
    """Of all placed at least numerator/denominator are `members`."""

    name: str
    members: tuple[Id, ...]
    numerator: int
    denominator: int


class MostRule(Value, frozen=True, kw_only=True):
    """At most so many people in these posts."""

    name: str
    posts: tuple[Id, ...]
    most: int


class LeastRule(Value, frozen=True, kw_only=True):
    """At least so many people in these posts; gives way, as little as can be, before anything else is weighed."""

    name: str
    posts: tuple[Id, ...]
    least: int


class FitRules(Value, frozen=True, kw_only=True):
    """Relatives: of each pair at most one in a department. Then shares, ceilings, lower quotas."""

    relatives: tuple[tuple[Id, Id], ...] = ()
    shares: tuple[ShareRule, ...] = ()
    ceilings: tuple[MostRule, ...] = ()
    quotas: tuple[LeastRule, ...] = ()


class Short(Value, frozen=True, kw_only=True):
    """A lower quota that could not be kept, and by how many people it falls short."""

    name: str
    short: int


class FitCertificate(Value, frozen=True, kw_only=True):
    """Openings, lists, fits, rules, the result and the tree that proves it.

    `total`, compared from the left: people that lower quotas are short of (below nothing), people placed (when
    `size_first`), fit, preference, and the lots: Σ place of the lot from the last × preference. No other placement is
    worth more; no move of one person and no swap of two is worth as much. `tree`: `ProofSplit` and `ProofLeaf` of
    `kernels.fit_proof`.
    """

    format: str = FIT_FORMAT
    size_first: bool
    openings: dict[Id, int]
    departments: dict[Id, str]
    people: tuple[FitEntry, ...]
    lots: tuple[Id, ...]
    rules: FitRules
    gave_way: tuple[Short, ...]
    total: tuple[int, ...]
    tree: tuple[Value, ...]

    def encoded(self) -> bytes:
        """The canonical bytes: the same certificate gives the same file everywhere."""
        return canonical(self)


def certify_tree(
    problem: Fitting,
    posts: Mapping[Id, Id | None],
    departments: Mapping[Id, str],
    rules: FitRules,
    gave_way: Sequence[Short],
    proof: "FitProof",
    *,
    size_first: bool = True,
) -> FitCertificate:
    """The certificate of a best fit under side conditions by its tree."""
    people = tuple(
        FitEntry(
            person=person,
            choices=tuple(
                FitChoice(post=q, fit=problem.fit.get((person, q)) if q in problem.openings else None)
                for q in problem.lists[person]
            ),
            post=posts[person],
        )
        for person in sorted(problem.lists)
    )
    return FitCertificate(
        size_first=size_first,
        openings=dict(problem.openings),
        departments={q: departments.get(q, "") for q in problem.openings},
        people=people,
        lots=problem.lots,
        rules=rules,
        gave_way=tuple(gave_way),
        total=proof.total,
        tree=proof.tree,
    )
