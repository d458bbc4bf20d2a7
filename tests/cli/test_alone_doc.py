# ruff: noqa: S608 - the texts are this file's own
"""docs/alone.md and docs/arrays.md: what they show is what comes out."""

import doctest
import re
from pathlib import Path

import duckdb
import pytest

from dinggang.cli import main

DOCS = Path(__file__).resolve().parents[2] / "docs"
BLOCK = re.compile(r"<!-- (file|run)(?:: (\S+))? -->\n```\w*\n(.*?)```", re.DOTALL)


def test_the_example_of_one_step_alone(tmp_path, monkeypatch, capsys) -> None:
    monkeypatch.chdir(tmp_path)
    runs = 0
    for kind, name, text in BLOCK.findall((DOCS / "alone.md").read_text("utf-8")):
        if kind == "file":
            Path(name).write_text(text, encoding="utf-8")
            continue
        command, _, expected = text.partition("\n")
        assert command.startswith("$ dinggang ")
        assert main(command.removeprefix("$ dinggang ").split()) == int(name or 0)
        said = capsys.readouterr()
        assert said.err == ""
        # The first run shows the beginning only.
        assert said.out.startswith(expected) if runs == 0 else said.out == expected
        runs += 1
    assert runs == 4


@pytest.fixture
def lists(tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    with duckdb.connect() as made:
        for name, columns, rows in (
            (
                "lists",
                "person, post, number, priority",
                "(7,1,1,90),(7,2,2,90),(8,1,1,80),(8,2,2,80),(9,2,1,70)",
            ),
            ("lots", "person, lot", "(7,1),(8,2),(9,3)"),
            ("posts", "post, openings", "(1,1),(2,1)"),
        ):
            made.execute(
                f"copy (select * from (values {rows}) t({columns})) to '{name}.parquet' (format parquet)"
            )


def test_the_examples_of_arrays(lists) -> None:
    text = (DOCS / "arrays.md").read_text("utf-8")
    source = "\n".join(re.findall(r"```python\n(.*?)```", text, re.DOTALL))
    test = doctest.DocTestParser().get_doctest(source, {}, "arrays.md", str(DOCS / "arrays.md"), 0)
    told: list[str] = []
    results = doctest.DocTestRunner().run(test, out=told.append)
    assert results.failed == 0, "".join(told)
    assert results.attempted > 15
