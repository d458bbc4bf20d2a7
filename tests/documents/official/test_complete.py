"""A value that a document owes and does not have refuses it, in both forms, with its place."""

from datetime import date

import pytest

from dinggang.basis import Refusal
from dinggang.documents.official.complete import check_complete
from dinggang.documents.official.docx import set_docx
from dinggang.documents.official.faces import find_faces
from dinggang.documents.official.pdf import set_pdf
from dinggang.documents.official.saying import columns
from dinggang.documents.official.values import Attachment, Document, Paragraph, Signature, Table

DAY = date(2006, 12, 7)
ORGAN = "中共望禾镇委员会"


def appointed(*rows: tuple[str, str, str]) -> Table:
    heads = columns("序号", "姓名", "职务", needed="姓名 职务")
    return Table(columns=heads, rows=rows, empty="没有拟任职人员。")


def letter(*blocks, **more) -> Document:
    return Document(
        kind="try", title="关于任职的通知", day=DAY, blocks=blocks or (Paragraph(text="正文。"),), **more
    )


def refused(document: Document):
    """What both setters refuse, which is the same."""
    told = []
    for setter in (lambda: set_pdf([document], find_faces(), {}), lambda: set_docx([document], {})):
        with pytest.raises(Refusal) as caught:
            setter()
        told.append(caught.value.problems)
    assert tuple(told[0]) == tuple(told[1])
    return told[0]


def test_a_red_mark_without_a_number_is_refused() -> None:
    (problem,) = refused(letter(mark=f"{ORGAN}文件"))
    assert (problem.where.file, problem.where.sheet) == ("关于任职的通知", "发文字号")
    assert "文号" in problem.cure.zh
    assert "number" in problem.cure.en


def test_without_a_mark_no_number_is_owed() -> None:
    assert check_complete(letter()) == []
    assert check_complete(letter(mark=f"{ORGAN}文件", number="望任〔2006〕9号")) == []


@pytest.mark.parametrize("place", ["signature", "printed"])
def test_a_signature_of_nobody_is_refused(place) -> None:
    (problem,) = refused(letter(**{place: Signature(organ=" ", day=DAY)}))
    assert problem.where.sheet == {"signature": "署名", "printed": "印发机关"}[place]


def test_an_empty_cell_that_is_owed_names_row_and_column() -> None:
    (problem,) = refused(letter(appointed(("1", "王某", "科员"), ("2", "李某", " "))))
    assert str(problem.where).endswith("[正文] “职务”列")
    assert "2　李某" in problem.words.zh
    assert "职务" in problem.words.zh


def test_of_many_empty_cells_three_are_told_and_the_rest_counted() -> None:
    rows = tuple((str(n), f"某{n}", "") for n in range(1, 9))
    found = check_complete(
        letter(Paragraph(text="正文。"), attachments=(Attachment(title="名单", blocks=(appointed(*rows),)),))
    )
    assert [(p.where.sheet, p.where.column) for p in found] == [("附件“名单”", "职务")] * 3
    assert ["另有" in p.words.zh for p in found] == [False, False, True]
    assert "另有5行" in found[-1].words.zh


def test_no_rows_owe_nothing() -> None:
    assert check_complete(letter(appointed())) == []
