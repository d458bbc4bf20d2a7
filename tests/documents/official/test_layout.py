"""The layout of GB/T 9704-2012, measured in the PDF."""

import io
from collections import Counter
from datetime import date

import pdfplumber
import pytest

from dinggang.documents.official.faces import Faces, assemble, find_faces
from dinggang.documents.official.pdf import set_pdf
from dinggang.documents.official.values import (
    Attachment,
    Column,
    Document,
    Heading,
    Layout,
    Paragraph,
    Signature,
    Table,
)

MM = 25.4 / 72
DAY = date(2006, 9, 11)
ORGAN = "中共望禾镇委员会"


@pytest.fixture(scope="module")
def faces() -> Faces:
    return find_faces()


def letter(*blocks, **more) -> Document:
    return Document(kind="try", title="关于试印的通知", day=DAY, blocks=blocks, **more)


def read(document: Document, faces: Faces, names: dict[str, str] | None = None) -> pdfplumber.PDF:
    return pdfplumber.open(io.BytesIO(set_pdf([document], faces, names or {})))


def body_of(page):
    return [c for c in page.chars if c["top"] < page.height - 35 / MM]


def test_a_full_page_has_22_lines_of_28_characters_between_the_margins(faces) -> None:
    page = read(letter(Paragraph(text="国" * 28 * 60, indent=False)), faces).pages[1]
    body = body_of(page)
    lines = Counter(round(c["top"]) for c in body)
    assert (page.width * MM, page.height * MM) == (pytest.approx(210, abs=0.1), pytest.approx(297, abs=0.1))
    assert sorted(lines.values()) == [28] * 22
    assert min(c["x0"] for c in body) * MM == pytest.approx(28, abs=1)
    assert (page.width - max(c["x1"] for c in body)) * MM == pytest.approx(26, abs=1)
    assert min(c["top"] for c in body) * MM == pytest.approx(37, abs=1)
    # The last line ends where the 22nd of 225 mm must: one gap of the pitch above the foot of the text.
    tops = sorted(lines)
    assert tops[-1] - tops[0] == pytest.approx(21 * 28.95, abs=1)
    assert max(c["bottom"] for c in body) * MM <= 297 - 35
    assert {round(c["size"], 1) for c in body} == {16.0}


def test_the_title_is_22_points_centred_and_the_body_16(faces) -> None:
    page = read(letter(Paragraph(text="正文一段。")), faces).pages[0]
    title = [c for c in page.chars if c["text"] in "关于试印的通知" and c["size"] > 20]
    assert {round(c["size"], 1) for c in title} == {22.0}
    left, right = min(c["x0"] for c in title), max(c["x1"] for c in title)
    middle = (28 / MM + page.width - 26 / MM) / 2
    assert (left + right) / 2 == pytest.approx(middle, abs=1)
    body = [c for c in page.chars if c["text"] in "正文一段"]
    assert {round(c["size"], 1) for c in body} == {16.0}
    assert min(c["x0"] for c in body) * MM == pytest.approx(28 + 2 * 16 * MM, abs=0.5)


def test_headings_stand_in_the_faces_of_their_levels(faces) -> None:
    levels = (
        Heading(level=1, text="一、甲"),
        Heading(level=2, text="（一）乙"),
        Heading(level=3, text="1．丙"),
        Heading(level=4, text="（1）丁"),
    )
    page = read(letter(*levels), faces).pages[0]
    found = {c["text"]: c["fontname"].split("+")[1] for c in page.chars if c["text"] in "甲乙丙丁"}
    assert "Sans" in found["甲"] or "Hei" in found["甲"]
    assert found["丙"] == found["丁"] != found["甲"]
    lefts = {round(c["x0"]) for c in page.chars if c["text"] in "一（1" and c["size"] < 17 and c["top"] > 170}
    assert len(lefts) >= 1


def test_page_numbers_stand_right_on_odd_pages_and_left_on_even_seven_millimetres_under(faces) -> None:
    pages = read(letter(Paragraph(text="国" * 28 * 60)), faces).pages
    for number, page in enumerate(pages, start=1):
        dashes = [c for c in page.chars if c["text"] == "—"]
        digits = [c for c in page.chars if c["top"] > page.height - 35 / MM and c["text"].isdigit()]
        assert "".join(d["text"] for d in digits) == str(number)
        assert len(dashes) == 2
        assert {round(c["size"], 1) for c in dashes} == {14.0}
        middle = (dashes[0]["top"] + dashes[0]["bottom"]) / 2
        assert (middle * MM) - (297 - 35) == pytest.approx(7, abs=1)
        if number % 2:
            assert (page.width - max(c["x1"] for c in dashes)) * MM == pytest.approx(26 + 14 * MM, abs=1)
        else:
            assert min(c["x0"] for c in dashes) * MM == pytest.approx(28 + 14 * MM, abs=1)


@pytest.mark.parametrize("lines", range(14, 22))
def test_the_signature_is_never_split_from_its_date(faces, lines) -> None:
    blocks = [Paragraph(text="国" * 20, indent=False) for _ in range(lines)]
    pages = read(letter(*blocks, signature=Signature(organ=ORGAN, day=DAY)), faces).pages
    texts = [page.extract_text() for page in pages]
    with_organ = [n for n, text in enumerate(texts) if ORGAN in text]
    with_date = [n for n, text in enumerate(texts) if "2006年9月11日" in text]
    assert with_organ == with_date == [len(texts) - 1]
    # Nor does it stand alone on a page: a line of the body is with it.
    assert "国" in texts[-1]


def test_the_date_stands_four_characters_in_and_the_organ_centred_above_it(faces) -> None:
    page = read(letter(Paragraph(text="正文。"), signature=Signature(organ=ORGAN, day=DAY)), faces).pages[0]
    organ = [c for c in page.chars if c["text"] in "中共望禾镇委员会" and c["size"] == pytest.approx(16)]
    day = [
        c
        for c in page.chars
        if c["text"] in "2006年9月11日" and c["top"] > max(c["bottom"] for c in organ) - 1
    ]
    day = [c for c in day if c["top"] < page.height - 35 / MM]
    assert (page.width - max(c["x1"] for c in day)) / 16 == pytest.approx(26 / MM / 16 + 4, abs=0.6)
    middles = [(min(c["x0"] for c in those) + max(c["x1"] for c in those)) / 2 for those in (organ, day)]
    assert middles[0] == pytest.approx(middles[1], abs=2)


def test_the_red_mark_is_35_millimetres_under_the_head_and_the_line_4_under_the_number(faces) -> None:
    one = letter(Paragraph(text="正文。"), mark=f"{ORGAN}文件", number="望发〔2006〕31号", addressee="各单位")
    page = read(one, faces).pages[0]
    mark = [c for c in page.chars if c["text"] in "文件" and c["size"] > 23]
    assert min(c["top"] for c in mark) * MM == pytest.approx(37 + 35, abs=3)
    number = [c for c in page.chars if c["text"] in "〔〕"]
    rule = next(line for line in (*page.lines, *page.rects) if line["width"] > 400)
    assert (rule["top"] - max(c["bottom"] for c in number)) * MM == pytest.approx(4, abs=1.5)
    assert rule["width"] * MM == pytest.approx(156, abs=1)
    assert "正文。" in page.extract_text()


def long_table(rows: int, layout: Layout = Layout.LETTER) -> Document:
    columns = tuple(Column(title=t) for t in ("序号", "姓名", "职务"))
    table = Table(
        columns=columns, rows=tuple((str(n), "某某", "科员") for n in range(rows)), empty="没有人员。"
    )
    return Document(kind="try", title="花名册", day=DAY, layout=layout, blocks=(table,))


@pytest.mark.parametrize("layout", list(Layout))
def test_a_long_table_repeats_its_header_and_stays_inside_the_page(faces, layout) -> None:
    pages = read(long_table(150, layout), faces).pages
    assert len(pages) > 1
    for page in pages:
        assert page.extract_text().count("职务") == 1
        assert min(c["x0"] for c in page.chars) > 20 / MM
        assert max(c["x1"] for c in page.chars) < page.width - 20 / MM
    shown = [w["text"] for page in pages for w in page.extract_words() if w["text"] == "科员"]
    assert len(shown) == 150


def test_an_empty_table_is_a_sentence(faces) -> None:
    page = read(long_table(0), faces).pages[0]
    assert "没有人员。" in page.extract_text()
    assert "职务" not in page.extract_text()
    assert page.rects == page.lines == []


def test_attachments_are_listed_and_stand_on_pages_of_their_own(faces) -> None:
    those = tuple(Attachment(title=t, blocks=(Paragraph(text="内容。"),)) for t in ("岗位表", "办法"))
    one = letter(
        Paragraph(text="正文。"),
        attachments=those,
        copies_to="区委办",
        printed=Signature(organ=ORGAN, day=DAY),
    )
    texts = [p.extract_text() for p in read(one, faces).pages]
    assert len(texts) == 3
    assert "岗位表" in texts[0]
    assert "办法" in texts[0]
    assert texts[1].startswith("附件1")
    assert texts[2].startswith("附件2")
    # The imprint stands on the last page, and there alone.
    assert [("印发" in t) for t in texts] == [False, False, True]


def test_the_same_values_give_the_same_bytes_whatever_was_set_before(faces) -> None:
    one = letter(Paragraph(text="正文。"), signature=Signature(organ=ORGAN, day=DAY))
    first = set_pdf([one], faces, {})
    set_pdf([long_table(40)], faces, {})
    assert set_pdf([one], faces, {}) == first
    assert b"/GTS_PDFA1" in first
    assert set_pdf([letter(Paragraph(text="正文！"))], faces, {}) != first


def test_pages_of_several_documents_are_numbered_each_from_one(faces) -> None:
    pages = pdfplumber.open(io.BytesIO(set_pdf([long_table(40), long_table(3)], faces, {}))).pages
    footers = [p.crop((0, p.height - 35 / MM, p.width, p.height)).extract_text() for p in pages]
    assert footers == ["— 1 —", "— 2 —", "— 1 —"]


def test_a_name_stands_whole_in_one_face(faces) -> None:
    names = {"P1": "祝䶮", "P2": "仝𬭚", "P3": "王堃祎"}
    page = read(letter(Paragraph(text=f"任命{'、'.join(names.values())}。")), faces, names).pages[0]
    text = page.extract_text()
    for name in names.values():
        assert name in text
        fonts = {c["fontname"] for c in page.chars if c["text"] in name}
        assert len(fonts) == 1


def test_faces_of_the_office_come_first(tmp_path) -> None:
    found = find_faces()
    serif = next(f for f in found.files() if "NotoSerifSC" in f.name or "NotoSerifCJK-Regular" in f.name)
    alone = assemble([serif])
    assert alone.thicken
    assert len(alone.stand_ins) == 5
    assert all("Noto Serif" in words for words in alone.stand_ins)


@pytest.mark.parametrize("lines", [3, 6, 8])
def test_the_imprint_closes_the_last_page_even_when_it_is_alone_on_it(faces, lines) -> None:
    blocks = [Paragraph(text="国" * 20, indent=False) for _ in range(lines)]
    signed = Signature(organ=ORGAN, day=DAY)
    one = letter(
        *blocks,
        mark=f"{ORGAN}文件",
        number="望发〔2006〕31号",
        signature=signed,
        copies_to="区委办公室",
        printed=signed,
    )
    pages = read(one, faces).pages
    assert len(pages) == (1 if lines == 3 else 2)
    page = pages[-1]
    (printed,) = [w for w in page.extract_words() if "印发" in w["text"]]
    rules = sorted(line["top"] for line in page.lines if line["top"] > page.height / 2)
    assert len(rules) == 3
    assert rules[-1] * MM == pytest.approx(297 - 35, abs=1)
    assert rules[1] < printed["top"] < rules[2]


def test_upwards_the_number_stands_left_and_who_signs_right(faces) -> None:
    one = letter(
        Paragraph(text="妥否，请批示。"),
        mark=f"{ORGAN}文件",
        number="望发〔2006〕32号",
        upward=True,
        addressee="区委",
    )
    words = {w["text"]: w for w in read(one, faces).pages[0].extract_words()}
    number, signs = words["望发〔2006〕32号"], words["签发人："]
    assert number["top"] == pytest.approx(signs["top"], abs=0.5)
    assert number["x0"] * MM == pytest.approx(28 + 16 * MM, abs=1)
    assert signs["x1"] * MM == pytest.approx(210 - 26 - 5 * 16 * MM, abs=3)
