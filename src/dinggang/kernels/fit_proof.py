"""The proof of a best fit under side rules by names, as a certificate carries it. No arrays here."""

from dinggang.basis import Id, Value

Price = tuple[int, ...]
"""One entry per level of the total, compared from the left, in units of 1/`unit` of its leaf."""


class ProofSplit(Value, frozen=True, kw_only=True):
    """How many of `people` are placed in `posts` (None: all): at most `most` here, more than `most` there.

    In a list of nodes the tree under "at most" follows first, then the tree under "more than".
    """

    people: tuple[Id, ...] | None
    posts: tuple[Id, ...] | None
    most: int


class ProofLeaf(Value, frozen=True, kw_only=True):
    """Prices ≥ 0 that show that nothing in this leaf is worth more; what is not named costs nothing.

    `relatives`: (number of the pair, department, price). `rules`: (number, price), shares first, then ceilings, then
    quotas. `splits`: (number of the split on the way from the root, price).
    """

    unit: int
    openings: dict[Id, Price]
    relatives: tuple[tuple[int, Id, Price], ...]
    rules: tuple[tuple[int, Price], ...]
    splits: tuple[tuple[int, Price], ...]


class FitProof(Value, frozen=True, kw_only=True):
    """What the best is worth, level by level (quota shortfall below nothing first), and the tree in pre-order."""

    total: Price
    tree: tuple[ProofSplit | ProofLeaf, ...]
