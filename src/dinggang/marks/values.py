"""Sheets of the four measures as gathered, and the marks they become."""

from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Annotated

import msgspec

from dinggang.basis import Id, Value, Within, Words
from dinggang.plan import Measure

Mark = Annotated[Decimal, Within(0, 100_000)]
Tally = Annotated[int, msgspec.Meta(ge=0, le=1_000_000)]


class QuestionKind(StrEnum):
    SINGLE = "single"
    MULTIPLE = "multiple"
    JUDGE = "judge"
    ESSAY = "essay"


class Question(Value, frozen=True, kw_only=True):
    """A question of the paper. `key` holds the right options in alphabetical order ("ACD"); an essay has none."""

    id: Id
    kind: QuestionKind
    key: str = ""
    value: Mark


class ExamSheet(Value, frozen=True, kw_only=True):
    """One person's answers by question id: options ("AC"; "" is unanswered), or an essay's mark as given.

    `absent` people have no answers.
    """

    person: Id
    answers: dict[str, str] = {}
    essays: dict[str, Mark] = {}
    absent: bool = False


class Turn(StrEnum):
    """Who marks an essay: two markers blind, a third when they differ, the chief examiner (阅卷组长) last."""

    FIRST = "first"
    SECOND = "second"
    THIRD = "third"
    LEADER = "leader"


class EssayMark(Value, frozen=True, kw_only=True):
    """One marker's mark for one person's essay, where the plan asks for double marking."""

    person: Id
    question: Id
    turn: Turn
    marker: str
    mark: Mark


class EvaluationCount(Value, frozen=True, kw_only=True):
    """Ballots on one person from one voter category. returned = the four grades + void; returned ≤ issued."""

    person: Id
    category: str
    issued: Tally
    returned: Tally
    excellent: Tally
    competent: Tally
    basic: Tally
    incompetent: Tally
    void: Tally = 0


class JudgeSheet(Value, frozen=True, kw_only=True):
    """One judge's marks for one person by criterion id. A recused judge marks nothing and says why.

    `room` is where the person spoke, when there is more than one room.
    """

    judge: Id
    person: Id
    marks: dict[str, Mark] = {}
    recused: str = ""
    room: str = ""


class AssessmentForm(Value, frozen=True, kw_only=True):
    """The assessment group's marks for one person by criterion id."""

    person: Id
    marks: dict[str, Mark] = {}


class Adjusted(Value, frozen=True, kw_only=True):
    """A bonus or deduction given to one person: which item of the plan, how many times, and the evidence."""

    person: Id
    item: str
    times: Annotated[int, msgspec.Meta(ge=1, le=1000)] = 1
    evidence: str = ""


class Sheets(Value, frozen=True, kw_only=True):
    """Everything gathered for the four measures."""

    questions: tuple[Question, ...] = ()
    exam: tuple[ExamSheet, ...] = ()
    evaluation: tuple[EvaluationCount, ...] = ()
    speech: tuple[JudgeSheet, ...] = ()
    assessment: tuple[AssessmentForm, ...] = ()
    essays: tuple[EssayMark, ...] = ()
    adjusted: tuple[Adjusted, ...] = ()


class Step(Value, frozen=True, kw_only=True):
    """One line of a working-out: what was computed, from which figures, and the exact result before rounding."""

    label: Words
    formula: str
    exact: Fraction


class Scored(Value, frozen=True, kw_only=True):
    """One person's result in one measure: the mark with its working-out, or None with the reason."""

    person: Id
    measure: Measure
    mark: Decimal | None
    reason: Words | None = None
    passed: bool = True
    steps: tuple[Step, ...] = ()
