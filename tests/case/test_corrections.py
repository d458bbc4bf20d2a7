"""Acts that take the place of earlier ones: which stand, and what a correction must say (A04)."""

from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dinggang.case import Act, ActKind, check_acts, standing

replace = msgspec.structs.replace
FROZEN, CLOSED = ActKind.ROSTER_FROZEN, ActKind.CLEARANCE_CLOSED


def act(number: int, corrects: str | None = None, **changes: object) -> Act:
    made = Act(
        id=f"A{number}",
        kind=FROZEN,
        day=date(2006, 9, number),
        by="镇党委",
        reason="漏登一人",
        corrects=corrects,
    )
    return replace(made, **changes)


def ids(*acts: Act) -> list[str]:
    return [a.id for a in standing(acts)]


def a04(*acts: Act) -> list[str]:
    return [f.rows[0] for f in check_acts(acts) if f.code == "A04"]


def test_the_later_act_stands_in_place_of_the_earlier() -> None:
    assert ids(act(1), act(2), act(3, "A1")) == ["A2", "A3"]
    assert ids(act(1), act(2, "A1"), act(3, "A2")) == ["A3"]
    assert a04(act(1), act(2, "A1"), act(3, "A2")) == []


def test_an_act_of_another_kind_or_itself_takes_no_place() -> None:
    assert ids(act(1), act(2, "A1", kind=CLOSED)) == ["A1", "A2"]
    assert ids(act(1, "A1")) == ["A1"]


@pytest.mark.parametrize(
    ("acts", "wrong"),
    [
        ((act(1), act(2, "A9")), ["acts:A2"]),  # corrects nothing
        ((act(1), act(2, "A1", kind=CLOSED)), ["acts:A2"]),  # another kind
        ((act(3), act(2, "A3")), ["acts:A2"]),  # dated before it
        ((act(1, "A1"),), ["acts:A1"]),  # itself
        ((act(1, "A2"), act(2, "A1", day=date(2006, 9, 1))), ["acts:A1", "acts:A2"]),  # in a circle
        ((act(1), act(2, "A1", reason="")), ["acts:A2"]),  # no reason
        ((act(1), act(2, "A1"), act(3, "A1")), ["acts:A2", "acts:A3"]),  # corrected twice
        ((act(1), act(2, "A1", day=date(2006, 9, 1))), []),  # the same day
    ],
)
def test_what_a_correction_must_say(acts: tuple[Act, ...], wrong: list[str]) -> None:
    assert a04(*acts) == wrong


@given(st.lists(st.integers(min_value=0, max_value=8), max_size=9))
def test_of_a_chain_the_last_stands_and_order_does_not_matter(targets: list[int]) -> None:
    """Each act corrects an earlier one or none; of every chain without branches exactly its end stands."""
    acts, free = [], set()
    for number, target in enumerate(targets, start=1):
        corrected = f"A{target}" if f"A{target}" in free else None
        free.discard(f"A{target}")
        acts.append(act(number, corrected))
        free.add(f"A{number}")
    assert set(ids(*acts)) == free
    assert set(ids(*reversed(acts))) == free
    assert a04(*acts) == []
