"""Papers of what goes before the posts: who leads, what was said, who does what, who was there, what was asked."""

from datetime import date

import msgspec
import pytest

import build
from dinggang.case import ActKind
from dinggang.documents.official.values import Document, Fields, Paragraph, Table, texts
from dinggang.documents.privacy import Audience
from dinggang.groundwork import (
    Attendance,
    Channel,
    Concern,
    Disposition,
    Duty,
    Groundwork,
    GroupRole,
    Member,
    Opinion,
    Presence,
    Share,
    Talk,
    TalkForm,
)
from dinggang.procedure import run
from dinggang.procedure.printing import KINDS, Issue, issues

NAMES = {f"P{n:02}": f"某某{n}" for n in range(1, 11)}
COUNTED = {"concerns", "summary", "report"}
"""The papers that tell how many worry. None of them is posted or handed to anybody."""
GROUNDED = {"members", "opinions", "duties", "answers", "talks", "concerns"}


def issue(slug: str, **changes: object) -> Issue:
    folder = msgspec.structs.replace(build.folder(build.bend(build.case(), **changes)), names=NAMES)
    (found,) = issues(folder, run(folder), frozenset({slug}))
    return found


def papers(slug: str, **changes: object) -> tuple[Document, ...]:
    found = issue(slug, **changes)
    assert not found.stopped
    return found.documents


def grounds(**changes: object) -> Groundwork:
    return msgspec.structs.replace(build.groundwork(), **changes)


def said(document: Document) -> str:
    return "\n".join(text for _, text in texts(document))


def tables(document: Document) -> list[Table]:
    return [b for b in document.blocks if isinstance(b, Table)]


def leads(document: Document) -> dict[str, str]:
    return {b.lead: b.text for b in document.blocks if isinstance(b, Paragraph) and b.lead}


def acts_with(kind: ActKind, **changes: object):
    return tuple(msgspec.structs.replace(a, **changes) if a.kind is kind else a for a in build.acts())


@pytest.mark.parametrize("slug", sorted(GROUNDED))
def test_without_rows_a_paper_is_left_out_and_says_which_sheet_is_empty(slug) -> None:
    found = issue(slug, groundwork=Groundwork())
    assert found.documents == ()
    assert found.left_out is not None
    assert ".xlsx" in found.left_out.zh


# -- who leads ---------------------------------------------------------------------------------------


def members() -> tuple[Member, ...]:
    return (
        Member(person="P01", role=GroupRole.HEAD, duty="全面负责"),
        Member(person="P02", role=GroupRole.DEPUTY, duty="编制"),
        Member(person="P02", role=GroupRole.OFFICE_HEAD, duty="日常工作"),
        Member(person="P03", role=GroupRole.MEMBER, duty="监督"),
        Member(person="P04", role=GroupRole.MEMBER),
        Member(person="P05", role=GroupRole.OFFICE_MEMBER, duty="档案"),
    )


def staff():
    posts = {"P01": "党委书记", "P02": "副镇长（农业）", "P05": "文书"}
    return tuple(msgspec.structs.replace(p, former_post=posts.get(p.id, "")) for p in build.people())


def test_the_founding_notice_lists_head_deputies_and_members_and_their_office() -> None:
    (notice,) = papers("founding", groundwork=grounds(members=members()), people=staff())
    assert leads(notice) == {
        "组　长：": "某某1（党委书记）",
        # Its own brackets are not set within brackets.
        "副组长：": "某某2（副镇长，农业）",
        "成　员：": "某某3\n某某4",
    }
    assert "办公室主任由某某2兼任，成员为某某5（" in said(notice)
    assert "花名册所载" not in said(notice)


def test_an_office_head_who_is_not_of_the_group_is_no_part_time_one() -> None:
    alone = (members()[0], Member(person="P05", role=GroupRole.OFFICE_HEAD))
    (notice,) = papers("founding", groundwork=grounds(members=alone), people=staff())
    assert "担任。" in said(notice)
    assert "兼任" not in said(notice)


def test_without_a_list_the_founding_notice_has_the_leadership_of_the_roster() -> None:
    (notice,) = papers("founding", groundwork=Groundwork())
    assert tables(notice)[0].caption == "领导班子成员（花名册所载）"


def test_an_office_without_a_group_leaves_the_group_to_the_roster() -> None:
    office = (Member(person="P05", role=GroupRole.OFFICE_MEMBER),)
    (notice,) = papers("founding", groundwork=grounds(members=office))
    assert tables(notice)[0].caption == "领导班子成员（花名册所载）"
    assert "领导小组下设办公室，承办日常工作，成员为某某5。" in said(notice)


def test_duties_of_members_stand_by_role() -> None:
    (sheet,) = papers("members", groundwork=grounds(members=members()))
    (table,) = tables(sheet)
    assert [(row[1], row[3], row[4]) for row in table.rows] == [
        ("某某1", "组长", "全面负责"),
        ("某某2", "副组长", "编制"),
        ("某某3", "成员", "监督"),
        ("某某4", "成员", ""),
        ("某某2", "办公室主任", "日常工作"),
        ("某某5", "办公室成员", "档案"),
    ]


# -- what was said of the plan -----------------------------------------------------------------------


def opinions(*dispositions: Disposition | None) -> tuple[Opinion, ...]:
    return tuple(
        Opinion(
            id=f"Y{n:02}",
            day=date(2006, 9, 18),
            channel=Channel.BODY,
            source="农技站",
            text=f"意见{n}",
            disposition=d,
        )
        for n, d in enumerate(dispositions, start=1)
    )


TAKEN, PARTLY, NOT, TOLD = Disposition


@pytest.mark.parametrize(
    ("dispositions", "words"),
    [
        # Three of four: 75 exactly.
        (
            (TAKEN, TAKEN, PARTLY, NOT),
            "共征求意见4条，其中采纳2条、部分采纳1条、未采纳1条，采纳和部分采纳的占75%。",
        ),
        # Two of three is no whole number: not told.
        ((TAKEN, PARTLY, TOLD), "共征求意见3条，其中采纳1条、部分采纳1条、解释说明1条。"),
        ((TAKEN, None), "共征求意见2条，其中采纳1条，尚有1条没有处理。"),
        ((None,), "共征求意见1条，尚有1条没有处理。"),
        ((NOT,), "共征求意见1条，其中未采纳1条。"),
    ],
)
def test_opinions_are_counted_by_what_became_of_them(dispositions, words) -> None:
    (ledger,) = papers("opinions", groundwork=grounds(opinions=opinions(*dispositions)))
    assert f"截至2006年9月20日，{words}" in said(ledger)
    (request,) = papers("request", groundwork=grounds(opinions=opinions(*dispositions)))
    assert words in said(request)
    assert [a.title for a in request.attachments] == ["测试镇机构改革方案", "征求意见采纳情况表"]


def test_a_request_knows_no_opinion_that_came_after_it() -> None:
    late = msgspec.structs.replace(opinions(TAKEN)[0], day=date(2006, 9, 21))
    (request,) = papers("request", groundwork=grounds(opinions=(late,)))
    assert [a.title for a in request.attachments] == ["测试镇机构改革方案"]
    assert "征求意见" not in said(request)
    (ledger,) = papers("opinions", groundwork=grounds(opinions=(late,)))
    assert ledger.day == date(2006, 9, 21)


# -- who does what -----------------------------------------------------------------------------------


def test_functions_led_by_two_or_by_none_are_told() -> None:
    duties = (
        Duty(id="Z01", function="档案", body="B01", share=Share.LEAD, former="办公室"),
        Duty(id="Z02", function="档案", body="B02", share=Share.SUPPORT),
        Duty(id="Z03", function="信访", body="B01", share=Share.LEAD),
        Duty(id="Z04", function="信访", body="B02", share=Share.LEAD),
        Duty(id="Z05", function="防汛", body="B01", share=Share.SUPPORT, former="水利站"),
    )
    (sheet,) = papers("duties", groundwork=grounds(duties=duties))
    by_body, by_function = tables(sheet)
    one, two = (b.name for b in build.plan().bodies[:2])
    assert by_body.rows == (("1", one, "档案；信访", "防汛"), ("2", two, "信访", "档案"))
    assert by_function.rows == (
        ("1", "档案", "办公室", one, two),
        ("2", "信访", "（新增）", f"{one}、{two}", ""),
        ("3", "防汛", "水利站", "", one),
    )
    assert by_function.notes == (
        f"“信访”有2个主责机构（{one}、{two}），应确定一个牵头。",
        "“防汛”没有主责机构。",
    )


def test_a_body_without_any_duty_is_told() -> None:
    (sheet,) = papers("duties", groundwork=grounds(duties=build.groundwork().duties[:1]))
    assert tables(sheet)[0].notes == (f"没有写明职责的机构：{build.plan().bodies[1].name}。",)


# -- the rally ---------------------------------------------------------------------------------------


def test_the_sign_in_sheet_has_everybody_in_headcount_body_by_body() -> None:
    bodies = {"P03": "财政所", "P04": "农技站", "P05": "财政所"}
    people = tuple(msgspec.structs.replace(p, former_body=bodies.get(p.id, "办公室")) for p in build.people())
    (sheet,) = papers("signin", people=people)
    (fields,) = (b for b in sheet.blocks if isinstance(b, Fields))
    held = dict(fields.pairs)
    assert (held["会议名称"], held["地点"], held["应到人数"], held["实到人数"]) == ("动员", "镇礼堂", "9", "")
    assert held["时间"].startswith("2006年11月2日")
    (table,) = tables(sheet)
    assert table.tall
    # P10 is temporary.
    assert [row[1] for row in table.rows] == [
        *("某某1", "某某2", "某某6", "某某7", "某某8", "某某9"),
        *("某某3", "某某5"),
        "某某4",
        # For guests.
        *[""] * 5,
    ]
    assert {row[3:] for row in table.rows} == {("", "")}


def test_a_county_signs_body_by_body(monkeypatch) -> None:
    monkeypatch.setattr("dinggang.documents.official.meeting._ONE_DOOR", 8)
    people = tuple(
        msgspec.structs.replace(p, former_body="财政所" if p.id in {"P03", "P05"} else "办公室")
        for p in build.people()
    )
    office, finance = papers("signin", people=people)
    # Nine in headcount are more than eight.
    assert [len(tables(d)[0].rows) for d in (office, finance)] == [7 + 5, 2 + 5]
    assert [row[:3] for row in tables(finance)[0].rows[:2]] == [
        ("1", "某某3", "财政所"),
        ("2", "某某5", "财政所"),
    ]


def test_before_the_rally_its_day_and_place_are_filled_in_by_hand() -> None:
    (sheet,) = papers("signin", groundwork=Groundwork())
    (fields,) = (b for b in sheet.blocks if isinstance(b, Fields))
    assert dict(fields.pairs)["时间"].replace("　", "") == "年月日时"
    assert dict(fields.pairs)["地点"] == ""


def test_mobilisation_counts_who_was_there_who_was_told_later_and_who_was_not() -> None:
    rally = date(2006, 11, 2)

    def line(person: str, presence: Presence, day: date = rally) -> Attendance:
        return Attendance(person=person, meeting="H02", day=day, presence=presence)

    attendance = (
        line("P01", Presence.PRESENT),
        line("P02", Presence.LEAVE),
        line("P02", Presence.MADE_UP, date(2006, 11, 3)),
        line("P03", Presence.PRESENT),
        line("P04", Presence.ABSENT),
        *(line(p, Presence.PRESENT) for p in ("P06", "P07", "P08")),
        # Temporary: not one of those who were to come.
        line("P10", Presence.PRESENT),
    )
    (sheet,) = papers("mobilisation", groundwork=grounds(attendance=attendance, talks=()))
    coverage, meetings = tables(sheet)
    # P05 and P09 are not on the sheet.
    assert coverage.rows == (
        ("行政", "领导", "2", "1", "1", "1", "0"),
        ("行政", "一般", "3", "1", "2", "0", "2"),
        ("事业", "一般", "4", "3", "1", "0", "1"),
        ("合计", "", "9", "5", "4", "1", "3"),
    )
    assert coverage.notes == ("签到表上没有的2人按缺席计。",)
    assert "截至2006年11月3日，在编人员应到9人，到会5人，请假缺席4人，补传达1人，还有3人没有传达到。" in said(
        sheet
    )
    # The party's meeting is in its minutes.
    assert [(row[1], row[2], row[4]) for row in meetings.rows] == [("动员大会", "动员", "6")]
    assert "某某" not in said(sheet)


def test_who_was_told_later_and_came_after_all_counts_once() -> None:
    attendance = tuple(
        Attendance(person="P03", meeting="H02", day=date(2006, 11, 2), presence=p)
        for p in (Presence.PRESENT, Presence.MADE_UP)
    )
    (sheet,) = papers("mobilisation", groundwork=grounds(attendance=attendance))
    assert tables(sheet)[0].rows[-1] == ("合计", "", "9", "1", "8", "0", "8")


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("动员，印发方案。", "动员大会（某委〔2006〕1号），印发方案。"),
        ("动员", "动员大会（某委〔2006〕1号）。"),
        ("印发方案", "动员大会（某委〔2006〕1号），印发方案。"),
    ],
)
def test_the_rally_is_named_once(reason, words) -> None:
    (sheet,) = papers("mobilisation", acts=acts_with(ActKind.MOBILISATION_HELD, reason=reason))
    assert words in said(sheet)


def test_talks_are_told_as_counts() -> None:
    def talk(person: str, day: int, concern: Concern | None, form: TalkForm = TalkForm.ALONE) -> Talk:
        return Talk(person=person, day=date(2006, 11, day), by="P01", form=form, concern=concern)

    talks = (
        # One talk with two worries, another one later, and one with somebody temporary.
        *(talk("P03", 4, c) for c in (Concern.PAY, Concern.POST)),
        talk("P03", 6, None, TalkForm.VISIT),
        talk("P10", 5, None),
    )
    (sheet,) = papers("mobilisation", groundwork=grounds(talks=talks))
    assert "谈心谈话共3人次（个别谈话2人次、走访1人次），谈到2人，其中在编1人、其他人员1人。" in said(sheet)


def test_without_a_sign_in_sheet_mobilisation_tells_whom_to_reach() -> None:
    (sheet,) = papers("mobilisation", groundwork=Groundwork())
    (table,) = tables(sheet)
    assert table.rows[0] == ("行政", "领导", "2")
    assert table.rows[-1] == ("合计", "", "9")
    assert sheet.day == date(2006, 11, 2)


# -- questions, talks --------------------------------------------------------------------------------


def test_answers_are_numbered_with_what_they_rest_on() -> None:
    (sheet,) = papers("answers")
    text = said(sheet)
    assert "1．问：落选的怎么办？\n答：参加第二轮补报。\n依据：方案第七条。" in text
    assert "某某" not in text


@pytest.mark.parametrize(
    ("answer", "stopped"),
    [
        ("符合病退条件的，凭劳鉴结论办理。", False),
        ("受记过处分的，期满后可以报名。", False),
        # Once somebody is named, it is about somebody.
        ("某某3已按病退办理。", True),
        ("P03已按病退办理。", True),
        ("请拨打13800138000。", True),
    ],
)
def test_answers_may_tell_of_rules_but_not_of_people(answer, stopped) -> None:
    answers = (msgspec.structs.replace(build.groundwork().answers[0], answer=answer),)
    assert issue("answers", groundwork=grounds(answers=answers)).stopped is stopped


def test_a_record_of_a_talk_has_its_head_filled_in_and_room_for_the_rest() -> None:
    (sheet,) = papers("talks")
    assert sheet.about == "P03"
    (fields,) = (b for b in sheet.blocks if isinstance(b, Fields))
    found = dict(fields.pairs)
    assert (found["谈话对象"], found["谈话人"], found["时间"], found["方式"]) == (
        *("某某3", "某某1", "2006年11月4日"),
        "个别谈话",
    )
    for room in ("谈话要点", "本人意见", "处理情况"):
        assert found[room].strip() == ""
    assert "内部资料　注意保密" in said(sheet)
    assert "秘密" not in said(sheet)


def test_a_talk_with_several_worries_is_one_record() -> None:
    first = build.groundwork().talks[0]
    talks = (first, msgspec.structs.replace(first, concern=Concern.PAY))
    assert len(papers("talks", groundwork=grounds(talks=talks))) == 1


@pytest.mark.parametrize("concern", [Concern.HARDSHIP, Concern.RETIREMENT, None])
def test_no_paper_but_the_numbers_depends_on_what_somebody_worries_about(concern) -> None:
    """The same words whatever was named, and settled or not: so nothing of it can be read there."""

    def all_papers(**changes: object) -> dict[str, list[str]]:
        talks = tuple(msgspec.structs.replace(t, **changes) for t in build.groundwork().talks)
        case = build.bend(build.case(), groundwork=grounds(talks=talks))
        folder = msgspec.structs.replace(build.folder(case), names=NAMES)
        return {
            i.kind.slug: [said(d) for d in i.documents]
            for i in issues(folder, run(folder))
            if i.kind.slug not in COUNTED
        }

    assert len(build.groundwork().talks) > 0
    other = all_papers(concern=concern, settled=False)
    assert other == all_papers(concern=Concern.FAIRNESS, settled=True)
    words = "\n".join(text for those in other.values() for text in those)
    assert "实际困难" not in words
    assert "hardship" not in words


def test_what_tells_how_many_worry_stays_in_the_office() -> None:
    assert {k.audience for k in KINDS if k.slug in COUNTED} == {Audience.OFFICE}
