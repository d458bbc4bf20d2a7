"""Results of one step alone as sheets: marks with their reasons, the board, the placement; and statistics for organisers."""

from collections.abc import Sequence

from dinggang.basis import Words
from dinggang.documents.words import INTERNAL, Names, name
from dinggang.marks import MEASURE_WORDS, Scored
from dinggang.plan import Measure
from dinggang.sheets import Cell, Sheet

PERSON, NAME = "人员编号", "姓名"


def mark_sheet(measure: Measure, scored: Sequence[Scored], names: Names, rounding: Words) -> Sheet:
    """A row a person: the mark, whether it is enough, and why there is none. `rank` reads it again."""
    rows: list[tuple[Cell, ...]] = [
        (s.person, *_named(names, s.person), s.mark, s.passed, "" if s.reason is None else s.reason.zh)
        for s in scored
    ]
    title = MEASURE_WORDS[measure].zh
    return Sheet(
        title="成绩",
        heading=f"{title}成绩",
        columns=(PERSON, *((NAME,) if names else ()), title, "合格", "没有成绩的原因"),
        rows=tuple(rows),
        notes=(f"成绩{rounding.zh}。", INTERNAL),
    )


def _named(names: Names, person: str) -> tuple[str, ...]:
    return (name(names, person) if person in names else "",) if names else ()
