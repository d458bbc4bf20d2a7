"""Lines that hang under the first character after their lead, and an imprint with several lines of who gets a copy."""

import io
import zipfile
from datetime import date
from xml.etree import ElementTree as ET

import pdfplumber
import pytest

from dinggang.documents.official.docx import set_docx
from dinggang.documents.official.faces import find_faces
from dinggang.documents.official.fitting import PAGES
from dinggang.documents.official.pdf import set_pdf
from dinggang.documents.official.values import Document, Layout, Paragraph, Signature
from dinggang.documents.official.wordml import IMPRINT, imprint_lines

DAY = date(2006, 9, 20)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PEOPLE = "、".join(f"某某{n}" for n in "甲乙丙丁戊己庚辛壬癸")


def minutes(copies: str = "") -> Document:
    return Document(
        kind="try",
        title="纪要",
        day=DAY,
        mark="某镇会议纪要",
        number="某会纪〔2006〕1号",
        blocks=(
            Paragraph(text="议定事项。"),
            Paragraph(lead="出席：", text=PEOPLE, hang=True),
            Paragraph(lead="副组长：", text="某某一\n某某二", hang=True),
        ),
        copies_to=copies,
        printed=Signature(organ="某镇", day=DAY),
    )


def lines(document: Document):
    (page,) = pdfplumber.open(io.BytesIO(set_pdf([document], find_faces(), {}))).pages
    return page.extract_text_lines(return_chars=True)


def test_further_lines_begin_under_the_first_character_after_the_lead() -> None:
    found = lines(minutes())
    at = next(n for n, line in enumerate(found) if line["text"].startswith("出席"))
    lead, first, second, deputy, below = (
        found[at]["chars"][0],
        found[at]["chars"][3],
        found[at + 1]["chars"][0],
        *(found[n]["chars"][0] for n in (at + 2, at + 3)),
    )
    body = found[at - 1]["chars"][0]
    # Two characters in, as the paragraph above it; 出席： are three characters of 16 points.
    assert lead["x0"] == pytest.approx(body["x0"], abs=0.5)
    assert first["x0"] - lead["x0"] == pytest.approx(48, abs=1)
    assert second["x0"] == pytest.approx(first["x0"], abs=0.5)
    # 副组长： are four.
    assert below["x0"] - deputy["x0"] == pytest.approx(64, abs=1)


def paragraphs(document: Document) -> list[ET.Element]:
    with zipfile.ZipFile(io.BytesIO(set_docx([document], {}))) as package:
        body = ET.fromstring(package.read("word/document.xml"))  # noqa: S314 - our own file
    return list(body.iter(f"{W}p"))


def test_in_the_editable_copy_too() -> None:
    found = {
        "".join(t.text or "" for t in p.iter(f"{W}t"))[:3]: p.find(f"{W}pPr/{W}ind")
        for p in paragraphs(minutes())
    }
    for lead, under in (("出席：", 3), ("副组长", 4)):
        indent = found[lead]
        assert indent is not None
        assert indent.get(f"{W}hangingChars") == str(under * 100)
        assert indent.get(f"{W}leftChars") == str((2 + under) * 100)


@pytest.mark.parametrize(
    ("characters", "taken"),
    # 156 mm are 31 characters of 14 points, one free at each side and a full stop: 28 in the first line, 25 in the next.
    [(20, 1), (28, 1), (29, 2), (53, 2), (54, 3)],
)
def test_how_many_lines_a_list_of_copies_takes(characters, taken) -> None:
    assert imprint_lines("某" * characters, PAGES[Layout.LETTER]) == taken


def test_a_long_list_of_copies_has_room_and_begins_beside_its_word() -> None:
    copies = "，".join(f"某某区某某局{n}" for n in "甲乙丙丁戊己庚辛")
    found = [line for line in lines(minutes(copies)) if "抄送" in line["text"] or "某某区" in line["text"]]
    assert found[0]["text"].startswith("抄送：某某区某某局甲")
    assert len(found) >= 2
    # The further lines begin under the first organ.
    assert found[1]["chars"][0]["x0"] == pytest.approx(found[0]["chars"][3]["x0"], abs=1)
    heights = {
        int(h.get(f"{W}val", "0"))
        for p in [ET.fromstring(_document(minutes(copies)))]  # noqa: S314 - our own file
        for h in p.iter(f"{W}trHeight")
    }
    assert heights == {IMPRINT, IMPRINT * imprint_lines(f"抄送：{copies}。", PAGES[Layout.LETTER])}


def _document(document: Document) -> bytes:
    with zipfile.ZipFile(io.BytesIO(set_docx([document], {}))) as package:
        return package.read("word/document.xml")
