"""Text as it comes out of a file, made one: NFC, stripped; and what may not stand in it."""

import re
import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches

_BRACKETED = re.compile(r"[(\[【〔{][^)\]】〕}]*[)\]】〕}]")
_SEPARATORS = re.compile(r"[;；、,，\s]+")
_LIST_SEPARATORS = re.compile(r"[;；、,，\n]+")


def clean(text: str) -> str:
    """NFC, line ends made one, without white space (and byte order marks) at either end."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", text).strip().strip("\ufeff\u200b").strip()


def control_characters(text: str, *, lines: bool) -> tuple[str, ...]:
    """The control, unassigned-width and direction characters of a text, which no clerk has typed; line ends only when `lines`."""
    allowed = "\n" if lines else ""
    return tuple(
        f"U+{ord(c):04X}"
        for c in text
        if c not in allowed and unicodedata.category(c) in {"Cc", "Cf", "Cs"} and c not in JOINERS
    )


JOINERS = "\u200c\u200d\ufe0e\ufe0f"
"""Format characters that belong to words of some scripts."""


def narrow(text: str) -> str:
    """NFKC without white space: ２００６ becomes 2006, （ becomes (."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def header_form(text: str) -> str:
    """What two headers must share to be the same: NFKC, no white space, no remarks in brackets, no asterisks."""
    return _BRACKETED.sub("", narrow(text)).strip("*:：").casefold()


def split_ids(text: str) -> tuple[str, ...]:
    """Ids in one cell, divided by ; ； 、 , or space."""
    return tuple(part for part in _SEPARATORS.split(unicodedata.normalize("NFKC", text)) if part)


def split_words(text: str) -> tuple[str, ...]:
    """Texts in one cell, divided by ; ； 、 or , (a space may belong to a name)."""
    return tuple(part for part in (p.strip() for p in _LIST_SEPARATORS.split(text)) if part)


def nearest(text: str, known: Iterable[str]) -> str | None:
    """The known word most like this one, if any is like it."""
    found = get_close_matches(text, list(known), n=1, cutoff=0.5)
    return found[0] if found else None


def starts_like_a_formula(text: str) -> bool:
    """Whether a spreadsheet that opens an export of this text would calculate it."""
    return text.lstrip("'\"\u3000 ")[:1] in {"=", "+", "-", "@", "＝", "＋", "－", "＠"}
