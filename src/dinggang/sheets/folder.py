"""A case folder → Folder, or a refusal with all problems of all files."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from dinggang.basis import Problem, Refusal, Where
from dinggang.case import Act, Case, Folder
from dinggang.exits import ExitChoice
from dinggang.marks import (
    AssessmentForm,
    EvaluationCount,
    ExamSheet,
    JudgeSheet,
    Question,
    QuestionKind,
    Sheets,
)
from dinggang.plan import Plan, Post
from dinggang.selection import Choices
from dinggang.services import Agreement, Delivery, Payment, Purchases
from dinggang.sheets import tables
from dinggang.sheets.declare import Table
from dinggang.sheets.gather import (
    Known,
    build,
    build_one,
    check_births,
    check_list,
    check_references,
    fields,
    ids,
    named,
    people_of,
    settle,
    settle_bodies,
)
from dinggang.sheets.grids import Grid, read_grids
from dinggang.sheets.plan_reading import PLAN, absent, breach_problems, plan_of, plan_places
from dinggang.sheets.rows import Row, read_rows
from dinggang.sheets.troubles import problem, thinned

Progress = Callable[[str], None]


def read_folder(path: Path, progress: Progress | None = None) -> Folder:
    """The case folder as values. `progress` is told each file as its reading begins.

    Raises Refusal with every problem of every file; nothing is taken then.
    """
    if not path.is_dir():
        raise Refusal([_no_folder(path)])
    reader = _Reader(path, progress or (lambda _name: None))
    folder = reader.read()
    problems = tuple(thinned(reader.problems))
    if folder is None or problems:
        raise Refusal(problems)
    return folder


def _no_folder(path: Path) -> Problem:
    return problem(
        Where(file=str(path)),
        "没有这个案卷文件夹。",
        "There is no such case folder.",
        "请核对路径；新建空白案卷用 dinggang new。",
        "Check the path; dinggang new makes an empty one.",
    )


class _Reader:
    """One reading of one folder: what was found, and every problem on the way."""

    def __init__(self, path: Path, progress: Progress) -> None:
        self.path = path
        self.progress = progress
        self.problems: list[Problem] = []
        self.places: dict[str, Where] = {}
        self.digests: dict[str, str] = {}
        self.missing: list[str] = []
        self.grids: dict[str, dict[str, Grid]] = {}
        self.counts: Counter[str] = Counter()
        self.plan_bytes = b""

    def read(self) -> Folder | None:
        plan = self._plan()
        posts, people = self._rows(tables.POSTS), self._rows(tables.ROSTER)
        names = {r.cells["id"]: r.cells["name"] for r in people or () if {"id", "name"} <= r.cells.keys()}
        known = Known(plan, None if people is None else names, {"people": ids(people), "posts": ids(posts)})
        check_births(people or (), plan, self.problems)
        check_references(people or (), known, self.problems)
        read_posts = build(Post, settle_bodies(posts or (), plan, self.problems), self.problems)
        read_people = people_of(people or (), self.problems)
        sheets = self._sheets(known)
        choices = self._choices(known)
        exits = build(ExitChoice, self._checked(tables.EXITS, known), self.problems, leave=("name_check",))
        purchases = self._purchases(known)
        acts = build(Act, self._checked(tables.ACTS, known), self.problems)
        if plan is not None:
            self.problems += breach_problems(plan, read_posts, self.plan_bytes, self.places)
        if plan is None or self.problems:
            return None
        self.missing += [f for f in HANDED_IN if f not in self.missing and not self.counts[SHEETS[f][-1]]]
        case = Case(
            plan=plan,
            posts=read_posts,
            people=read_people,
            sheets=sheets,
            choices=choices,
            exits=exits,
            purchases=purchases,
            acts=acts,
        )
        return Folder(
            case=case, names=names, places=self.places, digests=self.digests, missing=tuple(self.missing)
        )

    def _plan(self) -> Plan | None:
        content = self._content(PLAN)
        if content is None:
            return None
        self.plan_bytes = content
        plan, problems = plan_of(content)
        self.problems += problems
        if plan is not None:
            self.places.update(plan_places(plan, content))
        return plan

    def _content(self, name: str) -> bytes | None:
        """The bytes of a file, None with a problem when it cannot be read."""
        self.progress(name)
        try:
            content = (self.path / name).read_bytes()
        except OSError:
            self.problems.append(absent(name))
            return None
        self.digests[name] = hashlib.sha256(content).hexdigest()
        return content

    def _rows(self, table: Table) -> list[Row] | None:
        """The rows of a table, None when it is not there or unreadable as a whole."""
        grid = self._grids(table.file).get(table.sheet)
        if grid is None:
            return None
        rows = read_rows(grid, table, self.problems)
        self.counts[table.sheet] += len(rows)
        for row in rows:
            if "id" in row.cells:
                self.places.setdefault(f"{table.name}:{row.cells['id']}", row.where())
            elif "person" in row.cells:
                person = f"{table.name}:{row.cells['person']}"
                self.places.setdefault(person, row.where())
                for key in table.unique[1:]:
                    self.places.setdefault(f"{person}/{row.cells.get(key)}", row.where())
        return rows

    def _grids(self, file: str) -> dict[str, Grid]:
        if file not in self.grids:
            self.grids[file] = self._load(file)
        return self.grids[file]

    def _load(self, file: str) -> dict[str, Grid]:
        sheets = SHEETS[file]
        book, comma = f"{file}.xlsx", f"{file}.csv"
        both = [name for name in (book, comma) if (self.path / name).is_file()]
        if len(both) == 2:
            self.problems.append(_both(book, comma))
            return {}
        if both == [comma] and len(sheets) > 1:
            self.problems.append(_not_as_csv(comma, book, sheets))
            return {}
        if not both:
            self._absent(file, book)
            return {}
        content = self._content(both[0])
        return {} if content is None else read_grids(both[0], content, sheets, self.problems)

    def _absent(self, file: str, book: str) -> None:
        other = next(
            (f"{file}{e}" for e in (".xls", ".et", ".ods", ".xlsm") if (self.path / f"{file}{e}").is_file()),
            None,
        )
        if other is not None:
            self.problems.append(_other_format(other, book))
        elif file in tables.FILES:
            self.missing.append(file)
        else:
            self.problems.append(absent(book))

    def _checked(self, table: Table, known: Known) -> list[Row]:
        rows = self._rows(table) or []
        check_references(rows, known, self.problems)
        return rows

    def _sheets(self, known: Known) -> Sheets:
        plan = known.plan
        questions = build(Question, self._rows(tables.EXAM_KEY) or (), self.problems)
        exam = tuple(self._exam(questions, known))
        counted = self._checked(tables.EVALUATION, known)
        if plan is None:
            return Sheets()
        categories = named((c.id, c.name) for c in plan.rules.evaluation.categories)
        counted = settle(counted, "category", categories, ("投票人类别", "voter category"), self.problems)
        judged = self._checked(tables.speech(plan.rules.speech.criteria), known)
        formed = self._checked(tables.assessment(plan.rules.assessment.criteria), known)
        leave = ("name_check",)
        return Sheets(
            questions=questions,
            exam=exam,
            evaluation=build(EvaluationCount, counted, self.problems, leave),
            speech=build(JudgeSheet, judged, self.problems, leave),
            assessment=build(AssessmentForm, formed, self.problems, leave),
        )

    def _exam(self, questions: Sequence[Question], known: Known) -> Iterable[ExamSheet]:
        """Answer sheets. Who was there has an answer to every question, "" for those left open."""
        grid = self._grids("exam").get("标准答案")
        if grid is None:
            return
        choices = [q.id for q in questions if q.kind is not QuestionKind.ESSAY]
        for row in self._checked(tables.exam_answers(questions), known):
            raw = fields(row, ("name_check",))
            given: dict[str, Any] = raw.get("answers", {})
            if raw.get("absent") and (given or raw.get("essays")):
                self.problems.append(_absent_with_answers(row))
            elif row.sound:
                raw["answers"] = {} if raw.get("absent") else {q: given.get(q, "") for q in choices}
                sheet = build_one(ExamSheet, row, raw, self.problems)
                if sheet is not None:
                    yield sheet

    def _choices(self, known: Known) -> tuple[Choices, ...]:
        if known.plan is None:
            return ()
        found = []
        for row in self._checked(tables.choices(known.plan.rules.placement.max_choices), known):
            columns = [c.key for c in row.table.columns if c.group == "posts"]
            listed = [(key, row.cells.get(key, "")) for key in columns]
            check_list(row, listed, self.problems)
            if row.sound:
                found.append(Choices(person=row.cells["person"], posts=tuple(p for _, p in listed if p)))
        return tuple(found)

    def _purchases(self, known: Known) -> Purchases:
        agreed = self._rows(tables.AGREEMENTS)
        if known.plan is not None:
            lines = known.plan.services.lines if known.plan.services else ()
            names = named((line.id, line.name) for line in lines)
            agreed = agreed and settle(agreed, "line", names, ("服务项目", "service line"), self.problems)
        known = known._replace(ids={**known.ids, "agreements": ids(agreed)})
        return Purchases(
            agreements=build(Agreement, agreed or (), self.problems),
            deliveries=build(Delivery, self._checked(tables.DELIVERIES, known), self.problems),
            payments=build(Payment, self._checked(tables.PAYMENTS, known), self.problems),
        )


SHEETS: dict[str, tuple[str, ...]] = {
    "posts": ("岗位",),
    "roster": ("花名册",),
    "exam": ("标准答案", "答题"),
    "evaluation": ("民主测评",),
    "speech": ("演说评分",),
    "assessment": ("组织考核",),
    "choices": ("志愿",),
    "exits": ("分流清退",),
    "services": ("委托协议", "交付验收", "付款"),
    "acts": ("正式行为",),
}
"""The sheets of each file."""

HANDED_IN = ("exam", "evaluation", "speech", "assessment", "choices")
"""Tables that are not gathered yet as long as they are empty; the others may well be empty for good."""


def _both(book: str, comma: str) -> Problem:
    return problem(
        Where(file=comma),
        f"{book}和{comma}同时存在，不知道以哪个为准。",
        f"Both {book} and {comma} are there.",
        "请只保留一个。",
        "Keep one of them.",
    )


def _not_as_csv(comma: str, book: str, sheets: Sequence[str]) -> Problem:
    return problem(
        Where(file=comma),
        f"这张表有{len(sheets)}个工作表（{'、'.join(sheets)}），不能用CSV。",
        f"This table has {len(sheets)} sheets and cannot be a CSV.",
        f"请用{book}。",
        f"Use {book}.",
    )


def _other_format(other: str, book: str) -> Problem:
    return problem(
        Where(file=other),
        "这种格式不读。",
        "This format is not read.",
        f"请用Excel或WPS打开，另存为{book}，再把原文件移走。",
        f"Open it, save it as {book}, and move the original away.",
    )


def _absent_with_answers(row: Row) -> Problem:
    return problem(
        row.where("absent"),
        "登记为缺考，却有答案。",
        "Recorded as absent, yet there are answers.",
        "请核对答卷：缺考就清空答案，到考就把“缺考”改为“否”。",
        "Check the paper: clear the answers or the mark of absence.",
    )
