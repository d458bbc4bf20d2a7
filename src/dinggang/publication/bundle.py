"""A bundle: the record of a case in one file, the same bytes whenever the same record is packed.

The public variant holds the log, the policy and the files anyone may read. The auditor's also holds the openings that have
not been erased: with them the case is put together and decided again.
"""

import hashlib
import io
import tarfile
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from dinggang.basis import Value, canonical
from dinggang.publication.keeping import FILES, OPENINGS, POLICY, Keeping
from dinggang.record import Folder as LogFolder
from dinggang.record import Kind, Unsound

FORMAT = "dinggang-bundle-1"
MANIFEST = "manifest.json"
LOG = "log/"
MAX_BYTES = 2**31
MAX_FILES = 1_000_000


class Listed(Value, frozen=True, kw_only=True):
    """One file of a bundle."""

    path: str
    length: int
    sha256: str


class Manifest(Value, frozen=True, kw_only=True):
    """What a bundle holds. `variant`: public or auditor."""

    format: str = FORMAT
    variant: str
    files: tuple[Listed, ...]


class Bundle(msgspec.Struct, frozen=True, kw_only=True):
    """A bundle as read: its files by path, the manifest apart."""

    variant: str
    files: Mapping[str, bytes]

    def log(self) -> dict[str, bytes]:
        """The files of the log, by their paths under its prefix."""
        return {path.removeprefix(LOG): raw for path, raw in self.files.items() if path.startswith(LOG)}

    def file(self, sha256: str) -> bytes | None:
        """The file of a digest."""
        return self.files.get(f"{FILES}/{sha256}")

    def openings(self, act: str) -> dict[str, bytes]:
        """The openings of an act, by table."""
        start = f"{OPENINGS}/{act}-"
        return {
            path.removeprefix(start).removesuffix(".jsonl"): raw
            for path, raw in self.files.items()
            if path.startswith(start)
        }


def pack(keeping: Keeping, *, auditor: bool) -> bytes:
    """The bundle of what has been published. Raises Unsound when nothing has."""
    log = LogFolder(keeping.public)
    files: dict[str, bytes] = {}
    for path in log.paths():
        raw = log.get(path)
        if raw is not None:
            files[f"{LOG}{path}"] = raw
    if f"{LOG}checkpoint" not in files:
        raise Unsound(Kind.MISSING, where="checkpoint")
    files[POLICY] = (keeping.public / POLICY).read_bytes()
    files |= _folder(keeping.public / FILES, FILES)
    if auditor:
        files |= _folder(keeping.private / OPENINGS, OPENINGS)
    return archive(files, "auditor" if auditor else "public")


def _folder(folder: Path, name: str) -> dict[str, bytes]:
    found = sorted(folder.iterdir()) if folder.is_dir() else []
    return {f"{name}/{path.name}": path.read_bytes() for path in found if not path.name.startswith(".")}


def archive(files: Mapping[str, bytes], variant: str) -> bytes:
    """These files and their manifest as a tar: names in order, no times, no owners."""
    listed = tuple(
        Listed(path=path, length=len(raw), sha256=hashlib.sha256(raw).hexdigest())
        for path, raw in sorted(files.items())
    )
    manifest = canonical(Manifest(variant=variant, files=listed))
    return _tar({**files, MANIFEST: manifest})


def _tar(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        for path, raw in sorted(files.items()):
            info = tarfile.TarInfo(path)
            info.size = len(raw)
            info.mode = 0o644
            tar.addfile(info, io.BytesIO(raw))
    return out.getvalue()


def unpack(raw: bytes) -> tuple[Bundle, list[Unsound]]:
    """The bundle in these bytes, and every file that is not what its manifest says.

    Raises Unsound of kind FORM for what is no bundle at all.
    """
    files = _members(raw)
    manifest_raw = files.pop(MANIFEST, None)
    if manifest_raw is None:
        raise Unsound(Kind.FORM, "no manifest", where=MANIFEST)
    try:
        manifest = _manifest(manifest_raw)
    except Unsound as unsound:
        return Bundle(variant="public", files=files), [unsound]
    listed = {each.path: (each.length, each.sha256) for each in manifest.files}
    wrong = []
    for path in sorted(files.keys() | listed.keys()):
        if path not in files:
            wrong.append(Unsound(Kind.MISSING, where=path))
        elif path not in listed:
            wrong.append(Unsound(Kind.EXTRA, where=path))
        elif (len(files[path]), hashlib.sha256(files[path]).hexdigest()) != listed[path]:
            wrong.append(Unsound(Kind.CONTENT, "not what the manifest says", where=path))
    if not wrong and _tar({**files, MANIFEST: manifest_raw}) != raw:
        wrong.append(Unsound(Kind.CONTENT, "the archive around the files was altered", where="tar"))
    return Bundle(variant=manifest.variant, files=files), wrong


def _manifest(raw: bytes) -> Manifest:
    try:
        manifest = msgspec.json.decode(raw, type=Manifest)
    except (msgspec.DecodeError, msgspec.ValidationError):
        raise Unsound(Kind.FORM, "not a manifest", where=MANIFEST) from None
    if (
        manifest.format != FORMAT
        or manifest.variant not in {"public", "auditor"}
        or canonical(manifest) != raw
    ):
        raise Unsound(Kind.FORM, "a manifest in another form", where=MANIFEST)
    if len({each.path for each in manifest.files}) != len(manifest.files):
        raise Unsound(Kind.FORM, "a file listed twice", where=MANIFEST)
    return manifest


def _members(raw: bytes) -> dict[str, bytes]:
    if len(raw) > MAX_BYTES:
        raise Unsound(Kind.TOO_LONG, f"more than {MAX_BYTES} bytes")
    files: dict[str, bytes] = {}
    try:
        with tarfile.open(fileobj=io.BytesIO(raw), mode="r:") as tar:
            for count, member in enumerate(_each(tar)):
                content = tar.extractfile(member) if member.isreg() else None
                if content is None or member.name in files or count > MAX_FILES:
                    raise Unsound(Kind.FORM, "something else than files, each once", where=member.name)
                files[member.name] = content.read()
    except (tarfile.TarError, ValueError, OSError, EOFError, UnicodeDecodeError):
        raise Unsound(Kind.FORM, "not a bundle") from None
    return files


def _each(tar: tarfile.TarFile) -> Iterable[tarfile.TarInfo]:
    while (member := tar.next()) is not None:
        yield member
