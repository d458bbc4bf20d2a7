"""The proof of a best fit under side rules, from arrays into names."""

from collections.abc import Sequence

from dinggang.kernels.fit_leaf import Priced
from dinggang.kernels.fit_program import Program, Sum
from dinggang.kernels.fit_proof import FitProof, Price, ProofLeaf, ProofSplit
from dinggang.kernels.fit_tree import Node, Proven
from dinggang.kernels.fit_values import Bools


def by_names(
    made: Program,
    proven: Proven,
    unit: int,
    people: Sequence[str],
    posts: Sequence[str],
    departments: Sequence[str],
    couples: Sequence[int],
) -> FitProof:
    """The proof by names; fit in the caller's numbers, `unit` of them to one of the program.

    `couples`: the caller's number of each group of relatives.
    """
    factors = [unit if level == len(proven.total) - 3 else 1 for level in range(len(proven.total))]

    def leaf(node: Node) -> ProofLeaf:
        found: dict[str, list[tuple[int, int, Price]]] = {"post": [], "kin": [], "rule": [], "split": []}
        for row, vector in _priced(node.priced, factors):
            kind, first, second = (
                made.keys[row] if row < len(made.keys) else ("split", row - len(made.keys), 0)
            )
            found[kind].append((first, second, vector))
        return ProofLeaf(
            unit=node.priced.unit,
            openings={posts[q]: y for q, _, y in found["post"]},
            relatives=tuple((couples[i], departments[d], y) for i, d, y in found["kin"]),
            rules=tuple((i, y) for i, _, y in found["rule"]),
            splits=tuple((i, y) for i, _, y in found["split"]),
        )

    def split(cut: tuple[Sum, int]) -> ProofSplit:
        return ProofSplit(
            people=_names(cut[0].people, people), posts=_names(cut[0].posts, posts), most=cut[1]
        )

    return FitProof(
        total=tuple(v * f for v, f in zip(proven.total, factors, strict=True)),
        tree=tuple(leaf(node) if node.cut is None else split(node.cut) for node in proven.nodes),
    )


def _priced(priced: Priced, factors: Sequence[int]) -> list[tuple[int, Price]]:
    """The rows with a price, each with a number for every level; levels that were not needed cost nothing."""
    rest = [0] * (len(factors) - len(priced.prices))
    rows = (priced.prices != 0).any(axis=0).nonzero()[0].tolist()
    return [
        (row, tuple(v * f for v, f in zip([*priced.prices[:, row].tolist(), *rest], factors, strict=True)))
        for row in rows
    ]


def _names(chosen: Bools | None, names: Sequence[str]) -> tuple[str, ...] | None:
    return None if chosen is None else tuple(names[n] for n in chosen.nonzero()[0].tolist())
