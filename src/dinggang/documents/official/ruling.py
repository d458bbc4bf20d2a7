"""The rules of a plan in the words of a plan: how posts are competed for, who may leave and on which terms."""

from decimal import Decimal

from dinggang.basis import plain
from dinggang.documents.official.values import Block, Heading, Paragraph
from dinggang.documents.words import ROUTES, weight_words
from dinggang.marks import MEASURE_WORDS
from dinggang.plan import Measure, Mechanism, Plan, RankingGroup
from dinggang.plan.rules import CompositeRule, TieBreak, TrimLevel
from dinggang.selection import TIE_WORDS

_DIGITS = "零一二三四五六七八九十"
_MECHANISMS = {
    Mechanism.RANK_ORDER: "按名次选岗：名次在前的先选，取本人志愿中第一个还有名额的岗位",
    Mechanism.PARALLEL: "平行志愿：同一批志愿内名次在前的优先，一批录取完再录下一批",
    Mechanism.FIRST_CHOICE: "顺序志愿：先录满第一志愿，余下名额再录第二志愿，依次类推",
    Mechanism.DEFERRED: "双向择优：岗位按各自的权重择优，未被留下的转入下一志愿，直到不再变动",
    Mechanism.BEST_FIT: "人岗相适：在各人志愿内使总体匹配最优",
}
_GROUPS = {
    RankingGroup.ALL: "全部人员排一个榜",
    RankingGroup.KIND: "行政、事业分榜排名",
    RankingGroup.POST: "按岗位分别排名",
}


def numeral(number: int) -> str:
    """1 → 一, 12 → 十二, 20 → 二十."""
    if number <= 10:
        return _DIGITS[number]
    tens, ones = divmod(number, 10)
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")


def competing_rules(plan: Plan, organ: str) -> list[Block]:
    """定岗办法, from who may compete to how posts are filled. `organ` takes what people have to say about a notice."""
    parts = (
        ("竞岗资格", eligibility(plan)),
        ("测评方式", measures(plan)),
        ("综合成绩和排名", composite(plan)),
        ("选岗", placement(plan)),
        ("公示", notices(plan, organ)),
    )
    found: list[Block] = []
    for number, (title, lines) in enumerate(((t, x) for t, x in parts if x), start=1):
        found.append(Heading(level=2, text=f"（{numeral(number)}）{title}"))
        found.extend(Paragraph(text=line) for line in lines)
    return found


def eligibility(plan: Plan) -> list[str]:
    rule = plan.rules.eligibility
    wants = []
    if rule.appraisal_years:
        wants.append(f"近{rule.appraisal_years}年年度考核均为称职（合格）以上")
    if rule.bar_sanctioned:
        wants.append("不在处分期内")
    across = (
        "行政、事业人员可以互竞对方岗位" if rule.across_kinds else "行政人员竞行政岗位，事业人员竞事业岗位"
    )
    return [f"报名人员须{'，'.join(wants)}。{across}。" if wants else f"{across}。"]


def measures(plan: Plan) -> list[str]:
    rules = plan.rules
    lines = []
    if rules.exam is not None:
        line = f"{MEASURE_WORDS[Measure.EXAM].zh}，满分{plain(rules.exam.full_mark)}分"
        lines.append(line + _pass(rules.exam.pass_mark) + "。")
    if rules.evaluation is not None:
        e = rules.evaluation
        classes = "、".join(f"{c.name}占{plain(c.weight)}%" for c in e.categories)
        g = e.grades
        points = f"优秀{plain(g.excellent)}分、称职{plain(g.competent)}分、基本称职{plain(g.basic)}分、不称职{plain(g.incompetent)}分"
        lines.append(
            f"{MEASURE_WORDS[Measure.EVALUATION].zh}，{points}；{classes}；收回率不低于{plain(e.min_turnout)}%"
            + _pass(e.pass_mark)
            + "。"
        )
    if rules.speech is not None:
        s = rules.speech
        items = "、".join(f"{c.name}{plain(c.maximum)}分" for c in s.criteria)
        by = "逐项" if s.trim_level is TrimLevel.CRITERION else ""
        lines.append(
            f"{MEASURE_WORDS[Measure.SPEECH].zh}，评委不少于{s.min_judges}名，按{items}打分，"
            f"{by}去掉{s.trim_high}个最高分、{s.trim_low}个最低分，取平均" + _pass(s.pass_mark) + "。"
        )
    if rules.assessment is not None:
        a = rules.assessment
        items = "、".join(f"{c.name}{plain(c.maximum)}分" for c in a.criteria)
        lines.append(f"{MEASURE_WORDS[Measure.ASSESSMENT].zh}，按{items}打分" + _pass(a.pass_mark) + "。")
    return lines


def _pass(mark: Decimal | None) -> str:
    return "" if mark is None else f"，合格线{plain(mark)}分"


def tie_rule(rule: CompositeRule) -> str:
    """Equal scores share a rank; who of them comes first is compared, and drawn when nothing compared separates them."""
    compared = "、".join(TIE_WORDS[t].zh for t in rule.ties if t is not TieBreak.DRAW)
    drawn = "抽签决定" if TieBreak.DRAW in rule.ties else ""
    if not compared:
        return f"成绩相同的名次并列，先后{drawn}" if drawn else "成绩相同的名次并列"
    return f"成绩相同的名次并列，先后依次比较{compared}" + (f"，仍相同的{drawn}" if drawn else "")


def composite(plan: Plan) -> list[str]:
    rule = plan.rules.composite
    return [
        f"综合成绩＝{weight_words(rule.weights)}，{rule.rounding.words.zh}"
        + (f"，不足{plain(rule.pass_mark)}分的不排名" if rule.pass_mark is not None else "")
        + "。",
        f"{_GROUPS[rule.group]}。{tie_rule(rule)}。",
    ]


def placement(plan: Plan) -> list[str]:
    rule = plan.rules.placement
    return [f"每人可填{rule.max_choices}个志愿。{_MECHANISMS[rule.mechanism]}。"]


def notices(plan: Plan, organ: str) -> list[str]:
    rule = plan.rules.notice
    days = f"成绩、名次公示{rule.score_days}个工作日，拟任职人员公示{rule.appointment_days}个工作日，张贴当日不计。"
    return [days + f"对公示有异议的，在公示期内以书面形式实名向{organ}提出。"]


def contract_term(plan: Plan) -> str:
    """聘期 of those employed on institution headcount, by the plan; nothing where the plan leaves it open."""
    rule = plan.rules.contract
    if rule is None:
        return ""
    trial = f"，其中试用期{rule.probation_months}个月" if rule.probation_months else ""
    return f"聘期{rule.months}个月{trial}" + (f"（{rule.clause}）。" if rule.clause else "。")


def exit_rules(plan: Plan) -> list[Block]:
    """人员分流: a paragraph for every way out that the plan opens."""
    found: list[Block] = []
    for number, rule in enumerate(plan.rules.exits, start=1):
        terms = []
        if rule.min_age_men is not None or rule.min_age_women is not None:
            ages = [f"男满{rule.min_age_men}岁"] if rule.min_age_men is not None else []
            ages += [f"女满{rule.min_age_women}岁"] if rule.min_age_women is not None else []
            years = f"，或工龄满{rule.min_service_years}年" if rule.min_service_years is not None else ""
            terms.append("、".join(ages) + years + "的，本人申请，经批准可以办理")
        if rule.monthly_percent is not None:
            terms.append(f"按月发给工资的{plain(rule.monthly_percent)}%")
        if rule.keeps_headcount is not None:
            terms.append("继续占编" if rule.keeps_headcount else "不占新核定的编制")
        if rule.months_per_year is not None:
            most = f"，最多{plain(rule.max_months)}个月" if rule.max_months is not None else ""
            terms.append(f"工作每满一年发给{plain(rule.months_per_year)}个月工资的补偿{most}")
        clause = f"（{rule.clause}）" if rule.clause else ""
        found.append(
            Paragraph(
                text=f"{number}．{ROUTES[rule.route]}{clause}：{'；'.join(terms) or '按国家有关规定办理'}。"
            )
        )
    return found
