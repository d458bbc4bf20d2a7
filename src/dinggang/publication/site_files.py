"""What the site offers for download: the bundle, boards and lists as JSON and CSV, scripts and instructions."""

import csv
import hashlib
import json
from importlib import resources
from importlib.resources.abc import Traversable
from io import StringIO
from pathlib import Path

from dinggang.basis import Id, Words, plain
from dinggang.marks import MEASURE_WORDS
from dinggang.plan import Measure
from dinggang.procedure import Board
from dinggang.publication.replay import decoded
from dinggang.publication.site_html import Html, joined, link, page, table, tag, zh_en
from dinggang.publication.site_pages import file_name
from dinggang.publication.site_record import Record, Shown
from dinggang.publication.site_words import piece
from dinggang.selection import TIE_WORDS

DOWNLOADS = "downloads.html"
BUNDLE = "record.tar"
SCRIPTS = ("check_record.py", "check_placement.py", "check_fit.py")
GUIDES = {"zh": "VERIFY.zh.md", "en": "VERIFY.en.md"}
_BOARDS = ("scoreboard", "ranking")
_LISTS = ("posts", "placements", "duties", "answers", "agreements", "payments")
_BOM = "\ufeff"
"""Spreadsheets take a file for UTF-8 by it."""


def assets() -> Traversable:
    return resources.files("dinggang.publication") / "assets"


def scripts() -> dict[str, bytes]:
    """The checkers for strangers: inside an installed package, else in the repository that this runs from."""
    packed = assets() / "scripts"
    folder: Traversable = packed if packed.is_dir() else Path(__file__).parents[3] / "verifier"
    return {name: (folder / name).read_bytes() for name in SCRIPTS}


def tables(shown: Shown) -> dict[str, bytes]:
    """The CSV files beside an act's JSON, by their names on the site."""
    found = {}
    for name, raw in shown.kept.files.items():
        if name in _BOARDS:
            found[file_name(shown, name, "csv")] = _written(_board_rows(decoded(raw, Board)))
        elif name in _LISTS:
            found[file_name(shown, name, "csv")] = _written(_list_rows(raw))
    return found


def _board_rows(board: Board) -> list[list[str]]:
    """One row per person ranked, with the marks, in the order of the board; then who is not ranked, with the reason."""
    parts: dict[Id, dict[str, str]] = {
        c.person: {m: plain(mark) for m, (mark, _, _) in c.parts.items()} for c in board.composites
    }
    head = [
        "榜",
        "选岗次序",
        "名次",
        "人员",
        *(MEASURE_WORDS[m].zh for m in Measure),
        "综合成绩",
        "同分先后",
        "未列名次的原因",
    ]
    rows = [
        [
            r.group.value if r.group else "",
            str(r.order),
            str(r.rank),
            r.person,
            *(parts.get(r.person, {}).get(m.value, "") for m in Measure),
            plain(r.score),
            TIE_WORDS[r.decided_by].zh if r.decided_by else "",
            "",
        ]
        for r in board.ranking.ranked
    ]
    rows += [
        [
            "",
            "",
            "",
            u.person,
            *(parts.get(u.person, {}).get(m.value, "") for m in Measure),
            "",
            "",
            u.reason.zh,
        ]
        for u in board.ranking.unranked
    ]
    return [head, *rows]


def _list_rows(raw: bytes) -> list[list[str]]:
    """A published list of plain rows; the head says the names that stand in its JSON."""
    rows: list[dict[str, object]] = json.loads(raw)
    names = list(rows[0]) if rows else []
    return [names, *([_cell(row[name]) for name in names] for row in rows)]


def _cell(value: object) -> str:
    if isinstance(value, list):
        return "、".join(map(str, value))
    if isinstance(value, bool):
        return "是" if value else ""
    return "" if value is None else str(value)


def _written(rows: list[list[str]]) -> bytes:
    out = StringIO()
    csv.writer(out).writerows([[_harmless(cell) for cell in row] for row in rows])
    return (_BOM + out.getvalue()).encode()


def _harmless(cell: str) -> str:
    """A text that a spreadsheet would take for a formula is told apart by an apostrophe."""
    return (
        f"'{cell}"
        if cell[:1] in {"=", "+", "@", "\t", "\r"} or (cell[:1] == "-" and not cell[1:2].isdigit())
        else cell
    )


def downloads_page(record: Record, files: dict[str, bytes]) -> bytes:
    """Everything there is to take home. `files` are those of the site so far, for lengths and digests."""
    body = (
        tag("h2", zh_en("整份记录", "The whole record")),
        tag(
            "p",
            zh_en(
                "记录包含有全部行为、公开的文件和见证。请存一份：以后拿旧的一份来比，谁改了哪一条一看便知。",
                "The bundle holds all acts, public files and cosignatures. Keep a copy: compared with a later one it shows "
                "which act was changed, if any.",
            ),
        ),
        _listed([(BUNDLE, Words(zh="记录包", en="the bundle"))], files),
        tag("h2", zh_en("核验说明和程序", "Instructions and programs")),
        _listed(
            [
                (GUIDES["zh"], Words(zh="怎样核验", en="how to check, in Chinese")),
                (GUIDES["en"], Words(zh="怎样核验（英文）", en="how to check")),
                ("verify.js", Words(zh="浏览器中的核验程序", en="the verifier in the browser")),
                (SCRIPTS[0], Words(zh="另写的记录核验程序", en="a second verifier of the record")),
                (SCRIPTS[1], Words(zh="核对定岗证明的程序", en="checks the certificate of a placement")),
                (SCRIPTS[2], Words(zh="核对总体最优证明的程序", en="checks the proof of a best fit")),
            ],
            files,
        ),
        tag("h2", zh_en("榜单和名单", "Boards and lists")),
        _pieces(record),
    )
    return page(Words(zh="下载", en="Downloads"), record.frame, body)


def _listed(wanted: list[tuple[str, Words]], files: dict[str, bytes]) -> Html:
    head = (zh_en("文件", "File"), zh_en("内容", "What it is"), zh_en("字节", "Bytes"), "SHA-256")
    rows = (
        (
            link(name, name, download=True),
            words,
            f"{len(files[name]):,}",
            tag("code", hashlib.sha256(files[name]).hexdigest(), class_="long"),
        )
        for name, words in wanted
    )
    return table(head, rows)


def _pieces(record: Record) -> Html:
    head = (
        zh_en("条", "Entry"),
        zh_en("行为", "Act"),
        zh_en("内容", "What it is"),
        zh_en("行数", "Rows"),
        zh_en("文件", "Files"),
    )
    rows = [
        (
            link(f"acts.html#n{s.index}", str(s.index)),
            s.title,
            piece(ref.name),
            str(ref.rows),
            joined(
                (
                    link(file_name(s, ref.name), "JSON", download=True),
                    link(file_name(s, ref.name, "csv"), "CSV", download=True)
                    if ref.name in {*_BOARDS, *_LISTS}
                    else "",
                ),
                " ",
            ),
        )
        for s in record.shown
        for ref in s.entry.files
    ]
    return table(head, rows)


def guides(record: Record, digests: dict[str, str]) -> dict[str, bytes]:
    """The instructions in both languages, with this record's figures in them."""
    certificate = next(
        (file_name(s, "certificate") for s in reversed(record.shown) if "certificate" in s.kept.files), None
    )
    values = {
        "origin": record.seen.checkpoint.origin,
        "size": record.size,
        "root": record.root,
        "policy": record.fingerprint,
        "verifier": digests["verify.js"],
        "bundle": digests[BUNDLE],
        "certificate": certificate or "NNN-certificate.json",
    }
    found = {}
    for language, name in GUIDES.items():
        text = (assets() / f"verify.{language}.md").read_text(encoding="utf-8")
        for key, value in values.items():
            text = text.replace(f"{{{key}}}", str(value))
        found[name] = text.encode()
    return found
