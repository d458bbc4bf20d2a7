"""Ranking and placement from what one step alone is handed: marks and facts of a table, a board, lists. No case, no acts."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

import msgspec

from dinggang.basis import Fault, Finding, Id, Value, Words
from dinggang.plan import (
    Avoidance,
    CompositeRule,
    FitRule,
    Measure,
    Mechanism,
    PlacementRule,
    RankingGroup,
    TieBreak,
)
from dinggang.procedure.fitting import Conditions, fit_findings, quotas_of, solve_fit
from dinggang.procedure.placing import CERTIFIED
from dinggang.selection import (
    Certificate,
    Composite,
    Draw,
    Entrant,
    Field,
    FitCertificate,
    Placement,
    Ranked,
    Ranking,
    Scale,
    Unranked,
    board_of,
    boards_by_post,
    certify_outcome,
    check_placement,
    compared_by,
    composed,
    fitting_of,
    place_by_rule,
    problem_of,
    solve,
    weighed,
)
from dinggang.sheets.alone_board import Contender


class Board(Value, frozen=True, kw_only=True):
    """The board of a table of marks, the composites it rests on, and a board for each post where the plan ranks so."""

    ranking: Ranking
    composites: tuple[Composite, ...]
    by_post: Mapping[Id, tuple[Ranked, ...]] = {}


def rank_alone(
    rule: CompositeRule, scale: Mapping[Measure, Scale], contenders: Sequence[Contender], *, lots: bool = True
) -> Board:
    """The board of these people. Equals are separated by their lots where each of them has one; without `lots` none is
    looked at, so that `undrawn` names everyone who needs one.

    Where the plan ranks post by post, the post each one applied for stands in the place of a list; without it everyone is on
    one board, and all equals need a draw.
    """
    lists = {c.person: (c.applied,) for c in contenders if c.applied is not None}
    if rule.group is RankingGroup.POST and not lists:
        rule = msgspec.structs.replace(rule, group=RankingGroup.ALL)
    people = sorted(contenders, key=lambda c: c.person)
    marks = {m: tuple(c.marks[m] for c in people if m in c.marks) for m in Measure}
    composites = composed(rule, scale, marks, [c.person for c in people])
    compared = compared_by(rule)
    entrants, unranked = [], []
    for one, composite in zip(people, composites, strict=True):
        if composite.score is None:
            unranked.append(Unranked(person=one.person, reason=composite.reason or _NO_SCORE))
            continue
        entrants.append(
            Entrant(
                person=one.person,
                group=one.group if rule.group is RankingGroup.KIND else None,
                score=composite.score,
                values=tuple(_value(tie, one) for tie in compared),
            )
        )
    ranking = board_of(rule, entrants, unranked, (), lists)
    if lots and ranking.undrawn:
        by_id = {c.person: c.lot for c in people}
        draws = [d for group in ranking.undrawn if (d := _draw(group, by_id)) is not None]
        ranking = board_of(rule, entrants, unranked, draws, lists)
    by_post = boards_by_post(ranking, lists, {}) if rule.group is RankingGroup.POST else {}
    return Board(ranking=ranking, composites=composites, by_post=by_post)


_NO_SCORE = Words(zh="没有综合成绩。", en="No composite score.")


def _value(tie: TieBreak, one: Contender) -> Decimal | None:
    if tie is TieBreak.SERVICE_YEARS:
        return None if one.service_years is None else Decimal(one.service_years)
    if tie is TieBreak.EDUCATION:
        return None if one.education is None else Decimal(one.education.rank)
    scored = one.marks.get(Measure(tie.value))
    return None if scored is None else scored.mark


def _draw(group: Sequence[Id], lots: Mapping[Id, int | None]) -> Draw | None:
    drawn = [(lot, person) for person in group if (lot := lots[person]) is not None]
    if len(drawn) < len(group) or len({lot for lot, _ in drawn}) < len(drawn):
        return None
    return Draw(order=tuple(person for _, person in sorted(drawn)))


def post_scores_alone(
    rule: CompositeRule,
    scale: Mapping[Measure, Scale],
    placing: PlacementRule,
    contenders: Sequence[Contender],
    ranking: Ranking,
) -> dict[tuple[Id, Id], Decimal]:
    """Everyone's score at the posts that have weights of their own."""
    marks = {c.person: {m: s.mark for m, s in c.marks.items() if s.mark is not None} for c in contenders}
    return {
        (r.person, post): weighed(rule, scale, marks[r.person], group.weights)
        for group in placing.post_weights
        for post in group.posts
        for r in ranking.ranked
    }


class PlacedAlone(Value, frozen=True, kw_only=True):
    """The placement, what gave way, and the certificate; None where a best fit's proof grew too large."""

    placement: Placement
    findings: tuple[Finding, ...]
    certificate: Certificate | FitCertificate | None


def place_alone(field: Field) -> PlacedAlone:
    """The placement by the rule's mechanism, proved as in a case: relatives, ratio and graduates are a case's."""
    rule = field.rule
    parts = (rule, field.posts, field.ranking, field.choices, field.refused)
    if rule.mechanism is Mechanism.BEST_FIT:
        fitting = fitting_of(*parts, field.post_scores)
        conditions = Conditions(
            departments={p.id: "" for p in field.posts},
            kin=(),
            graduates=None,
            ceilings=(),
            quotas=quotas_of(rule.fit or FitRule()),
        )
        fitted = solve_fit(field, fitting, conditions)
        return PlacedAlone(
            placement=fitted.placement,
            findings=fit_findings(fitted),
            certificate=fitted.certificate,
        )
    placement = place_by_rule(*parts, field.post_scores or None)
    if rule.mechanism is Mechanism.RANK_ORDER:
        wrong = check_placement(
            field.posts, field.ranking, field.choices, field.refused, placement, field.rule
        )
        if wrong:
            raise Fault("; ".join(w.en for w in wrong))
    problem = problem_of(*parts, field.post_scores or None)
    certificate = certify_outcome(CERTIFIED[rule.mechanism], problem, solve(rule, problem), rule.band)
    return PlacedAlone(placement=placement, findings=(), certificate=certificate)


def left_to_a_case(rule: PlacementRule) -> tuple[Words, ...]:
    """What the rule asks for and only a case knows enough to do."""
    found = []
    if rule.avoidance is not Avoidance.NONE:
        found.append(
            Words(
                zh="方案规定亲属回避（avoidance），这里不知道亲属关系，没有考虑。",
                en="The plan keeps relatives apart (avoidance); who is related is not known here and was not considered.",
            )
        )
    if rule.ratio is not None:
        found.append(
            Words(
                zh="方案规定开考比例（ratio），这里按岗位表的岗位数办，没有减少或取消岗位。",
                en="The plan has a ratio of candidates; openings are those of the posts table, none was reduced.",
            )
        )
    if rule.fit is not None and rule.fit.graduates_percent is not None:
        found.append(
            Words(
                zh="方案规定本科以上的比例（graduates_percent），这里不知道学历，没有考虑。",
                en="The plan asks for a share of graduates (graduates_percent); education is not known here.",
            )
        )
    return tuple(found)
