"""Results of one step alone as sheets: marks with their reasons, the board, the placement; and statistics for organisers."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

import msgspec

from dinggang.basis import Rounding, RoundingMode, Words, plain, shown
from dinggang.documents.boards import why_board
from dinggang.documents.words import INTERNAL, KINDS, Names, name, weight_words
from dinggang.marks import MEASURE_WORDS, Scored
from dinggang.plan import CompositeRule, Measure, Post
from dinggang.selection import TIE_WORDS, Composite, Placement, Ranked, Ranking, Scale
from dinggang.sheets import Cell, Sheet

PERSON, NAME = "人员编号", "姓名"


def mark_sheet(measure: Measure, scored: Sequence[Scored], names: Names, rounding: Words) -> Sheet:
    """A row a person: the mark, whether it is enough, and why there is none. `rank` reads it again."""
    rows: list[tuple[Cell, ...]] = [
        (s.person, *_named(names, s.person), s.mark, s.passed, "" if s.reason is None else s.reason.zh)
        for s in scored
    ]
    title = MEASURE_WORDS[measure].zh
    return Sheet(
        title="成绩",
        heading=f"{title}成绩",
        columns=(PERSON, *((NAME,) if names else ()), title, "合格", "没有成绩的原因"),
        rows=tuple(rows),
        notes=(f"成绩{rounding.zh}。", INTERNAL),
    )


def _named(names: Names, person: str) -> tuple[str, ...]:
    return (name(names, person) if person in names else "",) if names else ()


def board_sheets(
    rule: CompositeRule,
    board: Ranking,
    composites: Sequence[Composite],
    names: Names,
    scale: Mapping[Measure, Scale],
    *,
    explain: bool,
    by_post: Mapping[str, Sequence[Ranked]] | None = None,
) -> list[Sheet]:
    """排名榜 best first, post after post where there are boards by post; those without a rank and why; and how each composite was added up."""
    scores = {c.person: c for c in composites}
    measures = [m for m in Measure if rule.weights.get(m)]
    grouped = any(r.group for r in board.ranked)
    waiting = {person: group for group in board.undrawn for person in group}
    places = {
        m: max((_places(c.parts[m.value][0]) for c in composites if m.value in c.parts), default=0)
        for m in measures
    }
    rows: list[tuple[Cell, ...]] = []
    at_post = {r.person: (post, r) for post, ranked in (by_post or {}).items() for r in ranked}
    for r in sorted(
        board.ranked,
        key=lambda r: (at_post[r.person][0] if r.person in at_post else "", r.group or "", r.order),
    ):
        parts = scores[r.person].parts
        rows.append(
            (
                r.rank,
                None if r.person in waiting else r.order,
                r.person,
                *_named(names, r.person),
                *((KINDS[r.group] if r.group else "",) if grouped else ()),
                *(_at_post(at_post[r.person], waiting) if at_post else ()),
                *(_mark(parts[m.value][0], places[m]) for m in measures),
                r.score,
                _remark(r, waiting),
            )
        )
    columns = (
        "名次",
        "次序",
        PERSON,
        *((NAME,) if names else ()),
        *(("编制类别",) if grouped else ()),
        *(("报考岗位", "岗位名次", "岗位次序") if at_post else ()),
        *(MEASURE_WORDS[m].zh for m in measures),
        "综合成绩",
        "说明",
    )
    notes = [
        f"综合成绩＝{weight_words({m: rule.weights[m] for m in measures})}，{rule.rounding.words.zh}。",
        f"同分依次比较：{'、'.join(TIE_WORDS[t].zh for t in rule.ties)}。"
        + (f"依据：{rule.clause}。" if rule.clause else ""),
        *(f"{'、'.join(group)}同分，须抽签；本榜不得张贴。" for group in board.undrawn),
    ]
    found = [
        Sheet(
            title="排名榜",
            heading="综合成绩排名榜" + ("（未定稿）" if board.undrawn else ""),
            columns=columns,
            rows=tuple(rows),
            notes=tuple(notes),
        ),
        Sheet(
            title="无排名人员",
            columns=(PERSON, *((NAME,) if names else ()), "理由"),
            rows=tuple((u.person, *_named(names, u.person), u.reason.zh) for u in board.unranked),
            notes=(INTERNAL,),
        ),
    ]
    if explain:
        found.append(_adding_up(rule, composites, names, scale))
    return found


def _at_post(place: tuple[str, Ranked], waiting: Mapping[str, Sequence[str]]) -> tuple[Cell, ...]:
    post, ranked = place
    return post, ranked.rank, None if ranked.person in waiting else ranked.order


def _places(mark: Decimal) -> int:
    return max(0, -int(mark.as_tuple().exponent))


def _mark(mark: Decimal, places: int) -> Decimal:
    """The mark with as many digits as the finest of its column, so that points stand beneath each other."""
    return Rounding(mode=RoundingMode.HALF_UP, places=places)(mark)


def with_unranked(sheets: Sequence[Sheet]) -> Sheet:
    """The board and, beneath it, those without a rank, as one table for a CSV."""
    board, without = sheets[0], sheets[1]
    at = board.columns.index(PERSON)
    rows = [
        (*(None,) * at, *row[:-1], *(None,) * (len(board.columns) - at - len(row)), row[-1])
        for row in without.rows
    ]
    return msgspec.structs.replace(board, rows=(*board.rows, *rows))


def _remark(r: Ranked, waiting: Mapping[str, Sequence[str]]) -> str:
    if r.person in waiting:
        return f"与{'、'.join(p for p in waiting[r.person] if p != r.person)}同分，须抽签"
    return "" if r.decided_by is None else f"与上一名同分，按{TIE_WORDS[r.decided_by].zh}排后"


def adding_up(rule: CompositeRule, composite: Composite, scale: Mapping[Measure, Scale]) -> str:
    """81.25×30% ＋ 90.5×70%, each mark on 100 points."""
    parts = []
    for measure, (mark, weight, _) in composite.parts.items():
        full = scale[Measure(measure)].full
        scaled = "" if full == 100 else f"÷{plain(full)}×100"
        parts.append(f"{MEASURE_WORDS[Measure(measure)].zh}{plain(mark)}{scaled}×{plain(weight)}%")
    stages = [
        words
        for rounding, words in (
            (rule.scaled_rounding, "百分制成绩"),
            (rule.part_rounding, "每一项"),
        )
        if rounding is not None
        for words in (f"{words}{rounding.words.zh}",)
    ]
    return " ＋ ".join(parts) + (f"（{'，'.join(stages)}）" if stages else "")


def _adding_up(
    rule: CompositeRule, composites: Sequence[Composite], names: Names, scale: Mapping[Measure, Scale]
) -> Sheet:
    return Sheet(
        title="计算过程",
        heading="综合成绩计算过程",
        columns=(PERSON, *((NAME,) if names else ()), "算式", "精确值", "综合成绩", "说明"),
        rows=tuple(
            (
                c.person,
                *_named(names, c.person),
                adding_up(rule, c, scale),
                None if c.exact is None else shown(c.exact),
                c.score,
                "" if c.reason is None else c.reason.zh,
            )
            for c in composites
        ),
        notes=(f"最后一步{rule.rounding.words.zh}。", INTERNAL),
    )


def post_scores_sheet(scores: Mapping[tuple[str, str], Decimal]) -> Sheet:
    """岗位成绩: the scores at posts with weights of their own, as `dinggang place` reads them."""
    return Sheet(
        title="岗位成绩",
        columns=(PERSON, "岗位编号", "岗位成绩"),
        rows=tuple((person, post, score) for (person, post), score in sorted(scores.items())),
        notes=(INTERNAL,),
    )


def placement_sheets(
    placement: Placement,
    ranking: Ranking,
    posts: Sequence[Post],
    names: Names,
    titles: Mapping[str, str],
    unranked: Sequence[str],
    notes: Sequence[str],
    *,
    explain: bool,
) -> list[Sheet]:
    """定岗结果 in choosing order, posts with openings left, and with `explain` a sentence for every post listed."""
    ranks = {r.person: r for r in ranking.ranked}
    grouped = any(r.group for r in ranking.ranked)
    rows: list[tuple[Cell, ...]] = []
    for placed in placement.placed:
        own = ranks[placed.person]
        rows.append(
            (
                placed.person,
                *_named(names, placed.person),
                *((KINDS[own.group] if own.group else "",) if grouped else ()),
                own.order,
                own.score,
                placed.post,
                *((titles.get(placed.post or "", ""),) if titles else ()),
                placed.choice,
                "" if placed.reason is None else placed.reason.zh,
            )
        )
    blank = (None,) * (2 + grouped)
    rows += [
        (person, *_named(names, person), *blank, None, *(("",) if titles else ()), None, _NO_RANK)
        for person in unranked
    ]
    found = [
        Sheet(
            title="定岗结果",
            heading="定岗结果",
            columns=(
                PERSON,
                *((NAME,) if names else ()),
                *(("编制类别",) if grouped else ()),
                "次序",
                "综合成绩",
                "岗位编号",
                *(("岗位名称",) if titles else ()),
                "第几志愿",
                "没有岗位的原因",
            ),
            rows=tuple(rows),
            notes=tuple(notes),
        ),
        Sheet(
            title="剩余岗位",
            columns=("岗位编号", *(("岗位名称",) if titles else ()), "岗位数", "剩余名额"),
            rows=tuple(
                (p.id, *((titles.get(p.id, ""),) if titles else ()), p.openings, left)
                for p in posts
                if (left := placement.openings_left.get(p.id, 0)) > 0
            ),
            notes=(f"共剩余{sum(placement.openings_left.values())}个名额。",),
        ),
    ]
    if explain:
        found.append(why_board(posts, placement, names))
    return found


_NO_RANK = "填了志愿，但不在排名榜上，不参加定岗。"
