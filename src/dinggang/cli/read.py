"""dinggang read TEXT: the check-up of a Chinese plan or summary, its comparison with a case, a case drafted out of it."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from dinggang.basis import canonical, stopping
from dinggang.cli.arguments import add_language, read_case
from dinggang.cli.telling import show_checkup, show_comparison, show_draft
from dinggang.reading import CheckUp, Comparison, Text, check_up, compare, draft, read_text, sort_of
from dinggang.sheets import write_started

if TYPE_CHECKING:
    from dinggang.cli.arguments import Commands


def add_parser(commands: "Commands") -> None:
    parser = commands.add_parser(
        "read",
        help="给方案或总结做文本体检 check-up of a Chinese plan or summary",
        description="读一份方案或总结（.txt、.docx）：找出其中的日期、数字、机构、编制、岗位、阶段，"
        "指出前后矛盾、没有依据的说法、没有写明的规则和疑似错字，逐处引用原文。",
    )
    parser.add_argument("text", type=Path, help="方案或总结（.txt、.docx）the text")
    parser.add_argument("--json", action="store_true", help="以JSON输出 print as JSON")
    parser.add_argument(
        "--case", type=Path, metavar="CASE", help="与这个案卷文件夹对照 compare with this case folder"
    )
    parser.add_argument(
        "--draft",
        type=Path,
        metavar="FOLDER",
        help="把读到的内容写成新案卷的开头 start a new case folder with what was read",
    )
    parser.add_argument(
        "--year", type=_year, help="文中没有写年份时，起草案卷用这一年 the year of a text that names none"
    )
    add_language(parser)
    parser.set_defaults(call=call)


def _year(text: str) -> int:
    year = int(text)
    if not 1949 <= year <= 2100:
        raise argparse.ArgumentTypeError("1949-2100")
    return year


def call(args: argparse.Namespace) -> int:
    text = read_text(args.text)
    folder = read_case(args.case) if args.case else None
    seen = check_up(text)
    compared = compare(text, seen.facts, folder) if folder is not None else None
    drafted = draft(text, seen.facts, args.year) if args.draft else None
    if drafted is not None:
        write_started(args.draft, drafted.known, drafted.posts, drafted.acts)
    if args.json:
        print(canonical(_told(text, seen, compared)).decode())
    else:
        show_checkup(text, seen, args.lang)
        if compared is not None:
            show_comparison(text, compared, args.case, args.lang)
        if drafted is not None:
            show_draft(drafted, args.draft, args.lang)
    return 1 if stopping(seen.findings) else 0


def _told(text: Text, seen: CheckUp, compared: Comparison | None) -> dict[str, object]:
    """What other programs read: the facts, and each finding with its heading and its places in words."""
    findings = (*seen.findings, *(compared.findings if compared is not None else ()))
    return {
        "file": text.name,
        "facts": seen.facts,
        "findings": [
            {
                **{name: getattr(f, name) for name in f.__struct_fields__},
                "sort": sort_of(f.code),
                "places": [text.place(w.start or 0) for w in f.where],
            }
            for f in findings
        ],
        "equal": list(compared.equal) if compared is not None else [],
    }
