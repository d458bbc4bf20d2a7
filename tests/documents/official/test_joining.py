"""Parts of one PDF joined: the same pages as set at once, one set of tags, one profile, nothing foreign taken in."""

import hashlib
import io
import re
import zlib
from datetime import date

import pdfplumber
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdfminer.pdftypes import resolve1

from dinggang.basis import Fault
from dinggang.documents.official import pdf as setting
from dinggang.documents.official import press as beside
from dinggang.documents.official.faces import find_faces
from dinggang.documents.official.joining import Volume
from dinggang.documents.official.pdf import set_parts, set_pdf
from dinggang.documents.official.press import Press
from dinggang.documents.official.shaping import Shaper
from dinggang.documents.official.values import Column, Document, Layout, Paragraph, Table

DAY = date(2006, 11, 17)
FACES = find_faces()


def sheet(number: int, rows: int = 2) -> Document:
    cells = tuple((f"第{number}份", f"第{n}行") for n in range(1, rows + 1))
    return Document(
        kind="sheet",
        title=f"核对表{number}",
        day=DAY,
        layout=Layout.FORM,
        blocks=(
            Paragraph(text=f"这是（第{number}份）：10 0 R。"),
            Table(columns=(Column(title="份"), Column(title="行")), rows=cells, empty="没有。"),
        ),
    )


SHEETS = [sheet(n, 40 if n == 2 else 2) for n in range(1, 6)]
"""The second has two pages."""


def joined(parts: list[bytes]) -> bytes:
    out = io.BytesIO()
    volume = Volume(out)
    for part in parts:
        volume.add(part)
    volume.close()
    return out.getvalue()


@pytest.fixture
def by_one(monkeypatch):
    """Every sheet is a part of its own."""
    monkeypatch.setattr(setting, "MOST_TEXTS", 1)


def words(raw: bytes) -> list[str]:
    return [page.extract_text() for page in pdfplumber.open(io.BytesIO(raw)).pages]


def test_parts_joined_are_the_pages_set_at_once(monkeypatch):
    at_once = words(set_pdf(SHEETS, FACES, {}))
    monkeypatch.setattr(setting, "MOST_TEXTS", 1)
    some = list(set_parts(SHEETS, Shaper(FACES, {}), Press(FACES.files())))
    assert [len(part.documents) for part in some] == [1] * 5
    apart = words(joined([part.pdf() for part in some]))
    assert len(apart) == 6
    assert apart == at_once
    # Each document counts its own pages.
    assert [re.findall(r"— (\d) —", page) for page in apart] == [["1"], ["1"], ["2"], ["1"], ["1"], ["1"]]


def test_the_same_sheets_give_the_same_bytes(by_one):
    first = set_pdf(SHEETS, FACES, {})
    assert set_pdf(SHEETS, FACES, {}) == first
    assert set_pdf(SHEETS[:4], FACES, {}) != first


def test_one_part_is_written_as_it_is():
    assert joined([b"%PDF whatever"]) == b"%PDF whatever"


def test_what_a_pdf_has_once_is_there_once_and_tells_of_all_pages(by_one):
    raw = set_pdf(SHEETS, FACES, {})
    opened = pdfplumber.open(io.BytesIO(raw))
    catalog = opened.doc.catalog
    metadata = resolve1(catalog["Metadata"]).get_data().decode()
    assert re.findall(r"NPages>(\d+)", metadata) == ["6"]
    assert re.findall(r"pdfaid:part>(\d)", metadata) == ["2"]
    assert len(set(re.findall(r"nstanceID>([^<_]+)|DocumentID>([^<]+)", metadata))) == 2
    assert len(resolve1(catalog["OutputIntents"])) == 1
    assert raw.count(b"/N 3/Range") == 1, "the colour profile is written once"


def test_tags_lead_from_every_page_to_its_elements(by_one):
    opened = pdfplumber.open(io.BytesIO(set_pdf(SHEETS, FACES, {})))
    root = resolve1(opened.doc.catalog["StructTreeRoot"])
    (whole,) = (resolve1(k) for k in root["K"])
    assert len(whole["K"]) == 5
    assert all(resolve1(resolve1(k)["P"])["K"] == whole["K"] for k in whole["K"])
    numbers = {}
    for kid in map(resolve1, resolve1(root["ParentTree"])["Kids"]):
        keys = kid["Nums"][::2]
        assert kid["Limits"] == [keys[0], keys[-1]]
        numbers.update(zip(keys, kid["Nums"][1::2], strict=True))
    assert (
        [page.page_obj.attrs["StructParents"] for page in opened.pages]
        == sorted(numbers)
        == [0, 1, 2, 3, 4, 5]
    )
    for page in opened.pages:
        elements = resolve1(numbers[page.page_obj.attrs["StructParents"]])
        pages = {resolve1(e).get("Pg") and resolve1(e)["Pg"].objid for e in elements}
        assert page.page_obj.pageid in pages


def test_header_cells_of_different_parts_have_different_names(by_one):
    opened = pdfplumber.open(io.BytesIO(set_pdf(SHEETS, FACES, {})))
    kids = resolve1(resolve1(opened.doc.catalog["StructTreeRoot"])["IDTree"])["Kids"]
    names = [name for kid in map(resolve1, kids) for name in kid["Names"][::2]]
    # Two columns in five sheets.
    assert len(names) == len(set(names)) == 10
    assert names == sorted(names)
    for kid in map(resolve1, kids):
        for name, cell in zip(kid["Names"][::2], kid["Names"][1::2], strict=True):
            assert resolve1(cell)["ID"] == name


def test_text_that_looks_like_a_reference_stays(by_one):
    assert all("10 0 R" in page for n, page in enumerate(words(set_pdf(SHEETS, FACES, {}))) if n != 2)


def test_every_reference_points_to_the_place_of_its_object(by_one):
    raw = set_pdf(SHEETS, FACES, {})
    start = int(re.search(rb"startxref\n(\d+)\n%%EOF\n$", raw)[1])
    told, _, rest = raw[start:].partition(b"\nstream\n")
    size, length = (int(re.search(key + rb" (\d+)", told)[1]) for key in (b"/Size", b"/Length"))
    rows = zlib.decompress(rest[:length])
    assert len(rows) == 8 * size
    for number in range(1, size):
        kind, where = rows[8 * number], int.from_bytes(rows[8 * number + 1 : 8 * number + 6], "big")
        assert kind in (1, 2), number
        if kind == 1:
            assert raw[where:].startswith(b"%d 0 obj\n" % number)


@pytest.mark.parametrize("foreign", [b"", b"%PDF-1.4 nothing", b"startxref\n0\n%%EOF\n"])
def test_a_foreign_pdf_is_a_fault(foreign):
    volume = Volume(io.BytesIO())
    volume.add(set_pdf(SHEETS[:1], FACES, {}))
    with pytest.raises(Fault):
        volume.add(foreign)


def test_a_pdf_joined_already_is_a_fault(by_one):
    """It packs its objects; joining reads plain ones alone."""
    once = set_pdf(SHEETS[:2], FACES, {})
    volume = Volume(io.BytesIO())
    volume.add(once)
    with pytest.raises(Fault):
        volume.add(once)


def test_nothing_to_join_is_a_fault():
    with pytest.raises(Fault):
        Volume(io.BytesIO()).close()


@given(st.lists(st.integers(1, 40), min_size=1, max_size=6), st.integers(1, 120))
@settings(max_examples=10, deadline=None)
def test_wherever_parts_end_no_sheet_is_lost_and_each_keeps_its_order(sizes, most):
    sheets = [sheet(n, rows) for n, rows in enumerate(sizes, start=1)]
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(setting, "MOST_TEXTS", most)
        parts = list(set_parts(sheets, Shaper(FACES, {}), Press(FACES.files())))
        assert [d for part in parts for d in part.documents] == sheets
        begun = re.findall(r"这是（第(\d)份）", "".join(words(joined([part.pdf() for part in parts]))))
    assert begun == [str(n) for n in range(1, len(sizes) + 1)]


def test_a_typesetter_beside_gives_the_same_bytes_and_is_renewed(by_one, monkeypatch):
    here = set_pdf(SHEETS, FACES, {})
    monkeypatch.setattr(beside, "LASTS", 1)
    started = []
    start = beside._started
    monkeypatch.setattr(beside, "_started", lambda faces: started.append(start(faces)) or started[-1])
    with Press(FACES.files(), apart=True) as press:
        parts = [part.pdf() for part in set_parts(SHEETS, Shaper(FACES, {}), press)]
    assert hashlib.sha256(joined(parts)).digest() == hashlib.sha256(here).digest()
    assert len(started) == 5
    assert [process.returncode for process in started] == [0] * 5


def test_a_typesetter_beside_that_dies_is_a_fault_not_a_hole():
    with Press(FACES.files(), apart=True) as press:
        (part,) = set_parts(SHEETS[:1], Shaper(FACES, {}), press)
        part.pdf()
        press._beside.kill()  # as if memory had run out
        (again,) = set_parts(SHEETS[:1], Shaper(FACES, {}), press)
        with pytest.raises(Fault, match="has ended"):
            again.pdf()
