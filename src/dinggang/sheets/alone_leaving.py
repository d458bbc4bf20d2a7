"""Tables of people who retire or whose contracts end, each standing alone: for many at once, without a case."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from dinggang.basis import Problem, Where
from dinggang.exits import Employment, Facts, Ground
from dinggang.roster import Identity, Sex, StaffKind
from dinggang.sheets.alone import nobody, read_book
from dinggang.sheets.columns import (
    choice_column,
    date_column,
    few,
    id_column,
    number_column,
    text_column,
)
from dinggang.sheets.declare import Table
from dinggang.sheets.rows import Row, read_rows
from dinggang.sheets.troubles import Problems, problem

RETIRING = Table(
    name="people",
    file="retiring",
    sheet="花名册",
    unique=("id",),
    open=True,
    columns=(
        few(id_column("id", "人员编号", "P001")),
        few(text_column("name", "姓名", "可不填。", "optional")),
        choice_column("sex", "性别", Sex, "sex"),
        date_column("birth", "出生日期", "以档案认定为准。", "birth date as the file has it"),
        few(
            choice_column(
                "identity", "身份", Identity, "cadre or worker: must be there for women", required=False
            )
        ),
        few(choice_column("kind", "人员类别", StaffKind, "kind of staff", required=False)),
        few(
            date_column(
                "work_start",
                "参加工作时间",
                "工龄从这一天算起。",
                "recognised service begins",
                required=False,
            )
        ),
    ),
)
"""A roster will do: columns that are not asked for are not read."""

ENDING = Table(
    name="people",
    file="ending",
    sheet="清退",
    unique=("id",),
    open=True,
    columns=(
        few(id_column("id", "人员编号", "P001")),
        few(text_column("name", "姓名", "可不填。", "optional")),
        date_column("hired", "来本单位日期", "用工之日。", "first day"),
        date_column("last_day", "离岗日期", "用工的最后一天。", "last day"),
        number_column("monthly_wage", "月工资", "元，前十二个月平均。", "mean of twelve months"),
        few(choice_column("ground", "解除依据", Ground, "on what the contract ends", required=False)),
        few(
            date_column(
                "notified", "书面通知日期", "送达本人的日期。", "written notice given", required=False
            )
        ),
        few(number_column("last_wage", "上月工资", "元。", "wage of the month before", required=False)),
    ),
)


class Retiring(NamedTuple):
    """A person of the table, as the table names them."""

    id: str
    name: str
    facts: Facts


class Ending(NamedTuple):
    """A contract of the table."""

    id: str
    name: str
    employment: Employment


def read_retiring(path: Path, problems: Problems) -> list[Retiring]:
    found = []
    for row in _rows(path, RETIRING, problems):
        cells = row.cells
        if cells["sex"] is Sex.FEMALE and "identity" not in cells:
            problems.append(
                problem(
                    row.where("identity"),
                    "女职工的退休年龄看身份，这里没有写。",
                    "A woman's retirement age depends on whether she is a cadre or a worker.",
                    "请在“身份”列填“干部”或“工人”。",
                    "Write 干部 (cadre) or 工人 (worker) into the column 身份.",
                )
            )
            continue
        facts = Facts(
            birth=cells["birth"],
            day_known=True,
            sex=cells["sex"],
            identity=cells.get("identity"),
            kind=cells.get("kind"),
            work_start=cells.get("work_start"),
        )
        found.append(Retiring(cells.get("id", ""), cells.get("name", ""), facts))
    return found


def read_ending(path: Path, problems: Problems) -> list[Ending]:
    found = []
    for row in _rows(path, ENDING, problems):
        cells = row.cells
        problems.extend(
            ending_problems(
                row.where("last_day"),
                row.where("monthly_wage"),
                cells["hired"],
                cells["last_day"],
                cells["monthly_wage"],
            )
        )
        employment = Employment(
            start=cells["hired"],
            last_day=cells["last_day"],
            wage=cells["monthly_wage"],
            ground=cells.get("ground"),
            notified=cells.get("notified"),
            last_wage=cells.get("last_wage"),
        )
        found.append(Ending(cells.get("id", ""), cells.get("name", ""), employment))
    return found


def ending_problems(
    at_day: Where, at_wage: Where, start: date, last_day: date, wage: Decimal
) -> Iterator[Problem]:
    """What is wrong with a contract's figures, on the command line as in a table."""
    if last_day < start:
        yield problem(
            at_day,
            f"最后一天{last_day}早于第一天{start}。",
            f"The last day {last_day} lies before the first, {start}.",
            "请核对两个日期。",
            "Check both days.",
        )
    if wage <= 0:
        yield problem(
            at_wage,
            "月工资须大于0。",
            "The wage must be above 0.",
            "请填前十二个月的平均应发工资。",
            "State it.",
        )


def _rows(path: Path, table: Table, problems: Problems) -> list[Row]:
    """The sound rows, blank ids filled in by nobody; a problem when there is none."""
    grid = read_book(path, (table.sheet,), (), problems).get(table.sheet)
    if grid is None:
        return []
    before = len(problems)
    rows = read_rows(grid, table, problems)
    if not rows and len(problems) == before:
        problems.append(nobody(path.name))
    return [row for row in rows or () if row.sound]
