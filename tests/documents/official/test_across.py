"""Tables across the sheet, in both forms: numbered where the sheets they are bound with are numbered (GB/T 9704-2012, 8)."""

import io
import zipfile
from datetime import date
from xml.etree import ElementTree as ET

import pdfplumber
import pytest

from dinggang.documents.official.docx import set_docx
from dinggang.documents.official.faces import Faces, find_faces
from dinggang.documents.official.pdf import set_pdf
from dinggang.documents.official.values import Column, Document, Layout, Table

MM = 25.4 / 72
EMU = 36000
DAY = date(2006, 12, 28)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"


@pytest.fixture(scope="module")
def faces() -> Faces:
    return find_faces()


def ledger(rows: int, layout: Layout = Layout.WIDE) -> Document:
    table = Table(
        columns=tuple(Column(title=t) for t in ("序号", "姓名", "职务")),
        rows=tuple((str(n), "某某", "科员") for n in range(rows)),
        empty="没有人员。",
    )
    return Document(kind="try", title="人员去向台账", day=DAY, layout=layout, blocks=(table,))


def pages_of(faces: Faces, *documents: Document):
    return pdfplumber.open(io.BytesIO(set_pdf(documents, faces, {}))).pages


def turned(page):
    """What stands turned to the right: its lines run from the head of the page as it lies to the foot."""
    return [c for c in page.chars if (round(c["matrix"][0], 3), round(c["matrix"][1], 3)) == (0, -1)]


def number_of(page, *, lies: bool):
    """The page number's characters as they stand on the sheet held upright: left, right and baseline from the foot, in mm."""
    if lies:
        # The sheet held upright has its left edge at the head of the page as it lies, its foot at the left.
        found = [(c["text"], c["top"], c["bottom"], c["matrix"][4]) for c in turned(page)]
    else:
        foot = [c for c in page.chars if c["top"] > page.height - 35 / MM]
        found = [(c["text"], c["x0"], c["x1"], c["matrix"][5]) for c in foot]
    inked = sorted((f for f in found if f[0].strip()), key=lambda f: f[1])
    return [(text, *(round(n * MM, 1) for n in place)) for text, *place in inked]


def test_the_number_stands_seven_millimetres_from_the_text_at_the_foot_of_the_upright_sheet(faces) -> None:
    pages = pages_of(faces, ledger(60))
    assert len(pages) >= 3
    for number, page in enumerate(pages, start=1):
        signs = [c for c in turned(page) if c["text"].strip()]
        assert "".join(c["text"] for c in sorted(signs, key=lambda c: c["top"])) == f"—{number}—"
        assert {round(c["x1"] - c["x0"], 1) for c in signs} == {14.0}
        dashes = [c for c in signs if c["text"] == "—"]
        middle = (min(c["x0"] for c in dashes) + max(c["x1"] for c in dashes)) / 2
        # The upright sheet's foot margin of 35 mm lies at the left.
        assert middle * MM == pytest.approx(35 - 7, abs=1)
        # One character in: from the right of the upright sheet on odd pages, from its left on even ones.
        if number % 2:
            assert max(c["bottom"] for c in signs) * MM == pytest.approx(210 - 26 - 14 * MM, abs=0.2)
        else:
            assert min(c["top"] for c in signs) * MM == pytest.approx(28 + 14 * MM, abs=0.2)


def test_on_the_upright_sheet_it_stands_where_all_other_pages_have_it(faces) -> None:
    across = pages_of(faces, ledger(60))
    upright = pages_of(faces, ledger(110, Layout.FORM))
    assert len(upright) >= 3
    for lying, standing in zip(across[:3], upright[:3], strict=True):
        assert number_of(lying, lies=True) == number_of(standing, lies=False) != []


def test_the_margins_are_those_of_the_upright_sheet_and_the_table_is_read_upright(faces) -> None:
    for page in pages_of(faces, ledger(60)):
        assert (page.width * MM, page.height * MM) == (
            pytest.approx(297, abs=0.1),
            pytest.approx(210, abs=0.1),
        )
        assert page.rotation == 0
        text = [c for c in page.chars if c not in turned(page)]
        assert all(c["matrix"][0] > 0 and c["matrix"][1] == 0 for c in text)
        lines = [*page.lines, *page.rects, *page.curves]
        # Its head is at the binding edge (28 mm), its left at the upright sheet's foot (35), its right at its head (37).
        assert min(x["x0"] for x in lines) * MM == pytest.approx(35, abs=0.3)
        assert (page.width - max(x["x1"] for x in lines)) * MM == pytest.approx(37, abs=0.3)
        assert min(x["top"] for x in (*lines, *text)) * MM == pytest.approx(28, abs=1)
        assert (page.height - max(x["bottom"] for x in lines)) * MM >= 26
        # Nothing else is at the foot as it lies.
        assert not [c for c in page.chars if c["top"] > page.height - 26 / MM]


def test_bound_with_upright_sheets_each_has_its_own_number(faces) -> None:
    pages = pages_of(faces, ledger(3), ledger(3, Layout.FORM), ledger(30))
    assert [bool(turned(p)) for p in pages] == [True, False, True, True]
    told = ["".join(f[0] for f in number_of(p, lies=bool(turned(p)))) for p in pages]
    assert told == ["—1—", "—1—", "—1—", "—2—"]


# -- the editable copy -------------------------------------------------------------------------------


class Copy:
    """A docx taken apart: its sections and their footers."""

    def __init__(self, *documents: Document) -> None:
        with zipfile.ZipFile(io.BytesIO(set_docx(documents, {}))) as package:
            relations = ET.fromstring(package.read("word/_rels/document.xml.rels"))  # noqa: S314 - our own file
            self.parts = {
                r.get("Id"): ET.fromstring(package.read(f"word/{r.get('Target')}"))  # noqa: S314 - our own file
                for r in relations
                if r.get("Target", "").startswith("footer")
            }
            body = ET.fromstring(package.read("word/document.xml"))  # noqa: S314 - our own file
        self.sections = list(body.iter(f"{W}sectPr"))

    def footer(self, section: int, kind: str) -> ET.Element:
        found = self.sections[section].findall(f"{W}footerReference")
        return next(self.parts[f.get(f"{R}id")] for f in found if f.get(f"{W}type") == kind)


def millimetres(section: ET.Element, name: str, *attributes: str) -> list[int]:
    element = section.find(f"{W}{name}")
    assert element is not None
    return [round(int(element.get(f"{W}{a}", "")) / 1440 * 25.4) for a in attributes]


def test_in_the_editable_copy_too_the_number_stands_at_the_upright_foot() -> None:
    copy = Copy(ledger(60))
    (section,) = copy.sections
    assert millimetres(section, "pgSz", "w", "h") == [297, 210]
    assert section.find(f"{W}pgSz").get(f"{W}orient") == "landscape"
    assert millimetres(section, "pgMar", "top", "bottom", "left", "right") == [28, 26, 35, 37]
    for kind, align in (("default", "right"), ("even", "left")):
        footer = copy.footer(0, kind)
        (anchor,) = footer.iter(f"{WP}anchor")
        across, down = (
            int(anchor.find(f"{WP}{axis}/{WP}posOffset").text) / EMU for axis in ("positionH", "positionV")
        )
        assert {anchor.find(f"{WP}{a}").get("relativeFrom") for a in ("positionH", "positionV")} == {"page"}
        extent = anchor.find(f"{WP}extent")
        wide, high = int(extent.get("cx")) / EMU, int(extent.get("cy")) / EMU
        # It runs along the upright sheet's text, 156 mm, and its line begins 4.6 mm from it: the dash is 7 mm away.
        assert (down, high) == (pytest.approx(28, abs=0.1), pytest.approx(156, abs=0.1))
        assert across + wide == pytest.approx(35 - 4.6, abs=0.1)
        assert anchor.find(f".//{WPS}bodyPr").get("vert") == "vert"
        (box,) = anchor.iter(f"{W}txbxContent")
        assert "".join(t.text for t in box.iter(f"{W}t")) == "— 1 —"
        assert "PAGE" in "".join(t.text for t in box.iter(f"{W}instrText"))
        assert box.find(f".//{W}jc").get(f"{W}val") == align
        # One character of 14 points.
        assert box.find(f".//{W}ind").get(f"{W}{align}") == "280"
        # Nothing but the box: no second number under the table.
        assert len(list(footer.iter(f"{W}instrText"))) == 1


def test_only_sections_that_lie_across_have_the_turned_number() -> None:
    copy = Copy(ledger(3, Layout.FORM), ledger(3))
    assert len(copy.sections) == 2
    for kind in ("default", "even"):
        assert not list(copy.footer(0, kind).iter(f"{W}drawing"))
        assert len(list(copy.footer(1, kind).iter(f"{W}drawing"))) == 1
    assert len(Copy(ledger(3, Layout.FORM)).parts) == 2
    boxes = [p.get("id") for part in copy.parts.values() for p in part.iter(f"{WP}docPr")]
    assert len(set(boxes)) == len(boxes) == 2


def test_the_same_ledger_gives_the_same_bytes(faces) -> None:
    assert set_docx([ledger(3)], {}) == set_docx([ledger(3)], {})
    assert set_pdf([ledger(3)], faces, {}) == set_pdf([ledger(3)], faces, {})
