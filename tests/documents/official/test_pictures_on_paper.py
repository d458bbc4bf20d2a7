"""A picture with its words on paper: nothing is printed below the type area, however tall the one and long the others."""

import io
from datetime import date

import pdfplumber
import pytest

from dinggang.documents.official.faces import find_faces
from dinggang.documents.official.pdf import set_pdf
from dinggang.documents.official.values import Document, Picture

MM = 72 / 25.4
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><rect width="100" height="100" fill="#888"/></svg>'


@pytest.mark.parametrize("height", [60, 170, 195])
@pytest.mark.parametrize("sentences", [1, 12, 120])
def test_words_run_over_to_the_next_page(height: int, sentences: int) -> None:
    words = "改革前十六个机构，改革后六个机构。" * sentences
    picture = Picture(svg=SVG, width=100, height=height, caption="图1　机构", words=words)
    document = Document(kind="summary", title="工作总结", day=date(2006, 12, 28), blocks=(picture,))
    with pdfplumber.open(io.BytesIO(set_pdf([document], find_faces(), {}))) as pdf:
        body = []
        for page in pdf.pages:
            foot = float(page.height) - 35 * MM
            below = [c for c in page.chars if c["bottom"] > foot + MM]
            assert {c["text"] for c in below} <= set("—0123456789 ")
            body += [c["text"] for c in page.chars if c["bottom"] <= foot + MM]
            assert all(image["bottom"] <= foot + MM for image in (*page.rects, *page.images))
    assert "".join(body).count("改革前十六个机构") == sentences
