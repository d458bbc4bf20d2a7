"""Slips of the hand's habits: a character or word twice, a word half turned into a more usual one, a phrase by its sound."""

from collections.abc import Iterator
from itertools import pairwise

from dinggang.reading.doubts import NUMERALS, Doubts, Kind, Slip
from dinggang.reading.lexicon import Lexicon

_SPOKEN = 7.0
"""Least gain for usual words that only sound like a set phrase."""
_MIXED = 5.0
"""Least gain for a word that another one, begun alike, has slipped into."""
_PLAIN = 10.0
"""What is printed twice is plainer than its gain says."""
_MOST_APART = 2
_NEVER_TWICE = frozenset("的和与在是为对把被将从由")
_HEADED = frozenset("局站所部组村镇乡县市省区科股办院校厂社班队党会")
"""What may stand before its own head: 本局局长, 我站站长."""
_TWICE = frozenset(
    [
        *(
            "研究",
            "讨论",
            "商量",
            "考虑",
            "学习",
            "了解",
            "休息",
            "锻炼",
            "活动",
            "打听",
            "比较",
            "调查",
            "总结",
        ),
        *(
            "交流",
            "宣传",
            "分析",
            "体会",
            "认识",
            "参观",
            "检查",
            "教育",
            "介绍",
            "准备",
            "整理",
            "高兴",
            "某某",
        ),
    ]
)
"""What may be said twice: 研究研究."""
_OPENERS = "但而且并若如虽因故其即则经由为在对从按把将"


def habits(doubts: Doubts, lexicon: Lexicon) -> Iterator[Slip]:
    yield from _twice(doubts, lexicon)
    yield from _from_habit(doubts, lexicon)
    yield from _same_sound(doubts, lexicon)
    yield from _opening(doubts, lexicon)


def _twice(doubts: Doubts, lexicon: Lexicon) -> Iterator[Slip]:
    """改改革, 机构机构, 的的; not 天天, 本局局长, 主要要."""
    run = doubts.run
    for (first, middle), (start, end) in pairwise(doubts.cut.cut):
        one, other = run[first:middle], run[start:end]
        if len(one) > 1 and other.startswith(one) and one not in _TWICE and one[0] not in NUMERALS:
            yield Slip(Kind.EXTRA, first, end, other, _PLAIN - lexicon.logs[one])
        single = start if end - start == 1 else first if middle - first == 1 else -1
        if single < 0 or one[-1] != other[0] or {one, other} & lexicon.names or one[0] in NUMERALS:
            continue
        both = len(one) == len(other)
        if run[single] in _NEVER_TWICE if both else doubts.grades[single] and run[single] not in _HEADED:
            gain = _PLAIN - lexicon.logs.get(run[single], lexicon.unseen)
            yield Slip(Kind.EXTRA, first, end, one + other[1:], gain)


def _from_habit(doubts: Doubts, lexicon: Lexicon) -> Iterator[Slip]:
    """A word that the hand is used to has left a character: 学习[作]讨论 after 习作, 提[高]升 between 提高 and 提升."""
    run = doubts.run
    for (first, middle), (start, end) in pairwise(doubts.cut.cut):
        one, other = run[first:middle], run[start:end]
        if len(one) == 1 or len(other) > 1 or not doubts.grades[start]:
            continue
        used = one[-1] + other
        known = (one in lexicon.register or one in lexicon.phrases) and used in lexicon.register
        goes_on = any(run[start : start + size] in lexicon.logs for size in (2, 3)) or end == len(run)
        if known and lexicon.logs[used] > lexicon.usual and not goes_on:
            yield Slip(Kind.EXTRA, first, end, one, -lexicon.logs[other])
        mixed = one[0] + other
        after_of = len(one) == 2 and first and run[first - 1] == "的"
        if after_of and mixed in lexicon.targets:
            gain = lexicon.logs[mixed] - lexicon.logs[one] - lexicon.logs.get(other, lexicon.unseen)
            if gain >= _MIXED:
                yield Slip(Kind.EXTRA, first, end, mixed, gain)


def _same_sound(doubts: Doubts, lexicon: Lexicon) -> Iterator[Slip]:
    """Usual words that together sound like a set phrase and are none: 转变政府只能."""
    cut = doubts.cut
    for index, (start, _) in enumerate(cut.cut):
        for _, end in cut.cut[index : index + 6]:
            if not 4 <= end - start <= lexicon.longest:
                continue
            window = cut.run[start:end]
            if window in lexicon.targets:
                continue
            for word in lexicon.by_sound.get(window.translate(lexicon.spoken), ()):
                gain = cut.around(start, end) + lexicon.logs[word]
                apart = sum(a != b for a, b in zip(window, word, strict=False))
                if len(word) == len(window) and apart <= _MOST_APART and gain >= _SPOKEN:
                    yield Slip(Kind.ALIKE, start, end, word, gain)


def _opening(doubts: Doubts, lexicon: Lexicon) -> Iterator[Slip]:
    """A clause that opens with a stray character that both sounds and looks like a conjunction or preposition."""
    words = doubts.cut.cut
    if len(words) < 3 or words[0][1] > 1 or doubts.grades[0] < 2 or words[1][1] < 3:
        return
    first, end = doubts.run[0], words[1][1]
    for opener in _OPENERS:
        gain = lexicon.logs[opener] - lexicon.logs.get(first, lexicon.unseen)
        if gain > 0 and lexicon.sound_alike(first, opener) and lexicon.look_alike(first, opener):
            yield Slip(Kind.ALIKE, 0, end, opener + doubts.run[1:end], gain)
