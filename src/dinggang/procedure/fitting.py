"""Best fit over a case: relatives apart, graduates, quotas and headcount beside the total, solved at any size."""

from fractions import Fraction
from typing import TYPE_CHECKING

import msgspec

from dinggang.balance import KIND_WORDS, demand
from dinggang.basis import Fault, Finding, Id, Level, Words, fraction, shown
from dinggang.case import Case, Effects
from dinggang.plan import Avoidance, Education, FitRule
from dinggang.selection import (
    BestFit,
    Certificate,
    Field,
    FitCertificate,
    FitRules,
    FitTelling,
    Fitting,
    LeastRule,
    MostRule,
    Placement,
    Refused,
    ShareRule,
    Short,
    best_fit,
    certify_fit,
    certify_tree,
    clash,
    fitting_of,
)

if TYPE_CHECKING:
    from dinggang.kernels.named import NamedFit, NamedRules

PLAIN_UP_TO = 300
"""So many people are fitted by the rule as it reads; the kernel, which agrees with it, takes more."""


class Fitted(msgspec.Struct, frozen=True, kw_only=True):
    """The placement, the refusals with those that keep relatives apart, and the side conditions that gave way.

    `certificate`: what proves it to a stranger; None where the proof grew too large (N05).
    """

    placement: Placement
    refused: Refused
    gave_way: tuple[Short, ...] = ()
    certificate: Certificate | FitCertificate | None


def fit_placement(case: Case, acts: Effects, field: Field) -> Fitted:
    """The best total under the plan's side conditions.

    Relatives who may not be in one body are kept apart inside the optimum. Where only bodies that one of them leads are
    meant, the one who ranks behind is refused the post and the rest is solved again, as under the other mechanisms.
    """
    refused = dict(field.refused)
    while True:
        fitted = _solved(case, acts, msgspec.structs.replace(field, refused=refused))
        found = clash(field, fitted.placement)
        if found is None:
            return fitted
        pair, reasons = found
        refused[pair] = (*refused.get(pair, ()), *reasons)


def _solved(case: Case, acts: Effects, field: Field) -> Fitted:
    problem = fitting_of(
        field.rule, field.posts, field.ranking, field.choices, field.refused, field.post_scores
    )
    return solve_fit(field, problem, _conditions(case, acts, field, problem))


def solve_fit(field: Field, problem: Fitting, conditions: "Conditions") -> Fitted:
    """The best total under these conditions, in sentences, with its certificate."""
    gave_way: tuple[Short, ...] = ()
    certificate: Certificate | FitCertificate | None = None
    best: BestFit | None
    if not conditions.bind and len(problem.lots) <= PLAIN_UP_TO:
        best = best_fit(problem)
        result = dict(best.posts)
    else:
        # Only a best fit with side conditions, or a large one, pays for loading the solver.
        from dinggang.kernels.named import best_fit_by_name  # noqa: PLC0415 - see above

        found = best_fit_by_name(
            problem.lists, problem.openings, problem.fit, problem.lots, _named(conditions)
        )
        if not found.proven:
            raise Fault("the best fit was not proven in time; it must not be published as the best")
        best, result = _as_best(problem, found), found.posts
        gave_way = tuple(Short(name=g.name, short=g.short) for g in found.gave_way)
        if found.proof is not None:
            rules = _rules(conditions)
            certificate = certify_tree(problem, result, conditions.departments, rules, gave_way, found.proof)
    if best is not None:
        certificate = certify_fit(problem, best)
    telling = FitTelling(field, result, best, problem)
    return Fitted(
        placement=telling.placement(), refused=field.refused, gave_way=gave_way, certificate=certificate
    )


def _as_best(problem: Fitting, found: "NamedFit") -> BestFit | None:
    """The kernel's result as the rule's; None under side conditions, which leave no prices."""
    if found.person_prices is None or found.post_prices is None:
        return None
    values = problem.values()
    totals = [values[p][q] for p, q in found.posts.items() if q is not None]
    return BestFit(
        posts=found.posts,
        total=(sum(v[0] for v in totals), sum(v[1] for v in totals), sum(v[2] for v in totals)),
        person_prices=found.person_prices,
        post_prices=found.post_prices,
    )


class Conditions(msgspec.Struct, frozen=True, kw_only=True):
    """The plan's side conditions, those that could not bind left out. `departments` maps each post to its body."""

    departments: dict[Id, str]
    kin: tuple[tuple[Id, Id], ...]
    graduates: tuple[Fraction, frozenset[Id]] | None
    ceilings: tuple[tuple[str, frozenset[Id], int], ...]
    quotas: tuple[tuple[str, frozenset[Id], int], ...]

    @property
    def bind(self) -> bool:
        return bool(self.kin or self.graduates or self.ceilings or self.quotas)


def _conditions(case: Case, acts: Effects, field: Field, problem: Fitting) -> Conditions:
    rule = field.rule.fit or FitRule()
    kin: set[tuple[Id, Id]] = set()
    if field.rule.avoidance is Avoidance.SAME_BODY:
        kin = {(min(p, r), max(p, r)) for p, relatives in field.kin.items() for r in relatives}
        kin = {(p, r) for p, r in kin if p in problem.lists and r in problem.lists}
    graduates = None
    if rule.graduates_percent is not None:
        members = frozenset(p.id for p in case.people if p.education.rank >= Education.BACHELOR.rank)
        graduates = (fraction(rule.graduates_percent) / 100, members)
    return Conditions(
        departments={p.id: p.body for p in field.posts},
        kin=tuple(sorted(kin)),
        graduates=graduates,
        ceilings=_ceilings(case, acts, field),
        quotas=quotas_of(rule),
    )


def quotas_of(rule: FitRule) -> tuple[tuple[str, frozenset[Id], int], ...]:
    """The lower quotas with their names: what can be asked for without a roster."""
    return tuple((f"{'、'.join(q.posts)}至少{q.least}人", frozenset(q.posts), q.least) for q in rule.quotas)


def _ceilings(case: Case, acts: Effects, field: Field) -> tuple[tuple[str, frozenset[Id], int], ...]:
    """Headcount per kind, where the openings together could exceed it."""
    found = []
    for kind in case.plan.headcount:
        own = demand(case.plan, case.posts, acts, kind)
        room = max(own.fillable - own.leaders - own.appointed, 0)
        of_kind = [p for p in field.posts if p.kind is kind]
        if sum(p.openings for p in of_kind) > room:
            name = f"{KIND_WORDS[kind].zh}编制不超过{room}人"
            found.append((name, frozenset(p.id for p in of_kind), room))
    return tuple(found)


def _named(conditions: Conditions) -> "NamedRules":
    """The conditions as the kernel takes them."""
    from dinggang.kernels.named import Group, NamedRules, Proportion  # noqa: PLC0415 - as in _solved

    shares = []
    if conditions.graduates is not None:
        share, members = conditions.graduates
        name = f"本科以上不少于{shown(share * 100)}%"
        shares.append(
            Proportion(name=name, members=members, numerator=share.numerator, denominator=share.denominator)
        )
    return NamedRules(
        departments=conditions.departments,
        kin=conditions.kin,
        shares=shares,
        ceilings=[Group(name=n, posts=p, number=most) for n, p, most in conditions.ceilings],
        quotas=[Group(name=n, posts=p, number=least) for n, p, least in conditions.quotas],
    )


def _rules(conditions: Conditions) -> FitRules:
    """The conditions as the certificate states them."""
    named = _named(conditions)
    return FitRules(
        relatives=conditions.kin,
        shares=tuple(
            ShareRule(
                name=s.name,
                members=tuple(sorted(s.members)),
                numerator=s.numerator,
                denominator=s.denominator,
            )
            for s in named.shares
        ),
        ceilings=tuple(
            MostRule(name=c.name, posts=tuple(sorted(c.posts)), most=c.number) for c in named.ceilings
        ),
        quotas=tuple(
            LeastRule(name=q.name, posts=tuple(sorted(q.posts)), least=q.number) for q in named.quotas
        ),
    )


def fit_findings(fitted: Fitted) -> tuple[Finding, ...]:
    """N04 and N05 of a best fit."""
    return (*gave_way_finding(fitted.gave_way), *_no_proof(fitted))


def _no_proof(fitted: Fitted) -> tuple[Finding, ...]:
    """N05: the solver found the best and proved it to itself, but the proof is too large to hand on."""
    if fitted.certificate is not None:
        return ()
    return (
        Finding(
            code="N05",
            level=Level.NOTICE,
            words=Words(
                zh="总体最优由求解程序证明，但证明过大，没有写出可供他人核对的定岗证明。",
                en="The solver proved the best fit, but the proof grew too large; no certificate for others was written.",
            ),
            cure=Words(
                zh="减少相互牵制的附加条件后可以写出证明。",
                en="Fewer side conditions that pull against each other allow one.",
            ),
            rows=("plan:rules.placement",),
        ),
    )


def gave_way_finding(gave_way: tuple[Short, ...]) -> tuple[Finding, ...]:
    """N04: side conditions that could not all be kept, each by how much it falls short."""
    if not gave_way:
        return ()
    return (
        Finding(
            code="N04",
            level=Level.EXPLAIN,
            words=Words(
                zh="总体最优的附加条件不能同时满足："
                + "；".join(f"{g.name}，差{g.short}" for g in gave_way)
                + "。",
                en="Side conditions of the best fit cannot all hold: "
                + "; ".join(f"{g.name}, short by {g.short}" for g in gave_way)
                + ".",
            ),
            cure=Words(
                zh="请报方案批准机关调整条件，或以“说明事项”写明理由。",
                en="Have the plan's approver change the condition, or explain it by an act.",
            ),
            rows=("plan:rules.placement",),
        ),
    )
