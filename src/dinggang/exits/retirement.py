"""Retirement by statute: when, and who may leave before.

Covered: cadres, that is civil servants (公务员) and institution staff counted as such. Not covered, and never granted
here: women workers (50), work injury (因工致残), women at county level or with senior titles (60), and the flexible
early option of 2025. The words of a refusal say so where it could matter.
"""

from calendar import isleap
from collections.abc import Iterable
from datetime import date

from dinggang.basis import Words, full_years
from dinggang.exits.values import ExitChoice
from dinggang.roster import Person, Sex, StaffKind

GRADUAL = 2025 * 12
"""January 2025 in months: the delay begins (全国人大常委会决定 2024-09-13, in force from 2025-01-01)."""

CADRE_YEARS = 10
"""国发〔1978〕104号, cadres, art. 4 (1) and (2), from 1978: ten years of service. 公务员法 (2005 art. 87, from
2006-01-01; 2018 art. 92, from 2019-06-01) asks civil servants for none."""


def base_age(sex: Sex) -> int:
    """60 for men, 55 for women cadres (国发〔1978〕104号, cadres, art. 4 (1), from 1978)."""
    return 60 if sex is Sex.MALE else 55


def retirement_month(birth: date, base: int) -> tuple[int, int]:
    """Statutory retirement as (year, month): the base age, delayed from 2025 on.

    One month more for each four months of birth (two for base 50), at most 36 (60): 渐进式延迟法定退休年龄 办法 arts 1, 3.
    """
    original = birth.year * 12 + birth.month - 1 + base * 12
    step, cap = (2, 60) if base == 50 else (4, 36)
    delay = 0 if original < GRADUAL else min((original - GRADUAL) // step + 1, cap)
    year, month = divmod(original + delay, 12)
    return year, month + 1


def statutory_day(person: Person) -> date:
    """The first day of statutory age: the birthday before 2025, then the first of the statutory month."""
    base = base_age(person.sex)
    year, month = retirement_month(person.birth, base)
    if year >= 2025:
        return date(year, month, 1)
    born = person.birth
    leapling = (born.month, born.day) == (2, 29) and not isleap(year)
    return date(year, 3, 1) if leapling else born.replace(year=year)


def by_age(person: Person, choice: ExitChoice) -> Iterable[Words]:
    """Reasons against ordinary retirement."""
    due = statutory_day(person)
    if choice.last_day < due:
        year, month = retirement_month(person.birth, base_age(person.sex))
        not_here = _not_covered(person, choice)
        yield Words(
            zh=f"到{choice.last_day}未到法定退休年龄（{year}年{month}月到龄{not_here.zh}）",
            en=f"not yet of statutory age on {choice.last_day} ({year}-{month:02}{not_here.en})",
        )
    yield from _served(person, choice)


def _not_covered(person: Person, choice: ExitChoice) -> Words:
    """What might allow it and is not judged here."""
    zh, en = "", ""
    if person.sex is Sex.FEMALE:
        zh += "；按女干部55周岁计，女工人50周岁本软件不判定"
        en += "; counted as a woman cadre, 55: women workers, 50, are not judged here"
    if choice.last_day >= date(2025, 1, 1):
        zh += "；弹性提前退休本软件不判定"
        en += "; flexible early retirement is not judged here"
    return Words(zh=zh, en=en)


def _served(person: Person, choice: ExitChoice) -> Iterable[Words]:
    years = full_years(person.work_start, choice.last_day)
    if person.kind is StaffKind.INSTITUTION and years < CADRE_YEARS:
        yield Words(
            zh=f"工龄{years}年，不满{CADRE_YEARS}年",
            en=f"{years} years of service, {CADRE_YEARS} are needed",
        )


def early(person: Person, choice: ExitChoice) -> Iterable[Words]:
    """Reasons against a civil servant's early retirement: 30 years of service, or 20 and under five years to go; own
    application and approval. 公务员法 2018 art. 93, from 2019-06-01; before it the law of 2005 art. 88, from 2006-01-01.
    """
    years = full_years(person.work_start, choice.last_day)
    due = statutory_day(person)
    left = (due.year - choice.last_day.year) * 12 + due.month - choice.last_day.month
    # 不足五年 leaves out the day on which exactly five years are left.
    soon = (choice.last_day.year + 5, choice.last_day.month, choice.last_day.day) > (
        due.year,
        due.month,
        due.day,
    )
    if not (years >= 30 or (years >= 20 and soon)):
        yield Words(
            zh=f"工龄{years}年、距退休{left}个月：须满30年，或满20年且距退休不足五年",
            en=f"{years} years of service, {left} months to go: 30 years, or 20 and under five years to go, are needed",
        )
    yield from applied(choice)


def sick(person: Person, choice: ExitChoice) -> Iterable[Words]:
    """Reasons against sick retirement: complete loss of working capacity, certified and approved.

    Institution staff also need 50 years (women 45) and ten of service: 国发〔1978〕104号, cadres, art. 4 (2), from 1978.
    Civil servants do not: 公务员法 2005 art. 87, from 2006-01-01; 2018 art. 92, from 2019-06-01.
    """
    if not choice.certificate:
        yield Words(
            zh="没有完全丧失工作能力的医院证明", en="no certificate of complete loss of working capacity"
        )
    age, least = full_years(person.birth, choice.last_day), 50 if person.sex is Sex.MALE else 45
    if person.kind is StaffKind.INSTITUTION and age < least:
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
