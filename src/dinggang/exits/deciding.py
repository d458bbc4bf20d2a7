"""Each exit granted or refused with all reasons, and what is due."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from dinggang.basis import Id, Words, full_years
from dinggang.exits.dues import severance
from dinggang.exits.retirement import applied, approved, by_age, early, sick
from dinggang.exits.values import CLEARED, Due, Exit, ExitChoice
from dinggang.plan import ExitRoute, ExitRule, Plan
from dinggang.roster import REGULAR, Person, Sex, StaffKind


def decide_exits(plan: Plan, people: Mapping[Id, Person], choices: Sequence[ExitChoice]) -> tuple[Exit, ...]:
    """One decision for each choice, in the order given. Choices of people whom the roster does not know are refused."""
    rules = {rule.route: rule for rule in plan.rules.exits}
    return tuple(_decide(rules.get(c.route), people.get(c.person), c) for c in choices)


def clearance_open(people: Mapping[Id, Person], exits: Sequence[Exit]) -> tuple[Id, ...]:
    """Temporary and self-hired staff without a granted and settled exit."""
    done = {e.person for e in exits if e.granted and e.settled}
    return tuple(sorted(p.id for p in people.values() if p.kind not in REGULAR and p.id not in done))


def _decide(rule: ExitRule | None, person: Person | None, choice: ExitChoice) -> Exit:
    reasons = tuple(_against(rule, person, choice))
    dues: tuple[Due, ...] = ()
    if rule is not None and person is not None and choice.route in CLEARED:
        dues = severance(rule, person, choice.last_day)
    total = sum((d.amount for d in dues), Decimal(0))
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
        return
    if person.kind not in REGULAR:
        yield Words(zh="不占编制的人员只能走清退", en="staff without headcount can only be cleared")
    yield from _of_route(rule, person, choice)


def _of_route(rule: ExitRule | None, person: Person, choice: ExitChoice) -> Iterable[Words]:
    match choice.route:
        case ExitRoute.RETIRE:
            yield from by_age(person, choice)
        case ExitRoute.RETIRE_EARLY if person.kind is StaffKind.ADMINISTRATIVE:
            yield from early(person, choice)
        case ExitRoute.RETIRE_SICK:
            yield from sick(person, choice)
        # 公务员法 lets civil servants retire early; for institution staff only the plan can (EX-1, no national rule).
        case ExitRoute.RETIRE_EARLY | ExitRoute.RETIRE_INTERNAL | ExitRoute.YIELD:
            yield from _local(rule, person, choice)
        case _:
            if choice.route is ExitRoute.DIVERT_COMPANY and person.kind is not StaffKind.INSTITUTION:
                yield Words(
                    zh="只有转制单位的事业人员可以分流转企",
                    en="only institution staff can move to the company",
                )
            yield from approved(choice)


def _local(rule: ExitRule | None, person: Person, choice: ExitChoice) -> Iterable[Words]:
    """Routes without national statute (NT-1): the plan's own conditions, any one of which is enough."""
    yield from applied(choice)
    if rule is None:
        return
    age, years = full_years(person.birth, choice.last_day), full_years(person.work_start, choice.last_day)
    least = rule.min_age_men if person.sex is Sex.MALE else rule.min_age_women
    need: list[Words] = []
    if least is not None:
        need.append(Words(zh=f"满{least}周岁", en=f"age {least}"))
    if rule.min_service_years is not None:
        need.append(Words(zh=f"工龄满{rule.min_service_years}年", en=f"{rule.min_service_years} years"))
    old_enough = least is not None and age >= least
    long_enough = rule.min_service_years is not None and years >= rule.min_service_years
    if not need:
        yield Words(
            zh="国家没有统一规定，方案也没有为其写明条件",
            en="there is no national rule, and the plan states no condition for them",
        )
    elif not (old_enough or long_enough):
        yield Words(
            zh=f"{age}周岁、工龄{years}年，不符合方案条件（{'或'.join(n.zh for n in need)}）",
            en=f"aged {age} with {years} years of service; the plan asks for {' or '.join(n.en for n in need)}",
        )
