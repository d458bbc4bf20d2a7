"""dinggang publish CASE -o SITE: the public record as a static site, with a verifier that runs in the browser."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from dinggang.cli.arguments import add_language
from dinggang.cli.output import publish, refuse_foreign
from dinggang.cli.recording import add_record, open_record, told
from dinggang.publication import pack
from dinggang.publication.site import names_of, site

if TYPE_CHECKING:
    from dinggang.cli.arguments import Commands


def add_parser(commands: "Commands") -> None:
    parser = commands.add_parser(
        "publish",
        help="把公开记录做成网页，浏览器里就能核验 the record as a static site that checks itself",
        description="把公开记录做成一个静态网页文件夹：公告、全部行为、下载、核验。放到网站、共享文件夹或U盘都能打开。",
    )
    add_record(parser)
    parser.add_argument(
        "-o", "--out", type=Path, required=True, metavar="SITE", help="写到哪个文件夹 where to write it"
    )
    parser.add_argument(
        "--url",
        type=_address,
        metavar="ADDRESS",
        help="网站地址，写进公告的二维码 the site's address, for the codes on the notices",
    )
    parser.add_argument("--without-names", action="store_true", help="不写姓名，只写编号 ids only, no names")
    add_language(parser)
    parser.set_defaults(call=call)


def call(args: argparse.Namespace) -> int:
    refuse_foreign(args.out)
    keeping = open_record(args.case)
    with told(args.case):
        raw = pack(keeping, auditor=False)
        names = {} if args.without_names else names_of(keeping)
        files = site(raw, names, args.url or "")
    publish(args.out, files)
    if args.lang == "zh":
        print(
            f"网页：{args.out / 'index.html'}，共{len(files)}个文件"
            + ("，含公告上的姓名" if names else "")
            + "。"
        )
    else:
        print(
            f"Site: {args.out / 'index.html'}, {len(files)} files"
            + (", with the names on the notices" if names else "")
            + "."
        )
    return 0


def _address(text: str) -> str:
    """A phone opens what it scans only when it says how."""
    if not text.startswith(("http://", "https://")) or any(c.isspace() or c == "#" for c in text):
        raise argparse.ArgumentTypeError(f"{text!r}不是网址 is no address; https://www.example.gov.cn/gaige")
    return text
