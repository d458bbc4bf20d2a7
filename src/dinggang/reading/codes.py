"""The codes of a check-up: what each means, and under which heading it is told. The table of docs/reading.md."""

from enum import StrEnum

from dinggang.basis import Value, Words


class Sort(StrEnum):
    """The four headings of a check-up, and the one of a comparison."""

    CONTRADICTION = "contradiction"
    CLAIM = "claim"
    OPEN = "open"
    TYPO = "typo"
    CASE = "case"


SORT_WORDS = {
    Sort.CONTRADICTION: Words(zh="前后矛盾", en="Contradictions"),
    Sort.CLAIM: Words(zh="没有依据的说法", en="Claims without evidence"),
    Sort.OPEN: Words(zh="没有写明的规则", en="Rules left open"),
    Sort.TYPO: Words(zh="疑似错字", en="Likely typos"),
    Sort.CASE: Words(zh="与案卷不一致", en="Differences from the case"),
}


class Code(Value, frozen=True, kw_only=True):
    """A code's heading and what it means."""

    sort: Sort
    words: Words


def _code(sort: Sort, zh: str, en: str) -> Code:
    return Code(sort=sort, words=Words(zh=zh, en=en))


CODES: dict[str, Code] = {
    "X1": _code(
        Sort.CONTRADICTION, "岗位多于可用编制", "more posts of a kind than places that may be filled"
    ),
    "X2": _code(Sort.CONTRADICTION, "有编制没有说明怎样填补", "places that nobody says how to fill"),
    "X3": _code(
        Sort.CONTRADICTION,
        "合计超出，或合计掩盖分类超编",
        "the totals are exceeded, or hide a breach of one kind",
    ),
    "X4": _code(
        Sort.CONTRADICTION, "阶段的列举顺序与日期相反", "stages listed in one order, dated in another"
    ),
    "X5": _code(Sort.CONTRADICTION, "同一领导小组两次成立", "one group founded at two dates"),
    "X6": _code(
        Sort.CONTRADICTION,
        "批准缺日期、文号，或先实施后批准",
        "the approval lacks date or number, or comes after what it approves",
    ),
    "X7": _code(
        Sort.OPEN,
        "按名次、因职选人、组织任命并用，没有写明以哪个为准",
        "merit, fit and appointment side by side: which decides is left open",
    ),
    "X8": _code(
        Sort.CONTRADICTION,
        "公示：先后不一、没有期限、没有异议渠道、时间不够",
        "publicity: its place, period, objections or time",
    ),
    "X9": _code(Sort.CONTRADICTION, "市场化原则与定向购买", "market principle against a directed award"),
    "X10": _code(Sort.OPEN, "行政、事业人员一律聘任", "one instrument for staff whom different laws appoint"),
    "X11": _code(Sort.OPEN, "岗位向谁开放没有写明", "who may compete for which posts is left open"),
    "X12": _code(Sort.CONTRADICTION, "同一职能挂在两处", "one function on a plate and in another body"),
    "X13": _code(Sort.CONTRADICTION, "把子集与全集并列计算", "a subset counted beside its superset"),
    "X14": _code(Sort.CLAIM, "人员去向没有平衡数", "people leave, but no figures balance them"),
    "X15": _code(Sort.CLAIM, "成效没有数字依据", "an effect without a figure"),
    "X16": _code(Sort.OPEN, "上报数与下达数", "proposed and issued figures not told apart"),
    "X17": _code(
        Sort.OPEN, "对同一类人既说分流又说清退", "one group of people, two words with different dues"
    ),
    "K01": _code(Sort.CLAIM, "评价性说法没有依据", "words of praise without evidence"),
    "R01": _code(Sort.CONTRADICTION, "阶段个数与列举不符", "stages: number and list differ"),
    "R02": _code(Sort.CONTRADICTION, "总数与分项不符", "total and parts differ"),
    "R03": _code(Sort.CONTRADICTION, "个数与名单不符", "number and list of bodies differ"),
    "R04": _code(
        Sort.CONTRADICTION, "没有这一天，或星期不对", "a day that does not exist, or another weekday"
    ),
    "R05": _code(Sort.CONTRADICTION, "历时与日期不符", "time elapsed and dates differ"),
    "R06": _code(Sort.CONTRADICTION, "日期先后颠倒", "dates in the wrong order"),
    "R07": _code(Sort.CONTRADICTION, "同一件事两个数字或日期", "one thing stated with two values"),
    "R08": _code(
        Sort.CONTRADICTION, "领导职数或预留多于编制", "leader posts or reserve beyond the headcount"
    ),
    "R09": _code(
        Sort.CONTRADICTION, "百分比与人数不符，或合计不是100", "percentage against counts, or weights not 100"
    ),
    "R10": _code(Sort.CONTRADICTION, "牌子占了编制或职数", "a name plate with headcount or leader posts"),
    "R11": _code(Sort.CONTRADICTION, "说经费不减，数字却减了", "money said not to fall, yet the figures do"),
    "R12": _code(Sort.CONTRADICTION, "期限与起止日期不符", "a period against its dates"),
    "R13": _code(
        Sort.CONTRADICTION, "改革前后之差与所写的差数不符", "before, after and difference do not fit"
    ),
    "O01": _code(Sort.OPEN, "四项成绩的权重", "weights of the measures"),
    "O02": _code(Sort.OPEN, "合格线", "pass mark"),
    "O03": _code(Sort.OPEN, "同分怎么办", "rule for ties"),
    "O04": _code(Sort.OPEN, "评委人数和计分办法", "number of judges"),
    "O05": _code(Sort.OPEN, "志愿和选岗办法", "choices of posts"),
    "O06": _code(Sort.OPEN, "退出人员的待遇标准", "terms of those who leave"),
    "O07": _code(Sort.OPEN, "公示和异议的办法", "notice and objections"),
    "O08": _code(Sort.OPEN, "预留编制含不含在核定数内", "reserve inside the figure or on top"),
    "O09": _code(Sort.OPEN, "财政所用哪类编制", "headcount kind of the finance office"),
    "O10": _code(Sort.OPEN, "年份没有写", "the year is not named"),
    "C01": _code(
        Sort.CASE, "编制、预留、职数与案卷不同", "headcount, reserve or leaders differ from the case"
    ),
    "C02": _code(Sort.CASE, "竞争岗位数与案卷不同", "posts competed for differ from the case"),
    "C03": _code(Sort.CASE, "机构与案卷不同", "bodies differ from the case"),
    "C04": _code(Sort.CASE, "牌子与案卷不同", "name plates differ from the case"),
    "C05": _code(Sort.CASE, "阶段与案卷不同", "stages differ from the case"),
    "C06": _code(Sort.CASE, "日期与正式行为不同", "dates differ from the acts"),
    "C07": _code(Sort.CASE, "服务项目与案卷不同", "service lines differ from the case"),
    "C08": _code(Sort.CASE, "人数与案卷不同", "numbers of people differ from the case"),
    "C09": _code(Sort.CASE, "预留方式与案卷不同", "the reserve's mode differs from the case"),
    "C10": _code(Sort.CASE, "文号与案卷不同", "document numbers differ from the case"),
}


def sort_of(code: str) -> Sort:
    """The heading a code is told under; typos have codes of their own, all beginning with T."""
    return CODES[code].sort if code in CODES else Sort.TYPO
