"""docs/reading.md lists every code of a check-up with its heading and levels, and no other."""

import ast
import re
from pathlib import Path

import dinggang.reading
from dinggang.reading import CODES

ROOT = Path(__file__).resolve().parents[2]
SOURCE = Path(dinggang.reading.__file__).parent


def rows() -> dict[str, tuple[str, str]]:
    found = re.findall(
        r"^\| ([A-Z]\d{1,2}) \| (\w+) \| ([\w, ]+) \|",
        (ROOT / "docs" / "reading.md").read_text("utf-8"),
        re.MULTILINE,
    )
    assert len(found) == len({code for code, *_ in found})
    return {code: (sort, level) for code, sort, level in found}


def test_the_table_is_that_of_the_source() -> None:
    assert {code: sort for code, (sort, _) in rows().items()} == {c: v.sort.value for c, v in CODES.items()}


def test_every_code_is_returned_somewhere() -> None:
    texts = "".join(p.read_text("utf-8") for p in SOURCE.glob("*.py") if p.name != "codes.py")
    assert set(CODES) == set(re.findall(r'"([XRKOC]\d{1,2})"', texts))


def test_levels_are_those_of_the_source() -> None:
    told = rows()
    seen = set()
    for path in SOURCE.glob("*.py"):
        for call in (n for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.Call)):
            if len(call.args) < 3 or not isinstance(call.args[1], ast.Constant):
                continue
            code, levels = call.args[1].value, re.findall(r"Level\.(\w+)", ast.unparse(call.args[2]))
            seen |= {(code, level.lower()) for level in levels if code in CODES}
    assert len(seen) > 40
    assert {(code, level) for code, level in seen if level not in told[code][1].split(", ")} == set()
