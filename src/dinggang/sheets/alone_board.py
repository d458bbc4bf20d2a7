"""Tables of marks, standing alone: one or several files, joined by id, with the headers that offices have."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from dinggang.basis import Id, Problem, Rounding, Value, Where, Words, plain
from dinggang.marks import MEASURE_WORDS, Scored
from dinggang.plan import CompositeRule, Education, HeadcountKind, Measure, RankingGroup, TieBreak
from dinggang.sheets.alone import nobody, only_sheet, read_table_file
from dinggang.sheets.alone_rules import Ruled
from dinggang.sheets.archive import open_archive, sheet_parts
from dinggang.sheets.cells import ID as IDS
from dinggang.sheets.columns import choice_column, few, id_column, note_column, number_column, whole_column
from dinggang.sheets.declare import Column, Kind, Table
from dinggang.sheets.grids import Grid, read_grids
from dinggang.sheets.rows import HEADER_WITHIN, Row, read_rows
from dinggang.sheets.text import clean, header_form, narrow
from dinggang.sheets.troubles import Problems, Trouble, problem


class Contender(Value, frozen=True, kw_only=True):
    """One person of a table of marks: what is compared, the number drawn (抽签), if lots were drawn, and the post applied
    for, where the table says so.
    """

    person: Id
    marks: dict[Measure, Scored] = {}
    group: HeadcountKind | None = None
    service_years: int | None = None
    education: Education | None = None
    lot: int | None = None
    applied: Id | None = None


class Contest(NamedTuple):
    """Everyone on the tables, their names, and the place of each cell."""

    contenders: tuple[Contender, ...]
    names: Mapping[str, str]
    rows: Mapping[tuple[str, str], Row]


NAME = Column(
    key="name",
    header="姓名",
    kind=Kind.NAME,
    required=False,
    few=True,
    note=Words(zh="可不填。", en="optional"),
)
ID = id_column("id", "人员编号", "P001")

ALIASES: Mapping[str, tuple[str, ...]] = {
    "id": ("人员编号", "编号", "考号"),
    "exam": ("理论素质考试", "考试", "笔试", "理论考试", "考试成绩", "笔试成绩", "理论素质考试成绩"),
    "evaluation": ("民主测评", "测评", "民主测评成绩", "测评成绩"),
    "speech": ("竞岗演说", "演说", "面试", "演讲", "演说成绩", "面试成绩", "竞岗演说成绩"),
    "assessment": ("组织考核", "考核", "考核成绩", "组织考核成绩"),
    "group": ("编制类别", "组别", "编制"),
    "service_years": ("工龄",),
    "education": ("学历",),
    "lot": ("抽签", "抽签号", "抽签顺序"),
    "applied": ("报考岗位", "报考岗位编号", "岗位编号", "岗位", "岗位代码"),
    "post_rank": ("岗位名次",),
    "post_order": ("岗位次序",),
    "passed": ("合格",),
    "reason": ("没有成绩的原因",),
    "order": ("次序", "选岗次序"),
    "rank": ("名次", "排名"),
    "score": ("综合成绩", "总分", "总成绩"),
    "note": ("说明", "同分说明"),
    "openings": ("岗位数", "名额", "招聘人数"),
    "post": ("岗位编号", "岗位"),
}
"""What offices call a column. The first is how we write it."""


def measure_columns(ruled: Ruled) -> list[Column]:
    """A column for each measure, up to its full mark."""
    found = []
    for measure in Measure:
        full = ruled.scale(measure).full
        column = number_column(measure.value, MEASURE_WORDS[measure].zh, "成绩。", "the mark", required=False)
        found.append(few(msgspec.structs.replace(column, maximum=full)))
    return found


def as_headed(table: Table, grid: Grid) -> Table:
    """The table with each column called as this sheet calls it."""
    there: dict[str, str] = {}
    for number, cells in grid.rows:
        if number <= HEADER_WITHIN:
            for cell in cells:
                there.setdefault(header_form(clean(str(cell))), clean(str(cell)))
    columns = []
    for column in table.columns:
        words = (column.header, column.key, *ALIASES.get(column.key, ()))
        called = next((there[header_form(w)] for w in words if header_form(w) in there), column.header)
        columns.append(msgspec.structs.replace(column, header=called))
    return msgspec.structs.replace(table, columns=tuple(columns))


def has_column(table: Table, grid: Grid, key: str) -> bool:
    column = table.column(key)
    forms = {header_form(clean(str(cell))) for n, cells in grid.rows if n <= HEADER_WITHIN for cell in cells}
    return column is not None and bool({header_form(column.header), column.key} & forms)


def open_sheet(path: Path, wanted: Sequence[str], problems: Problems) -> Grid | None:
    """The sheet to be read of a file: the first of those `wanted` that is there, else the only one, else the first."""
    content = read_table_file(path, problems)
    if content is None:
        return None
    title = wanted[0]
    if path.name.endswith(".xlsx"):
        try:
            titles = list(sheet_parts(open_archive(content)))
        except Trouble as trouble:
            problems.append(trouble.at(Where(file=path.name)))
            return None
        title = next((w for w in wanted if w in titles), None) or only_sheet(content) or titles[0]
    grid = read_grids(path.name, content, [title], (), problems).get(title)
    return None if grid is None else grid._replace(rows=_without_notes(grid.rows))


Lines = Sequence[tuple[int, Sequence[object]]]


def _without_notes(rows: Lines) -> Lines:
    """The rows without the notes that stand beneath a board, behind an empty row: one text in the first cell each."""
    end = len(rows)
    while end > 1 and _is_note(rows[end - 1][1]):
        end -= 1
    if end == len(rows) or rows[end][0] == rows[end - 1][0] + 1:
        return rows  # nothing like it, or no empty row between: then it belongs to the table
    return rows[:end]


def _is_note(cells: Sequence[object]) -> bool:
    first, rest = clean(str(cells[0])), cells[1:]
    return bool(first) and not any(clean(str(c)) for c in rest) and not IDS.fullmatch(narrow(first))


def read_contest(paths: Sequence[Path], ruled: Ruled, problems: Problems) -> Contest:
    """The people of all files together. Without a sound rule of the composite the columns are read, and nothing is asked of them."""
    rule = ruled.rules.composite if ruled.sure("composite") else None
    table = Table(
        name="marks",
        file="",
        sheet="成绩",
        unique=("id",),
        columns=(ID, NAME, *measure_columns(ruled), *_facts(), *_of_mark(), *_of_board()),
    )
    joined = _Joined(problems)
    unread = False
    for path in paths:
        grid = open_sheet(path, ("成绩", "排名榜"), problems)
        headed = None if grid is None else as_headed(table, grid)
        rows = None if grid is None or headed is None else read_rows(grid, headed, problems)
        if grid is None or headed is None or rows is None:
            unread = True
            continue
        there = [c.key for c in headed.columns if has_column(headed, grid, c.key)]
        measures = [Measure(key) for key in there if key in set(Measure)]
        if "passed" in there and len(measures) != 1:
            problems.append(_whose_pass(grid))
        if not rows:
            problems.append(nobody(grid.file))
        joined.add(rows, there, measures)
    if rule is not None and not unread:
        problems.extend(_lacking(rule, joined, paths[0].name))
        if not problems:
            problems.extend(_gaps(rule, joined))
    return joined.contest(ruled)


def _facts() -> tuple[Column, ...]:
    return (
        few(choice_column("group", "编制类别", HeadcountKind, "headcount kind", required=False)),
        few(whole_column("service_years", "工龄", "满几年，整数。", "full years", required=False)),
        few(choice_column("education", "学历", Education, "education", required=False)),
        few(
            whole_column(
                "lot", "抽签", "同分抽签的顺序，1在前。", "the order drawn, 1 goes first", required=False
            )
        ),
        applied_column(),
    )


def applied_column() -> Column:
    return few(
        note_column(
            "applied", "报考岗位", "按岗位排名时，报考的岗位。", "the post applied for, to rank by post"
        )
    )


def post_columns() -> tuple[Column, ...]:
    """What a board by post says of each person's own post."""
    return (
        few(whole_column("post_rank", "岗位名次", "不读。", "not read", required=False)),
        few(whole_column("post_order", "岗位次序", "不读。", "not read", required=False)),
    )


def _of_mark() -> tuple[Column, ...]:
    """What `dinggang mark` writes beside a mark."""
    passed = Column(
        key="passed",
        header="合格",
        kind=Kind.YES,
        required=False,
        note=Words(zh="是或否。", en="yes or no"),
    )
    return few(passed), few(
        note_column("reason", "没有成绩的原因", "没有成绩的写原因。", "why there is no mark")
    )


def _of_board() -> tuple[Column, ...]:
    """What `dinggang rank` writes: a board may be handed back with the lots drawn beside it."""
    return (
        few(whole_column("rank", "名次", "不读。", "not read", required=False)),
        few(whole_column("order", "次序", "不读。", "not read", required=False)),
        few(number_column("score", "综合成绩", "不读。", "not read", required=False)),
        few(note_column("note", "说明", "不读。", "not read")),
        *post_columns(),
    )


UNREAD_HERE = frozenset({"rank", "order", "score", "note", "passed", "reason", "post_rank", "post_order"})


class _Joined:
    """Rows of several files by person; where two files say something different, that is a problem."""

    def __init__(self, problems: Problems) -> None:
        self.problems = problems
        self.cells: dict[str, dict[str, Any]] = {}
        self.rows: dict[tuple[str, str], Row] = {}
        self.there: set[str] = set()
        self.judged: dict[tuple[str, Measure], tuple[bool, str]] = {}

    def add(self, rows: Iterable[Row], there: Sequence[str], measures: Sequence[Measure]) -> None:
        self.there.update(there)
        for row in rows:
            person = row.cells.get("id")
            if person is None:
                continue
            mine = self.cells.setdefault(person, {})
            self.rows.setdefault((person, ""), row)
            for key, value in row.cells.items():
                if key in UNREAD_HERE or key == "id":
                    continue
                first = self.rows.setdefault((person, key), row)
                if mine.setdefault(key, value) != value:
                    self.problems.append(_two_values(row, first, key))
            if len(measures) == 1:
                passed, reason = row.cells.get("passed", True), row.cells.get("reason", "")
                self.judged[person, measures[0]] = (passed, reason)

    def contest(self, ruled: Ruled) -> Contest:
        contenders = tuple(self._contender(person, ruled) for person in sorted(self.cells))
        names = {person: cells["name"] for person, cells in self.cells.items() if "name" in cells}
        return Contest(contenders, names, self.rows)

    def _contender(self, person: str, ruled: Ruled) -> Contender:
        cells = self.cells[person]
        marks = {m: self._scored(person, m, ruled) for m in Measure if m.value in self.there}
        facts = {k: cells.get(k) for k in ("group", "service_years", "education", "lot")}
        facts["applied"] = cells.get("applied") or None
        return Contender(person=person, marks=marks, **facts)

    def _scored(self, person: str, measure: Measure, ruled: Ruled) -> Scored:
        rule = getattr(ruled.rules, measure.value) if ruled.sure(measure.value) else None
        mark = as_given(self.cells[person].get(measure.value), rule.rounding if rule else None)
        passed, reason = self.judged.get((person, measure), (True, ""))
        least = ruled.scale(measure).pass_mark
        enough = mark is not None and passed and (least is None or mark >= least)
        why = Words(zh=reason, en=reason) if mark is None and reason else None
        return Scored(person=person, measure=measure, mark=mark, passed=enough, reason=why)


def _whose_pass(grid: Grid) -> Problem:
    return problem(
        grid.where(column="合格"),
        "这个表有“合格”列，却不是只有一项成绩，分不清是哪一项合格。",
        "The table has a column 合格 but not just one measure; whose pass it is cannot be told.",
        "请一项成绩一个文件（即dinggang mark写出的），或删去“合格”列，把合格线写进规则的[pass]。",
        "Hand in one file for each measure, as dinggang mark writes them, or state pass marks under [pass].",
    )


def _two_values(row: Row, first: Row, key: str) -> Problem:
    return problem(
        row.where(key),
        f"{row.cells['id']}的这一项与{first.grid.file}第{first.row}行不同。",
        f"{row.cells['id']} has another value in row {first.row} of {first.grid.file}.",
        "请核对，改成一致或只留一处。",
        "Check both; make them equal or keep one.",
    )


def _lacking(rule: CompositeRule, joined: _Joined, file: str) -> Iterable[Problem]:
    """Columns that the rule needs and no file has."""
    needed = [(m.value, "权重", "a weight") for m in Measure if rule.weights.get(m)]
    needed += [
        (tie.value, "同分比较", "the tie rules")
        for tie in rule.ties
        if tie in {TieBreak.SERVICE_YEARS, TieBreak.EDUCATION}
    ]
    if rule.group is RankingGroup.KIND:
        needed.append(("group", "分组排名", "the groups"))
    for key, zh, en in needed:
        if key not in joined.there:
            header = ALIASES[key][0]
            others = "、".join(ALIASES[key][1:4])
            yield problem(
                Where(file=file, column=header),
                f"缺少“{header}”列：规则的{zh}要用它。",
                f"The column {header!r} ({key}) is missing: {en} need it.",
                f"请补上这一列{f'（也可叫{others}）' if others else ''}，或把有这一列的文件一并列出。",
                "Add the column, or name the file that has it as well.",
            )


def _gaps(rule: CompositeRule, joined: _Joined) -> Iterable[Problem]:
    """Facts that are compared and not filled in; equal lots of people who need a draw are found when it is needed."""
    needed = [t.value for t in rule.ties if t in {TieBreak.SERVICE_YEARS, TieBreak.EDUCATION}]
    needed += ["group"] if rule.group is RankingGroup.KIND else []
    needed += ["applied"] if rule.group is RankingGroup.POST and "applied" in joined.there else []
    for person, cells in joined.cells.items():
        for key in needed:
            if cells.get(key) in {None, ""}:
                row = joined.rows[person, ""]
                where = row.where(key)
                yield problem(
                    where if where.column else row.where("id"),
                    f"{person}没有填写“{ALIASES[key][0]}”。",
                    f"{person} has nothing under {ALIASES[key][0]!r} ({key}).",
                    "请补填这一格。",
                    "Fill in this cell.",
                )


def as_given(number: Decimal | None, rounding: Rounding | None) -> Decimal | None:
    """The number with the digits that its rule writes: a spreadsheet keeps 60.00 as 60."""
    if number is None:
        return None
    if rounding is not None and rounding(number) == number:
        return rounding(number)
    return Decimal(plain(number))


def drawn_twice(contest: Contest, undrawn: Iterable[Sequence[Id]]) -> Iterable[Problem]:
    """Among people who need a draw: the same lot twice, or a lot for some of them only."""
    lots = {c.person: c.lot for c in contest.contenders}
    for group in undrawn:
        drawn = [p for p in group if lots[p] is not None]
        for person in drawn:
            same = [p for p in drawn if lots[p] == lots[person] and p < person]
            if same:
                yield problem(
                    contest.rows[person, "lot"].where("lot"),
                    f"{same[0]}与{person}同分，抽签号却都是{lots[person]}。",
                    f"{same[0]} and {person} are equal and both have lot {lots[person]}.",
                    "请按抽签记录改正。",
                    "Correct it by the record of the draw.",
                )
        missing = [p for p in group if lots[p] is None]
        if drawn and missing:
            yield problem(
                contest.rows[missing[0], ""].where("lot"),
                f"{'、'.join(group)}同分，其中{'、'.join(missing)}没有抽签号。",
                f"{', '.join(group)} are equal; {', '.join(missing)} have no lot.",
                "请让这几人一起抽签，把各人的顺序填在“抽签”列。",
                "Let all of them draw, and write down each one's number.",
            )
