"""The start of a case out of a text: what it states, and a list of what it does not."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

import msgspec

from dinggang.basis import Value, Words
from dinggang.case import ActKind
from dinggang.plan import Filling, HeadcountKind
from dinggang.reading.approval import NUMBER
from dinggang.reading.dates import LEAP, Dated
from dinggang.reading.events import Event
from dinggang.reading.facts import Facts
from dinggang.reading.text import Text

KINDS = {k.value: k for k in HeadcountKind}
_ACTS = {
    "group": ActKind.GROUP_ESTABLISHED,
    "office": ActKind.OFFICE_ESTABLISHED,
    "adopt": ActKind.PLAN_ADOPTED,
    "approve": ActKind.PLAN_APPROVED,
    "rally": ActKind.MOBILISATION_HELD,
    "clear": ActKind.CLEARANCE_CLOSED,
    "announce": ActKind.POSTS_ANNOUNCED,
    "board": ActKind.SCOREBOARD_PUBLISHED,
    "place": ActKind.APPOINTMENTS_MADE,
    "contract": ActKind.AGREEMENTS_SIGNED,
}
_BODY_KINDS = (
    ("中心", "centre"),
    ("办公室", "office"),
    ("办", "office"),
    ("所", "station"),
    ("站", "station"),
    ("大队", "station"),
)
MOST_POSTS = 2000


class DraftPost(Value, frozen=True, kw_only=True):
    """A post of which only the kind and the way of filling it are known."""

    id: str
    name: str
    kind: HeadcountKind
    filling: Filling
    note: str


class DraftAct(Value, frozen=True, kw_only=True):
    """An act as far as the text tells it; the day is empty where the text gives none that is exact."""

    id: str
    kind: ActKind
    day: date | None = None
    number: str = ""
    reason: str = ""


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """What can be filled in, what it was (`read`), and what the text leaves to be filled in by hand (`missing`)."""

    known: dict[str, Any]
    posts: tuple[DraftPost, ...]
    acts: tuple[DraftAct, ...]
    read: tuple[Words, ...]
    missing: tuple[Words, ...]


def draft(text: Text, facts: Facts, year: int | None = None) -> Draft:
    """Turns facts into the start of a case. `year` is used for dates whose year the text does not name."""
    named = {"title": facts.title, "organ": _organ(text, facts)}
    known: dict[str, Any] = {key: value for key, value in named.items() if value}
    read: list[Words] = []
    modes = {q.mode for q in facts.of("reserve") if q.count}
    if len(modes) == 1 and modes != {""}:
        known["reserve_mode"] = modes.pop()
    headcount = {kind: one for kind in KINDS if (one := _headcount(facts, kind))}
    if headcount:
        known["headcount"] = headcount
        read.append(Words(zh=f"编制{len(headcount)}类", en=f"headcount of {len(headcount)} kinds"))
    bodies = _bodies(facts)
    if bodies:
        known["bodies"] = bodies
        plates = sum(len(b.get("plates", ())) for b in bodies)
        read.append(
            Words(zh=f"机构{len(bodies)}个、牌子{plates}块", en=f"{len(bodies)} bodies, {plates} plates")
        )
    stages = _stages(facts, year)
    if stages:
        known["stages"] = stages
        read.append(Words(zh=f"阶段{len(stages)}个", en=f"{len(stages)} stages"))
    if facts.services:
        lines = [{"id": f"S{n:02}", "name": s.name} for n, s in enumerate(facts.services, start=1)]
        known["services"] = {"lines": lines}
        read.append(Words(zh=f"服务项目{len(lines)}项", en=f"{len(lines)} service lines"))
    staff = {p.count for p in facts.people if p.key == "before"}
    if len(staff) == 1:
        known["before"] = {"staff": staff.pop()}
    basis = _basis(text)
    if basis:
        known["basis"] = basis
    posts = tuple(_posts(facts))
    acts = tuple(_acts(text, facts, year))
    read.append(Words(zh=f"岗位{len(posts)}个", en=f"{len(posts)} posts"))
    read.append(Words(zh=f"正式行为{len(acts)}件", en=f"{len(acts)} acts"))
    return Draft(
        known=known,
        posts=posts,
        acts=acts,
        read=tuple(read),
        missing=tuple(_missing(facts, known, acts, year)),
    )


def _organ(text: Text, facts: Facts) -> str:
    names = Counter(
        re.findall(
            r"(?<![\u4e00-\u9fff])(?:关于)?([\u4e00-\u9fff]{1,5}?(?:街道|镇|乡))(?!党|政府|机关)", facts.title
        )
    )
    names.update(
        re.findall(
            r"[，。\n：]([\u4e00-\u9fff]{2,4}?(?:镇|乡))(?=党委|人民政府|机构改革)", text.plain[:100_000]
        )
    )
    good = [n for n, _ in names.most_common() if not re.search(r"[我全各本乡某此]|由", n[:-1])]
    return good[0] if good else ""


def _headcount(facts: Facts, kind: str) -> dict[str, int]:
    keys = {
        "headcount": "approved",
        "reserve": "reserve",
        "leaders": "leader_posts",
        "before": "before",
        "proposed": "proposed",
    }
    return {key: quotas[0].count for what, key in keys.items() if (quotas := facts.of(what, kind))}


def _bodies(facts: Facts) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    plates = 0
    for number, body in enumerate(facts.bodies, start=1):
        one: dict[str, Any] = {"id": f"B{number:02}", "name": body.name}
        kind = next((k for end, k in _BODY_KINDS if body.name.endswith(end)), None)
        if kind is not None:
            one["kind"] = kind
        if body.plates:
            one["plates"] = [
                {"id": f"N{plates + n:02}", "name": p} for n, p in enumerate(body.plates, start=1)
            ]
            plates += len(body.plates)
        found.append(one)
    return found


def _stages(facts: Facts, year: int | None) -> list[dict[str, Any]]:
    if not facts.stages:
        return []
    best = max(facts.stages, key=lambda s: (sum(i.period is not None for i in s.items), len(s.items)))
    found: list[dict[str, Any]] = []
    for number, item in enumerate(best.items, start=1):
        one: dict[str, Any] = {"id": f"T{number:02}", "name": item.name}
        period = item.period
        if period is not None and period.exact and period.sure:
            first, last = settled(period.first, period, year), settled(period.last, period, year)
            if first is not None and last is not None:
                one |= {"start": first, "end": last}
        found.append(one)
    return found


def settled(day: date, dated: Dated, year: int | None) -> date | None:
    """The day with its year; None when neither the text nor the caller names one, or it has no 29 February."""
    if dated.year_known:
        return day
    if year is None:
        return None
    try:
        return day.replace(year=year + day.year - LEAP)
    except ValueError:
        return None


_BASIS = re.compile(rf"《(?P<title>[^》\n]{{4,60}})》(?:（(?P<number>{NUMBER.pattern})[，）])?")


def _basis(text: Text) -> list[dict[str, Any]]:
    """Documents cited as the plan's basis: titles of opinions and notices, with their number."""
    found: dict[str, dict[str, Any]] = {}
    for match in _BASIS.finditer(text.plain[:200_000]):
        if re.search(r"意见|通知|规定|办法", match["title"]) and not re.search(r"法$|条例$", match["title"]):
            one: dict[str, Any] = {"title": match["title"]}
            if match["number"]:
                one["number"] = match["number"]
            found.setdefault(match["title"], one)
    return list(found.values())[:10]


def _posts(facts: Facts) -> Iterator[DraftPost]:
    number = 0
    words = {"administrative": "行政岗位", "institution": "事业岗位"}
    for what, filling, note in (
        ("posts", Filling.COMPETE, "竞争上岗"),
        ("appointed", Filling.APPOINT, "组织任命"),
    ):
        for kind, member in KINDS.items():
            quotas = facts.of(what, kind)
            for _ in range(min(quotas[0].count, MOST_POSTS) if quotas else 0):
                number += 1
                yield DraftPost(
                    id=f"O{number:02}",
                    name=f"{words[kind]}{number}（名称待填）",
                    kind=member,
                    filling=filling,
                    note=note,
                )


def _acts(text: Text, facts: Facts, year: int | None) -> Iterator[DraftAct]:
    """The first exact date of each kind of act; a period ends on the day the act is done."""
    told: dict[str, Event] = {}
    for event in sorted(facts.events, key=lambda e: e.date.first):
        if (
            event.kind in _ACTS
            and event.date.sure
            and (event.kind not in told or not told[event.kind].date.exact)
        ):
            told[event.kind] = event
    for number, (kind, event) in enumerate(
        sorted(told.items(), key=lambda item: item[1].date.first), start=1
    ):
        day = settled(event.date.last, event.date, year) if event.date.exact else None
        start, end = text.around(event.start, 0, 0)
        document = NUMBER.search(text.plain, start, end) if kind == "approve" else None
        yield DraftAct(
            id=f"A{number:02}",
            kind=_ACTS[kind],
            day=day,
            number=document[0].lstrip("以经由（") if document else "",
            reason=f"原文：{text.quote(event.start, min(event.end, event.start + 60))}".replace("\n", ""),
        )


def _missing(
    facts: Facts, known: dict[str, Any], acts: tuple[DraftAct, ...], year: int | None
) -> Iterator[Words]:
    """What has to be filled in by hand, in the order of the plan."""
    names = {
        "title": Words(zh="方案名称", en="the plan's title"),
        "organ": Words(zh="改革的机关", en="the organ"),
        "reserve_mode": Words(zh="预留编制含在内还是另加", en="whether the reserve lies inside or on top"),
        "headcount": Words(zh="编制数", en="headcount"),
        "bodies": Words(zh="机构", en="bodies"),
        "stages": Words(zh="阶段", en="stages"),
        "services": Words(zh="服务项目", en="service lines"),
    }
    yield from (words for key, words in names.items() if key not in known)
    if year is None and any(not d.year_known for d in facts.dates):
        yield Words(
            zh="年份：文中没有写，日期都空着；知道是哪一年就加上 --year，如 --year 2006",
            en="the year: not named, so dates are left out; add it with --year, as in --year 2006",
        )
    undated = [a.kind.value for a in acts if a.day is None]
    if undated and (year is not None or all(d.year_known for d in facts.dates)):
        yield Words(zh=f"{len(undated)}件正式行为的确切日期", en=f"exact days of {len(undated)} acts")
    if not any(a.kind is ActKind.PLAN_APPROVED and a.number for a in acts):
        yield Words(zh="批准方案的日期和文号", en="date and number of the approval")
    yield Words(zh="截止日（年龄、工龄算到哪一天）", en="the cut-off day")
    yield Words(zh="每个机构用哪类编制", en="the headcount kind of each body")
    yield Words(zh="岗位的名称、所属机构、层级", en="name, body and stratum of each post")
    yield Words(
        zh="考试、测评、演说、考核、综合成绩、定岗、资格、公示、分流的规则", en="the rules of every step"
    )
    if facts.services:
        yield Words(
            zh="服务项目的基准年、经费、计量单位、用途",
            en="base year, money, unit and purpose of each service",
        )
    yield Words(zh="花名册", en="the roster")
