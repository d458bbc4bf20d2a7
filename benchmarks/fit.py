"""Best fit at size, with and without side rules, beside general solvers, in one run.

The instance: n people with 6 choices each, max(n // 3, 8) posts with 1 to 5 openings and log-normal popularity, fit
from 1 to 100. Side rules: departments of about 20 posts, 5 % of people as pairs of relatives, at least 40 % graduates
among those placed (30 % of all are), posts of three kinds with at most 0.27 n people each. Every optimum must be equal
before any time is printed. CPU seconds from arrays to result, the best of several repeats; ours includes prices, the
proof in whole numbers and the lots, which the others do not give. With side rules the tree, and the solver's search
without one, size first and fit first; then the certificate as a file, and its check by `verifier/check_fit.py`.

    python benchmarks/fit.py                  # 1,000, 10,000 and 100,000
    python benchmarks/fit.py --largest 10000
"""

import argparse
import io
import platform
import runpy
import tempfile
import time
from collections.abc import Callable
from contextlib import redirect_stdout
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import numpy as np

from dinggang.kernels.fit import FitProblem, FitResult, SideRules, best_fit
from dinggang.kernels.fit_values import Ceiling, Share
from dinggang.kernels.named import Group, NamedRules, Proportion, best_fit_by_name
from dinggang.selection import FitRules, Fitting, MostRule, ShareRule, certify_tree

SIZES = (1_000, 10_000, 100_000)
CHOICES = 6
REPEATS = {1_000: 5, 10_000: 1, 100_000: 1}
DENSE, SLOW, SEARCHED = 10_000, 10_000, 1_000
"""Largest sizes for the dense assignment (0.8 GiB there) and for networkx."""
Run = Callable[[], tuple[int, ...]]


def invent(n: int, seed: int = 0) -> FitProblem:
    """Drawn in this order: openings, popularity, lists, fits, lots."""
    rng = np.random.default_rng(seed + n)
    m = max(n // 3, 8)
    openings = rng.integers(1, 6, m)
    popularity = rng.lognormal(0, 1, m)
    popularity /= popularity.sum()
    lists = rng.choice(m, (n, CHOICES), p=popularity)
    while True:
        ordered = np.sort(lists, axis=1)
        bad = (ordered[:, 1:] == ordered[:, :-1]).any(axis=1)
        if not bad.any():
            break
        lists[bad] = rng.choice(m, (int(bad.sum()), CHOICES), p=popularity)
    fit = rng.integers(1, 101, (n, CHOICES))
    return FitProblem(
        openings=openings,
        person=np.repeat(np.arange(n), CHOICES),
        post=lists.ravel(),
        fit=fit.ravel(),
        rank=np.tile(np.arange(1, CHOICES + 1), n),
        lot=rng.permutation(n),
    )


def rules(n: int, m: int) -> SideRules:
    rng = np.random.default_rng(7 + n)
    department = np.arange(m) // 20
    rng.shuffle(department)
    pairs = rng.permutation(n)[: 2 * (n // 20)].reshape(-1, 2)
    graduates = rng.random(n) < 0.3
    kind = rng.integers(0, 3, m)
    return SideRules(
        department=department,
        kin=tuple((a, b) for a, b in pairs.tolist()),
        shares=(Share(name="40 % graduates", members=graduates, numerator=4, denominator=10),),
        ceilings=tuple(Ceiling(name=f"kind {k}", posts=kind == k, most=int(n * 0.27)) for k in range(3)),
    )


def min_cost_flow(problem: FitProblem, weight: np.ndarray) -> tuple[int, ...]:
    from ortools.graph.python import min_cost_flow as flow  # noqa: PLC0415 - may be missing

    n, m, pairs = problem.lot.size, problem.openings.size, problem.person.size
    solver = flow.SimpleMinCostFlow()
    arcs = solver.add_arcs_with_capacity_and_unit_cost(
        np.concatenate((problem.person, np.arange(n), n + np.arange(m))),
        np.concatenate((n + problem.post, np.full(n + m, n + m))),
        np.concatenate((np.ones(pairs + n, np.int64), problem.openings)),
        np.concatenate((-weight, np.zeros(n + m, np.int64))),
    )
    solver.set_nodes_supplies(
        np.arange(n + m + 1), np.concatenate((np.ones(n), np.zeros(m), [-n])).astype(int)
    )
    if solver.solve() != solver.OPTIMAL:
        raise RuntimeError("min-cost flow: not optimal")
    return worth(problem, solver.flows(arcs[:pairs]))


def slots(problem: FitProblem) -> tuple[int, ...]:
    from scipy.optimize import linear_sum_assignment  # noqa: PLC0415

    first = np.concatenate(([0], np.cumsum(problem.openings)))
    matrix = np.zeros((problem.lot.size, int(first[-1])))
    for post in range(problem.openings.size):
        at = problem.post == post
        matrix[problem.person[at], first[post] : first[post + 1]] = problem.fit[at, None]
    rows, columns = linear_sum_assignment(matrix, maximize=True)
    return (int(matrix[rows, columns].sum()),)


def network_simplex(problem: FitProblem) -> tuple[int, ...]:
    import networkx as nx  # noqa: PLC0415 - may be missing

    graph = nx.DiGraph()
    n = problem.lot.size
    for person in range(n):
        graph.add_node(person, demand=-1)
        graph.add_edge(person, "end", capacity=1, weight=0)
    graph.add_node("end", demand=n)
    for person, post, fit in zip(
        problem.person.tolist(), problem.post.tolist(), problem.fit.tolist(), strict=True
    ):
        graph.add_edge(person, ("post", post), capacity=1, weight=-fit)
    for post, openings in enumerate(problem.openings.tolist()):
        graph.add_edge(("post", post), "end", capacity=openings, weight=0)
    return (-nx.network_simplex(graph)[0],)


def worth(problem: FitProblem, x: np.ndarray) -> tuple[int, ...]:
    return int(x.sum()), int((problem.fit * x).sum()), int(((CHOICES + 1 - problem.rank) * x).sum())


def clocked(run: Run, repeats: int) -> tuple[float, tuple[int, ...]] | None:
    """Least CPU seconds and the value, or None where a library is missing."""
    found = []
    for _ in range(repeats):
        start = time.process_time()
        try:
            value = run()
        except ModuleNotFoundError:
            return None
        found.append((time.process_time() - start, value))
    return min(found)


def ours(problem: FitProblem, side: SideRules | None = None, *, size_first: bool) -> tuple[int, ...]:
    result: FitResult = best_fit(problem, side, size_first=size_first)
    if not result.proven:
        raise RuntimeError(f"not proven: {result.values} of {result.bounds}")
    return result.values


def searched(problem: FitProblem, side: SideRules, *, size_first: bool) -> tuple[int, ...]:
    """The value by the solver's search in whole numbers, without a tree that anybody could check."""
    return best_fit(problem, side, size_first=size_first, tree=False).values


def certify(problem: FitProblem, side: SideRules, *, size_first: bool) -> bytes:
    """The certificate of the same instance by names."""
    people = [f"P{n:06}" for n in np.argsort(-problem.lot)]
    posts = [f"O{q:06}" for q in range(problem.openings.size)]
    lists: dict[str, list[str]] = {person: [] for person in people}
    for person, post in zip(problem.person.tolist(), problem.post.tolist(), strict=True):
        lists[f"P{person:06}"].append(posts[post])
    case = Fitting(
        lists=lists,
        openings=dict(zip(posts, problem.openings.tolist(), strict=True)),
        fit={
            (f"P{p:06}", posts[q]): f
            for p, q, f in zip(
                problem.person.tolist(), problem.post.tolist(), problem.fit.tolist(), strict=True
            )
        },
        lots=tuple(people),
    )
    departments = {q: f"D{d:05}" for q, d in zip(posts, side.department.tolist(), strict=True)}
    share, kin = side.shares[0], tuple((f"P{a:06}", f"P{b:06}") for a, b in side.kin)
    members = tuple(f"P{n:06}" for n in np.flatnonzero(share.members))
    inside = {c.name: (tuple(posts[q] for q in np.flatnonzero(c.posts)), c.most) for c in side.ceilings}
    top, bottom = share.numerator, share.denominator
    found = best_fit_by_name(
        case.lists,
        case.openings,
        case.fit,
        case.lots,
        NamedRules(
            departments=departments,
            kin=kin,
            shares=[Proportion(name=share.name, members=members, numerator=top, denominator=bottom)],
            ceilings=[Group(name=name, posts=q, number=most) for name, (q, most) in inside.items()],
        ),
        size_first=size_first,
    )
    if found.proof is None:
        raise RuntimeError("no proof")
    given = FitRules(
        relatives=kin,
        shares=(ShareRule(name=share.name, members=members, numerator=top, denominator=bottom),),
        ceilings=tuple(MostRule(name=name, posts=q, most=most) for name, (q, most) in inside.items()),
    )
    return certify_tree(
        case, found.posts, departments, given, (), found.proof, size_first=size_first
    ).encoded()


def check(certificate: bytes) -> None:
    checker = runpy.run_path(str(Path(__file__).parents[1] / "verifier" / "check_fit.py"))["main"]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "certificate.json"
        path.write_bytes(certificate)
        start = time.process_time()
        with redirect_stdout(io.StringIO()):
            code = checker([str(path)])
    if code != 0:
        raise RuntimeError(f"the checker says {code}")
    print(f"  {'check_fit.py':32} {time.process_time() - start:9.3f} s   {len(certificate) / 1e6:.1f} MB")


def side_rules(n: int, problem: FitProblem) -> None:
    side = rules(n, problem.openings.size)
    for size_first in (True, False):
        print(f"\nside rules, {'size' if size_first else 'fit'} first", end="")
        rows: dict[str, tuple[Run, int]] = {
            "best_fit": (lambda s=size_first: ours(problem, side, size_first=s), n),
            "the solver's search alone": (
                lambda s=size_first: searched(problem, side, size_first=s),
                SEARCHED,
            ),
        }
        compare(n, rows)
        start = time.process_time()
        certificate = certify(problem, side, size_first=size_first)
        print(f"  {'certificate, all of it':32} {time.process_time() - start:9.3f} s")
        check(certificate)


def compare(n: int, rows: dict[str, tuple[Run, int]]) -> None:
    """Print one table, ours first; raise unless every value is the same."""
    figures = {name: clocked(run, REPEATS[n]) for name, (run, largest) in rows.items() if n <= largest}
    best, value = next(iter(figures.values())) or (0.0, ())
    print(f"\n{n:,} people, value {value}")
    for name, figure in figures.items():
        if figure is None:
            print(f"  {name:32} not installed")
            continue
        seconds, other = figure
        if other != value:
            raise RuntimeError(f"{name} found {other}, not {value}")
        print(f"  {name:32} {seconds:9.3f} s   {seconds / best:7.1f} ×")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--largest", type=int, default=SIZES[-1])
    largest = parser.parse_args().largest
    print(
        platform.machine(),
        *(f"{name} {installed(name)}" for name in ("highspy", "scipy", "ortools", "networkx")),
    )
    for n in (size for size in SIZES if size <= largest):
        problem = invent(n)
        most = min(n, int(problem.openings.sum()))
        unit = 2 * most * CHOICES + 1
        folded = (most * (100 * unit + CHOICES) + 1) + unit * problem.fit + (CHOICES + 1 - problem.rank)
        fit_first: dict[str, tuple[Run, int]] = {
            "best_fit, fit first": (lambda p=problem: ours(p, size_first=False)[:1], SIZES[-1]),
            "OR-tools min-cost flow": (lambda p=problem: min_cost_flow(p, p.fit)[1:2], SIZES[-1]),
            "scipy, a column per opening": (lambda p=problem: slots(p), DENSE),
            "networkx network simplex": (lambda p=problem: network_simplex(p), SLOW),
        }
        compare(n, fit_first)
        size_first: dict[str, tuple[Run, int]] = {
            "best_fit, size first": (lambda p=problem: ours(p, size_first=True), SIZES[-1]),
            "OR-tools, one folded weight": (lambda p=problem, w=folded: min_cost_flow(p, w), 10_000),
        }
        compare(n, size_first)
        if n <= 10_000:
            side_rules(n, problem)


def installed(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "missing"


if __name__ == "__main__":
    main()
