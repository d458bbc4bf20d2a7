"""队伍结构: shares of age, education and kind before and after, by the definitions of the structure indicators."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from dinggang.balance.structure import Figure, Ratio, structure
from dinggang.basis import plain
from dinggang.documents.pictures.canvas import BLUE, GREY, SIZE, Canvas, both, extent, wrapped
from dinggang.documents.pictures.values import Picture
from dinggang.documents.told import Told
from dinggang.documents.words import chinese_date

ROW = 40


def staff_picture(told: Told) -> Picture | None:
    """None before everyone has an outcome."""
    if not told.outcomes:
        return None
    found = structure(told.case, told.outcomes)
    title = f"{told.organ}改革前后的队伍结构"
    description = _told(found.figures)

    def draw(canvas: Canvas) -> None:
        canvas.legend(((f"/{GREY}", "改革前"), (BLUE, "改革后")))
        _draw(canvas, found.figures)
        canvas.notes(
            (f"统计日为{chinese_date(found.day)}，改革前后用同一日；本科及以上包含在大专及以上之内。",)
        )

    svg, narrow = both("staff", title, description, draw)
    return Picture(
        name="队伍结构",
        title=title,
        svg=svg,
        narrow=narrow,
        description=description,
        columns=("人群", "指标", "单位", "改革前", "改革前人数", "改革后", "改革后人数"),
        rows=tuple(
            (
                f.indicator.group.name.zh,
                f.indicator.title.zh,
                f.indicator.unit,
                _value(f.before),
                f"{f.before.numerator}/{f.before.denominator}",
                _value(f.after),
                f"{f.after.numerator}/{f.after.denominator}",
            )
            for f in found.figures
        ),
    )


def _value(ratio: Ratio) -> str:
    return "无人" if ratio.value is None else plain(ratio.value)


def _told(figures: tuple[Figure, ...]) -> str:
    parts = [
        f"{f.indicator.group.name.zh}{f.indicator.title.zh}由{_value(f.before)}{f.indicator.unit}变为{_value(f.after)}{f.indicator.unit}"
        for f in figures
        if f.indicator.title.zh in {"平均年龄", "大专及以上"}
    ]
    return f"{'，'.join(parts)}。"


def _draw(canvas: Canvas, figures: Sequence[Figure]) -> None:
    """Group by group; narrow, the titles take as much room as they need and the bars the rest."""
    widest = max(extent(f.indicator.title.zh, SIZE) for f in figures)
    left, room = (canvas.edge + widest + 8, 118) if canvas.narrow else (130, 170)
    bar = canvas.width - left - room
    y = canvas.y + 10
    for group in dict.fromkeys(f.indicator.group.name.zh for f in figures):
        those = [f for f in figures if f.indicator.group.name.zh == group]
        old, new = those[0].before.denominator, those[0].after.denominator
        for line in wrapped(f"{group}（改革前{old}人，改革后{new}人）", canvas.width - 2 * canvas.edge, SIZE):
            canvas.text(canvas.edge, y + 14, line, bold=True)
            y += 18
        y += 8
        for one in those:
            y = (
                _ages(canvas, one, left, y)
                if one.indicator.unit != "%"
                else _bars(canvas, one, (left, bar), y)
            )
        y += 8


def _bars(canvas: Canvas, one: Figure, at: tuple[int, int], y: int) -> int:
    left, bar = at
    canvas.text(left - 8, y + 19, one.indicator.title.zh, anchor="end")
    for ratio, fill, top in ((one.before, f"/{GREY}", y), (one.after, BLUE, y + 15)):
        value = ratio.value or Decimal(0)
        width = Fraction(value) * bar / 100
        if width:
            canvas.rect(left, top, width, 12, fill, stroke=GREY if fill != BLUE else "none")
        words = f"{_value(ratio)}%（{ratio.numerator}/{ratio.denominator}）" if ratio.denominator else "无人"
        canvas.text(left + width + 6, top + 10, words, size=canvas.small)
    canvas.line(left, y - 2, left, y + 29, GREY)
    return y + ROW


def _ages(canvas: Canvas, one: Figure, left: int, y: int) -> int:
    canvas.text(left - 8, y + 14, one.indicator.title.zh, anchor="end")
    unit = one.indicator.unit
    canvas.text(left, y + 14, f"改革前{_value(one.before)}{unit} → 改革后{_value(one.after)}{unit}")
    return y + 28
