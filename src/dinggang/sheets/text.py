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
    """The control, zero-width and direction characters of a text, which no clerk has typed; line ends only when `lines`."""
    allowed = "\n" if lines else ""
    return tuple(
        f"U+{ord(c):04X}"
        for c in text
        if c not in allowed and unicodedata.category(c) in _UNTYPED and c not in JOINERS
    )


_UNTYPED = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
# Unassigned characters are none of them: names are written with what Unicode has added since this Python was made.

JOINERS = "\u200c\u200d\ufe0e\ufe0f"
"""Format characters that belong to words of some scripts."""


_FE_ROW = (
    "⺁𠂇𠂉𠃌⺄㑳㑇⺈⺋龴㖞㘚㘎⺌⺗㥮㤘龵㧏㧟㩳㧐龶龷㭎㱮㳠⺧𡗗龸⺪䁖䅟⺮䌷⺳⺶⺷𢦏䎱"
    "䎬⺻䏝䓖䙡䙌龹䜣䜩䝼䞍⻊䥇䥺䥽䦂䦃䦅䦆䦟䦛䦷䦶龺𤇾䲣䲟䲠䲡䱷䲢䴓䴔䴕䴖䴗䴘䴙䶮龻"
)
"""What GB 18030 has in its row FE since 2005. Older systems keep these characters at U+E815 and on."""


def private_characters(text: str) -> dict[str, str]:
    """Characters that only one computer knows (private use), or that are lost (U+FFFD) → the right one, "" if unknown."""
    found = {}
    for c in text:
        if c == "\ufffd" or unicodedata.category(c) == "Co":
            at = ord(c) - 0xE815
            found[c] = _FE_ROW[at] if 0 <= at < len(_FE_ROW) else ""
    return found


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


def nearest(text: str, known: Iterable[str], likeness: float = 0.5) -> str | None:
    """The known word most like this one, if any is like it."""
    found = get_close_matches(text, list(known), n=1, cutoff=likeness)
    return found[0] if found else None


def starts_like_a_formula(text: str) -> bool:
    """Whether a spreadsheet that opens an export of this text would calculate it."""
    return text.lstrip("'\"\u3000 ")[:1] in {"=", "+", "-", "@", "＝", "＋", "－", "＠"}
