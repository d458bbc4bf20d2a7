"""Dates and working days. The clock is never asked: every date comes in as an argument."""

from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

import chinese_calendar

from dinggang.basis.errors import Problem, Refusal
from dinggang.basis.findings import Where
from dinggang.basis.values import Words


@lru_cache(maxsize=4096)
def is_working_day(day: date) -> bool:
    """Whether the official calendar of the State Council makes it a working day.

    Raises Refusal for a year whose calendar is not known: a working day is never guessed.
    """
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        raise Refusal(
            [
                Problem(
                    where=Where(file="国务院节假日安排 / holiday calendar"),
                    words=Words(
                        zh=f"没有{day.year}年的节假日安排，不能推算工作日。",
                        en=f"No official calendar is known for {day.year}; working days are not guessed.",
                    ),
                    cure=Words(
                        zh="请检查日期是否写错；如无误，请更新软件后再算。",
                        en="Check the date; if it is right, update the software first.",
                    ),
                )
            ]
        ) from None


def working_days_after(day: date, count: int) -> date:
    """The `count`-th working day after `day`, which itself is not counted (the safe reading of a notice period)."""
    while count > 0:
        day += timedelta(days=1)
        if is_working_day(day):
            count -= 1
    return day


def full_years(start: date, end: date) -> int:
    """Full years from start to end: a year is full on the same day of the year (29 Feb: on 1 March)."""
    return end.year - start.year - ((end.month, end.day) < (start.month, start.day))


def add_months(day: date, months: int) -> date:
    """The corresponding day so many months on, or the month's last day when it has none (民法典 art. 202)."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
