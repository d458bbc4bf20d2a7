"""dinggang check CASE: findings of plan and roster, and the balance sheet. Nothing is written."""

import argparse
from typing import TYPE_CHECKING

from dinggang.balance.structure import structure
from dinggang.basis import Fault, Level, canonical
from dinggang.case import in_force
from dinggang.cli.arguments import add_case, add_language, read_case
from dinggang.cli.show import Kinds, kinds_of, show_balance, show_judged, show_structure
from dinggang.procedure import Judged, Run, survey

if TYPE_CHECKING:
    from dinggang.cli.arguments import Commands


def add_parser(commands: "Commands") -> None:
    parser = commands.add_parser(
        "check",
        help="检查方案、花名册和平衡表，不写文件 findings and balance sheet, nothing is written",
        description="检查案卷：方案、岗位、花名册的问题，以及人员、岗位、编制、经费的平衡表。不写任何文件。",
    )
    add_case(parser)
    parser.add_argument("--json", action="store_true", help="以JSON输出 print as JSON")
    add_language(parser)
    parser.set_defaults(call=call)


def call(args: argparse.Namespace) -> int:
    folder = read_case(args.case)
    seen = survey(folder)
    sheet = seen.results.balance
    if sheet is None:
        raise Fault("a survey always has a balance sheet")
    judged = findings(seen)
    results = seen.results
    placed = results.outcomes is not None and results.placement is not None
    shape = structure(in_force(folder.case), results.outcomes or ()) if placed else None
    if args.json:
        print(canonical({"findings": judged, "balance": sheet, "structure": shape}).decode())
    else:
        print(f"{folder.case.plan.title}\n")
        _show_findings(judged, kinds_of(folder.case.acts), args.lang)
        print("平衡表" if args.lang == "zh" else "Balance sheet")
        show_balance(sheet, args.lang, every_line=True)
        if shape is not None:
            show_structure(shape, args.lang)
        _show_tally(judged, args.lang)
    return 0 if sheet.holds and not any(j.stops for j in judged) else 1


NOT_YET = frozenset({"G01", "G04", "G07"})
"""What only says that a later step has not been taken: a run stops there, a check does not mind."""


def findings(seen: Run) -> tuple[Judged, ...]:
    """The findings of all steps, each once, the gravest first.

    A step and the balance sheet may find the same in other words: code and rows tell.
    """
    order = list(Level)
    found: dict[tuple[str, tuple[str, ...], bool], Judged] = {}
    for report in seen.steps:
        for judged in report.judged:
            if judged.finding.code not in NOT_YET:
                # Without rows only the words tell two findings apart.
                rows = judged.finding.rows or (judged.finding.words.zh,)
                found.setdefault((judged.finding.code, rows, bool(judged.lifted_by)), judged)
    return tuple(
        sorted(
            found.values(), key=lambda j: (bool(j.lifted_by), order.index(j.finding.level), j.finding.code)
        )
    )


def _show_findings(judged: tuple[Judged, ...], kinds: Kinds, language: str) -> None:
    print("检查结果" if language == "zh" else "Findings")
    for one in judged:
        show_judged(one, kinds, language)
    if not judged:
        print("     没有发现问题。" if language == "zh" else "     Nothing found.")
    print()


def _show_tally(judged: tuple[Judged, ...], language: str) -> None:
    stops = sum(j.stops for j in judged)
    explain = sum(j.unexplained for j in judged)
    lifted = sum(bool(j.lifted_by) for j in judged)
    notices = len(judged) - stops - explain - lifted
    if language == "zh":
        print(
            f"\n阻断{stops}项，须说明{explain}项，提示{notices}项，已由正式行为解除{lifted}项。没有写任何文件。"
        )
    else:
        print(
            f"\n{stops} stop, {explain} to explain, {notices} notices, {lifted} lifted by acts. Nothing was written."
        )
