"""What ends a document stands on no page without a part of the body: measured in the PDF."""

import io
from datetime import date
from functools import cache

import pdfplumber
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dinggang.documents.official.ending import ending
from dinggang.documents.official.faces import find_faces
from dinggang.documents.official.pdf import set_pdf
from dinggang.documents.official.values import (
    Block,
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

DAY = date(2006, 12, 7)
ORGAN = "中共望禾镇委员会"
MM = 25.4 / 72
CLOSE = Paragraph(text="特此通知。")


@cache
def faces():
    return find_faces()


def pages_of(document: Document) -> list[list[str]]:
    """The lines of each page, its number left out. Nothing stands below the text but the number."""
    found = []
    for page in pdfplumber.open(io.BytesIO(set_pdf([document], faces(), {}))).pages:
        across = page.width > page.height
        foot = page.height - (26 if across else 35) / MM
        body = page.crop((37 / MM if across else 0, 0, page.width, foot))
        assert all(c["bottom"] <= foot + 1 for c in body.chars)
        found.append([line["text"] for line in body.extract_text_lines()])
    return found


def table(rows: int, *, tall: bool = False, words: int = 2) -> Table:
    return Table(
        columns=tuple(Column(title=t) for t in ("序号", "姓名", "职务")),
        rows=tuple((f"R{n}", "某某", "科员" * words) for n in range(1, rows + 1)),
        empty="没有人员。",
        tall=tall,
    )


def rows_on(page: list[str]) -> list[int]:
    return [int(line.split()[0][1:]) for line in page if line.startswith("R")]


def letter(*blocks: Block, layout: Layout = Layout.LETTER, signed: bool = True, **more) -> Document:
    return Document(
        kind="try",
        title="关于任职的通知",
        day=DAY,
        layout=layout,
        blocks=blocks,
        signature=Signature(organ=ORGAN, day=DAY) if signed else None,
        **more,
    )


def check(pages: list[list[str]], rows: int, last: str) -> None:
    """Every row once and in order, under a header on its page; the end on the last page with two rows at least."""
    assert [n for page in pages for n in rows_on(page)] == list(range(1, rows + 1))
    for page in pages:
        assert sum("职务" in line for line in page) == (1 if rows_on(page) else 0)
    assert any(last in line for line in pages[-1])
    assert not any(last in line for page in pages[:-1] for line in page)
    assert len(rows_on(pages[-1])) >= min(2, rows)


@settings(max_examples=40, deadline=None)
@given(rows=st.integers(1, 75), layout=st.sampled_from(Layout), closing=st.integers(0, 3))
@example(rows=20, layout=Layout.LETTER, closing=1)
@example(rows=21, layout=Layout.LETTER, closing=1)
@example(rows=22, layout=Layout.LETTER, closing=1)
@example(rows=23, layout=Layout.LETTER, closing=1)
def test_two_rows_go_over_with_the_signature_however_long_the_table(rows, layout, closing) -> None:
    one = letter(Paragraph(text="任命如下。"), table(rows), *[CLOSE] * closing, layout=layout)
    pages = pages_of(one)
    check(pages, rows, ORGAN)
    assert any("2006年12月7日" in line for line in pages[-1])
    assert sum("特此通知" in line for line in pages[-1]) == closing


@settings(max_examples=15, deadline=None)
@given(rows=st.integers(3, 45), words=st.integers(2, 30))
def test_nor_does_it_with_rows_of_many_lines(rows, words) -> None:
    pages = pages_of(letter(Paragraph(text="任命如下。"), table(rows, words=words), CLOSE))
    check(pages, rows, ORGAN)


@settings(max_examples=15, deadline=None)
@given(rows=st.integers(1, 60), lines=st.integers(2, 4))
@example(rows=12, lines=4)
def test_nor_when_a_short_paragraph_stands_under_the_table(rows, lines) -> None:
    period = Paragraph(text="国" * (28 * lines - 3), indent=False)
    pages = pages_of(letter(Paragraph(text="公示如下。"), table(rows), period, CLOSE))
    check(pages, rows, ORGAN)
    assert sum("国" in line for line in pages[-1]) == lines


@settings(max_examples=15, deadline=None)
@given(rows=st.integers(1, 70))
def test_lines_to_sign_on_stay_with_two_rows_of_a_sheet_that_is_filled_in(rows) -> None:
    one = letter(table(rows, tall=True), Signing(labels=("评委签字",)), layout=Layout.FORM, signed=False)
    check(pages_of(one), rows, "评委签字")


@settings(max_examples=15, deadline=None)
@given(rows=st.integers(3, 60))
@example(rows=29)
def test_the_imprint_is_on_the_page_of_the_signature(rows) -> None:
    """When there is more body than the end: what is all end is not torn from its head for an imprint."""
    one = letter(
        table(rows),
        CLOSE,
        mark=f"{ORGAN}文件",
        number="望任〔2006〕9号",
        copies_to="区委组织部",
        printed=Signature(organ=ORGAN, day=DAY),
    )
    pages = pages_of(one)
    assert any(line.startswith("2006年12月7日") or line == "2006年12月7日" for line in pages[-1])
    assert any("印发" in line for line in pages[-1])
    assert len(rows_on(pages[-1])) >= 2


@settings(max_examples=30, deadline=None)
@given(lines=st.integers(1, 60), closing=st.integers(0, 2))
def test_a_paragraph_leaves_its_last_lines_to_the_signature_and_the_rest_where_it_was(lines, closing) -> None:
    pages = pages_of(letter(Paragraph(text="国" * (28 * lines - 3), indent=False), *[CLOSE] * closing))
    body = [sum("国" in line for line in page) for page in pages]
    assert sum(body) == lines
    assert any(ORGAN in line for line in pages[-1])
    assert body[-1] >= min(2, lines)
    # 22 lines less the title and the line under it; one more may go over, that no line stands alone. A paragraph of three
    # lines is not broken.
    for number, count in enumerate(body[:-1]):
        full = 20 if number == 0 else 22
        left = lines - sum(body[: number + 1])
        assert count >= full - 1 or left == 2 or lines == 3


def test_a_signature_that_lacks_a_line_comes_closer_instead_of_turning_the_page() -> None:
    """7.3.5: lines come closer. With one row more it does not help, and two rows go over."""
    gaps = {}
    for rows in range(14, 26):
        content = set_pdf([letter(table(rows), CLOSE, layout=Layout.LETTER)], faces(), {})
        pages = pdfplumber.open(io.BytesIO(content)).pages
        lines = {line["text"]: line["top"] for line in pages[-1].extract_text_lines()}
        gaps[rows] = (len(pages), round(lines["2006年12月7日"] - lines[ORGAN], 1))
    # 28.95 points apart; closer, six tenths of the 12.95 between the lines are left.
    assert sorted({round(gap) for _, gap in gaps.values()}) == [24, 29]
    order = [(count, gap < 27) for count, gap in gaps.values()]
    assert order == sorted(order)
    assert order[0] == (1, False)
    assert order[-1] == (2, False)


def test_where_the_end_begins() -> None:
    long = Paragraph(text="国" * 60)
    fields = Fields(pairs=(("姓名", "某"), ("性别", "男")))
    assert ending((long, CLOSE), Layout.LETTER, signed=True) == (1, 0)
    assert ending((table(9), CLOSE, CLOSE), Layout.LETTER, signed=True) == (1, 2)
    # Three lines under a table are of the end, five are body.
    three, five = (Paragraph(text="国" * 26 * n) for n in (3, 5))
    assert ending((table(9), three, CLOSE), Layout.LETTER, signed=True) == (1, 2)
    assert ending((table(9), five, CLOSE), Layout.LETTER, signed=True) == (2, 0)
    # Two rows are not taken apart.
    assert ending((long, Heading(level=1, text="一、"), table(2)), Layout.LETTER, signed=True) == (1, 0)
    assert ending((fields, Signing(labels=("本人",))), Layout.FORM, signed=False) == (1, 0)
    assert ending((long, Parties(first=("甲",), second=("乙",))), Layout.FORM, signed=False) == (1, 0)
    # Nothing ends a ledger that nobody signs.
    assert ending((table(9), CLOSE), Layout.WIDE, signed=False) is None
    # Nine short paragraphs are more than two fifths of a page of 22 lines: eight are the end.
    assert ending((CLOSE,) * 12, Layout.LETTER, signed=True) == (4, 0)


@settings(max_examples=20, deadline=None)
@given(lines=st.integers(1, 60))
@example(lines=33)
def test_a_form_begins_under_its_title_however_much_is_in_it(lines) -> None:
    """Its last line and the line to sign on stand on one page."""
    pairs = (("姓名", "某"), ("说明", "国" * 28 * lines), ("意见", "\n\n\n盖章"))
    one = letter(
        Fields(pairs=pairs, wide=("说明", "意见")),
        Signing(labels=("填表人",)),
        layout=Layout.FORM,
        signed=False,
    )
    pages = pages_of(one)
    assert any("关于任职的通知" in line for line in pages[0])
    assert any("姓名" in line for line in pages[0])
    (last,) = (n for n, page in enumerate(pages) if any("填表人" in line for line in page))
    assert last == len(pages) - 1
    assert any("盖章" in line for line in pages[last])
