"""养人转养事: money for people and for services year by year, and each service line beside its base year."""

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from dinggang.basis import Value
from dinggang.documents.claims import percent
from dinggang.documents.pictures.canvas import BLUE, GREY, ORANGE, SIZE, Canvas, both, cut, extent
from dinggang.documents.pictures.values import Picture
from dinggang.documents.told import Told

MOST = 30
"""So many lines are drawn one by one."""


class Year(Value, frozen=True, kw_only=True):
    """One year's money: for people (None: not known) and for services, and what kind of figure it is."""

    year: int
    what: str
    staff: Decimal | None
    services: Decimal


def years(told: Told) -> tuple[Year, ...]:
    """The base year, the years of the plan's path, and what was agreed for each year."""
    services = told.case.plan.services
    if services is None:
        return ()
    path = {p.year: p for p in services.path}
    found = []
    if services.base_year not in path:
        found.append(Year(year=services.base_year, what="基年", staff=None, services=services.base_total))
    found += [Year(year=p.year, what="方案", staff=p.staff, services=p.services) for p in services.path]
    agreed: defaultdict[int, Decimal] = defaultdict(Decimal)
    for agreement in told.case.purchases.agreements:
        agreed[agreement.year] += agreement.amount
    found += [Year(year=y, what="协议", staff=None, services=amount) for y, amount in agreed.items()]
    return tuple(sorted(found, key=lambda y: (y.year, y.what != "方案")))


def spending_picture(told: Told) -> Picture | None:
    """None where the plan buys no services."""
    services = told.case.plan.services
    found = years(told)
    if services is None or not found:
        return None
    title = f"{told.organ}经费：由养人到养事"
    entries = [(BLUE, "公益服务经费（养事）"), (f"/{GREY}", "基年经费")]
    if any(y.staff is not None for y in found):
        entries.insert(0, (f"/{ORANGE}", "人员经费（养人）"))
    names = {line.id: line.name for line in services.lines}
    lines = [(names[s.line], s.base_amount, s.agreed_amount) for s in told.statements if s.line in names]
    year = next((s.year for s in told.statements if s.year is not None), None)
    heading = f"各项目：{services.base_year}年经费与{year}年度协议金额" if year else "各项目的基年经费"
    notes = ["金额单位为万元，四舍五入到两位小数。"]
    if not services.path:
        notes.append("方案没有写各年的人员经费，只画公益服务经费。")
    description = "；".join(_told(y) for y in found) + "。"

    def draw(canvas: Canvas) -> None:
        canvas.legend(entries)
        y = _by_year(canvas, found, canvas.y + 12)
        if lines:
            _by_line(canvas, heading, lines, y + 8)
        canvas.notes(notes)

    svg, narrow = both("spending", title, description, draw)
    return Picture(
        name="养人转养事",
        title=title,
        svg=svg,
        narrow=narrow,
        description=description,
        columns=("年度或项目", "数字来源", "人员经费（元）", "服务经费（元）", "服务所占比例"),
        rows=(
            *(
                (
                    f"{y.year}年",
                    y.what,
                    "" if y.staff is None else f"{y.staff:f}",
                    f"{y.services:f}",
                    _share(y),
                )
                for y in found
            ),
            *((name, "基年", "", f"{base:f}", "") for name, base, _ in lines),
            *((name, "协议", "", f"{agreed:f}", "") for name, _, agreed in lines),
        ),
    )


def _share(year: Year) -> str:
    return "" if year.staff is None else percent(year.services, year.services + year.staff)


def _told(year: Year) -> str:
    staff = "" if year.staff is None else f"人员经费{_wan(year.staff)}万元、"
    share = f"，服务占{_share(year)}" if year.staff is not None else ""
    return f"{year.year}年（{year.what}）{staff}公益服务经费{_wan(year.services)}万元{share}"


def _wan(amount: Decimal) -> str:
    """万元 to two places, half up."""
    cents = (int(Fraction(amount) * 2 / 100) + 1) // 2
    whole, rest = divmod(cents, 100)
    return f"{whole}.{rest:02}"


def _room(canvas: Canvas) -> tuple[int, int]:
    """Where bars begin and how long they may be. Narrow, what they are stands above them."""
    return (
        (canvas.edge, canvas.width - canvas.edge - 80) if canvas.narrow else (150, canvas.width - 150 - 190)
    )


def _by_year(canvas: Canvas, found: Sequence[Year], y: int) -> int:
    most = max((year.staff or Decimal(0)) + year.services for year in found) or Decimal(1)
    left, bar = _room(canvas)
    canvas.text(canvas.edge, y + 14, "按年度", bold=True)
    y += 26
    for year in found:
        name = f"{year.year}年（{year.what}）"
        if canvas.narrow:
            canvas.text(left, y + 10, name)
            y += 17
        else:
            canvas.text(left - 8, y + 13, name, anchor="end")
        x: Fraction = Fraction(left)
        words = _wan(year.services)
        if year.staff is not None:
            width = Fraction(year.staff) * bar / Fraction(most)
            canvas.rect(x, y, width, 18, f"/{ORANGE}", stroke=ORANGE)
            x += width
            words = f"{_wan(year.staff)}＋{words}（养事占{_share(year)}）"
        width = Fraction(year.services) * bar / Fraction(most)
        base = year.what == "基年"
        canvas.rect(x, y, width, 18, f"/{GREY}" if base else BLUE, stroke=GREY if base else "none")
        end = x + width + 6
        if end + extent(words, canvas.small) > canvas.width - 4:  # above the bar, behind the year
            canvas.text(canvas.width - canvas.edge, y - 7, words, size=canvas.small, anchor="end")
        else:
            canvas.text(end, y + 13, words, size=canvas.small)
        y += 34 if canvas.narrow else 28
    return y


def _by_line(canvas: Canvas, heading: str, lines: Sequence[tuple[str, Decimal, Decimal]], y: int) -> None:
    shown = list(lines[:MOST])
    if len(lines) > MOST:
        rest = lines[MOST - 1 :]
        shown = [
            *lines[: MOST - 1],
            (
                f"其余{len(rest)}项",
                sum((b for _, b, _ in rest), Decimal(0)),
                sum((a for _, _, a in rest), Decimal(0)),
            ),
        ]
    most = max(max(base, agreed) for _, base, agreed in shown) or Decimal(1)
    left, bar = _room(canvas)
    canvas.text(canvas.edge, y + 14, heading, bold=True)
    y += 26
    for name, base, agreed in shown:
        if canvas.narrow:
            canvas.text(left, y + 10, cut(name, canvas.width - 2 * canvas.edge, SIZE))
            y += 16
        else:
            canvas.text(left - 8, y + 18, cut(name, left - 24, SIZE), anchor="end")
        for amount, fill, top in ((base, f"/{GREY}", y), (agreed, BLUE, y + 14)):
            width = Fraction(amount) * bar / Fraction(most)
            if width:
                canvas.rect(left, top, width, 11, fill, stroke=GREY if fill != BLUE else "none")
            canvas.text(left + width + 6, top + 10, _wan(amount), size=canvas.small)
        y += 36
