"""The rules of buying services: term, award, and what is deducted from a delivery's worth."""

from collections import Counter
from collections.abc import Iterable
from typing import Annotated

import msgspec

from dinggang.basis import Percent, Rounding, Value, plain
from dinggang.plan.breach import Breach, breach

Grade = Annotated[str, msgspec.Meta(min_length=1, max_length=20)]


class GradeDeduction(Value, frozen=True, kw_only=True):
    """What a quality grade (质量等次) takes off a delivery's worth, in per cent."""

    grade: Grade
    percent: Percent


class DeductionRule(Value, frozen=True, kw_only=True):
    """What is taken off a delivery's worth: by its quality grade, and so many per cent for each day late, at most
    `late_cap`. Both are reckoned on the whole worth and added, never beyond it; what is left is rounded once, delivery by
    delivery.

    100 mu at 3 yuan, grade 良 at 5 per cent, 4 days late at 0.5 per cent: 300 − 15 − 6 = 279.00 yuan.
    """

    grades: tuple[GradeDeduction, ...] = ()
    late_percent: Percent | None = None
    late_cap: Percent | None = None
    rounding: Rounding
    clause: str = ""


class ServiceRule(Value, frozen=True, kw_only=True):
    """The two invariants of buying services: money not less than the base year, purpose unchanged.

    A direct award raised by more than `max_raise_percent` must be explained. Without `deductions` a delivery is paid by its accepted quantity alone.
    """

    max_term_months: Annotated[int, msgspec.Meta(ge=1, le=120)]
    direct_award: bool = False
    max_raise_percent: Percent | None = None
    deductions: DeductionRule | None = None
    clause: str = ""


def buying_breaches(rule: ServiceRule | None) -> Iterable[Breach]:
    """What a rule of deductions must satisfy."""
    deductions = rule.deductions if rule is not None else None
    if deductions is None:
        return
    path = "rules.services.deductions"
    twice = sorted(g for g, n in Counter(g.grade for g in deductions.grades).items() if n > 1)
    if twice:
        yield breach(
            f"{path}.grades",
            (f"质量等次写了两次：{'、'.join(twice)}。", f"Grades stated twice: {', '.join(twice)}."),
            ("每个等次只留一项。", "Keep one of each."),
        )
    day, cap = deductions.late_percent, deductions.late_cap
    if (day is None) != (cap is None):
        yield breach(
            path,
            (
                "逾期扣款要同时写明每天百分之几（late_percent）和最多百分之几（late_cap）。",
                "Deductions for lateness need both late_percent and late_cap.",
            ),
            ("请补上缺的一项，或两项都不写。", "State both or neither."),
        )
    elif day is not None and cap is not None and cap < day:
        yield breach(
            f"{path}.late_cap",
            (
                f"逾期最多扣{plain(cap)}%，小于一天的{plain(day)}%。",
                f"The cap of {plain(cap)} per cent is below one day's {plain(day)}.",
            ),
            ("请核对两个数。", "Check both numbers."),
        )
    if deductions.rounding.places > 2:
        yield breach(
            f"{path}.rounding",
            (
                f"应付金额取到小数{deductions.rounding.places}位，付款只能到分。",
                f"{deductions.rounding.places} places: nothing smaller than a cent can be paid.",
            ),
            ("places 至多写2。", "At most 2 places."),
        )
