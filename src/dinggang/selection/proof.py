"""The proof of a placement: read from its result alone, knowing nothing of how it came about."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from dinggang.basis import Id, Words
from dinggang.plan import HeadcountKind, PlacementRule, Post
from dinggang.selection.values import Choices, Placed, Placement, Ranked, Ranking


def check_placement(
    posts: Sequence[Post],
    ranking: Ranking,
    choices: Sequence[Choices],
    refused: Mapping[tuple[Id, Id], tuple[Words, ...]],
    placement: Placement,
    rule: PlacementRule | None = None,
) -> tuple[Words, ...]:
    """Everything wrong with a placement; empty when it is right.

    Right means: everyone ranked stands in it once; no post beyond its openings; everyone on a post of their own
    list that is open to them; nobody prefers a post that somebody behind them holds (no justified envy) or that
    still has an opening (no waste). Without `rule` the whole list counts.
    """
    openings = {post.id: post.openings for post in posts}
    wishes = _wishes(choices, rule)
    holders: defaultdict[Id, list[Id]] = defaultdict(list)
    for placed in placement.placed:
        if placed.post is not None:
            holders[placed.post].append(placed.person)
    wrong = _attendance(ranking, placement)
    held = Counter({post: len(people) for post, people in holders.items()})
    wrong += _capacity(openings, held, placement.openings_left)
    ranks = {ranked.person: ranked for ranked in ranking.ranked}
    for placed in placement.placed:
        own = [
            p for p in wishes.get(placed.person, ()) if p in openings and not refused.get((placed.person, p))
        ]
        wrong += _own_list(placed, own)
        preferred = own[: own.index(placed.post)] if placed.post in own else own
        for post in preferred:
            mine = ranks.get(placed.person)
            behind = [person for person in holders[post] if _before(mine, ranks.get(person))]
            wrong += _envy(placed.person, post, behind)
            wrong += _waste(placed.person, post, openings[post] - held[post])
    return tuple(wrong)


def _wishes(choices: Sequence[Choices], rule: PlacementRule | None) -> Mapping[Id, Sequence[Id]]:
    """The lists that count: one per person, as far as the rule lets it."""
    lists = Counter(listed.person for listed in choices)
    most = rule.max_choices if rule is not None else None
    return {listed.person: listed.posts[:most] for listed in choices if lists[listed.person] == 1}


def _attendance(ranking: Ranking, placement: Placement) -> list[Words]:
    ranked = Counter(item.person for item in ranking.ranked)
    placed = Counter(item.person for item in placement.placed)
    return [
        Words(
            zh=f"{person}在排名中出现{ranked[person]}次，在定岗结果中出现{placed[person]}次。",
            en=f"{person} stands {ranked[person]} times in the ranking and {placed[person]} times in the placement.",
        )
        for person in sorted(ranked | placed)
        if (ranked[person], placed[person]) != (1, 1)
    ]


def _capacity(openings: Mapping[Id, int], held: Counter[Id], left: Mapping[str, int]) -> list[Words]:
    wrong = [
        Words(
            zh=f"{post}有{openings[post]}个名额，录取了{held[post]}人。",
            en=f"{post} has {openings[post]} openings and {held[post]} people.",
        )
        for post in sorted(openings)
        if held[post] > openings[post]
    ]
    return wrong + [
        Words(
            zh=f"{post}剩余名额记为{left.get(post)}，应为{openings.get(post, 0) - held[post]}。",
            en=f"{post} has {openings.get(post, 0) - held[post]} openings left, not {left.get(post)}.",
        )
        for post in sorted({*openings, *held, *left})
        if left.get(post) != openings.get(post, 0) - held[post]
    ]


def _own_list(placed: Placed, own: Sequence[Id]) -> list[Words]:
    if placed.post is None or placed.post in own:
        return []
    return [
        Words(
            zh=f"{placed.person}定在{placed.post}，该岗位不在其有效志愿之内。",
            en=f"{placed.person} is placed in {placed.post}, which is no valid choice of theirs.",
        )
    ]


def _envy(person: Id, post: Id, behind: Sequence[Id]) -> list[Words]:
    return [
        Words(
            zh=f"{person}更愿去{post}，而名次在后的{other}占了该岗位。",
            en=f"{person} prefers {post}, which {other} holds from behind.",
        )
        for other in behind
    ]


def _waste(person: Id, post: Id, left: int) -> list[Words]:
    if left <= 0:
        return []
    return [
        Words(
            zh=f"{person}更愿去{post}，该岗位还有{left}个名额。",
            en=f"{person} prefers {post}, which has {left} openings left.",
        )
    ]


def _before(one: Ranked | None, other: Ranked | None) -> bool:
    """Whether one chooses before the other: by order on one board, by score, order and kind across boards."""
    if one is None or other is None:
        return False  # already reported: not on the board
    if one.group is other.group:
        return one.order < other.order
    if one.score != other.score:
        return one.score > other.score
    if one.order != other.order:
        return one.order < other.order
    return one.group is HeadcountKind.ADMINISTRATIVE
