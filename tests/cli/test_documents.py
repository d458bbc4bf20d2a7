"""dinggang documents: files written whole, an index with digests, exit codes, the same bytes twice."""

import hashlib
from pathlib import Path

import pytest

from dinggang.cli import main

TOWN = Path(__file__).parents[2] / "examples" / "town-2006"


def test_a_notice_as_pdf_docx_and_xlsx_with_an_index(tmp_path, capsys) -> None:
    out = tmp_path / "out"
    assert (
        main(["documents", str(TOWN), "-o", str(out), "--only", "founding", "--only", "headcount", "--print"])
        == 0
    )
    names = {p.name for p in out.iterdir()} - {".dinggang"}
    assert names == {
        *("01-成立领导小组的通知.pdf", "01-成立领导小组的通知.docx"),
        *("08-机构编制和领导职数台账.pdf", "08-机构编制和领导职数台账.docx", "10-平衡表.xlsx"),
        *("合订本.pdf", "文件目录.txt"),
    }
    index = (out / "文件目录.txt").read_text("utf-8")
    for name in names - {"文件目录.txt"}:
        assert f"{hashlib.sha256((out / name).read_bytes()).hexdigest()}  {name}" in index
    assert "✓ 01-成立领导小组的通知" in capsys.readouterr().out
    first = {n: (out / n).read_bytes() for n in names}
    # Kinds may be named one by one or in a row, divided as people divide them.
    assert main(["documents", str(TOWN), "-o", str(out), "--only", "founding， headcount", "--print"]) == 0
    assert {n: (out / n).read_bytes() for n in names} == first


def test_what_cannot_be_had_is_refused_and_nothing_written(tmp_path, capsys) -> None:
    out = tmp_path / "out"
    assert main(["documents", str(TOWN), "-o", str(out), "--only", "nosuch"]) == 2
    assert main(["documents", str(TOWN), "-o", str(out), "--only", "why", "--person", "P999"]) == 2
    assert main(["documents", str(TOWN), "-o", str(out), "--fonts", str(tmp_path / "none")]) == 2
    assert not out.exists()
    assert "没有这个字体文件夹" in capsys.readouterr().err


def test_without_fonts_documents_says_what_to_install(tmp_path, monkeypatch, capsys) -> None:
    monkeypatch.setattr("dinggang.documents.official.faces._known_files", lambda: iter(()))
    out = tmp_path / "out"
    assert main(["documents", str(TOWN), "-o", str(out), "--only", "founding"]) == 2
    assert "fonts-noto-cjk" in capsys.readouterr().err
    assert not out.exists()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_progress_in_both_languages(tmp_path, capsys, language) -> None:
    main(
        [
            "documents",
            str(TOWN),
            "-o",
            str(tmp_path / "out"),
            "--only",
            "why",
            "--person",
            "P013",
            "--lang",
            language,
        ]
    )
    told = capsys.readouterr().out
    assert ("32-名次说明" if language == "zh" else "32 why") in told
