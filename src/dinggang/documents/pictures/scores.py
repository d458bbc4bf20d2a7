"""成绩分布: how many people got which mark, in steps of five points."""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from dinggang.documents.pictures.canvas import BLUE, FAINT, Canvas, both, extent, wrapped
from dinggang.documents.pictures.values import Picture
from dinggang.documents.told import Told
from dinggang.documents.words import KINDS
from dinggang.marks import MEASURE_WORDS
from dinggang.plan import HeadcountKind, Measure

STEP = 5
HIGH = 84


def scores_picture(told: Told) -> Picture | None:
    """The composite, board by board, and each measure; None while nobody is ranked."""
    if told.ranking is None or not told.ranking.ranked:
        return None
    groups: list[tuple[str, list[Decimal]]] = []
    for kind in (*HeadcountKind, None):
        scores = [r.score for r in told.ranking.ranked if r.group is kind]
        if scores:
            groups.append((f"综合成绩（{KINDS[kind]}）" if kind is not None else "综合成绩", scores))
    for measure in Measure:
        marks = [s.mark for s in (told.marks or {}).get(measure, ()) if s.mark is not None]
        if marks:
            groups.append((MEASURE_WORDS[measure].zh, marks))
    low = min(_bin(min(scores)) for _, scores in groups)
    high = max(_bin(max(scores)) for _, scores in groups)
    title = f"{told.organ}竞岗成绩分布"
    description = "；".join(f"{name}{_words(scores)}" for name, scores in groups) + "。"

    def draw(canvas: Canvas) -> None:
        y = canvas.y + 6
        for name, scores in groups:
            y = (
                _rows(canvas, name, scores, y)
                if canvas.narrow
                else _panel(canvas, name, scores, (low, high), y)
            )
        axis, at = ("纵轴", "条后") if canvas.narrow else ("横轴", "柱上")
        canvas.notes((f"{axis}为分数，每{STEP}分一档（含下限，不含上限；最高一档含满分）；{at}数字为人数。",))

    svg, narrow = both("scores", title, description, draw)
    return Picture(
        name="成绩分布",
        title=title,
        svg=svg,
        narrow=narrow,
        description=description,
        columns=("成绩", "分数段", "人数"),
        rows=tuple(
            (name, f"{start}—{start + STEP}", str(count))
            for name, scores in groups
            for start, count in sorted(Counter(map(_bin, scores)).items())
        ),
    )


def _bin(score: Decimal) -> int:
    """The lower border of the step; the full mark counts into the last one."""
    return min(int(score // STEP), 100 // STEP - 1 if score <= 100 else int(score // STEP)) * STEP


def _median(scores: Sequence[Decimal]) -> Decimal:
    """The middle one; of two in the middle the lower."""
    return sorted(scores)[(len(scores) - 1) // 2]


def _words(scores: Sequence[Decimal]) -> str:
    return f"{len(scores)}人，最低{min(scores):f}分，中位{_median(scores):f}分，最高{max(scores):f}分"


def _panel(canvas: Canvas, name: str, scores: Sequence[Decimal], reach: tuple[int, int], y: int) -> int:
    low, high = reach
    left, right = 40, canvas.width - 20
    steps = (high - low) // STEP + 1
    each = Fraction(right - left, steps)
    counts = Counter(map(_bin, scores))
    most = max(counts.values())
    canvas.text(16, y + 16, name, bold=True)
    canvas.text(right, y + 16, _words(scores), size=canvas.small, anchor="end", fill=FAINT)
    base = y + 36 + HIGH
    for index in range(steps):
        start = low + index * STEP
        x = left + each * index
        count = counts[start]
        if count:
            height = Fraction(HIGH * count, most)
            canvas.rect(x + 2, base - height, each - 4, height, BLUE)
            canvas.text(x + each / 2, base - height - 3, str(count), size=canvas.small, anchor="middle")
        if each >= 24 or index % 2 == 0:
            canvas.text(x, base + 14, str(start), size=canvas.small, anchor="middle", fill=FAINT)
    canvas.text(right, base + 14, str(high + STEP), size=canvas.small, anchor="middle", fill=FAINT)
    canvas.line(left, base, right, base, FAINT)
    return base + 24


def _rows(canvas: Canvas, name: str, scores: Sequence[Decimal], y: int) -> int:
    """A bar to a row, the lowest marks on top: numbers keep their room however many steps there are."""
    counts = Counter(map(_bin, scores))
    most = max(counts.values())
    canvas.text(canvas.edge, y + 16, name, bold=True)
    y += 22
    for line in wrapped(_words(scores), canvas.width - 2 * canvas.edge, canvas.small):
        canvas.text(canvas.edge, y + 12, line, size=canvas.small, fill=FAINT)
        y += 16
    left = canvas.edge + extent("100–105", canvas.small) + 6
    bar = canvas.width - left - canvas.edge - extent(str(most), canvas.small) - 6
    top = y + 4
    for start in range(min(counts), max(counts) + STEP, STEP):
        y += 19
        canvas.text(left - 6, y, f"{start}–{start + STEP}", size=canvas.small, anchor="end", fill=FAINT)
        width = Fraction(bar * counts[start], most)
        if counts[start]:
            canvas.rect(left, y - 11, width, 14, BLUE)
        canvas.text(left + width + 6, y, str(counts[start]), size=canvas.small)
    canvas.line(left, top, left, y + 6, FAINT)
    return y + 16
