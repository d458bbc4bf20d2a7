"""Draws: hand-worked tickets, what an announcement and a result must satisfy, and the laws of the order."""

import hashlib
from collections.abc import Sequence
from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

import build
from build import bend
from dinggang.basis import Level
from dinggang.case import (
    Act,
    ActKind,
    Case,
    DrawPurpose,
    announced,
    check_acts,
    check_draws,
    could_exist,
    draws,
    lots,
    order_drawn,
)
from dinggang.case.drawing import source_of
from dinggang.plan import DrawMethod, DrawRule
from dinggang.record import DrawOutcome, SourceKind, check_draw
from dinggang.selection import Draw

replace = msgspec.structs.replace
DUE = date(2006, 11, 20)
DIGITS = "31415926535897932384"
SECRET = "07" * 32
PROMISE = hashlib.sha256(bytes.fromhex(SECRET)).hexdigest()
DICE = "公开掷骰 20位"
OFFICE = f"区纪委 承诺{PROMISE}"
TIED = (("P03", "P04"), ("P06", "P07", "P08"))


def committed(**changes: object) -> Act:
    values: dict[str, object] = {
        "id": "A31",
        "kind": ActKind.DRAW_COMMITTED,
        "day": date(2006, 11, 17),
        "by": "领导小组",
        "people": ("P03", "P04"),
        "purpose": DrawPurpose.TIES,
        "sources": (DICE,),
        "due": DUE,
        "place": "镇政府会议室",
    }
    return Act(**{**values, **changes})  # type: ignore[arg-type]  # a test bends any field


def held(**changes: object) -> Act:
    """P04's ticket is before P03's, worked out below."""
    values: dict[str, object] = {
        "id": "A32",
        "kind": ActKind.DRAW_HELD,
        "day": DUE,
        "by": "领导小组",
        "people": ("P04", "P03"),
        "follows": "A31",
        "values": (DIGITS,),
    }
    return Act(**{**values, **changes})  # type: ignore[arg-type]  # as above


def with_acts(*acts: Act, method: DrawMethod | None = DrawMethod.HASH) -> Case:
    case = build.case()
    rule = None if method is None else DrawRule(method=method)
    plan = replace(case.plan, rules=replace(case.plan.rules, draw=rule))
    return bend(case, plan=plan, acts=acts)


def codes(*acts: Act, method: DrawMethod | None = DrawMethod.HASH) -> list[tuple[str, Level, str]]:
    found = check_draws(with_acts(*acts, method=method), TIED)
    return [(f.code, f.level, f.rows[0].removeprefix("acts:")) for f in found]


def stops(code: str, act: str) -> list[tuple[str, Level, str]]:
    return [(code, Level.STOPS, act)]


# By hand, with coreutils:
#   seed=$(printf 'dinggang draw seed v1\nA31\n公开掷骰\t31415926535897932384\n' | sha256sum)   d2dcb8a6…95bc6d8
#   printf 'A31%s\0P44' "$seed" | sha256sum   3d72b923…  P17 b26e7925…  P03 fb4ad26c…


def test_tickets_worked_out_by_hand() -> None:
    assert lots("A31", ["P03", "P17", "P44"], [("公开掷骰", DIGITS)]) == ("P44", "P17", "P03")


@pytest.mark.parametrize(
    ("text", "kind", "name", "length"),
    [
        (DICE, SourceKind.DIGITS, "公开掷骰", 20),
        ("公开掷骰20位", SourceKind.DIGITS, "公开掷骰", 20),
        ("福彩3D第2026120期 3位", SourceKind.DIGITS, "福彩3D第2026120期", 3),
        ("dice 20 digits", SourceKind.DIGITS, "dice", 20),
        (OFFICE, SourceKind.REVEAL, "区纪委", 64),
        ("drand第5000000轮 信标", SourceKind.BEACON, "drand第5000000轮", 64),
    ],
)
def test_a_source_as_a_person_writes_it(text: str, kind: SourceKind, name: str, length: int) -> None:
    source = source_of(text, DUE)
    assert source is not None
    # Midnight in Beijing of 2006-11-20 is 16:00 of the 19th by POSIX: `date -ud 2006-11-19T16:00 +%s`.
    assert (source.kind, source.name, source.length, source.due) == (kind, name, length, 1_163_952_000)


@pytest.mark.parametrize(
    "text",
    [
        "公开掷骰",
        "20位",
        "掷骰 0位",
        "掷骰 ２０位",
        "区纪委 承诺abc",
        "信标",
        "骰\t子 20位",
        "骰 501位",
        "骰" * 500 + " 20位",
    ],
)
def test_what_describes_no_source(text: str) -> None:
    assert source_of(text, DUE) is None


def test_a_sound_draw_has_no_findings() -> None:
    assert codes(committed(), held()) == []
    assert codes(committed(sources=(OFFICE, DICE), fallback="福彩双色球 20位")) == []


@pytest.mark.parametrize(
    ("acts", "expected"),
    [
        ((held(follows=None),), stops("D01", "A32")),
        ((committed(), held(follows="A99")), stops("D01", "A32")),
        ((committed(day=DUE), held(day=date(2006, 11, 21))), stops("D02", "A31")),
        ((committed(day=date(2006, 11, 21)), held()), [*stops("D02", "A31"), *stops("D02", "A32")]),
        ((committed(), held(day=date(2006, 11, 19))), stops("D02", "A32")),
        ((committed(people=("P03", "P05")),), stops("D03", "A31")),
        ((committed(people=("P06", "P07")),), stops("D03", "A31")),
        ((committed(people=("P01", "P05")),), [("D03", Level.NOTICE, "A31")]),
        ((committed(sources=()),), stops("D04", "A31")),
        ((committed(sources=("掷骰",)),), stops("D04", "A31")),
        ((committed(sources=(DICE, DICE)),), stops("D04", "A31")),
        ((committed(sources=(OFFICE,), fallback=DICE),), stops("D04", "A31")),
        ((committed(sources=(OFFICE, DICE)),), stops("D04", "A31")),
        ((committed(fallback=f"工会 承诺{PROMISE}"),), stops("D04", "A31")),
        ((committed(sources=("掷骰 19位",)),), stops("D05", "A31")),
        ((committed(fallback="福彩3D 3位"),), stops("D05", "A31")),
        ((committed(), held(values=())), stops("D06", "A32")),
        ((committed(), held(values=(DIGITS[:-1],))), stops("D06", "A32")),
        ((committed(), held(values=(DIGITS[:-1] + "x",))), stops("D06", "A32")),
        ((committed(), held(values=("缺",))), stops("D06", "A32")),
        ((committed(), held(people=("P03", "P04"))), stops("D07", "A32")),
        ((committed(), held(people=("P03", "P05"))), stops("D07", "A32")),
        ((committed(), held(), held(id="A33", people=("P04", "P03"))), stops("D09", "A33")),
        ((committed(), committed(id="A34")), stops("D09", "A34")),
        (
            (
                committed(people=("P06", "P07", "P08")),
                committed(id="A34", people=("P03", "P04", "P06", "P07", "P08")),
            ),
            [("D09", Level.EXPLAIN, "A34")],
        ),
    ],
    ids=lambda value: None if not isinstance(value, list) else "-".join(code for code, _, _ in value),
)
def test_what_a_draw_by_hash_must_satisfy(
    acts: Sequence[Act], expected: list[tuple[str, Level, str]]
) -> None:
    assert codes(*acts) == expected


def test_the_fallback_waits_for_the_day_after_and_says_why() -> None:
    # The office's secret is not revealed: its place is empty, and the fallback comes last.
    announcement = committed(sources=(OFFICE, DICE), fallback="福彩双色球 20位")
    values = ("缺", DIGITS, "27182818284590452353")
    order = lots("A31", announcement.people, [("公开掷骰", DIGITS), ("福彩双色球", values[2])])
    late = held(people=order, values=values, day=date(2006, 11, 21), reason="区纪委未揭示")

    assert codes(announcement, late) == []
    assert codes(announcement, replace(late, reason="")) == stops("D08", "A32")
    assert codes(announcement, replace(late, day=DUE)) == stops("D08", "A32")
    revealed = lots("A31", announcement.people, [("区纪委", SECRET), ("公开掷骰", DIGITS)])
    assert codes(announcement, held(people=revealed, values=(SECRET, DIGITS))) == []
    assert codes(announcement, held(people=revealed, values=("08" * 32, DIGITS))) == stops("D06", "A32")
    assert codes(announcement, held(people=revealed, values=(DIGITS, SECRET))) == stops("D06", "A32")


def test_a_beacon_must_be_vouched_for() -> None:
    announcement = committed(sources=("drand第5000000轮 信标",))
    order = lots("A31", announcement.people, [("drand第5000000轮", "ab" * 32)])
    found = codes(announcement, held(people=order, values=("ab" * 32,)))
    assert found == [("D10", Level.EXPLAIN, "A32")]


def test_an_announced_draw_is_not_passed_over_in_silence() -> None:
    final = Act(id="A40", kind=ActKind.RANKING_FINAL, day=date(2006, 11, 27), by="领导小组")
    assert codes(committed(), final) == [("D11", Level.EXPLAIN, "A31")]
    assert codes(committed(), held(), final) == []


def test_by_hand_the_order_stands_as_recorded() -> None:
    drawn = held(people=("P03", "P04"), follows=None, values=())
    for method in (None, DrawMethod.HAND):
        assert codes(drawn, method=method) == []
        assert codes(committed(sources=()), replace(drawn, follows="A31"), method=method) == []
        # Whoever announces sources is held to them.
        assert codes(committed(), replace(drawn, follows="A31", values=(DIGITS,)), method=method) == stops(
            "D07", "A32"
        )


def test_corrections_of_a_draw() -> None:
    early = committed(id="A33", day=date(2006, 11, 18), corrects="A31", reason="漏列一人")
    assert check_acts([committed(), early]) == ()
    late = replace(early, day=DUE, due=date(2006, 11, 30))
    assert [(f.code, f.rows) for f in check_acts([committed(), late])] == [("D02", ("acts:A33",))]

    other = held(id="A33", values=("2" * 20,), corrects="A32", reason="记错")
    assert [(f.code, f.level) for f in check_acts([held(), other])] == [("D09", Level.EXPLAIN)]
    assert check_acts([held(), replace(other, values=(DIGITS,))]) == ()


@pytest.mark.parametrize(
    "incomplete",
    [{"people": ("P03",)}, {"people": ("P03", "P03")}, {"purpose": None}, {"due": None}, {"place": ""}],
    ids=str,
)
def test_an_announcement_says_list_purpose_day_and_place(incomplete: dict[str, object]) -> None:
    assert [f.code for f in check_acts([committed(**incomplete)])] == ["A01"]


def test_only_draws_among_equals_separate_equals() -> None:
    speaking = committed(purpose=DrawPurpose.SPEAKING)
    assert draws([committed(), held()]) == (Draw(order=("P04", "P03")),)
    assert draws([speaking, held()]) == ()
    assert draws([held(follows=None, purpose=DrawPurpose.CHOOSING)]) == ()
    assert draws([held(follows=None)]) == (Draw(order=("P04", "P03")),)


def test_the_record_core_says_the_same() -> None:
    announcement, result = committed(), held()
    plan = announced(announcement)
    assert plan is not None
    outcome = DrawOutcome(values=(("公开掷骰", DIGITS),), order=result.people)
    check_draw(
        plan,
        outcome,
        announcement.people,
        plan_index=3,
        outcome_index=4,
        witnessed_at=could_exist(DUE) - 1,
        checks={},
    )
    assert order_drawn(announcement, result) == result.people


people = st.sets(st.from_regex(r"P[0-9]{2,4}", fullmatch=True), min_size=2, max_size=12)
digits = st.text("0123456789", min_size=20, max_size=20)


@given(people, people, digits, st.randoms(use_true_random=False))
def test_neither_list_order_nor_one_more_person_reorders_anybody(
    some: set[str], more: set[str], value: str, shuffle: object
) -> None:
    order = lots("A31", some, [("公开掷骰", value)])
    listed = sorted(some)
    shuffle.shuffle(listed)  # type: ignore[attr-defined]  # a random.Random by hypothesis

    assert lots("A31", listed, [("公开掷骰", value)]) == order
    assert sorted(order) == sorted(some)
    larger = lots("A31", some | more, [("公开掷骰", value)])
    assert tuple(p for p in larger if p in some) == order


written = st.one_of(
    st.text(max_size=30),
    st.builds(
        "{}{}{}".format, st.text(max_size=8), st.sampled_from(["", " ", "\t"]), st.from_regex(r"\d{1,3}位")
    ),
    st.builds("{} 承诺{}".format, st.text(max_size=8), st.just(PROMISE)),
)


@given(
    st.lists(written, max_size=3).map(tuple),
    written | st.just(""),
    st.lists(digits | st.sampled_from(["缺", SECRET]) | st.text(max_size=5), max_size=4).map(tuple),
)
def test_whatever_is_written_a_draw_is_redone_or_told_why_not(
    sources: tuple[str, ...], fallback: str, values: tuple[str, ...]
) -> None:
    announcement = committed(sources=sources, fallback=fallback)
    found = order_drawn(announcement, held(values=values))
    if isinstance(found, tuple):
        assert sorted(found) == ["P03", "P04"]
    else:
        assert found.zh
    check_draws(with_acts(announcement, held(values=values)), TIED)
