"""Placement in a public bundle: every mechanism checked, the best fit by the checker for strangers."""

from pathlib import Path

import pytest

import build
from build import bend
from dinggang.plan import Mechanism, PlacementRule
from dinggang.publication import Bundle, Demands, Exit, State, check, pack, unpack, verify
from publication import kit

replace = kit.replace
DEMANDS = Demands(policy=kit.POLICY)


def under(tmp_path: Path, **rule: object) -> Bundle:
    case = build.case()
    placement = PlacementRule(max_choices=3, **rule)  # type: ignore[arg-type]  # a test says any field
    case = bend(case, plan=replace(case.plan, rules=replace(case.plan.rules, placement=placement)))
    with kit.world(tmp_path) as world:
        world.run(build.folder(case))
        bundle, _ = unpack(pack(world.keeping, auditor=False))
    return bundle


@pytest.mark.parametrize("mechanism", [m for m in Mechanism if m is not Mechanism.BEST_FIT])
def test_every_mechanism_from_the_public_bundle(tmp_path: Path, mechanism: Mechanism) -> None:
    band = 2 if mechanism is Mechanism.PARALLEL else None
    bundle = under(tmp_path, mechanism=mechanism, **({"band": band} if band else {}))
    lines = check(bundle, DEMANDS)
    assert [line.words.en for line in lines if line.state is State.FAILS] == []
    assert any(line.words.en.startswith("A14: placement") for line in lines)


def test_a_best_fit_is_checked_by_its_proof(tmp_path: Path) -> None:
    bundle = under(tmp_path, mechanism=Mechanism.BEST_FIT)
    lines = check(bundle, DEMANDS)
    assert [line.words.en for line in lines if line.state is State.FAILS] == []
    assert any(line.words.en.startswith("A14: placement") for line in lines)
    assert [line.state for line in lines].count(State.UNCHECKED) == 1  # the sealed rows


def test_a_published_placement_that_is_not_the_certified_one() -> None:
    from dinggang.publication.certificates import placed_otherwise  # noqa: PLC0415 - needed here alone

    proof = b'{"people":[{"person":"P01","post":"O01"},{"person":"P02","post":null}]}'
    same = b'[{"person":"P01","placed_in":"first","post":"O01"},{"person":"P02","placed_in":"second","post":"O02"}]'
    assert placed_otherwise(proof, same) == []
    assert placed_otherwise(proof, same.replace(b'"O01"', b'"O03"')) == ["P01"]
    assert placed_otherwise(proof, same.replace(b'"O01"', b'"O03"'), gave_up={"P01"}) == []
    assert placed_otherwise(proof, b"[]") == ["P01"]


def test_the_report_of_a_town_placed_by_best_fit_has_no_open_proof(tmp_path: Path) -> None:
    case = build.case()
    placement = PlacementRule(max_choices=3, mechanism=Mechanism.BEST_FIT)
    case = bend(case, plan=replace(case.plan, rules=replace(case.plan.rules, placement=placement)))
    with kit.world(tmp_path) as world:
        world.run(build.folder(case))
        report = verify(pack(world.keeping, auditor=True), DEMANDS)
    assert report.code is Exit.SOUND
    assert {line.state for line in report.lines} == {State.HOLDS}
