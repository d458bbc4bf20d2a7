"""What anyone can work out again from the published files alone: scores, ranks and the first round of placement."""

import json
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

import msgspec

from dinggang.basis import Id, Words
from dinggang.marks import Scored
from dinggang.plan import Measure, Mechanism, Plan, Post
from dinggang.procedure import CERTIFIED, Board
from dinggang.selection import (
    Choices,
    Draw,
    Entrant,
    Ranking,
    board_of,
    certify_outcome,
    compared_by,
    composites,
    problem_of,
    solve,
    weighted,
)


def board_again(
    plan: Plan, board: Board, draws: Sequence[Draw], lists: Mapping[Id, Sequence[Id]]
) -> list[Id]:
    """Whose score or rank is not what the plan's rules make of the published marks, ties and draws; nobody is right.

    Scores are worked out again for everyone with a mark in each measure; who has none is passed over, as are people
    whom an act has taken off the board.
    """
    marks = _marks(board)
    wanted = [c.person for c in board.composites if c.score is not None]
    again = {c.person: c for c in composites(plan.rules, marks, wanted)}
    wrong = [
        c.person
        for c in board.composites
        if c.score is not None and (c.score, c.exact, c.parts) != _three(again[c.person])
    ]
    return sorted({*wrong, *_misranked(plan, board, draws, lists)})


def _three(composite: Any) -> tuple[object, object, object]:
    return composite.score, composite.exact, composite.parts


def _marks(board: Board) -> dict[Measure, list[Scored]]:
    return {
        measure: [
            Scored(person=c.person, measure=measure, mark=c.parts[measure.value][0])
            for c in board.composites
            if measure.value in c.parts
        ]
        for measure in Measure
    }


def _misranked(plan: Plan, board: Board, draws: Sequence[Draw], lists: Mapping[Id, Sequence[Id]]) -> list[Id]:
    rule = plan.rules.composite
    scores = {c.person: c.score for c in board.composites}
    nothing: tuple[Decimal | None, ...] = (None,) * len(compared_by(rule))
    entrants = []
    for ranked in board.ranking.ranked:
        score = scores.get(ranked.person)
        if score is None:
            return [ranked.person]
        values = board.ties.get(ranked.person, nothing)
        if len(values) != len(nothing):
            return [ranked.person]
        entrants.append(Entrant(person=ranked.person, group=ranked.group, score=score, values=values))
    entrants.sort(key=lambda e: e.person)
    again = board_of(rule, entrants, board.ranking.unranked, draws, lists)
    found = {r.person: r for r in again.ranked}
    wrong = [r.person for r in board.ranking.ranked if found[r.person] != r]
    wrong += [c.person for c in board.composites if c.score is not None and not _on(board.ranking, c.person)]
    if not wrong and (again.undrawn, again.ties, again.ranked) != (
        board.ranking.undrawn,
        board.ranking.ties,
        board.ranking.ranked,
    ):
        wrong = [r.person for r in board.ranking.ranked]
    return wrong


def _on(ranking: Ranking, person: Id) -> bool:
    return any(r.person == person for r in ranking.ranked) or any(
        u.person == person for u in ranking.unranked
    )


def placement_again(plan: Plan, posts: Sequence[Post], board: Board, certificate: bytes) -> bool | None:
    """Whether the plan's mechanism makes this certificate of the ranking and the lists in it.

    None for a best fit, whose proof a stranger's checker reads. Who is eligible is taken from the certificate.
    """
    rule = plan.rules.placement
    if rule.mechanism is Mechanism.BEST_FIT:
        return None
    found = json.loads(certificate)
    people = {p["person"]: [c["post"] for c in p["choices"]] for p in found["people"]}
    kept = {(p["person"], c["post"]) for p in found["people"] for c in p["choices"] if c["key"] is not None}
    listed = {(p, post) for p, those in people.items() for post in those}
    reason = (Words(zh="", en=""),)
    refused = dict.fromkeys(listed - kept, reason)
    openings = found["openings"]
    open_posts = [msgspec.structs.replace(p, openings=openings[p.id]) for p in posts if openings.get(p.id)]
    problem = problem_of(
        rule,
        open_posts,
        board.ranking,
        [Choices(person=p, posts=tuple(those)) for p, those in people.items() if those],
        refused,
        _post_scores(plan, open_posts, listed, board) or None,
    )
    made = certify_outcome(CERTIFIED[rule.mechanism], problem, solve(rule, problem), rule.band)
    return made.encoded() == certificate


def _post_scores(
    plan: Plan, posts: Sequence[Post], listed: Iterable[tuple[Id, Id]], board: Board
) -> dict[tuple[Id, Id], Decimal]:
    """The scores that count at open posts with weights of their own, for those who listed them."""
    by_post = {post: g.weights for g in plan.rules.placement.post_weights for post in g.posts}
    ranked = {r.person for r in board.ranking.ranked}
    marks = {
        c.person: {Measure(m): mark for m, (mark, _, _) in c.parts.items()}
        for c in board.composites
        if c.person in ranked
    }
    weighed = [p.id for p in posts if p.id in by_post]
    among = set(weighed)
    wanted = [(person, post) for person, post in listed if person in marks and post in among]
    # Even where nobody listed such a post, a score says that posts have weights of their own.
    wanted = wanted or [(person, post) for post in weighed[:1] for person in sorted(marks)[:1]]
    return {
        (person, post): weighted(plan.rules, marks[person], by_post[post]) for person, post in sorted(wanted)
    }
