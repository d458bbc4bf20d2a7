"""The closing summary, as its ledger of claims gives it, with the pictures of the reform."""

import re
from xml.sax.saxutils import escape

from dinggang.case import ActKind
from dinggang.documents.claims import Summary
from dinggang.documents.official.saying import Made, columns, lacking
from dinggang.documents.official.values import (
    Attachment,
    Block,
    Document,
    Heading,
    Paragraph,
    Picture,
    Signature,
    Table,
)
from dinggang.documents.pictures import pictures
from dinggang.documents.pictures.values import Picture as Drawing
from dinggang.documents.summary import headings
from dinggang.documents.told import Told

_TEXT_WIDTH = 156
_SIZE = re.compile(r'viewBox="0 \d+ (\d+) (\d+)"')
_TALLEST = 195
_WORDS = re.compile(r'<text x="\d+" y="(\d+)"[^>]*>([^<]*)</text>\n')


def summary_document(told: Told, made: Summary | None) -> Made:
    """工作总结 with the pictures attached, and for inside use the claims that the case does not support and the ledger of
    what every figure rests on.
    """
    return _report(told, made, "summary", (*_pictures(told), *(_inside(made) if made is not None else ())))


def report_document(told: Told, made: Summary | None) -> Made:
    """The same to be sent: without attachments. What an editor added stays marked as such."""
    return _report(told, made, "report", ())


def _report(told: Told, made: Summary | None, kind: str, attached: tuple[Attachment, ...]) -> Made:
    if made is None:
        return lacking(
            "还没有每个人的去向，不能总结。", "Not everyone has an outcome yet: there is nothing to sum up."
        )
    act = told.last(ActKind.SUMMARY_ADOPTED) or told.acts[-1]
    blocks: list[Block] = []
    for title, section in zip(headings(made), made.sections, strict=True):
        if title:
            blocks.append(Heading(level=1 if section.level == 1 else 2, text=title))
        blocks.extend(Paragraph(text="".join(s.text for s in those)) for those in section.paragraphs)
    return (
        Document(
            kind=kind,
            title=made.title,
            day=act.day,
            blocks=tuple(blocks),
            signature=Signature(organ=act.by, day=act.day),
            attachments=attached,
        ),
    )


def _inside(made: Summary) -> tuple[Attachment, ...]:
    attached = []
    if made.unsupported:
        rows = tuple((str(n), u.claim, u.reason) for n, u in enumerate(made.unsupported, start=1))
        table = Table(
            columns=columns("序号", "说法", "为什么没有写", centred="序号"), rows=rows, empty="没有。"
        )
        attached.append(Attachment(title="没有依据而未写入的说法", blocks=(table,), inside=True))
    attached.append(Attachment(title="工作总结依据表", blocks=(_ledger(made),), inside=True))
    return tuple(attached)


def _ledger(made: Summary) -> Table:
    """Sentence by sentence its figures, what each counts, and the numbers of the documents it rests on."""
    rows = []
    for sentence in made.sentences:
        those = sentence.stated
        said = "；".join(f"{one.shown}：{one.words}" for one in those)
        numbers = "、".join(dict.fromkeys(n for one in those for n in one.documents))
        if those or not sentence.backed:
            rows.append((str(sentence.number), sentence.text, said or "编者补充，案卷无依据", numbers))
    return Table(
        columns=columns("句号", "句子", "数字和出处", "文号", centred="句号"),
        rows=tuple(rows),
        empty="总结里没有数字。",
        notes=("每个数字的准确值、查询和数据行，见工作总结依据.xlsx。",),
        close=True,
    )


def _pictures(told: Told) -> tuple[Attachment, ...]:
    drawn = tuple(_picture(n, p) for n, p in enumerate(pictures(told), start=1))
    return (Attachment(title=f"{told.organ}机构改革图", blocks=drawn),) if drawn else ()


def _picture(number: int, drawing: Drawing) -> Picture:
    svg = _untitled(drawing)
    found = _SIZE.search(svg)
    wide, high = (int(n) for n in found.groups()) if found is not None else (3, 2)
    height = _TEXT_WIDTH * high // wide
    width = _TEXT_WIDTH
    if height > _TALLEST:
        width, height = _TALLEST * wide // high, _TALLEST
    return Picture(
        svg=svg,
        width=width,
        height=height,
        caption=f"图{number}　{drawing.title}",
        words=drawing.description,
    )


def _untitled(drawing: Drawing) -> str:
    """The drawing without the title at its head, which the caption under it tells."""
    svg, left, foot = drawing.svg, escape(drawing.title), 0
    while left:
        found = _WORDS.search(svg)
        if found is None or not left.startswith(found[2].strip()):
            return drawing.svg
        left = left.removeprefix(found[2].strip()).strip()
        foot = int(found[1]) + 6
        svg = svg[: found.start()] + svg[found.end() :]
    return _SIZE.sub(lambda size: f'viewBox="0 {foot} {size[1]} {int(size[2]) - foot}"', svg, count=1)
