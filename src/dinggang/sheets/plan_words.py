"""What every key of plan.toml means, with an example: for the empty plan and for the headings of a written one."""

from collections.abc import Mapping
from typing import NamedTuple

from dinggang.basis import Rounding
from dinggang.plan import (
    Adjustment,
    AssessmentRule,
    Before,
    Body,
    ClaimRule,
    CompositeRule,
    ContractRule,
    Criterion,
    DeductionRule,
    Document,
    DrawRule,
    EligibilityRule,
    EssayRule,
    EvaluationRule,
    ExamRule,
    ExitRule,
    FitRule,
    GradeDeduction,
    GradePoints,
    Headcount,
    LowerQuota,
    NoticeRule,
    PathYear,
    PlacementRule,
    Plan,
    Plate,
    PostWeights,
    RatioRule,
    RoomRule,
    Rules,
    RuleSource,
    ServiceLine,
    ServiceRule,
    Services,
    SpeechRule,
    Stage,
    VoterCategory,
)


class Key(NamedTuple):
    """A key's meaning and an example value as TOML writes it."""

    words: str
    example: str


CLAUSE = Key("依据方案的哪一条", '"方案第九条"')
ROUNDING = Key(
    "取舍规则：mode 为 half_up（四舍五入）或 truncate（截尾）；places 为保留的小数位数",
    '{ mode = "half_up", places = 2 }',
)
PASS_MARK = Key("合格线，低于此分不进入排名；不设就不写", "60")

HEADINGS: Mapping[type, str] = {
    Plan: "改革方案",
    Before: "改革前的机构数和人数，没有它就说不上精简",
    Document: "方案的依据文件，一份一段",
    Headcount: "编制",
    Body: "内设机构，一个机构一段",
    Plate: "加挂的牌子，写在所属机构之后；牌子不占编制和职数",
    Stage: "改革阶段，一个阶段一段",
    Services: "政府购买服务（养人转养事）",
    ServiceLine: "服务项目，一项一段",
    PathYear: "养人转养事的年度安排，一年一段",
    Rules: "各环节的规则",
    ExamRule: "理论素质考试",
    EssayRule: "主观题双评，要双评才写",
    EvaluationRule: "民主测评",
    VoterCategory: "投票人类别，一类一段，权重合计100",
    SpeechRule: "竞岗演说",
    RoomRule: "分考场的平衡系数，分考场才写",
    AssessmentRule: "组织考核",
    Criterion: "评分要素，一项一段",
    Adjustment: "加分、扣分项目，一项一段",
    CompositeRule: "综合成绩与排名",
    PlacementRule: "定岗办法",
    RatioRule: "开考比例，有规定才写",
    PostWeights: "有些岗位另定权重，一组岗位一段",
    FitRule: "总体最优的附加条件",
    LowerQuota: "至少要安排的人数，一组岗位一段",
    EligibilityRule: "竞岗资格",
    NoticeRule: "公示期，按工作日计，张贴当日不算",
    ExitRule: "分流去向，开放一种写一段",
    ServiceRule: "购买服务的规则",
    DeductionRule: "扣款：验收数量×单价之后扣多少，要扣才写",
    GradeDeduction: "质量等次，一等一段",
    DrawRule: "抽签办法，按公开来源算签才写；不写就是当场抓阄",
    ContractRule: "聘用合同的期限，不写就在合同上留空，由双方填写",
    ClaimRule: "总结用词的标准，与通常标准不同才写",
}

KEYS: Mapping[type, Mapping[str, Key]] = {
    Plan: {
        "title": Key("方案名称", '"某某镇机构改革方案"'),
        "organ": Key("改革的机关", '"某某镇"'),
        "cutoff": Key("截止日：年龄、工龄、处分都算到这一天", "2006-10-31"),
        "reserve_mode": Key("预留编制：inside 含在核定数之内，on_top 在核定数之外", '"inside"'),
        "assumptions": Key("编制数字时所作的假定，没有就不写", '["预留编制含在核定数之内"]'),
    },
    Before: {"bodies": Key("改革前机构数", "12"), "staff": Key("改革前在编人数", "85")},
    Document: {
        "title": Key("文件名称", '"关于全区深化乡镇机构改革的实施意见"'),
        "number": Key("文号", '"某发〔2006〕18号"'),
        "issued": Key("印发日期", "2006-08-20"),
    },
    Headcount: {
        "approved": Key("核定编制数", "30"),
        "reserve": Key("其中（或另有）预留数", "2"),
        "leader_posts": Key("领导职数", "9"),
        "before": Key("改革前的核定编制数", "38"),
        "proposed": Key("上报时建议的编制数", "32"),
        "clause": Key("核定编制的文件和文号", '"区编〔2006〕12号"'),
    },
    Body: {
        "id": Key("机构编号，字母加数字，定了不再改", '"B01"'),
        "name": Key("机构全称", '"党政办公室"'),
        "kind": Key("机构类型：office 办公室，centre 中心，station 所", '"office"'),
        "headcount_kind": Key("用哪类编制：administrative 行政，institution 事业", '"administrative"'),
        "headcount": Key("分到本机构的编制数；方案没有分到机构就不写", "8"),
        "approval": Key("批准设立的文号", '"区编〔2006〕12号"'),
        "clause": Key("依据方案的哪一条", '"方案第三条"'),
        "former": Key(
            "由哪些原机构并来，写花名册上的原单位名称；分到几个机构的，几处都写",
            '["农业办公室", "乡镇企业办公室"]',
        ),
    },
    Plate: {
        "id": Key("牌子编号", '"N01"'),
        "name": Key("牌子名称", '"社会治安综合治理办公室"'),
        "headcount": Key("牌子不应有编制；文件写有编制的照实填写，平衡表会指出", "0"),
        "leader_posts": Key("牌子不应有领导职数；文件写有的照实填写", "0"),
    },
    Stage: {
        "id": Key("阶段编号", '"T01"'),
        "name": Key("阶段名称", '"准备"'),
        "start": Key("计划开始日期", "2006-09-11"),
        "end": Key("计划结束日期", "2006-09-30"),
        "after": Key("哪些阶段结束后才能开始（编号），没有就不写", "[]"),
    },
    Services: {
        "base_year": Key("基准年：经费不减，与这一年相比", "2006"),
        "base_total": Key("基准年经费总额，元，等于各项之和", "120000.00"),
    },
    ServiceLine: {
        "id": Key("项目编号", '"S01"'),
        "name": Key("项目名称", '"农技推广"'),
        "purpose": Key("用途，以后各年不得改变", '"农业技术推广服务"'),
        "unit": Key("计量单位", '"亩"'),
        "base_amount": Key("基准年经费，元", "120000.00"),
        "former_provider": Key("原来由谁承担", '"农技站"'),
        "whole": Key("计量单位是否只能是整数（头、次、台次）：true 或 false", "true"),
    },
    PathYear: {
        "year": Key("年度", "2007"),
        "staff": Key("人员经费（养人），元", "300000.00"),
        "services": Key("购买服务经费（养事），元", "120000.00"),
        "target_share": Key("服务经费占两项之和的目标，百分之几；不设就不写", "25"),
    },
    ExamRule: {
        "full_mark": Key("试卷满分，等于各题分值之和", "100"),
        "multiple_choice": Key(
            "多选题计分：exact 全对才得分，partial 少选得一半，proportional 少选按比例，each 少选每项得定分，negative 错选倒扣",
            '"exact"',
        ),
        "rounding": ROUNDING,
        "pass_mark": PASS_MARK,
        "each_option": Key("each 才写：少选时每个对的选项得几分", "0.5"),
        "penalty": Key("negative 才写：每个错的选项扣几分", "0.5"),
        "floor": Key("negative 才写：question 每题不低于0分，section 多选题合计不低于0分", '"section"'),
        "void": Key(
            "有题目作废时：everyone 人人得分，same_kind 分值摊到同类题，whole_paper 摊到全卷", '"whole_paper"'
        ),
        "clause": CLAUSE,
    },
    EssayRule: {
        "threshold_percent": Key("两评相差超过该题分值的百分之几，才要三评", "15"),
        "strict": Key("恰好等于这个数时，true 要三评，false 不要", "false"),
        "third": Key("三评怎样用：nearest 与较近者平均，stands 以三评为准，leader 由组长定分", '"nearest"'),
        "equidistant": Key(
            "三评恰在中间时：higher 与较高者平均，mean 三者平均，leader 由组长定分", '"higher"'
        ),
        "rounding": ROUNDING,
        "clause": CLAUSE,
    },
    EvaluationRule: {
        "grades": Key(
            "四个等次折算的分数：优秀、称职、基本称职、不称职",
            "{ excellent = 100, competent = 80, basic = 60, incompetent = 0 }",
        ),
        "min_turnout": Key("每类投票人至少收回百分之几的票才有效", "80"),
        "rounding": ROUNDING,
        "category_rounding": Key("各类得分先取舍一次才写", '{ mode = "half_up", places = 4 }'),
        "max_incompetent": Key("不称职票超过有效票的百分之几，就不合格；不设就不写", "33.33"),
        "pass_mark": PASS_MARK,
        "clause": CLAUSE,
    },
    GradePoints: {
        "excellent": Key("优秀", "100"),
        "competent": Key("称职", "80"),
        "basic": Key("基本称职", "60"),
        "incompetent": Key("不称职", "0"),
    },
    VoterCategory: {
        "id": Key("类别代号，一个大写字母", '"A"'),
        "name": Key("类别名称", '"领导班子成员"'),
        "weight": Key("权重，百分之几", "100"),
        "merge_below": Key("发出的票少于几张就并入别类（人太少会看出谁投的）；不合并就不写", "5"),
        "merge_into": Key("并入哪一类，填代号", '"B"'),
    },
    SpeechRule: {
        "min_judges": Key("最少几名评委评分才有效", "7"),
        "trim_high": Key("去掉几个最高分", "1"),
        "trim_low": Key("去掉几个最低分", "1"),
        "rounding": ROUNDING,
        "trim_level": Key("在哪一级去最高最低：total 每名评委的总分，criterion 每个要素", '"total"'),
        "pass_mark": PASS_MARK,
        "clause": CLAUSE,
    },
    RoomRule: {
        "method": Key(
            "平衡系数：mean_of_means 各考场平均分再平均，overall 全体平均，trimmed 去极值后平均", '"overall"'
        ),
        "min_room": Key("一个考场至少几人，才算系数", "5"),
        "trim": Key("trimmed 才写：去掉几个最高、几个最低", "2"),
        "mean_rounding": Key("平均分先取舍一次才写", '{ mode = "half_up", places = 2 }'),
        "coefficient_rounding": Key("系数取舍才写", '{ mode = "half_up", places = 4 }'),
        "cap": Key("平衡后超过满分的，是否按满分计：true 或 false", "true"),
        "clause": CLAUSE,
    },
    AssessmentRule: {
        "rounding": ROUNDING,
        "max_bonus": Key("加分合计最多几分；不设就不写", "5"),
        "pass_mark": PASS_MARK,
        "clause": CLAUSE,
    },
    Adjustment: {
        "id": Key("项目代号，小写字母开头", '"award"'),
        "name": Key("项目名称", '"市级以上表彰"'),
        "points": Key("每次几分：加分写正数，扣分写负数", "2"),
        "most": Key("最多计几次", "1"),
    },
    Criterion: {
        "id": Key("要素代号，小写字母开头", '"content"'),
        "name": Key("要素名称，作为评分表的表头", '"工作实绩"'),
        "maximum": Key("满分", "100"),
    },
    CompositeRule: {
        "weights": Key(
            "四项测评的权重（百分之几，合计100）：exam 考试，evaluation 民主测评，speech 演说，assessment 考核",
            "{ exam = 30, evaluation = 30, speech = 20, assessment = 20 }",
        ),
        "rounding": ROUNDING,
        "ties": Key(
            "同分时依次比较：exam、evaluation、speech、assessment、service_years 工龄、education 学历；最后是 draw 抽签",
            '["exam", "evaluation", "draw"]',
        ),
        "group": Key("排名范围：all 全体一榜，kind 行政、事业分榜，post 按岗位", '"kind"'),
        "scaled_rounding": Key("各项折成百分制后先取舍一次才写", '{ mode = "half_up", places = 2 }'),
        "part_rounding": Key("各项乘权重后先取舍一次才写", '{ mode = "half_up", places = 2 }'),
        "pass_mark": PASS_MARK,
        "clause": CLAUSE,
    },
    PlacementRule: {
        "mechanism": Key(
            "定岗方法：rank_order 按名次依次选岗，parallel 平行志愿，first_choice 顺序志愿，"
            "deferred 岗位与人双向择优，best_fit 总体最优",
            '"rank_order"',
        ),
        "max_choices": Key("每人最多填几个志愿", "3"),
        "band": Key("parallel 才写：几个志愿为一批", "3"),
        "avoidance": Key(
            "亲属回避：none 不另设，same_body 不在同一机构，led_body 不在其中一方任职务的机构", '"led_body"'
        ),
        "clause": CLAUSE,
    },
    RatioRule: {
        "least": Key("每个名额至少几人报名（合格的）", "2"),
        "below": Key("不够时：open 照开，reduce 减少名额，cancel 取消岗位", '"reduce"'),
        "least_score": Key("照开的岗位，综合成绩至少几分才录取；不设就不写", "70"),
        "clause": CLAUSE,
    },
    PostWeights: {
        "posts": Key("岗位编号", '["O01", "O02"]'),
        "weights": Key(
            "四项测评的权重（百分之几，合计100）",
            "{ exam = 20, evaluation = 20, speech = 30, assessment = 30 }",
        ),
    },
    FitRule: {
        "graduates_percent": Key("录取的人中，本科以上至少百分之几；不设就不写", "40"),
        "clause": CLAUSE,
    },
    LowerQuota: {"posts": Key("岗位编号", '["O01", "O02"]'), "least": Key("合计至少安排几人", "2")},
    EligibilityRule: {
        "appraisal_years": Key("近几年年度考核须在称职（合格）以上；0 为不要求", "3"),
        "bar_sanctioned": Key("处分期内的人不得竞岗：true 或 false", "true"),
        "across_kinds": Key("可否跨编制类别竞岗：true 或 false", "false"),
        "bar_after_sanction": Key(
            "受处分后几个月内不得竞岗（从处分之日起算）：warning 警告，demerit 记过，major_demerit 记大过，demotion 降级，"
            "dismissal 撤职；不另设就不写",
            "{ warning = 6, demerit = 12 }",
        ),
        "clause": CLAUSE,
    },
    NoticeRule: {
        "score_days": Key("成绩公示几个工作日", "5"),
        "appointment_days": Key("任职公示几个工作日", "5"),
        "clause": CLAUSE,
    },
    ExitRule: {
        "route": Key(
            "去向：retire 退休，retire_early 提前退休，retire_sick 病退，retire_internal 内退，yield 让岗，"
            "divert_company 转企，divert_other 其他，clear_temp 清退临时人员，clear_own 清退自用人员",
            '"retire_internal"',
        ),
        "min_age_men": Key("男满几岁（内退、让岗由方案规定）", "55"),
        "min_age_women": Key("女满几岁", "50"),
        "min_service_years": Key("或工龄满几年", "30"),
        "keeps_headcount": Key("是否继续占编制：true 或 false", "false"),
        "months_per_year": Key("清退补偿：每满一年几个月工资", "1"),
        "max_months": Key("清退补偿最多几个月工资", "12"),
        "monthly_percent": Key("内退、让岗期间发给工资的百分之几", "90"),
        "max_years_left": Key("或距法定退休年龄不足几年", "5"),
        "average_wage": Key("当地上年度职工月平均工资，元；2008年起月工资超过它三倍的按三倍计", "2100"),
        "minimum_wage": Key("当地月最低工资标准，元", "500"),
        "source": Key(
            "这些条件和标准出自当地哪份文件：标题、文号、日期、条次",
            '{ title = "关于机构改革人员分流的意见", number = "某发〔2006〕20号", issued = 2006-09-01, clause = "第三条" }',
        ),
        "clause": CLAUSE,
    },
    RuleSource: {
        "title": Key("文件标题", '"关于机构改革人员分流的意见"'),
        "number": Key("文号", '"某发〔2006〕20号"'),
        "issued": Key("印发日期", "2006-09-01"),
        "clause": Key("第几条", '"第三条"'),
    },
    ServiceRule: {
        "max_term_months": Key("一份协议最长几个月", "12"),
        "direct_award": Key("可否定向购买：true 或 false", "true"),
        "max_raise_percent": Key("定向购买的协议金额最多可增加百分之几，再多须说明；不设就不写", "10"),
        "clause": CLAUSE,
    },
    DeductionRule: {
        "late_percent": Key("逾期一天扣百分之几；不扣就不写", "0.5"),
        "late_cap": Key("逾期最多扣百分之几", "10"),
        "rounding": ROUNDING,
        "clause": CLAUSE,
    },
    GradeDeduction: {
        "grade": Key("等次名称，与验收表的质量等次一致", '"良"'),
        "percent": Key("扣百分之几", "5"),
    },
    DrawRule: {
        "method": Key("hash 事先公告名单和公开来源，按结果算签，人人可以重算；hand 当场抓阄", '"hash"'),
        "clause": CLAUSE,
    },
    ContractRule: {
        "months": Key("聘用合同几个月（一般不低于36个月：事业单位人事管理条例第十二条）", "36"),
        "probation_months": Key("其中试用期几个月；没有试用期就不写", "12"),
        "clause": CLAUSE,
    },
    ClaimRule: {
        "vast_majority": Key("绝大多数：至少百分之几", "90"),
        "half": Key("半数以上：至少百分之几", "50"),
        "keen": Key("踊跃：报名人数至少占可以报名人数的百分之几", "90"),
        "clear": Key("明显：比改革前至少变化百分之几", "20"),
        "many": Key("多次：至少几次", "3"),
        "days_late": Key("顺利：最多比方案最后一个阶段晚几天", "0"),
        "corrections": Key("顺利：最多有几件更正的行为", "0"),
        "waiting": Key("圆满：最多几人落选待岗", "0"),
        "clause": CLAUSE,
    },
    Rounding: {},
}
