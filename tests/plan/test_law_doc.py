"""The page on law is what the register says."""

import importlib.util
from pathlib import Path

from dinggang.plan.law import ARTICLES

ROOT = Path(__file__).resolve().parents[2]


def test_the_page_is_what_the_script_writes():
    spec = importlib.util.spec_from_file_location("law_doc", ROOT / "scripts" / "write_law_doc.py")
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    page = (ROOT / "docs" / "law.md").read_text(encoding="utf-8")

    assert page == script.page()
    assert all(f"| {id_} |" in page for id_ in ARTICLES)
