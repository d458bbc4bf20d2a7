"""The verifier of the site, run in a real browser without a network: on a good site, and on sites that were tampered with."""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

import build
from dinggang.publication import Bundle, act_in, pack, unpack
from dinggang.publication.bundle import archive
from dinggang.publication.entries import read_entry
from dinggang.publication.site import data, site
from dinggang.record import decode_bundle
from publication import kit
from publication.site import browser as driver

pytestmark = pytest.mark.skipif(driver.CHROMIUM is None, reason="Chromium is not installed")

PEOPLE = {f"P{n:02d}": f"姓名{n}" for n in range(1, 20)}


@cache
def bundle() -> Bundle:
    """The public bundle of the tiny reform, witnessed by four."""
    found, wrong = unpack(raw())
    assert not wrong
    return found


@cache
def raw() -> bytes:
    with TemporaryDirectory() as folder, kit.world(Path(folder)) as world:
        world.run(build.folder(kit.tiny_case()))
        return pack(world.keeping, auditor=False)


@cache
def entries() -> list[bytes]:
    path = next(p for p in bundle().files if p.startswith("log/tile/entries/"))
    return decode_bundle(bundle().files[path], int(path.rsplit("/", 1)[1]))


def packed(changed: Bundle) -> bytes:
    """The bundle as whoever holds it would pack it again: its manifest lists what is there."""
    return archive(changed.files, changed.variant)


@pytest.fixture(scope="module")
def chromium() -> Iterator[driver.Browser]:
    with driver.browser() as found:
        yield found


class Visit:
    """A visitor with a site on the disk and what they brought along."""

    def __init__(self, chromium: driver.Browser, folder: Path) -> None:
        self.chromium = chromium
        self.folder = folder / "site"
        self.folder.mkdir()
        for name, content in site(raw(), PEOPLE).items():
            (self.folder / name).write_bytes(content)
        chromium.outside.clear()
        chromium.complaints.clear()

    def record(self, bundle: bytes) -> None:
        """The site now holds this record; its pages stay as they were."""
        (self.folder / "data-record.js").write_bytes(data(bundle))

    def check(self, page: str = "check.html") -> tuple[str, list[tuple[str, str]]]:
        self.chromium.open(self.folder, page)
        return self.chromium.verdict()

    def quiet(self) -> None:
        assert self.chromium.outside == []
        assert self.chromium.complaints == []


@pytest.fixture
def visit(chromium: driver.Browser, tmp_path: Path) -> Iterator[Visit]:
    made = Visit(chromium, tmp_path)
    yield made
    made.quiet()


def failures(lines: Sequence[tuple[str, str]]) -> str:
    return "\n".join(text for state, text in lines if state == "fails")


def test_a_good_site(visit: Visit) -> None:
    verdict, lines = visit.check()
    assert verdict == "holds"
    assert failures(lines) == ""
    text = "\n".join(t for _, t in lines)
    for said in (
        "签名有效",
        "见证有效：4名",
        "由公布的各项成绩重算",
        "由排名和志愿重算，定岗一致",
        "行为次序符合程序",
    ):
        assert said in text


def test_a_bundle_with_bytes_changed(visit: Visit) -> None:
    changed = bytearray(raw())
    changed[raw().index("镇党委".encode())] ^= 1
    visit.record(bytes(changed))
    verdict, lines = visit.check()
    assert (verdict, len(lines)) == ("fails", 1)
    assert "文件与清单不符" in failures(lines)


def test_an_exchanged_act(visit: Visit) -> None:
    """The entries alone, and the manifest put right: the hashes tell which act is another."""
    made = list(entries())
    made[5] = made[5].replace("镇党委".encode(), "镇政府".encode())
    assert made[5] != entries()[5]
    visit.record(packed(kit.forged(bundle(), made, tiles=False, log=False)))
    verdict, lines = visit.check()
    assert verdict == "fails"
    assert "第5条" in failures(lines)


def test_a_dropped_act(visit: Visit, tmp_path: Path) -> None:
    """Tree and tiles made anew for the other entries, even signed by the log and all witnesses: who kept an older bundle
    sees which act is gone."""
    made = [*entries()[:7], *entries()[8:]]
    visit.record(packed(kit.forged(bundle(), made, log=False)))
    assert visit.check()[0] == "fails"
    visit.record(packed(kit.forged(bundle(), made, witnesses=4)))
    kept = tmp_path / "kept.tar"
    kept.write_bytes(raw())
    visit.check()
    visit.chromium.give("older", kept)
    verdict, lines = visit.chromium.verdict()
    assert verdict == "fails"
    assert "与旧件不同" in failures(lines)
    assert "第7条" in failures(lines)


def test_a_tree_signed_again_without_witnesses(visit: Visit) -> None:
    visit.record(packed(kit.forged(bundle(), entries()[:-1], witnesses=2)))
    verdict, lines = visit.check()
    assert verdict == "fails"
    assert "见证人数不足：2名" in failures(lines)


def test_an_altered_checkpoint(visit: Visit) -> None:
    note = (
        bundle()
        .files["log/checkpoint"]
        .replace(b"\n%d\n" % len(entries()), b"\n%d\n" % (len(entries()) - 1), 1)
    )
    visit.record(packed(Bundle(variant="public", files={**bundle().files, "log/checkpoint": note})))
    verdict, lines = visit.check()
    assert verdict == "fails"
    assert "签名不符" in failures(lines)


def test_a_changed_mark_with_all_digests_put_right(visit: Visit) -> None:
    """By the office and all its witnesses: the marks that are published do not make the score that is."""
    changed = everyone(
        "scoreboard_published", "scoreboard", lambda raw: raw.replace(b'"exam":["50",', b'"exam":["60",')
    )
    visit.record(packed(changed))
    verdict, lines = visit.check()
    assert verdict == "fails"
    assert "P04" in failures(lines)
    assert "A12" in failures(lines)


def everyone(kind: str, name: str, edit: Callable[[bytes], bytes]) -> Bundle:
    """One file of one act changed, every digest put right, signed by the log and all witnesses."""
    files = dict(bundle().files)
    made = []
    for each in entries():
        value = json.loads(each)
        if value.get("act", {}).get("kind") == kind:
            ref = next(r for r in value["files"] if r["name"] == name)
            new = edit(files[f"files/{ref['sha256']}"])
            assert new != files[f"files/{ref['sha256']}"]
            ref["sha256"], ref["length"] = hashlib.sha256(new).hexdigest(), len(new)
            files[f"files/{ref['sha256']}"] = new
        made.append(json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode())
    named = {r.sha256 for m in made if act_in(m) for e in [read_entry(m)] for r in (*e.files, *e.tables)}
    files = {p: r for p, r in files.items() if not p.startswith("files/") or p.split("/")[1] in named}
    return kit.forged(Bundle(variant="public", files=files), made, witnesses=4)
