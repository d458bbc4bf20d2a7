"""U15: whether the staff were heard before a plan for institution posts was adopted."""

from datetime import date

import pytest

import build
from build import INST, bend
from dinggang.basis import Level
from dinggang.groundwork import Channel, Groundwork, Meeting, MeetingKind, Opinion, check_heard
from dinggang.plan import Headcount, Plan

ADOPTED = date(2014, 7, 20)


def plan(cutoff: date = date(2014, 7, 1)) -> Plan:
    return bend(build.plan(), cutoff=cutoff)


def opinion(channel: Channel, day: date = ADOPTED) -> Groundwork:
    return Groundwork(opinions=(Opinion(id="Y01", day=day, channel=channel, source="农技站", text="意见"),))


def meeting(kind: MeetingKind, day: date = ADOPTED) -> Groundwork:
    return Groundwork(meetings=(Meeting(id="H01", kind=kind, day=day, topic="方案"),))


def test_nothing_on_record() -> None:
    (found,) = check_heard(plan(), Groundwork(), ADOPTED)
    assert (found.code, found.level, found.cites, found.rows) == (
        "U15",
        Level.NOTICE,
        ("SY-04",),
        ("groundwork:",),
    )
    assert "2014-07-20" in found.words.zh
    assert "2014-07-20" in found.words.en


@pytest.mark.parametrize(
    "ground",
    [
        *(opinion(c) for c in Channel if c is not Channel.ABOVE),
        meeting(MeetingKind.ASSEMBLY),
        meeting(MeetingKind.FORUM),
    ],
)
def test_heard_on_the_last_day(ground: Groundwork) -> None:
    assert check_heard(plan(), ground, ADOPTED) == ()


@pytest.mark.parametrize(
    "ground",
    [
        opinion(Channel.ABOVE),
        opinion(Channel.ASSEMBLY, date(2014, 7, 21)),
        meeting(MeetingKind.ASSEMBLY, date(2014, 7, 21)),
        meeting(MeetingKind.PARTY),
    ],
)
def test_what_is_no_hearing(ground: Groundwork) -> None:
    assert [f.code for f in check_heard(plan(), ground, ADOPTED)] == ["U15"]


def test_where_it_is_not_asked() -> None:
    assert check_heard(plan(date(2014, 6, 30)), Groundwork(), ADOPTED) == ()
    assert check_heard(plan(), Groundwork(), None) == ()
    none = bend(plan(), headcount={k: v for k, v in plan().headcount.items() if k is not INST})
    assert check_heard(none, Groundwork(), ADOPTED) == ()
    empty = bend(plan(), headcount={**plan().headcount, INST: Headcount(approved=0)})
    assert check_heard(empty, Groundwork(), ADOPTED) == ()
