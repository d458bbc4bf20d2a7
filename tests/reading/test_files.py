"""Files: every encoding that such texts come in, Word documents with tables, and what is refused and how."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from dinggang.basis import Refusal
from dinggang.reading import files, read_text

WORDS = "机构改革方案\n核定行政编制30名，其中领导职数9名。"


@pytest.mark.parametrize(
    "content",
    [
        WORDS.encode(),
        b"\xef\xbb\xbf" + WORDS.encode(),
        WORDS.encode("gbk"),
        WORDS.encode("gb18030"),
        WORDS.encode("utf-16"),
        WORDS.encode("utf-16-le"),
        WORDS.encode("utf-16-be"),
        WORDS.replace("\n", "\r\n").encode(),
    ],
)
def test_encodings(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_bytes(content)
    assert read_text(path).raw == WORDS


def test_word_document_with_table(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("机构改革方案")
    table = document.add_table(rows=2, cols=3)
    for row, cells in enumerate((("类别", "编制", "预留"), ("行政", "30", "2"))):
        for column, words in enumerate(cells):
            table.cell(row, column).text = words
    document.add_paragraph("本方案自批准之日起施行。")
    path = tmp_path / "plan.docx"
    document.save(str(path))
    text = read_text(path)
    assert text.raw.split("\n")[:4] == [
        "机构改革方案",
        "类别\t编制\t预留",
        "行政\t30\t2",
        "本方案自批准之日起施行。",
    ]
    assert "行政30，2" in text.plain


def refused(path: Path) -> Refusal:
    with pytest.raises(Refusal) as caught:
        read_text(path)
    (problem,) = caught.value.problems
    assert problem.where.file == path.name
    assert problem.words.zh
    assert problem.words.en
    assert problem.cure.zh
    assert problem.cure.en
    return caught.value


def zipped(members: dict[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, body in members.items():
            packed.writestr(name, body)
    return content.getvalue()


BAD: tuple[tuple[str, Callable[[], bytes], str], ...] = (
    ("a.doc", lambda: b"\xd0\xcf\x11\xe0" + bytes(100), "旧版"),
    ("a.pdf", lambda: b"%PDF-1.4", "PDF"),
    ("a.wps", lambda: b"\xd0\xcf\x11\xe0", "WPS"),
    ("a.rtf", lambda: b"{\\rtf1", "RTF"),
    ("a.xlsx", lambda: b"PK\x03\x04", "表格"),
    ("a.odt", lambda: b"PK\x03\x04", "不认识"),
    ("a.txt", bytes, "空"),
    ("b.txt", lambda: b" \n\t", "空"),
    ("c.txt", lambda: b"only English here", "没有汉字"),
    ("d.txt", lambda: b"%PDF-1.4\n", "别的格式"),
    ("e.txt", lambda: b"PK\x03\x04", "别的格式"),
    ("f.txt", lambda: bytes(range(256)) * 40, "不是文本文件"),
    ("g.txt", lambda: b"\x00\x01\x02\x03" * 500, "不是文本文件"),
    ("h.txt", lambda: b"\xff\xfe" + b"\x00\xd8" * 9, "不是文本文件"),
    ("a.docx", lambda: b"\xd0\xcf\x11\xe0" + bytes(600), "加密"),
    ("b.docx", lambda: b"PK\x03\x04 damaged", "损坏"),
    ("c.docx", lambda: zipped({"hello.txt": b"x"}), "损坏"),
    ("d.docx", "机构".encode, "损坏"),
)


@pytest.mark.parametrize(("name", "content", "words"), BAD)
def test_refusals(name: str, content: Callable[[], bytes], words: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(content())
    assert words in refused(path).problems[0].words.zh


def test_missing_file_and_folder(tmp_path: Path) -> None:
    assert "找不到" in refused(tmp_path / "none.txt").problems[0].words.zh
    folder = tmp_path / "folder.txt"
    folder.mkdir()
    assert "文件夹" in refused(folder).problems[0].words.zh


def test_sizes(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    path.write_bytes("镇".encode() * (files.MOST_CHARACTERS + 1))
    assert "超过" in refused(path).problems[0].words.zh
    path.write_bytes(b"x" * (files.MOST_BYTES + 1))
    assert "20兆" in refused(path).problems[0].words.zh


def test_a_small_document_that_unpacks_to_much(tmp_path: Path) -> None:
    """60 MB of blanks pack into 60 kB; sizes are asked before anything is unpacked."""
    path = tmp_path / "bomb.docx"
    path.write_bytes(zipped({"word/document.xml": b" " * 60_000_000, "[Content_Types].xml": b"<x/>"}))
    assert path.stat().st_size < 1_000_000
    assert "过大" in refused(path).problems[0].words.zh


def test_inserted_words_count_and_deleted_ones_do_not(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("行政编制")
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    from docx.oxml import parse_xml  # noqa: PLC0415 - only this test writes marks of revision

    paragraph._p.append(parse_xml(f"<w:del {space}><w:r><w:delText>28</w:delText></w:r></w:del>"))
    paragraph._p.append(parse_xml(f"<w:ins {space}><w:r><w:t>30</w:t></w:r></w:ins>"))
    paragraph.add_run("名")
    path = tmp_path / "revised.docx"
    document.save(str(path))
    assert read_text(path).raw.startswith("行政编制30名")
