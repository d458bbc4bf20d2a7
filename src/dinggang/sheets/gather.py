"""Typed rows → values of the case, with the checks that need more than one table."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple, TypeVar

import msgspec

from dinggang.basis import Fault, Problem
from dinggang.plan import Plan, Stratum
from dinggang.roster import Person
from dinggang.sheets.rows import Row
from dinggang.sheets.shapes import BAD, Flaw, decode, hints
from dinggang.sheets.text import narrow, nearest
from dinggang.sheets.troubles import Problems, problem

S = TypeVar("S", bound=msgspec.Struct)

TABLE_WORDS = {
    "people": ("花名册", "roster"),
    "posts": ("岗位表", "posts table"),
    "agreements": ("委托协议表", "agreements"),
    "questions": ("标准答案表", "answer key"),
    "meetings": ("会议表", "meetings table"),
}


class Ids(NamedTuple):
    """The ids of a table, and the rows of it whose id cannot be read."""

    there: frozenset[str]
    unread: tuple[int, ...] = ()


class Known(NamedTuple):
    """What other rows may refer to; a table that could not be read is None, and nothing is said about it."""

    names: Mapping[str, str] = {}
    ids: Mapping[str, Ids | None] = {}


def ids(rows: Sequence[Row] | None) -> Ids | None:
    """The ids of the rows, None when the table could not be read or none of its ids can be."""
    if rows is None:
        return None
    there = frozenset(r.cells["id"] for r in rows if "id" in r.cells)
    unread = tuple(r.row for r in rows if "id" not in r.cells)
    return None if unread and not there else Ids(there, unread)


def build(kind: type[S], rows: Iterable[Row], problems: Problems, leave: Sequence[str] = ()) -> tuple[S, ...]:
    """A value for every sound row, its cells being the fields; those of dynamic columns gathered by group.

    Of other rows, what can be read is judged all the same.
    """
    found = []
    for row in rows:
        raw = fields(row, leave)
        if not row.sound:
            judge(kind, row, raw, problems)
            continue
        value = build_one(kind, row, raw, problems)
        if value is not None:
            found.append(value)
    return tuple(found)


def judge(kind: type[msgspec.Struct], row: Row, raw: Mapping[str, Any], problems: Problems) -> None:
    """The problems of single fields, for a row that lacks others."""
    flaws: list[Flaw] = []
    for name, (hint, _required) in hints(kind).items():
        if name in raw:
            decode(hint, raw[name], flaws, (name,))
    problems.extend(_flawed(row, flaws))


def build_one(kind: type[S], row: Row, raw: dict[str, Any], problems: Problems) -> S | None:
    flaws: list[Flaw] = []
    value: S = decode(kind, raw, flaws)
    problems.extend(_flawed(row, flaws))
    return None if value is BAD else value


def _flawed(row: Row, flaws: Iterable[Flaw]) -> Iterable[Problem]:
    for flaw in flaws:
        # The last name of the path is the column, be it a field or an item of a group.
        named = [part for part in flaw.path if isinstance(part, str) and row.table.column(part)]
        yield Problem(where=row.where(named[-1] if named else ""), words=flaw.words, cure=flaw.cure)


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


def check_references(rows: Iterable[Row], known: Known, problems: Problems) -> None:
    """Every id that a row names must be in its table, and the name beside a person's id must be that person's."""
    lost: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        for column in row.table.columns:
            listed = known.ids.get(column.refers)
            if not column.refers or listed is None or column.key not in row.cells:
                continue
            cell = row.cells[column.key]
            for one in dict.fromkeys(cell if isinstance(cell, tuple) else (cell,)):
                if one not in listed.there:
                    lost.setdefault((column.key, one), []).append(row)
        _check_name(row, known, problems)
    for (key, one), named_in in lost.items():
        problems.append(_not_there(named_in, key, one, known))


def _not_there(rows: Sequence[Row], key: str, one: str, known: Known) -> Problem:
    """One problem for an id however many rows of the sheet name it."""
    column = rows[0].table.column(key)
    listed = known.ids[column.refers] if column else None
    if column is None or listed is None:
        raise Fault(f"column {key} refers to no table that was read")
    zh, en = TABLE_WORDS[column.refers]
    like = next((i for i in sorted(listed.there) if _same_number(i) == _same_number(one)), None)
    also_zh = also_en = perhaps_zh = perhaps_en = ""
    if len(rows) > 1:
        more = _some(row.row for row in rows[1:])
        also_zh, also_en = f"（第{more}行同此）", f" (also in rows {more})"
    if listed.unread:
        perhaps_zh = f"{zh}第{_some(listed.unread)}行的编号读不出，改好后再看。"
        perhaps_en = f" The ids in rows {_some(listed.unread)} of the {en} cannot be read; mend them first."
    return problem(
        rows[0].where(key),
        f"{zh}里没有编号{one}{also_zh}。",
        f"{one} is not in the {en}{also_en}.",
        (f"请改正编号（是不是{like}？）" if like else "请改正编号") + f"，或先在{zh}里补上。" + perhaps_zh,
        f"Correct the id{f' (did you mean {like}?)' if like else ''}, or add it to the {en}.{perhaps_en}",
    )


def _some(rows: Iterable[int]) -> str:
    listed = list(rows)
    return "、".join(map(str, listed[:10])) + ("……" if len(listed) > 10 else "")


def _same_number(one: str) -> tuple[str, int]:
    """What P3, P03 and p003 share."""
    letters = one.rstrip("0123456789")
    return letters.casefold(), int(one[len(letters) :])


def _check_name(row: Row, known: Known, problems: Problems) -> None:
    written, person = row.cells.get("name_check"), row.cells.get("person", "")
    name = known.names.get(person)
    if written is not None and name is not None and narrow(written) != narrow(name):
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
    row: Row, key: str, names: Mapping[str, str], what: tuple[str, str], problems: Problems
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


def settle_bodies(rows: Sequence[Row], plan: Plan | None, problems: Problems) -> list[Row]:
    """The posts' rows with ids of bodies (or of plates, which the balance sheet reports) in place of names.

    Without a plan whose bodies can be read nothing is said of names.
    """
    bodies = plan.bodies if plan else ()
    names = named([(b.id, b.name) for b in bodies] + [(p.id, p.name) for b in bodies for p in b.plates])
    settled = []
    for row in rows:
        before = len(problems)
        body = resolve(row, "body", names, ("机构", "body"), problems) if plan else None
        blank = "body" not in row.cells and "body" not in row.unread
        if blank and row.cells.get("stratum", Stratum.LEADER) is not Stratum.LEADER:
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
    rows: Iterable[Row],
    key: str,
    names: Mapping[str, str] | None,
    what: tuple[str, str],
    problems: Problems,
) -> list[Row]:
    """The rows with an id in place of a name in one column; without it where the plan's names cannot be read (None)."""
    settled = []
    for row in rows:
        found = None if names is None else resolve(row, key, names, what, problems)
        settled.append(_with(row, key, found, sound=found is not None))
    return settled


def _with(row: Row, key: str, value: str | None, *, sound: bool) -> Row:
    sound = row.sound and sound
    if value is not None:
        return row._replace(cells={**row.cells, key: value}, sound=sound)
    if key not in row.cells:
        return row._replace(sound=sound)
    left = {k: v for k, v in row.cells.items() if k != key}
    return row._replace(cells=left, sound=sound, unread=row.unread | {key})


def check_births(rows: Iterable[Row], cutoff: date, problems: Problems) -> None:
    for row in rows:
        birth = row.cells.get("birth")
        if birth is not None and birth > cutoff:
            problems.append(
                problem(
                    row.where("birth"),
                    f"出生日期{birth}晚于方案的截止日{cutoff}。",
                    f"The birth date {birth} lies after the plan's cut-off day {cutoff}.",
                    "请按档案核对出生日期（常见为年份写错）。",
                    "Check the birth date with the file; the year is likely wrong.",
                )
            )


def check_twice(rows: Iterable[Row], problems: Problems) -> None:
    """One person under two ids: the same citizen number, or the same name and birth date."""
    numbers: dict[str, Row] = {}
    births: dict[tuple[str, date], Row] = {}
    for row in rows:
        number, name, birth = (row.cells.get(key) for key in ("citizen", "name", "birth"))
        alike = numbers.setdefault(number, row) if number else row
        if alike is not row:
            found = _same_citizen(row, alike)
        elif name and birth:
            alike = births.setdefault((narrow(name), birth), row)
            found = _same_birth(row, alike)
        # The same id twice has been said already.
        if alike is not row and alike.cells.get("id") != row.cells.get("id"):
            problems.append(found)


def _same_citizen(row: Row, first: Row) -> Problem:
    return problem(
        row.where("citizen"),
        f"身份证号与第{first.row}行相同。",
        f"The citizen number is that of row {first.row}.",
        "请核对：同一人只留一行；不是同一人就改正号码。",
        "Keep one row for a person, or correct the number.",
    )


def _same_birth(row: Row, first: Row) -> Problem:
    return problem(
        row.where("name"),
        f"“{row.cells['name']}”与第{first.row}行同名、同一天出生，像是同一人登记了两次。",
        f"{row.cells['name']!r} has the name and birth date of row {first.row}; perhaps one person entered twice.",
        "请核对：同一人只留一行；确是两个人，就在姓名后加注区别，如“张三（农技站）”。",
        "Keep one row for a person; if they are two, tell the names apart, such as 张三（农技站）.",
    )


def people_of(rows: Sequence[Row], problems: Problems) -> tuple[Person, ...]:
    return build(Person, rows, problems, leave=("name", "citizen"))


def check_list(row: Row, posts: Sequence[tuple[str, str]], problems: Problems) -> None:
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
        if post and any(not p and k not in row.unread for k, p in posts[:index]):
            problems.append(
                problem(
                    row.where(key),
                    "前面的志愿空着。",
                    "A choice before this one is empty.",
                    "请按先后顺序从志愿1填起，中间不要空。",
                    "Fill the choices in order, without a gap.",
                )
            )
