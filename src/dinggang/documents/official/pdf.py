"""Documents → PDF/A by Typst: the copy of record. The same values and faces give the same bytes."""

import json
import tempfile
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dinggang.basis import Fault
from dinggang.documents.official.faces import Faces
from dinggang.documents.official.shaping import Shaper, families
from dinggang.documents.official.values import Document

if TYPE_CHECKING:
    import typst

STANDARD = "a-2b"


def set_pdf(
    documents: Sequence[Document], faces: Faces, names: Mapping[str, str], shaper: Shaper | None = None
) -> bytes:
    """The documents one after the other in one PDF/A-2b, each with pages numbered from 1.

    `names` are people's names by id: each is set whole in one face. Raises Refusal for a value that is missing, a
    character without a glyph and a table wider than the page.
    """
    shaper = shaper or Shaper(faces, names)
    first = documents[0]
    data = {
        "title": first.title or first.kind,
        "day": [first.day.year, first.day.month, first.day.day],
        "faces": families(faces),
        "thicken": faces.thicken,
        "documents": [shaper.document(one) for one in documents],
    }
    moment = datetime(first.day.year, first.day.month, first.day.day, tzinfo=UTC)
    return _compile(faces, data, format="pdf", pdf_standards=STANDARD, timestamp=moment)


def set_png(svg: str, width: int, height: int, faces: Faces) -> bytes:
    """A drawing as a PNG of 200 dots to the inch, `width` × `height` in millimetres, for files that take no SVG."""
    source = (
        f"#set page(width: {width}mm, height: {height}mm, margin: 0mm)\n"
        '#image(bytes(sys.inputs.at("svg")), format: "svg", width: 100%, height: 100%, fit: "contain")'
    )
    compiler, _ = _typesetter(faces.files())
    made, _ = compiler.compile_with_warnings(source.encode(), format="png", ppi=200, sys_inputs={"svg": svg})
    if not isinstance(made, bytes):
        raise Fault("a drawing gave no picture")
    return made


def _compile(faces: Faces, data: Mapping[str, Any], **how: Any) -> bytes:
    compiler, _ = _typesetter(faces.files())
    made, warnings = compiler.compile_with_warnings(
        _template(), sys_inputs={"data": json.dumps(data, ensure_ascii=False)}, **how
    )
    if warnings or not isinstance(made, bytes):
        raise Fault("; ".join(w.message for w in warnings) or "the typesetter gave nothing")
    return made


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
