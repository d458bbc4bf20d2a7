"""Puts what the demo prints into both READMEs, and draws it as docs/demo.svg. Run after `make demo` changes."""

import html
import re
import shutil
import subprocess
import sys
from pathlib import Path

from rich.cells import cell_len

ROOT = Path(__file__).resolve().parent.parent
BEGIN, END = "<!-- demo:begin -->", "<!-- demo:end -->"
DEMO = ("run", "examples/town-2006", "--out", "build/town-2006")
RECORD = "build/town-2006-记录"
PICTURE_LINES = 34


def printed() -> str:
    """What `make demo` prints the first time, with the root of its record masked: keys and salts are random."""
    program = Path(sys.executable).with_name("dinggang")
    shutil.rmtree(ROOT / RECORD, ignore_errors=True)
    done = subprocess.run([program, *DEMO], cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603 - our own program
    return masked(done.stdout)


def masked(output: str) -> str:
    return re.sub(r"(?<=根 )[0-9a-f]{8}(?=。)", "········", output)


def with_demo(text: str, output: str) -> str:
    head, _, rest = text.partition(BEGIN)
    _, _, tail = rest.partition(END)
    return f"{head}{BEGIN}\n```\n{output}```\n{END}{tail}"


def picture(output: str) -> str:
    """The first lines and the last as an SVG without any outside font or address. A Chinese character takes two columns."""
    printed_lines = output.splitlines()
    lines = ["$ make demo", *printed_lines[:PICTURE_LINES], "     …", printed_lines[-1]]
    column, height = 8, 19
    width = max(cell_len(line) for line in lines) * column + 40
    rows = []
    for number, line in enumerate(lines):
        y = 34 + number * height
        colour = "#0b5d34" if " ✓ " in line else "#b3261e" if " ✗ " in line else "#1d2733"
        spans = "".join(
            f'<tspan x="{20 + cell_len(line[:i]) * column}">{html.escape(char)}</tspan>'
            for i, char in enumerate(line)
            if char != " "
        )
        rows.append(f'<text y="{y}" fill="{colour}">{spans}</text>')
    total = 34 + len(lines) * height
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {total}" width="{width}" height="{total}" '
        "font-family=\"Consolas, Menlo, 'DejaVu Sans Mono', 'Microsoft YaHei', 'Noto Sans CJK SC', monospace\" "
        'font-size="14">\n'
        f'<rect width="100%" height="100%" rx="8" fill="#f4f6f9" stroke="#dfe4ea"/>\n'
        + "\n".join(rows)
        + "\n</svg>\n"
    )


def main() -> None:
    output = printed()
    for name in ("README.md", "README.zh-CN.md"):
        path = ROOT / name
        path.write_text(with_demo(path.read_text(encoding="utf-8"), output), encoding="utf-8")
    (ROOT / "docs" / "demo.svg").write_text(picture(output), encoding="utf-8")


if __name__ == "__main__":
    main()
