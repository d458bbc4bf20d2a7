"""Whole bundles tampered with by everybody who signs: `dinggang verify` and the page find the same acts."""

import base64
import hashlib
import json
import random
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from dinggang.publication import Bundle, Demands, State, act_in, check, unpack
from dinggang.publication.entries import read_entry
from dinggang.record import Unsound
from publication import kit, test_draws
from publication.site import browser as driver
from publication.site.test_agreement import altered
from publication.site.visiting import Visit, entries_of, packed

LEAVES = 2
"""How many leaves of each file and each act are changed, one at a time."""


@cache
def whole() -> Bundle:
    """The public bundle of the small reform with a draw in it."""
    found, wrong = unpack(test_draws.bundles()[1])
    assert not wrong
    return found


def signed(made: list[bytes], files: dict[str, bytes] | None = None) -> Bundle:
    """These entries with the files that they name, all worked out again, signed and witnessed."""
    everything = {**whole().files, **(files or {})}
    named = set()
    for raw in made:
        try:
            entry = read_entry(raw) if act_in(raw) is not None else None
        except Unsound:
            continue
        named |= {r.sha256 for r in (*entry.files, *entry.tables)} if entry else set()
    kept = {p: r for p, r in everything.items() if not p.startswith("files/") or p.split("/")[1] in named}
    return kit.forged(Bundle(variant="public", files=kept), made, witnesses=4)


def edited() -> Iterator[tuple[str, Bundle]]:
    """Acts dropped, doubled, swapped; then a leaf of an act or of a file changed."""
    own = entries_of(whole())
    for i in range(len(own)):
        yield f"dropped {i}", signed([*own[:i], *own[i + 1 :]])
        yield f"doubled {i}", signed([*own, own[i]])
        if i + 1 < len(own):
            yield f"swapped {i}", signed([*own[:i], own[i + 1], own[i], *own[i + 2 :]])
    for i, raw in enumerate(own[1:], start=1):
        for number in range(LEAVES):
            chance = random.Random(f"{i} {number}")  # noqa: S311 - seeded cases, the same each time
            yield f"act {i} {number}", signed([*own[:i], altered(chance, raw), *own[i + 1 :]])
            value = json.loads(raw)
            for ref in value["files"]:
                content = altered(chance, whole().files[f"files/{ref['sha256']}"])
                ref["sha256"], ref["length"] = hashlib.sha256(content).hexdigest(), len(content)
                put = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
                made = signed([*own[:i], put, *own[i + 1 :]], {f"files/{ref['sha256']}": content})
                yield f"{ref['name']} {i} {number}", made


def acts(texts: list[str]) -> set[str]:
    """The acts that these lines name."""
    return set(re.findall(r"[（ ](A\d+)", "\n".join(texts)))


def told(made: Bundle) -> list[str]:
    """What our program finds wrong."""
    lines = check(made, Demands(policy=kit.POLICY))
    return [f"{line.words.zh} {line.where}" for line in lines if line.state is State.FAILS]


@pytest.fixture(scope="module")
def page(chromium: driver.Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[driver.Browser]:
    visit = Visit(chromium, tmp_path_factory.mktemp("verdicts"))
    chromium.open(visit.folder, "v.html")
    yield chromium
    visit.quiet()


def theirs(
    page: driver.Browser, bundles: list[bytes], older: bytes | None = None
) -> list[list[dict[str, Any]]]:
    kept = (
        "[]" if older is None else f'[{{name: "kept", bytes: D.ours("{base64.b64encode(older).decode()}")}}]'
    )
    found: list[list[dict[str, Any]]] = page.run(
        f"""(async () => {{
            const D = Dinggang;
            const found = [];
            for (const raw of {json.dumps([base64.b64encode(b).decode() for b in bundles])})
                found.push(await D.verify(D.ours(raw), {{policy: D.bytes({json.dumps(kit.POLICY.decode())}), older: {kept}}}));
            return found;
        }})()"""
    )
    return found


def test_the_sound_bundle_with_its_draw(page: driver.Browser) -> None:
    early, raw, _ = test_draws.bundles()
    (lines,) = theirs(page, [raw], early)
    texts = "\n".join(line["zh"] for line in lines if line["state"] == "holds")
    assert [line for line in lines if line["state"] == "fails"] == []
    assert "按公告A60的名单和来源重算，2人的次序一致" in texts
    assert "公告A60在抽签日之前已有见证" in texts
    (lines,) = theirs(page, [raw])
    assert any("看不出公告A60何时有见证" in line["zh"] for line in lines if line["state"] == "unchecked")


def test_whatever_is_changed_both_find_it_in_the_same_acts(page: driver.Browser) -> None:
    cases = list(edited())
    found = theirs(page, [packed(made) for _, made in cases])
    missed, more, wrong = [], [], 0
    for (name, made), lines in zip(cases, found, strict=True):
        ours = told(made)
        page_says = [f"{line['zh']} {line['where']['zh']}" for line in lines if line["state"] == "fails"]
        wrong += bool(ours)
        if bool(ours) > bool(page_says) or not acts(ours) <= acts(page_says):
            missed.append((name, ours, page_says))
        if page_says and not ours:
            more.append(name)
    assert missed == []
    # The page holds every list of people placed to the certificate, also later ones.
    assert {name.split()[0] for name in more} <= {"placements"}
    assert wrong > len(cases) // 2
