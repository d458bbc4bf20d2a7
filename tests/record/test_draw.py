"""Lots: redone by hand with SHA-256, and refused whenever the plan did not come first or was not kept."""

import hashlib
import subprocess

import msgspec
import pytest

from dinggang.record import (
    DrawOutcome,
    DrawPlan,
    DrawSource,
    SourceKind,
    Unsound,
    check_draw,
    draw_lots,
    list_digest,
)
from dinggang.record.draw import check_plan, list_bytes, seed, ticket

IDS = [f"P{n:03}" for n in range(1, 41)]
SECRET = "11" * 32
DICE = DrawSource(name="dice 2026-12-01 09:00", kind=SourceKind.DIGITS, due=2000, length=20)
UNION = DrawSource(
    name="union",
    kind=SourceKind.REVEAL,
    due=2000,
    commitment=hashlib.sha256(bytes.fromhex(SECRET)).hexdigest(),
)
BEACON = DrawSource(name="beacon round 7", kind=SourceKind.BEACON, due=2500)
LATER = DrawSource(name="dice 2026-12-02 09:00", kind=SourceKind.DIGITS, due=3000, length=20)


def plan(*sources, fallback=None, ids=IDS):
    return DrawPlan(
        label="order of choice",
        list_digest=list_digest(ids),
        list_count=len(ids),
        code_digest="0" * 64,
        sources=sources,
        deadline=2600,
        fallback=fallback,
    )


PLAN = plan(DICE, UNION, BEACON, fallback=LATER)
VALUES = (
    (DICE.name, "31415926535897932384"),
    (UNION.name, SECRET),
    (BEACON.name, "ab" * 32),
)
CHECKS = {BEACON.name: lambda source, value: value == "ab" * 32 and source is not None}


def checked(plan_, outcome, ids=IDS, *, first=3, then=9, at=1999, checks=CHECKS):
    check_draw(plan_, outcome, ids, plan_index=first, outcome_index=then, witnessed_at=at, checks=checks)


def test_a_draw_is_redone_by_hand():
    outcome = draw_lots(PLAN, IDS, VALUES, CHECKS)
    text = (
        "dinggang draw seed v1\norder of choice\n"
        "dice 2026-12-01 09:00\t31415926535897932384\n"
        f"union\t{SECRET}\n"
        f"beacon round 7\t{'ab' * 32}\n"
    )
    by_hand = hashlib.sha256(text.encode()).hexdigest()
    assert seed(PLAN.label, VALUES) == by_hand
    tickets = {each: hashlib.sha256(f"order of choice{by_hand}\0{each}".encode()).hexdigest() for each in IDS}
    assert list(outcome.order) == sorted(IDS, key=tickets.__getitem__)
    checked(PLAN, outcome)
    shell = f"printf '%s%s\\0%s' 'order of choice' {by_hand} P007 | sha256sum"
    printed = subprocess.run(["/bin/sh", "-c", shell], capture_output=True, text=True, check=True).stdout
    assert printed.split()[0] == tickets["P007"] == ticket("order of choice", by_hand, "P007")


def test_the_order_of_the_list_decides_nothing_and_one_more_reorders_nobody():
    outcome = draw_lots(PLAN, IDS, VALUES, CHECKS)
    assert draw_lots(PLAN, reversed(IDS), VALUES, CHECKS) == outcome
    more = [*IDS, "P999"]
    larger = draw_lots(plan(DICE, UNION, BEACON, ids=more), more, VALUES, CHECKS)
    assert tuple(each for each in larger.order if each != "P999") == outcome.order
    assert list_bytes(["b", "a"]) == b"a\nb\n"


def test_the_fallback_stands_in_for_what_is_missing():
    values = (VALUES[0], VALUES[2], (LATER.name, "27182818284590452353"))
    outcome = draw_lots(PLAN, IDS, values, CHECKS)
    checked(PLAN, outcome)
    with pytest.raises(Unsound):  # without a fallback in the plan nothing may be left out
        draw_lots(plan(DICE, UNION, BEACON), IDS, values[:2], CHECKS)
    with pytest.raises(Unsound):  # and with every source there, the fallback has no place
        draw_lots(PLAN, IDS, (*VALUES, values[2]), CHECKS)


def test_what_breaks_a_draw():
    outcome = draw_lots(PLAN, IDS, VALUES, CHECKS)
    swapped = (outcome.order[1], outcome.order[0], *outcome.order[2:])
    cases = {
        "no earlier plan": {"first": 9},
        "not witnessed": {"at": None},
        "witnessed when a value could exist": {"at": 2000},
        "another list": {"ids": [*IDS[:-1], "P900"]},
        "a shorter list": {"ids": IDS[:-1]},
        "no check of the beacon": {"checks": {}},
        "a beacon whose signature fails": {"checks": {BEACON.name: lambda *_: False}},
    }
    for change in cases.values():
        with pytest.raises(Unsound):
            checked(PLAN, outcome, **change)
    reorder = (VALUES[1], VALUES[0], VALUES[2])
    for values, order in (
        (VALUES, swapped),
        (VALUES, outcome.order[:-1]),
        (reorder, outcome.order),
        (VALUES[:2], outcome.order),
        (((DICE.name, "3141592653589793238"), *VALUES[1:]), outcome.order),
        (((DICE.name, "３1415926535897932384"), *VALUES[1:]), outcome.order),
        (((DICE.name, "31415926535897932385"), *VALUES[1:]), outcome.order),
        ((VALUES[0], (UNION.name, "22" * 32), VALUES[2]), outcome.order),
        ((*VALUES, VALUES[0]), outcome.order),
    ):
        with pytest.raises(Unsound):
            checked(PLAN, DrawOutcome(values=values, order=order))


@pytest.mark.parametrize(
    "change",
    [
        {"sources": ()},
        {"sources": (DICE, DICE)},
        {"sources": (UNION,)},  # the last to reveal would decide whether there is a draw
        {"sources": (msgspec.structs.replace(DICE, length=5),)},
        {"sources": (msgspec.structs.replace(DICE, name="a\tb"),)},
        {"sources": (msgspec.structs.replace(DICE, due=0),)},
        {"sources": (DICE, msgspec.structs.replace(UNION, commitment="12"))},
        {"fallback": DICE},
        {"algorithm": "shuffle"},
        {"label": "two\nlines"},
    ],
)
def test_a_plan_nobody_could_check(change):
    check_plan(PLAN)
    with pytest.raises(Unsound):
        check_plan(msgspec.structs.replace(PLAN, **change))


def test_a_list_names_each_once():
    with pytest.raises(Unsound):
        list_digest(["a", "a"])
    with pytest.raises(Unsound):
        list_digest(["a\nb"])
