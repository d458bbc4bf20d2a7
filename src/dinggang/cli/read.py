"""dinggang read TEXT: the check-up of a Chinese plan or summary."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from dinggang.basis import stopping
from dinggang.cli.arguments import add_language
from dinggang.cli.show import show_judged
from dinggang.procedure import Judged
from dinggang.reading import check_up, read_text

if TYPE_CHECKING:
    from dinggang.cli.arguments import Commands


def add_parser(commands: "Commands") -> None:
    parser = commands.add_parser("read", help="给方案或总结做文本体检 check-up of a Chinese plan or summary")
    parser.add_argument("text", type=Path, help="方案或总结（.txt、.docx）the text")
    add_language(parser)
    parser.set_defaults(call=call)


def call(args: argparse.Namespace) -> int:
    seen = check_up(read_text(args.text))
    for finding in seen.findings:
        show_judged(Judged(finding=finding), None, args.lang)
    return 1 if stopping(seen.findings) else 0
