"""Strategies: arbitrary cases that a folder can hold, grown out of the one of tests/build.py."""

from datetime import date
from decimal import Decimal
from typing import Any

import msgspec
from hypothesis import assume
from hypothesis import strategies as st

import build
from dinggang.case import Act, ActKind, Case, DrawPurpose
from dinggang.exits import ExitChoice
from dinggang.marks import (
    Adjusted,
    AssessmentForm,
    EssayMark,
    EvaluationCount,
    ExamSheet,
    JudgeSheet,
    Question,
    QuestionKind,
    Sheets,
    Turn,
)
from dinggang.plan import (
    Adjustment,
    ClaimRule,
    ContractRule,
    Criterion,
    DrawMethod,
    DrawRule,
    Education,
    ExitRoute,
    Filling,
    HeadcountKind,
    Plan,
    Post,
    Scope,
    Stratum,
    breaches,
)
from dinggang.roster import (
    Appraisal,
    Certificate,
    Grade,
    Person,
    Sanction,
    SanctionKind,
    Sex,
    StaffKind,
)
from dinggang.selection import Choices
from dinggang.services import Agreement, AwardMethod, Delivery, Payment, Purchases
from dinggang.sheets.cells import parse_date
from dinggang.sheets.troubles import Trouble
from sheets.typing_in import (
    counts,
    days,
    filled,
    ids,
    maybe,
    names,
    notes,
    texts,
    tuples_of,
    words,
    years,
    yes,
    yuan,
)

D = Decimal

sanctions = st.tuples(st.sampled_from(SanctionKind), days, days).map(
    lambda s: Sanction(kind=s[0], start=min(s[1:]), end=max(s[1:]))
)


def _no_date_at_its_end(name: str) -> bool:
    """A certificate's name is divided from its day by how they look."""
    try:
        parse_date(name.rsplit(" ", maxsplit=1)[-1])
    except Trouble:
        return not any(c.isdigit() for c in name)
    return False


certificates = st.tuples(words.filter(_no_date_at_its_end), days, maybe(days)).map(
    lambda c: Certificate(name=c[0], issued=c[1], expires=max(c[1], c[2]) if c[2] else None)
)
appraisals = st.builds(Appraisal, year=years, grade=st.sampled_from(Grade))


def posts(draw: Any, bodies: list[str]) -> tuple[Post, ...]:
    found = []
    for one in ids("O", draw(st.integers(1, 3))):
        stratum = draw(st.sampled_from(Stratum))
        body = st.sampled_from(bodies) | st.just("") if stratum is Stratum.LEADER else st.sampled_from(bodies)
        found.append(
            Post(
                id=one,
                name=draw(filled),
                body=draw(body),
                kind=draw(st.sampled_from(HeadcountKind)),
                stratum=stratum,
                # Leaders do not compete: such a plan is refused.
                filling=Filling.APPOINT if stratum is Stratum.LEADER else draw(st.sampled_from(Filling)),
                openings=draw(st.integers(1, 10_000)),
                education=draw(maybe(st.sampled_from(Education))),
                max_age=draw(maybe(counts)),
                min_service_years=draw(maybe(counts)),
                party_member=draw(yes),
                majors=draw(tuples_of(words)),
                certificates=draw(tuples_of(words)),
                min_stratum_years=draw(maybe(counts)),
                scope=draw(st.sampled_from(Scope)),
                sensitive=draw(yes),
                note=draw(notes),
            )
        )
    return tuple(found)


def people(draw: Any, cutoff: date) -> tuple[Person, ...]:
    numbered = ids("P", draw(st.integers(1, 4)))
    return tuple(
        Person(
            id=one,
            sex=draw(st.sampled_from(Sex)),
            birth=draw(st.dates(date(1900, 1, 1), cutoff)),
            kind=draw(st.sampled_from(StaffKind)),
            stratum=draw(st.sampled_from(Stratum)),
            education=draw(st.sampled_from(Education)),
            work_start=draw(days),
            former_body=draw(texts),
            former_post=draw(texts),
            party_member=draw(yes),
            majors=draw(tuples_of(words)),
            certificates=draw(tuples_of(certificates, 2)),
            stratum_since=draw(maybe(days)),
            outside=draw(yes),
            hired=draw(maybe(days)),
            monthly_wage=draw(maybe(yuan)),
            appraisals=draw(tuples_of(appraisals, 3, lambda a: a.year)),
            sanctions=draw(tuples_of(sanctions, 2)),
            relatives=draw(tuples_of(st.sampled_from(numbered), 2)),
            confirmed=draw(yes),
        )
        for one in numbered
    )


def sheets(draw: Any, plan: Plan, those: list[str]) -> Sheets:
    some = st.sampled_from(those)
    kinds = draw(st.lists(st.sampled_from(QuestionKind), min_size=1, max_size=4))
    right = st.sets(st.sampled_from("ABCDEFGH"), max_size=3).map(sorted).map("".join)
    true = st.sampled_from(["A", "B", ""])
    questions = tuple(
        Question(
            id=one,
            kind=kind,
            key=draw(true if kind is QuestionKind.JUDGE else right),
            value=draw(st.decimals(0, 100, places=1)),
        )
        for one, kind in zip(ids("Q", len(kinds)), kinds, strict=True)
    )
    chosen = st.permutations("ABCDEFGH").flatmap(lambda p: st.integers(0, 3).map(lambda n: "".join(p[:n])))
    exam = []
    for one in draw(st.lists(some, unique=True, max_size=4)):
        absent = draw(yes)
        closed = [q for q in questions if q.kind is not QuestionKind.ESSAY]
        open_ = [q for q in questions if q.kind is QuestionKind.ESSAY and not absent and draw(yes)]
        exam.append(
            ExamSheet(
                person=one,
                absent=absent,
                answers={}
                if absent
                else {q.id: draw(true if q.kind is QuestionKind.JUDGE else chosen) for q in closed},
                essays={q.id: draw(st.decimals(0, q.value, places=1)) for q in open_},
            )
        )
    essay = st.builds(
        EssayMark,
        person=some,
        question=st.sampled_from([q.id for q in questions]),
        turn=st.sampled_from(Turn),
        marker=filled,
        mark=st.decimals(0, 100, places=2),
    )
    count = st.builds(
        EvaluationCount,
        person=some,
        category=st.sampled_from([c.id for c in plan.rules.evaluation.categories]),
        **dict.fromkeys(
            ("issued", "returned", "excellent", "competent", "basic", "incompetent", "void"), counts
        ),
    )

    def marks(criteria: tuple[Criterion, ...]) -> Any:
        return st.fixed_dictionaries(
            {}, optional={c.id: st.decimals(0, c.maximum, places=3) for c in criteria}
        )

    judge = st.builds(
        JudgeSheet,
        person=some,
        judge=st.sampled_from(ids("J", 3)),
        marks=marks(plan.rules.speech.criteria),
        recused=texts,
        room=texts,
    )
    form = st.builds(AssessmentForm, person=some, marks=marks(plan.rules.assessment.criteria))
    adjusted = st.builds(
        Adjusted,
        person=some,
        item=st.sampled_from([a.id for a in plan.rules.assessment.adjustments]),
        times=st.integers(1, 1000),
        evidence=texts,
    )
    return Sheets(
        questions=questions,
        exam=tuple(exam),
        essays=draw(tuples_of(essay, 3, lambda e: (e.person, e.question, e.turn))),
        evaluation=draw(tuples_of(count, 4, lambda c: (c.person, c.category))),
        speech=draw(tuples_of(judge, 4, lambda j: (j.person, j.judge))),
        assessment=draw(tuples_of(form, 4, lambda f: f.person)),
        adjusted=draw(tuples_of(adjusted, 3, lambda a: (a.person, a.item))),
    )


def purchases(draw: Any) -> Purchases:
    agreement = st.builds(
        Agreement,
        id=st.sampled_from(ids("C", 3)),
        line=st.just("S01"),
        supplier=filled,
        purpose=filled,
        year=st.integers(0, 9999),
        quantity=yuan,
        unit=filled,
        unit_price=yuan,
        amount=yuan,
        start=days,
        end=days,
        signed=days,
        method=st.sampled_from(AwardMethod),
        reason=notes,
        price_compared=notes,
        related=yes,
    )
    agreed = draw(tuples_of(agreement, 3, lambda a: a.id))
    if not agreed:
        return Purchases()
    under = st.sampled_from([a.id for a in agreed])
    delivery = st.builds(
        Delivery,
        id=st.sampled_from(ids("V", 3)),
        agreement=under,
        day=days,
        quantity=yuan,
        accepted=yuan,
        accepted_by=tuples_of(words, 2),
        evidence=texts,
    )
    payment = st.builds(Payment, id=st.sampled_from(ids("Y", 3)), agreement=under, day=days, amount=yuan)
    return Purchases(
        agreements=agreed,
        deliveries=draw(tuples_of(delivery, 3, lambda v: v.id)),
        payments=draw(tuples_of(payment, 3, lambda v: v.id)),
    )


@st.composite
def plans(draw: Any) -> Plan:
    """The plan of tests/build.py under other names, with criteria and adjustments of any name."""
    plan = build.plan()
    rules = plan.rules
    criterion = st.builds(
        Criterion,
        id=st.sampled_from(["work", "duty", "name", "speech", "kind"]),
        name=filled,
        maximum=st.decimals(1, 1000, places=1),
    )
    criteria = st.lists(criterion, min_size=1, max_size=3, unique_by=lambda c: c.id).map(tuple)
    adjustment = st.builds(
        Adjustment,
        id=st.sampled_from(["award", "late"]),
        name=filled,
        points=st.decimals(-1000, 1000, places=1).filter(bool),
        most=st.integers(1, 100),
    )
    adjustments = st.lists(adjustment, min_size=1, max_size=2, unique_by=lambda a: a.id).map(tuple)
    change = msgspec.structs.replace
    return change(
        plan,
        title=draw(filled),
        assumptions=draw(tuples_of(texts)),
        cutoff=draw(st.dates(date(1950, 1, 1), date(2100, 1, 1))),
        bodies=(change(plan.bodies[0], approval=draw(texts), clause=draw(notes)), *plan.bodies[1:]),
        rules=change(
            rules,
            speech=change(rules.speech, criteria=draw(criteria)),
            assessment=change(rules.assessment, criteria=draw(criteria), adjustments=draw(adjustments)),
            exits=draw(st.sampled_from([(), rules.exits])),
            placement=change(rules.placement, max_choices=draw(st.integers(1, 6))),
            draw=draw(maybe(st.builds(DrawRule, method=st.sampled_from(DrawMethod), clause=notes))),
            contract=draw(
                maybe(
                    st.builds(
                        ContractRule,
                        months=st.integers(1, 480),
                        probation_months=maybe(st.integers(0, 12)),
                        clause=notes,
                    )
                )
            ),
            claims=draw(
                maybe(
                    st.builds(
                        ClaimRule, clear=st.decimals(0, 100, places=1), many=st.integers(2, 9), clause=notes
                    )
                )
            ),
        ),
    )


@st.composite
def cases(draw: Any) -> tuple[Case, dict[str, str]]:
    """A case that a folder can hold, and names for its people. Nothing about it need make sense to a rule."""
    plan = draw(plans())
    opened = posts(draw, [b.id for b in plan.bodies])
    assume(not breaches(plan, opened))
    staff = people(draw, plan.cutoff)
    some, open_ids = st.sampled_from([p.id for p in staff]), st.sampled_from([p.id for p in opened])
    most = plan.rules.placement.max_choices
    listed = st.builds(Choices, person=some, posts=st.lists(open_ids, unique=True, max_size=most).map(tuple))
    # Two parts at a time: all together are more than can be drawn.
    parts = draw(st.sets(st.sampled_from(["sheets", "exits", "purchases", "acts"]), max_size=2))
    gathered = sheets(draw, plan, [p.id for p in staff]) if "sheets" in parts else Sheets()
    exit_ = st.builds(
        ExitChoice,
        person=some,
        route=st.sampled_from(ExitRoute),
        last_day=days,
        applied=maybe(days),
        approved=maybe(days),
        certificate=texts,
        paid=maybe(yuan),
        signed=maybe(days),
        note=notes,
    )
    act = st.builds(
        Act,
        id=st.sampled_from(ids("A", 4)),
        kind=st.sampled_from(ActKind),
        day=days,
        by=filled,
        number=texts,
        lifts=tuples_of(words, 2),
        posts=tuples_of(open_ids, 3),
        held_with=tuples_of(open_ids, 3),
        people=tuples_of(some, 3),
        questions=tuples_of(st.sampled_from([q.id for q in gathered.questions]), 2)
        if gathered.questions
        else st.just(()),
        headcount_kind=maybe(st.sampled_from(HeadcountKind)),
        count=maybe(counts),
        purpose=maybe(st.sampled_from(DrawPurpose)),
        sources=tuples_of(words, 2),
        fallback=texts,
        due=maybe(days),
        place=texts,
        follows=maybe(st.sampled_from(ids("A", 4))),
        values=tuples_of(words, 2),
        corrects=maybe(st.sampled_from(ids("A", 4))),
        copies_to=texts,
        reason=notes,
    )
    case = Case(
        plan=plan,
        posts=opened,
        people=staff,
        sheets=gathered,
        choices=draw(tuples_of(listed, 4, lambda c: c.person)),
        second_choices=draw(tuples_of(listed, 2, lambda c: c.person)),
        exits=draw(tuples_of(exit_, 3, lambda e: (e.person, e.route))) if "exits" in parts else (),
        purchases=purchases(draw) if "purchases" in parts else Purchases(),
        acts=draw(tuples_of(act, 4, lambda a: a.id)) if "acts" in parts else (),
    )
    unlike = st.lists(
        names, min_size=len(staff), max_size=len(staff), unique_by=lambda n: "".join(n.split()).casefold()
    )
    return case, dict(zip((p.id for p in staff), draw(unlike), strict=True))
