"""What a check returns."""

from collections.abc import Iterable
from enum import StrEnum

from dinggang.basis.values import Value, Words


class Level(StrEnum):
    STOPS = "stops"
    EXPLAIN = "explain"
    NOTICE = "notice"


LEVEL_WORDS = {
    Level.STOPS: Words(zh="阻断", en="stops"),
    Level.EXPLAIN: Words(zh="须说明", en="must be explained"),
    Level.NOTICE: Words(zh="提示", en="notice"),
}


class Where(Value, frozen=True, kw_only=True):
    """A place in what the user handed in: file, sheet, row and column, or a span of a text.

    Rows count from 1 as the spreadsheet shows them; `start` and `end` count characters from 0,
    `end` not included.
    """

    file: str
    sheet: str = ""
    row: int | None = None
    column: str = ""
    start: int | None = None
    end: int | None = None

    def __str__(self) -> str:
        parts = [self.file]
        if self.sheet:
            parts.append(f"[{self.sheet}]")
        if self.row is not None:
            parts.append(f"第{self.row}行")
        if self.column:
            parts.append(f"“{self.column}”列")
        if self.start is not None:
            parts.append(f"第{self.start + 1}字")
        return " ".join(parts)


class Finding(Value, frozen=True, kw_only=True):
    """What a check has found. Codes are stable; a finding that stops is lifted only by an act naming its code.

    `rows` are references `table:id` (for example `posts:O17`) to what breaks the rule; whoever knows
    the files turns them into places (`where`). `quotes` are spans of a text, word for word.
    """

    code: str
    level: Level
    words: Words
    cure: Words
    rows: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()
    where: tuple[Where, ...] = ()
    quotes: tuple[str, ...] = ()


def stopping(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings that stop, in their order."""
    return tuple(f for f in findings if f.level is Level.STOPS)
