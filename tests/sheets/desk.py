"""A clerk's desk: a sound case folder, hands to spoil it with, and what the reading then says."""

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl

import build
from dinggang.basis import Problem, Refusal
from dinggang.sheets import read_folder, write_folder

ROSTER, POSTS = ("roster.xlsx", "花名册"), ("posts.xlsx", "岗位")
NAMES = {p.id: f"张{c}" for p, c in zip(build.people(), "䶮堃祎𠮷一二三四五六", strict=True)}


def lay_out(path: Path) -> Path:
    """The sound case of tests/build.py as a folder."""
    folder = path / "case"
    write_folder(folder, build.case(), NAMES)
    return folder


def spoil(folder: Path, file: str, change: Callable[[Any], object]) -> None:
    """Opens a workbook as another program would, changes it, saves it."""
    book = openpyxl.load_workbook(folder / file)
    change(book)
    book.save(folder / file)


def cell(folder: Path, file: str, sheet: str, at: str, value: object) -> None:
    """Writes one cell as a typing hand would: its format becomes general."""

    def change(book: Any) -> None:
        book[sheet][at] = value
        if not isinstance(value, str):
            book[sheet][at].number_format = "General"

    spoil(folder, file, change)


def problems(folder: Path) -> tuple[Problem, ...]:
    """What the reading refuses; fails when it takes the folder."""
    try:
        read_folder(folder)
    except Refusal as refusal:
        return refusal.problems
    raise AssertionError("the folder was taken")


def said(folder: Path) -> list[tuple[str, str, int | None, str, str]]:
    """File, sheet, row, column and Chinese words of every problem."""
    return [(p.where.file, p.where.sheet, p.where.row, p.where.column, p.words.zh) for p in problems(folder)]


def rewrite(path: Path, name: str, change: Callable[[bytes], bytes]) -> None:
    """Changes one member of an archive."""
    with zipfile.ZipFile(path) as old:
        members = {n: old.read(n) for n in old.namelist()}
    members[name] = change(members[name])
    with zipfile.ZipFile(path, "w") as new:
        for n, content in members.items():
            new.writestr(n, content)


def edit_plan(folder: Path, *changes: tuple[str, str]) -> None:
    path = folder / "plan.toml"
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert text.count(old) == 1
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


def row_of(folder: Path, line: str) -> int:
    return (folder / "plan.toml").read_text(encoding="utf-8").splitlines().index(line) + 1
