"""Minutes: what was decided, by the acts with their number, and who was there."""

from datetime import date

import msgspec
import pytest

import build
from dinggang.case import ActKind
from dinggang.documents.official.values import Document, Paragraph, texts
from dinggang.groundwork import Attendance, Groundwork, Meeting, MeetingKind, Presence
from dinggang.procedure import run
from dinggang.procedure.printing import Issue, issues

NAMES = {f"P{n:02}": f"某某{n}" for n in range(1, 11)}


def issue(slug: str, **changes: object) -> Issue:
    folder = msgspec.structs.replace(build.folder(build.bend(build.case(), **changes)), names=NAMES)
    (found,) = issues(folder, run(folder), frozenset({slug}))
    return found


def papers(slug: str, **changes: object) -> tuple[Document, ...]:
    return issue(slug, **changes).documents


def said(document: Document) -> str:
    return "\n".join(text for _, text in texts(document))


def leads(document: Document) -> dict[str, str]:
    return {b.lead: b.text for b in document.blocks if isinstance(b, Paragraph) and b.lead}


def acts_with(kind: ActKind, **changes: object):
    return tuple(msgspec.structs.replace(a, **changes) if a.kind is kind else a for a in build.acts())


def minuted(**changes: object) -> tuple[Document, ...]:
    meeting = Meeting(
        id="H09",
        kind=MeetingKind.JOINT,
        day=date(2006, 9, 20),
        place="二楼会议室",
        topic="审议方案",
        chair="P01",
        recorder="P05",
        number="某会纪〔2006〕14号",
        guests="区编办",
    )
    attendance = tuple(
        Attendance(person=p, meeting="H09", day=date(2006, 9, 20), presence=presence)
        for p, presence in (
            *(("P01", Presence.PRESENT), ("P02", Presence.PRESENT), ("P03", Presence.LEAVE)),
            *(("P04", Presence.ABSENT), ("P06", Presence.GUEST)),
        )
    )
    acts = acts_with(
        ActKind.PLAN_ADOPTED,
        by="测试镇党政联席会议",
        number="某会纪〔2006〕14号",
        reason="两轮征求意见后通过。",
        copies_to="区编办，区人事局。",
    )
    return papers(
        "minutes",
        groundwork=Groundwork(meetings=(msgspec.structs.replace(meeting, **changes),), attendance=attendance),
        acts=acts,
    )


def test_minutes_tell_what_was_decided_and_who_was_there() -> None:
    (one,) = minuted()
    assert (one.mark, one.number) == ("测试镇党政联席会议纪要", "某会纪〔2006〕14号")
    assert one.title == "关于方案的会议纪要"
    assert leads(one) == {
        "时间：": "2006年9月20日",
        "地点：": "二楼会议室",
        "主持：": "某某1",
        "记录：": "某某5",
        "议题：": "审议方案",
        "出席：": "某某1、某某2",
        "请假：": "某某3",
        "缺席：": "某某4",
        "列席：": "某某6、区编办",
    }
    text = said(one)
    assert "会议审议了方案，议定以下事项。\n1．通过方案：两轮征求意见后通过。" in text
    # Who was there stands after what was decided.
    assert text.index("1．通过方案") < text.index("出席：")
    assert one.copies_to == "区编办，区人事局"
    assert one.signature is None


def test_a_meeting_without_acts_is_minuted_by_its_topic_alone() -> None:
    found = minuted(number="", topic="逐条研究意见，修改方案", kind=MeetingKind.GROUP)
    # And the decision that bears a number of minutes has minutes of its own, as far as they are known.
    alone = next(d for d in found if not d.number)
    assert (alone.mark, alone.title) == ("", "测试镇机构改革领导小组会议纪要")
    assert "会议逐条研究了意见，修改方案。" in said(alone)
    assert "议定" not in said(alone)
    numbered = next(d for d in found if d.number)
    assert "出席：" not in leads(numbered)
    assert "1．通过方案" in said(numbered)


def test_a_committee_is_minuted_as_its_meeting() -> None:
    party = Meeting(
        id="H09", kind=MeetingKind.PARTY, day=date(2006, 11, 27), topic="讨论定岗", number="某委〔2006〕43号"
    )
    acts = acts_with(ActKind.PLACEMENT_DECIDED, by="中共测试镇委员会", number="某委〔2006〕43号")
    (one,) = papers("minutes", groundwork=Groundwork(meetings=(party,)), acts=acts)
    assert one.mark == "中共测试镇委员会会议纪要"


@pytest.mark.parametrize(
    ("topic", "words"),
    [
        ("研究成立领导小组", "会议研究了成立领导小组。"),
        ("研究决定成立领导小组。", "会议研究决定成立领导小组。"),
        ("机构改革", "会议就“机构改革”进行了研究。"),
        ("核对成绩，研究张榜", "会议核对了成绩，研究张榜。"),
    ],
)
def test_a_topic_reads_as_a_sentence(topic, words) -> None:
    found = minuted(number="", topic=topic)
    assert words in said(next(d for d in found if not d.number))


def test_the_title_has_the_first_matter_alone() -> None:
    (one,) = minuted(topic="研究方案，审议决算")
    assert one.title == "关于方案的会议纪要"


def test_meetings_at_which_people_only_hear_are_not_minuted() -> None:
    rally = Meeting(id="H02", kind=MeetingKind.RALLY, day=date(2006, 11, 2), topic="动员")
    found = issue("minutes", groundwork=Groundwork(meetings=(rally,)))
    assert found.left_out is not None
