"""How the checks of this room tell what they find."""

from collections.abc import Sequence

from dinggang.basis import Finding, Level, Words


def told(
    code: str,
    level: Level,
    words: tuple[str, str],
    cure: tuple[str, str],
    rows: Sequence[str],
    cites: tuple[str, ...] = (),
) -> Finding:
    """A finding from its words and cure, each Chinese first."""
    return Finding(
        code=code,
        level=level,
        words=Words(zh=words[0], en=words[1]),
        cure=Words(zh=cure[0], en=cure[1]),
        rows=tuple(rows),
        cites=cites,
    )
