"""What several documents say in the same way: labels, people, organs, periods."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum

from dinggang.basis import Words, working_days_after
from dinggang.case import Act, ActKind
from dinggang.documents.official.values import Align, Column, Document
from dinggang.documents.told import Told
from dinggang.documents.words import Names, chinese_date, name
from dinggang.plan import Post
from dinggang.sheets.labels import LABELS

Made = tuple[Document, ...] | Words
"""Documents, or the reason why the case has none."""


def label(value: StrEnum | None) -> str:
    """The Chinese word of a value, as spreadsheets have it."""
    return "" if value is None else str(LABELS[type(value)][value][0])


def column(title: str, align: Align = Align.LEFT, width: int = 0) -> Column:
    return Column(title=title, align=align, width=width)


def columns(*titles: str, centred: str = "", needed: str = "") -> tuple[Column, ...]:
    """Columns by their titles; those named in `centred` (divided by blanks) stand centred, those in `needed` have no
    empty cell.
    """
    middle, owed = set(centred.split()), set(needed.split())
    return tuple(
        Column(title=t, align=Align.CENTRE if t in middle else Align.LEFT, needed=t in owed) for t in titles
    )


def yuan(amount: Decimal | None) -> str:
    return "" if amount is None else f"{amount:,.2f}"


def lacking(zh: str, en: str) -> Words:
    return Words(zh=zh, en=en)


def not_taken(act: str, en: str) -> Words:
    return Words(zh=f"还没有“{act}”这一行为。", en=f"The act “{en}” has not been taken.")


def numbered(act: Act) -> str:
    return f"（{act.number}）" if act.number else ""


def bodies(told: Told) -> Mapping[str, str]:
    return {b.id: b.name for b in told.case.plan.bodies}


def posts(told: Told) -> Mapping[str, Post]:
    return {p.id: p for p in told.case.posts}


def post_title(told: Told, post: str) -> str:
    """党政办公室秘书: the body and the post; a leader's post of the organ has no body."""
    found = posts(told).get(post)
    if found is None:
        return post
    body = bodies(told).get(found.body, "")
    return found.name if found.name.startswith(body) else f"{body}{found.name}"


def leading_group(told: Told) -> str:
    """The leading group by the name under which it acts; before it has acted, by the organ's."""
    acting = Counter(act.by for act in told.acts if act.by.endswith("领导小组"))
    return acting.most_common(1)[0][0] if acting else f"{told.organ}机构改革领导小组"


def issuer(told: Told, *kinds: ActKind) -> Act | None:
    """The last of the acts of the first of these kinds that was taken."""
    return next((act for kind in kinds if (act := told.last(kind)) is not None), None)


def period(act: Act, days: int) -> tuple[date, date]:
    """The first and the last working day of a notice posted by the act; the day of posting is not counted.

    Raises Refusal for a year whose official calendar is not known.
    """
    return working_days_after(act.day, 1), working_days_after(act.day, days)


def period_words(act: Act, days: int) -> str:
    first, last = period(act, days)
    return f"公示期为{days}个工作日（张贴当日不计），自{chinese_date(first)}起至{chinese_date(last)}止"


def who(names: Names, people: Sequence[str]) -> str:
    return "、".join(name(names, p) for p in people)
