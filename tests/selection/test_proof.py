from decimal import Decimal

import msgspec

import build
from dinggang.basis import Words
from dinggang.plan import HeadcountKind, Mechanism, PlacementRule
from dinggang.selection import Choices, Placed, Placement, Ranked, Ranking, check_placement

D = Decimal
replace = msgspec.structs.replace
ADMIN, INST = HeadcountKind.ADMINISTRATIVE, HeadcountKind.INSTITUTION
POSTS = (build.post(1, ADMIN), build.post(2, ADMIN))
RANKING = Ranking(
    ranked=tuple(Ranked(person=f"P0{n}", group=None, rank=n, order=n, score=D(100 - n)) for n in (1, 2, 3)),
    unranked=(),
)
CHOICES = tuple(Choices(person=f"P0{n}", posts=("O01", "O02")) for n in (1, 2, 3))


def placement(first, second, third, **left):
    held = [p for p in (first, second, third) if p]
    placed = zip(("P01", "P02", "P03"), (first, second, third), strict=True)
    return Placement(
        placed=tuple(Placed(person=p, post=post, choice=None, whys=()) for p, post in placed),
        openings_left={p.id: 1 - held.count(p.id) for p in POSTS} | left,
    )


RIGHT = placement("O01", "O02", None)


def wrong(result, ranking=RANKING, choices=CHOICES, refused=None, rule=None):
    return [w.zh for w in check_placement(POSTS, ranking, choices, refused or {}, result, rule)]


def test_a_right_placement():
    assert wrong(RIGHT) == []


def test_justified_envy_names_both():
    assert check_placement(POSTS, RANKING, CHOICES, {}, placement("O02", "O01", None)) == (
        Words(zh="P01更愿去O01，而名次在后的P02占了该岗位。", en="P01 prefers O01, which P02 holds from behind."),
    )  # fmt: skip
    # P02 without a post envies P03.
    assert wrong(placement("O01", None, "O02")) == ["P02更愿去O02，而名次在后的P03占了该岗位。"]


def test_a_wasted_opening():
    assert wrong(placement("O01", None, None)) == ["P02更愿去O02，该岗位还有1个名额。", "P03更愿去O02，该岗位还有1个名额。"]  # fmt: skip


def test_a_post_beyond_its_openings():
    assert wrong(placement("O01", "O01", None)) == [
        "O01有1个名额，录取了2人。",
        "P03更愿去O02，该岗位还有1个名额。",
    ]


def test_openings_left_must_add_up():
    assert wrong(placement("O01", "O02", None, O02=1, O09=2)) == [
        "O02剩余名额记为1，应为0。",
        "O09剩余名额记为2，应为0。",
    ]
    without = replace(RIGHT, openings_left={"O01": 0})
    assert wrong(without) == ["O02剩余名额记为None，应为0。"]


def test_only_a_post_of_ones_own_list_that_is_open_to_one():
    only_first = (*CHOICES[:1], Choices(person="P02", posts=("O01",)), CHOICES[2])
    not_own = "P02定在O02，该岗位不在其有效志愿之内。"

    # P03 is behind P02 and does not envy.
    assert wrong(RIGHT, choices=only_first) == [not_own]
    assert wrong(RIGHT, refused={("P02", "O02"): (Words(zh="不符合。", en="No."),)}) == [not_own]
    assert wrong(RIGHT, choices=(CHOICES[0], CHOICES[1], CHOICES[1], CHOICES[2])) == [not_own]
    one = PlacementRule(mechanism=Mechanism.RANK_ORDER, max_choices=1)
    assert wrong(RIGHT, rule=one) == [not_own]


def test_a_post_that_is_not_open():
    result = replace(RIGHT, placed=(*RIGHT.placed[:2], Placed(person="P03", post="O09", choice=1, whys=())))

    assert wrong(result) == ["O09剩余名额记为None，应为-1。", "P03定在O09，该岗位不在其有效志愿之内。"]


def test_everyone_ranked_once_and_nobody_else():
    missing = replace(RIGHT, placed=RIGHT.placed[:2])
    twice = replace(RIGHT, placed=(*RIGHT.placed, RIGHT.placed[2]))
    stranger = replace(RANKING, ranked=RANKING.ranked[:2])

    assert wrong(missing) == ["P03在排名中出现1次，在定岗结果中出现0次。"]
    assert wrong(twice) == ["P03在排名中出现1次，在定岗结果中出现2次。"]
    assert wrong(RIGHT, ranking=stranger) == ["P03在排名中出现0次，在定岗结果中出现1次。"]


def test_envy_across_two_boards():
    def ranked(person, group, order, score):
        return Ranked(person=person, group=group, rank=order, order=order, score=D(score))

    def envious(one, other):
        """Whether P01 envies P02, who holds the only post both want."""
        boards = Ranking(ranked=(ranked("P01", *one), ranked("P02", *other)), unranked=())
        result = Placement(
            placed=(
                Placed(person="P01", post=None, choice=None, whys=()),
                Placed(person="P02", post="O01", choice=1, whys=()),
            ),
            openings_left={"O01": 0},
        )
        lists = [Choices(person=p, posts=("O01",)) for p in ("P01", "P02")]
        return bool(check_placement(POSTS[:1], boards, lists, {}, result))

    assert envious((INST, 2, 81), (ADMIN, 1, 80))
    assert not envious((INST, 1, 80), (ADMIN, 2, 81))
    assert envious((INST, 1, 80), (ADMIN, 2, 80))
    assert not envious((INST, 2, 80), (ADMIN, 1, 80))
    assert envious((ADMIN, 1, 80), (INST, 1, 80))
    assert not envious((INST, 1, 80), (ADMIN, 1, 80))
