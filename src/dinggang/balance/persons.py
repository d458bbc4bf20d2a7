"""Persons before = Σ outcomes; everyone in exactly one; no temporary staff left open."""

from collections import defaultdict
from collections.abc import Sequence

from dinggang.balance.values import OUTCOME_WORDS, Claim, Law, Line, Outcome, OutcomeKind, line
from dinggang.basis import Finding, Id, Level, Words
from dinggang.case import ActKind, Case, Effects
from dinggang.plan import Stratum
from dinggang.roster import REGULAR


def claims(case: Case, acts: Effects) -> tuple[Claim, ...]:
    """Everything in the folder that says where a person goes: leadership, appointments, exits, choices."""
    leader_posts = {p.id for p in case.posts if p.stratum is Stratum.LEADER}
    leaders = {p.id for p in case.people if p.stratum is Stratum.LEADER}
    found = [Claim(person=p, kind=OutcomeKind.APPOINT, row=f"people:{p}") for p in sorted(leaders)]
    confirmed: set[Id] = set()
    by_act = _appointing(case)
    for post, person in acts.appointed:
        if person in leaders and post in leader_posts and person not in confirmed:
            confirmed.add(person)  # says which post a leader holds: the same outcome, not another
        else:
            row = by_act.get((post, person), [f"posts:{post}"])[0]
            found.append(Claim(person=person, kind=OutcomeKind.APPOINT, row=row))
    found += [
        Claim(person=e.person, kind=OutcomeKind(e.route.value), row=f"exits:{e.person}/{e.route.value}")
        for e in case.exits
    ]
    found += [
        Claim(person=c.person, kind=OutcomeKind.COMPETE, row=f"choices:{c.person}")
        for c in case.choices
        if c.posts
    ]
    return tuple(found)


def appointing(case: Case, post: Id, person: Id) -> tuple[str, ...]:
    """The rows of the acts that appoint this person to this post; the post's when no act does."""
    return tuple(_appointing(case).get((post, person), [f"posts:{post}"]))


def _appointing(case: Case) -> dict[tuple[Id, Id], list[str]]:
    """The rows of the acts that appoint, by post and person."""
    rows: defaultdict[tuple[Id, Id], list[str]] = defaultdict(list)
    for act in case.acts:
        if act.kind is ActKind.POST_APPOINTED:
            for pair in dict.fromkeys(zip(act.posts, act.people, strict=False)):
                rows[pair].append(f"acts:{act.id}")
    return dict(rows)


def check_claims(case: Case, acts: Effects) -> tuple[Finding, ...]:
    """B01: a person whom the folder sends two ways, or whom the roster does not know."""
    by_person = _by_person(case, acts)
    known = {p.id for p in case.people}
    found = [_two_ways(person, those) for person, those in sorted(by_person.items()) if len(those) > 1]
    found += [
        _unknown(person, [c.row for c in those])
        for person, those in sorted(by_person.items())
        if person not in known
    ]
    return tuple(found)


def _by_person(case: Case, acts: Effects) -> dict[Id, list[Claim]]:
    by_person: defaultdict[Id, list[Claim]] = defaultdict(list)
    for claim in claims(case, acts):
        by_person[claim.person].append(claim)
    return by_person


def sent_two_ways(case: Case, acts: Effects) -> frozenset[Id]:
    """The people whom the folder sends two ways."""
    return frozenset(person for person, those in _by_person(case, acts).items() if len(those) > 1)


def without_claim(case: Case, acts: Effects) -> tuple[Finding, ...]:
    """N03: people of whom, once choices are handed in, no row says anything. They will wait for a post.

    Staff without headcount are left out: clearance says what is open (B10).
    """
    claimed = _by_person(case, acts)
    those = [p.id for p in case.people if p.kind in REGULAR and p.id not in claimed] if case.choices else []
    if not those:
        return ()
    return (
        Finding(
            code="N03",
            level=Level.NOTICE,
            words=Words(
                zh=f"{len(those)}人没有报名，也没有任命或分流，将列为落选待岗：{_some(those, '、', '等')}。",
                en=f"{len(those)} people neither apply nor are appointed nor leave; they will wait for a post: "
                f"{_some(those, ', ', ' …')}.",
            ),
            cure=Words(
                zh="请核对志愿表和分流清退表有没有漏行；本人确实不报名的，不必处理。",
                en="Check the choices and exits for a missing row; nothing to do when they do not wish to apply.",
            ),
            rows=tuple(f"people:{p}" for p in those),
        ),
    )


def _unknown(person: Id, rows: Sequence[str]) -> Finding:
    return Finding(
        code="B01",
        level=Level.STOPS,
        words=Words(
            zh=f"{person}不在花名册中，却有去向。",
            en=f"{person} has an outcome but is not on the roster.",
        ),
        cure=Words(zh="请核对人员编号，或补入花名册。", en="Check the id, or add the person to the roster."),
        rows=tuple(rows),
    )


def _two_ways(person: Id, those: Sequence[Claim]) -> Finding:
    zh = "、".join(OUTCOME_WORDS[c.kind].zh for c in those)
    en = ", ".join(OUTCOME_WORDS[c.kind].en for c in those)
    return Finding(
        code="B01",
        level=Level.STOPS,
        words=Words(
            zh=f"{person}同时有{len(those)}个去向：{zh}。每人只能有一个去向。",
            en=f"{person} has {len(those)} outcomes: {en}. Everyone has exactly one.",
        ),
        cure=_keep_one(those),
        rows=tuple(c.row for c in those),
    )


def _keep_one(those: Sequence[Claim]) -> Words:
    if any(c.row.startswith("people:") for c in those):
        return Words(
            zh="请只保留一个去向：留任领导的删去其余各行；不再留任的，在花名册更正层级。",
            en="Keep one: delete the other rows of a leader who stays; correct the stratum of one who does not.",
        )
    return Words(zh="请只保留一个去向，删去其余各行。", en="Keep one of these rows and delete the others.")


def claims_law(case: Case, acts: Effects) -> Law:
    """B01 before the result is known: people sent two ways = 0."""
    broken = len(check_claims(case, acts))
    return Law(
        code="B01",
        title=Words(zh="人员：每人至多一个去向", en="Nobody is sent two ways"),
        lines=(
            line(Words(zh="去向重复或不在册的人员", en="people sent two ways or unknown"), broken, "=", 0),
        ),
    )


def persons_law(case: Case, outcomes: Sequence[Outcome]) -> tuple[Law, tuple[Finding, ...]]:
    """B01/B02 of the result: persons before = Σ outcomes, and everyone exactly one."""
    by_person: defaultdict[Id, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        by_person[outcome.person].append(outcome)
    lines: list[Line] = [
        line(
            Words(zh="花名册人数 与 去向合计", en="on the roster vs Σ outcomes"),
            len(case.people),
            "=",
            len(outcomes),
        )
    ]
    lost = [p.id for p in case.people if p.id not in by_person]
    twice = sorted(person for person, those in by_person.items() if len(those) > 1)
    lines.append(line(Words(zh="没有去向的人员", en="people without an outcome"), len(lost), "=", 0))
    lines.append(line(Words(zh="有两个以上去向的人员", en="people with two or more"), len(twice), "=", 0))
    unknown = sorted(by_person.keys() - {p.id for p in case.people})
    lines.append(
        line(Words(zh="不在册而有去向的人员", en="people with one, not on the roster"), len(unknown), "=", 0)
    )
    found: list[Finding] = [_lost(lost)] if lost else []
    found += [_unknown(person, (f"people:{person}",)) for person in unknown]
    found += [
        Finding(
            code="B01",
            level=Level.STOPS,
            words=Words(
                zh=f"{person}同时有{len(by_person[person])}个去向："
                f"{'、'.join(OUTCOME_WORDS[o.kind].zh for o in by_person[person])}。",
                en=f"{person} has {len(by_person[person])} outcomes: "
                f"{', '.join(OUTCOME_WORDS[o.kind].en for o in by_person[person])}.",
            ),
            cure=Words(zh="请只保留一个去向。", en="Keep one of them."),
            rows=(f"people:{person}",),
        )
        for person in twice
    ]
    title = Words(
        zh="人员：改革前人数＝各去向人数之和，每人恰有一个去向", en="Persons before = Σ outcomes, one each"
    )
    return Law(code="B01", title=title, lines=tuple(lines)), tuple(found)


def _lost(lost: Sequence[Id]) -> Finding:
    return Finding(
        code="B02",
        level=Level.STOPS,
        words=Words(
            zh=f"{len(lost)}人没有去向：{_some(lost, '、', '等')}。",
            en=f"{len(lost)} people have no outcome: {_some(lost, ', ', ' …')}.",
        ),
        cure=Words(
            zh="请为每人补上去向：报名竞岗、分流或清退、组织任命。",
            en="Give each an outcome: choices, an exit or clearance, or an appointment.",
        ),
        rows=tuple(f"people:{p}" for p in lost),
    )


def _some(ids: Sequence[Id], between: str, more: str, limit: int = 10) -> str:
    return between.join(ids[:limit]) + (more if len(ids) > limit else "")


def temporary_law(case: Case, still_open: Sequence[Id]) -> tuple[Law, tuple[Finding, ...]]:
    """B10: temporary and self-hired staff still open = 0."""
    without = sum(p.kind not in REGULAR for p in case.people)
    law = Law(
        code="B10",
        title=Words(zh="临时和自用人员：未清退为零", en="Temporary and self-hired staff: none left open"),
        lines=(
            line(
                Words(zh=f"共{without}人，未清退或未结清", en=f"of {without}, not cleared or settled"),
                len(still_open),
                "=",
                0,
            ),
        ),
    )
    if not still_open:
        return law, ()
    finding = Finding(
        code="B10",
        level=Level.STOPS,
        words=Words(
            zh=f"临时、自用人员还有{len(still_open)}人没有清退或没有结清：{_some(still_open, '、', '等')}。",
            en=f"{len(still_open)} temporary or self-hired people are not cleared or settled: "
            f"{_some(still_open, ', ', ' …')}.",
        ),
        cure=Words(
            zh="请在exits表补上清退日期、实付金额和签字日期；应付金额见测算表。",
            en="Complete date, amount paid and signature in the exits table; the amount due stands in the settlement sheet.",
        ),
        rows=tuple(f"people:{p}" for p in still_open),
    )
    return law, (finding,)
