"""How a finding of a text is made: its code, words, cure, and the spans it quotes."""

from collections.abc import Sequence

from dinggang.basis import Finding, Level, Words
from dinggang.reading.text import Text


def found(
    text: Text, code: str, level: Level, words: Words, cure: Words, spans: Sequence[tuple[int, int]]
) -> Finding:
    """A finding that quotes these spans of `text.plain` as printed."""
    return Finding(
        code=code,
        level=level,
        words=words,
        cure=cure,
        where=tuple(text.where(start, end) for start, end in spans),
        quotes=tuple(text.quote(start, end) for start, end in spans),
    )
