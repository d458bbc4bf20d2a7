"""Sheets of the measures thrown from a person's ability."""

from decimal import Decimal

from dinggang.marks import EvaluationCount, Question, QuestionKind
from dinggang.roster import Grade
from invented.dice import Dice

HALF = Decimal("0.5")
Section = tuple[QuestionKind, int, int]
"""Kind of question, how many, and what each is worth."""


def questions_of(sections: tuple[Section, ...], dice: Dice) -> tuple[Question, ...]:
    """A paper with a thrown key."""
    found: list[Question] = []
    for kind, count, value in sections:
        for _ in range(count):
            key = {
                QuestionKind.SINGLE: dice.pick("ABCD"),
                QuestionKind.MULTIPLE: dice.pick(("AB", "AC", "BD", "ABC", "ACD", "BCD", "ABCD")),
                QuestionKind.JUDGE: dice.pick("AB"),
                QuestionKind.ESSAY: "",
            }[kind]
            found.append(Question(id=f"Q{len(found) + 1:02}", kind=kind, key=key, value=Decimal(value)))
    return tuple(found)


def answer(question: Question, skill: int, dice: Dice) -> str:
    """The key if the person knows it; else a wrong option, one option short, or nothing."""
    if dice.chance(skill):
        return question.key
    if dice.chance(3):
        return ""
    if question.kind is QuestionKind.JUDGE:
        return "B" if question.key == "A" else "A"
    if question.kind is QuestionKind.MULTIPLE and dice.chance(60):
        return question.key[1:]
    return dice.pick([o for o in "ABCD" if o not in question.key] or ["A"])


def share(maximum: Decimal, percent: int) -> Decimal:
    """So many per cent of a maximum, to half points."""
    return HALF * (int(maximum) * 2 * min(percent, 100) // 100)


def shares_of_votes(liked: int) -> tuple[int, int, int, int, int]:
    """Per cent of votes for each grade, from excellent to none, by how much a person is liked."""
    excellent = 20 + liked * 6 // 10
    good = (100 - excellent) * 76 // 100
    fair = (100 - excellent) * 18 // 100
    return excellent, good, fair, 100 - excellent - good - fair, 0


def ballots(
    person: str, category: str, issued: int, returned: int, void: int, votes: dict[Grade, int]
) -> EvaluationCount:
    """The count of one person in one class of voters."""
    return EvaluationCount(
        person=person,
        category=category,
        issued=issued,
        returned=returned,
        excellent=votes[Grade.EXCELLENT],
        competent=votes[Grade.COMPETENT],
        basic=votes[Grade.BASIC],
        incompetent=votes[Grade.INCOMPETENT],
        void=void,
    )
