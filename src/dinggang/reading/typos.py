"""Likely typos (错别字) of a text: every one with the printed words and what seems to be meant. T01–T10."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from operator import attrgetter

from dinggang.basis import Finding, Level, Words
from dinggang.reading.doubts import Kind, Slip
from dinggang.reading.found import found
from dinggang.reading.lattice import lattice
from dinggang.reading.lexicon import HAN, Lexicon, lexicon, without
from dinggang.reading.marks import (
    Runs,
    Typo,
    blanks,
    confusions,
    lists,
    narrow,
    particles,
    punctuation,
    strays,
)
from dinggang.reading.slips import Own, slips
from dinggang.reading.text import Text

_CODES = {
    Kind.MISSING: "T03",
    Kind.EXTRA: "T04",
    Kind.OTHER: "T05",
    Kind.ALIKE: "T06",
    Kind.SWAPPED: "T10",
}
_KINDS = {
    "T01": Words(zh="中间有多余的空格", en="a stray blank"),
    "T02": Words(zh="夹有多余的数字或字母", en="a stray digit or letter"),
    "T03": Words(zh="似有漏字", en="a character seems to be missing"),
    "T04": Words(zh="似有多余的字", en="a character seems to be too many"),
    "T05": Words(zh="似有错字", en="a wrong character"),
    "T06": Words(zh="似有别字", en="a character or word taken for one that sounds or looks alike"),
    "T07": Words(zh="“的、地、得”似有误用", en="的, 地 or 得 in the wrong place"),
    "T08": Words(zh="标点似有误", en="broken punctuation"),
    "T10": Words(zh="似有颠倒的字", en="two characters seem to be swapped"),
}
_CURE = Words(
    zh="请核对原稿；如有误请更正，如无误可不理会。", en="Check it against the draft; correct it or leave it."
)
_RUN = 1000
"""A run of Han characters without any mark is read in pieces of so many; no sentence is that long."""
_NARROW = 3
_USUAL_HERE = 3
"""From so many times on a sequence of words counts as the text's own phrase."""
_PRIOR = {Kind.ALIKE: 8.0, Kind.SWAPPED: 4.0, Kind.MISSING: 2.0}
"""How much likelier a hand slips so than to an unlike character, as a logarithm."""
_CLOSE = 1.0
"""Readings whose gain is this near to the best are named beside it."""


def check_typos(text: Text) -> Iterator[Finding]:
    """T01–T10, in the order of the text. Nothing is said about what stands inside 《》."""
    words = lexicon()
    found_runs = list(re.finditer(rf"{HAN}{{1,{_RUN}}}", text.plain))
    runs = Runs(tuple(m.start() for m in found_runs), tuple(lattice(m[0], words) for m in found_runs))
    own = _own(runs, words)
    candidates = (
        *lists(text),
        *confusions(text, runs),
        *strays(text, words),
        *particles(text),
        *punctuation(text),
        *blanks(text, runs),
        *_slips(text, runs, words, own),
    )
    for typo in sorted(_apart(candidates, text.plain), key=attrgetter("start")):
        yield _finding(text, typo)
    yield from _half_width(text)


def _apart(typos: Iterable[Typo], plain: str) -> Iterator[Typo]:
    """The first of those that overlap, and none inside a title or the name of a document's number. Surer kinds come first."""
    taken = bytearray(len(plain))
    for match in re.finditer(rf"《[^》\n]*》|{HAN}{{1,12}}(?=〔(?:19|20)\d\d〕)", plain):
        taken[match.start() : match.end()] = b"x" * len(match[0])
    for typo in typos:
        if not any(taken[typo.start : typo.end]):
            taken[typo.start : typo.end] = b"x" * (typo.end - typo.start)
            yield typo


def _own(runs: Runs, words: Lexicon) -> Own:
    """Sequences of two to four words that the text repeats: what is one edit away from them may be a slip."""
    counts: Counter[str] = Counter()
    for cut in runs.cuts:
        for first in range(len(cut.cut)):
            for last in range(first + 1, min(len(cut.cut), first + 4)):
                parts = cut.cut[first : last + 1]
                if all(end - start > 1 for start, end in parts) and parts[-1][1] - parts[0][0] <= 10:
                    counts[cut.run[parts[0][0] : parts[-1][1]]] += 1
    usual = {word for word, count in counts.items() if count >= _USUAL_HERE and word not in words.logs}
    near: dict[str, list[str]] = defaultdict(list)
    for word in sorted(usual):
        for at in range(len(word)):
            near[without(word, at)].append(word)
    return Own(dict.fromkeys(usual, words.phrase), dict(near))


def _slips(text: Text, runs: Runs, words: Lexicon, own: Own) -> Iterator[Typo]:
    seen: dict[str, list[Slip]] = {}
    once: dict[str, bool] = {}
    for first, cut in zip(runs.starts, runs.cuts, strict=True):
        if cut.run not in seen:
            seen[cut.run] = sorted(slips(cut, words, own), key=_rank)
        for slip in seen[cut.run]:
            printed = cut.run[slip.start : slip.end]
            # What a text prints twice alike is its way of saying it.
            if printed not in once:
                once[printed] = text.plain.count(printed) == 1
            if once[printed]:
                yield Typo(
                    _CODES[slip.kind], first + slip.start, first + slip.end, _readings(slip, seen[cut.run])
                )


def _rank(slip: Slip) -> tuple[float, int, int]:
    return -slip.gain - _PRIOR.get(slip.kind, 0.0), slip.start, slip.end


def _readings(best: Slip, others: list[Slip]) -> tuple[str, ...]:
    """What may be meant: the best, and in words of two those that are as good."""
    close = [
        other.meant
        for other in others
        if (other.start, other.end, other.kind) == (best.start, best.end, best.kind)
        and best.gain >= other.gain >= best.gain - _CLOSE
    ]
    return tuple(dict.fromkeys((best.meant, *close)))[: 3 if len(best.meant) == 2 else 1]


def _finding(text: Text, typo: Typo) -> Finding:
    kind, printed = _KINDS[typo.code], text.quote(typo.start, typo.end)
    meant = "或".join(f"“{word}”" for word in typo.meant)
    english = " or ".join(f"“{word}”" for word in typo.meant)
    return found(
        text,
        typo.code,
        Level.NOTICE,
        Words(zh=f"“{printed}”疑为{meant}（{kind.zh}）。", en=f"“{printed}”: perhaps {english} ({kind.en})."),
        _CURE,
        [(typo.start, typo.end)],
    )


def _half_width(text: Text) -> Iterator[Finding]:
    """T09: half-width punctuation in Chinese sentences, said once."""
    places = narrow(text)
    if len(places) >= _NARROW:
        yield found(
            text,
            "T09",
            Level.NOTICE,
            Words(
                zh=f"中文里用了半角标点，共{len(places)}处。",
                en=f"Half-width punctuation in Chinese sentences, {len(places)} times.",
            ),
            Words(zh="请统一改为全角标点。", en="Use full-width punctuation throughout."),
            [(places[0], places[0] + 2)],
        )
