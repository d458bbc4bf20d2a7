"""The balance sheet: every law in one place, before and after the result is known."""

from collections.abc import Sequence

from dinggang.balance.bodies import allotments_law, bodies_law, filled_law, plates_law
from dinggang.balance.headcount import check_demand, headcount_law, leaders_law, occupied_law, reserve_law
from dinggang.balance.kinds import kinds_law
from dinggang.balance.money import money_law
from dinggang.balance.persons import check_claims, claims_law, persons_law, temporary_law
from dinggang.balance.values import BalanceSheet, Law, Outcome
from dinggang.basis import Finding, Id
from dinggang.case import Case, Effects
from dinggang.services import check_services, later_statements, statements


def planned_sheet(case: Case, acts: Effects) -> BalanceSheet:
    """What the folder says before anybody is placed, with the effects of the acts counted in."""
    laws: list[Law] = [claims_law(case, acts), headcount_law(case.plan, case.posts, acts)]
    found: list[Finding] = [*check_claims(case, acts), *check_demand(case.plan, case.posts, acts)]
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
    laws = [law for law in planned.laws if law.code not in {"B01", "B03"}]
    found = list(planned.findings)
    for law, broken in (
        persons_law(case, outcomes),
        occupied_law(case.plan, acts, outcomes),
        filled_law(case.plan, case.posts, outcomes),
        temporary_law(case, still_open),
    ):
        laws.append(law)
        found.extend(f for f in broken if f not in found)
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
        services, bought = case.plan.services, case.purchases
        laws.append(money_law(services, statements(services, bought), later_statements(services, bought)))
        found.extend(check_services(case.plan, bought))
    return BalanceSheet(laws=tuple(sorted(laws, key=lambda law: law.code)), findings=tuple(found))
