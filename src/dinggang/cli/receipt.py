"""dinggang receipt CASE PERSON -o FILE: what opens one person's rows, for that person."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from dinggang.basis import Words
from dinggang.cli.arguments import add_language
from dinggang.cli.bundle import keep
from dinggang.cli.recording import add_record, open_record, refusal, told

if TYPE_CHECKING:
    from dinggang.cli.arguments import Commands


def add_parser(commands: "Commands") -> None:
    parser = commands.add_parser(
        "receipt",
        help="给本人的回执，证明计入的就是自己的那几张表 a receipt for one person",
        description="写出一个人的回执：其各表各行的开封材料。本人持回执和公开本，用 dinggang verify --receipt 核对。",
    )
    add_record(parser)
    parser.add_argument("person", metavar="PERSON", help="人员编号 the person's id")
    parser.add_argument(
        "-o", "--out", type=Path, required=True, metavar="FILE", help="写到哪个文件 where to write it"
    )
    add_language(parser)
    parser.set_defaults(call=call)


def call(args: argparse.Namespace) -> int:
    keeping = open_record(args.case)
    with told(args.case):
        receipt = keeping.receipt(args.person)
    if not receipt.rows:
        raise refusal(
            args.case,
            Words(
                zh=f"记录中没有{args.person}的开封材料：编号不对，或已删除。",
                en=f"The record opens nothing about {args.person}: another id, or erased.",
            ),
            Words(zh="请核对人员编号。", en="Check the id."),
        )
    with told(args.out):
        keep(args.out, receipt.encoded())
    if args.lang == "zh":
        print(f"{args.person}的回执：{len(receipt.rows)}行，{args.out}。只交给本人。")
    else:
        print(f"Receipt of {args.person}: {len(receipt.rows)} rows, {args.out}. For that person alone.")
    return 0
