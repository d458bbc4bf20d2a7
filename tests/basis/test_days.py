from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dinggang.basis import Refusal, add_months, full_years, is_working_day, working_days_after


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2006, 11, 17), True),  # a Friday
        (date(2006, 11, 18), False),  # a Saturday
        (date(2006, 10, 2), False),  # National Day, a Monday
        (date(2006, 9, 30), True),  # a Saturday worked for National Day 2006
        (date(2026, 5, 9), True),  # a Saturday worked for Labour Day 2026
    ],
)
def test_working_days_are_the_state_councils(day, working):
    assert is_working_day(day) is working


@pytest.mark.parametrize(
    ("posted", "last"),
    [
        (date(2006, 11, 17), date(2006, 11, 24)),  # Friday; the five days of the next week
        (date(2026, 4, 30), date(2026, 5, 11)),  # 1–5 May off; 6, 7, 8, 9 (worked) and 11 May
        (date(2026, 9, 24), date(2026, 10, 9)),  # 25–27 Sept and 1–7 Oct off; 28, 29, 30 Sept, 8 and 9 Oct
    ],
)
def test_a_notice_of_five_working_days_does_not_count_the_day_of_posting(posted, last):
    assert working_days_after(posted, 5) == last


def test_no_days_after_is_the_day_itself():
    assert working_days_after(date(2006, 11, 18), 0) == date(2006, 11, 18)


def test_a_year_without_a_calendar_is_refused():
    with pytest.raises(Refusal) as caught:
        working_days_after(date(2099, 1, 5), 5)

    (problem,) = caught.value.problems
    assert problem.words.zh == "没有2099年的节假日安排，不能推算工作日。"
    assert problem.words.en == "No official calendar is known for 2099; working days are not guessed."
    assert "更新软件" in problem.cure.zh


days = st.dates(min_value=date(2005, 1, 1), max_value=date(2025, 6, 30))


@given(days, st.integers(min_value=1, max_value=20))
def test_the_last_day_of_a_notice_is_a_working_day_and_the_days_add_up(posted, count):
    last = working_days_after(posted, count)

    assert is_working_day(last)
    ordinals = range(posted.toordinal() + 1, last.toordinal() + 1)
    assert sum(is_working_day(date.fromordinal(n)) for n in ordinals) == count


@pytest.mark.parametrize(
    ("start", "end", "years"),
    [
        (date(1990, 7, 1), date(2006, 6, 30), 15),
        (date(1990, 7, 1), date(2006, 7, 1), 16),
        (date(2004, 2, 29), date(2006, 2, 28), 1),  # full on 1 March
        (date(2004, 2, 29), date(2006, 3, 1), 2),
        (date(2006, 7, 1), date(2006, 7, 1), 0),
    ],
)
def test_full_years(start, end, years):
    assert full_years(start, end) == years


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2006, 1, 31), 1, date(2006, 2, 28)),
        (date(2004, 1, 31), 1, date(2004, 2, 29)),
        (date(2006, 11, 30), 3, date(2007, 2, 28)),
        (date(2006, 12, 15), 12, date(2007, 12, 15)),
        (date(2006, 3, 31), -1, date(2006, 2, 28)),
        (date(2006, 3, 31), 0, date(2006, 3, 31)),
    ],
)
def test_months_later(day, months, later):
    assert add_months(day, months) == later
