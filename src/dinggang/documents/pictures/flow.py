"""人员流向: from where people were to where they ended, each band as thick as it is many."""

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from dinggang.balance import OUTCOME_WORDS, OutcomeKind
from dinggang.documents.pictures.canvas import (
    BLUE,
    GREY,
    INK,
    NARROW,
    ORANGE,
    SIZE,
    WIDTH,
    Canvas,
    Number,
    both,
    cut,
    extent,
    wrapped,
)
from dinggang.documents.pictures.naming import gathered
from dinggang.documents.pictures.values import Picture
from dinggang.documents.told import Told

MOST_OLD, MOST_NEW = 20, 24
THICK = 10
"""How wide a node is."""

RETIRED = "各类退休"
"""One node, since who of a small body retired sick must not be read off a picture."""
WAYS: Mapping[OutcomeKind, str] = {
    kind: RETIRED if kind.value.startswith("retire") else words.zh for kind, words in OUTCOME_WORDS.items()
}

Flows = Mapping[tuple[str, str], int]


def flows(told: Told) -> dict[tuple[str, str], int]:
    """(former body, body or way out) → people. Everyone of the ledger is in one of them."""
    posts = {p.id: p for p in told.case.posts}
    names = {b.id: b.name for b in told.case.plan.bodies}
    people = told.people
    found: Counter[tuple[str, str]] = Counter()
    for outcome in told.outcomes:
        person = people.get(outcome.person)
        old = (person.former_body if person is not None else "") or "（未写明）"
        post = posts.get(outcome.post or "")
        new = names.get(post.body, "领导班子") if post is not None else WAYS[outcome.kind]
        found[old, new] += 1
    return dict(found)


def flow_picture(told: Told) -> Picture | None:
    """None before everyone has an outcome."""
    if not told.outcomes:
        return None
    whole = flows(told)
    bodies = [b.name for b in told.case.plan.bodies]
    drawn = _folded(whole, bodies)
    old = sorted({a for a, _ in drawn}, key=lambda n: (n.startswith("其余"), -_sum(drawn, n, 0), n))
    out = list(dict.fromkeys(WAYS.values()))
    alike = gathered(bodies, MOST_NEW - len(OutcomeKind))
    order = {alike.get(name, name): n for n, name in reversed(list(enumerate(bodies)))}
    new = sorted(
        {b for _, b in drawn},
        key=lambda n: (n in out, n.startswith("其余"), order.get(n, -1), out.index(n) if n in out else 0),
    )
    total = sum(whole.values())
    staying = sum(n for (_, b), n in whole.items() if _fill(b) == BLUE)
    waiting = sum(n for (_, b), n in whole.items() if b == WAYS[OutcomeKind.WAIT])
    title = f"{told.organ}机构改革人员流向"
    description = f"在册{total}人，{staying}人在新岗位任职，{total - staying - waiting}人退休、让岗、分流或清退，{waiting}人落选待岗。"

    def draw(canvas: Canvas) -> None:
        canvas.legend(
            ((BLUE, "在新岗位任职"), (f"/{ORANGE}", "退休、让岗、分流、清退"), (f"/{GREY}", "落选待岗"))
        )
        _draw(canvas, drawn, old, new, canvas.y + 26)
        canvas.notes(
            (
                f"带的宽窄与人数成比例；数字为人数，两边合计都是{total}人。{RETIRED}含正常退休、提前退休、病退、内退。",
            )
        )

    svg, narrow = both("flow", title, description, draw)
    return Picture(
        name="人员流向",
        title=title,
        svg=svg,
        narrow=narrow,
        description=description,
        columns=("原单位", "去向", "人数"),
        rows=tuple(
            (a, b, str(n)) for (a, b), n in sorted(whole.items(), key=lambda f: (f[0][0], -f[1], f[0][1]))
        ),
    )


def _sum(drawn: Flows, name: str, side: int) -> int:
    return sum(n for ends, n in drawn.items() if ends[side] == name)


def _folded(whole: Flows, bodies: Sequence[str]) -> dict[tuple[str, str], int]:
    """The same flows with like bodies of many townships as one node, and the smallest ones left as one."""
    alike = gathered(bodies, MOST_NEW - len(OutcomeKind))
    merged: Counter[tuple[str, str]] = Counter()
    for (a, b), n in whole.items():
        merged[a, alike.get(b, b)] += n
    shown = {alike.get(b, b) for b in bodies}
    old = Counter[str]()
    new = Counter[str]()
    for (a, b), n in merged.items():
        old[a] += n
        if b in shown:
            new[b] += n
    left = _names(old, MOST_OLD, "其余{}个原单位")
    right = _names(new, MOST_NEW - len(OutcomeKind), "其余{}个机构")
    found: Counter[tuple[str, str]] = Counter()
    for (a, b), n in merged.items():
        found[left.get(a, a), right.get(b, b)] += n
    return dict(found)


def _names(counts: Counter[str], most: int, rest: str) -> dict[str, str]:
    if len(counts) <= most:
        return {}
    small = [name for name, _ in sorted(counts.items(), key=lambda c: (-c[1], c[0]))[most - 1 :]]
    return dict.fromkeys(small, rest.format(len(small)))


class _Columns(NamedTuple):
    """Where the two columns of nodes stand, and the least distance of two labels. Narrow, a label has two lines."""

    left: int
    right: int
    pitch: int


_WIDE, _NARROW = _Columns(186, WIDTH - 210, 19), _Columns(118, NARROW - 132, 34)


def _columns(canvas: Canvas) -> _Columns:
    return _NARROW if canvas.narrow else _WIDE


def _draw(canvas: Canvas, drawn: Flows, old: Sequence[str], new: Sequence[str], top: int) -> None:
    left_edge, right_edge, pitch = _columns(canvas)
    canvas.text(left_edge, top - 8, "原单位", anchor="end", bold=True)
    canvas.text(right_edge + THICK, top - 8, "去向", bold=True)
    total = sum(drawn.values()) or 1
    each = Fraction(max(360, pitch * max(len(old), len(new))), total)
    sides = []
    for names, side in ((old, 0), (new, 1)):
        y: Fraction = Fraction(top)
        at: dict[str, Fraction] = {}
        for name in names:
            height = each * _sum(drawn, name, side)
            at[name] = y + max(Fraction(0), (pitch - 4 - height) / 2)
            y += max(height + 4, Fraction(pitch))
        sides.append((at, y))
    (left, low), (right, deep) = sides
    shift = abs(low - deep) / 2
    if low < deep:
        left = {name: y + shift for name, y in left.items()}
    else:
        right = {name: y + shift for name, y in right.items()}
    _bands(canvas, drawn, each, (old, dict(left)), (new, dict(right)))
    for names, at, side in ((old, left, 0), (new, right, 1)):
        for name in names:
            many = _sum(drawn, name, side)
            height = each * many
            x = right_edge if side else left_edge
            canvas.rect(x, at[name], THICK, max(height, Fraction(1)), INK if not side else _fill(name))
            middle = at[name] + height / 2
            if side:
                at_right = right_edge + THICK + 6
                _label(canvas, (at_right, middle), "start", name, f"{many}人", canvas.width - at_right - 6)
            else:
                _label(canvas, (left_edge - 6, middle), "end", name, f"{many}人", left_edge - 12)


def _label(canvas: Canvas, at: tuple[int, Number], anchor: str, name: str, count: str, room: int) -> None:
    """Name and number, in small letters where the room is short; then, narrow, in two lines; only then cut."""
    x, middle = at
    size = SIZE if extent(f"{name} {count}", SIZE) <= room else canvas.small
    lines = [name]
    if canvas.narrow and extent(f"{name} {count}", size) > room:
        stem = name.partition("（")[0]  # 财政所（12个） breaks before what it counts
        first = stem if stem and extent(stem, size) <= room else wrapped(name, room, size)[0]
        lines = [first, name[len(first) :]] if len(first) < len(name) else [name, ""]
    rest = cut(lines[-1], room - extent(f" {count}", size), size)
    lines[-1] = f"{rest} {count}" if rest else count
    base = middle + 5 if len(lines) == 1 else middle - 2
    for index, line in enumerate(lines):
        canvas.text(x, base + 14 * index, line, size=size, anchor=anchor)


def _bands(
    canvas: Canvas,
    drawn: Flows,
    each: Fraction,
    left: tuple[Sequence[str], dict[str, Fraction]],
    right: tuple[Sequence[str], dict[str, Fraction]],
) -> None:
    """Bands leave and arrive in the order of the nodes on the other side, so that they cross as little as they can."""
    (old, starts), (new, ends) = left, right
    columns = _columns(canvas)
    arriving = dict(ends)
    placed: dict[tuple[str, str], Fraction] = {}
    for a in old:
        for b in (b for b in new if (a, b) in drawn):
            placed[a, b] = arriving[b]
            arriving[b] += each * drawn[a, b]
    leaving = dict(starts)
    for a in old:
        for b in (b for b in new if (a, b) in drawn):
            height = each * drawn[a, b]
            fill = _fill(b).lstrip("/")
            canvas.band((columns.left + THICK, leaving[a]), (columns.right, placed[a, b]), height, fill)
            leaving[a] += height


_OUT = {words: kind for kind, words in WAYS.items()}


def _fill(name: str) -> str:
    kind = _OUT.get(name)
    if kind is None or kind in {OutcomeKind.COMPETE, OutcomeKind.APPOINT}:
        return BLUE
    return f"/{GREY}" if kind is OutcomeKind.WAIT else f"/{ORANGE}"
