"""Claims without evidence (X14, X15, K01)."""

import re
from collections.abc import Iterator

from dinggang.basis import Finding, Level, Words
from dinggang.reading.facts import Facts
from dinggang.reading.found import Span, found
from dinggang.reading.numbers import WHOLE
from dinggang.reading.quantities import BEFORE
from dinggang.reading.text import Text

_FIGURE = re.compile(
    rf"\d{{1,3}}(?:\.\d+)?%|百分之|(?:\d+|[一二三四五六七八九十百]{{2,}})(?:名|人|个|件|次|份|票|户|分钟|小时|天|项|起|万元|元|分)|{WHOLE}(?:人次|件次)"
)


_AHEAD = re.compile(r"问答|解答|答记者|公告|通告|简章|须知|解读|动员|讲话|发言|致辞")
"""Titles of texts that tell what is to come."""


def check_claims(text: Text, facts: Facts) -> Iterator[Finding]:
    """X14, X15, K01. A plan says what is to come and claims nothing."""
    if facts.is_plan or _AHEAD.search(facts.title):
        return
    yield from _leaner(text, facts)
    yield from _quantity_words(text)
    yield from _balance(text, facts)
    yield from _praise(text)


# ── X15: leaner than what? ──

_LEANER = re.compile(
    r"精简了|精简[^，。；原则]{0,8}(?:机构|编制|人员)(?!、|，效能)(?=[^，。；]{0,6}(?:成效|效果|任务|到位|完成))|(?:机构|编制|人员)[^，。；]{0,8}(?:得到了?|有所|进一步|明显|大幅|大为)(?:的)?(?:精简|压缩|减少)|(?:减少|压缩)了[^，。；]{0,8}(?:机构|编制|人员)"
)
_BEFORE = re.compile(
    rf"(?:{BEFORE}|原有|原来|原核定|原设|原)[^。；]{{0,24}}?(?:{WHOLE})(?:个|名|人)|(?:由|从)[^，。；]{{0,12}}?(?:{WHOLE})(?:个|名|人)[^。；]{{0,20}}?(?:减|精简|压缩|整合|合并|调整|下降|变|撤并)|(?:减少|精简|压缩|核减|净减|撤并|减)(?:了)?[^，。；]{{0,8}}?(?:{WHOLE})(?:个|名|人)|(?:精简|减少|压缩|下降)[^，。；]{{0,8}}\d+(?:\.\d+)?%|精简(?:率|比例|幅度)"
)


def _leaner(text: Text, facts: Facts) -> Iterator[Finding]:
    claim = _LEANER.search(text.plain)
    if claim is None or _BEFORE.search(text.plain) or facts.of("before", body=None):
        return
    yield found(
        text,
        "X15",
        Level.EXPLAIN,
        Words(
            zh="说精简了机构和编制，却没有改革前的数字，看不出精简了多少。",
            en="It is called leaner, but no figure from before the reform is given.",
        ),
        Words(
            zh="请写明改革前后的机构数、编制数、人数。",
            en="State bodies, headcount and staff before and after.",
        ),
        [claim.span()],
    )


# ── X15: words of quantity ──

_MOST = re.compile(r"绝大多数|绝大部分|大多数|大部分|多数(?!人数)|半数以上|过半数?|普遍(?!性)")
_MUCH = re.compile(
    r"(?:明显|显著|大幅度?|大大|很大|较大|极大)的?地?(?:的)?(?:提高|转变|改善|好转|变化|增强|下降|减少|改观|提升|进步|加强|优化|缩短|成效|效果|改进|加快|精简)|(?:提高|转变|改善|好转|变化|增强|下降|减少|成效|提升|改进)(?:十分|非常|很|更加|更为|比较)?(?:明显|显著)|发生了?明显[^，。；]{0,4}(?:转变|变化)|有了?(?:明显|显著)的[\u4e00-\u9fff]{2,4}(?=[，。；])"
)
_SOFT = re.compile(r"将|要|力争|争取|努力|确保|希望|进一步")


def _quantity_words(text: Text) -> Iterator[Finding]:
    """One finding for each word, with all its places."""
    told: dict[str, list[Span]] = {}
    for match in (*_MOST.finditer(text.plain), *_MUCH.finditer(text.plain)):
        start, _ = text.sentence_at(match.start())
        clause_start = max(text.plain.rfind(mark, start, match.start()) for mark in "，；：") + 1
        near = text.plain[max(start, clause_start) : match.start()]
        if _SOFT.search(near[-12:]) or _evidence(text, match.start(), match.end()):
            continue
        if match[0] in {"普遍", "多数", "大多数", "大部分"} and re.search(
            r"按|少数服从$|以$|经$|票$|获$", near[-4:]
        ):
            continue
        told.setdefault(match[0], []).append(_phrase(text, match.start(), match.end()))
    for word, spans in told.items():
        yield found(
            text,
            "X15",
            Level.NOTICE,
            Words(zh=f"“{word}”没有数字。", en=f"“{word}” without a figure."),
            Words(
                zh="请写明人数、比例或前后对比；没有数字就不用这个词。",
                en="Give a count, a share or a comparison, or leave the word out.",
            ),
            spans,
        )


def _evidence(text: Text, start: int, end: int) -> bool:
    """Figures in the same sentence behind the word or in the next one, or just before it."""
    first, last = text.sentence_at(start)
    _, further = text.around(start, 0, 1)
    before = text.plain[max(first, start - 50) : start]
    after = text.plain[end : min(max(last, end + 10), end + 120)] + text.plain[last : min(further, last + 90)]
    return _FIGURE.search(after) is not None or _FIGURE.search(before) is not None


def _phrase(text: Text, start: int, end: int) -> Span:
    """The word with what it is said of: its clause."""
    first, last = text.sentence_at(start)
    left = max((text.plain.rfind(mark, max(first, start - 30), start) for mark in "，；：。"), default=-1) + 1
    stops = [p for mark in "，；：。" if (p := text.plain.find(mark, end, min(last, end + 30))) >= 0]
    return max(left, first, start - 30), min([*stops, last, end + 30])


# ── X14: the balance of persons ──

_LEAVE = re.compile(r"分流|清退|退休|内退|病退|转制|转企|离岗")
_STAFF = re.compile(
    rf"(?:{BEFORE}|原有|原|现有|共有|实有|在编|在职|在册|参加(?:改革|机构改革|竞岗|竞争)?|机关)[^，。；\d]{{0,16}}?(?:人员|干部职工|职工|干部|工作人员|人)?[^，。；\d]{{0,6}}?{WHOLE}(?:人|名)|(?:清退|辞退|退休|病退|内退|分流)[^，。；\d]{{0,12}}?{WHOLE}(?:人|名)|{WHOLE}(?:名|人|位)[^，。；]{{0,6}}(?:临时|自用|在编|干部|职工|工作人员)"
)


def _balance(text: Text, facts: Facts) -> Iterator[Finding]:
    left = _LEAVE.search(text.plain)
    places = [q for q in facts.quotas if q.what in {"headcount", "posts"}]
    if left is None or not places or _STAFF.search(text.plain):
        return
    yield found(
        text,
        "X14",
        Level.NOTICE,
        Words(
            zh="有人退出，有人上岗，却没有改革前人数和各种去向的人数，账对不平。",
            en="People leave and people are placed, but neither the staff before nor the number of each outcome is given.",
        ),
        Words(
            zh="请列出：改革前人数 = 上岗 + 任命 + 各种退出 + 清退 + 待岗。",
            en="Give them: staff before = placed + appointed + each way out + cleared + waiting.",
        ),
        [left.span(), (places[0].start, places[0].end)],
    )


# ── K01 ──

_PRAISE = re.compile(
    r"达到了?预期(?:的)?(?:目的|目标|效果)|圆满(?:地)?完成|初见成效|真正做到了?公[^，。；]{0,6}|(?:全部|整个)?(?:程序|过程)公开透明|更加精干高效|得到了?[^，。；]{0,6}(?:群众|职工)[^，。；]{0,4}(?:认可|拥护|好评|支持|满意)|避免了大的[^，。；]{0,6}波动"
)


def _praise(text: Text) -> Iterator[Finding]:
    spans = [
        m.span()
        for m in _PRAISE.finditer(text.plain)
        if not _FIGURE.search(text.plain[slice(*text.sentence_at(m.start()))])
    ]
    if spans:
        yield found(
            text,
            "K01",
            Level.NOTICE,
            Words(
                zh=f"{len(spans)}处评价没有依据可查。",
                en=f"{len(spans)} words of praise have nothing to check them by.",
            ),
            Words(
                zh="请附目标与完成情况对照、公示记录、问卷或测评结果；没有就删去。",
                en="Attach targets and results, notices, surveys; or leave them out.",
            ),
            spans,
        )
