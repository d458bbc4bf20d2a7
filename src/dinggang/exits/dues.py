"""What the end of a labour contract is worth, line by line, exact until the cent.

Severance by the law of the last day: 劳动合同法 from 2008-01-01 (LH-47, with its caps), 劳部发〔1994〕481号 before it;
years before 2008 stand in a line of their own (LH-97). A month's wage in lieu of notice (LH-40), and twice the severance
when the end is unlawful (LH-87).
"""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import msgspec

from dinggang.basis import CENT, Value, Words, add_months, fraction, plain, shown
from dinggang.exits.values import Due, ExitChoice, Ground
from dinggang.plan import ExitRule
from dinggang.plan.law import article, short
from dinggang.roster import Person

LABOUR_CONTRACT_LAW = date(2008, 1, 1)
"""劳动合同法 in force (art. 97 (3): compensation years count from this day; earlier service by the rule then)."""
_LAST_OLD = LABOUR_CONTRACT_LAW - timedelta(days=1)
LH_47 = article("LH-47").values
NOTICE_DAYS = article("LH-40").values["days"]
LAST_MONTH = article("LHS-20")

NOTHING_DUE = {Ground.FAULT: "LH-39", Ground.HOURLY: "LH-71", Ground.PENSION: "LHS-21"}
"""Grounds without compensation, each with its article."""
WITH_NOTICE = frozenset({Ground.CHANGED})
"""Grounds that ask for thirty days' notice."""


class Terms(Value, frozen=True, kw_only=True):
    """What severance is worked out by: months a year, at most so many of them, and what the local wages are."""

    per_year: Decimal = Decimal(1)
    max_months: Decimal | None = None
    average_wage: Decimal | None = None
    minimum_wage: Decimal | None = None
    clause: str = ""


class Employment(Value, frozen=True, kw_only=True):
    """A contract that ends: its first and last day, both worked, the mean wage of twelve months, and how it ends."""

    start: date
    last_day: date
    wage: Decimal
    ground: Ground | None = None
    notified: date | None = None
    last_wage: Decimal | None = None


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
    if beyond >= LH_47["half_below"] or last_day < LABOUR_CONTRACT_LAW:
        return Fraction(years + 1)
    return Fraction(2 * years + 1, 2)


def severance(
    rule: ExitRule, person: Person, last_day: date, choice: ExitChoice | None = None
) -> tuple[Due, ...]:
    """What clearance pays by the plan: months per year × monthly wage × years, at most `max_months`; with a choice also
    by the ground of the end, and a month in lieu of notice. Nothing when the plan sets no months per year.
    """
    terms = terms_of(rule)
    if terms is None or person.monthly_wage is None or person.hired is None:
        return ()
    of = Employment(start=person.hired, last_day=last_day, wage=person.monthly_wage)
    if choice is not None:
        of = msgspec.structs.replace(
            of, ground=choice.ground, notified=choice.notified, last_wage=choice.last_wage
        )
    return settle(of, terms)


def terms_of(rule: ExitRule) -> Terms | None:
    """The plan's terms of clearance, None when it states none."""
    if rule.months_per_year is None:
        return None
    return Terms(
        per_year=rule.months_per_year,
        max_months=rule.max_months,
        average_wage=rule.average_wage,
        minimum_wage=rule.minimum_wage,
        clause=rule.clause,
    )


def employment_of(person: Person, choice: ExitChoice) -> Employment | None:
    """The contract of a person that ends by a choice, None without its first day or wage."""
    if person.hired is None or person.monthly_wage is None:
        return None
    return Employment(
        start=person.hired,
        last_day=choice.last_day,
        wage=person.monthly_wage,
        ground=choice.ground,
        notified=choice.notified,
        last_wage=choice.last_wage,
    )


def settle(of: Employment, terms: Terms) -> tuple[Due, ...]:
    """Every line that is due. What it lacks to be worked out (`lacking`) is left out, not guessed."""
    lines = [_line(of, terms, *period) for period in _periods(of)]
    unlawful = of.ground is Ground.UNLAWFUL
    if lines and of.last_day >= LABOUR_CONTRACT_LAW and not unlawful:
        in_lieu = _in_lieu(of)
        lines += () if in_lieu is None else (in_lieu,)
    return tuple(lines)


def severance_count(of: Employment, terms: Terms) -> tuple[Fraction, Fraction]:
    """The years that count and the months' wages that are due for them, of all lines together; pay in lieu not counted in."""
    found = [_count(of, terms, *period) for period in _periods(of)]
    none = Fraction(0)
    return sum((c.years for c in found), none), sum((c.months * c.times for c in found), none)


def _periods(of: Employment) -> tuple[tuple[date, date, int], ...]:
    """What is worked out in a line of its own: its first and last day, and how many times it is due."""
    if of.last_day < of.start or of.ground in NOTHING_DUE:
        return ()
    if of.ground is Ground.UNLAWFUL and of.last_day >= LABOUR_CONTRACT_LAW:
        return ((of.start, of.last_day, article("LH-87").values["times"]),)
    found: list[tuple[date, date, int]] = []
    if of.start < LABOUR_CONTRACT_LAW and of.ground is not Ground.EXPIRED:
        found.append((of.start, min(of.last_day, _LAST_OLD), 1))
    if of.last_day >= LABOUR_CONTRACT_LAW:
        found.append((max(of.start, LABOUR_CONTRACT_LAW), of.last_day, 1))
    return tuple(found)


def short_notice(of: Employment) -> bool | None:
    """Whether a contract ends before thirty days after notice (MF-201: the day of notice not counted). None where no
    notice is asked for, or none is stated.
    """
    if of.ground not in WITH_NOTICE or of.notified is None:
        return None
    return of.last_day < of.notified + timedelta(days=NOTICE_DAYS)


def lacking(of: Employment) -> Words | None:
    """What a due that the law asks for cannot be worked out without."""
    if of.last_day < LABOUR_CONTRACT_LAW:
        return None
    if of.ground is None:
        return Words(
            zh="没有写解除依据，提前通知和代通知金没有核对",
            en="the ground is not stated: notice and pay in lieu are not checked",
        )
    if of.ground in WITH_NOTICE and of.notified is None:
        return Words(
            zh="没有写书面通知日期，代通知金没有核对",
            en="the day of notice is not stated: pay in lieu is not checked",
        )
    if short_notice(of) and of.last_wage is None:
        return Words(
            zh=f"书面通知不满{NOTICE_DAYS}日，没有写上月工资，代通知金算不出",
            en=f"notice was under {NOTICE_DAYS} days and last month's wage is not stated: pay in lieu cannot be worked out",
        )
    return None


def _in_lieu(of: Employment) -> Due | None:
    """A month's wage where notice was shorter than thirty days (LH-40, LHS-20)."""
    if not short_notice(of) or of.last_wage is None or of.notified is None:
        return None
    days = (of.last_day - of.notified).days
    wage = fraction(of.last_wage)
    ids = ("LH-40", LAST_MONTH.id) if LAST_MONTH.holds(of.last_day) else ("LH-40",)
    return Due(
        label=Words(zh="代通知金", en="pay in lieu of notice"),
        formula=f"{of.notified}书面通知，到{of.last_day}共{days}日，不满{NOTICE_DAYS}日；上月工资{shown(wage)}×1",
        formula_en=f"notice on {of.notified}, {days} days to {of.last_day}, under {NOTICE_DAYS}; "
        f"last month's wage {shown(wage)} × 1",
        exact=wage,
        amount=CENT(wage),
        clause="、".join(short(article(id_)) for id_ in ids),
        cites=ids,
    )


class _Base(Value, frozen=True, kw_only=True):
    """The monthly wage that counts, why, and whether the cap on years goes with it."""

    wage: Fraction
    zh: str = ""
    en: str = ""
    capped: bool = False
    cites: tuple[str, ...] = ()


def _base(of: Employment, terms: Terms, last_day: date) -> _Base:
    """Not below the local minimum wage (LHS-27), not above three times the local average (LH-47): both since 2008."""
    wage = fraction(of.wage)
    if last_day < LABOUR_CONTRACT_LAW:
        return _Base(wage=wage)
    if terms.minimum_wage is not None and wage < terms.minimum_wage:
        least = fraction(terms.minimum_wage)
        return _Base(
            wage=least,
            zh=f"月工资{shown(wage)}低于当地最低工资，按{shown(least)}计；",
            en=f"wage {shown(wage)} is below the local minimum and counts as {shown(least)}; ",
            cites=("LHS-27",),
        )
    times = LH_47["times"]
    if terms.average_wage is not None and wage > times * fraction(terms.average_wage):
        most, years = times * fraction(terms.average_wage), LH_47["years_at_most"]
        average = plain(terms.average_wage)
        return _Base(
            wage=most,
            zh=f"月工资{shown(wage)}高于当地月平均工资{average}的{times}倍，按{shown(most)}计，最多{years}年；",
            en=f"wage {shown(wage)} is above {times} × the local average {average} and counts as {shown(most)}, "
            f"for {years} years at most; ",
            capped=True,
        )
    return _Base(wage=wage)


class _Count(Value, frozen=True, kw_only=True):
    """How a line is counted: years of service, those that count, the months' wages, whether they were cut, the wage."""

    whole: Fraction
    years: Fraction
    months: Fraction
    cut: bool
    base: _Base
    times: int


def _count(of: Employment, terms: Terms, start: date, last_day: date, times: int) -> _Count:
    whole = severance_years(start, last_day)
    base = _base(of, terms, last_day)
    years = min(whole, Fraction(LH_47["years_at_most"])) if base.capped else whole
    months = years * fraction(terms.per_year)
    most = _most(of, terms, last_day)
    cut = most is not None and months > most
    if most is not None and cut:
        months = most
    return _Count(whole=whole, years=years, months=months, cut=cut, base=base, times=times)


def _line(of: Employment, terms: Terms, start: date, last_day: date, times: int = 1) -> Due:
    months, rest = service_months(start, last_day)
    found = _count(of, terms, start, last_day, times)
    base, count, cut = found.base, found.months, found.cut
    per_year = fraction(terms.per_year)
    exact = count * base.wage * times
    cut_zh, cut_en = (f"，最多{shown(count)}个月", f", at most {shown(count)}") if cut else ("", "")
    twice_zh, twice_en = (f"×{times}", f" × {times}") if times > 1 else ("", "")
    whole = f"{months // 12}年{months % 12}个月零{rest}天"
    ids = (*_cites(of, last_day, times), *base.cites)
    return Due(
        label=Words(zh="赔偿金", en="damages") if times > 1 else Words(zh="经济补偿", en="severance"),
        formula=(
            f"{start}至{last_day}，满{whole}，计{shown(found.whole)}年；{base.zh}"
            f"{shown(found.years)}×{shown(per_year)}个月{cut_zh}＝{shown(count)}个月；"
            f"月工资{shown(base.wage)}×{shown(count)}{twice_zh}"
        ),
        formula_en=(
            f"{start} to {last_day}, {months // 12} years {months % 12} months {rest} days, counted as {shown(found.whole)}; "
            f"{base.en}{shown(found.years)} × {shown(per_year)} months{cut_en} = {shown(count)}; "
            f"wage {shown(base.wage)} × {shown(count)}{twice_en}"
        ),
        exact=exact,
        amount=CENT(exact),
        clause=_clause(terms, last_day, ids),
        cites=ids,
    )


def _most(of: Employment, terms: Terms, last_day: date) -> Fraction | None:
    """The most months: the plan's, and by 481号 art. 5 twelve when a contract of then ends by agreement."""
    limits = [] if terms.max_months is None else [fraction(terms.max_months)]
    if last_day < LABOUR_CONTRACT_LAW and of.ground is Ground.AGREED:
        limits.append(Fraction(article("BC-5").values["months_at_most"]))
    return min(limits, default=None)


def _cites(of: Employment, last_day: date, times: int) -> tuple[str, ...]:
    if last_day < LABOUR_CONTRACT_LAW:
        first = "BC-8" if of.ground is Ground.CHANGED else "BC-5"
        old = tuple(id_ for id_ in (first, "BF-98") if article(id_).holds(last_day))
        return old if of.last_day < LABOUR_CONTRACT_LAW else (*old, "LH-97")
    return ("LH-47", "LH-87", "LHS-25") if times > 1 else ("LH-47",)


def _clause(terms: Terms, last_day: date, ids: tuple[str, ...]) -> str:
    law = "、".join(short(article(id_)) for id_ in ids) or f"{last_day}没有登记的规定"
    if last_day < LABOUR_CONTRACT_LAW:
        law += "（不满一年按一年）"
    elif terms.average_wage is None:
        law += "（没有当地月平均工资，三倍封顶须人工核对）"
    return f"方案{terms.clause}；{law}" if terms.clause else law
