"""Placement of a case: which posts are still open, who may not hold them, and the rounds by the plan's mechanism."""

from collections.abc import Mapping
from decimal import Decimal

import msgspec

from dinggang.basis import Fault, Finding, Id, Words, plain
from dinggang.case import Case, Effects
from dinggang.plan import Measure, Mechanism, Post
from dinggang.procedure.fitting import fit_findings, fit_placement
from dinggang.procedure.pool import after_ratio, refusals
from dinggang.procedure.values import Results
from dinggang.roster import kinship
from dinggang.selection import (
    Certificate,
    Field,
    FitCertificate,
    Placement,
    PostScores,
    Refused,
    certify_outcome,
    check_placement,
    first_refused,
    later_rounds,
    place_rounds,
    problem_of,
    scales,
    solve,
    weighed,
)


def placement_of(case: Case, acts: Effects, results: Results) -> tuple[Placement, tuple[Finding, ...]]:
    """Everyone's placement, and what to know about it.

    Raises Fault before the ranking is decided, and when the result's own proof fails.
    """
    field = field_of(case, acts, results)
    if field.rule.mechanism is Mechanism.BEST_FIT:
        fitted = fit_placement(case, acts, field)
        placement, _ = later_rounds(field, fitted.placement, fitted.refused)
        return placement, fit_findings(fitted)
    placement, refused = place_rounds(field)
    first_only = not field.gave_up and not field.second
    if field.rule.mechanism is Mechanism.RANK_ORDER and first_only:
        wrong = check_placement(field.posts, field.ranking, field.choices, refused, placement, field.rule)
        if wrong:
            raise Fault("; ".join(w.en for w in wrong))
    return placement, ()


def certificate_of(case: Case, acts: Effects, results: Results) -> Certificate | FitCertificate | None:
    """What a stranger needs to check the first round with `verifier/check_placement.py`, or `check_fit.py` for a best fit
    under side conditions; None where the proof of the latter grew too large (N05).
    """
    field = msgspec.structs.replace(field_of(case, acts, results), gave_up={}, second=())
    rule = field.rule
    if rule.mechanism is Mechanism.BEST_FIT:
        return fit_placement(case, acts, field).certificate
    refused = first_refused(field)
    problem = problem_of(rule, field.posts, field.ranking, field.choices, refused, field.post_scores or None)
    return certify_outcome(CERTIFIED[rule.mechanism], problem, solve(rule, problem), rule.band)


CERTIFIED = {
    Mechanism.RANK_ORDER: "rank_order",
    Mechanism.DEFERRED: "deferred_acceptance",
    Mechanism.FIRST_CHOICE: "immediate_acceptance",
    Mechanism.PARALLEL: "banded",
}


def field_of(case: Case, acts: Effects, results: Results) -> Field:
    """What the placement is made from."""
    if results.ranking is None or results.openings is None or results.applicants is None:
        raise Fault("the ranking is decided before anybody is placed")
    openings = results.openings
    posts = tuple(
        msgspec.structs.replace(p, openings=openings[p.id]) for p in case.posts if openings.get(p.id, 0) > 0
    )
    competing = tuple(a.person for a in results.applicants if a.competes)
    refused = refusals(case, acts, posts, competing)
    refused.add(_below_least_score(case, results, posts, refused))
    return Field(
        rule=case.plan.rules.placement,
        posts=posts,
        ranking=results.ranking,
        choices=case.choices,
        refused=refused,
        post_scores=_post_scores(case, results, posts),
        kin=kinship(case.people),
        gave_up=dict(acts.refused),
        second=case.second_choices,
    )


def _post_scores(case: Case, results: Results, posts: tuple[Post, ...]) -> PostScores:
    """Everyone's score at the posts on their lists that have weights of their own."""
    by_post = {post: g.weights for g in case.plan.rules.placement.post_weights for post in g.posts}
    if not by_post or results.ranking is None or results.marks is None:
        return {}
    ranked = {r.person for r in results.ranking.ranked}
    marks: dict[Id, dict[Measure, Decimal]] = {person: {} for person in ranked}
    for measure, scored in results.marks.items():
        for s in scored:
            if s.mark is not None and s.person in marks:
                marks[s.person][measure] = s.mark
    open_ = [p.id for p in posts if p.id in by_post]
    own = set(open_)
    listed = {(c.person, p) for c in (*case.choices, *case.second_choices) for p in c.posts}
    wanted = [pair for pair in listed if pair[0] in ranked and pair[1] in own]
    # Even where nobody listed such a post, a score says that posts have weights of their own.
    wanted = wanted or [(person, post) for post in open_[:1] for person in sorted(ranked)[:1]]
    rule, scale = case.plan.rules.composite, scales(case.plan.rules)
    return {
        (person, post): weighed(rule, scale, marks[person], by_post[post]) for person, post in sorted(wanted)
    }


def _below_least_score(
    case: Case, results: Results, posts: tuple[Post, ...], refused: Refused
) -> Mapping[tuple[Id, Id], tuple[Words, ...]]:
    """Posts opened with fewer candidates than the ratio take nobody below the least score."""
    rule = case.plan.rules.placement.ratio
    if rule is None or rule.least_score is None or results.ranking is None or results.applicants is None:
        return {}
    _, short = after_ratio(rule, {p.id: p.openings for p in posts}, results.applicants)
    least = rule.least_score
    return {
        (r.person, post): (
            *refused.get((r.person, post), ()),
            Words(
                zh=f"该岗位报名人数不足，综合成绩须达到{plain(least)}分，本人{r.score:f}分",
                en=f"the post had too few candidates: at least {plain(least)} is needed, the score is {r.score:f}",
            ),
        )
        for post in short
        for r in results.ranking.ranked
        if r.score < least
    }
