"""Posts of 200 characters, and a reform in which nobody competes: every kind of document is still one to be posted."""

import io

import msgspec
import pdfplumber
import pytest

import build
from dinggang.documents.official.docx import set_docx
from dinggang.documents.official.faces import find_faces
from dinggang.documents.official.pdf import set_pdf
from dinggang.documents.official.values import Layout, Table, texts
from dinggang.procedure import run
from dinggang.procedure.printing import issues

MM = 25.4 / 72
TITLE = ("便民服务中心综合窗口工作人员兼社会事务办公室民政救助、科教文卫管理和村镇建设服务岗位" * 5)[:200]
HALF_EMPTY = "，。、；：）〕》　"
"""At the end of a line the empty half of these stands in the margin."""
HALF_EMPTY_BEFORE = "（〔《“"
"""At the beginning of a line that of these."""
MARGINS = {Layout.LETTER: (28, 26), Layout.FORM: (28, 26), Layout.WIDE: (35, 37), Layout.WALL: (28, 26)}


@pytest.fixture(scope="module")
def town():
    """A small town whose posts have names of 200 characters."""
    case = build.case()
    posts = tuple(msgspec.structs.replace(p, name=TITLE) for p in case.posts)
    people = tuple(msgspec.structs.replace(p, former_post="干事") for p in case.people)
    return build.folder(build.bend(case, posts=posts, people=people))


def test_a_post_of_200_characters_stays_on_the_page_in_every_kind_of_document(town) -> None:
    named = set()
    for issue in issues(town, run(town)):
        assert not issue.stopped
        if not any(TITLE in text for d in issue.documents for _, text in texts(d)):
            continue
        named.add(issue.kind.slug)
        assert set_docx(issue.documents, town.names)
        left, right = MARGINS[issue.documents[0].layout]
        for page in pdfplumber.open(io.BytesIO(set_pdf(issue.documents, find_faces(), town.names))).pages:
            # The number of a page that lies across stands in its margin, turned.
            text = [c for c in page.chars if c["matrix"][0] > 0.5]
            assert min(c["x0"] for c in text if c["text"] not in HALF_EMPTY_BEFORE) * MM >= left - 1
            inked = [c["x1"] for c in text if c["text"] not in HALF_EMPTY]
            assert max(inked) * MM <= page.width * MM - right + 1
            # The page number is the lowest.
            assert max(c["bottom"] for c in page.chars) * MM <= page.height * MM - 16
    assert named >= {
        "posts",
        "eligibility",
        "notice",
        "appointment",
        "form",
        "contract",
        "bodies",
        "outcomes",
    }


def test_a_reform_in_which_nobody_competes_has_sentences_and_no_empty_tables() -> None:
    folder = build.folder(build.bend(build.case(), choices=()))
    found = {i.kind.slug: i for i in issues(folder, run(folder))}
    for issue in found.values():
        for document in issue.documents:
            blocks = (*document.blocks, *(b for a in document.attachments for b in a.blocks))
            for table in (b for b in blocks if isinstance(b, Table) and not b.rows):
                assert len(table.empty) > 3
                assert table.empty.endswith("。")
    (board,) = found["eligibility"].documents
    said = [text for _, text in texts(board)]
    assert "没有具备竞争上岗资格的人员。" in said
    assert not any("0人" in text for text in said)
    for slug in ("notice", "appointment"):
        assert found[slug].documents == ()
        assert found[slug].left_out.zh.startswith("没有")
