"""The files of the county: packed tight, for they are many; what changes from one zlib to another is the packing alone."""

import io
import zipfile
from collections.abc import Mapping

from dinggang.case import Case
from dinggang.sheets import case_files


def county_files(case: Case, names: Mapping[str, str]) -> dict[str, bytes]:
    return {
        name: _packed(content) if name.endswith(".xlsx") else content
        for name, content in case_files(case, names).items()
    }


def _packed(content: bytes) -> bytes:
    """The same workbook compressed."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(packed, "w") as new:
        for info in old.infolist():
            new.writestr(info, old.read(info.filename), zipfile.ZIP_DEFLATED, 9)
    return packed.getvalue()
