"""The one-outcome ledger (去向台账): where everyone ended."""

from collections import defaultdict, deque
from collections.abc import Sequence

from dinggang.balance import Outcome, OutcomeKind
from dinggang.basis import Id, Words
from dinggang.case import Case, Effects
from dinggang.exits import Exit
from dinggang.plan import Stratum
from dinggang.procedure.values import Results
from dinggang.services import LineStatement, every_year


def outcomes(case: Case, acts: Effects, results: Results) -> tuple[Outcome, ...]:
    """Everyone's outcomes from every source. A person named by two sources appears twice: the balance says so."""
    found = [*_appointed(case, acts), *_exits(case, results), *_competed(case, results)]
    return tuple(sorted(_with_concurrent(found, acts), key=lambda o: (o.person, o.kind.value)))


def statements_of(case: Case) -> tuple[LineStatement, ...]:
    """Every service line in every budget year, for the ledger; empty where the plan buys nothing."""
    if case.plan.services is None:
        return ()
    return every_year(case.plan.services, case.purchases, case.plan.rules.services)


def _appointed(case: Case, acts: Effects) -> list[Outcome]:
    people = {p.id: p for p in case.people}
    posts = {p.id: p for p in case.posts}
    leaders = [p for p in case.people if p.stratum is Stratum.LEADER]
    to = {person: post for post, person in acts.appointed}
    found = [
        Outcome(person=p.id, kind=OutcomeKind.APPOINT, post=to.get(p.id), occupies=p.kind.headcount)
        for p in leaders
    ]
    found += [
        Outcome(person=person, kind=OutcomeKind.APPOINT, post=post, occupies=posts[post].kind)
        for post, person in acts.appointed
        if person in people and people[person].stratum is not Stratum.LEADER
    ]
    return found


def _exits(case: Case, results: Results) -> list[Outcome]:
    people = {p.id: p for p in case.people}
    decided: Sequence[Exit] = (*(results.clearances or ()), *(results.exits or ()))
    return [
        Outcome(
            person=e.person,
            kind=OutcomeKind(e.route.value),
            occupies=people[e.person].kind.headcount if e.keeps_headcount else None,
        )
        for e in decided
        if e.granted
    ]


def _competed(case: Case, results: Results) -> list[Outcome]:
    if results.applicants is None:
        return []
    kinds = {p.id: p.kind for p in case.posts}
    placed = {p.person: p for p in (results.placement.placed if results.placement else ())}
    unranked = {u.person: u.reason for u in (results.ranking.unranked if results.ranking else ())}
    found: list[Outcome] = []
    for applicant in results.applicants:
        result = placed.get(applicant.person)
        if result is not None and result.post is not None:
            found.append(
                Outcome(
                    person=applicant.person,
                    kind=OutcomeKind.COMPETE,
                    post=result.post,
                    occupies=kinds[result.post],
                )
            )
            continue
        reason = unranked.get(applicant.person, Words(zh="落选", en="not placed"))
        if applicant.reasons:
            reason = Words(
                zh="；".join(r.zh for r in applicant.reasons), en="; ".join(r.en for r in applicant.reasons)
            )
        found.append(Outcome(person=applicant.person, kind=OutcomeKind.WAIT, reason=reason))
    return found


def _with_concurrent(found: Sequence[Outcome], acts: Effects) -> list[Outcome]:
    """Gives each concurrent post to a holder of the post it is held with, one after the other."""
    beside: defaultdict[Id, deque[Id]] = defaultdict(deque)
    for post, held_with in acts.concurrent:
        beside[held_with].append(post)
    result: list[Outcome] = []
    for outcome in found:
        if outcome.post is not None and beside[outcome.post]:
            taken = beside[outcome.post].popleft()
            result.append(
                Outcome(
                    person=outcome.person,
                    kind=outcome.kind,
                    post=outcome.post,
                    concurrent=(taken,),
                    occupies=outcome.occupies,
                    reason=outcome.reason,
                )
            )
        else:
            result.append(outcome)
    return result
