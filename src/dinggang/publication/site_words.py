"""What the site calls files, tables and members of enumerations."""

from enum import StrEnum

from dinggang.balance.values import KIND_WORDS
from dinggang.basis import Words
from dinggang.plan import Education, Filling, HeadcountKind, Stratum
from dinggang.selection import Round

PIECES = {
    "act": ("行为全文", "the whole act"),
    "plan": ("方案和规则", "plan and rules"),
    "posts": ("岗位表", "posts"),
    "scoreboard": ("成绩榜", "scoreboard"),
    "ranking": ("排名榜", "final ranking"),
    "certificate": ("定岗证明", "certificate of the placement"),
    "placements": ("定岗名单", "placements"),
    "agreements": ("委托协议", "agreements"),
    "changes": ("协议变更", "changes of agreements"),
    "payments": ("付款", "payments"),
    "statements": ("服务结算", "statements of services"),
    "balance": ("平衡表", "balance sheet"),
    "members": ("领导小组成员", "leading group"),
    "opinions": ("征求意见", "opinions on the draft"),
    "duties": ("职责分工", "duties"),
    "answers": ("政策问答", "questions and answers"),
    "meetings": ("会议", "meetings"),
    "attendance": ("签到", "attendance"),
    "talks": ("谈话", "talks"),
    "people": ("花名册", "roster"),
    "names": ("姓名", "names"),
    "exits": ("分流清退表", "exits"),
    "choices": ("志愿表", "choices"),
    "second_choices": ("二次志愿表", "second choices"),
    "questions": ("试题", "questions"),
    "exam": ("答题表", "exam sheets"),
    "essays": ("主观题评分", "essay marks"),
    "speech": ("演说评分表", "judges' sheets"),
    "assessment": ("考核表", "assessment forms"),
    "adjusted": ("加减分", "bonuses and deductions"),
    "evaluation": ("测评表", "evaluation counts"),
    "deliveries": ("验收", "deliveries"),
    "clearances": ("清退结果", "clearances"),
    "applicants": ("资格审查结果", "eligibility"),
    "scored": ("各项成绩的计算过程", "working-out of the marks"),
    "placed": ("定岗的逐人说明", "placement, person by person"),
    "exits_decided": ("分流结果", "exits decided"),
    "outcomes": ("人员去向", "where people went"),
    "documents": ("公文的摘要", "digests of documents"),
    "documents_kept": ("不张贴的公文的摘要", "digests of documents not posted"),
    "draw": ("抽签方案", "plan of the draw"),
}

MEMBERS: dict[StrEnum, Words] = {
    HeadcountKind.ADMINISTRATIVE: KIND_WORDS[HeadcountKind.ADMINISTRATIVE],
    HeadcountKind.INSTITUTION: KIND_WORDS[HeadcountKind.INSTITUTION],
    Stratum.LEADER: Words(zh="领导", en="leader"),
    Stratum.MID: Words(zh="中层", en="mid-level"),
    Stratum.GENERAL: Words(zh="一般", en="general"),
    Filling.COMPETE: Words(zh="竞争上岗", en="by competition"),
    Filling.APPOINT: Words(zh="组织任命", en="by appointment"),
    Filling.VACANT: Words(zh="空缺", en="kept vacant"),
    Filling.UNDECIDED: Words(zh="未定", en="undecided"),
    Education.JUNIOR_MIDDLE: Words(zh="初中及以下", en="junior middle school"),
    Education.SENIOR_MIDDLE: Words(zh="高中", en="senior middle school"),
    Education.COLLEGE: Words(zh="大专", en="college"),
    Education.BACHELOR: Words(zh="本科", en="bachelor"),
    Education.MASTER: Words(zh="研究生", en="master"),
    Round.FIRST: Words(zh="第一轮", en="first round"),
    Round.NEXT_IN_LINE: Words(zh="递补", en="next in line"),
    Round.SECOND: Words(zh="补报", en="second list"),
}


def piece(name: str) -> Words:
    """A file or table by what it holds; one that is not known here by its own name."""
    zh, en = PIECES.get(name, (name, name))
    return Words(zh=zh, en=en)


def member(value: StrEnum | None) -> Words:
    """A member of an enumeration in words; a dash for none."""
    if value is None:
        return Words(zh="—", en="—")
    return MEMBERS.get(value, Words(zh=value.value, en=value.value))


def board_name(group: HeadcountKind | None) -> Words:
    if group is None:
        return Words(zh="总榜", en="One board")
    words = KIND_WORDS[group]
    return Words(zh=f"{words.zh}岗位榜", en=f"Board of {words.en} staff")
