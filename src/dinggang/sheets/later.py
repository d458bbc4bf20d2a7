"""A folder or a workbook of a later day → values, each row known to the case or told to be new."""

import os
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from dinggang.balance.later import Later, LaterBody, LaterMoney, LaterPayment, LaterPerson, Nature
from dinggang.basis import Problem, Refusal, Where
from dinggang.case import Folder
from dinggang.sheets.alone import TABLES, nobody, read_book
from dinggang.sheets.declare import Table
from dinggang.sheets.gather import (
    Ids,
    Known,
    S,
    build_one,
    check_references,
    fields,
    judge,
    named,
    resolve,
)
from dinggang.sheets.grids import Grid
from dinggang.sheets.later_tables import (
    LATER_BODIES,
    LATER_MONEY,
    LATER_PAYMENTS,
    LATER_PEOPLE,
    LATER_TABLES,
)
from dinggang.sheets.pages import page
from dinggang.sheets.rows import Row, once, read_rows
from dinggang.sheets.text import narrow
from dinggang.sheets.troubles import Problems, problem


class LaterFiles(NamedTuple):
    """What was read, where each row stands, and the names of the later roster by row."""

    later: Later
    places: Mapping[str, Where]
    names: Mapping[str, str]


def later_template() -> bytes:
    """An empty workbook of a later day."""
    return page([(table, ()) for table in LATER_TABLES])


def read_later(path: Path, folder: Folder) -> LaterFiles:
    """Raises Refusal with every problem of every table; nothing is taken then."""
    problems = Problems()
    reader = _Reader(folder, problems)
    later = reader.read(_grids(path, problems))
    if problems or later is None:
        raise Refusal(problems.listed())
    return LaterFiles(later, reader.places, reader.names)


def _grids(path: Path, problems: Problems) -> dict[str, Grid]:
    if not path.is_dir():
        if path.suffix == ".csv":
            return read_book(path, (LATER_PEOPLE.sheet,), (), problems)
        return read_book(path, (LATER_PEOPLE.sheet,), [t.sheet for t in LATER_TABLES[1:]], problems)
    found: dict[str, Grid] = {}
    problems.extend(_foreign(path))
    for table in LATER_TABLES:
        there = [
            path / f"{table.file}{end}" for end in TABLES if os.path.lexists(path / f"{table.file}{end}")
        ]
        if len(there) > 1:
            problems.append(_both(there[1], there[0]))
        elif there:
            found |= read_book(there[0], (table.sheet,), (), problems)
        elif table is LATER_PEOPLE:
            problems.append(_no_roster(path))
    return found


def _foreign(path: Path) -> Iterable[Problem]:
    """Tables under names that are not read: a budget left out by its name would look like one not handed in."""
    known = {f"{t.file}{end}" for t in LATER_TABLES for end in TABLES}
    listed = "、".join(sorted(known))
    for one in sorted(p.name for p in path.iterdir() if not p.name.startswith((".", "~"))):
        if one not in known and one.lower().endswith((*TABLES, ".xls", ".et", ".ods", ".xlsm", ".xlsb")):
            yield problem(
                Where(file=one),
                "不认识这个文件名，不知道是哪张表。",
                "The file name is not known.",
                f"请改名为其中之一：{listed}；不相干的移出文件夹。",
                f"Name it one of {listed}, or move it out of the folder.",
            )


def _both(comma: Path, book: Path) -> Problem:
    return problem(
        Where(file=comma.name),
        f"{book.name}和{comma.name}同时存在，不知道以哪个为准。",
        f"Both {book.name} and {comma.name} are there.",
        "请只保留一个。",
        "Keep one of them.",
    )


def _no_roster(path: Path) -> Problem:
    return problem(
        Where(file=str(path / f"{LATER_PEOPLE.file}.xlsx")),
        "没有后来的花名册。",
        "There is no later roster.",
        "请放入roster.xlsx或roster.csv；空白表用 dinggang rebound --template 文件.xlsx 生成。",
        "Put roster.xlsx or roster.csv there; dinggang rebound --template FILE.xlsx writes an empty one.",
    )


class _Reader:
    """One reading: the case it is held against, every problem on the way."""

    def __init__(self, folder: Folder, problems: Problems) -> None:
        self.case, self.problems = folder.case, problems
        self.places: dict[str, Where] = {}
        self.names: dict[str, str] = {}
        ids = Ids(frozenset(p.id for p in self.case.people))
        self.known = Known(folder.names, {"people": ids})
        self.by_name: defaultdict[str, list[str]] = defaultdict(list)
        for person, name in folder.names.items():
            self.by_name[narrow(name)].append(person)
        self.births = {p.id: p.birth for p in self.case.people}
        plan = self.case.plan
        self.bodies = named(
            [(b.id, b.name) for b in plan.bodies] + [(p.id, p.name) for b in plan.bodies for p in b.plates]
        )
        self.organ = narrow(plan.organ)

    def read(self, grids: Mapping[str, Grid]) -> Later | None:
        people = self._rows(LATER_PEOPLE, grids)
        if not people and not self.problems:
            self.problems.append(nobody(grids[LATER_PEOPLE.sheet].file))
        persons = tuple(p for row in people if (p := self._person(row)) is not None)
        self._once(people, persons)
        settled = once([self._settled(r) for r in self._rows(LATER_BODIES, grids)], self.problems)
        bodies = self._built(LaterBody, settled)
        money = tuple(m for row in self._rows(LATER_MONEY, grids) if (m := self._money(row)) is not None)
        paid = self._built(LaterPayment, self._rows(LATER_PAYMENTS, grids))
        return None if self.problems else Later(people=persons, bodies=bodies, money=money, payments=paid)

    def _rows(self, table: Table, grids: Mapping[str, Grid]) -> list[Row]:
        grid = grids.get(table.sheet)
        rows = [] if grid is None else read_rows(grid, table, self.problems) or []
        check_references(rows, self.known, self.problems)
        found = []
        for row in rows:
            ref = f"{table.name}:{row.cells.get('id', row.row)}"
            self.places[ref] = row.where()
            found.append(row._replace(cells={**row.cells, "row": ref}))
        return found

    def _built(self, kind: type[S], rows: Iterable[Row]) -> tuple[S, ...]:
        found = []
        for row in rows:
            raw = fields(row, ("id",)) | {"row": row.cells["row"]}
            if not row.sound:
                judge(kind, row, raw, self.problems)
            elif (value := build_one(kind, row, raw, self.problems)) is not None:
                found.append(value)
        return tuple(found)

    def _settled(self, row: Row) -> Row:
        """With the id of a body or plate in place of its name; a name that no plan has stays as written."""
        written = row.cells.get("body")
        if written is None:
            return row
        form = narrow(written)
        settled = self.bodies.get(form) or self.bodies.get(form.casefold()) or written
        return row._replace(cells={**row.cells, "body": "" if form == self.organ else settled})

    def _person(self, row: Row) -> LaterPerson | None:
        name, birth = row.cells.get("name"), row.cells.get("birth")
        if row.sound and "person" not in row.cells and name is None:
            self.problems.append(
                problem(
                    row.where("name"),
                    "人员编号和姓名都没有填，不知道是谁。",
                    "Neither id nor name: nobody can tell who it is.",
                    "案卷上的人填编号，新来的人填姓名和出生日期。",
                    "Write the id of people of the case, name and birth date of others.",
                )
            )
            return None
        person, alike = self._who(row, name, birth)
        raw = fields(self._settled(row), ("name", "birth"))
        raw |= {"row": row.cells["row"], "alike": alike, **({"person": person} if person else {})}
        if name is not None:
            self.names[row.cells["row"]] = name
        return build_one(LaterPerson, row, raw, self.problems) if row.sound else None

    def _who(self, row: Row, name: str | None, birth: date | None) -> tuple[str | None, tuple[str, ...]]:
        """Who of the case it is: by the id, else by name and birth date; and who shares the name alone."""
        person = row.cells.get("person")
        if person is not None:
            known = self.known.names.get(person)
            if name is not None and known is not None and narrow(known) != narrow(name):
                self.problems.append(
                    problem(
                        row.where("name"),
                        f"{person}在案卷花名册上是“{known}”，这里写的是“{name}”。",
                        f"{person} is {known!r} on the case's roster, here {name!r}.",
                        "请核对是不是串行，改正编号或姓名。",
                        "Check whether rows slipped; correct the id or the name.",
                    )
                )
            at = self.births.get(person)
            if birth is not None and at is not None and at != birth:
                self.problems.append(
                    problem(
                        row.where("birth"),
                        f"{person}在案卷花名册上的出生日期是{at}，这里写的是{birth}。",
                        f"{person} was born on {at} by the case's roster, here on {birth}.",
                        "请核对是不是串行，改正编号或出生日期。",
                        "Check whether rows slipped; correct the id or the birth date.",
                    )
                )
            return person, ()
        namesakes = self.by_name.get(narrow(name or ""), [])
        if birth is None:
            return None, tuple(namesakes)
        same = [p for p in namesakes if self.births[p] == birth]
        return (same[0], ()) if len(same) == 1 else (None, tuple(same))

    def _once(self, rows: Iterable[Row], persons: Iterable[LaterPerson]) -> None:
        """One person in two rows, by id, or by name and birth date."""
        at = {row.cells["row"]: row for row in rows}
        first: dict[object, Row] = {}
        for one in persons:
            row = at[one.row]
            name, birth = row.cells.get("name"), row.cells.get("birth")
            key = one.person or (None if birth is None else (narrow(name or ""), birth))
            if key is not None and first.setdefault(key, row) is not row:
                self.problems.append(
                    problem(
                        row.where("name"),
                        f"与第{first[key].row}行是同一个人。",
                        f"The same person as in row {first[key].row}.",
                        "请核对，每个人只留一行。",
                        "Keep one row for a person.",
                    )
                )

    def _money(self, row: Row) -> LaterMoney | None:
        services = self.case.plan.services
        lines = named((s.id, s.name) for s in (services.lines if services is not None else ()))
        raw = fields(row, ("id",)) | {"row": row.cells["row"]}
        if row.sound and (row.cells["nature"] is Nature.SERVICES) != ("line" in row.cells):
            self.problems.append(
                problem(
                    row.where("line"),
                    "服务经费要写服务项目，其他经费不写。",
                    "Service money names its service line, other money does not.",
                    "请核对“性质”和“服务项目”两列。",
                    "Check both columns.",
                )
            )
            return None
        if "line" in raw:
            settled = resolve(row, "line", lines, ("服务项目", "service line"), self.problems)
            if settled is None:
                return None
            raw["line"] = settled
        return build_one(LaterMoney, row, raw, self.problems) if row.sound else None
