from decimal import Decimal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

import build
from dinggang.basis import Fault, Words
from dinggang.plan import HeadcountKind, Mechanism, PlacementRule, TieBreak
from dinggang.selection import (
    Choices,
    Placed,
    Placement,
    Ranked,
    Ranking,
    Why,
    check_placement,
    choosing_order,
    place,
)

D = Decimal
replace = msgspec.structs.replace
ADMIN, INST = HeadcountKind.ADMINISTRATIVE, HeadcountKind.INSTITUTION
RULE = PlacementRule(mechanism=Mechanism.RANK_ORDER, max_choices=5)
TIES = (TieBreak.SPEECH, TieBreak.EXAM, TieBreak.DRAW)


def posts(*openings):
    return tuple(build.post(n, ADMIN, openings=count) for n, count in enumerate(openings, start=1))


def ranking(*scores, group=None, decided=(), start=1):
    """P01, P02 … with these scores, best first; `decided` names the rules that separate equal ones."""
    rules = dict(decided)
    ranked = tuple(
        Ranked(
            person=f"P{n:02}",
            group=group,
            rank=1 + sum(D(other) > D(score) for other in scores),
            order=order,
            score=D(score),
            decided_by=rules.get(order),
        )
        for order, (n, score) in enumerate(enumerate(scores, start=start), start=1)
    )
    return Ranking(ranked=ranked, unranked=(), ties=TIES)


def choices(**lists):
    return [Choices(person=person, posts=tuple(listed.split())) for person, listed in lists.items()]


NOT_GRADUATE = Words(zh="学历要求本科，本人大专。", en="A bachelor's degree is asked for; college is held.")
TOO_OLD = Words(zh="年龄要求45岁以下，本人50岁。", en="At most 45 years of age; 50 now.")


def test_each_takes_the_first_post_of_their_list_that_is_left_with_a_sentence_for_every_post():
    everyone = ranking("90.00", "85.90", "85.85", "70.00")
    lists = choices(P01="O01 O02", P02="O01 O02 O03", P03="O01 O02", P04="O03")
    refused = {("P03", "O02"): (NOT_GRADUATE, TOO_OLD), ("P03", "O04"): (TOO_OLD,), ("P04", "O03"): ()}

    placement = place(RULE, posts(1, 2, 1, 1), everyone, lists, refused)

    assert placement == Placement(
        placed=(
            Placed(
                person="P01",
                post="O01",
                choice=1,
                whys=(
                    Why(
                        post="O01",
                        words=Words(
                            zh="第1志愿选中：综合成绩90.00，第1个选岗，该岗位1个名额，选时还剩1个。",
                            en="Taken as choice 1: score 90.00, number 1 to choose; 1 left of 1 opening.",
                        ),
                    ),
                    Why(
                        post="O02",
                        words=Words(
                            zh="前面的第1志愿已经选中，不再考虑。", en="Choice 1, named before it, was taken."
                        ),
                    ),
                ),
            ),
            Placed(
                person="P02",
                post="O02",
                choice=2,
                whys=(
                    Why(
                        post="O01",
                        words=Words(
                            zh="已满（1个名额）：最低录取成绩90.00，本人成绩85.90，差4.1分。",
                            en="Full (1 opening): the lowest score admitted is 90.00, yours is 85.90, 4.1 short.",
                        ),
                    ),
                    Why(
                        post="O02",
                        words=Words(
                            zh="第2志愿选中：综合成绩85.90，第2个选岗，该岗位2个名额，选时还剩2个。",
                            en="Taken as choice 2: score 85.90, number 2 to choose; 2 left of 2 openings.",
                        ),
                    ),
                    Why(
                        post="O03",
                        words=Words(
                            zh="前面的第2志愿已经选中，不再考虑。", en="Choice 2, named before it, was taken."
                        ),
                    ),
                ),
            ),
            Placed(
                person="P03",
                post=None,
                choice=None,
                whys=(
                    Why(
                        post="O01",
                        words=Words(
                            zh="已满（1个名额）：最低录取成绩90.00，本人成绩85.85，差4.15分。",
                            en="Full (1 opening): the lowest score admitted is 90.00, yours is 85.85, 4.15 short.",
                        ),
                    ),
                    Why(
                        post="O02",
                        words=Words(
                            zh="不符合条件：学历要求本科，本人大专；年龄要求45岁以下，本人50岁。",
                            en="Not eligible: A bachelor's degree is asked for; college is held; "
                            "At most 45 years of age; 50 now.",
                        ),
                    ),
                ),
                # O03 was left and open to P03 but not on the list; O04 was left but refused.
                reason=Words(
                    zh="所填2个志愿都没有选中；轮到本人时，未填报的岗位中还有1个有名额且符合条件。",
                    en="None of 2 choices could be taken; when the turn came, 1 post not on the list had openings "
                    "and were open to this person.",
                ),
            ),
            Placed(
                person="P04",
                post="O03",
                choice=1,
                whys=(
                    Why(
                        post="O03",
                        words=Words(
                            zh="第1志愿选中：综合成绩70.00，第4个选岗，该岗位1个名额，选时还剩1个。",
                            en="Taken as choice 1: score 70.00, number 4 to choose; 1 left of 1 opening.",
                        ),
                    ),
                ),
            ),
        ),
        openings_left={"O01": 0, "O02": 1, "O03": 0, "O04": 1},
    )
    assert check_placement(posts(1, 2, 1, 1), everyone, lists, refused, placement, RULE) == ()


def first_words(placement, person):
    (placed,) = (p for p in placement.placed if p.person == person)
    return placed.whys[0].words


@pytest.mark.parametrize(
    ("person", "zh", "en"),
    [
        ("P02", "按理论素质考试成绩排序", "the tie rule “exam mark”"),
        ("P03", "按理论素质考试成绩排序", "the tie rule “exam mark”"),  # P02 before P03 by lot
        ("P04", "按竞岗演说成绩排序", "the tie rule “speech mark”"),  # the earliest rule on the way
    ],
)
def test_equal_scores_name_the_rule_that_decided(person, zh, en):
    decided = {2: TieBreak.EXAM, 3: TieBreak.DRAW, 4: TieBreak.SPEECH}
    everyone = ranking("80.00", "80.00", "80.00", "80.00", decided=decided)
    lists = choices(**{f"P0{n}": "O01" for n in (1, 2, 3, 4)})

    placement = place(RULE, posts(1), everyone, lists, {})

    assert first_words(placement, person) == Words(
        zh=f"已满（1个名额）：最低录取成绩与本人相同，都是80.00分，{zh}，本人在后。",
        en=f"Full (1 opening): the lowest score admitted equals yours, 80.00; {en} put you behind.",
    )


def test_a_lot_that_decided_is_named():
    everyone = ranking("90.00", "80.00", "80.00", decided={3: TieBreak.DRAW})
    lists = choices(P01="O01", P02="O01", P03="O01")

    placement = place(RULE, posts(2), everyone, lists, {})

    assert first_words(placement, "P03").zh.endswith("都是80.00分，按抽签排序，本人在后。")


@pytest.mark.parametrize(
    ("lists", "reason"),
    [
        ([], Words(zh="没有填报志愿。", en="No choices were handed in.")),
        (choices(P01=""), Words(zh="没有填报志愿。", en="No choices were handed in.")),
        (
            choices(P01="O01") * 2,
            Words(zh="交了2份志愿，不能确定以哪份为准。", en="2 lists of choices were handed in."),
        ),
    ],
)
def test_without_one_list_nobody_is_placed(lists, reason):
    placement = place(RULE, posts(1), ranking("90"), lists, {})

    assert placement.placed == (Placed(person="P01", post=None, choice=None, whys=(), reason=reason),)
    assert check_placement(posts(1), ranking("90"), lists, {}, placement) == ()


def test_posts_that_cannot_be_taken():
    lists = choices(P01="O09 O02 O02 O01", P02="O03")
    rule = replace(RULE, max_choices=3)
    none_left = (*posts(1, 1), replace(build.post(3, ADMIN), openings=0))
    refused = {("P01", "O02"): (TOO_OLD,)}

    placement = place(rule, none_left, ranking("90.00", "80.00"), lists, refused)

    assert [w.words.zh for p in placement.placed for w in p.whys] == [
        "该岗位不参加竞争。",
        "不符合条件：年龄要求45岁以下，本人50岁。",
        "与前面的志愿重复，不再考虑。",
        "每人最多填报3个志愿，这是第4个，不计。",
        "该岗位没有名额。",
    ]
    # O01 stands on the list, though too far down to count: it is not among the posts not listed.
    assert placement.placed[0].reason == Words(
        zh="所填4个志愿都没有选中；轮到本人时，未填报的岗位中还有0个有名额且符合条件。",
        en="None of 4 choices could be taken; when the turn came, 0 posts not on the list had openings "
        "and were open to this person.",
    )
    assert placement.openings_left == {"O01": 1, "O02": 1, "O03": 0}
    assert check_placement(none_left, ranking("90.00", "80.00"), lists, refused, placement, rule) == ()


def test_nobody_is_placed_by_a_provisional_order():
    tied = replace(ranking("80", "80"), undrawn=(("P01", "P02"),))

    with pytest.raises(Fault, match="still tied"):
        place(RULE, posts(1), tied, [], {})


def two_boards():
    """Administrative 90, 80, 80 (P01–P03); institution 85, 80, 80 (P04–P06)."""
    admin = ranking("90", "80", "80", group=ADMIN, decided={3: TieBreak.DRAW})
    institution = ranking("85", "80", "80", group=INST, decided={3: TieBreak.DRAW}, start=4)
    return Ranking(ranked=(*admin.ranked, *institution.ranked), unranked=(), ties=TIES)


def test_across_boards_the_score_then_the_place_then_the_administrative_board_chooses_first():
    order = ["P01", "P04", "P02", "P05", "P03", "P06"]

    assert [r.person for r in choosing_order(two_boards())] == order


def test_a_post_open_to_both_boards():
    lists = choices(**{f"P0{n}": "O01" for n in range(1, 7)})

    placement = place(RULE, posts(3), two_boards(), lists, {})

    assert [p.person for p in placement.placed if p.post] == ["P01", "P04", "P02"]
    same = "已满（3个名额）：最低录取成绩与本人相同，都是80分"
    assert first_words(placement, "P05").zh == f"{same}，两榜同分，按各自榜上的次序，本人在后。"
    assert first_words(placement, "P03").zh == f"{same}，按抽签排序，本人在后。"
    assert check_placement(posts(3), two_boards(), lists, {}, placement) == ()


IDS = [f"O{n:02}" for n in range(1, 6)]
lists_of_posts = st.lists(st.sampled_from([*IDS, "O99"]), max_size=7).map(tuple)


@st.composite
def markets(draw):
    """A board or two with many ties, few openings, long and short lists, refusals at random."""

    def board(group, start):
        scores = sorted(draw(st.lists(st.sampled_from(["60.0", "70.0", "80.0"]), max_size=5)), reverse=True)
        decided = {n: draw(st.sampled_from(TIES)) for n in range(2, 6)}
        return ranking(*scores, group=group, decided=decided, start=start).ranked

    boards = [board(ADMIN, 1), board(INST, 11)] if draw(st.booleans()) else [board(None, 1)]
    everyone = Ranking(ranked=tuple(r for b in boards for r in b), unranked=(), ties=TIES)
    people = [r.person for r in everyone.ranked]
    lists = [
        Choices(person=p, posts=draw(lists_of_posts)) for p in people if draw(st.booleans()) or p < "P03"
    ]
    pairs = [(p, o) for p in people for o in IDS]
    refused = dict.fromkeys(draw(st.lists(st.sampled_from(pairs), max_size=6)), (TOO_OLD,)) if pairs else {}
    rule = replace(RULE, max_choices=draw(st.integers(1, 5)))
    return rule, posts(*draw(st.lists(st.integers(1, 2), min_size=1, max_size=5))), everyone, lists, refused


def by_the_letter(rule, open_posts, everyone, lists, refused):
    """按名次选岗, as a plan would put it: one after the other, the first post of one's list that is still to be had."""
    left = {p.id: p.openings for p in open_posts}
    wishes = {c.person: c.posts for c in lists}
    waiting = list(everyone.ranked)
    result = {}
    while waiting:
        best = waiting[0]
        for other in waiting[1:]:
            if other.group is best.group:
                goes_first = other.order < best.order
            elif other.score != best.score:
                goes_first = other.score > best.score
            elif other.order != best.order:
                goes_first = other.order < best.order
            else:
                goes_first = other.group is ADMIN
            if goes_first:
                best = other
        waiting.remove(best)
        result[best.person] = None
        for post in wishes.get(best.person, ())[: rule.max_choices]:
            if left.get(post, 0) > 0 and (best.person, post) not in refused:
                left[post] -= 1
                result[best.person] = post
                break
    return result


@given(markets())
def test_the_placement_is_the_rule_by_the_letter(market):
    placement = place(*market)

    assert {p.person: p.post for p in placement.placed} == by_the_letter(*market)


@given(markets())
def test_no_opening_twice_no_justified_envy_no_waste_and_a_sentence_for_every_post(market):
    rule, open_posts, everyone, lists, refused = market

    placement = place(*market)

    assert check_placement(open_posts, everyone, lists, refused, placement, rule) == ()
    wishes = {c.person: c.posts for c in lists}
    for placed in placement.placed:
        listed = wishes.get(placed.person, ())
        assert tuple(why.post for why in placed.whys) == listed
        assert (placed.post is None) == (placed.choice is None) == (placed.reason is not None)
        assert placed.choice is None or listed[placed.choice - 1] == placed.post


@given(markets(), st.randoms(use_true_random=False))
def test_row_order_changes_nothing(market, random):
    rule, open_posts, everyone, lists, refused = market
    mixed = replace(everyone, ranked=tuple(random.sample(everyone.ranked, len(everyone.ranked))))
    mixed_refused = {pair: refused[pair] for pair in random.sample(sorted(refused), len(refused))}

    again = place(
        rule,
        tuple(random.sample(open_posts, len(open_posts))),
        mixed,
        random.sample(lists, len(lists)),
        mixed_refused,
    )

    assert again == place(*market)


@given(markets())
def test_a_lower_place_never_gains_by_what_a_higher_one_lists(market):
    # Whoever chooses first gets the same whatever those behind list.
    rule, open_posts, everyone, lists, refused = market
    order = [r.person for r in choosing_order(everyone)]
    upper = set(order[: len(order) // 2])
    silent_rest = [c for c in lists if c.person in upper]

    full, half = (place(rule, open_posts, everyone, them, refused) for them in (lists, silent_rest))

    assert [p for p in full.placed if p.person in upper] == [p for p in half.placed if p.person in upper]
