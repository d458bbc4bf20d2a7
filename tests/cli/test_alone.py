"""One step alone: marks, ranks and placements worked out by hand, and the same as a whole run gives."""

import csv
import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import openpyxl
import pytest

from dinggang.case import draws, effects
from dinggang.cli import main
from dinggang.procedure import run
from dinggang.procedure.placing import field_of
from dinggang.sheets import read_folder

ROOT = Path(__file__).resolve().parents[2]
TOWN = ROOT / "examples" / "town-2006"
VERIFIER = ROOT / "verifier" / "check_placement.py"
HALF_UP = 'rounding = { mode = "half_up", places = 2 }'

Rows = Sequence[Sequence[object]]


def book(path: Path, sheets: Mapping[str, Rows]) -> Path:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for title, rows in sheets.items():
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    made.save(path)
    return path


def table(path: Path, text: str) -> Path:
    path.write_text(text.strip() + "\n", encoding="utf-8")
    return path


def written(path: Path, sheet: str | None = None) -> list[tuple[object, ...]]:
    """The rows of a result under its header."""
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            return [tuple(row) for row in csv.reader(file)][1:]
    opened = openpyxl.load_workbook(path)
    rows = list((opened[sheet] if sheet else opened.worksheets[0]).iter_rows(values_only=True))
    head = next(i for i, row in enumerate(rows) if sum(c is not None for c in row) > 1)
    body = rows[head + 1 :]
    end = next((i for i, row in enumerate(body) if all(c is None for c in row)), len(body))
    return body[:end]


EXAM = f"""
[exam]
full_mark = 100
multiple_choice = "partial"
{HALF_UP}
pass_mark = 61
"""
PAPER = {
    "标准答案": [
        ("题号", "题型", "标准答案", "分值"),
        ("Q01", "单选", "A", 40),
        ("Q02", "多选", "AC", 40),
        ("Q03", "判断", "对", 20),
    ],
    "答题": [
        ("人员编号", "姓名", "缺考", "Q01", "Q02", "Q03"),
        ("P001", "李", None, "A", "CA", "对"),
        ("P002", "王", None, "A", "A", "错"),
        ("P003", "赵", "是", None, None, None),
    ],
}

EVALUATION = f"""
[evaluation]
grades = {{ excellent = 100, competent = 80, basic = 60, incompetent = 40 }}
min_turnout = 50
{HALF_UP}
[[evaluation.categories]]
id = "A"
name = "领导"
weight = 40
[[evaluation.categories]]
id = "B"
name = "一般"
weight = 60
"""
BALLOTS = """
人员编号,投票人类别,发出票数,收回票数,优秀,称职,基本称职,不称职,废票
P001,A,5,5,3,2,0,0,
P001,一般,10,10,5,3,1,0,1
P002,A,5,5,0,5,0,0,
P002,B,10,10,0,10,0,0,0
P003,A,5,2,0,2,0,0,
P003,B,10,10,0,10,0,0,
"""

SPEECH = f"""
[rules.speech]
min_judges = 2
trim_high = 0
trim_low = 0
{HALF_UP}
trim_level = "total"
[[rules.speech.criteria]]
id = "content"
name = "演说内容"
maximum = 60
[[rules.speech.criteria]]
id = "manner"
name = "仪表"
maximum = 40
"""
JUDGES = """
人员编号,姓名,评委编号,演说内容,仪表,回避原因
P001,李,J01,50,30,
P001,李,J02,51,30.5,
P002,王,J01,40,20,
P002,王,J02,41,20.25,
P003,赵,J01,30,30,
P003,赵,J02,,,亲属
"""

ASSESSMENT = f"""
[assessment]
{HALF_UP}
[[assessment.criteria]]
id = "work"
name = "实绩"
maximum = 60
[[assessment.criteria]]
id = "order"
name = "出勤"
maximum = 40
[[assessment.adjustments]]
id = "prize"
name = "获奖"
points = 3
most = 2
"""
FORMS = {
    "组织考核": [("人员编号", "实绩", "出勤"), ("P001", 50, 30.5), ("P002", 60, 39)],
    "加分扣分": [
        ("人员编号", "项目", "次数", "依据"),
        ("P001", "获奖", 2, "证书"),
        ("P002", "prize", 1, "证书"),
    ],
}


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


RANK = f"""
[composite]
weights = {{ exam = 60, speech = 40 }}
{HALF_UP}
ties = ["exam", "service_years", "draw"]
group = "all"
[full]
speech = 50
[pass]
exam = 60
"""
MARKS = """
编号,姓名,笔试,面试成绩,工龄
P001,李,80,40,10
P002,王,80,40,12
P003,赵,90,32.5,3
P004,钱,59.5,50,3
P005,孙,80,40,12
P006,周,70,,1
"""


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


BOARD = """
名次,次序,人员编号,综合成绩
1,1,P001,90.00
2,2,P002,80.00
3,3,P003,70.00
"""
POSTS = "岗位编号,岗位数\nO01,1\nO02,1"
LISTS = "人员编号,志愿1,志愿2\nP001,O01,O02\nP002,O01,O02\nP003,O02,O01"


def placing(mechanism: str, more: str = "") -> str:
    return f'[placement]\nmechanism = "{mechanism}"\nmax_choices = 2\n{more}'


def placed(path: Path) -> list[str]:
    return [f"{r[0]}:{r[3] or '-'}" for r in written(path)]


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


def three(tmp_path: Path, rules: str, choices: Path | None = None, board: Path | None = None) -> list[object]:
    return [
        *("--posts", table(tmp_path / "p.csv", POSTS)),
        *("--choices", choices or table(tmp_path / "c.csv", LISTS)),
        *("--board", board or table(tmp_path / "b.csv", BOARD)),
        *("--rules", table(tmp_path / "r.toml", rules)),
    ]


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
    assert asked.code == 2
    assert not (tmp_path / "n.csv").exists()


# ── Refusals ──


class Answer(NamedTuple):
    code: int
    out: str
    err: str


@pytest.fixture
def quick(capsys):
    """The program without the start of a new process."""

    def call(*arguments: object) -> Answer:
        code = main([str(a) for a in arguments])
        said = capsys.readouterr()
        return Answer(code, said.out, said.err)

    return call


def refusal(quick, *arguments: object, out: Path) -> str:
    done = quick(*arguments, "-o", out)
    assert done.code == 2, done.out
    assert done.out == ""
    assert not out.exists()
    assert not [p for p in out.parent.iterdir() if p.name.startswith(f".{out.name}")]
    return done.err


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("P001,李,J01,50", "P001,李,J01,abc", "“演说内容”列\n     应为数字"),
        ("P001,李,J01,50", "P001,李,J01,61", "61超过满分60"),
        ("P001,李,J01,50", "P001,李,J01,-1", "不允许负数"),
        ("P001,李,J01,50", "P001,李,J01,=1+1", "应为数字"),
        ("P001,李,J01", "1,李,J01", "“1”不是编号"),
        ("P001,李,J02", "P001,李,J01", "“P001、J01”重复：第2行已有"),
        ("P001,李,J02", "P001,刘,J02", "这里写的是“刘”"),
        ("P001,李,J01,50,30", "P001,李,J01,,30", "[M06]"),
        (",,,亲属", ",30,,亲属", "[M15]"),
        ("演说内容,仪表", "演说内容,风度", "不认识“风度”列"),
        ("演说内容,仪表", "演说内容,演说内容", "出现了不止一次"),
    ],
)
def test_a_sheet_that_cannot_be_marked(quick, tmp_path, old, new, said) -> None:
    sheet = table(tmp_path / "s.csv", JUDGES.replace(old, new, 1))
    rules = table(tmp_path / "r.toml", SPEECH)
    told = refusal(quick, "mark", "speech", sheet, "--rules", rules, out=tmp_path / "o.csv")
    assert said in told
    assert "s.csv" in told


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("P001,A,5,6,3,3,0,0,", "[M01]"),
        ("P001,A,5,5,3,1,0,0,", "[M02]"),
        ("P001,丙,5,5,3,2,0,0,", "没有“丙”这个投票人类别"),
        ("P001,B,5,5,3,2,0,0,", "重复"),
        ("P001,A,5,5,3.5,1.5,0,0,", "应为整数"),
    ],
)
def test_ballots_that_cannot_be_counted(quick, tmp_path, row, said) -> None:
    sheet = table(tmp_path / "e.csv", BALLOTS.replace("P001,A,5,5,3,2,0,0,", row, 1))
    rules = table(tmp_path / "r.toml", EVALUATION)
    assert said in refusal(quick, "mark", "evaluation", sheet, "--rules", rules, out=tmp_path / "o.xlsx")


def test_a_paper_that_does_not_add_up(quick, tmp_path) -> None:
    paper = {**PAPER, "标准答案": [*PAPER["标准答案"][:-1], ("Q03", "判断", "对", 10)]}
    sheet, rules = book(tmp_path / "exam.xlsx", paper), table(tmp_path / "r.toml", EXAM)
    told = refusal(quick, "mark", "exam", sheet, "--rules", rules, out=tmp_path / "o.csv")
    assert "[M08]" in told
    assert "exam.xlsx [标准答案]" in told


def test_all_problems_of_rules_and_table_at_once(quick, tmp_path) -> None:
    rules = table(
        tmp_path / "r.toml",
        SPEECH.replace('"half_up"', '"half"').replace("min_judges = 2", "min_judges = 0")
        + "[spech]\nx = 1\n",
    )
    sheet = table(tmp_path / "s.csv", JUDGES.replace("P001,李,J01", "1,李,J01").replace(",40,20,", ",40,x,"))
    told = refusal(quick, "mark", "speech", sheet, "--rules", rules, out=tmp_path / "o.csv")
    for said in ("不认识“spech”", "“half”不在可选项中", "0小于1", "“1”不是编号", "应为数字，实为“x”"):
        assert said in told
    assert "r.toml [rules.speech.rounding.mode] 第5行" in told


@pytest.mark.parametrize("command", ["mark", "rank", "place"])
@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe\x00", "人员编号\n李䶮".encode("gb18030"), b"PK\x03\x04junk"]
)
def test_files_that_cannot_be_read(quick, tmp_path, command, content) -> None:
    for ending in ("csv", "xlsx", "et"):
        bad = tmp_path / f"bad.{ending}"
        bad.write_bytes(content)
        given = {
            "mark": ["mark", "speech", bad, "--rules", table(tmp_path / "r.toml", SPEECH)],
            "rank": ["rank", bad, "--rules", table(tmp_path / "r.toml", RANK)],
            "place": ["place", *three(tmp_path, placing("rank_order"), choices=bad, board=bad)],
        }[command]
        assert bad.name in refusal(quick, *given, out=tmp_path / "o.csv")


@pytest.mark.parametrize("command", ["mark", "rank", "place"])
def test_places_that_must_not_be_written(quick, tmp_path, command) -> None:
    sheet = {"mark": JUDGES, "rank": MARKS, "place": LISTS}[command]
    mine = table(tmp_path / "mine.csv", sheet)
    rules = {"mark": SPEECH, "rank": RANK, "place": placing("deferred")}[command]
    given = {
        "mark": ["mark", "speech", mine, "--rules", table(tmp_path / "r.toml", rules)],
        "rank": ["rank", mine, "--rules", table(tmp_path / "r.toml", rules)],
        "place": ["place", *three(tmp_path, rules, choices=mine)],
    }[command]
    before = mine.read_bytes()
    for out, said in (
        (mine, "要读的文件之一"),
        (tmp_path / "o.pdf", "结果只写成"),
        (tmp_path / "none" / "o.csv", "文件夹不存在"),
        (tmp_path, "结果只写成"),
    ):
        done = quick(*given, "-o", out)
        assert done.code == 2
        assert said in done.err
    assert mine.read_bytes() == before
    missing = quick(*[a if a != mine else tmp_path / "gone.csv" for a in given], "-o", tmp_path / "o.csv")
    assert (missing.code, "没有这个文件" in missing.err) == (2, True)
    norules = quick(
        *[a if Path(str(a)).name != "r.toml" else tmp_path / "no.toml" for a in given],
        "-o",
        tmp_path / "o.csv",
    )
    assert (norules.code, "没有这个规则文件" in norules.err) == (2, True)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("编号,姓名,笔试,面试成绩,工龄", "编号,姓名,笔试,成绩,工龄", "不认识“成绩”列"),
        ("编号,姓名,笔试,面试成绩,工龄", "编号,姓名,笔试,备注,工龄", "缺少“竞岗演说”列"),
        ("编号,姓名,笔试,面试成绩,工龄", "编号,姓名,笔试,面试成绩,备注", "缺少“工龄”列"),
        ("P001,李,80,40", "P001,李,80,60", "60超过满分50"),
        ("P002,王", "P001,王", "重复"),
        ("P001,李,80,40,10", "P001,李,80,40,", "P001没有填写“工龄”"),
        ("P001,李,80,40,10", "P001,李,80%,40,10", "百分数"),
    ],
)
def test_marks_that_cannot_be_ranked(quick, tmp_path, old, new, said) -> None:
    marks, rules = table(tmp_path / "m.csv", MARKS.replace(old, new, 1)), table(tmp_path / "r.toml", RANK)
    assert said in refusal(quick, "rank", marks, "--rules", rules, out=tmp_path / "o.csv")


def test_rules_that_cannot_be_ranked_by(quick, tmp_path) -> None:
    marks = table(tmp_path / "m.csv", MARKS)
    rules = table(tmp_path / "r.toml", RANK.replace("exam = 60, speech = 40", "exam = 60, speech = 30"))
    assert "四项权重合计90" in refusal(quick, "rank", marks, "--rules", rules, out=tmp_path / "o.csv")
    rules = table(tmp_path / "r.toml", RANK.replace(', "draw"]', "]").replace("speech = 50", "speech = 0"))
    told = refusal(quick, "rank", marks, "--rules", rules, out=tmp_path / "o.csv")
    assert "最后一项须为抽签" in told
    assert "满分须大于0" in told


def test_two_files_that_disagree(quick, tmp_path) -> None:
    rules, marks = table(tmp_path / "r.toml", RANK), table(tmp_path / "m.csv", MARKS)
    other = table(tmp_path / "n.csv", "人员编号,面试\nP001,41")
    told = refusal(quick, "rank", marks, other, "--rules", rules, out=tmp_path / "o.csv")
    assert "n.csv 第2行 “面试”列" in told
    assert "与m.csv第2行不同" in told


@pytest.mark.parametrize(
    ("what", "old", "new", "said"),
    [
        ("board", "1,1,P001", "1,,P001", "没有次序"),
        ("board", "2,2,P002", "2,1,P002", "分不出谁先选岗"),
        ("board", "3,3,P003,70.00", "3,3,P003,85", "却排在后面"),
        ("board", "名次,次序,人员编号,综合成绩", "序号,备注,人员编号,综合成绩", "缺少“次序”列"),
        ("posts", "O02,1", "O02,-1", "小于0"),
        ("posts", "O02,1", "O01,1", "重复"),
        ("lists", "P003,O02,O01", "P003,O02,O03", "岗位表里没有编号O03"),
        ("lists", "P003,O02,O01", "P003,O02,O02", "不止一次"),
        ("lists", "P003,O02,O01", "P003,,O01", "前面的志愿空着"),
        ("lists", "志愿1,志愿2", "志愿1,志愿2,志愿3", "最多填2个志愿"),
    ],
)
def test_what_nobody_can_be_placed_by(quick, tmp_path, what, old, new, said) -> None:
    texts = {"board": BOARD, "posts": POSTS, "lists": LISTS}
    assert old in texts[what]
    texts[what] = texts[what].replace(old, new, 1)
    files = {key: table(tmp_path / f"{key}.csv", text) for key, text in texts.items()}
    given = ["--posts", files["posts"], "--choices", files["lists"], "--board", files["board"]]
    rules = table(tmp_path / "r.toml", placing("rank_order"))
    told = refusal(quick, "place", *given, "--rules", rules, out=tmp_path / "o.csv")
    assert said in told
    assert f"{what}.csv" in told


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        (placing("parallel"), "没有写几个志愿为一批"),
        (placing("rank_order", "band = 2"), "用不到band"),
        (placing("lottery"), "“lottery”不在可选项中"),
        (
            placing("deferred", '[[placement.post_weights]]\nposts = ["O09"]\nweights = { exam = 100 }'),
            "岗位表里没有O09",
        ),
        (
            placing("deferred", '[[placement.post_weights]]\nposts = ["O01"]\nweights = { exam = 100 }'),
            "缺3个岗位成绩",
        ),
        ('[composite]\ngroup = "all"', "没有[placement]"),
    ],
)
def test_rules_that_nobody_can_be_placed_by(quick, tmp_path, rules, said) -> None:
    assert said in refusal(quick, "place", *three(tmp_path, rules), out=tmp_path / "o.csv")


# ── The same as a whole run ──


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
