"""Figures against each other: parts and totals, lists and numbers, one thing told twice (R02, R03, R07)."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from dinggang.basis import Finding, Level, Words
from dinggang.reading.bodies import UNITS, Listed
from dinggang.reading.facts import Facts
from dinggang.reading.found import Span, found
from dinggang.reading.headcount import KIND_WORDS
from dinggang.reading.numbers import WHOLE
from dinggang.reading.people import Headed, heading
from dinggang.reading.quantities import AFTER, BEFORE, Quantity, quantities
from dinggang.reading.quotas import Quota
from dinggang.reading.text import Text


def check_totals(text: Text, facts: Facts) -> Iterator[Finding]:
    """R02, R03, R07."""
    yield from _parts(text)
    yield from _bodies(text, facts)
    yield from _counted_lists(text, facts.lists)
    yield from _twice(text, facts)
    yield from _posts_total(text, facts)
    yield from _people_twice(text, facts.people)


# ── R02: a total beside its parts ──

_OUTCOME = re.compile(
    r"领导|公司|企业|社区|调往|调至|竞争上岗|竞岗|上岗|聘任|聘用|任命|退休|病退|内退|退养|让岗|转企|转制|转岗|辞职|调出|调离|待岗|清退|解除|自谋|留任|落选|离岗|分流|入股|买断"
)
_STAYS = re.compile(r"上岗|竞岗|聘任|聘用|任命|留任|留用|留岗")
_LEFT = re.compile(r"分流|退出|离岗|减少|精简|清退|富余|安置|转岗|超编|落选")
_OTHER = re.compile(r"临时|自用|编外|临聘|工勤|聘用人员|离退休|工人|合同")
_KIND = re.compile(r"行政|事业|工勤")
_SEX = re.compile(r"^(?:其中)?[男女]")
_IS_BODY = re.compile(rf"(?:{UNITS})")
_OPENED = re.compile(
    rf"[^，。；：（）]{{0,14}}(?:[，；（]?(?:其中|即|分别为|分别是|包括|为)|，{AFTER}|[中里]，|（(?=行政|事业)|(?P<colon>：))"
)
_REST = re.compile(r"^(?:其余|剩余|余下|其他|其它)(?:的)?$")
_CLOSED = re.compile(r"即|分别[为是]|包括|由[^，。；]{0,12}组成|为：|：$")


def _parts(text: Text) -> Iterator[Finding]:
    by_sentence: defaultdict[Span, list[Quantity]] = defaultdict(list)
    for quantity in quantities(text):
        by_sentence[quantity.sentence].append(quantity)
    before: list[Quantity] = []
    for many in by_sentence.values():
        if len(many) >= 3:
            yield from _sentence_parts(text, many)
        yield from _carried(text, before, many)
        before = many


_CARRIED = re.compile(r"其中[，：]?|(?P<who>[\u4e00-\u9fff]{2,8}?)(?:的?人员|的)?[中里]，")


def _carried(text: Text, before: Sequence[Quantity], many: Sequence[Quantity]) -> Iterator[Finding]:
    """Parts in a sentence of their own: «核定编制60名。其中：…», «分流15人。分流人员中，…»."""
    if len(many) < 2 or not before or text.around(many[0].start, 1, 0)[0] > before[0].sentence[0]:
        return
    opened = _CARRIED.match(text.plain, many[0].sentence[0])
    if opened is None or many[0].start < opened.end() or "，" in text.plain[opened.end() : many[0].start]:
        return
    who = opened["who"]
    total = next(
        (
            q
            for q in reversed(before)
            if (q.unit == many[0].unit or {q.unit, many[0].unit} <= {"名", "人"})
            and (not who or q.near.endswith(who) or q.noun.startswith(who))
        ),
        None,
    )
    if total is None or total.about or _REST.search(total.near) or re.search(r"职数|预留", total.near):
        return
    if who or re.search(r"编制|岗位|人员|人$", total.near + total.noun):
        yield from _compare(
            text, total, [q for q in many if q is many[0] or "其中" not in q.label], closed=False
        )


def _sentence_parts(text: Text, many: Sequence[Quantity]) -> Iterator[Finding]:
    for index, total in enumerate(many):
        if total.about or total.count < 2:
            continue
        ahead = _behind_total(text, many, index)
        if ahead is not None:
            yield from _compare(text, total, ahead[0], closed=ahead[1])
        back = _before_total(many, index)
        if back:
            yield from _compare(text, total, back, closed=True)


def _behind_total(text: Text, many: Sequence[Quantity], index: int) -> tuple[list[Quantity], bool] | None:
    """The parts behind «120人，其中…»: up to a mark that ends them, nested ones in brackets left out."""
    total = many[index]
    if index + 2 >= len(many):
        return None
    lead = text.plain[total.end : many[index + 1].start]
    opened = _OPENED.match(lead)
    before = (
        re.search(rf"{BEFORE}|原来|原有", total.near) is not None and re.match(r"人?，", lead) is not None
    )
    if opened is None and "其中" not in lead[:20] and not before:
        return None
    closed = "其中" not in lead[:20] and bool(_CLOSED.search(lead[:16]) or (opened and opened["colon"]))
    parts: list[Quantity] = []
    depth = lead.count("（") - lead.count("）") - (1 if re.match(r"[^（）]{0,14}（", lead) else 0)
    place, semicolons = many[index + 1].start, False
    for part in many[index + 1 :]:
        between = text.plain[place : part.start]
        depth += between.count("（") - between.count("）")
        place = part.start
        if depth < 0 or re.search(r"共|合计|总计|。", part.near + between[-2:]):
            break
        if "；" in between and (
            (_KIND.search(total.near) and _KIND.search(part.near)) or (len(parts) > 1 and not semicolons)
        ):
            break
        semicolons = semicolons or (bool(parts) and "；" in between)
        if re.search(r"[由从](?:原来的?|原有的?)?$", part.near):
            return None  # figures from before, not parts
        if parts and ("其中" in part.label or depth > 0):
            continue
        if part.unit != total.unit and {part.unit, total.unit} - {"名", "人", "个", "位"}:
            continue
        parts.append(part)
        if _REST.search(part.near):
            # «22人，其中12人…，其余10人…»: these are all.
            return parts, True
    return (parts, closed) if len(parts) >= 2 else None


def _before_total(many: Sequence[Quantity], index: int) -> list[Quantity]:
    """The parts before «…，共66名»."""
    total = many[index]
    if (
        not re.search(
            r"(?:^|[，、；])(?:以上|上述|各|两|二|三|四|五)?(?:项|类|者|种|部分)?(?:编制|岗位|人员|机构)?"
            r"(?:加起来|合起来|加在一起|一共|总共|共|合计|总计|共计|总数|计)(?:有|为|是|达|核定|拿出|设置)?(?:编制|岗位|人员|设岗)?$",
            total.label,
        )
        or index < 2
    ):
        return []
    parts: list[Quantity] = []
    for place in reversed(range(index)):
        part, ahead = many[place], many[place - 1] if place else total
        if re.match(r"(?:加起来|合起来|一共|总共|共|合计|总计|共计)", part.noun) and part.count < 10:
            continue  # «两项合计»
        if part.unit != total.unit and {part.unit, total.unit} - {"名", "人", "个"}:
            break
        # «改革前95人，其中…，合计95人»: the parts are those of the figure before them.
        opens = "其中" in part.near and (
            ahead.count == total.count or re.search(BEFORE, ahead.near) is not None
        )
        if re.search(r"职数|预留|其中", part.near) and "分别" not in part.near and not opens:
            continue
        parts.insert(0, part)
        if (opens and ahead is not total) or "分别" in part.near:
            break
        if re.search(r"共|合计|总", part.label):
            return []
    # «改革前63人，改革后…，合计63人», «92人中，…，合计92人»: the figure of all of them is no part.
    if parts and (
        re.search(rf"{BEFORE}|原有", parts[0].near)
        or re.match(r"[^，。；、]{0,6}?[中里](?:[，：]|$)|[^，。；、]{0,10}的去向", parts[0].tail)
    ):
        parts = parts[1:]
    return parts if len(parts) >= 2 else []


def _label(part: Quantity) -> str:
    """What a part is called: the words before its number, or behind it where none stand before."""
    name = re.sub(r"^(?:其中|即|分别为|和|及|与|另有|另)+", "", part.near)
    return name if re.search(r"[\u4e00-\u9fff]", name) else part.noun


def _compare(text: Text, total: Quantity, parts: list[Quantity], *, closed: bool) -> Iterator[Finding]:
    if any(p.about for p in parts) or all(_IS_BODY.match(p.noun) for p in parts):
        return  # counted bodies have a rule of their own
    reserve = sum(p.count for p in parts if "预留" in p.near)
    kept = [p for p in parts if "分别" in p.near or not re.search(r"职数|预留|占|比", p.near)]
    kinds = [p for p in kept if _KIND.search(_label(p)) or _OTHER.search(_label(p))]
    about = total.near + total.noun
    if len(kinds) >= 2 and len({_KIND.search(_label(p)) and _label(p)[:2] for p in kinds}) == len(kinds):
        kept = kinds
        named = {m[0] for p in kinds if (m := _KIND.search(_label(p)))}
        places = re.search(r"编制|岗位", about + _label(kinds[0])) is not None
        full = {"行政", "事业"} <= named and (places or len(kinds) >= 3)
        mode = "equal" if full or closed else "most"
    else:
        sexes = len(kept) >= 2 and all(_SEX.search(_label(p)) for p in kept)
        outcomes = len(kept) >= 3 and all(_OUTCOME.search(p.near + p.noun) for p in kept)
        listed = closed and len(kept) >= 2 and all(p.unit == total.unit for p in kept)
        # Those who leave need not be all; with those who stay, or of those who leave, they are.
        whole_of = outcomes and (
            _LEFT.search(about) is not None or any(_STAYS.search(p.near + p.noun) for p in kept)
        )
        mode = (
            "equal"
            if sexes or whole_of or listed or _complementary(kept)
            else "most"
            if outcomes or _sorts(kept)
            else ""
        )
    amount = sum(p.count for p in kept)
    if (mode == "equal" and total.count not in {amount, amount + reserve}) or (
        mode == "most" and amount > total.count
    ):
        names = "、".join(f"{_label(p)[-12:]}{p.count}" for p in kept)
        yield found(
            text,
            "R02",
            Level.STOPS,
            Words(
                zh=f"总数{total.count}{total.unit}，分项合计{amount}{total.unit}（{names}）。",
                en=f"The total is {total.count}, the parts add up to {amount}.",
            ),
            Words(zh="请更正总数或分项。", en="Correct the total or a part."),
            [(total.start, total.end), *((p.start - len(p.near), p.end) for p in kept)],
        )


def _complementary(parts: Sequence[Quantity]) -> bool:
    """«在编人员95人、临时人员25人»."""
    return (
        len(parts) == 2
        and {"在编" in _label(p) for p in parts} == {True, False}
        and any(_OTHER.search(_label(p)) for p in parts)
    )


def _sorts(parts: Sequence[Quantity]) -> bool:
    """Sorts of one thing: 医疗岗位, 护理岗位; 城东中心, 河西中心. Nothing is counted under two of them."""
    ends = {re.sub(r"[为是有共]$", "", _label(p))[-2:] for p in parts}
    return len(parts) >= 2 and len(ends) == 1 and not re.search(r"[人员同志]", next(iter(ends)))


# ── R02, R03: bodies ──


def _bodies(text: Text, facts: Facts) -> Iterator[Finding]:
    """R02: «设6个机构» beside «3个办公室、2个中心、1个所»."""
    for run in facts.runs:
        amount = sum(count for _, count in run.counts)
        if run.total is not None and run.total != amount:
            yield found(
                text,
                "R02",
                Level.STOPS,
                Words(
                    zh=f"写明{run.total}个机构，分项合计{amount}个。",
                    en=f"{run.total} bodies are stated, the parts add up to {amount}.",
                ),
                Words(zh="请更正总数或分项。", en="Correct the total or a part."),
                [(run.start, run.end)],
            )


def _counted_lists(text: Text, many: Sequence[Listed]) -> Iterator[Finding]:
    """R03: «3个办公室分别是» and two names."""
    for listed in many:
        short = len(listed.items) < listed.count
        if len(listed.items) != listed.count and not (short and listed.open):
            yield found(
                text,
                "R03",
                Level.STOPS,
                Words(
                    zh=f"写明{listed.count}个{listed.unit}，列出{len(listed.items)}个。",
                    en=f"{listed.count} bodies are stated, {len(listed.items)} listed.",
                ),
                Words(zh="请核对个数和名称。", en="Check the number and the names."),
                [(listed.start, listed.end)],
            )


# ── R07: one thing, two values ──

_QUOTA_WORDS = {
    "headcount": Words(zh="编制", en="headcount"),
    "reserve": Words(zh="预留", en="reserve"),
    "leaders": Words(zh="领导职数", en="leader posts"),
    "posts": Words(zh="竞争岗位", en="posts competed for"),
}


def _twice(text: Text, facts: Facts) -> Iterator[Finding]:
    stated: defaultdict[tuple[str, str], list[Quota]] = defaultdict(list)
    for quota in facts.quotas:
        if quota.what in _QUOTA_WORDS and not quota.body and (quota.kind or quota.what == "posts"):
            stated[quota.what, quota.kind].append(quota)
    for (what, kind), those in stated.items():
        values = list(dict.fromkeys(q.count for q in those if not _subset(text, q)))
        if len(values) < 2:
            continue
        name = KIND_WORDS.get(kind, Words(zh="全部", en="all"))
        yield found(
            text,
            "R07",
            Level.STOPS,
            Words(
                zh=f"{name.zh}{_QUOTA_WORDS[what].zh}前后不一：{'、'.join(map(str, values))}。",
                en=f"{name.en} {_QUOTA_WORDS[what].en} is stated as {' and '.join(map(str, values))}.",
            ),
            Words(zh="请核对批复，全文用同一个数。", en="Check the approval and use one figure throughout."),
            [(q.start, q.end) for q in those],
        )


def _subset(text: Text, quota: Quota) -> bool:
    """«其中党政机关行政编制25名»: a part, whose whole has been told before in the same sentence."""
    start, _ = text.sentence_at(quota.start)
    before = text.plain[max(start, quota.start - 30) : quota.end]
    within = re.search(
        r"其中[^，。；]{0,30}$|(?:第[一二三四]批|首批|另外?|再|又|追加|新增|剩余|其余|还有)[^，。；]{0,14}$",
        before,
    )
    return bool(within) and bool(
        re.search(rf"(?:行政|事业|工勤)[^，。；]{{0,8}}{WHOLE}[名个]", text.plain[start : quota.start])
        or "其中" not in before
    )


def _posts_total(text: Text, facts: Facts) -> Iterator[Finding]:
    """R02 across sentences: the total of posts told apart from their kinds."""
    alone = [q for q in facts.of("posts") if not q.kind]
    first = {
        kind: q
        for kind in reversed(KIND_WORDS)
        for q in reversed(facts.of("posts", kind) or facts.of("set", kind))
    }
    if len(first) < 2 or not alone:
        return
    amount = sum(q.count for q in first.values())
    appointed = sum(q.count for q in facts.of("appointed"))
    for total in alone[:1]:
        same = {text.sentence_at(q.start) for q in first.values()} == {text.sentence_at(total.start)}
        if (
            total.count not in {amount, amount + appointed}
            and not same
            and total.count > max(q.count for q in first.values())
        ):
            yield found(
                text,
                "R02",
                Level.STOPS,
                Words(
                    zh=f"岗位总数{total.count}个，分类合计{amount}个。",
                    en=f"{total.count} posts in all; the kinds add up to {amount}.",
                ),
                Words(zh="请更正总数或分项。", en="Correct the total or a part."),
                [(q.start, q.end) for q in (total, *first.values())],
            )


def _people_twice(text: Text, stated: Sequence[Headed]) -> Iterator[Finding]:
    told: defaultdict[str, list[Headed]] = defaultdict(list)
    for one in stated:
        told[one.key].append(one)
    for key, those in told.items():
        values = list(dict.fromkeys(one.count for one in those))
        if len(values) > 1:
            yield found(
                text,
                "R07",
                Level.STOPS,
                Words(
                    zh=f"{heading(key).zh}前后不一：{'、'.join(map(str, values))}。",
                    en=f"The number of {heading(key).en} is stated as {' and '.join(map(str, values))}.",
                ),
                Words(
                    zh="请核对花名册，全文用同一个数。", en="Check the roster and use one figure throughout."
                ),
                [(one.start, one.end) for one in those],
            )
