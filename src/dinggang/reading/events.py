"""What was done when: the acts of a reform beside the dates a text gives for them."""

import re
from collections.abc import Iterator, Sequence

from dinggang.basis import Value, Words
from dinggang.reading.dates import Dated
from dinggang.reading.text import Text


class Event(Value, frozen=True, kw_only=True):
    """Something done at a date: which kind of thing, when, where the text says so, and the words for it."""

    kind: str
    date: Dated
    start: int
    end: int
    word: str = ""


KIND_WORDS = {
    "group": Words(zh="成立领导小组", en="founding of the leading group"),
    "office": Words(zh="成立领导小组办公室", en="founding of the group's office"),
    "plan": Words(zh="拟定方案", en="drafting of the plan"),
    "adopt": Words(zh="通过方案", en="adoption of the plan"),
    "approve": Words(zh="批准方案", en="approval of the plan"),
    "clear": Words(zh="清退", en="clearance"),
    "rally": Words(zh="宣传动员", en="mobilisation"),
    "announce": Words(zh="公布岗位、报名", en="announcement of posts"),
    "measure": Words(zh="考试测评", en="measuring"),
    "board": Words(zh="张榜", en="board"),
    "notice": Words(zh="公示", en="notice"),
    "place": Words(zh="定岗聘任", en="placement"),
    "contract": Words(zh="签订协议", en="signing"),
}

_NOT = r"(?!的?(?:政策|办法|标准|方案|待遇|补偿|名单|对象|范围|规定|资格|条件|程序|要求|细则|通知))"
EVENTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("group", re.compile(r"(?:成立|组建|组成)(?:了)?(?P<name>[^，。；]{0,40}?)领导小组(?!办公室|会议|组长)|(?P<name2>[^，。；于在]{0,12})领导小组(?:正式|于[^，。；]{0,14}|在[^，。；]{0,14})?(?:宣告)?成立(?!后|以来|以后|之后|时)")),
    ("long_group", re.compile(r"成立(?:了)?由[^。；]{2,80}?的?领导小组(?!办公室)")),
    ("office", re.compile(r"(?:成立|设立|组建)[^，。；]{0,30}(?:领导小组(?:及|和)?(?:其)?办公室|改革办)|领导小组办公室(?:正式)?成立")),
    ("plan", re.compile(r"(?:拟定|起草|草拟|拟订|形成|制定|制订)[^，。；]{0,14}?(?<!上岗)(?<!考试)(?<!清退)(?<!分流)(?<!测评)(?<!考核)(?<!安置)(?:改革)?(?:实施)?方案(?!后)")),
    ("adopt", re.compile(r"(?:审议|讨论|研究|表决)?通过[^，。；]{0,10}方案|方案[^，。；]{0,16}(?:审议|讨论|研究|表决)?(?:获得?|一致)?通过")),
    ("approve", re.compile(r"批准(?!后)|批复|审批同意|下文同意|核准")),
    ("clear", re.compile(r"(?:清退|辞退|清理)" + _NOT + r"|解除[^，。；]{0,10}(?:(?:劳动|聘用|用工)关系|合同)|(?:临时|自用|编外|临聘)[^，。；]{0,8}(?:分流|解聘|离岗)")),
    ("rally", re.compile(r"动员(?:大)?会|宣传[、和]?(?:发动|动员)|宣传[^，。；]{0,6}发动|学习动员")),
    ("announce", re.compile(r"(?:公布|发布|公开)[^，。；]{0,8}(?:岗位|公告|职位)|报名")),
    ("measure", re.compile(r"考试(?!领导小组|办法|大纲)|笔试|测评(?!领导小组|办法)|测试|演说|演讲|组织考核|组织考察|面试|答辩")),
    ("board", re.compile(r"张榜|(?:公布|公开)[^，。；]{0,6}(?:成绩|排名|名次|得分)|(?:成绩|排名|名次)[^，。；]{0,6}(?:公布|上墙)")),
    ("notice", re.compile(r"公示(?!栏|牌)")),
    ("select", re.compile(r"择优(?:录取|录用|聘任|聘用|选用|确定|上岗)|确定[^，。；]{0,8}(?:人选|拟聘|拟任)|选岗|录取")),
    ("place", re.compile(r"(?:全部|正式|完成|全员|办理|开始)[^，。；]{0,8}(?:定岗|上岗(?!竞)|到岗|就位|任职|聘任|聘用)|定岗(?!办法|方法|方案|定)|任命(?!制)|聘任(?!制|条件|办法)|聘用合同|走马上任|到岗|任职手续|上岗到位")),
    ("contract", re.compile(r"签订(?:了)?[^，。；]{0,12}(?:协议|合同)")),
)  # fmt: skip

_PURPOSE = re.compile(
    r"(?:为|为了|对|就|关于|围绕|根据|按照|依据|明确|准备|计划|拟|将(?!\d|[一二三四五六七八九十]+[名人]|临时|自用|编外|全部)|对于|规定|解释|宣讲|传达|部署|研究|讨论)[^，。；]{0,14}$"
)
_JOIN = re.compile(r"并|同时|同日|当日|当天|随即")


def events(text: Text, dated: Sequence[Dated], lists: Sequence[tuple[int, int]]) -> tuple[Event, ...]:
    """What stands behind a date, up to the next one or the end of its sentence, and what stands before it in its clause.

    A list of stages (`lists`) behind a date dates nothing but the founding of the group.
    """
    found: list[Event] = []
    for index, one in enumerate(dated):
        after = dated[index + 1] if index + 1 < len(dated) else None
        before = dated[index - 1] if index else None
        for event in (*_behind(text, one, after), *_ahead(text, one, before)):
            listed = any(start <= event.end - len(event.word) < end for start, end in lists)
            if not (listed and event.kind not in {"group", "office"}):
                found.append(event)
    unique = {(e.kind, e.date.start): e for e in reversed(found)}
    return tuple(sorted(unique.values(), key=lambda e: (e.start, e.end)))


def _behind(text: Text, one: Dated, after: Dated | None) -> Iterator[Event]:
    plain = text.plain
    end = _end(text, one)
    limit = end
    if after is not None and after.start < end:
        limit = after.start
        # «… 9月20日 in the clause of another date» starts at its own clause.
        opened = max(plain.rfind(mark, one.end, after.start) for mark in "，；。（")
        own = plain[opened + 1 : after.start]
        if opened > one.end and (
            not re.search(r"[\u4e00-\u9fff]{6,}", own) or re.search(r"[于在自从]$", own)
        ):
            limit = opened
    limit = min(limit, one.end + 200)
    for kind, pattern in EVENTS:
        match = pattern.search(plain, one.end, limit)
        if match is not None and _happened(plain, match, kind, one.end) and _fits(plain, match, kind, one):
            # «11月10日…实施方案» is the plan only where it is made.
            name = {"long_group": "group", "select": "select"}.get(kind, kind)
            yield Event(kind=name, date=one, start=one.start, end=match.end(), word=match[0])


_APART = {
    "group": (r"(?<!办公室)领导小组(?!办公室)", r"成立|组建"),
    "office": (r"领导小组办公室|改革办", r"成立|组建"),
    "approve": (r"方案", r"批准|批复|审批"),
    "clear": (r"临时|自用|编外|临聘", r"清退|辞退|解聘|解除|终止|清理|离岗"),
}
"""Acts whose noun stands before the date and whose verb stands behind it."""


def _ahead(text: Text, one: Dated, before: Dated | None) -> Iterator[Event]:
    """«清退工作于10月30日前完成», «领导小组于9月11日成立»: the thing before its date, joined by 于, 在, 自 or a bracket."""
    plain = text.plain
    start = max(plain.rfind(mark, 0, one.start) for mark in "，。；\n：") + 1 if one.start else 0
    start = max(start, one.start - 60, before.end if before is not None else 0)
    if not re.search(
        r"(?:于|在|自|从|截至|时间为|时间是|时间：|定于|（|日期为|定在|安排在)$", plain[start : one.start]
    ):
        return
    head = plain[start : one.start]
    follow = re.match(r"[^，。；（）\n]{0,16}", plain[one.end : one.end + 16])
    verb = follow[0] if follow else ""
    for kind, pattern in EVENTS:
        if kind == "long_group":
            continue
        words = head
        match = pattern.search(words)
        if match is None and kind in _APART:
            noun, deed = _APART[kind]
            named, done = re.search(noun, head), re.search(deed, verb)
            if not named or not done:
                continue
            yield Event(
                kind=kind,
                date=one,
                start=start + named.start(),
                end=one.end + done.end(),
                word=verb[: done.end()],
            )
        elif match is not None and kind != "plan":
            yield Event(
                kind=kind,
                date=one,
                start=start + match.start(),
                end=one.end + (len(verb) if len(verb) < 10 else 0),
                word=match[0],
            )


def _happened(plain: str, match: re.Match[str], kind: str, after: int) -> bool:
    """Not what is only planned, explained or aimed at: «为竞争上岗作准备», «明确清退政策»."""
    if kind in {"group", "long_group", "office", "approve", "adopt", "plan"}:
        return True
    clause = plain[max(after, plain.rfind("，", after, match.start()) + 1) : match.start()]
    return not _PURPOSE.search(clause)


def _fits(plain: str, match: re.Match[str], kind: str, one: Dated) -> bool:
    if kind == "approve":
        sentence = plain[max(0, one.start - 80) : match.end() + 40]
        return (
            bool(re.search(r"方案|请示", sentence))
            and not re.match(r"动用|使用", plain[match.end() : match.end() + 3])
            and not re.search(
                r"报[^，。；]{0,14}$|经[^，。；]{0,10}批准后", plain[match.start() - 8 : match.start()]
            )
        )
    if kind == "clear":
        return bool(re.search(r"临时|自用|编外|临聘|清退", plain[max(0, one.start - 60) : match.end() + 30]))
    return True


def _end(text: Text, one: Dated) -> int:
    """The end of the sentence; a sentence that goes on with 并, 同时 belongs to it."""
    end = text.sentence_at(one.start)[1]
    while end < len(text.plain) and text.plain[end - 1] == "。" and _JOIN.match(text.plain, end):
        end = text.sentence_at(end)[1]
    return end
