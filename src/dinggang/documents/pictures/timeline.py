"""计划与实际进度: the stages as planned, the steps as taken, and the gate that each step passed."""

from datetime import date
from fractions import Fraction

from dinggang.basis import add_months
from dinggang.documents.pictures.canvas import (
    BLUE,
    FAINT,
    INK,
    PAPER,
    SIZE,
    SKY,
    SMALL,
    WIDTH,
    Canvas,
    Number,
    cut,
    extent,
)
from dinggang.documents.pictures.values import Picture
from dinggang.documents.told import Told
from dinggang.documents.words import chinese_date

LEFT, RIGHT, ROW = 168, WIDTH - 20, 24


def timeline_picture(told: Told) -> Picture | None:
    """None where nothing is planned and nothing taken."""
    if not told.case.plan.stages and not told.steps:
        return None
    stages = sorted(told.case.plan.stages, key=lambda s: (s.start, s.end, s.id))
    first = min([s.first for s in told.steps] + [s.start for s in stages])
    last = max([s.last for s in told.steps] + [s.end for s in stages])
    title = f"{told.organ}机构改革计划与实际进度"
    canvas = Canvas("timeline", title)
    axis = _Axis(first, last)
    description = _described(told)
    entries = [(f"/{SKY}", "计划的阶段"), (BLUE, "实际办理"), (INK, "关口已过（该环节的最后一个行为）")]
    if not all(s.passed for s in told.steps):
        entries.append((PAPER, "关口未过"))
    canvas.legend(entries)
    top = canvas.y + 24
    rows = len(stages) + len(told.steps) + 2
    _months(canvas, axis, top, top + rows * ROW)
    y = top + 10
    y = _head(canvas, y, "方案计划")
    for stage in stages:
        canvas.text(24, y + 16, cut(stage.name, LEFT - 30, SIZE))
        x = axis.at(stage.start)
        canvas.rect(x, y + 4, axis.after(stage.end) - x, 14, f"/{SKY}", stroke=INK)
        y += ROW
    y = _head(canvas, y, "实际办理")
    for step in told.steps:
        canvas.text(24, y + 16, cut(step.title, LEFT - 30, SIZE))
        x, end = axis.at(step.first), axis.after(step.last)
        canvas.rect(x, y + 5, max(end - x, Fraction(3)), 12, BLUE)
        canvas.diamond(end, y + 11, 6, INK if step.passed else PAPER)
        _dates(canvas, step.first, step.last, (x, end), y + 15)
        y += ROW
    return Picture(
        name="计划与实际进度",
        title=title,
        svg=canvas.drawn(description),
        description=description,
        columns=("计划或实际", "名称", "开始", "结束", "关口"),
        rows=(
            *(("计划", s.name, s.start.isoformat(), s.end.isoformat(), "") for s in stages),
            *(
                ("实际", s.title, s.first.isoformat(), s.last.isoformat(), "已过" if s.passed else "未过")
                for s in told.steps
            ),
        ),
    )


def _described(told: Told) -> str:
    """What was planned, what was done, and how the one lies to the other."""
    stages, steps = told.case.plan.stages, told.steps
    parts = ["方案没有划分阶段"]
    if stages:
        start, end = min(s.start for s in stages), max(s.end for s in stages)
        parts = [f"方案分{len(stages)}个阶段，从{chinese_date(start)}到{chinese_date(end)}"]
    if not steps:
        return f"{parts[0]}；还没有办理任何环节。"
    first, last = min(s.first for s in steps), max(s.last for s in steps)
    parts.append(f"实际办理{len(steps)}个环节，从{chinese_date(first)}到{chinese_date(last)}")
    waiting = "、".join(s.title for s in steps if not s.passed)
    if waiting:
        parts.append(f"停在“{waiting}”")
    elif told.closed and stages:
        days = (last - max(s.end for s in stages)).days
        parts.append("与计划同日结束" if not days else f"比计划{'晚' if days > 0 else '早'}{abs(days)}天结束")
    return "；".join(parts) + "。"


class _Axis:
    """Days → places."""

    def __init__(self, first: date, last: date) -> None:
        self.first, self.last = first, last
        self.days = (last - first).days + 1

    def at(self, day: date) -> Fraction:
        return LEFT + Fraction((RIGHT - LEFT) * (day - self.first).days, self.days)

    def after(self, day: date) -> Fraction:
        return LEFT + Fraction((RIGHT - LEFT) * ((day - self.first).days + 1), self.days)


def _head(canvas: Canvas, y: int, words: str) -> int:
    canvas.text(16, y + 15, words, bold=True)
    return y + ROW


def _months(canvas: Canvas, axis: _Axis, top: int, bottom: int) -> None:
    """A line for every first of a month, named where there is room for the name."""
    month = date(axis.first.year, axis.first.month, 1)
    begin = f"{month.year}年{month.month}月"
    free: Number = 0
    following = add_months(month, 1)
    if month < axis.first and (following > axis.last or axis.at(following) - LEFT > extent(begin, SMALL) + 8):
        canvas.text(LEFT, top - 4, begin, size=SMALL, fill=FAINT)
        free = LEFT + extent(begin, SMALL) + 8
    while month <= axis.last:
        if month >= axis.first:
            x = axis.at(month)
            canvas.line(x, top, x, bottom)
            words = f"{month.year}年{month.month}月" if month.month == 1 or not free else f"{month.month}月"
            if x >= free and x + extent(words, SMALL) <= WIDTH - 4:
                canvas.text(x, top - 4, words, size=SMALL, fill=FAINT)
                free = x + extent(words, SMALL) + 8
        month = add_months(month, 1)


def _dates(canvas: Canvas, first: date, last: date, ends: tuple[Number, Number], base: int) -> None:
    """The days beside the bar, on whichever side has room."""
    words = f"{first.month}.{first.day}"
    if last != first:
        words += f"–{last.month}.{last.day}"
    room = extent(words, SMALL)
    start, end = ends
    if end + 10 + room <= WIDTH - 4:
        canvas.text(end + 10, base, words, size=SMALL)
    elif start - 6 - room >= LEFT:
        canvas.text(start - 6, base, words, size=SMALL, anchor="end")
