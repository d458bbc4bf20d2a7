"""How the checks of this room tell what they find."""

from collections.abc import Iterable, Sequence

from dinggang.basis import Finding, Level, Words

SHOWN = 10
"""So many are named; the rows of a finding name them all."""


def told(
    code: str,
    level: Level,
    words: tuple[str, str],
    cure: tuple[str, str],
    rows: Iterable[str],
    cites: tuple[str, ...] = (),
) -> Finding:
    """A finding from its words and cure, each Chinese first; a row named twice stands once."""
    return Finding(
        code=code,
        level=level,
        words=Words(zh=words[0], en=words[1]),
        cure=Words(zh=cure[0], en=cure[1]),
        rows=tuple(dict.fromkeys(rows)),
        cites=cites,
    )


def listed(names: Sequence[str]) -> tuple[str, str]:
    """The first ten as a clerk lists them, in Chinese and in English."""
    more = len(names) > SHOWN
    return (
        "、".join(names[:SHOWN]) + ("等" if more else ""),
        ", ".join(names[:SHOWN]) + (" and others" if more else ""),
    )
