# ruff: noqa: S608 - identifiers and texts are quoted by `name` and `literal`
"""A Parquet file looked at before anything is computed from it: every problem, none repaired."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from dinggang.basis import Fault, Problem, Where, Words
from dinggang.kernels.ranks import repeated

WHOLE = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT")
SHOWN = 5


def name(column: str) -> str:
    """A column's name as SQL writes it."""
    return '"' + column.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"


def source(path: Path) -> str:
    """The rows of a Parquet file. A path is a path: what would be a pattern is taken as it stands."""
    escaped = "".join(f"[{c}]" if c in "*?[" else c for c in str(path))
    return f"read_parquet({literal(escaped)})"


class Intake:
    """The file, its columns' types, and what has been asked of each column so far.

    `named`, `whole`, `marks` and `numbers` say what type columns must have and return the problems of type; what
    passes is looked at by `empty`, `twice` and `negative`.
    """

    def __init__(self, connection: Any, path: Path, places: int) -> None:
        self.connection, self.path, self.places = connection, path, places
        self.file, self.rows = path.name, source(path)
        self.types: dict[str, str] = {}
        self.usable: list[str] = []
        self.most: dict[str, tuple[int, int]] = {}

    def opened(self) -> Iterator[Problem]:
        """Reads the types. A problem when there is no such file or it is no Parquet."""
        import duckdb  # noqa: PLC0415 - only who scores at this size loads it

        if not self.path.is_file():
            yield self._problem(
                "", "找不到这个文件。", "There is no such file.", "请核对路径。", "Check the path."
            )
            return
        try:
            described = self.connection.execute(f"describe select * from {self.rows}").fetchall()
        except duckdb.Error:
            yield self._problem(
                "",
                "不是可读的Parquet文件。",
                "This is no readable Parquet file.",
                "请重新导出。",
                "Export it anew.",
            )
            return
        self.types = {row[0]: row[1] for row in described}

    def named(self, columns: Sequence[str]) -> Iterator[Problem]:
        """Ids: whole numbers or text."""
        yield from self._typed(columns, (*WHOLE, "VARCHAR"), "整数或文本", "whole numbers or text")

    def whole(self, columns: Sequence[str]) -> Iterator[Problem]:
        yield from self._typed(columns, WHOLE, "整数", "whole numbers")

    def numbers(self, columns: Sequence[str]) -> Iterator[Problem]:
        """What is only compared: whole numbers or decimals of any scale."""
        yield from self._typed(
            columns, (*WHOLE, "DECIMAL"), "整数或小数（DECIMAL）", "whole numbers or DECIMAL"
        )

    def marks(self, columns: Sequence[str]) -> Iterator[Problem]:
        """Whole numbers of 10⁻ᵈ, or decimals with at most d digits behind the point."""
        yield from self.numbers(columns)
        for column in columns:
            if (
                column in self.usable
                and (digits := self._digits(column)) is not None
                and digits > self.places
            ):
                self.usable.remove(column)
                yield self._problem(
                    column,
                    f"小数有{digits}位，规则只定了{self.places}位。",
                    f"There are {digits} digits behind the point; the rule knows {self.places}.",
                    "请按规则的位数导出成绩，或修改规则的places。",
                    "Export marks with the rule's digits, or change the rule's places.",
                )

    def empty(self) -> Iterator[Problem]:
        """Columns with empty cells: how many, and the first row."""
        if not self.usable:
            return
        counts = ", ".join(f"count(*) - count({name(column)})" for column in self.usable)
        found = self.connection.execute(f"select {counts} from {self.rows}").fetchone()
        for column, missing in zip(self.usable, found, strict=True):
            if missing:
                numbered = self.rows.removesuffix(")") + ", file_row_number = true)"
                first = self.connection.execute(
                    f"select min(file_row_number) from {numbered} where {name(column)} is null"
                ).fetchone()[0]
                yield self._problem(
                    column,
                    f"有{missing}行为空，最先在第{first + 1}行。",
                    f"{missing} rows are empty, the first is row {first + 1}.",
                    "请补齐；没有成绩的人不能进入计分。",
                    "Fill them; nobody without a mark can be scored.",
                )

    def twice(self, column: str, what: Words) -> Iterator[Problem]:
        """Values that stand there more than once.

        Text is compared by its 64-bit hash first, which sorts in an eighth of the memory; only hashes that repeat
        are looked at again as text.
        """
        if column not in self.usable:
            return
        text = self.types[column] == "VARCHAR"
        key = f"hash({name(column)})" if text else name(column)
        found = self.connection.execute(
            f"select {key} as key from {self.rows} where {name(column)} is not null"
        ).fetchnumpy()["key"]
        again = [str(value) for value in repeated(found).tolist()]
        del found
        if text and again:
            same = self.connection.execute(
                f"select {name(column)} from {self.rows} where {key} in ({', '.join(again)})"
                f" group by 1 having count(*) > 1 order by 1"
            )
            again = [row[0] for row in same.fetchall()]
        if again:
            shown = "、".join(again[:SHOWN]) + ("……" if len(again) > SHOWN else "")
            yield self._problem(
                column,
                f"{len(again)}个{what.zh}重复：{shown}。",
                f"{len(again)} {what.en}{'s' * (len(again) > 1)} repeated: {', '.join(again[:SHOWN])}"
                f"{' …' if len(again) > SHOWN else ''}.",
                "每人一行，每人一个不同的抽签号。",
                "One row and one lot of their own per person.",
            )

    def negative(self, columns: Sequence[str]) -> Iterator[Problem]:
        """Marks below 0. Remembers each column's largest mark."""
        usable = [column for column in columns if column in self.usable]
        if not usable:
            return
        asked = ", ".join(f"min({name(column)}), max({name(column)})" for column in usable)
        found = self.connection.execute(f"select {asked} from {self.rows}").fetchone()
        for at, column in enumerate(usable):
            least, most = (self._units(column, value) for value in found[2 * at : 2 * at + 2])
            self.most[column] = (least, most)
            if least < 0:
                yield self._problem(
                    column,
                    "有负的成绩。",
                    "There are marks below 0.",
                    "请核对；扣分应在该项成绩内扣到0为止。",
                    "Check them; deductions end at a mark of 0.",
                )

    def above(self, most: Mapping[str, int]) -> Iterator[Problem]:
        """Marks above the full mark, in whole numbers of 10⁻ᵈ. Asked after `negative`."""
        for column, full in most.items():
            if column in self.most and self.largest(column) > full:
                units = 10**self.places
                yield self._problem(
                    column,
                    f"有成绩超过满分{full // units}。",
                    f"There are marks above the full mark of {full // units}.",
                    "请核对成绩、满分（规则的full）和小数位数（places）。",
                    "Check the marks, the full mark in the rules, and places.",
                )

    def largest(self, column: str) -> int:
        """The largest mark of a column in whole numbers of 10⁻ᵈ."""
        return self.most[column][1]

    def scaled(self, column: str) -> str:
        """SQL for a mark as a whole number of 10⁻ᵈ. Exact: a decimal has at most d digits behind the point."""
        digits = self._digits(column)
        if digits is None:
            return f"{name(column)}::bigint"
        if digits == self.places == 0:
            return f"{name(column)}::bigint"
        factor = f"{10**self.places}::decimal({self.places + 1}, 0)"
        return f"({name(column)} * {factor})::bigint"

    def _typed(self, columns: Sequence[str], allowed: Sequence[str], zh: str, en: str) -> Iterator[Problem]:
        for column in columns:
            kind = self.types.get(column, "")
            if not kind:
                yield self._problem(
                    column, "缺少这一列。", "The column is missing.", "请补上这一列。", "Add the column."
                )
            elif kind.split("(")[0] in allowed:
                self.usable.append(column)
            elif kind in {"DOUBLE", "FLOAT"}:
                yield self._problem(
                    column,
                    f"是浮点数（{kind}），不能精确计分。",
                    f"These are floats ({kind}); scores would not be exact.",
                    "请按原始成绩导出为整数（如百分之一分）或DECIMAL。",
                    "Export the marks as given, as whole numbers (hundredths, say) or DECIMAL.",
                )
            else:
                yield self._problem(
                    column, f"类型是{kind}，应为{zh}。", f"The type is {kind}; it must be {en}.",
                    "请改正类型后重新导出。", "Export it anew with the right type.",
                )  # fmt: skip

    def _digits(self, column: str) -> int | None:
        """Digits behind the point of a DECIMAL; None for whole numbers, which are 10⁻ᵈ already."""
        kind = self.types[column]
        return int(kind.rstrip(")").split(",")[1]) if kind.startswith("DECIMAL") else None

    def _units(self, column: str, value: int | Decimal | None) -> int:
        if value is None:
            return 0
        if isinstance(value, int):
            return value
        units = value.scaleb(self.places)
        if units != int(units):
            raise Fault(f"{column} has more digits than its type")
        return int(units)

    def _problem(self, column: str, zh: str, en: str, cure_zh: str, cure_en: str) -> Problem:
        return Problem(
            where=Where(file=self.file, column=column),
            words=Words(zh=zh, en=en),
            cure=Words(zh=cure_zh, en=cure_en),
        )
