"""How a finding of a text is made: its code, words, cure, and the spans it quotes."""

from collections.abc import Iterable

from dinggang.basis import Finding, Level, Words
from dinggang.reading.text import Text

Span = tuple[int, int]
MOST_SPANS = 12


def found(text: Text, code: str, level: Level, words: Words, cure: Words, spans: Iterable[Span]) -> Finding:
    """A finding that quotes these spans of `text.plain` as printed, in their order, each once."""
    places = sorted({(start, max(end, start + 1)) for start, end in spans})[:MOST_SPANS]
    return Finding(
        code=code,
        level=level,
        words=words,
        cure=cure,
        where=tuple(text.where(start, end) for start, end in places),
        quotes=tuple(text.quote(start, end) for start, end in places),
    )
