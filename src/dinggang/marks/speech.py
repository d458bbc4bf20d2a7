"""Speech: judges' sheets → marks."""

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

from dinggang.basis import Id, Words, fraction, mean, shown, total
from dinggang.marks.criteria import criteria_faults, criteria_total
from dinggang.marks.outcome import by_person, marked, unmarked
from dinggang.marks.rooms import balanced
from dinggang.marks.values import JudgeSheet, Scored, Step
from dinggang.plan import Criterion, Measure, SpeechRule, TrimLevel


def mark_speech(rule: SpeechRule, sheets: Sequence[JudgeSheet], people: Sequence[Id]) -> tuple[Scored, ...]:
    """Everyone's speech mark, in the order of `people`.

    The `trim_high` highest and `trim_low` lowest dropped, of several equal ones only so many, on each judge's total or
    on every criterion as `trim_level` says; the mean of those left (the divisor is their number), rounded. A recused
    judge counts as not sitting. With `rooms`, marks are then balanced among the rooms.
    """
    handed_in = by_person(sheets)
    marks = tuple(_mark(rule, person, handed_in.get(person, ())) for person in people)
    if rule.rooms is None:
        return marks
    rooms = {person: {s.room for s in handed_in.get(person, ())} for person in people}
    return balanced(rule, marks, rooms)


def judge_faults(rule: SpeechRule, sheet: JudgeSheet) -> tuple[tuple[str, Words], ...]:
    """What makes a judge's sheet unusable, each with its code: M05, M06 as in `criteria_faults`; M15 recused, yet marking."""
    if not sheet.recused:
        return criteria_faults(rule.criteria, sheet.marks)
    if sheet.marks:
        return (("M15", Words(zh="已回避，却打了分。", en="Recused, yet with marks.")),)
    return ()


def panel_reason(rule: SpeechRule, sitting: int) -> Words | None:
    """Why a panel of so many sitting judges gives no mark."""
    if sitting < rule.min_judges:
        return Words(
            zh=f"打分的评委{sitting}名，少于规定的{rule.min_judges}名。",
            en=f"{sitting} judges gave marks, fewer than the {rule.min_judges} asked for.",
        )
    if sitting <= rule.trim_high + rule.trim_low:
        return Words(
            zh=f"打分的评委{sitting}名，去掉{rule.trim_high}个最高分和{rule.trim_low}个最低分后没有剩余。",
            en=f"{sitting} judges gave marks; none is left without the {rule.trim_high} highest and "
            f"the {rule.trim_low} lowest.",
        )
    return None


def _mark(rule: SpeechRule, person: Id, sheets: Sequence[JudgeSheet]) -> Scored:
    panel = sorted(sheets, key=lambda sheet: (sheet.judge, sheet.recused))
    reasons = _reasons(rule, panel)
    if reasons:
        return unmarked(person, Measure.SPEECH, reasons)
    if rule.trim_level is TrimLevel.CRITERION:
        return _by_criterion(rule, person, panel)
    steps, totals = _totals(rule, panel)
    kept, dropped = _trimmed(rule, totals)
    return marked(
        person,
        Measure.SPEECH,
        rule,
        [*steps, *dropped],
        Words(zh=f"{len(kept)}名评委的平均分", en=f"mean of {len(kept)} judges"),
        f"({' + '.join(shown(value) for _, value in kept)}) ÷ {len(kept)}",
        mean(value for _, value in kept),
    )


Given = tuple[Id, Fraction]


def _trimmed(
    rule: SpeechRule, given: Sequence[Given], criterion: Criterion | None = None
) -> tuple[list[Given], list[Step]]:
    """What is left, by judge, and a step for each that is dropped."""
    # Sorted by value, then judge: which of several equal extremes is dropped cannot change the mean.
    ranked = sorted(given, key=lambda item: (item[1], item[0]))
    kept_to = len(ranked) - rule.trim_high
    steps = [_dropped("最低分", "lowest", *item, criterion) for item in ranked[: rule.trim_low]]
    steps += [_dropped("最高分", "highest", *item, criterion) for item in ranked[kept_to:]]
    return sorted(ranked[rule.trim_low : kept_to]), steps


def _by_criterion(rule: SpeechRule, person: Id, panel: Sequence[JudgeSheet]) -> Scored:
    steps, _ = _totals(rule, panel)
    means: list[Fraction] = []
    for criterion in rule.criteria:
        given = [(s.judge, fraction(s.marks[criterion.id])) for s in panel if not s.recused]
        kept, dropped = _trimmed(rule, given, criterion)
        average = mean(value for _, value in kept)
        steps += [
            *dropped,
            Step(
                label=Words(
                    zh=f"“{criterion.name}”{len(kept)}名评委的平均分",
                    en=f"{criterion.id}, mean of {len(kept)} judges",
                ),
                formula=f"({' + '.join(shown(value) for _, value in kept)}) ÷ {len(kept)} = {shown(average)}",
                exact=average,
            ),
        ]
        means.append(average)
    return marked(
        person,
        Measure.SPEECH,
        rule,
        steps,
        Words(zh="各要素平均分合计", en="sum of the means"),
        " + ".join(shown(m) for m in means),
        total(means),
    )


def _reasons(rule: SpeechRule, panel: Sequence[JudgeSheet]) -> tuple[Words, ...]:
    if not panel:
        return (Words(zh="没有演说评分表。", en="There is no judge's sheet."),)
    reasons = [
        Words(zh=f"评委{judge}有{times}份评分表。", en=f"Judge {judge} has {times} sheets.")
        for judge, times in sorted(Counter(sheet.judge for sheet in panel).items())
        if times > 1
    ]
    reasons += [
        Words(zh=f"评委{sheet.judge}：{words.zh}", en=f"Judge {sheet.judge}: {words.en}")
        for sheet in panel
        for _, words in judge_faults(rule, sheet)
    ]
    too_few = panel_reason(rule, sum(not sheet.recused for sheet in panel))
    if too_few and not reasons:
        reasons.append(too_few)
    return tuple(reasons)


def _totals(rule: SpeechRule, panel: Sequence[JudgeSheet]) -> tuple[list[Step], list[tuple[Id, Fraction]]]:
    steps, totals = [], []
    for sheet in panel:
        if sheet.recused:
            label = Words(
                zh=f"评委{sheet.judge}回避（{sheet.recused}），不计",
                en=f"judge {sheet.judge} recused ({sheet.recused}), not sitting",
            )
            steps.append(Step(label=label, formula="—", exact=Fraction(0)))
            continue
        addition, value = criteria_total(rule.criteria, sheet.marks)
        label = Words(zh=f"评委{sheet.judge}合计", en=f"judge {sheet.judge}, total")
        steps.append(Step(label=label, formula=f"{addition} = {shown(value)}", exact=value))
        totals.append((sheet.judge, value))
    return steps, totals


def _dropped(zh: str, en: str, judge: Id, value: Fraction, criterion: Criterion | None) -> Step:
    about = Words(zh=f"“{criterion.name}”", en=f"{criterion.id}, ") if criterion else Words(zh="", en="")
    return Step(
        label=Words(zh=f"{about.zh}去掉{zh}（评委{judge}）", en=f"{about.en}{en} dropped (judge {judge})"),
        formula=shown(value),
        exact=value,
    )
