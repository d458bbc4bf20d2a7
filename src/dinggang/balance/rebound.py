"""反弹核查: whether what a closed case settled still holds on a later day.

The same laws as at the close, run again: who was cleared stays away, headcount and leader posts stay within the plan, bodies
that went stay gone, plates stay empty; and money (`rebound_money`).
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from dinggang.balance.later import (
    LATER_WORDS,
    PAID_WORDS,
    Closed,
    Later,
    LaterBody,
    LaterKind,
    LaterPerson,
    PaidBy,
)
from dinggang.balance.rebound_money import check_money, check_wages
from dinggang.balance.values import KIND_WORDS, OUTCOME_WORDS, Outcome, OutcomeKind
from dinggang.basis import Finding, Level, Words
from dinggang.plan import HeadcountKind, Stratum
from dinggang.plan.law import cites

CLEARED = frozenset({OutcomeKind.CLEAR_TEMP, OutcomeKind.CLEAR_OWN})
DIVERTED = frozenset({OutcomeKind.DIVERT_COMPANY, OutcomeKind.DIVERT_OTHER})
RETIRED = frozenset(
    {
        OutcomeKind.RETIRE,
        OutcomeKind.RETIRE_EARLY,
        OutcomeKind.RETIRE_SICK,
        OutcomeKind.RETIRE_INTERNAL,
    }
)
LEFT = CLEARED | DIVERTED | RETIRED
OUTSIDE = frozenset({LaterKind.COMPANY, LaterKind.AGENCY})
"""Employed by others than the organ."""
CREEPING = frozenset({LaterKind.TEMPORARY, LaterKind.SELF_HIRED, LaterKind.AGENCY, LaterKind.COMPANY})

LEAVE = Words(
    zh="请解除用工并追回已付费用；确有依据的，由批准机关另行批准后再录用。",
    en="End the employment and recover what was paid; anything else needs a new approval from above.",
)
SAY_WHY = Words(
    zh="请说明依据、做什么、由谁付；在机关办公的，改由承接单位按服务数量交付验收。",
    en="Explain on what ground, what work and who pays; whoever sits in the organ goes back to a service paid by quantity.",
)
WITHIN = Words(
    zh="请按批准的方案减下来，或报原批准机关调整后再配。",
    en="Bring it down to the approved plan, or have the plan changed by who approved it first.",
)


def rebound(settled: Closed, later: Later) -> tuple[Finding, ...]:
    """W01 a cleared person is back, W02 a diverted one, W03 a retired one; W04 more people than headcount, W05 headcount told
    above the plan; W06 leaders; W07 bodies that went or that no plan has; W08 a plate with staff; W09 new staff without
    headcount; W10–W12 money; W13 wages in disguise; W14 perhaps the same person; W15 tables that disagree.
    """
    return (
        *_back(settled, later.people),
        *_places(settled, later),
        *_told_headcount(settled, later),
        *_leaders(settled, later),
        *_bodies(settled, later),
        *_plates(settled, later),
        *_creeping(settled, later.people),
        *check_money(settled, later.money),
        *check_wages(settled, later),
        *_alike(settled, later.people),
        *_disagreeing(settled, later),
    )


def found(
    code: str, level: Level, words: tuple[str, str], cure: Words, rows: Iterable[str], laws: tuple[str, ...]
) -> Finding:
    return Finding(
        code=code,
        level=level,
        words=Words(zh=words[0], en=words[1]),
        cure=cure,
        rows=tuple(rows),
        cites=laws,
    )


def body_name(settled: Closed, body: str) -> str:
    """A body or plate by its name; what the plan does not have as it was written; the organ where nothing was."""
    for one in settled.plan.bodies:
        if one.id == body:
            return one.name
        for plate in one.plates:
            if plate.id == body:
                return plate.name
    return body or settled.plan.organ


def seated(settled: Closed, one: LaterPerson) -> bool:
    """Whether somebody sits in a body of the organ, whoever employs them."""
    return bool(one.body) and one.body not in settled.companies


def _back(settled: Closed, people: Sequence[LaterPerson]) -> Iterable[Finding]:
    for one in people:
        outcome = settled.outcomes.get(one.person or "")
        judged = None if outcome is None else _judged(settled, one, outcome)
        if outcome is None or judged is None:
            continue
        code, level = judged
        went, ended = OUTCOME_WORDS[outcome.kind], settled.ended.get(outcome.person)
        never = ended is not None and one.start <= ended
        through = one.employer if one.body else ""
        at = body_name(settled, one.body or one.employer)
        yield found(
            code,
            level,
            (
                (
                    f"{outcome.person}已{went.zh}（{ended}离岗），后来的花名册上{f'经{through}' if through else ''}又在{at}，"
                    f"{LATER_WORDS[one.kind].zh}，由{PAID_WORDS[one.paid_by].zh}支付，自{one.start}起"
                    f"{'，早于离岗，等于没有离开' if never else ''}。"
                ),
                (
                    f"{outcome.person} left ({went.en}, {ended}) and is on the later roster again"
                    f" at {one.body or one.employer or settled.plan.organ}{f' through {through}' if through else ''}: {LATER_WORDS[one.kind].en}, paid out of "
                    f"{PAID_WORDS[one.paid_by].en}, since {one.start}{', before leaving: never gone' if never else ''}."
                ),
            ),
            LEAVE if level is Level.STOPS else SAY_WHY,
            (one.row, f"people:{outcome.person}", f"exits:{outcome.person}/{outcome.kind.value}"),
            (),
        )


def _judged(settled: Closed, one: LaterPerson, outcome: Outcome) -> tuple[str, Level] | None:
    """Code and level of somebody who left and is on the later roster; None where that is as it should be."""
    if outcome.kind in CLEARED:
        return "W01", Level.STOPS
    if outcome.kind in RETIRED and one.kind is not LaterKind.WAITING:
        return "W03", Level.STOPS if one.paid_by is PaidBy.BUDGET else Level.EXPLAIN
    if outcome.kind in DIVERTED:
        if one.kind not in OUTSIDE and one.kind is not LaterKind.WAITING:
            return "W02", Level.STOPS
        if seated(settled, one):
            return "W02", Level.EXPLAIN
    return None


def _of_kind(people: Sequence[LaterPerson], kind: HeadcountKind) -> list[LaterPerson]:
    return [p for p in people if p.kind.headcount is kind]


def _came_since(settled: Closed, people: Iterable[LaterPerson]) -> list[LaterPerson]:
    """Those who occupied no place when the case was closed."""
    outcomes = settled.outcomes
    return [p for p in people if p.person not in outcomes or outcomes[p.person].occupies is None]


def _places(settled: Closed, later: Later) -> Iterable[Finding]:
    for kind in settled.plan.headcount:
        there, most = _of_kind(later.people, kind), settled.fillable(kind)
        if len(there) > most:
            words, since = KIND_WORDS[kind], _came_since(settled, there)
            yield found(
                "W04",
                Level.STOPS,
                (
                    (
                        f"{words.zh}编制可用{most}名，后来的花名册有{len(there)}人，超编{len(there) - most}人；"
                        f"办结以后占编的有{len(since)}人。"
                    ),
                    (
                        f"{len(there)} people occupy {words.en} headcount later, {most} may: {len(there) - most} too many; "
                        f"{len(since)} came in since the close."
                    ),
                ),
                WITHIN,
                [p.row for p in since or there],
                cites(settled.plan, "BZ-06"),
            )
    quotas = {b.id: b.headcount for b in settled.plan.bodies}
    for told in later.bodies:
        quota = quotas.get(told.body)
        if quota is not None and told.staff > quota:
            name = body_name(settled, told.body)
            yield found(
                "W04",
                Level.STOPS,
                (
                    f"{name}编制{quota}名，后来实有{told.staff}人，超{told.staff - quota}人。",
                    f"{told.body} has {quota} places and {told.staff} people later: {told.staff - quota} too many.",
                ),
                WITHIN,
                [told.row],
                cites(settled.plan, "BZ-06"),
            )


def _told_headcount(settled: Closed, later: Later) -> Iterable[Finding]:
    plates = {plate.id for b in settled.plan.bodies for plate in b.plates}
    for kind in settled.plan.headcount:
        own = [b for b in later.bodies if b.kind is kind and b.body not in plates]
        told, most = sum(b.headcount for b in own), settled.ceiling(kind)
        if told > most:
            words = KIND_WORDS[kind]
            yield _above(settled, f"{words.zh}编制", f"{words.en} headcount", told, most, own)
    quotas = {b.id: b.headcount for b in settled.plan.bodies}
    for b in later.bodies:
        quota = quotas.get(b.body)
        if quota is not None and b.headcount > quota:
            yield _above(
                settled,
                f"{body_name(settled, b.body)}编制",
                f"the headcount of {b.body}",
                b.headcount,
                quota,
                [b],
            )


def _above(settled: Closed, zh: str, en: str, told: int, most: int, rows: Sequence[LaterBody]) -> Finding:
    numbers = sorted({b.approval for b in rows if b.approval})
    level = Level.EXPLAIN if rows and all(b.approval for b in rows) else Level.STOPS
    by = f"，写明批准文号{'、'.join(numbers)}" if numbers else "，没有批准文号"
    return found(
        "W05",
        level,
        (
            f"{zh}后来写为{told}名，批准的方案是{most}名，多{told - most}名{by}。",
            (
                f"{en[0].upper() + en[1:]} is told as {told}, the approved plan has {most}: {told - most} more, "
                f"{'approved by ' + ', '.join(numbers) if numbers else 'without an approval number'}."
            ),
        ),
        WITHIN,
        [b.row for b in rows],
        cites(settled.plan, "BZ-26"),
    )


def _leaders(settled: Closed, later: Later) -> Iterable[Finding]:
    for kind, figures in settled.plan.headcount.items():
        most, words = figures.leader_posts, KIND_WORDS[kind]
        people = [p.row for p in _of_kind(later.people, kind) if p.stratum is Stratum.LEADER]
        told = [b for b in later.bodies if b.kind is kind and b.leaders]
        for count, rows, (zh, en) in (
            (len(people), people, ("花名册上有领导", "leaders are on the roster")),
            (
                sum(b.leaders for b in told),
                [b.row for b in told],
                ("机构编制表合计领导", "leaders in the table of bodies"),
            ),
        ):
            if count > most:
                yield found(
                    "W06",
                    Level.STOPS,
                    (
                        f"{words.zh}领导职数{most}名，后来{zh}{count}名，超职数{count - most}名。",
                        f"{most} {words.en} leader posts are approved; later {count} {en}: {count - most} too many.",
                    ),
                    WITHIN,
                    rows,
                    cites(settled.plan, "BZ-26"),
                )


def _bodies(settled: Closed, later: Later) -> Iterable[Finding]:
    """W07: a body that went in the reform, or one that the plan does not have."""
    known = {settled.plan.organ, "", *settled.companies, *(b.id for b in settled.plan.bodies)}
    known |= {plate.id for b in settled.plan.bodies for plate in b.plates}
    rows: defaultdict[str, list[str]] = defaultdict(list)
    people: defaultdict[str, int] = defaultdict(int)
    for told in later.bodies:
        rows[told.body].append(told.row)
    for one in later.people:
        rows[one.body].append(one.row)
        people[one.body] += 1
    for body in sorted(rows.keys() - known):
        gone = body in settled.former
        level = Level.STOPS if gone else Level.EXPLAIN
        yield found(
            "W07",
            level,
            (
                f"“{body}”{'在改革中已经撤并，后来又出现' if gone else '不在批准的方案中'}，花名册上有{people[body]}人。",
                (
                    f"{body!r} {'went in the reform and is there again' if gone else 'is no body of the approved plan'}, "
                    f"with {people[body]} people on the roster."
                ),
            ),
            Words(
                zh="请撤销，人员并入方案中的机构；新设的写明批准文号，报原批准机关。",
                en="Dissolve it into the plan's bodies; a new body needs the approval of who approved the plan.",
            ),
            rows[body],
            cites(settled.plan, "BZ-09"),
        )


def _plates(settled: Closed, later: Later) -> Iterable[Finding]:
    for plate in (p for b in settled.plan.bodies for p in b.plates):
        told = [b for b in later.bodies if b.body == plate.id and (b.headcount or b.staff or b.leaders)]
        people = [p for p in later.people if p.body == plate.id]
        if told or people:
            figures = sum(b.headcount for b in told), sum(b.leaders for b in told)
            yield found(
                "W08",
                Level.STOPS,
                (
                    f"“{plate.name}”只是加挂的牌子，后来有编制{figures[0]}名、领导{figures[1]}名，花名册上有{len(people)}人。",
                    (
                        f"{plate.id} is a name plate and later has {figures[0]} headcount, {figures[1]} leaders and "
                        f"{len(people)} people on the roster."
                    ),
                ),
                Words(
                    zh="牌子不带编制、职数和人员，请并回所属机构。",
                    en="A plate carries none of these: put them back.",
                ),
                [*(b.row for b in told), *(p.row for p in people)],
                cites(settled.plan, "GP-1"),
            )


def _creeping(settled: Closed, people: Sequence[LaterPerson]) -> Iterable[Finding]:
    """W09: people without headcount who sit in the organ and whom the case did not clear: newly taken on."""
    for kind in LaterKind:
        fresh = [
            p
            for p in people
            if kind in CREEPING
            and p.kind is kind
            and (kind not in OUTSIDE or seated(settled, p))
            and not (p.person in settled.outcomes and settled.outcomes[p.person].kind in LEFT)
        ]
        if fresh:
            words = LATER_WORDS[kind]
            yield found(
                "W09",
                Level.EXPLAIN,
                (
                    f"清退以后又有{len(fresh)}人（{words.zh}）在机关工作。",
                    f"After the clearance people without headcount work in the organ again: {len(fresh)} ({words.en}).",
                ),
                Words(
                    zh="请说明用工依据、期限和经费来源；没有依据的清退。",
                    en="Explain on what ground, how long and out of which money; clear those without ground.",
                ),
                [p.row for p in fresh],
                (),
            )


def _alike(settled: Closed, people: Sequence[LaterPerson]) -> Iterable[Finding]:
    for one in people:
        alike = [p for p in one.alike if p in settled.outcomes and settled.outcomes[p].kind in LEFT]
        if one.person is None and alike:
            listed = [f"{p}（{OUTCOME_WORDS[settled.outcomes[p].kind].zh}）" for p in alike]
            yield found(
                "W14",
                Level.EXPLAIN,
                (
                    f"后来花名册上有人与{'、'.join(listed)}同名，没有编号或出生日期，可能是同一人。",
                    (
                        f"Somebody on the later roster bears the name of {', '.join(alike)}, who left; without id or birth date "
                        "it may be the same person."
                    ),
                ),
                Words(
                    zh="请核对身份：是同一人的填上人员编号，不是的填上出生日期。",
                    en="Find out: fill in the id if it is the same person, the birth date if not.",
                ),
                (one.row, *(f"people:{p}" for p in alike)),
                (),
            )


def _disagreeing(settled: Closed, later: Later) -> Iterable[Finding]:
    """W15: the table of bodies tells another number of people than the roster."""
    sitting: defaultdict[tuple[str, HeadcountKind | None], list[LaterPerson]] = defaultdict(list)
    for p in later.people:
        sitting[p.body, p.kind.headcount].append(p)
    for told in later.bodies:
        there = sitting[told.body, told.kind]
        if told.staff != len(there):
            name, words = body_name(settled, told.body), KIND_WORDS[told.kind]
            yield found(
                "W15",
                Level.EXPLAIN,
                (
                    f"{name}的{words.zh}人员，机构编制表写{told.staff}人，花名册上有{len(there)}人。",
                    f"{told.body}: {told.staff} {words.en} people by the table of bodies, {len(there)} on the roster.",
                ),
                Words(zh="请核对两张表。", en="Check both tables."),
                [told.row, *(p.row for p in there)],
                (),
            )
