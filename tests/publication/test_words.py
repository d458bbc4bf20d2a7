"""Every file and table that a record may hold has a name that people read."""

import pytest

from dinggang.procedure import GATHERED
from dinggang.publication.replay import TYPES
from dinggang.publication.site_words import PIECES
from dinggang.publication.table_words import table_words


def test_every_gathered_table_is_decoded() -> None:
    assert {s.name for s in GATHERED} == set(TYPES)


@pytest.mark.parametrize(
    "name", sorted({*TYPES, "plan", "names", "documents", "documents_kept", "leavers", "draw"})
)
def test_a_table_has_a_name(name: str) -> None:
    assert name in PIECES or name == "leavers"
    assert table_words(name) != name or name == "draw"
