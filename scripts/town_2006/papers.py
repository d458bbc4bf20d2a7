"""The four measures: answers, ballots, judges' sheets and assessment forms, thrown from each person's ability."""

from decimal import Decimal

import msgspec

from dinggang.marks import (
    AssessmentForm,
    EvaluationCount,
    ExamSheet,
    JudgeSheet,
    Question,
    QuestionKind,
    Sheets,
    mark_exam,
)
from dinggang.plan import Criterion, Plan, Stratum
from dinggang.roster import REGULAR, Grade
from invented.papers import HALF, answer, ballots, questions_of, share, shares_of_votes
from town_2006 import cast
from town_2006.cast import Part
from town_2006.dice import Dice
from town_2006.people import Member

SECTIONS = (
    (QuestionKind.SINGLE, 20, 1),
    (QuestionKind.MULTIPLE, 10, 2),
    (QuestionKind.JUDGE, 20, 1),
    (QuestionKind.ESSAY, 2, 20),
)
"""Kind of question, how many, and what each is worth: 100 together."""

JUDGES = {"J01": -2, "J02": 1, "J03": 0, "J04": 3, "J05": -4, "J06": 0, "J07": 2}
"""How mild each judge is, in points of 100."""


def town_sheets(plan: Plan, members: tuple[Member, ...]) -> Sheets:
    """Sheets of all who compete; two of them are then made level with two others."""
    competing = tuple(m for m in members if m.part is Part.COMPETES)
    questions = questions_of(SECTIONS, Dice("questions"))
    sheets = Sheets(
        questions=questions,
        exam=_exam(questions, competing),
        evaluation=_evaluation(members, competing),
        speech=_speech(plan.rules.speech.criteria, competing),
        assessment=_assessment(plan.rules.assessment.criteria, competing),
    )
    for above, below, points in ((*cast.DRAWN, 0), (*cast.TIED, 2)):
        sheets = _levelled(plan, sheets, above, below, points)
    return sheets


def _exam(questions: tuple[Question, ...], competing: tuple[Member, ...]) -> tuple[ExamSheet, ...]:
    dice = Dice("exam")
    hardness = {q.id: dice.bell(-30, 30) for q in questions}
    found = []
    for m in competing:
        if m.person.id == cast.NO_EXAM:
            found.append(ExamSheet(person=m.person.id, absent=True))
            continue
        skill = 38 + m.ability * 7 // 10
        answers = {
            q.id: answer(q, skill - hardness[q.id], dice)
            for q in questions
            if q.kind is not QuestionKind.ESSAY
        }
        essays = {
            q.id: HALF * min(40, max(12, (skill + dice.between(-12, 12)) * 40 // 100))
            for q in questions
            if q.kind is QuestionKind.ESSAY
        }
        found.append(ExamSheet(person=m.person.id, answers=answers, essays=essays))
    return tuple(found)


def _evaluation(members: tuple[Member, ...], competing: tuple[Member, ...]) -> tuple[EvaluationCount, ...]:
    """Everybody in headcount votes on everybody who competes, nobody on themselves; some stay away."""
    dice = Dice("evaluation")
    strata = {"A": Stratum.LEADER, "B": Stratum.MID, "C": Stratum.GENERAL}
    staff = [m.person for m in members if m.person.kind in REGULAR]
    voters = {c: sum(p.stratum is stratum for p in staff) for c, stratum in strata.items()}
    found = []
    for m in competing:
        liked = min(96, max(4, (m.ability + dice.bell(0, 100)) // 2))
        for category, stratum in strata.items():
            issued = voters[category] - (m.person.stratum is stratum)
            returned = issued - (dice.below(5) if category == "C" else dice.below(10) // 8)
            void = dice.below(3) if category == "C" else 0
            votes = _votes(returned - void, liked, dice)
            found.append(ballots(m.person.id, category, issued, returned, void, votes))
    return tuple(found)


def _votes(count: int, liked: int, dice: Dice) -> dict[Grade, int]:
    votes = dict.fromkeys(Grade, 0)
    for _ in range(count):
        votes[dice.weighted(tuple(votes), shares_of_votes(liked))] += 1
    return votes


def _speech(criteria: tuple[Criterion, ...], competing: tuple[Member, ...]) -> tuple[JudgeSheet, ...]:
    dice = Dice("speech")
    found = []
    for m in competing:
        spoken = 62 + (m.ability + dice.bell(0, 100)) * 34 // 200
        for judge, mild in JUDGES.items():
            if m.person.id == cast.NO_SPEECH:
                continue
            if (judge, m.person.id) == cast.RECUSED[:2]:
                found.append(JudgeSheet(judge=judge, person=m.person.id, recused=cast.RECUSED[2]))
                continue
            marks = {c.id: share(c.maximum, spoken + mild + dice.between(-4, 4)) for c in criteria}
            found.append(JudgeSheet(judge=judge, person=m.person.id, marks=marks))
    return tuple(found)


def _assessment(criteria: tuple[Criterion, ...], competing: tuple[Member, ...]) -> tuple[AssessmentForm, ...]:
    dice = Dice("assessment")
    found = []
    for m in competing:
        excellent = sum(a.grade is Grade.EXCELLENT for a in m.person.appraisals)
        worked = 66 + (m.ability + dice.bell(0, 100)) * 32 // 200
        marks = {c.id: share(c.maximum, worked + dice.between(-3, 3)) for c in criteria}
        marks["appraisals"] = Decimal(24 + 2 * excellent)
        found.append(AssessmentForm(person=m.person.id, marks=marks))
    return tuple(found)


def _levelled(plan: Plan, sheets: Sheets, first: str, second: str, points: int) -> Sheets:
    """The sheets with the second person made level with the first in the composite.

    Ballots and speech give the same marks by other votes; the exam gives the second `points` fewer, the assessment
    so many more that their weights make up for it.
    """
    rules = plan.rules
    weights = {measure.value: weight for measure, weight in rules.composite.weights.items()}
    more = points * weights["exam"] / weights["assessment"]
    marks = {s.person: s.mark for s in mark_exam(rules.exam, sheets.questions, sheets.exam, [first, second])}
    lacking = (marks[first] or 0) - points - (marks[second] or 0)
    rotated = dict(zip(JUDGES, (*tuple(JUDGES)[1:], next(iter(JUDGES))), strict=True))
    panel = {s.judge: s.marks for s in sheets.speech if s.person == first}
    form = next(f for f in sheets.assessment if f.person == first)
    return msgspec.structs.replace(
        sheets,
        exam=tuple(_with_essays(s, lacking) if s.person == second else s for s in sheets.exam),
        evaluation=tuple(
            _votes_like(
                next(a for a in sheets.evaluation if (a.person, a.category) == (first, c.category)), c
            )
            if c.person == second
            else c
            for c in sheets.evaluation
        ),
        speech=tuple(
            msgspec.structs.replace(s, marks=panel[rotated[s.judge]]) if s.person == second else s
            for s in sheets.speech
        ),
        assessment=tuple(
            msgspec.structs.replace(f, marks={**form.marks, "work": form.marks["work"] + more})
            if f.person == second
            else f
            for f in sheets.assessment
        ),
    )


def _with_essays(sheet: ExamSheet, lacking: Decimal | int) -> ExamSheet:
    """The sheet with so many points more (or fewer) in its essays."""
    essays = dict(sheet.essays)
    left = Decimal(lacking)
    for question, mark in sheet.essays.items():
        changed = min(Decimal(20), max(Decimal(0), mark + left))
        left -= changed - mark
        essays[question] = changed
    if left:
        raise ValueError(f"{sheet.person} cannot be levelled: {left} points are left")
    return msgspec.structs.replace(sheet, essays=essays)


def _votes_like(model: EvaluationCount, count: EvaluationCount) -> EvaluationCount:
    """The model's ballots for another person: where it can be, two 称职 become one 优秀 and one 基本称职."""
    shift = 1 if model.competent >= 2 else 0
    return msgspec.structs.replace(
        model,
        person=count.person,
        excellent=model.excellent + shift,
        competent=model.competent - 2 * shift,
        basic=model.basic + shift,
    )
