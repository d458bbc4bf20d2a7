"""Assessment: the assessment group's forms → marks."""

from collections.abc import Sequence

from dinggang.basis import Id, Words
from dinggang.marks.criteria import criteria_faults, criteria_total
from dinggang.marks.outcome import by_person, marked, unmarked
from dinggang.marks.values import AssessmentForm, Scored
from dinggang.plan import AssessmentRule, Measure


def mark_assessment(
    rule: AssessmentRule, forms: Sequence[AssessmentForm], people: Sequence[Id]
) -> tuple[Scored, ...]:
    """Everyone's assessment mark, in the order of `people`: the sum of the form's items, rounded."""
    handed_in = by_person(forms)
    return tuple(_mark(rule, person, handed_in.get(person, ())) for person in people)


def _mark(rule: AssessmentRule, person: Id, forms: Sequence[AssessmentForm]) -> Scored:
    reasons = _reasons(rule, forms)
    if reasons:
        return unmarked(person, Measure.ASSESSMENT, reasons)
    addition, exact = criteria_total(rule.criteria, forms[0].marks)
    return marked(person, Measure.ASSESSMENT, rule, (), Words(zh="各项合计", en="total"), addition, exact)


def _reasons(rule: AssessmentRule, forms: Sequence[AssessmentForm]) -> tuple[Words, ...]:
    if not forms:
        return (Words(zh="没有考核表。", en="There is no assessment form."),)
    if len(forms) > 1:
        return (
            Words(zh=f"有{len(forms)}份考核表，不能计分。", en=f"There are {len(forms)} assessment forms."),
        )
    return tuple(words for _, words in criteria_faults(rule.criteria, forms[0].marks))
