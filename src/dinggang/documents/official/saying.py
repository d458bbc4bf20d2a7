"""What several documents say in the same way: labels, people, organs, periods."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum

from dinggang.basis import Words, working_days_after
from dinggang.case import Act, ActKind, effects
from dinggang.documents.official.values import Align, Block, Column, Document, Paragraph
from dinggang.documents.told import Told
from dinggang.documents.words import Names, chinese_date, name
from dinggang.plan import Post, Stratum
from dinggang.roster import Person
from dinggang.sheets.labels import LABELS

Made = tuple[Document, ...] | Words
"""Documents, or the reason why the case has none."""


def label(value: StrEnum | None) -> str:
    """The Chinese word of a value, as spreadsheets have it."""
    return "" if value is None else str(LABELS[type(value)][value][0])


def column(title: str, align: Align = Align.LEFT, width: int = 0) -> Column:
    return Column(title=title, align=align, width=width)


def columns(*titles: str, centred: str = "", right: str = "", needed: str = "") -> tuple[Column, ...]:
    """Columns by their titles; those named in `centred` (divided by blanks) stand centred, those in `right` to the
    right, as money does; those in `needed` have no empty cell.
    """
    stand = dict.fromkeys(centred.split(), Align.CENTRE) | dict.fromkeys(right.split(), Align.RIGHT)
    owed = set(needed.split())
    return tuple(Column(title=t, align=stand.get(t, Align.LEFT), needed=t in owed) for t in titles)


def measured(widths: Mapping[str, int], *, centred: str = "", needed: str = "") -> tuple[Column, ...]:
    """Columns by their titles, each with its width in millimetres; 0 leaves it to what stands in it."""
    middle, owed = centred.split(), needed.split()
    return tuple(
        Column(title=t, width=w, align=Align.CENTRE if t in middle else Align.LEFT, needed=t in owed)
        for t, w in widths.items()
    )


def counted(value: int | None) -> str:
    return "" if value is None else str(value)


def lacking(zh: str, en: str) -> Words:
    return Words(zh=zh, en=en)


def not_taken(act: str, en: str) -> Words:
    return Words(zh=f"还没有“{act}”这一行为。", en=f"The act “{en}” has not been taken.")


def numbered(act: Act) -> str:
    return f"（{act.number}）" if act.number else ""


def number_below(act: Act) -> list[Block]:
    """The number of the act on a line of its own under the title, as what is posted has it; nothing without one."""
    return [Paragraph(text=act.number, indent=False, align=Align.CENTRE)] if act.number else []


_ROOM = "＿" * 6


def ledger_head(told: Told, unit: str) -> Paragraph:
    """The line above a ledger: who filled it in, room for those who answer for it, and in which unit it counts."""
    return Paragraph(
        text=f"填报单位：{leading_group(told)}　填表人：{_ROOM}　审核人：{_ROOM}　单位：{unit}", indent=False
    )


def telephones() -> Paragraph:
    """Room for the telephones of whoever takes what readers have to say, and of who watches over it: not in a case."""
    return Paragraph(text=f"受理电话：{_ROOM}　监督电话：{_ROOM}")


def units(organ: str) -> str:
    """To whom an organ's papers go that are meant for all that are under it."""
    if organ.endswith(("镇", "乡")):
        return f"各党支部，{organ[-1]}直各单位"
    if organ.endswith(("县", "区", "市")):
        return f"各乡镇（街道），{organ[-1]}直各单位"
    return "各党支部，街道各单位" if organ.endswith(("街道", "街道办事处")) else "所属各单位"


def government(organ: str) -> str:
    """望禾镇 → 望禾镇人民政府, as which it signs contracts; of what is no township's name the organ itself."""
    if organ.endswith(("镇", "乡")):
        return f"{organ}人民政府"
    return f"{organ}办事处" if organ.endswith("街道") else organ


_ISO = re.compile(r"(?<!\d)(\d{4})-(0[1-9]|1[0-2])(?:-(\d{2}))?(?![-\d])")


def dated(text: str) -> str:
    """The text with its dates as papers write them: 2006-10-20 is 2006年10月20日, 2010-08 is 2010年8月."""

    def said(found: re.Match[str]) -> str:
        year, month, day = found.groups()
        return f"{year}年{int(month)}月" + (f"{int(day)}日" if day else "")

    return _ISO.sub(said, text)


def present_post(person: Person) -> str:
    """财政所会计: where and as what a person worked before; of a leader the office alone, which names no body. Without a post
    nothing.
    """
    post, body = person.former_post, person.former_body
    if not post or person.stratum is Stratum.LEADER or post.startswith(body):
        return post
    return f"{body}{post}"


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


def post_within(told: Told, post: Post) -> str:
    """副主任: the post's name where its body stands beside it and need not be said again."""
    body = bodies(told).get(post.body, "")
    return post.name.removeprefix(body) or post.name


Besides = Mapping[str, Sequence[str]]
"""Which posts people hold besides the one they were placed in."""


def posts_besides(told: Told) -> Besides:
    """By the outcomes; before there are any, by the acts: each post goes to a holder of the post it is held with, leaders
    and appointed ones first, as the outcomes will have it.
    """
    if told.outcomes:
        return {o.person: o.concurrent for o in told.outcomes if o.concurrent}
    taken = effects(told.case.acts)
    waiting: dict[str, list[str]] = {}
    for other, held_with in taken.concurrent:
        waiting.setdefault(held_with, []).append(other)
    post_of = {person: post for post, person in taken.appointed}
    leaders = [p.id for p in told.case.people if p.stratum is Stratum.LEADER]
    holders = [(p, post_of[p]) for p in leaders if p in post_of]
    holders += [(p, post) for post, p in taken.appointed if p not in set(leaders)]
    placed = {p.person: p.post for p in (told.placement.placed if told.placement else ())}
    applied = [a.person for a in told.applicants or ()]
    holders += [(p, won) for p in applied if (won := placed.get(p)) is not None]
    return {person: (waiting[post].pop(0),) for person, post in holders if waiting.get(post)}


def with_concurrent(told: Told, besides: Besides, person: str, post: str) -> str:
    """便民服务中心副主任（兼档案与总值班）: the post, and which others its holder has besides."""
    also = besides.get(person, ())
    if not also:
        return post_title(told, post)
    known = posts(told)

    def said(other: str) -> str:
        same = other in known and post in known and known[other].body == known[post].body
        return known[other].name if same else post_title(told, other)

    return f"{post_title(told, post)}（兼{'、'.join(map(said, also))}）"


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
