"""The editable copy, measured in its XML."""

import io
import re
import zipfile
from datetime import date

import docx
import msgspec
import pytest

from dinggang.documents.official.docx import set_docx
from dinggang.documents.official.values import (
    Attachment,
    Column,
    Document,
    Fields,
    Heading,
    Layout,
    Paragraph,
    Parties,
    Signature,
    Signing,
    Table,
)

DAY = date(2006, 9, 11)
ORGAN = "中共望禾镇委员会"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def everything() -> Document:
    table = Table(
        columns=(Column(title="姓名"), Column(title="职务")),
        rows=(("祝䶮", "科员"), ("合计", "1")),
        empty="没有。",
        total=True,
    )
    return Document(
        kind="try",
        title="关于试印的通知",
        day=DAY,
        mark=f"{ORGAN}文件",
        number="望发〔2006〕31号",
        addressee="各单位",
        blocks=(
            Heading(level=1, text="一、甲"),
            Heading(level=2, text="（一）乙"),
            Paragraph(text="任命祝䶮。", lead="出席："),
            table,
            Fields(pairs=(("姓名", "某"), ("说明", "长"), ("性别", "男")), wide=("说明",)),
            Signing(labels=("本人签字", "日期")),
            Parties(first=("甲方",), second=("乙方",)),
        ),
        signature=Signature(organ=ORGAN, day=DAY),
        attachments=(Attachment(title="岗位表", blocks=(Paragraph(text="内容"),)),),
        copies_to="区委办",
        printed=Signature(organ=ORGAN, day=DAY),
    )


@pytest.fixture(scope="module")
def opened():
    return docx.Document(io.BytesIO(set_docx([everything()], {"P1": "祝䶮"})))


def text_of(element) -> str:
    return "".join(t.text or "" for t in element.iter(f"{W}t"))


def paragraph(opened, text: str):
    return next(p for p in opened.element.body.iter(f"{W}p") if text_of(p) == text)


def test_the_page_is_a4_with_the_margins_of_the_standard(opened) -> None:
    section = opened.sections[0]
    found = [
        round(x.mm)
        for x in (
            section.page_width,
            section.page_height,
            section.top_margin,
            section.bottom_margin,
            section.left_margin,
            section.right_margin,
        )
    ]
    assert found == [210, 297, 37, 35, 28, 26]


def test_faces_and_sizes_are_the_offices_own(opened) -> None:
    def face(text):
        run = paragraph(opened, text).find(f"{W}r")
        fonts = run.find(f"{W}rPr/{W}rFonts").get(f"{W}eastAsia")
        return fonts, run.find(f"{W}rPr/{W}sz").get(f"{W}val")

    assert face("关于试印的通知") == ("方正小标宋简体", "44")
    assert face("一、甲") == ("黑体", "32")
    assert face("（一）乙") == ("楷体_GB2312", "32")
    assert face("各单位：") == ("仿宋_GB2312", "32")
    assert face("出席：任命祝䶮。") == ("黑体", "32")


def test_lines_are_exactly_so_far_apart_that_22_fill_the_page(opened) -> None:
    spacing = paragraph(opened, "一、甲").find(f"{W}pPr/{W}spacing")
    assert (spacing.get(f"{W}line"), spacing.get(f"{W}lineRule")) == ("579", "exact")
    height = (297 - 37 - 35) / 25.4 * 1440
    assert 22 * 579 <= height < 23 * 579
    indent = paragraph(opened, "一、甲").find(f"{W}pPr/{W}ind")
    assert (indent.get(f"{W}firstLine"), indent.get(f"{W}firstLineChars")) == ("640", "200")
    # 28 characters of 16 points, each set 0.25 points closer, are 441 points; the text is 156 mm wide, 442.2 points.
    closer = paragraph(opened, "一、甲").find(f"{W}r/{W}rPr/{W}spacing").get(f"{W}val")
    section = opened.sections[0]
    wide = section.page_width.twips - section.left_margin.twips - section.right_margin.twips
    assert 28 * (320 + int(closer)) <= wide < 29 * (320 + int(closer))


def test_organ_and_date_stay_together(opened) -> None:
    organ = paragraph(opened, ORGAN)
    assert organ.find(f"{W}pPr/{W}keepNext") is not None
    following = organ.getnext()
    assert text_of(following) == "2006年9月11日"
    indent = following.find(f"{W}pPr/{W}ind")
    assert int(indent.get(f"{W}right")) == pytest.approx(4 * 320, abs=40)


def test_the_last_two_rows_and_the_closing_words_stay_with_organ_and_date() -> None:
    rows = tuple((f"人{n}", "科员") for n in range(5))
    table = Table(columns=(Column(title="姓名"), Column(title="职务")), rows=rows, empty="没有。")
    one = Document(
        kind="try",
        title="任职通知",
        day=DAY,
        blocks=(Paragraph(text="任命如下。"), table, Paragraph(text="特此通知。")),
        signature=Signature(organ=ORGAN, day=DAY),
        printed=Signature(organ=ORGAN, day=DAY),
    )
    made = docx.Document(io.BytesIO(set_docx([one], {})))

    def stays(paragraph) -> bool:
        return paragraph.find(f"{W}pPr/{W}keepNext") is not None

    kept = [[stays(p) for p in row.iter(f"{W}p")] for row in made.tables[0]._tbl.findall(f"{W}tr")]
    assert kept == [[False, False]] * 4 + [[True, True]] * 2
    body = list(made.element.body.iterchildren(f"{W}p"))
    (closing,) = [i for i, p in enumerate(body) if text_of(p) == "特此通知。"]
    date_at = next(i for i, p in enumerate(body) if text_of(p).startswith("2006年9月11日"))
    # From the table on everything up to the date, and the imprint is in the paragraph of the date.
    assert all(stays(p) for p in body[closing - 1 : date_at])
    assert not stays(body[date_at])
    assert "印发" in text_of(body[date_at])


def test_a_table_repeats_its_header_and_no_row_breaks(opened) -> None:
    table = opened.tables[0]._tbl
    rows = table.findall(f"{W}tr")
    assert [r.find(f"{W}trPr/{W}tblHeader") is not None for r in rows] == [True, False, False]
    assert all(r.find(f"{W}trPr/{W}cantSplit") is not None for r in rows)
    assert sum(int(c.get(f"{W}w")) for c in table.findall(f"{W}tblGrid/{W}gridCol")) <= 8844


def test_a_name_outside_gb2312_stands_whole_in_song(opened) -> None:
    runs = paragraph(opened, "出席：任命祝䶮。").findall(f"{W}r")
    found = {text_of(r): r.find(f"{W}rPr/{W}rFonts").get(f"{W}eastAsia") for r in runs}
    assert found == {"出席：": "黑体", "任命": "仿宋_GB2312", "祝䶮": "宋体", "。": "仿宋_GB2312"}


def test_page_numbers_are_fields_right_on_odd_left_on_even(opened) -> None:
    section = opened.sections[0]
    for footer, align in ((section.footer, "right"), (section.even_page_footer, "left")):
        (one,) = footer.paragraphs
        assert text_of(one._p) == "— 1 —"
        assert "PAGE" in "".join(t.text for t in one._p.iter(f"{W}instrText"))
        assert one._p.find(f"{W}pPr/{W}jc").get(f"{W}val") == align
    assert opened.settings.odd_and_even_pages_header_footer


def test_the_same_values_give_the_same_bytes() -> None:
    names = {"P1": "祝䶮"}
    first = set_docx([everything(), everything()], names)
    assert set_docx([everything(), everything()], names) == first
    with zipfile.ZipFile(io.BytesIO(first)) as package:
        assert {i.date_time for i in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        xml = package.read("word/document.xml").decode()
    assert len(re.findall("<w:sectPr", xml)) == 2
    assert xml.count('<w:pgNumType w:start="1"/>') == 2


def test_text_cannot_become_markup() -> None:
    nasty = "<w:p>&\"'</w:t>"
    assert nasty in set_and_read(nasty)
    # What XML cannot hold at all is left out.
    assert "前后" in set_and_read("前\x0b\x00后")


def set_and_read(nasty: str) -> list[str]:
    one = Document(kind="try", title="题", day=DAY, layout=Layout.FORM, blocks=(Paragraph(text=nasty),))
    opened = docx.Document(io.BytesIO(set_docx([one], {})))
    return [p.text for p in opened.paragraphs]


def test_upwards_the_number_stands_left_and_who_signs_after_a_tab() -> None:
    one = msgspec.structs.replace(everything(), upward=True)
    line = paragraph(docx.Document(io.BytesIO(set_docx([one], {}))), "　望发〔2006〕31号签发人：")
    assert line.find(f"{W}pPr/{W}jc").get(f"{W}val") == "left"
    # The red line runs from margin to margin.
    assert line.find(f"{W}pPr/{W}ind") is None
    # 156 mm of text less nine characters of 16 points: 签发人：, four to sign in, one before the edge.
    assert int(line.find(f"{W}pPr/{W}tabs/{W}tab").get(f"{W}pos")) == pytest.approx(
        156 / 25.4 * 1440 - 9 * 320, abs=2
    )


@pytest.mark.parametrize(
    ("lines", "held"), [(3, True), (17, True), (19, False), (22, False), (25, True), (40, False)]
)
def test_a_last_paragraph_that_leaves_the_end_no_room_on_a_page_is_not_held_to_it(lines, held) -> None:
    """LibreOffice moves what is held whole: 19 lines and the four of the end are more than 22, and it parts organ and date."""
    text = "国" * (28 * lines - 2)
    one = Document(
        kind="try",
        title="决定",
        day=DAY,
        blocks=(Paragraph(text="正文。"), Paragraph(text=text)),
        signature=Signature(organ=ORGAN, day=DAY),
    )
    made = docx.Document(io.BytesIO(set_docx([one], {})))
    found = paragraph(made, text)
    assert (found.find(f"{W}pPr/{W}keepNext") is not None) == held
    # Between body and organ stand two empty lines for the seal; they stay with organ and date all the same.
    blank = found.getnext()
    assert blank.find(f"{W}pPr/{W}keepNext") is not None
    assert paragraph(made, ORGAN).find(f"{W}pPr/{W}keepNext") is not None
