"""A whole placement: relatives kept apart, posts given up, next in line, second lists for what is left."""

from collections.abc import Mapping, Sequence

import msgspec

from dinggang.basis import Id, Words
from dinggang.plan import Avoidance, Mechanism, Post
from dinggang.roster import must_be_apart
from dinggang.selection.field import Field
from dinggang.selection.mechanisms import Outcome
from dinggang.selection.obstacles import Refused, Struck
from dinggang.selection.parts import Parts
from dinggang.selection.placement import choosing_order
from dinggang.selection.placing import lists_that_count, place_by_rule, problem_of, told
from dinggang.selection.values import Choices, Placed, Placement, Round


def place_rounds(field: Field) -> tuple[Placement, Refused]:
    """The placement after all rounds, and the refusals with those that keeping relatives apart has added.

    First round; then who refused gives the post up, and the same mechanism fills what that leaves among the people who
    have no post, by the lists they handed in (next in line); then, for openings still left, by their second lists. Who was
    placed in one round is not moved by a later one.
    """
    placement, refused = _apart(field, field.posts, field.choices, field.refused, {})
    return later_rounds(field, placement, refused)


def first_refused(field: Field) -> Refused:
    """The refusals after the first round, with those that keeping relatives apart has added."""
    struck = Struck(field.refused)
    if field.rule.mechanism is Mechanism.RANK_ORDER:
        _strike_in_turn(field, field.posts, field.choices, struck)
    else:
        _solved_apart(field, field.posts, field.choices, struck)
    return struck


def later_rounds(field: Field, placement: Placement, refused: Refused) -> tuple[Placement, Refused]:
    """What follows the first round: posts given up and next in line, then second lists.

    After a best fit, openings left are filled in rank order: what is left of a best total is no total of its own.
    """
    if field.rule.mechanism is Mechanism.BEST_FIT:
        rule = msgspec.structs.replace(field.rule, mechanism=Mechanism.RANK_ORDER)
        field = msgspec.structs.replace(field, rule=rule)
    if field.gave_up:
        placement = _given_up(placement, field.gave_up)
        placement, refused = _again(field, placement, refused, field.choices, Round.NEXT_IN_LINE)
    if field.second:
        placement, refused = _again(field, placement, refused, field.second, Round.SECOND)
    return placement, refused


def _apart(
    field: Field,
    posts: Sequence[Post],
    choices: Sequence[Choices],
    refused: Refused,
    held: Mapping[Id, Id],
) -> tuple[Placement, Refused]:
    """The mechanism, again and again, until no two relatives stand where they may not.

    Of two relatives the one who chooses later gives way and is refused that post; who chooses before them is not moved
    by that under rank order. Ends, because every turn refuses one more pair.
    """
    by_id = {p.id: p for p in field.posts}
    struck = Struck(refused)
    for listed in choices if field.kin else ():
        for post in listed.posts:
            reasons = _kept_away(field, by_id, listed.person, post, held)
            if reasons:
                struck.strike((listed.person, post), reasons)
    scores = field.post_scores or None
    if field.rule.mechanism is not Mechanism.RANK_ORDER:
        outcome = _solved_apart(field, posts, choices, struck)
        return told(field.rule, posts, field.ranking, choices, struck, scores, outcome), struck
    _strike_in_turn(field, posts, choices, struck)
    return place_by_rule(field.rule, posts, field.ranking, choices, struck, scores), struck


def _strike_in_turn(field: Field, posts: Sequence[Post], choices: Sequence[Choices], struck: Struck) -> None:
    """Strikes out what relatives close under rank order, in one pass: nobody is moved by who chooses later, so that
    the next choice can be tried at once instead of placing everybody anew.
    """
    if field.rule.avoidance is Avoidance.NONE or not field.kin:
        return
    by_id = {p.id: p for p in field.posts}
    left = {p.id: p.openings for p in posts}
    lists = lists_that_count(field.rule, choices)
    before: dict[Id, Id] = {}
    for person in (ranked.person for ranked in choosing_order(field.ranking)):
        for post in lists.get(person, ()):
            if left.get(post, 0) <= 0 or struck.get((person, post)):
                continue
            reasons = _kept_away(field, by_id, person, post, before)
            if reasons:
                struck.strike((person, post), reasons)
                continue
            left[post] -= 1
            before[person] = post
            break


def _solved_apart(field: Field, posts: Sequence[Post], choices: Sequence[Choices], struck: Struck) -> Outcome:
    """The outcome with relatives apart; what was struck out on the way is added to `struck`. Nothing is put into
    sentences before it is final.
    """
    problem = problem_of(field.rule, posts, field.ranking, choices, struck, field.post_scores or None)
    solved = Parts(field.rule, problem)
    by_id = {p.id: p for p in field.posts}
    kin = [person for person in problem.lists if person in field.kin]
    while True:
        found = _clash(field, by_id, {person: solved.outcome.posts[person] for person in kin})
        if found is None:
            return solved.outcome
        struck.strike(*found)
        solved.strike(found[0])


Clash = tuple[tuple[Id, Id], tuple[Words, ...]]
"""A person and the post that a relative closes to them, with the reasons."""


def clash(field: Field, placement: Placement) -> Clash | None:
    """The first person in choosing order whose post is closed to them by a relative placed before them."""
    return _clash(field, {p.id: p for p in field.posts}, {p.person: p.post for p in placement.placed})


def _clash(field: Field, posts: Mapping[Id, Post], placed: Mapping[Id, Id | None]) -> Clash | None:
    """The same of people with their posts, in choosing order."""
    if field.rule.avoidance is Avoidance.NONE or not field.kin:
        return None
    before: dict[Id, Id] = {}
    for person, post in placed.items():
        if post is None or person not in field.kin:
            continue
        reasons = _kept_away(field, posts, person, post, before)
        if reasons:
            return (person, post), reasons
        before[person] = post
    return None


def _kept_away(
    field: Field, posts: Mapping[Id, Post], person: Id, post: Id, held: Mapping[Id, Id]
) -> tuple[Words, ...]:
    if field.rule.avoidance is Avoidance.NONE or post not in posts:
        return ()
    return tuple(
        Words(
            zh=f"亲属{relative}已定在同一机构的{held[relative]}，应当回避",
            en=f"relative {relative} is placed in {held[relative]} of the same body",
        )
        for relative in field.kin.get(person, ())
        if relative in held and must_be_apart(field.rule.avoidance, posts[post], posts[held[relative]])
    )


def _given_up(placement: Placement, gave_up: Mapping[Id, Id]) -> Placement:
    """The placement with the posts of those who refused them open again."""
    left = dict(placement.openings_left)
    placed: list[Placed] = []
    for one in placement.placed:
        if one.post is None or one.person not in gave_up:
            placed.append(one)
            continue
        left[one.post] += 1
        act = gave_up[one.person]
        reason = Words(zh=f"本人放弃{one.post}（{act}）。", en=f"Gave up {one.post} (act {act}).")
        placed.append(msgspec.structs.replace(one, post=None, choice=None, reason=reason))
    return Placement(placed=tuple(placed), openings_left=left)


def _again(
    field: Field, placement: Placement, refused: Refused, choices: Sequence[Choices], round_: Round
) -> tuple[Placement, Refused]:
    """What is left open, filled among those without a post who did not give one up."""
    held = {p.person: p.post for p in placement.placed if p.post is not None}
    waiting = {p.person for p in placement.placed if p.post is None and p.person not in field.gave_up}
    lists = tuple(c for c in choices if c.person in waiting)
    posts = tuple(msgspec.structs.replace(p, openings=placement.openings_left[p.id]) for p in field.posts)
    if not lists or not any(p.openings for p in posts):
        return placement, refused
    later, struck = _apart(field, posts, lists, refused, held)
    took_part = {c.person for c in lists}
    found = {p.person: p for p in later.placed if p.person in took_part}
    placed = tuple(_merged(one, found.get(one.person), round_) for one in placement.placed)
    return Placement(placed=placed, openings_left=later.openings_left), struck


def _merged(one: Placed, later: Placed | None, round_: Round) -> Placed:
    """The later round's result where it placed somebody, or where its second list says more than the first."""
    if later is None or (later.post is None and round_ is Round.NEXT_IN_LINE):
        return one
    return msgspec.structs.replace(later, placed_in=round_)
