"""Every placement that a case publishes is accepted by the checker that shares no code with us, and every tampering refused."""

import json
import runpy
import subprocess
import sys
from decimal import Decimal
from itertools import combinations
from pathlib import Path

import msgspec
import pytest

import build
from build import bend
from dinggang.case import Case
from dinggang.kernels import named
from dinggang.kernels.fit_program import Unproven
from dinggang.plan import Avoidance, Education, FitRule, LowerQuota, Mechanism
from dinggang.procedure import fitting, papers, run
from dinggang.selection import Choices

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


FIT_CHECKER = Path(__file__).resolve().parents[2] / "verifier" / "check_fit.py"


def by_subprocess(path: Path) -> int:
    return subprocess.run([sys.executable, "-I", "-S", str(FIT_CHECKER), str(path)], check=False).returncode


def relatives(case: Case, one: str, other: str) -> Case:
    return bend(case, people=tuple(replace(p, relatives=(other,)) if p.id == one else p for p in case.people))


def under(case: Case) -> Case:
    """Relatives in one body, everybody a graduate or not, a quota that cannot be kept."""
    graduates = {"P03", "P05"}
    case = relatives(case, "P03", "P04")
    return bend(
        case,
        people=tuple(
            replace(p, education=Education.BACHELOR if p.id in graduates else Education.COLLEGE)
            for p in case.people
        ),
    )


@pytest.mark.parametrize(
    ("fit", "avoidance", "prepare"),
    [
        (FitRule(quotas=(LowerQuota(posts=("O02",), least=1),)), Avoidance.NONE, lambda c: c),
        (FitRule(quotas=(LowerQuota(posts=("O02", "O03"), least=9),)), Avoidance.NONE, lambda c: c),
        (FitRule(graduates_percent=Decimal(50)), Avoidance.SAME_BODY, under),
    ],
)
def test_a_best_fit_under_side_conditions_is_proven_by_its_tree(fit, avoidance, prepare, tmp_path):
    content = certificate(prepare(by(Mechanism.BEST_FIT, fit=fit, avoidance=avoidance)))
    assert content is not None
    path = tmp_path / NAME
    path.write_bytes(content)
    assert by_subprocess(path) == 0

    genuine = json.loads(content)
    assert genuine["format"] == "dinggang-fit-certificate-1"
    for entry in genuine["people"]:
        bent = json.loads(content)
        mine = next(e for e in bent["people"] if e["person"] == entry["person"])
        if mine["post"] is not None:
            mine["post"] = None
            path.write_text(json.dumps(bent, ensure_ascii=False), encoding="utf-8")
            assert by_subprocess(path) == 1


def test_a_best_fit_beyond_the_plain_size_is_proven_by_the_kernels_prices(tmp_path, monkeypatch):
    genuine = certificate(by(Mechanism.BEST_FIT))
    monkeypatch.setattr(fitting, "PLAIN_UP_TO", 0)
    content = certificate(by(Mechanism.BEST_FIT))
    assert content == genuine


def test_relatives_refused_on_the_way_leave_a_certificate_of_the_rest(tmp_path):
    case = relatives(by(Mechanism.BEST_FIT, avoidance=Avoidance.LED_BODY), "P03", "P04")
    led = tuple(replace(p, stratum=build.Stratum.MID) if p.id == "O03" else p for p in case.posts)
    choices = (
        Choices(person="P03", posts=("O03",)),
        Choices(person="P04", posts=("O02",)),
        Choices(person="P05", posts=("O02",)),
        *case.choices[3:],
    )
    content = certificate(bend(case, posts=led, choices=choices))
    assert content is not None
    path = tmp_path / NAME
    path.write_bytes(content)

    assert check([str(path)]) == 0
    refused = next(p for p in json.loads(content)["people"] if p["person"] == "P04")
    assert (refused["post"], refused["choices"]) == (None, [{"post": "O02", "fit": None, "key": None}])


def test_a_proof_too_large_is_said_and_leaves_no_certificate(monkeypatch):
    fit = FitRule(quotas=(LowerQuota(posts=("O02",), least=1),))
    monkeypatch.setattr(named, "prove", no_proof)
    done = run(build.folder(by(Mechanism.BEST_FIT, fit=fit)))

    assert certificate(by(Mechanism.BEST_FIT, fit=fit)) is None
    assert "N05" in {j.finding.code for s in done.steps for j in s.judged}


def no_proof(*_made: object, **_options: object) -> None:
    raise Unproven("too large")
