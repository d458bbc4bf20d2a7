"""Room coefficients in arrays against the plain rule."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dinggang.basis import Fault, Rounding, RoundingMode
from dinggang.kernels.quotients import round_quotients
from dinggang.kernels.rooms import Method, Policy, balanced_marks, room_coefficients
from dinggang.marks import Scored
from dinggang.marks.rooms import balanced, coefficients
from dinggang.plan import Criterion, Measure, RoomMethod, RoomRule, SpeechRule

D = Decimal
ROUNDINGS = st.none() | st.builds(
    Rounding, mode=st.sampled_from(RoundingMode), places=st.sampled_from((0, 2, 3, 8))
)
HUNDREDTHS = Rounding(mode=RoundingMode.HALF_UP, places=2)


def rule_of(method, min_room, trim, mean_rounding, coefficient_rounding, *, cap=True):
    return RoomRule(
        method=RoomMethod(method.value),
        min_room=min_room,
        trim=trim,
        mean_rounding=mean_rounding,
        coefficient_rounding=coefficient_rounding,
        cap=cap,
    )


def quotient(pair, at):
    over, under = int(pair[0][at]), int(pair[1][at])
    return Fraction(over, under) if under else None


# Everyone: a mark in tenths or absent, and one of four rooms, of which some stay empty and some have one candidate.
people_ = st.lists(
    st.tuples(st.none() | st.sampled_from((0, 0, 500)) | st.integers(0, 1000), st.integers(0, 3)), max_size=14
)


@given(
    people_,
    st.sampled_from(Method),
    st.integers(1, 3),
    st.integers(0, 2),
    ROUNDINGS,
    ROUNDINGS,
    st.booleans(),
    st.builds(Rounding, mode=st.sampled_from(RoundingMode), places=st.sampled_from((0, 2, 8))),
)
@example([], Method.OVERALL, 1, 0, None, None, True, HUNDREDTHS)
@example([(None, 0), (None, 1)], Method.OVERALL, 1, 0, None, None, True, HUNDREDTHS)  # all absent
@example([(800, 0)], Method.MEAN_OF_MEANS, 1, 0, None, None, True, HUNDREDTHS)  # one person
@example([(800, 0), (700, 1), (900, 1)], Method.MEAN_OF_MEANS, 1, 0, None, None, True, HUNDREDTHS)
@example(
    [(800, 0), (700, 1), (900, 1)], Method.OVERALL, 2, 0, None, None, True, HUNDREDTHS
)  # too small a room
@example([(0, 0), (0, 0), (900, 1)], Method.OVERALL, 1, 0, None, None, True, HUNDREDTHS)  # a mean of 0
@example([(0, 0), (0, 1)], Method.MEAN_OF_MEANS, 1, 0, None, HUNDREDTHS, True, HUNDREDTHS)  # all 0
@example([(1000, 0), (200, 0), (900, 1), (900, 1)], Method.OVERALL, 1, 0, None, None, True, HUNDREDTHS)  # cut
@example(
    [(700, n % 2) for n in range(10)], Method.TRIMMED, 1, 2, HUNDREDTHS, None, True, HUNDREDTHS
)  # all the same
@example([(n, 0) for n in range(5)], Method.TRIMMED, 1, 2, None, None, False, HUNDREDTHS)
def test_the_kernel_is_the_plain_rule(
    people, method, min_room, trim, mean_rounding, coefficient_rounding, cap, rounding
):
    room_rule = rule_of(method, min_room, trim, mean_rounding, coefficient_rounding, cap=cap)
    marks = {f"P{n}": D(m) / 10 for n, (m, _) in enumerate(people) if m is not None}
    rooms = {f"P{n}": f"R{r}" for n, (_, r) in enumerate(people)}

    found = room_coefficients(
        np.array([m or 0 for m, _ in people], np.int64),
        np.array([r for _, r in people], np.int64),
        np.array([m is not None for m, _ in people], np.bool_),
        4,
        1,
        Policy(
            method=method,
            min_room=min_room,
            trim=trim,
            mean_rounding=mean_rounding,
            coefficient_rounding=coefficient_rounding,
        ),
    )

    plain = coefficients(room_rule, marks, rooms)
    used = {f"R{r}": r for r in range(4) if found.people[r]}
    assert {name: len(room.people) for name, room in plain.items()} == {
        name: int(found.people[r]) for name, r in used.items()
    }
    assert {n: (r.mean, r.grand, r.coefficient) for n, r in plain.items()} == {
        n: (quotient(found.mean, r), found.grand, quotient(found.factor, r)) for n, r in used.items()
    }

    speech = SpeechRule(
        criteria=(Criterion(id="all", name="总分", maximum=D(100)),),
        min_judges=1,
        trim_high=0,
        trim_low=0,
        rounding=rounding,
        rooms=room_rule,
    )
    scored = [
        Scored(person=f"P{n}", measure=Measure.SPEECH, mark=marks.get(f"P{n}")) for n in range(len(people))
    ]
    whole, has = balanced_marks(
        np.array([m or 0 for m, _ in people], np.int64),
        np.array([r for _, r in people], np.int64),
        np.array([m is not None for m, _ in people], np.bool_),
        found,
        1,
        rounding,
        most=1000 if cap else None,
    )
    assert [s.mark for s in balanced(speech, scored, {p: {r} for p, r in rooms.items()})] == [
        D(int(w)).scaleb(-rounding.places) if h else None for w, h in zip(whole, has, strict=True)
    ]


def test_the_worked_example_of_the_methods():
    # Rooms 80, 90 and 70, 75, 80, 95: means 85 and 80.
    marks = np.array([80, 90, 70, 75, 80, 95], np.int64)
    rooms = np.array([0, 0, 1, 1, 1, 1], np.int64)
    everyone = np.ones(6, np.bool_)

    found = {m: room_coefficients(marks, rooms, everyone, 2, 0, Policy(method=m)) for m in Method}

    assert [quotient(found[Method.MEAN_OF_MEANS].factor, r) for r in (0, 1)] == [
        Fraction(165, 2) / 85,
        Fraction(165, 2) / 80,
    ]
    assert [quotient(found[Method.OVERALL].factor, r) for r in (0, 1)] == [
        Fraction(490, 6) / 85,
        Fraction(490, 6) / 80,
    ]


def test_beyond_64_bits_the_numbers_stay_exact():
    # Rooms of 1 … 40 people: the mean of the means has a denominator of 5 · 10¹⁵, and means have eight places.
    rooms = np.repeat(np.arange(40), np.arange(1, 41)).astype(np.int64)
    marks = (np.arange(1, rooms.size + 1, dtype=np.int64) * 7_919_000_001) % 10**10
    everyone = np.ones(rooms.size, np.bool_)
    eight = Rounding(mode=RoundingMode.HALF_UP, places=8)

    found = room_coefficients(marks, rooms, everyone, 40, 8, Policy(method=Method.MEAN_OF_MEANS))
    whole, _ = balanced_marks(marks, rooms, everyone, found, 8, eight, most=10**10)

    named = {f"P{n}": D(int(m)).scaleb(-8) for n, m in enumerate(marks)}
    plain = coefficients(
        rule_of(Method.MEAN_OF_MEANS, 1, 0, None, None),
        named,
        {f"P{n}": f"{r:02}" for n, r in enumerate(rooms)},
    )
    assert [quotient(found.factor, r) for r in range(40)] == [plain[f"{r:02}"].coefficient for r in range(40)]
    assert [int(w) for w in whole] == [
        int(Fraction(eight(min(m * plain[f"{r:02}"].coefficient, 100))) * 10**8)
        for m, r in zip((Fraction(x) for x in named.values()), rooms, strict=True)
    ]


@given(
    st.lists(st.tuples(st.integers(-(10**25), 10**25), st.integers(1, 10**20)), max_size=5),
    st.sampled_from(RoundingMode),
    st.integers(0, 8),
)
def test_quotients_are_rounded_by_the_stored_rule(pairs, mode, places):
    rounding = Rounding(mode=mode, places=places)
    over, under = (np.array([pair[i] for pair in pairs], object) for i in (0, 1))

    assert [int(q) for q in round_quotients(over, under, rounding)] == [
        int(Fraction(rounding(Fraction(a, b))) * 10**places) for a, b in pairs
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        {"marks": np.array([1.0])},
        {"marks": np.array([-1], np.int64)},
        {"marks": np.array([1, 2], np.int64)},
        {"rooms": np.array([1], np.int64)},
        {"there": np.array([1], np.int64)},
    ],
)
def test_what_are_no_rooms(wrong):
    sound = {
        "marks": np.array([1], np.int64),
        "rooms": np.array([0], np.int64),
        "there": np.array([True]),
        "count": 1,
        "places": 0,
        "policy": Policy(method=Method.OVERALL),
    }
    assert quotient(room_coefficients(**sound).factor, 0) == 1
    with pytest.raises(Fault):
        room_coefficients(**{**sound, **wrong})
    with pytest.raises(Fault):
        round_quotients(np.array([1]), 0, HUNDREDTHS)
