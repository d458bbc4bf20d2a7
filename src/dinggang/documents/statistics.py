"""Statistics of one measure as a sheet for organisers. A figure that does not exist says why; nothing here decides."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from dinggang.analysis import (
    Figure,
    Flag,
    Intraclass,
    NotComputable,
    intraclass,
    item_statistics,
    judge_statistics,
    kendall_w,
    outliers,
    paper_statistics,
)
from dinggang.basis import Rounding, RoundingMode
from dinggang.documents.alone import PERSON
from dinggang.documents.words import INTERNAL
from dinggang.marks import Question
from dinggang.sheets import Cell, Sheet

_THREE = Rounding(mode=RoundingMode.HALF_UP, places=3)
FLAG_WORDS: Mapping[Flag, str] = {
    Flag.TOO_HARD: "太难",
    Flag.TOO_EASY: "太易",
    Flag.SUSPECT_KEY: "答案可疑",
    Flag.WEAK: "区分度低",
    Flag.LOW_DIFFERENCE: "高低分组差小",
    Flag.INEFFICIENT: "区分效率低",
    Flag.LOWERS_ALPHA: "拉低信度",
}
_NOTE = "统计只供组织者改进命题和评分参考，不改变任何人的成绩；界限是常用的，不是结论。"


def figure(value: Figure) -> Cell:
    """Three places; or the reason why there is no figure."""
    return value.reason.zh if isinstance(value, NotComputable) else _THREE(Fraction(value))


def exam_statistics(
    questions: Sequence[Question], points: Mapping[str, Mapping[str, Fraction]]
) -> tuple[Sheet, ...]:
    """Each question, and the paper as a whole, from what everyone who sat earned."""
    table = [[earned[q.id] for q in questions] for _, earned in sorted(points.items())]
    maxima = [q.value for q in questions]
    paper = paper_statistics(table, maxima)
    rows: list[tuple[Cell, ...]] = [
        (
            item.item,
            figure(item.facility),
            figure(item.rest),
            figure(item.upper_lower),
            figure(item.efficiency),
            figure(item.weight),
            figure(item.alpha_without),
            "、".join(FLAG_WORDS[flag] for flag in item.flags),
        )
        for item in item_statistics(table, maxima, [q.id for q in questions])
    ]
    whole = (
        ("人数", paper.people),
        ("题数", paper.items),
        ("平均分", figure(paper.mean)),
        ("中位数", figure(paper.median)),
        ("标准差", figure(paper.sd)),
        ("偏度", figure(paper.skewness)),
        ("峰度", figure(paper.kurtosis)),
        ("信度（克龙巴赫α）", figure(paper.alpha)),
        ("KR-20", figure(paper.kr20)),
        ("测量标准误（分）", figure(paper.sem)),
        ("小于此分差不宜区分（分）", figure(paper.telling)),
    )
    notes = (_NOTE, *(("不足30人，多数数字不稳定。",) if paper.few else ()), INTERNAL)
    items = Sheet(
        title="试题统计",
        columns=("题号", "难度", "与其余题相关", "高低分组差", "区分效率%", "有效权重%", "去掉后的α", "标记"),
        rows=tuple(rows),
        notes=notes,
    )
    return items, Sheet(title="试卷统计", columns=("项目", "数值"), rows=whole, notes=notes)


def speech_statistics(
    totals: Mapping[str, Mapping[str, Fraction]], trim_high: int, trim_low: int
) -> tuple[Sheet, ...]:
    """Each judge; how far all agree; single outlying scores. `totals` is judge → person → total."""
    rows: list[tuple[Cell, ...]] = [
        (
            judge.judge,
            judge.scores,
            figure(judge.severity),
            figure(judge.severity_se),
            figure(judge.sd),
            judge.distinct,
            figure(judge.high),
            figure(judge.low),
            figure(judge.rank),
        )
        for judge in judge_statistics(totals, trim_high=trim_high, trim_low=trim_low)
    ]
    people = sorted({person for scores in totals.values() for person in scores})
    complete = [p for p in people if all(p in scores for scores in totals.values())]
    table = [[totals[judge][p] for judge in sorted(totals)] for p in complete]
    far = outliers(totals, trim_high=trim_high, trim_low=trim_low)
    judges = Sheet(
        title="评委统计",
        columns=(
            "评委",
            "打分人数",
            "宽严（分）",
            "标准误",
            "标准差",
            "不同分数个数",
            "属最高分的比例",
            "属最低分的比例",
            "与他人名次相关",
        ),
        rows=tuple(rows),
        notes=(_NOTE, "宽严：该评委与同场评委平均分之差的平均，负为偏严。", INTERNAL),
    )
    agreement = Sheet(
        title="评委一致程度",
        columns=("项目", "数值"),
        rows=(("全部评委都打了分的人数", len(complete)), *_agreement(table)),
        notes=(_NOTE, INTERNAL),
    )
    single = Sheet(
        title="离群分数",
        columns=("评委", PERSON, "所打的分", "去极值后的平均分"),
        rows=tuple(
            (one.judge, one.candidate, figure(one.score), figure(one.trimmed_mean)) for one in far.found
        ),
        notes=(_NOTE, "与该人其他评委的分数相差很大的单个分数；请核对是不是填错。", INTERNAL),
    )
    return judges, agreement, single


def _agreement(table: Sequence[Sequence[Fraction]]) -> list[tuple[str, Cell]]:
    within = intraclass(table) if table else None
    w = kendall_w(table) if table else None
    found: list[tuple[str, Cell]] = []
    if isinstance(within, Intraclass):
        found += [
            ("ICC(2,1)，一名评委的一致性", figure(within.two_single)),
            ("ICC(2,k)，评委平均分的一致性", figure(within.two_mean)),
            ("ICC(3,k)，不计宽严的一致性", figure(within.three_mean)),
        ]
    elif within is not None:
        found.append(("ICC", within.reason.zh))
    if isinstance(w, NotComputable):
        found.append(("肯德尔W", w.reason.zh))
    elif w is not None:
        found += [
            ("肯德尔W", figure(w.w)),
            ("肯德尔W的p值", "小于0.001" if Fraction(w.p) < Fraction(1, 1000) else figure(w.p)),
        ]
    return found
