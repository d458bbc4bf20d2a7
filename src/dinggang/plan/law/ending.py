"""Articles about the end of labour contracts: notice, who is protected, severance."""

from datetime import date

from dinggang.basis import Words
from dinggang.plan.law.values import Applies, Article, Certainty, Matter, Regulation

REGULATIONS = (
    Regulation(prefix="LD", title="中华人民共和国劳动法", number="主席令第28号，1994-07-05"),
    Regulation(prefix="BC", title="违反和解除劳动合同的经济补偿办法", number="劳部发〔1994〕481号"),
    Regulation(prefix="BF", title="关于对经济补偿金计发标准问题的复函", number="劳办发〔1997〕98号"),
    Regulation(
        prefix="LH", title="中华人民共和国劳动合同法", number="主席令第65号，2007-06-29，2012-12-28修改"
    ),
    Regulation(prefix="LHS", title="中华人民共和国劳动合同法实施条例", number="国务院令第535号，2008-09-18"),
)

_LD, _LH, _LHS = date(1995, 1, 1), date(2008, 1, 1), date(2008, 9, 18)
_LAST_OLD = date(2007, 12, 31)
_WHO = (Applies.CONTRACT,)


def _lh(
    article: int, zh: str, en: str, matter: Matter, *, law: str = "LH", since: date = _LH, **values: int
) -> Article:
    return Article(
        id=f"{law}-{article}",
        number=f"第{_CHINESE[article]}条",
        says=Words(zh=zh, en=en),
        since=since,
        applies=_WHO,
        certainty=Certainty.FULL,
        matter=matter,
        values=values,
    )


_CHINESE = {
    10: "十",
    20: "二十",
    21: "二十一",
    25: "二十五",
    27: "二十七",
    36: "三十六",
    39: "三十九",
    40: "四十",
    42: "四十二",
    44: "四十四",
    45: "四十五",
    46: "四十六",
    47: "四十七",
    48: "四十八",
    50: "五十",
    71: "七十一",
    87: "八十七",
    97: "九十七",
}

OLD = (
    Article(
        id="LD-26",
        number="第二十六条",
        says=Words(
            zh="因医疗期满不能工作、不能胜任工作或者客观情况发生重大变化解除劳动合同的，应当提前三十日以书面形式通知本人。",
            en="Thirty days' written notice before a contract is ended for sickness, lack of ability or changed circumstances.",
        ),
        since=_LD,
        applies=_WHO,
        certainty=Certainty.PART,
        matter=Matter.NOTICE_OF_END,
        values={"days": 30},
    ),
    Article(
        id="LD-28",
        number="第二十八条",
        says=Words(
            zh="依据第二十四条、第二十六条、第二十七条解除劳动合同的，依照国家有关规定给予经济补偿。",
            en="Such an end is compensated by the state's rules.",
        ),
        since=_LD,
        applies=_WHO,
        certainty=Certainty.PART,
        matter=Matter.ENDING,
    ),
    Article(
        id="LD-29",
        number="第二十九条",
        says=Words(
            zh="患职业病或者因工负伤丧失劳动能力、在医疗期内、女职工在孕期产期哺乳期内的，不得依据第二十六条、第二十七条解除。",
            en="Not with occupational disease or work injury, within medical leave, in pregnancy, maternity or nursing.",
        ),
        since=_LD,
        applies=_WHO,
        certainty=Certainty.PART,
        matter=Matter.PROTECTED,
    ),
    Article(
        id="BC-5",
        number="第五条",
        says=Words(
            zh="协商一致由用人单位解除的，每满一年发给相当于一个月工资的经济补偿金，最多不超过十二个月；工作时间不满一年的按一年发给。",
            en="By agreement: a month's wage for each year, at most twelve; less than a year counts as a year.",
        ),
        since=_LD,
        until=_LAST_OLD,
        applies=_WHO,
        certainty=Certainty.PAGE,
        matter=Matter.SEVERANCE,
        values={"months_at_most": 12},
    ),
    Article(
        id="BC-8",
        number="第八条",
        says=Words(
            zh="因客观情况发生重大变化解除的，按在本单位工作的年限，每满一年发给相当于一个月工资的经济补偿金。",
            en="After changed circumstances: a month's wage for each year in the unit, without the limit of twelve.",
        ),
        since=_LD,
        until=_LAST_OLD,
        applies=_WHO,
        certainty=Certainty.UNCONFIRMED,
        matter=Matter.SEVERANCE,
    ),
    Article(
        id="BF-98",
        number="（全文）",
        says=Words(
            zh="工作时间不满一年的部分，按一年的标准发给经济补偿金。",
            en="A part of a year is compensated as a year.",
        ),
        since=date(1997, 1, 1),
        until=_LAST_OLD,
        applies=_WHO,
        certainty=Certainty.SECOND_HAND,
        matter=Matter.SEVERANCE,
    ),
)

NEW = (
    _lh(
        36,
        "用人单位与劳动者协商一致，可以解除劳动合同。",
        "A contract may be ended by agreement.",
        Matter.ENDING,
    ),
    _lh(
        39,
        "劳动者有严重违纪等过错的，用人单位可以解除，不付经济补偿。",
        "For the worker's grave fault, without compensation.",
        Matter.ENDING,
    ),
    _lh(
        40,
        "医疗期满不能工作、不能胜任工作、客观情况发生重大变化不能就变更达成协议的，提前三十日书面通知或者额外支付一个月工资后，可以解除。",
        "For sickness, lack of ability or changed circumstances: thirty days' written notice, or a month's wage in lieu.",
        Matter.NOTICE_OF_END,
        days=30,
    ),
    _lh(
        42,
        "未做离岗前职业健康检查或者疑似职业病的、职业病或者工伤丧失劳动能力的、在医疗期内的、女职工在孕期产期哺乳期的、"
        "在本单位连续工作满十五年且距法定退休年龄不足五年的，不得依照第四十条、第四十一条解除。",
        "Not by arts 40 and 41: occupational disease checks, work injury, medical leave, pregnancy, maternity, nursing, or "
        "15 years in the unit and under five to retirement.",
        Matter.PROTECTED,
        years=15,
        near=5,
    ),
    _lh(
        44,
        "劳动合同期满，或者劳动者开始依法享受基本养老保险待遇等情形的，劳动合同终止。",
        "A contract ends with its term, with a pension, and in other cases.",
        Matter.ENDING,
    ),
    _lh(
        45,
        "合同期满，有第四十二条规定情形之一的，续延至相应的情形消失时终止。",
        "A contract that expires while art. 42 protects goes on until the protection ends.",
        Matter.ENDING,
    ),
    _lh(
        46,
        "用人单位提出并协商一致解除、依照第四十条、第四十一条解除、合同期满不续订等情形，应当支付经济补偿。",
        "When compensation is due: agreement that the employer proposed, arts 40 and 41, expiry, and others.",
        Matter.ENDING,
    ),
    _lh(
        47,
        "按在本单位工作的年限，每满一年支付一个月工资；六个月以上不满一年的按一年，不满六个月的支付半个月工资。月工资高于当地上年度职工"
        "月平均工资三倍的，按三倍支付，年限最高不超过十二年。月工资是解除或者终止前十二个月的平均工资。",
        "A month's wage for each year; six months and more of a year count as one, less as half. A wage above three times the "
        "local average counts as three times it, and then twelve years at most. The wage is the mean of twelve months.",
        Matter.SEVERANCE,
        half_below=6,
        times=3,
        years_at_most=12,
    ),
    _lh(
        48,
        "违法解除或者终止，劳动者要求继续履行的应当继续履行；不要求或者不能继续的，支付赔偿金。",
        "An unlawful end: the contract goes on, or damages are paid.",
        Matter.ENDING,
    ),
    _lh(
        50,
        "解除或者终止时出具证明，十五日内办理档案和社会保险关系转移；经济补偿在办结工作交接时支付。",
        "A certificate at once, file and insurance within 15 days, compensation at hand-over.",
        Matter.ENDING,
        days=15,
    ),
    _lh(
        71,
        "非全日制用工可以随时终止，不支付经济补偿。",
        "Part-time work by the hour ends at any time without compensation.",
        Matter.ENDING,
    ),
    _lh(
        87,
        "违法解除或者终止的，按第四十七条标准的二倍支付赔偿金。",
        "Damages for an unlawful end: twice the severance.",
        Matter.SEVERANCE,
        times=2,
    ),
    _lh(
        97,
        "本法施行之日存续的劳动合同，经济补偿年限自本法施行之日起计算；施行前应当支付经济补偿的，按照当时有关规定执行。",
        "Years before 2008 are compensated by the rules of that time.",
        Matter.SEVERANCE,
    ),
    _lh(
        10,
        "非因本人原因被安排到新用人单位的，工作年限合并计算；原单位已付补偿的不再计算。",
        "Moved without own cause: years are added up unless already compensated.",
        Matter.YEARS,
        law="LHS",
        since=_LHS,
    ),
    _lh(
        20,
        "额外支付的一个月工资，按照该劳动者上一个月的工资标准确定。",
        "The month in lieu of notice is last month's wage.",
        Matter.NOTICE_OF_END,
        law="LHS",
        since=_LHS,
    ),
    _lh(
        21,
        "劳动者达到法定退休年龄的，劳动合同终止。",
        "A contract ends at statutory retirement age.",
        Matter.ENDING,
        law="LHS",
        since=_LHS,
    ),
    _lh(
        25,
        "支付了赔偿金的，不再支付经济补偿；赔偿金的计算年限自用工之日起计算。",
        "Damages replace severance; their years count from the first day of work.",
        Matter.SEVERANCE,
        law="LHS",
        since=_LHS,
    ),
    _lh(
        27,
        "月工资按应得工资计算；前十二个月的平均工资低于当地最低工资标准的，按最低工资标准计算；工作不满十二个月的按实际月数平均。",
        "The wage is what was due; not below the local minimum wage; under twelve months, the mean of the months worked.",
        Matter.SEVERANCE,
        law="LHS",
        since=_LHS,
    ),
)

ARTICLES = (*OLD, *NEW)
