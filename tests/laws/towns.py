"""Towns whose balance sheet should balance: any number of people, any split of them, any reserve, both readings."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from hypothesis import strategies as st

import build
from build import ADMIN, INST, bend
from dinggang.balance import BalanceSheet, Outcome, OutcomeKind, final_sheet
from dinggang.basis import Level
from dinggang.case import NO_EFFECTS, Case, Effects
from dinggang.plan import (
    Body,
    BodyKind,
    Filling,
    Headcount,
    HeadcountKind,
    Plate,
    ReserveMode,
    ServiceLine,
    Services,
    Stratum,
)
from dinggang.roster import Person, StaffKind
from dinggang.services import Purchases

D = Decimal
WAYS_OUT = (
    OutcomeKind.WAIT,
    OutcomeKind.RETIRE,
    OutcomeKind.RETIRE_EARLY,
    OutcomeKind.RETIRE_SICK,
    OutcomeKind.RETIRE_INTERNAL,
    OutcomeKind.YIELD,
    OutcomeKind.DIVERT_COMPANY,
    OutcomeKind.DIVERT_OTHER,
)
BODY = {ADMIN: "B01", INST: "B02"}


@dataclass(frozen=True)
class Town:
    """A case and a ledger of it that should balance."""

    case: Case
    ledger: tuple[Outcome, ...]

    def sheet(self, acts: Effects = NO_EFFECTS, still_open: Sequence[str] = ()) -> BalanceSheet:
        return final_sheet(self.case, acts, self.ledger, still_open, purchased=True)

    def with_ledger(self, ledger: Sequence[Outcome]) -> "Town":
        return Town(self.case, tuple(ledger))

    def bent(self, **changes: object) -> "Town":
        return Town(bend(self.case, **changes), self.ledger)


def broken(sheet: BalanceSheet) -> set[str]:
    return {law.code for law in sheet.laws if not law.holds}


def named(sheet: BalanceSheet) -> set[tuple[str, str]]:
    """(code, row) of everything that stops."""
    return {(f.code, row) for f in sheet.findings if f.level is Level.STOPS for row in f.rows}


@st.composite
def towns(draw: st.DrawFn) -> Town:
    """Any number of people of each kind, any split into places held and ways out, any reserve, both readings of it."""
    mode = draw(st.sampled_from(ReserveMode))
    leaders = draw(st.integers(0, 3))
    temps = draw(st.integers(0, 3))
    kinds: dict[HeadcountKind, tuple[int, int, int]] = {}
    for kind in (ADMIN, INST):
        places, people, reserve = draw(st.integers(0, 5)), draw(st.integers(0, 8)), draw(st.integers(0, 2))
        kinds[kind] = (places, people, reserve)
    case = _case(mode, leaders, temps, kinds)
    left = {kind: places for kind, (places, _, _) in kinds.items()}
    return Town(case, tuple(_outcome(draw, p, left) for p in draw(st.permutations(case.people))))


def _outcome(draw: st.DrawFn, person: Person, left: dict[HeadcountKind, int]) -> Outcome:
    kind = person.kind.headcount
    if kind is None:
        return Outcome(person=person.id, kind=OutcomeKind.CLEAR_TEMP)
    if person.stratum is Stratum.LEADER:
        return Outcome(person=person.id, kind=OutcomeKind.APPOINT, occupies=kind)
    if left[kind] and draw(st.booleans()):
        left[kind] -= 1
        return Outcome(person=person.id, kind=OutcomeKind.COMPETE, post=post_of(kind), occupies=kind)
    return Outcome(person=person.id, kind=draw(st.sampled_from(WAYS_OUT)))


def post_of(kind: HeadcountKind) -> str:
    return "O02" if kind is ADMIN else "O03"


def _case(
    mode: ReserveMode, leaders: int, temps: int, kinds: dict[HeadcountKind, tuple[int, int, int]]
) -> Case:
    numbers = iter(range(1, 100))
    people = [
        build.person(next(numbers), StaffKind.ADMINISTRATIVE, stratum=Stratum.LEADER) for _ in range(leaders)
    ]
    headcount, posts, bodies = {}, [], []
    for kind, (places, members, reserve) in kinds.items():
        people += [build.person(next(numbers), StaffKind(kind.value)) for _ in range(members)]
        lead = leaders if kind is ADMIN else 0
        held_back = reserve if mode is ReserveMode.INSIDE else 0
        headcount[kind] = Headcount(approved=places + lead + held_back, reserve=reserve, leader_posts=lead)
        bodies.append(
            Body(
                id=BODY[kind],
                name=f"机构{BODY[kind]}",
                kind=BodyKind.OFFICE,
                headcount_kind=kind,
                headcount=places,
                plates=(Plate(id=f"N{BODY[kind][1:]}", name=f"牌子{BODY[kind]}"),),
            )
        )
        if places:
            posts.append(build.post(int(post_of(kind)[1:]), kind, openings=places, body=BODY[kind]))
    if leaders:
        posts.append(
            build.post(1, ADMIN, openings=leaders, body="", stratum=Stratum.LEADER, filling=Filling.APPOINT)
        )
    people += [build.person(next(numbers), StaffKind.TEMPORARY) for _ in range(temps)]
    return bend(
        build.case(),
        plan=bend(
            build.plan(), reserve_mode=mode, headcount=headcount, bodies=tuple(bodies), services=_services()
        ),
        posts=tuple(posts),
        people=tuple(people),
        choices=(),
        exits=(),
        acts=(),
        purchases=_purchases(),
    )


def _services() -> Services:
    lines = tuple(
        ServiceLine(id=f"S{n:02}", name=f"项目{n}", purpose=f"用途{n}", unit="亩", base_amount=D(100 * n))
        for n in (1, 2, 3)
    )
    return Services(base_year=2005, base_total=D(600), lines=lines)


def _purchases() -> Purchases:
    (first,) = build.purchases().agreements
    return Purchases(
        agreements=tuple(
            bend(
                first,
                id=f"C{n:02}",
                line=f"S{n:02}",
                purpose=f"用途{n}",
                quantity=D(100 * n),
                unit_price=D(1),
                amount=D(100 * n),
            )
            for n in (1, 2, 3)
        )
    )


def a_town() -> Town:
    """Two leaders, 3 of 4 administrative and 2 of 3 institution staff placed, one temporary; one in each reserve."""
    case = _case(ReserveMode.INSIDE, 2, 1, {ADMIN: (3, 4, 1), INST: (2, 3, 1)})
    ids = [p.id for p in case.people]
    ledger = [
        *(Outcome(person=p, kind=OutcomeKind.APPOINT, occupies=ADMIN) for p in ids[:2]),
        *(Outcome(person=p, kind=OutcomeKind.COMPETE, post="O02", occupies=ADMIN) for p in ids[2:5]),
        Outcome(person=ids[5], kind=OutcomeKind.WAIT),
        *(Outcome(person=p, kind=OutcomeKind.COMPETE, post="O03", occupies=INST) for p in ids[6:8]),
        Outcome(person=ids[8], kind=OutcomeKind.RETIRE),
        Outcome(person=ids[9], kind=OutcomeKind.CLEAR_TEMP),
    ]
    return Town(case, tuple(ledger))
