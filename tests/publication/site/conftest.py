"""One browser for the tests of a file, and a fresh site for each."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from publication.site import browser as driver
from publication.site.visiting import Visit


@pytest.fixture(scope="module")
def chromium() -> Iterator[driver.Browser]:
    if driver.CHROMIUM is None:
        pytest.skip("Chromium is not installed")
    with driver.browser() as found:
        yield found


@pytest.fixture
def visit(chromium: driver.Browser, tmp_path: Path) -> Iterator[Visit]:
    made = Visit(chromium, tmp_path)
    yield made
    made.quiet()
