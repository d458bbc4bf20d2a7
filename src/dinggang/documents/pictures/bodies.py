"""机构前后: the bodies before and after, each with its people."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from dinggang.documents.pictures.canvas import (
    BLUE,
    FAINT,
    GREY,
    INK,
    SIZE,
    WIDTH,
    Canvas,
    both,
    cut,
    extent,
)
from dinggang.documents.pictures.naming import gathered
from dinggang.documents.pictures.values import Picture
from dinggang.documents.told import Told
from dinggang.plan import Stratum

MOST = 24
"""So many bodies are drawn one by one on each side; the others as one row."""

Row = tuple[str, int | None, str]
"""Name, people or places (None: not known), what stands below it."""


def before_of(told: Told) -> Counter[str]:
    """People in headcount by the body they came from; the leadership is no body."""
    return Counter(p.former_body or "（未写明）" for p in told.regular if p.stratum is not Stratum.LEADER)


def after_of(told: Told) -> Counter[str]:
    """People by the body of the post they hold after the reform, by the body's id."""
    posts = {p.id: p for p in told.case.posts}
    return Counter(posts[o.post].body for o in told.outcomes if o.post in posts and posts[o.post].body)


def bodies_picture(told: Told) -> Picture:
    plan = told.case.plan
    held = after_of(told)
    old: list[Row] = [
        (name, count, "") for name, count in sorted(before_of(told).items(), key=lambda b: (-b[1], b[0]))
    ]
    new: list[Row] = [
        (
            b.name,
            held[b.id] if told.outcomes else b.headcount,
            f"加挂{'、'.join(p.name for p in b.plates)}牌子" if b.plates else "",
        )
        for b in plan.bodies
    ]
    stated = plan.before.bodies
    count = stated if stated is not None else len(old)
    title = f"{told.organ}机构改革前后的机构"
    description = (
        f"改革前{count}个机构、{_people(old)}人（不含领导班子），"
        f"改革后{len(new)}个机构{f'、任职{_people(new)}人' if told.outcomes else ''}。"
    )
    alike = gathered((b.name for b in plan.bodies), MOST)
    unit = "人" if told.outcomes else "名编制"
    sides = (
        _Side(f"改革前：{count}个机构", _drawn(old, alike), GREY, "人"),
        _Side(f"改革后：{len(new)}个机构", _drawn(new, alike), BLUE, unit),
    )
    then = "任职人员" if told.outcomes else "方案分配的编制，人员去向还没有定"
    notes = [f"方框后的数字：改革前为花名册上原单位的在编人员，改革后为{then}；领导班子不计入机构。"]
    if stated is not None and stated != len(old):
        notes.append(f"方案写改革前{stated}个机构，花名册上在编人员的原单位写了{len(old)}种名称。")

    def draw(canvas: Canvas) -> None:
        top = canvas.y + 22
        for side, x in zip(
            sides, (canvas.edge, canvas.edge if canvas.narrow else WIDTH // 2 + 16), strict=True
        ):
            low = _tree(canvas, x, top, side)
            top = low + 34 if canvas.narrow else top
        canvas.notes(notes)

    svg, narrow = both("bodies", title, description, draw)
    return Picture(
        name="机构前后",
        title=title,
        svg=svg,
        narrow=narrow,
        description=description,
        columns=("改革前后", "机构", "人数" if told.outcomes else "人数或编制", "牌子"),
        rows=(
            *(("改革前", name, _told(n), plates) for name, n, plates in old),
            *(("改革后", name, _told(n), plates) for name, n, plates in new),
        ),
    )


def _people(rows: Sequence[Row]) -> int:
    return sum(n for _, n, _ in rows if n is not None)


def _told(count: int | None) -> str:
    return "" if count is None else str(count)


def _drawn(every: Sequence[Row], alike: Mapping[str, str]) -> list[Row]:
    """At most so many rows: like bodies of many townships as one, and what is still too many as one more."""
    rows: list[Row] = []
    at: dict[str, int] = {}
    for name, count, plates in every:
        if name not in alike:
            rows.append((name, count, plates))
        elif alike[name] in at:
            index = at[alike[name]]
            rows[index] = (rows[index][0], _people([rows[index], (name, count, "")]), "")
        else:
            at[alike[name]] = len(rows)
            rows.append((alike[name], count, ""))
    if len(rows) <= MOST:
        return rows
    rest = rows[MOST - 1 :]
    return [*rows[: MOST - 1], (f"其余{len(rest)}个机构", _people(rest), "")]


class _Side(NamedTuple):
    """The bodies of one time."""

    head: str
    rows: Sequence[Row]
    colour: str
    unit: str


def _tree(canvas: Canvas, x: int, at: int, side: _Side) -> int:
    """A tree of one trunk: a box for each body, its people behind it, its plates below. Where it ends."""
    head, rows, colour, unit = side
    canvas.rect(x, at - 18, extent(head, SIZE) + 24, 26, "#ffffff", stroke=INK)
    canvas.text(x + 12, at, head, bold=True)
    canvas.line(x + 6, at + 8, x + 6, at + 14, colour, width=2)
    room = canvas.width - 2 * canvas.edge if canvas.narrow else WIDTH // 2 - 32
    top = at + 14
    trunk, y = x + 6, top
    middle = top
    for name, count, plates in rows:
        behind = "" if count is None else f"{count}{unit}"
        inside = room - 24 - extent(behind, SIZE) - 8
        words = cut(name, inside - 16, SIZE)
        width = extent(words, SIZE) + 16
        middle = y + 12
        canvas.line(trunk, middle, x + 24, middle, colour, width=2)
        canvas.rect(x + 24, y, width, 24, "#ffffff", stroke=INK)
        canvas.text(x + 32, y + 17, words)
        canvas.text(x + 24 + width + 6, y + 17, behind, fill=FAINT)
        y += 30
        if plates:
            canvas.text(x + 32, y + 6, cut(plates, room - 32, canvas.small), size=canvas.small, fill=FAINT)
            y += 18
    if rows:
        canvas.line(trunk, top, trunk, middle, colour, width=2)
    return y
