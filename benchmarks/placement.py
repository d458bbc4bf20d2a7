"""Placement at size: deferred acceptance from arrays, beside the plain rule and two libraries, in one run.

The instance: n people with 6 choices each, max(n // 3, 8) posts with 1 to 5 openings and log-normal popularity; every
edge's priority is the person's score plus noise, in hundredths, lots break ties. Every case runs in a process of its
own, so that its peak of memory is its own. All results at one size must be identical, and pass the certificate,
before any time is printed. CPU seconds, the best of several repeats.

    python benchmarks/placement.py                       # everything; the largest size takes minutes to invent
    python benchmarks/placement.py --largest 1000000
"""

import argparse
import hashlib
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any
from unittest.mock import MagicMock

import numpy as np

from dinggang.kernels import (
    Market,
    Matching,
    banded,
    certify,
    deferred_acceptance,
    immediate_acceptance,
    keys,
    serial_dictatorship,
)

SIZES = (1_000, 10_000, 100_000, 1_000_000, 10_000_000)
CHOICES = 6
REPEATS = {1_000: 20, 10_000: 20, 100_000: 7, 1_000_000: 5, 10_000_000: 2}
PEERS = ("matching", "algmatch")
BARS = {1_000_000: (2.0, 700), 10_000_000: (30.0, 6 * 1024)}
"""People: CPU seconds and MiB."""
RATIO_AT, RATIO = 10_000, 1_000
NAMES = ("offsets", "posts", "priorities", "lots", "openings")
Clocked = tuple[list[float], np.ndarray, dict[str, Any]]


def invent(n: int, folder: Path, seed: int = 0) -> None:
    """The instance as files. Drawn in this order: openings, popularity, lists, scores, lots, noise."""
    rng = np.random.default_rng(seed + n)
    m = max(n // 3, 8)
    openings = rng.integers(1, 6, m)
    popularity = rng.lognormal(0, 1, m)
    popularity /= popularity.sum()
    lists = rng.choice(m, (n, CHOICES), p=popularity).astype(np.int32)
    again = np.arange(n)
    while again.size:
        ordered = np.sort(lists[again], axis=1)
        again = again[(ordered[:, 1:] == ordered[:, :-1]).any(axis=1)]
        lists[again] = rng.choice(m, (again.size, CHOICES), p=popularity)
    scores, lots = rng.normal(60, 10, n), rng.permutation(n)
    noise = rng.normal(0, 5, (n, CHOICES))
    noise += scores[:, None]
    noise *= 100
    arrays = {
        "offsets": np.arange(0, n * CHOICES + 1, CHOICES),
        "posts": lists.ravel(),
        "priorities": np.rint(noise).astype(np.int32).ravel(),
        "lots": lots.astype(np.int32),
        "openings": openings,
    }
    for name, array in arrays.items():
        np.save(folder / f"{name}.npy", array)


def clock(work: Callable[[], Any]) -> tuple[float, Any]:
    start = time.process_time()
    done = work()
    return time.process_time() - start, done


def ours(arrays: dict[str, np.ndarray], solve: Callable[[Market], Matching]) -> Clocked:
    """From the arrays as loaded to the finished matching: checks, packing and rounds."""
    spent, matching = clock(lambda: solve(Market(**arrays)))
    return [spent], matching.match, {"rounds": matching.rounds, "way": matching.way}


def plain(arrays: dict[str, np.ndarray]) -> Clocked:
    """The rule as it reads, on dictionaries; building them is not timed."""
    from dinggang.selection.mechanisms import Problem  # noqa: PLC0415 - not in the kernels' memory
    from dinggang.selection.mechanisms import deferred_acceptance as rule  # noqa: PLC0415

    posts, priorities, lots = (arrays[name].tolist() for name in NAMES[1:4])
    people = range(len(lots))
    problem = Problem(
        lists={i: posts[i * CHOICES : (i + 1) * CHOICES] for i in people},
        openings=dict(enumerate(arrays["openings"].tolist())),
        keys={(e // CHOICES, q): (priorities[e], lots[e // CHOICES]) for e, q in enumerate(posts)},
    )
    spent, outcome = clock(lambda: rule(problem))
    return [spent], np.array([-1 if (q := outcome.posts[i]) is None else q for i in people]), {}


def dictionaries(arrays: dict[str, np.ndarray]) -> tuple[list[list[int]], dict[int, list[int]]]:
    """What the libraries ask for: each person's posts, each listed post's people, best first. Not timed."""
    posts, person = arrays["posts"], np.repeat(np.arange(arrays["lots"].size), CHOICES)
    order = np.lexsort((-arrays["lots"][person], -arrays["priorities"], posts))
    ranked: dict[int, list[int]] = {}
    for q, i in zip(posts[order].tolist(), person[order].tolist(), strict=True):
        ranked.setdefault(q, []).append(i)
    return posts.reshape(-1, CHOICES).tolist(), ranked


def matching(arrays: dict[str, np.ndarray]) -> Clocked:
    from matching.games import HospitalResident  # noqa: PLC0415 - a peer that need not be installed

    lists, ranked = dictionaries(arrays)
    people = {f"P{i}": [f"B{q}" for q in listed] for i, listed in enumerate(lists)}
    posts = {f"B{q}": [f"P{i}" for i in best] for q, best in ranked.items()}
    openings = {f"B{q}": int(arrays["openings"][q]) for q in ranked}
    setup, game = clock(lambda: HospitalResident.create_from_dictionaries(people, posts, openings))
    solving, solved = clock(game.solve)
    match = np.full(len(lists), -1)
    for post, holders in solved.items():
        for holder in holders:
            match[int(holder.name[1:])] = int(post.name[1:])
    return [setup, solving], match, {}


def algmatch(arrays: dict[str, np.ndarray]) -> Clocked:
    # It imports a proprietary solver for another of its problems; this one does without, so a stand-in will do.
    sys.modules.setdefault("gurobipy", MagicMock())
    from algmatch import HR  # noqa: PLC0415 - a peer that need not be installed

    lists, ranked = dictionaries(arrays)
    number = {q: at for at, q in enumerate(ranked, start=1)}
    asked = {
        "residents": {i: [number[q] for q in listed] for i, listed in enumerate(lists, start=1)},
        "hospitals": {
            number[q]: {"capacity": int(arrays["openings"][q]), "preferences": [i + 1 for i in best]}
            for q, best in ranked.items()
        },
    }
    setup, game = clock(lambda: HR(dictionary=asked, optimised_side="residents"))
    solving, solved = clock(game.get_stable_matching)
    back = {f"h{at}": q for q, at in number.items()}
    held = solved["resident_sided"]
    match = np.array([back.get(held.get(f"r{i}"), -1) for i in range(1, len(lists) + 1)])
    return [setup, solving], match, {}


SOLVERS: dict[str, Callable[[dict[str, np.ndarray]], Clocked]] = {
    "kernel": lambda a: ours(a, deferred_acceptance),
    "kernel, keys by sorting": lambda a: ours(a, lambda m: deferred_acceptance(m, keys.by_sorting(m))),
    "plain rule": plain,
    "matching": matching,
    "algmatch": algmatch,
    "serial dictatorship": lambda a: ours(a, lambda m: serial_dictatorship(m, np.argsort(m.lots))),
    "immediate acceptance": lambda a: ours(a, immediate_acceptance),
    "bands of 3": lambda a: ours(a, lambda m: banded(m, 3)),
}
OTHER_RULES = ("serial dictatorship", "immediate acceptance", "bands of 3")


def case(solver: str, folder: Path, repeats: int) -> dict[str, Any]:
    """One solver on one instance, in this process. Memory is read before the result is checked."""
    arrays = {name: np.load(folder / f"{name}.npy") for name in NAMES}
    runs = [SOLVERS[solver](arrays) for _ in range(repeats)]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    _, match, more = runs[0]
    best = min((spent for spent, _, _ in runs), key=sum)
    checking, certificate = clock(lambda: certify(Market(**arrays), match.astype(np.int64)))
    return more | {
        "cpu": best,
        "peak": peak,
        "unplaced": float((match < 0).mean()),
        "digest": hashlib.sha256(match.astype("<i8").tobytes()).hexdigest(),
        "stable": certificate.stable,
        "checking": checking,
    }


def in_thread(work: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """With a deep stack: one of the libraries recurses once per person."""
    sys.setrecursionlimit(10**7)
    threading.stack_size(1 << 30)
    found: list[dict[str, Any]] = []
    thread = threading.Thread(target=lambda: found.append(work()))
    thread.start()
    thread.join()
    return found[0]


def child(*words: object) -> str:
    done = subprocess.run(  # noqa: S603 - this file itself
        [sys.executable, __file__, *map(str, words)], check=True, stdout=subprocess.PIPE, text=True
    )
    return done.stdout


def solvers_for(n: int) -> list[str]:
    found = ["kernel"]
    found += ["kernel, keys by sorting"] if n <= 1_000_000 else []
    found += ["plain rule"] if n <= 100_000 else []
    found += [peer for peer in PEERS if n <= RATIO_AT and installed(peer)]
    return found + (list(OTHER_RULES) if n == 1_000_000 else [])


def installed(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def measure(largest: int) -> dict[int, dict[str, dict[str, Any]]]:
    """Every case, and nothing printed about any of them until all have passed."""
    results: dict[int, dict[str, dict[str, Any]]] = {}
    for n in (size for size in SIZES if size <= largest):
        with tempfile.TemporaryDirectory() as folder:
            child("--invent", n, "--folder", folder)
            found = results[n] = {}
            for solver in solvers_for(n):
                repeats = 2 if solver in PEERS else 3 if solver == "plain rule" else REPEATS[n]
                print(f"{n:,}: {solver} …", file=sys.stderr)
                words = ("--case", solver, "--folder", folder, "--repeats", repeats)
                found[solver] = json.loads(child(*words))
        same = {name: r["digest"] for name, r in found.items() if name not in OTHER_RULES}
        if len(set(same.values())) != 1 or not all(found[name]["stable"] for name in same):
            sys.exit(f"results differ or fail the certificate at {n:,} people: {same}")
    return results


def show(results: dict[int, dict[str, dict[str, Any]]]) -> bool:
    """The tables, and whether every bar that was measured is met."""
    print("| people | solver | CPU s | of it set-up | peak MiB | rounds | unplaced | certificate CPU s |")
    print("|---:|---|---:|---:|---:|---:|---:|---:|")
    for n, found in results.items():
        for solver, r in found.items():
            setup = f"{r['cpu'][0]:.4f}" if len(r["cpu"]) > 1 else ""
            checking = f"{r['checking']:.4f}" if solver == "kernel" else ""
            print(
                f"| {n:,} | {solver} | {sum(r['cpu']):.4f} | {setup} | {r['peak']:.0f} "
                f"| {r.get('rounds', '')} | {r['unplaced']:.1%} | {checking} |"
            )
    print()
    met = True
    for n, (seconds, mebibytes) in BARS.items():
        if n in results:
            r = results[n]["kernel"]
            good = sum(r["cpu"]) <= seconds and r["peak"] <= mebibytes
            met &= good
            print(
                f"- bar {n:,} people: {sum(r['cpu']):.2f} s of {seconds:g} s CPU, {r['peak']:.0f} of {mebibytes} MiB: "
                f"{'met' if good else 'MISSED'}"
            )
    for peer in PEERS:
        if peer not in results.get(RATIO_AT, {}):
            print(f"- {peer}: not installed, skipped")
            continue
        spent, mine = results[RATIO_AT][peer]["cpu"], sum(results[RATIO_AT]["kernel"]["cpu"])
        good = sum(spent) / mine >= RATIO
        met &= good
        print(
            f"- bar {RATIO_AT:,} people, {peer}: {sum(spent) / mine:,.0f} times the kernel's time with its set-up "
            f"(at least {RATIO:,}): {'met' if good else 'MISSED'}; solving alone {spent[1] / mine:,.0f} times"
        )
    return met


def machine() -> str:
    cpu = next(
        (
            line.split(":")[1].strip()
            for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
            if line.startswith("model name")
        ),
        platform.processor(),
    )
    peers = ", ".join(f"{peer} {installed(peer) or 'not installed'}" for peer in PEERS)
    return f"{os.cpu_count()} × {cpu}; Python {platform.python_version()}, numpy {np.__version__}; {peers}"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--largest", type=int, default=SIZES[-1])
    parser.add_argument("--invent", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--case", help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--repeats", type=int, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.invent:
        invent(asked.invent, asked.folder)
    elif asked.case in PEERS:
        print(json.dumps(in_thread(lambda: case(asked.case, asked.folder, asked.repeats))))
    elif asked.case:
        print(json.dumps(case(asked.case, asked.folder, asked.repeats)))
    else:
        results = measure(asked.largest)
        print(machine(), end="\n\n")
        sys.exit(0 if show(results) else 1)


if __name__ == "__main__":
    main()
