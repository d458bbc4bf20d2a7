"""dinggang read, run as a clerk would."""

import contextlib
import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from dinggang.cli import main

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PROGRAM = Path(sys.executable).with_name("dinggang")
SOUND = HERE / "sound" / "lanxi.txt"
BROKEN = HERE / "broken" / "wanggang.txt"
TOWN = ROOT / "examples" / "town-2006"


@dataclass(frozen=True)
class Done:
    code: int
    out: str
    err: str


def run(*arguments: object) -> Done:
    """The command in this process: its word list is read once."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            code = main([*map(str, arguments)])
        except SystemExit as left:  # argparse
            code = int(left.code or 0)
    return Done(code, out.getvalue(), err.getvalue())


@pytest.fixture
def dinggang() -> Callable[..., Done]:
    return run


def program(*arguments: object) -> Done:
    """The command as the program itself."""
    done = subprocess.run(
        [PROGRAM, *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )
    return Done(done.returncode, done.stdout, done.stderr)


def test_a_sound_text(dinggang: Callable[..., Done]) -> None:
    done = dinggang("read", SOUND)
    assert (done.code, done.err) == (0, "")
    for words in (
        "读到的内容",
        "2006年9月11日（成立领导小组）",
        "党政办公室（社会治安综合治理办公室）",
        "前后矛盾（0）",
        "任命岗位 3",
    ):
        assert words in done.out


def test_a_text_that_contradicts_itself(dinggang: Callable[..., Done]) -> None:
    done = dinggang("read", BROKEN)
    assert done.code == 1
    for words in (
        "[X1 阻断]",
        "第5段第10字“行政编制32名”",
        "没有依据的说法（",
        "没有写明的规则（",
        "疑似错字（",
        "办法：",
    ):
        assert words in done.out


def test_english(dinggang: Callable[..., Done]) -> None:
    done = dinggang("read", BROKEN, "--lang", "en")
    assert done.code == 1
    for words in (
        "What it states",
        "Contradictions (",
        "[X1 stops] 45 institution posts",
        "cure:",
        "paragraph 4, character",
    ):
        assert words in done.out


def test_the_program_says_the_same_in_a_process_of_its_own(dinggang: Callable[..., Done]) -> None:
    assert program("read", BROKEN, "--json") == dinggang("read", BROKEN, "--json")


def test_json(dinggang: Callable[..., Done]) -> None:
    done = dinggang("read", BROKEN, "--json")
    assert done.code == 1
    told = json.loads(done.out)
    raw = BROKEN.read_text("utf-8")
    (x1,) = [f for f in told["findings"] if f["code"] == "X1"]
    assert (x1["level"], x1["sort"]) == ("stops", "contradiction")
    assert [raw[w["start"] : w["end"]] for w in x1["where"]] == x1["quotes"]
    assert x1["places"][0]["zh"].startswith("第4段")
    assert {q["count"] for q in told["facts"]["quotas"]} >= {32, 44, 21, 45}


@pytest.mark.parametrize("name", ["plan.doc", "plan.pdf", "plan.docx", "empty.txt", "latin.txt", "none.txt"])
def test_refusals(name: str, dinggang: Callable[..., Done], tmp_path: Path) -> None:
    path = tmp_path / name
    if name != "none.txt":
        path.write_bytes({"empty.txt": b"", "latin.txt": b"abc"}.get(name, b"\xd0\xcf\x11\xe0"))
    done = dinggang("read", path)
    assert (done.code, done.out) == (2, "")
    assert "不能受理" in done.err
    assert "Refused" in done.err


@pytest.fixture(scope="module")
def drafted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Done]:
    folder = tmp_path_factory.mktemp("draft") / "case"
    return folder, run("read", SOUND, "--draft", folder)


def test_a_draft_holds_what_was_read(drafted: tuple[Path, Done], dinggang: Callable[..., Done]) -> None:
    folder, done = drafted
    assert done.code == 0
    plan = (folder / "plan.toml").read_text("utf-8")
    for words in (
        'title = "关于兰溪镇2006年机构改革工作的总结"',
        'organ = "兰溪镇"',
        'reserve_mode = "inside"',
        "[headcount.administrative]\n# 【必填】核定编制数\napproved = 30",
        "before = 48",
        'name = "社会治安综合治理办公室"',
        'name = "乡村公路养护"',
        "#full_mark = 100",
    ):
        assert words in plan
    assert "每个机构用哪类编制" in done.out
    assert "花名册" in done.out
    checked = dinggang("check", folder)
    assert checked.code == 2
    assert "缺少“cutoff”" in checked.err
    assert "Traceback" not in checked.err


def test_posts_and_acts_of_a_draft(drafted: tuple[Path, Done]) -> None:
    import python_calamine  # noqa: PLC0415 - only this test reads a workbook

    folder, _ = drafted
    posts = (
        python_calamine.CalamineWorkbook.from_path(folder / "posts.xlsx")
        .get_sheet_by_name("岗位")
        .to_python()
    )
    kinds = [row[3] for row in posts[1:] if row[0]]
    assert (kinds.count("行政"), kinds.count("事业")) == (16, 34)
    acts = (
        python_calamine.CalamineWorkbook.from_path(folder / "acts.xlsx")
        .get_sheet_by_name("正式行为")
        .to_python()
    )
    days = {row[1]: str(row[2])[:10] for row in acts[1:] if row[0]}
    assert days["成立领导小组"] == "2006-09-11"
    assert "2006-09-28" in days.values()


def test_a_year_that_the_text_does_not_name(dinggang: Callable[..., Done], tmp_path: Path) -> None:
    without = dinggang("read", BROKEN, "--draft", tmp_path / "a")
    assert "--year" in without.out
    named = dinggang("read", BROKEN, "--draft", tmp_path / "b", "--year", "2007")
    assert "--year" not in named.out
    assert dinggang("read", BROKEN, "--draft", tmp_path / "c", "--year", "7").code == 2


def test_a_folder_that_is_there_is_not_overwritten(dinggang: Callable[..., Done], tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    done = dinggang("read", SOUND, "--draft", tmp_path)
    assert done.code == 2
    assert [p.name for p in tmp_path.iterdir()] == ["notes.txt"]


@pytest.mark.skipif(not (TOWN / "plan.toml").is_file(), reason="the example has not been made")
def test_comparison_with_a_case(dinggang: Callable[..., Done], tmp_path: Path) -> None:
    town = Path(shutil.copytree(TOWN, tmp_path / "town"))
    done = dinggang("read", BROKEN, "--case", town)
    assert done.code == 1
    assert "与案卷" in done.out
    assert "[C01 须说明] 行政编制：文中32" in done.out
    assert "plan.toml 第" in done.out
