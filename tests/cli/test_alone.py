"""One step alone: marks, ranks and placements worked out by hand, and the same as a whole run gives."""

import json
import subprocess
import sys

import openpyxl
import pytest

from cli.alone_desk import (
    ASSESSMENT,
    BALLOTS,
    BOARD,
    EVALUATION,
    EXAM,
    FORMS,
    JUDGES,
    LISTS,
    MARKS,
    PAPER,
    POSTS,
    RANK,
    SPEECH,
    TOWN,
    VERIFIER,
    book,
    placed,
    placing,
    table,
    three,
    written,
)
from dinggang.case import draws, effects
from dinggang.procedure import run
from dinggang.procedure.placing import field_of
from dinggang.sheets import read_folder


def test_an_exam_of_three(dinggang, tmp_path) -> None:
    out = tmp_path / "成绩.xlsx"
    rules = table(tmp_path / "rules.toml", EXAM)
    done = dinggang(
        "mark", "exam", book(tmp_path / "exam.xlsx", PAPER), "--rules", rules, "-o", out, "--explain"
    )
    # P002: 40 for Q01, half of 40 for an incomplete Q02, nothing for Q03.
    assert (done.code, done.err) == (0, "")
    assert written(out) == [
        ("P001", "李", 100, "是", ""),
        ("P002", "王", 60, "否", ""),
        ("P003", "赵", None, "否", "缺考。"),
    ]
    assert "合计，四舍五入保留2位小数，得60.00：40 + 20 + 0 = 60" in done.out
    assert "计分2人，没有成绩1人，不合格1人。" in done.out
    assert openpyxl.load_workbook(out).sheetnames == ["成绩", "理论素质考试"]


def test_ballots_of_three(dinggang, tmp_path) -> None:
    out = tmp_path / "o.csv"
    rules, sheet = table(tmp_path / "r.toml", EVALUATION), table(tmp_path / "e.csv", BALLOTS)
    done = dinggang("mark", "evaluation", sheet, "--rules", rules, "-o", out)
    # P001: A (300 + 160)/5 = 92; B (500 + 240 + 60)/9 = 800/9; 36.8 + 53.33 = 90.13. P003: 2 of 5 came back.
    assert done.code == 0
    rows = written(out)
    assert [r[:3] for r in rows] == [("P001", "90.13", "是"), ("P002", "80.00", "是"), ("P003", "", "否")]
    assert "M16" in done.out
    assert "e.csv 第6行" in done.out
    assert "2" in rows[2][3]


def test_judges_of_three(dinggang, tmp_path) -> None:
    out = tmp_path / "o.xlsx"
    rules, sheet = table(tmp_path / "r.toml", SPEECH), table(tmp_path / "s.csv", JUDGES)
    done = dinggang("mark", "speech", sheet, "--rules", rules, "-o", out, "--statistics", "--lang", "en")
    # (80 + 81.5)/2, (60 + 61.25)/2 = 60.625; P003 has one judge only.
    assert done.code == 0
    assert [r[2] for r in written(out)] == [80.75, 60.63, None]
    assert "2 marked, 1 without a mark" in done.out
    assert openpyxl.load_workbook(out).sheetnames == ["成绩", "评委统计", "评委一致程度", "离群分数"]
    statistics = {r[0]: r for r in written(out, "评委统计")}
    # J01 on P001 80 − 80.75, P002 60 − 60.625, P003 alone 0: mean −0.458.
    assert statistics["J01"][2] == -0.458
    # P001 and P002 were judged by both: the judges put them in the same order.
    agreement = {r[0]: r[1] for r in written(out, "评委一致程度")}
    assert (agreement["全部评委都打了分的人数"], agreement["肯德尔W"]) == (2, 1)


def test_forms_with_bonuses(dinggang, tmp_path) -> None:
    out = tmp_path / "o.csv"
    rules, sheet = table(tmp_path / "r.toml", ASSESSMENT), book(tmp_path / "a.xlsx", FORMS)
    done = dinggang("mark", "assessment", sheet, "--rules", rules, "-o", out, "--explain")
    # 80.5 + 6; 99 + 3 is cut to the full mark.
    assert done.code == 0
    assert written(out) == [("P001", "86.50", "是", ""), ("P002", "100.00", "是", "")]


def test_a_void_question_needs_a_rule(dinggang, tmp_path) -> None:
    sheet, out = book(tmp_path / "exam.xlsx", PAPER), tmp_path / "o.csv"
    rules = table(tmp_path / "r.toml", EXAM)
    refused = dinggang("mark", "exam", sheet, "--rules", rules, "-o", out, "--void", "Q03")
    assert refused.code == 2
    assert "[M20]" in refused.err
    rules = table(tmp_path / "r.toml", EXAM + 'void = "everyone"\n')
    done = dinggang("mark", "exam", sheet, "--rules", rules, "-o", out, "--void", "Q03")
    assert done.code == 0
    assert [r[2] for r in written(out)] == ["100.00", "80.00", ""]


def test_a_board_with_equals(dinggang, tmp_path) -> None:
    out, rules = tmp_path / "榜.csv", table(tmp_path / "r.toml", RANK)
    marks = table(tmp_path / "m.csv", MARKS)
    done = dinggang("rank", marks, "--rules", rules, "-o", out, "--explain")
    # 80 × 0.6 + 40/50 × 100 × 0.4 = 80, and 90 × 0.6 + 65 × 0.4 = 80.
    assert done.code == 1
    assert "须抽签：P002、P005" in done.out
    rows = written(out)
    assert [r[:3] for r in rows] == [
        ("1", "1", "P003"),
        ("1", "", "P002"),
        ("1", "", "P005"),
        ("1", "4", "P001"),
        ("", "", "P004"),
        ("", "", "P006"),
    ]
    assert rows[3][7] == "与上一名同分，按工龄排后"
    assert rows[4][7] == "理论素质考试59.5分，低于合格线60分。"
    assert rows[5][7] == "竞岗演说没有成绩。"
    assert "理论素质考试90×60% ＋ 竞岗演说32.5÷50×100×40% ＝ 80" in done.out.replace("\n     ", "")
    # After the draw a second file with the lots is enough.
    lots = table(tmp_path / "lots.csv", "人员编号,抽签\nP002,2\nP005,1")
    again = dinggang("rank", marks, lots, "--rules", rules, "-o", out)
    assert again.code == 0
    assert [r[1:3] for r in written(out)][:4] == [("1", "P003"), ("2", "P005"), ("3", "P002"), ("4", "P001")]


def test_a_board_for_each_post(dinggang, tmp_path) -> None:
    out, rules = tmp_path / "榜.csv", table(tmp_path / "r.toml", RANK.replace('"all"', '"post"'))
    marks = table(tmp_path / "m.csv", MARKS)
    apart = table(tmp_path / "a.csv", "编号,岗位\nP001,O1\nP002,O1\nP003,O1\nP004,O1\nP005,O2\nP006,O2")
    # P002 and P005 are equal, but apply for different posts: no draw.
    done = dinggang("rank", marks, apart, "--rules", rules, "-o", out)
    assert (done.code, done.err) == (0, "")
    assert "按2个岗位分别排名。" in done.out
    assert [r[2:3] + r[4:7] for r in written(out)] == [
        ("P003", "O1", "1", "1"),
        ("P002", "O1", "1", "2"),
        ("P001", "O1", "1", "3"),
        ("P005", "O2", "1", "1"),
        ("P004", "", "", ""),
        ("P006", "", "", ""),
    ]
    # What rank writes, place reads.
    place = [*("--posts", table(tmp_path / "p.csv", "岗位编号,岗位数\nO1,1\nO2,1")), "--board", out]
    lists = table(tmp_path / "c.csv", "人员编号,志愿1\nP001,O1\nP002,O1\nP003,O1\nP005,O2")
    both = table(tmp_path / "both.toml", RANK.replace('"all"', '"post"') + placing("rank_order"))
    assert dinggang("place", *place, "--choices", lists, "--rules", both, "-o", tmp_path / "o.csv").code == 0
    assert [r[0] for r in written(tmp_path / "o.csv") if r[4] == "O1"] == ["P003"]
    # At one post they need a draw, and the draw of the two is enough.
    together = table(
        tmp_path / "a.csv", "编号,报考岗位\nP001,O1\nP002,O2\nP003,O1\nP004,O1\nP005,O2\nP006,O2"
    )
    done = dinggang("rank", marks, together, "--rules", rules, "-o", out)
    assert (done.code, "须抽签：P002、P005综合成绩相同" in done.out) == (1, True)
    assert [r[4:7] for r in written(out) if r[2] in {"P002", "P005"}] == [("O2", "1", ""), ("O2", "1", "")]
    lots = table(tmp_path / "lots.csv", "人员编号,抽签\nP002,2\nP005,1")
    assert dinggang("rank", marks, together, lots, "--rules", rules, "-o", out).code == 0
    assert [(r[2], r[6]) for r in written(out) if r[4] == "O2"] == [("P005", "1"), ("P002", "2")]
    # A gap is named; without the column all are on one board.
    gap = table(tmp_path / "a.csv", "编号,报考岗位\nP001,O1")
    done = dinggang("rank", marks, gap, "--rules", rules, "-o", out)
    assert (done.code, "P002没有填写“报考岗位”" in done.err) == (2, True)
    assert "表上没有“报考岗位”列" in dinggang("rank", marks, "--rules", rules, "-o", out).out


def test_lots_that_settle_nothing_are_refused(dinggang, tmp_path) -> None:
    rules, marks = table(tmp_path / "r.toml", RANK), table(tmp_path / "m.csv", MARKS)
    for lots, said in (("P002,1\nP005,1", "都是1"), ("P002,1", "没有抽签号")):
        drawn = table(tmp_path / "lots.csv", f"人员编号,抽签\n{lots}")
        done = dinggang("rank", marks, drawn, "--rules", rules, "-o", tmp_path / "o.csv")
        assert done.code == 2
        assert said in done.err
        assert not (tmp_path / "o.csv").exists()


def test_marks_handed_on_to_the_board(dinggang, tmp_path) -> None:
    office = table(
        tmp_path / "office.toml",
        EXAM
        + SPEECH.replace("rules.", "")
        + RANK.split("[full]", maxsplit=1)[0].replace('"service_years", ', ""),
    )
    exam, speech = tmp_path / "e.xlsx", tmp_path / "s.csv"
    dinggang("mark", "exam", book(tmp_path / "exam.xlsx", PAPER), "--rules", office, "-o", exam)
    dinggang("mark", "speech", table(tmp_path / "j.csv", JUDGES), "--rules", office, "-o", speech)
    done = dinggang("rank", exam, speech, "--rules", office, "-o", tmp_path / "b.xlsx", "--explain")
    # P001: 100 × 0.6 + 80.75 × 0.4 = 92.3. P002 has not passed the exam; P003 was absent and had one judge.
    assert done.code == 0
    assert written(tmp_path / "b.xlsx") == [(1, 1, "P001", "李", 100, 80.75, 92.3, "")]
    without = {r[0]: r[2] for r in written(tmp_path / "b.xlsx", "无排名人员")}
    assert without["P002"] == "理论素质考试60.00分，低于合格线61分。"
    assert without["P003"].startswith("理论素质考试没有成绩：缺考；竞岗演说没有成绩：打分的评委1名")


@pytest.mark.parametrize(
    ("mechanism", "more", "expected"),
    [
        ("rank_order", "", ["P001:O01", "P002:O02", "P003:-"]),
        ("parallel", "band = 2", ["P001:O01", "P002:O02", "P003:-"]),
        ("parallel", "band = 1", ["P001:O01", "P002:-", "P003:O02"]),
        ("first_choice", "", ["P001:O01", "P002:-", "P003:O02"]),
        ("deferred", "", ["P001:O01", "P002:O02", "P003:-"]),
        ("best_fit", "", ["P001:O01", "P002:O02", "P003:-"]),
    ],
)
def test_every_mechanism(dinggang, tmp_path, mechanism, more, expected) -> None:
    out, proof = tmp_path / "o.csv", tmp_path / "proof.json"
    done = dinggang(
        "place",
        *("--posts", table(tmp_path / "p.csv", POSTS), "--choices", table(tmp_path / "c.csv", LISTS)),
        *(
            "--board",
            table(tmp_path / "b.csv", BOARD),
            "--rules",
            table(tmp_path / "r.toml", placing(mechanism, more)),
        ),
        *("-o", out, "--explain", "--certificate", proof),
    )
    assert (done.code, done.err) == (0, "")
    assert placed(out) == expected
    assert "O02：" in done.out
    assert "录取2人，落选1人，剩余名额0个。" in done.out
    checked = subprocess.run([sys.executable, VERIFIER, proof], capture_output=True, check=False)
    assert checked.returncode == 0


def test_scores_of_their_own_at_a_post(dinggang, tmp_path) -> None:
    lines = [line.split(",") for line in BOARD.strip().splitlines()]
    scores = [("人员编号", "岗位编号", "岗位成绩")]
    scores += [("P001", "O02", 60), ("P002", "O02", 75), ("P003", "O02", 95)]
    board = book(
        tmp_path / "b.xlsx",
        {
            "排名榜": [lines[0], *([int(a), int(b), p, float(s)] for a, b, p, s in lines[1:])],
            "岗位成绩": scores,
        },
    )
    for mechanism in ("deferred", "best_fit"):
        done = dinggang("place", *three(tmp_path, placing(mechanism), board=board), "-o", tmp_path / "o.csv")
        assert done.code == 0
        # P003 scores highest at O02; P002 loses O01 to P001.
        assert placed(tmp_path / "o.csv") == ["P001:O01", "P002:-", "P003:O02"]
    refused = dinggang(
        "place", *three(tmp_path, placing("rank_order"), board=board), "-o", tmp_path / "n.csv"
    )
    assert refused.code == 2
    assert "用不到岗位成绩" in refused.err


def test_who_is_not_eligible_and_who_is_not_ranked(dinggang, tmp_path) -> None:
    lists = [line.split(",") for line in LISTS.splitlines()]
    choices = book(
        tmp_path / "c.xlsx",
        {
            "志愿": [*lists, ["P009", "O02", None]],
            "不符合": [("人员编号", "岗位编号", "理由"), ("P001", "O01", "学历不够")],
        },
    )
    out = tmp_path / "o.xlsx"
    done = dinggang("place", *three(tmp_path, placing("rank_order"), choices), "-o", out, "--explain")
    assert done.code == 0
    assert placed(out) == ["P001:O02", "P002:O01", "P003:-", "P009:-"]
    assert "O01：不符合条件：学历不够" in done.out
    assert "P009填了志愿，但不在排名榜上" in done.out
    assert openpyxl.load_workbook(out).sheetnames == ["定岗结果", "剩余岗位", "逐岗说明"]


def test_quotas_of_best_fit_need_no_roster(dinggang, tmp_path) -> None:
    fit = '[placement.fit]\nquotas = [{ posts = ["O02"], least = 1 }]\ngraduates_percent = 50'
    done = dinggang("place", *three(tmp_path, placing("best_fit", fit)), "-o", tmp_path / "o.csv")
    assert done.code == 0
    assert placed(tmp_path / "o.csv") == ["P001:O01", "P002:O02", "P003:-"]
    assert "graduates_percent" in done.out
    asked = dinggang(
        "place",
        *three(tmp_path, placing("best_fit", fit)),
        "-o",
        tmp_path / "n.csv",
        "--certificate",
        tmp_path / "c.json",
    )
    assert asked.code == 0
    checked = subprocess.run(
        [sys.executable, VERIFIER.with_name("check_fit.py"), tmp_path / "c.json"],
        capture_output=True,
        check=False,
    )
    assert checked.returncode == 0


@pytest.fixture(scope="module")
def town_run(tmp_path_factory):
    folder = read_folder(TOWN)
    return folder, run(folder), tmp_path_factory.mktemp("alone")


def test_a_town_step_by_step_is_the_town_as_a_whole(dinggang, town_run, tmp_path) -> None:
    folder, done, _ = town_run
    case, plan = folder.case, TOWN / "plan.toml"
    competing = {a.person for a in done.results.applicants if a.competes}
    files = []
    for measure, scored in done.results.marks.items():
        out = tmp_path / f"{measure.value}.xlsx"
        voided = ",".join(sorted(effects(case.acts).voided))
        void = ["--void", voided] if measure.value == "exam" and voided else []
        marked = dinggang(
            "mark", measure.value, TOWN / f"{measure.value}.xlsx", "--rules", plan, "-o", out, *void
        )
        assert marked.code == 0, marked.err
        found = {r[0]: r[2] for r in written(out)}
        assert {s.person: None if s.mark is None else float(s.mark) for s in scored if s.person in found} == {
            p: m for p, m in found.items() if p in competing
        }
        files.append(out)
    kinds = {p.id: p.kind.value for p in case.people}
    lots = {p: n for d in draws(case.acts) for n, p in enumerate(d.order, start=1)}
    everyone = sorted({r[0] for out in files for r in written(out)})
    assert set(everyone) == competing
    facts = table(
        tmp_path / "facts.csv",
        "人员编号,编制类别,抽签\n" + "\n".join(f"{p},{kinds[p]},{lots.get(p, '')}" for p in everyone),
    )
    board = tmp_path / "board.xlsx"
    ranked = dinggang("rank", *files, facts, "--rules", plan, "-o", board)
    assert ranked.code == 0, ranked.err + ranked.out
    assert sorted((r[2], r[0], r[1], r[9]) for r in written(board)) == sorted(
        (r.person, r.rank, r.order, float(r.score)) for r in done.results.ranking.ranked
    )
    without = {r[0]: r[2] for r in written(board, "无排名人员")}
    assert without.keys() == {u.person for u in done.results.ranking.unranked}
    for u in done.results.ranking.unranked:  # who is not on a sheet at all is not told why there is none
        assert u.reason.zh.startswith(without[u.person].removesuffix("。"))
    field = field_of(case, effects(case.acts), done.results)
    openings = {p.id: p.openings for p in field.posts}
    posts = table(
        tmp_path / "posts.csv",
        "岗位编号,岗位数\n" + "\n".join(f"{p.id},{openings.get(p.id, 0)}" for p in case.posts),
    )
    choices = book(
        tmp_path / "choices.xlsx",
        {
            "志愿": [
                ("人员编号", "志愿1", "志愿2", "志愿3"),
                *((c.person, *c.posts, *[None] * (3 - len(c.posts))) for c in case.choices),
            ],
            "不符合": [
                ("人员编号", "岗位编号", "理由"),
                *(
                    (person, post, "；".join(w.zh for w in why))
                    for (person, post), why in field.refused.items()
                    if why and person in {c.person for c in case.choices}
                ),
            ],
        },
    )
    out, proof = tmp_path / "placed.xlsx", tmp_path / "proof.json"
    placed_ = dinggang(
        "place", "--posts", posts, "--choices", choices, "--board", board,
        "--rules", plan, "-o", out, "--certificate", proof,
    )  # fmt: skip
    assert placed_.code == 0, placed_.err
    first = {p.person: (p.post, p.choice) for p in done.results.placement.placed}
    found = {r[0]: (r[5], r[6]) for r in written(out)}
    assert {p: found[p] for p in first} == first
    assert json.loads(proof.read_bytes())["mechanism"] == "rank_order"
