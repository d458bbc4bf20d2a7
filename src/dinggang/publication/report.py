"""What a check of a record found, line by line, and the exit code that sums it up."""

from enum import IntEnum, StrEnum

import msgspec

from dinggang.basis import Value, Words
from dinggang.record import Kind, Unsound


class State(StrEnum):
    """A line of the report: it holds, it does not, or it could not be checked from what is there."""

    HOLDS = "holds"
    FAILS = "fails"
    UNCHECKED = "unchecked"


class Exit(IntEnum):
    """What `dinggang verify` exits with."""

    SOUND = 0
    ALTERED = 1
    NO_BUNDLE = 2
    UNSIGNED = 3
    NOT_CONTINUED = 4


_EXITS = {
    Kind.ORIGIN: Exit.UNSIGNED,
    Kind.SIGNATURE: Exit.UNSIGNED,
    Kind.UNSIGNED: Exit.UNSIGNED,
    Kind.QUORUM: Exit.UNSIGNED,
    Kind.STALE: Exit.UNSIGNED,
    Kind.KEY: Exit.UNSIGNED,
    Kind.ROLLED_BACK: Exit.NOT_CONTINUED,
    Kind.CONSISTENCY: Exit.NOT_CONTINUED,
    Kind.FORK: Exit.NOT_CONTINUED,
}


class Line(Value, frozen=True, kw_only=True):
    """One thing looked at: what, how it came out, where if it fails, and what it would exit with."""

    state: State
    words: Words
    where: str = ""
    code: Exit = Exit.SOUND


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """The lines in the order in which they were checked. A failure ends the checks that rest on it."""

    lines: tuple[Line, ...]

    @property
    def code(self) -> Exit:
        """The code of the first failure; 0 when nothing fails."""
        return next((line.code for line in self.lines if line.state is State.FAILS), Exit.SOUND)


def holds(zh: str, en: str) -> Line:
    return Line(state=State.HOLDS, words=Words(zh=zh, en=en))


def unchecked(zh: str, en: str, where: str = "") -> Line:
    return Line(state=State.UNCHECKED, words=Words(zh=zh, en=en), where=where)


def fails(zh: str, en: str, where: str = "", code: Exit = Exit.ALTERED) -> Line:
    return Line(state=State.FAILS, words=Words(zh=zh, en=en), where=where, code=code)


def failed(unsound: Unsound, *, where: str = "") -> Line:
    """The line of bytes that do not hold. A form that fails in the middle of a bundle means that it was altered."""
    detail = f" ({unsound.detail})" if unsound.detail else ""
    words = Words(zh=unsound.words.zh + detail, en=unsound.words.en + detail)
    return Line(
        state=State.FAILS,
        words=words,
        where=where or unsound.where,
        code=_EXITS.get(unsound.kind, Exit.ALTERED),
    )
