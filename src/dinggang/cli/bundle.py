"""dinggang bundle CASE -o FILE: the record of a case in one file, for anyone to check."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from dinggang.cli.arguments import add_language
from dinggang.cli.recording import add_record, open_record, told
from dinggang.publication import pack

if TYPE_CHECKING:
    from dinggang.cli.arguments import Commands


def add_parser(commands: "Commands") -> None:
    parser = commands.add_parser(
        "bundle",
        help="把公开记录打成一个文件 the record of a case in one file",
        description="把公开记录打成一个文件，供任何人用 dinggang verify 核验。公开本不含姓名和个人材料；审计本含未删除的开封材料。",
    )
    add_record(parser)
    parser.add_argument(
        "-o", "--out", type=Path, required=True, metavar="FILE", help="写到哪个文件 where to write it"
    )
    parser.add_argument(
        "--auditor",
        action="store_true",
        help="审计本，含开封材料 the auditor's variant, with what opens sealed rows",
    )
    add_language(parser)
    parser.set_defaults(call=call)


def call(args: argparse.Namespace) -> int:
    keeping = open_record(args.case)
    with told(args.out):
        raw = pack(keeping, auditor=args.auditor)
        keep(args.out, raw)
    if args.lang == "zh":
        print(f"{'审计本' if args.auditor else '公开本'}：{args.out}，{len(raw)}字节")
    else:
        print(f"{'Auditor' if args.auditor else 'Public'} bundle: {args.out}, {len(raw)} bytes")
    return 0


def keep(path: Path, raw: bytes) -> None:
    """Write the file whole, or not at all. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.part")
    try:
        aside.write_bytes(raw)
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
