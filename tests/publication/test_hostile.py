"""Any value of any published file replaced by another, every digest put right and signed by all: found, and never a crash.

Posts are what was handed in: where everybody signs another name of a post, that is its name. Only what was decided from
them can be told to be wrong.
"""

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from publication import test_tampering as tampering

FILES = (
    ("scoreboard", "scoreboard_published"),
    ("plan", "plan_approved"),
    ("ranking", "ranking_final"),
    ("certificate", "placement_decided"),
    ("placements", "placement_decided"),
    ("posts", "posts_announced"),
    ("statements", "summary_adopted"),
    ("balance", "case_closed"),
)
OTHERS = (None, 0, -1, True, "", "0", "1/0", "-5", "9" * 400, "P99", "O02", [], {}, [[]], {"a": 1})


def places(value: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The path to every value inside."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    found = [(*at, key) for key, _ in inside]
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return found + [place for key, each in inside for place in places(each, (*at, key))]


@settings(max_examples=40)
@given(st.sampled_from(FILES), st.integers(min_value=0), st.sampled_from(OTHERS))
def test_any_value_of_a_published_file(file: tuple[str, str], which: int, other: object) -> None:
    def edit(raw: bytes) -> bytes:
        value = json.loads(raw)
        paths = places(value)
        *way, last = paths[which % len(paths)]
        inside = value
        for key in way:
            inside = inside[key]
        inside[last] = other
        made = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
        return made if made != raw else raw + b" "

    lines = tampering.everyone(tampering.edit_file(file[0], edit), file[1])

    assert lines
    assert tampering.failures(lines) or file[0] == "posts"
