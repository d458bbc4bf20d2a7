"""A bundle: the record of a case in one file, the same bytes whenever the same record is packed.

The public variant holds the log, the policy and the files anyone may read. The auditor's also holds the openings that have
not been erased: with them the case is put together and decided again.
"""

import hashlib
from collections.abc import Mapping

import msgspec

from dinggang.basis import Value, canonical
from dinggang.publication.entries import UNREADABLE, Entry, digests_of, read_entry
from dinggang.publication.keeping import FILES, OPENINGS, POLICY, Keeping, policy_in
from dinggang.publication.tar import read_tar, write_tar
from dinggang.record import Folder as LogFolder
from dinggang.record import Kind, Unsound, tiles
from dinggang.record.tiles import CHECKPOINT

FORMAT = "dinggang-bundle-1"
MANIFEST = "manifest.json"
LOG = "log/"
COPY, AUDITOR = "public", "auditor"
"""The variants."""
MAX_BYTES = 2**31


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

    def openings(self, entry: Entry) -> dict[str, bytes]:
        """The openings of an act's tables, by the digest of the table."""
        found = {t.sha256: self.files.get(f"{OPENINGS}/{t.sha256}") for t in entry.tables}
        return {sha256: raw for sha256, raw in found.items() if raw is not None}


def pack(keeping: Keeping, *, auditor: bool) -> bytes:
    """The bundle of what has been published, and of nothing else. Raises Unsound when nothing has.

    What was written for acts that are not yet signed stays out.
    """
    note, size = keeping.published()
    log = LogFolder(keeping.public)
    files = {f"{LOG}{CHECKPOINT}": note}
    for tile in tiles(size):
        raw = log.get(tile.path)
        if raw is None:
            raise Unsound(Kind.MISSING, where=tile.path)
        files[f"{LOG}{tile.path}"] = raw
    for entry in keeping.log.store.entries(0, size):
        policy = policy_in(entry)
        if policy is not None:
            files[POLICY] = policy
            continue
        act = read_entry(entry)
        for sha256 in digests_of(act):
            found = keeping.file(sha256)
            if found is None:
                raise Unsound(Kind.MISSING, f"file {sha256}", where=act.act.id)
            files[f"{FILES}/{sha256}"] = found
        if auditor:
            files |= {f"{OPENINGS}/{s}": raw for s, raw in keeping.openings(act).items()}
    return archive(files, AUDITOR if auditor else COPY)


def archive(files: Mapping[str, bytes], variant: str) -> bytes:
    """These files and their manifest as a tar: names in order, no times, no owners."""
    listed = tuple(
        Listed(path=path, length=len(raw), sha256=hashlib.sha256(raw).hexdigest())
        for path, raw in sorted(files.items())
    )
    manifest = canonical(Manifest(variant=variant, files=listed))
    return write_tar({**files, MANIFEST: manifest})


def unpack(raw: bytes) -> tuple[Bundle, list[Unsound]]:
    """The bundle in these bytes, and every file that is not what its manifest says.

    Raises Unsound of kind FORM for what is no bundle at all.
    """
    if len(raw) > MAX_BYTES:
        raise Unsound(Kind.TOO_LONG, f"more than {MAX_BYTES} bytes")
    read = read_tar(raw)
    files = read.files
    manifest_raw = files.pop(MANIFEST, None)
    if manifest_raw is None and not files:
        raise Unsound(Kind.FORM, "not a bundle")
    try:
        manifest = _manifest(manifest_raw)
    except Unsound as unsound:
        return Bundle(variant=COPY, files=files), [unsound, *read.wrong]
    listed = {each.path: (each.length, each.sha256) for each in manifest.files}
    wrong = []
    for path in sorted(files.keys() | listed.keys()):
        if path not in files:
            wrong.append(Unsound(Kind.MISSING, where=path))
        elif path not in listed:
            wrong.append(Unsound(Kind.EXTRA, where=path))
        elif (len(files[path]), hashlib.sha256(files[path]).hexdigest()) != listed[path]:
            wrong.append(Unsound(Kind.CONTENT, "not what the manifest says", where=path))
    return Bundle(variant=manifest.variant, files=files), [*wrong, *read.wrong]


def _manifest(raw: bytes | None) -> Manifest:
    if raw is None:
        raise Unsound(Kind.MISSING, where=MANIFEST)
    try:
        manifest = msgspec.json.decode(raw, type=Manifest)
    except UNREADABLE:
        raise Unsound(Kind.FORM, "not a manifest", where=MANIFEST) from None
    if (
        manifest.format != FORMAT
        or manifest.variant not in {COPY, AUDITOR}
        or msgspec.json.encode(manifest, order="sorted") != raw
    ):
        raise Unsound(Kind.FORM, "a manifest in another form", where=MANIFEST)
    if len({each.path for each in manifest.files}) != len(manifest.files):
        raise Unsound(Kind.FORM, "a file listed twice", where=MANIFEST)
    return manifest
