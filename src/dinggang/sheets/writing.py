"""A case → the files of its folder."""

import shutil
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from dinggang.basis import Refusal, Where
from dinggang.case import Case
from dinggang.sheets.filling import Filled, filled
from dinggang.sheets.pages import page
from dinggang.sheets.plan_reading import PLAN
from dinggang.sheets.plan_writing import plan_toml
from dinggang.sheets.troubles import problem


def case_files(case: Case, names: Mapping[str, str], missing: Iterable[str] = ()) -> dict[str, bytes]:
    """File name → bytes of a case folder, without the tables in `missing`. The same case gives the same bytes."""
    left_out = frozenset(missing)
    books: dict[str, list[Filled]] = {}
    for table, rows in filled(case, names):
        if table.file not in left_out:
            books.setdefault(table.file, []).append((table, rows))
    return {
        PLAN: plan_toml(case.plan).encode(),
        **{f"{file}.xlsx": page(tables) for file, tables in books.items()},
    }


def write_folder(path: Path, case: Case, names: Mapping[str, str], missing: Iterable[str] = ()) -> None:
    """Writes the case as a folder that `read_folder` reads back the same. Citizen numbers are not kept anywhere.

    Raises Refusal when there is something at `path` already.
    """
    put(path, case_files(case, names, missing))


def put(path: Path, files: Mapping[str, bytes]) -> None:
    """Writes a new folder, whole or not at all. Raises Refusal when `path` is there and not an empty folder."""
    if path.exists() and not (path.is_dir() and not any(path.iterdir())):
        raise Refusal(
            [
                problem(
                    Where(file=str(path)),
                    "这个位置已有内容，不覆盖。",
                    "There is something here already; it is not overwritten.",
                    "请换一个新的文件夹名。",
                    "Name a new folder.",
                )
            ]
        )
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix=f".{path.name}-", dir=path.parent))
        try:
            for name, content in files.items():
                (fresh / name).write_bytes(content)
            fresh.chmod(0o755)
            if path.exists():
                path.rmdir()
            fresh.rename(path)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
    except OSError as error:
        raise Refusal(
            [
                problem(
                    Where(file=str(path)),
                    f"写不进去：{error.strerror or error}。",
                    f"Cannot be written: {error.strerror or error}.",
                    "请检查磁盘空间和权限。",
                    "Check space and permissions.",
                )
            ]
        ) from None
