"""Which file of a case folder holds a table, and everything that may be wrong with a file as a whole."""

import errno
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from dinggang.basis import Problem, Where
from dinggang.sheets.text import narrow, nearest
from dinggang.sheets.troubles import problem

SHEETS: Mapping[str, tuple[str, ...]] = {
    "posts": ("岗位",),
    "roster": ("花名册",),
    "exam": ("标准答案", "答题"),
    "evaluation": ("民主测评",),
    "speech": ("演说评分",),
    "assessment": ("组织考核",),
    "choices": ("志愿",),
    "exits": ("分流清退",),
    "services": ("委托协议", "交付验收", "付款"),
    "acts": ("正式行为",),
    "groundwork": ("领导小组", "征求意见", "职责分工", "政策问答"),
    "meetings": ("会议", "签到"),
    "talks": ("谈话",),
}
"""The sheets of each file."""

EXTRA: Mapping[str, tuple[str, ...]] = {
    "exam": ("主观题评分",),
    "assessment": ("加分扣分",),
    "choices": ("二次志愿",),
    "services": ("协议变更",),
}
"""Sheets that few plans ask for: they may be missing, and a CSV has none."""

REQUIRED = ("posts", "roster")
"""Tables that must be there; the others may not have been gathered yet."""

OPTIONAL = ("groundwork", "meetings", "talks")
"""Tables that a case can do without for good."""

_OTHERS = (".xls", ".et", ".ods", ".xlsm", ".xlsb", ".numbers", ".txt", ".tsv")


def find_file(folder: Path, file: str) -> tuple[str | None, list[Problem]]:
    """The name of the table's file, None when there is none, with what is wrong about it."""
    book, comma = f"{file}.xlsx", f"{file}.csv"
    there = [name for name in (book, comma) if os.path.lexists(folder / name)]
    if len(there) == 2:
        return None, [_both(book, comma)]
    if there == [comma] and len(SHEETS[file]) > 1:
        return None, [_not_as_csv(comma, book, SHEETS[file])]
    if there:
        return there[0], []
    meant = _misnamed(folder, file)
    if meant is not None:
        return None, [_other_format(meant, book) if meant.endswith(_OTHERS) else _rename(meant, book)]
    return None, [absent(book)] if file in REQUIRED else []


def read_bytes(folder: Path, name: str, most: int) -> tuple[bytes, Problem | None]:
    """The bytes of a file, or the problem that keeps them from being read."""
    path = folder / name
    try:
        if path.is_file():
            if path.stat().st_size > most:
                return b"", _too_big(name, most)
            return path.read_bytes(), None
    except OSError as error:
        return b"", _unreadable(name, error)
    return b"", _no_file(name) if os.path.lexists(path) else absent(name)


def _misnamed(folder: Path, file: str) -> str | None:
    """A file that is likely meant to be the table: other capitals, another format, a copy, a misspelling."""
    names = sorted(p.name for p in folder.iterdir() if not p.name.startswith((".", "~")) and p.is_file())
    known = {f"{one}{end}" for one in SHEETS for end in (".xlsx", ".csv")}
    tables = (".xlsx", ".csv", *_OTHERS)
    stems = {
        name: narrow(name.lower()).partition(".")[0].strip("_-")
        for name in names
        if name not in known and name.lower().endswith(tables)
    }
    for name, stem in stems.items():
        if stem == file or (stem.startswith(file) and not stem[len(file)].isalpha()) or stem in SHEETS[file]:
            return name
    like = {name: nearest(stem, SHEETS, 0.75) for name, stem in stems.items() if stem not in SHEETS}
    return next((name for name, meant in like.items() if meant == file), None)


def absent(name: str) -> Problem:
    return problem(
        Where(file=name),
        "没有这个文件。",
        "The file is missing.",
        "请把它放进案卷文件夹；空白文件可用 dinggang new 生成。",
        "Put it into the case folder; dinggang new makes an empty one.",
    )


def _no_file(name: str) -> Problem:
    return problem(
        Where(file=name),
        "不是文件（是文件夹，或指向不存在的文件）。",
        "Not a file: a folder, or a link to nothing.",
        "请把它移走，放入真正的文件。",
        "Move it away and put the file itself there.",
    )


def _unreadable(name: str, error: OSError) -> Problem:
    if error.errno in {errno.EACCES, errno.EPERM}:
        return problem(
            Where(file=name),
            "没有读取的权限，或正被别的程序占用。",
            "It may not be read, or another program holds it.",
            "请关闭正打开它的程序，或请管理员给予读取权限。",
            "Close the program that has it open, or have the right to read it granted.",
        )
    return problem(
        Where(file=name),
        f"读不出来（{error.strerror or error}）。",
        f"It cannot be read ({error.strerror or error}).",
        "请检查磁盘或网络位置，或换用备份。",
        "Check the disk or network place, or take the backup.",
    )


def _too_big(name: str, most: int) -> Problem:
    return problem(
        Where(file=name),
        f"文件超过{most // 2**20}MB，不像这里的表。",
        f"The file is larger than {most // 2**20} MB.",
        "请核对是否放错了文件，删去图片等多余内容。",
        "Check that it is the right file; take out pictures and the like.",
    )


def _both(book: str, comma: str) -> Problem:
    return problem(
        Where(file=comma),
        f"{book}和{comma}同时存在，不知道以哪个为准。",
        f"Both {book} and {comma} are there.",
        "请只保留一个。",
        "Keep one of them.",
    )


def _not_as_csv(comma: str, book: str, sheets: Sequence[str]) -> Problem:
    return problem(
        Where(file=comma),
        f"这张表有{len(sheets)}个工作表（{'、'.join(sheets)}），不能用CSV。",
        f"This table has {len(sheets)} sheets and cannot be a CSV.",
        f"请用{book}。",
        f"Use {book}.",
    )


def _other_format(other: str, book: str) -> Problem:
    return problem(
        Where(file=other),
        "这种格式不读。",
        "This format is not read.",
        f"请用Excel或WPS打开，另存为{book}，再把原文件移走。",
        f"Open it, save it as {book}, and move the original away.",
    )


def _rename(meant: str, book: str) -> Problem:
    right = book if meant.lower().endswith(".xlsx") else book.replace(".xlsx", ".csv")
    return problem(
        Where(file=meant),
        f"不认识这个文件名；没有{book}，是不是它？",
        f"The file name is not known; there is no {book}. Is this meant?",
        f"是就改名为{right}（全部小写）；不是就移出案卷文件夹，并放入{book}或空白模板。",
        f"If so, rename it to {right}; if not, move it out, and put {book} or an empty template there.",
    )
