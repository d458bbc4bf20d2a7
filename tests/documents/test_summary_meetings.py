"""Meetings, the rally and answers in the summary: how often, who was there, who was told later."""

from datetime import date

import pytest

from build import bend
from dinggang.documents import Told
from dinggang.groundwork import MeetingKind, Presence
from documents.test_summary_groundwork import TOLD
from documents.town_ground import ground, refused, said, with_ground


@pytest.mark.parametrize(("left", "word"), [(3, True), (2, False)])
def test_many_meetings_are_three(left, word):
    deciding = [m for m in ground("meetings") if m.kind.decides][:left]
    value = with_ground(meetings=tuple(deciding), attendance=())
    assert ("多次" in said(value)["leading.meetings"]) is word
    assert ("word.many.meetings" in refused(value)) is not word
    if not word:  # a party meeting and one of the group
        assert said(value)["leading.meetings"] == (
            "改革期间开会研究改革事项，党委会1次、领导小组会议1次，共2次；会议作出有文号的决定4项。"
        )


def test_meetings_of_one_kind_are_not_added_up():
    joint = tuple(m for m in ground("meetings") if m.kind is MeetingKind.JOINT)
    text = said(with_ground(meetings=joint, attendance=()))["leading.meetings"]
    assert text == "改革期间多次开会研究改革事项，党政联席会议4次；会议作出有文号的决定4项。"


def rally(due: int | None, *, without: tuple[str, ...] = (), told_later: bool = True) -> Told:
    """The town's rally with so many due, these never told, and nobody told later unless said."""
    meetings = tuple(bend(m, due=due) if m.kind is MeetingKind.RALLY else m for m in ground("meetings"))
    lines = tuple(
        a
        for a in ground("attendance")
        if a.presence is not Presence.MADE_UP or (told_later and a.person not in without)
    )
    return with_ground(meetings=meetings, attendance=lines)


@pytest.mark.parametrize(
    ("value", "begin", "reason"),
    [
        (lambda: rally(100), "动员大会应到100人，到会97人，会后补传达3人，全部传达到人；", None),
        (lambda: rally(101), "动员大会应到101人，到会97人，会后补传达3人；", "还有1人没有传达到。"),
        (
            lambda: rally(99),
            "动员大会应到99人，到会97人，会后补传达3人；",
            "到会和补传达的有100人，多于应到的99人。",
        ),
        (
            lambda: rally(100, without=("P031",)),
            "动员大会应到100人，到会97人，会后补传达2人；",
            "还有1人没有传达到。",
        ),
        (lambda: rally(100, told_later=False), "动员大会应到100人，到会97人；", "还有3人没有传达到。"),
        (lambda: rally(97, told_later=False), "动员大会应到97人，到会97人；", "还有3人没有传达到。"),
        (
            lambda: rally(None),
            "动员大会到会97人，会后补传达3人；",
            "会议表没有写应到人数，看不出是否全部传达到。",
        ),
    ],
)
def test_all_were_told_only_when_nobody_was_missed(value, begin, reason):
    assert said(value())["mobilising.rally"] == f"{begin}发放改革方案、岗位目录共2种材料。"
    assert refused(value()).get("word.all.told") == reason


def test_where_everybody_came_nobody_is_told_later():
    lines = tuple(
        bend(a, presence=Presence.PRESENT) for a in ground("attendance") if a.presence is not Presence.MADE_UP
    )
    text = said(with_ground(attendance=lines))["mobilising.rally"]
    assert text == "动员大会应到100人，到会100人，全部到会；发放改革方案、岗位目录共2种材料。"


def test_a_rally_without_a_sign_in_sheet_tells_what_was_handed_out():
    value = with_ground(attendance=())
    assert said(value)["mobilising.rally"] == "动员大会发放改革方案、岗位目录共2种材料。"
    assert "word.all.told" not in refused(value)


def test_guests_are_not_counted():
    guest = next(a for a in ground("attendance") if a.meeting == "H07")
    lines = (*ground("attendance"), bend(guest, person="P101", presence=Presence.GUEST))
    assert said(with_ground(attendance=lines))["mobilising.rally"] == TOLD["mobilising.rally"]


def test_two_rallies_are_counted_in_attendances():
    (one,) = (m for m in ground("meetings") if m.kind is MeetingKind.RALLY)
    again = bend(one, id="H99", day=date(2006, 11, 4), due=2, materials=("问答",))
    came = tuple(
        bend(a, meeting="H99")
        for a in ground("attendance")
        if a.meeting == one.id and a.person in {"P001", "P002"}
    )
    value = with_ground(meetings=(*ground("meetings"), again), attendance=(*ground("attendance"), *came))
    assert said(value)["mobilising.rally"] == (
        "动员大会召开2次，应到102人次，到会99人次，会后补传达3人次，全部传达到人；发放改革方案、岗位目录、问答共3种材料。"
    )


def test_an_answer_without_its_basis_takes_the_words_away():
    first, *others = ground("answers")
    assert (
        said(with_ground(answers=(bend(first, basis=""), *others)))["mobilising.answers"]
        == "公布政策问答8条。"
    )
