"""What an exit is worth: severance, line by line, exact until the cent."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from dinggang.basis import Rounding, RoundingMode, Words, add_months, fraction, plain
from dinggang.exits.values import Due
from dinggang.plan import ExitRule
from dinggang.roster import Person

CENT = Rounding(mode=RoundingMode.HALF_UP, places=2)
LABOUR_CONTRACT_LAW = date(2008, 1, 1)
"""劳动合同法 in force (art. 97 (3): compensation years count from this day; earlier service by the rule then)."""


def service_months(start: date, last_day: date) -> tuple[int, int]:
    """Completed months from the first day to the last day, both worked, and the days beyond them."""
    end = last_day + timedelta(days=1)
    months = (end.year - start.year) * 12 + end.month - start.month
    while months > 0 and add_months(start, months) > end:
        months -= 1
    return months, (end - add_months(start, months)).days


def severance_years(start: date, last_day: date) -> Fraction:
    """Years that count: a full year 1, six months and more of a year 1, less than six months one half.

    劳动合同法 art. 47; a plan of before 2008 states the same measure as its own clause.
    """
    if last_day < start:
        return Fraction(0)
    months, rest = service_months(start, last_day)
    years, beyond = divmod(months, 12)
    if beyond >= 6:
        return Fraction(years + 1)
    if beyond > 0 or rest > 0:
        return Fraction(2 * years + 1, 2)
    return Fraction(years)


def severance(rule: ExitRule, person: Person, last_day: date) -> tuple[Due, ...]:
    """What clearance pays by the plan: months per year × monthly wage × years, at most `max_months`.

    From 2008-01-01 the years before and after that day stand in two lines (劳动合同法 art. 97 (3)).
    Nothing is due when the plan sets no months per year.
    """
    if rule.months_per_year is None or person.monthly_wage is None or person.hired is None:
        return ()
    if last_day < LABOUR_CONTRACT_LAW or person.hired >= LABOUR_CONTRACT_LAW:
        return (_line(rule, person, person.hired, last_day, _clause(rule, last_day)),)
    day_before = LABOUR_CONTRACT_LAW - timedelta(days=1)
    return (
        _line(rule, person, person.hired, day_before, _clause(rule, day_before)),
        _line(rule, person, LABOUR_CONTRACT_LAW, last_day, _clause(rule, last_day)),
    )


def _clause(rule: ExitRule, last_day: date) -> str:
    law = "劳动合同法第47条" if last_day >= LABOUR_CONTRACT_LAW else "参照劳部发〔1994〕481号（未核原文）"
    return f"方案{rule.clause}；{law}" if rule.clause else law


def _line(rule: ExitRule, person: Person, start: date, last_day: date, clause: str) -> Due:
    months, rest = service_months(start, last_day)
    years = severance_years(start, last_day)
    per_year = fraction(rule.months_per_year or Decimal(0))
    count = years * per_year
    capped = ""
    if rule.max_months is not None and count > fraction(rule.max_months):
        count = fraction(rule.max_months)
        capped = f"，最多{plain(rule.max_months)}个月"
    wage = fraction(person.monthly_wage or Decimal(0))
    exact = count * wage
    return Due(
        label=Words(zh="经济补偿", en="severance"),
        formula=(
            f"{start}至{last_day}，满{months // 12}年{months % 12}个月零{rest}天，计{_number(years)}年；"
            f"{_number(years)}×{_number(per_year)}个月{capped}＝{_number(count)}个月；"
            f"月工资{_number(wage)}×{_number(count)}"
        ),
        exact=exact,
        amount=CENT(exact),
        clause=clause,
    )


def _number(value: Fraction) -> str:
    """The figure as a finite decimal where there is one, else n/d."""
    scaled = value * 10**6
    return (
        plain(Decimal(scaled.numerator) / 10**6)
        if scaled.denominator == 1
        else f"{value.numerator}/{value.denominator}"
    )
