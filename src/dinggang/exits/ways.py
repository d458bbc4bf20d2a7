"""Side by side: every way that is open to a person on a day, from when, and what it brings; the same a while later."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from dinggang.basis import Value, Words, add_months
from dinggang.exits.deciding import decide
from dinggang.exits.dues import NOTICE_DAYS
from dinggang.exits.retirement import EARLY_NOTICE, statutory_day
from dinggang.exits.values import CLEARED, Due, Exit, ExitChoice, Ground, Monthly
from dinggang.plan import ExitRoute, ExitRule
from dinggang.roster import REGULAR, Person

LATER = (0, 6, 12)
"""Months after the day asked about that are looked at beside it."""


class Way(Value, frozen=True, kw_only=True):
    """One route on one day, its papers taken to be complete: whether it is open, with all reasons against it; from which
    day on it is (None: never as things stand, and for clearance); what is due and paid by the month; what must be signed.
    """

    route: ExitRoute
    day: date
    open: bool
    reasons: tuple[Words, ...]
    first: date | None
    dues: tuple[Due, ...]
    monthly: Monthly | None
    signs: tuple[Words, ...]
    cites: tuple[str, ...]


def ways(
    rules: Sequence[ExitRule], person: Person, on: date, contributed: int | None = None
) -> tuple[Way, ...]:
    """Every route for this kind of person on the day asked about, and on the days six and twelve months later.

    Without `contributed` the months of pension contribution are taken to be enough.
    """
    known = {rule.route: rule for rule in rules}
    routes = [r for r in ExitRoute if (r in CLEARED) is (person.kind not in REGULAR)]
    routes = [r for r in routes if r not in CLEARED or CLEARED[r] is person.kind]
    firsts = {route: first_day(known, person, route, contributed) for route in routes}
    return tuple(
        _way(_tried(known, person, route, add_months(on, months), contributed), firsts[route])
        for route in routes
        for months in LATER
    )


def _way(found: Exit, first: date | None) -> Way:
    return Way(
        route=found.route,
        day=found.last_day,
        open=found.granted,
        reasons=found.reasons,
        first=first,
        dues=found.dues if found.granted else (),
        monthly=found.monthly,
        signs=found.signs,
        cites=found.cites,
    )


def _tried(
    rules: Mapping[ExitRoute, ExitRule],
    person: Person,
    route: ExitRoute,
    day: date,
    contributed: int | None,
) -> Exit:
    """The decision with every paper there."""
    choice = ExitChoice(
        person=person.id,
        route=route,
        last_day=day,
        applied=add_months(day, -EARLY_NOTICE),
        approved=day,
        certificate="须有" if route is ExitRoute.RETIRE_SICK else "",
        contributed=900 if contributed is None else contributed,
        ground=Ground.CHANGED if route in CLEARED else None,
        notified=day - timedelta(days=NOTICE_DAYS) if route in CLEARED else None,
    )
    return decide(rules.get(route), person, choice)


def first_day(
    rules: Mapping[ExitRoute, ExitRule],
    person: Person,
    route: ExitRoute,
    contributed: int | None = None,
) -> date | None:
    """The first day on which a route is open, its papers taken to be complete; None when it never is, and for clearance.

    Ages and years only grow, so that a route once open stays so up to statutory age: the day is found by halving.
    """
    if route in CLEARED:
        return None
    due = statutory_day(person)
    last = due - timedelta(days=1) if route in _BEFORE_AGE else date(due.year + 15, 12, 31)
    low, high = person.work_start.toordinal(), last.toordinal()
    if low > high or not _tried(rules, person, route, last, contributed).granted:
        return None
    while low < high:
        middle = (low + high) // 2
        if _tried(rules, person, route, date.fromordinal(middle), contributed).granted:
            high = middle
        else:
            low = middle + 1
    return date.fromordinal(low)


_BEFORE_AGE = frozenset(
    {
        ExitRoute.RETIRE_EARLY,
        ExitRoute.RETIRE_INTERNAL,
        ExitRoute.YIELD,
    }
)
