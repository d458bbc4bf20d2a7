"""The invented county: a small one from its script to its last paper, and the committed one as it lies there."""

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

from dinggang.balance import OutcomeKind
from dinggang.case import ActKind, Folder
from dinggang.exits import Ground
from dinggang.plan import ExitRoute, Mechanism
from dinggang.procedure import Run, run
from dinggang.roster import REGULAR, StaffKind
from dinggang.services import AwardMethod
from dinggang.sheets import read_folder

ROOT = Path(__file__).resolve().parents[2]
COUNTY = ROOT / "examples" / "county-2026"


def test_a_small_county_from_its_script_to_its_last_paper(dinggang, tmp_path) -> None:
    made = tmp_path / "county"
    script = [sys.executable, "scripts/make_county_2026.py", str(made), "1/20"]
    subprocess.run(script, cwd=ROOT, check=True)
    ended = dinggang("run", made, "--out", tmp_path / "out")
    assert (ended.code, ended.err) == (0, "")
    assert "改革办结，平衡表全部成立。" in ended.out
    assert "阻断" not in ended.out
    # What must be explained is, by an act that says so.
    assert "[H01 须说明]" not in ended.out
    again = tmp_path / "again"
    script = [sys.executable, "scripts/make_county_2026.py", str(again), "1/20"]
    subprocess.run(script, cwd=ROOT, check=True, env={**os.environ, "PYTHONHASHSEED": "7"})
    assert [p.name for p in made.iterdir() if p.read_bytes() != (again / p.name).read_bytes()] == []
    assert {p.name for p in made.iterdir()} == {p.name for p in COUNTY.iterdir()}


def test_too_small_a_county_is_refused() -> None:
    script = [sys.executable, "scripts/make_county_2026.py", "never-written", "1/100"]
    made = subprocess.run(script, cwd=ROOT, capture_output=True, text=True, check=False)
    assert made.returncode == 1
    assert "too few" in made.stderr
    assert not (ROOT / "never-written").exists()


def test_the_committed_county() -> None:
    """One test, for it is read and run once: about ten seconds."""
    folder = read_folder(COUNTY)
    done = run(folder)
    everyone_ends_once(folder, done)
    every_way_of_ending_is_there(folder, done)
    todays_ages_decide(folder, done)
    thousands_are_measured_and_placed(folder, done)
    services_are_bought_in_every_way(folder)
    rare_characters_stand_in_the_names(folder)


def everyone_ends_once(folder: Folder, done: Run) -> None:
    assert done.closed
    assert [j.finding.code for r in done.steps for j in r.judged if j.stops or j.unexplained] == []
    assert len(folder.case.people) == 5000
    people = Counter(o.person for o in done.results.outcomes or ())
    assert people == Counter(p.id for p in folder.case.people)


def every_way_of_ending_is_there(folder: Folder, done: Run) -> None:
    kinds = Counter(o.kind for o in done.results.outcomes or ())
    assert set(kinds) == set(OutcomeKind)
    grounds = Counter(e.ground for e in folder.case.exits if e.ground is not None)
    assert set(grounds) == set(Ground) - {Ground.UNLAWFUL}
    assert any(e.protected for e in folder.case.exits)
    # Notice that was too short is paid for, and somebody's wage is above three times the average.
    lines = [d for e in done.results.clearances or () for d in e.dues]
    assert any("LH-40" in d.cites for d in lines)
    assert any("最多12年" in d.formula for d in lines)
    assert any("LHS-27" in d.cites for d in lines)


def todays_ages_decide(folder: Folder, done: Run) -> None:
    """Everybody who retires does so by the gradual delay; institution staff early by the flexible choice."""
    cites = {e.route: set(e.cites) for e in done.results.exits or ()}
    assert "TX-1" in cites[ExitRoute.RETIRE]
    early = [e for e in folder.case.exits if e.route is ExitRoute.RETIRE_EARLY]
    kinds = {p.id: p.kind for p in folder.case.people}
    assert {kinds[e.person] for e in early} == REGULAR
    assert all(e.contributed for e in early if kinds[e.person] is StaffKind.INSTITUTION)


def thousands_are_measured_and_placed(folder: Folder, done: Run) -> None:
    results = done.results
    assert folder.case.plan.rules.placement.mechanism is Mechanism.DEFERRED
    assert len(results.ranking.ranked if results.ranking else ()) > 3000
    assert len({s.room for s in folder.case.sheets.speech}) > 40
    assert folder.case.second_choices
    kinds = Counter(a.kind for a in folder.case.acts)
    assert kinds[ActKind.OBJECTION_DECIDED] >= 4
    assert kinds[ActKind.QUESTION_VOIDED] == kinds[ActKind.PLACEMENT_REFUSED] == 1


def services_are_bought_in_every_way(folder: Folder) -> None:
    bought = folder.case.purchases
    assert {a.method for a in bought.agreements} == set(AwardMethod)
    assert bought.changes
    assert any(d.late_days for d in bought.deliveries)
    assert any(d.accepted < d.quantity for d in bought.deliveries)


def rare_characters_stand_in_the_names(folder: Folder) -> None:
    rare = sum(any(c in name for c in "䶮堃祎") for name in folder.names.values())
    assert rare > 15
