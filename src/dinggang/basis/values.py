"""What every value of the core is: frozen, exact, and refusing what it does not know."""

from collections.abc import Iterable
from typing import Annotated

import msgspec

Id = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z]{1,4}[0-9]{1,8}$")]
"""A stable id that means nothing (P017, B03): one to four letters, then a number without meaning."""


class Value(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One frozen value of the core. Unknown fields are refused when it is read."""


class Words(Value, frozen=True, kw_only=True):
    """The same sentence in both languages; Chinese is the one that counts."""

    zh: str
    en: str

    def __str__(self) -> str:
        return f"{self.zh} {self.en}"


def joined(parts: Iterable[Words]) -> Words:
    """Several sentences as one: their full stops taken off, divided by semicolons."""
    sentences = tuple(parts)
    return Words(
        zh="；".join(s.zh.removesuffix("。") for s in sentences) + "。",
        en="; ".join(s.en.removesuffix(".") for s in sentences) + ".",
    )
