"""Chinese words of values, as documents print them."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from dinggang.basis import Rounding, RoundingMode, plain
from dinggang.plan import ExitRoute, HeadcountKind, Measure, TieBreak
from dinggang.roster import StaffKind

MEASURES = {
    Measure.EXAM: "理论考试",
    Measure.EVALUATION: "民主测评",
    Measure.SPEECH: "竞岗演说",
    Measure.ASSESSMENT: "组织考核",
}
TIES = {
    TieBreak.EXAM: "考试成绩",
    TieBreak.EVALUATION: "测评成绩",
    TieBreak.SPEECH: "演说成绩",
    TieBreak.ASSESSMENT: "考核成绩",
    TieBreak.SERVICE_YEARS: "工龄",
    TieBreak.EDUCATION: "学历",
    TieBreak.DRAW: "抽签",
}
KINDS = {HeadcountKind.ADMINISTRATIVE: "行政", HeadcountKind.INSTITUTION: "事业"}
STAFF = {
    StaffKind.ADMINISTRATIVE: "行政",
    StaffKind.INSTITUTION: "事业",
    StaffKind.TEMPORARY: "临时",
    StaffKind.SELF_HIRED: "自用",
}
ROUTES = {
    ExitRoute.RETIRE: "正常退休",
    ExitRoute.RETIRE_EARLY: "提前退休",
    ExitRoute.RETIRE_SICK: "病退",
    ExitRoute.RETIRE_INTERNAL: "内退",
    ExitRoute.YIELD: "让岗",
    ExitRoute.DIVERT_COMPANY: "分流转企",
    ExitRoute.DIVERT_OTHER: "其他分流",
    ExitRoute.CLEAR_TEMP: "临时人员清退",
    ExitRoute.CLEAR_OWN: "自用人员清退",
}

Names = Mapping[str, str]


def name(names: Names, person: str) -> str:
    """The person's name, or the id where no name is at hand."""
    return names.get(person, person)


def chinese_date(day: date) -> str:
    """2006年11月13日, as GB/T 9704-2012 (7.3.5.4) wants it: no leading zeros."""
    return f"{day.year}年{day.month}月{day.day}日"


def rounding_words(rule: Rounding) -> str:
    mode = "四舍五入" if rule.mode is RoundingMode.HALF_UP else "截尾（不四舍五入）"
    return f"保留{rule.places}位小数，{mode}"


def weight_words(weights: Mapping[Measure, Decimal]) -> str:
    return "、".join(f"{MEASURES[m]}{plain(weights[m])}%" for m in Measure if m in weights)
