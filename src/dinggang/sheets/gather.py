"""Typed rows → values of the case, with the checks that need more than one table."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

import msgspec

from dinggang.basis import Problem
from dinggang.plan import Plan, Stratum
from dinggang.roster import Person
from dinggang.sheets.rows import Row
from dinggang.sheets.shapes import BAD, Flaw, decode
from dinggang.sheets.text import narrow, nearest
from dinggang.sheets.troubles import problem

S = TypeVar("S", bound=msgspec.Struct)

TABLE_WORDS = {
    "people": ("花名册", "roster"),
    "posts": ("岗位表", "posts table"),
    "agreements": ("委托协议表", "agreements"),
}


class Known(NamedTuple):
    """What other rows may refer to; a table that could not be read is None, and nothing is said about it."""

    plan: Plan | None
    people: Mapping[str, str] | None = None
    ids: Mapping[str, frozenset[str] | None] = {}


def ids(rows: Sequence[Row] | None, key: str = "id") -> frozenset[str] | None:
    return None if rows is None else frozenset(r.cells[key] for r in rows if key in r.cells)


def build(
    kind: type[S], rows: Iterable[Row], problems: list[Problem], leave: Sequence[str] = ()
) -> tuple[S, ...]:
    """A value for every sound row, its cells being the fields; those of dynamic columns gathered by group."""
    found = []
    for row in rows:
        if row.sound:
            value = build_one(kind, row, fields(row, leave), problems)
            if value is not None:
                found.append(value)
    return tuple(found)


def build_one(kind: type[S], row: Row, raw: dict[str, Any], problems: list[Problem]) -> S | None:
    flaws: list[Flaw] = []
    value: S = decode(kind, raw, flaws)
    problems.extend(
        Problem(where=row.where(str(f.path[0]) if f.path else ""), words=f.words, cure=f.cure) for f in flaws
    )
    return None if value is BAD else value


def fields(row: Row, leave: Sequence[str] = ()) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for column in row.table.columns:
        if column.group:
            group = found.setdefault(column.group, {})
            if column.key in row.cells:
                group[column.key] = row.cells[column.key]
        elif column.key in row.cells and column.key not in leave:
            found[column.key] = row.cells[column.key]
    return found


def check_references(rows: Iterable[Row], known: Known, problems: list[Problem]) -> None:
    """Every id that a row names must be in its table, and the name beside a person's id must be that person's."""
    for row in rows:
        for column in row.table.columns:
            there = known.ids.get(column.refers)
            if not column.refers or there is None or column.key not in row.cells:
                continue
            cell = row.cells[column.key]
            asked = dict.fromkeys(cell if isinstance(cell, tuple) else (cell,))
            problems.extend(
                _not_there(row, column.key, column.refers, one, there) for one in asked if one not in there
            )
        _check_name(row, known, problems)


def _not_there(row: Row, key: str, table: str, one: str, there: frozenset[str]) -> Problem:
    zh, en = TABLE_WORDS[table]
    like = nearest(one, sorted(there))
    return problem(
        row.where(key),
        f"{zh}里没有编号{one}。",
        f"{one} is not in the {en}.",
        f"请改正编号（相近的有{like}），或先在{zh}里补上。" if like else f"请改正编号，或先在{zh}里补上。",
        f"Correct the id{f' (there is {like})' if like else ''}, or add it to the {en}.",
    )


def _check_name(row: Row, known: Known, problems: list[Problem]) -> None:
    written, person = row.cells.get("name_check"), row.cells.get("person")
    if written is None or person is None or known.people is None or person not in known.people:
        return
    name = known.people[person]
    if narrow(written) != narrow(name):
        problems.append(
            problem(
                row.where("name_check"),
                f"{person}在花名册上是“{name}”，这里写的是“{written}”。",
                f"{person} is {name!r} on the roster, here {written!r}.",
                "请核对是不是串行，改正编号或姓名。",
                "Check whether rows slipped; correct the id or the name.",
            )
        )


def resolve(
    row: Row, key: str, names: Mapping[str, str], what: tuple[str, str], problems: list[Problem]
) -> str | None:
    """The id that a cell gives as an id or a name, or None with a problem."""
    written = row.cells.get(key)
    if written is None:
        return None
    found = names.get(narrow(written)) or names.get(narrow(written).casefold())
    if found is None:
        like = nearest(narrow(written), names)
        listed = "、".join(dict.fromkeys(names.values()))
        problems.append(
            problem(
                row.where(key),
                f"方案里没有“{written}”这个{what[0]}。",
                f"The plan has no {what[1]} {written!r}.",
                f"请按plan.toml改正（{f'是不是“{like}”？' if like else ''}有：{listed}）。",
                f"Correct it as in plan.toml ({f'did you mean {like!r}? ' if like else ''}there are: {listed}).",
            )
        )
    return found


def named(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Ids and names → ids; ids win, then the first."""
    listed = list(pairs)
    found = {narrow(one): one for one, _ in listed} | {one.casefold(): one for one, _ in listed}
    for one, name in listed:
        found.setdefault(narrow(name), one)
    return found


def settle_bodies(rows: Sequence[Row], plan: Plan | None, problems: list[Problem]) -> list[Row]:
    """The posts' rows with ids of bodies (or of plates, which the balance sheet reports) in place of names."""
    if plan is None:
        return list(rows)
    pairs = [(b.id, b.name) for b in plan.bodies] + [(p.id, p.name) for b in plan.bodies for p in b.plates]
    names = named(pairs)
    settled = []
    for row in rows:
        before = len(problems)
        body = resolve(row, "body", names, ("机构", "body"), problems)
        if "body" not in row.cells and "stratum" in row.cells and row.cells["stratum"] is not Stratum.LEADER:
            problems.append(
                problem(
                    row.where("body"),
                    "岗位没有写所属机构。",
                    "The post has no body.",
                    "请填机构编号或名称；只有层级为“领导”的岗位可以空着。",
                    "Write a body's id or name; only leader posts may do without.",
                )
            )
        settled.append(_with(row, "body", body, sound=len(problems) == before))
    return settled


def settle(
    rows: Sequence[Row], key: str, names: Mapping[str, str], what: tuple[str, str], problems: list[Problem]
) -> list[Row]:
    """The rows with an id in place of a name in one column."""
    settled = []
    for row in rows:
        found = resolve(row, key, names, what, problems)
        settled.append(_with(row, key, found, sound=found is not None))
    return settled


def _with(row: Row, key: str, value: str | None, *, sound: bool) -> Row:
    if value is None:
        return row._replace(sound=row.sound and sound)
    return row._replace(cells={**row.cells, key: value}, sound=row.sound and sound)


def check_births(rows: Iterable[Row], plan: Plan | None, problems: list[Problem]) -> None:
    for row in rows:
        birth = row.cells.get("birth")
        if plan is not None and birth is not None and birth > plan.cutoff:
            problems.append(
                problem(
                    row.where("birth"),
                    f"出生日期{birth}晚于方案的截止日{plan.cutoff}。",
                    f"The birth date {birth} lies after the plan's cut-off day {plan.cutoff}.",
                    "请按档案核对出生日期（常见为年份写错）。",
                    "Check the birth date with the file; the year is likely wrong.",
                )
            )


def people_of(rows: Sequence[Row], problems: list[Problem]) -> tuple[Person, ...]:
    return build(Person, rows, problems, leave=("name", "citizen"))


def check_list(row: Row, posts: Sequence[tuple[str, str]], problems: list[Problem]) -> None:
    """Choices: no post twice, no gap before a post. `posts` holds (column key, post), blank ones too."""
    counts = Counter(post for _, post in posts if post)
    for index, (key, post) in enumerate(posts):
        if post and counts[post] > 1 and any(p == post for _, p in posts[:index]):
            problems.append(
                problem(
                    row.where(key),
                    f"岗位{post}在同一人的志愿里填了不止一次。",
                    f"Post {post} is on the same list more than once.",
                    "请每个岗位只填一次。",
                    "List each post once.",
                )
            )
        if post and any(not p for _, p in posts[:index]):
            problems.append(
                problem(
                    row.where(key),
                    "前面的志愿空着。",
                    "A choice before this one is empty.",
                    "请按先后顺序从志愿1填起，中间不要空。",
                    "Fill the choices in order, without a gap.",
                )
            )
