"""The tables of what goes before the posts: leading group, opinions, duties, questions; meetings, attendance; talks."""

from dinggang.basis import Words
from dinggang.groundwork import (
    Channel,
    Concern,
    Disposition,
    GroupRole,
    MeetingKind,
    Presence,
    Share,
    TalkForm,
)
from dinggang.sheets.columns import (
    NAME_CHECK,
    PERSON,
    choice_column,
    date_column,
    id_column,
    note_column,
    text_column,
    whole_column,
    words_column,
    yes_column,
)
from dinggang.sheets.declare import Column, Kind, Table


def _person(key: str, header: str, zh: str, en: str, *, required: bool = False) -> Column:
    return Column(
        key=key, header=header, kind=Kind.ID, required=required, refers="people", note=Words(zh=zh, en=en)
    )


MEMBERS = Table(
    name="members",
    file="groundwork",
    sheet="领导小组",
    unique=("person", "role"),
    columns=(
        PERSON,
        NAME_CHECK,
        choice_column("role", "职务", GroupRole, "place in the group or its office"),
        text_column("duty", "分工", "在改革中负责什么。", "what is theirs to see to"),
    ),
)

OPINIONS = Table(
    name="opinions",
    file="groundwork",
    sheet="征求意见",
    unique=("id",),
    columns=(
        id_column("id", "编号", "Y01"),
        date_column("day", "日期", "提出的日期。", "when it came in"),
        choice_column("channel", "途径", Channel, "by what way it came in"),
        text_column(
            "source",
            "来源",
            "单位、场次或人群，如“农技站”“事业单位座谈会”；不写个人姓名。",
            "a body, a round of talks or a group, never a name",
            required=True,
        ),
        text_column("part", "针对的部分", "方案的哪一部分，如“定岗办法”。", "the part of the plan"),
        Column(
            key="text",
            header="意见内容",
            kind=Kind.NOTE,
            note=Words(zh="意见的要点。", en="the opinion in short"),
        ),
        choice_column(
            "disposition", "采纳情况", Disposition, "what became of it; empty until decided", required=False
        ),
        note_column(
            "reply",
            "处理说明",
            "怎样改了方案，或为什么没有采纳。",
            "how the plan was changed, or why it was not",
        ),
    ),
)

DUTIES = Table(
    name="duties",
    file="groundwork",
    sheet="职责分工",
    unique=("id",),
    columns=(
        id_column("id", "编号", "Z01"),
        text_column(
            "function", "职责事项", "一件事一行，主责和协办各写一行。", "the function", required=True
        ),
        Column(
            key="body",
            header="承担机构",
            kind=Kind.REFERENCE,
            note=Words(zh="机构编号或全称，须与plan.toml一致。", en="a body's id or name as in plan.toml"),
        ),
        choice_column("share", "主责或协办", Share, "leads or helps"),
        text_column("former", "改革前承担单位", "原来由谁承担；新增的空着。", "who had it before"),
    ),
)

ANSWERS = Table(
    name="answers",
    file="groundwork",
    sheet="政策问答",
    unique=("id",),
    columns=(
        id_column("id", "编号", "W01"),
        date_column("day", "答复日期", "公布答复的日期。", "when the answer was made known"),
        Column(
            key="question",
            header="问题",
            kind=Kind.NOTE,
            note=Words(zh="问什么；不写提问人。", en="what was asked; never by whom"),
        ),
        Column(key="answer", header="答复", kind=Kind.NOTE, note=Words(zh="怎样答复。", en="the answer")),
        text_column("basis", "依据", "文件名称、文号或方案条次。", "document and clause"),
    ),
)

MEETINGS = Table(
    name="meetings",
    file="meetings",
    sheet="会议",
    unique=("id",),
    columns=(
        id_column("id", "编号", "H01"),
        choice_column("kind", "会议类型", MeetingKind, "kind of meeting"),
        date_column("day", "日期", "召开的日期。", "day"),
        text_column("place", "地点", "在哪里开。", "place"),
        text_column("topic", "议题", "研究什么、传达什么。", "what it was about", required=True),
        _person("chair", "主持人", "人员编号。", "who was in the chair"),
        _person("recorder", "记录人", "人员编号。", "who took the minutes"),
        text_column(
            "number",
            "纪要文号",
            "与正式行为的文号一致，纪要就列出这次会议的决定。",
            "number of its minutes, as in the acts",
        ),
        whole_column("due", "应到人数", "应到几人；不清楚就空着。", "how many should come", required=False),
        text_column("guests", "列席", "列席的单位和人员（不在花名册上的）。", "who else was there"),
        words_column("materials", "发放材料", "几种用分号隔开。", "what was handed out"),
    ),
)

ATTENDANCE = Table(
    name="attendance",
    file="meetings",
    sheet="签到",
    unique=("person", "meeting", "presence"),
    columns=(
        id_column("meeting", "会议编号", "H01", refers="meetings"),
        PERSON,
        NAME_CHECK,
        choice_column("presence", "到会情况", Presence, "whether they were there"),
        date_column("day", "日期", "签到的日期；补传达写补传达的日期。", "day signed, or told later"),
    ),
)

TALKS = Table(
    name="talks",
    file="talks",
    sheet="谈话",
    unique=("person", "day", "concern"),
    columns=(
        PERSON,
        NAME_CHECK,
        date_column("day", "日期", "谈话的日期。", "day"),
        _person("by", "谈话人", "谈话人的人员编号。", "who talked with them", required=True),
        choice_column("form", "方式", TalkForm, "alone, in a round, at home"),
        choice_column(
            "concern",
            "顾虑",
            Concern,
            "what they worry about, a line for each; the words are kept nowhere",
            required=False,
        ),
        yes_column("settled", "是否解开", "顾虑解开了填“是”。", "whether it is settled"),
    ),
)
