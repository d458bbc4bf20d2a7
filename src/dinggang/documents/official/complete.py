"""What a document must say before it is set: a number under a red mark, who signs, the cells that a notice owes its readers."""

from collections.abc import Iterator

from dinggang.basis import Problem, Where, Words
from dinggang.documents.official.values import Document, Table

_TOLD = 3
"""So many empty cells of a column are told one by one."""


def check_complete(document: Document) -> list[Problem]:
    """Every value that is missing, with its place. A document with a red mark has a number (GB/T 9704-2012, 7.2.5)."""
    found = []
    if document.mark and not document.number:
        found.append(
            _missing(
                document,
                "发文字号",
                Words(
                    zh="有发文机关标志的公文须有发文字号，这里没有。",
                    en="A document with the issuing authority's mark bears a number; there is none.",
                ),
                Words(
                    zh="请在正式行为表中给印发它的行为填上文号。",
                    en="Enter the number of the act that issues it on the sheet of acts.",
                ),
            )
        )
    for place, signed in (("署名", document.signature), ("印发机关", document.printed)):
        if signed is not None and not signed.organ.strip():
            found.append(
                _missing(
                    document,
                    place,
                    Words(zh="没有写明是哪个机关。", en="It does not say which organ."),
                    Words(
                        zh="请在正式行为表中填上作出这一行为的机关。",
                        en="Enter by whom the act was taken on the sheet of acts.",
                    ),
                )
            )
    inside = [("正文", document.blocks)]
    inside += [(f"附件“{a.title}”", a.blocks) for a in document.attachments]
    for place, blocks in inside:
        for block in blocks:
            if isinstance(block, Table):
                found.extend(_empty_cells(document, place, block))
    return found


def _empty_cells(document: Document, place: str, table: Table) -> Iterator[Problem]:
    for index, column in enumerate(table.columns):
        if not column.needed:
            continue
        empty = [row for row in table.rows if not row[index].strip()]
        for number, row in enumerate(empty[:_TOLD], start=1):
            who = "　".join(cell for cell in row[:2] if cell.strip())
            yield _cell(document, place, column.title, who, len(empty) - _TOLD if number == _TOLD else 0)


def _cell(document: Document, place: str, title: str, who: str, more: int) -> Problem:
    return _missing(
        document,
        place,
        Words(
            zh=f"“{who}”这一行没有{title}" + (f"（另有{more}行也没有）" if more else "") + "，不能印发。",
            en=f"The row “{who}” has no {title}"
            + (f" ({more} more rows)" if more else "")
            + "; it is not issued.",
        ),
        Words(
            zh="请在花名册或岗位表中补上，再印。",
            en="Fill it in on the roster or the sheet of posts and set it again.",
        ),
        title,
    )


def _missing(document: Document, place: str, words: Words, cure: Words, column: str = "") -> Problem:
    where = Where(file=document.title or document.kind, sheet=place, column=column)
    return Problem(where=where, words=words, cure=cure)
