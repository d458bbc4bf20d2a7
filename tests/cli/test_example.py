"""The invented town says what the source says, and comes out of its generator byte for byte."""

import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import msgspec
import openpyxl
import pytest

from dinggang.basis import fraction
from dinggang.case import Act, ActKind, Case, Folder
from dinggang.plan import BodyKind, ExitRoute, Filling, HeadcountKind, Stratum, TieBreak
from dinggang.procedure import Run, run
from dinggang.roster import StaffKind
from dinggang.sheets import read_folder

ROOT = Path(__file__).resolve().parents[2]
TOWN = ROOT / "examples" / "town-2006"
ADMINISTRATIVE, INSTITUTION = HeadcountKind.ADMINISTRATIVE, HeadcountKind.INSTITUTION


@pytest.fixture(scope="module")
def folder() -> Folder:
    return read_folder(TOWN)


@pytest.fixture(scope="module")
def case(folder) -> Case:
    return folder.case


@pytest.fixture(scope="module")
def done(folder) -> Run:
    return run(folder)


def days(case: Case, kind: ActKind) -> list[date]:
    return [act.day for act in case.acts if act.kind is kind]


def acts(case: Case, kind: ActKind) -> list[Act]:
    return [act for act in case.acts if act.kind is kind]


def test_the_generator_gives_the_committed_files_again(tmp_path) -> None:
    fresh = tmp_path / "town"
    subprocess.run([sys.executable, "scripts/make_town_2006.py", str(fresh)], cwd=ROOT, check=True)
    names = {p.name for p in fresh.iterdir()}
    assert names == {p.name for p in TOWN.iterdir()}
    assert [n for n in sorted(names) if (fresh / n).read_bytes() != (TOWN / n).read_bytes()] == [], (
        "run `make example` and commit what it writes"
    )


def test_the_generator_does_not_touch_other_files(tmp_path) -> None:
    (tmp_path / "letter.txt").write_text("keep me")
    made = subprocess.run(
        [sys.executable, "scripts/make_town_2006.py", str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (made.returncode, [p.name for p in tmp_path.iterdir()]) == (1, ["letter.txt"])


def test_the_bodies_of_the_source(case) -> None:
    assert [(b.name, b.kind, [p.name for p in b.plates]) for b in case.plan.bodies] == [
        ("党政办公室", BodyKind.OFFICE, ["社会治安综合治理办公室"]),
        ("经济发展办公室", BodyKind.OFFICE, []),
        ("社会事务办公室", BodyKind.OFFICE, ["计划生育办公室"]),
        ("便民服务中心", BodyKind.CENTRE, []),
        ("计划生育技术服务中心", BodyKind.CENTRE, []),
        ("财政所", BodyKind.STATION, []),
    ]


def test_the_headcount_of_the_source(case) -> None:
    headcount = case.plan.headcount
    assert {k: (h.approved, h.reserve, h.leader_posts) for k, h in headcount.items()} == {
        ADMINISTRATIVE: (30, 2, 9),
        INSTITUTION: (36, 2, 0),
    }


def test_the_posts_of_the_source(case) -> None:
    asked = Counter[HeadcountKind]()
    for post in case.posts:
        if post.filling is Filling.COMPETE:
            asked[post.kind] += post.openings
    assert asked == {ADMINISTRATIVE: 16, INSTITUTION: 38}
    assert sum(p.openings for p in case.posts if p.stratum is Stratum.LEADER) == 9
    assert sum(p.stratum is Stratum.LEADER for p in case.people) == 9


def test_the_service_lines_of_the_source(case) -> None:
    services = case.plan.services
    assert [line.name for line in services.lines] == [
        "农技推广",
        "畜禽防疫",
        "农机化建设",
        "农田水利保护",
        "病虫害防治",
        "文体事业",
        "城镇建设",
        "乡村公路养护",
    ]
    assert services.base_year == 2005
    assert {(a.supplier, a.related) for a in case.purchases.agreements} == {
        ("望禾镇农工商综合服务公司", True)
    }
    assert sum(a.amount for a in case.purchases.agreements) >= services.base_total


def test_the_dates_of_the_source(case) -> None:
    assert days(case, ActKind.GROUP_ESTABLISHED) == [date(2006, 9, 11)]
    assert days(case, ActKind.OFFICE_ESTABLISHED) == [date(2006, 9, 28)]
    assert days(case, ActKind.CLEARANCE_CLOSED) == [date(2006, 10, 30)]
    assert days(case, ActKind.MOBILISATION_HELD) == [date(2006, 11, 2)]
    assert days(case, ActKind.PAPER_SEALED) == [date(2006, 11, 13)]
    assert days(case, ActKind.SCOREBOARD_PUBLISHED) == [date(2006, 11, 17)]
    assert days(case, ActKind.RANKING_FINAL)[0] > date(2006, 11, 24)
    assert days(case, ActKind.CASE_CLOSED) == [date(2006, 12, 29)]
    assert len(case.plan.stages) == 5


def test_what_the_source_leaves_open_is_listed_as_assumed(case) -> None:
    listed = "\n".join(case.plan.assumptions)
    for word in ("2006年", "批复日期", "9月28日", "11月2日", "预留编制", "内退", "权重", "基年", "虚构"):
        assert word in listed


def test_clearance_was_executed_before_the_rally(done) -> None:
    order = [step.step.value for step in done.steps]
    assert order.index("clear") < order.index("mobilise") < order.index("announce")


def test_no_id_stands_for_two(case) -> None:
    ids = Counter(p.id for p in case.people)
    assert len(ids) == 120
    assert set(ids.values()) == {1}


def test_no_two_people_share_a_name(folder) -> None:
    assert len(set(folder.names.values())) == len(folder.names) == 120


def test_rare_characters_survive(folder) -> None:
    names = set(folder.names.values())
    assert {"祝䶮", "耿堃", "方祎", "庞𠮷田", "亓㛃", "葛𬱖", "逄翀", "帕提曼·艾山", "仝𬭚"} <= names
    assert {c for n in names for c in n if ord(c) > 0xFFFF} == set("𠮷𬱖𬭚")


def test_rare_characters_reach_the_board(done, dinggang, tmp_path) -> None:
    assert dinggang("run", TOWN, "--out", tmp_path / "out").code == 0
    board = openpyxl.load_workbook(tmp_path / "out" / "05-排名榜.xlsx")["排名榜"]
    printed = {cell.value for row in board.iter_rows() for cell in row}
    assert {"祝䶮", "庞𠮷田", "葛𬱖"} <= printed


def test_everybody_ends_in_one_outcome(done) -> None:
    assert done.closed
    assert Counter(o.kind.value for o in done.results.outcomes) == {
        "compete": 48,
        "appoint": 11,
        "retire": 3,
        "retire_early": 2,
        "retire_sick": 2,
        "retire_internal": 4,
        "yield": 1,
        "divert_company": 10,
        "divert_other": 1,
        "clear_temp": 12,
        "clear_own": 8,
        "wait": 18,
    }


def test_people_left_by_every_route(case) -> None:
    assert {e.route for e in case.exits} == set(ExitRoute)


def test_early_retirement_is_for_civil_servants_only(case) -> None:
    kinds = {p.id: p.kind for p in case.people}
    early = {kinds[e.person] for e in case.exits if e.route is ExitRoute.RETIRE_EARLY}
    assert early == {StaffKind.ADMINISTRATIVE}


def test_more_compete_than_there_are_posts(done) -> None:
    assert sum(a.competes for a in done.results.applicants) == 62
    assert sum(done.results.openings.values()) == 52
    assert sum(done.results.placement.openings_left.values()) == 4


def test_those_who_may_not_compete_read_why(done) -> None:
    barred = {a.person: a.reasons[0].zh for a in done.results.applicants if not a.competes}
    assert barred == {
        "P037": "受记过处分，2007-03-19期满，截止日2006-10-31仍在处分期",
        "P074": "2005年年度考核为基本称职，须为称职（合格）以上",
        "P093": "2004年年度考核为不称职，须为称职（合格）以上",
        "P100": "没有报名（未交志愿）",
    }


def test_the_absent_have_no_rank(done) -> None:
    assert [u.person for u in done.results.ranking.unranked] == ["P021", "P072"]


def scores(done: Run) -> Mapping[str, Decimal | None]:
    return {c.person: c.score for c in done.results.composites}


def test_a_tie_is_separated_by_the_exam_and_matters(done) -> None:
    board = {r.person: r for r in done.results.ranking.ranked}
    placed = {p.person: p for p in done.results.placement.placed}
    assert scores(done)["P012"] == scores(done)["P011"] == Decimal("79.20")
    assert (board["P011"].decided_by, board["P011"].rank, board["P012"].rank) == (TieBreak.EXAM, 11, 11)
    assert (placed["P012"].post, placed["P011"].post) == ("O22", None)


def test_a_tie_is_drawn_and_matters(case, done) -> None:
    (draw,) = acts(case, ActKind.DRAW_HELD)
    board = {r.person: r for r in done.results.ranking.ranked}
    placed = {p.person: p for p in done.results.placement.placed}
    first, second = draw.people
    assert scores(done)[first] == scores(done)[second]
    assert board[second].decided_by is TieBreak.DRAW
    assert (placed[first].post, placed[second].post) == ("O41", "O44")


def test_a_score_differs_from_what_python_would_round_to(done) -> None:
    halves = [c for c in done.results.composites if c.exact and c.exact * 1000 % 10 == 5]
    differ = [c.person for c in halves if fraction(c.score) != fraction(round(c.exact, 2))]
    assert differ == ["P029", "P057", "P086"]
    exact = next(c for c in halves if c.person == "P029")
    assert (float(exact.exact), exact.score) == (83.505, Decimal("83.51"))


def test_a_judge_is_recused(case) -> None:
    assert [(s.judge, s.person) for s in case.sheets.speech if s.recused] == [("J03", "P029")]


def test_less_is_accepted_than_delivered_and_paid_accordingly(case) -> None:
    prices = {a.id: a.unit_price for a in case.purchases.agreements}
    short = [d for d in case.purchases.deliveries if d.accepted < d.quantity]
    assert [(d.quantity, d.accepted) for d in short] == [(Decimal(9), Decimal("8.5"))]
    paid = {p.agreement: p.amount for p in case.purchases.payments}
    assert all(paid[d.agreement] == d.accepted * prices[d.agreement] for d in case.purchases.deliveries)
    assert all(len(set(d.accepted_by)) == 2 for d in case.purchases.deliveries)


def test_every_act_says_by_whom_and_under_which_number(case) -> None:
    assert [a.id for a in case.acts if not a.by or not a.number] == []
    assert [a.id for a in case.acts if a.lifts and not a.reason] == []
    assert len(acts(case, ActKind.OBJECTION_DECIDED)) == 2


@pytest.mark.parametrize(
    ("left_out", "still_open"),
    [
        ({ActKind.RESERVE_RELEASED}, {"X1", "X3"}),
        ({ActKind.POST_CONCURRENT}, {"X1", "X3"}),
        ({ActKind.POST_APPOINTED}, {"X2"}),
        ({ActKind.POST_KEPT_VACANT}, {"X2"}),
    ],
)
def test_each_resolution_is_needed(folder, left_out, still_open) -> None:
    kept = tuple(a for a in folder.case.acts if a.kind not in left_out)
    less = msgspec.structs.replace(folder, case=msgspec.structs.replace(folder.case, acts=kept))
    last = run(less).steps[-1]
    assert last.step.value == "announce"
    assert {j.finding.code for j in last.judged if j.stops} & {"X1", "X2", "X3"} == still_open
