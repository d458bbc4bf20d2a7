"""What of a run goes out into open formats, and under which file name."""

from collections.abc import Collection, Mapping
from enum import StrEnum

import msgspec

from dinggang.basis import Value
from dinggang.case import Act, ActKind, Case, Folder, effects, in_force
from dinggang.documents import clearance_ledger, exit_ledger, outcome_ledger, score_board, service_ledger
from dinggang.formats import (
    Deed,
    Holding,
    OpenCase,
    Publication,
    comma_separated,
    contracting,
    dated,
    derived_key,
    extension,
    shapes,
    structure,
    unnamed,
    vocabulary,
)
from dinggang.procedure.outcomes import outcomes, statements_of
from dinggang.procedure.steps import ACT_WORDS
from dinggang.procedure.values import Run, StepId
from dinggang.services import Agreement, Delivery, Purchases
from dinggang.sheets import Sheet

DIGESTED = frozenset(
    {
        ActKind.PLAN_ADOPTED,
        ActKind.PLAN_APPROVED,
        ActKind.POSTS_ANNOUNCED,
        ActKind.SCOREBOARD_PUBLISHED,
        ActKind.RANKING_FINAL,
        ActKind.PLACEMENT_DECIDED,
        ActKind.APPOINTMENTS_ANNOUNCED,
        ActKind.APPOINTMENTS_MADE,
        ActKind.AGREEMENTS_SIGNED,
        ActKind.CASE_CLOSED,
    }
)
"""Acts whose content is put up in public. Of others not even the digest goes out: there are only so many people to try."""


class Format(StrEnum):
    """An open format, as the command line names it."""

    ORG = "org"
    OCDS = "ocds"
    CALENDAR = "calendar"
    CSV = "csv"


class Wanted(Value, frozen=True, kw_only=True):
    """What is asked for. `key` names the case to the world, derived from organ and title where None."""

    formats: frozenset[Format]
    key: str | None = None
    publication: Publication = Publication()


def exported(folder: Folder, done: Run, wanted: Wanted) -> dict[str, bytes]:
    """File name → bytes. A format about which the run has nothing to tell yet has no file."""
    case = open_case(folder, done, wanted.key)
    files: dict[str, bytes] = {}
    graph = structure(case) if Format.ORG in wanted.formats else None
    if graph is not None:
        files |= {
            "org.ttl": graph.turtle(),
            "org.jsonld": graph.jsonld(),
            "org-vocabulary.ttl": vocabulary(),
            "org-shapes.ttl": shapes(),
        }
    package = contracting(case, wanted.publication) if Format.OCDS in wanted.formats else None
    if package is not None:
        files |= {"ocds.json": package, **extension()}
    if Format.CALENDAR in wanted.formats:
        files["dates.ics"] = dated(case)
    if Format.CSV in wanted.formats:
        files |= {name: comma_separated(sheet) for name, sheet in ledgers(folder, done).items()}
    return files


def open_case(folder: Folder, done: Run, key: str | None = None) -> OpenCase:
    """What may go out: steps that were passed, acts that were taken, texts without names of the roster."""
    case = in_force(folder.case)
    passed = {r.step for r in done.steps if r.passed}
    taken = {e.id: e.digest for e in done.entries}
    acts = tuple(a for a in case.acts if a.id in taken)
    bought = StepId.SERVICES in passed
    return OpenCase(
        key=key or derived_key(case.plan),
        plan=case.plan,
        approved=StepId.PLAN in passed,
        deeds=tuple(
            Deed(
                act=_act(a, folder.names),
                words=ACT_WORDS[a.kind],
                digest=taken[a.id] if a.kind in DIGESTED else "",
            )
            for a in acts
        ),
        effects=effects(acts),
        posts=case.posts if StepId.ANNOUNCE in passed else (),
        former=tuple(sorted({p.former_body for p in case.people if p.former_body}))
        if StepId.ROSTER in passed
        else (),
        holdings=_holdings(case, acts, done) if StepId.PLACE in passed else (),
        purchases=_purchases(case.purchases, folder.names) if bought else Purchases(),
        statements=(done.results.statements or ()) if bought else (),
    )


def _act(act: Act, names: Mapping[str, str]) -> Act:
    """The act without its reason, which may tell of people, and without the people it is about."""
    return msgspec.structs.replace(
        act, by=unnamed(act.by, names), number=unnamed(act.number, names), reason="", people=()
    )


def _holdings(case: Case, acts: tuple[Act, ...], done: Run) -> tuple[Holding, ...]:
    found = outcomes(case, effects(acts), done.results)
    own = [Holding(person=o.person, post=o.post) for o in found if o.post is not None]
    beside = [Holding(person=o.person, post=post, beside=True) for o in found for post in o.concurrent]
    return tuple(sorted((*own, *beside), key=lambda h: (h.post, h.person)))


def _purchases(purchases: Purchases, names: Mapping[str, str]) -> Purchases:
    people = {name: person for person, name in names.items()}

    def agreement(a: Agreement) -> Agreement:
        return msgspec.structs.replace(
            a,
            supplier=people.get(a.supplier, a.supplier),
            reason=unnamed(a.reason, names),
            price_compared=unnamed(a.price_compared, names),
        )

    def delivery(d: Delivery) -> Delivery:
        signed = tuple(str(number) for number, _ in enumerate(dict.fromkeys(d.accepted_by), start=1))
        return msgspec.structs.replace(d, accepted_by=signed, evidence=unnamed(d.evidence, names))

    return msgspec.structs.replace(
        purchases,
        agreements=tuple(agreement(a) for a in purchases.agreements),
        deliveries=tuple(delivery(d) for d in purchases.deliveries),
        changes=tuple(
            msgspec.structs.replace(
                c, reason=unnamed(c.reason, names), decided_by=unnamed(c.decided_by, names)
            )
            for c in purchases.changes
        ),
    )


def ledgers(folder: Folder, done: Run) -> dict[str, Sheet]:
    """File name → the ledger, row by row what the spreadsheets of the run hold. Names stay in: they are for the office."""
    case, results, names = in_force(folder.case), done.results, folder.names
    found: dict[str, tuple[Sheet, ...]] = {}
    if results.clearances is not None:
        found["02"] = clearance_ledger(results.clearances, names)
    if results.ranking is not None and results.composites is not None and results.marks is not None:
        found["05"] = score_board(case.plan, results.ranking, results.composites, results.marks, names)
    if results.exits is not None:
        found["07"] = (exit_ledger(case.plan, results.exits, names),)
    if results.statements is not None:
        found["08"] = (service_ledger(case.plan, statements_of(case)),)
    if results.outcomes is not None:
        found["09"] = outcome_ledger(case.plan, case.people, case.posts, results.outcomes, names)
    return {f"{number}-{sheet.title}.csv": sheet for number, sheets in found.items() for sheet in sheets}


def chosen(names: Collection[str]) -> frozenset[Format]:
    """The formats of these names; all when none is named."""
    return frozenset(Format(n) for n in names) or frozenset(Format)
