"""A table of accepted deliveries that stands alone: what each may be paid for, without a case."""

from pathlib import Path

from dinggang.services import Accepted
from dinggang.sheets.alone import nobody, read_book
from dinggang.sheets.columns import few, id_column, number_column, text_column, whole_column
from dinggang.sheets.declare import Table
from dinggang.sheets.rows import Row, read_rows
from dinggang.sheets.troubles import Problems

ACCEPTED = Table(
    name="deliveries",
    file="deliveries",
    sheet="交付验收",
    unique=("id",),
    open=True,
    columns=(
        id_column("id", "验收编号", "V01"),
        number_column("accepted", "验收合格数量", "以协议的计量单位计。", "quantity accepted"),
        number_column("unit_price", "单价", "元。", "yuan a unit"),
        few(text_column("quality", "质量等次", "规则中的等次名称。", "a quality grade of the rules")),
        few(whole_column("late_days", "逾期天数", "没有就空着。", "days late; empty: none", required=False)),
    ),
)
"""The sheet of a case with the prices beside it will do: columns that are not asked for are not read."""


def read_accepted(path: Path, problems: Problems) -> list[tuple[Accepted, Row]]:
    """The deliveries with their rows. With problems they are not complete."""
    grid = read_book(path, (ACCEPTED.sheet,), (), problems).get(ACCEPTED.sheet)
    if grid is None:
        return []
    before = len(problems)
    rows = read_rows(grid, ACCEPTED, problems)
    if not rows and len(problems) == before:
        problems.append(nobody(path.name))
    found = []
    for row in rows or ():
        if row.sound:
            one = Accepted(
                id=row.cells["id"],
                quantity=row.cells["accepted"],
                unit_price=row.cells["unit_price"],
                quality=row.cells.get("quality", ""),
                late_days=row.cells.get("late_days", 0),
            )
            found.append((one, row))
    return found
