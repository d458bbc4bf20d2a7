"""Each exit granted or refused with all reasons, and what is due."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from dinggang.basis import Id, Words, full_years
from dinggang.exits.dues import LABOUR_CONTRACT_LAW, severance
from dinggang.exits.monthly import monthly_pay
from dinggang.exits.papers import cites_of, signs_of
from dinggang.exits.retirement import (
    applied,
    approved,
    by_age,
    early,
    flexible_early,
    reached,
    sick,
    statutory_day,
    under_years,
)
from dinggang.exits.values import CLEARED, Due, Exit, ExitChoice, Ground
from dinggang.plan import ExitRoute, ExitRule, Plan
from dinggang.plan.law import Applies, Matter, article, law_on, short
from dinggang.roster import REGULAR, Person, Sex, StaffKind

FLEXIBLE_FROM = date(2025, 1, 1)
LH_42 = article("LH-42").values


def decide_exits(plan: Plan, people: Mapping[Id, Person], choices: Sequence[ExitChoice]) -> tuple[Exit, ...]:
    """One decision for each choice, in the order given. Choices of people whom the roster does not know are refused."""
    rules = {rule.route: rule for rule in plan.rules.exits}
    return tuple(decide(rules.get(c.route), people.get(c.person), c) for c in choices)


def clearance_open(people: Mapping[Id, Person], exits: Sequence[Exit]) -> tuple[Id, ...]:
    """Temporary and self-hired staff without a granted and settled exit."""
    done = {e.person for e in exits if e.granted and e.settled}
    return tuple(sorted(p.id for p in people.values() if p.kind not in REGULAR and p.id not in done))


def decide(rule: ExitRule | None, person: Person | None, choice: ExitChoice) -> Exit:
    reasons = tuple(_against(rule, person, choice))
    dues: tuple[Due, ...] = ()
    monthly = None
    if rule is not None and person is not None:
        if choice.route in CLEARED:
            dues = severance(rule, person, choice.last_day, choice)
        elif not reasons:
            monthly = monthly_pay(rule, person, choice)
    total = sum((d.amount for d in dues), Decimal(0))
    own = () if person is None else cites_of(person, choice)
    return Exit(
        person=choice.person,
        route=choice.route,
        last_day=choice.last_day,
        granted=not reasons,
        reasons=reasons,
        dues=dues,
        due_total=total,
        paid=choice.paid,
        settled=not total or (choice.paid == total and choice.signed is not None),
        keeps_headcount=rule is not None and rule.keeps_headcount is True,
        monthly=monthly,
        signs=signs_of(choice),
        cites=tuple(dict.fromkeys((*own, *(id_ for d in dues for id_ in d.cites)))),
    )


def _against(rule: ExitRule | None, person: Person | None, choice: ExitChoice) -> Iterable[Words]:
    if person is None:
        yield Words(zh="不在花名册", en="not on the roster")
        return
    if rule is None:
        yield Words(zh="方案没有开这条去向", en="the plan does not open this route")
    cleared = CLEARED.get(choice.route)
    if cleared is not None:
        if person.kind is not cleared:
            yield Words(zh="人员类别与清退去向不符", en="the kind of staff does not fit this clearance")
        if person.hired is not None and choice.last_day < person.hired:
            yield Words(zh="离岗日期早于用工之日", en="the last day lies before the first")
        yield from _of_ending(person, choice)
        return
    if person.kind not in REGULAR:
        yield Words(zh="不占编制的人员只能走清退", en="staff without headcount can only be cleared")
    yield from _of_route(rule, person, choice)


def _of_ending(person: Person, choice: ExitChoice) -> Iterable[Words]:
    """Why a labour contract must not end on this ground: protection (LH-42, before 2008 LD-29), or age not reached."""
    if choice.ground is Ground.PENSION and choice.last_day < statutory_day(person, choice.last_day):
        yield Words(
            zh=f"到{choice.last_day}未到法定退休年龄，不能以到退休年龄终止",
            en=f"not of statutory age on {choice.last_day}: the contract does not end by it",
        )
    if choice.ground not in {None, Ground.CHANGED, Ground.EXPIRED}:
        return
    law = law_on(Matter.PROTECTED, max(choice.last_day, date(1995, 1, 1)), {Applies.CONTRACT})
    if choice.ground is Ground.EXPIRED and choice.last_day >= LABOUR_CONTRACT_LAW:
        law = article("LH-45")
    ending = "协商一致解除的，请在“解除依据”写明"
    if choice.protected is not None:
        yield Words(
            zh=f"属{short(law)}保护的人员，不得这样解除或终止（{ending}）",
            en=f"protected by {law.id}: the contract must not end like this (an agreement is to be stated as ground)",
        )
    if person.hired is not None and _long_serving(person, person.hired, choice.last_day):
        yield Words(
            zh=f"在本单位连续工作满{LH_42['years']}年且距法定退休年龄不足{LH_42['near']}年，{short(law)}"
            f"不许这样解除或终止（{ending}）",
            en=f"{LH_42['years']} years in the unit and under {LH_42['near']} to retirement: protected by "
            f"{law.id} (an agreement is to be stated as ground)",
        )


def _long_serving(person: Person, hired: date, last_day: date) -> bool:
    """LH-42 item 5, since 2008: fifteen years in the unit running, and under five to statutory age."""
    due = statutory_day(person, last_day)
    return (
        LABOUR_CONTRACT_LAW <= last_day < due
        and full_years(hired, last_day) >= LH_42["years"]
        and under_years(last_day, due, LH_42["near"])
    )


def _of_route(rule: ExitRule | None, person: Person, choice: ExitChoice) -> Iterable[Words]:
    match choice.route:
        case ExitRoute.RETIRE:
            yield from by_age(person, choice)
        case ExitRoute.RETIRE_EARLY if person.kind is StaffKind.ADMINISTRATIVE:
            yield from early(person, choice)
        case ExitRoute.RETIRE_EARLY:
            yield from _early_of_institution(rule, person, choice)
        case ExitRoute.RETIRE_SICK:
            yield from sick(person, choice)
        case ExitRoute.RETIRE_INTERNAL | ExitRoute.YIELD:
            yield from reached(person, choice)
            yield from _local(rule, person, choice)
        case _:
            if choice.route is ExitRoute.DIVERT_COMPANY and person.kind is not StaffKind.INSTITUTION:
                yield Words(
                    zh="只有转制单位的事业人员可以分流转企",
                    en="only institution staff can move to the company",
                )
            yield from approved(choice)


def _early_of_institution(rule: ExitRule | None, person: Person, choice: ExitChoice) -> Iterable[Words]:
    """公务员法 lets civil servants retire early; institution staff by the plan's own conditions (EX-1, no national rule),
    or, since 2025, by flexible choice. One of the two is enough.
    """
    local = (*reached(person, choice), *_local(rule, person, choice))
    if choice.last_day < FLEXIBLE_FROM:
        yield from local
        return
    chosen = tuple(flexible_early(person, choice))
    if local and chosen:
        yield from chosen if rule is None or not conditions(rule, person) else (*local, *chosen)


def conditions(rule: ExitRule, person: Person) -> tuple[Words, ...]:
    """The plan's own conditions for a person, any one of which is enough."""
    least = rule.min_age_men if person.sex is Sex.MALE else rule.min_age_women
    need: list[Words] = []
    if least is not None:
        need.append(Words(zh=f"满{least}周岁", en=f"age {least}"))
    if rule.min_service_years is not None:
        need.append(Words(zh=f"工龄满{rule.min_service_years}年", en=f"{rule.min_service_years} years"))
    if rule.max_years_left is not None:
        need.append(
            Words(
                zh=f"距法定退休年龄不足{rule.max_years_left}年",
                en=f"under {rule.max_years_left} years to statutory age",
            )
        )
    return tuple(need)


def _local(rule: ExitRule | None, person: Person, choice: ExitChoice) -> Iterable[Words]:
    """Routes without national statute (NT-1): the plan's own conditions, any one of which is enough."""
    yield from applied(choice)
    if rule is None:
        return
    need = conditions(rule, person)
    if not need:
        yield Words(
            zh="国家没有统一规定，方案也没有为其写明条件",
            en="there is no national rule, and the plan states no condition for them",
        )
        return
    age, years = full_years(person.birth, choice.last_day), full_years(person.work_start, choice.last_day)
    least = rule.min_age_men if person.sex is Sex.MALE else rule.min_age_women
    met = (
        least is not None and age >= least,
        rule.min_service_years is not None and years >= rule.min_service_years,
        rule.max_years_left is not None
        and under_years(choice.last_day, statutory_day(person, choice.last_day), rule.max_years_left),
    )
    if not any(met):
        yield Words(
            zh=f"{age}周岁、工龄{years}年，不符合方案条件（{'或'.join(n.zh for n in need)}）",
            en=f"aged {age} with {years} years of service; the plan asks for {' or '.join(n.en for n in need)}",
        )
