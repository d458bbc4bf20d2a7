"""What a summary is made of: sentences with the figures they rest on, and what the case does not support."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

import msgspec

from dinggang.basis import CENT, Id, Rounding, RoundingMode, Value, plain
from dinggang.case import Act
from dinggang.documents.queries import QUERIES
from dinggang.plan import ClaimRule

_TENTH = Rounding(mode=RoundingMode.HALF_UP, places=1)


DEFAULT = ClaimRule()
"""What counts when a plan says nothing of its own."""


class Stated(Value, frozen=True, kw_only=True):
    """One figure of a sentence: the query that gave it, its exact value, and how it is printed.

    `acts` are the acts it rests on with their `documents`, `rows` references `table:id` to what was counted.
    """

    query: str
    value: str
    unit: str
    shown: str
    acts: tuple[Id, ...] = ()
    documents: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """What the query asks, in words."""
        return QUERIES[self.query]

    def __str__(self) -> str:
        return self.shown


class Sentence(Value, frozen=True, kw_only=True):
    """One sentence. `key` is stable from case to case; `number` counts through the summary. What an editor added is not
    `backed` and states nothing.
    """

    number: int
    key: str
    text: str
    stated: tuple[Stated, ...] = ()
    backed: bool = True


class Section(Value, frozen=True, kw_only=True):
    """A section: its heading (None for the opening), its level (1 一、 2 （一）), its paragraphs."""

    level: int
    heading: Sentence | None
    paragraphs: tuple[tuple[Sentence, ...], ...]


class Unsupported(Value, frozen=True, kw_only=True):
    """A claim that such summaries make and this case does not support: the words, why not, and the figures there are."""

    key: str
    claim: str
    reason: str
    stated: tuple[Stated, ...] = ()


class Summary(Value, frozen=True, kw_only=True):
    """The summary: title, sections, what is not supported, what the case assumes, the thresholds it was written by."""

    title: str
    sections: tuple[Section, ...]
    unsupported: tuple[Unsupported, ...]
    assumptions: tuple[str, ...]
    thresholds: ClaimRule

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """Every sentence in its order, headings included."""
        found: list[Sentence] = []
        for section in self.sections:
            found += [section.heading] if section.heading is not None else []
            found += [s for paragraph in section.paragraphs for s in paragraph]
        return tuple(found)


Part = str | Stated


class Teller:
    """Gathers a summary sentence by sentence. A sentence is put together from words and figures, so that every figure
    printed is one of the ledger.
    """

    def __init__(
        self,
        thresholds: ClaimRule,
        additions: Mapping[str, Sequence[str]] | None = None,
        vouching: Callable[[Stated], Sequence[Act]] = lambda _: (),
    ) -> None:
        self.thresholds = thresholds
        self.vouching = vouching
        self.additions = dict(additions or {})
        self._code = ""
        self.sections: list[Section] = []
        self.unsupported: list[Unsupported] = []
        self._number = 0
        self._level = 1
        self._heading: Sentence | None = None
        self._paragraphs: list[list[Sentence]] = []

    def heading(self, code: str, key: str, *parts: Part) -> None:
        """Ends the section before and begins one: 三 is of the first level, 三.2 of the second."""
        self.end()
        self._code, self._level = code, 1 + code.count(".")
        self._heading = self._sentence(key, parts)

    def paragraph(self) -> None:
        """What follows stands in a new paragraph."""
        self._paragraphs.append([])

    def say(self, key: str, *parts: Part | None, rests: Iterable[Stated] = ()) -> None:
        """A sentence of words and figures; `rests` are figures that it rests on and does not print."""
        if not self._paragraphs:
            self.paragraph()
        self._paragraphs[-1].append(self._sentence(key, [p for p in parts if p is not None], rests))

    def _added(self, text: str) -> None:
        """A sentence of the editor's, marked as unbacked."""
        mark = "（编者补充，无案卷依据）"
        bare = text.removesuffix("。")
        if not self._paragraphs:
            self.paragraph()
        self._number += 1
        self._paragraphs[-1].append(
            Sentence(number=self._number, key="added", text=f"{bare}{mark}。", backed=False)
        )

    def refuse(self, key: str, claim: str, reason: str, *stated: Stated) -> None:
        """A claim left out, with the reason."""
        resting = tuple(map(self._vouched, stated))
        self.unsupported.append(Unsupported(key=key, claim=claim, reason=reason, stated=resting))

    def end(self) -> None:
        """Ends the section at hand with what the editor added to it. An empty one is left out, unless it heads others."""
        for text in self.additions.pop(self._code, ()):
            self._added(text)
        paragraphs = tuple(tuple(p) for p in self._paragraphs if p)
        if paragraphs or (self._heading is not None and self._level == 1):
            self.sections.append(Section(level=self._level, heading=self._heading, paragraphs=paragraphs))
        elif self._heading is not None:
            self._number -= 1
        self._code, self._heading, self._paragraphs = "", None, []

    def _sentence(self, key: str, parts: Iterable[Part], rests: Iterable[Stated] = ()) -> Sentence:
        parts = tuple(parts)
        self._number += 1
        return Sentence(
            number=self._number,
            key=key,
            text="".join(map(str, parts)),
            stated=tuple(self._vouched(s) for s in (*(p for p in parts if isinstance(p, Stated)), *rests)),
        )

    def _vouched(self, one: Stated) -> Stated:
        """The figure with the acts by which what it was counted in became official, where it names none of its own."""
        if one.acts:
            return one
        those = self.vouching(one)
        return msgspec.structs.replace(
            one,
            acts=tuple(a.id for a in those),
            documents=tuple(dict.fromkeys((*one.documents, *(a.number for a in those if a.number)))),
        )


def stated(
    query: str,
    value: int | Decimal | Fraction | date | str,
    unit: str = "",
    *,
    shown: str | None = None,
    acts: Iterable[Act] = (),
    rows: Iterable[str] = (),
    documents: Iterable[str] = (),
) -> Stated:
    """A figure by its query. What is printed is the exact value with its unit unless `shown` says otherwise."""
    if query not in QUERIES:
        raise KeyError(query)
    resting = tuple(acts)
    numbers = (*(a.number for a in resting if a.number), *documents)
    return Stated(
        query=query,
        value=_exact(value),
        unit=unit,
        shown=f"{_exact(value)}{unit}" if shown is None else shown,
        acts=tuple(dict.fromkeys(a.id for a in resting)),
        documents=tuple(dict.fromkeys(numbers)),
        rows=tuple(rows),
    )


def _exact(value: int | Decimal | Fraction | date | str) -> str:
    match value:
        case date():
            return value.isoformat()
        case Decimal():
            return plain(value)
        case _:
            return str(value)


def percent(part: int | Decimal, whole: int | Decimal) -> str:
    """A share as it is printed, to a tenth of a per cent: 119 of 120 is 99.2%. A part that is not all is never 100%."""
    exact = Fraction(part) * 100 / Fraction(whole)
    shown = _TENTH(exact)
    if shown == 100 and exact < 100:
        return "99.9%以上"
    return f"{plain(shown)}%"


def reaches(part: int | Decimal, whole: int | Decimal, least: Decimal) -> bool:
    """Whether part of whole is at least so many per cent; nothing is a share of nothing."""
    return bool(whole) and Fraction(part) * 100 >= Fraction(least) * Fraction(whole)


def yuan(amount: Decimal) -> str:
    """Money as a report writes it: 75.84万元 where two decimals hold it exactly, else 77845元; from a million on in 万元
    to two decimals, while the ledger keeps every cent.
    """
    if amount >= 1_000_000 or (amount >= 10_000 and amount % 100 == 0):
        return f"{plain(CENT(Fraction(amount) / 10_000))}万元"
    return f"{plain(amount)}元"


NOTHING = stated("none", 0, "项")
"""What a claim rests on for which a case gathers nothing."""
