"""The rules of one step: out of a case's plan.toml, or out of a small TOML that holds nothing but that step's table."""

from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec

from dinggang.basis import Fault, Points, Problem, Value, Where
from dinggang.marks import full_mark
from dinggang.plan import Measure, Plan, Rules, breaches
from dinggang.selection import Scale, scales
from dinggang.sheets.files import read_bytes
from dinggang.sheets.measure_tables import reserved_criteria
from dinggang.sheets.plan_mending import Seen, mended
from dinggang.sheets.plan_reading import MAX_PLAN, Lines, keys, parse, placed, reserved
from dinggang.sheets.shapes import Flaw, decode, hints
from dinggang.sheets.shapes import Path as Keys
from dinggang.sheets.text import nearest
from dinggang.sheets.troubles import Problems, problem

FULL, PASS, LARGE = "full", "pass", "parquet"


class Large(Value, frozen=True, kw_only=True):
    """How the columns of a Parquet file are called, and how many digits behind the point its whole numbers mean."""

    person: str = "person"
    unit: str = "unit"
    lot: str = "lot"
    post: str = "post"
    number: str = "number"
    priority: str = "priority"
    openings: str = "openings"
    places: int = 2


class Ruled(msgspec.Struct, frozen=True, kw_only=True):
    """What was read of the rules: `seen` as of a plan, of which only what is `stated` may be believed; [full], [pass]."""

    path: Path
    seen: Seen = Seen()
    stated: frozenset[str] = frozenset()
    full: Mapping[Measure, Decimal] = {}
    passing: Mapping[Measure, Decimal] = {}
    large: Large = Large()
    lines: Lines = msgspec.field(default_factory=lambda: Lines(""))

    @property
    def rules(self) -> Rules:
        if self.seen.plan is None:
            raise Fault("rules that could not be read are used")
        return self.seen.plan.rules

    def sure(self, *path: str) -> bool:
        return path[0] in self.stated and self.seen.sure("rules", *path)

    def scale(self, measure: Measure) -> Scale:
        """The full mark and the pass mark: those of the measure's own rule, else of [full] and [pass], else 100 and none."""
        if self.sure(measure.value) and full_mark(self.rules, measure):
            return scales(self.rules)[measure]
        return Scale(full=self.full.get(measure, Decimal(100)), pass_mark=self.passing.get(measure))

    def where(self, *path: str) -> Where:
        """The line of a rule, under whichever heading the file has it."""
        inner = path if self.lines.row(path) else ("rules", *path)
        return self.lines.where(self.path.name, inner)


def read_rules(path: Path, needed: str, problems: Problems, also: Collection[str] = ()) -> Ruled:
    """The rules in a file, problems added. `needed` is the table that must be there; those in `also` are read where they
    are; nothing is said of the others.
    """
    content, trouble = read_bytes(path.parent, path.name, MAX_PLAN)
    if trouble is not None:
        problems.append(_no_rules(path) if not path.exists() else trouble)
        return Ruled(path=path)
    parsed = parse(content, path.name)
    problems.extend(parsed.problems)
    if parsed.raw is None:
        return Ruled(path=path, lines=parsed.lines)
    raw, moved = _as_plan(parsed.raw)
    stated = frozenset(name for name in (needed, *also) if name in raw["rules"])
    if needed not in stated and not any(lost[:1] == (needed,) for lost in parsed.lost):
        problems.append(_no_table(path.name, needed, parsed.raw))
    problems.extend(_unknown(path.name, parsed.raw, parsed.lines))
    ruled = Ruled(
        path=path,
        stated=stated,
        lines=parsed.lines,
        full=_points(FULL, parsed.raw, path.name, parsed.lines, problems),
        passing=_points(PASS, parsed.raw, path.name, parsed.lines, problems),
        large=_large(parsed.raw, path.name, parsed.lines, problems),
    )
    lost = [("rules", *p) if p and p[0] in moved else p for p in parsed.lost]
    flaws: list[Flaw] = []
    decode(Plan, raw, flaws)
    for flaw in flaws:
        if len(flaw.path) > 1 and flaw.path[1] in stated and flaw.path not in lost:
            as_written = flaw._replace(path=_written(flaw.path, moved))
            problems.append(placed(path.name, as_written, parsed.lines))
    seen = mended(raw, flaws) if flaws else Seen(decode(Plan, raw, []))
    ruled = msgspec.structs.replace(ruled, seen=seen._replace(doubts=seen.doubts | set(lost)))
    problems.extend(_broken(ruled, moved))
    return ruled


def _as_plan(raw: Mapping[str, Any]) -> tuple[dict[str, Any], frozenset[str]]:
    """The data as a plan has it, and which tables stood by themselves: [exam] for [rules.exam]."""
    names = hints(Rules)
    inner = raw.get("rules", {})
    moved = frozenset(name for name in raw if name in names and name not in hints(Plan))
    rules = {**inner, **{name: raw[name] for name in moved}} if isinstance(inner, dict) else {}
    return {**{k: v for k, v in raw.items() if k in hints(Plan)}, "rules": rules}, moved


def _written(path: Keys, moved: Collection[str]) -> Keys:
    return path[1:] if len(path) > 1 and path[1] in moved else path


def _no_rules(path: Path) -> Problem:
    return problem(
        Where(file=str(path)),
        "没有这个规则文件。",
        "There is no such file of rules.",
        "请核对--rules后面的路径；可用案卷的plan.toml，也可另写一个只有这一项规则的文件。",
        "Check the path behind --rules: a case's plan.toml, or a small TOML with this one rule.",
    )


def _no_table(name: str, needed: str, raw: Mapping[str, Any]) -> Problem:
    there = "、".join(f"[{key}]" for key in raw if isinstance(raw[key], dict)) or "无"
    return problem(
        Where(file=name),
        f"没有[{needed}]这一组规则（现有：{there}）。",
        f"There is no table [{needed}] (there are: {there.replace('、', ', ').replace('无', 'none')}).",
        f"请写上[{needed}]和它的各项，写法见docs/alone.md；或改用案卷的plan.toml。",
        f"Write [{needed}] with its keys (docs/alone.md shows how), or name a case's plan.toml.",
    )


def _unknown(name: str, raw: Mapping[str, Any], lines: Lines) -> Iterable[Problem]:
    """Headings that are none: a rule under a misspelt heading must not be passed over."""
    known = (*hints(Plan), *hints(Rules), FULL, PASS, LARGE)
    inner = raw.get("rules", {})
    paths: list[Keys] = [(key,) for key in raw if key not in known]
    paths += [("rules", key) for key in inner if key not in hints(Rules)] if isinstance(inner, dict) else []
    for path in paths:
        like = nearest(str(path[-1]), known)
        yield problem(
            lines.where(name, path),
            f"不认识“{path[-1]}”这一项。",
            f"{path[-1]!r} is not known here.",
            f"是不是“{like}”？请改正或删去。" if like else "请核对后改正或删去。",
            f"Did you mean {like!r}? Correct it or take it out." if like else "Correct it or take it out.",
        )


def _points(
    key: str, raw: Mapping[str, Any], name: str, lines: Lines, problems: Problems
) -> Mapping[Measure, Decimal]:
    """[full] or [pass]: marks by measure."""
    if key not in raw:
        return {}
    flaws: list[Flaw] = []
    found = decode(dict[Measure, Points], raw[key], flaws, (key,))
    problems.extend(placed(name, flaw, lines) for flaw in flaws)
    if flaws:
        return {}
    for measure, mark in found.items():
        inner = raw.get("rules", {})
        if measure.value in raw or (isinstance(inner, dict) and measure.value in inner):
            problems.append(
                problem(
                    lines.where(name, (key, measure.value)),
                    f"{measure.value}已有自己的规则，[{key}]里不能再写一个。",
                    f"{measure.value} has a rule of its own; [{key}] must not state it again.",
                    "请删去其中一处。",
                    "Take one of them out.",
                )
            )
        if key == FULL and not mark:
            problems.append(
                problem(
                    lines.where(name, (key, measure.value)),
                    "满分须大于0。",
                    "A full mark must be above 0.",
                    "请填写这一项的满分，如100。",
                    "State it, such as 100.",
                )
            )
    return dict(found)


def _large(raw: Mapping[str, Any], name: str, lines: Lines, problems: Problems) -> Large:
    flaws: list[Flaw] = []
    found = decode(Large, raw.get(LARGE, {}), flaws, (LARGE,))
    problems.extend(placed(name, flaw, lines) for flaw in flaws)
    return Large() if flaws else found


def _broken(ruled: Ruled, moved: Collection[str]) -> Iterable[Problem]:
    """What the rules break beyond their types, and criteria that are called like a column of their sheet."""
    plan = ruled.seen.plan
    if plan is None:
        return
    for breach in breaches(plan):
        path = keys(breach.path)
        if path[0] == "rules" and path[1] in ruled.stated and ruled.seen.stands(path):
            where = ruled.lines.where(ruled.path.name, _written(path, moved))
            yield Problem(where=where, words=breach.words, cure=breach.cure)
    for path in reserved_criteria(plan.rules):
        if ruled.sure(str(path[1])):
            yield reserved(ruled.path.name, _written(path, moved), ruled.lines)
