"""National scoring of ten million people beside Polars on floats, each in a process of its own, in one run.

Both read the same Parquet file (six measures in hundredths, units, lots), weigh, round to two places, rank nationally
and inside 3,000 units, and write Parquet in national order. The file is drawn from a seed and not kept. Before any
figure is printed the results are compared, row by row: where floats give another score or rank, they are counted.

    python benchmarks/scoring.py
    python benchmarks/scoring.py --people 1000000 --repeats 5
"""

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import duckdb
import numpy as np

from dinggang.basis import Rounding, RoundingMode
from dinggang.kernels.ranks import competition_ranks, composite_numerators, rounded, strict_order
from dinggang.kernels.scoring import ScoringRule, score

MEASURES = ("m1", "m2", "m3", "m4", "m5", "m6")
WEIGHTS = (30, 20, 20, 10, 10, 10)
UNITS = 3_000
RULE = ScoringRule(
    weights=dict(zip(MEASURES, WEIGHTS, strict=True)),
    places=2,
    rounding=Rounding(mode=RoundingMode.HALF_UP, places=2),
    ties=("m1", "m2"),
)
BAR = (30.0, 2048)
"""Seconds on two free cores, and MiB."""


def invent(people: int, path: Path, seed: int = 2006) -> None:
    """Drawn in this order: measures, units, ids, lots. Marks are normal around 75 ± 9, cut to 0 … 100."""
    dice = np.random.default_rng(seed)
    table: dict[str, np.ndarray] = {
        m: np.clip(np.rint(dice.normal(7500, 900, people)), 0, 10_000).astype(np.int32) for m in MEASURES
    }
    table["unit"] = dice.integers(0, UNITS, people, dtype=np.int32)
    table["person"] = dice.permutation(people)
    table["lot"] = dice.permutation(people)
    connection = duckdb.connect()
    connection.register("drawn", table)
    columns = ", ".join(MEASURES)
    connection.execute(
        f"copy (select person, 'U' || lpad(unit::varchar, 4, '0') as unit, {columns}, lot from drawn)"  # noqa: S608
        f" to '{path}' (format parquet)"
    )
    connection.close()


def ours(source: Path, target: Path) -> None:
    score(source, target, RULE)


def theirs(source: Path, target: Path) -> None:
    """What a user would write instead: marks as floats, weights as shares, halves rounded away from zero."""
    import polars as pl  # noqa: PLC0415 - only this process needs it

    weighted = [pl.col(m) / 100 * (w / 100) for m, w in zip(MEASURES, WEIGHTS, strict=True)]
    people = pl.read_parquet(source).with_columns(
        score=sum(weighted[1:], weighted[0]).round(2, mode="half_away_from_zero")
    )
    people = people.sort("score", "m1", "m2", "lot", descending=True).with_row_index("order", offset=1)
    people.with_columns(
        rank=pl.col("score").rank("min", descending=True),
        unit_rank=pl.col("score").rank("min", descending=True).over("unit"),
        unit_order=pl.col("order").rank("ordinal").over("unit"),
    ).select("person", "unit", "score", "rank", "order", "unit_rank", "unit_order").write_parquet(target)


def one(who: str, source: Path, target: Path) -> None:
    """In a process of its own: prints wall, CPU and peak."""
    start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_SELF)
    {"dinggang": ours, "polars": theirs}[who](source, target)
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(json.dumps([wall, cpu, after.ru_maxrss / 1024]))


def measured(who: str, source: Path, target: Path) -> list[float]:
    command = [sys.executable, __file__, "--one", who, str(source), str(target)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - this script
    return list(json.loads(done.stdout))


def check_exact(source: Path, target: Path) -> None:
    """Every row against the arrays, which the tests hold to fractions. Raises when one differs."""
    connection = duckdb.connect()
    columns = connection.execute(
        f"""
        select s.*, substr(unit, 2)::bigint as unit, (score * 100)::bigint as score, numerator,
               rank, "order", unit_rank, unit_order
        from (select * exclude (unit) from '{source}') s join '{target}' using (person)
        """  # noqa: S608 - our own files
    ).fetchnumpy()
    connection.close()
    numerators = composite_numerators([columns[m] for m in MEASURES], WEIGHTS)
    scores = rounded(numerators, 10_000, RULE.rounding)
    ties = [columns["m1"], columns["m2"]]
    expected = {
        "numerator": numerators,
        "score": scores,
        "rank": competition_ranks(scores),
        "unit_rank": competition_ranks(scores, columns["unit"]),
        "order": strict_order(scores, columns["lot"], ties),
        "unit_order": strict_order(scores, columns["lot"], ties, columns["unit"]),
    }
    wrong = [name for name, values in expected.items() if not np.array_equal(columns[name], values)]
    if wrong:
        raise SystemExit(f"not equal to the arrays: {', '.join(wrong)}")


def compare(exact: Path, floats: Path) -> dict[str, int]:
    """In how many rows floats give another result."""
    connection = duckdb.connect()
    counts = connection.execute(
        f"""
        select count(*) filter (where round(e.score * 100)::bigint <> round(f.score * 100)::bigint),
               count(*) filter (where e.rank <> f.rank), count(*) filter (where e."order" <> f."order"),
               count(*) filter (where e.unit_rank <> f.unit_rank),
               count(*) filter (where e.unit_order <> f.unit_order)
        from '{exact}' e join '{floats}' f using (person)
        """  # noqa: S608 - our own files
    ).fetchone()
    connection.close()
    return dict(zip(("score", "rank", "order", "unit rank", "unit order"), counts or (), strict=True))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--people", type=int, default=10_000_000)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--one", nargs=3, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        one(given.one[0], Path(given.one[1]), Path(given.one[2]))
        return
    try:
        peers = {"dinggang": version("duckdb"), "polars": version("polars")}
    except PackageNotFoundError:
        peers = {"dinggang": version("duckdb")}
        print("polars is not installed: nothing to compare with")
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "in.parquet"
        invent(given.people, source)
        targets = {who: Path(folder) / f"{who}.parquet" for who in peers}
        runs: dict[str, list[list[float]]] = {who: [] for who in peers}
        for _ in range(given.repeats):
            for who in peers:
                runs[who].append(measured(who, source, targets[who]))
        check_exact(source, targets["dinggang"])
        print(f"{given.people:,} people, six measures, {UNITS:,} units; {os.cpu_count()} CPUs, Python "
              f"{platform.python_version()}, duckdb {peers['dinggang']}; best of {given.repeats}")  # fmt: skip
        best = {who: [min(run[at] for run in found) for at in range(3)] for who, found in runs.items()}
        for who, (wall, cpu, peak) in best.items():
            print(f"{who:9} wall {wall:6.2f} s   CPU {cpu:6.2f} s   peak {peak:6.0f} MiB")
        kept = best["dinggang"][0] <= BAR[0] and best["dinggang"][2] <= BAR[1]
        print(f"bar of {BAR[0]:.0f} s and {BAR[1]} MiB: {'kept' if kept else 'NOT kept'}")
        if "polars" in peers:
            ratio = best["dinggang"][1] / best["polars"][1]
            print(f"CPU, dinggang / polars {peers['polars']} on floats: {ratio:.2f}")
            differ = compare(targets["dinggang"], targets["polars"])
            print("rows floats give otherwise: " + ", ".join(f"{name} {n:,}" for name, n in differ.items()))


if __name__ == "__main__":
    main()
