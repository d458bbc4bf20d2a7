"""Percentages against counts, weights that must make 100, and subsets counted beside their superset (R09, X13)."""

import re
from collections.abc import Iterator
from decimal import Decimal

from dinggang.basis import Finding, Level, Words, plain
from dinggang.reading.found import Span, found
from dinggang.reading.quantities import Quantity, quantities
from dinggang.reading.text import Text

_PERCENT = re.compile(
    r"(?P<about>约|近|超过|达到?|将近)?(?:百分之(?P<zh>[一二三四五六七八九十百零点]{1,6})|(?P<n>\d{1,3}(?:\.\d{1,3})?)%|(?P<tenths>[一二两三四五六七八九])成(?P<half>半)?(?![立员为果绩效功本都年熟品交长]))(?P<about2>以上|以下|左右|多)?"
)
_MEASURE = re.compile(
    r"考试|笔试|测试|测评|演说|演讲|面试|答辩|考核|考察|评议|述职|业绩|实绩|领导|中层|群众|职工|干部|同事|服务对象|评委|民意"
)
_EXAM = r"考试|笔试|测试|测验|测评|评议|演说|演讲|面试|答辩|考核|考察|述职"
_WEIGHT = re.compile(
    r"权重|比重|比例|计入|折算|折合|综合成绩|综合得分|总成绩|总分|(?:各|分别|依次)(?:占|为|是|按)|合成"
)
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")}


NEAR = 20
"""A share is compared with at most so many figures before it."""


def check_shares(text: Text) -> Iterator[Finding]:
    """R09, X13."""
    yield from _weights(text)
    yield from _counts(text)
    yield from _subsets(text)


def _value(match: re.Match[str]) -> Decimal | None:
    if match["n"]:
        return Decimal(match["n"])
    if match["tenths"]:
        return Decimal(
            10 * ("零一二三四五六七八九".find(match["tenths"].replace("两", "二"))) + 5 * bool(match["half"])
        )
    words, _, rest = match["zh"].partition("点")
    total = digit = 0
    for char in words:
        if char in _DIGITS:
            digit = _DIGITS[char]
        else:
            total += (digit or 1) * (10 if char == "十" else 100)
            digit = 0
    tail = "".join(str(_DIGITS.get(c, 0)) for c in rest)
    return Decimal(f"{total + digit}.{tail or '0'}")


def _weights(text: Text) -> Iterator[Finding]:
    """R09: the weights of the measures, or of the voters, in one sentence do not make 100 %."""
    for start, end in text.sentences:
        sentence = text.plain[start:end]
        yield from _points(text, start, end)
        if not re.search(r"%|百分之|成", sentence) or not (_WEIGHT.search(sentence) or _measured(sentence)):
            continue
        for group in _groups(text.plain, start, end):
            values = [v for _, v in group]
            total = sum(values, Decimal(0))
            if len(values) >= 3 and total != 100 and not (total > 100 and total % 100 == 0):
                shown = " + ".join(plain(v) for v in values)
                yield found(
                    text,
                    "R09",
                    Level.STOPS,
                    Words(
                        zh=f"各项权重 {shown} = {plain(total)}%，不是100%。",
                        en=f"The weights {shown} make {plain(total)} %, not 100 %.",
                    ),
                    Words(zh="请更正权重，使合计为100%。", en="Correct the weights so that they make 100 %."),
                    [(group[0][0].start(), group[-1][0].end())],
                )


def _measured(sentence: str) -> bool:
    """«笔试占40%，演讲占30%»: shares said of two measures at least."""
    return len({m[1] for m in re.finditer(rf"({_EXAM})(?:成绩|得分|环节)*(?:各)?占", sentence)}) >= 2


_POINTS = re.compile(rf"(?:{_EXAM})(?:成绩|得分|部分)*(?:占|计|为|满分)?(?P<n>\d{{1,3}})分")
_FULL = re.compile(r"(?:满分|总分|共|合计|总计|计)(?:为|是|共)?(?P<n>\d{2,3})分")


def _points(text: Text, start: int, end: int) -> Iterator[Finding]:
    """R09: «测试40分、测评30分、面试30分，满分100分»."""
    parts = list(_POINTS.finditer(text.plain, start, end))
    full = [
        m for m in _FULL.finditer(text.plain, start, end) if all(m.start("n") != p.start("n") for p in parts)
    ]
    if len(parts) < 3 or len(full) != 1 or full[0].start() < parts[-1].end():
        return
    values, total = [int(p["n"]) for p in parts], int(full[0]["n"])
    if sum(values) != total and any(n != total for n in values):
        shown = " + ".join(map(str, values))
        yield found(
            text,
            "R09",
            Level.STOPS,
            Words(
                zh=f"各项 {shown} = {sum(values)}分，不是{total}分。",
                en=f"{shown} make {sum(values)}, not {total}.",
            ),
            Words(zh="请更正各项分值或总分。", en="Correct a part or the total."),
            [(parts[0].start(), full[0].end())],
        )


def _groups(plain_text: str, start: int, end: int) -> Iterator[list[tuple[re.Match[str], Decimal]]]:
    """Percentages of measures side by side; those in brackets inside are a group of their own."""
    outer: list[tuple[re.Match[str], Decimal]] = []
    inner: list[tuple[re.Match[str], Decimal]] = []
    done, depth = start, 0
    for match in _PERCENT.finditer(plain_text, start, end):
        between = plain_text[done : match.start()]
        depth += between.count("（") - between.count("）")
        done = match.end()
        value = _value(match)
        if value is None or match["about"] in {"约", "近", "超过", "将近"} or match["about2"]:
            continue
        if not re.search(rf"{_MEASURE.pattern}|权重|依次", between) and not (outer or inner):
            continue
        if depth > 0 and _MEASURE.search(between):
            inner.append((match, value))
        elif depth <= 0 and (
            re.search(rf"{_MEASURE.pattern}|权重|依次", between) or re.fullmatch(r"[、，和；]", between)
        ):
            if inner:
                yield inner
                inner = []
            outer.append((match, value))
    if inner:
        yield inner
    if outer:
        yield outer


def _counts(text: Text) -> Iterator[Finding]:
    """R09: «54名中，本科以上28人，占52%» when no total of the sentence gives that share."""
    for start, end in text.sentences:
        if "占" not in text.plain[start:end]:
            continue
        many = list(quantities(text, (start, end)))
        earlier = _before(text, start)
        for index, part in enumerate(many):
            share = re.match(
                r"[^，。；：\d]{0,8}[，（]?(?:分别)?(?:约|近)?占", text.plain[part.end : part.end + 24]
            )
            at = part.end + share.end() if share else end
            match = _PERCENT.search(text.plain, at, min(at + 24, end)) if share else None
            if match is not None and re.search(r"[，。；\d]", text.plain[at : match.start()]):
                match = None
            value = _value(match) if match else None
            if match is None or value is None or part.about:
                continue
            bases = [
                q
                for q in (*many[max(0, index - NEAR) : index], *earlier[-NEAR:])
                if q.count >= part.count and _same(q, part)
            ]
            if bases and not any(
                _fits(part.count, q.count, value, loose=bool(match["about"] or match["about2"]))
                for q in bases
            ):
                base = bases[-1] if bases[-1].start < part.start else bases[0]
                exact = (Decimal(part.count) * 100 / base.count).quantize(Decimal("0.1"))
                yield found(
                    text,
                    "R09",
                    Level.STOPS,
                    Words(
                        zh=f"{base.count}中的{part.count}是{plain(exact)}%，写的是{plain(value)}%。",
                        en=f"{part.count} of {base.count} is {plain(exact)} %, not {plain(value)} %.",
                    ),
                    Words(zh="请核对人数和百分比。", en="Check the count and the percentage."),
                    [(base.start, base.end), (part.start, match.end())],
                )


def _before(text: Text, start: int) -> list[Quantity]:
    first, _ = text.around(start, 1, 0)
    return list(quantities(text, (first, start))) if first < start else []


def _same(one: Quantity, other: Quantity) -> bool:
    people = {"名", "人", "位", "个"}
    return one.unit == other.unit or {one.unit, other.unit} <= people


def _fits(part: int, base: int, value: Decimal, *, loose: bool) -> bool:
    exact = Decimal(part) * 100 / base
    places = max(-int(value.as_tuple().exponent), 0) if value != value.to_integral_value() else 0
    step = Decimal(1).scaleb(-places)
    return abs(exact - value) <= (step * 5 if loose else step)


# ── X13 ──

_EDUCATION = ("小学", "初中", "高中", "中专", "大专", "专科", "本科", "大学", "研究生", "硕士", "博士")
_RANK = {
    "小学": 0,
    "初中": 1,
    "高中": 2,
    "中专": 2,
    "大专": 3,
    "专科": 3,
    "本科": 4,
    "大学": 4,
    "研究生": 5,
    "硕士": 5,
    "博士": 6,
}
_NAME = "|".join(_EDUCATION)
_NESTED = re.compile(
    rf"(?P<one>{_NAME})(?:以上|及以上)?(?:学历|文化程度|文化)?(?:、|和|及(?!以上)|，|与|或)(?P<two>{_NAME})(?:学历|文化程度|文化)?(?:及|或)?(?:其)?以上"
)
_AGES = re.compile(r"(?P<one>\d{2})岁(?:及)?以下[、和](?P<two>\d{2})岁(?:及)?以下")


def _subsets(text: Text) -> Iterator[Finding]:
    """X13: «本科、大专以上占半数以上»: the first lies inside the second, and no figure tells them apart."""
    for pattern in (_NESTED, _AGES):
        for match in pattern.finditer(text.plain):
            if pattern is _NESTED and _RANK[match["one"]] == _RANK[match["two"]]:
                continue
            start, end = text.sentence_at(match.start())
            share = re.compile(r"占|达|半数|多数|比例|%|比重").search(
                text.plain, match.end(), min(end, match.end() + 24)
            )
            if share is None:
                continue
            stop = re.compile(r"[，。；\n]").search(text.plain, share.end(), end)
            spans: list[Span] = [(match.start(), stop.start() if stop else end)]
            base = re.compile(
                r"中层干部|一般干部|班子成员|机关干部|干部队伍|干部职工|工作人员|上岗人员|聘任人员"
            ).search(text.plain, start, match.start())
            group = Words(
                zh=f"又是谁（“{base[0]}”？）的{'比例'}" if base else "又是在哪些人中的比例",
                en="and of whom" + (" (the sentence speaks of a group before it)" if base else ""),
            )
            yield found(
                text,
                "X13",
                Level.EXPLAIN,
                Words(
                    zh=f"“{match['one']}”已包含在“{match['two']}{'以上' if pattern is _NESTED else '岁以下'}”之内，并列起来不知道统计的是哪一个，{group.zh}。",
                    en=f"“{match['one']}” is part of the group named beside it: which of the two is counted is not clear, {group.en}.",
                ),
                Words(
                    zh="请只用一个口径，写明基数和人数，例如“54名中，大专以上40名，占74%”。",
                    en="Use one definition and give base and count, for example “of 54, 40 with college or more, 74 %”.",
                ),
                spans,
            )
