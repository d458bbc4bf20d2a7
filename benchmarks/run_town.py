"""`dinggang run` on the town beside the spreadsheet way, in one run: wall, CPU, memory, ratio, and what differs.

The bar: the town in at most 5 s on two cores and 500 MiB.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOWN = ROOT / "examples" / "town-2006"
RUNS = 5


def timed(command: list[str]) -> tuple[float, float, str]:
    """Wall and CPU seconds of a child process, and what it printed."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603 - our own programs
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, done.stdout


def peak_mebibytes(command: list[str]) -> float:
    """The largest resident size of one child, asked for in a process of its own."""
    probe = (
        "import resource,subprocess,sys;"
        "subprocess.run(sys.argv[1:],check=True,stdout=subprocess.DEVNULL);"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss/1024)"
    )
    probed = [sys.executable, "-c", probe, *command]
    done = subprocess.run(probed, cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603 - our own programs
    return float(done.stdout)


def main() -> None:
    ours = [str(Path(sys.executable).with_name("dinggang")), "run", str(TOWN), "--out"]
    theirs = [sys.executable, str(ROOT / "benchmarks" / "spreadsheet_way.py"), str(TOWN)]
    figures: dict[str, list[tuple[float, float]]] = {"dinggang": [], "spreadsheet": []}
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(RUNS):
            for name, command in (("dinggang", [*ours, f"{folder}/out"]), ("spreadsheet", theirs)):
                wall, cpu, output = timed(command)
                figures[name].append((wall, cpu))
                if name == "spreadsheet":
                    plain = json.loads(output)
        memory = {"dinggang": peak_mebibytes([*ours, f"{folder}/out"]), "spreadsheet": peak_mebibytes(theirs)}
        board = exact(Path(folder) / "out")
    print(f"{os.cpu_count()} CPUs, median of {RUNS}")
    for name, found in figures.items():
        wall = sorted(w for w, _ in found)[RUNS // 2]
        cpu = sorted(c for _, c in found)[RUNS // 2]
        print(f"{name:12} wall {wall:6.2f} s   CPU {cpu:6.2f} s   peak {memory[name]:6.0f} MiB")
    ratio = sorted(a[0] / b[0] for a, b in zip(figures["dinggang"], figures["spreadsheet"], strict=True))[
        RUNS // 2
    ]
    print(f"ratio of wall times, dinggang / spreadsheet: {ratio:.2f}")
    differ = sum(abs(plain["scores"].get(p, -1) - float(s)) > 1e-9 for p, s in board.items())
    print(f"scores on the exact board: {len(board)}; the spreadsheet way prints {differ} of them otherwise")


def exact(out: Path) -> dict[str, str]:
    """Person → composite from our board, read back."""
    import openpyxl  # noqa: PLC0415 - only the comparison needs it

    table = list(openpyxl.load_workbook(out / "05-排名榜.xlsx")["排名榜"].iter_rows(values_only=True))
    head = next(i for i, r in enumerate(table) if "综合成绩" in r)
    person, score = table[head].index("编号"), table[head].index("综合成绩")
    return {str(r[person]): str(r[score]) for r in table[head + 1 :] if r[person] and r[score] is not None}


if __name__ == "__main__":
    main()
