"""Strategies: what a clerk can have typed into single cells."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from dinggang.sheets.text import clean, control_characters, private_characters, starts_like_a_formula

LETTERS = "䶮堃祎𠮷张王李·（）〔〕甲乙丙丁ABCxyz0123456789 .-_&<>'\"%#"
TYPED = st.one_of(st.text(LETTERS, max_size=12), st.text(max_size=8))


def _typed(text: str) -> bool:
    """What a clerk can have typed into a cell."""
    return (
        clean(text) == text
        and not control_characters(text, lines=False)
        and not private_characters(text)
        and not starts_like_a_formula(text)
    )


texts = TYPED.map(clean).filter(_typed)
filled = texts.filter(bool)
notes = st.lists(texts, max_size=3).map("\n".join).map(clean)
names = filled.filter(lambda t: not set(t) & set("?？□■*＊"))
filled_notes = notes.filter(bool)
words = filled.filter(lambda t: not set(t) & set(";；、,，"))
days = st.dates(date(1900, 1, 1), date(2200, 12, 31))
counts = st.integers(0, 1_000_000)
yuan = st.one_of(
    st.decimals(0, 10**9, places=2), st.decimals(0, 10**6, places=10), st.integers(0, 10**9).map(Decimal)
)
years = st.integers(1900, 2199)
yes = st.booleans()


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


def tuples_of(strategy: st.SearchStrategy[Any], most: int = 3, by: Callable[[Any], Any] | None = None) -> Any:
    return st.lists(strategy, max_size=most, unique_by=by).map(tuple)


def ids(letter: str, number: int) -> list[str]:
    return [f"{letter}{n:03}" for n in range(1, number + 1)]
