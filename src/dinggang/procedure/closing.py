"""Closing: the one-outcome ledger and the balance sheet that must hold before a case can close."""

from collections.abc import Mapping, Sequence

import msgspec

from dinggang.balance import BalanceSheet, final_sheet, gathered_sheet
from dinggang.basis import Finding, Level, Words
from dinggang.case import Case, Effects
from dinggang.exits import clearance_open
from dinggang.groundwork import check_worries
from dinggang.procedure.deciding import figure
from dinggang.procedure.outcomes import outcomes
from dinggang.procedure.values import Decision, Results, StepId, StepReport


def sum_up(case: Case, counted: Effects, results: Results, done: Mapping[StepId, StepReport]) -> Decision:
    ledger = outcomes(case, counted, results)
    people = {p.id: p for p in case.people}
    still_open = clearance_open(people, results.clearances or ())
    sheet = final_sheet(case, counted, ledger, still_open, purchased=True)
    unexplained = sorted({j.finding.code for r in done.values() for j in r.judged if j.unexplained})
    seen = {j.finding.code for r in done.values() for j in r.judged}
    findings = [f for f in sheet.findings if f.level is Level.STOPS or f.code not in seen]
    if unexplained:
        findings.append(_unexplained(unexplained))
    findings += check_worries(case.groundwork.talks)
    return Decision(
        results=msgspec.structs.replace(results, outcomes=ledger, balance=sheet),
        findings=tuple(findings),
        figures=(
            figure("改革前", "before", len(case.people)),
            figure("去向合计", "outcomes", len(ledger)),
            figure("平衡关系", "laws that hold", sum(law.holds for law in sheet.laws), "条"),
            figure("不平衡", "laws broken", sum(not law.holds for law in sheet.laws), "条"),
        ),
    )


def _unexplained(codes: Sequence[str]) -> Finding:
    return Finding(
        code="G07",
        level=Level.STOPS,
        words=Words(
            zh=f"以下事项须说明而没有说明：{'、'.join(codes)}。",
            en=f"These findings must be explained and are not: {', '.join(codes)}.",
        ),
        cure=Words(
            zh="请逐项更正；确有理由的，在acts表加“说明事项”，“解除问题”列写明代码，“理由”列写明理由。",
            en="Correct them, or add an act finding_explained that names the codes and gives the reason.",
        ),
        rows=("acts:",),
    )


def early_sheet(case: Case, counted: Effects, results: Results, missing: frozenset[str]) -> BalanceSheet:
    """The balance of what has been gathered before anybody is placed."""
    people = {p.id: p for p in case.people}
    still_open = None if "exits" in missing else clearance_open(people, results.clearances or ())
    return gathered_sheet(case, counted, still_open, purchased="services" not in missing)
