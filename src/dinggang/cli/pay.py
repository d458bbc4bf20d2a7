"""dinggang pay: what an accepted delivery may be paid for, step by step; or many, from a table."""

import argparse
import re
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from dinggang.basis import CENT, Problem, Rounding, Where, shown
from dinggang.cli.alone import (
    EXPLAIN,
    as_file,
    refusals_of,
    refuse_if,
    refuse_out,
    show_notices,
    write_files,
)
from dinggang.cli.arguments import add_language
from dinggang.cli.show import say, wrap
from dinggang.documents.paying import paying_sheets
from dinggang.plan import DeductionRule
from dinggang.services import Accepted, Priced, check_accepted, price
from dinggang.sheets.alone_paying import read_accepted
from dinggang.sheets.alone_rules import read_rules
from dinggang.sheets.troubles import Problems, problem

if TYPE_CHECKING:
    from dinggang.cli.arguments import Commands

ONE = "V1"
"""What the only delivery of the command line is called."""


def add_parser(commands: "Commands") -> None:
    parser = commands.add_parser(
        "pay",
        help="验收一笔应付多少，逐步列出 what an accepted delivery is worth, step by step",
        description="应付＝验收数量×单价－按等次和逾期的扣款，按方案的规则取舍；给一张表就逐笔算。",
    )
    parser.add_argument("sheet", type=Path, nargs="?", help="一张表，配合-o a table of deliveries")
    parser.add_argument("--quantity", type=_number, help="验收合格数量 quantity accepted")
    parser.add_argument("--price", type=_number, help="单价，元 yuan a unit")
    parser.add_argument("--quality", default="", help="质量等次 quality grade")
    parser.add_argument("--late-days", type=_days, default=0, help="逾期天数 days late")
    parser.add_argument(
        "--rules",
        type=Path,
        required=True,
        help="案卷的plan.toml，或只有[rules.services]的TOML a plan.toml, or a TOML with [rules.services]",
    )
    parser.add_argument("-o", "--out", type=Path, help="结果文件 where the result of a table is written")
    parser.add_argument("--explain", action="store_true", help=EXPLAIN)
    add_language(parser)
    parser.set_defaults(call=call)


def _number(text: str) -> Decimal:
    if re.fullmatch(r"\d{1,9}(\.\d{1,6})?", text, re.ASCII) is None:
        raise argparse.ArgumentTypeError(f"{text!r}不是数 is no number; 100 or 2.50")
    return Decimal(text)


def _days(text: str) -> int:
    if re.fullmatch(r"\d{1,4}", text, re.ASCII) is None:
        raise argparse.ArgumentTypeError(f"{text!r}不是天数 is no number of days; 4")
    return int(text)


def call(args: argparse.Namespace) -> int:
    return _many(args) if args.sheet is not None else _one(args)


def _rule(path: Path, problems: Problems) -> DeductionRule | None:
    """The plan's deductions, None when it has none or problems were added."""
    read = Problems()
    ruled = read_rules(path, "services", read)
    if "services" in ruled.stated or not path.is_file():
        problems.extend(read.listed())
    else:
        problems.append(
            problem(
                Where(file=path.name),
                "没有[rules.services]这一组规则。",
                "There is no table [rules.services].",
                "请写上[rules.services]，扣款写在[rules.services.deductions]，写法见docs/services.md。",
                "Write [rules.services], with its deductions under [rules.services.deductions]; docs/services.md shows how.",
            )
        )
    if problems or ruled.rules.services is None:
        return None
    return ruled.rules.services.deductions


def _judged(
    rule: DeductionRule | None, given: list[Accepted], places: Mapping[str, Where], file: str, language: str
) -> list[tuple[Accepted, Priced]]:
    findings = [f for one in given for f in check_accepted(rule, one)]
    problems = Problems()
    problems.extend(refusals_of(findings, places, file))
    refuse_if(problems)
    show_notices(findings, places, language)
    return [(one, price(rule, one.quantity, one.unit_price, one.quality, one.late_days)) for one in given]


def _many(args: argparse.Namespace) -> int:
    problems = Problems()
    if args.out is None:
        problems.append(_missing("-o"))
    else:
        refuse_out([args.out], [args.sheet, args.rules], (".xlsx", ".csv"), problems)
    rule = _rule(args.rules, problems)
    read = read_accepted(args.sheet, problems)
    refuse_if(problems)
    places = {f"deliveries:{one.id}": row.where() for one, row in read}
    found = _judged(rule, [one for one, _ in read], places, args.sheet.name, args.lang)
    sheets = paying_sheets(found, _rounding(rule))
    write_files({args.out: as_file(args.out, sheets if args.explain else sheets[:1])})
    if args.explain:
        for one, priced in found:
            print(one.id)
            _show(priced, rule, args.lang)
    total = sum((priced.amount for _, priced in found), Decimal(0))
    zh = args.lang == "zh"
    print(f"{len(found)}笔，应付合计{total}元" if zh else f"{len(found)} deliveries, {total} yuan payable")
    print(f"写出：{args.out}" if zh else f"Written: {args.out}")
    return 0


def _one(args: argparse.Namespace) -> int:
    problems = Problems()
    for name, value in (("--quantity", args.quantity), ("--price", args.price)):
        if value is None:
            problems.append(_missing(name))
    rule = _rule(args.rules, problems)
    refuse_if(problems)
    given = Accepted(
        id=ONE,
        quantity=args.quantity,
        unit_price=args.price,
        quality=args.quality,
        late_days=args.late_days,
    )
    ((_, priced),) = _judged(rule, [given], {}, "--quality", args.lang)
    _show(priced, rule, args.lang)
    return 0


def _rounding(rule: DeductionRule | None) -> Rounding:
    return CENT if rule is None else rule.rounding


def _show(priced: Priced, rule: DeductionRule | None, language: str) -> None:
    """The working-out, line by line; the last line says how it was rounded."""
    zh = language == "zh"
    for step in priced.steps:
        print(
            wrap(
                f"{say(step.label, language)}{'：' if zh else ': '}{step.formula}＝{shown(step.exact)}", "  "
            )
        )
    rounded = say(_rounding(rule).words, language)
    print(f"  应付{priced.amount}元（{rounded}）" if zh else f"  {priced.amount} yuan payable ({rounded})")


def _missing(name: str) -> Problem:
    return problem(
        Where(file=name),
        f"没有写{name}。",
        f"{name} is missing.",
        "请写明，例如 --quantity 100 --price 3 --quality 良 --late-days 4；或给一张表和 -o 结果.xlsx。",
        "State it, as in --quantity 100 --price 3 --late-days 4; or hand in a table and -o RESULT.xlsx.",
    )
