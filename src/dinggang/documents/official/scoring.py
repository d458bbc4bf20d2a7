"""竞争上岗成绩册: everybody who was measured with every mark, its part in the composite, and the rank."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from dinggang.basis import CENT, Rounding, RoundingMode, mean, plain, shown
from dinggang.case import ActKind
from dinggang.documents.official.ruling import tie_rule
from dinggang.documents.official.saying import Made, column, columns, dated, label, lacking, not_taken
from dinggang.documents.official.values import (
    Align,
    Block,
    Document,
    Heading,
    Layout,
    Paragraph,
    Signature,
    Signing,
    Table,
)
from dinggang.documents.told import Told
from dinggang.documents.words import KINDS, Names, name, weight_words
from dinggang.marks import MEASURE_WORDS, QuestionKind, Scored, full_mark
from dinggang.plan import Measure, RankingGroup
from dinggang.selection import TIE_WORDS, Composite, Ranking, composites

SHORT = {
    Measure.EXAM: "考试",
    Measure.EVALUATION: "测评",
    Measure.SPEECH: "演说",
    Measure.ASSESSMENT: "考核",
}


def mark_book(told: Told, names: Names) -> Made:
    """成绩册, in the order of ids: who has no mark or no rank stands in it, too, with the reason."""
    ranking, marks = told.ranking, told.marks
    if ranking is None or marks is None:
        return lacking("还没有排名。", "There is no ranking yet.")
    act = told.last(ActKind.SCOREBOARD_PUBLISHED)
    if act is None:
        return not_taken("张榜公布成绩", "scoreboard published")
    if ranking.undrawn:
        return lacking(
            "有同分人员还没有抽签，名次未定。",
            "People with equal scores have not drawn lots; ranks are provisional.",
        )
    people = sorted({s.person for scored in marks.values() for s in scored})
    if not people:
        return lacking("没有参加测评的人员。", "Nobody was measured.")
    rule = told.case.plan.rules.composite
    composed = composites(told.case.plan.rules, marks, people)
    kinds = _kinds(told)
    blocks: list[Block] = [
        Paragraph(
            text=f"综合成绩＝{weight_words(rule.weights)}，{rule.rounding.words.zh}；{tie_rule(rule)}。按人员编号排列。"
        ),
        Heading(level=1, text="一、各项成绩和名次"),
        _everybody(told, names, ranking, composed),
        Heading(level=1, text="二、各项成绩统计"),
        figures(told, ranking),
    ]
    if len(kinds) > 1:
        blocks += [Heading(level=1, text="三、考试各类题得分"), _sections(told, names, kinds)]
    return (
        Document(
            kind="marks",
            title="竞争上岗成绩册",
            day=act.day,
            layout=Layout.WIDE,
            blocks=(*blocks, Signing(labels=("登分人", "复核人", "监督人"))),
            signature=Signature(organ=act.by, day=act.day),
        ),
    )


def _measured(told: Told) -> list[Measure]:
    return [m for m in Measure if m in (told.marks or {})]


def _everybody(told: Told, names: Names, ranking: Ranking, composed: Sequence[Composite]) -> Table:
    by_kind = told.case.plan.rules.composite.group is RankingGroup.KIND
    measures = _measured(told)
    marks = {m: {s.person: s for s in (told.marks or {})[m]} for m in measures}
    ranked = {r.person: r for r in ranking.ranked}
    without = {u.person: dated(u.reason.zh) for u in ranking.unranked}
    rows = []
    for one in composed:
        place = ranked.get(one.person)
        tied = place.decided_by if place is not None else None
        remark = without.get(one.person, "") if tied is None else f"同分比{TIE_WORDS[tied].zh}"
        pairs = [(_mark(told, marks[m].get(one.person)), _part(one, m)) for m in measures]
        rows.append(
            (
                one.person,
                name(names, one.person),
                *((_group(told, one.person),) if by_kind else ()),
                *(cell for pair in pairs for cell in pair),
                "" if place is None else f"{place.score:f}",
                "" if place is None else str(place.rank),
                remark,
            )
        )
    heads = [
        *("编号", "姓名", *(("组别",) if by_kind else ())),
        *(title for m in measures for title in (SHORT[m], f"{SHORT[m]}\n折算")),
        *("综合\n成绩", "名次"),
    ]
    long = any("/" in shown(share) for c in composed for _, _, share in c.parts.values())
    return Table(
        columns=(*(column(title, Align.CENTRE) for title in heads), column("备注")),
        rows=tuple(rows),
        empty="没有参加测评的人员。",
        notes=(
            "折算：该项成绩化为百分制后乘权重。" + ("除不尽的列到四位小数，相加时用准数。" if long else ""),
        ),
    )


def _group(told: Told, person: str) -> str:
    kind = told.people[person].kind.headcount
    return "" if kind is None else KINDS[kind]


def _mark(told: Told, scored: Scored | None) -> str:
    """The mark; of who was absent from the exam that; of who has none for another reason that there is none."""
    if scored is not None and scored.mark is not None:
        return f"{scored.mark:f}"
    if scored is not None and scored.measure is Measure.EXAM:
        absent = {s.person for s in told.case.sheets.exam if s.absent}
        return "缺考" if scored.person in absent else "无"
    return "无"


def _part(one: Composite, measure: Measure) -> str:
    part = one.parts.get(measure.value)
    return "" if part is None else _exactly(part[2])


_FOUR = Rounding(mode=RoundingMode.HALF_UP, places=4)


def _exactly(number: Fraction) -> str:
    """The number itself where a decimal is exact, else with four places."""
    exact = shown(number)
    return exact if "/" not in exact else f"{_FOUR(number):f}"


def figures(told: Told, ranking: Ranking) -> Table:
    """Of every measure and of the composite: how many have a mark, the highest, the lowest, the mean."""
    rules = told.case.plan.rules
    rows = []
    for measure in _measured(told):
        scored = (told.marks or {})[measure]
        found = [s.mark for s in scored if s.mark is not None]
        weight = rules.composite.weights.get(measure, Decimal(0))
        facts = (MEASURE_WORDS[measure].zh, plain(full_mark(rules, measure)), f"{plain(weight)}%")
        rows.append((*facts, *_spread(found), str(len(scored) - len(found))))
    scores = [r.score for r in ranking.ranked]
    rows.append(("综合成绩（有名次的）", "100", "", *_spread(scores), str(len(ranking.unranked))))
    heads = ("满分", "权重", "有成绩人数", "最高分", "最低分", "平均分", "无成绩人数")
    return Table(
        columns=columns("项目", *heads, centred=" ".join(heads)),
        rows=tuple(rows),
        empty="没有成绩。",
        notes=(f"平均分{CENT.words.zh}。",),
    )


def _spread(marks: Sequence[Decimal]) -> tuple[str, str, str, str]:
    if not marks:
        return "0", "", "", ""
    return str(len(marks)), f"{max(marks):f}", f"{min(marks):f}", f"{CENT(mean(marks)):f}"


def _kinds(told: Told) -> list[QuestionKind]:
    """The kinds of questions of the paper, when the exam counts and all are marked by sections."""
    if Measure.EXAM not in (told.marks or {}):
        return []
    return [k for k in QuestionKind if any(q.kind is k for q in told.case.sheets.questions)]


def _sections(told: Told, names: Names, kinds: Sequence[QuestionKind]) -> Table:
    """What each kind of questions earned: the last lines of the exam's working-out before its total."""
    worth = {k: sum((q.value for q in told.case.sheets.questions if q.kind is k), Decimal(0)) for k in kinds}
    rows = []
    for one in sorted((told.marks or {})[Measure.EXAM], key=lambda s: s.person):
        parts = [_exactly(s.exact) for s in one.steps[-1 - len(kinds) : -1]] if one.mark is not None else []
        cells = parts or [""] * len(kinds)
        rows.append((one.person, name(names, one.person), *cells, _mark(told, one)))
    heads = ("编号", "姓名", *(f"{label(k)}（{plain(worth[k])}分）" for k in kinds), "考试成绩")
    return Table(columns=columns(*heads, centred=" ".join(heads)), rows=tuple(rows), empty="没有考试成绩。")
