"""Dates in many wordings."""

from datetime import date

import pytest

from dinggang.reading.dates import dates
from dinggang.reading.text import text_of


def first_last(words: str) -> list[tuple[str, str]]:
    return [(d.first.isoformat()[5:], d.last.isoformat()[5:]) for d in dates(text_of(words).plain)]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("11月13日", [("11-13", "11-13")]),
        ("十一月十三日", [("11-13", "11-13")]),
        ("11月 13日-17日", [("11-13", "11-17")]),
        ("11月13日至12月2日", [("11-13", "12-02")]),
        ("11月13－17日", [("11-13", "11-17")]),
        ("11月13日（星期一）至17日（星期五）", [("11-13", "11-17")]),
        ("9月底", [("09-21", "09-30")]),
        ("11月初", [("11-01", "11-10")]),
        ("二月下旬", [("02-21", "02-29")]),
        ("10月30日前", [("10-30", "10-30")]),
        (
            "5月3日开会，同月20日考试，次月5日公示",
            [("05-03", "05-03"), ("05-20", "05-20"), ("06-05", "06-05")],
        ),
        ("11月13日考试，14日测评", [("11-13", "11-13"), ("11-14", "11-14")]),
        ("3月至5月", [("03-01", "05-31")]),
        ("第三阶段", []),
        ("历时两个多月", []),
        ("发给一个月工资", []),
    ],
)
def test_first_and_last_day(words: str, told: list[tuple[str, str]]) -> None:
    assert first_last(words) == told


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("2006年9月11日成立，10月30日清退", ["2006-09-11", "2006-10-30"]),
        ("二〇一一年三月一日", ["2011-03-01"]),
        ("二○○六年九月", ["2006-09-01"]),
        ("2006.11.13", ["2006-11-13"]),
        ("2006-11-13", ["2006-11-13"]),
        ("2006年12月20日公示，1月8日聘任", ["2006-12-20", "2007-01-08"]),
        ("2006年12月20日公示，次年1月8日聘任", ["2006-12-20", "2007-01-08"]),
        ("今年9月11日成立，2006年11月3日动员", ["2006-09-11", "2006-11-03"]),
        (
            "根据意见（鹤发〔2005〕7号，2005年12月1日），2006年3月2日成立，4月5日批准",
            ["2005-12-01", "2006-03-02", "2006-04-05"],
        ),
    ],
)
def test_years(words: str, days: list[str]) -> None:
    found = dates(text_of(words).plain)
    assert [d.first.isoformat() for d in found] == days
    assert all(d.year_known for d in found)


def test_an_unknown_year_is_told() -> None:
    (one,) = dates("9月11日")
    assert not one.year_known
    assert one.first == date(2000, 9, 11)


@pytest.mark.parametrize("words", ["11月31日", "13月2日", "2007年2月29日", "二月三十日"])
def test_days_that_do_not_exist(words: str) -> None:
    (one,) = dates(words)
    assert not one.sure


def test_weekdays() -> None:
    (one,) = dates("11月13日（星期一）至17日（星期五）")
    assert one.weekdays == (0, 4)
