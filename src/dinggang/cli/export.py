"""dinggang export CASE -o FOLDER: open formats out of a case that has been run."""

import argparse
import re
from pathlib import Path
from typing import TYPE_CHECKING

from dinggang.cli.arguments import add_case, add_language, read_case
from dinggang.cli.output import publish, refuse_foreign
from dinggang.cli.show import say
from dinggang.formats import UNREGISTERED, Publication
from dinggang.procedure import run
from dinggang.procedure.exporting import Format, Wanted, chosen, exported

if TYPE_CHECKING:
    from dinggang.cli.arguments import Commands

HELP: dict[Format, str] = {
    Format.ORG: "机构、岗位、任职和正式行为：W3C ORG、PROV bodies, posts, holders and acts in Turtle and JSON-LD",
    Format.OCDS: "购买服务：OCDS 1.1.5 the service purchases as a release package",
    Format.CALENDAR: "日程：iCalendar stages, days, notices and terms",
    Format.CSV: "台账：CSV the ledgers, names included",
}


def add_parser(commands: "Commands") -> None:
    parser = commands.add_parser(
        "export",
        help="写出开放格式：ORG、OCDS、iCalendar、CSV write open formats",
        description="办理案卷，把已经通过的环节写成开放格式。一种也不指定，就全部写出。",
    )
    add_case(parser)
    parser.add_argument(
        "-o", "--out", type=Path, required=True, help="写到哪个文件夹 where files are written"
    )
    for format_, words in HELP.items():
        parser.add_argument(
            f"--{format_.value}", dest="formats", action="append_const", const=format_.value, help=words
        )
    parser.add_argument(
        "--key",
        type=_key,
        help="本案卷的代号，用于URN、ocid和UID，默认由机关和方案名称推出 what names this case to the world",
    )
    parser.add_argument(
        "--ocid-prefix",
        type=_prefix,
        default=UNREGISTERED,
        help="OCDS登记的前缀，如ocds-a1b2c3 the publisher's registered prefix",
    )
    parser.add_argument(
        "--ocds-extension",
        type=_extension,
        metavar="URL",
        help="扩展字段说明extension.json公开的网址 where the extension has been put",
    )
    add_language(parser)
    parser.set_defaults(call=call)


def _key(text: str) -> str:
    if re.fullmatch(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?", text) is None:
        raise argparse.ArgumentTypeError(
            "只用小写字母、数字和中间的连字符，最多40个 a–z, 0–9 and inner hyphens, 40 at most"
        )
    return text


def _prefix(text: str) -> str:
    if re.fullmatch(r"ocds-[a-z0-9]{6}", text) is None:
        raise argparse.ArgumentTypeError("形如ocds-a1b2c3 must look like ocds-a1b2c3")
    return text


def _extension(text: str) -> str:
    if re.fullmatch(r"https?://[!-~]+/extension\.json", text) is None:
        raise argparse.ArgumentTypeError("须是extension.json的网址 must be the address of an extension.json")
    return text


def call(args: argparse.Namespace) -> int:
    out: Path = args.out
    refuse_foreign(out)
    folder = read_case(args.case)
    zh = args.lang == "zh"
    done = run(folder)
    publication = Publication(prefix=args.ocid_prefix, extension=args.ocds_extension or "")
    wanted = Wanted(formats=chosen(args.formats or ()), key=args.key, publication=publication)
    files = exported(folder, done, wanted)
    if files:
        publish(out, files)
        print(f"写出{len(files)}个文件：{out}" if zh else f"{len(files)} files written: {out}")
    else:
        print("还没有可以写出的内容，没有写任何文件。" if zh else "Nothing to tell yet: no file was written.")
    for name in files:
        print(f"  {name}")
    if "ocds.json" in files and args.ocid_prefix == UNREGISTERED:
        print(
            "ocid前缀还没有登记，公开前请用--ocid-prefix写明登记的前缀。"
            if zh
            else "The ocid prefix is not registered: name yours with --ocid-prefix before you publish."
        )
    if done.closed:
        return 0
    title = say(done.steps[-1].title, args.lang)
    print(
        f"\n改革停在“{title}”：没有通过的环节没有写出（台账照测算写出）。"
        if zh
        else f"\nThe reform stopped at “{title}”: nothing of later steps was written (ledgers stand as computed)."
    )
    return 1
