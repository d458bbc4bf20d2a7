"""Best fit under side rules as one program of whole numbers: every rule a row Σ coefficient · x ≤ right side.

Values stand in levels, compared from the left: quota shortfall (less is better), people placed when size goes
first, fit, preference, and the lots (place of the lot, counted from the last, times preference). The last level
leaves no single move and no swap of two people without a loss.
"""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from dinggang.kernels.fit_values import LARGEST, Bools, Ints, Net, SideRules

Key = tuple[str, int, int]
"""What a row stands for: ("post", post, 0), ("kin", group, department) or ("rule", number, 0), in the caller's numbers;
rules are numbered shares first, then ceilings, then quotas.
"""


class Unproven(Exception):  # noqa: N818 - an answer between two functions, no error of the user
    """The search grew too large, or prices could not be made exact."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Sum:
    """People of `people` [n] in posts of `posts` [m] (all when None): how many are placed there. `pairs` [E]."""

    people: Bools | None
    posts: Bools | None
    pairs: Bools


@dataclass(frozen=True, kw_only=True, eq=False)
class Program:
    """max `levels` [L, E] · x: each person at most one pair, `rows` [R, E] · x ≤ `right` [R].

    `elastic` rows may be exceeded, each unit at −1 of the first level. `watched`: sums worth splitting on.
    """

    net: Net
    levels: Ints
    rows: sparse.csr_matrix
    right: Ints
    elastic: Bools
    keys: tuple[Key, ...]
    watched: tuple[Sum, ...]

    def total(self, x: Ints) -> tuple[int, ...] | None:
        """What a placement is worth, level by level; None when it breaks a rule or places somebody twice."""
        net = self.net
        over = self.rows @ x - self.right
        if int(x.min(initial=0)) < 0 or (over[~self.elastic] > 0).any():
            return None
        if (np.bincount(net.person[x > 0], minlength=net.people) > 1).any() or int(x.max(initial=0)) > 1:
            return None
        worth = [int(v) for v in (self.levels * x).sum(axis=1)]
        worth[0] -= int(np.maximum(over[self.elastic], 0).sum())
        return tuple(worth)


def program(net: Net, side: SideRules) -> Program:
    """The program of a problem without appointments. Raises Unproven where numbers would leave 64 bits."""
    pairs = net.person.size
    strength = (net.people - net.person) * net.pref
    levels = np.vstack((np.zeros((1, pairs), np.int64), net.levels, strength[None]))
    if int(levels.max(initial=0)) * max(net.people, 1) >= LARGEST // 2**14:
        raise Unproven("too large for a proof under side rules: sums would leave 64 bits")
    made = _posts(net)
    watched: list[Sum] = []
    made += _kin(net, side, watched)
    made += _counting(net, side, watched)
    sizes = [m[1].size for m in made]
    row = np.repeat(np.arange(len(made)), sizes)
    column = np.concatenate([m[1] for m in made]) if made else np.zeros(0, np.int64)
    number = np.concatenate([m[2] for m in made]) if made else np.zeros(0, np.int64)
    return Program(
        net=net,
        levels=levels,
        rows=sparse.csr_matrix((number, (row, column)), shape=(len(made), pairs), dtype=np.int64),
        right=np.array([m[3] for m in made], np.int64),
        elastic=np.array([m[4] for m in made], np.bool_),
        keys=tuple(m[0] for m in made),
        watched=tuple(watched),
    )


def _posts(net: Net) -> list[tuple[Key, Ints, Ints, int, bool]]:
    order = np.argsort(net.post, kind="stable")
    ends = np.searchsorted(net.post[order], np.arange(net.posts + 1))
    return [
        (
            ("post", int(net.place[q]), 0),
            at := order[ends[q] : ends[q + 1]],
            np.ones_like(at),
            int(net.cap[q]),
            False,
        )
        for q in range(net.posts)
    ]


def of(net: Net, people: Bools | None, posts: Bools | None) -> Sum:
    """The pairs of these people in these posts, both in the caller's numbers."""
    pairs = np.ones(net.person.size, np.bool_)
    if people is not None:
        pairs &= people[net.human[net.person]]
    if posts is not None and net.person.size:
        pairs &= posts[net.place[net.post]]
    return Sum(people=people, posts=posts, pairs=pairs)


def _kin(net: Net, side: SideRules, watched: list[Sum]) -> list[tuple[Key, Ints, Ints, int, bool]]:
    if side.department is None or not net.person.size:
        return []
    seat = np.argsort(net.human)
    there = side.department[net.place[net.post]]
    made: list[tuple[Key, Ints, Ints, int, bool]] = []
    for number, group in enumerate(side.kin):
        own = np.concatenate([np.arange(net.off[seat[p]], net.off[seat[p] + 1]) for p in group])
        for department in np.unique(there[own]).tolist():
            at = own[there[own] == department]
            who = np.unique(net.person[at])
            if department < 0 or who.size < 2:
                continue
            made.append((("kin", number, department), at, np.ones_like(at), 1, False))
            for person in net.human[who].tolist():
                alone = np.zeros(net.people, np.bool_)
                alone[person] = True
                watched.append(of(net, alone, side.department == department))
    return made


def _counting(net: Net, side: SideRules, watched: list[Sum]) -> list[tuple[Key, Ints, Ints, int, bool]]:
    made: list[tuple[Key, Ints, Ints, int, bool]] = []
    front: list[Sum] = []
    for share in side.shares:
        all_of, members = of(net, None, share.posts), of(net, share.members, share.posts)
        front += [all_of, members]
        at = np.flatnonzero(all_of.pairs)
        made.append(
            (("rule", len(made), 0), at, share.numerator - share.denominator * members.pairs[at], 0, False)
        )
    for ceiling in side.ceilings:
        inside = of(net, ceiling.people, ceiling.posts)
        front.append(inside)
        at = np.flatnonzero(inside.pairs)
        made.append((("rule", len(made), 0), at, np.ones_like(at), ceiling.most, False))
    for quota in side.quotas:
        inside = of(net, quota.people, quota.posts)
        front.append(inside)
        at = np.flatnonzero(inside.pairs)
        made.append((("rule", len(made), 0), at, -np.ones_like(at), -quota.least, True))
    watched[:0] = front
    return made
