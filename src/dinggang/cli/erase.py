"""dinggang erase CASE PERSON: takes away what opens a person's rows; the record stays valid."""

import argparse
from typing import TYPE_CHECKING

from dinggang.basis import Words
from dinggang.cli.arguments import add_language
from dinggang.cli.recording import add_record, open_record, refusal, told

if TYPE_CHECKING:
    from dinggang.cli.arguments import Commands


def add_parser(commands: "Commands") -> None:
    parser = commands.add_parser(
        "erase",
        help="删除一个人的开封材料，记录仍有效 erase what opens a person's rows",
        description="删除一个人的开封材料（表的内容和盐）。公开记录、摘要和证明都不受影响；删除后不能恢复，也不能再由原始材料重办。"
        "备份和已给出的回执、审计本不在此列。",
    )
    add_record(parser)
    parser.add_argument("person", metavar="PERSON", help="人员编号 the person's id")
    parser.add_argument("--yes", action="store_true", help="确认删除 confirm; it cannot be undone")
    add_language(parser)
    parser.set_defaults(call=call)


def call(args: argparse.Namespace) -> int:
    keeping = open_record(args.case)
    if not args.yes:
        raise refusal(
            args.case,
            Words(zh="删除后不能恢复，没有删除任何内容。", en="It cannot be undone; nothing was erased."),
            Words(zh="确定要删除时加上 --yes。", en="Add --yes when you are sure."),
        )
    with told(args.case), keeping.alone():
        count = keeping.erase(args.person)
    if args.lang == "zh":
        print(f"已删除{args.person}的开封材料{count}行；公开记录不变。")
    else:
        print(f"{count} openings about {args.person} erased; the record is as it was.")
    return 0
