"""Assessment: the assessment group's forms → marks."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from dinggang.basis import Id, Words, fraction, plain, shown, total
from dinggang.marks.criteria import criteria_faults, criteria_total
from dinggang.marks.outcome import by_person, marked, unmarked
from dinggang.marks.values import Adjusted, AssessmentForm, Scored, Step
from dinggang.plan import Adjustment, AssessmentRule, Measure


def mark_assessment(
    rule: AssessmentRule,
    forms: Sequence[AssessmentForm],
    people: Sequence[Id],
    adjusted: Sequence[Adjusted] = (),
) -> tuple[Scored, ...]:
    """Everyone's assessment mark, in the order of `people`: the sum of the form's items, plus bonuses (together at most
    `max_bonus`) less deductions, not below 0 nor above the full mark, rounded.

    Form 88, two bonuses of 3 with max_bonus 5, one deduction of 2: 88 + 5 − 2 = 91. An adjustment without evidence, or
    one that the plan does not have, leaves the person without a mark until it is mended.
    """
    handed_in, given = by_person(forms), by_person(adjusted)
    return tuple(_mark(rule, person, handed_in.get(person, ()), given.get(person, ())) for person in people)


def _mark(
    rule: AssessmentRule, person: Id, forms: Sequence[AssessmentForm], given: Sequence[Adjusted]
) -> Scored:
    reasons = _reasons(rule, forms) + tuple(words for _, words in adjustment_faults(rule, given))
    if reasons:
        return unmarked(person, Measure.ASSESSMENT, reasons)
    addition, exact = criteria_total(rule.criteria, forms[0].marks)
    steps = _steps(rule, given)
    if steps:
        full = total(c.maximum for c in rule.criteria)
        change = total(s.exact for s in steps)
        addition = f"{addition} {'+' if change >= 0 else '−'} {shown(abs(change))}"
        exact = min(max(exact + change, fraction(0)), full)
    return marked(person, Measure.ASSESSMENT, rule, steps, Words(zh="各项合计", en="total"), addition, exact)


def _steps(rule: AssessmentRule, given: Sequence[Adjusted]) -> list[Step]:
    """Bonuses and deductions, and what the limit on bonuses takes off."""
    items = {a.id: a for a in rule.adjustments}
    steps = [
        _step(items[a.item], a.times, a.evidence) for a in sorted(given, key=lambda a: (a.item, a.evidence))
    ]
    bonus = total(s.exact for s in steps if s.exact > 0)
    if rule.max_bonus is not None and bonus > fraction(rule.max_bonus):
        most = plain(rule.max_bonus)
        steps.append(
            Step(
                label=Words(zh=f"加分最多{most}分", en=f"bonuses are at most {most}"),
                formula=f"{most} − {shown(bonus)}",
                exact=fraction(rule.max_bonus) - bonus,
            )
        )
    return steps


def _step(item: Adjustment, times: int, evidence: str) -> Step:
    counted = min(times, item.most)
    limit = (
        Words(zh=f"，最多计{item.most}次", en=f", at most {item.most} count") if times > item.most else None
    )
    return Step(
        label=Words(
            zh=f"{item.name}{times}次{limit.zh if limit else ''}（{evidence}）",
            en=f"{item.id}, {times} times{limit.en if limit else ''} ({evidence})",
        ),
        formula=f"{plain(item.points)} × {counted}",
        exact=fraction(item.points) * counted,
    )


def adjustment_faults(rule: AssessmentRule, given: Sequence[Adjusted]) -> tuple[tuple[str, Words], ...]:
    """What makes bonuses and deductions unusable: M06 no item of the plan; M07 given twice on the same evidence; M17 no
    evidence.
    """
    known: Mapping[str, Decimal] = {a.id: a.points for a in rule.adjustments}
    faults = []
    for index, one in enumerate(given):
        if one.item not in known:
            words = Words(
                zh=f"方案中没有“{one.item}”这一加减分项目。", en=f"The plan has no adjustment {one.item}."
            )
            faults.append(("M06", words))
        if not one.evidence.strip():
            words = Words(zh=f"“{one.item}”没有写明依据。", en=f"Adjustment {one.item} names no evidence.")
            faults.append(("M17", words))
        elif any((o.item, o.evidence) == (one.item, one.evidence) for o in given[:index]):
            words = Words(
                zh=f"“{one.item}”凭同一依据（{one.evidence}）计了两次。",
                en=f"Adjustment {one.item} is given twice on the same evidence ({one.evidence}).",
            )
            faults.append(("M07", words))
    return tuple(faults)


def _reasons(rule: AssessmentRule, forms: Sequence[AssessmentForm]) -> tuple[Words, ...]:
    if not forms:
        return (Words(zh="没有考核表。", en="There is no assessment form."),)
    if len(forms) > 1:
        return (
            Words(zh=f"有{len(forms)}份考核表，不能计分。", en=f"There are {len(forms)} assessment forms."),
        )
    return tuple(words for _, words in criteria_faults(rule.criteria, forms[0].marks))
