"""dinggang new FOLDER: an empty case folder with templates."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from dinggang.sheets import write_templates

if TYPE_CHECKING:
    from dinggang.cli.arguments import Commands


def add_parser(commands: "Commands") -> None:
    parser = commands.add_parser(
        "new",
        help="新建案卷文件夹和空白表格 lay out an empty case folder with templates",
        description="新建一个案卷文件夹：方案plan.toml和各种空白表格（带下拉选项和填写说明）。",
    )
    parser.add_argument("folder", type=Path, help="要新建的文件夹 the folder to make")
    parser.set_defaults(call=call)


def call(args: argparse.Namespace) -> int:
    folder: Path = args.folder
    write_templates(folder)
    print(f"已建好空白案卷：{folder}")
    print(f"An empty case folder is ready: {folder}")
    for path in sorted(folder.iterdir()):
        print(f"  {path.name}")
    print(f"先填plan.toml、posts.xlsx、roster.xlsx，再运行：dinggang check {folder}")
    return 0
