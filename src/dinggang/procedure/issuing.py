"""The digests of official documents in the acts that issue them.

What is posted stands in an open file of its act, so that whoever holds the paper's file can compare it. What is handed to a
person or kept stands in a sealed table: its digest alone could be guessed from what the document says.
"""

from collections.abc import Sequence

import msgspec

from dinggang.basis import Value, canonical
from dinggang.case import ActKind
from dinggang.procedure.committing import Content, Open, Row, Table

ISSUED, HANDED = "documents", "documents_kept"
"""The file of digests of what is posted, and the table of all others. Nothing is decided from them."""


class Issued(Value, frozen=True, kw_only=True):
    """One document as set: the act that issues it, its file, the SHA-256 of its bytes, and whether it is posted."""

    act: ActKind
    file: str
    sha256: str
    posted: bool


def with_documents(contents: Sequence[Content], issued: Sequence[Issued]) -> tuple[Content, ...]:
    """The contents, the last act of each kind with the digests of the documents that it issues."""
    last = {content.act.kind: content.act.id for content in contents}
    found = []
    for content in contents:
        own = [i for i in issued if i.act is content.act.kind and last[i.act] == content.act.id]
        posted = [{"document": i.file, "sha256": i.sha256} for i in own if i.posted]
        kept = [
            Row(owner=None, value=canonical({"document": i.file, "sha256": i.sha256}))
            for i in own
            if not i.posted
        ]
        files, tables = content.files, content.tables
        if posted:
            files = (*files, Open(name=ISSUED, content=canonical(posted), rows=len(posted)))
        if kept:
            tables = (*tables, Table(name=HANDED, rows=tuple(kept), gathered=True))
        found.append(msgspec.structs.replace(content, files=files, tables=tables))
    return tuple(found)
