"""补充表述.txt: read in two encodings, refused with its line, and left out where there is none."""

import shutil
from pathlib import Path

import pytest

from dinggang.basis import Refusal
from dinggang.sheets import read_folder
from dinggang.sheets.additions import ADDITIONS, MAX_ADDITIONS, additions_of
from dinggang.sheets.troubles import Problems

TOWN = Path(__file__).resolve().parents[2] / "examples" / "town-2006"
TEXT = "# 给总结补充的话\r\n\r\n【三.1】机关面貌一新。\r\n  感谢支持。 \r\n"
LINES = ("【三.1】机关面貌一新。", "感谢支持。")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_sentences_are_read_one_a_line(encoding):
    problems = Problems()
    assert additions_of(TEXT.encode(encoding), problems) == LINES
    assert not problems


@pytest.mark.parametrize(
    ("content", "row", "words"),
    [
        (b"\xff\xfe\x00\x81", None, "编码不是UTF-8，也不是GB18030，读不出来。"),
        ("好。\n有\x07响铃。".encode(), 2, "这一行含有看不见的控制字符（U+0007）。"),
        (("字" * 501).encode(), 1, "这一行有501个字，超过500个。"),
    ],
)
def test_what_cannot_be_taken_is_named_with_its_line(content, row, words):
    problems = Problems()
    additions_of(content, problems)
    (one,) = problems.listed()
    assert (one.where.file, one.where.row, one.words.zh) == (ADDITIONS, row, words)


def test_a_case_folder_may_hold_them(tmp_path):
    assert read_folder(TOWN).additions == ()
    case = tmp_path / "案卷"
    shutil.copytree(TOWN, case)
    (case / ADDITIONS).write_text(TEXT, "utf-8", newline="")
    folder = read_folder(case)
    assert folder.additions == LINES
    assert ADDITIONS in folder.digests
    (case / ADDITIONS).write_bytes(b"x" * (MAX_ADDITIONS + 1))
    with pytest.raises(Refusal):
        read_folder(case)
