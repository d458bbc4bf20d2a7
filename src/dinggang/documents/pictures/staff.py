"""队伍结构: shares of age, education and kind before and after, by the definitions of the structure indicators."""

from decimal import Decimal
from fractions import Fraction

from dinggang.balance.structure import Figure, Ratio, structure
from dinggang.basis import plain
from dinggang.documents.pictures.canvas import BLUE, GREY, SMALL, WIDTH, Canvas
from dinggang.documents.pictures.values import Picture
from dinggang.documents.told import Told
from dinggang.documents.words import chinese_date

LEFT, BAR, ROW = 130, WIDTH - 130 - 170, 40


def staff_picture(told: Told) -> Picture | None:
    """None before everyone has an outcome."""
    if not told.outcomes:
        return None
    found = structure(told.case, told.outcomes)
    title = f"{told.organ}改革前后的队伍结构"
    canvas = Canvas("staff", title)
    canvas.legend(((f"/{GREY}", "改革前"), (BLUE, "改革后")))
    y = canvas.y + 10
    groups = list(dict.fromkeys(f.indicator.group.name.zh for f in found.figures))
    for group in groups:
        those = [f for f in found.figures if f.indicator.group.name.zh == group]
        old, new = those[0].before.denominator, those[0].after.denominator
        canvas.text(16, y + 14, f"{group}（改革前{old}人，改革后{new}人）", bold=True)
        y += 26
        for one in those:
            y = _ages(canvas, one, y) if one.indicator.unit != "%" else _bars(canvas, one, y)
        y += 8
    canvas.notes((f"统计日为{chinese_date(found.day)}，改革前后用同一日；本科及以上包含在大专及以上之内。",))
    description = _told(found.figures)
    return Picture(
        name="队伍结构",
        title=title,
        svg=canvas.drawn(description),
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


def _bars(canvas: Canvas, one: Figure, y: int) -> int:
    canvas.text(LEFT - 8, y + 19, one.indicator.title.zh, anchor="end")
    for ratio, fill, top in ((one.before, f"/{GREY}", y), (one.after, BLUE, y + 15)):
        value = ratio.value or Decimal(0)
        width = Fraction(value) * BAR / 100
        if width:
            canvas.rect(LEFT, top, width, 12, fill, stroke=GREY if fill != BLUE else "none")
        words = f"{_value(ratio)}%（{ratio.numerator}/{ratio.denominator}）" if ratio.denominator else "无人"
        canvas.text(LEFT + width + 6, top + 10, words, size=SMALL)
    canvas.line(LEFT, y - 2, LEFT, y + 29, GREY)
    return y + ROW


def _ages(canvas: Canvas, one: Figure, y: int) -> int:
    canvas.text(LEFT - 8, y + 14, one.indicator.title.zh, anchor="end")
    unit = one.indicator.unit
    canvas.text(LEFT, y + 14, f"改革前{_value(one.before)}{unit} → 改革后{_value(one.after)}{unit}")
    return y + 28
