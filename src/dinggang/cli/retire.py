"""dinggang retire: when somebody may retire, from birth, sex and identity alone; or many, from a table."""

import argparse
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from dinggang.basis import Refusal, Where, canonical
from dinggang.cli.alone import EXPLAIN, as_file, refuse_if, refuse_out, write_files
from dinggang.cli.arguments import add_day, add_language, day
from dinggang.cli.show import pad, say, wrap
from dinggang.cli.ways import side_by_side
from dinggang.documents.leaving import retirement_sheets
from dinggang.exits import Facts, Option, Options, options
from dinggang.exits.ages import GROUP_WORDS, shown_month
from dinggang.plan.law import article, short
from dinggang.roster import Identity, Sex, StaffKind
from dinggang.sheets.alone_leaving import read_retiring
from dinggang.sheets.troubles import Problems, problem

if TYPE_CHECKING:
    from dinggang.cli.arguments import Commands


def add_parser(commands: "Commands") -> None:
    parser = commands.add_parser(
        "retire",
        help="退休时间：法定、弹性、提前 when somebody may retire",
        description="按出生年月、性别、身份算法定退休时间、弹性区间和提前退休，逐条注明依据；给一张表就逐人算。",
    )
    parser.add_argument("sheet", type=Path, nargs="?", help="一张表（花名册即可），配合-o a table of people")
    parser.add_argument("--birth", type=_birth, help="出生年月或年月日 1970-05, or with the day")
    parser.add_argument("--sex", choices=[s.value for s in Sex], help="性别 sex")
    parser.add_argument(
        "--group", choices=[i.value for i in Identity], help="身份：干部、工人 cadre or worker"
    )
    parser.add_argument(
        "--staff",
        choices=[StaffKind.ADMINISTRATIVE.value, StaffKind.INSTITUTION.value],
        help="公务员、事业人员；不写就都列出 civil servant or institution staff",
    )
    add_day(parser, "--work-start", "参加工作时间 recognised service begins")
    parser.add_argument(
        "--case", type=Path, help="案卷：连同--person、--on，按方案并列各条去向 the plan's routes"
    )
    parser.add_argument("--person", default="", help="案卷中的人员编号 a person of the case")
    add_day(parser, "--on", "问的是哪一天，逐项答是否可办 whether each is open on this day")
    parser.add_argument("-o", "--out", type=Path, help="结果文件 where the result of a table is written")
    parser.add_argument("--explain", action="store_true", help=EXPLAIN)
    parser.add_argument("--json", action="store_true", help="以JSON输出 print as JSON")
    add_language(parser)
    parser.set_defaults(call=call)


def _birth(text: str) -> tuple[date, bool]:
    """The day, and whether it was given."""
    if re.fullmatch(r"\d{4}-\d{2}", text):
        return day(f"{text}-01"), False
    return day(text), True


def call(args: argparse.Namespace) -> int:
    if args.case is not None:
        return side_by_side(args)
    return _many(args) if args.sheet is not None else _one(args)


def _many(args: argparse.Namespace) -> int:
    problems = Problems()
    if args.out is None:
        problems.append(
            problem(
                Where(file="-o"),
                "没有写结果文件。",
                "Where to write the result is not said.",
                "请加 -o 结果.xlsx。",
                "Add -o RESULT.xlsx.",
            )
        )
    else:
        refuse_out([args.out], [args.sheet], (".xlsx", ".csv"), problems)
    listed = read_retiring(args.sheet, problems)
    found: list[tuple[str, str, Options]] = []
    for one in listed:
        try:
            found.append((one.id, one.name, options(one.facts, args.on)))
        except Refusal as refusal:
            problems.extend(refusal.problems)
    refuse_if(problems)
    sheets = retirement_sheets(found)
    write_files({args.out: as_file(args.out, sheets if args.explain else sheets[:1])})
    if args.explain:
        for id_, name, each in found:
            print(f"{id_} {name}".strip())
            _show(each, args.lang, explain=True)
    zh = args.lang == "zh"
    print(f"{len(found)}人，写出：{args.out}" if zh else f"{len(found)} people; written: {args.out}")
    return 0


def _one(args: argparse.Namespace) -> int:
    problems = Problems()
    for name, value in (("--birth", args.birth), ("--sex", args.sex)):
        if value is None:
            problems.append(
                problem(
                    Where(file=name),
                    f"没有写{name}。",
                    f"{name} is missing.",
                    "请写明，例如 --birth 1970-05 --sex female --group cadre；或给一张表。",
                    "State it, as in --birth 1970-05 --sex female --group cadre; or hand in a table.",
                )
            )
    if args.sex == Sex.FEMALE.value and args.group is None:
        problems.append(
            problem(
                Where(file="--group"),
                "女职工的退休年龄看身份，没有写。",
                "A woman's retirement age depends on whether she is a cadre or a worker.",
                "请写 --group cadre（干部）或 --group worker（工人）。",
                "Add --group cadre or --group worker.",
            )
        )
    refuse_if(problems)
    birth, known = args.birth
    facts = Facts(
        birth=birth,
        day_known=known,
        sex=Sex(args.sex),
        identity=None if args.group is None else Identity(args.group),
        kind=None if args.staff is None else StaffKind(args.staff),
        work_start=args.work_start,
    )
    if facts.work_start is not None and facts.work_start <= facts.birth:
        raise Refusal(
            [
                problem(
                    Where(file="--work-start"),
                    "参加工作时间不晚于出生日期。",
                    "Work starts before birth.",
                    "请核对两个日期。",
                    "Check both days.",
                )
            ]
        )
    found = options(facts, args.on)
    if args.json:
        print(canonical(found).decode())
    else:
        _show(found, args.lang, explain=args.explain)
    return 0


def _show(found: Options, language: str, *, explain: bool) -> None:
    group = say(GROUP_WORDS[found.age.group], language)
    born = shown_month(found.age.birth)
    print(f"{born}出生，{group}" if language == "zh" else f"born {born}; {group}")
    for one in found.options:
        name = pad(say(one.name, language), 16 if language == "zh" else 35)
        print(wrap(f"{_mark(one, language)}{name}{say(one.when, language)}", "  "))
        if explain:
            for words in one.explained:
                print(wrap(say(words, language), "      "))
        if one.cites:
            print(wrap("、".join(short(article(id_)) for id_ in one.cites), "      "))


def _mark(one: Option, language: str) -> str:
    if one.open is None:
        return ""
    if language == "zh":
        return "可办 " if one.open else "不可 "
    return "open   " if one.open else "closed "
