"""Every policy of a measure has the figures it needs."""

from decimal import Decimal

import msgspec
import pytest

import build
from dinggang.basis import Rounding, RoundingMode
from dinggang.plan import (
    Adjustment,
    ChoicePolicy,
    PenaltyFloor,
    RoomMethod,
    RoomRule,
    VoterCategory,
    breaches,
)

D = Decimal
replace = msgspec.structs.replace
TWO = Rounding(mode=RoundingMode.HALF_UP, places=2)
EACH, NEGATIVE = ChoicePolicy.EACH, ChoicePolicy.NEGATIVE


def broken(measure, **changes):
    rules = build.rules()
    bent = replace(rules, **{measure: replace(getattr(rules, measure), **changes)})
    return [b.path for b in breaches(replace(build.plan(), rules=bent), build.posts())]


@pytest.mark.parametrize(
    ("changes", "paths"),
    [
        ({"multiple_choice": EACH, "each_option": D("0.5")}, []),
        ({"multiple_choice": EACH}, ["rules.exam.each_option"]),
        ({"multiple_choice": NEGATIVE, "penalty": D(1), "floor": PenaltyFloor.SECTION}, []),
        ({"multiple_choice": NEGATIVE, "penalty": D(1)}, ["rules.exam.penalty"]),
        ({"multiple_choice": NEGATIVE, "floor": PenaltyFloor.SECTION}, ["rules.exam.penalty"]),
        ({"each_option": D(1)}, ["rules.exam.each_option"]),
        ({"penalty": D(1), "floor": PenaltyFloor.QUESTION}, ["rules.exam.penalty", "rules.exam.floor"]),
    ],
)
def test_multiple_choice(changes, paths):
    assert broken("exam", **changes) == paths


def category(name, weight, below=None, into=None):
    return VoterCategory(id=name, name=name, weight=D(weight), merge_below=below, merge_into=into)


@pytest.mark.parametrize(
    ("categories", "paths"),
    [
        ((category("A", 40, 5, "B"), category("B", 60)), []),
        ((category("A", 40, 5), category("B", 60)), ["rules.evaluation.categories[0].merge_into"]),
        ((category("A", 40, None, "B"), category("B", 60)), ["rules.evaluation.categories[0].merge_into"]),
        ((category("A", 40, 5, "C"), category("B", 60)), ["rules.evaluation.categories[0].merge_into"]),
        ((category("A", 40, 5, "A"), category("B", 60)), ["rules.evaluation.categories[0].merge_into"]),
        (
            (category("A", 40, 5, "B"), category("B", 30, 5, "C"), category("C", 30)),
            ["rules.evaluation.categories[0].merge_into"],
        ),
    ],
)
def test_merging_categories(categories, paths):
    assert broken("evaluation", categories=categories) == paths


@pytest.mark.parametrize(
    ("method", "trim", "paths"),
    [
        (RoomMethod.OVERALL, 0, []),
        (RoomMethod.TRIMMED, 2, []),
        (RoomMethod.TRIMMED, 0, ["rules.speech.rooms.trim"]),
        (RoomMethod.MEAN_OF_MEANS, 1, ["rules.speech.rooms.trim"]),
    ],
)
def test_rooms(method, trim, paths):
    assert broken("speech", rooms=RoomRule(method=method, min_room=3, trim=trim)) == paths


AWARD = Adjustment(id="award", name="表彰", points=D(2))
LATE = Adjustment(id="late", name="迟到", points=D(-1))


@pytest.mark.parametrize(
    ("adjustments", "max_bonus", "paths"),
    [
        ((AWARD, LATE), D(5), []),
        ((AWARD, replace(LATE, id="award")), None, ["rules.assessment.adjustments[1].id"]),
        ((replace(AWARD, points=D(0)),), None, ["rules.assessment.adjustments[0].points"]),
        ((LATE,), D(5), ["rules.assessment.max_bonus"]),
    ],
)
def test_adjustments(adjustments, max_bonus, paths):
    assert broken("assessment", adjustments=adjustments, max_bonus=max_bonus) == paths
