"""The official acts with their dates: those of the source, and those it leaves open as assumptions."""

from datetime import date
from typing import Any

import msgspec

from dinggang.case import Act, ActKind
from dinggang.plan import HeadcountKind
from town_2006 import cast
from town_2006.cast import Part
from town_2006.people import Member

DISTRICT = "中共南丘区委、南丘区人民政府"
HEADCOUNT_BOARD = "南丘区机构编制委员会"
PARTY = "中共望禾镇委员会"
MEETING = "望禾镇党政联席会议"
GROUP = "望禾镇机构改革领导小组"
INSTITUTION = HeadcountKind.INSTITUTION


def town_acts(members: tuple[Member, ...]) -> tuple[Act, ...]:
    """All acts by date, numbered A01, A02 …; on one day in the order written here."""
    acts = [*_start(), *_resolutions(members), *_competition(), *_placement()]
    acts.sort(key=lambda act: act.day)
    return tuple(msgspec.structs.replace(act, id=f"A{n:02}") for n, act in enumerate(acts, start=1))


def _act(kind: ActKind, day: date, by: str, number: str, reason: str = "", **more: Any) -> Act:
    return Act(id="A0", kind=kind, day=day, by=by, number=number, reason=reason, **more)


def _start() -> tuple[Act, ...]:
    return (
        _act(
            ActKind.GROUP_ESTABLISHED,
            date(2006, 9, 11),
            PARTY,
            "望发〔2006〕31号",
            "党委书记任组长，党委副书记任副组长，班子其他领导为成员",
            copies_to="区委组织部，区编委办公室，区人事局",
        ),
        _act(
            ActKind.PLAN_ADOPTED,
            date(2006, 9, 20),
            MEETING,
            "望镇会纪〔2006〕14号",
            "征求意见两轮后通过，上报区委、区政府",
        ),
        _act(
            ActKind.PLAN_APPROVED,
            date(2006, 9, 27),
            DISTRICT,
            "南丘编〔2006〕12号",
            "行政编制30名、事业编制36名，各预留2名，领导职数9名",
        ),
        _act(
            ActKind.OFFICE_ESTABLISHED,
            date(2006, 9, 28),
            PARTY,
            "望发〔2006〕33号",
            "前期准备完成，设领导小组办公室",
        ),
        _act(ActKind.ROSTER_FROZEN, date(2006, 9, 29), GROUP, "望改〔2006〕1号", "120人，119人本人签字确认"),
        _act(
            ActKind.FINDING_EXPLAINED,
            date(2006, 9, 29),
            GROUP,
            "望改〔2006〕2号",
            f"{cast.NOT_CONFIRMED}住院，由家属代核并留存病历，出院后补签",
            lifts=("H01",),
        ),
        _act(
            ActKind.CLEARANCE_CLOSED,
            date(2006, 10, 30),
            GROUP,
            "望改〔2006〕5号",
            "临时12人、自用8人全部清退，补偿结清",
        ),
        _act(
            ActKind.MOBILISATION_HELD,
            date(2006, 11, 2),
            PARTY,
            "望发〔2006〕38号",
            "机关机构改革动员大会，印发方案和岗位目录",
        ),
    )


def _resolutions(members: tuple[Member, ...]) -> tuple[Act, ...]:
    """What makes the posts put up agree with the headcount, decided before they are announced."""
    heads = tuple(m.person.id for m in members if m.part is Part.APPOINTED)
    leaders = tuple(m.person.id for m in members if m.part is Part.LEADS)
    day = date(2006, 11, 3)
    return (
        _act(
            ActKind.RESERVE_RELEASED,
            day,
            HEADCOUNT_BOARD,
            "南丘编〔2006〕19号",
            "便民服务中心新设窗口较多，同意动用事业预留编制2名",
            lifts=("X1", "X3"),
            headcount_kind=INSTITUTION,
            count=2,
        ),
        _act(
            ActKind.POST_CONCURRENT,
            day,
            MEETING,
            "望镇会纪〔2006〕17号",
            "两岗工作量不足一人，由同一机构人员兼任，不占编制",
            lifts=("X1", "X3"),
            posts=("O32", "O37"),
            held_with=("O26", "O36"),
        ),
        _act(
            ActKind.POST_APPOINTED,
            day,
            PARTY,
            "望任〔2006〕6号",
            "两个办公室主任由党委任命，不列入竞争",
            lifts=("X2",),
            posts=("O10", "O15"),
            people=heads,
        ),
        _act(
            ActKind.POST_KEPT_VACANT,
            day,
            PARTY,
            "望任〔2006〕7号",
            "名额由让岗人员占用至退休，其间由分管副镇长代管",
            lifts=("X2",),
            posts=("O20",),
        ),
        _act(
            ActKind.POST_APPOINTED,
            day,
            "中共南丘区委员会",
            "南丘任〔2006〕41号",
            "按核定的领导职数9名明确班子成员任职",
            posts=tuple(f"O{n:02}" for n in range(1, 10)),
            people=leaders,
        ),
    )


def _competition() -> tuple[Act, ...]:
    return (
        _act(
            ActKind.POSTS_ANNOUNCED,
            date(2006, 11, 6),
            GROUP,
            "望改〔2006〕7号",
            "行政16个、事业38个，其中2个为兼岗",
        ),
        _act(ActKind.EXITS_GRANTED, date(2006, 11, 9), PARTY, "望发〔2006〕40号", "分流申请逐人研究批准"),
        _act(ActKind.APPLICATIONS_CLOSED, date(2006, 11, 10), GROUP, "望改〔2006〕8号", "收到志愿65份"),
        _act(
            ActKind.PAPER_SEALED,
            date(2006, 11, 13),
            "区人事局",
            "南丘人考〔2006〕9号",
            "上午统一考试，考后封存试卷",
        ),
        _act(ActKind.SHEETS_SEALED, date(2006, 11, 16), GROUP, "望改〔2006〕9号", "演说评分表、考核表封存"),
        _act(
            ActKind.TALLY_PROVED,
            date(2006, 11, 16),
            "区纪委派驻监督组",
            "监督记录第3号",
            "发出、收回、废票逐类核对无误",
        ),
        _act(
            ActKind.FINDING_EXPLAINED,
            date(2006, 11, 16),
            GROUP,
            "望改〔2006〕10号",
            f"{cast.NO_SPEECH}考试后书面放弃竞岗，未参加演说，不计成绩",
            lifts=("M12",),
        ),
        _act(
            ActKind.DRAW_HELD,
            date(2006, 11, 17),
            GROUP,
            "望改〔2006〕11号",
            "两人各项成绩相同，在监督组监督下公开抽签",
            people=cast.DRAW,
        ),
        _act(
            ActKind.SCOREBOARD_PUBLISHED,
            date(2006, 11, 17),
            GROUP,
            "望改〔2006〕12号",
            "张榜公布，公示5个工作日",
        ),
        _act(
            ActKind.OBJECTION_DECIDED,
            date(2006, 11, 22),
            GROUP,
            "望改〔2006〕13号",
            "榜上姓名“䶮”字被印成“龚”，更正后重印，成绩、名次不变",
            people=("P013",),
        ),
        _act(
            ActKind.OBJECTION_DECIDED,
            date(2006, 11, 23),
            GROUP,
            "望改〔2006〕14号",
            "申请复查论述题得分，两名阅卷人复核无误，维持原成绩",
            people=("P071",),
        ),
        _act(
            ActKind.RANKING_FINAL, date(2006, 11, 27), GROUP, "望改〔2006〕15号", "公示期满，异议2件均已处理"
        ),
    )


def _placement() -> tuple[Act, ...]:
    return (
        _act(
            ActKind.PLACEMENT_DECIDED,
            date(2006, 11, 28),
            PARTY,
            "望发〔2006〕43号",
            "党委会讨论决定，按名次选岗",
        ),
        _act(
            ActKind.APPOINTMENTS_ANNOUNCED,
            date(2006, 11, 29),
            PARTY,
            "望发〔2006〕44号",
            "任职公示5个工作日",
            copies_to="区委组织部，区人事局",
        ),
        _act(
            ActKind.FINDING_EXPLAINED,
            date(2006, 11, 30),
            MEETING,
            "望镇会纪〔2006〕19号",
            "镇内暂无其他单位能够承接；价格已与邻镇和区定额比较，不高于比价；期限一年，期满重新比选",
            lifts=("X9",),
        ),
        _act(
            ActKind.AGREEMENTS_SIGNED,
            date(2006, 11, 30),
            "望禾镇人民政府",
            "望政协〔2006〕1-8号",
            "八项公益服务定向购买",
        ),
        _act(
            ActKind.APPOINTMENTS_MADE,
            date(2006, 12, 7),
            PARTY,
            "望任〔2006〕9号",
            "公示期满无异议，行政人员任职、事业人员签订聘用合同",
            copies_to="区委组织部，区编委办公室，区人事局",
        ),
        _act(
            ActKind.DELIVERIES_ACCEPTED,
            date(2006, 12, 22),
            "望禾镇人民政府",
            "望财验〔2006〕1-8号",
            "验收12月份服务，水利有0.5公里返工",
        ),
        _act(ActKind.PAYMENTS_MADE, date(2006, 12, 26), "财政所", "支付凭证1-8号", "按验收合格数量付款"),
        _act(ActKind.SUMMARY_ADOPTED, date(2006, 12, 28), MEETING, "望镇会纪〔2006〕22号"),
        _act(ActKind.CASE_CLOSED, date(2006, 12, 29), PARTY, "望发〔2006〕51号"),
    )
