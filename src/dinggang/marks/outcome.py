"""The two outcomes of a measure: a mark with its working-out, or no mark with its reason."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Protocol, TypeVar

from dinggang.basis import Id, Words, joined, shown
from dinggang.marks.values import Scored, Step
from dinggang.plan import AssessmentRule, EvaluationRule, ExamRule, Measure, SpeechRule

MeasureRule = ExamRule | EvaluationRule | SpeechRule | AssessmentRule

MEASURE_WORDS: Mapping[Measure, Words] = {
    Measure.EXAM: Words(zh="理论素质考试", en="exam"),
    Measure.EVALUATION: Words(zh="民主测评", en="evaluation"),
    Measure.SPEECH: Words(zh="竞岗演说", en="speech"),
    Measure.ASSESSMENT: Words(zh="组织考核", en="assessment"),
}


class OfPerson(Protocol):
    """Any sheet that is about one person."""

    @property
    def person(self) -> Id: ...


SheetT = TypeVar("SheetT", bound=OfPerson)


def by_person(sheets: Iterable[SheetT]) -> Mapping[Id, Sequence[SheetT]]:
    """The sheets of each person."""
    found: defaultdict[Id, list[SheetT]] = defaultdict(list)
    for sheet in sheets:
        found[sheet.person].append(sheet)
    return found


def marked(
    person: Id,
    measure: Measure,
    rule: MeasureRule,
    steps: Sequence[Step],
    what: Words,
    formula: str,
    exact: Fraction,
) -> Scored:
    """The mark by the rule's rounding. The last line of the working-out says how it was rounded, and to what."""
    mark = rule.rounding(exact)
    last = Step(
        label=Words(
            zh=f"{what.zh}，{rule.rounding.words.zh}，得{mark:f}",
            en=f"{what.en}, {rule.rounding.words.en}: {mark:f}",
        ),
        formula=f"{formula} = {shown(exact)}",
        exact=exact,
    )
    passed = rule.pass_mark is None or mark >= rule.pass_mark
    return Scored(person=person, measure=measure, mark=mark, passed=passed, steps=(*steps, last))


def unmarked(person: Id, measure: Measure, reasons: Iterable[Words], steps: Sequence[Step] = ()) -> Scored:
    """No mark, with all reasons. Without a mark nobody has passed."""
    return Scored(
        person=person, measure=measure, mark=None, reason=joined(reasons), passed=False, steps=tuple(steps)
    )
