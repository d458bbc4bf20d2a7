"""The page on the case folder is what the declarations say."""

import importlib.util
from pathlib import Path

import pytest

from dinggang.sheets.declare import Kind

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def script():
    spec = importlib.util.spec_from_file_location("doc", ROOT / "scripts" / "write_case_folder_doc.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(("name", "language"), [("case-folder.md", "en"), ("case-folder.zh-CN.md", "zh")])
def test_the_page_is_what_the_script_writes(script, name, language):
    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == script.page(language)


def test_every_kind_of_cell_is_explained(script):
    assert set(script.KINDS) == set(Kind)
