"""A case folder → Folder, or a refusal with all problems of all files."""

import hashlib
import os
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from dinggang.basis import Problem, Refusal, Where
from dinggang.case import Act, Case, Folder
from dinggang.exits import ExitChoice
from dinggang.groundwork import Answer, Attendance, Duty, Groundwork, Meeting, Member, Opinion, Talk
from dinggang.marks import (
    Adjusted,
    AssessmentForm,
    EssayMark,
    EvaluationCount,
    ExamSheet,
    JudgeSheet,
    Question,
    QuestionKind,
    Sheets,
)
from dinggang.plan import Adjustment, Criterion, Post, VoterCategory
from dinggang.selection import Choices
from dinggang.services import Agreement, Change, Delivery, Payment, Purchases
from dinggang.sheets import tables
from dinggang.sheets.additions import ADDITIONS, MAX_ADDITIONS, additions_of
from dinggang.sheets.archive import MAX_FILE
from dinggang.sheets.declare import Table
from dinggang.sheets.files import EXTRA, OPTIONAL, REQUIRED, SHEETS, find_file, read_bytes
from dinggang.sheets.gather import (
    Known,
    build,
    build_one,
    check_births,
    check_list,
    check_references,
    check_twice,
    fields,
    ids,
    judge,
    named,
    people_of,
    settle,
    settle_bodies,
)
from dinggang.sheets.grids import Grid, read_grids
from dinggang.sheets.plan_mending import Seen
from dinggang.sheets.plan_reading import MAX_PLAN, PLAN, breach_problems, plan_places, see_plan
from dinggang.sheets.rows import Row, once, read_rows
from dinggang.sheets.troubles import Problems, problem

Progress = Callable[[str], None]


def read_folder(path: Path, progress: Progress | None = None) -> Folder:
    """The case folder as values. `progress` is told each file as its reading begins.

    Raises Refusal with every problem of every file; nothing is taken then.
    """
    if not path.is_dir():
        raise Refusal([_no_folder(path)])
    if not os.access(path, os.R_OK | os.X_OK):
        raise Refusal([_closed_folder(path)])
    reader = Reader(path, progress or (lambda _name: None))
    folder = reader.read()
    problems = reader.problems.listed()
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


def _closed_folder(path: Path) -> Problem:
    return problem(
        Where(file=str(path)),
        "没有打开这个文件夹的权限。",
        "The folder may not be opened.",
        "请管理员给予读取权限。",
        "Have the right to read it granted.",
    )


class Reader:
    """One reading of one folder: what was found, and every problem on the way."""

    def __init__(self, path: Path, progress: Progress) -> None:
        self.path = path
        self.progress = progress
        self.problems = Problems()
        self.places: dict[str, Where] = {}
        self.digests: dict[str, str] = {}
        self.missing: list[str] = []
        self.grids: dict[str, dict[str, Grid]] = {}
        self.counts: Counter[str] = Counter()
        self.seen = Seen()
        self.plan_bytes = b""

    def read(self) -> Folder | None:
        self._plan()
        seen = self.seen
        posts, people = self.rows(tables.POSTS), self.rows(tables.ROSTER)
        self._not_empty(tables.POSTS, posts)
        self._not_empty(tables.ROSTER, people)
        names: dict[str, str] = {}
        for row in people or ():
            if {"id", "name"} <= row.cells.keys():
                names.setdefault(row.cells["id"], row.cells["name"])
        known = Known(names, {"people": ids(people), "posts": ids(posts)})
        if seen.plan is not None and seen.sure("cutoff"):
            check_births(people or (), seen.plan.cutoff, self.problems)
        check_twice(people or (), self.problems)
        check_references(people or (), known, self.problems)
        settled = settle_bodies(posts or (), seen.plan if seen.sure("bodies") else None, self.problems)
        read_posts = build(Post, settled, self.problems)
        read_people = people_of(people or (), self.problems)
        sheets, known = self.sheets(known)
        choices = self.choices(known)
        second = self.choices(known, second=True)
        exits = build(ExitChoice, self._checked(tables.EXITS, known), self.problems, leave=("name_check",))
        purchases = self._purchases(known)
        groundwork = self._groundwork(known)
        additions = self._additions()
        acts = build(Act, self._checked(tables.ACTS, known), self.problems)
        self.problems.extend(breach_problems(seen, read_posts, self.plan_bytes, self.places))
        if seen.plan is None or self.problems:
            return None
        self.missing += [f for f in HANDED_IN if f not in self.missing and not self.counts[SHEETS[f][-1]]]
        case = Case(
            plan=seen.plan,
            posts=read_posts,
            people=read_people,
            sheets=sheets,
            choices=choices,
            second_choices=second,
            exits=exits,
            purchases=purchases,
            groundwork=groundwork,
            acts=acts,
        )
        return Folder(
            case=case,
            names=names,
            places=self.places,
            digests=self.digests,
            missing=tuple(self.missing),
            additions=additions,
        )

    def _plan(self) -> None:
        content = self._content(PLAN)
        if content is not None:
            self.plan_bytes = content
            self.seen, problems = see_plan(content)
            self.problems.extend(problems)
            if self.seen.plan is not None:
                self.places.update(plan_places(self.seen.plan, content))

    def _additions(self) -> tuple[str, ...]:
        content = self._content(ADDITIONS) if os.path.lexists(self.path / ADDITIONS) else None
        return () if content is None else additions_of(content, self.problems)

    def _content(self, name: str) -> bytes | None:
        """The bytes of a file, None with a problem when it cannot be read."""
        self.progress(name)
        content, trouble = read_bytes(self.path, name, _MOST.get(name, MAX_FILE))
        if trouble is not None:
            self.problems.append(trouble)
            return None
        self.digests[name] = hashlib.sha256(content).hexdigest()
        return content

    def rows(self, table: Table) -> list[Row] | None:
        """The rows of a table, None when it is not there or unreadable as a whole."""
        grid = self._grids(table.file).get(table.sheet)
        if grid is None:
            return None
        rows = read_rows(grid, table, self.problems)
        self.counts[table.sheet] += len(rows or ())
        for row in rows or ():
            if "id" in row.cells:
                self.places.setdefault(f"{table.name}:{row.cells['id']}", row.where())
            elif "person" in row.cells:
                person = f"{table.name}:{row.cells['person']}"
                self.places.setdefault(person, row.where())
                for key in table.unique[1:]:
                    self.places.setdefault(f"{person}/{row.cells.get(key)}", row.where())
        return rows

    def _not_empty(self, table: Table, rows: list[Row] | None) -> None:
        if rows is not None and not rows:
            self.problems.append(_nothing_there(self.grids[table.file][table.sheet]))

    def _grids(self, file: str) -> dict[str, Grid]:
        if file not in self.grids:
            self.grids[file] = self._load(file)
        return self.grids[file]

    def _load(self, file: str) -> dict[str, Grid]:
        name, problems = find_file(self.path, file)
        self.problems.extend(problems)
        if name is None:
            if file not in (*REQUIRED, *OPTIONAL):
                self.missing.append(file)
            return {}
        content = self._content(name)
        return (
            {}
            if content is None
            else read_grids(name, content, SHEETS[file], EXTRA.get(file, ()), self.problems)
        )

    def _checked(self, table: Table, known: Known) -> list[Row]:
        rows = self.rows(table) or []
        check_references(rows, known, self.problems)
        return rows

    def sheets(self, known: Known) -> tuple[Sheets, Known]:
        """The sheets of the measures, and what is known then: the questions, too."""
        keys = self.rows(tables.EXAM_KEY)
        for row in keys or ():
            if row.cells.get("kind") is QuestionKind.JUDGE and row.cells.get("key", "A") not in {"A", "B"}:
                self.problems.append(_neither_right_nor_wrong(row))
        questions = build(Question, keys or (), self.problems)
        known = known._replace(ids={**known.ids, "questions": ids(keys)})
        sure = keys is not None and len(questions) == len(keys)
        answers = self._checked(tables.exam_answers(questions, sure=sure), known)
        spoken, assessed = self._criteria("speech"), self._criteria("assessment")
        judged = self._checked(tables.speech(spoken or (), sure=spoken is not None), known)
        formed = self._checked(tables.assessment(assessed or (), sure=assessed is not None), known)
        rules = self.seen.plan.rules if self.seen.plan else None
        categories = rules.evaluation.categories if rules and self._sure("evaluation", "categories") else None
        items = rules.assessment.adjustments if rules and self._sure("assessment", "adjustments") else None
        leave = ("name_check",)
        sheets = Sheets(
            questions=questions,
            exam=tuple(self._answers(answers, questions)),
            essays=build(EssayMark, self._checked(tables.ESSAYS, known), self.problems, leave),
            evaluation=build(
                EvaluationCount,
                self._settled(
                    tables.EVALUATION, "category", categories, ("投票人类别", "voter category"), known
                ),
                self.problems,
                leave,
            ),
            speech=build(JudgeSheet, judged, self.problems, leave),
            assessment=build(AssessmentForm, formed, self.problems, leave),
            adjusted=build(
                Adjusted,
                self._settled(tables.ADJUSTED, "item", items, ("加分扣分项目", "adjustment"), known),
                self.problems,
                leave,
            ),
        )
        return sheets, known

    def _settled(
        self,
        table: Table,
        key: str,
        named_in_plan: Sequence[VoterCategory | Adjustment] | None,
        what: tuple[str, str],
        known: Known,
    ) -> list[Row]:
        """The rows with the plan's ids in place of its names, each once."""
        names = None if named_in_plan is None else named((one.id, one.name) for one in named_in_plan)
        rows = settle(self._checked(table, known), key, names, what, self.problems)
        return once(rows, self.problems)

    def _sure(self, measure: str, part: str) -> bool:
        return self.seen.sure("rules", measure, part)

    def _criteria(self, measure: str) -> tuple[Criterion, ...] | None:
        """The criteria of speech or assessment, None when the plan's cannot be read."""
        if self.seen.plan is None or not self._sure(measure, "criteria"):
            return None
        rules = self.seen.plan.rules
        return rules.speech.criteria if measure == "speech" else rules.assessment.criteria

    def _answers(self, rows: Iterable[Row], questions: Sequence[Question]) -> Iterable[ExamSheet]:
        """Answer sheets. Who was there has an answer to every question, "" for those left open."""
        choices = [q.id for q in questions if q.kind is not QuestionKind.ESSAY]
        for row in rows:
            raw = fields(row, ("name_check",))
            given: dict[str, Any] = raw.get("answers", {})
            if raw.get("absent") and (given or raw.get("essays")):
                self.problems.append(_absent_with_answers(row))
            elif row.sound:
                raw["answers"] = {} if raw.get("absent") else {q: given.get(q, "") for q in choices}
                sheet = build_one(ExamSheet, row, raw, self.problems)
                if sheet is not None:
                    yield sheet
            else:
                judge(ExamSheet, row, raw, self.problems)

    def choices(self, known: Known, *, second: bool = False) -> tuple[Choices, ...]:
        sure = self.seen.plan is not None and self._sure("placement", "max_choices")
        most = self.seen.plan.rules.placement.max_choices if sure and self.seen.plan else MOST_CHOICES
        found = []
        for row in self._checked(tables.choices(most, second=second), known):
            columns = [c.key for c in row.table.columns if c.group == "posts"]
            listed = [(key, row.cells.get(key, "")) for key in columns]
            check_list(row, listed, self.problems)
            if row.sound:
                found.append(Choices(person=row.cells["person"], posts=tuple(p for _, p in listed if p)))
        return tuple(found)

    def _purchases(self, known: Known) -> Purchases:
        agreed = self.rows(tables.AGREEMENTS)
        plan = self.seen.plan
        lines = plan.services.lines if plan and plan.services else ()
        names = named((line.id, line.name) for line in lines) if self.seen.sure("services") else None
        agreed = agreed and settle(agreed, "line", names, ("服务项目", "service line"), self.problems)
        known = known._replace(ids={**known.ids, "agreements": ids(agreed)})
        return Purchases(
            agreements=build(Agreement, agreed or (), self.problems),
            deliveries=build(Delivery, self._checked(tables.DELIVERIES, known), self.problems),
            payments=build(Payment, self._checked(tables.PAYMENTS, known), self.problems),
            changes=build(Change, self._checked(tables.CHANGES, known), self.problems),
        )

    def _groundwork(self, known: Known) -> Groundwork:
        plan, leave = self.seen.plan, ("name_check",)
        bodies = named((b.id, b.name) for b in plan.bodies) if plan and self.seen.sure("bodies") else None
        meetings = self.rows(tables.MEETINGS)
        check_references(meetings or (), known, self.problems)
        duties = settle(self.rows(tables.DUTIES) or (), "body", bodies, ("机构", "body"), self.problems)
        there = known._replace(ids={**known.ids, "meetings": ids(meetings)})
        return Groundwork(
            members=build(Member, self._checked(tables.MEMBERS, known), self.problems, leave),
            opinions=build(Opinion, self.rows(tables.OPINIONS) or (), self.problems),
            duties=build(Duty, duties, self.problems),
            answers=build(Answer, self.rows(tables.ANSWERS) or (), self.problems),
            meetings=build(Meeting, meetings or (), self.problems),
            attendance=build(Attendance, self._checked(tables.ATTENDANCE, there), self.problems, leave),
            talks=build(Talk, self._checked(tables.TALKS, known), self.problems, leave),
        )


_MOST = {PLAN: MAX_PLAN, ADDITIONS: MAX_ADDITIONS}
"""Bytes of the files that are no tables."""

MOST_CHOICES = 100
"""More choices no plan allows."""

HANDED_IN = ("exam", "evaluation", "speech", "assessment", "choices")
"""Tables that are not gathered yet as long as they are empty; the others may well be empty for good."""


def _nothing_there(grid: Grid) -> Problem:
    return problem(
        grid.where(),
        "表头下面一行也没有填写。",
        "Not a single row is filled in.",
        "方案、岗位、花名册要先填好才能检查；其他表可以以后再填。",
        "Plan, posts and roster must be filled in before anything can be checked; the other tables may follow.",
    )


def _neither_right_nor_wrong(row: Row) -> Problem:
    return problem(
        row.where("key"),
        f"判断题的答案只能是对或错，这里是“{row.cells['key']}”。",
        f"A question to be judged is right or wrong, not {row.cells['key']!r}.",
        "请填“对”或“错”（A为对，B为错），或更正题型。",
        "Write A for right or B for wrong, or correct the kind of question.",
    )


def _absent_with_answers(row: Row) -> Problem:
    return problem(
        row.where("absent"),
        "登记为缺考，却有答案。",
        "Recorded as absent, yet there are answers.",
        "请核对答卷：缺考就清空答案，到考就把“缺考”改为“否”。",
        "Check the paper: clear the answers or the mark of absence.",
    )
