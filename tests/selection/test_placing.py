"""Every mechanism over a board and lists, and the sentences it leaves."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dinggang.basis import Fault, Words
from dinggang.plan import Filling, HeadcountKind, Mechanism, PlacementRule, Post, Stratum
from dinggang.selection import Choices, Ranked, Ranking, place, place_by_rule

D = Decimal


def post(name, openings=1, body="B01", stratum=Stratum.GENERAL):
    return Post(
        id=name,
        name=name,
        body=body,
        kind=HeadcountKind.ADMINISTRATIVE,
        stratum=stratum,
        filling=Filling.COMPETE,
        openings=openings,
    )


def board(*scores):
    """P1, P2 … with these scores, the best first."""
    return Ranking(
        ranked=tuple(
            Ranked(person=f"P{n}", group=None, rank=n, order=n, score=D(score))
            for n, score in enumerate(scores, start=1)
        ),
        unranked=(),
    )


def lists(**chosen):
    return tuple(Choices(person=person, posts=tuple(posts.split())) for person, posts in chosen.items())


def rule(mechanism, band=None, most=3):
    return PlacementRule(mechanism=mechanism, max_choices=most, band=band)


BAND = {Mechanism.PARALLEL: 2}
SIMPLE = [m for m in Mechanism if m is not Mechanism.BEST_FIT]
POSTS = (post("O1"), post("O2"))
# The example of the rule: 90, 80, 70; A B, A B, B A.
BOARD = board(90, 80, 70)
LISTS = lists(P1="O1 O2", P2="O1 O2", P3="O2 O1")


@pytest.mark.parametrize(
    ("mechanism", "expected"),
    [
        (Mechanism.RANK_ORDER, ["O1", "O2", None]),
        (Mechanism.PARALLEL, ["O1", "O2", None]),
        (Mechanism.DEFERRED, ["O1", "O2", None]),
        (Mechanism.FIRST_CHOICE, ["O1", None, "O2"]),
    ],
)
def test_the_example_of_the_rule(mechanism, expected):
    placement = place_by_rule(rule(mechanism, BAND.get(mechanism)), POSTS, BOARD, LISTS, {})

    assert [p.post for p in placement.placed] == expected
    assert placement.openings_left == {"O1": 0, "O2": 0}


def test_what_first_choice_says_to_the_one_who_came_second():
    placement = place_by_rule(rule(Mechanism.FIRST_CHOICE), POSTS, BOARD, LISTS, {})

    assert [w.words.zh for w in placement.placed[1].whys] == [
        "已满（1个名额）：最低录取成绩90，本人成绩80，差10分。",
        "已满（1个名额）：在第1批志愿已经录满，本人填在第2批。",
    ]
    assert placement.placed[1].reason == Words(
        zh="所填2个志愿都没有选中；未填报的岗位中还有0个有名额且符合条件。",
        en="None of 2 choices could be taken; 0 posts not on the list have openings and are open to this person.",
    )
    assert [w.words.zh for w in placement.placed[2].whys] == [
        "第1志愿选中：成绩70，第3名，该岗位1个名额，最低录取成绩70。",
        "前面的第1志愿已经选中，不再考虑。",
    ]


def test_posts_with_weights_of_their_own_compare_their_own_scores():
    # O1 prefers P2 (88 to 85 there); O2 compares the composite.
    scores = {("P1", "O1"): D(85), ("P2", "O1"): D(88)}
    chosen = lists(P1="O1 O2", P2="O1 O2")

    placement = place_by_rule(rule(Mechanism.DEFERRED), POSTS, board(90, 80), chosen, {}, scores)

    assert [p.post for p in placement.placed] == ["O2", "O1"]
    assert placement.placed[0].whys[0].words.zh == "已满（1个名额）：最低录取成绩88，本人成绩85，差3分。"


def test_equal_scores_at_a_post_are_decided_by_the_board():
    scores = {("P1", "O1"): D(85), ("P2", "O1"): D(85)}

    placement = place_by_rule(
        rule(Mechanism.DEFERRED), POSTS, board(90, 80), lists(P1="O1", P2="O1"), {}, scores
    )

    assert [p.post for p in placement.placed] == ["O1", None]
    assert placement.placed[1].whys[0].words.zh == (
        "已满（1个名额）：最低录取成绩与本人相同，都是85分，按榜上的次序，本人在后。"
    )


def test_what_is_not_considered():
    refused = {("P1", "O2"): (Words(zh="学历低于岗位要求", en="education"),)}
    chosen = lists(P1="O2 O2 O9 O1")

    placement = place_by_rule(
        rule(Mechanism.DEFERRED), (post("O1", 0), post("O2")), board(90), chosen, refused
    )

    assert [w.words.zh for w in placement.placed[0].whys] == [
        "不符合条件：学历低于岗位要求。",
        "与前面的志愿重复，不再考虑。",
        "该岗位不参加竞争。",
        "每人最多填报3个志愿，这是第4个，不计。",
    ]


def test_a_post_without_openings_and_lists_that_do_not_count():
    chosen = (*lists(P1="O1"), *lists(P2="O2"), *lists(P2="O1"))

    placement = place_by_rule(
        rule(Mechanism.DEFERRED), (post("O1", 0), post("O2")), board(90, 80, 70), chosen, {}
    )

    assert placement.placed[0].whys[0].words.zh == "该岗位没有名额。"
    assert [p.reason.zh for p in placement.placed[1:]] == [
        "交了2份志愿，不能确定以哪份为准。",
        "没有填报志愿。",
    ]


def test_nobody_is_placed_while_people_are_tied():
    tied = Ranking(ranked=BOARD.ranked, unranked=(), undrawn=(("P1", "P2"),))
    for mechanism in SIMPLE:
        with pytest.raises(Fault):
            place_by_rule(rule(mechanism, BAND.get(mechanism)), POSTS, tied, LISTS, {})


@given(st.data())
def test_under_one_common_score_three_mechanisms_agree_to_the_person(data):
    """Rank-order picking, one-band parallel choices and deferred acceptance."""
    names = [f"O{n}" for n in range(1, 5)]
    posts = tuple(post(n, data.draw(st.integers(0, 2))) for n in names)
    people = data.draw(st.integers(0, 6))
    ranking = board(*range(100, 100 - people, -1))
    chosen = tuple(
        Choices(
            person=f"P{n}", posts=tuple(data.draw(st.permutations(names))[: data.draw(st.integers(0, 4))])
        )
        for n in range(1, people + 1)
    )
    refused = {
        (f"P{n}", name): (Words(zh="不合", en="no"),)
        for n in range(1, people + 1)
        for name in names
        if data.draw(st.booleans()) and data.draw(st.booleans())
    }

    picked = place(rule(Mechanism.RANK_ORDER), posts, ranking, chosen, refused)
    others = [
        place_by_rule(rule(m, b), posts, ranking, chosen, refused)
        for m, b in ((Mechanism.DEFERRED, None), (Mechanism.PARALLEL, 3))
    ]

    expected = [(p.person, p.post, p.choice) for p in picked.placed]
    assert [[(p.person, p.post, p.choice) for p in o.placed] for o in others] == [expected, expected]
    assert [o.openings_left for o in others] == [picked.openings_left] * 2
