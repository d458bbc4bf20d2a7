"""What a plan goes on paying by the month to those who left their post before retirement (内退、让岗)."""

from datetime import date

from dinggang.basis import CENT, Words, fraction, plain, shown
from dinggang.exits.ages import Month, apart, month_of, moved, shown_month
from dinggang.exits.retirement import statutory_of
from dinggang.exits.values import ExitChoice, Monthly
from dinggang.plan import ExitRule
from dinggang.plan.exits import PAID
from dinggang.roster import Person


def monthly_pay(rule: ExitRule, person: Person, choice: ExitChoice) -> Monthly | None:
    """The plan's per cent of the monthly wage, from the month after the last day up to and with the statutory month.

    The month of the last day is paid in full as wage; each month's amount is rounded half up to the cent, and the total
    is so many times that amount. None when plan or roster lack a figure, or when no month is left.
    """
    if rule.monthly_percent is None or person.monthly_wage is None or rule.route not in PAID:
        return None
    first, last, months = _span(person, choice.last_day)
    if months < 1:
        return None
    exact = fraction(person.monthly_wage) * fraction(rule.monthly_percent) / 100
    amount = CENT(exact)
    total = CENT(fraction(amount) * months)
    span = f"{shown_month(first)}至{shown_month(last)}"
    wage, percent = plain(person.monthly_wage), plain(rule.monthly_percent)
    return Monthly(
        percent=rule.monthly_percent,
        wage=person.monthly_wage,
        amount=amount,
        first=first,
        last=last,
        months=months,
        total=total,
        formula=Words(
            zh=f"月工资{wage}×{percent}%＝{shown(exact)}，四舍五入到分，每月{amount}元；{span}（到龄当月）共{months}个月，"
            f"{amount}×{months}＝{total}",
            en=f"wage {wage} × {percent} % = {shown(exact)}, rounded half up to the cent: {amount} a month; "
            f"{shown_month(first)} to {shown_month(last)} (the statutory month), {months} months, "
            f"{amount} × {months} = {total}",
        ),
        clause=clause_of(rule),
    )


def _span(person: Person, last_day: date) -> tuple[Month, Month, int]:
    first, last = moved(month_of(last_day), 1), statutory_of(person, last_day).month
    return first, last, apart(first, last) + 1


def unpaid_months(rule: ExitRule, person: Person, last_day: date) -> bool:
    """Whether the plan pays by the month and the roster has no wage to work it out from."""
    stated = rule.monthly_percent is not None and rule.route in PAID
    return stated and person.monthly_wage is None and _span(person, last_day)[2] > 0


def clause_of(rule: ExitRule) -> str:
    """What a local term rests on: the plan's clause, and the local document when it is stated."""
    parts = [f"方案{rule.clause}"] if rule.clause else []
    if rule.source is not None:
        source = rule.source
        issued = f"，{source.issued}" if source.issued is not None else ""
        number = f"（{source.number}{issued}）" if source.number else ""
        parts.append(f"《{source.title}》{number}{source.clause}")
    return "；".join(parts)
