"""Statutory retirement ages by birth month: the base of 1978, the gradual delay from 2025 on, and the flexible window.

The annexes of the decision of 2024 are tables of birth months; the rule of its text gives every row of them.
"""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from dinggang.basis import Value, Words
from dinggang.plan.law import Applies, Matter, article, find_law, law_on
from dinggang.roster import Identity, Sex

Month = tuple[int, int]
"""Year and month, January being 1."""

DELAY = article("TX-1")
CONTRIBUTION = article("TX-2")
FLEXIBLE = article("TX-3")
GRADUAL = 2025 * 12
"""January 2025 in months, from when ages are delayed and may be chosen."""


class Group(StrEnum):
    """The three columns of the annexes: men, women with the original age of 55, women with 50."""

    MEN = "men"
    WOMEN_55 = "women_55"
    WOMEN_50 = "women_50"


GROUP_WORDS: dict[Group, Words] = {
    Group.MEN: Words(zh="男，原法定退休年龄60周岁", en="men, originally 60"),
    Group.WOMEN_55: Words(zh="女，原法定退休年龄55周岁（干部）", en="women, originally 55 (cadres)"),
    Group.WOMEN_50: Words(zh="女，原法定退休年龄50周岁（工人）", en="women, originally 50 (workers)"),
}

BASES: dict[Group, int] = {
    Group.MEN: article("BT-G4").values["men"],
    Group.WOMEN_55: article("BT-G4").values["women"],
    Group.WOMEN_50: article("BT-W1").values["women"],
}
"""Ages of 国发〔1978〕104号, 60, 55 and 50."""


def group_of(sex: Sex, identity: Identity | None) -> Group:
    """Women workers stand apart; a woman whose identity is not known is taken for a cadre."""
    if sex is Sex.MALE:
        return Group.MEN
    return Group.WOMEN_50 if identity is Identity.WORKER else Group.WOMEN_55


def month_of(day: date) -> Month:
    return day.year, day.month


def moved(month: Month, months: int) -> Month:
    """The month so many months on."""
    year, rest = divmod(month[0] * 12 + month[1] - 1 + months, 12)
    return year, rest + 1


def apart(earlier: Month, later: Month) -> int:
    """Months from one to the other."""
    return (later[0] - earlier[0]) * 12 + later[1] - earlier[1]


def shown_month(month: Month) -> str:
    return f"{month[0]}-{month[1]:02}"


def delay_months(group: Group, original: Month) -> int:
    """By how many months the original age is delayed for those who reach it in this month."""
    late = original[0] * 12 + original[1] - 1 - GRADUAL
    if late < 0:
        return 0
    ending = "_of_50" if group is Group.WOMEN_50 else ""
    return min(late // DELAY.values[f"step{ending}"] + 1, DELAY.values[f"cap{ending}"])


class Statutory(Value, frozen=True, kw_only=True):
    """When someone born in a month retires by statute: the original month, the delay, the month, and the article."""

    group: Group
    birth: Month
    original: Month
    delay: int
    month: Month
    cites: tuple[str, ...]

    @property
    def age(self) -> tuple[int, int]:
        """Years and months."""
        return divmod(apart(self.birth, self.month), 12)

    @property
    def age_words(self) -> Words:
        years, months = self.age
        return Words(
            zh=f"{years}岁" + (f"{months}个月" if months else ""),
            en=f"{years} years" + (f" {months} month{'s' * (months > 1)}" if months else ""),
        )


def statutory(group: Group, birth: Month) -> Statutory:
    """Statutory retirement of a group by birth month. It cites nothing for ages reached before the rule of 1978."""
    original = moved(birth, BASES[group] * 12)
    delay = delay_months(group, original)
    return Statutory(
        group=group,
        birth=birth,
        original=original,
        delay=delay,
        month=moved(original, delay),
        cites=_cites(group, original),
    )


def _cites(group: Group, original: Month) -> tuple[str, ...]:
    base = "BT-W1" if group is Group.WOMEN_50 else "BT-G4"
    found = find_law(Matter.RETIREMENT_AGE, date(*original, 28), {_who(group)})
    return () if found is None else (base,) if found.id == base else (found.id, base)


def _who(group: Group) -> Applies:
    return Applies.WORKERS if group is Group.WOMEN_50 else Applies.CADRES


def covered(of: Statutory) -> Statutory:
    """The same, or Refusal where no registered rule covers the month in which the age was reached."""
    law_on(Matter.RETIREMENT_AGE, date(*of.original, 28), {_who(of.group)})
    return of


class Flexible(Value, frozen=True, kw_only=True):
    """The window of choice since 2025: its first and last month, and the least months of contribution at the first and
    the statutory month.
    """

    earliest: Month
    latest: Month
    least_at_earliest: int
    least_at_statutory: int


def flexible(of: Statutory) -> Flexible | None:
    """The window, None for those who reached statutory age before it was opened."""
    opened = (2025, 1)
    if of.month < opened:
        return None
    earliest = max(of.original, moved(of.month, -FLEXIBLE.values["early"]), opened)
    return Flexible(
        earliest=earliest,
        latest=moved(of.month, FLEXIBLE.values["late"]),
        least_at_earliest=least_contribution(earliest[0]),
        least_at_statutory=least_contribution(of.month[0]),
    )


def least_contribution(year: int) -> int:
    """Least months of contribution for a monthly pension of those who retire in a year."""
    rule = CONTRIBUTION.values
    late = max(0, year - rule["from"] + 1)
    return min(rule["months"] + rule["step"] * late, rule["last"])


def official_table(group: Group) -> Iterator[Statutory]:
    """The rows of the annex: every birth month from the first that is delayed to the last of its final step."""
    ending = "_of_50" if group is Group.WOMEN_50 else ""
    first = moved((2025, 1), -BASES[group] * 12)
    for months in range(DELAY.values[f"step{ending}"] * DELAY.values[f"cap{ending}"]):
        yield statutory(group, moved(first, months))
