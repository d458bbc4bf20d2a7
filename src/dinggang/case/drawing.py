"""Lots that anyone can redo (抽签): what was announced beforehand, which values came, and the order that follows.

An act draw_committed names its sources as texts that a person reads and this module takes apart:

    公开掷骰 20位                     dice, balls, a lottery issue: so many decimal digits, read as they fall
    区纪委 承诺 9f86d08…（64位）      a party that wrote 32 secret bytes down and gives their SHA-256 beforehand
    drand第5000000轮 信标             a public beacon: 32 bytes, 64 hexadecimal digits

The act's own id is the label of its lots, so that two draws by one lottery issue have different orders.
"""

import hashlib
import re
from collections.abc import Iterable, Sequence
from datetime import date

from dinggang.basis import Id, Words
from dinggang.case.values import Act, ActKind, DrawPurpose
from dinggang.record import DrawPlan, DrawSource, SourceKind, list_digest
from dinggang.record.draw import LEAST_DIGITS, seed, ticket

MISSING = "缺"
"""Stands in the values of a draw for a source that gave none by the end of its day."""
_MISSING = frozenset({MISSING, "missing"})
_DIGITS = re.compile(r"(?P<name>.*\S)\s*\b(?P<length>[1-9][0-9]{0,2})\s*(?:位|digits)", re.ASCII)
_REVEAL = re.compile(r"(?P<name>.*\S)\s+(?:承诺|commits)\s*(?P<commitment>[0-9a-f]{64})", re.ASCII)
_BEACON = re.compile(r"(?P<name>.*\S)\s+(?:信标|beacon)", re.ASCII)
_MOST = 500
"""Characters of a source, digits of a value."""
_LINE = re.compile(rf"[^\x00-\x1f\x7f]{{1,{_MOST}}}")
_HEX = re.compile(r"[0-9a-f]{64}", re.ASCII)
_DAY = 86_400
_BEIJING = 8 * 3_600


def could_exist(due: date) -> int:
    """The POSIX second before which nothing that falls on this day can be known: its midnight in Beijing."""
    return (due - date(1970, 1, 1)).days * _DAY - _BEIJING


def source_of(text: str, due: date) -> DrawSource | None:
    """The source that a text of an announcement describes, None for a text that describes none."""
    at = could_exist(due)
    if not _LINE.fullmatch(text):
        return None
    if found := _REVEAL.fullmatch(text):
        return DrawSource(name=found["name"], kind=SourceKind.REVEAL, due=at, commitment=found["commitment"])
    if found := _BEACON.fullmatch(text):
        return DrawSource(name=found["name"], kind=SourceKind.BEACON, due=at)
    if (found := _DIGITS.fullmatch(text)) and int(found["length"]) <= _MOST:
        return DrawSource(name=found["name"], kind=SourceKind.DIGITS, due=at, length=int(found["length"]))
    return None


def announced(act: Act) -> DrawPlan | None:
    """What an act draw_committed commits to; None when it has no sources, or one of them describes nothing."""
    if act.due is None or not act.sources:
        return None
    sources = [source_of(text, act.due) for text in act.sources]
    fallback = source_of(act.fallback, act.due) if act.fallback else None
    known = [s for s in sources if s is not None]
    if len(known) < len(sources) or (act.fallback and fallback is None):
        return None
    return DrawPlan(
        label=act.id,
        list_digest=list_digest(set(act.people)),
        list_count=len(set(act.people)),
        code_digest="",  # the algorithm is fixed by its name; nobody needs this program to redo it
        sources=tuple(known),
        deadline=could_exist(act.due) + _DAY,
        fallback=fallback,
    )


def weakness(plan: DrawPlan) -> Words | None:
    """Why nobody should draw by these sources, None when they will do. Too few digits is a finding of its own."""
    everything = [*plan.sources, *([plan.fallback] if plan.fallback else [])]
    if len({s.name for s in everything}) < len(everything):
        return Words(zh="有两个来源同名", en="two sources have one name")
    reveals = [s for s in plan.sources if s.kind is SourceKind.REVEAL]
    if len(reveals) == len(plan.sources):
        return Words(
            zh="来源只有各方的承诺，最后揭示的一方可以决定抽不抽",
            en="with secrets alone, the last to reveal decides whether the draw takes place",
        )
    if reveals and plan.fallback is None:
        return Words(
            zh="有承诺而没有备用来源，拒不揭示就抽不成",
            en="a party that commits may not reveal, and there is no fallback",
        )
    if plan.fallback is not None and plan.fallback.kind is SourceKind.REVEAL:
        return Words(zh="备用来源不能又是承诺", en="a secret is no fallback")
    return None


def too_few_digits(plan: DrawPlan) -> int | None:
    """The digits of sources that are digits alone, or of such a fallback, when there are so few that one can try them
    all; else None. A fallback may have to stand for every source.
    """
    counts = []
    if all(s.kind is SourceKind.DIGITS for s in plan.sources):
        counts.append(sum(s.length for s in plan.sources))
    if plan.fallback is not None and plan.fallback.kind is SourceKind.DIGITS:
        counts.append(plan.fallback.length)
    return min((n for n in counts if n < LEAST_DIGITS), default=None)


def values_of(plan: DrawPlan, values: Sequence[str]) -> tuple[tuple[DrawSource, str], ...] | Words:
    """Each source with its value, in the committed order, the fallback last when a source gave none; or what is wrong."""
    given = list(zip(plan.sources, values, strict=False))
    left_out = [source for source, value in given if value in _MISSING]
    used = [(source, value) for source, value in given if value not in _MISSING]
    if left_out and plan.fallback is None:
        return Words(
            zh=f"“{left_out[0].name}”没有结果，公告又没有备用来源",
            en=f"{left_out[0].name} gave no value, and no fallback was announced",
        )
    expected = len(plan.sources) + bool(left_out)
    if len(values) != expected:
        return Words(
            zh=f"应依次填{expected}个结果，实有{len(values)}个",
            en=f"{expected} values in order are needed, {len(values)} are there",
        )
    if left_out and plan.fallback is not None:
        used.append((plan.fallback, values[-1]))
    return next((wrong for source, value in used if (wrong := _malformed(source, value))), tuple(used))


def _malformed(source: DrawSource, value: str) -> Words | None:
    if source.kind is SourceKind.DIGITS:
        if re.fullmatch(r"[0-9]+", value, re.ASCII) and len(value) == source.length:
            return None
        return Words(
            zh=f"“{source.name}”的结果应是{source.length}位数字",
            en=f"the value of {source.name} must have {source.length} digits",
        )
    if not _HEX.fullmatch(value):
        return Words(
            zh=f"“{source.name}”的结果应是64位十六进制数（小写）",
            en=f"the value of {source.name} must have 64 hexadecimal digits in small letters",
        )
    if source.kind is SourceKind.BEACON or _sha256(value) == source.commitment:
        return None
    return Words(
        zh=f"“{source.name}”揭示的与承诺不符", en=f"what {source.name} revealed is not what it committed to"
    )


def _sha256(hexadecimal: str) -> str:
    return hashlib.sha256(bytes.fromhex(hexadecimal)).hexdigest()


def lots(label: str, ids: Iterable[Id], values: Sequence[tuple[str, str]]) -> tuple[Id, ...]:
    """The ids in the order of their tickets, by (source, value) in the committed order."""
    drawn = seed(label, values)
    return tuple(sorted(set(ids), key=lambda each: ticket(label, drawn, each)))


def order_drawn(committed: Act, held: Act) -> tuple[Id, ...] | Words:
    """The order that the values of a draw give the people of its announcement; or why they give none."""
    plan = announced(committed)
    if plan is None:
        return Words(zh="公告没有可用的来源", en="the announcement has no source that can be used")
    used = values_of(plan, held.values)
    if isinstance(used, Words):
        return used
    return lots(plan.label, committed.people, [(source.name, value) for source, value in used])


def commitment_of(held: Act, acts: Iterable[Act]) -> Act | None:
    """The announcement that a draw names."""
    return next((a for a in acts if a.id == held.follows and a.kind is ActKind.DRAW_COMMITTED), None)


def purpose_of(act: Act, acts: Iterable[Act]) -> DrawPurpose:
    """What a draw or its announcement is for: as the announcement says, else as it says itself; ties when nobody says."""
    before = commitment_of(act, acts)
    said = before.purpose if before is not None else act.purpose
    return said or DrawPurpose.TIES
