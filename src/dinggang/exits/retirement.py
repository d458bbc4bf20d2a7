"""Retirement by statute: when, and who may leave before, by the law of the day.

Not covered, and never granted here: work injury (因工致残), and women at county level or with senior titles, who may
stay until 60. The words of a refusal say so where it could matter.
"""

from calendar import isleap
from collections.abc import Iterable
from datetime import date

from dinggang.basis import Words, add_months, full_years
from dinggang.exits.ages import (
    Group,
    Statutory,
    flexible,
    group_of,
    least_contribution,
    month_of,
    shown_month,
    statutory,
)
from dinggang.exits.values import ExitChoice
from dinggang.plan.law import Applies, Matter, article, find_law, uncovered
from dinggang.roster import REGULAR, Identity, Person, Sex, StaffKind

CADRE_YEARS = article("BT-G4").values["service"]
"""国发〔1978〕104号: ten years of service. 公务员法 asks civil servants for none."""
EARLY_NOTICE = article("TZ-EARLY").values["notice_months"]


def base_age(sex: Sex) -> int:
    """60 for men, 55 for women cadres (BT-G4)."""
    return article("BT-G4").values["men" if sex is Sex.MALE else "women"]


def retirement_month(birth: date, base: int) -> tuple[int, int]:
    """Statutory retirement as (year, month) for an original age of 60, 55 or 50."""
    group = {60: Group.MEN, 55: Group.WOMEN_55, 50: Group.WOMEN_50}[base]
    return statutory(group, month_of(birth)).month


def identity_of(person: Person, day: date) -> Identity | None:
    """Cadre or worker on a day, None when the roster does not say. Staff under labour contracts are workers unless it
    says otherwise.
    """
    if person.identity is None:
        return None if person.kind in REGULAR else Identity.WORKER
    if person.identity_since is not None and day < person.identity_since:
        return None
    return person.identity


def statutory_of(person: Person, day: date) -> Statutory:
    """Statutory retirement of a person with the identity of that day."""
    return statutory(group_of(person.sex, identity_of(person, day)), month_of(person.birth))


def statutory_day(person: Person, day: date | None = None) -> date:
    """The first day of statutory age: the birthday before 2025, then the first of the statutory month."""
    year, month = statutory_of(person, day or date.max).month
    if year >= 2025:
        return date(year, month, 1)
    born = person.birth
    leapling = (born.month, born.day) == (2, 29) and not isleap(year)
    return date(year, 3, 1) if leapling else born.replace(year=year)


def by_age(person: Person, choice: ExitChoice) -> Iterable[Words]:
    """Reasons against ordinary retirement."""
    if choice.last_day < statutory_day(person, choice.last_day):
        of = statutory_of(person, choice.last_day)
        not_here = _not_covered(person, choice, of)
        yield Words(
            zh=f"到{choice.last_day}未到法定退休年龄（{of.month[0]}年{of.month[1]}月到龄{not_here.zh}）",
            en=f"not yet of statutory age on {choice.last_day} ({shown_month(of.month)}{not_here.en})",
        )
    yield from _served(person, choice)


def _not_covered(person: Person, choice: ExitChoice, of: Statutory) -> Words:
    """What might allow it, and what the age rests on."""
    zh, en = "", ""
    if person.sex is Sex.FEMALE and identity_of(person, choice.last_day) is None:
        zh += "；花名册没有写明当时的身份，按女干部55周岁计，女工人50周岁的请填“身份”"
        en += "; the roster does not state her identity then: counted as a cadre, 55; for a worker, 50, fill in 身份"
    # Civil servants have an early retirement of their own; whether this one is open to them is not settled.
    window = flexible(of) if person.kind is not StaffKind.ADMINISTRATIVE else None
    if window is not None and month_of(choice.last_day) >= window.earliest:
        zh += f"；自愿弹性提前退休最早{shown_month(window.earliest)}，请改走“提前退休”"
        en += f"; flexible early retirement is open from {shown_month(window.earliest)}: take retire_early"
    return Words(zh=zh, en=en)


def _served(person: Person, choice: ExitChoice) -> Iterable[Words]:
    years = full_years(person.work_start, choice.last_day)
    if person.kind is not StaffKind.ADMINISTRATIVE and years < CADRE_YEARS:
        yield Words(
            zh=f"工龄{years}年，不满{CADRE_YEARS}年",
            en=f"{years} years of service, {CADRE_YEARS} are needed",
        )


def under_years(day: date, due: date, years: int) -> bool:
    """不足…年 leaves out the day on which exactly so many years are left."""
    return (day.year + years, day.month, day.day) > (due.year, due.month, due.day)


def reached(person: Person, choice: ExitChoice) -> Iterable[Words]:
    """Who is of statutory age retires, and leaves by no earlier way."""
    if choice.last_day >= statutory_day(person, choice.last_day):
        yield Words(
            zh=f"到{choice.last_day}已到法定退休年龄，应办理正常退休",
            en=f"of statutory age by {choice.last_day}: ordinary retirement is due",
        )


def early(person: Person, choice: ExitChoice) -> Iterable[Words]:
    """Reasons against a civil servant's early retirement: 30 years of service, or 20 and under five years to go; own
    application and approval, by the law of the last day (GWY05-88 from 2006-01-01, GWY-93 from 2019-06-01).
    """
    law = find_law(Matter.EARLY, choice.last_day, {Applies.CIVIL})
    if law is None:
        yield uncovered(Matter.EARLY, choice.last_day, {Applies.CIVIL})
        return
    rule = law.values
    years = full_years(person.work_start, choice.last_day)
    due = statutory_day(person, choice.last_day)
    yield from reached(person, choice)
    left = max((due.year - choice.last_day.year) * 12 + due.month - choice.last_day.month, 0)
    near = under_years(choice.last_day, due, rule["near"])
    if not (years >= rule["years"] or (years >= rule["years_near"] and near)):
        yield Words(
            zh=f"工龄{years}年、距退休{left}个月：须满30年，或满20年且距退休不足五年",
            en=f"{years} years of service, {left} months to go: 30 years, or 20 and under five years to go, are needed",
        )
    yield from applied(choice)


def flexible_early(person: Person, choice: ExitChoice) -> Iterable[Words]:
    """Reasons against the flexible early choice (TX-3, TZ-EARLY): from 2025, within three years and not below the
    original age, least contribution of the chosen year, told in writing three months before.
    """
    law = find_law(Matter.FLEXIBLE_EARLY, choice.last_day, {Applies.ALL})
    window = flexible(statutory_of(person, choice.last_day))
    if law is None or window is None:
        yield uncovered(Matter.FLEXIBLE_EARLY, choice.last_day, {Applies.ALL})
        return
    yield from reached(person, choice)
    chosen = month_of(choice.last_day)
    if chosen < window.earliest:
        yield Words(
            zh=f"弹性提前退休最早{shown_month(window.earliest)}",
            en=f"flexible early retirement is open from {shown_month(window.earliest)}",
        )
    least = least_contribution(chosen[0])
    if choice.contributed is None or choice.contributed < least:
        have = Words(zh="没有写", en="not stated")
        if choice.contributed is not None:
            have = Words(zh=f"{choice.contributed}个月", en=f"{choice.contributed} months")
        yield Words(
            zh=f"缴费{have.zh}，{chosen[0]}年最低缴费年限为{least}个月",
            en=f"contribution {have.en}; {least} months are the least for {chosen[0]}",
        )
    if choice.applied is None:
        yield Words(zh="没有本人书面告知", en="not told in writing")
    elif add_months(choice.applied, EARLY_NOTICE) > choice.last_day:
        yield Words(
            zh=f"本人{choice.applied}书面告知，距离岗不满{EARLY_NOTICE}个月",
            en=f"told in writing on {choice.applied}, less than {EARLY_NOTICE} months before",
        )


def sick(person: Person, choice: ExitChoice) -> Iterable[Words]:
    """Reasons against sick retirement: complete loss of working capacity, certified and approved.

    All but civil servants also need 50 years (women 45) and ten of service (BT-G4, BT-W1). Civil servants do not
    (GWY05-87 from 2006-01-01, GWY-92 from 2019-06-01).
    """
    if (
        person.kind is StaffKind.ADMINISTRATIVE
        and find_law(Matter.SICK, choice.last_day, {Applies.CIVIL}) is None
    ):
        yield uncovered(Matter.SICK, choice.last_day, {Applies.CIVIL})
    if not choice.certificate:
        yield Words(
            zh="没有完全丧失工作能力的医院证明", en="no certificate of complete loss of working capacity"
        )
    age = full_years(person.birth, choice.last_day)
    least = article("BT-G4").values["sick_men" if person.sex is Sex.MALE else "sick_women"]
    if person.kind is not StaffKind.ADMINISTRATIVE and age < least:
        yield Words(
            zh=f"{age}周岁，不满{least}周岁（因工致残的本软件不判定）",
            en=f"aged {age}, {least} is needed (work injury is not judged here)",
        )
    yield from _served(person, choice)
    yield from approved(choice)


def applied(choice: ExitChoice) -> Iterable[Words]:
    """Reasons against a route that needs the person's own application, approved afterwards."""
    if choice.applied is None:
        yield Words(zh="没有本人书面申请", en="no signed application of their own")
    yield from approved(choice)
    if choice.applied is not None and choice.approved is not None and choice.approved < choice.applied:
        yield Words(
            zh=f"批准日期{choice.approved}早于申请日期{choice.applied}",
            en=f"approved on {choice.approved}, before the application of {choice.applied}",
        )


def approved(choice: ExitChoice) -> Iterable[Words]:
    if choice.approved is None:
        yield Words(zh="没有任免机关批准", en="not approved by the appointing organ")
