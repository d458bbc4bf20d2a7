"""The copy of record is PDF/A-2b: every kind of document, read clause by clause; and a file that is not is told so."""

import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest

from documents.official.archival import faults
from documents.official.kinds import bound, kinds

OPENS = b"/ViewerPreferences<</Direction/L2R>>"


@cache
def sound() -> bytes:
    """A document whose bytes are plain enough to be spoiled by hand."""
    return kinds()["founding"]


def changed(old: bytes, new: bytes) -> bytes:
    """The sound file with other bytes, as many, so that everything else stays where its table says."""
    assert old in sound()
    assert len(new) <= len(old)
    return sound().replace(old, new.ljust(len(old)))


def test_every_kind_of_document_is_a_sound_pdf_a_2b() -> None:
    assert len(kinds()) >= 26
    assert {slug: found for slug, pdf in kinds().items() if (found := faults(pdf))} == {}


def test_bound_together_they_are_one() -> None:
    assert faults(bound()) == []
    assert len(bound()) > max(map(len, kinds().values()))


def test_every_kind_of_document_has_no_error_of_syntax(tmp_path) -> None:
    program = shutil.which("qpdf")
    if program is None:
        pytest.skip("qpdf is not installed (apt install qpdf)")
    for slug, pdf in {**kinds(), "bound": bound()}.items():
        path = Path(tmp_path, f"{slug}.pdf")
        path.write_bytes(pdf)
        told = subprocess.run([program, "--check", path], capture_output=True, text=True, check=False)
        assert told.returncode == 0, told.stdout + told.stderr


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (b"%PDF-1.7", b"%PDF-2.0", "6.1.2 header"),
        (b"/ID[(", b"/XD[(", "6.1.3 no ID"),
        (OPENS, b"/OpenAction<</S/JavaScript/JS()>>", "6.5.1 an action when opened"),
        (OPENS, b"/X<</S/JavaScript/JS()>>", "6.5.1 an action that may not be"),
        (OPENS, b"/AA<</WC null>>", "6.5.2 triggered actions"),
        (OPENS, b"/AcroForm<</Fields[]>>", "6.4.1 forms"),
        (OPENS, b"/OCProperties<<>>", "6.9 layers"),
        (OPENS, b"/Names<</EmbeddedFiles<<>>>>", "6.8 embedded files"),
        (OPENS, b"/X<</EF<<>>>>", "6.8 embedded files"),
        (OPENS, b"/X 2147483648", "6.1.13 a number too large"),
        (OPENS, b"/X<</ExtGState<</a<</TR 1>>>>>>", "6.2.5 a transfer function or halftone"),
        (OPENS, b"/X<</ExtGState<</a<</BM/Odd>>>>>>", "6.2.10 a blend mode of its own"),
        (
            OPENS,
            b"/X<</Subtype/Image/Alternates[]>>",
            "6.2.8.1 an image with alternates or smoothed",
        ),
        (b"/OutputIntents ", b"/OutputIntentX ", "6.2.3 no output intent"),
        (b"/S/GTS_PDFA1/", b"/S/GTS_PDFX1/", "6.2.3 no output intent"),
        (b"/FontFile", b"/FontPile", "6.2.11.4.1 a face that is not in the file"),
        (b"/ToUnicode ", b"/ToUnicodX ", "6.2.11.7.2 text that cannot be read out"),
        (
            b"/Encoding/Identity-H",
            b"/Encoding/GBK-EUC-H ",
            "6.2.11.3.3 a table of characters outside the file",
        ),
        (b"/Metadata ", b"/Metadatx ", "6.6.2.1 no metadata"),
        (b"pdfaid:part>2<", b"pdfaid:part>3<", "6.6.4 not said to be PDF/A-2b"),
        (b"pdfaid:conformance>B<", b"pdfaid:conformance>A<", "6.6.4 not said to be PDF/A-2b"),
    ],
)
def test_what_the_standard_forbids_is_found(old, new, told) -> None:
    assert faults(sound()) == []
    assert told in faults(changed(old, new))


def test_what_comes_after_the_end_and_what_is_locked_is_found() -> None:
    assert faults(sound() + b"more") == ["6.1.3 something after the end"]
    assert "6.1.3 encryption" in faults(changed(b"trailer\n<</Size", b"/Encrypt<</Siz"))
    profile = re.search(rb"/N 3/", sound())
    assert profile is not None
    assert {"6.2.3 a colour profile for other colours"} <= set(faults(sound().replace(b"/N 3/", b"/N 4/")))


def page(content: bytes) -> bytes:
    """A file of one page, without metadata and output intent, that shows this."""
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]/Contents 4 0 R/Resources<<>>>>",
        b"<</Length %d>>\nstream\n%s\nendstream" % (len(content), content),
    )
    out = b"%PDF-1.7\n%\x80\x80\x80\x80\n"
    rows = [b"0000000000 65535 f\r\n"]
    for number, one in enumerate(objects, start=1):
        rows.append(b"%010d 00000 n\r\n" % len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"xref\n0 %d\n%s" % (len(rows), b"".join(rows))
    trailer = b"trailer\n<</Size %d/Root 1 0 R/ID[(a)(a)]>>\nstartxref\n%d\n%%%%EOF" % (len(rows), len(out))
    return out + table + trailer


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"q 0 0 10 10 re f Q", None),
        (b"q " * 28 + b"Q " * 28, None),
        (b"q " * 29 + b"Q " * 29, "6.1.13 graphics nested too deep"),
        (b"0 0 0 1 k", "6.2.4.3 a colour that the output intent cannot show"),
        (b"/c7 cs", "6.2.4.3 a colour space that is not described"),
        (b"/Vivid ri", "6.2.6 a rendering intent of its own"),
        (b"1 2 draw", "6.2.2 an operator of its own"),
        (b"BT <00010002> Tj ET", None),
        (b"BT <00010000> Tj ET", "6.2.11.8 a glyph that is none"),
        (b"BT [<0001> 3 <0000>] TJ ET", "6.2.11.8 a glyph that is none"),
        (b"BT <01000001> Tj ET", None),
    ],
)
def test_what_a_page_shows_is_read(content, told) -> None:
    bare = {"6.2.3 no output intent", "6.6.2.1 no metadata"}
    assert set(faults(page(content))) == bare | ({told} if told else set())
