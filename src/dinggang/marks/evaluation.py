"""Evaluation: counts of anonymous ballots per voter category → marks."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

import msgspec

from dinggang.basis import Id, Words, fraction, plain, shown, total
from dinggang.marks.outcome import by_person, marked, unmarked
from dinggang.marks.values import EvaluationCount, Scored, Step
from dinggang.plan import EvaluationRule, Measure, VoterCategory


def mark_evaluation(
    rule: EvaluationRule, counts: Sequence[EvaluationCount], people: Sequence[Id]
) -> tuple[Scored, ...]:
    """Everyone's evaluation mark, in the order of `people`.

    Per category the mean of the grades' points over the valid ballots (returned − void), rounded if the rule says
    so; then the sum weighted in per cent, rounded. A category below the turnout asked for, without a valid ballot,
    missing, counted twice or not adding up leaves the person without a mark. A category of weight 0 is not needed.
    Small categories are merged first, as `merges` says.
    """
    into = merges(rule, counts)
    rule, counts = merged(rule, counts, into)
    counted = by_person(counts)
    return tuple(_mark(rule, person, counted.get(person, ())) for person in people)


def merges(rule: EvaluationRule, counts: Sequence[EvaluationCount]) -> Mapping[str, str]:
    """Category → the one it is counted with, for those the plan merges: fewer than `merge_below` sheets were issued on
    somebody. Decided once for everybody, so that all are counted alike.
    """
    issued: dict[str, int] = {}
    for count in counts:
        issued[count.category] = min(count.issued, issued.get(count.category, count.issued))
    return {
        c.id: c.merge_into
        for c in rule.categories
        if c.merge_into is not None
        and c.merge_below is not None
        and issued.get(c.id, c.merge_below) < c.merge_below
    }


def merged(
    rule: EvaluationRule, counts: Sequence[EvaluationCount], into: Mapping[str, str]
) -> tuple[EvaluationRule, tuple[EvaluationCount, ...]]:
    """The rule with the weights, and the counts with the ballots, of merged categories added to their targets.

    Weights 10 and 90, A merged into B: B has 100; 3 + 40 sheets issued on somebody are 43.
    """
    if not into:
        return rule, tuple(counts)
    weights = {c.id: c.weight for c in rule.categories}
    for source, target in into.items():
        weights[target] += weights[source]
    categories = tuple(
        msgspec.structs.replace(c, weight=weights[c.id], name=_joined_name(rule, c, into))
        for c in rule.categories
        if c.id not in into
    )
    # A person's two rows of one category stay two rows, so that they are found and not added up.
    added: list[EvaluationCount] = [c for c in counts if c.category not in into]
    for small in (c for c in counts if c.category in into):
        targets = [
            i for i, c in enumerate(added) if (c.person, c.category) == (small.person, into[small.category])
        ]
        if len(targets) == 1:
            added[targets[0]] = _sum(added[targets[0]], small)
        else:
            added.append(msgspec.structs.replace(small, category=into[small.category]))
    return msgspec.structs.replace(rule, categories=categories), tuple(added)


def _joined_name(rule: EvaluationRule, category: VoterCategory, into: Mapping[str, str]) -> str:
    names = [c.name for c in rule.categories if c.id == category.id or into.get(c.id) == category.id]
    return "、".join(names)


def _sum(one: EvaluationCount, other: EvaluationCount) -> EvaluationCount:
    fields = ("issued", "returned", "excellent", "competent", "basic", "incompetent", "void")
    return msgspec.structs.replace(one, **{f: getattr(one, f) + getattr(other, f) for f in fields})


def count_faults(count: EvaluationCount) -> tuple[tuple[str, Words], ...]:
    """What cannot be true of a count, each with its finding code: M01 more returned than issued, M02 not adding up."""
    faults = []
    if count.returned > count.issued:
        faults.append(
            (
                "M01",
                Words(
                    zh=f"{count.category}类收回{count.returned}张，多于发出的{count.issued}张。",
                    en=f"Category {count.category}: {count.returned} returned of {count.issued} issued.",
                ),
            )
        )
    graded = count.excellent + count.competent + count.basic + count.incompetent
    if graded + count.void != count.returned:
        faults.append(
            (
                "M02",
                Words(
                    zh=f"{count.category}类四个等次{graded}票加废票{count.void}张，不等于收回的{count.returned}张。",
                    en=f"Category {count.category}: {graded} graded and {count.void} void are not the "
                    f"{count.returned} returned.",
                ),
            )
        )
    return tuple(faults)


def turnout_reason(rule: EvaluationRule, count: EvaluationCount) -> Words | None:
    """Why a category's ballot does not count: too few sheets came back, or none of them is valid."""
    name = count.category
    if fraction(count.returned) * 100 < fraction(rule.min_turnout) * count.issued:
        least = plain(rule.min_turnout)
        return Words(
            zh=f"{name}类发出{count.issued}张，收回{count.returned}张，收回率低于规定的{least}%。",
            en=f"Category {name}: {count.returned} of {count.issued} came back, below the {least} % asked for.",
        )
    if count.returned <= count.void:
        return Words(
            zh=f"{name}类收回{count.returned}张，废票{count.void}张，没有有效票。",
            en=f"Category {name}: {count.returned} came back, {count.void} of them void; none is valid.",
        )
    return None


def _mark(rule: EvaluationRule, person: Id, counts: Sequence[EvaluationCount]) -> Scored:
    reasons: list[Words] = []
    steps: list[Step] = []
    weighted = []
    for category in rule.categories:
        if not category.weight:
            continue
        mine = [count for count in counts if count.category == category.id]
        problems = _reasons(rule, category, mine)
        if problems:
            reasons += problems
            continue
        step = _category(rule, category, mine[0])
        steps.append(step)
        value = rule.category_rounding(step.exact) if rule.category_rounding else step.exact
        weighted.append((fraction(value), category.weight))
    if not counts:
        reasons = [Words(zh="没有民主测评票数。", en="There are no evaluation ballots.")]
    if reasons:
        return unmarked(person, Measure.EVALUATION, reasons, steps)
    scored = marked(
        person,
        Measure.EVALUATION,
        rule,
        steps,
        Words(zh="各类加权合计", en="weighted sum"),
        " + ".join(f"{shown(value)} × {plain(weight)}%" for value, weight in weighted),
        total(value * fraction(weight) / 100 for value, weight in weighted),
    )
    refused = _too_many_incompetent(rule.max_incompetent, counts)
    if refused is None:
        return scored
    return msgspec.structs.replace(scored, passed=False, reason=refused)


def _too_many_incompetent(most: Decimal | None, counts: Sequence[EvaluationCount]) -> Words | None:
    """Why a person is not passed for being graded incompetent too often; exactly the limit still passes."""
    if most is None:
        return None
    against = sum(c.incompetent for c in counts)
    valid = sum(c.returned - c.void for c in counts)
    if fraction(against) * 100 <= fraction(most) * valid:
        return None
    return Words(
        zh=f"不称职{against}票，占有效票{valid}张的比例超过{plain(most)}%。",
        en=f"{against} of {valid} valid ballots say incompetent, more than {plain(most)} %.",
    )


def _reasons(
    rule: EvaluationRule, category: VoterCategory, counts: Sequence[EvaluationCount]
) -> tuple[Words, ...]:
    if not counts:
        return (
            Words(
                zh=f"缺{category.id}类（{category.name}）的票数。", en=f"No count of category {category.id}."
            ),
        )
    if len(counts) > 1:
        return (
            Words(
                zh=f"{category.id}类有{len(counts)}行票数，不能计分。",
                en=f"There are {len(counts)} counts of category {category.id}.",
            ),
        )
    faults = tuple(words for _, words in count_faults(counts[0]))
    if faults:
        return faults
    reason = turnout_reason(rule, counts[0])
    return (reason,) if reason else ()


def _category(rule: EvaluationRule, category: VoterCategory, count: EvaluationCount) -> Step:
    grades = rule.grades
    ballots = (
        (count.excellent, grades.excellent),
        (count.competent, grades.competent),
        (count.basic, grades.basic),
        (count.incompetent, grades.incompetent),
    )
    valid = count.returned - count.void
    exact = total(votes * fraction(points) for votes, points in ballots) / valid
    addition = " + ".join(f"{votes} × {plain(points)}" for votes, points in ballots)
    zh = f"{category.id}类（{category.name}）有效票{valid}张"
    en = f"category {category.id}, {valid} valid ballots"
    if rule.category_rounding is not None:
        rounding, value = rule.category_rounding.words, rule.category_rounding(exact)
        zh, en = f"{zh}，{rounding.zh}，得{value:f}", f"{en}, {rounding.en}: {value:f}"
    return Step(label=Words(zh=zh, en=en), formula=f"({addition}) ÷ {valid} = {shown(exact)}", exact=exact)
