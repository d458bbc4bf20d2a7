"""A machine without any Chinese face: what the program brings sets every document of the town."""

import io
from pathlib import Path

import pdfplumber
import pytest
from fontTools.ttLib import TTFont

import dinggang
from dinggang.documents.official import faces as faces_module
from dinggang.documents.official.faces import Role, find_faces
from dinggang.documents.official.pdf import set_pdf
from dinggang.documents.official.shaping import Shaper
from dinggang.procedure import run
from dinggang.procedure.printing import KINDS, issues
from dinggang.sheets import read_folder

TOWN = Path(__file__).parents[3] / "examples" / "town-2006"


@pytest.fixture
def bare(monkeypatch, tmp_path):
    """The faces found where neither the office nor the computer has one."""
    monkeypatch.setattr(faces_module, "_FOLDERS", ())
    monkeypatch.delenv("WINDIR", raising=False)
    monkeypatch.delenv("DINGGANG_FONTS", raising=False)
    monkeypatch.chdir(tmp_path)
    return find_faces()


def characters(path: Path) -> set[int]:
    with TTFont(path, lazy=True) as font:
        return set(font.getBestCmap())


def test_the_shipped_face_holds_what_the_packaged_lacks_with_its_licence(bare) -> None:
    shipped, packaged = (next(p for p in bare.files() if name in p.name) for name in ("Rare", "NotoSerifSC"))
    assert shipped.is_relative_to(Path(dinggang.__file__).parent)
    rare, common = characters(shipped), characters(packaged)
    assert rare & common == set()
    assert ord("𠮷") in rare
    assert {ord(c) for c in "䶮堃"} <= common
    assert "SIL OPEN FONT LICENSE" in shipped.with_name("OFL.txt").read_text("utf-8")


def test_every_kind_of_document_of_the_town_is_set(bare) -> None:
    folder = read_folder(TOWN)
    assert any("𠮷" in name for name in folder.names.values())
    shaper = Shaper(bare, folder.names)
    for kind, issue in zip(KINDS, issues(folder, run(folder)), strict=True):
        assert (issue.kind, issue.stopped, issue.left_out) == (kind, False, None)
        assert set_pdf(issue.documents, bare, folder.names, shaper).startswith(b"%PDF")


def test_a_name_of_the_shipped_face_stands_in_the_one_design(bare) -> None:
    folder = read_folder(TOWN)
    (person, name), *_ = ((i, n) for i, n in folder.names.items() if "𠮷" in n)
    document = next(iter(issues(folder, run(folder), frozenset({"roster"}), person))).documents
    (page,) = pdfplumber.open(io.BytesIO(set_pdf(document, bare, folder.names))).pages
    assert name in page.extract_text()
    found = {c["text"]: c["fontname"].partition("+")[2] for c in page.chars if c["text"] in name}
    assert {f.partition("-")[0] for f in found.values()} == {"DinggangSerifRare", "NotoSerifSC"}
    assert found["𠮷"].startswith("DinggangSerifRare")


def test_every_role_has_a_face_and_the_stand_ins_are_told(bare) -> None:
    assert {bare.chains[role][0].family for role in Role} == {"Noto Serif SC", "Noto Sans SC"}
    assert [told.split("以")[0] for told in bare.stand_ins] == [role.value for role in Role]
