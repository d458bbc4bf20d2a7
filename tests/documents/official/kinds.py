"""Every kind of document of the town, set once for the tests that look at the files."""

import io
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from unittest import mock

import msgspec

from dinggang.documents.official import pdf, press
from dinggang.documents.official.faces import Faces, find_faces
from dinggang.documents.official.joining import Volume
from dinggang.documents.official.shaping import Shaper
from dinggang.documents.official.values import Block, Document, Picture
from dinggang.procedure import run
from dinggang.procedure.printing import issues
from dinggang.sheets import read_folder

TOWN = Path(__file__).parents[3] / "examples" / "town-2006"
SHEETS = 2
"""So many of the sheets that are made one a person: they differ in figures alone."""


@cache
def _town() -> tuple[dict[str, tuple[Document, ...]], Faces, Shaper, dict[str, str]]:
    folder = read_folder(TOWN)
    found = {i.kind.slug: tuple(i.documents[:SHEETS]) for i in issues(folder, run(folder))}
    assert all(found.values())
    faces = find_faces()
    return found, faces, Shaper(faces, folder.names), dict(folder.names)


@cache
def kinds() -> dict[str, bytes]:
    """The copies of record by kind."""
    found, faces, shaper, names = _town()
    return {slug: pdf.set_pdf(documents, faces, names, shaper) for slug, documents in found.items()}


@cache
def bound() -> bytes:
    """All of them in one file, joined as those bound together are."""
    return _joined(kinds().values())


PARTS = 4


def bound_in_parts() -> tuple[bytes, ...]:
    """The same in several files, for a judge that gives up after ten thousand remarks on one; the summary is in the first."""
    files = dict(kinds())
    summary = files.pop("summary")
    others = tuple(files.values())
    return _joined((summary, *others[::PARTS])), *(_joined(others[n::PARTS]) for n in range(1, PARTS))


def _joined(files: Iterable[bytes]) -> bytes:
    out = io.BytesIO()
    volume = Volume(out)
    for one in files:
        volume.add(one)
    volume.close()
    return out.getvalue()


@cache
def kinds_as_1b() -> dict[str, bytes]:
    """The same as PDF/A-1b, which knows no transparency: what is seen through in one picture is made solid."""
    found, faces, shaper, names = _town()
    with mock.patch.object(press, "STANDARD", "a-1b"):
        return {
            slug: pdf.set_pdf([_solid(one) for one in documents], faces, names, shaper)
            for slug, documents in found.items()
        }


def _solid(document: Document) -> Document:
    return msgspec.structs.replace(
        document,
        blocks=_solid_blocks(document.blocks),
        attachments=tuple(
            msgspec.structs.replace(a, blocks=_solid_blocks(a.blocks)) for a in document.attachments
        ),
    )


def _solid_blocks(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    return tuple(
        msgspec.structs.replace(b, svg=b.svg.replace("fill-opacity", "data-was"))
        if isinstance(b, Picture)
        else b
        for b in blocks
    )
