"""Official documents: all of the town's or of the county's, one notice after the first, a board of 5,000 rows.

Wall, CPU, memory. The bars: the town in at most 20 s on two cores, a notice in 0.5 s, the board in 20 s; all of a county
of 5,000 people in minutes; no process above 1 GiB.
"""

import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from dinggang.documents.official.docx import set_docx
from dinggang.documents.official.faces import find_faces
from dinggang.documents.official.pdf import set_pdf
from dinggang.documents.official.values import Align, Column, Document, Layout, Paragraph, Signature, Table

ROOT = Path(__file__).resolve().parent.parent
TOWN, COUNTY = (ROOT / "examples" / name for name in ("town-2006", "county-2026"))
DAY = date(2006, 11, 17)
ROWS = 5000


def notice(number: int) -> Document:
    text = f"经研究，决定第{number}号事项。" * 20
    signed = Signature(organ="中共望禾镇委员会", day=DAY)
    return Document(
        kind="notice", title="关于有关事项的通知", day=DAY, blocks=(Paragraph(text=text),), signature=signed
    )


def board() -> tuple[Document, dict[str, str]]:
    family, given = "王李张刘陈杨赵黄周吴", "伟芳娜敏静丽强磊军洋"
    names = {f"P{n:05}": family[n % 10] + given[n // 10 % 10] + given[n // 100 % 10] for n in range(ROWS)}
    names["P00007"] = "祝䶮"
    heads = ("名次", "编号", "姓名", "理论素质考试", "民主测评", "竞岗演说", "组织考核", "综合成绩")
    rows = tuple(
        (str(n + 1), f"P{n:05}", names[f"P{n:05}"], "88.50", "90.12", "85.33", "87.00", f"{95 - n / 100:.2f}")
        for n in range(ROWS)
    )
    columns = tuple(Column(title=title, align=Align.CENTRE) for title in heads)
    table = Table(columns=columns, rows=rows, empty="没有人上榜。")
    return Document(
        kind="board", title="综合成绩排名榜", day=DAY, layout=Layout.LETTER, blocks=(table,)
    ), names


def timed(label: str, work: Callable[[], object]) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF)
    start = time.perf_counter()
    work()
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_SELF)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(f"{label:34} wall {wall:6.2f} s   CPU {cpu:6.2f} s   peak {after.ru_maxrss / 1024:5.0f} MiB")


def whole(case: Path, name: str, *options: str) -> None:
    """All documents of a case, in processes of their own: their memory, together, is not that of the board."""
    program = Path(sys.executable).with_name("dinggang")
    with tempfile.TemporaryDirectory() as folder:
        arguments = [str(program), "documents", str(case), "-o", f"{folder}/out", *options]
        quiet = (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)
        start = time.perf_counter()
        process = os.posix_spawn(program, arguments, os.environ, file_actions=[quiet])
        together = 0
        while not (ended := os.wait4(process, os.WNOHANG))[0]:
            together = max(together, sum(map(resident, [process, *children(process)])))
            time.sleep(0.05)
        _, status, used = ended
        wall = time.perf_counter() - start
        made = [path.stat().st_size for path in Path(folder, "out").glob("[!.]*")]
    label = f"{name}, {len(made)} files" + (", bound" if "--print" in options else "")
    print(
        f"{label:34} wall {wall:6.2f} s   CPU {used.ru_utime + used.ru_stime:6.2f} s   "
        f"peak {used.ru_maxrss / 1024:5.0f} MiB, together {together / 1024:5.0f} MiB   "
        f"{sum(made) / 1e6:.0f} MB written   exit {os.waitstatus_to_exitcode(status)}"
    )


def children(process: int) -> list[int]:
    try:
        return [int(n) for n in Path(f"/proc/{process}/task/{process}/children").read_text().split()]
    except OSError:
        return []


def resident(process: int) -> int:
    """KiB; 0 of a process that has ended."""
    try:
        told = Path(f"/proc/{process}/status").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in told.splitlines() if line.startswith("VmRSS:")), 0)


def main() -> None:
    """`documents.py county` sets all of the county's, which takes some minutes."""
    print(f"{os.cpu_count()} CPUs")
    if sys.argv[1:] == ["county"]:
        whole(COUNTY, "the county")
        whole(COUNTY, "the county", "--print")
        return
    whole(TOWN, "the town")
    whole(TOWN, "the town", "--print")
    faces = find_faces()
    timed("the first notice, PDF", lambda: set_pdf([notice(1)], faces, {}))
    timed("one more notice, PDF", lambda: set_pdf([notice(2)], faces, {}))
    timed(
        "one more notice, PDF and docx", lambda: (set_pdf([notice(3)], faces, {}), set_docx([notice(3)], {}))
    )
    document, names = board()
    timed(f"a board of {ROWS} rows, PDF", lambda: set_pdf([document], faces, names))
    timed(f"a board of {ROWS} rows, docx", lambda: set_docx([document], names))


if __name__ == "__main__":
    main()
