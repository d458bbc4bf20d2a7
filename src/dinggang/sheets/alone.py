"""Tables that stand alone: one step's file without a case folder around it, read by the same tables and readers."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from dinggang.basis import Problem, Where
from dinggang.marks import Sheets
from dinggang.plan import Measure
from dinggang.sheets.alone_rules import Ruled
from dinggang.sheets.archive import MAX_FILE, open_archive, sheet_parts
from dinggang.sheets.declare import Table
from dinggang.sheets.files import EXTRA, SHEETS, read_bytes
from dinggang.sheets.folder import Reader
from dinggang.sheets.gather import Known
from dinggang.sheets.grids import Grid, read_grids
from dinggang.sheets.rows import Row
from dinggang.sheets.text import narrow
from dinggang.sheets.troubles import Problems, Trouble, problem

TABLES = (".xlsx", ".csv")


class Reading(Reader):
    """One reading of files that stand alone: as a case folder is read, with the rules in the plan's place."""

    def __init__(self, ruled: Ruled, problems: Problems, files: Mapping[str, Path]) -> None:
        super().__init__(Path(), lambda _name: None)
        self.seen = ruled.seen._replace(
            doubts=ruled.seen.doubts | {("rules", m.value) for m in Measure if m.value not in ruled.stated}
        )
        self.problems = problems
        self.files = files
        self.names: dict[str, str] = {}
        self.people: set[str] = set()
        self._named_in: dict[str, Row] = {}

    def sheets_of(self, measure: Measure) -> Sheets:
        """What is on the sheets of one measure. With problems it is not complete."""
        before = len(self.problems)
        sheets, _ = self.sheets(Known())
        if len(self.problems) == before and not self.people:
            self.problems.append(nobody(self.files[measure.value].name))
        return sheets

    def rows(self, table: Table) -> list[Row] | None:
        found = super().rows(table)
        for row in found or ():
            if "person" in row.cells:
                self.people.add(row.cells["person"])
            self._name(row)
        return found

    def _name(self, row: Row) -> None:
        """Remembers the name beside an id; another name beside the same id means that rows slipped."""
        person, name = row.cells.get("person"), row.cells.get("name_check")
        if person is None or name is None:
            return
        first = self._named_in.setdefault(person, row)
        known = self.names.setdefault(person, name)
        if narrow(known) != narrow(name):
            place = f"{first.grid.file}第{first.row}行"
            self.problems.append(
                problem(
                    row.where("name_check"),
                    f"{person}在{place}是“{known}”，这里写的是“{name}”。",
                    f"{person} is {known!r} in row {first.row} of {first.grid.file}, here {name!r}.",
                    "请核对是不是串行，改正编号或姓名。",
                    "Check whether rows slipped; correct the id or the name.",
                )
            )

    def _load(self, file: str) -> dict[str, Grid]:
        path = self.files.get(file)
        if path is None:
            return {}
        return read_book(path, SHEETS[file], EXTRA.get(file, ()), self.problems)


def read_book(path: Path, sheets: Sequence[str], extra: Sequence[str], problems: Problems) -> dict[str, Grid]:
    """The sheets asked for of one file. Where one is asked for, a workbook of one sheet may call it as it likes."""
    content = read_table_file(path, problems)
    if content is None:
        return {}
    if path.name.endswith(".csv") and len(sheets) > 1:
        problems.append(
            problem(
                Where(file=path.name),
                f"这张表有{len(sheets)}个工作表（{'、'.join(sheets)}），不能用CSV。",
                f"This table has {len(sheets)} sheets ({', '.join(sheets)}) and cannot be a CSV.",
                "请用xlsx。",
                "Use an .xlsx.",
            )
        )
        return {}
    meant = sheets
    if len(sheets) == 1 and path.name.endswith(".xlsx"):
        meant = [only_sheet(content) or sheets[0]]
    found = read_grids(path.name, content, meant, extra, problems)
    return {**found, sheets[0]: found[meant[0]]} if meant[0] in found else found


def only_sheet(content: bytes) -> str | None:
    """The title of the only sheet with anything to be read, None where there are several or none can be told."""
    try:
        titles = [title for title in sheet_parts(open_archive(content)) if title not in BESIDE]
    except Trouble:
        return None
    return titles[0] if len(titles) == 1 else None


BESIDE = ("填写说明", "选项")
"""Sheets that our own templates have beside the table."""


def read_table_file(path: Path, problems: Problems) -> bytes | None:
    """The bytes of a table's file, None with a problem."""
    if not os.path.lexists(path):
        problems.append(
            problem(
                Where(file=str(path)),
                "没有这个文件。",
                "There is no such file.",
                "请核对路径和文件名。",
                "Check the path and the name.",
            )
        )
        return None
    if not path.name.endswith(TABLES):
        problems.append(
            problem(
                Where(file=path.name),
                "这种格式不读。",
                "This format is not read.",
                "请用Excel或WPS打开，另存为xlsx（扩展名小写），或另存为“CSV UTF-8（逗号分隔）”。",
                "Save it as .xlsx (in small letters) or as “CSV UTF-8”.",
            )
        )
        return None
    content, trouble = read_bytes(path.parent, path.name, MAX_FILE)
    if trouble is not None:
        problems.append(trouble)
        return None
    return content


def nobody(name: str) -> Problem:
    return problem(
        Where(file=name),
        "表头下面一行也没有填写。",
        "Not a single row is filled in.",
        "请先填好再办。",
        "Fill it in first.",
    )
