"""Exam: answers and key → marks."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import assert_never

from dinggang.basis import Id, Words, fraction, plain, shown, total
from dinggang.marks.outcome import by_person, marked, unmarked
from dinggang.marks.values import ExamSheet, Question, QuestionKind, Scored, Step
from dinggang.plan import ChoicePolicy, ExamRule, Measure

OPTIONS = frozenset("ABCDEFGH")
"""The option letters a paper may use. For true-or-false questions A is 正确 and B is 错误."""

KIND_WORDS: Mapping[QuestionKind, Words] = {
    QuestionKind.SINGLE: Words(zh="单项选择题", en="single choice"),
    QuestionKind.MULTIPLE: Words(zh="多项选择题", en="multiple choice"),
    QuestionKind.JUDGE: Words(zh="判断题", en="true or false"),
    QuestionKind.ESSAY: Words(zh="主观题", en="essays"),
}


def mark_exam(
    rule: ExamRule, questions: Sequence[Question], sheets: Sequence[ExamSheet], people: Sequence[Id]
) -> tuple[Scored, ...]:
    """Everyone's exam mark, in the order of `people`; the total is rounded once.

    What was not answered earns nothing. Who was absent, handed in no sheet, or has a sheet that cannot be
    marked (see `sheet_faults`) has no mark, with the reason.
    """
    paper = sorted(questions, key=lambda question: question.id)
    handed_in = by_person(sheets)
    return tuple(_mark(rule, paper, person, handed_in.get(person, ())) for person in people)


def sheet_faults(questions: Sequence[Question], sheet: ExamSheet) -> tuple[tuple[str, Words], ...]:
    """What makes a sheet unmarkable, each with its finding code.

    M05 an essay above its value; M06 an essay without a mark; M09 an option outside A–H; M13 an answer to no
    question of that sort; M14 absent, yet with answers. A wrong number of options is no fault but a wrong answer.
    """
    if sheet.absent:
        if any(sheet.answers.values()) or sheet.essays:
            return (("M14", Words(zh="登记为缺考，却有答案。", en="Recorded as absent, yet with answers.")),)
        return ()
    options = {q.id for q in questions if q.kind is not QuestionKind.ESSAY}
    essays = {q.id: q.value for q in questions if q.kind is QuestionKind.ESSAY}
    faults = [
        (
            "M09",
            Words(zh=f"{name}的答案“{answer}”不是A–H的选项。", en=f"{name}: {answer!r} is no option A–H."),
        )
        for name, answer in sorted(sheet.answers.items())
        if not OPTIONS.issuperset(answer)
    ]
    unknown = sorted((sheet.answers.keys() - options) | (sheet.essays.keys() - essays.keys()))
    faults += [
        (
            "M13",
            Words(
                zh=f"{name}不是试卷上的这类题目，却有答案或分数。",
                en=f"{name} is no question of that sort on the paper.",
            ),
        )
        for name in unknown
    ]
    for name, value in sorted(essays.items()):
        mark = sheet.essays.get(name)
        if mark is None:
            faults.append(("M06", Words(zh=f"主观题{name}没有分数。", en=f"Essay {name} has no mark.")))
        elif mark > value:
            faults.append(
                (
                    "M05",
                    Words(
                        zh=f"主观题{name}给了{plain(mark)}分，超过该题{plain(value)}分。",
                        en=f"{plain(mark)} for essay {name} is above its value of {plain(value)}.",
                    ),
                )
            )
    return tuple(faults)


def earned(policy: ChoicePolicy, question: Question, sheet: ExamSheet) -> Fraction:
    """What one question earns. Options are compared as sets, so "CA" answers the key "AC"."""
    if question.kind is QuestionKind.ESSAY:
        return fraction(sheet.essays.get(question.id, 0))
    key, answer = frozenset(question.key), frozenset(sheet.answers.get(question.id, ""))
    value = fraction(question.value)
    if answer and answer == key:
        return value
    if question.kind is QuestionKind.MULTIPLE and answer and answer < key:
        return value * _share(policy, len(answer), len(key))
    return Fraction(0)


def _share(policy: ChoicePolicy, chosen: int, right: int) -> Fraction:
    """The share of its value that an incomplete answer without a wrong option earns."""
    match policy:
        case ChoicePolicy.EXACT:
            return Fraction(0)
        case ChoicePolicy.PARTIAL:
            return Fraction(1, 2)
        case ChoicePolicy.PROPORTIONAL:
            return Fraction(chosen, right)
        case _:
            assert_never(policy)


def _mark(rule: ExamRule, paper: Sequence[Question], person: Id, sheets: Sequence[ExamSheet]) -> Scored:
    reasons = _reasons(paper, sheets)
    if reasons:
        return unmarked(person, Measure.EXAM, reasons)
    steps = [
        _section(rule, kind, [q for q in paper if q.kind is kind], sheets[0])
        for kind in QuestionKind
        if any(q.kind is kind for q in paper)
    ]
    return marked(
        person,
        Measure.EXAM,
        rule,
        steps,
        Words(zh="合计", en="total"),
        " + ".join(shown(step.exact) for step in steps) or "0",
        total(step.exact for step in steps),
    )


def _reasons(paper: Sequence[Question], sheets: Sequence[ExamSheet]) -> tuple[Words, ...]:
    if not sheets:
        return (Words(zh="未交卷，没有考试成绩。", en="No exam sheet was handed in."),)
    if len(sheets) > 1:
        return (Words(zh=f"有{len(sheets)}份答卷，不能计分。", en=f"There are {len(sheets)} exam sheets."),)
    faults = tuple(words for _, words in sheet_faults(paper, sheets[0]))
    if sheets[0].absent and not faults:
        return (Words(zh="缺考。", en="Absent from the exam."),)
    return faults


def _section(rule: ExamRule, kind: QuestionKind, questions: Sequence[Question], sheet: ExamSheet) -> Step:
    points = {q.id: earned(rule.multiple_choice, q, sheet) for q in questions}
    scoring = {name: points[name] for name in points if points[name]}
    words = KIND_WORDS[kind]
    return Step(
        label=Words(
            zh=f"{words.zh}{len(points)}题，得分{len(scoring)}题",
            en=f"{words.en}: {len(scoring)} of {len(points)} earn marks",
        ),
        formula=" + ".join(f"{name} {shown(mark)}" for name, mark in scoring.items()) or "0",
        exact=total(scoring.values()),
    )
