"""Bodies, their name plates, and lists beside the number of their items."""

import re
from collections.abc import Iterator

from dinggang.basis import Value
from dinggang.reading.numbers import WHOLE, whole
from dinggang.reading.quantities import BEFORE
from dinggang.reading.text import Text

UNITS = "综合办公室|办公室|服务中心|中心|大队|站|所|科|股|室|局|处|办"
GENERAL = (
    "(?:综合|党政|内设|直属|所属|派出|常设){0,2}(?:办事|工作|行政|管理)?机构|部门|单位|站所|直属机构|事业单位"
)
_BODY = r"[\u4e00-\u9fff]{2,18}(?:办公室|中心|大队|站|所|局|科|股|室|部|队|馆|场|院|厅|台|组|园|处)"


class Body(Value, frozen=True, kw_only=True):
    """A body named in a text, with its plates. `kind` is what its name ends in."""

    name: str
    kind: str
    plates: tuple[str, ...]
    start: int
    end: int


class Listed(Value, frozen=True, kw_only=True):
    """A count stated beside a list: «3个办公室分别是…». `open` says that the list ends in 等."""

    unit: str
    count: int
    items: tuple[str, ...]
    start: int
    end: int
    open: bool = False


class Run(Value, frozen=True, kw_only=True):
    """«3个办公室、2个中心、1个所»: counted kinds of bodies side by side, and the total stated for them, if any."""

    counts: tuple[tuple[str, int], ...]
    total: int | None
    start: int
    end: int


_N = rf"(?P<n>{WHOLE})个"
# «3个办公室分别是A、B、C», «设3个办公室：A、B», «3个办公室（A、B、C）».
_AFTER = re.compile(
    rf"{_N}(?P<unit>{UNITS}|{GENERAL})?(?:（[^（）]{{0,12}}）)?(?:，?(?:分别|依次)?(?:是|为|即|包括|：|有：)：?|（(?=[^（）]{{0,6}}[\u4e00-\u9fff]+?、))"
    r"(?P<items>[^。；\n]{2,300})"
)
# «设立A、B、C等3个办公室».
_BEFORE = re.compile(
    rf"(?:设立|设置|设有|设|组建|整合为|调整为|保留|分为|包括|建立|合并为|归并为)(?:了|为)?(?P<items>[^。；，：\n]{{4,200}}?)(?P<open>等)?(?:共|一共|共计)?{_N}(?P<unit>{UNITS}|{GENERAL})"
)
_PLATE = re.compile(
    r"(?:加挂|挂|增挂|并挂)[“\"《]?(?P<plates>[^”\"》（）。；]{2,60}?)[”\"》]?(?:等)?(?:的)?(?:牌子|牌|的牌子)(?=[，。；、）\n是和及]|$)|[（](?:加挂|挂)[“\"]?(?P<bare>[^（）”\"]{2,60}?)[”\"]?[）]"
)
_RUN = re.compile(rf"{WHOLE}个(?:{UNITS})(?:[、，和及与]{{0,1}}(?:以及)?{WHOLE}个(?:{UNITS}))+")
_TOTAL = re.compile(rf"(?:共|总共|一共|总计|合计|设|设置|设立|为|有|成)?{_N}(?:{GENERAL})")
_PAST = re.compile(
    rf"原有|{BEFORE}|原来|原|由|从|撤并|撤销|将|把|整合(?!为|成)|合并(?!为|成)|精简(?!为|成|到)|减少"
)


def split_list(items: str) -> tuple[str, ...]:
    """The items of a Chinese list: divided by 、 ， 和 及 与 outside brackets; the last two only at the end."""
    parts = [p for p in _outside(items, "、，") if p]
    whole_list: list[str] = []
    for index, part in enumerate(parts):
        if index == len(parts) - 1:
            pieces = _cut_last(part)
            whole_list.extend(pieces)
        else:
            whole_list.append(part)
    return tuple(p for p in (w.strip('“”"') for w in whole_list) if p)


def _cut_last(part: str) -> list[str]:
    """«便民服务中心和财政所» is two; the joining word stands outside brackets, behind a whole item."""
    depth = 0
    for place, char in enumerate(part):
        depth += (char in "（《“") - (char in "）》”")
        if depth == 0 and place >= 2:
            for joint in ("以及", "和", "及", "与"):
                behind = place + len(joint)
                # 以及 holds 及, 涉及 and 普及 are words of their own.
                if (
                    part.startswith(joint, place)
                    and len(part) - behind >= 2
                    and part[place - 1 : behind] not in {"涉及", "普及", "参与"}
                ):
                    return [part[:place], *_cut_last(part[behind:])]
    return [part]


def _outside(items: str, marks: str) -> list[str]:
    depth, parts, current = 0, [], ""
    for char in items:
        depth = max(depth + (char in "（《“") - (char in "）》”"), 0)
        if depth == 0 and char in marks:
            parts.append(current)
            current = ""
        else:
            current += char
    return [*parts, current]


def lists(text: Text) -> tuple[Listed, ...]:
    """Lists of bodies beside their number, in the order of their place."""
    found: list[Listed] = []
    for start, end in text.sentences:
        if "个" in text.plain[start:end]:
            found.extend(_after(text.plain, start, end))
            found.extend(_before(text.plain, start, end))
    return tuple(sorted(found, key=lambda x: x.start))


def _after(plain: str, start: int, end: int) -> Iterator[Listed]:
    for match in _AFTER.finditer(plain, start, end):
        count = whole(match["n"])
        opened = plain[match.start("items") - 1] == "（"
        listed = match["items"]
        if opened:
            listed = listed.split("）")[0]
        items, rest = _bodies_only(split_list(listed), match["unit"] or "机构")
        if count is None or len(items) < 2 - (count == 1) or re.search(rf"{WHOLE}个(?:{UNITS})", listed[:12]):
            continue
        last = plain.find(items[-1], match.start("items"), end) + len(items[-1])
        yield Listed(
            unit=match["unit"] or "机构",
            count=count,
            items=items,
            start=match.start(),
            end=last,
            open=rest.startswith("等") or "等" in items[-1][-2:],
        )


def _before(plain: str, start: int, end: int) -> Iterator[Listed]:
    for match in _BEFORE.finditer(plain, start, end):
        count = whole(match["n"])
        items, rest = _bodies_only(split_list(match["items"]), match["unit"])
        if count is None or len(items) < 2 or rest or re.search(rf"{WHOLE}个", match["items"]):
            continue
        at = plain.find(items[0], match.start("items"))
        yield Listed(
            unit=match["unit"], count=count, items=items, start=at, end=match.end(), open=bool(match["open"])
        )


def _bodies_only(items: tuple[str, ...], unit: str) -> tuple[tuple[str, ...], str]:
    """The items up to the first that is no body, and that one."""
    kept: list[str] = []
    for item in items:
        name = bare(item)
        if not re.fullmatch(rf"{_BODY}|[\u4e00-\u9fff]{{2,10}}办", name) or (
            unit in UNITS.split("|") and not name.endswith(unit[-1])
        ):
            return tuple(kept), item
        kept.append(item)
    return tuple(kept), ""


def bare(item: str) -> str:
    """A body's name without brackets and without what is said of its plates."""
    name = re.split(r"[（，]|加挂|增挂|并挂|挂(?=[\u4e00-\u9fff]{2,14}牌)", item)[0]
    return re.sub(r"等$", "", name)


def plates_of(item: str) -> tuple[str, ...]:
    """The plates named in an item."""
    return tuple(
        re.sub(r"等?的?牌子?$", "", plate.strip('“”"')).strip('“”"')
        for m in _PLATE.finditer(item)
        for plate in re.split(r"[、和及]", m["plates"] or m["bare"] or "")
        if len(plate) >= 2
    )


_NAMED = re.compile(
    r"(?:^|[，。；：、\n”]|设立|设置|组建|保留|在|设)(?P<name>[\u4e00-\u9fff]{2,16}?(?:办公室|中心|大队|站|所|局))[（，]?(?:加挂|增挂|并挂|挂)"
)


def bodies(text: Text, found: tuple[Listed, ...]) -> tuple[Body, ...]:
    """Bodies out of lists of bodies and out of what is said of plates, each once."""
    seen: dict[str, Body] = {}
    for listed in found:
        before = text.plain[max(0, listed.start - 10) : listed.start]
        if _PAST.search(before):
            continue
        for item in listed.items:
            name = bare(item)
            at = max(text.plain.find(item, listed.start, listed.end), listed.start)
            one = Body(name=name, kind=_kind(name), plates=plates_of(item), start=at, end=at + len(item))
            if name not in seen or (one.plates and not seen[name].plates):
                seen[name] = one
    for match in _NAMED.finditer(text.plain):
        plates = plates_of(text.plain[match.end("name") : match.end("name") + 70].split("。")[0])
        name = re.sub(r"^(?:设立|设置|组建|保留|其中|并在|在)", "", re.split(r"[是为]", match["name"])[-1])
        if plates and (name not in seen or not seen[name].plates):
            at = match.end("name") - len(name)
            seen[name] = Body(name=name, kind=_kind(name), plates=plates[:3], start=at, end=match.end("name"))
    for one in tuple(_single(text)):
        seen.setdefault(one.name, one)
    return tuple(sorted(seen.values(), key=lambda b: b.start))


_SINGLE = re.compile(
    rf"(?:一|1)个(?P<unit>{UNITS})(?:是|为|即|：)(?P<name>[\u4e00-\u9fff]{{2,14}})(?=[，。；（\n]|$)"
)


def _single(text: Text) -> Iterator[Body]:
    """«1个所是财政所»."""
    for match in _SINGLE.finditer(text.plain):
        if match["name"].endswith(match["unit"]):
            yield Body(
                name=match["name"],
                kind=_kind(match["name"]),
                plates=(),
                start=match.start("name"),
                end=match.end(),
            )


def _kind(name: str) -> str:
    return next(
        (u for u in ("办公室", "中心", "大队", "站", "所", "局", "科", "股", "室", "办") if name.endswith(u)),
        "",
    )


def runs(text: Text) -> tuple[Run, ...]:
    """Counted kinds of bodies, with the total that stands just before or behind them."""
    found: list[Run] = []
    for match in _RUN.finditer(text.plain):
        start, end = text.sentence_at(match.start())
        counts: dict[str, int] = {}
        for part in re.finditer(rf"({WHOLE})个({UNITS})", match[0]):
            count = whole(part[1])
            if count is not None:
                counts[part[2]] = counts.get(part[2], 0) + count
        if _PAST.search(text.plain[max(start, match.start() - 8) : match.start()]):
            continue
        before = list(_TOTAL.finditer(text.plain, max(start, match.start() - 40), match.start()))
        behind = re.match(
            rf"[，（、]?(?:等)?(?:共|合计|总计|一共|共计|总数|总共|计)(?:设|设置|为)?{_N}(?:{GENERAL})?",
            text.plain[match.end() : min(end, match.end() + 24)],
        )
        total = behind or (
            before[-1]
            if before
            and not _PAST.search(text.plain[max(start, before[-1].start() - 8) : before[-1].start()])
            else None
        )
        first = min(match.start(), before[-1].start()) if before and total is before[-1] else match.start()
        found.append(
            Run(
                counts=tuple(counts.items()),
                total=whole(total["n"]) if total else None,
                start=first,
                end=match.end() + (behind.end() if behind else 0),
            )
        )
    return tuple(found)
