"""Counted things: a number with its unit, what stands before it and what follows it."""

import re
from collections.abc import Iterator

from dinggang.basis import Value
from dinggang.reading.numbers import WHOLE, whole
from dinggang.reading.text import Text

UNIT = r"(?:名(?!次|单|义|称|额外|字|列|誉)|个(?!工作日|月|百分点|小时|星期|多月|来月|体|别|半月)|人(?!次|才|均|大|社|事|民|力|数|心|情|为)|位(?!置|于|次)|职(?!工|务|责|称|级|能|位)|岗(?!位职)|家(?!庭|属)|项(?!下)|处(?!理|分|于|罚)|块(?!钱))"
_CHANGES = r"(?:改革|改制|整合|合并|调整|精简|重组|撤并|归并|转隶|划转|改组|转制|转企)"
BEFORE = rf"{_CHANGES}之?前"
AFTER = rf"{_CHANGES}之?后"
"""Before and after the reform, as texts name it."""
_QUANTITY = re.compile(
    rf"(?P<about>约|近|大约|将近|超过|不少于|不低于|至少|不超过|最多|上下)?(?<![\d.第〔])(?P<n>{WHOLE})(?P<more>余|多|几|来)?"
    rf"(?P<unit>{UNIT})(?P<about2>以上|以下|左右|以内|上下)?"
)
_STOPS = "，。；、：（）\n！？"


class Quantity(Value, frozen=True, kw_only=True):
    """«行政编制30名»: the count, its unit, and the words around it inside its sentence.

    `label` runs from the quantity before it (or the start of the sentence) to the number, `near` is its last clause;
    `noun` is what follows the unit up to a mark, `tail` up to the next quantity or the end of the part (；。).
    """

    count: int
    unit: str
    label: str
    near: str
    noun: str
    tail: str
    start: int
    end: int
    sentence: tuple[int, int]
    about: bool


def quantities(text: Text, span: tuple[int, int] | None = None) -> Iterator[Quantity]:
    """The quantities of a text, or of a span of it, sentence by sentence."""
    for sentence in text.sentences if span is None else (span,):
        yield from _of_sentence(text.plain, sentence)


def _of_sentence(plain: str, sentence: tuple[int, int]) -> Iterator[Quantity]:
    matches = [m for m in _QUANTITY.finditer(plain, *sentence) if not _set_phrase(plain, m)]
    for index, match in enumerate(matches):
        count = whole(match["n"])
        if count is None:
            continue
        before = matches[index - 1].end() if index else sentence[0]
        label = plain[max(before, match.start() - 60) : match.start()]
        after = matches[index + 1].start() if index + 1 < len(matches) else sentence[1]
        tail = re.split(r"[；。\n]", plain[match.end() : min(after, match.end() + 60)], maxsplit=1)[0]
        noun = re.split(rf"[{_STOPS}]", tail, maxsplit=1)[0]
        near = re.split(rf"[{_STOPS}]", label.rstrip("："))[-1]
        yield Quantity(
            count=count,
            unit=match["unit"],
            label=label,
            near=near,
            noun=noun,
            tail=tail,
            start=match.start(),
            end=match.end(),
            sentence=sentence,
            about=bool(match["about"] or match["more"] or match["about2"]),
        )


def _set_phrase(plain: str, match: re.Match[str]) -> bool:
    """«统一», «每一个», «一家人», «逐个»: a numeral that counts nothing."""
    before = plain[match.start() - 1 : match.start()] if match.start() else ""
    behind = plain[match.end() : match.end() + 1]
    return match["n"] in {"一", "两", "几"} and (
        behind in {"不", "也", "都", "没"}
        or before in {"统", "每", "同", "任", "唯", "这", "那", "又", "某", "逐", "进", "哪"}
    )
