"""A static site of a public record: notices, acts in order, downloads, and a verifier that runs in the browser.

A flat folder of files that works from a server, from a file share, or from a stick. No page asks for anything outside it.
"""

import base64
import hashlib
import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

import msgspec

from dinggang.basis import Id, Value
from dinggang.case import Act, ActKind
from dinggang.plan import Plan, Post
from dinggang.procedure import ACT_WORDS, NAMES, Board
from dinggang.publication.entries import Entry, shortened
from dinggang.publication.keeping import Keeping
from dinggang.publication.replay import decoded
from dinggang.publication.site_check import check_page, code_page
from dinggang.publication.site_files import BUNDLE, DOWNLOADS, assets, downloads_page, guides, scripts, tables
from dinggang.publication.site_notices import DRAWS, NOTICES, index_page, notice_name, notice_page, noticed
from dinggang.publication.site_pages import ACTS as ACTS_PAGE
from dinggang.publication.site_pages import CHECK, HOME, acts, file_name, home, proof_name
from dinggang.publication.site_qr import PAGE, proof_of
from dinggang.publication.site_record import NAMES_FILE, Holding, Record, after, read
from dinggang.publication.site_shapes import shapes


class _Name(Value, frozen=True, kw_only=True):
    """A row of the sealed table of names."""

    name: str
    person: Id


VERIFIER, DATA, STYLE = "verify.js", "data-record.js", "style.css"


def site(raw: bytes, names: Mapping[Id, str] | None = None, url: str = "") -> dict[str, bytes]:
    """File name → content of the site of a public bundle; the same bytes for the same arguments.

    `names` of people on the notices stand in one file, which can be deleted when they need no longer be shown. `url`: where
    the site will be, for the codes on the notices; without it they hold the proof itself. Raises Unsound for a bundle that
    does not hold.
    """
    record = read(raw, names or {})
    wanted = on_notices(record)
    record = msgspec.structs.replace(record, names={p: n for p, n in record.names.items() if p in wanted})
    files = {
        VERIFIER: verifier(),
        STYLE: _asset("style.css"),
        "site.js": _asset("site.js"),
        "check.js": _asset("check.js"),
        DATA: data(raw),
        BUNDLE: raw,
        **scripts(),
    }
    digests = {name: hashlib.sha256(files[name]).hexdigest() for name in (VERIFIER, BUNDLE)}
    files |= guides(record, digests)
    files |= _pages(record, digests, url)
    files[DOWNLOADS] = downloads_page(record, files)
    if record.names:
        files[NAMES_FILE] = _names(record.names)
    for shown in record.shown:
        files[proof_name(shown.index)] = proof_of(record, shown.index)
        files |= {file_name(shown, name): content for name, content in shown.kept.files.items()}
        files |= tables(shown)
    return files


def _pages(record: Record, digests: dict[str, str], url: str) -> dict[str, bytes]:
    fixed = {
        HOME: home(record, digests),
        ACTS_PAGE: acts(record),
        NOTICES: index_page(record),
        CHECK: check_page(record),
        PAGE: code_page(record),
    }
    each = {notice_name(s): notice_page(record, s, url, digests[VERIFIER]) for s in noticed(record)}
    return fixed | each


def names_of(keeping: Keeping) -> dict[Id, str]:
    """The names that the record sealed with the roster and that are still open. Raises Unsound."""
    rows = [decoded(row, _Name) for kept in keeping.kept() for row in kept.rows.get(NAMES, ())]
    return {row.person: row.name for row in rows}


def on_notices(record: Record) -> set[Id]:
    """Whoever a notice names: who drew, who is ranked, who got a post. Of others the site shows the id alone."""
    found: set[Id] = set()
    for shown in noticed(record):
        files = shown.kept.files
        if shown.act.kind in DRAWS:
            found |= set(shown.act.people)
        for name in files.keys() & {"scoreboard", "ranking"}:
            found |= {r.person for r in decoded(files[name], Board).ranking.ranked}
        if "placements" in files:
            found |= {p.person for p in decoded(files["placements"], tuple[Holding, ...])}
    return found


@cache
def verifier() -> bytes:
    """The verifier: its parts in order, after what it must know of acts and forms, which is written from the program."""
    parts = sorted(p.name for p in (assets() / "verify").iterdir() if p.name.endswith(".js"))
    first, *rest = [(assets() / "verify" / name).read_bytes() for name in parts]
    known = json.dumps(_constants(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return b"\n".join([first, f'"use strict";\nself.Dinggang.CONSTANTS = {known};\n'.encode(), *rest])


def _constants() -> dict[str, object]:
    before = after()
    return {
        "ACTS": {
            kind.value: {"zh": words.zh, "en": words.en, "after": [k.value for k in before[kind]]}
            for kind, words in ACT_WORDS.items()
        },
        "SHORTENED": _shortened(),
        "SHAPES": shapes(Entry, Plan, Post, Board, Holding),
    }


def _shortened() -> dict[str, object]:
    """What an act that is too long for its entry leaves out, as its entry then has it."""
    filled: dict[str, Any] = {
        f.name: ("x",) if f.default == () else "x"
        for f in msgspec.structs.fields(Act)
        if f.default in ((), "")
    }
    short = shortened(Act(id="A1", kind=ActKind.CASE_CLOSED, day=date.min, by="", **filled))
    return {
        name: msgspec.to_builtins(getattr(short, name))
        for name in filled
        if getattr(short, name) != filled[name]
    }


def data(raw: bytes) -> bytes:
    """A file opened from the disk may not read another; a script may be loaded. So the record comes as one."""
    return b'"use strict";\nself.DINGGANG_RECORD = "%b";\n' % base64.b64encode(raw)


def _names(names: Mapping[Id, str]) -> bytes:
    """The one file with names: pages stand without it."""
    text = json.dumps(dict(sorted(names.items())), ensure_ascii=False, indent=0)
    return f'"use strict";\nself.DINGGANG_NAMES = {text};\n'.encode()


def _asset(name: str) -> bytes:
    return (assets() / name).read_bytes()
