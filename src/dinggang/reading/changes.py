"""Before, after and difference: «由15个减为6个，减少9个，精简60%», «行政、事业编制分别减少4名、11名» (R13, R09)."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from dinggang.basis import Finding, Level, Words, plain
from dinggang.reading.facts import Facts
from dinggang.reading.found import found
from dinggang.reading.numbers import WHOLE, whole
from dinggang.reading.quantities import AFTER, BEFORE, Quantity, quantities
from dinggang.reading.quotas import KINDS
from dinggang.reading.text import Text

_LESS = r"减少|精简|压缩|核减|裁减|净减|撤并|收回|下降|减|少"
_MORE = r"增加|增长|净增|多|增"
_DELTA = re.compile(
    rf"^[\d.]*(?:共|净|总共|一共|合计|总的|比[^，。；]{{0,8}}|较[^，。；]{{0,8}}|相应|实际|总数|总量|整整|足足|正好|刚好|同比|编制|机构|人员)*"
    rf"(?:(?P<less>{_LESS})|(?P<more>{_MORE}))(?:了|编制|机构|人员|岗位)*$"
)
_WAS = re.compile(rf"{BEFORE}|原有|原来|原先|原设|原核定|原|过去|(?:^|[^自])[由从]$")
_IS = re.compile(rf"{AFTER}|现有|现在|现设|现核定|目前|如今|(?:到|为|至|成)(?:了|现在的)?$")
_THAN = re.compile(rf"(?:比|较)(?:{BEFORE}|原来|以前|过去|原有|原先)的?$")
_PART = re.compile(r"其中|平均|预留|职数|每")
_TOPIC = re.compile(r"编制|机构|人员|岗位|行政|事业|工勤")
_RATE = re.compile(
    r"^[^，。；\d]{0,6}[，（]?(?:共|总体|累计)?(?P<verb>精简|减少|压缩|下降|减幅|增长|增加|提高)(?:率|比例|幅度)?(?:为|达到?|了)?(?P<n>\d{1,3}(?:\.\d{1,2})?)%"
)
MOST = 12
"""So many figures on either side are compared; no real sentence has more."""


class _Change:
    """Figures from before and after, and what stands between their first word and the last."""

    def __init__(self, first: int) -> None:
        self.first = first
        self.was: list[Quantity] = []
        self.now: list[Quantity] = []
        self.deltas: list[int] = []

    def pairs(self, unit: str = "") -> list[tuple[int, int]]:
        """Every figure from before, or all together, against every one from after."""
        was, now = _counts(self.was, unit), _counts(self.now, unit)
        return [(b, a) for b in was for a in now]


def _counts(those: Sequence[Quantity], unit: str) -> list[int]:
    same = [q.count for q in those if not unit or _alike(q.unit, unit)][:MOST]
    return [*same, sum(same)] if len(same) > 1 else same


def _alike(one: str, other: str) -> bool:
    return one == other or {one, other} <= {"名", "人", "位"}


def check_changes(text: Text, facts: Facts) -> Iterator[Finding]:
    """R13 and the percentages of R09 that go with it."""
    changes: list[_Change] = []
    for start, end in text.sentences:
        if changes and not re.match(rf"(?:{AFTER}|现|目前)", text.plain[start : start + 8]):
            changes = []
        if not re.search(rf"{_LESS}|{_MORE}", text.plain[start:end]):
            changes = _read(text, start, end, changes)
            continue
        yield from _sentence(text, start, end, changes)
    yield from _respectively(text, facts)


def _read(text: Text, start: int, end: int, changes: list[_Change]) -> list[_Change]:
    """The figures of a sentence that tells no difference but may be followed by one that does."""
    if re.search(BEFORE, text.plain[start:end]):
        for q in quantities(text, (start, end)):
            _place(q, changes)
    return changes


def _place(q: Quantity, changes: list[_Change]) -> None:
    """Puts a figure before or after the change it belongs to."""
    last = changes[-1] if changes else None
    if q.about or _PART.search(q.near):
        return
    if _WAS.search(q.near) or (_WAS.search(q.label) and not _IS.search(q.label)):
        if last is None or last.now:
            last = _Change(q.start - len(q.label))
            changes.append(last)
        last.was.append(q)
    elif last is not None and (last.now or _IS.search(q.label)):
        last.now.append(q)
    elif last is not None:
        last.was.append(q)


def _sentence(text: Text, start: int, end: int, changes: list[_Change]) -> Iterator[Finding]:
    many = list(quantities(text, (start, end)))
    for index, q in enumerate(many):
        delta = _DELTA.search(q.near)
        behind = many[index + 1].start if index + 1 < len(many) else end
        if _THAN.search(q.near):
            change = _Change(q.start - len(q.label))
            change.was, change.now = (
                [q],
                [p for p in many[max(index - 1, 0) : index] if _alike(p.unit, q.unit)],
            )
            changes.append(change)
        elif delta is None:
            _place(q, changes)
        elif changes and not q.about and "其中" not in q.label:
            yield from _difference(text, q, changes, more=delta["more"] is not None)
        if changes:
            yield from _rate(text, q.end, behind, changes[-1])


def _difference(text: Text, q: Quantity, changes: list[_Change], *, more: bool) -> Iterator[Finding]:
    change = changes[-1]
    pairs = [(b, a) for b, a in change.pairs(q.unit) if (a > b) == more and a != b]
    # «机构由11个减到6个，减少编制8个»: another thing.
    said = text.plain[change.first : q.start - len(q.near)]
    topic = _TOPIC.findall(q.near + q.noun[:4])
    if not pairs or any(word not in said for word in topic):
        return
    change.deltas.append(q.count)
    together = sum(n for c in changes for n in c.deltas[:1] if c is not change) + (
        change.deltas[0] if len(change.deltas) > 1 else 0
    )
    apart = {abs(c.was[-1].count - c.now[-1].count) for c in changes if c.now}
    if len(changes) > 1 and re.search(r"共|合计|总", q.near):
        single = all(len(c.was) == len(c.now) == 1 for c in changes)
        if not single or sum(abs(c.was[0].count - c.now[0].count) for c in changes) == q.count:
            return
    elif any(abs(b - a) == q.count for b, a in pairs):
        return
    if q.count in {together, sum(apart)}:
        return
    before, after = next(
        ((b, a) for b, a in pairs if (b, a) == (change.was[-1].count, change.now[-1].count)), pairs[0]
    )
    yield found(
        text,
        "R13",
        Level.STOPS,
        Words(
            zh=f"从{before}到{after}，相差{abs(before - after)}，写的是{q.count}。",
            en=f"From {before} to {after} is a difference of {abs(before - after)}, not {q.count}.",
        ),
        Words(zh="请核对三个数字。", en="Check the three figures."),
        [(change.was[0].start - len(change.was[0].near), q.end)],
    )


def _rate(text: Text, start: int, end: int, change: _Change) -> Iterator[Finding]:
    """«精简60%» behind the figures: of any of those from before."""
    match = _RATE.match(text.plain[start : min(end, start + 30)])
    if match is None:
        return
    value = Decimal(match["n"])
    step = Decimal(1).scaleb(-max(-int(value.as_tuple().exponent), 0))
    rates = [abs(Decimal(b - a)) * 100 / b for b, a in change.pairs() if b]
    if not rates or any(abs(rate - value) <= step for rate in rates):
        return
    yield found(
        text,
        "R09",
        Level.STOPS,
        Words(
            zh=f"按所写的前后数字是{plain(rates[0].quantize(Decimal('0.1')))}%，写的是{plain(value)}%。",
            en=f"By the figures before and after it is {plain(rates[0].quantize(Decimal('0.1')))} %, not {plain(value)} %.",
        ),
        Words(zh="请核对前后数字和百分比。", en="Check the figures and the percentage."),
        [(change.was[0].start - len(change.was[0].near), start + match.end())],
    )


_EACH = re.compile(rf"分别(?:{_LESS})(?:了)?(?P<one>{WHOLE})[名个](?:[、，和及])(?P<two>{WHOLE})[名个]")


def _respectively(text: Text, facts: Facts) -> Iterator[Finding]:
    """«分别减少4名、11名» against what is stated of both kinds before and after."""
    for match in _EACH.finditer(text.plain):
        start, _ = text.sentence_at(match.start())
        kinds = [KINDS[k] for k in dict.fromkeys(re.findall(r"行政|事业", text.plain[start : match.start()]))]
        if len(kinds) != 2 or "编制" not in text.plain[start : match.start()]:
            continue
        for kind, words in zip(kinds, (match["one"], match["two"]), strict=True):
            was = {q.count for q in facts.of("before", kind)}
            now = {q.count for q in facts.of("headcount", kind)}
            count = whole(words)
            if len(was) == 1 and len(now) == 1 and count is not None and min(was) - min(now) != count:
                yield found(
                    text,
                    "R13",
                    Level.STOPS,
                    Words(
                        zh=f"从{min(was)}到{min(now)}，相差{abs(min(was) - min(now))}，写的是{count}。",
                        en=f"From {min(was)} to {min(now)} is a difference of {abs(min(was) - min(now))}, not {count}.",
                    ),
                    Words(zh="请核对三个数字。", en="Check the three figures."),
                    [
                        match.span(),
                        *(
                            (q.start, q.end)
                            for q in (*facts.of("before", kind), *facts.of("headcount", kind))
                        ),
                    ],
                )
