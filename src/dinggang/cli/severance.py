"""dinggang severance: what the end of a labour contract is worth, line by line; or of many, from a table."""

import argparse
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from dinggang.basis import Problem, Where, Words, canonical
from dinggang.cli.alone import EXPLAIN, as_file, refuse_if, refuse_out, write_files
from dinggang.cli.arguments import add_day, add_language
from dinggang.cli.show import say, wrap
from dinggang.documents.leaving import severance_sheets
from dinggang.exits import Due, Employment, Ground, Terms, lacking, settle
from dinggang.exits.dues import LABOUR_CONTRACT_LAW, NOTHING_DUE
from dinggang.plan.law import Applies, Matter, article, cited, law_on
from dinggang.sheets.alone_leaving import ending_problems, read_ending
from dinggang.sheets.troubles import Problems, problem

if TYPE_CHECKING:
    from dinggang.cli.arguments import Commands


def add_parser(commands: "Commands") -> None:
    parser = commands.add_parser(
        "severance",
        help="经济补偿，逐项列出算式 severance, line by line",
        description="按用工起止日期和月工资算经济补偿：2008年前后分开，三倍封顶和十二年，代通知金，逐项注明依据；给一张表就逐人算。",
    )
    parser.add_argument("sheet", type=Path, nargs="?", help="一张表，配合-o a table of contracts")
    add_day(parser, "--start", "用工第一天 first day")
    add_day(parser, "--end", "用工最后一天 last day")
    parser.add_argument(
        "--wage", type=_yuan, help="前十二个月平均应发工资，元 mean of the last twelve months"
    )
    parser.add_argument(
        "--average-wage", type=_yuan, help="当地上年度职工月平均工资，元 local monthly average"
    )
    parser.add_argument("--minimum-wage", type=_yuan, help="当地月最低工资，元 local minimum")
    parser.add_argument("--last-wage", type=_yuan, help="上月工资，元（代通知金） wage of the month before")
    add_day(parser, "--notified", "书面通知日期 written notice given")
    parser.add_argument("--ground", choices=[g.value for g in Ground], help="解除依据 on what it ends")
    parser.add_argument(
        "--law",
        choices=("auto", "lh", "481"),
        default="auto",
        help="按最后一天选法（auto），或指明 by the last day, or named: the other law's days are refused",
    )
    parser.add_argument("-o", "--out", type=Path, help="结果文件 where the result of a table is written")
    parser.add_argument("--explain", action="store_true", help=EXPLAIN)
    parser.add_argument("--json", action="store_true", help="以JSON输出 print as JSON")
    add_language(parser)
    parser.set_defaults(call=call)


def _yuan(text: str) -> Decimal:
    if re.fullmatch(r"\d{1,9}(\.\d{1,2})?", text, re.ASCII) is None:
        raise argparse.ArgumentTypeError(f"{text!r}不是金额 is no amount; 3000 or 3000.50")
    return Decimal(text)


def call(args: argparse.Namespace) -> int:
    return _many(args) if args.sheet is not None else _one(args)


def _terms(args: argparse.Namespace) -> Terms:
    return Terms(average_wage=args.average_wage, minimum_wage=args.minimum_wage)


def _many(args: argparse.Namespace) -> int:
    problems = Problems()
    if args.out is None:
        problems.append(_missing("-o"))
    else:
        refuse_out([args.out], [args.sheet], (".xlsx", ".csv"), problems)
    listed = read_ending(args.sheet, problems)
    for one in listed:
        problems.extend(_other_law(args.law, one.employment.last_day, Where(file=args.sheet.name)))
    refuse_if(problems)
    for one in listed:
        law_on(Matter.SEVERANCE, one.employment.last_day, {Applies.CONTRACT})
    found = []
    for one in listed:
        lacks = lacking(one.employment)
        found.append(
            (one.id, one.name, settle(one.employment, _terms(args)), "" if lacks is None else lacks.zh)
        )
    sheets = severance_sheets(found)
    write_files({args.out: as_file(args.out, sheets if args.explain else sheets[:1])})
    zh = args.lang == "zh"
    print(f"{len(found)}人，写出：{args.out}" if zh else f"{len(found)} people; written: {args.out}")
    return 0


def _one(args: argparse.Namespace) -> int:
    problems = Problems()
    for name, value in (("--start", args.start), ("--end", args.end), ("--wage", args.wage)):
        if value is None:
            problems.append(_missing(name))
    refuse_if(problems)
    problems.extend(
        ending_problems(Where(file="--end"), Where(file="--wage"), args.start, args.end, args.wage)
    )
    problems.extend(_other_law(args.law, args.end, Where(file="--law")))
    refuse_if(problems)
    law_on(Matter.SEVERANCE, args.end, {Applies.CONTRACT})
    of = Employment(
        start=args.start,
        last_day=args.end,
        wage=args.wage,
        ground=None if args.ground is None else Ground(args.ground),
        notified=args.notified,
        last_wage=args.last_wage,
    )
    dues = settle(of, _terms(args))
    if args.json:
        print(canonical({"dues": dues, "lacking": lacking(of)}).decode())
    else:
        _show(of, dues, args.lang)
    return 0


def _show(of: Employment, dues: tuple[Due, ...], language: str) -> None:
    zh = language == "zh"
    for due in dues:
        print(f"{say(due.label, language)}  {due.amount}" + ("元" if zh else " yuan"))
        print(wrap(due.formula if zh else due.formula_en, "    "))
        print(wrap(due.clause, "    "))
    if of.ground in NOTHING_DUE:
        clause = cited(article(NOTHING_DUE[of.ground]))
        print(wrap(f"不付经济补偿：{clause}" if zh else f"No compensation: {clause}", ""))
    elif not dues:
        print("2008年以前合同期满不付经济补偿" if zh else "Before 2008 expiry is not compensated")
    total = sum((d.amount for d in dues), Decimal(0))
    print(f"合计  {total}元" if zh else f"Total  {total} yuan")
    lacks = lacking(of)
    if lacks is not None:
        print(wrap(f"注意：{lacks.zh}。" if zh else f"Note: {lacks.en}.", ""))


def _missing(name: str) -> Problem:
    return problem(
        Where(file=name),
        f"没有写{name}。",
        f"{name} is missing.",
        "请写明，例如 --start 2019-03-01 --end 2026-10-30 --wage 3000；或给一张表和 -o 结果.xlsx。",
        "State it, as in --start 2019-03-01 --end 2026-10-30 --wage 3000; or hand in a table and -o RESULT.xlsx.",
    )


def _other_law(law: str, last_day: date, where: Where) -> Iterator[Problem]:
    """A law named for a day on which it does not hold."""
    new = last_day >= LABOUR_CONTRACT_LAW
    if law == "auto" or new == (law == "lh"):
        return
    name = (
        Words(zh="劳动合同法", en="劳动合同法")
        if law == "lh"
        else Words(zh="劳部发〔1994〕481号", en="481号")
    )
    since = "自2008-01-01起" if law == "lh" else "只到2007-12-31"
    yield problem(
        where,
        f"最后一天{last_day}不适用{name.zh}（{since}）。",
        f"{name.en} does not hold on the last day, {last_day}.",
        "请用 --law auto，或核对日期。",
        "Take --law auto, or check the day.",
    )
