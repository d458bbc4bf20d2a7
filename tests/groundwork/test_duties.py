"""U04–U06: each function is led by one body, and each body has one. The plan has B01 and B02."""

from datetime import date

import pytest

import build
from build import bend
from dinggang.basis import Finding, Level, Words
from dinggang.groundwork import Duty, Share, check_duties

LEAD, SUPPORT = Share.LEAD, Share.SUPPORT


def duties(*rows: tuple[str, str, Share]) -> tuple[Duty, ...]:
    return tuple(
        Duty(id=f"Z{n:02}", function=function, body=body, share=share)
        for n, (function, body, share) in enumerate(rows, start=1)
    )


SOUND = (("文秘档案", "B01", LEAD), ("农技推广", "B02", LEAD))


@pytest.mark.parametrize(
    "rows",
    [
        (),
        SOUND,
        (*SOUND, ("农技推广", "B01", SUPPORT)),
        (*SOUND, ("农技推广", "B02", LEAD)),  # the same body twice leads once
    ],
)
def test_sound_duties(rows):
    assert check_duties(build.plan(), duties(*rows)) == ()


@pytest.mark.parametrize(
    ("cutoff", "level", "cites"),
    [
        (date(2007, 4, 30), Level.NOTICE, ()),
        (date(2007, 5, 1), Level.EXPLAIN, ("BZ-10",)),
    ],
)
def test_two_bodies_lead_one_function(cutoff, level, cites):
    rows = duties(*SOUND, ("农技 推广", "B01", LEAD))  # a blank makes no other function
    assert check_duties(bend(build.plan(), cutoff=cutoff), rows) == (
        Finding(
            code="U04",
            level=level,
            words=Words(
                zh="“农技推广”有2个机构主责：党政办公室（B01）、便民服务中心（B02）。",
                en="The function “农技推广” is led by 2 bodies: B01, B02.",
            ),
            cure=Words(
                zh="一件事由一个机构主责，其余改为协办；确需分开的，把职责事项分开写。",
                en="One body leads, the others help; if they do different things, write them as different functions.",
            ),
            rows=("duties:Z02", "duties:Z03"),
            cites=cites,
        ),
    )


def test_a_function_that_nobody_leads():
    rows = duties(*SOUND, ("防汛抗旱", "B01", SUPPORT), ("防汛抗旱", "B02", SUPPORT))
    (found,) = check_duties(build.plan(), rows)

    assert (found.code, found.level, found.rows) == ("U05", Level.EXPLAIN, ("duties:Z03", "duties:Z04"))
    assert found.words == Words(
        zh="1项职责没有机构主责：“防汛抗旱”。", en="1 functions are led by no body: “防汛抗旱”."
    )


def test_a_body_without_any_function():
    (found,) = check_duties(build.plan(), duties(SOUND[0]))

    assert (found.code, found.level, found.rows) == ("U06", Level.NOTICE, ("plan:bodies.B02",))
    assert found.words == Words(
        zh="1个机构没有任何职责事项：便民服务中心（B02）。", en="1 bodies have no function at all: B02."
    )


def test_a_body_that_only_helps_has_a_function():
    assert check_duties(build.plan(), duties(SOUND[0], ("文秘档案", "B02", SUPPORT))) == ()


def test_a_body_that_the_plan_does_not_have_is_told_by_its_id():
    (found,) = check_duties(build.plan(), duties(*SOUND, ("农技推广", "B99", LEAD)))
    assert found.words.zh == "“农技推广”有2个机构主责：便民服务中心（B02）、B99。"
