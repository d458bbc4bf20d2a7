"""Sets kinds of documents into a folder, sheet after sheet: PDF, editable copies, all of it bound in one PDF."""

import io
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple, Self

from dinggang.basis import Refusal
from dinggang.case import Folder
from dinggang.documents.official.docx import set_docx
from dinggang.documents.official.faces import Faces
from dinggang.documents.official.joining import Volume
from dinggang.documents.official.pdf import Part, set_parts, set_png
from dinggang.documents.official.press import Press
from dinggang.documents.official.shaping import Shaper
from dinggang.documents.official.values import Document, Picture
from dinggang.procedure.printing import Issue, Kind

BOUND = "合订本.pdf"
MOST_SHEETS = 500
"""So many sheets are in one docx: a word processor opens no thousands of sections with ease."""
MANY = 1000
"""For so many people the typesetter has a process of its own, whose memory is given back."""
_WALL = "wall"


class Setting(NamedTuple):
    """What is at hand for setting: faces and names, and the shaper that remembers what it has looked up."""

    faces: Faces
    names: Mapping[str, str]
    shaper: Shaper
    press: Press

    def parts(self, documents: Sequence[Document]) -> Iterator[Part]:
        return set_parts(documents, self.shaper, self.press)

    def pdf(self, documents: Sequence[Document]) -> bytes:
        out = io.BytesIO()
        volume = Volume(out)
        for part in self.parts(documents):
            volume.add(part.pdf())
        volume.close()
        return out.getvalue()

    def docx(self, documents: Sequence[Document]) -> bytes:
        return set_docx(documents, self.names, self._drawn)

    def _drawn(self, picture: Picture) -> bytes:
        return set_png(picture.svg, picture.width, picture.height, self.faces)


@contextmanager
def at_hand(faces: Faces, folder: Folder) -> Iterator[Setting]:
    """What a case is set with, while it is set."""
    shaper = Shaper(faces, folder.names)
    with Press(faces.files(), apart=len(folder.case.people) > MANY) as press:
        yield Setting(faces, folder.names, shaper, press)


class Told(NamedTuple):
    """What became of a kind; its documents are gone by then."""

    issue: Issue
    sheets: int
    copies: tuple[tuple[str, str], ...] = ()
    """Editable copies in several files: the name of each, and what it holds."""


class Binding:
    """Everything set so far, in one PDF. The board for the wall is A3 and stays by itself.

    A kind's parts wait in a file beside until the whole kind is known to be set.
    """

    def __init__(self, folder: Path | None) -> None:
        self._out = None if folder is None else (folder / BOUND).open("wb")
        self._volume = None if self._out is None else Volume(self._out)
        # Closed with the binding.
        self._waiting = None if folder is None else tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 - see above
        self._sizes: list[int] = []
        self._bound = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for file in (self._out, self._waiting):
            if file is not None:
                file.close()

    def wait(self, kind: Kind, part: bytes) -> None:
        if self._waiting is not None and kind.slug != _WALL:
            self._waiting.write(part)
            self._sizes.append(len(part))

    def settle(self, *, kept: bool) -> None:
        """What waits is bound, or, when its kind may not be issued, forgotten."""
        if self._volume is None or self._waiting is None:
            return
        self._waiting.seek(0)
        for size in self._sizes if kept else ():
            self._volume.add(self._waiting.read(size))
            self._bound = True
        self._waiting.seek(0)
        self._waiting.truncate()
        self._sizes.clear()

    def close(self) -> None:
        """Nothing to bind leaves no file."""
        if self._volume is None or self._out is None:
            return
        if self._bound:
            self._volume.close()
        self.__exit__()
        if not self._bound:
            Path(self._out.name).unlink()


def set_kind(issue: Issue, setting: Setting, fresh: Path, binding: Binding, language: str) -> Told:
    """Sets a kind into both files; with a problem neither is kept."""
    bare = Issue(kind=issue.kind, left_out=issue.left_out, findings=issue.findings, problems=issue.problems)
    if issue.stopped or not issue.documents:
        return Told(bare, len(issue.documents))
    count = len(issue.documents)
    written = [fresh / f"{issue.kind.file}.pdf"]
    copies = _Copies(issue.kind.file, count, setting, written)
    try:
        with written[0].open("wb") as out:
            volume = Volume(out)
            at = 0
            for part in setting.parts(issue.documents):
                copies.add(part.documents)
                pdf = part.pdf()
                volume.add(pdf)
                binding.wait(issue.kind, pdf)
                at += len(part.documents)
                _count(issue.kind, at, count, language)
            volume.close()
        copies.close()
    except Refusal as refusal:
        binding.settle(kept=False)
        for path in written:
            path.unlink(missing_ok=True)
        return Told(Issue(kind=issue.kind, problems=refusal.problems), count)
    binding.settle(kept=True)
    return Told(bare, count, copies.told)


class _Copies:
    """The editable copy of a kind: one docx, or, for more sheets than a word processor takes easily, several."""

    def __init__(self, name: str, count: int, setting: Setting, written: list[Path]) -> None:
        self._name = name
        self._several = count > MOST_SHEETS
        self._setting = setting
        self._written = written
        self._waiting: list[Document] = []
        self._before = 0
        self.told: tuple[tuple[str, str], ...] = ()

    def add(self, documents: Sequence[Document]) -> None:
        for document in documents:
            self._waiting.append(document)
            if len(self._waiting) == MOST_SHEETS:
                self._write()

    def close(self) -> None:
        if self._waiting:
            self._write()

    def _write(self) -> None:
        some, self._waiting = self._waiting, []
        name = f"{self._name}.docx"
        if self._several:
            name = f"{self._name}-第{len(self.told) + 1:02}册.docx"
            people = [one.about for one in some]
            # Sheets in the order of ranks have no first and last by which to look for somebody.
            whose = f"，{people[0]}至{people[-1]}" if all(people) and people == sorted(people) else ""
            holds = f"第{self._before + 1}至{self._before + len(some)}份{whose}"
            self.told = (*self.told, (name, holds))
        self._before += len(some)
        path = self._written[0].with_name(name)
        self._written.append(path)
        path.write_bytes(self._setting.docx(some))


def _count(kind: Kind, at: int, count: int, language: str) -> None:
    """How far a kind of many sheets is, on a line of the terminal that the next one takes."""
    if not sys.stderr.isatty():
        return
    name = kind.file if language == "zh" else f"{kind.file[:2]} {kind.slug}"
    told = f"… {name} {at:,}/{count:,}" if at < count else ""
    print(f"\r\033[K{told}", end="", file=sys.stderr, flush=True)
