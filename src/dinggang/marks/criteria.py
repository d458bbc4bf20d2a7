"""Marks by criteria (测评要素), as judges and the assessment group give them."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from dinggang.basis import Words, plain, total
from dinggang.plan import Criterion


def criteria_faults(
    criteria: Sequence[Criterion], marks: Mapping[str, Decimal]
) -> tuple[tuple[str, Words], ...]:
    """What makes such marks unusable, each with its finding code: M05 above the maximum, M06 missing or unknown."""
    faults = []
    for item in criteria:
        mark = marks.get(item.id)
        if mark is None:
            faults.append(("M06", Words(zh=f"缺“{item.name}”一项的分数。", en=f"No mark for {item.id}.")))
        elif mark > item.maximum:
            faults.append(
                (
                    "M05",
                    Words(
                        zh=f"“{item.name}”给了{plain(mark)}分，超过该项满分{plain(item.maximum)}分。",
                        en=f"{plain(mark)} for {item.id} is above its maximum of {plain(item.maximum)}.",
                    ),
                )
            )
    known = {item.id for item in criteria}
    faults += [
        ("M06", Words(zh=f"方案中没有“{name}”这一评分项目。", en=f"The plan has no criterion {name}."))
        for name in sorted(marks)
        if name not in known
    ]
    return tuple(faults)


def criteria_total(criteria: Sequence[Criterion], marks: Mapping[str, Decimal]) -> tuple[str, Fraction]:
    """The sum of the marks, with the addition written out in the plan's order of criteria."""
    given = [marks[item.id] for item in criteria]
    return " + ".join(plain(mark) for mark in given), total(given)
