"""What acts change: reserve released, posts held concurrently, posts filled by appointment or kept vacant."""

from collections.abc import Iterable
from datetime import date

import msgspec

from dinggang.basis import Id, Value
from dinggang.case.drawing import purpose_of
from dinggang.case.values import Act, ActKind, Case, DrawPurpose
from dinggang.groundwork import GroupRole
from dinggang.plan import HeadcountKind
from dinggang.selection import Draw


class Effects(Value, frozen=True, kw_only=True):
    """The sum of the acts that change what a check counts with.

    `released` and `vacant` count places per kind. `concurrent` pairs each opening held concurrently with the post
    whose holder takes it on, `appointed` each post with the person appointed or slotted into it. One pair is one
    opening. `disqualified` and `refused` pair a person with the act that says so.
    """

    released: dict[HeadcountKind, int]
    vacant: dict[HeadcountKind, int]
    concurrent: tuple[tuple[Id, Id], ...] = ()
    appointed: tuple[tuple[Id, Id], ...] = ()
    kept_vacant: tuple[Id, ...] = ()
    voided: tuple[Id, ...] = ()
    disqualified: tuple[tuple[Id, Id], ...] = ()
    refused: tuple[tuple[Id, Id], ...] = ()


NO_EFFECTS = Effects(released={}, vacant={})


def effects(acts: Iterable[Act]) -> Effects:
    """Adds up the acts. Acts without the figures they need add nothing; `check_acts` finds them."""
    released = dict.fromkeys(HeadcountKind, 0)
    vacant = dict.fromkeys(HeadcountKind, 0)
    concurrent: list[tuple[Id, Id]] = []
    appointed: list[tuple[Id, Id]] = []
    kept_vacant: list[Id] = []
    voided: list[Id] = []
    disqualified: list[tuple[Id, Id]] = []
    refused: list[tuple[Id, Id]] = []
    for act in acts:
        match act.kind:
            case ActKind.RESERVE_RELEASED if act.headcount_kind is not None:
                released[act.headcount_kind] += act.count or 0
            case ActKind.POST_KEPT_VACANT if act.headcount_kind is not None and not act.posts:
                vacant[act.headcount_kind] += act.count or 0
            case ActKind.POST_KEPT_VACANT:
                kept_vacant.extend(act.posts)
            case ActKind.POST_CONCURRENT:
                concurrent.extend(zip(act.posts, act.held_with, strict=False))
            case ActKind.QUESTION_VOIDED:
                voided.extend(act.questions)
            case ActKind.DISQUALIFIED:
                disqualified.extend((person, act.id) for person in act.people)
            case ActKind.PLACEMENT_REFUSED:
                refused.extend((person, act.id) for person in act.people)
            case ActKind.POST_APPOINTED | ActKind.POST_SLOTTED:
                appointed.extend(zip(act.posts, act.people, strict=False))
            case _:
                pass
    return Effects(
        released=released,
        vacant=vacant,
        concurrent=tuple(concurrent),
        appointed=tuple(appointed),
        kept_vacant=tuple(kept_vacant),
        voided=tuple(voided),
        disqualified=tuple(disqualified),
        refused=tuple(refused),
    )


def standing(acts: Iterable[Act]) -> tuple[Act, ...]:
    """The acts that no later act of their kind takes the place of, in the order given."""
    known = tuple(acts)
    replaced = {(a.corrects, a.kind) for a in known if a.corrects is not None and a.corrects != a.id}
    return tuple(a for a in known if (a.id, a.kind) not in replaced)


def of_kind(acts: Iterable[Act], kind: ActKind) -> tuple[Act, ...]:
    """The acts of one kind, by date and id."""
    return tuple(sorted((a for a in acts if a.kind is kind), key=lambda a: (a.day, a.id)))


def day_of(acts: Iterable[Act], kind: ActKind) -> date | None:
    """The day of the last act of a kind, or None when there is none."""
    found = of_kind(acts, kind)
    return found[-1].day if found else None


def lifting(acts: Iterable[Act], code: str) -> tuple[Act, ...]:
    """The acts that name a finding's code."""
    return tuple(a for a in acts if code in a.lifts)


def draws(acts: Iterable[Act]) -> tuple[Draw, ...]:
    """The draws on record that separate equals, the earliest first."""
    known = tuple(acts)
    return tuple(
        Draw(order=a.people)
        for a in of_kind(known, ActKind.DRAW_HELD)
        if purpose_of(a, known) is DrawPurpose.TIES
    )


def in_order(case: Case) -> Case:
    """The same case with every table sorted by its ids: the order of rows decides nothing."""
    sheets = case.sheets
    bought = case.purchases
    ground = case.groundwork
    return msgspec.structs.replace(
        case,
        posts=tuple(sorted(case.posts, key=lambda p: p.id)),
        people=tuple(sorted(case.people, key=lambda p: p.id)),
        sheets=msgspec.structs.replace(
            sheets,
            questions=tuple(sorted(sheets.questions, key=lambda q: q.id)),
            exam=tuple(sorted(sheets.exam, key=lambda s: s.person)),
            evaluation=tuple(sorted(sheets.evaluation, key=lambda c: (c.person, c.category))),
            speech=tuple(sorted(sheets.speech, key=lambda s: (s.person, s.judge))),
            assessment=tuple(sorted(sheets.assessment, key=lambda f: f.person)),
            essays=tuple(sorted(sheets.essays, key=lambda m: (m.person, m.question, m.turn, m.marker))),
            adjusted=tuple(sorted(sheets.adjusted, key=lambda a: (a.person, a.item, a.evidence, a.times))),
        ),
        choices=tuple(sorted(case.choices, key=lambda c: c.person)),
        second_choices=tuple(sorted(case.second_choices, key=lambda c: c.person)),
        exits=tuple(sorted(case.exits, key=lambda e: (e.person, e.route.value, e.last_day))),
        purchases=msgspec.structs.replace(
            bought,
            agreements=tuple(sorted(bought.agreements, key=lambda a: a.id)),
            deliveries=tuple(sorted(bought.deliveries, key=lambda d: d.id)),
            payments=tuple(sorted(bought.payments, key=lambda p: p.id)),
        ),
        groundwork=msgspec.structs.replace(
            ground,
            members=tuple(sorted(ground.members, key=lambda m: (tuple(GroupRole).index(m.role), m.person))),
            opinions=tuple(sorted(ground.opinions, key=lambda o: o.id)),
            duties=tuple(sorted(ground.duties, key=lambda d: d.id)),
            answers=tuple(sorted(ground.answers, key=lambda a: a.id)),
            meetings=tuple(sorted(ground.meetings, key=lambda m: (m.day, m.id))),
            attendance=tuple(
                sorted(ground.attendance, key=lambda a: (a.meeting, a.person, a.day, a.presence))
            ),
            talks=tuple(sorted(ground.talks, key=lambda t: (t.day, t.person, t.concern or ""))),
        ),
        acts=tuple(sorted(case.acts, key=lambda a: (a.day, a.id))),
    )


def in_force(case: Case) -> Case:
    """The case in order, without the acts that later ones took the place of."""
    ordered = in_order(case)
    return msgspec.structs.replace(ordered, acts=standing(ordered.acts))
