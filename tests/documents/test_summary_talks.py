"""Talks in the summary: words at their borders, and nobody who could be recognised by a number."""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import build
from build import bend
from dinggang.documents import Summary, Told, summary, summary_ledger, summary_text
from dinggang.documents.summary_talks import RETIRED
from dinggang.groundwork import (
    Answer,
    Attendance,
    Channel,
    Concern,
    Disposition,
    Duty,
    Groundwork,
    GroupRole,
    Meeting,
    MeetingKind,
    Member,
    Opinion,
    Presence,
    Share,
    Talk,
    TalkForm,
)
from dinggang.reading import check_up, text_of
from documents.test_summary import bare, told
from documents.town_ground import by, of_town, refused, said, with_ground

FEW_LEFT = "顾虑已经解开的不到50%，或者写出来能推算出不足5人的数，不写。"


def leavers() -> list[str]:
    """The 23 whose leaving was granted, the eleven who retired first."""
    granted = sorted(of_town().exits, key=lambda e: (e.route not in RETIRED, e.person))
    return [e.person for e in granted if e.granted]


def others() -> list[str]:
    """Those in headcount who stayed: 77."""
    gone = set(leavers())
    return [p.id for p in of_town().regular if p.id not in gone]


def talk(person: str, concern: Concern | None = None, *, settled: bool = False, day: int = 6) -> Talk:
    return Talk(
        person=person,
        day=date(2006, 11, day),
        by="P004",
        form=TalkForm.ALONE,
        concern=concern,
        settled=settled,
    )


def with_talks(talks: Sequence[Talk]) -> Told:
    return with_ground(talks=tuple(talks))


def worried(named: int, settled: int, *, among: int = 30) -> Told:
    """So many of those who stayed talked, so many of them named a worry, and so many were rid of it."""
    return with_talks(
        [
            talk(person, Concern.POST if n < named else None, settled=n < settled)
            for n, person in enumerate(others()[:among])
        ]
    )


def test_the_town_has_whom_these_tests_take_for_granted():
    assert (len(leavers()), len(others())) == (23, 77)


@pytest.mark.parametrize(("people", "printed"), [(4, False), (5, True)])
def test_fewer_than_five_are_not_counted(people, printed):
    value = with_talks([talk(p) for p in others()[:people]])
    assert ("talks.held" in said(value)) is printed
    if printed:
        assert said(value)["talks.held"].startswith("11月6日，组织与5人谈心谈话")
    else:
        assert refused(value)["word.talks"] == "谈过话的不足5人，为免认出个人，不写。"


@pytest.mark.parametrize(
    ("among", "text", "reason"),
    [
        (23, "，批准分流的23人全部谈到，其中正常退休、提前退休、病退、内退的11人。", None),
        # 22 of 23 would leave one who was not: the word alone.
        (22, "，批准分流的23人中绝大多数谈到。", None),
        (21, "，批准分流的23人中绝大多数谈到。", None),
        # 20 of 23 are 86.96 per cent, and three are left: nothing is told of them.
        (20, "。", "批准分流的人员谈到的不到90%。"),
        (19, "。", "批准分流的人员谈到的不到90%。"),
        # Five are left. Seven of the other twelve.
        (
            18,
            "，批准分流的23人中谈到18人，其中正常退休、提前退休、病退、内退的11人一个不缺。",
            "批准分流的人员只谈到78.3%，不到90%。",
        ),
        # Of the others only four: that those who retired were all among them is left out.
        (15, "，批准分流的23人中谈到15人。", "批准分流的人员只谈到65.2%，不到90%。"),
        (
            11,
            "，批准分流的23人中谈到11人，其中正常退休、提前退休、病退、内退的11人一个不缺。",
            "批准分流的人员只谈到47.8%，不到90%。",
        ),
        (10, "，批准分流的23人中谈到10人。", "批准分流的人员只谈到43.5%，不到90%。"),
        (4, "。", "批准分流的人员谈到的不到90%。"),
        (0, "。", "批准分流的人员谈到的不到90%。"),
    ],
)
def test_those_who_left(among, text, reason):
    value = with_talks([talk(p) for p in (*leavers()[:among], *others()[:10])])
    assert said(value)["talks.held"] == f"11月6日，组织与{among + 10}人谈心谈话{text}"
    assert refused(value).get("word.talks") == reason


@pytest.mark.parametrize(("most", "word"), [("78.2", True), ("78.3", False)])
def test_most_of_those_who_left_is_as_many_as_the_plan_says(most, word):
    """18 of 23 are 78.26 per cent."""
    value = by(with_talks([talk(p) for p in leavers()[:18]]), vast_majority=Decimal(most))
    assert ("绝大多数（18人，占78.3%）谈到" in said(value)["talks.held"]) is word
    assert ("word.talks" in refused(value)) is not word


def test_where_few_left_it_is_not_told_who_of_them_was_talked_to():
    few = bend(with_talks([talk(p) for p in others()[:10]]), exits=of_town().exits[:4])
    assert said(few)["talks.held"] == "11月6日，组织与10人谈心谈话。"
    assert refused(few)["word.talks"] == "批准分流的不足5人，谈过话的不写人数。"


@pytest.mark.parametrize(
    ("named", "settled", "text", "reason"),
    [
        (20, 20, "谈话中20人说出了顾虑，全部解开，打消了许多同志的思想顾虑。", None),
        # Two would be left, and three: no number of either side, and no share that three would not reach, nor four.
        (20, 18, "谈话中20人说出了顾虑，已经解开的占50%以上，打消了许多同志的思想顾虑。", None),
        (20, 17, "谈话中20人说出了顾虑，已经解开的占50%以上，打消了许多同志的思想顾虑。", None),
        (20, 15, "谈话中20人说出了顾虑，已经解开的15人，占75%，打消了许多同志的思想顾虑。", None),
        (20, 10, "谈话中20人说出了顾虑，已经解开的10人，占50%，打消了许多同志的思想顾虑。", None),
        (20, 9, "谈话中20人说出了顾虑，已经解开的9人，占45%。", "顾虑已经解开的只占45%，不到50%。"),
        (20, 4, "谈话中20人说出了顾虑。", FEW_LEFT),
        (6, 4, "谈话中6人说出了顾虑。", FEW_LEFT),
        # Many are five at least: of six one would be left, of eight from one to three, of nine from one to four.
        (6, 5, "谈话中6人说出了顾虑。", FEW_LEFT),
        (8, 7, "谈话中8人说出了顾虑。", FEW_LEFT),
        (9, 8, "谈话中9人说出了顾虑，已经解开的占50%以上，打消了许多同志的思想顾虑。", None),
        (5, 5, "谈话中5人说出了顾虑，全部解开，打消了许多同志的思想顾虑。", None),
        (4, 4, None, "谈话中说出顾虑的不足5人，不写人数。"),
        (0, 0, None, "谈话记录没有记下顾虑。"),
        # Of thirty, five named none; four would be few.
        (25, 25, "谈话中25人说出了顾虑，全部解开，打消了许多同志的思想顾虑。", None),
        (26, 26, "谈话中说出了顾虑的人员，全部解开，打消了许多同志的思想顾虑。", None),
        (26, 13, None, FEW_LEFT),
        (26, 12, None, FEW_LEFT),
    ],
)
def test_worries_and_whether_they_are_settled(named, settled, text, reason):
    assert said(worried(named, settled)).get("talks.worries") == text
    assert refused(worried(named, settled)).get("word.relieved") == reason


@pytest.mark.parametrize(("half", "word"), [(60, True), (61, False)])
def test_many_are_rid_of_worries_by_the_plan_s_half(half, word):
    value = by(worried(20, 12), half=Decimal(half))
    assert ("许多" in said(value)["talks.worries"]) is word


def test_nobody_is_rid_of_worries_while_one_is_open():
    """Twenty with two worries each: ten keep one of them."""
    talks = [talk(p, Concern.POST, settled=n < 15) for n, p in enumerate(others()[:20])]
    talks += [talk(p, Concern.PAY, settled=n >= 5) for n, p in enumerate(others()[:20])]
    talks += [talk(p) for p in others()[20:30]]
    assert said(with_talks(talks))["talks.worries"] == (
        "谈话中20人说出了顾虑（岗位去留20人、待遇20人），已经解开的10人，占50%，打消了许多同志的思想顾虑。"
    )


def test_of_a_kind_that_few_keep_the_number_of_all_is_not_told():
    """Eleven of sixteen are rid of worries, but only four of those who worry for their post are not."""
    talks = [talk(p, Concern.POST, settled=n >= 4) for n, p in enumerate(others()[:10])]
    talks += [talk(p, Concern.PAY, settled=n >= 1) for n, p in enumerate(others()[10:16])]
    talks += [talk(p) for p in others()[16:30]]
    assert said(with_talks(talks))["talks.worries"] == (
        "谈话中16人说出了顾虑（岗位去留10人、待遇6人），已经解开的占50%以上，打消了许多同志的思想顾虑。"
    )


def test_the_last_talk_about_a_worry_counts():
    none = [talk(p) for p in others()[10:20]]
    first = [talk(p, Concern.POST, settled=False, day=6) for p in others()[:10]]
    later = [talk(p, Concern.POST, settled=True, day=8) for p in others()[:10]]
    assert "全部解开" in said(with_talks([*none, *later, *first]))["talks.worries"]
    back = [talk(p, Concern.POST, settled=False, day=9) for p in others()[:10]]
    assert said(with_talks([*none, *first, *later, *back]))["talks.worries"] == "谈话中10人说出了顾虑。"


@pytest.mark.parametrize(
    ("pay", "text"),
    [
        (5, "谈话中11人说出了顾虑（岗位去留6人、待遇5人），"),
        # 思想动态分析 tells that six worry for their post: with ten in all the other four would be known.
        (4, "谈话中说出了顾虑的人员，"),
    ],
)
def test_numbers_of_worries_are_told_when_none_is_that_of_few(pay, text):
    kinds = [Concern.POST] * 6 + [Concern.PAY] * pay + [None] * 10
    talks = [talk(p, kind, settled=True) for p, kind in zip(others(), kinds, strict=False)]
    assert said(with_talks(talks))["talks.worries"].startswith(text)


def test_that_the_group_went_out_to_talk_is_said_when_several_of_it_did():
    talks = [talk(p) for p in others()[:6]]
    assert "组织与6人" in said(with_talks(talks))["talks.held"]
    two = [bend(talks[0], by="P006"), *talks[1:]]
    assert "领导小组成员分头与6人" in said(with_talks(two))["talks.held"]
    outside = [bend(talks[0], by="P012"), *talks[1:]]
    assert "组织与6人" in said(with_talks(outside))["talks.held"]


def counted(made: Summary) -> list[tuple[str, str]]:
    """Every figure of talks, in the sentences and in the list of what is not supported."""
    every = [one for s in (*made.sentences, *made.unsupported) for one in s.stated]
    return [(one.query, one.value) for one in every if one.query.startswith("talks.")]


def recognisable(made: Summary) -> list[tuple[str, str]]:
    """Figures of talks under five, and such as leave fewer than five to another."""
    values = counted(made)
    few = [(q, v) for q, v in values if v.isdigit() and 0 < int(v) < 5]
    of = {q: int(v) for q, v in values if v.isdigit()}
    named, settled = of.get("talks.worried", 0), of.get("talks.settled")
    if settled is not None and 0 < named - settled < 5:
        few.append(("talks.settled", str(named - settled)))
    shares = (re.fullmatch(r"(\d+)/(\d+)", v) for q, v in values if q.endswith("_share"))
    few += [("share", s[0]) for s in shares if s and (int(s[1]) < 5 or 0 < int(s[2]) - int(s[1]) < 5)]
    return few


def beside_the_paper(made: Summary, ground: Groundwork) -> list[str]:
    """Kinds of worries of few, where the summary says how many worried at all: 思想动态分析 tells the other kinds."""
    of = {kind: len({one.person for one in ground.talks if one.concern is kind}) for kind in Concern}
    if "talks.worried" not in {q for q, v in counted(made) if v.isdigit() and v != "0"}:
        return []
    return [kind for kind, people in of.items() if 0 < people < 5]


def test_no_row_of_a_talk_is_in_the_ledger():
    made = summary(of_town())
    held = [s for s in made.sentences if s.key in {"talks.held", "talks.worries"}]
    assert {row for s in held for one in s.stated for row in one.rows} == {"talks", "exits"}
    backing = summary_ledger(made)[0]
    assert {row[-1] for row in backing.rows if row[5].startswith("talks.")} == {"talks"}


days = st.dates(date(2006, 9, 1), date(2006, 12, 31))
words = st.sampled_from(["文秘", "统计", "计划生育行政管理", "计划生育技术服务", "信访"])


@st.composite
def grounds(draw: st.DrawFn) -> Groundwork:
    """Any groundwork of the town: any people, any size, anything missing. The group is of leaders and the old office."""
    ids = [p.id for p in of_town().case.people]
    people = st.sampled_from(ids)

    def some(one: st.SearchStrategy, most: int) -> tuple:
        return tuple(draw(st.lists(one, max_size=most)))

    meetings = tuple(
        Meeting(
            id=f"H{n:02}",
            kind=kind,
            day=draw(days),
            topic="会议",
            due=draw(st.one_of(st.none(), st.integers(0, 9))),
            materials=draw(st.sampled_from([(), ("方案",), ("方案", "目录")])),
        )
        for n, kind in enumerate(some(st.sampled_from(MeetingKind), 6))
    )
    lines = st.builds(
        Attendance,
        person=people,
        meeting=st.sampled_from([m.id for m in meetings] or ["H00"]),
        day=days,
        presence=st.sampled_from(Presence),
    )
    opinions = st.builds(
        Opinion,
        id=st.just("Y01"),
        day=days,
        channel=st.sampled_from(Channel),
        source=st.just("单位"),
        text=st.just("意见"),
        disposition=st.one_of(st.none(), st.sampled_from(Disposition)),
        reply=st.sampled_from(["", "已答复"]),
    )
    talked_to = draw(st.lists(people, unique=True, max_size=60))
    worry = st.one_of(st.none(), st.sampled_from([Concern.POST, Concern.PAY]))
    return Groundwork(
        members=some(st.builds(Member, person=st.sampled_from(ids[:12]), role=st.sampled_from(GroupRole)), 6),
        opinions=some(opinions, 8),
        duties=some(
            st.builds(
                Duty,
                id=st.just("Z01"),
                function=words,
                body=st.sampled_from(["B01", "B03", "B05"]),
                share=st.sampled_from(Share),
            ),
            6,
        ),
        answers=some(st.builds(Answer, id=st.just("W01"), day=days, question=words, answer=words), 3),
        meetings=meetings,
        attendance=some(lines, 12) if meetings else (),
        talks=tuple(
            talk(p, draw(worry), settled=draw(st.booleans()), day=draw(st.integers(1, 30))) for p in talked_to
        ),
    )


@given(grounds())
@settings(max_examples=40)
def test_whatever_went_before_all_figures_agree_and_nobody_is_recognised(drawn):
    value = bend(of_town(), case=bend(of_town().case, groundwork=drawn))
    made = summary(value)
    assert recognisable(made) == []
    assert beside_the_paper(made, drawn) == []
    assert bare(made, build.folder(value.case)) == []
    texts = [s.text for s in made.sentences]
    assert len(set(texts)) == len(texts)
    assert [s for s in texts if re.search(r"[，、：；]。|，，|、、|；；|：，|（）|None|^[，、]", s)] == []
    found = check_up(text_of(summary_text(made))).findings
    assert [(f.code, f.words.zh) for f in found if f.code[0] in "RT"] == []


@given(grounds())
@settings(max_examples=20)
def test_what_went_before_changes_no_other_sentence(drawn):
    """But for how often meetings were held, and whether like names are still to be parted."""
    none = said(bend(of_town(), case=bend(of_town().case, groundwork=Groundwork())))
    some = said(bend(of_town(), case=bend(of_town().case, groundwork=drawn)))
    changed = {key for key in none if none[key] != some.get(key)}
    assert changed <= {"leading.meetings", "next.overlap"}
    first = ("leading.", "consulting.", "mobilising.", "talks.", "duties.")
    assert [key for key in {*some} - {*none} if not key.startswith(first)] == []


def test_a_figure_that_would_give_somebody_away_is_found_by_these_tests():
    """The measure itself: the town's own figures pass, one of four does not; nor does a sum beside a kind of few."""
    made = summary(of_town())
    assert counted(made)
    assert recognisable(made) == []
    assert beside_the_paper(made, of_town().case.groundwork) == []
    made = summary(worried(20, 15))
    assert recognisable(made) == []
    (held,) = [s for s in made.sentences if s.key == "talks.worries"]
    spoiled = bend(held, stated=tuple(msgspec.structs.replace(one, value="4") for one in held.stated))
    sections = tuple(
        bend(part, paragraphs=tuple(tuple(spoiled if s is held else s for s in p) for p in part.paragraphs))
        for part in made.sections
    )
    assert recognisable(bend(made, sections=sections)) != []
    assert told(bend(made, sections=sections)) == told(made)
    ground = of_town().case.groundwork
    assert beside_the_paper(made, ground) == [Concern.HARDSHIP]
