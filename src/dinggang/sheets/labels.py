"""Chinese labels of every enumeration that stands in a cell, and the other words accepted for it."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from dinggang.balance.later import LaterKind, Nature, PaidBy
from dinggang.case import ActKind, DrawPurpose
from dinggang.exits import Ground, Protection
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
from dinggang.marks import QuestionKind, Turn
from dinggang.plan import Education, ExitRoute, Filling, HeadcountKind, Scope, Stratum
from dinggang.roster import Grade, Identity, SanctionKind, Sex, StaffKind
from dinggang.services import AwardMethod, Term

LABELS: Mapping[type[StrEnum], Mapping[Any, tuple[str, ...]]] = {
    # The first label is what is written and offered in the drop-down; the others are read as well.
    HeadcountKind: {
        HeadcountKind.ADMINISTRATIVE: ("行政", "行政编制"),
        HeadcountKind.INSTITUTION: ("事业", "事业编制"),
    },
    StaffKind: {
        StaffKind.ADMINISTRATIVE: ("行政", "行政编制"),
        StaffKind.INSTITUTION: ("事业", "事业编制"),
        StaffKind.TEMPORARY: ("临时", "临时人员"),
        StaffKind.SELF_HIRED: ("自用", "自用人员"),
    },
    Stratum: {
        Stratum.LEADER: ("领导", "班子成员"),
        Stratum.MID: ("中层", "中层干部"),
        Stratum.GENERAL: ("一般", "一般人员", "一般工作人员"),
    },
    Scope: {
        Scope.ALL: ("全体", "不限"),
        Scope.ORGAN: ("本机关", "机关人员"),
    },
    Turn: {
        Turn.FIRST: ("一评",),
        Turn.SECOND: ("二评",),
        Turn.THIRD: ("三评",),
        Turn.LEADER: ("组长",),
    },
    Filling: {
        Filling.COMPETE: ("竞争上岗", "竞岗"),
        Filling.APPOINT: ("组织任命", "任命"),
        Filling.VACANT: ("空缺",),
        Filling.UNDECIDED: ("未定",),
    },
    Education: {
        Education.JUNIOR_MIDDLE: ("初中及以下", "初中"),
        Education.SENIOR_MIDDLE: ("高中", "中专", "中技", "职高", "高中或中专"),
        Education.COLLEGE: ("大专", "专科", "大学专科"),
        Education.BACHELOR: ("本科", "大学", "大学本科"),
        Education.MASTER: ("研究生", "硕士", "博士", "硕士研究生", "博士研究生"),
    },
    Identity: {Identity.CADRE: ("干部",), Identity.WORKER: ("工人",)},
    Ground: {
        Ground.CHANGED: ("客观情况变化", "客观情况发生重大变化"),
        Ground.AGREED: ("协商一致", "协商"),
        Ground.EXPIRED: ("合同期满", "期满"),
        Ground.FAULT: ("本人过错", "过错"),
        Ground.HOURLY: ("非全日制",),
        Ground.PENSION: ("到退休年龄",),
        Ground.UNLAWFUL: ("违法解除",),
    },
    Term: {
        Term.QUANTITY: ("数量",),
        Term.UNIT_PRICE: ("单价",),
        Term.AMOUNT: ("金额",),
        Term.END: ("结束日期",),
    },
    Protection: {one: (one.value,) for one in Protection},
    LaterKind: {
        LaterKind.ADMINISTRATIVE: ("行政", "行政编制"),
        LaterKind.INSTITUTION: ("事业", "事业编制"),
        LaterKind.TEMPORARY: ("临时", "临时人员"),
        LaterKind.SELF_HIRED: ("自用", "自用人员"),
        LaterKind.COMPANY: ("公司人员", "公司职工"),
        LaterKind.AGENCY: ("劳务派遣", "派遣"),
        LaterKind.WAITING: ("待岗", "落选待岗"),
    },
    PaidBy: {
        PaidBy.BUDGET: ("财政人员经费", "财政", "人员经费"),
        PaidBy.SERVICES: ("服务经费",),
        PaidBy.OTHER: ("其他", "自筹"),
    },
    Nature: {
        Nature.STAFF: ("人员经费", "人员"),
        Nature.SERVICES: ("服务经费", "服务"),
        Nature.OTHER: ("其他",),
    },
    Sex: {Sex.MALE: ("男",), Sex.FEMALE: ("女",)},
    Grade: {
        Grade.EXCELLENT: ("优秀",),
        Grade.COMPETENT: ("称职", "合格"),
        Grade.BASIC: ("基本称职", "基本合格"),
        Grade.INCOMPETENT: ("不称职", "不合格"),
        Grade.NONE: ("未定等次", "不定等次", "未参加"),
    },
    SanctionKind: {
        SanctionKind.WARNING: ("警告",),
        SanctionKind.DEMERIT: ("记过",),
        SanctionKind.MAJOR_DEMERIT: ("记大过",),
        SanctionKind.DEMOTION: ("降级", "降低岗位等级"),
        SanctionKind.DISMISSAL: ("撤职",),
        SanctionKind.EXPULSION: ("开除",),
    },
    QuestionKind: {
        QuestionKind.SINGLE: ("单选", "单项选择", "单选题", "单项选择题"),
        QuestionKind.MULTIPLE: ("多选", "多项选择", "多选题", "多项选择题"),
        QuestionKind.JUDGE: ("判断", "判断题"),
        QuestionKind.ESSAY: ("主观", "主观题", "论述", "论述题", "简答", "简答题"),
    },
    ExitRoute: {
        ExitRoute.RETIRE: ("正常退休", "退休"),
        ExitRoute.RETIRE_EARLY: ("提前退休",),
        ExitRoute.RETIRE_SICK: ("病退", "因病退休"),
        ExitRoute.RETIRE_INTERNAL: ("内退", "内部退养"),
        ExitRoute.YIELD: ("让岗",),
        ExitRoute.DIVERT_COMPANY: ("分流转企", "转企"),
        ExitRoute.DIVERT_OTHER: ("其他分流", "调出"),
        ExitRoute.CLEAR_TEMP: ("临时人员清退",),
        ExitRoute.CLEAR_OWN: ("自用人员清退",),
    },
    AwardMethod: {
        AwardMethod.TENDER: ("公开招标", "招标"),
        AwardMethod.NEGOTIATION: ("竞争性谈判", "谈判", "竞争性磋商"),
        AwardMethod.DIRECT: ("定向购买", "单一来源", "定向委托"),
    },
    GroupRole: {
        GroupRole.HEAD: ("组长",),
        GroupRole.DEPUTY: ("副组长",),
        GroupRole.MEMBER: ("成员",),
        GroupRole.OFFICE_HEAD: ("办公室主任", "改革办主任"),
        GroupRole.OFFICE_MEMBER: ("办公室成员", "改革办成员"),
    },
    Channel: {
        Channel.ABOVE: ("上级部门", "上级"),
        Channel.BODY: ("站所单位", "单位", "部门"),
        Channel.FORUM: ("座谈会",),
        Channel.ASSEMBLY: ("职工大会", "职工代表大会", "职代会"),
        Channel.WRITTEN: ("书面", "意见箱", "书面意见"),
    },
    Disposition: {
        Disposition.TAKEN: ("采纳",),
        Disposition.PARTLY: ("部分采纳",),
        Disposition.NOT_TAKEN: ("未采纳", "不采纳"),
        Disposition.EXPLAINED: ("解释说明", "说明"),
    },
    Share: {Share.LEAD: ("主责", "牵头"), Share.SUPPORT: ("协办", "配合")},
    MeetingKind: {
        MeetingKind.PARTY: ("党委会", "党委会议"),
        MeetingKind.JOINT: ("党政联席会议", "党政联席会"),
        MeetingKind.GROUP: ("领导小组会议", "领导小组会"),
        MeetingKind.ASSEMBLY: ("职工大会", "职工代表大会", "职代会"),
        MeetingKind.RALLY: ("动员大会",),
        MeetingKind.STUDY: ("学习宣讲", "学习", "宣讲"),
        MeetingKind.FORUM: ("座谈会",),
        MeetingKind.BRANCH: ("支部活动", "支部会议"),
    },
    Presence: {
        Presence.PRESENT: ("到会", "出席", "√"),
        Presence.LEAVE: ("请假",),
        Presence.ABSENT: ("缺席", "未到"),
        Presence.GUEST: ("列席",),
        Presence.MADE_UP: ("补传达", "补课"),
    },
    TalkForm: {
        TalkForm.ALONE: ("个别谈话", "谈话"),
        TalkForm.FORUM: ("座谈",),
        TalkForm.VISIT: ("走访", "家访"),
    },
    Concern: {
        Concern.POST: ("岗位去留",),
        Concern.PAY: ("待遇",),
        Concern.RETIREMENT: ("退休",),
        Concern.SKILL: ("转岗适应",),
        Concern.FAIRNESS: ("公平公正", "公平"),
        Concern.HARDSHIP: ("实际困难", "困难"),
        Concern.OTHER: ("其他",),
    },
    DrawPurpose: {
        DrawPurpose.TIES: ("同分", "同分先后"),
        DrawPurpose.SPEAKING: ("演说顺序",),
        DrawPurpose.CHOOSING: ("选岗顺序",),
    },
    ActKind: {
        ActKind.GROUP_ESTABLISHED: ("成立领导小组",),
        ActKind.OFFICE_ESTABLISHED: ("成立改革办",),
        ActKind.PLAN_ADOPTED: ("通过方案",),
        ActKind.PLAN_APPROVED: ("批复方案", "方案批复"),
        ActKind.ROSTER_FROZEN: ("锁定花名册",),
        ActKind.MOBILISATION_HELD: ("召开动员大会", "动员大会"),
        ActKind.CLEARANCE_CLOSED: ("清退完结",),
        ActKind.POSTS_ANNOUNCED: ("公布岗位",),
        ActKind.APPLICATIONS_CLOSED: ("报名截止",),
        ActKind.PAPER_SEALED: ("封存试卷",),
        ActKind.SHEETS_SEALED: ("封存评分表",),
        ActKind.TALLY_PROVED: ("测评计票确认",),
        ActKind.SCOREBOARD_PUBLISHED: ("张榜公布成绩",),
        ActKind.OBJECTION_DECIDED: ("异议处理",),
        ActKind.QUESTION_VOIDED: ("题目作废",),
        ActKind.DISQUALIFIED: ("取消资格", "取消竞岗资格"),
        ActKind.DRAW_COMMITTED: ("抽签公告",),
        ActKind.DRAW_HELD: ("抽签",),
        ActKind.RANKING_FINAL: ("排名确定",),
        ActKind.PLACEMENT_DECIDED: ("定岗决定",),
        ActKind.PLACEMENT_REFUSED: ("放弃岗位", "放弃"),
        ActKind.APPOINTMENTS_ANNOUNCED: ("任职公示",),
        ActKind.APPOINTMENTS_MADE: ("任职聘用",),
        ActKind.EXITS_GRANTED: ("批准分流",),
        ActKind.AGREEMENTS_SIGNED: ("签订委托协议",),
        ActKind.DELIVERIES_ACCEPTED: ("服务验收",),
        ActKind.PAYMENTS_MADE: ("服务付款",),
        ActKind.SUMMARY_ADOPTED: ("通过总结",),
        ActKind.CASE_CLOSED: ("改革办结",),
        ActKind.RESERVE_RELEASED: ("动用预留编制",),
        ActKind.POST_CONCURRENT: ("确定兼岗",),
        ActKind.POST_APPOINTED: ("组织任命",),
        ActKind.POST_SLOTTED: ("对应安置", "平移安置"),
        ActKind.POST_KEPT_VACANT: ("岗位空缺",),
        ActKind.FINDING_EXPLAINED: ("说明事项",),
    },
}


def label(member: StrEnum) -> str:
    """The Chinese word that stands for a member in a cell."""
    return LABELS[type(member)][member][0]


def offered(kind: type[StrEnum]) -> tuple[str, ...]:
    """The drop-down of an enumeration, in its own order."""
    return tuple(label(member) for member in kind)


def member(kind: type[StrEnum], text: str) -> StrEnum | None:
    """The member that a cell names in Chinese or English, or None."""
    wanted = text.casefold()
    for one in kind:
        if wanted == one.value or wanted in LABELS[kind][one]:
            return one
    return None
