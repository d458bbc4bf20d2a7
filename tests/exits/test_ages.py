"""The gradual delay: published examples, the annex row by row by hand, every group and birth month by law."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dinggang.basis import Refusal
from dinggang.exits.ages import (
    BASES,
    GROUP_WORDS,
    Group,
    apart,
    covered,
    delay_months,
    flexible,
    group_of,
    least_contribution,
    month_of,
    moved,
    official_table,
    shown_month,
    statutory,
)
from dinggang.roster import Identity, Sex

MEN, W55, W50 = Group.MEN, Group.WOMEN_55, Group.WOMEN_50

# Rows of the annexes and published examples: group, birth month, age in years and months, month of retirement.
PUBLISHED = [
    (MEN, (1965, 1), (60, 1), (2025, 2)),
    (MEN, (1965, 2), (60, 1), (2025, 3)),
    (MEN, (1965, 3), (60, 1), (2025, 4)),
    (MEN, (1965, 4), (60, 1), (2025, 5)),
    (MEN, (1965, 5), (60, 2), (2025, 7)),
    (MEN, (1965, 8), (60, 2), (2025, 10)),
    (MEN, (1965, 9), (60, 3), (2025, 12)),
    (MEN, (1965, 12), (60, 3), (2026, 3)),
    (MEN, (1966, 1), (60, 4), (2026, 5)),
    (MEN, (1966, 12), (60, 6), (2027, 6)),
    (MEN, (1970, 6), (61, 5), (2031, 11)),
    (MEN, (1972, 3), (61, 10), (2034, 1)),
    (MEN, (1976, 8), (62, 11), (2039, 7)),
    (MEN, (1976, 9), (63, 0), (2039, 9)),
    (MEN, (1976, 12), (63, 0), (2039, 12)),
    (MEN, (1990, 1), (63, 0), (2053, 1)),
    (W55, (1970, 1), (55, 1), (2025, 2)),
    (W55, (1970, 4), (55, 1), (2025, 5)),
    (W55, (1970, 5), (55, 2), (2025, 7)),
    (W55, (1976, 3), (56, 7), (2032, 10)),
    (W55, (1981, 8), (57, 11), (2039, 7)),
    (W55, (1981, 9), (58, 0), (2039, 9)),
    (W55, (1999, 12), (58, 0), (2057, 12)),
    (W50, (1975, 1), (50, 1), (2025, 2)),
    (W50, (1975, 2), (50, 1), (2025, 3)),
    (W50, (1975, 3), (50, 2), (2025, 5)),
    (W50, (1975, 4), (50, 2), (2025, 6)),
    (W50, (1976, 3), (50, 8), (2026, 11)),
    (W50, (1984, 10), (54, 11), (2039, 9)),
    (W50, (1984, 11), (55, 0), (2039, 11)),
    (W50, (1999, 12), (55, 0), (2054, 12)),
]


@pytest.mark.parametrize(("group", "birth", "age", "month"), PUBLISHED)
def test_published(group, birth, age, month):
    found = statutory(group, birth)
    assert (found.age, found.month) == (age, month)
    assert found.cites == ("TX-1", "BT-W1" if group is W50 else "BT-G4")


@pytest.mark.parametrize(
    ("group", "birth", "month", "cites"),
    [
        (MEN, (1964, 12), (2024, 12), ("BT-G4",)),  # the last without delay
        (W55, (1969, 12), (2024, 12), ("BT-G4",)),
        (W50, (1974, 12), (2024, 12), ("BT-W1",)),
        (MEN, (1946, 3), (2006, 3), ("BT-G4",)),
        (MEN, (1918, 6), (1978, 6), ("BT-G4",)),  # the first month of the rule of 1978
    ],
)
def test_before_the_delay(group, birth, month, cites):
    found = statutory(group, birth)
    assert (found.delay, found.month, found.cites) == (0, month, cites)
    assert covered(found) == found


def test_ages_reached_before_the_rule_of_1978_are_refused():
    with pytest.raises(Refusal) as caught:
        covered(statutory(MEN, (1918, 5)))
    assert "1978-05-28没有登记适用于干部的“法定退休年龄”规定" in caught.value.problems[0].words.zh


# Every annex runs to the December of its last year: 12 years of birth months, and 10 for women of 50.
@pytest.mark.parametrize(
    ("group", "rows", "last"),
    [(MEN, 144, (1976, 12)), (W55, 144, (1981, 12)), (W50, 120, (1984, 12))],
)
def test_the_annex_has_a_row_for_every_birth_month(group, rows, last):
    """Written out a second way: each step of the delay is given to four (two) birth months in turn."""
    table = list(official_table(group))
    size, cap = (2, 60) if group is W50 else (4, 36)
    by_hand = []
    birth = table[0].birth
    for months in range(1, cap + 1):
        for _ in range(size):
            by_hand.append((birth, months))
            birth = moved(birth, 1)
    assert [(r.birth, r.delay) for r in table] == by_hand
    assert (len(table), table[-1].birth, table[-1].delay) == (rows, last, cap)
    assert [apart(a.birth, b.birth) for a, b in pairwise(table)] == [1] * (rows - 1)


# The January rows as the annexes were reprinted in public look-up tables, and the month in which the last step begins.
JANUARIES = {
    MEN: "1965 60-1, 1966 60-4, 1967 60-7, 1968 60-10, 1969 61-1, 1970 61-4, 1971 61-7, 1972 61-10, 1973 62-1, 1974 62-4, "
    "1975 62-7, 1976 62-10",
    W55: "1970 55-1, 1971 55-4, 1972 55-7, 1973 55-10, 1974 56-1, 1975 56-4, 1976 56-7, 1977 56-10, 1978 57-1, 1979 57-4, "
    "1980 57-7, 1981 57-10",
    W50: "1975 50-1, 1976 50-7, 1977 51-1, 1978 51-7, 1979 52-1, 1980 52-7, 1981 53-1, 1982 53-7, 1983 54-1, 1984 54-7",
}


@pytest.mark.parametrize("group", Group)
def test_every_birth_month_by_an_independent_reckoning(group):
    """From one printed January to the next: two birth months a step for women of 50, four for the others, counted in ages
    as they are printed, without a formula of months.
    """
    size, (final_years, final_months) = (
        (2, (55, 0)) if group is W50 else (4, (63, 0) if group is MEN else (58, 0))
    )
    for printed in JANUARIES[group].split(", "):
        year, age = printed.split()
        years, months = (int(part) for part in age.split("-"))
        for birth_month in range(1, 13):
            if birth_month > 1 and (birth_month - 1) % size == 0:
                years, months = (years + 1, 0) if months == 11 else (years, months + 1)
            found = statutory(group, (int(year), birth_month))
            assert found.age == min((years, months), (final_years, final_months))
            reached = birth_month + months
            carried = reached > 12
            assert found.month == (int(year) + years + carried, reached - 12 * carried)


@pytest.mark.parametrize("group", Group)
def test_the_window_of_every_birth_month(group):
    """Three years early at most and never below the old age nor before 2025; three years late, no more."""
    for row in official_table(group):
        window = flexible(row)
        assert window is not None
        assert 0 <= apart(window.earliest, row.month) <= 36
        assert apart(row.birth, window.earliest) >= BASES[group] * 12
        assert window.earliest >= (2025, 1)
        assert apart(row.month, window.latest) == 36
        # It is as wide as the text lets it be: one month earlier would be too early by one of the two bounds.
        before = moved(window.earliest, -1)
        assert apart(before, row.month) > 36 or apart(row.birth, before) < BASES[group] * 12


@given(st.sampled_from(Group), st.integers(1930, 2010), st.integers(1, 12))
def test_law_the_delay_by_the_text(group, year, month):
    """Everybody born later retires later, nobody before the original age nor after the final one."""
    one, following = statutory(group, (year, month)), statutory(group, moved((year, month), 1))
    assert one.month < following.month
    assert 0 <= one.delay <= (60 if group is W50 else 36)
    assert one.delay <= following.delay <= one.delay + 1
    assert apart((year, month), one.month) == BASES[group] * 12 + one.delay
    assert one.delay == delay_months(group, one.original)


@pytest.mark.parametrize(
    ("sex", "identity", "group"),
    [
        (Sex.MALE, None, MEN),
        (Sex.MALE, Identity.WORKER, MEN),
        (Sex.FEMALE, None, W55),
        (Sex.FEMALE, Identity.CADRE, W55),
        (Sex.FEMALE, Identity.WORKER, W50),
    ],
)
def test_groups(sex, identity, group):
    assert group_of(sex, identity) is group
    assert GROUP_WORDS[group].zh


@pytest.mark.parametrize(
    ("group", "birth", "earliest", "latest", "least"),
    [
        (MEN, (1965, 1), (2025, 1), (2028, 2), (180, 180)),
        (MEN, (1965, 5), (2025, 5), (2028, 7), (180, 180)),
        (MEN, (1970, 6), (2030, 6), (2034, 11), (186, 192)),  # 15年6个月 in 2030, 16年 in 2031
        (MEN, (1976, 9), (2036, 9), (2042, 9), (222, 240)),
        (MEN, (1990, 1), (2050, 1), (2056, 1), (240, 240)),
        (W55, (1970, 1), (2025, 1), (2028, 2), (180, 180)),
        (W55, (1976, 3), (2031, 3), (2035, 10), (192, 198)),
        (W50, (1976, 3), (2026, 3), (2029, 11), (180, 180)),
        (W50, (1984, 11), (2036, 11), (2042, 11), (222, 240)),  # three years, not five
    ],
)
def test_the_flexible_window(group, birth, earliest, latest, least):
    window = flexible(statutory(group, birth))
    assert (window.earliest, window.latest) == (earliest, latest)
    assert (window.least_at_earliest, window.least_at_statutory) == least


def test_there_is_no_window_before_2025():
    assert flexible(statutory(MEN, (1964, 12))) is None
    assert flexible(statutory(MEN, (1965, 1))) is not None


@pytest.mark.parametrize(
    ("year", "months"),
    # Annex 4, every row: 15 years to 2029, 15 years 6 months in 2030, …, 20 years from 2039 on.
    [
        *((2006, 180), (2025, 180), (2029, 180)),
        *((2030, 186), (2031, 192), (2032, 198), (2033, 204), (2034, 210)),
        *((2035, 216), (2036, 222), (2037, 228), (2038, 234)),
        *((2039, 240), (2040, 240), (2060, 240)),
    ],
)
def test_least_contribution(year, months):
    assert least_contribution(year) == months


def test_months():
    assert month_of(date(2025, 12, 31)) == (2025, 12)
    assert moved((2025, 12), 1) == (2026, 1)
    assert moved((2025, 1), -1) == (2024, 12)
    assert apart((2024, 12), (2026, 1)) == 13
    assert shown_month((2025, 2)) == "2025-02"
    assert statutory(MEN, (1976, 9)).age_words.zh == "63岁"
    assert statutory(MEN, (1965, 1)).age_words.zh == "60岁1个月"
    assert statutory(MEN, (1965, 1)).age_words.en == "60 years 1 month"
    assert statutory(MEN, (1965, 5)).age_words.en == "60 years 2 months"
