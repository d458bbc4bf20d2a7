"""What several commands ask for in the same way."""

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from dinggang.case import Folder
from dinggang.sheets import read_folder

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - argparse gives it no public name


def add_language(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--lang",
        choices=("zh", "en"),
        default="zh",
        help="语言：中文（默认）或英文 language of what is printed",
    )


def add_case(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("case", type=Path, help="案卷文件夹 the case folder")


def read_case(path: Path) -> Folder:
    """The case folder, naming each file on standard error while a person is watching."""
    if not sys.stderr.isatty():
        return read_folder(path)
    folder = read_folder(path, progress=lambda name: print(f"\r读取 {name} …\033[K", end="", file=sys.stderr))
    print("\r\033[K", end="", file=sys.stderr)
    return folder


def add_day(parser: argparse.ArgumentParser, name: str, words: str) -> None:
    """An option that takes a day as 2026-11-25: no clock is ever asked."""
    parser.add_argument(name, type=day, metavar="DATE", help=words)


def day(text: str) -> date:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or not 1900 <= found.year <= 2200 or len(text) != 10:
        raise argparse.ArgumentTypeError(f"{text!r}不是日期 is no day; 2026-11-25")
    return found
