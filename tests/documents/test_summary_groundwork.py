"""What the summary tells of the time before the posts, against the town's rows, and each word at its border."""

import re
import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from build import bend
from dinggang.documents import Summary, summary, summary_ledger, summary_text
from dinggang.documents.claims import Stated, stated
from dinggang.documents.told import vouching
from dinggang.groundwork import (
    Channel,
    Disposition,
    Duty,
    GroupRole,
    Member,
    Opinion,
    Share,
)
from dinggang.procedure import contents, report, run
from dinggang.reading import check_up, compare, text_of
from dinggang.sheets import read_folder
from documents.test_summary import TOWN, told, town
from documents.town_ground import by, ground, of_town, refused, said, with_ground, with_post

TOLD = {
    # Nine leaders, all in the group: one head, two deputies, six members. An organiser and two more in the office.
    "leading.group": "领导小组共9人，由党委书记担任组长，党委副书记、镇长和党委副书记担任副组长，领导班子9人全部参加。",
    "leading.office": "领导小组办公室共3人，由党委委员、组织委员担任主任。",
    # Party 11 September, 9 and 28 November; joint 20 September, 3 and 30 November, 28 December; group 15 September and
    # 17 November. Four numbers of minutes are those of acts.
    "leading.meetings": "改革期间多次开会研究改革事项，党委会3次、党政联席会议4次、领导小组会议2次，共9次；"
    "会议作出有文号的决定4项。",
    # Fourteen on three days, 13, 18 and 19 September; nine taken, two in part: 11 of 14 are 78.57 per cent.
    "consulting.held": "方案采取上下结合的方式，多方、反复征求意见，9月13日至19日先后3次收到意见14条："
    "上级部门2条、站所单位3条、座谈会4条、职工大会4条、书面1条。",
    "consulting.disposed": "收到的意见全部作了处理：采纳9条、部分采纳2条、未采纳2条、解释说明1条，"
    "采纳和部分采纳的占78.6%；部分采纳、未采纳的都写明了理由。",
    # A hundred in headcount, three of them away on the day and told on the next.
    "mobilising.rally": "动员大会应到100人，到会97人，会后补传达3人，全部传达到人；发放改革方案、岗位目录共2种材料。",
    "mobilising.meetings": "改革期间另有职工大会1次、座谈会2次、支部活动1次。",
    "mobilising.answers": "公布政策问答8条，每条都写明了依据。",
    # All 23 who left (eleven of them retired: 3 + 2 + 2 + 4) and 23 who competed. Of forty who worry 34 are rid
    # of it, but one has a worry of a kind of their own: no number.
    "talks.held": "10月23日至11月8日，领导小组成员分头与46人谈心谈话，批准分流的23人全部谈到，"
    "其中正常退休、提前退休、病退、内退的11人。",
    "talks.worries": "谈话中说出了顾虑的人员，已经解开的占50%以上，打消了许多同志的思想顾虑。",
    # 22 rows; three are those of helpers of functions that others lead.
    "duties.leads": "机构职责逐项列明，共19项，由6个机构承担，每项职责都有一个主责机构，职责关系进一步理顺；"
    "其中3项另有协办机构。",
    "duties.split": "社会事务办公室的计划生育办公室牌子与计划生育技术服务中心名称相近，职责分工已经写明："
    "社会事务办公室主责计划生育行政管理，计划生育技术服务中心主责计划生育技术服务。",
}


@pytest.mark.parametrize("key", TOLD)
def test_the_town_s_groundwork_is_told(key):
    assert said(of_town())[key] == TOLD[key]


def test_nobody_s_name_or_number_is_printed():
    texts = [said(of_town())[key] for key in TOLD]
    names = [n for n in town().names.values() if len(n) > 1]
    assert len(names) > 100
    assert [(n, text) for n in (*names, "P0", "P1") for text in texts if n in text] == []


def test_our_own_words_of_the_groundwork_are_read_without_a_finding():
    text = text_of(summary_text(summary(of_town())))
    reading = check_up(text)
    assert [(f.code, f.words.zh) for f in reading.findings] == []
    assert [(f.code, f.words.zh) for f in compare(text, reading.facts, town()).findings] == []


# Without the tables


@pytest.fixture(scope="module")
def without(tmp_path_factory) -> Summary:
    """The town's summary from a folder without the three optional files."""
    folder = tmp_path_factory.mktemp("bare") / "town"
    shutil.copytree(TOWN, folder)
    for name in ("groundwork", "meetings", "talks"):
        (folder / f"{name}.xlsx").unlink()
    bare = read_folder(folder)
    made = report(bare, run(bare))
    assert made is not None
    return made


def test_without_the_files_the_text_is_what_it_was_before_there_were_any(without):
    was = Path(__file__).with_name("town_without_groundwork.txt").read_text("utf-8")
    assert summary_text(without) == was
    assert not {*TOLD} - {"leading.meetings"} & {*told(without)}


def test_without_the_files_the_claims_are_listed_as_before_and_in_their_order(without):
    claims = [(u.key, u.reason) for u in without.unsupported]
    assert claims[2:10] == [
        ("none.consulting", "案卷没有收集征求意见和采纳情况。"),
        ("none.group", "案卷没有收集领导小组成员名单。"),
        ("none.risk", "案卷没有收集信访、缺勤等稳定情况的数字。"),
        ("none.terms", "案卷没有与法定标准高低的对照结论。"),
        ("none.talks", "案卷没有收集谈话、座谈记录。"),
        ("none.survey", "案卷没有收集调查和摸底材料。"),
        ("none.attitude", "案卷没有问卷或测验，算不出比例。"),
        ("word.vast_majority.placed", "录取的只占上榜人员的80%，不到90%。"),
    ]


@pytest.mark.parametrize(
    ("table", "gone", "listed"),
    [
        ("members", {"leading.group", "leading.office"}, {"none.group"}),
        ("opinions", {"consulting.held", "consulting.disposed"}, {"none.consulting"}),
        ("duties", {"duties.leads", "duties.split"}, set()),
        ("answers", {"mobilising.answers"}, set()),
        ("meetings", {"mobilising.rally", "mobilising.meetings"}, set()),
        ("attendance", set(), set()),
        ("talks", {"talks.held", "talks.worries"}, {"none.talks"}),
    ],
)
def test_one_table_left_out_takes_its_sentences_and_no_others(table, gone, listed):
    whole, less = with_ground(), with_ground(**{table: ()})
    assert {*said(whole)} - {*said(less)} == gone
    assert {*refused(less)} - {*refused(whole)} == listed


def test_without_the_table_of_meetings_the_acts_tell_how_often():
    text = said(with_ground(meetings=(), attendance=()))["leading.meetings"]
    assert text == "望禾镇党政联席会议多次开会研究改革事项，作出会议决定4项。"


def test_without_duties_it_stays_a_thing_to_do():
    assert said(with_ground(duties=()))["next.overlap"] == (
        "社会事务办公室的计划生育办公室牌子与计划生育技术服务中心名称相近，行政管理与技术服务的职责分工须逐条写明。"
    )
    assert "next.overlap" not in said(of_town())


@pytest.mark.parametrize(
    ("table", "row", "keys"),
    [
        ("members", {"person": "P011"}, {"leading.group"}),
        ("opinions", {"id": "Y99"}, {"consulting.held", "consulting.disposed"}),
        ("duties", {"id": "Z99", "function": "档案"}, {"duties.leads"}),
        ("answers", {"id": "W99"}, {"mobilising.answers"}),
        ("meetings", {"id": "H99"}, {"leading.meetings"}),
        ("attendance", {"meeting": "H07", "person": "P101"}, {"mobilising.rally"}),
        ("talks", {"person": "P101", "concern": None}, {"talks.held"}),
    ],
)
def test_one_row_more_changes_its_sentence_and_no_other(table, row, keys):
    """Each like the first row of its table."""
    like = ground(table)[0]
    if table == "members":
        like = bend(like, role=GroupRole.MEMBER)
    before, after = said(of_town()), said(with_ground(**{table: (*ground(table), bend(like, **row))}))
    assert {key for key in before if before[key] != after.get(key)} == keys
    assert {*after} == {*before}


# The leading group


@pytest.mark.parametrize(
    ("post", "listed"),
    [
        ("党委书记", False),
        ("镇党委书记", False),
        ("书记", False),
        ("镇长、党委书记", False),
        ("党工委书记", False),
        ("党委副书记、镇长", True),
        ("党委委员、纪委书记", True),
        ("团委书记", True),
        ("镇长", True),
        ("", True),
    ],
)
def test_that_the_secretary_leads_is_said_as_the_roster_has_it(post, listed):
    value = with_post("P001", post)
    assert ("word.group" in refused(value)) is listed
    if post:
        assert f"由{post}担任组长" in said(value)["leading.group"]
    else:
        assert "担任组长" not in said(value)["leading.group"]
        assert refused(value)["word.group"] == "花名册没有写组长的职务。"


def test_one_of_the_leadership_left_out_takes_all_away():
    less = tuple(m for m in ground("members") if m.person != "P009")
    value = with_ground(members=less)
    assert "领导小组共8人" in said(value)["leading.group"]
    assert said(value)["leading.group"].endswith("，领导班子9人中有8人参加。")
    assert refused(value)["word.group"] == "领导班子9人中有8人在领导小组里。"


def test_a_group_without_a_head_is_told_without_one():
    members = tuple(
        bend(m, role=GroupRole.MEMBER) if m.role is GroupRole.HEAD else m for m in ground("members")
    )
    value = with_ground(members=members)
    assert "组长" not in said(value)["leading.group"].replace("副组长", "")
    assert refused(value)["word.group"] == "成员名单上没有组长。"


def test_who_does_not_lead_the_organ_is_told_with_their_body():
    members = (
        *(m for m in ground("members") if m.role.leads),
        Member(person="P010", role=GroupRole.OFFICE_HEAD),
    )
    assert said(with_ground(members=members))["leading.office"] == (
        "领导小组办公室共1人，由党政办公室主任担任主任。"
    )


def test_deputies_are_named_only_when_the_roster_names_all_of_them():
    assert "副组长" not in said(with_post("P004", ""))["leading.group"]


def test_who_is_in_the_group_twice_is_one():
    value = with_ground(members=(*ground("members"), Member(person="P001", role=GroupRole.MEMBER)))
    assert said(value)["leading.group"] == TOLD["leading.group"]


# Opinions


def opinion(
    n: int, day: int, channel: Channel, disposition: Disposition | None = Disposition.TAKEN, reply: str = ""
) -> Opinion:
    return Opinion(
        id=f"Y{n:02}",
        day=date(2006, 9, day),
        channel=channel,
        source="单位",
        text="意见",
        disposition=disposition,
        reply=reply,
    )


ABOVE, BODY, FORUM, ASSEMBLY, WRITTEN = Channel


@pytest.mark.parametrize(
    ("came", "text", "listed"),
    [
        (
            ((13, ABOVE), (14, BODY), (15, FORUM)),
            "方案采取上下结合的方式，多方、反复征求意见，9月13日至15日先后3次收到意见3条：上级部门1条、站所单位1条、座谈会1条。",
            set(),
        ),
        (
            ((13, BODY), (14, FORUM), (15, WRITTEN)),
            "方案多方、反复征求意见，9月13日至15日先后3次收到意见3条：站所单位1条、座谈会1条、书面1条。",
            {"word.both_ways"},
        ),
        (
            ((13, ABOVE), (14, BODY), (15, BODY)),
            "方案采取上下结合的方式，反复征求意见，9月13日至15日先后3次收到意见3条：上级部门1条、站所单位2条。",
            {"word.many_ways"},
        ),
        (
            ((13, ABOVE), (14, BODY), (14, FORUM)),
            "方案采取上下结合的方式，多方征求意见，9月13日至14日先后2次收到意见3条：上级部门1条、站所单位1条、座谈会1条。",
            {"word.again"},
        ),
        (
            ((13, FORUM), (13, FORUM)),
            "方案征求意见，9月13日收到意见2条，都来自座谈会。",
            {"word.both_ways", "word.many_ways", "word.again"},
        ),
        (
            ((13, ABOVE),),
            "方案征求意见，9月13日收到意见1条，都来自上级部门。",
            {"word.both_ways", "word.many_ways", "word.again"},
        ),
    ],
)
def test_words_of_consulting_at_their_borders(came, text, listed):
    value = with_ground(opinions=tuple(opinion(n, day, c) for n, (day, c) in enumerate(came, start=1)))
    assert said(value)["consulting.held"] == text
    assert {"word.both_ways", "word.many_ways", "word.again"} & {*refused(value)} == listed


@pytest.mark.parametrize(("many", "word"), [(3, True), (4, False)])
def test_again_and_again_is_as_often_as_the_plan_says(many, word):
    value = by(of_town(), many=many)
    assert ("反复" in said(value)["consulting.held"]) is word
    if not word:
        assert refused(value)["word.again"] == "意见只在3个日子收到，不到4个。"


@pytest.mark.parametrize(
    ("which", "text"),
    [
        ((Disposition.TAKEN, Disposition.TAKEN), "收到的意见全部采纳。"),
        ((Disposition.NOT_TAKEN,), "收到的意见全部作了处理：未采纳1条。"),
        (
            (Disposition.TAKEN, Disposition.PARTLY, Disposition.EXPLAINED),
            "收到的意见全部作了处理：采纳1条、部分采纳1条、解释说明1条，采纳和部分采纳的占66.7%。",
        ),
        ((Disposition.TAKEN, None), "收到的意见中，采纳1条，还有1条没有处理，采纳的占50%。"),
        ((None,), "收到的意见中，还有1条没有处理。"),
    ],
)
def test_what_became_of_opinions(which, text):
    opinions = tuple(opinion(n, 13, FORUM, one) for n, one in enumerate(which, start=1))
    value = with_ground(opinions=opinions)
    assert said(value)["consulting.disposed"] == text
    assert ("word.all.opinions" in refused(value)) is (None in which)


def test_reasons_are_said_to_be_given_only_when_all_are():
    first, *rest = (o for o in ground("opinions") if o.disposition is Disposition.NOT_TAKEN)
    others = [o for o in ground("opinions") if o not in (first, *rest)]
    value = with_ground(opinions=(*others, bend(first, reply=""), *rest))
    assert said(value)["consulting.disposed"].endswith("采纳和部分采纳的占78.6%。")


# Duties


def duty(n: int, function: str, body: str, share: Share = Share.LEAD) -> Duty:
    return Duty(id=f"Z{n:02}", function=function, body=body, share=share)


@pytest.mark.parametrize(
    ("duties", "text", "reason"),
    [
        (
            (duty(1, "文秘", "B01"), duty(2, "统计", "B02")),
            "机构职责逐项列明，共2项，由2个机构承担，每项职责都有一个主责机构，职责关系进一步理顺。",
            None,
        ),
        (
            (duty(1, "文秘", "B01"), duty(2, "统计", "B02"), duty(3, "统计", "B03")),
            "机构职责逐项列明，共2项，由3个机构承担，有一个主责机构的1项。",
            "有1项职责由几个机构主责（统计）。",
        ),
        (
            (duty(1, "文秘", "B01"), duty(2, "统计", "B02", Share.SUPPORT)),
            "机构职责逐项列明，共2项，由2个机构承担，有一个主责机构的1项。",
            "有1项没有主责机构（统计）。",
        ),
        (
            (duty(1, "文 秘", "B01"), duty(2, "文秘", "B02"), duty(3, "统计", "B02", Share.SUPPORT)),
            "机构职责逐项列明，共2项，由2个机构承担。",
            "有1项职责由几个机构主责（文秘）；有1项没有主责机构（统计）。",
        ),
    ],
)
def test_duties_are_in_order_when_each_has_one_lead(duties, text, reason):
    value = with_ground(duties=duties)
    assert said(value)["duties.leads"] == text
    assert refused(value).get("word.duties") == reason


@pytest.mark.parametrize(
    "duties",
    [
        (duty(1, "计划生育行政管理", "B03"), duty(2, "药具发放", "B05")),
        (duty(1, "计划生育技术服务", "B05"),),
        (
            duty(1, "计划生育行政管理", "B03"),
            duty(2, "计划生育技术服务", "B05"),
            duty(3, "计划生育技术服务", "B03"),
        ),
        (duty(1, "计划生育行政管理", "B03"), duty(2, "计划生育技术服务", "B05", Share.SUPPORT)),
    ],
    ids=["centre leads nothing of it", "office leads nothing", "both lead one", "one is led by nobody"],
)
def test_like_names_stay_a_thing_to_do_where_the_duties_do_not_part_them(duties):
    value = with_ground(duties=duties)
    assert "duties.split" not in said(value)
    assert "next.overlap" in said(value)


def test_parted_duties_name_what_each_leads():
    duties = (
        duty(1, "计划生育行政管理", "B03"),
        duty(2, "计划生育药具", "B05"),
        duty(3, "计划生育宣传", "B05"),
    )
    value = with_ground(duties=duties)
    assert said(value)["duties.split"].endswith("计划生育技术服务中心主责计划生育药具、计划生育宣传。")
    assert "next.overlap" not in said(value)


# Where it is printed, and what it rests on


def test_each_table_rests_on_the_act_that_made_it_official():
    found = {one.query: one for s in summary(of_town()).sentences for one in s.stated}
    acts = {
        "group.members": ("A01",),
        "opinions.number": ("A02",),
        "duties.functions": ("A03",),
        "answers.number": ("A08", "A14"),  # six on the day of the rally, two when the posts were announced
        "rally.due": ("A08",),
        "meetings.deciding": ("A08", "A14", "A33"),
        "rally.present": ("A33", "A08"),
        "talks.people": ("A33",),
    }
    assert {query: found[query].acts for query in acts} == acts


def test_a_row_rests_on_the_act_that_sealed_it_in_the_record():
    """What the record itself says: row by row, for the tables that go on growing."""
    seen: set[str] = set()
    for content in contents(town(), run(town())):
        sealed = [(t.name, row.value) for t in content.tables for row in t.rows]
        sealed += [(file.name.partition(".")[0], file.content) for file in content.files]
        for table, value in sealed:
            if table not in {"opinions", "answers", "meetings"}:
                continue
            for row in re.findall(r'"id":"([A-Z][0-9]+)"', value.decode()):
                one = stated("opinions.number", 1, rows=[f"{table}:{row}"])
                assert [a.id for a in vouching(of_town(), one)] == [content.act.id]
                seen.add(row)
    assert len(seen) == 14 + 8 + 14


def test_a_figure_of_the_groundwork_names_its_rows():
    found: dict[str, Stated] = {one.query: one for s in summary(of_town()).sentences for one in s.stated}
    assert found["group.members"].rows == tuple(f"members:P00{n}" for n in range(1, 10))
    assert found["meetings.deciding"].rows == tuple(
        f"meetings:H{n:02}" for n in (1, 4, 6, 9, 10, 11, 12, 13, 14)
    )
    assert found["rally.present"].rows == ("meetings:H07", "attendance")
    assert found["duties.helped"].value == "3"


def test_the_standards_are_in_the_ledger():
    *_, words, _ = summary_ledger(summary(by(of_town(), many=4, half=Decimal(60))))
    assert ("反复", "在4个以上（含）不同的日子收到意见") in words.rows
    assert ("许多", "说出顾虑的人60%以上（含）已经解开，且不少于5人") in words.rows
