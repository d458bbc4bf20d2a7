"""dinggang pictures CASE -o FOLDER: the reform in pictures, each with the same in words and numbers."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from dinggang.cli.arguments import add_case, add_language, read_case
from dinggang.cli.output import publish, refuse_foreign
from dinggang.cli.show import say
from dinggang.documents.pictures import picture_files
from dinggang.procedure import run
from dinggang.procedure.papers import told_so_far

if TYPE_CHECKING:
    from dinggang.cli.arguments import Commands


def add_parser(commands: "Commands") -> None:
    parser = commands.add_parser(
        "pictures",
        help="画图：机构、流向、进度、结构、成绩、经费 draw the reform",
        description="办理案卷，画出机构前后、人员流向、进度、队伍结构、成绩分布和经费；每图附文字和数字表。",
    )
    add_case(parser)
    parser.add_argument(
        "-o", "--out", type=Path, required=True, help="写到哪个文件夹 where files are written"
    )
    add_language(parser)
    parser.set_defaults(call=call)


def call(args: argparse.Namespace) -> int:
    out: Path = args.out
    refuse_foreign(out)
    folder = read_case(args.case)
    zh = args.lang == "zh"
    done = run(folder)
    files = picture_files(told_so_far(folder, done))
    publish(out, files)
    print(f"写出{len(files)}个文件：{out}" if zh else f"{len(files)} files written: {out}")
    for name in files:
        print(f"  {name}")
    if not done.closed:
        title = say(done.steps[-1].title, args.lang)
        print(
            f"\n改革停在“{title}”：画到这里为止，没有定的不画。"
            if zh
            else f"\nThe reform stopped at “{title}”: drawn as far as that."
        )
    return 0 if done.closed else 1
