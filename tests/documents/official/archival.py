"""What ISO 19005-2 asks of a PDF/A-2b and its structure tells, clause by clause, read from the file alone.

Stricter than the standard in one thing: what official documents have no use for (annotations, forms, embedded files,
layers) is not weighed but refused. Not read here: what is inside font programs, the widths of glyphs, the schemas of XMP.
"""

import io
import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfinterp import PDFContentParser
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.psexceptions import PSEOF
from pdfminer.psparser import PSKeyword, PSLiteral

_ACTIONS = {
    *("Launch", "Sound", "Movie", "ResetForm", "ImportData", "Hide", "SetOCGState", "Rendition", "Trans"),
    *("GoTo3DView", "JavaScript"),
}
_CATALOG = {
    "AcroForm": "6.4.1 forms",
    "OCProperties": "6.9 layers",
    "Requirements": "6.11 requirements",
    "Perms": "6.1.12 permissions",
    "AA": "6.5.2 triggered actions",
    "OpenAction": "6.5.1 an action when opened",
}
_NAMED = {
    "EmbeddedFiles": "6.8 embedded files",
    "JavaScript": "6.5.1 scripts",
    "AlternatePresentations": "6.10 alternate presentations",
}
_KNOWN_BLENDS = (
    "Normal Compatible Multiply Screen Overlay Darken Lighten ColorDodge ColorBurn HardLight SoftLight Difference "
    "Exclusion Hue Saturation Color Luminosity"
)
_BLENDS = set(_KNOWN_BLENDS.split())
_INTENTS = {"RelativeColorimetric", "AbsoluteColorimetric", "Perceptual", "Saturation"}
_KNOWN_OPERATORS = (
    "b B b* B* BDC BI BMC BT BX c cm CS cs d d0 d1 Do DP EI EMC ET EX f F f* G g gs h i ID j J K k l m M MP n q Q re RG rg "
    "ri s S SC sc SCN scn sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y ' \""
)
_OPERATORS = set(_KNOWN_OPERATORS.split())
_SPACES = {b"RGB ": 3, b"GRAY": 1, b"CMYK": 4}
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_PDFA = "{http://www.aiim.org/pdfa/ns/id/}"
_DEEPEST = 28


def faults(pdf: bytes) -> list[str]:
    """Every breach as "clause what", each once; empty for a sound PDF/A-2b."""
    return sorted(set(_faults(pdf)))


def _faults(pdf: bytes) -> Iterator[str]:
    if not re.match(rb"%PDF-1\.[0-7][\r\n]+%[\x80-\xff]{4}", pdf):
        yield "6.1.2 header"
    if not re.search(rb"%%EOF[\r\n]{0,2}\Z", pdf):
        yield "6.1.3 something after the end"
    if b"/Encrypt" in pdf:
        yield "6.1.3 encryption"
        return
    document = PDFDocument(PDFParser(io.BytesIO(pdf)))
    identities = resolve1(document.xrefs[0].trailer.get("ID"))
    if not isinstance(identities, list) or len(identities) != 2 or not all(identities):
        yield "6.1.3 no ID"
    numbers = sorted({number for xref in document.xrefs for number in xref.get_objids()})
    if len(numbers) > 8388607:
        yield "6.1.13 more objects than may be"
    for number in numbers:
        for value in _inside(document.getobj(number)):
            yield from _value(value)
    yield from _catalog(document.catalog)
    yield from _output_intent(document.catalog)
    yield from _metadata(document)


def _inside(value: object) -> Iterator[object]:
    """The value and all that is in it, references not followed."""
    yield value
    parts = value.attrs if isinstance(value, PDFStream) else value
    if isinstance(parts, dict):
        for name, part in parts.items():
            yield PSLiteral(name)
            yield from _inside(part)
    elif isinstance(parts, list):
        for part in parts:
            yield from _inside(part)


def _value(value: object) -> Iterator[str]:
    if isinstance(value, bool):
        return
    if isinstance(value, int) and abs(value) > 2147483647:
        yield "6.1.13 a number too large"
    elif isinstance(value, bytes) and len(value) > 32767:
        yield "6.1.13 a string too long"
    elif isinstance(value, PSLiteral) and len(str(value.name).encode()) > 127:
        yield "6.1.13 a name too long"
    elif isinstance(value, PDFStream):
        yield from _stream(value)
        yield from _dictionary(value.attrs)
        if _name(value.attrs.get("Subtype")) == "Form" or "PatternType" in value.attrs:
            yield from _content([value], value.attrs.get("Resources"))
    elif isinstance(value, dict):
        yield from _dictionary(value)


def _stream(stream: PDFStream) -> Iterator[str]:
    if {"F", "FFilter", "FDecodeParms"} & stream.attrs.keys():
        yield "6.1.7.1 a stream outside the file"
    told = resolve1(stream.attrs.get("Filter"))
    filters = {_name(f) for f in (told if isinstance(told, list) else [told])}
    if filters & {"LZWDecode", "LZW", "Crypt"}:
        yield "6.1.7.2 a filter that may not be"


def _dictionary(entries: dict) -> Iterator[str]:
    kind, sub = _name(entries.get("Type")), _name(entries.get("Subtype"))
    if _name(entries.get("S")) in _ACTIONS or "JS" in entries:
        yield "6.5.1 an action that may not be"
    if "EF" in entries:
        yield "6.8 embedded files"
    if kind == "Page":
        yield from _page(entries)
    if kind == "Font":
        yield from _font(entries, sub)
    yield from _drawing(entries, sub)
    for state in _all(entries.get("ExtGState")):
        if {"TR", "HTP"} & state.keys() or _name(state.get("TR2", PSLiteral("Default"))) != "Default":
            yield "6.2.5 a transfer function or halftone"
        modes = resolve1(state.get("BM"))
        names = {_name(m) for m in (modes if isinstance(modes, list) else [modes])} - {""}
        if names - _BLENDS:
            yield "6.2.10 a blend mode of its own"
    for space in _listed(entries.get("ColorSpace")):
        yield from _colour_space(space)


def _drawing(entries: dict, sub: str) -> Iterator[str]:
    if sub == "Image" and ({"Alternates", "OPI"} & entries.keys() or resolve1(entries.get("Interpolate"))):
        yield "6.2.8.1 an image with alternates or smoothed"
    if sub == "Form" and {"OPI", "PS", "Subtype2"} & entries.keys():
        yield "6.2.9.1 a form of another program"
    if sub == "Form" and "Ref" in entries:
        yield "6.2.9.2 a form from another file"
    if sub == "PS":
        yield "6.2.9.3 PostScript"


def _page(page: dict) -> Iterator[str]:
    if resolve1(page.get("Annots")):
        yield "6.3 annotations"
    if "AA" in page:
        yield "6.5.2 triggered actions"
    if "PresSteps" in page:
        yield "6.10 steps of a presentation"
    box = resolve1(page.get("MediaBox"))
    if isinstance(box, list):
        sides = (box[2] - box[0], box[3] - box[1])
        if not all(3 <= side <= 14400 for side in sides):
            yield "6.1.13 the size of a page"
    told = resolve1(page.get("Contents"))
    yield from _content(
        [resolve1(c) for c in (told if isinstance(told, list) else [told])], page.get("Resources")
    )


def _content(streams: list[PDFStream], resources: object) -> Iterator[str]:
    parser = PDFContentParser([s for s in streams if s is not None])
    found = resolve1(resources)
    named = resolve1(found.get("ColorSpace")) if isinstance(found, dict) else None
    depth, operands = 0, []
    while True:
        try:
            _, token = parser.nextobject()
        except PSEOF:
            break
        if not isinstance(token, PSKeyword):
            operands.append(token)
            continue
        operator = token.name.decode() if isinstance(token.name, bytes) else str(token.name)
        if operator not in _OPERATORS:
            yield "6.2.2 an operator of its own"
        depth += {"q": 1, "Q": -1}.get(operator, 0)
        if depth > _DEEPEST:
            yield "6.1.13 graphics nested too deep"
        if operator in {"k", "K"}:
            yield "6.2.4.3 a colour that the output intent cannot show"
        if operator in {"cs", "CS"} and _name(operands[-1]) not in {"Pattern", *(named or {})}:
            yield "6.2.4.3 a colour space that is not described"
        if operator == "ri" and _name(operands[-1]) not in _INTENTS:
            yield "6.2.6 a rendering intent of its own"
        if operator in {"Tj", "TJ", "'", '"'}:
            yield from _shown(operands)
        operands = []


def _shown(operands: list) -> Iterator[str]:
    """Text in our faces is two bytes a glyph; glyph 0 is the box for what a face has not."""
    for value in _inside(operands):
        if isinstance(value, bytes):
            glyphs = [value[n : n + 2] for n in range(0, len(value), 2)]
            if b"\0\0" in glyphs:
                yield "6.2.11.8 a glyph that is none"


def _font(font: dict, sub: str) -> Iterator[str]:
    if sub == "Type0":
        encoding = resolve1(font.get("Encoding"))
        if not isinstance(encoding, PDFStream) and _name(encoding) not in {"Identity-H", "Identity-V"}:
            yield "6.2.11.3.3 a table of characters outside the file"
        if not isinstance(resolve1(font.get("ToUnicode")), PDFStream):
            yield "6.2.11.7.2 text that cannot be read out"
        return
    descriptor = resolve1(font.get("FontDescriptor"))
    files = {"FontFile", "FontFile2", "FontFile3"}
    programs = [resolve1(v) for k, v in descriptor.items() if k in files] if descriptor else []
    if sub != "Type3" and not any(isinstance(p, PDFStream) and p.get_data() for p in programs):
        yield "6.2.11.4.1 a face that is not in the file"
    if sub == "CIDFontType2" and "CIDToGIDMap" not in font:
        yield "6.2.11.3.2 a face without its table of glyphs"


def _colour_space(space: object) -> Iterator[str]:
    parts = resolve1(space)
    if not isinstance(parts, list):
        return
    family = _name(parts[0])
    if family == "ICCBased":
        yield from _profile(resolve1(parts[1]), "6.2.4.2")
    elif family in {"Separation", "DeviceN"}:
        yield "6.2.4.4 a spot colour"
    elif family == "Indexed":
        yield from _colour_space(parts[1])


def _profile(profile: object, clause: str) -> Iterator[str]:
    """A profile of version 2 or 4 of the ICC, for as many colours as its dictionary says."""
    data = profile.get_data() if isinstance(profile, PDFStream) else b""
    if len(data) < 128 or data[36:40] != b"acsp" or data[8] not in {2, 4}:
        yield f"{clause} no colour profile"
        return
    if data[12:16] not in {b"mntr", b"prtr", b"scnr", b"spac"}:
        yield f"{clause} a colour profile of another class"
    if _SPACES.get(data[16:20]) != resolve1(profile.attrs.get("N")):
        yield f"{clause} a colour profile for other colours"


def _output_intent(catalog: dict) -> Iterator[str]:
    intents = [resolve1(i) for i in resolve1(catalog.get("OutputIntents")) or []]
    ours = [i for i in intents if _name(i.get("S")) == "GTS_PDFA1"]
    if not ours:
        yield "6.2.3 no output intent"
    for intent in ours:
        yield from _profile(resolve1(intent.get("DestOutputProfile")), "6.2.3")


def _catalog(catalog: dict) -> Iterator[str]:
    yield from (words for key, words in _CATALOG.items() if key in catalog)
    names = resolve1(catalog.get("Names")) or {}
    yield from (words for key, words in _NAMED.items() if key in names)
    if _name(catalog.get("Version", PSLiteral("1.7"))) > "1.7":
        yield "6.1.2 header"


def _metadata(document: PDFDocument) -> Iterator[str]:
    stream = resolve1(document.catalog.get("Metadata"))
    if not isinstance(stream, PDFStream):
        yield "6.6.2.1 no metadata"
        return
    raw = stream.get_data()
    if re.search(rb"<\?xpacket begin=[^>]*(bytes|encoding)=", raw):
        yield "6.6.2.1 a packet with its length or encoding"
    tree = ET.fromstring(raw)  # noqa: S314 - our own file
    told = {e.tag: (e.text or "") for e in tree.iter() if e.tag.startswith(_PDFA)}
    for description in tree.iter(f"{_RDF}Description"):
        told.update({k: v for k, v in description.attrib.items() if k.startswith(_PDFA)})
    if (told.get(f"{_PDFA}part"), told.get(f"{_PDFA}conformance")) != ("2", "B"):
        yield "6.6.4 not said to be PDF/A-2b"


def _name(value: object) -> str:
    found = resolve1(value)
    return str(found.name) if isinstance(found, PSLiteral) else ""


def _listed(value: object) -> list:
    found = resolve1(value)
    if isinstance(found, dict):
        return list(found.values())
    return [] if found is None else [found]


def _all(value: object) -> list[dict]:
    return [found for found in map(resolve1, _listed(value)) if isinstance(found, dict)]
