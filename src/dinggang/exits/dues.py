"""What an exit is worth: severance, line by line, exact until the cent."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from dinggang.basis import CENT, Words, add_months, fraction, plain, shown
from dinggang.exits.values import Due
from dinggang.plan import ExitRule
from dinggang.roster import Person

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
    """Years that count, by the law of the last day.

    劳动合同法 art. 47, from 2008-01-01: a full year 1, six months and more of a year 1, less than six months one half.
    劳部发〔1994〕481号 art. 5 as explained by 劳办发〔1997〕98号, to 2007-12-31: any part of a year counts as a year.
    """
    if last_day < start:
        return Fraction(0)
    months, rest = service_months(start, last_day)
    years, beyond = divmod(months, 12)
    if beyond == 0 and rest == 0:
        return Fraction(years)
    if beyond >= 6 or last_day < LABOUR_CONTRACT_LAW:
        return Fraction(years + 1)
    return Fraction(2 * years + 1, 2)


def severance(rule: ExitRule, person: Person, last_day: date) -> tuple[Due, ...]:
    """What clearance pays by the plan: months per year × monthly wage × years, at most `max_months`.

    From 2008-01-01 the years before and after that day stand in two lines (劳动合同法 art. 97 (3)).
    Nothing is due when the plan sets no months per year. Not worked out here: a month in place of notice (art. 40),
    the cap at three times the local average wage (art. 47), who is protected (art. 42); the clause says so.
    """
    if rule.months_per_year is None or person.monthly_wage is None or person.hired is None:
        return ()
    if last_day < person.hired:
        return ()
    if last_day < LABOUR_CONTRACT_LAW or person.hired >= LABOUR_CONTRACT_LAW:
        return (_line(rule, person, person.hired, last_day),)
    return (
        _line(rule, person, person.hired, LABOUR_CONTRACT_LAW - timedelta(days=1)),
        _line(rule, person, LABOUR_CONTRACT_LAW, last_day),
    )


def _clause(rule: ExitRule, last_day: date) -> str:
    if last_day >= LABOUR_CONTRACT_LAW:
        law = "劳动合同法第47条（第40条代通知金、第42条保护对象、三倍封顶须人工核对）"
    else:
        law = "劳部发〔1994〕481号第5条、劳办发〔1997〕98号（不满一年按一年）"
    return f"方案{rule.clause}；{law}" if rule.clause else law


def _line(rule: ExitRule, person: Person, start: date, last_day: date) -> Due:
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
            f"{start}至{last_day}，满{months // 12}年{months % 12}个月零{rest}天，计{shown(years)}年；"
            f"{shown(years)}×{shown(per_year)}个月{capped}＝{shown(count)}个月；"
            f"月工资{shown(wage)}×{shown(count)}"
        ),
        exact=exact,
        amount=CENT(exact),
        clause=_clause(rule, last_day),
    )
