"""What cannot be taken, before and after its place is known."""

from collections.abc import Iterable, Iterator

from dinggang.basis import Problem, Where, Words

SHOWN = 20
"""So many problems of one sort in one column are listed one by one; the rest are counted, with their rows."""


class Trouble(Exception):  # noqa: N818 - never leaves this room; becomes a Problem
    """Something that cannot be taken, raised where its place is not known."""

    def __init__(self, zh: str, en: str, cure_zh: str, cure_en: str) -> None:
        super().__init__(zh)
        self.words = Words(zh=zh, en=en)
        self.cure = Words(zh=cure_zh, en=cure_en)

    def at(self, where: Where) -> Problem:
        return Problem(where=where, words=self.words, cure=self.cure)


def problem(where: Where, zh: str, en: str, cure_zh: str, cure_en: str) -> Problem:
    return Trouble(zh, en, cure_zh, cure_en).at(where)


class _Sort:
    """Problems of one sort in one column: the first ones whole, the rest counted."""

    def __init__(self) -> None:
        self.first: list[Problem] = []
        self.rest = 0
        self.rows: list[int] = []
        self.last: Problem | None = None

    def add(self, one: Problem) -> bool:
        """Whether it is one more, and not what has just been said."""
        if one in self.first or (self.last is not None and one.where == self.last.where):
            return False
        if len(self.first) < SHOWN:
            self.first.append(one)
        else:
            self.rest += 1
            self.last = one
            if one.where.row is not None and len(self.rows) < _ROWS_NAMED:
                self.rows.append(one.where.row)
        return True

    def listed(self) -> Iterator[Problem]:
        yield from self.first
        if self.last is not None:
            rows = "、".join(str(row) for row in self.rows)
            more = "……" if self.rest > len(self.rows) else ""
            yield Problem(
                where=self.last.where,
                words=Words(
                    zh=f"同一列还有{self.rest}处同样的问题：第{rows}{more}行。",
                    en=f"{self.rest} more of the same in this column: rows {rows}{more}.",
                ),
                cure=self.last.cure,
            )


_ROWS_NAMED = 50


class Problems:
    """Every problem of a reading. A sheet of 100,000 bad rows is told in a few lines and a few kilobytes."""

    def __init__(self) -> None:
        self._sorts: dict[tuple[str, str, str, str], _Sort] = {}
        self._count = 0

    def append(self, one: Problem) -> None:
        where = one.where
        sort = self._sorts.setdefault((where.file, where.sheet, where.column, one.cure.zh), _Sort())
        self._count += sort.add(one)

    def extend(self, more: Iterable[Problem]) -> None:
        for one in more:
            self.append(one)

    def __len__(self) -> int:
        """How many there are, those only counted included."""
        return self._count

    def listed(self) -> tuple[Problem, ...]:
        """Each once; of many of one sort in one column the first, then one that counts the others."""
        return tuple(one for sort in self._sorts.values() for one in sort.listed())
