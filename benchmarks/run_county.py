"""`dinggang run` on the county of 2026, as committed and ten times as large: CPU, wall, memory, and the ratio.

The bars: 5,000 people in at most 30 s on two cores and 1 GiB; ten times as many people for at most twelve times the CPU.
"""

import os
import sys
import tempfile
from pathlib import Path

from run_town import peak_mebibytes, timed

ROOT = Path(__file__).resolve().parent.parent
COUNTY = ROOT / "examples" / "county-2026"
CLOSED = "改革办结，平衡表全部成立。"
TIMES = 10


def main() -> None:
    """Ten times as large is made first, which takes some minutes; `run_county.py 1` leaves it out."""
    runs = {1: 3, TIMES: 1} if sys.argv[1:] != ["1"] else {1: 3}
    cpu: dict[int, float] = {}
    print(f"{os.cpu_count()} CPUs, the best of {runs[1]} runs; ten times as many people once")
    with tempfile.TemporaryDirectory() as folder:
        for scale, repeats in runs.items():
            case = COUNTY if scale == 1 else Path(folder) / "county"
            if scale != 1:
                timed([sys.executable, str(ROOT / "scripts" / "make_county_2026.py"), str(case), str(scale)])
            command = [str(Path(sys.executable).with_name("dinggang")), "run", str(case), "--out"]
            measured = [timed([*command, f"{folder}/out-{scale}-{n}"]) for n in range(repeats)]
            if not all(CLOSED in printed for _, _, printed in measured):
                sys.exit(f"the county at scale {scale} does not close")
            wall, cpu[scale] = min(w for w, _, _ in measured), min(c for _, c, _ in measured)
            peak = peak_mebibytes([*command, f"{folder}/out-{scale}-peak"])
            people = 5_000 * scale
            print(
                f"{people:6,} people   CPU {cpu[scale]:6.1f} s   wall {wall:6.1f} s   peak {peak:6,.0f} MiB"
            )
    if TIMES in cpu:
        print(f"ten times as many people: {cpu[TIMES] / cpu[1]:.1f} times the CPU")


if __name__ == "__main__":
    main()
