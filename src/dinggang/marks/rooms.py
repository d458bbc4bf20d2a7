"""Room coefficients (平衡系数): marks of several rooms made comparable, each stage by its stored rule."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import assert_never

import msgspec

from dinggang.basis import Exact, Id, Rounding, Value, Words, fraction, joined, mean, shown
from dinggang.marks.values import Scored, Step
from dinggang.plan import RoomMethod, RoomRule, SpeechRule


class Room(Value, frozen=True, kw_only=True):
    """One room: its people with a mark, its mean A, the grand mean G, and the coefficient G / A as published.

    `reason` says why a room has no coefficient.
    """

    name: str
    people: tuple[Id, ...]
    mean: Fraction | None
    grand: Fraction | None
    coefficient: Fraction | None
    reason: Words | None = None


def coefficients(rule: RoomRule, marks: Mapping[Id, Decimal], rooms: Mapping[Id, str]) -> Mapping[str, Room]:
    """Each room's coefficient, from the people who have a mark: who is absent or disqualified counts in no mean.

    A room below `min_room`, or one of which trimming leaves nobody, has none, and says why; then no room has, for the
    others' grand mean would rest on it. A room with a mean of 0 has none either; the others keep theirs, for its marks are
    marks. Where nobody has a mark there is no room.
    """
    members: defaultdict[str, list[Id]] = defaultdict(list)
    for person in sorted(marks):
        members[rooms[person]].append(person)
    reasons = {name: _small(rule, name, len(people)) for name, people in sorted(members.items())}
    wrong = tuple(r for r in reasons.values() if r)
    if wrong or not members:
        return {
            name: Room(
                name=name,
                people=tuple(people),
                mean=None,
                grand=None,
                coefficient=None,
                reason=reasons[name] or joined(wrong),
            )
            for name, people in members.items()
        }
    means = {
        name: _rounded(rule.mean_rounding, _mean(rule, [marks[p] for p in people]))
        for name, people in members.items()
    }
    grand = _rounded(rule.mean_rounding, _grand(rule, marks, means))
    return {name: _room(rule, name, tuple(people), means[name], grand) for name, people in members.items()}


def _small(rule: RoomRule, name: str, people: int) -> Words | None:
    least = max(rule.min_room, 2 * rule.trim + 1 if rule.method is RoomMethod.TRIMMED else 1)
    if people >= least:
        return None
    return Words(
        zh=f"考场{name}只有{people}人有分数，少于{least}人，不能算平衡系数。",
        en=f"Room {name} has {people} people with a mark, fewer than the {least} a coefficient needs.",
    )


def _mean(rule: RoomRule, marks: Sequence[Decimal]) -> Fraction:
    cut = rule.trim if rule.method is RoomMethod.TRIMMED else 0
    return mean(sorted(marks)[cut : len(marks) - cut])


def _grand(rule: RoomRule, marks: Mapping[Id, Decimal], means: Mapping[str, Fraction]) -> Fraction:
    match rule.method:
        case RoomMethod.MEAN_OF_MEANS:
            return mean(means.values())
        case RoomMethod.OVERALL | RoomMethod.TRIMMED:
            return _mean(rule, tuple(marks.values()))
        case _:
            assert_never(rule.method)


def _room(rule: RoomRule, name: str, people: tuple[Id, ...], average: Fraction, grand: Fraction) -> Room:
    if not average:
        reason = Words(zh=f"考场{name}的平均分为0。", en=f"The mean of room {name} is 0.")
        return Room(name=name, people=people, mean=average, grand=grand, coefficient=None, reason=reason)
    coefficient = _rounded(rule.coefficient_rounding, grand / average)
    return Room(name=name, people=people, mean=average, grand=grand, coefficient=coefficient)


def _rounded(rule: Rounding | None, number: Exact) -> Fraction:
    return fraction(rule(number)) if rule is not None else fraction(number)


def balanced(
    rule: SpeechRule, marks: Sequence[Scored], rooms: Mapping[Id, Collection[str]]
) -> tuple[Scored, ...]:
    """The marks after the room coefficients, in the same order, each with its working-out.

    Who has no single room, or whose room has no coefficient, has no mark, with the reason.
    """
    if rule.rooms is None:
        return tuple(marks)
    single = {p: next(iter(names)) for p, names in rooms.items() if len(names) == 1 and "" not in names}
    raw = {s.person: s.mark for s in marks if s.mark is not None and s.person in single}
    found = coefficients(rule.rooms, raw, single)
    return tuple(_balance(rule, scored, single, found) for scored in marks)


def _balance(rule: SpeechRule, scored: Scored, single: Mapping[Id, str], found: Mapping[str, Room]) -> Scored:
    if scored.mark is None or rule.rooms is None:
        return scored
    if scored.person not in single:
        reason = Words(zh="评分表没有写明同一个考场。", en="The judges' sheets do not name one room.")
        return msgspec.structs.replace(scored, mark=None, reason=reason, passed=False)
    room = found[single[scored.person]]
    if room.coefficient is None or room.mean is None or room.grand is None:
        return msgspec.structs.replace(scored, mark=None, reason=room.reason, passed=False)
    exact = fraction(scored.mark) * room.coefficient
    full = sum((c.maximum for c in rule.criteria), Decimal(0))
    capped = rule.rooms.cap and exact > full
    mark = rule.rounding(full if capped else exact)
    how = Words(zh=f"，超过满分，按{full:f}计" if capped else "", en=f", cut to {full:f}" if capped else "")
    steps = (
        Step(
            label=Words(zh=f"考场{room.name}的平衡系数", en=f"coefficient of room {room.name}"),
            formula=f"{shown(room.grand)} ÷ {shown(room.mean)} → {shown(room.coefficient)}",
            exact=room.coefficient,
        ),
        Step(
            label=Words(
                zh=f"平衡后{how.zh}，{rule.rounding.words.zh}，得{mark:f}",
                en=f"balanced{how.en}, {rule.rounding.words.en}: {mark:f}",
            ),
            formula=f"{scored.mark:f} × {shown(room.coefficient)} = {shown(exact)}",
            exact=exact,
        ),
    )
    passed = rule.pass_mark is None or mark >= rule.pass_mark
    return msgspec.structs.replace(scored, mark=mark, passed=passed, steps=(*scored.steps, *steps))
