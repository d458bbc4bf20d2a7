"""The site as files: nothing from elsewhere, no dead link, names only where a notice carries them, the same bytes each time."""

import csv
import re
from datetime import date
from functools import cache
from html.parser import HTMLParser
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

import build
from build import D, bend
from dinggang.case import Act, ActKind
from dinggang.cli import main
from dinggang.publication import pack
from dinggang.publication.site import names_of, site
from dinggang.publication.site_files import SCRIPTS, _harmless
from dinggang.publication.site_html import POLICY
from dinggang.publication.site_qr import code, packed
from dinggang.record import parse_policy, parse_proof
from publication import kit
from publication.test_living import until

replace = kit.replace
NAMES = {f"P{n:02d}": f"某{chr(0x4E00 + n)}" for n in range(1, 11)}
ROOT = Path(__file__).parents[3]


@cache
def corrected() -> tuple[bytes, dict[str, str]]:
    """The small reform with names, one act of it corrected: its public bundle, and the names that are open."""
    case = build.case()
    right = case.sheets.assessment
    wrong = (replace(right[0], marks={"work": D(80)}), *right[1:])
    before = until(bend(case, sheets=replace(case.sheets, assessment=wrong)), date(2006, 11, 16))
    fixed = Act(
        id="A70",
        kind=ActKind.SHEETS_SEALED,
        day=date(2006, 11, 16),
        by="领导小组",
        corrects="A10",
        reason="录入有误",
    )
    with TemporaryDirectory() as folder, kit.world(Path(folder)) as world:
        world.run(replace(build.folder(before), names=NAMES))
        world.run(replace(build.folder(bend(case, acts=(*case.acts, fixed))), names=NAMES))
        return pack(world.keeping, auditor=False), names_of(world.keeping)


@cache
def files() -> dict[str, bytes]:
    return site(*corrected(), url="https://town.example/reform")


def pages() -> dict[str, str]:
    return {name: raw.decode() for name, raw in files().items() if name.endswith(".html")}


class Links(HTMLParser):
    """Every address in a page, every id, and every attribute that the pages' policy would not let act."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.to: list[str] = []
        self.ids: set[str] = set()
        self.live: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in {"href", "src"}:
                self.to.append(value or "")
            if name == "id":
                self.ids.add(value or "")
            if name == "style" or name.startswith("on"):
                self.live.append(f"{tag} {name}")


def test_every_link_leads_to_a_file_of_the_site() -> None:
    ids = {name: Links(page).ids for name, page in pages().items()}
    for name, page in pages().items():
        for to in Links(page).to:
            file, _, place = to.partition("#")
            assert (file or name) in files(), (name, to)
            assert not place or place in ids[file or name], (name, to)


def test_pages_ask_for_nothing_from_elsewhere() -> None:
    assert len(pages()) > 12
    for name, page in pages().items():
        assert f'content="{POLICY}"' in page
        assert Links(page).live == []
        assert not re.search(r"<script(?! src=)|<style|<iframe|<form", page), name
    scripts = b"".join(
        raw for name, raw in files().items() if name.endswith((".js", ".css")) and not name.startswith("data")
    )
    assert not re.search(rb"https?:|fetch\(|XMLHttpRequest|import\(|url\(|eval\(", scripts)


def test_the_same_record_gives_the_same_bytes() -> None:
    assert site(*corrected(), url="https://town.example/reform") == files()


def test_a_correction_stands_beside_what_it_corrects() -> None:
    page = pages()["acts.html"]
    was = page.index('class="act corrected"')
    article = page[was : page.index("</article>", was)]
    assert "（已更正，见第" not in article
    assert "已更正，见第" in article
    later = re.search(r'href="#n(\d+)"', article)
    assert later is not None
    own = page[page.index(f'id="n{later[1]}"') :]
    assert "更正第" in own[: own.index("</article>")]


def test_names_stand_in_one_file_and_only_of_people_on_notices() -> None:
    raw, names = corrected()
    assert names == NAMES
    holding = [
        name for name, content in files().items() if any(n.encode() in content for n in NAMES.values())
    ]
    assert holding == ["data-names.js"]
    text = files()["data-names.js"].decode()
    shown = {p for p in NAMES if f'"{p}"' in text}
    assert "P03" in shown
    assert shown < set(NAMES)
    without = site(raw, {}, "https://town.example/reform")
    assert without.keys() == files().keys() - {"data-names.js"}
    assert not any("data-names" in page.decode() for name, page in without.items() if name.endswith(".html"))


def test_every_act_has_its_proof_and_every_notice_a_code() -> None:
    policy = parse_policy(kit.POLICY)
    for name, raw in files().items():
        if name.endswith(".tlog-proof"):
            proof = parse_proof(raw)
            assert proof.index == int(name[:3])
            assert policy.look(proof.note).witnessed
    notices = {name: page for name, page in pages().items() if re.fullmatch(r"n\d{3}\.html", name)}
    assert len(notices) >= 8
    for name, page in notices.items():
        assert 'class="qr"' in page, name
        index = int(name[1:4])
        size = len([n for n in files() if n.endswith(".tlog-proof")]) + 1
        assert f"第{index}条，共{size}条" in page


def test_codes_of_large_records_fit_and_larger_ones_say_so() -> None:
    """A proof of 1,400 bytes is a code of version 31 at most: 133 + 8 modules of 0.4 mm, 56.4 mm."""
    proof = bytes(range(256)) * 4
    made = code(proof, "https://town.example")
    assert made is not None
    address = f"https://town.example/v.html#{packed(proof)}"
    assert made[1] <= 60
    assert len(address) < 1_420
    assert code(bytes(3_000), "") is None


def test_boards_as_csv() -> None:
    name = next(n for n in files() if n.endswith("-ranking.csv"))
    text = files()[name].decode("utf-8-sig")
    rows = list(csv.DictReader(StringIO(text)))
    assert [r["人员"] for r in rows if r["名次"] == "1"] != []
    assert all(r["综合成绩"] for r in rows if r["名次"])
    assert _harmless("=1+1") == "'=1+1"
    assert (_harmless("-3"), _harmless("-x"), _harmless("86.5")) == ("-3", "'-x", "86.5")


def test_instructions_and_scripts() -> None:
    for name in ("VERIFY.zh.md", "VERIFY.en.md"):
        assert not re.search(r"\{[a-z]+\}", files()[name].decode())
    for name in SCRIPTS:
        assert files()[name] == (ROOT / "verifier" / name).read_bytes()


def test_the_command(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    out, record = tmp_path / "site", tmp_path / "record"
    assert main(["publish", str(tmp_path), "-o", str(out)]) == 2
    assert not out.exists()
    with kit.world(tmp_path) as world:
        world.run(replace(build.folder(kit.tiny_case()), names=NAMES))
    assert main(["publish", str(record), "-o", str(out), "--without-names"]) == 0
    assert str(out / "index.html") in capsys.readouterr().out
    assert not (out / "data-names.js").exists()
    assert main(["publish", str(record), "-o", str(out), "--lang", "en"]) == 0
    assert "names on the notices" in capsys.readouterr().out
    assert (out / "data-names.js").exists()
    (out / "mine.txt").write_text("x", encoding="utf-8")
    assert main(["publish", str(record), "-o", str(out)]) == 2
    with pytest.raises(SystemExit):
        main(["publish", str(record), "-o", str(out), "--url", "town.example"])
    assert "不是网址" in capsys.readouterr().err


def test_duties_stand_with_the_plan_and_answers_with_the_rally() -> None:
    found = {name: page for name, page in pages().items() if re.fullmatch(r"n\d{3}\.html", name)}
    (plan,) = [page for page in found.values() if "职责分工" in page]
    assert "<td>文秘档案</td><td>党政办公室</td><td></td><td>办公室</td>" in plan
    assert "<td>农技推广</td><td>便民服务中心</td><td></td><td></td>" in plan
    (rally,) = [page for page in found.values() if "政策问答" in page]
    assert "<h3>落选的怎么办？</h3><p>参加第二轮补报。（方案第七条）</p>" in rally
    # Who was talked to, who signed in and what was worried about is sealed.
    sealed = ("岗位去留", '"concern"', '"presence"', "机关干部座谈会")
    assert [(n, w) for n, raw in files().items() for w in sealed if w.encode() in raw] == []
