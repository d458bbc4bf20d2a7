"""The balance sheet: every law in one place, before and after the result is known."""

from collections.abc import Iterable, Sequence

from dinggang.balance.bodies import allotments_law, bodies_law, filled_law, plates_law
from dinggang.balance.headcount import check_demand, headcount_law, leaders_law, occupied_law, reserve_law
from dinggang.balance.kinds import kinds_law
from dinggang.balance.money import money_law, services_findings
from dinggang.balance.persons import (
    check_claims,
    claims_law,
    persons_law,
    sent_two_ways,
    temporary_law,
    without_claim,
)
from dinggang.balance.values import BalanceSheet, Law, Outcome
from dinggang.basis import Finding, Id
from dinggang.case import Case, Effects
from dinggang.services import later_statements, statements


def planned_sheet(case: Case, acts: Effects) -> BalanceSheet:
    """What the folder says before anybody is placed, with the effects of the acts counted in."""
    laws: list[Law] = [claims_law(case, acts), headcount_law(case.plan, case.posts, acts)]
    found: list[Finding] = [
        *check_claims(case, acts),
        *without_claim(case, acts),
        *check_demand(case.plan, case.posts, acts),
    ]
    for law, broken in (
        leaders_law(case, acts),
        reserve_law(case, acts),
        plates_law(case.plan, case.posts),
        bodies_law(case.plan, case.posts, acts),
        kinds_law(case, acts),
        allotments_law(case.plan),
    ):
        laws.append(law)
        found.extend(broken)
    return BalanceSheet(laws=tuple(laws), findings=tuple(found))


def final_sheet(
    case: Case, acts: Effects, outcomes: Sequence[Outcome], still_open: Sequence[Id], *, purchased: bool
) -> BalanceSheet:
    """The sheet that must balance before a case can close.

    `purchased` says whether agreements are expected already: then money is checked too.
    """
    planned = planned_sheet(case, acts)
    laws, found = list(planned.laws), list(planned.findings)
    # Whom the folder sends two ways is named with the rows that do so; the ledger need not say it again.
    told = {f"people:{person}" for person in sent_two_ways(case, acts)}
    for law, broken in (
        persons_law(case, outcomes),
        occupied_law(case.plan, acts, outcomes),
        filled_law(case.plan, case.posts, outcomes),
        temporary_law(case, still_open),
    ):
        laws.append(law)
        found.extend(f for f in broken if not (f.code == "B01" and told.issuperset(f.rows)))
    return _with_money(case, laws, found, purchased=purchased)


def gathered_sheet(
    case: Case, acts: Effects, still_open: Sequence[Id] | None, *, purchased: bool
) -> BalanceSheet:
    """The planned sheet, with clearance (unless `still_open` is None) and money when they have been gathered."""
    planned = planned_sheet(case, acts)
    laws, found = list(planned.laws), list(planned.findings)
    if still_open is not None:
        law, broken = temporary_law(case, still_open)
        laws.append(law)
        found.extend(broken)
    return _with_money(case, laws, found, purchased=purchased)


def _with_money(case: Case, laws: list[Law], found: list[Finding], *, purchased: bool) -> BalanceSheet:
    if purchased and case.plan.services is not None:
        services, bought, rule = case.plan.services, case.purchases, case.plan.rules.services
        first, later = statements(services, bought, rule), later_statements(services, bought, rule)
        laws.append(money_law(services, first, later))
        found.extend(services_findings(case))
    return BalanceSheet(laws=tuple(_joined(laws)), findings=tuple(found))


def _joined(laws: Sequence[Law]) -> Iterable[Law]:
    """Each law once, in the order of the codes: what the folder says and what came of it stand under one heading."""
    by_code: dict[str, list[Law]] = {}
    for law in laws:
        by_code.setdefault(law.code, []).append(law)
    for code, those in sorted(by_code.items()):
        lines = tuple(line for law in reversed(those) for line in law.lines)
        yield Law(code=code, title=those[-1].title, lines=lines)
