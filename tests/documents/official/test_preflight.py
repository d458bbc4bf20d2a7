"""A judge that is not ours: Preflight of Apache PDFBox, which knows PDF/A-1b, reads every kind of document.

It knows no part 2. So each kind is set as PDF/A-1b as well, of the same pages, and must be without an error; and in the
copy of record itself it may find nothing but what part 1 forbids and part 2 allows.
"""

import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from documents.official.kinds import bound_in_parts, kinds, kinds_as_1b

JARS = ("preflight", "xmpbox", "pdfbox2", "fontbox2", "commons-logging", "javax.activation", "jaxb-api")
ALLOWED_BY_PART_2 = {
    # ISO 19005-2, 6.2.4.2: profiles of the ICC's version 4, too.
    "2.1.6: Invalid graphics object, Invalid version of the ICCProfile",
    # The part that it says it is.
    "7.11.2: Error on MetaData, part must be 1",
}
SEEN_THROUGH = "4.1.2: Transparency error, ca entry in a ExtGState is invalid"
"""ISO 19005-2, 6.2.10: transparency is allowed. One picture of the summary has it."""
BOUND = "1.4: Trailer Syntax error, /XRef cross reference streams are not allowed"
"""ISO 19005-2, 6.1.4: they are allowed. What is bound together has one, for it may be very large."""

Judge = Callable[[Mapping[str, bytes]], dict[str, Counter[str]]]


@pytest.fixture
def judge(tmp_path) -> Judge:
    """What the validator finds in each file: "code: words" with how often, nothing when it is valid."""
    java, jars = shutil.which("java"), [Path("/usr/share/java", f"{name}.jar") for name in JARS]
    if java is None or not all(jar.exists() for jar in jars):
        pytest.skip(
            "no Preflight (apt install default-jre-headless libpdfbox2-java libactivation-java libjaxb-api-java)"
        )

    def asked(files: Mapping[str, bytes]) -> dict[str, Counter[str]]:
        for name, content in files.items():
            (tmp_path / f"{name}.pdf").write_bytes(content)
        listed = tmp_path / "list"
        listed.write_text("".join(f"{tmp_path / name}.pdf\n" for name in files), "utf-8")
        command = [
            java,
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            ":".join(map(str, jars)),
            "org.apache.pdfbox.preflight.Validator_A1b",
        ]
        done = subprocess.run([*command, "xml", "group", listed], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        told = ET.parse(tmp_path / "list.preflight.xml").getroot()  # noqa: S314 - the validator's own words
        found = {one.get("name", "").removesuffix(".pdf"): errors(one) for one in told}
        assert found.keys() == files.keys()
        return found

    return asked


def errors(told: ET.Element) -> Counter[str]:
    found: Counter[str] = Counter()
    for error in told.iter("error"):
        found[f"{error.findtext('code')}: {error.findtext('details')}"] += int(error.get("count", "0"))
    # Valid is what has no error, and nothing else.
    assert (told.findtext("isValid") == "true") == (not found)
    return found


def test_every_kind_of_document_set_as_pdf_a_1b_is_valid(judge) -> None:
    files = kinds_as_1b()
    assert len(files) >= 44
    assert judge(files) == {slug: Counter() for slug in files}


def test_in_the_copies_of_record_it_finds_only_what_part_2_allows(judge) -> None:
    bound = {f"bound-{n}": part for n, part in enumerate(bound_in_parts(), start=1)}
    found = judge({**kinds(), **bound})
    for slug, told in found.items():
        # Both are told of each: it has read the metadata and the pages.
        assert set(told) - {SEEN_THROUGH, BOUND} == ALLOWED_BY_PART_2, slug
    assert {slug for slug, told in found.items() if SEEN_THROUGH in told} == {"summary", "bound-1"}
    assert [slug for slug, told in found.items() if BOUND in told] == list(bound)


SPOILED = {
    "face": (b"/FontFile", b"/FontPile"),
    "intent": (b"/GTS_PDFA1/", b"/GTS_PDFX1/"),
    "profile": (b"/N 3/", b"/N 4/"),
    "script": (b"/ViewerPreferences<</Direction/L2R>>", b"/OpenAction<</S/JavaScript/JS()>>   "),
    "name": (b"/ID[(", b"/XD[("),
    "metadata": (b"/Metadata ", b"/Metadatx "),
}
"""What is taken away or put in, with bytes as many, so that everything else stays where its table says."""


def test_it_rejects_a_file_that_is_spoiled(judge) -> None:
    whole = {"1b": kinds_as_1b()["founding"], "2b": kinds()["founding"]}
    files = {f"{part}-whole": pdf for part, pdf in whole.items()}
    for name, (old, new) in SPOILED.items():
        assert len(old) == len(new)
        for part, pdf in whole.items():
            assert old in pdf
            files[f"{part}-{name}"] = pdf.replace(old, new)
    found = judge(files)
    assert found["1b-whole"] == Counter()
    expected = {
        "face": "3.1.3",
        "intent": "2.1.3",
        "profile": "2.1.2",
        "script": "6.2",
        "name": "1.4",
        "metadata": "7.1",
    }
    for part in whole:
        for name, code in expected.items():
            more = set(found[f"{part}-{name}"]) - set(found[f"{part}-whole"])
            assert any(told.startswith(code) for told in more), (part, name, more)
