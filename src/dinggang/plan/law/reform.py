"""Articles about bodies, headcount, avoidance, sanctions, bought services and the counting of days."""

from datetime import date

from dinggang.basis import Words
from dinggang.plan.law.values import Applies, Article, Certainty, Matter, Regulation

REGULATIONS = (
    Regulation(
        prefix="BZ", title="地方各级人民政府机构设置和编制管理条例", number="国务院令第486号，2007-02-24"
    ),
    Regulation(prefix="RY", title="党政领导干部选拔任用工作条例", number="2014-01-14印发"),
    Regulation(prefix="RY19", title="党政领导干部选拔任用工作条例", number="2019-03-03修订"),
    Regulation(prefix="GP", title="加挂牌子的惯例（没有查到全国性规定）", number="无文号"),
    Regulation(prefix="GWY", title="中华人民共和国公务员法", number="2018-12-29修订"),
    Regulation(prefix="HB", title="事业单位人事管理回避规定", number="人社部规〔2019〕1号"),
    Regulation(prefix="CF", title="事业单位工作人员处分规定", number="人社部发〔2023〕58号"),
    Regulation(prefix="SY", title="事业单位人事管理条例", number="国务院令第652号，2014-04-25"),
    Regulation(prefix="GM", title="政府购买服务管理办法", number="财政部令第102号"),
    Regulation(prefix="MF", title="中华人民共和国民法典", number="2020-05-28"),
)

_BZ, _GWY, _GM, _MF = date(2007, 5, 1), date(2019, 6, 1), date(2020, 3, 1), date(2021, 1, 1)
_SY = date(2014, 7, 1)

ARTICLES = (
    Article(
        id="BZ-06",
        number="第六条",
        says=Words(
            zh="依照程序设置的机构和核定的编制，是录用、聘用、调配、配备领导和核拨经费的依据；实有人员不得突破编制。",
            en="Bodies and headcount as approved are the basis of staffing and money; staff may not exceed headcount.",
        ),
        since=_BZ,
        applies=(Applies.ORGANS,),
        certainty=Certainty.FULL,
        matter=Matter.HEADCOUNT,
    ),
    Article(
        id="BZ-09",
        number="第九条",
        says=Words(
            zh="机构的设立、撤销、合并或者变更规格、名称，由本级政府提出，经上一级编制机关审核，报上一级政府批准。",
            en="A body is set up, abolished, merged or renamed with the approval of the government one level up.",
        ),
        since=_BZ,
        applies=(Applies.ORGANS,),
        certainty=Certainty.FULL,
        matter=Matter.HEADCOUNT,
    ),
    Article(
        id="BZ-10",
        number="第十条",
        says=Words(
            zh="行政机构职责相同或者相近的，原则上由一个行政机构承担。",
            en="Duties that are the same or alike are borne by one body.",
        ),
        since=_BZ,
        applies=(Applies.ORGANS,),
        certainty=Certainty.FULL,
        matter=Matter.HEADCOUNT,
    ),
    Article(
        id="BZ-15",
        number="第十五条",
        says=Words(
            zh="行政机构使用行政编制，事业单位使用事业编制，不得混用、挤占、挪用或者自行设定其他类别的编制。",
            en="Administrative bodies use administrative headcount, institutions theirs; kinds are never mixed.",
        ),
        since=_BZ,
        applies=(Applies.ORGANS,),
        certainty=Certainty.FULL,
        matter=Matter.HEADCOUNT,
    ),
    Article(
        id="BZ-26",
        number="第二十六条",
        says=Words(
            zh="擅自设立机构、增加编制或者改变编制使用范围、超编制超职数配备人员的，通报批评、限期改正，严重的给予处分。",
            en="Unapproved bodies, added or diverted headcount, staff or leaders beyond it: to be corrected, or sanctioned.",
        ),
        since=_BZ,
        applies=(Applies.ORGANS,),
        certainty=Certainty.FULL,
        matter=Matter.HEADCOUNT,
    ),
    Article(
        id="RY-37",
        number="第三十七条",
        says=Words(
            zh="党委讨论决定干部任免事项，必须有三分之二以上成员到会；以应到会成员超过半数同意形成决定。",
            en="A Party committee decides on leading posts with two thirds of its members present, by more than half of all.",
        ),
        since=date(2014, 1, 14),
        until=date(2019, 3, 2),
        applies=(Applies.LEADERS,),
        certainty=Certainty.PAGE,
        matter=Matter.DECIDING,
    ),
    Article(
        id="RY19-37",
        number="第三十七条",
        says=Words(
            zh="党委讨论决定干部任免事项，必须有三分之二以上成员到会。",
            en="A Party committee decides on leading posts with two thirds of its members present, as since 2014.",
        ),
        since=date(2019, 3, 3),
        applies=(Applies.LEADERS,),
        certainty=Certainty.SECOND_HAND,
        matter=Matter.DECIDING,
    ),
    Article(
        id="GP-1",
        number="（无条次）",
        says=Words(
            zh="加挂牌子是一个机构两个名称，一套班子、一个编制、一套职数。",
            en="A name plate is a second name of one body: one leadership, one headcount.",
        ),
        since=None,
        applies=(Applies.ORGANS,),
        certainty=Certainty.SECOND_HAND,
        matter=Matter.HEADCOUNT,
    ),
    Article(
        id="GWY-62",
        number="第六十二条",
        says=Words(
            zh="处分分为警告、记过、记大过、降级、撤职、开除。",
            en="Sanctions are warning, demerit, major demerit, demotion, dismissal from post, expulsion.",
        ),
        since=_GWY,
        applies=(Applies.CIVIL,),
        certainty=Certainty.FULL,
        matter=Matter.SANCTIONS,
    ),
    Article(
        id="GWY-64",
        number="第六十四条",
        says=Words(
            zh="受处分期间不得晋升：警告六个月，记过十二个月，记大过十八个月，降级、撤职二十四个月。",
            en="No promotion while a sanction runs: 6 months, 12, 18, 24 by its kind.",
        ),
        since=_GWY,
        applies=(Applies.CIVIL,),
        certainty=Certainty.FULL,
        matter=Matter.SANCTIONS,
        values={"warning": 6, "demerit": 12, "major_demerit": 18, "demotion": 24, "dismissal": 24},
    ),
    Article(
        id="CF-4",
        number="第四条",
        says=Words(
            zh="事业单位工作人员处分的种类：警告、记过、降低岗位等级、开除。",
            en="Sanctions of institution staff: warning, demerit, lower post grade, expulsion.",
        ),
        since=date(2023, 11, 6),
        applies=(Applies.INSTITUTION,),
        certainty=Certainty.UNCONFIRMED,
        matter=Matter.SANCTIONS,
    ),
    Article(
        id="SY-04",
        number="第四条",
        says=Words(
            zh="事业单位制定或者修改人事管理制度，应当通过职工代表大会或者其他形式听取工作人员意见。",
            en="Staff rules are made or changed after hearing the staff, by their congress or in another form.",
        ),
        since=_SY,
        applies=(Applies.INSTITUTION,),
        certainty=Certainty.FULL,
        matter=Matter.HEARING,
    ),
    Article(
        id="SY-12",
        number="第十二条",
        says=Words(
            zh="事业单位与工作人员订立的聘用合同，期限一般不低于3年。",
            en="An employment contract runs for at least three years as a rule.",
        ),
        since=_SY,
        applies=(Applies.INSTITUTION,),
        certainty=Certainty.FULL,
        matter=Matter.TERM,
        values={"months": 36},
    ),
    Article(
        id="SY-13",
        number="第十三条",
        says=Words(
            zh="初次就业的工作人员与事业单位订立的聘用合同期限3年以上的，试用期为12个月。",
            en="Who takes up work for the first time, with a contract of three years or more, is on trial for 12 months.",
        ),
        since=_SY,
        applies=(Applies.INSTITUTION,),
        certainty=Certainty.FULL,
        matter=Matter.TERM,
        values={"months": 12},
    ),
    Article(
        id="SY-29",
        number="第二十九条",
        says=Words(
            zh="处分分为警告、记过、降低岗位等级或者撤职、开除；期间为六个月、十二个月、二十四个月。",
            en="Sanctions of institution staff and how long they run: 6, 12, 24 months.",
        ),
        since=_SY,
        applies=(Applies.INSTITUTION,),
        certainty=Certainty.FULL,
        matter=Matter.SANCTIONS,
        values={"warning": 6, "demerit": 12, "demotion": 24},
    ),
    Article(
        id="GWY-74",
        number="第七十四条",
        says=Words(
            zh="有夫妻、直系血亲、三代以内旁系血亲、近姻亲关系的，不得直接隶属于同一领导人员或者有直接上下级领导关系，"
            "也不得在一方担任领导职务的机关从事组织、人事、纪检、监察、审计和财务工作。",
            en="Relatives may not report to the same leader or to each other, nor work in organisation, personnel, "
            "discipline, audit or finance where one of them leads.",
        ),
        since=_GWY,
        applies=(Applies.CIVIL,),
        certainty=Certainty.FULL,
        matter=Matter.AVOIDANCE,
    ),
    Article(
        id="HB-06",
        number="第六条",
        says=Words(
            zh="有亲属关系的，不得担任同一领导人员管理的直接上下级岗位，也不得在一方领导的单位从事组织（人事）、"
            "纪检监察、审计、财务工作。",
            en="The like for institution staff.",
        ),
        since=date(2020, 1, 1),
        applies=(Applies.INSTITUTION,),
        certainty=Certainty.PAGE,
        matter=Matter.AVOIDANCE,
    ),
    Article(
        id="GM-3",
        number="第三条",
        says=Words(
            zh="政府购买服务遵循预算约束、以事定费、公开择优、诚实信用、讲求绩效原则。",
            en="Services are bought within the budget, paid by the work, from the best in the open.",
        ),
        since=_GM,
        applies=(Applies.ORGANS,),
        certainty=Certainty.PAGE,
        matter=Matter.SERVICES,
    ),
    Article(
        id="GM-10",
        number="第十条",
        says=Words(
            zh="不属于政府职责范围、应当由政府直接履职的事项，货物和工程，融资行为，以及人员招、聘用，以劳务派遣方式用工、设置公益性岗位等，"
            "不得纳入政府购买服务范围。",
            en="Not to be bought as services: what is no duty of government or its own to do, goods and works, financing, and "
            "hiring, agency labour or public-welfare posts.",
        ),
        since=_GM,
        applies=(Applies.ORGANS,),
        certainty=Certainty.PAGE,
        matter=Matter.SERVICES,
    ),
    Article(
        id="GM-24",
        number="第二十四条",
        says=Words(
            zh="合同履行期限一般不超过一年；预算有保障、内容相对固定的，可以不超过三年。",
            en="A contract runs for a year at most; up to three where budget and content are settled.",
        ),
        since=_GM,
        applies=(Applies.ORGANS,),
        certainty=Certainty.SECOND_HAND,
        matter=Matter.SERVICES,
        values={"months": 12, "months_at_most": 36},
    ),
    Article(
        id="MF-201",
        number="第二百零一条",
        says=Words(
            zh="按照年、月、日计算期间的，开始的当日不计入，自下一日开始计算。",
            en="The day on which a period begins is not counted.",
        ),
        since=_MF,
        applies=(Applies.ALL,),
        certainty=Certainty.FULL,
        matter=Matter.DAYS,
    ),
    Article(
        id="MF-202",
        number="第二百零二条",
        says=Words(
            zh="按照年、月计算期间的，到期月的对应日为最后一日；没有对应日的，月末日为最后一日。",
            en="A period of months ends on the corresponding day, or on the month's last day where there is none.",
        ),
        since=_MF,
        applies=(Applies.ALL,),
        certainty=Certainty.FULL,
        matter=Matter.DAYS,
    ),
    Article(
        id="MF-1259",
        number="第一千二百五十九条",
        says=Words(
            zh="“以上”“以内”“届满”包括本数；“不满”“超过”“以外”不包括本数。",
            en="以上, 以内 and 届满 include the number itself; 不满, 超过 and 以外 do not.",
        ),
        since=_MF,
        applies=(Applies.ALL,),
        certainty=Certainty.FULL,
        matter=Matter.DAYS,
    ),
    Article(
        id="GWY-95",
        number="第九十五条",
        says=Words(
            zh="对辞退、免职、申请提前退休未予批准等人事处理不服的，三十日内申请复核；对复核不服的，十五日内申诉；"
            "也可以三十日内直接申诉。",
            en="Reconsideration within 30 days, appeal within 15 more, or appeal at once within 30: also against an early "
            "retirement refused.",
        ),
        since=_GWY,
        applies=(Applies.CIVIL,),
        certainty=Certainty.FULL,
        matter=Matter.APPEAL,
        values={"days": 30, "days_after": 15},
    ),
)
