"""The four measures: answers and essays marked twice, ballots, rooms of judges, assessment forms."""

from collections.abc import Iterable
from decimal import Decimal

from county_2026.cast import Part
from county_2026.dice import Dice
from county_2026.people import Member
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
    Turn,
)
from dinggang.plan import Plan, Stratum
from dinggang.roster import REGULAR, Grade
from invented.papers import HALF, answer, ballots, questions_of, share, shares_of_votes

SECTIONS = (
    (QuestionKind.SINGLE, 20, 1),
    (QuestionKind.MULTIPLE, 10, 2),
    (QuestionKind.JUDGE, 20, 1),
    (QuestionKind.ESSAY, 2, 20),
)
VOIDED = "Q17"
"""A question that turned out to have two right answers."""
THRESHOLD = 4
"""Points that two markers of an essay may be apart: 20 per cent of 20."""
ROOM_HOLDS = 60
JUDGES = 5
MILD = (-3, 4, 0, -1, 2, 3, -4)
"""How mild a judge is, in points of 100."""


def county_sheets(plan: Plan, members: tuple[Member, ...]) -> Sheets:
    """Sheets of all who compete: some were ill on the day of the exam, some did not come to speak."""
    dice = Dice("who stayed away")
    competing = [m for m in members if m.part is Part.COMPETES]
    absent = {m.person.id for m in competing if dice.below(400) == 0}
    silent = {m.person.id for m in competing if dice.below(700) == 0}
    questions = questions_of(SECTIONS, Dice("questions"))
    exam, essays = _exam(questions, competing, absent)
    return Sheets(
        questions=questions,
        exam=exam,
        essays=essays,
        evaluation=_evaluation(members, competing),
        speech=_speech(plan, [m for m in competing if m.person.id not in silent]),
        assessment=_assessment(plan, competing),
        adjusted=_adjusted(competing),
    )


def _exam(
    questions: tuple[Question, ...], competing: list[Member], absent: set[str]
) -> tuple[tuple[ExamSheet, ...], tuple[EssayMark, ...]]:
    dice = Dice("exam")
    hardness = {q.id: dice.bell(-30, 30) for q in questions}
    sheets: list[ExamSheet] = []
    marks: list[EssayMark] = []
    for m in competing:
        if m.person.id in absent:
            sheets.append(ExamSheet(person=m.person.id, absent=True))
            continue
        skill = 38 + m.ability * 7 // 10
        answers = {}
        for q in questions:
            if q.kind is QuestionKind.ESSAY:
                marks += _essay(m.person.id, q, skill, dice)
            else:
                answers[q.id] = answer(q, skill - hardness[q.id], dice)
        sheets.append(ExamSheet(person=m.person.id, answers=answers))
    return tuple(sheets), tuple(marks)


def _essay(person: str, question: Question, skill: int, dice: Dice) -> Iterable[EssayMark]:
    """Two markers blind; a third where they are too far apart, and the chief examiner where the third is, too."""
    worth = min(38, max(10, (skill + dice.between(-12, 12)) * 40 // 100))
    first, second = (HALF * min(40, max(4, worth + dice.between(-5, 5))) for _ in range(2))
    team = dice.below(8)
    given = [(Turn.FIRST, first), (Turn.SECOND, second)]
    if abs(first - second) > THRESHOLD:
        third = (first + second) / 2 // HALF * HALF
        given.append((Turn.THIRD, third))
    for turn, mark in given:
        seat = {Turn.FIRST: 1, Turn.SECOND: 2, Turn.THIRD: 3}[turn]
        yield EssayMark(
            person=person, question=question.id, turn=turn, marker=f"阅卷{team + 1}组{seat}号", mark=mark
        )


def _evaluation(members: tuple[Member, ...], competing: list[Member]) -> tuple[EvaluationCount, ...]:
    """Everybody in headcount of a township votes on everybody of it who competes, nobody on themselves."""
    dice = Dice("evaluation")
    strata = {"A": Stratum.LEADER, "B": Stratum.MID, "C": Stratum.GENERAL}
    voters: dict[tuple[int, Stratum], int] = {}
    for m in members:
        if m.person.kind in REGULAR:
            voters[m.seat.town, m.person.stratum] = voters.get((m.seat.town, m.person.stratum), 0) + 1
    found = []
    for m in competing:
        liked = min(96, max(4, (m.ability + dice.bell(0, 100)) // 2))
        for category, stratum in strata.items():
            issued = voters[m.seat.town, stratum] - (m.person.stratum is stratum)
            returned = issued - dice.below(issued // 12 + 1)
            void = dice.below(returned // 60 + 1)
            votes = _votes(returned - void, liked, dice)
            found.append(ballots(m.person.id, category, issued, returned, void, votes))
    return tuple(found)


def _votes(count: int, liked: int, dice: Dice) -> dict[Grade, int]:
    """The votes as the shares say, a few more or fewer of each grade."""
    votes = dict.fromkeys(Grade, 0)
    left = count
    for grade, percent in zip(tuple(Grade)[1:4], shares_of_votes(liked)[1:4], strict=True):
        votes[grade] = min(left, max(0, dice.part(count, 10 * percent) + dice.between(-1, 1)))
        left -= votes[grade]
    votes[Grade.EXCELLENT] = left
    return votes


def _speech(plan: Plan, competing: list[Member]) -> tuple[JudgeSheet, ...]:
    """Each township has rooms of its own; five judges in each, mild or strict."""
    dice = Dice("speech")
    criteria = plan.rules.speech.criteria
    by_town: dict[int, list[Member]] = {}
    for m in competing:
        by_town.setdefault(m.seat.town, []).append(m)
    found = []
    for town, people in by_town.items():
        rooms = max(2, -(-len(people) // ROOM_HOLDS))
        mild = [[dice.pick(MILD) for _ in range(JUDGES)] for _ in range(rooms)]
        for place, m in enumerate(dice.mixed(people)):
            room = place % rooms
            spoken = 60 + (m.ability + dice.bell(0, 100)) * 34 // 200
            for judge in range(JUDGES):
                marks = {
                    c.id: share(c.maximum, spoken + mild[room][judge] + dice.between(-4, 4)) for c in criteria
                }
                id_ = f"J{town + 1:03}{room + 1:02}{judge + 1}"
                found.append(
                    JudgeSheet(judge=id_, person=m.person.id, marks=marks, room=f"{town + 1}-{room + 1}")
                )
    return tuple(found)


def _assessment(plan: Plan, competing: list[Member]) -> tuple[AssessmentForm, ...]:
    dice = Dice("assessment")
    criteria = plan.rules.assessment.criteria
    found = []
    for m in competing:
        excellent = sum(a.grade is Grade.EXCELLENT for a in m.person.appraisals)
        worked = 66 + (m.ability + dice.bell(0, 100)) * 32 // 200
        marks = {c.id: share(c.maximum, worked + dice.between(-3, 3)) for c in criteria}
        marks["appraisals"] = Decimal(24 + 2 * excellent)
        found.append(AssessmentForm(person=m.person.id, marks=marks))
    return tuple(found)


def _adjusted(competing: list[Member]) -> tuple[Adjusted, ...]:
    dice = Dice("adjusted")
    found = []
    for m in competing:
        if dice.chance(9):
            found.append(Adjusted(person=m.person.id, item="village", evidence="县委组织部驻村登记"))
        if dice.chance(7):
            number = dice.between(1, 90)
            found.append(
                Adjusted(
                    person=m.person.id,
                    item="honour",
                    times=dice.weighted((1, 2), (4, 1)),
                    evidence=f"表彰文件岚发〔2025〕{number}号",
                )
            )
        if dice.chance(2):
            found.append(Adjusted(person=m.person.id, item="late", evidence="通报岚效〔2025〕6号"))
    return tuple(found)
