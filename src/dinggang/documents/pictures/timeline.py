"""计划与实际进度: the stages as planned, the steps as taken, and the gate that each step passed."""

from collections.abc import Sequence
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
    Canvas,
    Number,
    both,
    cut,
    extent,
)
from dinggang.documents.pictures.values import Picture
from dinggang.documents.told import Taken, Told
from dinggang.documents.words import chinese_date
from dinggang.plan import Stage

LEFT, ROW = 168, 24


def timeline_picture(told: Told) -> Picture | None:
    """None where nothing is planned and nothing taken."""
    if not told.case.plan.stages and not told.steps:
        return None
    stages = sorted(told.case.plan.stages, key=lambda s: (s.start, s.end, s.id))
    first = min([s.first for s in told.steps] + [s.start for s in stages])
    last = max([s.last for s in told.steps] + [s.end for s in stages])
    title = f"{told.organ}机构改革计划与实际进度"
    description = _described(told)
    entries = [(f"/{SKY}", "计划的阶段"), (BLUE, "实际办理"), (INK, "关口已过（该环节的最后一个行为）")]
    if not all(s.passed for s in told.steps):
        entries.append((PAPER, "关口未过"))

    def draw(canvas: Canvas) -> None:
        canvas.legend(entries)
        left = canvas.edge + 4 if canvas.narrow else LEFT
        axis = _Axis(first, last, left, canvas.width - (16 if canvas.narrow else 20))
        _draw(canvas, axis, stages, told.steps)

    svg, narrow = both("timeline", title, description, draw)
    return Picture(
        name="计划与实际进度",
        title=title,
        svg=svg,
        narrow=narrow,
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

    def __init__(self, first: date, last: date, left: int, right: int) -> None:
        self.first, self.last = first, last
        self.left, self.right = left, right
        self.days = (last - first).days + 1

    def at(self, day: date) -> Fraction:
        return self.left + Fraction((self.right - self.left) * (day - self.first).days, self.days)

    def after(self, day: date) -> Fraction:
        return self.left + Fraction((self.right - self.left) * ((day - self.first).days + 1), self.days)


def _draw(canvas: Canvas, axis: _Axis, stages: Sequence[Stage], steps: Sequence[Taken]) -> None:
    """A row each: narrow, what it is and its days stand above the bar; wide, before and behind it."""
    high = ROW + 18 if canvas.narrow else ROW
    over = 18 if canvas.narrow else 0
    top = canvas.y + 24
    _months(canvas, axis, top, top + (len(stages) + len(steps)) * high + 2 * ROW)
    y = _head(canvas, top + 10, "方案计划")
    for stage in stages:
        _name(canvas, stage.name, (stage.start, stage.end), y)
        x = axis.at(stage.start)
        canvas.rect(x, y + over + 4, axis.after(stage.end) - x, 14, f"/{SKY}", stroke=INK)
        y += high
    y = _head(canvas, y, "实际办理")
    for step in steps:
        _name(canvas, step.title, (step.first, step.last), y)
        x, end = axis.at(step.first), axis.after(step.last)
        canvas.rect(x, y + over + 5, max(end - x, Fraction(3)), 12, BLUE)
        canvas.diamond(end, y + over + 11, 6, INK if step.passed else PAPER)
        if not canvas.narrow:
            _dates(canvas, _days(step.first, step.last), (x, end), y + 15)
        y += high


def _name(canvas: Canvas, name: str, days: tuple[date, date], y: int) -> None:
    if not canvas.narrow:
        canvas.text(24, y + 16, cut(name, LEFT - 30, SIZE))
        return
    told = _days(*days)
    room = extent(told, canvas.small)
    right = canvas.width - canvas.edge
    words = cut(name, right - room - 20 - canvas.edge, SIZE)
    # Months are ruled through the rows: words stand on paper.
    canvas.rect(canvas.edge, y + 3, extent(words, SIZE) + 8, 17, PAPER)
    canvas.rect(right - room - 4, y + 3, room + 4, 17, PAPER)
    canvas.text(canvas.edge + 4, y + 16, words)
    canvas.text(right, y + 16, told, size=canvas.small, anchor="end", fill=FAINT)


def _days(first: date, last: date) -> str:
    words = f"{first.month}.{first.day}"
    return words if last == first else f"{words}–{last.month}.{last.day}"


def _head(canvas: Canvas, y: int, words: str) -> int:
    if canvas.narrow:
        canvas.rect(canvas.edge, y + 1, extent(words, SIZE) + 8, 18, PAPER)
    canvas.text(canvas.edge, y + 15, words, bold=True)
    return y + ROW


def _months(canvas: Canvas, axis: _Axis, top: int, bottom: int) -> None:
    """A line for every first of a month, named where there is room for the name."""
    month = date(axis.first.year, axis.first.month, 1)
    begin = f"{month.year}年{month.month}月"
    free: Number = 0
    following = add_months(month, 1)
    if month < axis.first and (
        following > axis.last or axis.at(following) - axis.left > extent(begin, canvas.small) + 8
    ):
        canvas.text(axis.left, top - 4, begin, size=canvas.small, fill=FAINT)
        free = axis.left + extent(begin, canvas.small) + 8
    while month <= axis.last:
        if month >= axis.first:
            x = axis.at(month)
            canvas.line(x, top, x, bottom)
            words = f"{month.year}年{month.month}月" if month.month == 1 or not free else f"{month.month}月"
            if x >= free and x + extent(words, canvas.small) <= canvas.width - 4:
                canvas.text(x, top - 4, words, size=canvas.small, fill=FAINT)
                free = x + extent(words, canvas.small) + 8
        month = add_months(month, 1)


def _dates(canvas: Canvas, words: str, ends: tuple[Number, Number], base: int) -> None:
    """The days beside the bar, on whichever side has room."""
    room = extent(words, canvas.small)
    start, end = ends
    if end + 10 + room <= canvas.width - 4:
        canvas.text(end + 10, base, words, size=canvas.small)
    elif start - 6 - room >= LEFT:
        canvas.text(start - 6, base, words, size=canvas.small, anchor="end")
