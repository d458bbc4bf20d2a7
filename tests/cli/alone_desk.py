"""What the tests of single steps lay on the desk: sheets, rules, and hands to read results with."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import openpyxl

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


def three(tmp_path: Path, rules: str, choices: Path | None = None, board: Path | None = None) -> list[object]:
    return [
        *("--posts", table(tmp_path / "p.csv", POSTS)),
        *("--choices", choices or table(tmp_path / "c.csv", LISTS)),
        *("--board", board or table(tmp_path / "b.csv", BOARD)),
        *("--rules", table(tmp_path / "r.toml", rules)),
    ]


class Answer(NamedTuple):
    code: int
    out: str
    err: str


def refusal(quick, *arguments: object, out: Path) -> str:
    done = quick(*arguments, "-o", out)
    assert done.code == 2, done.out
    assert done.out == ""
    assert not out.exists()
    assert not [p for p in out.parent.iterdir() if p.name.startswith(f".{out.name}")]
    return done.err
