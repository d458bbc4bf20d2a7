"""What acts and exits say to the groundwork, which knows neither."""

from dinggang.basis import Id
from dinggang.case import Act, ActKind, Case
from dinggang.groundwork import Decided
from dinggang.plan import ExitRoute, Filling, Stratum

EARLY = frozenset(
    {
        ExitRoute.RETIRE_EARLY,
        ExitRoute.RETIRE_SICK,
        ExitRoute.RETIRE_INTERNAL,
        ExitRoute.YIELD,
        ExitRoute.DIVERT_COMPANY,
        ExitRoute.DIVERT_OTHER,
    }
)
"""Ways out before one's time or to another employer: people go them after a talk."""

_APPOINTING = frozenset({ActKind.PLACEMENT_DECIDED, ActKind.POST_APPOINTED, ActKind.POST_SLOTTED})


def taken(case: Case) -> tuple[Decided, ...]:
    """The acts as far as meetings bear on them. Placement is of every post that was competed for."""
    leading = {p.id for p in case.posts if p.stratum is Stratum.LEADER}
    competed = {p.id for p in case.posts if p.filling is Filling.COMPETE}
    return tuple(
        Decided(
            id=a.id,
            day=a.day,
            by=a.by,
            number=a.number,
            appoints=a.kind in _APPOINTING,
            leading=bool(leading & _filled(a, competed)),
        )
        for a in case.acts
    )


def _filled(act: Act, competed: set[Id]) -> set[Id]:
    if act.kind is ActKind.PLACEMENT_DECIDED:
        return competed
    return set(act.posts) if act.kind in _APPOINTING else set()


def leaving_early(case: Case) -> frozenset[Id]:
    """Who leaves by one of these ways, granted or not."""
    return frozenset(e.person for e in case.exits if e.route in EARLY)
