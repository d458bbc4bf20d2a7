"""What the rules of the four measures must satisfy beyond their types: every policy has the figures it needs."""

from collections.abc import Iterable

from dinggang.basis import plain
from dinggang.plan.breach import Breach, breach
from dinggang.plan.rules import (
    AssessmentRule,
    ChoicePolicy,
    EvaluationRule,
    ExamRule,
    RoomMethod,
    Rules,
    SpeechRule,
)


def measuring_breaches(rules: Rules) -> Iterable[Breach]:
    yield from _exam(rules.exam)
    yield from _evaluation(rules.evaluation)
    yield from _rooms(rules.speech)
    yield from _adjustments(rules.assessment)


def _exam(rule: ExamRule) -> Iterable[Breach]:
    policy = rule.multiple_choice
    if policy is ChoicePolicy.EACH and rule.each_option is None:
        yield breach(
            "rules.exam.each_option",
            ("多选题少选每项得定分，却没有写每项几分。", "Policy each does not say what an option earns."),
            ("请填写each_option，如 each_option = 0.5。", "State each_option, for example 0.5."),
        )
    if policy is ChoicePolicy.NEGATIVE and (rule.penalty is None or rule.floor is None):
        yield breach(
            "rules.exam.penalty",
            (
                "多选题错选倒扣，却没有写扣几分、扣到哪里为止。",
                "Policy negative does not say what a wrong option costs, or where penalties stop.",
            ),
            (
                '请填写penalty和floor，如 penalty = 0.5，floor = "section"。',
                'State penalty and floor, for example 0.5 and "section".',
            ),
        )
    unused = [
        name
        for name, value, used in (
            ("each_option", rule.each_option, policy is ChoicePolicy.EACH),
            ("penalty", rule.penalty, policy is ChoicePolicy.NEGATIVE),
            ("floor", rule.floor, policy is ChoicePolicy.NEGATIVE),
        )
        if value is not None and not used
    ]
    for name in unused:
        yield breach(
            f"rules.exam.{name}",
            (f"多选题计分是{policy.value}，用不到{name}。", f"Policy {policy.value} does not use {name}."),
            ("请删去这一项，或改用相应的计分办法。", "Take it out, or choose the policy that uses it."),
        )


def _evaluation(rule: EvaluationRule) -> Iterable[Breach]:
    known = {c.id: c for c in rule.categories}
    for i, category in enumerate(rule.categories):
        path = f"rules.evaluation.categories[{i}].merge_into"
        if (category.merge_below is None) != (category.merge_into is None):
            yield breach(
                path,
                (
                    f"{category.name}写了合并的一半：merge_below和merge_into要一起写。",
                    f"Category {category.id}: merge_below and merge_into belong together.",
                ),
                ("请补填另一项，或都删去。", "State the other too, or take both out."),
            )
        target = known.get(category.merge_into or "")
        if category.merge_into is not None and (target is None or target.id == category.id):
            yield breach(
                path,
                (
                    f"{category.name}要并入的{category.merge_into}类不存在，或就是本类。",
                    f"Category {category.id} is to be merged into {category.merge_into}, which is none or itself.",
                ),
                ("请填写另一个类别的代号。", "Name another category's id."),
            )
        elif target is not None and target.merge_into is not None:
            yield breach(
                path,
                (
                    f"{category.name}并入{target.name}，{target.name}自己又可能并入别类，归属不定。",
                    f"Category {category.id} is merged into {target.id}, which may be merged itself.",
                ),
                ("请并入一个不再合并的类别。", "Merge into a category that is never merged."),
            )


def _rooms(rule: SpeechRule) -> Iterable[Breach]:
    if rule.rooms is None:
        return
    if rule.rooms.method is RoomMethod.TRIMMED and rule.rooms.trim == 0:
        yield breach(
            "rules.speech.rooms.trim",
            (
                "去极值的平衡系数没有写去掉几个。",
                "The trimmed coefficient does not say how many are left out.",
            ),
            ("请填写trim，如 trim = 2。", "State trim, for example 2."),
        )
    if rule.rooms.method is not RoomMethod.TRIMMED and rule.rooms.trim:
        yield breach(
            "rules.speech.rooms.trim",
            (
                f"平衡系数方法是{rule.rooms.method.value}，用不到trim。",
                f"Method {rule.rooms.method.value} does not use trim.",
            ),
            ("请删去trim，或改用trimmed。", "Take trim out, or choose trimmed."),
        )


def _adjustments(rule: AssessmentRule) -> Iterable[Breach]:
    names = [a.id for a in rule.adjustments]
    for i, item in enumerate(rule.adjustments):
        if item.id in names[:i]:
            yield breach(
                f"rules.assessment.adjustments[{i}].id",
                (f"加减分项目的代号{item.id}有重复。", f"Adjustment id {item.id} is used twice."),
                ("请给每个项目一个代号。", "Give each its own id."),
            )
        if item.points == 0:
            yield breach(
                f"rules.assessment.adjustments[{i}].points",
                (f"“{item.name}”是{plain(item.points)}分，不起作用。", f"Adjustment {item.id} is worth 0."),
                ("加分写正数，扣分写负数。", "Bonuses are above 0, deductions below."),
            )
    if rule.max_bonus is not None and not any(a.points > 0 for a in rule.adjustments):
        yield breach(
            "rules.assessment.max_bonus",
            ("写了加分上限，却没有加分项目。", "There is a limit on bonuses but no bonus."),
            ("请写明加分项目，或删去max_bonus。", "State the bonuses, or take max_bonus out."),
        )
