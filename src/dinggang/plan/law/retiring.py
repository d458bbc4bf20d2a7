"""Articles about retirement: by age, early, for sickness, flexible, and years of service."""

from datetime import date

from dinggang.basis import Words
from dinggang.plan.law.values import Applies, Article, Certainty, Matter, Regulation

REGULATIONS = (
    Regulation(
        prefix="BT",
        title="国务院关于安置老弱病残干部的暂行办法、国务院关于工人退休、退职的暂行办法",
        number="国发〔1978〕104号",
    ),
    Regulation(prefix="GWY05", title="中华人民共和国公务员法（2005年）", number="主席令第35号，2005-04-27"),
    Regulation(
        prefix="TX",
        title="国务院关于渐进式延迟法定退休年龄的办法",
        number="2024-09-13，由全国人民代表大会常务委员会关于实施渐进式延迟法定退休年龄的决定批准",
    ),
    Regulation(prefix="TZ", title="实施弹性退休制度暂行办法", number="人社部发〔2024〕94号"),
    Regulation(
        prefix="GL",
        title="国务院关于处理国家机关工作人员退职、退休时计算工作年限的暂行规定",
        number="1955-12-29",
    ),
    Regulation(prefix="FY", title="国有企业富余职工安置规定", number="国务院令第111号，1993-04-20"),
    Regulation(prefix="NT", title="机关、事业单位内部退养（没有查到全国性规定）", number="无文号"),
)

_OLD_CIVIL, _CIVIL, _DELAY, _OLD = date(2006, 1, 1), date(2019, 6, 1), date(2025, 1, 1), date(1978, 6, 2)
_BOTH = (Applies.CIVIL, Applies.INSTITUTION, Applies.CADRES)

ARTICLES = (
    Article(
        id="BT-G4",
        number="干部办法第四条",
        says=Words(
            zh="干部男年满六十周岁、女年满五十五周岁，参加革命工作年限满十年的，可以退休；男年满五十周岁、女年满四十五周岁，"
            "工作年限满十年，经过医院证明完全丧失工作能力的，可以退休；因工致残、完全丧失工作能力的，可以退休。",
            en="Cadres retire at 60 (men) or 55 (women) with ten years of service; at 50 or 45 with ten years when a hospital "
            "certifies complete loss of working capacity; after work injury at any age.",
        ),
        since=_OLD,
        applies=_BOTH,
        certainty=Certainty.PAGE,
        matter=Matter.RETIREMENT_AGE,
        values={"men": 60, "women": 55, "service": 10, "sick_men": 50, "sick_women": 45},
    ),
    Article(
        id="BT-W1",
        number="工人办法第一条",
        says=Words(
            zh="工人男年满六十周岁、女年满五十周岁，连续工龄满十年的，应该退休；男年满五十周岁、女年满四十五周岁，连续工龄满十年，"
            "由医院证明并经劳动鉴定委员会确认完全丧失劳动能力的，应该退休；因工致残的另有规定。",
            en="Workers retire at 60 (men) or 50 (women) with ten years of service; at 50 or 45 with ten years when complete "
            "loss of working capacity is certified and confirmed.",
        ),
        since=_OLD,
        applies=(Applies.WORKERS,),
        certainty=Certainty.PAGE,
        matter=Matter.RETIREMENT_AGE,
        values={"men": 60, "women": 50, "service": 10, "sick_men": 50, "sick_women": 45},
    ),
    Article(
        id="GWY05-87",
        number="第八十七条",
        says=Words(
            zh="公务员达到国家规定的退休年龄或者完全丧失工作能力的，应当退休。",
            en="A civil servant of retirement age, or who has lost all working capacity, retires.",
        ),
        since=_OLD_CIVIL,
        until=date(2019, 5, 31),
        applies=(Applies.CIVIL,),
        certainty=Certainty.UNCONFIRMED,
        matter=Matter.SICK,
    ),
    Article(
        id="GWY05-88",
        number="第八十八条",
        says=Words(
            zh="工作年限满三十年，或者距退休年龄不足五年且工作年限满二十年的公务员，本人自愿提出申请，经任免机关批准，可以提前退休。",
            en="With 30 years of service, or 20 and under five years to go, a civil servant may retire early on own "
            "application and approval.",
        ),
        since=_OLD_CIVIL,
        until=date(2019, 5, 31),
        applies=(Applies.CIVIL,),
        certainty=Certainty.UNCONFIRMED,
        matter=Matter.EARLY,
        values={"years": 30, "years_near": 20, "near": 5},
    ),
    Article(
        id="GWY-92",
        number="第九十二条",
        says=Words(
            zh="公务员达到国家规定的退休年龄或者完全丧失工作能力的，应当退休。",
            en="A civil servant of retirement age, or who has lost all working capacity, retires.",
        ),
        since=_CIVIL,
        applies=(Applies.CIVIL,),
        certainty=Certainty.FULL,
        matter=Matter.SICK,
    ),
    Article(
        id="GWY-93",
        number="第九十三条",
        says=Words(
            zh="工作年限满三十年，或者距国家规定的退休年龄不足五年且工作年限满二十年的公务员，本人自愿提出申请，经任免机关批准，可以提前退休。",
            en="With 30 years of service, or 20 and under five years to go, a civil servant may retire early on own "
            "application and approval.",
        ),
        since=_CIVIL,
        applies=(Applies.CIVIL,),
        certainty=Certainty.FULL,
        matter=Matter.EARLY,
        values={"years": 30, "years_near": 20, "near": 5},
    ),
    Article(
        id="TX-1",
        number="第一条及附表一至三",
        says=Words(
            zh="从2025年1月1日起，男职工和原法定退休年龄五十五周岁的女职工每四个月延迟一个月，逐步到六十三周岁和五十八周岁；"
            "原法定退休年龄五十周岁的女职工每二个月延迟一个月，逐步到五十五周岁。",
            en="From 2025 retirement is later by a month for each four months of birth, up to 63 (men) and 58 (women of 55); "
            "by a month for each two, up to 55 (women of 50).",
        ),
        since=_DELAY,
        applies=(Applies.ALL,),
        certainty=Certainty.PAGE,
        matter=Matter.RETIREMENT_AGE,
        values={"step": 4, "cap": 36, "step_of_50": 2, "cap_of_50": 60},
    ),
    Article(
        id="TX-2",
        number="第二条及附表四",
        says=Words(
            zh="从2030年1月1日起，按月领取基本养老金的最低缴费年限由十五年逐步提高至二十年，每年提高六个月。",
            en="From 2030 the least years of contribution rise from 15 to 20, by six months a year.",
        ),
        since=_DELAY,
        applies=(Applies.ALL,),
        certainty=Certainty.PAGE,
        matter=Matter.CONTRIBUTION,
        values={"months": 180, "step": 6, "last": 240, "from": 2030},
    ),
    Article(
        id="TX-3",
        number="第三条",
        says=Words(
            zh="达到最低缴费年限，可以自愿选择提前退休，最长不超过三年，且不得低于原法定退休年龄；达到法定退休年龄，所在单位与职工协商一致的，"
            "可以延迟，最长不超过三年。不得违背职工意愿，违法强制或者变相强制职工选择退休年龄。",
            en="With the least years of contribution one may choose to retire up to three years early, not below the original "
            "age; by agreement with the unit up to three years later. Nobody may be made to choose.",
        ),
        since=_DELAY,
        applies=(Applies.ALL,),
        certainty=Certainty.PAGE,
        matter=Matter.FLEXIBLE_EARLY,
        values={"early": 36, "late": 36},
    ),
    Article(
        id="TZ-EARLY",
        number="（条次未核）",
        says=Words(
            zh="选择弹性提前退休的，至少在本人选择的退休时间前三个月，以书面形式告知所在单位；最低缴费年限按选择的退休时间对应年份执行。",
            en="Early choice is told the unit in writing three months before; the least contribution is that of the chosen year.",
        ),
        since=_DELAY,
        applies=(Applies.ALL,),
        certainty=Certainty.PAGE,
        matter=Matter.FLEXIBLE_EARLY,
        values={"notice_months": 3},
    ),
    Article(
        id="TZ-LATE",
        number="（条次未核）",
        says=Words(
            zh="弹性延迟退休由所在单位与职工提前一个月以书面形式明确延迟时间等事项；时间确定后不再延长；"
            "最低缴费年限按法定退休年龄对应年份执行。",
            en="Later retirement is agreed in writing a month before, once; the least contribution is that of the statutory year.",
        ),
        since=_DELAY,
        applies=(Applies.INSTITUTION, Applies.CONTRACT, Applies.WORKERS),
        certainty=Certainty.PAGE,
        matter=Matter.FLEXIBLE_LATE,
        values={"notice_months": 1},
    ),
    Article(
        id="TZ-4",
        number="第四条第二款",
        says=Words(
            zh="公务员、国有企事业单位领导人员及其他管理人员，达到法定退休年龄时应当及时办理退休手续，不能延迟。",
            en="Civil servants, leaders and managers of state institutions and enterprises retire at statutory age: no later option.",
        ),
        since=_DELAY,
        applies=(Applies.CIVIL, Applies.LEADERS),
        certainty=Certainty.PAGE,
        matter=Matter.FLEXIBLE_LATE,
    ),
    Article(
        id="GL-09",
        number="第九条",
        says=Words(
            zh="工作年限按周年计算；计算退职金、退休金时，剩余的月数超过六个月的按一年计算，六个月和不满六个月的按半年计算。",
            en="Service counts in full years; for pensions a rest above six months is a year, else half a year.",
        ),
        since=date(1955, 12, 29),
        applies=(Applies.CIVIL, Applies.INSTITUTION),
        certainty=Certainty.FULL,
        matter=Matter.YEARS,
    ),
    Article(
        id="FY-9",
        number="第九条",
        says=Words(
            zh="国有企业职工距退休年龄不到五年的，经本人申请，企业领导批准，可以退出工作岗位休养，由企业发给生活费；"
            "休养期间视为工龄，达到退休年龄时办理退休。机关、事业单位只能参照。",
            en="In state enterprises, under five years before retirement, one may leave the post on own application and approval, "
            "with a living allowance; the time counts as service. For organs and institutions it is an analogy only.",
        ),
        since=date(1993, 4, 20),
        applies=(Applies.STATE_ENTERPRISES,),
        certainty=Certainty.FULL,
        matter=Matter.INTERNAL,
        values={"near": 5},
    ),
    Article(
        id="NT-1",
        number="（无条次）",
        says=Words(
            zh="机关、事业单位人员内退、让岗没有全国性规定，只能由方案或者当地文件规定条件和待遇。",
            en="Internal retirement and yielding in organs and institutions have no national rule: plan or local documents alone.",
        ),
        since=None,
        applies=(Applies.CIVIL, Applies.INSTITUTION),
        certainty=Certainty.UNCONFIRMED,
        matter=Matter.INTERNAL,
    ),
)
