"""dinggang draw: alone, redone by sha256sum, and the rows for a case."""

import re
import shutil
import subprocess
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from msgspec.structs import replace

import build
from build import bend
from dinggang.case import Act, ActKind, DrawPurpose
from dinggang.cli import main
from dinggang.plan import DrawMethod, DrawRule, VoidPolicy
from dinggang.sheets import write_folder

DIGITS = "31415926535897932384"


def ran(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str]:
    code = main([str(a) for a in arguments])
    told = capsys.readouterr()
    return code, told.out + told.err


def test_alone_and_redone_with_sha256sum(capsys) -> None:
    # The tickets are those that coreutils give: tests/case/test_drawing.py shows them.
    code, out = ran(
        capsys, "draw", "P03", "P17", "P44", "--label", "A31", "--source", f"公开掷骰={DIGITS}", "--explain"
    )
    assert code == 0
    assert out.startswith("1  P44\n2  P17\n3  P03\n")
    shell, tool = shutil.which("bash"), shutil.which("sha256sum")
    if shell is None or tool is None:
        pytest.skip("no shell with sha256sum here")
    script = out[out.index("label=") :]
    done = subprocess.run([shell, "-c", script], capture_output=True, text=True, check=True)
    assert [line.split() for line in done.stdout.splitlines()] == [
        ["3d72b9233f0029f483598828771b438f0b134e8d5b26879773ef878f9c215b32", "P44"],
        ["b26e79257e4c59bf9eb08299552772bab46ec86c648c7259f917942a01191f23", "P17"],
        ["fb4ad26c022093c9fa38191605aadbff17abe71e9604ad0870d3068f14defb1d", "P03"],
    ]
    assert done.stdout.splitlines() == [line for line in out.splitlines() if line[64:66] == "  "][1:4]


def test_the_page_shows_what_comes_out(capsys) -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "draws.md").read_text("utf-8")
    block = re.findall(r"<!-- run -->\n```\n\$ dinggang (.*?)\n(.*?)```", page, re.DOTALL)
    assert len(block) == 1
    command, expected = block[0]
    assert ran(capsys, *command.split()) == (0, expected)


def test_quotes_and_percent_signs_reach_the_shell_whole(capsys) -> None:
    shell = shutil.which("bash")
    if shell is None or shutil.which("sha256sum") is None:
        pytest.skip("no shell with sha256sum here")
    awkward = ("draw", "P1", "P2", "--label", "it's 100% \\n $HOME", "--source", f'"a\\t" `b`=x={DIGITS}')
    code, out = ran(capsys, *awkward, "--explain", "--lang", "en")
    assert code == 0
    done = subprocess.run(
        [shell, "-c", out[out.index("label=") :]], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines() == [line for line in out.splitlines() if line[64:66] == "  "][1:3]


def test_a_list_out_of_a_table_and_into_one(tmp_path: Path, capsys) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (("人员编号", "姓名", "考场"), ("P44", "甲", 1), ("P03", "乙", 1), ("P17", "丙", 2)):
        sheet.append(row)
    book.save(tmp_path / "list.xlsx")
    out = tmp_path / "order.csv"
    code, told = ran(
        capsys, "draw", tmp_path / "list.xlsx", "--label", "A31", "--source", f"公开掷骰={DIGITS}", "-o", out
    )
    assert (code, told) == (0, "1  P44\n2  P17\n3  P03\n")
    rows = out.read_text("utf-8-sig").splitlines()
    assert [row.split(",")[:2] for row in rows] == [
        ["次序", "人员编号"],
        ["1", "P44"],
        ["2", "P17"],
        ["3", "P03"],
    ]


def test_few_digits_are_told(capsys) -> None:
    code, out = ran(capsys, "draw", "P1", "P2", "--label", "x", "--source", "骰=123")
    assert code == 0
    assert "不足20位数字" in out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("P1", "P2"), "标签和来源都要给出"),
        (("P1", "P2", "--label", "x"), "标签和来源都要给出"),
        (("P1", "P2", "--label", "x", "--source", "骰"), "没有写成“来源=结果”"),
        (("P1", "--label", "x", "--source", "骰=1"), "名单至少两人"),
        (("P1", "P1", "--label", "x", "--source", "骰=1"), "名单至少两人"),
        (("没有.xlsx", "--label", "x", "--source", "骰=1"), "没有这个文件"),
        (("P1", "P2", "--label", "x\ny", "--source", "骰=1"), "须在一行以内"),
    ],
)
def test_refused(capsys, arguments: tuple[str, ...], words: str) -> None:
    code, out = ran(capsys, "draw", *arguments)
    assert code == 2
    assert words in out


@pytest.fixture
def tied(tmp_path: Path) -> Path:
    """The small reform with Q10 void, which leaves P03 and P04 equal; the plan draws by public sources."""
    case = build.case()
    exam = replace(case.plan.rules.exam, void=VoidPolicy.WHOLE_PAPER)
    rules = replace(case.plan.rules, exam=exam, draw=DrawRule(method=DrawMethod.HASH))
    day = date(2006, 11, 17)
    void = Act(id="A50", kind=ActKind.QUESTION_VOIDED, day=day, by="领导小组", questions=("Q10",))
    case = bend(case, plan=replace(case.plan, rules=rules), acts=(*case.acts, void))
    write_folder(tmp_path / "tied", case, {})
    announcement = Act(
        id="A91",
        kind=ActKind.DRAW_COMMITTED,
        day=day,
        by="领导小组",
        people=("P03", "P04"),
        purpose=DrawPurpose.TIES,
        sources=("公开掷骰 20位",),
        due=date(2006, 11, 20),
        place="会议室",
    )
    write_folder(tmp_path / "announced", bend(case, acts=(*case.acts, announcement)), {})
    return tmp_path


def test_the_rows_for_a_case(tied: Path, capsys) -> None:
    code, out = ran(capsys, "draw", tied / "tied", "--due", "2006-11-20", "--place", "会议室")
    assert code == 0
    assert out.splitlines()[1:9] == [
        "  编号：A91",
        "  行为：抽签公告",
        "  日期：（待填）",
        "  作出机关：（待填）",
        "  人员：P03; P04",
        "  抽签事项：同分",
        "  抽签来源：公开掷骰 20位",
        "  抽签日期：2006-11-20",
    ]

    code, out = ran(capsys, "draw", tied / "announced")
    assert (code, out.splitlines()[0]) == (0, "没有要抽签的人。")
    assert "A91（2006-11-20）还没有抽签结果" in out

    # By sha256sum, label A91: P04 56f25938…, P03 dc3fa17c….
    code, out = ran(capsys, "draw", tied / "announced", "--value", DIGITS)
    assert code == 0
    assert "  人员：P04; P03" in out.splitlines()
    assert "  依据的公告：A91" in out
    assert f"  抽签结果：{DIGITS}" in out


@pytest.mark.parametrize(
    ("folder", "arguments", "words"),
    [
        ("tied", ("--source", "掷骰 3位"), "D05"),
        ("tied", ("--source", "掷骰"), "D04"),
        ("tied", ("--value", DIGITS), "等待结果的公告：无"),
        ("announced", ("--value", "123"), "应是20位数字"),
        ("announced", ("--value", DIGITS, "--follows", "A50"), "等待结果的公告：A91"),
        ("announced", ("--label", "x"), "标签就是公告的编号"),
    ],
)
def test_refused_for_a_case(tied: Path, capsys, folder: str, arguments: tuple[str, ...], words: str) -> None:
    code, out = ran(capsys, "draw", tied / folder, *arguments)
    assert code == 2
    assert words in out
