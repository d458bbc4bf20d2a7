"""Every placement that a case publishes is accepted by the checker that shares no code with us, and every tampering refused."""

import json
import runpy
from itertools import combinations
from pathlib import Path

import msgspec
import pytest

import build
from build import bend
from dinggang.case import Case
from dinggang.plan import FitRule, LowerQuota, Mechanism
from dinggang.procedure import papers, run

NAME = "定岗证明.json"
replace = msgspec.structs.replace
check = runpy.run_path(str(Path(__file__).resolve().parents[2] / "verifier" / "check_placement.py"))["main"]


def certificate(case: Case) -> bytes | None:
    return papers(build.folder(case), run(build.folder(case))).get(NAME)


def by(mechanism: Mechanism, **changes: object) -> Case:
    case = build.case()
    placement = replace(case.plan.rules.placement, mechanism=mechanism, **changes)
    return bend(case, plan=replace(case.plan, rules=replace(case.plan.rules, placement=placement)))


CASES = [
    by(Mechanism.RANK_ORDER),
    by(Mechanism.PARALLEL, band=1),
    by(Mechanism.PARALLEL, band=2),
    by(Mechanism.FIRST_CHOICE),
    by(Mechanism.DEFERRED),
    by(Mechanism.BEST_FIT),
]


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.plan.rules.placement.mechanism.value)
def test_the_checker_accepts_the_certificate_and_rejects_every_swap(case, tmp_path):
    content = certificate(case)
    assert content is not None
    path = tmp_path / NAME
    path.write_bytes(content)
    assert check([str(path)]) == 0

    genuine = json.loads(content)
    people = range(len(genuine["people"]))
    for one, other in combinations(people, 2):
        bent = json.loads(content)
        first, second = bent["people"][one], bent["people"][other]
        if first["post"] == second["post"]:
            continue
        first["post"], second["post"] = second["post"], first["post"]
        path.write_text(json.dumps(bent, ensure_ascii=False), encoding="utf-8")
        assert check([str(path)]) == 1


def test_a_best_fit_under_side_conditions_has_no_certificate_of_prices():
    rule = FitRule(quotas=(LowerQuota(posts=("O02",), least=1),))

    assert certificate(by(Mechanism.BEST_FIT, fit=rule)) is None
