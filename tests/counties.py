"""The invented county at a twentieth of its size, made by its own script, for tests that bend one thing at a time."""

import importlib.util
import sys
from fractions import Fraction
from functools import cache
from pathlib import Path

from dinggang.case import Case, Folder

ROOT = Path(__file__).resolve().parents[1]
SCRIPT = ROOT / "scripts" / "make_county_2026.py"


@cache
def small_county() -> Folder:
    """250 people in two townships. Findings name rows and no places: nothing of it was read."""
    sys.path.insert(0, str(SCRIPT.parent))
    try:
        spec = importlib.util.spec_from_file_location("make_county_2026", SCRIPT)
        if spec is None or spec.loader is None:
            raise ImportError(SCRIPT)
        script = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(script)
        case, names = script.county(Fraction(1, 20))
    finally:
        sys.path.remove(str(SCRIPT.parent))
    return folder_of(case, names)


def folder_of(case: Case, names: dict[str, str]) -> Folder:
    return Folder(case=case, names=names, places={}, digests={})
