"""What is not set: a character nobody has, a table nobody can read, fonts that are not there; and what is set all the same."""

import io
import string
from datetime import date

import pdfplumber
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from dinggang.basis import Refusal
from dinggang.documents.official.characters import characters_of
from dinggang.documents.official.docx import set_docx
from dinggang.documents.official.faces import Faces, assemble, find_faces
from dinggang.documents.official.fitting import fit, halves, title_lines
from dinggang.documents.official.pdf import set_pdf
from dinggang.documents.official.shaping import Shaper
from dinggang.documents.official.values import Column, Document, Layout, Paragraph, Table

DAY = date(2006, 9, 11)


def small_face(path, family: str, text: str):
    """A font of a few empty glyphs."""
    builder = FontBuilder(1000, isTTF=True)
    names = {ord(c): f"u{ord(c):05X}" for c in text}
    order = [".notdef", *names.values()]
    pen = TTGlyphPen(None)
    pen.moveTo((0, 0))
    pen.lineTo((500, 0))
    pen.lineTo((500, 500))
    pen.closePath()
    glyph = pen.glyph()
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(names)
    builder.setupGlyf(dict.fromkeys(order, glyph))
    builder.setupHorizontalMetrics(dict.fromkeys(order, (1000, 0)))
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": family, "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=880, sTypoDescender=-120)
    builder.setupPost()
    builder.save(path)
    return path


BASE = string.printable.strip() + "　关于试印的通知没有任命为科员、。一二姓名王李—年月日"


@pytest.fixture
def two_faces(tmp_path) -> Faces:
    """仿宋 without 䶮, and a stand-in that has 䶮 but not 堃."""
    own = small_face(tmp_path / "a.ttf", "FangSong_GB2312", BASE)
    other = small_face(tmp_path / "b.ttf", "Noto Serif SC", BASE + "䶮祝")
    return assemble([own, other])


def notice(text: str) -> Document:
    return Document(kind="try", title="关于试印的通知", day=DAY, blocks=(Paragraph(text=text),))


def test_a_character_of_a_name_that_no_face_has_refuses_the_document(two_faces) -> None:
    with pytest.raises(Refusal) as caught:
        set_pdf([notice("任命王堃为科员。")], two_faces, {"P07": "王堃"})
    (problem,) = caught.value.problems
    for part in ("P07", "王堃", "“堃”", "U+5803"):
        assert part in problem.words.zh
    assert "U+5803" in problem.words.en
    assert "fonts-babelstone-han" in problem.cure.zh


def test_a_character_beside_names_names_its_place(two_faces) -> None:
    with pytest.raises(Refusal) as caught:
        set_pdf([notice("任命喆为科员。")], two_faces, {"P07": "王李"})
    (problem,) = caught.value.problems
    assert problem.where.sheet == "正文第1段"
    assert "正文第1段的“喆”" in problem.words.zh


@pytest.mark.parametrize("char", ["\u200b", "\u200d", "\ufeff", "\U000e0100"])
def test_a_character_that_nobody_sees_is_to_be_typed_again_not_given_a_font(two_faces, char) -> None:
    with pytest.raises(Refusal) as caught:
        set_pdf([notice(f"任命王{char}李为科员。")], two_faces, {"P07": f"王{char}李"})
    (problem,) = caught.value.problems
    assert f"U+{ord(char):04X}" in problem.words.zh
    assert "P07" in problem.words.zh
    assert "看不见" in problem.words.zh
    assert "fonts" not in problem.cure.zh


def test_a_table_too_wide_is_named_with_its_widest_column(two_faces) -> None:
    columns = (Column(title="王李"), Column(title="任命"))
    table = Table(columns=columns, rows=(("王", "A" * 200),), empty="无。", caption="王李任命")
    with pytest.raises(Refusal) as caught:
        fit([table], Layout.LETTER)
    (problem,) = caught.value.problems
    assert "“王李任命”有2列" in problem.words.zh
    assert "“任命”列（AAAAAAAAAAAAAAAAAAAA…）" in problem.words.zh


def test_a_rare_name_is_set_whole_in_the_other_face(two_faces) -> None:
    runs = Shaper(two_faces, {"P1": "祝䶮", "P2": "王李"}).runs("任命祝䶮、王李为科员。")
    assert runs == ["任命", {"f": ["Noto Serif SC"], "n": "祝䶮"}, "、王李为科员。"]


def test_a_name_torn_between_two_faces_refuses_the_document(tmp_path) -> None:
    one = small_face(tmp_path / "a.ttf", "FangSong_GB2312", BASE + "堃")
    other = small_face(tmp_path / "b.ttf", "Noto Serif SC", BASE + "䶮")
    shaper = Shaper(assemble([one, other]), {"P1": "䶮堃"})
    (problem,) = shaper.check(notice("任命䶮堃为科员。"))
    assert "P1" in problem.words.zh


def test_without_any_chinese_face_it_says_what_to_install(tmp_path) -> None:
    latin = small_face(tmp_path / "a.ttf", "Some Latin", "abc")
    broken = tmp_path / "b.ttf"
    broken.write_bytes(b"no font")
    with pytest.raises(Refusal) as caught:
        assemble([latin, broken])
    assert "fonts-noto-cjk" in caught.value.problems[0].cure.zh
    with pytest.raises(Refusal):
        find_faces(tmp_path / "nowhere")


def wide(columns: int, cell: str) -> Table:
    return Table(
        columns=tuple(Column(title=f"第{n}列") for n in range(columns)),
        rows=((cell,) * columns,),
        empty="没有。",
    )


def test_a_table_wider_than_the_page_is_refused_in_both_forms() -> None:
    table = wide(30, "X2006001234")
    document = Document(kind="try", title="台账", day=DAY, blocks=(table,))
    with pytest.raises(Refusal) as caught:
        fit([table], Layout.WIDE)
    assert "30列" in caught.value.problems[0].words.zh
    with pytest.raises(Refusal):
        set_pdf([document], find_faces(), {})
    with pytest.raises(Refusal):
        set_docx([document], {})


def test_a_table_takes_the_largest_type_that_fits() -> None:
    assert fit([wide(3, "某某")], Layout.LETTER)[0].size == 28
    sizes = [fit([wide(n, "某某某某")], Layout.LETTER)[0].size for n in (3, 7, 8, 10)]
    assert sizes == sorted(sizes, reverse=True)
    assert len(set(sizes)) > 1
    assert all(sum(fit([wide(n, "某某")], Layout.LETTER)[0].widths) <= 8844 for n in (1, 5, 9))


def test_a_post_title_of_200_characters_stays_on_the_page() -> None:
    title = "便民服务中心综合窗口工作人员" * 15
    table = Table(
        columns=(Column(title="姓名"), Column(title="岗位")), rows=(("王某", title),), empty="没有。"
    )
    document = Document(kind="try", title=title[:200], day=DAY, blocks=(table,))
    page = pdfplumber.open(io.BytesIO(set_pdf([document], find_faces(), {}))).pages[0]
    assert max(c["x1"] for c in page.chars) <= page.width - 26 * 72 / 25.4 + 1
    assert min(c["x0"] for c in page.chars) >= 28 * 72 / 25.4 - 1


@pytest.mark.parametrize("length", [1, 19, 20, 21, 39, 40, 41, 75, 200])
def test_titles_break_into_lines_that_fit_and_lose_nothing(length) -> None:
    title = ("关于报请审批《望禾镇机构改革方案》的请示" * 12)[:length]
    lines = title_lines(title, 20)
    assert "".join(lines) == title
    assert all(0 < halves(line) <= 40 for line in lines)
    assert not any(line[0] in "》，、）" for line in lines[1:])


def test_a_title_breaks_at_its_joints() -> None:
    assert title_lines("关于报请审批《南丘区望禾镇机构改革方案》的请示", 20) == (
        "关于报请审批",
        "《南丘区望禾镇机构改革方案》的请示",
    )
    assert title_lines("望禾镇机构改革竞争上岗资格审查结果公告", 20) == (
        "望禾镇机构改革竞争上岗资格审查结果公告",
    )


@given(st.text(alphabet="望禾镇关于的《》（），。A1 b-", min_size=1, max_size=120), st.integers(4, 30))
def test_any_title_breaks_into_lines_that_fit_and_lose_nothing(title, most) -> None:
    lines = title_lines(title, most)
    assert "".join(lines) == title
    assert all(0 < halves(line) <= 2 * most for line in lines)


@pytest.mark.parametrize("shuffled", [False, True])
def test_the_characters_of_a_font_are_those_of_its_table(tmp_path, shuffled) -> None:
    # Out of order, a segment of format 4 lists its glyphs instead of telling a difference.
    text = "".join(sorted(set(BASE), reverse=shuffled))
    with TTFont(small_face(tmp_path / "a.ttf", "Any", text), lazy=True) as font:
        assert characters_of(font.getTableData("cmap")) == frozenset(map(ord, text))


def test_the_characters_of_the_packaged_faces_are_those_another_reader_finds() -> None:
    for path in find_faces().files():
        if path.suffix == ".otf":
            with TTFont(path, lazy=True) as font:
                assert characters_of(font.getTableData("cmap")) == frozenset(font.getBestCmap())
