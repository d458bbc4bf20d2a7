"""dinggang verify BUNDLE: checks a record and decides the case again. Offline; needs nothing but the file."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from dinggang.basis import Words
from dinggang.cli.arguments import add_language
from dinggang.cli.recording import now, refusal
from dinggang.publication import Demands, Exit, Line, State, verify

if TYPE_CHECKING:
    from dinggang.cli.arguments import Commands

_MARKS = {State.HOLDS: "√", State.FAILS: "×", State.UNCHECKED: "－"}


def add_parser(commands: "Commands") -> None:
    parser = commands.add_parser(
        "verify",
        help="核验公开记录，重办全过程 check a record and decide the case again",
        description="核验一个公开记录文件：格式、签名、见证、由条目重算的树、每个文件的摘要、行为次序；"
        "凡有材料的，全过程重办一遍，逐字节比较。退出码见 docs/record.md。",
    )
    parser.add_argument("bundle", type=Path, metavar="BUNDLE", help="dinggang bundle 写出的文件 the file")
    parser.add_argument("--policy", type=Path, metavar="FILE", help="自己信任的见证规则 the policy you trust")
    parser.add_argument(
        "--since",
        type=Path,
        metavar="OLD",
        help="旧的一份：证明它原样都在 an older bundle that this must continue",
    )
    parser.add_argument("--receipt", type=Path, metavar="FILE", help="本人回执 a person's receipt")
    parser.add_argument(
        "--fresh", type=int, metavar="HOURS", help="见证须在多少小时以内 witnesses within so many hours"
    )
    add_language(parser)
    parser.set_defaults(call=call)


def call(args: argparse.Namespace) -> int:
    demands = Demands(
        policy=_read(args.policy),
        since=_read(args.since),
        receipt=_read(args.receipt),
        now=None if args.fresh is None else now(),
        oldest=None if args.fresh is None else args.fresh * 3600,
    )
    report = verify(_read(args.bundle) or b"", demands)
    for line in report.lines:
        _show(line, args.lang)
    zh = args.lang == "zh"
    open_points = sum(line.state is State.UNCHECKED for line in report.lines)
    if report.code is Exit.SOUND:
        rest = (
            f"，另有{open_points}点未能核验，见上"
            if zh
            else f"; {open_points} points could not be checked, see above"
        )
        print(("\n通过" if zh else "\nSound") + (rest if open_points else "") + ("。" if zh else "."))
    else:
        print("\n不通过。" if zh else "\nNot sound.")
    return int(report.code)


def _show(line: Line, language: str) -> None:
    words = line.words.zh if language == "zh" else line.words.en
    where = f"\n    {line.where}" if line.where else ""
    print(f"{_MARKS[line.state]} {words}{where}")


def _read(path: Path | None) -> bytes | None:
    if path is None:
        return None
    try:
        return path.read_bytes()
    except OSError as error:
        raise refusal(
            path,
            Words(zh=f"读不了这个文件：{error.strerror}。", en=f"The file cannot be read: {error.strerror}."),
            Words(zh="请核对文件名和位置。", en="Check its name and place."),
        ) from None
