"""Two families of error: the user's to mend, and ours."""

from collections.abc import Iterable

from dinggang.basis.findings import Where
from dinggang.basis.values import Value, Words


class DinggangError(Exception):
    """Superclass of all errors of Dinggang. Never raised directly."""


class Problem(Value, frozen=True, kw_only=True):
    """One thing in the input that cannot be taken: where, what is wrong, what to do."""

    where: Where
    words: Words
    cure: Words


class Refusal(DinggangError):  # noqa: N818 - the design's word for it
    """The user's input cannot be taken; nothing was written. Carries every problem found, not only the first."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(f"{p.where}: {p.words.zh} {p.cure.zh}" for p in self.problems))


class Fault(DinggangError):  # noqa: N818 - the design's word for it
    """Our mistake. Never caught to be hidden."""
