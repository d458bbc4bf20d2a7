"""Exam: answers and key → marks."""

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import assert_never

from dinggang.basis import Fault, Id, Words, fraction, plain, shown, total
from dinggang.marks.essays import Settled, essay_faults, settle
from dinggang.marks.outcome import by_person, marked, unmarked
from dinggang.marks.paper import Worth, worths
from dinggang.marks.values import EssayMark, ExamSheet, Question, QuestionKind, Scored, Step
from dinggang.plan import ChoicePolicy, ExamRule, Measure, PenaltyFloor

OPTIONS = frozenset("ABCDEFGH")
"""The option letters a paper may use. For true-or-false questions A is 正确 and B is 错误."""

KIND_WORDS: Mapping[QuestionKind, Words] = {
    QuestionKind.SINGLE: Words(zh="单项选择题", en="single choice"),
    QuestionKind.MULTIPLE: Words(zh="多项选择题", en="multiple choice"),
    QuestionKind.JUDGE: Words(zh="判断题", en="true or false"),
    QuestionKind.ESSAY: Words(zh="主观题", en="essays"),
}


def mark_exam(
    rule: ExamRule,
    questions: Sequence[Question],
    sheets: Sequence[ExamSheet],
    people: Sequence[Id],
    essays: Sequence[EssayMark] = (),
    void: Collection[Id] = (),
) -> tuple[Scored, ...]:
    """Everyone's exam mark, in the order of `people`; the total is rounded once.

    What was not answered earns nothing. Who was absent, handed in no sheet, has a sheet that cannot be marked (see
    `sheet_faults`) or an essay not yet settled has no mark, with the reason. With `rule.essays`, `essays` holds the
    markers' marks and the sheets hold none. `void` questions count as the rule's void policy says.
    """
    paper = sorted(questions, key=lambda question: question.id)
    handed_in, marked_twice = by_person(sheets), by_person(essays)
    marking = _Marking(rule, paper, worths(rule.void, paper, void))
    return tuple(
        marking.mark(person, handed_in.get(person, ()), marked_twice.get(person, ())) for person in people
    )


def exam_points(
    rule: ExamRule,
    questions: Sequence[Question],
    sheets: Sequence[ExamSheet],
    people: Sequence[Id],
    essays: Sequence[EssayMark] = (),
    void: Collection[Id] = (),
) -> dict[Id, dict[Id, Fraction]]:
    """What each question earned for everyone who has a mark; the arguments are those of `mark_exam`."""
    paper = sorted(questions, key=lambda question: question.id)
    handed_in, marked_twice = by_person(sheets), by_person(essays)
    marking = _Marking(rule, paper, worths(rule.void, paper, void))
    return {
        person: points
        for person in people
        if (points := marking.points(handed_in.get(person, ()), marked_twice.get(person, ()))) is not None
    }


def sheet_faults(
    questions: Sequence[Question], sheet: ExamSheet, *, twice: bool = False
) -> tuple[tuple[str, Words], ...]:
    """What makes a sheet unmarkable, each with its finding code. With `twice`, essays are marked apart from it.

    M05 an essay above its value; M06 an essay without a mark; M09 an option outside A–H; M13 an answer to no
    question of that sort; M14 absent, yet with answers. A wrong number of options is no fault but a wrong answer.
    """
    if sheet.absent:
        if any(sheet.answers.values()) or sheet.essays:
            return (("M14", Words(zh="登记为缺考，却有答案。", en="Recorded as absent, yet with answers.")),)
        return ()
    options = {q.id for q in questions if q.kind is not QuestionKind.ESSAY}
    essays = {q.id: q.value for q in questions if q.kind is QuestionKind.ESSAY and not twice}
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


def earned(rule: ExamRule, question: Question, sheet: ExamSheet) -> Fraction:
    """What one question earns. Options are compared as sets, so "CA" answers the key "AC".

    Only under the policy negative can it be less than 0, and then only where the floor is the section.
    """
    if question.kind is QuestionKind.ESSAY:
        return fraction(sheet.essays.get(question.id, 0))
    key, answer = frozenset(question.key), frozenset(sheet.answers.get(question.id, ""))
    value = fraction(question.value)
    if answer and answer == key:
        return value
    if question.kind is not QuestionKind.MULTIPLE or not answer:
        return Fraction(0)
    if rule.multiple_choice is ChoicePolicy.NEGATIVE:
        return _penalised(rule, value, key, answer)
    return _incomplete(rule, value, len(answer), len(key)) if answer < key else Fraction(0)


def _penalised(rule: ExamRule, value: Fraction, key: frozenset[str], answer: frozenset[str]) -> Fraction:
    right, wrong = len(answer & key), len(answer - key)
    mark = value * Fraction(right, len(key)) - fraction(_stated(rule.penalty)) * wrong
    return max(mark, Fraction(0)) if rule.floor is PenaltyFloor.QUESTION else mark


def _incomplete(rule: ExamRule, value: Fraction, chosen: int, right: int) -> Fraction:
    """What an incomplete answer without a wrong option earns."""
    match rule.multiple_choice:
        case ChoicePolicy.EXACT | ChoicePolicy.NEGATIVE:
            return Fraction(0)
        case ChoicePolicy.PARTIAL:
            return value / 2
        case ChoicePolicy.PROPORTIONAL:
            return value * Fraction(chosen, right)
        case ChoicePolicy.EACH:
            return min(fraction(_stated(rule.each_option)) * chosen, value)
        case _:
            assert_never(rule.multiple_choice)


def _stated(number: Decimal | None) -> Decimal:
    if number is None:
        raise Fault("the policy for multiple choice lacks its figure; the plan's check must stop that")
    return number


class _Marking:
    """One paper under one rule."""

    def __init__(self, rule: ExamRule, paper: Sequence[Question], worth: Mapping[Id, Worth]) -> None:
        self.rule = rule
        self.paper = paper
        self.worth = worth
        self._kinds = {kind: [q for q in paper if q.kind is kind] for kind in QuestionKind}
        self._known: dict[tuple[Id, str], Fraction] = {}
        """What an answer to a question earns: thousands of people give the same few."""

    def mark(self, person: Id, sheets: Sequence[ExamSheet], essays: Sequence[EssayMark]) -> Scored:
        settled = self._settled(essays)
        reasons = self._reasons(sheets, essays, settled)
        if reasons:
            return unmarked(person, Measure.EXAM, reasons)
        steps = [self._section(kind, sheets[0], settled) for kind in QuestionKind if self._of(kind)]
        return marked(
            person,
            Measure.EXAM,
            self.rule,
            [*(s for k in QuestionKind for s in self._essay_steps(k, settled)), *steps],
            Words(zh="合计", en="total"),
            " + ".join(shown(step.exact) for step in steps) or "0",
            total(step.exact for step in steps),
        )

    def points(self, sheets: Sequence[ExamSheet], essays: Sequence[EssayMark]) -> dict[Id, Fraction] | None:
        """Question by question, None for a person without a mark."""
        settled = self._settled(essays)
        if self._reasons(sheets, essays, settled):
            return None
        return {q.id: self._points(q, sheets[0], settled) for q in self.paper}

    def _of(self, kind: QuestionKind) -> list[Question]:
        return self._kinds[kind]

    def _settled(self, essays: Sequence[EssayMark]) -> Mapping[Id, Settled]:
        """Each essay's marks settled, where the plan asks for double marking."""
        if self.rule.essays is None:
            return {}
        return {
            q.id: settle(self.rule.essays, q, [m for m in essays if m.question == q.id])
            for q in self._of(QuestionKind.ESSAY)
        }

    def _reasons(
        self, sheets: Sequence[ExamSheet], essays: Sequence[EssayMark], settled: Mapping[Id, Settled]
    ) -> tuple[Words, ...]:
        if not sheets:
            return (Words(zh="未交卷，没有考试成绩。", en="No exam sheet was handed in."),)
        if len(sheets) > 1:
            return (
                Words(zh=f"有{len(sheets)}份答卷，不能计分。", en=f"There are {len(sheets)} exam sheets."),
            )
        sheet = sheets[0]
        faults = tuple(w for _, w in sheet_faults(self.paper, sheet, twice=self.rule.essays is not None))
        if sheet.absent:
            return faults or (Words(zh="缺考。", en="Absent from the exam."),)
        faults += tuple(words for _, _, words in essay_faults(self.paper, essays) if self.rule.essays)
        waiting = tuple(
            Words(zh=f"主观题{name}：{s.words.zh}。", en=f"Essay {name}: {s.words.en}.")
            for name, s in settled.items()
            if s.exact is None and not self.worth[name].given and self.worth[name].factor
        )
        return faults + waiting

    def _essay_steps(self, kind: QuestionKind, settled: Mapping[Id, Settled]) -> list[Step]:
        if kind is not QuestionKind.ESSAY or self.rule.essays is None:
            return []
        rounding = self.rule.essays.rounding
        return [
            Step(
                label=Words(
                    zh=f"主观题{name}：{s.words.zh}，{rounding.words.zh}，得{rounding(s.exact):f}",
                    en=f"essay {name}: {s.words.en}, {rounding.words.en}: {rounding(s.exact):f}",
                ),
                formula=shown(s.exact),
                exact=s.exact,
            )
            for name, s in settled.items()
            if s.exact is not None
        ]

    def _points(self, question: Question, sheet: ExamSheet, settled: Mapping[Id, Settled]) -> Fraction:
        worth = self.worth[question.id]
        if worth.given:
            return fraction(question.value)
        result = settled.get(question.id)
        if result is not None and result.exact is not None and self.rule.essays is not None:
            return fraction(self.rule.essays.rounding(result.exact)) * worth.factor
        if question.kind is QuestionKind.ESSAY:
            return earned(self.rule, question, sheet) * worth.factor
        answer = question.id, sheet.answers.get(question.id, "")
        if answer not in self._known:
            self._known[answer] = earned(self.rule, question, sheet) * worth.factor
        return self._known[answer]

    def _section(self, kind: QuestionKind, sheet: ExamSheet, settled: Mapping[Id, Settled]) -> Step:
        questions = self._of(kind)
        points = {q.id: self._points(q, sheet, settled) for q in questions}
        counting = {name: mark for name, mark in points.items() if mark}
        exact = total(counting.values())
        words = KIND_WORDS[kind]
        zh = f"{words.zh}{len(points)}题，得分{sum(m > 0 for m in counting.values())}题"
        en = f"{words.en}: {sum(m > 0 for m in counting.values())} of {len(points)} earn marks"
        formula = " + ".join(f"{name} {shown(mark)}" for name, mark in counting.items()) or "0"
        if exact < 0:
            zh, en, exact = f"{zh}，倒扣至0分为止", f"{en}, not below 0", Fraction(0)
        void = [q.id for q in questions if self.worth[q.id].given or not self.worth[q.id].factor]
        if void:
            zh, en = f"{zh}，作废{'、'.join(void)}", f"{en}, void: {', '.join(void)}"
        return Step(label=Words(zh=zh, en=en), formula=formula, exact=exact)
