"""dinggang documents on many sheets: written as they come, copies in several files, nothing half-written."""

import io
import re
from pathlib import Path

import docx
import pdfplumber
import pytest

from dinggang.basis import Problem, Refusal, Where, Words
from dinggang.cli import main, setting
from dinggang.cli.output import MARKER, written_aside
from dinggang.documents.official import pdf
from dinggang.procedure.printing import KINDS

TOWN = Path(__file__).parents[2] / "examples" / "town-2006"
FOUNDING, SETTLEMENT = (
    next(kind.file for kind in KINDS if kind.slug == slug) for slug in ("founding", "settlement")
)


def documents(out: Path, *kinds: str, bound: bool = False) -> int:
    only = [word for kind in kinds for word in ("--only", kind)]
    return main(["documents", str(TOWN), "-o", str(out), *only, *(["--print"] if bound else [])])


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def pages(raw: bytes) -> list[str]:
    return [page.extract_text() for page in pdfplumber.open(io.BytesIO(raw)).pages]


@pytest.fixture
def small_parts(monkeypatch):
    monkeypatch.setattr(pdf, "MOST_TEXTS", 500)


def test_parts_do_not_show_and_the_bound_pdf_holds_every_kind_once(tmp_path, monkeypatch):
    assert documents(tmp_path / "whole", "founding", "settlement", "wall", bound=True) == 0
    monkeypatch.setattr(pdf, "MOST_TEXTS", 500)
    assert documents(tmp_path / "parts", "founding", "settlement", "wall", bound=True) == 0
    whole, parts = contents(tmp_path / "whole"), contents(tmp_path / "parts")
    assert whole.keys() == parts.keys()
    assert whole[f"{SETTLEMENT}.pdf"] != parts[f"{SETTLEMENT}.pdf"], "they were set in parts"
    assert pages(whole[f"{SETTLEMENT}.pdf"]) == pages(parts[f"{SETTLEMENT}.pdf"])
    bound = pages(parts["合订本.pdf"])
    assert bound == pages(whole["合订本.pdf"])
    # The board for the wall is A3 and not bound.
    assert bound == pages(whole[f"{FOUNDING}.pdf"]) + pages(whole[f"{SETTLEMENT}.pdf"])


def test_a_typesetter_beside_gives_the_same_files(tmp_path, monkeypatch, small_parts):
    assert documents(tmp_path / "here", "settlement") == 0
    monkeypatch.setattr(setting, "MANY", 0)
    assert documents(tmp_path / "beside", "settlement") == 0
    assert contents(tmp_path / "beside") == contents(tmp_path / "here")


def test_copies_of_many_sheets_are_several_files_that_the_index_tells(tmp_path, monkeypatch):
    monkeypatch.setattr(setting, "MOST_SHEETS", 8)
    assert documents(tmp_path / "out", "settlement") == 0
    made = contents(tmp_path / "out")
    # Twenty people are cleared: 8, 8 and 4.
    copies = [f"{SETTLEMENT}-第0{n}册.docx" for n in (1, 2, 3)]
    assert sorted(name for name in made if name.endswith(".docx")) == copies
    assert [len(docx.Document(io.BytesIO(made[name])).sections) for name in copies] == [8, 8, 4]
    people = re.findall(r"人员编号 (P\d+)", "\n".join(pages(made[f"{SETTLEMENT}.pdf"])))
    assert len(people) == 20
    index = made["文件目录.txt"].decode()
    assert f"{copies[0]}：第1至8份，{people[0]}至{people[7]}" in index
    assert f"{copies[2]}：第17至20份，{people[16]}至{people[19]}" in index


def test_a_kind_refused_midway_leaves_no_file_and_is_not_bound(tmp_path, monkeypatch, small_parts, capsys):
    monkeypatch.setattr(setting, "MOST_SHEETS", 8)
    real = setting.set_docx
    refused = Refusal(
        [
            Problem(
                where=Where(file="结算单"),
                words=Words(zh="这一份不印。", en="Not this."),
                cure=Words(zh="改。", en="Mend."),
            )
        ]
    )
    calls = []

    def third_fails(documents, *rest):
        if documents[0].kind == "settlement":
            calls.append(len(documents))
            if len(calls) == 2:
                raise refused
        return real(documents, *rest)

    monkeypatch.setattr(setting, "set_docx", third_fails)
    assert documents(tmp_path / "out", "founding", "settlement", bound=True) == 1
    assert calls == [8, 8]
    made = contents(tmp_path / "out")
    assert made.keys() == {*(f"{FOUNDING}.pdf", f"{FOUNDING}.docx", "合订本.pdf", "文件目录.txt", MARKER)}
    assert pages(made["合订本.pdf"]) == pages(made[f"{FOUNDING}.pdf"])
    assert f"✗ {SETTLEMENT}" in capsys.readouterr().out
    assert f"不得印发\n  {SETTLEMENT}：这一份不印。" in made["文件目录.txt"].decode()


def test_only_the_board_for_the_wall_leaves_nothing_to_bind(tmp_path):
    assert documents(tmp_path / "out", "wall", bound=True) == 0
    assert "合订本.pdf" not in contents(tmp_path / "out")


def test_a_full_disk_leaves_what_was_there(tmp_path, monkeypatch, capsys):
    out = tmp_path / "out"
    assert documents(out, "founding") == 0
    before = contents(out)

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(setting, "set_docx", full)
    assert documents(out, "founding", "settlement") == 2
    assert contents(out) == before
    assert list(tmp_path.iterdir()) == [out], "nothing lies beside"
    assert "结果写不进去" in capsys.readouterr().err


def test_what_breaks_off_leaves_nothing(tmp_path):
    out = tmp_path / "out"

    def breaks_off() -> None:
        with written_aside(out) as fresh:
            (fresh / "half").write_text("half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        breaks_off()
    assert list(tmp_path.iterdir()) == []
    with written_aside(out) as fresh:
        (fresh / "whole").write_text("whole")
    assert contents(out) == {"whole": b"whole", MARKER: b"whole\n"}
