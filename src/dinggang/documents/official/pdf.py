"""Documents → PDF/A by Typst: the copy of record. The same values and faces give the same bytes."""

import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

from dinggang.documents.official.faces import Faces
from dinggang.documents.official.joining import Volume
from dinggang.documents.official.press import Press, drawn
from dinggang.documents.official.shaping import Shaper, families
from dinggang.documents.official.values import Document

MOST_TEXTS = 30_000
"""So many texts (cells, labels, paragraphs) are set at once: what bounds the memory."""


class Part(NamedTuple):
    """Some of the documents, and their PDF: ask for it when everything else is done, it is made meanwhile."""

    documents: tuple[Document, ...]
    pdf: Callable[[], bytes]


def set_pdf(
    documents: Sequence[Document], faces: Faces, names: Mapping[str, str], shaper: Shaper | None = None
) -> bytes:
    """The documents one after the other in one PDF/A-2b, each with pages numbered from 1.

    `names` are people's names by id: each is set whole in one face. Raises Refusal for a value that is missing, a
    character without a glyph and a table wider than the page.
    """
    out = io.BytesIO()
    volume = Volume(out)
    for part in set_parts(documents, shaper or Shaper(faces, names), Press(faces.files())):
        volume.add(part.pdf())
    volume.close()
    return out.getvalue()


def set_parts(documents: Iterable[Document], shaper: Shaper, press: Press) -> Iterator[Part]:
    """The same, so many at a time as memory bears; `Volume` joins the PDFs.

    Where a part ends is told by the documents alone: the same documents give the same bytes. A part is set while the
    one before it is used and the one after it is made ready. Raises Refusal as `set_pdf` does, when it comes to what
    it refuses.
    """
    worker = ThreadPoolExecutor(max_workers=1)
    try:
        before: Part | None = None
        for some, data in _apart(documents, shaper):
            part = Part(some, worker.submit(press.set, data, some[0].day).result)
            if before is not None:
                yield before
            before = part
        if before is not None:
            yield before
    except BaseException:  # refused or broken off: what has not been begun is not set
        worker.shutdown(cancel_futures=True)
        raise
    worker.shutdown()


def _apart(documents: Iterable[Document], shaper: Shaper) -> Iterator[tuple[tuple[Document, ...], str]]:
    """Parts of at most `MOST_TEXTS`, as the typesetter takes them."""
    waiting: list[Document] = []
    shaped: list[str] = []
    texts = 0
    for document in documents:
        data = json.dumps(shaper.document(document), ensure_ascii=False)
        more = data.count('"') // 2
        if waiting and texts + more > MOST_TEXTS:
            yield tuple(waiting), _whole(waiting[0], shaped, shaper.faces)
            waiting, shaped, texts = [], [], 0
        waiting.append(document)
        shaped.append(data)
        texts += more
    if waiting:
        yield tuple(waiting), _whole(waiting[0], shaped, shaper.faces)


def _whole(first: Document, shaped: Sequence[str], faces: Faces) -> str:
    common = {
        "title": first.title or first.kind,
        "day": [first.day.year, first.day.month, first.day.day],
        "faces": families(faces),
        "thicken": faces.thicken,
    }
    head = json.dumps(common, ensure_ascii=False).removesuffix("}")
    return f'{head}, "documents": [{", ".join(shaped)}]}}'


def set_png(svg: str, width: int, height: int, faces: Faces) -> bytes:
    """A drawing as a PNG of 200 dots to the inch, `width` × `height` in millimetres, for files that take no SVG."""
    return drawn(faces.files(), svg, width, height)
