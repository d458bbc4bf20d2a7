from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import build
from build import ADMIN, INST
from dinggang.case import Act, ActKind, check_acts, day_of, draws, effects, in_order, lifting
from dinggang.selection import Draw

DAY = date(2006, 11, 3)


def act(kind: ActKind, number: int = 1, **changes: object) -> Act:
    return Act(**{"id": f"A{number:02}", "kind": kind, "day": DAY, "by": "镇党委", **changes})


def test_effects_add_up() -> None:
    total = effects(
        [
            act(ActKind.RESERVE_RELEASED, headcount_kind=INST, count=1),
            act(ActKind.RESERVE_RELEASED, headcount_kind=INST, count=1),
            act(ActKind.POST_KEPT_VACANT, headcount_kind=ADMIN, count=2),
            act(ActKind.POST_KEPT_VACANT, posts=("O09",)),
            act(ActKind.POST_CONCURRENT, posts=("O01", "O02"), held_with=("O03", "O04")),
            act(ActKind.POST_APPOINTED, posts=("O05",), people=("P01",)),
            act(ActKind.PLAN_ADOPTED),
        ]
    )
    assert total.released == {ADMIN: 0, INST: 2}
    assert total.vacant == {ADMIN: 2, INST: 0}
    assert total.kept_vacant == ("O09",)
    assert total.concurrent == (("O01", "O03"), ("O02", "O04"))
    assert total.appointed == (("O05", "P01"),)


@pytest.mark.parametrize(
    "incomplete",
    [
        act(ActKind.RESERVE_RELEASED, count=1),
        act(ActKind.RESERVE_RELEASED, headcount_kind=INST),
        act(ActKind.POST_CONCURRENT, posts=("O01",)),
        act(ActKind.POST_APPOINTED, posts=("O01", "O02"), people=("P01",)),
        act(ActKind.POST_KEPT_VACANT),
        act(ActKind.DRAW_HELD, people=("P01",)),
        act(ActKind.DRAW_HELD, people=("P01", "P02", "P01")),
    ],
    ids=lambda a: f"{a.kind.value}-{a.posts or a.people or a.count}",
)
def test_an_incomplete_act_stops(incomplete: Act) -> None:
    assert [(f.code, f.rows) for f in check_acts([incomplete])] == [("A01", ("acts:A01",))]


def test_an_approval_needs_a_number_and_a_lift_a_reason() -> None:
    assert [f.code for f in check_acts([act(ActKind.PLAN_APPROVED)])] == ["A02"]
    assert [f.code for f in check_acts([act(ActKind.FINDING_EXPLAINED, lifts=("X9",))])] == ["A03"]
    assert check_acts(build.acts()) == ()


def test_days_lifts_and_draws() -> None:
    later = act(ActKind.DRAW_HELD, 2, day=date(2006, 11, 18), people=("P04", "P03"), lifts=("X9",))
    earlier = act(ActKind.DRAW_HELD, 3, people=("P01", "P02"))
    assert day_of([later, earlier], ActKind.DRAW_HELD) == date(2006, 11, 18)
    assert day_of([], ActKind.DRAW_HELD) is None
    assert draws([later, earlier]) == (Draw(order=("P01", "P02")), Draw(order=("P04", "P03")))
    assert lifting([later, earlier], "X9") == (later,)


@given(st.randoms(use_true_random=False))
def test_law_the_order_of_rows_decides_nothing(shuffle: object) -> None:
    case = build.case()

    def mixed(rows: tuple[object, ...]) -> tuple[object, ...]:
        copy = list(rows)
        shuffle.shuffle(copy)
        return tuple(copy)

    other = build.bend(
        case,
        posts=mixed(case.posts),
        people=mixed(case.people),
        choices=mixed(case.choices),
        exits=mixed(case.exits),
        acts=mixed(case.acts),
        sheets=build.bend(
            case.sheets,
            exam=mixed(case.sheets.exam),
            evaluation=mixed(case.sheets.evaluation),
            speech=mixed(case.sheets.speech),
        ),
    )
    assert in_order(other) == in_order(case)


@pytest.mark.parametrize(
    ("sound", "gap"),
    [
        (act(ActKind.RESERVE_RELEASED, headcount_kind=INST, count=1), {"count": 0}),
        (act(ActKind.RESERVE_RELEASED, headcount_kind=INST, count=1), {"count": -1}),
        (act(ActKind.POST_KEPT_VACANT, headcount_kind=INST, count=1), {"count": -1}),
        (act(ActKind.POST_KEPT_VACANT, headcount_kind=INST, count=1), {"headcount_kind": None}),
        (act(ActKind.POST_KEPT_VACANT, posts=("O01",)), {"posts": ()}),
        (act(ActKind.POST_CONCURRENT, posts=("O01",), held_with=("O02",)), {"held_with": ("O01",)}),
        (act(ActKind.POST_CONCURRENT, posts=("O01",), held_with=("O02",)), {"posts": ()}),
        (act(ActKind.POST_APPOINTED, posts=("O01",), people=("P01",)), {"posts": ()}),
        (act(ActKind.FINDING_EXPLAINED, lifts=("X9",), reason="比价"), {"lifts": ()}),
        (act(ActKind.DRAW_HELD, people=("P01", "P02")), {"people": ("P01",)}),
    ],
)
def test_an_act_complete_and_with_one_gap(sound: Act, gap: dict[str, object]) -> None:
    assert check_acts([sound]) == ()
    assert [f.code for f in check_acts([build.bend(sound, **gap)])] == ["A01"]


def test_an_act_without_gap_says_what_it_lacks() -> None:
    (found,) = check_acts([act(ActKind.FINDING_EXPLAINED)])
    assert found.words.zh == "行为A01没有写全：须写明说明的是哪个问题（代码）。"


def test_an_approval_with_its_number_is_complete() -> None:
    approval = build.bend(act(ActKind.PLAN_APPROVED), number="区编〔2006〕12号")
    assert check_acts([approval]) == ()
