"""Relatives apart, posts given up, next in line, second lists."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dinggang.plan import Avoidance, Mechanism, PlacementRule, Stratum
from dinggang.selection import Choices, Field, Round, place_rounds
from selection.test_placing import board, lists, post

POSTS = (post("O1", stratum=Stratum.MID), post("O2", 2), post("O3", body="B02"))


def field(chosen, *scores, mechanism=Mechanism.RANK_ORDER, avoidance=Avoidance.NONE, posts=POSTS, **more):
    return Field(
        rule=PlacementRule(mechanism=mechanism, max_choices=3, avoidance=avoidance),
        posts=posts,
        ranking=board(*scores),
        choices=chosen,
        refused={},
        **more,
    )


def posts_of(placement):
    return [p.post for p in placement.placed]


CHOSEN = lists(P1="O1 O2", P2="O2 O3", P3="O2", P4="O2 O1")
KIN = {"P1": ("P2",), "P2": ("P1",)}


@pytest.mark.parametrize(
    ("avoidance", "kin", "expected"),
    [
        (Avoidance.NONE, KIN, ["O1", "O2", "O2", None]),
        (Avoidance.LED_BODY, {}, ["O1", "O2", "O2", None]),
        # P1 leads B01, so P2 may not be in it and goes to B02; P4 takes the opening.
        (Avoidance.LED_BODY, KIN, ["O1", "O3", "O2", "O2"]),
        (Avoidance.SAME_BODY, KIN, ["O1", "O3", "O2", "O2"]),
    ],
)
def test_the_relative_who_chooses_later_gives_way(avoidance, kin, expected):
    placement, _ = place_rounds(field(CHOSEN, 90, 80, 70, 60, avoidance=avoidance, kin=kin))

    assert posts_of(placement) == expected


def test_the_reason_names_the_relative():
    placement, refused = place_rounds(field(CHOSEN, 90, 80, 70, 60, avoidance=Avoidance.LED_BODY, kin=KIN))

    assert placement.placed[1].whys[0].words.zh == "不符合条件：亲属P1已定在同一机构的O1，应当回避。"
    assert list(refused) == [("P2", "O2")]


def test_in_a_body_that_neither_leads_only_the_strict_rule_keeps_them_apart():
    chosen = lists(P1="O2", P2="O2 O3")

    results = [
        posts_of(place_rounds(field(chosen, 90, 80, avoidance=a, kin=KIN))[0])
        for a in (Avoidance.LED_BODY, Avoidance.SAME_BODY)
    ]

    assert results == [["O2", "O2"], ["O2", "O3"]]


def test_a_post_given_up_goes_to_the_next_in_line():
    # P1 gives O1 up. P2 and P3 are placed and stay; P4 listed it.
    placement, _ = place_rounds(field(CHOSEN, 90, 80, 70, 60, gave_up={"P1": "A40"}))

    assert posts_of(placement) == [None, "O2", "O2", "O1"]
    assert placement.placed[0].reason.zh == "本人放弃O1（A40）。"
    assert placement.placed[3].placed_in is Round.NEXT_IN_LINE
    assert [w.words.zh for w in placement.placed[3].whys] == [
        "该岗位没有名额。",
        "第2志愿选中：综合成绩60，第4个选岗，该岗位1个名额，选时还剩1个。",
    ]
    assert placement.openings_left == {"O1": 0, "O2": 0, "O3": 1}


def test_who_gave_a_post_up_is_not_next_in_line_for_another():
    chosen = lists(P1="O1", P2="O1", P3="O1")

    placement, _ = place_rounds(field(chosen, 90, 80, 70, gave_up={"P1": "A40", "P2": "A41"}))

    # P2 had no post to give up, but has said so: P3 is next.
    assert posts_of(placement) == [None, None, "O1"]


def test_giving_up_without_a_post_changes_nothing():
    chosen = lists(P1="O1", P2="O1")

    placement, _ = place_rounds(field(chosen, 90, 80, gave_up={"P2": "A41"}))

    assert posts_of(placement) == ["O1", None]


def test_second_lists_for_what_is_left():
    second = lists(P2="O1 O3", P4="O3")

    placement, _ = place_rounds(field(CHOSEN, 90, 80, 70, 60, second=second))

    # P2 is placed already, so that list counts for nothing; P4 takes what is left.
    assert posts_of(placement) == ["O1", "O2", "O2", "O3"]
    assert [p.placed_in for p in placement.placed] == [Round.FIRST] * 3 + [Round.SECOND]


def test_relatives_are_kept_apart_across_rounds():
    kin = {"P1": ("P4",), "P4": ("P1",)}
    chosen = lists(P1="O1", P4="O3")
    second = lists(P4="O2 O1")

    placement, _ = place_rounds(
        field(chosen, 90, 80, 70, 60, posts=POSTS[:2], avoidance=Avoidance.SAME_BODY, kin=kin, second=second)
    )

    assert posts_of(placement) == ["O1", None, None, None]
    assert placement.placed[3].whys[0].words.zh == "不符合条件：亲属P1已定在同一机构的O1，应当回避。"


@given(st.data())
def test_no_round_moves_anybody_and_no_relatives_stand_together(data):
    names = ["O1", "O2", "O3"]
    people = [f"P{n}" for n in range(1, 6)]

    def drawn(label):
        return tuple(
            Choices(
                person=p,
                posts=tuple(data.draw(st.permutations(names), label=label)[: data.draw(st.integers(0, 3))]),
            )
            for p in people
        )

    pairs = data.draw(st.sets(st.sampled_from([(a, b) for a in people for b in people if a < b]), max_size=3))
    kin = {
        p: tuple(sorted({b for a, b in pairs if a == p} | {a for a, b in pairs if b == p})) for p in people
    }
    gave_up = dict.fromkeys(data.draw(st.sets(st.sampled_from(people), max_size=2)), "A40")
    mechanism = data.draw(st.sampled_from([Mechanism.RANK_ORDER, Mechanism.DEFERRED, Mechanism.FIRST_CHOICE]))
    made = field(
        drawn("first"),
        90,
        80,
        70,
        60,
        50,
        mechanism=mechanism,
        avoidance=Avoidance.SAME_BODY,
        kin=kin,
        gave_up=gave_up,
        second=drawn("second"),
    )

    first, _ = place_rounds(msgspec.structs.replace(made, gave_up={}, second=()))
    last, _ = place_rounds(made)

    before = {p.person: p.post for p in first.placed if p.post and p.person not in gave_up}
    after = {p.person: p.post for p in last.placed if p.post}
    assert {p: after.get(p) for p in before} == before
    bodies = {"O1": "B01", "O2": "B01", "O3": "B02"}
    assert not [
        (a, b) for a, b in pairs if a in after and b in after and bodies[after[a]] == bodies[after[b]]
    ]
    held = list(after.values())
    assert last.openings_left == {p.id: p.openings - held.count(p.id) for p in POSTS}
    assert not set(after) & set(gave_up)
