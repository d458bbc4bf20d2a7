"""Evaluation: counts of anonymous ballots per voter category → marks."""

from collections.abc import Sequence

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
    """
    counted = by_person(counts)
    return tuple(_mark(rule, person, counted.get(person, ())) for person in people)


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
    return marked(
        person,
        Measure.EVALUATION,
        rule,
        steps,
        Words(zh="各类加权合计", en="weighted sum"),
        " + ".join(f"{shown(value)} × {plain(weight)}%" for value, weight in weighted),
        total(value * fraction(weight) / 100 for value, weight in weighted),
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
