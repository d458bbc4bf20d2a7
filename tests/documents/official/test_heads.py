"""What stands above the text: whose sheet a form is, and what is not sent with its document. And tables of one size."""

import io
import zipfile
from datetime import date

import docx
import pdfplumber
import pytest

from dinggang.documents.official.docx import set_docx
from dinggang.documents.official.faces import find_faces
from dinggang.documents.official.fitting import fit
from dinggang.documents.official.pdf import set_pdf
from dinggang.documents.official.values import (
    INSIDE,
    Attachment,
    Column,
    Document,
    Layout,
    Paragraph,
    Signature,
    Table,
)

DAY = date(2006, 11, 28)
NAMES = {"P013": "祝䶮", "P014": "王某"}
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def table(rows: int, *titles: str, cell: str = "某某") -> Table:
    return Table(
        columns=tuple(Column(title=t) for t in titles or ("序号", "姓名")),
        rows=tuple((cell,) * len(titles or (1, 2)) for _ in range(rows)),
        empty="没有。",
    )


def sheet(person: str, rows: int) -> Document:
    return Document(
        kind="why", title="名次说明", day=DAY, layout=Layout.FORM, about=person, blocks=(table(rows),)
    )


def heads(documents: list[Document]) -> list[str]:
    """What stands above the text of each page: the margin is 37 mm."""
    pages = pdfplumber.open(io.BytesIO(set_pdf(documents, find_faces(), NAMES))).pages
    return [page.crop((0, 0, page.width, 36 / 25.4 * 72)).extract_text() for page in pages]


def test_a_form_says_from_its_second_page_whose_it_is() -> None:
    found = heads([sheet("P013", 80), sheet("P014", 3), sheet("P014", 50)])
    assert found == ["", *["名次说明 P013 祝䶮"] * (len(found) - 4), "", "", "名次说明 P014 王某"]
    assert len(found) >= 6


def test_a_letter_and_a_ledger_do_not() -> None:
    letter = Document(kind="try", title="通知", day=DAY, blocks=(Paragraph(text="国" * 900),))
    assert set(heads([letter])) == {""}


def test_the_editable_copy_has_the_same_heads_on_all_pages_but_the_first() -> None:
    content = set_docx([sheet("P013", 80), sheet("P014", 3), sheet("P014", 50)], NAMES)
    opened = docx.Document(io.BytesIO(content))
    for section, words in zip(opened.sections, ("P013　祝䶮", "P014　王某", "P014　王某"), strict=True):
        assert section.different_first_page_header_footer
        assert [p.text for p in section.first_page_header.paragraphs] in ([], [""])
        assert [p.text for p in section.header.paragraphs] == [f"名次说明　{words}"]
        assert [p.text for p in section.even_page_header.paragraphs] == [f"名次说明　{words}"]
        # The first page is an odd one, numbered as such.
        assert "PAGE" in section.first_page_footer._element.xml
    # A name that GB 2312 cannot write stands whole in 宋体 here, too.
    xml = next(p for p in opened.sections[0].header.paragraphs)._p.xml
    assert 'w:eastAsia="宋体"' in xml


def test_one_without_a_head_does_not_take_that_of_the_one_before() -> None:
    letter = Document(kind="try", title="通知", day=DAY, blocks=(Paragraph(text="文。"),))
    opened = docx.Document(io.BytesIO(set_docx([sheet("P013", 3), letter], NAMES)))
    assert [s.header.paragraphs[0].text for s in opened.sections] == ["名次说明　P013　祝䶮", ""]


def report() -> Document:
    return Document(
        kind="summary",
        title="工作总结",
        day=DAY,
        blocks=(Paragraph(text="总结。"),),
        signature=Signature(organ="望禾镇", day=DAY),
        attachments=(
            Attachment(title="内部材料", blocks=(table(60),), inside=True),
            Attachment(title="改革图", blocks=(Paragraph(text="图。"),)),
        ),
    )


def test_what_is_for_inside_use_says_so_on_every_page_and_is_not_listed() -> None:
    content = set_pdf([report(), sheet("P013", 3)], find_faces(), NAMES)
    texts = [page.extract_text() for page in pdfplumber.open(io.BytesIO(content)).pages]
    assert "附件：改革图" in texts[0]
    assert "内部材料" not in texts[0]
    # Listed ones first, though they were given last.
    assert texts[1].startswith("附件")
    assert "改革图" in texts[1]
    assert [INSIDE in text for text in texts] == [False, False, *[True] * (len(texts) - 3), False]
    assert len(texts) >= 5
    assert "内部材料" in texts[2]


def test_nor_is_it_in_the_editable_copy_where_it_is_a_section_that_goes_on_counting() -> None:
    opened = docx.Document(io.BytesIO(set_docx([report()], NAMES)))
    before, inside = opened.sections
    assert [p.text for p in before.header.paragraphs] == [""]
    for header in (inside.header, inside.even_page_header):
        assert [p.text for p in header.paragraphs] == [INSIDE]
    assert not inside.different_first_page_header_footer
    assert before._sectPr.find(f"{W}pgNumType") is not None
    assert inside._sectPr.find(f"{W}pgNumType") is None
    texts = [p.text for p in opened.paragraphs]
    assert [t for t in texts if t.startswith("附件")] == ["附件：改革图", "附件"]
    assert texts.index("改革图") < texts.index("内部材料")


def two_tables() -> Document:
    """The second needs smaller type by far."""
    wide = table(2, *(f"第{n}列" for n in range(9)), cell="某某某")
    return Document(kind="try", title="榜", day=DAY, blocks=(table(3), wide))


def test_tables_of_one_document_have_one_size_of_type() -> None:
    first, second = two_tables().blocks
    assert isinstance(first, Table)
    assert isinstance(second, Table)
    (alone,), (smaller,) = fit([first], Layout.LETTER), fit([second], Layout.LETTER)
    assert alone.size > smaller.size
    assert {f.size for f in fit([first, second], Layout.LETTER)} == {smaller.size}
    page = pdfplumber.open(io.BytesIO(set_pdf([two_tables()], find_faces(), {}))).pages[0]
    sizes = {round(c["size"] * 2) for c in page.chars if c["text"] in "某列"}
    assert sizes == {smaller.size}
    with zipfile.ZipFile(io.BytesIO(set_docx([two_tables()], {}))) as package:
        xml = package.read("word/document.xml").decode()
    cells = xml.split("<w:tbl>")[1:]
    assert all(f'<w:sz w:val="{smaller.size}"/>' in cell for cell in cells)
    assert not any(f'<w:sz w:val="{alone.size}"/>' in cell for cell in cells)


# Advance widths of DejaVu Sans in thousandths: what LibreOffice takes for 仿宋_GB2312 where the office's faces are not.
DEJAVU = {**dict.fromkeys("0123456789", 636), "P": 603, "/": 337, "M": 863, "W": 989, "-": 361, ".": 318}


@pytest.mark.parametrize("word", ["P01/9", "11800/0", "2006-11-28", "WM0001", "7.50"])
@pytest.mark.parametrize("count", [3, 5, 7])
def test_no_word_breaks_in_a_cell_where_the_offices_faces_are_not(word, count) -> None:
    for layout in Layout:
        one = table(2, *("列",) * count, cell=word)
        (fitted,) = fit([one], layout)
        # Half-points times ten are twips; 70 twips of air on either side of a cell.
        needed = sum(DEJAVU[char] for char in word) * fitted.size * 10 / 1000 + 140
        assert all(width >= needed for width in fitted.widths)


def test_a_table_that_stands_nowhere_in_the_wider_face_is_set_by_that_of_the_pdf() -> None:
    """Nine columns of seven digits: 7 × 0.64 × 9 points and 8 of air are 48.3 each, 435 of 442; a tenth needs 0.56: 43.3."""
    nine, ten = (table(2, *("列",) * n, cell="1234567") for n in (9, 10))
    assert fit([nine], Layout.LETTER)[0].size == 18
    assert fit([ten], Layout.LETTER)[0].size == 18
    page = pdfplumber.open(
        io.BytesIO(set_pdf([Document(kind="try", title="榜", day=DAY, blocks=(ten,))], find_faces(), {}))
    ).pages[0]
    assert [w["text"] for w in page.extract_words() if w["text"] == "1234567"] == ["1234567"] * 20
