"""The plan (方案) of the town: what the source says, and what it leaves open as assumptions."""

from datetime import date
from decimal import Decimal

from dinggang.basis import Rounding, RoundingMode
from dinggang.plan import (
    AssessmentRule,
    Before,
    Body,
    BodyKind,
    ChoicePolicy,
    CompositeRule,
    ContractRule,
    Criterion,
    Document,
    EligibilityRule,
    EvaluationRule,
    ExamRule,
    ExitRoute,
    ExitRule,
    GradePoints,
    Headcount,
    HeadcountKind,
    Measure,
    Mechanism,
    NoticeRule,
    PlacementRule,
    Plan,
    Plate,
    RankingGroup,
    ReserveMode,
    Rules,
    ServiceLine,
    ServiceRule,
    Services,
    SpeechRule,
    Stage,
    TieBreak,
    VoterCategory,
)

D = Decimal
CUTOFF = date(2006, 10, 31)
TWO = Rounding(mode=RoundingMode.HALF_UP, places=2)
HEADCOUNT_ISSUED = "南丘编〔2006〕12号"

ASSUMPTIONS = (
    "本案卷依据一份公开的乡镇机构改革工作总结编成，地名、机构名称以外的单位、人员、成绩、工资和金额全部虚构。",
    "原文没有写年份。11月13日至17日恰为星期一至星期五，与2006年相符，故定为2006年。",
    "原文没有写方案批复日期，只说经批准后才全面开展；假定为2006年9月27日，在领导小组成立之后、清退之前。",
    "原文先写9月11日成立领导小组，又写9月底成立领导小组及办公室；假定领导小组9月11日成立，办公室9月28日成立。",
    "原文写11月初召开动员大会，假定为11月2日；定岗、任职、协议、总结、办结的日期原文没有，均为假定。",
    "原文没有写预留编制含不含在编制数内，假定含在内：行政可用28名，事业可用34名。",
    "原文只写拿出38个事业岗位，没有写怎样与36名编制相合；动用预留2名、兼岗2个是假定的处理办法。",
    "原文只写拿出16个行政岗位，余下3个名额没有写怎样填补；由三个办公室主任占用、两个任命一个空缺是假定。",
    "原文没有写竞岗范围，假定行政人员竞行政岗位、事业人员竞事业岗位，分两榜排名。",
    "四项测评的权重、合格线、取舍、同分规则、志愿个数原文没有写，以本方案所定为准。",
    "内退、让岗没有国家统一规定，条件和待遇以本方案为准：内退人员单列管理，不占新核定的编制；让岗人员继续占编。",
    "提前退休按2006年1月1日施行的公务员法办理，条文序号未核对，只用于公务员（行政人员）。",
    "清退补偿按本方案办理，并参照当时的部门规定（未核原文）。",
    "领导小组分工、征求意见、职责分工、会议签到、谈话和政策问答，原文只有概述，条目和数字均为虚构。",
    "改革前16个机构及其归并、在编100人，上报编制数，以及2005年为基年的八项经费、数量和单价，原文没有写，均为假定。",
)


def town_plan() -> Plan:
    return Plan(
        title="南丘区望禾镇机构改革方案",
        organ="望禾镇",
        cutoff=CUTOFF,
        reserve_mode=ReserveMode.INSIDE,
        headcount={
            HeadcountKind.ADMINISTRATIVE: Headcount(
                approved=30, reserve=2, leader_posts=9, before=39, proposed=32, clause=HEADCOUNT_ISSUED
            ),
            HeadcountKind.INSTITUTION: Headcount(
                approved=36, reserve=2, before=66, proposed=38, clause=HEADCOUNT_ISSUED
            ),
        },
        bodies=_bodies(),
        rules=_rules(),
        stages=_stages(),
        services=_services(),
        before=Before(bodies=16, staff=100),
        basis=(
            Document(
                title="关于全区深化乡镇机构改革的实施意见",
                number="南丘发〔2006〕18号",
                issued=date(2006, 8, 25),
            ),
            Document(
                title="关于望禾镇机构设置和人员编制的批复",
                number=HEADCOUNT_ISSUED,
                issued=date(2006, 9, 27),
            ),
        ),
        assumptions=ASSUMPTIONS,
    )


def _bodies() -> tuple[Body, ...]:
    """Three offices on administrative headcount; two centres and a station on institution headcount."""
    administrative, institution = HeadcountKind
    office, centre, station = BodyKind
    plates = {
        "B01": Plate(id="N01", name="社会治安综合治理办公室"),
        "B03": Plate(id="N02", name="计划生育办公室"),
    }
    former = {
        "B01": ("党政办公室", "社会治安综合治理办公室"),
        "B02": ("农业办公室", "乡镇企业办公室"),
        "B03": ("民政办公室", "计划生育办公室"),
        "B04": ("劳动保障所",),
        "B05": ("计划生育服务站",),
        "B06": ("财政所",),
    }
    rows = (
        ("B01", "党政办公室", office, administrative, 7),
        ("B02", "经济发展办公室", office, administrative, 6),
        ("B03", "社会事务办公室", office, administrative, 6),
        ("B04", "便民服务中心", centre, institution, 16),
        ("B05", "计划生育技术服务中心", centre, institution, 10),
        ("B06", "财政所", station, institution, 10),
    )
    return tuple(
        Body(
            id=id_,
            name=name,
            kind=kind,
            headcount_kind=headcount_kind,
            headcount=headcount,
            approval=HEADCOUNT_ISSUED,
            clause="方案第三条",
            former=former[id_],
            plates=(plates[id_],) if id_ in plates else (),
        )
        for id_, name, kind, headcount_kind, headcount in rows
    )


def _stages() -> tuple[Stage, ...]:
    """The five stages in the order in which the source lists them; their dates turn the second and third round."""
    return (
        Stage(id="T01", name="精心准备", start=date(2006, 9, 11), end=date(2006, 9, 30)),
        Stage(id="T02", name="宣传发动", start=date(2006, 11, 1), end=date(2006, 11, 10), after=("T01",)),
        Stage(id="T03", name="临时人员分流", start=date(2006, 10, 9), end=date(2006, 10, 30), after=("T01",)),
        Stage(
            id="T04",
            name="人员考核成绩汇总",
            start=date(2006, 11, 13),
            end=date(2006, 11, 27),
            after=("T02", "T03"),
        ),
        Stage(id="T05", name="人员定岗", start=date(2006, 11, 28), end=date(2006, 12, 29), after=("T04",)),
    )


LINES = (
    ("S01", "农技推广", "农业技术推广、示范和培训", "亩", "96000", "农业技术推广站"),
    ("S02", "畜禽防疫", "畜禽疫病免疫和检疫", "头", "118000", "畜牧兽医站"),
    ("S03", "农机化建设", "农业机械推广、检修和安全", "台次", "54000", "农机管理站"),
    ("S04", "农田水利保护", "渠道、塘坝的维护", "公里", "132000", "水利站"),
    ("S05", "病虫害防治", "农作物病虫害测报和防治", "亩次", "72000", "农业技术推广站"),
    ("S06", "文体事业", "农村文化、体育和电影放映", "场", "60000", "文化广播站"),
    ("S07", "城镇建设", "镇区道路、绿化和保洁", "平方米", "84000", "村镇建设站"),
    ("S08", "乡村公路养护", "乡村公路的养护", "公里", "140400", "公路管理站"),
)
"""The eight lines of the source with invented purposes, units and money of 2005."""


def _services() -> Services:
    lines = tuple(
        ServiceLine(
            id=id_, name=name, purpose=purpose, unit=unit, base_amount=D(base), former_provider=former
        )
        for id_, name, purpose, unit, base, former in LINES
    )
    return Services(base_year=2005, base_total=sum((s.base_amount for s in lines), D(0)), lines=lines)


def _rules() -> Rules:
    return Rules(
        exam=ExamRule(
            full_mark=D(100), multiple_choice=ChoicePolicy.PARTIAL, rounding=TWO, clause="方案第十条"
        ),
        evaluation=EvaluationRule(
            grades=GradePoints(excellent=D(100), competent=D(80), basic=D(60), incompetent=D(40)),
            categories=(
                VoterCategory(id="A", name="领导班子成员", weight=D(40)),
                VoterCategory(id="B", name="中层干部", weight=D(30)),
                VoterCategory(id="C", name="一般工作人员", weight=D(30)),
            ),
            min_turnout=D(80),
            rounding=TWO,
            clause="方案第十一条",
        ),
        speech=SpeechRule(
            criteria=tuple(
                Criterion(id=id_, name=name, maximum=D(maximum))
                for id_, name, maximum in (
                    ("virtue", "德", 20),
                    ("ability", "能", 30),
                    ("diligence", "勤", 10),
                    ("results", "绩", 30),
                    ("integrity", "廉", 10),
                )
            ),
            min_judges=5,
            trim_high=1,
            trim_low=1,
            rounding=TWO,
            clause="方案第十二条",
        ),
        assessment=AssessmentRule(
            criteria=tuple(
                Criterion(id=id_, name=name, maximum=D(maximum))
                for id_, name, maximum in (
                    ("appraisals", "近三年年度考核", 30),
                    ("work", "工作实绩", 40),
                    ("attendance", "出勤纪律", 15),
                    ("clean", "廉洁自律", 15),
                )
            ),
            rounding=TWO,
            clause="方案第十三条",
        ),
        composite=CompositeRule(
            weights={
                Measure.EXAM: D(30),
                Measure.EVALUATION: D(30),
                Measure.SPEECH: D(20),
                Measure.ASSESSMENT: D(20),
            },
            rounding=TWO,
            ties=(TieBreak.EXAM, TieBreak.EVALUATION, TieBreak.DRAW),
            group=RankingGroup.KIND,
            pass_mark=D(60),
            clause="方案第十四条",
        ),
        placement=PlacementRule(mechanism=Mechanism.RANK_ORDER, max_choices=3, clause="方案第十六条"),
        eligibility=EligibilityRule(appraisal_years=2, bar_sanctioned=True, clause="方案第九条"),
        notice=NoticeRule(score_days=5, appointment_days=5, clause="方案第十五、十七条"),
        exits=_exits(),
        services=ServiceRule(max_term_months=12, direct_award=True, clause="方案第二十七条"),
        contract=ContractRule(months=36, clause="方案第十七条"),
    )


def _exits() -> tuple[ExitRule, ...]:
    return (
        ExitRule(route=ExitRoute.RETIRE, clause="第十八条"),
        ExitRule(route=ExitRoute.RETIRE_EARLY, clause="第十九条"),
        ExitRule(route=ExitRoute.RETIRE_SICK, clause="第二十条"),
        ExitRule(
            route=ExitRoute.RETIRE_INTERNAL,
            min_age_men=55,
            min_age_women=50,
            min_service_years=30,
            keeps_headcount=False,
            monthly_percent=D(90),
            clause="第二十一条",
        ),
        ExitRule(
            route=ExitRoute.YIELD,
            min_age_men=52,
            min_age_women=47,
            keeps_headcount=True,
            monthly_percent=D(100),
            clause="第二十二条",
        ),
        ExitRule(route=ExitRoute.DIVERT_COMPANY, clause="第二十三条"),
        ExitRule(route=ExitRoute.DIVERT_OTHER, clause="第二十四条"),
        ExitRule(route=ExitRoute.CLEAR_TEMP, months_per_year=D(1), max_months=D(12), clause="第二十五条"),
        ExitRule(route=ExitRoute.CLEAR_OWN, months_per_year=D("1.5"), max_months=D(18), clause="第二十六条"),
    )
