"""plan.toml → Plan."""

import re
import tomllib
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

from dinggang.basis import Problem, Refusal, Where
from dinggang.plan import Plan, Post, breaches
from dinggang.sheets.shapes import BAD, Flaw, decode
from dinggang.sheets.shapes import Path as Keys
from dinggang.sheets.troubles import problem

PLAN = "plan.toml"
_TABLE = re.compile(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(#.*)?")
_KEY = re.compile(r"""\s*([A-Za-z0-9_.-]+|"[^"]+")\s*=""")
_AT = re.compile(r"(.*) \(at line (\d+), column (\d+)\)")


def read_plan(path: Path) -> Plan:
    """The plan in a plan.toml. Raises Refusal with every problem of the file."""
    try:
        content = path.read_bytes()
    except OSError:
        raise Refusal([absent(path.name)]) from None
    plan, problems = plan_of(content, path.name)
    if plan is None:
        raise Refusal(problems)
    return plan


def absent(name: str) -> Problem:
    return problem(
        Where(file=name),
        "没有这个文件，或读不了。",
        "The file is missing or cannot be read.",
        "请把它放进案卷文件夹；空白文件可用 dinggang new 生成。",
        "Put it into the case folder; dinggang new makes an empty one.",
    )


def plan_of(content: bytes, name: str = PLAN) -> tuple[Plan | None, list[Problem]]:
    """The plan in these bytes, or None with every problem."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None, [
            problem(
                Where(file=name),
                "不是UTF-8编码。",
                "Not encoded in UTF-8.",
                "请用记事本等另存为UTF-8编码。",
                "Save it as UTF-8.",
            )
        ]
    try:
        raw = tomllib.loads(text, parse_float=Decimal)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        return None, [_syntax(name, text, error)]
    flaws: list[Flaw] = []
    plan = decode(Plan, raw, flaws)
    lines = Lines(text)
    problems = [Problem(where=lines.where(name, f.path), words=f.words, cure=f.cure) for f in flaws]
    return (None if plan is BAD or problems else plan), problems


def _syntax(name: str, text: str, error: Exception) -> Problem:
    found = _AT.fullmatch(str(error))
    what, row, column = found.groups() if found else (str(error), None, "")
    if row is None and str(error).endswith("(at end of document)"):
        row = str(len(text.splitlines()) or 1)
    place = f"第{column}个字符处" if column else ""
    return problem(
        Where(file=name, row=int(row) if row else None, column=column),
        f"{place}不合TOML写法（{what}）。",
        f"Not TOML{f' at character {column}' if column else ''}: {what}.",
        "请对照模板检查这一行：文字加英文引号，日期和数字不加，键不重复，括号成对。",
        "Compare the line with the template: text in straight quotes, dates and numbers without, each key once, brackets closed.",
    )


class Lines:
    """On which line of a TOML text each key stands, as far as a reading line by line can tell."""

    def __init__(self, text: str) -> None:
        self.rows: dict[Keys, int] = {}
        counts: dict[Keys, int] = {}
        table: Keys = ()
        for row, line in enumerate(text.splitlines(), start=1):
            if heading := _TABLE.fullmatch(line):
                table = self._resolve(heading[2], counts)
                if heading[1] == "[[":
                    index = counts.get(table, -1) + 1
                    counts[table] = index
                    table = (*table, index)
                self.rows.setdefault(table, row)
            elif key := _KEY.match(line):
                self.rows.setdefault((*table, *_parts(key[1])), row)

    @staticmethod
    def _resolve(dotted: str, counts: dict[Keys, int]) -> Keys:
        """`bodies.plates` under the second [[bodies]] is ("bodies", 1, "plates")."""
        path: Keys = ()
        for part in _parts(dotted):
            if path in counts:
                path = (*path, counts[path])
            path = (*path, part)
        return path

    def row(self, path: Keys) -> int | None:
        """The line of the path, or of the nearest thing around it."""
        while path and path not in self.rows:
            path = path[:-1]
        return self.rows.get(path)

    def where(self, name: str, path: Keys) -> Where:
        """The place of a path; its dotted form stands where a table's place has the sheet."""
        return Where(file=name, sheet=dotted(path), row=self.row(path))


def _parts(key: str) -> tuple[str, ...]:
    return tuple(part.strip().strip("\"'") for part in key.split("."))


def breach_problems(
    plan: Plan, posts: tuple[Post, ...], content: bytes, places: Mapping[str, Where]
) -> list[Problem]:
    """What the plan and its posts break, each at its line or row."""
    lines = Lines(content.decode("utf-8-sig"))
    return [
        Problem(
            where=places[b.path] if b.path in places else lines.where(PLAN, _keys(b.path)),
            words=b.words,
            cure=b.cure,
        )
        for b in breaches(plan, posts)
    ]


def _keys(path: str) -> Keys:
    """bodies[1].id as ("bodies", 1, "id")."""
    return tuple(int(part) if part.isdecimal() else part for part in re.findall(r"[^.\[\]]+", path))


def dotted(path: Keys) -> str:
    """("bodies", 1, "id") as bodies[1].id, items counted from 0."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def plan_places(plan: Plan, content: bytes, name: str = PLAN) -> dict[str, Where]:
    """The places of what findings of a plan refer to: plan:bodies.B01, plan:headcount.administrative, lines:S01 …"""
    lines = Lines(content.decode("utf-8-sig"))
    found: dict[str, Keys] = {
        f"plan:{dotted(path)}": path for path in lines.rows if not any(isinstance(p, int) for p in path)
    }
    for index, body in enumerate(plan.bodies):
        found[f"plan:bodies.{body.id}"] = ("bodies", index)
        for at, plate in enumerate(body.plates):
            found[f"plan:bodies.{body.id}.plates.{plate.id}"] = ("bodies", index, "plates", at)
    for index, stage in enumerate(plan.stages):
        found[f"plan:stages.{stage.id}"] = ("stages", index)
    for kind in plan.headcount:
        found[f"plan:headcount.{kind.value}"] = ("headcount", kind.value)
    for index, rule in enumerate(plan.rules.exits):
        found[f"plan:rules.exits.{rule.route.value}"] = ("rules", "exits", index)
    places = {
        ref: Where(file=name, sheet=ref.removeprefix("plan:"), row=lines.row(path))
        for ref, path in found.items()
    }
    for index, line in enumerate(plan.services.lines if plan.services else ()):
        row = lines.row(("services", "lines", index))
        places[f"lines:{line.id}"] = Where(file=name, sheet=f"services.lines.{line.id}", row=row)
    return places
