"""A site on the disk, who visits it, and what those who hold a record could make of it."""

import hashlib
import json
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import build
from dinggang.publication import Bundle, act_in, pack, unpack
from dinggang.publication.bundle import archive
from dinggang.publication.entries import read_entry
from dinggang.publication.site import data, site
from dinggang.record import decode_bundle
from publication import kit
from publication.site.browser import Browser

PEOPLE = {f"P{n:02d}": f"姓名{n}" for n in range(1, 20)}


@cache
def bundle() -> Bundle:
    """The public bundle of the tiny reform, witnessed by four."""
    found, wrong = unpack(raw())
    assert not wrong
    return found


@cache
def _made() -> tuple[bytes, dict[str, bytes]]:
    with TemporaryDirectory() as folder, kit.world(Path(folder)) as world:
        world.run(build.folder(kit.tiny_case()))
        return pack(world.keeping, auditor=False), {
            p: world.keeping.receipt(p).encoded() for p in ("P03", "P04")
        }


def raw() -> bytes:
    """The bundle as bytes."""
    return _made()[0]


@cache
def good() -> dict[str, bytes]:
    """The site of that bundle."""
    return site(raw(), PEOPLE)


def receipt(person: str) -> bytes:
    return _made()[1][person]


def entries_of(changed: Bundle) -> list[bytes]:
    path = next(p for p in changed.files if p.startswith("log/tile/entries/"))
    return decode_bundle(changed.files[path], int(path.rsplit("/", 1)[1]))


def entries() -> list[bytes]:
    return entries_of(bundle())


def packed(changed: Bundle) -> bytes:
    """The bundle as whoever holds it would pack it again: its manifest lists what is there."""
    return archive(changed.files, changed.variant)


class Visit:
    """A visitor with a site on the disk and what they brought along."""

    def __init__(self, chromium: Browser, folder: Path) -> None:
        self.chromium = chromium
        self.folder = folder / "site"
        self.folder.mkdir()
        for name, content in good().items():
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
        assert not self.chromium.complaints, self.chromium.complaints


def failures(lines: Sequence[tuple[str, str]]) -> str:
    return "\n".join(text for state, text in lines if state == "fails")


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
