"""The typesetter, here or in a process beside: what sets thousands of sheets ends now and then, and gives back all it took."""

import ctypes
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, date, datetime
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from threading import Lock
from typing import IO, TYPE_CHECKING, Final, Self

from dinggang.basis import Fault

if TYPE_CHECKING:
    import typst

STANDARD: Final = "a-2b"
FORGET_FROM = 100_000
"""Data of so many characters leave enough behind to be worth giving back."""
LASTS = 3_000_000
"""A process beside sets so many characters before another takes its place."""
_REMEMBERED = 10
_SIZE = 8
_ALONE = Lock()
"""A typesetter does one thing at a time."""


class Press:
    """Sets data by the layout, with these faces. `apart` does it in a process beside: the same bytes, more to start."""

    def __init__(self, faces: Sequence[Path], *, apart: bool = False) -> None:
        self._faces = tuple(faces)
        self._apart = apart
        self._beside: subprocess.Popen[bytes] | None = None
        self._done = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def set(self, data: str, day: date) -> bytes:
        """A PDF/A-2b dated this day. Raises Fault when the typesetter warns, or gives nothing."""
        if not self._apart:
            return compiled(self._faces, data, day)
        if self._done > LASTS:
            self._end()
        self._done += len(data)
        if self._beside is None:
            self._beside = _started(self._faces)
        into, out = self._beside.stdin, self._beside.stdout
        if into is None or out is None:
            raise Fault("the typesetter beside has no pipes")
        try:
            _send(into, json.dumps({"day": day.isoformat(), "data": data}).encode())
            made = _received(out)
        except OSError:
            made = None
        if made is None:
            raise Fault(f"the typesetter beside has ended ({self._beside.wait()})")
        return made

    def _end(self) -> None:
        self._done = 0
        beside, self._beside = self._beside, None
        if beside is not None:
            # Its input ends, so it does. What a dead one has not read is nothing to us.
            with suppress(BrokenPipeError), beside:
                pass
            beside.wait()


def compiled(faces: tuple[Path, ...], data: str, day: date) -> bytes:
    """The data set by the layout. Raises Fault when the typesetter warns, or gives nothing."""
    compiler, _ = _typesetter(faces)
    with _ALONE:
        made, warnings = compiler.compile_with_warnings(
            _template(),
            sys_inputs={"data": data},
            format="pdf",
            pdf_standards=STANDARD,
            timestamp=datetime(day.year, day.month, day.day, tzinfo=UTC),
        )
        if len(data) > FORGET_FROM:
            _forget(compiler)
    if warnings or not isinstance(made, bytes):
        raise Fault("; ".join(w.message for w in warnings) or "the typesetter gave nothing")
    return made


def drawn(faces: tuple[Path, ...], svg: str, width: int, height: int) -> bytes:
    """A drawing as a PNG of 200 dots to the inch, `width` × `height` in millimetres. Raises Fault when there is none."""
    source = (
        f"#set page(width: {width}mm, height: {height}mm, margin: 0mm)\n"
        '#image(bytes(sys.inputs.at("svg")), format: "svg", width: 100%, height: 100%, fit: "contain")'
    )
    compiler, _ = _typesetter(faces)
    with _ALONE:
        made, _ = compiler.compile_with_warnings(
            source.encode(), format="png", ppi=200, sys_inputs={"svg": svg}
        )
    if not isinstance(made, bytes):
        raise Fault("a drawing gave no picture")
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


# -- a process beside ---------------------------------------------------------------------------------


def _started(faces: tuple[Path, ...]) -> "subprocess.Popen[bytes]":
    """Runs this module again, with the same modules at hand; it ends when its input does."""
    names = [str(path.resolve()) for path in faces]
    return subprocess.Popen(  # noqa: S603 - our own program and the faces found
        [sys.executable, "-m", __spec__.name, *names],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)},
    )


def _send(pipe: IO[bytes], raw: bytes) -> None:
    pipe.write(len(raw).to_bytes(_SIZE, "big"))
    pipe.write(raw)
    pipe.flush()


def _received(pipe: IO[bytes]) -> bytes | None:
    """What was sent; None when the other side has ended."""
    size = pipe.read(_SIZE)
    if len(size) < _SIZE:
        return None
    raw = pipe.read(int.from_bytes(size, "big"))
    return raw if len(raw) == int.from_bytes(size, "big") else None


def _serve(faces: tuple[Path, ...], into: IO[bytes], out: IO[bytes]) -> None:
    while (raw := _received(into)) is not None:
        asked = json.loads(raw)
        _send(out, compiled(faces, asked["data"], date.fromisoformat(asked["day"])))


if __name__ == "__main__":
    # Whoever interrupts means the program that asked; it ends us, perhaps before it has heard our answer.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(BrokenPipeError):
        _serve(tuple(map(Path, sys.argv[1:])), sys.stdin.buffer, sys.stdout.buffer)
