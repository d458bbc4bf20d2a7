"""Parts of one PDF joined: thousands of sheets are set a few hundred at a time, and are one file all the same.

The parts are what our typesetter writes (PDF 1.7, one plain table of references, tagged), so this reads that and no other
PDF. Parts go out one by one: no more than one is ever held.
"""

import hashlib
import re
import zlib
from base64 import b64encode
from collections.abc import Callable, Mapping
from typing import BinaryIO, NamedTuple

from dinggang.basis import Fault

_HEAD = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_CATALOG, _PAGES, _TAGS, _WHOLE, _INFO, _METADATA = range(1, 7)
_PACK = 400
"""So many objects are compressed together."""
_LEVEL = 6
_ROW = 8
"""Bytes of a reference: its kind, where, which."""

_STRING = rb"\((?:\\.|[^\\()]|\((?:\\.|[^\\()])*\))*\)|<[0-9A-Fa-f]+>"
_TOKEN = re.compile(
    rb"(?P<text>" + _STRING + rb")|(?P<ref>\d+)(?= 0 R\b)|(?P<key>/StructParents? )(?P<at>\d+)", re.DOTALL
)
_CELL = re.compile(rb"\(U\d+x\d+y\d+\)")
"""The name of a header cell, by which cells refer to it. Each part counts from 1."""
_KNOWN = {
    *(b"Type", b"Pages", b"Metadata", b"OutputIntents", b"Lang", b"StructTreeRoot", b"MarkInfo", b"Marked"),
    *(b"Suspects", b"ViewerPreferences", b"Direction", b"Catalog", b"L2R"),
}
_ROOT = re.compile(
    rb"<</Type/StructTreeRoot(?P<roles>/RoleMap<<[^>]*>>)?/K\[(?P<kids>[^]]*)\]/ParentTree<</Nums\[(?P<nums>[^]]*)\]>>"
    rb"(?:/IDTree<</Names\[(?P<names>[^]]*)\]>>)?/ParentTreeNextKey (?P<next>\d+)>>"
)


class _Part(NamedTuple):
    """A PDF taken apart: its objects by number, and the numbers of those that a PDF has once."""

    objects: dict[int, bytes]
    catalog: int
    pages: int
    tags: int
    info: int
    metadata: int
    intents: tuple[int, ...]


class _Stream(NamedTuple):
    head: bytes
    data: bytes


_Mover = Callable[[bytes], bytes]


class Volume:
    """Writes PDFs one after the other into one file as they come. Call `close` when the last has come.

    A single part is written as it is. Raises Fault for a PDF that our typesetter has not written.
    """

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._single: bytes | None = None
        self._parts = 0
        self._at = 0
        self._next = _METADATA + 1
        self._rows = bytearray()
        self._seen: dict[bytes, int] = {}
        self._packed: list[tuple[int, bytes]] = []
        self._kids: list[tuple[int, int]] = []
        self._roots: list[bytes] = []
        self._numbers: list[int] = []
        self._names: list[int] = []
        self._tagged = 0
        self._roles = b""
        self._once: tuple[bytes, bytes, bytes] = b"", b"", b""
        self._digest = hashlib.sha256()

    def add(self, pdf: bytes) -> None:
        """The next part."""
        if self._parts == 0:
            self._single = pdf
        else:
            if self._single is not None:
                first, self._single = self._single, None
                self._write(_HEAD)
                self._add(first, first=True)
            self._add(pdf, first=False)
        self._parts += 1

    def close(self) -> None:
        """Writes what the parts have in common. Raises Fault when there was no part."""
        if not self._parts:
            raise Fault("a PDF without a page")
        if self._single is not None:
            self._out.write(self._single)
            return
        count = sum(pages for _, pages in self._kids)
        kids = b" ".join(b"%d 0 R" % number for number, _ in self._kids)
        catalog, info, metadata = self._once
        self._pack(_CATALOG, catalog)
        self._pack(_PAGES, b"<</Type/Pages/Count %d/Kids[%s]>>" % (count, kids))
        self._pack(_TAGS, self._tag_root())
        parts = b" ".join(self._roots)
        self._pack(_WHOLE, b"<</Type/StructElem/S/Document/P %d 0 R/K[%s]>>" % (_TAGS, parts))
        self._pack(_INFO, info)
        self._flush()
        name = b64encode(self._digest.digest()[:16])
        told = re.sub(rb"(<xmpTPg:NPages>)\d+", rb"\g<1>%d" % count, metadata)
        for tag in (rb"stEvt:instanceID", rb"xmpMM:InstanceID", rb"xmpMM:DocumentID"):
            told = re.sub(rb"(<%s>)[^<_]+" % tag, rb"\g<1>" + name, told)
        head = b"<</Length %d/Type/Metadata/Subtype/XML>>" % len(told)
        self._write_stream(_METADATA, _Stream(head, told))
        self._references(name)

    # -- one part ---------------------------------------------------------------------------------

    def _add(self, pdf: bytes, *, first: bool) -> None:
        self._digest.update(hashlib.sha256(pdf).digest())
        part = _take_apart(pdf)
        new = self._renumbered(part, first=first)
        dropped = {part.catalog, part.info, part.metadata, part.tags}
        dropped.update(() if first else part.intents)
        prefix = b"%05d" % (len(self._roots) + 1)

        def moved(raw: bytes) -> bytes:
            return _moved(raw, new, self._tagged, prefix)

        for number, raw in part.objects.items():
            if number in dropped or self._written(new[number]):
                continue
            stream = _stream(raw)
            if stream is not None:
                self._write_stream(new[number], _Stream(moved(stream.head), stream.data))
            elif number == part.pages:
                self._page_node(new[number], moved(raw))
            else:
                self._pack(new[number], moved(raw))
        self._tag_nodes(part, moved)
        self._flush()
        if first:
            ones = {**new, part.pages: _PAGES, part.tags: _TAGS, part.metadata: _METADATA}
            catalog = _moved(part.objects[part.catalog], ones, 0, b"")
            self._once = catalog, part.objects[part.info], _required(part.objects[part.metadata]).data

    def _renumbered(self, part: _Part, *, first: bool) -> dict[int, int]:
        """Old number → new. Equal streams (faces, profiles) are written once."""
        gone = {part.catalog, part.info, part.metadata, part.tags, *(() if first else part.intents)}
        new = {part.tags: _WHOLE}
        for number, raw in part.objects.items():
            if number in gone:
                continue
            stream = _stream(raw)
            if stream is not None and not re.search(rb" 0 R\b|/StructParent", stream.head):
                digest = hashlib.sha256(raw).digest()
                if digest in self._seen:
                    new[number] = self._seen[digest]
                    continue
                self._seen[digest] = self._next
            new[number] = self._next
            self._next += 1
        return new

    def _page_node(self, number: int, raw: bytes) -> None:
        count = re.match(rb"<</Type/Pages/Count (\d+)/Kids\[", raw)
        if count is None:
            raise Fault("a PDF with pages in another form")
        self._kids.append((number, int(count[1])))
        self._pack(number, b"<</Parent %d 0 R" % _PAGES + raw.removeprefix(b"<<"))

    def _tag_nodes(self, part: _Part, moved: _Mover) -> None:
        """The part's branch of the tags: who is on which page, and the header cells by their names."""
        root = _ROOT.fullmatch(part.objects[part.tags])
        if root is None or (self._roots and (root["roles"] or b"") != self._roles):
            raise Fault("a PDF with tags in another form")
        self._roles = root["roles"] or b""
        self._roots.append(moved(root["kids"]))
        pairs = [(int(key), ref) for key, ref in re.findall(rb"(\d+) (\d+ 0 R)", root["nums"])]
        if pairs:
            nums = b" ".join(b"%d %s" % (key + self._tagged, moved(ref)) for key, ref in pairs)
            limits = (pairs[0][0] + self._tagged, pairs[-1][0] + self._tagged)
            self._numbers.append(self._new(b"<</Limits[%d %d]/Nums[%s]>>" % (*limits, nums)))
        named = sorted(re.findall(rb"(\([^()]*\))(\d+ 0 R)", moved(root["names"] or b"")))
        if named:
            names = b"".join(name + ref for name, ref in named)
            self._names.append(self._new(b"<</Limits[%s%s]/Names[%s]>>" % (named[0][0], named[-1][0], names)))
        self._tagged += int(root["next"])

    def _tag_root(self) -> bytes:
        numbers, names = (b" ".join(b"%d 0 R" % n for n in those) for those in (self._numbers, self._names))
        cells = b"/IDTree<</Kids[%s]>>" % names if names else b""
        root = b"<</Type/StructTreeRoot%s/K[%d 0 R]/ParentTree<</Kids[%s]>>%s/ParentTreeNextKey %d>>"
        return root % (self._roles, _WHOLE, numbers, cells, self._tagged)

    # -- the file ---------------------------------------------------------------------------------

    def _new(self, raw: bytes) -> int:
        number = self._next
        self._next += 1
        self._pack(number, raw)
        return number

    def _pack(self, number: int, raw: bytes) -> None:
        self._packed.append((number, raw))
        if len(self._packed) == _PACK:
            self._flush()

    def _flush(self) -> None:
        """The objects that wait, compressed together."""
        if not self._packed:
            return
        container = self._next
        self._next += 1
        index, at = [], 0
        for place, (number, raw) in enumerate(self._packed):
            index.append(b"%d %d" % (number, at))
            self._note(number, 2, container, place)
            at += len(raw) + 1
        head = b" ".join(index) + b"\n"
        data = zlib.compress(head + b"\n".join(raw for _, raw in self._packed), _LEVEL)
        told = b"<</Type/ObjStm/N %d/First %d/Length %d/Filter/FlateDecode>>"
        self._write_stream(container, _Stream(told % (len(self._packed), len(head), len(data)), data))
        self._packed = []

    def _write_stream(self, number: int, stream: _Stream) -> None:
        self._note(number, 1, self._at, 0)
        self._write(b"%d 0 obj\n%s\nstream\n%s\nendstream\nendobj\n" % (number, stream.head, stream.data))

    def _write(self, raw: bytes) -> None:
        self._out.write(raw)
        self._at += len(raw)

    def _note(self, number: int, kind: int, where: int, place: int) -> None:
        """Where an object is: at a place of the file, or the how-manieth of those compressed together."""
        at = number * _ROW
        if len(self._rows) < at + _ROW:
            self._rows.extend(bytes(at + _ROW - len(self._rows)))
        self._rows[at : at + _ROW] = bytes([kind]) + where.to_bytes(5, "big") + place.to_bytes(2, "big")

    def _written(self, number: int) -> bool:
        at = number * _ROW
        return at < len(self._rows) and self._rows[at] != 0

    def _references(self, name: bytes) -> None:
        number, start = self._next, self._at
        self._note(number, 1, start, 0)
        self._rows[:_ROW] = bytes(_ROW - 2) + b"\xff\xff"
        data = zlib.compress(self._rows, _LEVEL)
        told = b"<</Type/XRef/Size %d/W[1 5 2]/Root %d 0 R/Info %d 0 R/ID[(%s)(%s)]/Length %d/Filter/FlateDecode>>"
        head = told % (number + 1, _CATALOG, _INFO, name, name, len(data))
        self._write(b"%d 0 obj\n%s\nstream\n%s\nendstream\nendobj\n" % (number, head, data))
        self._write(b"startxref\n%d\n%%%%EOF\n" % start)


# -- one PDF ------------------------------------------------------------------------------------------


def _take_apart(pdf: bytes) -> _Part:
    """The objects of a PDF by its table of references."""
    found = re.search(rb"startxref\s+(\d+)\s+%%EOF\s*$", pdf)
    table = re.compile(rb"xref\s+0 (\d+)\s+").match(pdf, int(found[1])) if found else None
    if table is None:
        raise Fault("a PDF without a plain table of references")
    size, start = int(table[1]), table.end()
    rows = [pdf[start + 20 * n : start + 20 * n + 20] for n in range(size)]
    begins = sorted((int(row[:10]), n) for n, row in enumerate(rows) if row[17:18] == b"n")
    ends = [at for at, _ in begins[1:]] + [table.start()]
    objects = {}
    for (at, number), end in zip(begins, ends, strict=True):
        head = b"%d 0 obj\n" % number
        raw = pdf[at:end].rstrip()
        if not raw.startswith(head) or not raw.endswith(b"endobj"):
            raise Fault(f"object {number} of a PDF is not where its table says")
        objects[number] = raw[len(head) : -len(b"endobj")].rstrip(b"\n")
    trailer = pdf[start + 20 * size :]
    catalog = _reference(trailer, b"Root")
    said = objects[catalog]
    if not set(re.findall(rb"/(\w+)", said)) <= _KNOWN:
        raise Fault("a PDF with a catalogue in another form")
    intents = _reference(said, b"OutputIntents")
    listed = tuple(int(n) for n in re.findall(rb"(\d+) 0 R", objects[intents]))
    return _Part(
        objects={number: objects[number] for number in sorted(objects)},
        catalog=catalog,
        pages=_reference(said, b"Pages"),
        tags=_reference(said, b"StructTreeRoot"),
        info=_reference(trailer, b"Info"),
        metadata=_reference(said, b"Metadata"),
        intents=(intents, *listed),
    )


def _reference(raw: bytes, key: bytes) -> int:
    found = re.search(rb"/%s (\d+) 0 R" % key, raw)
    if found is None:
        raise Fault(f"a PDF without its {key.decode()}")
    return int(found[1])


def _stream(raw: bytes) -> _Stream | None:
    if not raw.endswith(b"endstream"):
        return None
    head, _, rest = raw.partition(b"\nstream\n")
    return _Stream(head, rest[: -len(b"\nendstream")])


def _required(raw: bytes) -> _Stream:
    stream = _stream(raw)
    if stream is None:
        raise Fault("a PDF without its metadata")
    return stream


def _moved(raw: bytes, new: Mapping[int, int], pages: int, prefix: bytes) -> bytes:
    """An object with its references renumbered, its place among the tagged pages moved on, its header cells renamed."""

    def one(found: re.Match[bytes]) -> bytes:
        text = found["text"]
        if text is not None:
            return b"(" + prefix + text[1:] if _CELL.fullmatch(text) else text
        if found["key"] is not None:
            return found["key"] + b"%d" % (int(found["at"]) + pages)
        return b"%d" % new[int(found["ref"])]

    return _TOKEN.sub(one, raw)
