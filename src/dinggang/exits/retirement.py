"""Retirement by statute: when, and who may leave before."""

from collections.abc import Iterable
from datetime import date

from dinggang.basis import Words, full_years
from dinggang.exits.values import ExitChoice
from dinggang.roster import Person, Sex

GRADUAL = 2025 * 12
"""January 2025 in months: the delay begins (全国人大常委会决定 2024-09-13, in force from 2025-01-01)."""


def base_age(sex: Sex) -> int:
    """60 for men, 55 for women cadres (国发〔1978〕104号). Women workers (50) are not modelled yet."""
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


def reached(person: Person, day: date) -> bool:
    """Whether the statutory age is reached on that day (before 2025 by the birthday, then by the month)."""
    base = base_age(person.sex)
    year, month = retirement_month(person.birth, base)
    if year < 2025:
        return full_years(person.birth, day) >= base
    return (day.year, day.month) >= (year, month)


def by_age(person: Person, choice: ExitChoice) -> Iterable[Words]:
    """Reasons against ordinary retirement."""
    if not reached(person, choice.last_day):
        year, month = retirement_month(person.birth, base_age(person.sex))
        yield Words(
            zh=f"到{choice.last_day}未到法定退休年龄（{year}年{month}月到龄）",
            en=f"not yet of statutory age on {choice.last_day} ({year}-{month:02})",
        )


def early(person: Person, choice: ExitChoice) -> Iterable[Words]:
    """Reasons against early retirement: 公务员法 (2018) art. 93, from 2019-06-01; before, the law of 2005 (article
    number unconfirmed) with the same conditions. Own application and approval; 30 years, or 20 years and under 5 to go.
    """
    years = full_years(person.work_start, choice.last_day)
    year, month = retirement_month(person.birth, base_age(person.sex))
    left = (year - choice.last_day.year) * 12 + month - choice.last_day.month
    if not (years >= 30 or (years >= 20 and left < 60)):
        yield Words(
            zh=f"工龄{years}年、距退休{left}个月：须满30年，或满20年且距退休不足五年",
            en=f"{years} years of service, {left} months to go: 30 years, or 20 and under five years to go, are needed",
        )
    yield from applied(choice)


def sick(person: Person, choice: ExitChoice) -> Iterable[Words]:
    """Reasons against sick retirement: 国发〔1978〕104号 for cadres. Certificate; men 50, women 45; ten years."""
    if not choice.certificate:
        yield Words(
            zh="没有完全丧失工作能力的医院证明", en="no certificate of complete loss of working capacity"
        )
    age, least = full_years(person.birth, choice.last_day), 50 if person.sex is Sex.MALE else 45
    if age < least:
        yield Words(zh=f"{age}周岁，不满{least}周岁", en=f"aged {age}, {least} is needed")
    years = full_years(person.work_start, choice.last_day)
    if years < 10:
        yield Words(zh=f"工龄{years}年，不满10年", en=f"{years} years of service, 10 are needed")
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
