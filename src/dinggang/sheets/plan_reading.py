"""plan.toml → Plan."""

import re
import tomllib
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from dinggang.basis import Problem, Refusal, Where, Words
from dinggang.plan import Plan, Post, breaches
from dinggang.sheets.files import read_bytes
from dinggang.sheets.measure_tables import reserved_criteria
from dinggang.sheets.plan_mending import Seen, mended
from dinggang.sheets.shapes import Flaw, decode
from dinggang.sheets.shapes import Path as Keys
from dinggang.sheets.troubles import problem

PLAN = "plan.toml"
MAX_PLAN = 4 * 2**20
_TABLE = re.compile(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(#.*)?")
_KEY = re.compile(r"""\s*([A-Za-z0-9_.-]+|"[^"]+")\s*=""")
_AT = re.compile(r"(.*) \(at line (\d+), column (\d+)\)")


def read_plan(path: Path) -> Plan:
    """The plan in a plan.toml. Raises Refusal with every problem of the file."""
    content, trouble = read_bytes(path.parent, path.name, MAX_PLAN)
    if trouble is not None:
        raise Refusal([trouble])
    plan, problems = plan_of(content, path.name)
    if plan is None:
        raise Refusal(problems)
    return plan


def plan_of(content: bytes, name: str = PLAN) -> tuple[Plan | None, list[Problem]]:
    """The plan in these bytes, or None with every problem."""
    seen, problems = see_plan(content, name)
    return (None if problems else seen.plan), problems


def see_plan(content: bytes, name: str = PLAN) -> tuple[Seen, list[Problem]]:
    """As much of the plan in these bytes as can be read, with every problem."""
    parsed = parse(content, name)
    problems, lost, lines = parsed.problems, parsed.lost, parsed.lines
    if parsed.raw is None:
        return Seen(), problems
    flaws: list[Flaw] = []
    plan = decode(Plan, parsed.raw, flaws)
    problems += [placed(name, f, lines) for f in flaws if f.path not in lost]
    if not flaws:
        problems += [reserved(name, path, lines) for path in reserved_criteria(plan.rules)]
    if not problems:
        return Seen(plan), []
    seen = mended(parsed.raw, flaws)
    return seen._replace(doubts=seen.doubts | set(lost)), problems


class Parsed(NamedTuple):
    """A TOML text as plain data, None where it cannot be read at all; the keys of lines left out, and every problem."""

    raw: dict[str, Any] | None
    lines: "Lines"
    lost: list[Keys]
    problems: list[Problem]


def parse(content: bytes, name: str) -> Parsed:
    """The plain data in these bytes. A line that is no TOML is left out where the rest can be read without it."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return Parsed(None, Lines(""), [], [_not_utf8(name, content)])
    problems: list[Problem] = []
    lost: list[Keys] = []
    lines = Lines(text)
    left = text.splitlines()
    while True:
        try:
            raw = tomllib.loads("\n".join(left) + "\n", parse_float=Decimal)
            break
        except (tomllib.TOMLDecodeError, RecursionError) as error:
            problems.append(_syntax(name, text, error))
            row = problems[-1].where.row
            if row is None or not _by_itself(left[row - 1]) or len(problems) > _MOST:
                return Parsed(None, lines, lost, problems)
            # A line that is a key and a value by itself can be left out, and the reading goes on behind it.
            lost.append(lines.paths.get(row, ()))
            left[row - 1] = ""
    if not lost and not _filled(raw):
        return Parsed(None, lines, lost, [_untouched(name)])
    return Parsed(raw, lines, lost, problems)


def reserved(name: str, path: Keys, lines: "Lines") -> Problem:
    return problem(
        lines.where(name, path),
        "这个要素代号与评分表固定的列重名。",
        "This criterion's id is that of a fixed column of the sheet.",
        "请换一个代号，如在后面加数字。",
        "Choose another id, such as one with a number behind it.",
    )


def _filled(raw: object) -> bool:
    """Whether anything but headings is written."""
    if isinstance(raw, dict):
        return any(_filled(part) for part in raw.values())
    return any(_filled(part) for part in raw) if isinstance(raw, list) else True


def _untouched(name: str) -> Problem:
    return problem(
        Where(file=name),
        "方案还没有填写。",
        "The plan is not filled in yet.",
        "请先填这个文件：用记事本打开，从title（方案名称）起逐项去掉行首的“#”，把例子换成本单位方案的规定；"
        "带【必填】的都要填。",
        "Fill in this file first: take away the # before each key marked 【必填】 and replace its example, from title on.",
    )


def placed(name: str, flaw: Flaw, lines: "Lines") -> Problem:
    row = lines.waiting.get(flaw.path)
    cure = flaw.cure
    if row is not None and flaw.path not in lines.rows:
        cure = Words(
            zh=f"请去掉第{row}行行首的“#”，把例子换成本单位方案的规定。",
            en=f"Take away the # at the start of line {row} and replace the example by what your plan says.",
        )
    return Problem(where=lines.where(name, flaw.path), words=flaw.words, cure=cure)


def _by_itself(line: str) -> bool:
    """Whether the line is a key and a value that neither begins nor ends anything longer."""
    key, equals, value = line.partition("=")
    bare = re.fullmatch(r"""\s*([A-Za-z0-9_-]+|"[^"]+")\s*""", key) is not None
    opened = sum(value.count(c) for c in "[{") - sum(value.count(c) for c in "]}")
    return bare and equals == "=" and opened == 0 and not any(q in value for q in ('"""', "'''"))


_MOST = 100


def _not_utf8(name: str, content: bytes) -> Problem:
    gbk = not content.startswith((b"\xff\xfe", b"\xfe\xff")) and _decodes(content, "gb18030")
    return problem(
        Where(file=name),
        "是GBK（ANSI）编码，不是UTF-8。" if gbk else "不是UTF-8编码。",
        "Encoded in GBK (ANSI), not in UTF-8." if gbk else "Not encoded in UTF-8.",
        "请用记事本打开，点“另存为”，编码选“UTF-8”，核对生僻字后再交。",
        "Open it in an editor, save it as UTF-8, and check rare characters.",
    )


def _decodes(content: bytes, encoding: str) -> bool:
    try:
        content.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _syntax(name: str, text: str, error: Exception) -> Problem:
    found = _AT.fullmatch(str(error))
    what, row, column = found.groups() if found else (str(error), None, "")
    lines = text.splitlines()
    if row is None and str(error).endswith("(at end of document)"):
        row = str(len(lines) or 1)
    line = lines[int(row) - 1] if row and int(row) <= len(lines) else ""
    told = next((words for start, words in _SYNTAX.items() if what.startswith(start)), "不合TOML写法")
    place = f"第{column}个字符处：" if column else ""
    wide = sorted(set(line.partition("#")[0]) & set("“”‘’＝，．"))
    cure = (
        (
            f'这一行有全角符号{" ".join(wide)}，请改为英文的 " = , . 。',
            'Full-width marks must be plain ones: " = , .',
        )
        if wide
        else (
            "请对照模板检查这一行：文字加英文引号，日期和数字不加，键不重复，括号成对。",
            "Compare the line with the template: text in straight quotes, dates without, each key once.",
        )
    )
    return problem(
        Where(file=name, row=int(row) if row else None),
        f"{place}{told}。",
        f"Not TOML{f' at character {column}' if column else ''}: {what}.",
        *cure,
    )


_SYNTAX = {
    "Expected newline or end of document": "值的后面多了内容",
    "Invalid value": "等号后面的值写得不对（文字要加引号，日期如2006-11-13）",
    "Invalid date": "没有这一天",
    "Expected '=' after a key": "键的后面没有等号",
    "Cannot overwrite a value": "同一个键写了两次",
    "Cannot declare": "同一个标题写了两次",
    "Cannot mutate": "同一个键写了两次",
    "Duplicate inline table key": "同一个键写了两次",
    "Unterminated string": "引号没有成对",
    "Illegal character": "引号没有成对，或有看不见的字符",
    "Found invalid character": "引号没有成对，或有看不见的字符",
    "Unescaped": "文字里有反斜杠，要写成两个",
    "Unclosed array": "方括号没有成对",
    "Unclosed inline table": "花括号没有成对",
    "Expected ']": "标题的方括号没有成对",
    "Invalid initial character for a key part": "这里不能这样开头",
    "Invalid statement": "这一行不是“键 = 值”，也不是[标题]",
}
"""What the parser says, by how it begins, in the clerk's words."""


class Lines:
    """On which line of a TOML text each key stands, as far as a reading line by line can tell."""

    def __init__(self, text: str) -> None:
        self.rows: dict[Keys, int] = {}
        self.paths: dict[int, Keys] = {}
        self.waiting: dict[Keys, int] = {}
        counts: dict[Keys, int] = {}
        table: Keys = ()
        asleep = False
        for row, line in enumerate(text.splitlines(), start=1):
            if heading := _TABLE.fullmatch(line):
                table = self._resolve(heading[2], counts)
                if heading[1] == "[[":
                    index = counts.get(table, -1) + 1
                    counts[table] = index
                    table = (*table, index)
                self._add(table, row)
                asleep = False
            elif key := _KEY.match(line):
                self._add((*table, *_parts(key[1])), row)
            elif line.startswith("#"):
                # The empty plan of a new case folder: keys, and headings of optional parts, behind a #.
                asleep = asleep or _TABLE.fullmatch(line[1:]) is not None
                if not asleep and (key := _KEY.match(line[1:])):
                    self.waiting.setdefault((*table, *_parts(key[1])), row)

    def _add(self, path: Keys, row: int) -> None:
        self.paths[row] = path
        self.rows.setdefault(path, row)

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
        """The place of a path, or where it waits to be filled in; its dotted form stands in the sheet's stead."""
        return Where(file=name, sheet=dotted(path), row=self.waiting.get(path) or self.row(path))


def _parts(key: str) -> tuple[str, ...]:
    return tuple(part.strip().strip("\"'") for part in key.split("."))


def breach_problems(
    seen: Seen, posts: tuple[Post, ...], content: bytes, places: Mapping[str, Where]
) -> list[Problem]:
    """What the plan and its posts break, each at its line or row. Nothing is said of what was made up."""
    if seen.plan is None:
        return []
    lines = Lines(content.decode("utf-8-sig"))
    return [
        Problem(
            where=places[b.path] if b.path in places else lines.where(PLAN, keys(b.path)),
            words=b.words,
            cure=b.cure,
        )
        for b in breaches(seen.plan, posts)
        if seen.stands(keys(b.path.replace(":", ".")))
    ]


def keys(path: str) -> Keys:
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
    for index, one in enumerate(plan.services.path if plan.services else ()):
        row = lines.row(("services", "path", index))
        places[f"path:{one.year}"] = Where(file=name, sheet=f"services.path.{one.year}", row=row)
    return places
