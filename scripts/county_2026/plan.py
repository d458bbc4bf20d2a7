"""The plan (方案) of the county: one reform of all its townships."""

from datetime import date
from decimal import Decimal

from county_2026.days import APPLIED, APPROVED, CLOSED, CUTOFF, FINAL, GROUP, NOTIFIED, RALLY
from county_2026.people import Member
from county_2026.places import ADMIN, AFTER, BEFORE, COUNTY, INST
from county_2026.posts import Town, body_id
from county_2026.rules import county_rules
from dinggang.plan import (
    Before,
    Body,
    Document,
    Headcount,
    HeadcountKind,
    Plan,
    Plate,
    ReserveMode,
    Services,
    Stage,
    Stratum,
)
from dinggang.roster import REGULAR, StaffKind

D = Decimal
ISSUED = "清屿编〔2026〕9号"
LOCAL_RULE = "岚政办发〔2026〕11号"

ASSUMPTIONS = (
    "本案卷全部虚构：市、县、乡镇、机构的名称，人员，成绩，工资和金额，都由程序按固定的种子掷出，与任何地方、任何人无关。",
    "全县各乡镇同时改革，用同一个方案、同一个领导小组，机构和岗位属于各乡镇；编制按类别在全县合计，各机构的名额写在各机构。",
    "退休年龄按2025年1月1日起施行的渐进式延迟法定退休年龄办法推算；女职工的身份（干部、工人）以花名册为准。",
    "内退、让岗没有国家统一规定，条件和待遇以县的办法为准，文号见各条；内退人员不占新核定的编制，让岗人员继续占编。",
    "临时、自用人员与单位签有劳动合同，按劳动合同法清退；当地上年度月平均工资7,850元、最低工资2,000元均为假定。",
    "用途前面的七位数是虚构案例所用的支出功能分类科目代码，没有逐一核对。",
    "四项测评的权重、合格线、同分规则、志愿个数以本方案所定为准。",
)


def county_plan(towns: tuple[Town, ...], members: tuple[Member, ...], services: Services) -> Plan:
    staff = sum(m.person.kind in REGULAR for m in members)
    return Plan(
        title=f"{COUNTY}乡镇机构改革方案",
        organ=COUNTY,
        cutoff=CUTOFF,
        reserve_mode=ReserveMode.INSIDE,
        headcount={kind: _headcount(kind, towns, members) for kind in (ADMIN, INST)},
        bodies=tuple(body for town in towns for body in _bodies(town)),
        rules=county_rules(towns),
        stages=_stages(),
        services=services,
        before=Before(bodies=len(BEFORE) * len(towns), staff=staff),
        basis=(
            Document(
                title="关于深化全市乡镇机构改革的实施意见", number="清发〔2026〕3号", issued=date(2026, 2, 12)
            ),
            Document(title=f"关于{COUNTY}乡镇机构设置和人员编制的批复", number=ISSUED, issued=APPROVED),
            Document(title=f"{COUNTY}乡镇机构改革人员分流办法", number=LOCAL_RULE, issued=date(2026, 3, 25)),
        ),
        assumptions=ASSUMPTIONS,
    )


def _headcount(kind: HeadcountKind, towns: tuple[Town, ...], members: tuple[Member, ...]) -> Headcount:
    """What the posts of the kind ask for, and a fiftieth in reserve."""
    before = sum(m.person.kind is StaffKind(kind.value) for m in members)
    posts = [p for town in towns for p in town.posts if p.kind is kind]
    leaders = sum(p.openings for p in posts if p.stratum is Stratum.LEADER)
    asked = sum(p.openings for p in posts)
    reserve = max(2, asked // 50)
    return Headcount(
        approved=asked + reserve, reserve=reserve, leader_posts=leaders, before=before, clause=ISSUED
    )


def _bodies(town: Town) -> tuple[Body, ...]:
    return tuple(
        Body(
            id=body_id(town.number, index),
            name=f"{town.name}{after.name}",
            kind=after.is_a,
            headcount_kind=after.kind,
            headcount=places,
            approval=ISSUED,
            clause="方案第四条",
            plates=(Plate(id=f"N{town.number + 1:03}{index + 1:02}", name=f"{town.name}{after.plate}"),)
            if after.plate
            else (),
        )
        for index, (after, places) in enumerate(zip(AFTER, town.places, strict=True))
    )


def _stages() -> tuple[Stage, ...]:
    return (
        Stage(id="T01", name="组织准备和方案报批", start=GROUP, end=APPROVED),
        Stage(id="T02", name="清退临时和自用人员", start=NOTIFIED, end=date(2026, 6, 5), after=("T01",)),
        Stage(id="T03", name="宣传发动和报名", start=RALLY, end=APPLIED, after=("T01",)),
        Stage(id="T04", name="测评、排名和公示", start=date(2026, 6, 27), end=FINAL, after=("T02", "T03")),
        Stage(id="T05", name="定岗和任职", start=date(2026, 7, 24), end=date(2026, 8, 31), after=("T04",)),
        Stage(id="T06", name="购买服务和总结", start=date(2026, 8, 20), end=CLOSED, after=("T04",)),
    )
