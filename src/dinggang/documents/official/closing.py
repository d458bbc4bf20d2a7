"""The closing summary, as its ledger of claims gives it, with the pictures of the reform."""

import re

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
_SIZE = re.compile(r'viewBox="0 0 (\d+) (\d+)"')
_TALLEST = 170


def summary_document(told: Told, made: Summary | None) -> Made:
    """工作总结: its sections, and as attachments the claims that the case does not support and the pictures."""
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
    attached = []
    if made.unsupported:
        rows = tuple((str(n), u.claim, u.reason) for n, u in enumerate(made.unsupported, start=1))
        attached.append(
            Attachment(
                title="没有依据而未写入的说法",
                blocks=(
                    Table(
                        columns=columns("序号", "说法", "为什么没有写", centred="序号"),
                        rows=rows,
                        empty="没有。",
                    ),
                ),
            )
        )
    drawn = tuple(_picture(n, p) for n, p in enumerate(pictures(told), start=1))
    if drawn:
        attached.append(Attachment(title=f"{told.organ}机构改革图", blocks=drawn))
    return (
        Document(
            kind="summary",
            title=made.title,
            day=act.day,
            blocks=tuple(blocks),
            signature=Signature(organ=act.by, day=act.day),
            attachments=tuple(attached),
        ),
    )


def _picture(number: int, drawing: Drawing) -> Picture:
    found = _SIZE.search(drawing.svg)
    wide, high = (int(n) for n in found.groups()) if found is not None else (3, 2)
    height = _TEXT_WIDTH * high // wide
    width = _TEXT_WIDTH
    if height > _TALLEST:
        width, height = _TALLEST * wide // high, _TALLEST
    return Picture(
        svg=drawing.svg,
        width=width,
        height=height,
        caption=f"图{number}　{drawing.title}",
        words=drawing.description,
    )
