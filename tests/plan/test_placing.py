"""What the rules of placement must satisfy."""

from decimal import Decimal

import msgspec
import pytest

import build
from dinggang.plan import FitRule, LowerQuota, Measure, Mechanism, PlacementRule, PostWeights, breaches

D = Decimal
replace = msgspec.structs.replace
SUM = {Measure.EXAM: D(50), Measure.SPEECH: D(50)}
SHORT = {Measure.EXAM: D(50), Measure.SPEECH: D(49)}


def broken(mechanism, **changes):
    rules = replace(build.rules(), placement=PlacementRule(mechanism=mechanism, max_choices=3, **changes))
    return [b.path for b in breaches(replace(build.plan(), rules=rules), build.posts())]


def weights(*posts, of=SUM):
    return PostWeights(posts=posts, weights=of)


@pytest.mark.parametrize(
    ("mechanism", "changes", "paths"),
    [
        (Mechanism.RANK_ORDER, {}, []),
        (Mechanism.PARALLEL, {"band": 2}, []),
        (Mechanism.PARALLEL, {}, ["rules.placement.band"]),
        (Mechanism.DEFERRED, {"band": 2}, ["rules.placement.band"]),
        (Mechanism.DEFERRED, {"post_weights": (weights("O02"), weights("O03", "O04"))}, []),
        (Mechanism.RANK_ORDER, {"post_weights": (weights("O02"),)}, ["rules.placement.post_weights"]),
        (
            Mechanism.DEFERRED,
            {"post_weights": (weights("O02", of=SHORT),)},
            ["rules.placement.post_weights[0].weights"],
        ),
        (
            Mechanism.DEFERRED,
            {"post_weights": (weights("O02"), weights("O02", "O77"))},
            ["rules.placement.post_weights[1].posts"] * 2,
        ),
        (Mechanism.BEST_FIT, {"fit": FitRule(graduates_percent=D(40))}, []),
        (Mechanism.DEFERRED, {"fit": FitRule()}, ["rules.placement.fit"]),
        (
            Mechanism.BEST_FIT,
            {
                "fit": FitRule(
                    quotas=(LowerQuota(posts=("O02",), least=1), LowerQuota(posts=("O78",), least=1))
                )
            },
            ["rules.placement.fit.quotas[1].posts"],
        ),
    ],
)
def test_every_mechanism_has_what_it_needs_and_nothing_else(mechanism, changes, paths):
    assert broken(mechanism, **changes) == paths
