"""What insisting on a pair leaves of the best total, against every placement there is."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from dinggang.selection import Fitting
from dinggang.selection.fitting import insisted

POSTS = ("O1", "O2", "O3")


@given(st.data())
def test_it_is_the_greatest_of_all_placements_with_this_pair(data):
    people = [f"P{n}" for n in range(1, data.draw(st.integers(1, 4)) + 1)]
    lists = {p: tuple(data.draw(st.permutations(POSTS))[: data.draw(st.integers(0, 3))]) for p in people}
    fit = {(p, q): data.draw(st.integers(0, 4)) for p in people for q in lists[p] if data.draw(st.booleans())}
    openings = {q: data.draw(st.integers(0, 2)) for q in POSTS}
    problem = Fitting(lists=lists, openings=openings, fit=fit, lots=tuple(people))
    values = problem.values()
    pairs = [(p, q) for p in people for q in values[p]]

    for person, post in pairs:
        best = (0, 0, 0)
        for chosen in product(*([None, *values[p]] for p in people)):
            placed = dict(zip(people, chosen, strict=True))
            full = any(list(chosen).count(q) > n for q, n in openings.items())
            if placed[person] != post or full:
                continue
            worth = [values[p][q] for p, q in placed.items() if q is not None]
            best = max(best, tuple(sum(column) for column in zip(*worth, strict=True)))
        assert insisted(problem, person, post) == best
