"""Ranking: rounded scores, the declared tie rules, and draws on record."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby

import msgspec

from dinggang.basis import Fault, Id, Value, Words, full_years
from dinggang.marks import Scored
from dinggang.plan import CompositeRule, HeadcountKind, Measure, RankingGroup, TieBreak
from dinggang.roster import Person
from dinggang.selection.values import Composite, Draw, Ranked, Ranking, Unranked

TIE_WORDS: Mapping[TieBreak, Words] = {
    TieBreak.EXAM: Words(zh="理论素质考试成绩", en="exam mark"),
    TieBreak.EVALUATION: Words(zh="民主测评成绩", en="evaluation mark"),
    TieBreak.SPEECH: Words(zh="竞岗演说成绩", en="speech mark"),
    TieBreak.ASSESSMENT: Words(zh="组织考核成绩", en="assessment mark"),
    TieBreak.SERVICE_YEARS: Words(zh="工龄", en="years of service"),
    TieBreak.EDUCATION: Words(zh="学历", en="education"),
    TieBreak.DRAW: Words(zh="抽签", en="draw"),
}


class Entrant(Value, frozen=True, kw_only=True):
    """A person with a score, and what each tie rule compares: the larger goes first, no value last."""

    person: Id
    group: HeadcountKind | None
    score: Decimal
    values: tuple[Decimal | None, ...]
    lot: int = 0

    @property
    def key(self) -> tuple[object, ...]:
        """Sorts the best first; equal for people whom the declared rules leave equal."""
        return (-self.score, *((value is None, -(value or Decimal(0))) for value in self.values))


def rank(
    rule: CompositeRule,
    composites: Sequence[Composite],
    marks: Mapping[Measure, Sequence[Scored]],
    people: Mapping[Id, Person],
    cutoff: date,
    draws: Sequence[Draw] = (),
    lists: Mapping[Id, Sequence[Id]] | None = None,
) -> Ranking:
    """The board: competition ranks (1, 2, 2, 4) by rounded score, and a strict order inside each group.

    Equal scores are separated by the declared tie rules in their order (marks, full years of service at `cutoff`,
    education), last by a draw on record that names everyone still equal; of several such draws the first counts,
    for a draw is not repeated until it pleases. Who stays equal is in `undrawn`, with a provisional order by id
    that must not be used to place anybody. Row order does not matter. Where the plan ranks post by post, only people who
    share a post on their `lists` need a draw.
    """
    entrants, unranked = entrants_of(rule, composites, marks, people, cutoff)
    return board_of(rule, entrants, unranked, draws, lists or {})


def entrants_of(
    rule: CompositeRule,
    composites: Sequence[Composite],
    marks: Mapping[Measure, Sequence[Scored]],
    people: Mapping[Id, Person],
    cutoff: date,
) -> tuple[list[Entrant], list[Unranked]]:
    """Who is ranked, with all that is compared, and who is not, with the reason; both by id."""
    compared = compared_by(rule)
    by_measure = {measure: {s.person: s.mark for s in scored} for measure, scored in marks.items()}
    entrants, unranked = [], []
    for composite in sorted(composites, key=lambda item: item.person):
        if composite.person not in people:
            raise Fault(f"{composite.person} has a score but is not on the roster")
        person = people[composite.person]
        reason = _unranked(rule, composite, person)
        if composite.score is None or reason is not None:
            unranked.append(Unranked(person=person.id, reason=reason or _NO_SCORE))
            continue
        entrants.append(
            Entrant(
                person=person.id,
                group=person.kind.headcount if rule.group is RankingGroup.KIND else None,
                score=composite.score,
                values=tuple(_value(tie, person, by_measure, cutoff) for tie in compared),
            )
        )
    return entrants, unranked


def tie_values(entrants: Sequence[Entrant]) -> dict[Id, tuple[Decimal | None, ...]]:
    """What the tie rules compare, of those only who share score and group with somebody: all that a board's order needs
    besides the scores.
    """
    shared = Counter((e.group, e.score) for e in entrants)
    return {e.person: e.values for e in entrants if shared[e.group, e.score] > 1}


def board_of(
    rule: CompositeRule,
    entrants: Sequence[Entrant],
    unranked: Sequence[Unranked] = (),
    draws: Sequence[Draw] = (),
    lists: Mapping[Id, Sequence[Id]] | None = None,
) -> Ranking:
    """The board of these entrants, whose `values` are what the tie rules before the draw compare (`compared_by`)."""
    compared = compared_by(rule)
    ranked: list[Ranked] = []
    undrawn: list[tuple[Id, ...]] = []
    meeting = (lists or {}) if rule.group is RankingGroup.POST else None
    for group in (*HeadcountKind, None):
        board, left = _separate([e for e in entrants if e.group is group], draws, meeting)
        ranked += _board(board, compared)
        undrawn += left
    return Ranking(
        ranked=tuple(ranked),
        unranked=tuple(unranked),
        undrawn=tuple(undrawn),
        ties=(*compared, TieBreak.DRAW),
    )


_NO_SCORE = Words(zh="没有综合成绩。", en="No composite score.")


def compared_by(rule: CompositeRule) -> tuple[TieBreak, ...]:
    """The tie rules that compare facts: those before the draw, after which nobody is equal."""
    ties = rule.ties
    return ties[: ties.index(TieBreak.DRAW)] if TieBreak.DRAW in ties else ties


def _unranked(rule: CompositeRule, composite: Composite, person: Person) -> Words | None:
    if composite.score is None:
        return composite.reason
    if rule.group is RankingGroup.KIND and person.kind.headcount is None:
        return Words(zh="编外人员不参加排名。", en="Staff without headcount are not ranked.")
    return None


def _value(
    tie: TieBreak, person: Person, marks: Mapping[Measure, Mapping[Id, Decimal | None]], cutoff: date
) -> Decimal | None:
    if tie is TieBreak.SERVICE_YEARS:
        return Decimal(full_years(person.work_start, cutoff))
    if tie is TieBreak.EDUCATION:
        return Decimal(person.education.rank)
    return marks.get(Measure(tie.value), {}).get(person.id)


def _separate(
    entrants: Sequence[Entrant], draws: Sequence[Draw], meeting: Mapping[Id, Sequence[Id]] | None
) -> tuple[list[Entrant], list[tuple[Id, ...]]]:
    """One group in choosing order, and the sets of people nothing separates.

    With the lists of who is `meeting` whom, equals who never meet are drawn apart, and stand part after part.
    """
    board: list[Entrant] = []
    undrawn: list[tuple[Id, ...]] = []
    for _, equals in groupby(sorted(entrants, key=lambda e: (e.key, e.person)), key=lambda e: e.key):
        tied = list(equals)
        together = meeting is None or _draw_of(tied, draws) is not None
        for part in [tied] if together else _sharing(tied, meeting or {}):
            draw = _draw_of(part, draws)
            if len(part) == 1 or draw is None:
                board += part
                undrawn += [tuple(e.person for e in part)] if len(part) > 1 else []
                continue
            lots = {person: at for at, person in enumerate(draw.order, start=1)}
            drawn = [msgspec.structs.replace(e, lot=lots[e.person]) for e in part]
            board += sorted(drawn, key=lambda e: e.lot)
    return board, undrawn


def _draw_of(equals: Sequence[Entrant], draws: Sequence[Draw]) -> Draw | None:
    """The first draw on record that names all of them."""
    return next((d for d in draws if {e.person for e in equals} <= set(d.order)), None)


def _sharing(equals: Sequence[Entrant], lists: Mapping[Id, Sequence[Id]]) -> list[list[Entrant]]:
    """The parts of equal people whose lists hang together by the posts they share, by id.

    Two who share no post, directly or through others as equal, never meet: which comes first changes nothing.
    """
    parts: list[tuple[set[Id], set[Id]]] = []
    for entrant in equals:
        people, posts = {entrant.person}, set(lists.get(entrant.person, ()))
        touching = [part for part in parts if part[1] & posts]
        for part in touching:
            people |= part[0]
            posts |= part[1]
        parts = [part for part in parts if part not in touching] + [(people, posts)]
    by_id = {e.person: e for e in equals}
    return [[by_id[person] for person in part] for part in sorted(sorted(people) for people, _ in parts)]


def boards_by_post(
    ranking: Ranking, lists: Mapping[Id, Sequence[Id]], refused: Mapping[tuple[Id, Id], object]
) -> dict[Id, tuple[Ranked, ...]]:
    """A board for every post listed: those who listed it and may hold it, ranked and ordered among themselves.

    Ranks are competition ranks again: of 90, 80, 80, 70 on the whole board, a post listed by the last three has 1, 1, 3.
    """
    boards: dict[Id, list[Ranked]] = {}
    for ranked in sorted(ranking.ranked, key=lambda r: (-r.score, r.order)):
        for post in dict.fromkeys(lists.get(ranked.person, ())):
            if not refused.get((ranked.person, post)):
                boards.setdefault(post, []).append(ranked)
    return {post: tuple(_among_themselves(board)) for post, board in sorted(boards.items())}


def _among_themselves(board: Sequence[Ranked]) -> Iterator[Ranked]:
    ranks: dict[Decimal, int] = {}
    for order, ranked in enumerate(board, start=1):
        ranks.setdefault(ranked.score, order)
        yield msgspec.structs.replace(ranked, rank=ranks[ranked.score], order=order)


def _board(board: Sequence[Entrant], compared: Sequence[TieBreak]) -> list[Ranked]:
    ranks: dict[Decimal, int] = {}
    for order, entrant in enumerate(board, start=1):
        ranks.setdefault(entrant.score, order)
    return [
        Ranked(
            person=entrant.person,
            group=entrant.group,
            rank=ranks[entrant.score],
            order=order,
            score=entrant.score,
            decided_by=_decided_by(board[order - 2], entrant, compared) if order > 1 else None,
        )
        for order, entrant in enumerate(board, start=1)
    ]


def _decided_by(above: Entrant, below: Entrant, compared: Sequence[TieBreak]) -> TieBreak | None:
    """The rule that put one before the other; None when the score did, or nothing has."""
    if above.score != below.score:
        return None
    for tie, higher, lower in zip(compared, above.values, below.values, strict=True):
        if higher != lower:
            return tie
    return TieBreak.DRAW if 0 < above.lot < below.lot else None
