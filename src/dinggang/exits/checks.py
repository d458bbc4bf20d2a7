"""What the exits as gathered and decided must satisfy."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

import msgspec

from dinggang.basis import Finding, Id, Level, Words, plain
from dinggang.exits.dues import LABOUR_CONTRACT_LAW, employment_of, lacking, severance
from dinggang.exits.monthly import unpaid_months
from dinggang.exits.values import CLEARED, ROUTE_WORDS, Due, Exit, ExitChoice
from dinggang.plan import Plan
from dinggang.roster import Person


def check_exits(
    plan: Plan, people: Mapping[Id, Person], choices: Sequence[ExitChoice], exits: Sequence[Exit]
) -> tuple[Finding, ...]:
    """E01 refused, with all reasons; E02 the same person twice; E03 approved after the last day; E04 paid ≠ due;
    E05 equal cases treated unequally; E06 staff cleared although the plan states no terms, or less than the law; E07 what
    a due lacks to be worked out; E08 monthly pay that lacks a wage.
    """
    return (
        *_refused(exits),
        *_twice(choices),
        *_late(choices),
        *_paid(exits),
        *_unequal(exits),
        *_unlike(people, exits),
        *_without_terms(plan, people, exits),
        *_below_law(plan, people, exits),
        *_lacking(people, choices, exits),
        *_wageless(plan, people, exits),
    )


def _row(e: Exit | ExitChoice) -> str:
    """The row of one exit: a person may, by mistake, have several."""
    return f"exits:{e.person}/{e.route.value}"


def _refused(exits: Sequence[Exit]) -> Iterable[Finding]:
    for e in exits:
        if not e.granted:
            yield Finding(
                code="E01",
                level=Level.STOPS,
                words=Words(
                    zh=f"{e.person}不能走“{ROUTE_WORDS[e.route].zh}”：{'；'.join(r.zh for r in e.reasons)}。",
                    en=f"{e.person} cannot take {e.route.value}: {'; '.join(r.en for r in e.reasons)}.",
                ),
                cure=Words(
                    zh="请补齐材料，或改走别的去向，或参加竞岗。",
                    en="Complete the papers, choose another route, or compete.",
                ),
                rows=(_row(e), f"people:{e.person}"),
            )


def _twice(choices: Sequence[ExitChoice]) -> Iterable[Finding]:
    by_person: defaultdict[Id, list[ExitChoice]] = defaultdict(list)
    for c in choices:
        by_person[c.person].append(c)
    for person, those in sorted(by_person.items()):
        if len(those) > 1:
            yield Finding(
                code="E02",
                level=Level.STOPS,
                words=Words(zh=f"{person}填了{len(those)}条去向。", en=f"{person} has {len(those)} exits."),
                cure=Words(zh="请只保留一条。", en="Keep one."),
                rows=tuple(_row(c) for c in those),
            )


def _late(choices: Sequence[ExitChoice]) -> Iterable[Finding]:
    for c in choices:
        if c.approved is not None and c.approved > c.last_day:
            yield Finding(
                code="E03",
                level=Level.EXPLAIN,
                words=Words(
                    zh=f"{c.person}离岗日期{c.last_day}早于批准日期{c.approved}。",
                    en=f"{c.person} left on {c.last_day}, before the approval of {c.approved}.",
                ),
                cure=Words(zh="请核对日期，或说明情况。", en="Check the dates, or explain."),
                rows=(_row(c),),
            )


def _paid(exits: Sequence[Exit]) -> Iterable[Finding]:
    for e in exits:
        if e.paid is not None and e.paid != e.due_total:
            yield Finding(
                code="E04",
                level=Level.STOPS,
                words=Words(
                    zh=f"{e.person}应付{plain(e.due_total)}元，实付{plain(e.paid)}元，相差{plain(abs(e.paid - e.due_total))}元。",
                    en=f"{e.person} is due {plain(e.due_total)} yuan and was paid {plain(e.paid)}: "
                    f"{plain(abs(e.paid - e.due_total))} apart.",
                ),
                cure=Words(zh="请按测算表补付或更正。", en="Pay or correct it by the settlement sheet."),
                rows=(_row(e),),
            )


def _unlike(people: Mapping[Id, Person], exits: Sequence[Exit]) -> Iterable[Finding]:
    """The same route, days and wage, yet another amount due: the ground or the notice was not the same for all."""
    alike: defaultdict[tuple[object, ...], list[Exit]] = defaultdict(list)
    for e in exits:
        person = people.get(e.person)
        if e.granted and person is not None and e.route in CLEARED:
            alike[e.route, person.hired, person.monthly_wage, e.last_day].append(e)
    for those in alike.values():
        if len({e.due_total for e in those}) > 1:
            listed = [f"{e.person} {plain(e.due_total)}" for e in those]
            yield Finding(
                code="E05",
                level=Level.EXPLAIN,
                words=Words(
                    zh=f"去向、起止日期和月工资都相同，应付不同：{'、'.join(f'{one}元' for one in listed)}。",
                    en=f"Equal in route, days and wage, and yet owed differently: {', '.join(listed)}.",
                ),
                cure=Words(
                    zh="请核对解除依据和通知日期，同样情况应同样对待，或说明理由。",
                    en="Check grounds and notices; treat equal cases equally, or explain.",
                ),
                rows=tuple(_row(e) for e in those),
            )


def _unequal(exits: Sequence[Exit]) -> Iterable[Finding]:
    """The same route and the same amount due, yet paid differently."""
    alike: defaultdict[tuple[str, Decimal], list[Exit]] = defaultdict(list)
    for e in exits:
        if e.granted and e.paid is not None and e.dues:
            alike[e.route.value, e.due_total].append(e)
    for those in alike.values():
        paid = {e.paid for e in those}
        if len(paid) > 1:
            listed = "、".join(f"{e.person}付{plain(e.paid)}元" for e in those if e.paid is not None)
            yield Finding(
                code="E05",
                level=Level.EXPLAIN,
                words=Words(
                    zh=f"应付相同（{plain(those[0].due_total)}元），实付不同：{listed}。",
                    en=f"Equal cases ({plain(those[0].due_total)} yuan due) were paid differently: "
                    + ", ".join(f"{e.person} {plain(e.paid)}" for e in those if e.paid is not None)
                    + ".",
                ),
                cure=Words(
                    zh="同样情况应同样对待，请更正或说明。", en="Treat equal cases equally, or explain."
                ),
                rows=tuple(_row(e) for e in those),
            )


def _without_terms(plan: Plan, people: Mapping[Id, Person], exits: Sequence[Exit]) -> Iterable[Finding]:
    priced = {r.route for r in plan.rules.exits if r.months_per_year is not None}
    bare = [e for e in exits if e.route in CLEARED and e.route not in priced and e.person in people]
    if bare:
        yield _terms(
            bare,
            Words(
                zh=f"方案没有写清退补偿标准，{len(bare)}人的应付按0计。",
                en=f"The plan states no terms of severance; {len(bare)} people are owed nothing by it.",
            ),
            Words(
                zh="请在rules.exits写明months_per_year，或说明不付的依据。",
                en="State months_per_year under rules.exits, or explain why nothing is paid.",
            ),
        )


def _below_law(plan: Plan, people: Mapping[Id, Person], exits: Sequence[Exit]) -> Iterable[Finding]:
    """From 2008-01-01 the law asks for a month's wage a year, capped for high wages only (劳动合同法 art. 47)."""
    rules = {r.route: r for r in plan.rules.exits}
    less: list[Exit] = []
    for e in exits:
        if e.dues and e.last_day >= LABOUR_CONTRACT_LAW:
            lawful = msgspec.structs.replace(rules[e.route], months_per_year=Decimal(1), max_months=None)
            # The line of art. 47 holds the years from 2008 on.
            if _by_47(e.dues) < _by_47(severance(lawful, people[e.person], e.last_day)):
                less.append(e)
    if less:
        yield _terms(
            less,
            Words(
                zh=f"{len(less)}人按方案应付的少于每满一年一个月工资。",
                en=f"By the plan {len(less)} people are owed less than a month's wage a year.",
            ),
            Words(
                zh="请对照劳动合同法第47条更正rules.exits（月工资高于当地平均工资三倍的才封顶），或说明依据。",
                en="Correct rules.exits by art. 47 (only wages above three times the local average are capped), "
                "or explain.",
            ),
            ("LH-47",),
        )


def _by_47(dues: Sequence[Due]) -> Fraction:
    return sum((d.exact for d in dues if "LH-47" in d.cites), Fraction(0))


def _lacking(
    people: Mapping[Id, Person], choices: Sequence[ExitChoice], exits: Sequence[Exit]
) -> Iterable[Finding]:
    """E07, one for each thing that is not stated."""
    granted = {(e.person, e.route) for e in exits if e.granted and e.route in CLEARED}
    by_words: defaultdict[str, list[ExitChoice]] = defaultdict(list)
    said: dict[str, Words] = {}
    for c in choices:
        employment = employment_of(people[c.person], c) if (c.person, c.route) in granted else None
        words = None if employment is None else lacking(employment)
        if words is not None:
            said[words.zh] = words
            by_words[words.zh].append(c)
    for zh, those in by_words.items():
        yield Finding(
            code="E07",
            level=Level.EXPLAIN,
            words=Words(zh=f"{len(those)}人{zh}。", en=f"{len(those)} people: {said[zh].en}."),
            cure=Words(
                zh="请在exits表补填“解除依据”“书面通知日期”“上月工资”，或说明情况。",
                en="Fill in ground, day of notice and last month's wage in the exits table, or explain.",
            ),
            rows=tuple(_row(c) for c in those),
            cites=("LH-40",),
        )


def _wageless(plan: Plan, people: Mapping[Id, Person], exits: Sequence[Exit]) -> Iterable[Finding]:
    rules = {r.route: r for r in plan.rules.exits}
    those = [
        e
        for e in exits
        if e.granted and e.route in rules and unpaid_months(rules[e.route], people[e.person], e.last_day)
    ]
    if those:
        yield Finding(
            code="E08",
            level=Level.NOTICE,
            words=Words(
                zh=f"方案规定按月发给工资的百分之几，{len(those)}人在花名册上没有月工资，金额没有算。",
                en=f"The plan pays a part of the wage by the month; {len(those)} people have no wage on the roster, so "
                "nothing is worked out.",
            ),
            cure=Words(zh="请在花名册补填月工资。", en="Fill in the monthly wage on the roster."),
            rows=tuple(_row(e) for e in those),
        )


def _terms(exits: Sequence[Exit], words: Words, cure: Words, cites: tuple[str, ...] = ()) -> Finding:
    return Finding(
        code="E06",
        level=Level.EXPLAIN,
        words=words,
        cure=cure,
        rows=tuple(_row(e) for e in exits),
        cites=cites,
    )
