"""The calendar file, read back by a library that did not write it."""

from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dinggang.basis import working_days_after
from dinggang.formats.icalendar import Event, calendar, folded

DAY = timedelta(days=1)


def parsed(content: bytes) -> dict[str, icalendar.Event]:
    read = icalendar.Calendar.from_ical(content)
    assert [error for c in read.walk() for error in c.errors] == []
    found = read.walk("VEVENT")
    by_uid = {str(e["UID"]).removesuffix("@dinggang").partition("-")[2]: e for e in found}
    assert len(by_uid) == len(found)
    return by_uid


@pytest.fixture(scope="module")
def events(exported) -> dict[str, icalendar.Event]:
    return parsed((exported / "dates.ics").read_bytes())


def period(event: icalendar.Event) -> tuple[date, date]:
    return event["DTSTART"].dt, event["DTEND"].dt - DAY


def test_the_town_in_figures(events) -> None:
    kinds = [uid.rpartition("-")[0] for uid in events]
    assert {k: kinds.count(k) for k in sorted(set(kinds))} == {
        "act": 14,
        "notice": 2,
        "notice-end": 2,
        "posts": 1,
        "stage": 5,
        "term": 8,
        "term-end": 8,
    }


def test_every_event_takes_whole_days(events) -> None:
    assert {type(e["DTSTART"].dt) for e in events.values()} == {date}
    assert all(e["DTEND"].dt > e["DTSTART"].dt for e in events.values())


@pytest.mark.parametrize(
    ("uid", "first", "last", "title"),
    [
        ("stage-T04", date(2006, 11, 13), date(2006, 11, 27), "阶段：人员考核成绩汇总"),
        ("act-A08", date(2006, 11, 2), date(2006, 11, 2), "动员大会"),
        ("posts-A14", date(2006, 11, 6), date(2006, 11, 10), "公布岗位、接受报名"),
        ("act-A17", date(2006, 11, 13), date(2006, 11, 13), "理论素质考试（封存试卷）"),
        ("act-A18", date(2006, 11, 16), date(2006, 11, 16), "竞岗演说、组织考核（封存评分表）"),
        ("notice-A22", date(2006, 11, 17), date(2006, 11, 24), "成绩公示"),
        ("notice-end-A22", date(2006, 11, 24), date(2006, 11, 24), "成绩公示最后一天"),
        ("notice-A27", date(2006, 11, 29), date(2006, 12, 6), "任职公示"),
        ("term-C04", date(2006, 12, 1), date(2007, 11, 30), "委托协议期限：农田水利保护（C04）"),
        ("term-end-C04", date(2007, 11, 30), date(2007, 11, 30), "委托协议期满：农田水利保护（C04）"),
    ],
)
def test_days_of_the_town(events, uid, first, last, title) -> None:
    assert (*period(events[uid]), str(events[uid]["SUMMARY"])) == (first, last, title)


def test_a_notice_ends_on_its_last_working_day(events) -> None:
    assert period(events["notice-A22"])[1] == working_days_after(date(2006, 11, 17), 5)


def test_the_stamp_is_the_day_of_the_act(events) -> None:
    assert events["act-A17"]["DTSTAMP"].dt == datetime(2006, 11, 13, tzinfo=UTC)
    assert events["stage-T01"]["DTSTAMP"].dt == datetime(2006, 9, 27, tzinfo=UTC)


def test_no_line_is_longer_than_75_octets(exported) -> None:
    content = (exported / "dates.ics").read_bytes()
    lines = content.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert any(line.startswith(b" ") for line in lines)
    assert b"\n" not in content.replace(b"\r\n", b"")
    for line in lines:
        line.decode()  # no character is cut in two


def test_no_name_of_the_roster(exported, folder) -> None:
    text = (exported / "dates.ics").read_bytes().replace(b"\r\n ", b"").decode()
    assert [n for n in folder.names.values() if n in text] == []


def event(**changed) -> Event:
    day = date(2006, 11, 3)
    return Event(
        **{"uid": "k-x-A1@dinggang", "first": day, "last": day, "known": day, "title": "t", "category": "c"}
        | changed
    )


TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1, max_size=120).map(
    str.strip
)


@given(TEXT.filter(bool), TEXT.filter(bool))
def test_text_comes_back(title, text) -> None:
    (read,) = parsed(calendar("n", [event(title=title, text=f"{text}\n{title}")])).values()
    assert (str(read["SUMMARY"]), str(read["DESCRIPTION"])) == (title, f"{text}\n{title}")


@given(st.text(st.sampled_from("a中𠮷é,"), max_size=400))
def test_folding_undone_gives_the_line(line) -> None:
    pieces = folded(line).split("\r\n")
    assert all(len(piece.encode()) <= 75 for piece in pieces)
    assert pieces[0] + "".join(piece.removeprefix(" ") for piece in pieces[1:]) == line


def test_control_characters_are_left_out() -> None:
    (read,) = parsed(calendar("n", [event(title="a\x00b\x07c\r\nd\x7f")])).values()
    assert str(read["SUMMARY"]) == "abc\nd"


def test_the_last_day_that_there_is() -> None:
    (read,) = parsed(calendar("n", [event(last=date.max)])).values()
    assert read["DTEND"].dt == date.max


def test_order_does_not_matter() -> None:
    two = [event(), event(uid="k-y-A2@dinggang", first=date(2006, 1, 1))]
    assert calendar("n", two) == calendar("n", two[::-1])
