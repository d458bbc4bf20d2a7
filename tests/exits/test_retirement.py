"""Statutory retirement, on the published table of the gradual delay and at its edges."""

from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

import build
from dinggang.basis import Words
from dinggang.exits import ExitChoice, base_age, retirement_month
from dinggang.exits.retirement import by_age, early, sick, statutory_day
from dinggang.plan import ExitRoute
from dinggang.roster import Person, Sex, StaffKind

ADMINISTRATIVE, INSTITUTION = StaffKind.ADMINISTRATIVE, StaffKind.INSTITUTION


def person(
    birth: date, sex: Sex = Sex.MALE, work_start: date = date(1966, 1, 1), kind=ADMINISTRATIVE
) -> Person:
    return build.person(3, kind, birth=birth, sex=sex, work_start=work_start)


def choice(last_day: date, route: ExitRoute = ExitRoute.RETIRE, **more: object) -> ExitChoice:
    return ExitChoice(person="P03", route=route, last_day=last_day, **more)


def zh(words: object) -> list[str]:
    return [w.zh for w in words]


# Eight worked examples of the 2024 decision's gradual delay: base age, birth month, statutory month.
@pytest.mark.parametrize(
    ("base", "birth", "month"),
    [
        (60, (1964, 12), (2024, 12)),
        (60, (1965, 5), (2025, 7)),
        (60, (1970, 6), (2031, 11)),
        (60, (1976, 9), (2039, 9)),
        (55, (1970, 1), (2025, 2)),
        (55, (1976, 3), (2032, 10)),
        (50, (1976, 3), (2026, 11)),
        (50, (1984, 11), (2039, 11)),
    ],
)
def test_retirement_month_of_the_published_examples(base, birth, month):
    assert retirement_month(date(*birth, 15), base) == month


@pytest.mark.parametrize(
    ("base", "birth", "month"),
    [
        (60, (1965, 1), (2025, 2)),  # the first month of the delay: one month
        (60, (1965, 4), (2025, 5)),  # the last of the first four: one month
        (50, (1974, 12), (2024, 12)),
        (50, (1975, 1), (2025, 2)),
        (60, (1976, 8), (2039, 7)),  # 35 months, one step before the cap
        (60, (1990, 1), (2053, 1)),  # capped at 36
        (50, (1990, 1), (2045, 1)),  # capped at 60
    ],
)
def test_retirement_month_at_the_edges_of_the_delay(base, birth, month):
    assert retirement_month(date(*birth, 1), base) == month


def test_base_ages():
    assert (base_age(Sex.MALE), base_age(Sex.FEMALE)) == (60, 55)


@pytest.mark.parametrize(
    ("sex", "birth", "day"),
    [
        (Sex.MALE, date(1946, 3, 9), date(2006, 3, 9)),
        (Sex.FEMALE, date(1951, 3, 9), date(2006, 3, 9)),
        (Sex.MALE, date(1946, 12, 31), date(2006, 12, 31)),
        (Sex.MALE, date(1944, 2, 29), date(2004, 2, 29)),
        (Sex.FEMALE, date(1944, 2, 29), date(1999, 3, 1)),  # 29 Feb: on 1 March of a common year
        (Sex.MALE, date(1964, 12, 31), date(2024, 12, 31)),
        (Sex.MALE, date(1965, 1, 31), date(2025, 2, 1)),  # from 2025 by the month
    ],
)
def test_statutory_day(sex, birth, day):
    assert statutory_day(person(birth, sex)) == day


@pytest.mark.parametrize(("last_day", "reasons"), [(date(2006, 3, 9), 0), (date(2006, 3, 8), 1)])
def test_ordinary_retirement_begins_on_the_birthday(last_day, reasons):
    assert len(zh(by_age(person(date(1946, 3, 9)), choice(last_day)))) == reasons


def test_ordinary_retirement_refused_in_words():
    assert list(by_age(person(date(1946, 3, 9)), choice(date(2006, 3, 8)))) == [
        Words(
            zh="到2006-03-08未到法定退休年龄（2006年3月到龄）",
            en="not yet of statutory age on 2006-03-08 (2006-03)",
        )
    ]


def test_what_is_not_judged_is_said():
    """What a woman's age rests on, and that another route is open."""
    (woman,) = by_age(person(date(1955, 3, 9), Sex.FEMALE), choice(date(2006, 3, 8)))
    young = person(date(1970, 6, 1), work_start=date(1990, 1, 1), kind=INSTITUTION)
    (today,) = by_age(young, choice(date(2031, 10, 31)))
    (civil,) = by_age(build.bend(young, kind=ADMINISTRATIVE), choice(date(2031, 10, 31)))
    assert civil.zh == "到2031-10-31未到法定退休年龄（2031年11月到龄）"
    assert woman == Words(
        zh="到2006-03-08未到法定退休年龄（2010年3月到龄；花名册没有写明当时的身份，按女干部55周岁计，女工人50周岁的请填“身份”）",
        en="not yet of statutory age on 2006-03-08 (2010-03; the roster does not state her identity then: counted as a "
        "cadre, 55; for a worker, 50, fill in 身份)",
    )
    assert (
        today.zh
        == "到2031-10-31未到法定退休年龄（2031年11月到龄；自愿弹性提前退休最早2030-06，请改走“提前退休”）"
    )
    assert list(by_age(person(date(1970, 6, 1)), choice(date(2031, 11, 1)))) == []


@pytest.mark.parametrize(
    ("kind", "work_start", "reasons"),
    [
        (INSTITUTION, date(1996, 11, 30), []),  # ten years to the day
        (INSTITUTION, date(1996, 12, 1), ["工龄9年，不满10年"]),
        (ADMINISTRATIVE, date(1996, 12, 1), []),  # 公务员法 asks for no years
    ],
)
def test_institution_staff_need_ten_years(kind, work_start, reasons):
    old = person(date(1946, 3, 9), work_start=work_start, kind=kind)
    assert zh(by_age(old, choice(date(2006, 11, 30)))) == reasons


APPLIED = {"applied": date(2006, 10, 9), "approved": date(2006, 10, 20)}
EARLY_WORDS = "工龄{}年、距退休{}个月：须满30年，或满20年且距退休不足五年"


@pytest.mark.parametrize(
    ("birth", "work_start", "reasons"),
    [
        # 30 years to the day, and a day less; far from sixty.
        (date(1955, 1, 1), date(1976, 11, 30), []),
        (date(1955, 1, 1), date(1976, 12, 1), [EARLY_WORDS.format(29, 98)]),
        # 20 years and one day under five years to go; exactly five years are not 不足五年.
        (date(1951, 11, 29), date(1986, 11, 30), []),
        (date(1951, 11, 30), date(1986, 11, 30), [EARLY_WORDS.format(20, 60)]),
        # near sixty with 19 years
        (date(1951, 1, 1), date(1986, 12, 1), [EARLY_WORDS.format(19, 50)]),
    ],
)
def test_early_retirement_of_a_civil_servant(birth, work_start, reasons):
    leaving = choice(date(2006, 11, 30), ExitRoute.RETIRE_EARLY, **APPLIED)
    assert zh(early(person(birth, work_start=work_start), leaving)) == reasons


@pytest.mark.parametrize(
    ("birth", "reasons"),
    # Born 1971-05: 60 in 2031-05, delayed by 20 months to 2033-01; five years before is 2028-01.
    [(date(1971, 5, 31), []), (date(1971, 6, 1), [EARLY_WORDS.format(20, 61)])],
)
def test_five_years_count_to_the_delayed_age(birth, reasons):
    leaving = choice(date(2028, 1, 2), ExitRoute.RETIRE_EARLY, **APPLIED)
    assert zh(early(person(birth, work_start=date(2008, 1, 2)), leaving)) == reasons


@pytest.mark.parametrize(
    ("papers", "reasons"),
    [
        ({}, ["没有本人书面申请", "没有任免机关批准"]),
        ({"approved": date(2006, 10, 20)}, ["没有本人书面申请"]),
        ({"applied": date(2006, 10, 9)}, ["没有任免机关批准"]),
        (
            {"applied": date(2006, 10, 21), "approved": date(2006, 10, 20)},
            ["批准日期2006-10-20早于申请日期2006-10-21"],
        ),
        ({"applied": date(2006, 10, 20), "approved": date(2006, 10, 20)}, []),
    ],
)
def test_early_retirement_needs_the_own_application_approved(papers, reasons):
    veteran = person(date(1950, 1, 1))
    assert zh(early(veteran, choice(date(2006, 11, 30), ExitRoute.RETIRE_EARLY, **papers))) == reasons


@pytest.mark.parametrize(
    ("sex", "birth", "reasons"),
    [
        (Sex.MALE, date(1956, 11, 30), []),
        (Sex.MALE, date(1956, 12, 1), ["49周岁，不满50周岁（因工致残的本软件不判定）"]),
        (Sex.FEMALE, date(1961, 11, 30), []),
        (Sex.FEMALE, date(1961, 12, 1), ["44周岁，不满45周岁（因工致残的本软件不判定）"]),
    ],
)
def test_sick_retirement_of_institution_staff_by_age(sex, birth, reasons):
    leaving = choice(
        date(2006, 11, 30), ExitRoute.RETIRE_SICK, approved=date(2006, 11, 1), certificate="鉴定书1号"
    )
    assert zh(sick(person(birth, sex, work_start=date(1990, 1, 1), kind=INSTITUTION), leaving)) == reasons
    assert zh(sick(person(birth, sex, work_start=date(1990, 1, 1)), leaving)) == []


def test_sick_retirement_lacking_everything():
    leaving = choice(date(2006, 11, 30), ExitRoute.RETIRE_SICK)
    young = person(date(1980, 1, 1), work_start=date(2000, 1, 1), kind=INSTITUTION)
    assert zh(sick(young, leaving)) == [
        "没有完全丧失工作能力的医院证明",
        "26周岁，不满50周岁（因工致残的本软件不判定）",
        "工龄6年，不满10年",
        "没有任免机关批准",
    ]


@given(st.dates(date(1940, 1, 1), date(2000, 12, 31)), st.sampled_from(Sex))
def test_law_statutory_age_lies_between_the_base_and_three_years_more(birth, sex):
    due = statutory_day(person(birth, sex))
    months = (due.year - birth.year) * 12 + due.month - birth.month - base_age(sex) * 12
    assert 0 <= months <= 36
    later = statutory_day(
        msgspec.structs.replace(person(birth, sex), birth=date.fromordinal(birth.toordinal() + 1))
    )
    assert due <= later


@pytest.mark.parametrize(("last_day", "said"), [(date(2030, 5, 31), False), (date(2030, 6, 1), True)])
def test_the_flexible_option_is_mentioned_from_its_first_day(last_day, said):
    (one,) = by_age(person(date(1970, 6, 1), kind=INSTITUTION), choice(last_day))
    assert ("请改走“提前退休”" in one.zh) is said
