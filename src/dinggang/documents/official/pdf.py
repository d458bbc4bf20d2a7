"""Documents → PDF/A by Typst: the copy of record. The same values and faces give the same bytes."""

import ctypes
import io
import json
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple

from dinggang.basis import Fault
from dinggang.documents.official.faces import Faces
from dinggang.documents.official.joining import Volume
from dinggang.documents.official.shaping import Shaper, families
from dinggang.documents.official.values import Document

if TYPE_CHECKING:
    import typst

STANDARD = "a-2b"
MOST_TEXTS = 30_000
"""So many texts (cells, labels, paragraphs) are set at once: what bounds the memory."""
FORGET_FROM = 100_000
"""Data of so many characters leave enough behind to be worth giving back."""
_REMEMBERED = 10
_ALONE = Lock()
"""A typesetter does one thing at a time."""


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
    for part in set_parts(documents, faces, shaper or Shaper(faces, names)):
        volume.add(part.pdf())
    volume.close()
    return out.getvalue()


def set_parts(documents: Iterable[Document], faces: Faces, shaper: Shaper) -> Iterator[Part]:
    """The same, so many at a time as memory bears; `Volume` joins the PDFs.

    Where a part ends is told by the documents alone: the same documents give the same bytes. A part is set while the
    one before it is used and the one after it is made ready. Raises Refusal as `set_pdf` does, when it comes to what
    it refuses.
    """
    with ThreadPoolExecutor(max_workers=1) as worker:
        before: Part | None = None
        for some, data in _apart(documents, faces, shaper):
            part = Part(some, worker.submit(_set, faces, data, some[0].day).result)
            if before is not None:
                yield before
            before = part
        if before is not None:
            yield before


def _apart(
    documents: Iterable[Document], faces: Faces, shaper: Shaper
) -> Iterator[tuple[tuple[Document, ...], str]]:
    """Parts of at most `MOST_TEXTS`, as the typesetter takes them."""
    waiting: list[Document] = []
    shaped: list[str] = []
    texts = 0
    for document in documents:
        data = json.dumps(shaper.document(document), ensure_ascii=False)
        more = data.count('"') // 2
        if waiting and texts + more > MOST_TEXTS:
            yield tuple(waiting), _whole(waiting[0], shaped, faces)
            waiting, shaped, texts = [], [], 0
        waiting.append(document)
        shaped.append(data)
        texts += more
    if waiting:
        yield tuple(waiting), _whole(waiting[0], shaped, faces)


def _whole(first: Document, shaped: Sequence[str], faces: Faces) -> str:
    common = {
        "title": first.title or first.kind,
        "day": [first.day.year, first.day.month, first.day.day],
        "faces": families(faces),
        "thicken": faces.thicken,
    }
    head = json.dumps(common, ensure_ascii=False).removesuffix("}")
    return f'{head}, "documents": [{", ".join(shaped)}]}}'


def _set(faces: Faces, data: str, day: date) -> bytes:
    moment = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return _compile(faces, data, format="pdf", pdf_standards=STANDARD, timestamp=moment)


def set_png(svg: str, width: int, height: int, faces: Faces) -> bytes:
    """A drawing as a PNG of 200 dots to the inch, `width` × `height` in millimetres, for files that take no SVG."""
    source = (
        f"#set page(width: {width}mm, height: {height}mm, margin: 0mm)\n"
        '#image(bytes(sys.inputs.at("svg")), format: "svg", width: 100%, height: 100%, fit: "contain")'
    )
    compiler, _ = _typesetter(faces.files())
    with _ALONE:
        made, _ = compiler.compile_with_warnings(
            source.encode(), format="png", ppi=200, sys_inputs={"svg": svg}
        )
    if not isinstance(made, bytes):
        raise Fault("a drawing gave no picture")
    return made


def _compile(faces: Faces, data: str, **how: Any) -> bytes:
    compiler, _ = _typesetter(faces.files())
    with _ALONE:
        made, warnings = compiler.compile_with_warnings(_template(), sys_inputs={"data": data}, **how)
        if len(data) > FORGET_FROM:
            _forget(compiler)
    if warnings or not isinstance(made, bytes):
        raise Fault("; ".join(w.message for w in warnings) or "the typesetter gave nothing")
    return made


def _forget(compiler: "typst.Compiler") -> None:
    """Gives back what was remembered of pages: the typesetter keeps it until it was not asked for ten times, and some
    systems keep freed memory for the program unless told.
    """
    for _ in range(_REMEMBERED):
        compiler.compile_with_warnings(b"", format="pdf", sys_inputs={})
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # glibc's, not every Linux has it
        if trim is not None:
            trim(0)


@lru_cache(maxsize=1)
def _template() -> bytes:
    return files("dinggang.documents.official").joinpath("layout.typ").read_bytes()


@lru_cache(maxsize=4)
def _typesetter(paths: tuple[Path, ...]) -> tuple["typst.Compiler", tempfile.TemporaryDirectory[str]]:
    """A typesetter that knows these faces and no others: what is on the computer besides changes nothing.

    With it the folder that names them: faces are read when first wanted, so it stays as long as the typesetter.
    """
    import typst  # noqa: PLC0415 - 80 MB that only who sets documents needs

    folder = tempfile.TemporaryDirectory(prefix="dinggang-faces-")
    for number, path in enumerate(paths):
        link = Path(folder.name) / f"{number:02}-{path.name}"
        try:
            link.symlink_to(path.resolve())
        except OSError:  # links need a right on Windows
            link.write_bytes(path.read_bytes())
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder.name])
    return typst.Compiler(font_paths=fonts, ignore_system_fonts=True), folder
