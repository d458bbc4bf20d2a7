"""dinggang rebound CASE LATER -o OUT: whether what a closed case settled still holds on a later day."""

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from dinggang.balance.later import closed
from dinggang.balance.rebound import rebound
from dinggang.basis import Finding, Level, Problem, Refusal, Where, Words, canonical
from dinggang.case import Folder, effects, in_force
from dinggang.cli.alone import refuse_if, refuse_out, write_files
from dinggang.cli.arguments import add_language, read_case
from dinggang.cli.output import publish, refuse_foreign
from dinggang.cli.show import show_judged
from dinggang.documents.rebounding import rebound_report, rebound_sheets
from dinggang.procedure import Judged, run
from dinggang.sheets import book
from dinggang.sheets.later import later_template, read_later
from dinggang.sheets.troubles import Problems, problem

if TYPE_CHECKING:
    from dinggang.cli.arguments import Commands

LEDGER, REPORT = "反弹核查台账.xlsx", "反弹核查报告.txt"


def add_parser(commands: "Commands") -> None:
    parser = commands.add_parser(
        "rebound",
        help="办结以后核查有没有反弹 whether a closed case still holds on a later day",
        description="拿后来的花名册、机构编制、经费、付款与办结的案卷核对：清退的人回来、超编超职数、"
        "撤并机构和牌子复活、服务经费减少或改用途、按月发人头费。",
    )
    parser.add_argument("case", type=Path, nargs="?", help="办结的案卷文件夹 the closed case folder")
    parser.add_argument(
        "later",
        type=Path,
        nargs="?",
        help="后来的表：一个xlsx，或放着roster、headcount、budget、payments的文件夹 a workbook or a folder",
    )
    parser.add_argument("-o", "--out", type=Path, help="结果文件夹 where ledger and report are written")
    parser.add_argument(
        "--template", type=Path, metavar="FILE", help="写一个空白的后来表 write an empty workbook for LATER"
    )
    parser.add_argument("--json", action="store_true", help="以JSON输出 print the findings as JSON")
    add_language(parser)
    parser.set_defaults(call=call)


def call(args: argparse.Namespace) -> int:
    problems = Problems()
    if args.template is not None:
        refuse_out([args.template], [args.case, args.later], (".xlsx",), problems)
        refuse_if(problems)
        write_files({args.template: later_template()})
        print(f"写出：{args.template}" if args.lang == "zh" else f"Written: {args.template}")
        return 0
    for word, value in (("CASE", args.case), ("LATER", args.later), ("-o", args.out)):
        if value is None:
            problems.append(_missing(word))
    refuse_if(problems)
    refuse_foreign(args.out)
    return _check(args)


def _check(args: argparse.Namespace) -> int:
    folder = read_case(args.case)
    done = run(folder)
    if not done.closed:
        raise Refusal([_open(args.case, done.steps[-1].title)])
    case = in_force(folder.case)
    settled = closed(case, effects(case.acts), done.results.outcomes or ())
    files = read_later(args.later, folder)
    findings = placed(rebound(settled, files.later), files.places, folder)
    sheets = rebound_sheets(settled, files.later, findings, folder.names, files.names)
    report = rebound_report(settled, files.later, findings)
    publish(args.out, {LEDGER: book(sheets), REPORT: report.encode()})
    if args.json:
        print(canonical({"findings": findings}).decode())
    else:
        _show(args, findings, len(files.later.people))
    return 1 if any(f.level is Level.STOPS for f in findings) else 0


def _show(args: argparse.Namespace, findings: tuple[Finding, ...], people: int) -> None:
    zh = args.lang == "zh"
    print(f"反弹核查：后来花名册{people}人" if zh else f"Rebound check: {people} people on the later roster")
    for one in findings:
        show_judged(Judged(finding=one), None, args.lang)
    stops = sum(f.level is Level.STOPS for f in findings)
    if not findings:
        print("     没有发现反弹。" if zh else "     Nothing came back.")
    else:
        print(
            f"\n违反改革结果的{stops}项，须说明的{len(findings) - stops}项。"
            if zh
            else f"\n{stops} break what was settled, {len(findings) - stops} to explain."
        )
    print(f"写出2个文件：{args.out}" if zh else f"2 files written: {args.out}")
    print(f"  {LEDGER}\n  {REPORT}")


def placed(findings: tuple[Finding, ...], places: Mapping[str, Where], folder: Folder) -> tuple[Finding, ...]:
    """The findings with the places of their rows, those of the later day first."""
    known = {**folder.places, **places}
    return tuple(
        msgspec.structs.replace(f, where=tuple(known[row] for row in f.rows if row in known))
        for f in findings
    )


def _open(path: Path, title: Words) -> Problem:
    return problem(
        Where(file=str(path)),
        f"案卷还没有办结（停在“{title.zh}”），没有可以核对的结果。",
        f"The case is not closed (it stops at “{title.en}”): there is nothing to hold a later day against.",
        "请先用 dinggang run 办结。",
        "Close it with dinggang run first.",
    )


def _missing(word: str) -> Problem:
    return problem(
        Where(file=word),
        f"没有写{word}。",
        f"{word} is missing.",
        "请写成 dinggang rebound 案卷 后来的表 -o 结果文件夹。",
        "Write dinggang rebound CASE LATER -o OUT.",
    )
