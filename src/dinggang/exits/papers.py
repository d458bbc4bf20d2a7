"""The papers that a person signs on each route, and the articles that a decision rests on."""

from dinggang.basis import Words
from dinggang.exits.dues import LABOUR_CONTRACT_LAW, NOTHING_DUE
from dinggang.exits.retirement import statutory_of
from dinggang.exits.values import CLEARED, ExitChoice, Ground
from dinggang.plan import ExitRoute
from dinggang.plan.law import Applies, Matter, article, find_law
from dinggang.roster import Person, StaffKind

APPLICATION = Words(zh="本人自愿申请书", en="own application")
SETTLEMENT = Words(zh="结算单", en="settlement")

_SIGNS: dict[ExitRoute, tuple[Words, ...]] = {
    ExitRoute.RETIRE: (Words(zh="退休审批表", en="retirement form"),),
    ExitRoute.RETIRE_EARLY: (APPLICATION, Words(zh="退休审批表", en="retirement form")),
    ExitRoute.RETIRE_SICK: (
        Words(zh="劳动能力鉴定申请", en="application for certification"),
        Words(zh="退休审批表", en="retirement form"),
    ),
    ExitRoute.RETIRE_INTERNAL: (APPLICATION, Words(zh="内退协议", en="agreement on internal retirement")),
    ExitRoute.YIELD: (APPLICATION,),
    ExitRoute.DIVERT_COMPANY: (Words(zh="转签的劳动合同", en="labour contract with the company"),),
    ExitRoute.DIVERT_OTHER: (),
    ExitRoute.CLEAR_TEMP: (),
    ExitRoute.CLEAR_OWN: (),
}
_ENDS: dict[Ground | None, tuple[Words, ...]] = {
    None: (SETTLEMENT,),
    Ground.CHANGED: (Words(zh="解除通知书送达回执", en="receipt of the notice"), SETTLEMENT),
    Ground.AGREED: (Words(zh="解除协议", en="agreement to end the contract"), SETTLEMENT),
    Ground.EXPIRED: (Words(zh="终止通知书送达回执", en="receipt of the notice"), SETTLEMENT),
    Ground.UNLAWFUL: (SETTLEMENT,),
}
_RECEIPT = (Words(zh="解除、终止证明送达回执", en="receipt of the certificate"),)


def signs_of(choice: ExitChoice) -> tuple[Words, ...]:
    """What the person must sign."""
    if choice.route in CLEARED:
        return _ENDS.get(choice.ground, _RECEIPT)
    return _SIGNS[choice.route]


def cites_of(  # noqa: PLR0911 - a case per route
    person: Person, choice: ExitChoice
) -> tuple[str, ...]:
    """The articles by which a route is decided on its last day; those of its dues stand with the dues."""
    day = choice.last_day
    who = {
        StaffKind.ADMINISTRATIVE: Applies.CIVIL,
        StaffKind.INSTITUTION: Applies.INSTITUTION,
    }.get(person.kind, Applies.CONTRACT)
    match choice.route:
        case ExitRoute.RETIRE:
            return statutory_of(person, day).cites
        case ExitRoute.RETIRE_EARLY if who is Applies.CIVIL:
            return _found(Matter.EARLY, choice, who)
        case ExitRoute.RETIRE_EARLY:
            flexible = find_law(Matter.FLEXIBLE_EARLY, day, {Applies.ALL})
            return ("NT-1",) if flexible is None else ("TX-3", "TZ-EARLY", "TX-2")
        case ExitRoute.RETIRE_SICK:
            return _found(Matter.SICK, choice, who) if who is Applies.CIVIL else ("BT-G4",)
        case ExitRoute.RETIRE_INTERNAL | ExitRoute.YIELD:
            return ("NT-1",)
        case ExitRoute.CLEAR_TEMP | ExitRoute.CLEAR_OWN:
            return _ending(choice)
        case _:
            moved = article("LHS-10").holds(day) and choice.route is ExitRoute.DIVERT_COMPANY
            return ("LHS-10",) if moved else ()


def _found(matter: Matter, choice: ExitChoice, who: Applies) -> tuple[str, ...]:
    law = find_law(matter, choice.last_day, {who})
    return () if law is None else (law.id,)


def _ending(choice: ExitChoice) -> tuple[str, ...]:
    if choice.ground is None:
        return ()
    if choice.ground in NOTHING_DUE:
        return (NOTHING_DUE[choice.ground],)
    if choice.last_day < LABOUR_CONTRACT_LAW:
        return ("LD-26", "LD-28") if choice.ground is Ground.CHANGED else ("LD-28",)
    first = {
        Ground.CHANGED: "LH-40",
        Ground.AGREED: "LH-36",
        Ground.EXPIRED: "LH-44",
        Ground.UNLAWFUL: "LH-48",
    }[choice.ground]
    return (first, "LH-46", "LH-50")
