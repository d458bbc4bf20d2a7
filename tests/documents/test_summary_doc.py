"""docs/summary.md says what the source says: queries, thresholds, what the town does not support."""

import re
from pathlib import Path

from dinggang.documents import summary
from dinggang.documents.claims import DEFAULT
from dinggang.documents.queries import QUERIES
from dinggang.documents.summary import threshold_words
from dinggang.procedure import run, told_of
from dinggang.sheets import read_folder

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "summary.md").read_text("utf-8")


def table(heading: str) -> list[tuple[str, str]]:
    part = PAGE.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    return re.findall(r"^\| `?(.+?)`? \| (.+) \|$", part, re.MULTILINE)[1:]


def test_queries() -> None:
    assert dict(table("Queries")) == dict(QUERIES)


def test_every_query_is_asked() -> None:
    source = "".join(
        p.read_text("utf-8")
        for p in (ROOT / "src" / "dinggang" / "documents").glob("*.py")
        if p.name != "queries.py"
    )
    assert [name for name in QUERIES if f'"{name}"' not in source] == []


def test_thresholds() -> None:
    assert tuple(table("Thresholds")) == threshold_words(DEFAULT)


def test_what_the_town_does_not_support() -> None:
    folder = read_folder(ROOT / "examples" / "town-2006")
    told = told_of(folder, run(folder))
    assert told is not None
    unsupported = summary(told).unsupported
    assert table("What the town of 2006 does not support") == [(u.claim, u.reason) for u in unsupported]
