"""Side rules as rows of whole numbers over the pairs of a problem."""

from dataclasses import dataclass

import numpy as np

from dinggang.basis import Fault
from dinggang.kernels.fit_highs import NONE
from dinggang.kernels.fit_values import Bools, Ceiling, FitProblem, Ints, Net, Quota, Share, SideRules


@dataclass(frozen=True, kw_only=True, eq=False)
class Row:
    """lower ≤ Σ coefficient · x ≤ upper over some pairs of a `Net`; what appointed people count is in the bounds.

    `share`: the rule it stands for, when it counts everybody placed; such a rule is sharper once their number is
    known (`sharpened`). `quota`: gives way before other rules do.
    """

    name: str
    pairs: Ints
    numbers: Ints
    lower: int
    upper: int
    quota: bool = False
    share: Share | None = None

    def short(self, x: Ints) -> int:
        """How far a placement is from keeping the rule; 0 when it keeps it."""
        value = int((self.numbers * x[self.pairs]).sum())
        return max(self.lower - value, value - self.upper, 0)


def rows(problem: FitProblem, net: Net, side: SideRules) -> list[Row]:
    """All side rules as rows, in an order that does not depend on the order in which they were given."""
    _check(problem, side)
    made = [
        *_kin(problem, net, side),
        *(_share(problem, net, share) for share in side.shares),
        *(_counted(problem, net, c.name, c.posts, c.people, most=c.most) for c in side.ceilings),
        *(_counted(problem, net, q.name, q.posts, q.people, least=q.least) for q in side.quotas),
    ]
    made = [row for row in made if row.pairs.size or row.short(np.zeros(0, np.int64))]
    return sorted(made, key=lambda r: (r.quota, r.pairs.tolist(), r.numbers.tolist(), r.lower, r.upper))


def sharpened(problem: FitProblem, net: Net, share: Share, size: int) -> Row:
    """The same share rule when exactly `size` people are placed besides the appointed: a plain least number.

    Of T placed, members ≥ ⌈numerator · T / denominator⌉. Its only numbers are 0 and 1, so it leaves the network a
    network, and the linear program whole.
    """
    fixed = _fixed(problem)
    members = np.flatnonzero(share.members[net.human[net.person]])
    appointed = int(share.members[np.flatnonzero(fixed >= 0)].sum())
    total = size + int((fixed >= 0).sum())
    least = -(-share.numerator * total // share.denominator) - appointed
    return Row(name=share.name, pairs=members, numbers=np.ones_like(members), lower=least, upper=NONE)


def _fixed(problem: FitProblem) -> Ints:
    return np.full(problem.lot.size, -1, np.int64) if problem.fixed is None else problem.fixed


def _kin(problem: FitProblem, net: Net, side: SideRules) -> list[Row]:
    """Per group and department: of the group's members at most one there."""
    if side.department is None:
        return []
    fixed, seat = _fixed(problem), np.argsort(net.human)
    departments = side.department[net.place[net.post]] if net.post.size else net.post
    made = []
    for group in side.kin:
        pairs = np.concatenate([np.arange(net.off[seat[p]], net.off[seat[p] + 1]) for p in sorted(group)])
        posts = fixed[list(group)]
        appointed = side.department[posts[posts >= 0]]
        for department in sorted({*departments[pairs].tolist(), *appointed.tolist()} - {-1}):
            there = np.sort(pairs[departments[pairs] == department])
            already = int((appointed == department).sum())
            if np.unique(net.person[there]).size + already > 1:
                name = f"kin {','.join(map(str, sorted(group)))} in department {department}"
                made.append(
                    Row(name=name, pairs=there, numbers=np.ones_like(there), lower=-NONE, upper=1 - already)
                )
    return made


def _share(problem: FitProblem, net: Net, share: Share) -> Row:
    fixed = _fixed(problem)
    inside = np.ones(problem.openings.size, np.bool_) if share.posts is None else share.posts
    pairs = np.flatnonzero(inside[net.place[net.post]]) if net.post.size else net.post
    per_person = np.where(share.members, share.denominator - share.numerator, -share.numerator).astype(
        np.int64
    )
    appointed = np.flatnonzero(fixed >= 0)
    appointed = appointed[inside[fixed[appointed]]]
    return Row(
        name=share.name,
        pairs=pairs,
        numbers=per_person[net.human[net.person[pairs]]],
        lower=-int(per_person[appointed].sum()),
        upper=NONE,
        share=share if share.posts is None else None,
    )


def _counted(
    problem: FitProblem,
    net: Net,
    name: str,
    posts: Bools,
    people: Bools | None,
    *,
    least: int | None = None,
    most: int | None = None,
) -> Row:
    fixed = _fixed(problem)
    group = np.ones(problem.lot.size, np.bool_) if people is None else people
    pairs = (
        np.flatnonzero(posts[net.place[net.post]] & group[net.human[net.person]])
        if net.post.size
        else net.post
    )
    fixed_there = np.flatnonzero((fixed >= 0) & group)
    appointed = int(posts[fixed[fixed_there]].sum())
    return Row(
        name=name,
        pairs=pairs,
        numbers=np.ones_like(pairs),
        lower=-NONE if least is None else least - appointed,
        upper=NONE if most is None else most - appointed,
        quota=least is not None,
    )


def _check(problem: FitProblem, side: SideRules) -> None:
    n, m = problem.lot.size, problem.openings.size
    if side.kin and (side.department is None or side.department.size != m):
        raise Fault("relatives are kept apart by department: every post needs one")
    for group in side.kin:
        if len(set(group)) != len(group) or not all(0 <= person < n for person in group):
            raise Fault(f"no group of relatives: {group}")
    for share in side.shares:
        if not 0 <= share.numerator <= share.denominator or not 0 < share.denominator < 2**20:
            raise Fault(f"{share.name}: no share: {share.numerator}/{share.denominator}")
    masks = [(s.name, s.members, n) for s in side.shares]
    masks += [(s.name, s.posts, m) for s in side.shares if s.posts is not None]
    bounds: tuple[Ceiling | Quota, ...] = (*side.ceilings, *side.quotas)
    masks += [(b.name, b.posts, m) for b in bounds]
    masks += [(b.name, b.people, n) for b in bounds if b.people is not None]
    for name, mask, size in masks:
        if mask.shape != (size,) or mask.dtype != np.bool_:
            raise Fault(f"{name}: a mask of {size} truth values is needed")
