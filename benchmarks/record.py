"""The public record at a million entries beside pymerkle, in one run: appends, proofs, publication, full verification.

Entries of about 300 bytes are drawn from a seed; both keep them in SQLite on the same disk. Before any figure is
printed the two roots and the inclusion paths are compared. Figures are wall time: durable appends wait for the disk,
so they take turns, and bare syncs of the same disk stand beside them. The other parts run alone, one after the other.

    python benchmarks/record.py
    python benchmarks/record.py --entries 100000
"""

import argparse
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from dinggang.record import (
    Folder,
    Log,
    Signer,
    check_log,
    leaf_hash,
    parse_policy,
    verify_consistency,
    verify_inclusion,
    write_policy,
)

SINGLES = 5_000
PROOFS = 500
CHUNK = 20_000
ORIGIN = "benchmark.example/record"
TURNS = 20
Measured = tuple[dict[str, float], dict[str, object]]
BARS = {
    "single durable appends": 1_000.0,  # a second, at least
    "inclusion proof": 2.0,  # milliseconds
    "consistency proof": 5.0,  # milliseconds
    "verification": 60.0,  # seconds
    "memory": 1024.0,  # MiB
}


def entry(number: int) -> bytes:
    """An act of about 300 bytes."""
    chance = random.Random(number)  # noqa: S311 - invented entries, no secret
    return b'{"act":"example","digest":"%s","index":%d,"text":"%s"}' % (
        chance.randbytes(32).hex().encode(),
        number,
        chance.randbytes(90).hex().encode(),
    )


def signer() -> Signer:
    """The benchmark's key."""
    return Signer(ORIGIN, bytes(32))


def policy_of(key: Signer) -> bytes:
    """A policy without witnesses."""
    return write_policy([(key.verifier.vkey, "")], [], 0)


@contextmanager
def clocked(figures: dict[str, float], name: str) -> Iterator[None]:
    """Seconds of wall time of what stands inside."""
    start = time.perf_counter()
    yield
    figures[name] = time.perf_counter() - start


def singles(
    folder: Path, size: int, others: dict[str, Callable[[bytes], object]]
) -> dict[str, dict[str, float]]:
    """Durable appends a second, in turns of each and of bare syncs: the best turn, and over all of them.

    Whoever else uses the disk slows a turn, and so all sides alike.
    """
    entries = [entry(i) for i in range(size - SINGLES, size)]
    spent: dict[str, list[float]] = {name: [] for name in ("disk", *others)}
    count = SINGLES // TURNS
    with (folder / "syncs").open("wb", buffering=0) as file:

        def sync(_: bytes) -> None:
            file.write(bytes(4096))
            os.fsync(file.fileno())

        for start in range(0, SINGLES, count):
            for name, append in {"disk": sync, **others}.items():
                before = time.perf_counter()
                for each in entries[start : start + count]:
                    append(each)
                spent[name].append(time.perf_counter() - before)
    return {name: {"best": count / min(times), "all": SINGLES / sum(times)} for name, times in spent.items()}


def timed_proofs(prove: Callable[[int], object], size: int, figures: dict[str, float], name: str) -> None:
    """Milliseconds: the first proof after opening, the mean and the worst of many at random places."""
    chance = random.Random(size)  # noqa: S311 - places to prove, no secret
    spent = []
    for _ in range(PROOFS):
        place = chance.randrange(1, size)
        start = time.perf_counter()
        prove(place)
        spent.append(1000 * (time.perf_counter() - start))
    figures[f"{name} first"] = spent[0]
    figures[f"{name} mean"] = sum(spent) / len(spent)
    figures[f"{name} worst"] = max(spent)


def filled(folder: Path, size: int) -> dict[str, float]:
    """Our log with all entries but those appended one by one."""
    figures: dict[str, float] = {}
    log = Log.create(folder / "log", signers=[signer()])
    with clocked(figures, "batches"):
        for start in range(0, size - SINGLES, CHUNK):
            log.append([entry(i) for i in range(start, min(start + CHUNK, size - SINGLES))])
    log.close()
    return figures


def ours(folder: Path, size: int) -> Measured:
    """Our figures once all entries are in, and what must be equal on both sides."""
    figures: dict[str, float] = {}
    log = Log.open(folder / "log", signers=[signer()])
    with clocked(figures, "first publication"):
        log.publish(folder / "public", now=1)
    log.append([b"one more"])
    with clocked(figures, "next publication"):
        log.publish(folder / "public", now=2)
    log.close()
    log = Log.open(folder / "log", signers=[signer()])
    timed_proofs(lambda place: log.inclusion_proof(place, size), size, figures, "inclusion")
    timed_proofs(lambda place: log.consistency_proof(place, size), size, figures, "consistency")
    root = log.store.root(size)
    paths = {}
    for place in (0, 1, size // 3, size - 1):
        path = log.inclusion_proof(place, size)
        verify_inclusion(place, size, leaf_hash(entry(place)), path, root)
        paths[str(place)] = [each.hex() for each in path]
    half = size // 3
    verify_consistency(half, size, log.store.root(half), root, log.consistency_proof(half, size))
    log.close()
    figures["database MiB"] = (folder / "log" / "record.db").stat().st_size / 2**20
    return figures, {"root": root.hex(), "paths": paths}


def verified(folder: Path) -> dict[str, float]:
    """Seconds and MiB of checking the published record from its entries, in this process, which did nothing else."""
    figures: dict[str, float] = {}
    with clocked(figures, "verification"):
        checked = check_log(Folder(folder / "public"), parse_policy(policy_of(signer())))
    if checked.failures:
        raise SystemExit(f"the record does not verify: {checked.failures[:3]}")
    figures["entries"] = checked.entries
    figures["verification MiB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return figures


def their_filled(folder: Path, size: int) -> dict[str, float]:
    """The store of pymerkle, as it comes, with the same entries."""
    from pymerkle import SqliteTree  # type: ignore[import-untyped]  # noqa: PLC0415 - only where it is measured

    figures: dict[str, float] = {}
    path = str(folder / "pymerkle.db")
    tree = SqliteTree(path)
    with clocked(figures, "batches"):
        for start in range(0, size - SINGLES, CHUNK):
            tree.append_entries([entry(i) for i in range(start, min(start + CHUNK, size - SINGLES))])
    tree.close()
    return figures


def theirs(folder: Path, size: int) -> Measured:
    """The figures of pymerkle once all entries are in; its indices count from one."""
    from pymerkle import SqliteTree  # noqa: PLC0415 - only where it is measured

    figures: dict[str, float] = {}
    path = str(folder / "pymerkle.db")
    tree = SqliteTree(path)
    timed_proofs(lambda place: tree.prove_inclusion(place + 1, size), size, figures, "inclusion")
    timed_proofs(lambda place: tree.prove_consistency(place, size), size, figures, "consistency")
    paths = {}
    for place in (0, 1, size // 3, size - 1):
        found = tree.prove_inclusion(place + 1, size).serialize()["path"]
        paths[str(place)] = found[1:]  # theirs begins with the leaf itself
    root = tree.get_state(size).hex()
    tree.close()
    figures["database MiB"] = Path(path).stat().st_size / 2**20
    return figures, {"root": root, "paths": paths}


def alone(what: str, folder: Path, size: int) -> Measured:
    """One side in a process of its own."""
    command = [sys.executable, __file__, "--alone", what, str(folder), "--entries", str(size)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - this very file
    figures, equal = json.loads(done.stdout)
    return figures, equal


def in_turns(folder: Path, size: int, *, beside: bool) -> dict[str, dict[str, float]]:
    """The single appends of both sides."""
    log = Log.open(folder / "log", signers=[signer()])
    sides: dict[str, Callable[[bytes], object]] = {"ours": lambda each: log.append([each])}
    if beside:
        from pymerkle import SqliteTree  # noqa: PLC0415 - only where it is measured

        sides["theirs"] = SqliteTree(str(folder / "pymerkle.db")).append_entry
    return singles(folder, size, sides)


def show(size: int, us: dict[str, float], them: dict[str, float]) -> None:
    """The table, and the bars."""
    rows = [
        (
            "batch appends a second",
            (size - SINGLES) / us["batches"],
            (size - SINGLES) / them["batches"] if them else None,
        ),
        ("durable appends a second, best round", us["singles best"], them.get("singles best")),
        ("durable appends a second, all", us["singles all"], them.get("singles all")),
    ]
    rows += [("bare syncs of this disk a second, all", us["disk"], None)]
    rows += [
        (f"{name} proof, {which}, ms", us[f"{name} {which}"], them.get(f"{name} {which}"))
        for name in ("inclusion", "consistency")
        for which in ("first", "mean", "worst")
    ]
    rows += [("database, MiB", us["database MiB"], them.get("database MiB"))]
    print(f"{'':40}{'ours':>12}{'pymerkle':>12}{'ratio':>10}")
    for name, mine, other in rows:
        beside = f"{other:12,.2f}{mine / other:10.3f}" if other else f"{'–':>12}{'–':>10}"
        print(f"{name:40}{mine:12,.2f}{beside}")
    print(
        f"first publication: {us['first publication']:.1f} s; the next: {1000 * us['next publication']:.0f} ms"
    )
    measured = {
        "single durable appends": us["singles best"],
        "inclusion proof": us["inclusion mean"],
        "consistency proof": us["consistency mean"],
        "verification": us["verification"],
        "memory": us["verification MiB"],
    }
    for name, bar in BARS.items():
        met = measured[name] >= bar if name == "single durable appends" else measured[name] <= bar
        print(f"bar: {name}: {measured[name]:,.2f} (bar {bar:,.0f}) {'met' if met else 'MISSED'}")


def main() -> None:
    """Run both sides and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=1_000_000)
    parser.add_argument("--alone", nargs=2, metavar=("WHAT", "FOLDER"))
    arguments = parser.parse_args()
    size = arguments.entries
    if arguments.alone:
        what, folder = arguments.alone[0], Path(arguments.alone[1])
        parts: dict[str, Callable[[], object]] = {
            "filled": lambda: [filled(folder, size), {}],
            "their filled": lambda: [their_filled(folder, size), {}],
            "ours": lambda: ours(folder, size),
            "theirs": lambda: theirs(folder, size),
            "verified": lambda: [verified(folder), {}],
        }
        print(json.dumps(parts[what]()))
        return
    folder = Path(tempfile.mkdtemp(prefix="record-"))
    try:
        compare(folder, size)
    finally:
        shutil.rmtree(folder)


def compare(folder: Path, size: int) -> None:
    """Both sides, each part in a process of its own but for the single appends, which take turns."""
    try:
        print(f"{size:,} entries of {len(entry(size - 1))} bytes; pymerkle {version('pymerkle')}")
        beside = True
    except PackageNotFoundError:
        print(f"{size:,} entries of {len(entry(size - 1))} bytes; pymerkle is not installed: ours alone")
        beside = False
    us, them = alone("filled", folder, size)[0], alone("their filled", folder, size)[0] if beside else {}
    turns = in_turns(folder, size, beside=beside)
    figures, mine = alone("ours", folder, size)
    us |= figures | alone("verified", folder, size)[0]
    if beside:
        figures, other = alone("theirs", folder, size)
        them |= figures
        if mine != other:
            raise SystemExit(f"the two trees differ: {mine['root']} {other['root']}")
        print("roots and inclusion paths are equal; its consistency proofs have an order of their own")
    for side, name in ((us, "ours"), (them, "theirs")):
        side |= {f"singles {which}": rate for which, rate in turns.get(name, {}).items()}
    us["disk"] = turns["disk"]["all"]
    show(size, us, them)


if __name__ == "__main__":
    main()
