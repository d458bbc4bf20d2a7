"""Composite score: the four measures, each on 100 points, by their weights."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from dinggang.basis import Fault, Id, Words, fraction, joined, plain, total
from dinggang.marks import MEASURE_WORDS, Scored, full_mark
from dinggang.plan import CompositeRule, Measure, Rules
from dinggang.selection.values import Composite, Scale


def composites(
    rules: Rules, marks: Mapping[Measure, Sequence[Scored]], people: Sequence[Id]
) -> tuple[Composite, ...]:
    """Everyone's composite, in the order of `people`: Σ mark × 100 / full mark × weight / 100, rounded as the rule says.

    A person without a mark in a measure that counts has neither sum nor score; one below a pass mark keeps the
    sum but has no score. `reason` names all such measures with their figures. A measure of weight 0 is not needed.
    """
    return composed(rules.composite, scales(rules), marks, people)


def scales(rules: Rules) -> dict[Measure, Scale]:
    """The scale of every measure as the rules of a whole plan give it."""
    return {m: Scale(full=full_mark(rules, m), pass_mark=pass_mark(rules, m)) for m in Measure}


def composed(
    rule: CompositeRule,
    scale: Mapping[Measure, Scale],
    marks: Mapping[Measure, Sequence[Scored]],
    people: Sequence[Id],
) -> tuple[Composite, ...]:
    """The same from the rule of the composite and the scales of its measures, wherever the marks come from."""
    found = {
        measure: {scored.person: scored for scored in marks.get(measure, ())}
        for measure in Measure
        if rule.weights.get(measure)
    }
    if not all(scale[measure].full for measure in found):
        raise Fault("a measure with a weight has a full mark of 0; the plan's check must stop that")
    return tuple(
        _composite(rule, scale, person, {measure: found[measure].get(person) for measure in found})
        for person in people
    )


def _composite(
    rule: CompositeRule,
    scale: Mapping[Measure, Scale],
    person: Id,
    scored: Mapping[Measure, Scored | None],
) -> Composite:
    parts: dict[str, tuple[Decimal, Decimal, Fraction]] = {}
    reasons = []
    for measure, result in scored.items():
        if result is None or result.mark is None:
            reasons.append(_no_mark(measure, result))
            continue
        weight = rule.weights[measure]
        share = _share(rule, result.mark, scale[measure].full, weight)
        parts[measure.value] = (result.mark, weight, share)
        if not result.passed:
            reasons.append(_below(MEASURE_WORDS[measure], result.mark, scale[measure].pass_mark))
    if len(parts) < len(scored):
        return Composite(person=person, exact=None, score=None, parts=parts, reason=joined(reasons))
    exact = total(share for _, _, share in parts.values())
    score = rule.rounding(exact)
    least = rule.pass_mark
    if least is not None and score < least:
        reasons.append(_below(Words(zh="综合成绩", en="composite"), score, least))
    if reasons:
        return Composite(person=person, exact=exact, score=None, parts=parts, reason=joined(reasons))
    return Composite(person=person, exact=exact, score=score, parts=parts)


def _share(rule: CompositeRule, mark: Decimal, full: Decimal, weight: Decimal) -> Fraction:
    """A measure's part of the composite: the mark on 100 points, weighted, each rounded where the rule says so."""
    scaled = fraction(mark) * 100 / fraction(full)
    if rule.scaled_rounding is not None:
        scaled = fraction(rule.scaled_rounding(scaled))
    part = scaled * fraction(weight) / 100
    return fraction(rule.part_rounding(part)) if rule.part_rounding is not None else part


def weighted(rules: Rules, marks: Mapping[Measure, Decimal], weights: Mapping[Measure, Decimal]) -> Decimal:
    """The score by other weights than the composite's, with its roundings: what a post with weights of its own compares.

    Raises KeyError when a measure that counts has no mark.
    """
    return weighed(rules.composite, scales(rules), marks, weights)


def weighed(
    rule: CompositeRule,
    scale: Mapping[Measure, Scale],
    marks: Mapping[Measure, Decimal],
    weights: Mapping[Measure, Decimal],
) -> Decimal:
    """The same from the rule and the scales."""
    exact = total(_share(rule, marks[m], scale[m].full, weight) for m, weight in weights.items() if weight)
    return rule.rounding(exact)


def pass_mark(rules: Rules, measure: Measure) -> Decimal | None:
    stated = {
        Measure.EXAM: rules.exam.pass_mark,
        Measure.EVALUATION: rules.evaluation.pass_mark,
        Measure.SPEECH: rules.speech.pass_mark,
        Measure.ASSESSMENT: rules.assessment.pass_mark,
    }
    return stated[measure]


def _no_mark(measure: Measure, result: Scored | None) -> Words:
    name = MEASURE_WORDS[measure]
    if result is None or result.reason is None:
        return Words(zh=f"{name.zh}没有成绩。", en=f"No mark in the {name.en}.")
    return Words(
        zh=f"{name.zh}没有成绩：{result.reason.zh}", en=f"No mark in the {name.en}: {result.reason.en}"
    )


def _below(name: Words, mark: Decimal, least: Decimal | None) -> Words:
    if least is None:
        return Words(zh=f"{name.zh}{mark:f}分，不合格。", en=f"{name.en} {mark:f}: not passed.")
    return Words(
        zh=f"{name.zh}{mark:f}分，低于合格线{plain(least)}分。",
        en=f"{name.en} {mark:f} is below the pass mark of {plain(least)}.",
    )
