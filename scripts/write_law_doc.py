"""Writes docs/law.md out of the register of law.

    python scripts/write_law_doc.py

A test holds the page to what this prints.
"""

from collections.abc import Iterator
from pathlib import Path

from dinggang.plan.law import (
    APPLIES_WORDS,
    ARTICLES,
    CERTAINTY_WORDS,
    MATTER_WORDS,
    REGULATIONS,
    Article,
    Certainty,
)

PAGE = Path(__file__).resolve().parents[1] / "docs" / "law.md"

HEAD = """\
# The register of law 法规登记

Every legal constant that a rule or a finding uses stands here with its regulation, article and dates. A rule that is
asked about a day which nothing here covers refuses, or gives that as its reason; a case of 2006 is judged by the law
of 2006. `dinggang law` lists the register, `--on DATE` what holds on a day, `--word WORD` what mentions a word, and
`dinggang law CASE` which articles a case used and where.

Terms of a county or a plan (internal retirement, yielding, terms of clearance) are no law and stand in `plan.toml`
with their source: `source = { title = "…", number = "…", issued = …, clause = "…" }` under `[[rules.exits]]`.

This page is written by `scripts/write_law_doc.py`.

How sure:

"""


def page() -> str:
    return HEAD + "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    for certainty in Certainty:
        words = CERTAINTY_WORDS[certainty]
        yield f"- *{words.en}* {words.zh}"
    for prefix, regulation in REGULATIONS.items():
        yield ""
        yield f"## {prefix} {regulation.title}"
        yield ""
        yield f"{regulation.number}"
        yield ""
        yield "| id | article | matter | holds | applies to | says | numbers | how sure |"
        yield "|---|---|---|---|---|---|---|---|"
        for one in ARTICLES.values():
            if one.prefix == prefix:
                yield _row(one)


def _row(one: Article) -> str:
    until = "" if one.until is None else f" to {one.until}"
    holds = ("from " + str(one.since) if one.since else "day not known") + until
    applies = ", ".join(APPLIES_WORDS[a].en for a in one.applies)
    numbers = ", ".join(f"{name} {value}" for name, value in one.values.items())
    cells = (
        one.id,
        one.number,
        MATTER_WORDS[one.matter].en,
        holds,
        applies,
        f"{one.says.zh} {one.says.en}",
        numbers,
        CERTAINTY_WORDS[one.certainty].en,
    )
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
