"""Headcount, reserve, leader posts and posts as a text states them, each with its kind and place."""

import re
from collections.abc import Iterator

from msgspec import structs

from dinggang.basis import Value
from dinggang.reading.numbers import HEAD, WHOLE, whole
from dinggang.reading.quantities import AFTER, BEFORE, Quantity, quantities
from dinggang.reading.text import Text

KINDS = {"行政": "administrative", "事业": "institution", "工勤": "service"}


class Quota(Value, frozen=True, kw_only=True):
    """A number of places stated for a kind.

    `what`: headcount, reserve, leaders, posts (competed for), set (set up, however filled), appointed, vacant,
    concurrent, released, before, proposed, delta, plate. `kind` is empty for all kinds together or when it is not
    said. `mode` of a reserve: inside, on_top, or empty when the text leaves it open. `body` is the body a figure
    belongs to, empty for the organ as a whole.
    """

    what: str
    kind: str
    count: int
    start: int
    end: int
    mode: str = ""
    body: str = ""


_KIND = re.compile(r"行政|事业|工勤")
_PAST = re.compile(
    rf"{BEFORE}|原[有来定核先]|原(?=行政|事业|编制|工勤)|以前|过去|此前|(?:由|从)(?:原来的|改革前的|原有的|原来|原先的)?[^，。；、]{{0,6}}$"
)
_PROPOSED = re.compile(r"上报|申报|拟报|报批|报请|建议|申请|请求")
_DELTA = re.compile(
    r"(?:减少|精简|压缩|核减|净减|增加|增长|下降|裁减|减|少|多|收回|超编|超|缺编|空编|空余|(?<!其)余|空)(?:了|编)?$"
)
_ACTUAL = re.compile(
    r"实有|在编(?!制)|在岗|占用|使用(?!编)|划转|上收|分流|清退|在册|编制?人员|人员编制?内|现有(?:在编|工作|机关|行政|事业)?(?:人员|干部)|退休"
)
_RESERVE = re.compile(r"预留|机动|周转|备用|留用")
_LEADERS = re.compile(r"领导(?:干部|班子)?(?:成员)?职[数位]")
_NOT_TEAM = re.compile(r"中层|内设机构|内设|股级|站所|各办|办公室领导|每个")
_COMPETE = re.compile(r"竞争|竞岗|竞聘|拿出|推出|公开选|公开招|公开竞")
_APPOINTED = re.compile(r"组织任命|直接任命|任命|委任|组织选派|组织配备|直接安排|组织调配|组织提名|组织安排")
_OFFICE = re.compile(r"岗|办公室|主任|站长|所长|正职|副职|名额|其余|剩余|另有")
_VACANT = re.compile(r"空缺|空岗|暂不|暂缺|待补|留待|缓补|不予补充|冻结")
_CONCURRENT = re.compile(r"兼岗|兼任|兼职|兼管|由[^，。；]{1,14}兼")
_WISH = re.compile(r"志愿|填报|报考|可报|限报|每人|每名|兼报|其他岗|同一")
_BODY = re.compile(
    r"^(?:[（(]?[一二三四五六七八九十\d]{1,2}[）)、.]+|第[一二三四五六七八九十]{1,2}[，、]|其中[，：]?)?"
    r"(?P<body>[\u4e00-\u9fff]{2,14}?(?:办公室|中心|财政所|工作站|服务站|管理所|大队|站|所|局|办))(?=[（，：核编定行事设共有为配加增]|\d)"
)
_INSIDE = re.compile(
    r"(?:包[含括]|含|计|算|列)在[^，。；]{0,14}(?:内|中|里)|在[^，。；]{0,12}(?:编制|核定|总)[^，。；]{0,4}(?:之内|以内|内)|不(?:再)?另(?:行)?[加计增核]|从(?:上述|核定|中)[^，。；]{0,8}(?:留|预留)"
)
_ON_TOP = re.compile(
    r"不(?:包)?含在|不占|不包括在|不在[^，。；]{0,16}(?:内|里面?|之列|当中)|在[^，。；]{0,14}(?:之外|以外)|(?<!不)(?<!不再)另行(?:预留|增加|核定)|另加|另外(?:预留|再留)|不计入|单列"
)
_UNIT_OF = re.compile(r"(?:行政|事业|工勤)?(?:编制|岗位|领导职数|职数|预留编制)")
_NEXT_KIND = re.compile(
    r"[、和及与](?:行政|事业|工勤)(?:人员)?编制?|(?:行政|事业|工勤)(?:人员)?编制[、和及与]"
)
_TOTAL_WORDS = re.compile(r"共|合计|总|全[镇乡街县区机]|我[镇乡街]|机关(?:核定|设)")


_THEN = re.compile(rf"{BEFORE}|原有|原来|原核定|过去|以前")
_NOW = re.compile(
    rf"{AFTER}|现在|现核定|改革中|核定为|重新核定|(?:减少|精简|压缩|核减|调整|减|降|变)(?:到|为|至|成)|下达|批复|批准"
)


def _last(pattern: re.Pattern[str], words: str) -> int:
    """Where a pattern is found last, -1 when it is not."""
    return max((m.start() for m in pattern.finditer(words)), default=-1)


def quotas(text: Text) -> tuple[Quota, ...]:
    """Everything a text states about headcount and posts, in its order."""
    found: list[Quota] = []
    by_sentence: dict[tuple[int, int], list[Quantity]] = {}
    for quantity in quantities(text):
        by_sentence.setdefault(quantity.sentence, []).append(quantity)
    topic = ""
    for sentence, many in by_sentence.items():
        words = text.plain[slice(*sentence)]
        if not re.search(r"编制?|职[数位]|岗|留|任命", words):
            continue
        reader = _Sentence(text.plain, sentence, topic, text.plain[slice(*text.around(sentence[0]))])
        for quantity in many:
            found.extend(reader.take(quantity))
        topic = reader.kind or topic
    found.extend(_unmeasured(text, found))
    return tuple(sorted(_settled(_of_institutions(found)), key=lambda q: q.start))


def _settled(found: list[Quota]) -> list[Quota]:
    """A reserve told twice is inside or on top if one place says so."""
    modes = {(q.kind, q.count): q.mode for q in found if q.what == "reserve" and q.mode}
    return [
        structs.replace(q, mode=modes.get((q.kind, q.count), "")) if q.what == "reserve" and not q.mode else q
        for q in found
    ]


def _of_institutions(found: list[Quota]) -> list[Quota]:
    """Leaders whose kind is not said are the administration's; a text without any speaks of institutions."""
    kinds = {q.kind for q in found if q.what != "leaders"}
    if "administrative" in kinds or "institution" not in kinds:
        return found
    return [
        structs.replace(q, kind="institution") if q.what == "leaders" and q.kind == "administrative" else q
        for q in found
    ]


_ALL_POSTS = re.compile(
    r"(?:^|共|合计|总计|总数|拿出|推出|竞争|竞聘|竞岗|公开|全部|全[镇乡街县区局]|机关|所有|上述|以上|这|设置?|有|的|了|对|将|把|在)"
    r"(?:性|上岗|公开|了|工作|聘用|聘任)*(?:岗位|职位)"
)


def _of_all(q: Quantity) -> bool:
    """Whether the posts are those of all, not of one sort (中层岗位, 护理岗位)."""
    named = re.match(r"(?P<sort>[^，。；]{0,10}?)(?:岗位|职位)", q.noun) or re.search(
        r"(?P<sort>[^，。；]{0,10})(?:岗位|职位)[^，。；]{0,8}$", q.near
    )
    return named is None or _ALL_POSTS.search(named[0]) is not None


_WITHIN = re.compile(rf"(行政|事业|工勤)(?:人员)?编制(?:数|总数|{WHOLE}[名个])?[中内里]")
_REST = re.compile(r"(?:其余|剩余|余下)的?$")
_RESERVED = re.compile(r"(?:编制)?(?:作为|为|的|是)?(?:预留|机动|周转)")


def _some(verb: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?:其中|（|[，、])(?:{verb})[^，。；、\d]{{0,6}}(?P<n>{WHOLE})个|{HEAD}(?P<m>{WHOLE})个(?:岗位)?(?:实行|采取|由|通过|为|参加|面向)?[^，。；、\d]{{0,6}}(?:{verb})"
    )


_SOME_COMPETE = _some("公开竞争|竞争|竞聘|竞岗")
_SOME_APPOINTED = _some("组织任命|直接任命|任命|委任|组织配备|组织选派")


class _Sentence:
    """Reads the quantities of one sentence in order, remembering what they are about."""

    def __init__(self, plain: str, sentence: tuple[int, int], topic: str, around: str) -> None:
        self.plain = plain
        self.around = around
        self.sentence = sentence
        self.words = plain[slice(*sentence)]
        self.topic = topic
        self.kind = ""
        self.what = ""
        self.part = -1
        self.body = ""
        self.past = False
        self.listing = ""
        self.part_kinds: set[str] = set()
        self.led: set[str] = set()
        self.previous = ""

    def take(self, q: Quantity) -> Iterator[Quota]:  # noqa: C901, PLR0912 - one question after another
        """What one quantity says, if it is about places."""
        self._new_part(q)
        # «改革前…，行政编制40名，事业编制62名» stays in the past until the sentence turns.
        now, then = _last(_NOW, q.label), _last(_THEN, q.label)
        if now >= 0 or then >= 0:
            self.past = then > now
        if q.unit == "岗" and "岗" not in q.near:
            return
        near, noun = q.near, q.noun
        own = _KIND.findall(noun[:3]) or _KIND.findall(near) or _KIND.findall(noun)
        what = self._what(q)
        # «预留行政编制1名、事业编制2名» goes on about the reserve.
        self.listing = what if _KIND.search(near + noun[:3]) else ""
        if not what:
            return
        if what in {"headcount", "posts", "set"} and self._distributed(q):
            for kind, count, start, end in self._distributed(q):
                yield Quota(what=what, kind=kind, count=count, start=start, end=end, body=self.body)
            return
        kind = KINDS[own[-1]] if own else ""
        if what in {"reserve", "leaders"} and re.search(r"各|均", near):
            named = _KIND.findall(self.plain[max(self.sentence[0], q.start - 60) : q.start])
            for each in dict.fromkeys(named):
                yield self._quota(q, what, KINDS[each])
            return
        rest = what in {"posts", "set"} and _REST.search(near)
        if (what in {"reserve", "leaders"} or rest) and not kind:
            # «行政编制中领导职数9名、预留1名»
            within = _WITHIN.findall(self.plain[max(self.part, q.start - 60) : q.start])
            kind = KINDS[within[-1]] if within else ""
        if what == "reserve" and not kind:
            kind = self.kind or self.topic
        if what == "leaders" and not kind:
            # «行政编制24名、事业编制20名，领导职数7名»: the leaders are the administration's.
            first = "administrative" in self.part_kinds and "administrative" not in self.led
            kind = "administrative" if first else self.kind or "administrative"
        if (
            what in {"posts", "set"}
            and not kind
            and len(self.part_kinds) == 1
            and not re.search(r"共|总|合计|全部", near)
        ):
            kind = next(iter(self.part_kinds))
        if (what == "before" or (what == "headcount" and self.previous == "before")) and not kind:
            kind = self.kind
        self.previous = what
        if what == "headcount" and kind:
            self.part_kinds.add(kind)
        if what == "leaders":
            self.led.add(kind)
        if what in {"headcount", "posts", "set", "before"} and kind:
            self.kind = kind
        if what in {"headcount", "posts", "set"}:
            self.what = what
        one = self._quota(q, what, kind)
        yield structs.replace(one, count=self._competed(one)) if what == "posts" else one

    def _competed(self, posts: Quota) -> int:
        """«26个岗位，其中20个竞聘上岗», «26个岗位，其中6个由组织任命»: how many of them are competed for."""
        ahead = re.split(r"[；。]", self.plain[posts.end : min(self.sentence[1], posts.end + 60)])[0]
        if not re.match(r"[^，。；（\d]{0,6}(?:，其中|（)", ahead):
            return posts.count
        for pattern, rest in ((_SOME_COMPETE, False), (_SOME_APPOINTED, True)):
            some = pattern.search(ahead)
            number = whole(some["n"] or some["m"]) if some else None
            if number is not None and number < posts.count:
                return posts.count - number if rest else number
        return posts.count

    def _quota(self, q: Quantity, what: str, kind: str) -> Quota:
        start = q.start
        # The words that make the number what it is are part of the quote.
        named = re.search(
            r"[^，。；、：（）\n]{1,16}$", self.plain[max(self.sentence[0], q.start - 16) : q.start]
        )
        if named:
            start = q.start - len(named[0])
        follows = _UNIT_OF.match(self.plain, q.end)
        end = follows.end() if follows else q.end
        mode = self._mode(q) if what == "reserve" else ""
        return Quota(what=what, kind=kind, count=q.count, start=start, end=end, mode=mode, body=self.body)

    def _new_part(self, q: Quantity) -> None:
        """At a new part of the sentence (；) the body a figure belongs to is asked anew."""
        part = max(self.plain.rfind("；", self.sentence[0], q.start) + 1, self.sentence[0])
        if part != self.part:
            self.part = part
            self.part_kinds = set()
            head = self.plain[part : q.start]
            named = _BODY.match(head)
            listed = re.search(r"、[\u4e00-\u9fff]{2,14}(?:办公室|中心|所|站)", head)
            self.body = (
                named["body"]
                if named
                and not listed
                and not re.search(r"编办|改革办|改办", named["body"])
                and not _TOTAL_WORDS.match(named["body"])
                else ""
            )
            if part > self.sentence[0] and not _KIND.search(head):
                self.what = ""
        elif self.body or "、" in q.label or "，" in q.label:
            # «党政办公室8名，经济发展办公室6名» goes on to the next body.
            named = re.search(
                r"[，、](?P<body>[\u4e00-\u9fff]{2,14}?(?:办公室|中心|财政所|站|所))(?:（[^）]*）)?(?:核定|编制|行政|事业|设|配备)?",
                q.label,
            )
            if named and self.body:
                self.body = named["body"]

    def _what(self, q: Quantity) -> str:  # noqa: C901, PLR0911, PLR0912 - one question after another, the strongest word first
        near, noun = q.near, q.noun
        both = near + "|" + noun
        if q.about or _WISH.search(both):
            return ""
        if re.search(r"动用|启用|释放", near + q.label[-14:]) and ("预留" in both or "编制" in both):
            return "released"
        said = re.split(r"[，；。、]", re.sub(r"（[^（）]{0,20}）", "", q.tail), maxsplit=1)[0]
        posts = self.what in {"posts", "set"} and q.unit in {"个", "岗"}
        if (
            _APPOINTED.search(said)
            and q.unit in {"个", "名", "岗"}
            and (posts or _OFFICE.search(near + said))
        ):
            return "appointed"
        if (
            re.search(r"(?:组织任命|直接任命|任命|委任)(?:的)?(?:岗位|职位)?(?:有|为|共)?$", near)
            and "岗位" in both
        ):
            return "appointed"
        if _CONCURRENT.search(q.tail[:24]) and ("岗" in both or self.what in {"posts", "set"}):
            return "concurrent"
        if re.search(r"(?:空缺|暂缺|空置)(?:了|有|岗位)*$", near) and re.search(r"岗|编|名额", both):
            return "vacant"
        if _VACANT.search(q.tail[:20]) and re.search(r"岗|编|名额|其余|另", both):
            return "vacant"
        if _DELTA.search(near) and "编" in near + noun + self.words[:40]:
            return "delta" if not _RESERVE.search(near) else "reserve"
        if _RESERVED.match(noun):
            return "reserve"
        if (
            _LEADERS.search(near)
            or re.match(r"的?领导职数", noun)
            or (re.search(r"职数", near) and not _NOT_TEAM.search(both))
        ):
            return "" if _NOT_TEAM.search(both) or _PAST.search(near) else "leaders"
        kept = q.unit in {"名", "个"} and re.search(r"(?<![保挽停滞遗])留(?:出|下)?$", near)
        if re.search(r"[在占于](?:上述|核定的?|这)?$", near):
            return ""  # «预留编制在96名之内» counts the whole
        if kept or _RESERVE.search(near):
            return "reserve"
        if self.listing in {"reserve", "proposed", "before", "released"} and _NEXT_KIND.fullmatch(q.label):
            return self.listing
        if re.match(r"[^，。；]{0,10}?(?:岗位|职位)", noun) or re.search(
            r"(?:(?:岗位|职位)[^，。；]{0,8}|设岗)$", near
        ):
            return self._posts(q)
        if noun.startswith("设岗") and _REST.search(near):
            return self._posts(q)
        if _ACTUAL.search(near) or re.match(r"(?:在编|工作)?人员", noun):
            return ""
        if "编" in near or noun.startswith("编制") or re.match(r"(?:行政|事业|工勤)(?:人员)?编制", noun):
            if re.search(r"编(?:制)?(?:内|外)|超编|缺编|定编|空编", near):
                return ""
            if self.past or _PAST.search(near) or _PAST.search(q.label[-14:]):
                return "before"
            return "proposed" if _PROPOSED.search(near) and "下达" not in near else "headcount"
        if self.what in {"headcount", "posts", "set"} and re.search(
            r"(?:行政|事业|工勤)(?:(?:类|性|人员|单位|机关)?(?:为|有|是|各)?|[^，。；]{1,8}(?:为|有|是))$",
            near,
        ):
            return self.what
        if self.what == "before" or re.search(
            r"(?:减少|精简|压缩|调整|核减|减|增加|变)(?:到|为|至|成)(?:了)?$", near
        ):
            return "headcount" if self.kind and re.search(r"编制", self.words) else ""
        return ""

    def _posts(self, q: Quantity) -> str:
        if re.search(rf"原有|{BEFORE}|空岗|人员|评委", q.near):
            return ""
        if re.match(r"(?:人员|人|干部|同志)(?!岗)", q.noun) or q.unit in {"人", "位"}:
            return ""
        if not (_KIND.search(q.near + q.noun) or _REST.search(q.near)) and (q.count < 3 or not _of_all(q)):
            return ""
        compete = self.around if _KIND.search(q.near + q.noun) else self.words
        return "posts" if _COMPETE.search(compete) else "set"

    def _distributed(self, q: Quantity) -> tuple[tuple[str, int, int, int], ...]:
        """«行政、事业编制分别为30名和36名»: the first number is the first kind's."""
        head = self.plain[max(self.sentence[0], q.start - 30) : q.start]
        named = re.search(
            r"(?P<one>行政|事业)[^，。；、和及与]{0,6}[、和及与](?P<two>行政|事业)[^，。；]{0,10}?分别[^，。；\d]{0,6}$",
            head,
        )
        rest = re.match(rf"[、和，及与](?P<n>{WHOLE})(?:名|个)", self.plain[q.end : q.end + 12])
        if not named or not rest:
            return ()
        second = whole(rest["n"])
        start = q.start - len(named[0])
        end = q.end + rest.end()
        return (
            (KINDS[named["one"]], q.count, start, end),
            (KINDS[named["two"]], second or 0, start, end),
        )

    def _mode(self, q: Quantity) -> str:
        """Whether the words put the reserve inside the figure or on top of it."""
        before = self.plain[max(self.sentence[0], q.start - 24) : q.start]
        ahead = self.plain[q.end : q.end + 30]
        follows = self.plain[self.sentence[1] : self.sentence[1] + 40]
        if _ON_TOP.search(before[-10:] + q.near) or re.search(
            r"(?:另|另外|此外)[^，。；]{0,4}$|(?:另|另外|此外)，?[^，。；]{0,8}(?:预留|机动|周转)", before
        ):
            return "on_top"
        if _ON_TOP.search(ahead) or ("预留" in follows and _ON_TOP.search(follows)):
            return "on_top"
        if (
            re.search(r"其中|含|包括|内(?:有|含)|[名个]中的?(?:预留|机动)?$", before[-12:])
            or re.search(r"(?:其中|包括|含)[^；。]{0,20}$", before)
            or _WITHIN.search(self.plain[max(self.part, q.start - 60) : q.start])
            or _INSIDE.search(ahead)
        ):
            return "inside"
        return "inside" if re.search(r"预留|上述|以上|均", follows[:14]) and _INSIDE.search(follows) else ""


_BARE = re.compile(
    rf"(?P<kind>行政|事业|工勤)(?:人员)?编制(?:数)?(?:核定)?(?:为|是|：|，)?(?P<n>{WHOLE})(?=[，。；、（）\n]|$)"
)


def _unmeasured(text: Text, found: list[Quota]) -> Iterator[Quota]:
    """«行政编制：30», as tables and forms write it, without a unit."""
    taken = {(q.what, q.kind) for q in found}
    for match in _BARE.finditer(text.plain):
        count = whole(match["n"])
        kind = KINDS[match["kind"]]
        if count is not None and ("headcount", kind) not in taken:
            yield Quota(what="headcount", kind=kind, count=count, start=match.start(), end=match.end())
