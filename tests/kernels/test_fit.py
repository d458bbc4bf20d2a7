import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dinggang.basis import Fault
from dinggang.kernels import fit, fit_side
from dinggang.kernels.fit import best_fit
from dinggang.kernels.fit_prices import NotBest, Prices, prices, verify
from dinggang.kernels.fit_values import Ceiling, FitProblem, Quota, Share, SideRules, net
from dinggang.selection.best_fit import Fitting
from dinggang.selection.best_fit import best_fit as plain_best_fit


def whole(values):
    return np.array(values, np.int64)


def problem(fits, openings, lots=None, fixed=None):
    """`fits`: per person {post: fit}, in the order of their list; the first lot is the first person's."""
    rows = [
        (person, post, fit, rank)
        for person, own in enumerate(fits)
        for rank, (post, fit) in enumerate(own.items(), start=1)
    ]
    person, post, fit, rank = (whole([row[k] for row in rows]) for k in range(4))
    return FitProblem(
        openings=whole(openings),
        person=person,
        post=post,
        fit=fit,
        rank=rank,
        lot=whole(lots if lots is not None else range(len(fits), 0, -1)),
        fixed=None if fixed is None else whole(fixed),
    )


def mask(size, *members):
    return np.isin(np.arange(size), members)


@st.composite
def problems(draw, people=6, posts=4):
    n, m = draw(st.integers(0, people)), draw(st.integers(1, posts))
    fits = [
        {q: draw(st.integers(0, 5)) for q in draw(st.permutations(range(m)))[: draw(st.integers(0, m))]}
        for _ in range(n)
    ]
    openings = draw(st.lists(st.integers(0, 2), min_size=m, max_size=m))
    return problem(fits, openings, draw(st.permutations(range(n))))


@st.composite
def ruled(draw):
    given_problem = draw(problems(people=5, posts=4))
    n, m = given_problem.lot.size, given_problem.openings.size
    truths = lambda size: np.array(draw(st.lists(st.booleans(), min_size=size, max_size=size)), np.bool_)  # noqa: E731
    people = draw(st.permutations(range(n)))
    side = SideRules(
        department=whole(draw(st.lists(st.integers(-1, 1), min_size=m, max_size=m))),
        kin=(tuple(people[: draw(st.integers(2, 3))]),) if n > 2 and draw(st.booleans()) else (),
        shares=(
            Share(
                name="graduates",
                members=truths(n),
                numerator=draw(st.integers(1, 4)),
                denominator=5,
                posts=draw(st.sampled_from([None, truths(m)])),
            ),
        )
        if draw(st.booleans())
        else (),
        ceilings=(Ceiling(name="kind", posts=truths(m), most=draw(st.integers(0, 3))),),
        quotas=(Quota(name="front line", posts=truths(m), least=draw(st.integers(0, 2))),)
        if draw(st.booleans())
        else (),
    )
    return given_problem, side


def placements(p):
    """Every placement within lists, openings and appointments, as posts per person."""
    n, m = p.lot.size, p.openings.size
    fixed = [-1] * n if p.fixed is None else p.fixed.tolist()
    own = [[fixed[i]] if fixed[i] >= 0 else [-1, *p.post[p.person == i].tolist()] for i in range(n)]
    for match in itertools.product(*own):
        held = np.bincount([q for q in match if q >= 0], minlength=m)
        if (held <= p.openings).all():
            yield match


def worth(p, match, *, size_first=True):
    edges = {
        (i, q): (f, r)
        for i, q, f, r in zip(*(a.tolist() for a in (p.person, p.post, p.fit, p.rank)), strict=True)
    }
    fixed = [-1] * len(match) if p.fixed is None else p.fixed.tolist()
    taken = [edges[i, q] for i, q in enumerate(match) if q >= 0 and fixed[i] < 0]
    longest = int(p.rank.max(initial=0))
    found = (len(taken), sum(f for f, _ in taken), sum(longest + 1 - r for _, r in taken))
    return found if size_first else found[1:]


def lots_key(p, match):
    """Ranks in the order of the lots; nothing is worse than anything."""
    ranks = {(i, q): r for i, q, r in zip(p.person.tolist(), p.post.tolist(), p.rank.tolist(), strict=True)}
    return [-ranks.get((i, match[i]), 10**6) for i in np.argsort(-p.lot).tolist()]


def brute(p, *, size_first=True):
    return max(placements(p), key=lambda match: (worth(p, match, size_first=size_first), lots_key(p, match)))


def shorts(p, side, match):
    """By how much each rule is broken: (rules that are no quotas, quotas)."""
    placed = [(i, q) for i, q in enumerate(match) if q >= 0]
    other = 0
    for group in side.kin:
        for department in set(side.department.tolist()) - {-1}:
            other += max(sum(i in group and side.department[q] == department for i, q in placed) - 1, 0)
    for share in side.shares:
        counted = [i for i, q in placed if share.posts is None or share.posts[q]]
        members = sum(bool(share.members[i]) for i in counted)
        other += max(share.numerator * len(counted) - share.denominator * members, 0)
    for ceiling in side.ceilings:
        other += max(sum(bool(ceiling.posts[q]) for _, q in placed) - ceiling.most, 0)
    quotas = sum(max(q.least - sum(bool(q.posts[post]) for _, post in placed), 0) for q in side.quotas)
    return other, quotas


def plainly(p):
    people = [f"P{i}" for i in range(p.lot.size)]
    order = np.lexsort((p.rank, p.person))
    lists = {name: [] for name in people}
    for row in order:
        lists[f"P{p.person[row]}"].append(f"A{p.post[row]}")
    return Fitting(
        lists=lists,
        openings={f"A{q}": int(count) for q, count in enumerate(p.openings)},
        fit={(f"P{i}", f"A{q}"): int(f) for i, q, f in zip(p.person, p.post, p.fit, strict=True)},
        lots=tuple(f"P{i}" for i in np.argsort(-p.lot)),
    )


# Textbook instances -------------------------------------------------------------------------------------------------


def test_the_assignment_problem_of_a_textbook():
    # Winston, Operations Research (4th ed.), §7.5, "Machineco": cost 14 5 8 7 / 2 12 6 5 / 7 8 3 9 / 2 4 6 10.
    # Least cost 15: machine 1 does job 2, machine 2 job 4, machine 3 job 3, machine 4 job 1.
    cost = [[14, 5, 8, 7], [2, 12, 6, 5], [7, 8, 3, 9], [2, 4, 6, 10]]

    best = best_fit(problem([{q: 20 - c for q, c in enumerate(row)} for row in cost], [1] * 4))

    assert best.match.tolist() == [1, 3, 2, 0]
    assert best.values[:2] == (4, 4 * 20 - 15)
    assert (best.proven, best.certified, best.unique) == (True, True, True)


def test_prices_of_the_smallest_market():
    # Shapley and Shubik, The Assignment Game I (1971): values 5 8 2 / 7 9 6 / 2 3 0, best total 16 = 8 + 6 + 2.
    # The least prices of the three houses (best for buyers) there are 0 + (…): core vertex u = (5, 6, 1), v = (1, 3, 0).
    values = [[5, 8, 2], [7, 9, 6], [2, 3, 0]]

    best = best_fit(problem([dict(enumerate(row)) for row in values], [1] * 3), size_first=False)

    assert best.match.tolist() == [1, 2, 0]
    assert best.values[0] == 16
    assert best.post_prices[0].tolist() == [1, 3, 0]
    assert best.person_prices[0].tolist() == [5, 6, 1]


def test_a_posts_price_is_what_one_more_opening_adds():
    p = problem([{0: 9, 1: 4}, {0: 7, 1: 1}, {0: 6}], [1, 1])
    best = best_fit(p, size_first=False)

    for post in range(2):
        more = p.openings.copy()
        more[post] += 1
        wider = best_fit(
            FitProblem(openings=more, person=p.person, post=p.post, fit=p.fit, rank=p.rank, lot=p.lot),
            size_first=False,
        )
        added = tuple(a - b for a, b in zip(wider.values, best.values, strict=True))
        assert added == tuple(best.post_prices[:, post].tolist())


# The plain rule, the kernel and every placement tried ---------------------------------------------------------------


@given(problems())
@settings(max_examples=200, deadline=None)
def test_kernel_plain_rule_and_all_placements_tried_agree(p):
    best, plain = best_fit(p), plain_best_fit(plainly(p))

    assert tuple(best.match.tolist()) == brute(p)
    assert best.values == worth(p, best.match.tolist()) == plain.total
    assert list(plain.posts.values()) == [None if q < 0 else f"A{q}" for q in best.match]
    assert [*map(list, plain.post_prices.values())] == best.post_prices.T.tolist()
    assert [*map(list, plain.person_prices.values())] == best.person_prices.T.tolist()


@given(problems())
@settings(max_examples=100, deadline=None)
def test_both_ways_to_three_levels_agree(p):
    one, levels = best_fit(p), best_fit(p, successive=True)

    assert (one.values, one.match.tolist()) == (levels.values, levels.match.tolist())
    assert (one.post_prices == levels.post_prices).all()
    assert (one.person_prices == levels.person_prices).all()


@given(problems())
@settings(max_examples=100, deadline=None)
def test_fit_may_come_first(p):
    best = best_fit(p, size_first=False)

    assert tuple(best.match.tolist()) == brute(p, size_first=False)
    assert best.values == best.bounds == worth(p, best.match.tolist(), size_first=False)


@given(problems(people=9, posts=5), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_neither_the_order_of_rows_nor_any_numbering_matters(p, random):
    n, m, pairs = p.lot.size, p.openings.size, p.person.size
    rows, people, posts = (random.sample(range(k), k) for k in (pairs, n, m))
    people, posts = whole(people), whole(posts)
    openings, lot = np.empty(m, np.int64), np.empty(n, np.int64)
    openings[posts], lot[people] = p.openings, p.lot
    turned = FitProblem(
        openings=openings,
        person=people[p.person][rows],
        post=posts[p.post][rows],
        fit=p.fit[rows],
        rank=p.rank[rows],
        lot=lot,
    )
    for side, other in ((None, None), (_halves(np.arange(m)), _halves(np.argsort(posts)))):
        one, two = best_fit(p, side), best_fit(turned, other)
        assert two.match[people].tolist() == [-1 if q < 0 else posts[q] for q in one.match]
        assert one.values == two.values
        if side is None:
            assert (two.post_prices[:, posts] == one.post_prices).all()


def _halves(numbers):
    return SideRules(ceilings=(Ceiling(name="half", posts=numbers % 2 == 0, most=2),))


# Side rules ---------------------------------------------------------------------------------------------------------


@given(ruled())
@settings(max_examples=150, deadline=None)
@pytest.mark.parametrize("size_first", [True, False])
def test_side_rules_against_all_placements_tried(size_first, given_rules):
    p, side = given_rules
    least = min(shorts(p, side, match) for match in placements(p))
    kept = [match for match in placements(p) if shorts(p, side, match) == least]

    best = best_fit(p, side, size_first=size_first)

    match = tuple(best.match.tolist())
    assert match in kept
    assert best.values == max(worth(p, m, size_first=size_first) for m in kept)
    assert best.values == worth(p, match, size_first=size_first) == best.bounds
    assert best.proven
    assert sum(g.short for g in best.gave_way) == sum(least)


def test_relatives_are_kept_apart_by_department_also_from_appointed_ones():
    p = problem([{}, {0: 9, 2: 1}, {0: 5}], [2, 1, 1], fixed=[1, -1, -1])
    side = SideRules(department=whole([0, 0, 1]), kin=((0, 1),))

    best = best_fit(p, side)

    assert best.match.tolist() == [1, 2, 0]
    assert best.values[:2] == (2, 6)


def test_a_share_counts_the_appointed():
    # One appointed graduate carries one other: of two placed, half are graduates. A third would break the rule.
    p = problem([{}, {0: 3}, {0: 9}], [3, 1], fixed=[1, -1, -1])
    half = SideRules(shares=(Share(name="half graduates", members=mask(3, 0), numerator=1, denominator=2),))

    best = best_fit(p, half)

    assert best.match.tolist() == [1, -1, 0]
    assert (best.proven, best.gave_way) == (True, ())


def test_a_quota_that_cannot_be_kept_is_named_and_the_rest_stays_best():
    p = problem([{0: 9, 1: 1}, {0: 9}], [2, 3])
    side = SideRules(
        quotas=(
            Quota(name="front line at least 2", posts=mask(2, 1), least=2),
            Quota(name="office at least 1", posts=mask(2, 0), least=1),
        )
    )

    best = best_fit(p, side)

    assert [(g.name, g.short) for g in best.gave_way] == [("front line at least 2", 1)]
    assert best.match.tolist() == [1, 0]
    assert best.proven


def test_what_appointments_break_is_named():
    p = problem([{}, {}, {0: 4}], [1, 2], fixed=[1, 1, -1])
    side = SideRules(
        department=whole([0, 1]), kin=((0, 1),), ceilings=(Ceiling(name="kind", posts=mask(2, 1), most=1),)
    )

    best = best_fit(p, side)

    assert {g.name: g.short for g in best.gave_way} == {"kin 0,1 in department 1": 1, "kind": 1}
    assert best.match.tolist() == [1, 1, 0]


def test_a_search_that_does_not_end_is_not_called_best(monkeypatch):
    # Three relatives and three departments that overlap two by two leave a linear program broken.
    fits = [{0: 1, 1: 1}, {1: 1, 2: 1}, {0: 1, 2: 1}]
    p = problem(fits, [1, 1, 1])
    side = SideRules(
        shares=(Share(name="s", members=mask(3, 0), numerator=2, denominator=5, posts=mask(3, 0, 1)),)
    )
    real = fit_side.solve

    def hurried(model, *, whole=False, **options):
        found = real(model, whole=True, **options)
        object.__setattr__(found, "optimal", False)
        object.__setattr__(found, "whole", whole)
        object.__setattr__(found, "bound", None)
        object.__setattr__(found, "duals", np.zeros(model.lower.size))
        return found

    monkeypatch.setattr(fit_side, "solve", hurried)

    best = best_fit(p, side, tree=False)

    assert not best.proven
    assert not best.certified
    assert best.bounds > best.values


# Edges of the input -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("p", "match"),
    [
        (problem([], []), []),
        (problem([], [1, 2]), []),
        (problem([{}, {}], []), [-1, -1]),
        (problem([{0: 3}], [0]), [-1]),
        (problem([{0: 3}], [1]), [0]),
        (problem([{0: 0}], [1]), [0]),
        (problem([{}, {}], [3]), [-1, -1]),
        (problem([{0: 1}, {0: 1}], [1], lots=[5, 7]), [-1, 0]),
        (problem([{0: 1}, {0: 9}], [1], fixed=[0, -1]), [0, -1]),
    ],
)
@pytest.mark.parametrize(
    "side", [None, SideRules(ceilings=(Ceiling(name="c", posts=np.zeros(0, np.bool_), most=9),))]
)
def test_small_and_empty(p, match, side):
    if side is not None:
        side = SideRules(ceilings=(Ceiling(name="c", posts=np.ones(p.openings.size, np.bool_), most=9),))

    best = best_fit(p, side)

    assert best.match.tolist() == match
    assert best.match.dtype == np.int64
    assert best.proven
    assert all(type(value) is int for value in best.values)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"lot": whole([1, 1])}, "same lot"),
        ({"openings": whole([-1, 1])}, "openings out of range"),
        ({"fit": whole([-1, 1, 1])}, "fit out of range"),
        ({"rank": whole([0, 2, 1])}, "rank out of range"),
        ({"rank": whole([1, 1, 1])}, "same rank twice"),
        ({"post": whole([0, 0, 0])}, "same post twice"),
        ({"post": whole([0, 5, 0])}, "post out of range"),
        ({"person": whole([0, 0])}, "differ in length"),
        ({"fit": np.array([1.0, 2.0, 3.0])}, "int64"),
        ({"fixed": whole([0])}, "other people"),
        ({"fixed": whole([1, 1])}, "more appointments than openings at post 1"),
    ],
)
def test_what_is_no_problem_is_a_fault(changes, words):
    given_problem = {
        "openings": whole([1, 1]),
        "person": whole([0, 0, 1]),
        "post": whole([0, 1, 0]),
        "fit": whole([1, 2, 3]),
        "rank": whole([1, 2, 1]),
        "lot": whole([2, 1]),
    }

    with pytest.raises(Fault, match=words):
        best_fit(FitProblem(**{**given_problem, **changes}))


@pytest.mark.parametrize(
    "side",
    [
        SideRules(kin=((0, 1),)),
        SideRules(kin=((0, 7),), department=whole([0, 0])),
        SideRules(shares=(Share(name="s", members=mask(2, 0), numerator=3, denominator=2),)),
        SideRules(shares=(Share(name="s", members=mask(3, 0), numerator=1, denominator=2),)),
        SideRules(ceilings=(Ceiling(name="c", posts=mask(1, 0), most=1),)),
        SideRules(quotas=(Quota(name="q", posts=mask(2, 0), least=1, people=mask(1)),)),
    ],
)
def test_what_is_no_side_rule_is_a_fault(side):
    with pytest.raises(Fault):
        best_fit(problem([{0: 1}, {1: 1}], [1, 1]), side)


# The proof itself ---------------------------------------------------------------------------------------------------


def test_a_placement_that_can_be_beaten_has_no_prices():
    inner = net(problem([{0: 9, 1: 8}, {0: 7, 1: 1}], [1, 1]))
    chosen = whole([0, 3])  # 9 + 1; crosswise it is 8 + 7

    with pytest.raises(NotBest):
        prices(inner, chosen)


@pytest.mark.parametrize(
    ("which", "level", "at"), [*itertools.product(["people", "posts"], range(3), range(2))]
)
@pytest.mark.parametrize("by", [-1, 1])
def test_prices_that_prove_nothing_are_a_fault(which, level, at, by):
    inner = net(problem([{0: 9, 1: 8}, {0: 7, 1: 1}], [1, 1]))
    chosen = whole([1, 2])
    found = prices(inner, chosen)
    assert verify(inner, chosen, found) == (2, 15, 3)
    tampered = {"people": found.people.copy(), "posts": found.posts.copy()}
    tampered[which][level, at] += by

    with pytest.raises(Fault):
        verify(inner, chosen, Prices(**tampered))


def test_a_solver_that_errs_is_found_out(monkeypatch):
    monkeypatch.setattr(fit, "_by_one_weight", lambda _inner: whole([0, 3]))
    p = problem([{0: 9, 1: 8}, {0: 7, 1: 1}], [1, 1])

    assert best_fit(p).values == (2, 15, 3)  # the second way mends it

    monkeypatch.setattr(fit, "_by_faces", lambda _inner: whole([0, 3]))
    with pytest.raises(Fault, match="can be beaten"):
        best_fit(p)
