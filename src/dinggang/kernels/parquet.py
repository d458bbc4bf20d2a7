# ruff: noqa: S608 - identifiers and texts are quoted by `name` and `literal`; the rest are whole numbers
"""National placement: Parquet in, who gets which post out, at any size and in bounded memory.

Three tables of whole numbers: lists (a row for each naming of a post: person, post, its number on the list from 1, the
post's priority for the person; empty where the person is not eligible there, so that the place on the list still counts),
lots (a row for each person), posts (with their openings). The order of rows decides nothing.
"""

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from dinggang.basis import Fault, Problem, Refusal, Value, Where, Words
from dinggang.kernels.acceptance import banded, deferred_acceptance
from dinggang.kernels.certificate import certify
from dinggang.kernels.intake import Intake, literal, name
from dinggang.kernels.market import Int64, Ints, Market

MECHANISMS = ("rank_order", "parallel", "first_choice", "deferred", "best_fit")
LARGEST_FIT = 2**31
"""What a fit must stay below."""

ROWS = 1 << 20
"""So many rows of a table are in Python's hands at a time."""


class PlacingRule(Value, frozen=True, kw_only=True):
    """The mechanism by its name in a plan, the size of a band for `parallel`, how many choices count, and the columns."""

    mechanism: str
    band: int | None = None
    most: int = 100
    person: str = "person"
    post: str = "post"
    number: str = "number"
    priority: str = "priority"
    lot: str = "lot"
    openings: str = "openings"


@dataclass(frozen=True, slots=True)
class Placed:
    """What was written: people, how many have a post, and openings left."""

    people: int
    placed: int
    left: int


@dataclass(frozen=True, slots=True, eq=False)
class Tables:
    """The market and the ids behind its numbers. The last post of the market is none: it has no openings and keeps the
    places of choices that are not eligible.
    """

    market: Market
    people: Int64
    posts: Int64


def place(
    lists: str | Path,
    lots: str | Path,
    posts: str | Path,
    parquet_out: str | Path,
    rule: PlacingRule,
    *,
    memory: str = "1GiB",
    threads: int = 2,
) -> Placed:
    """Place everyone who has a lot, and write person, post and number on the list (both empty for the unplaced), by person.

    Of equal priorities at a post the larger lot goes first. Under `rank_order` each person has one priority, the same at
    every post; under `best_fit` the priority is the fit, and most people, then the greatest total fit, then the earlier
    choices, then the larger lots are placed. Nothing is written where anything is wrong, and where the result's certificate
    (deferred), or the proof by prices (best fit), fails.

    Raises Refusal with every problem found, Fault for a rule that is none.
    """
    if rule.mechanism not in MECHANISMS or (rule.mechanism == "parallel") is (rule.band is None):
        raise Fault(f"no placement by {rule.mechanism} with band {rule.band} at this size")
    into = Path(parquet_out)
    with tempfile.TemporaryDirectory(prefix=".placing-", dir=into.parent) as folder:
        connection = _connect(memory, threads, folder)
        try:
            tables = read(connection, Path(lists), Path(lots), Path(posts), rule)
            match, choice = _solve(tables.market, rule)
            written = Path(folder) / "match.parquet"
            _write(connection, tables, match, choice, rule, written)
            os.replace(written, into)  # noqa: PTH105 - onto an older file too, in one step
        finally:
            connection.close()
    placed = int((match >= 0).sum())
    return Placed(people=tables.people.size, placed=placed, left=int(tables.market.openings.sum()) - placed)


def _connect(memory: str, threads: int, folder: str) -> Any:
    import duckdb  # noqa: PLC0415 - only who places at this size loads it

    connection = duckdb.connect(
        ":memory:",
        config={
            "memory_limit": memory,
            "threads": threads,
            "temp_directory": folder,
            "preserve_insertion_order": True,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        },
    )
    connection.execute("set enable_progress_bar = false")  # a library prints nothing
    return connection


def read(connection: Any, lists: Path, lots: Path, posts: Path, rule: PlacingRule) -> Tables:
    """The three tables as a market. Raises Refusal with every problem of all three."""
    edges, drawn, opened = (Intake(connection, path, 0) for path in (lists, lots, posts))
    problems = [p for intake in (edges, drawn, opened) for p in intake.opened()]
    if problems:
        raise Refusal(problems)
    problems += _column_problems(edges, drawn, opened, rule)
    if problems:
        raise Refusal(problems)
    people = _column(connection, drawn, rule.person)
    post_ids = _column(connection, opened, rule.post)
    openings = _column(connection, opened, rule.openings)
    lot = _column(connection, drawn, rule.lot)
    by_post, by_person = np.argsort(post_ids), np.argsort(people)
    people, post_ids = people[by_person], post_ids[by_post]
    lot_order = np.argsort(lot[by_person])
    ranks: Ints = np.empty(lot.size, np.int32 if lot.size < 2**31 else np.int64)
    ranks[lot_order] = np.arange(lot.size, dtype=ranks.dtype)
    market = _Edges(connection, edges, people, post_ids, rule).market(ranks, openings[by_post])
    return Tables(market, people, post_ids)


def _column_problems(edges: Intake, drawn: Intake, opened: Intake, rule: PlacingRule) -> list[Problem]:
    problems = [*edges.whole((rule.person, rule.post, rule.number)), *edges.empty()]
    problems += edges.whole((rule.priority,))
    problems += [*drawn.whole((rule.person, rule.lot)), *drawn.empty()]
    problems += drawn.twice(rule.person, Words(zh="人员编号", en="person"))
    problems += drawn.twice(rule.lot, Words(zh="抽签号", en="lot"))
    problems += [*opened.whole((rule.post, rule.openings)), *opened.empty()]
    problems += opened.twice(rule.post, Words(zh="岗位编号", en="post"))
    if rule.openings in opened.usable:
        least = opened.connection.execute(f"select min({name(rule.openings)}) from {opened.rows}").fetchall()[
            0
        ][0]
        if least is not None and least < 0:
            problems.append(
                _problem(
                    opened,
                    rule.openings,
                    ("有负的岗位数。", "There are openings below 0."),
                    ("请改正；不开放的岗位填0。", "Correct them; a post that is not open has 0."),
                )
            )
    return problems


def _problem(intake: Intake, column: str, words: tuple[str, str], cure: tuple[str, str]) -> Problem:
    return Problem(
        where=Where(file=intake.file, column=column),
        words=Words(zh=words[0], en=words[1]),
        cure=Words(zh=cure[0], en=cure[1]),
    )


def _column(connection: Any, intake: Intake, column: str) -> Int64:
    found = connection.execute(f"select {name(column)}::bigint as v from {intake.rows}").fetchnumpy()["v"]
    return np.ascontiguousarray(np.ma.getdata(found), dtype=np.int64)


class _Edges:
    """The lists put in place: an edge goes to its person's first place plus its number, so that nothing is sorted."""

    def __init__(
        self, connection: Any, intake: Intake, people: Int64, posts: Int64, rule: PlacingRule
    ) -> None:
        self.connection, self.intake, self.rule = connection, intake, rule
        self.people, self.posts = people, posts
        self.lost: dict[str, list[int]] = {rule.person: [], rule.post: []}

    def market(self, lots: Ints, openings: Int64) -> Market:
        counts = np.zeros(self.people.size, np.int64)
        for block in self._blocks(self.rule.person):
            at, there = _places(self.people, block[self.rule.person])
            self._lose(self.rule.person, block[self.rule.person][~there])
            counts += np.bincount(at[there], minlength=self.people.size)
        if self.lost[self.rule.person]:
            raise Refusal(self._strangers())
        offsets = np.concatenate((np.zeros(1, np.int64), np.cumsum(counts)))
        del counts
        posts = np.full(int(offsets[-1]), -1, np.int32)
        priorities = np.zeros(posts.size, self._kind())
        gaps, twice = self._fill(offsets, posts, priorities)
        problems = [*self._strangers(), *self._misnumbered(gaps, twice)]
        if not problems and self.rule.mechanism == "rank_order":
            problems += self._several(offsets, posts, priorities)
        if not problems and self.rule.mechanism == "best_fit":
            problems += self._no_fit(priorities)
        if problems:
            raise Refusal(problems)
        if self.rule.most < int(np.diff(offsets).max(initial=0)):
            # Choices after the last that counts name the post that is none.
            number = np.arange(posts.size) - np.repeat(offsets[:-1], np.diff(offsets))
            posts[number >= self.rule.most] = self.posts.size
        return Market(offsets, posts, priorities, lots, np.append(openings, 0))

    def _fill(self, offsets: Int64, posts: Ints, priorities: Ints) -> tuple[list[int], list[int]]:
        """Puts every edge in place. Returns people whose numbers leave their list, and people with one number twice."""
        rule = self.rule
        gaps: list[int] = []
        twice: list[int] = []
        for block in self._blocks(rule.person, rule.post, rule.number, rule.priority):
            at, _ = _places(self.people, block[rule.person])
            code, there = _places(self.posts, block[rule.post])
            self._lose(rule.post, block[rule.post][~there])
            code[~there] = self.posts.size
            number = block[rule.number]
            inside = (number >= 1) & (number <= offsets[at + 1] - offsets[at])
            gaps += self.people[at[~inside]].tolist()[:_SHOWN]
            place = (offsets[at] + number - 1)[inside]
            taken = posts[place] >= 0
            sole = np.zeros(place.size, np.bool_)
            sole[np.unique(place, return_index=True)[1]] = True
            twice += self.people[at[inside][taken | ~sole]].tolist()[:_SHOWN]
            barred = np.ma.getmaskarray(block[rule.priority])[inside]
            posts[place] = np.where(barred, self.posts.size, code[inside])
            priorities[place] = np.where(barred, 0, np.ma.getdata(block[rule.priority])[inside])
        return gaps, twice

    def _kind(self) -> npt.DTypeLike:
        """Half the memory where the priorities fit into 32 bits."""
        column = name(self.rule.priority)
        least, most = self.connection.execute(
            f"select coalesce(min({column}), 0), coalesce(max({column}), 0) from {self.intake.rows}"
        ).fetchall()[0]
        return np.int32 if least >= -(2**31) and most < 2**31 else np.int64

    def _blocks(self, *columns: str) -> Any:
        """The columns block by block, a null masked. What is not needed any more is freed."""
        wanted = ", ".join(f"{name(column)}::bigint as {name(column)}" for column in columns)
        numbered = self.intake.rows.removesuffix(")") + ", file_row_number = true)"
        rows = self.connection.execute(f"select count(*) from {self.intake.rows}").fetchall()[0][0]
        for first in range(0, rows, ROWS):
            yield self.connection.execute(
                f"select {wanted} from {numbered}"
                f" where file_row_number >= {first} and file_row_number < {first + ROWS}"
            ).fetchnumpy()

    def _lose(self, column: str, values: Int64) -> None:
        if len(self.lost[column]) < _SHOWN:
            self.lost[column] += [v for v in np.unique(values).tolist() if v not in self.lost[column]]

    def _strangers(self) -> list[Problem]:
        words = {
            self.rule.person: ("抽签表", "lots", "人员编号", "people"),
            self.rule.post: ("岗位表", "posts", "岗位编号", "posts"),
        }
        return [
            _problem(
                self.intake,
                column,
                (
                    f"{words[column][0]}里没有这些{words[column][2]}：{_some(lost, '、')}。",
                    f"{words[column][3]} that the table of {words[column][1]} does not have: {_some(lost, ', ')}.",
                ),
                ("请核对编号，或在那张表里补上。", "Check the ids, or add them there."),
            )
            for column, lost in self.lost.items()
            if lost
        ]

    def _misnumbered(self, gaps: list[int], twice: list[int]) -> list[Problem]:
        found = []
        if gaps:
            found.append(
                _problem(
                    self.intake,
                    self.rule.number,
                    (
                        f"志愿序号不是从1起连续的：{_some(gaps, '、')}等人。",
                        f"Numbers on the list do not run from 1 without a gap: people {_some(gaps, ', ')}.",
                    ),
                    (
                        "请按先后从1起编号；不符合条件的志愿保留这一行，priority空着。",
                        "Number the choices from 1; keep a choice that is not eligible, with an empty priority.",
                    ),
                )
            )
        if twice:
            found.append(
                _problem(
                    self.intake,
                    self.rule.number,
                    (
                        f"同一人有两个相同的志愿序号：{_some(twice, '、')}等人。",
                        f"The same number stands twice on one list: people {_some(twice, ', ')}.",
                    ),
                    ("请每个序号只留一行。", "Keep one row for each number."),
                )
            )
        return found

    def _several(self, offsets: Int64, posts: Ints, priorities: Ints) -> list[Problem]:
        """People whose priority differs from post to post, where there is but one rank order."""
        open_ = posts < self.posts.size
        owner = np.repeat(np.arange(self.people.size, dtype=np.int32), np.diff(offsets))[open_]
        mine = priorities[open_]
        differs = (owner[1:] == owner[:-1]) & (mine[1:] != mine[:-1])
        found = np.unique(self.people[owner[1:][differs]])[:_SHOWN].tolist()
        if not found:
            return []
        return [
            _problem(
                self.intake,
                self.rule.priority,
                (
                    f"按名次选岗时，一个人在各岗位的成绩应相同；{_some(found, '、')}等人不同。",
                    f"In rank order a person has one score at every post; people {_some(found, ', ')} have several.",
                ),
                ("请改正，或改用deferred。", "Correct them, or choose deferred."),
            )
        ]

    def _no_fit(self, priorities: Ints) -> list[Problem]:
        """Fit below 0, or too large to be added up over everybody."""
        least, most = int(priorities.min(initial=0)), int(priorities.max(initial=0))
        if least >= 0 and most < LARGEST_FIT:
            return []
        wrong = least if least < 0 else most
        return [
            _problem(
                self.intake,
                self.rule.priority,
                (
                    f"总体最优的成绩应为0以上、小于{LARGEST_FIT}的整数；这里有{wrong}。",
                    f"For a best fit scores are whole numbers from 0, below {LARGEST_FIT}; {wrong} is there.",
                ),
                ("请改正，或减少小数位数。", "Correct them, or use fewer digits behind the point."),
            )
        ]


_SHOWN = 5


def _some(values: list[int], mark: str) -> str:
    return mark.join(str(v) for v in dict.fromkeys(values[:_SHOWN]))


def _places(known: Int64, values: npt.ArrayLike) -> tuple[Int64, npt.NDArray[np.bool_]]:
    """Where each value stands among the sorted known ones, and whether it does."""
    wanted = np.ma.getdata(values)
    if not known.size:
        return np.zeros(wanted.size, np.int64), np.zeros(wanted.size, np.bool_)
    if known[-1] - known[0] == known.size - 1:  # without gaps: no search
        at = wanted - known[0]
        there = (at >= 0) & (at < known.size)
        return np.where(there, at, 0), there
    at = np.minimum(np.searchsorted(known, wanted), known.size - 1)
    return at, known[at] == wanted


def _solve(market: Market, rule: PlacingRule) -> tuple[Ints, Ints]:
    """Per person the post and which choice it is, from 0; −1 for none."""
    if rule.mechanism == "best_fit":
        return _best_fit(market)
    if rule.mechanism == "first_choice":
        matching = banded(market, 1)
    elif rule.mechanism == "parallel":
        if rule.band is None:
            raise Fault("parallel choices without a band")
        matching = banded(market, rule.band)
    else:
        matching = deferred_acceptance(market)
        if not certify(market, matching.match).stable:
            raise Fault("the placement is not stable; nothing was written")
    return matching.match, matching.choice


def _best_fit(market: Market) -> tuple[Ints, Ints]:
    """Best fit with the priorities as fit, proven by its prices; of a post named twice the first naming counts."""
    from dinggang.kernels.fit import best_fit  # noqa: PLC0415 - only this mechanism loads the solver
    from dinggang.kernels.fit_values import FitProblem  # noqa: PLC0415 - the same

    nowhere = market.openings.size - 1
    owner = np.repeat(np.arange(market.people), np.diff(market.offsets))
    posts = market.posts.astype(np.int64)
    again = market.repeated()
    again = again[posts[again] < nowhere]
    named = np.ones(market.edges, np.int64)
    named[again] = 0
    # The number among the posts of the list: a second naming takes no place, a choice that is not eligible does.
    running = np.concatenate((np.zeros(1, np.int64), np.cumsum(named)))
    number = running[1:] - running[market.offsets[:-1]][owner]
    kept = (posts < nowhere) & (named > 0)
    fit = market.priorities[kept].astype(np.int64)
    unit = max(int(np.gcd.reduce(fit)), 1) if fit.size else 1
    found = best_fit(
        FitProblem(
            openings=market.openings[:-1].copy(),
            person=owner[kept],
            post=posts[kept],
            fit=fit // unit,
            rank=number[kept],
            lot=market.lots.astype(np.int64),
        )
    )
    choice = np.full(market.people, -1, np.int64)
    taken = np.flatnonzero(kept & (posts == found.match[owner]))
    choice[owner[taken]] = taken - market.offsets[:-1][owner[taken]]
    return found.match, choice


def _write(
    connection: Any, tables: Tables, match: Ints, choice: Ints, rule: PlacingRule, written: Path
) -> None:
    placed = match >= 0
    held = np.full(tables.people.size, -1, np.int64)
    held[placed] = tables.posts[match[placed]]
    data = {
        "person": tables.people,
        "post": held,
        "number": np.where(placed, choice + 1, 0).astype(np.int32),
        "placed": placed,
    }
    connection.register("data", data)
    connection.execute(
        f"""
        copy (
            select person as {name(rule.person)}, case when placed then post end as {name(rule.post)},
                   case when placed then number end as {name(rule.number)}
            from data order by person
        ) to {literal(str(written))} (format parquet, compression zstd, row_group_size 122880)
        """
    )
    connection.unregister("data")
