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


def thinned(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Every problem once, but of many of one sort in one column only the first, then one that counts the others."""
    sorts: dict[tuple[str, str, str, str], list[Problem]] = {}
    for one in problems:
        mine = sorts.setdefault((one.where.file, one.where.sheet, one.where.column, one.cure.zh), [])
        if one not in mine[-SHOWN:]:
            mine.append(one)
    for mine in sorts.values():
        yield from mine[:SHOWN]
        rest = mine[SHOWN:]
        if rest:
            rows = [str(p.where.row) for p in rest if p.where.row is not None]
            listed = "、".join(rows[:50]) + ("……" if len(rows) > 50 else "")
            yield Problem(
                where=rest[0].where,
                words=Words(
                    zh=f"同一列还有{len(rest)}处同样的问题：第{listed}行。",
                    en=f"{len(rest)} more of the same in this column: rows {listed}.",
                ),
                cure=rest[0].cure,
            )
