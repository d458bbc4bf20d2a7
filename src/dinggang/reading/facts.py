"""The facts a plan or summary states: quotas, posts, bodies, stages, events. Every fact with its place."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from dinggang.basis import Value
from dinggang.reading.dates import Dated, dates
from dinggang.reading.numbers import NUMBER, whole
from dinggang.reading.text import Text

KINDS = {"行政": "administrative", "事业": "institution", "工勤": "service"}
_KIND = r"(?P<kind>行政|事业|工勤)"
_PAST = re.compile(r"(改革前|原有?|原来|以前|过去|原核定)[^，；。]{0,14}$")


class Quota(Value, frozen=True, kw_only=True):
    """A number of places or people stated for a kind: `what` is headcount, reserve, leaders or posts."""

    what: str
    kind: str
    count: int
    start: int
    end: int
    mode: str = ""


class Body(Value, frozen=True, kw_only=True):
    """A body named in a list, with its plates."""

    name: str
    kind: str
    plates: tuple[str, ...]
    start: int
    end: int


class Listed(Value, frozen=True, kw_only=True):
    """A count stated beside a list: «3个办公室分别是…»."""

    unit: str
    count: int
    items: tuple[str, ...]
    start: int
    end: int


class Event(Value, frozen=True, kw_only=True):
    """Something done at a date: which kind of thing, when, and where the text says so."""

    kind: str
    date: Dated
    start: int
    end: int
    word: str = ""


class Stages(Value, frozen=True, kw_only=True):
    """Stages in the order listed, with the count stated."""

    count: int
    items: tuple[str, ...]
    start: int
    end: int


class Facts(Value, frozen=True, kw_only=True):
    """Everything found."""

    dates: tuple[Dated, ...]
    quotas: tuple[Quota, ...]
    bodies: tuple[Body, ...]
    lists: tuple[Listed, ...]
    stages: tuple[Stages, ...]
    events: tuple[Event, ...]
    services: tuple[str, ...]

    def of(self, what: str) -> tuple[Quota, ...]:
        return tuple(q for q in self.quotas if q.what == what)


def facts(text: Text) -> Facts:
    """The facts of a text, each in the order of its place."""
    plain = text.plain
    found = dates(plain)
    stages = tuple(_stages(plain))
    # A list of stages behind a date does not date the stages.
    events = (
        e
        for e in _events(plain, found)
        if e.kind == "group" or not any(s.start <= e.start and e.end <= s.end for s in stages)
    )
    return Facts(
        dates=found,
        quotas=tuple(sorted((*_headcount(plain), *_posts(plain)), key=lambda q: q.start)),
        bodies=tuple(_bodies(plain)),
        lists=tuple(_lists(plain)),
        stages=stages,
        events=tuple(events),
        services=_services(plain),
    )


_HEADCOUNT = re.compile(
    rf"{_KIND}(?:单位|机关|人员)?(?:的)?编制?(?:数|总数|总额|人数)?(?:核定|核为|定|下达|批准|共|总计)*(?:编制)?(?:为|是|有|共|数|：)*(?P<n>{NUMBER})(?:名|个|人)"
    rf"|(?:核定|下达|批准)?{_KIND.replace('kind', 'kind2')}编(?:制)?(?P<n2>{NUMBER})(?:名|个|人)"
    rf"|(?P<n3>{NUMBER})(?:名|个){_KIND.replace('kind', 'kind3')}编制"
)
_RESERVE = re.compile(
    rf"(?P<mode>其中|含|包括|另外?|此外)?[^，。；（）]{{0,4}}(?:预留|机动|周转)(?:了)?(?:编制)?(?:数)?(?:为|共)?(?P<n>{NUMBER})(?:个|名)"
    rf"|(?P<mode2>其中|含|包括|另外?|此外)?(?:有|留)?(?P<n2>{NUMBER})(?:个|名)(?:编制)?(?:作为|为|是)?(?:预留|机动|周转)"
)
_LEADERS = re.compile(
    rf"领导(?:干部)?职数(?:核定|核为|定|共|设|配备)*(?:为|是|有|：)?(?P<n>{NUMBER})(?:名|个|人|职)"
    rf"|(?P<n2>{NUMBER})(?:名|个)领导职数"
)


def _headcount(plain: str) -> Iterator[Quota]:
    """Headcount per kind; the reserve and the leader posts that follow belong to the kind before them."""
    heads: list[tuple[re.Match[str], str, int]] = []
    for match in _HEADCOUNT.finditer(plain):
        kind = match["kind"] or match["kind2"] or match["kind3"]
        count = whole(match["n"] or match["n2"] or match["n3"])
        if count is not None and not _PAST.search(plain[max(0, match.start() - 20) : match.start()]):
            heads.append((match, KINDS[kind], count))
    for (match, kind, count), following in pairwise([*heads, None]):  # type: ignore[misc]  # the end closes the list
        yield Quota(what="headcount", kind=kind, count=count, start=match.start(), end=match.end())
        stop = plain.find("。", match.end())
        stop = len(plain) if stop < 0 else stop
        limit = min(stop, following[0].start() if following else stop, match.end() + 60)
        yield from _within(_RESERVE, "reserve", kind, plain, match.end(), limit)
        yield from _within(_LEADERS, "leaders", kind, plain, match.end(), limit)


def _within(
    pattern: re.Pattern[str], what: str, kind: str, plain: str, start: int, end: int
) -> Iterator[Quota]:
    match = pattern.search(plain, start, end)
    if match is None:
        return
    count = whole(match["n"] or match["n2"])
    groups = match.groupdict()
    word = groups.get("mode") or groups.get("mode2") or ""
    if count is not None:
        mode = "on_top" if word.startswith(("另", "此")) else "inside" if word else ""
        yield Quota(what=what, kind=kind, count=count, start=match.start(), end=match.end(), mode=mode)


_POSTS = re.compile(
    rf"(?P<n>{NUMBER})个{_KIND}(?:单位|管理|编制)?(?:工作)?岗位|{_KIND.replace('kind', 'kind2')}(?:单位|管理|编制)?(?:工作)?岗位(?:共|为|有|设)?(?P<n2>{NUMBER})个"
)


def _posts(plain: str) -> Iterator[Quota]:
    """Posts of a kind put up to competition: the sentence says so."""
    for match in _POSTS.finditer(plain):
        sentence = plain[_sentence_start(plain, match.start()) : _sentence_end(plain, match.end())]
        count = whole(match["n"] or match["n2"])
        if count is not None and re.search(r"竞争|竞岗|竞聘|公开|拿出", sentence):
            clause = plain[match.start() : match.end() + 16]
            appointed = re.search(r"岗位[^，。；]{0,4}(?:由)?组织任命", clause)
            yield Quota(
                what="appointed" if appointed else "posts",
                kind=KINDS[match["kind"] or match["kind2"]],
                count=count,
                start=match.start(),
                end=match.end(),
            )


def _sentence_start(plain: str, at: int) -> int:
    return max(plain.rfind(mark, 0, at) for mark in "。；\n") + 1


def _sentence_end(plain: str, at: int) -> int:
    ends = [plain.find(mark, at) for mark in "。；\n"]
    return min((e for e in ends if e >= 0), default=len(plain))


UNITS = "办公室|中心|大队|站|所|科|股|室|局|处|组|内设机构|机构|部门|阶段|环节|步骤"
_LIST = re.compile(
    rf"(?P<n>{NUMBER})个(?P<unit>{UNITS})(?:[（(][^）)]*[）)])?(?:分别)?(?:是|为|即|：|包括)：?(?P<items>[^。；\n]+)"
)
_PLATE = re.compile(r"加挂[“\"《]?(?P<plate>[^”\"》）]+?)[”\"》]?(?:的)?牌子")


def split_list(items: str) -> tuple[str, ...]:
    """The items of a Chinese list: divided by 、 ， 和 及 与 outside brackets."""
    depth, parts, current = 0, [], ""
    for char in items:
        depth += (char in "（《“") - (char in "）》”")
        if depth == 0 and char in "、，":
            parts.append(current)
            current = ""
        else:
            current += char
    parts.append(current)
    whole_list: list[str] = []
    for index, part in enumerate(parts):
        last = index == len(parts) - 1
        pieces = re.split(r"(?:以及|和|及|与)(?![^（]*）)", part) if last or len(parts) == 1 else [part]
        whole_list.extend(p.strip() for p in pieces if p.strip())
    return tuple(whole_list)


def _lists(plain: str) -> Iterator[Listed]:
    for match in _LIST.finditer(plain):
        count = whole(match["n"])
        items = split_list(match["items"])
        if (
            count is not None
            and not re.search(r"等|以下", match["items"])
            and not re.search(NUMBER + "个", match["items"])
        ):
            yield Listed(unit=match["unit"], count=count, items=items, start=match.start(), end=match.end())


def _bodies(plain: str) -> Iterator[Body]:
    """Bodies out of lists of bodies, with the plates in their brackets."""
    for found in _lists(plain):
        if found.unit in {"阶段", "环节", "步骤"}:
            continue
        for item in found.items:
            plates = tuple(m["plate"] for m in _PLATE.finditer(item))
            name = re.split(r"[（，]", item)[0]
            at = plain.find(item, found.start, found.end)
            yield Body(name=name, kind=found.unit, plates=plates, start=at, end=at + len(item))


_STAGES = re.compile(
    rf"(?P<before>[^。；\n]*?)(?:共)?(?:经过|分为|分|历经)(?:了)?(?P<n>{NUMBER})个阶段(?:：|，分别(?:是|为))?(?P<after>[^。；\n]*)"
)


def _stages(plain: str) -> Iterator[Stages]:
    """«经过A、B、C共经过N个阶段», or «分N个阶段：A、B、C»."""
    for match in _STAGES.finditer(plain):
        count = whole(match["n"])
        if count is None:
            continue
        listed = ""
        if re.match(r"(?:分别)?(?:是|为|：)", match["after"]) or plain[match.start("after") - 1] == "：":
            listed = re.sub(r"^(?:分别)?(?:是|为|：)", "", match["after"])
        else:
            passed = re.search(r"(?:经过|历经|通过)(?P<items>[^。；]+)$", match["before"])
            listed = passed["items"] if passed else ""
        items = split_list(listed) if listed else ()
        if len(items) >= 2:
            yield Stages(count=count, items=items, start=match.start(), end=match.end())


EVENTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("group", re.compile(r"成立[^，。；]{0,24}?领导小组")),
    ("plan", re.compile(r"(?:制定|拟定|起草|通过|印发|审议)[^，。；]{0,14}方案")),
    ("approve", re.compile(r"(?:批准|批复|审批)")),
    ("clear", re.compile(r"清退|(?:临时|自用|编外)[^，。；]{0,8}(?:分流|辞退|解除)")),
    ("rally", re.compile(r"动员(?:大)?会|宣传[、和]?(?:发动|动员)|宣传发动")),
    ("announce", re.compile(r"公布[^，。；]{0,6}岗位|报名")),
    ("measure", re.compile(r"考试|测评|演说|演讲|组织考核|面试|笔试")),
    ("board", re.compile(r"张榜|公布[^，。；]{0,6}(?:成绩|排名)|排次")),
    ("notice", re.compile(r"公示")),
    ("place", re.compile(r"定岗|任命|聘任|聘用|走马上任")),
    ("contract", re.compile(r"签订[^，。；]{0,8}(?:协议|合同)")),
)


def _events(plain: str, found: Sequence[Dated]) -> Iterator[Event]:
    """What stands behind a date, up to the next date or the end of its sentence (并… goes on the sentence)."""
    for one, following in pairwise([*found, None]):
        assert one is not None  # noqa: S101 - only the end of the list is None
        end = _sentence_end(plain, one.end)
        while (
            end < len(plain) - 1
            and plain[end] in "。；"
            and re.match(r"并|同时|同日|当日", plain[end + 1 : end + 3])
        ):
            end = _sentence_end(plain, end + 1)
        if following is not None:
            end = min(end, following.start)
        for kind, pattern in EVENTS:
            match = pattern.search(plain, one.end, end)
            if match is not None:
                yield Event(kind=kind, date=one, start=one.start, end=match.end(), word=match[0])


_SERVICES = re.compile(
    r"(?P<items>[^，。；]*(?:农技|防疫|农机|水利|病虫害|文体|养护|环卫|保洁)[^。；]*?)等[^。；]{0,12}(?:服务|项目)"
)


def _services(plain: str) -> tuple[str, ...]:
    match = _SERVICES.search(plain)
    if match is None:
        return ()
    items = split_list(match["items"])
    return tuple(re.sub(r"^.*(?:提供公共服务的|的)", "", item) for item in items)


def counted_units(plain: str) -> Iterator[tuple[re.Match[str], dict[str, int]]]:
    """«3个办公室、2个中心、1个所»: runs of counted kinds of bodies."""
    run = re.compile(rf"{NUMBER}个(?:{UNITS})(?:[、，和]?{NUMBER}个(?:{UNITS}))+")
    for match in run.finditer(plain):
        counts: dict[str, int] = {}
        for part in re.finditer(rf"({NUMBER})个({UNITS})", match[0]):
            count = whole(part[1])
            if count is not None:
                counts[part[2]] = counts.get(part[2], 0) + count
        yield match, counts
