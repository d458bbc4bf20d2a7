"""Writes a folder of results whole, or not at all."""

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from dinggang.basis import Problem, Refusal, Where, Words

MARKER = ".dinggang"
"""Names the files that a run wrote: those, and no others, may be replaced by the next run."""

PASSING = frozenset({"Thumbs.db", "desktop.ini", ".DS_Store"})
"""What file managers leave behind."""


def refuse_foreign(out: Path) -> None:
    """Raises Refusal when `out` holds something that this program did not write."""
    if not out.exists():
        return
    foreign = sorted(_foreign(out)) if out.is_dir() else [out.name]
    if foreign:
        listed = "、".join(foreign[:5]) + ("……" if len(foreign) > 5 else "")
        raise Refusal(
            [
                Problem(
                    where=Where(file=str(out)),
                    words=Words(
                        zh=f"这个位置已有别的文件，不能覆盖：{listed}。",
                        en=f"There is something else here; it is not overwritten: {listed}.",
                    ),
                    cure=Words(
                        zh="请把它们移到别处，或换一个空的结果文件夹（--out）。",
                        en="Move it elsewhere, or name an empty folder with --out.",
                    ),
                )
            ]
        )


def _foreign(out: Path) -> set[str]:
    """What is in the folder besides the files of an earlier run."""
    marker = out / MARKER
    ours = set(marker.read_text(encoding="utf-8").splitlines()) if marker.is_file() else set()
    there = {path.name for path in out.iterdir() if not path.name.startswith("~$")}
    return there - ours - PASSING - {MARKER}


def publish(out: Path, files: Mapping[str, bytes]) -> None:
    """Replaces the folder `out` by these files. They are complete beside it before the old folder is touched.

    Raises Refusal when the place cannot be written or `out` is not ours.
    """
    with written_aside(out) as fresh:
        for name, content in files.items():
            (fresh / name).write_bytes(content)


@contextmanager
def written_aside(out: Path) -> Iterator[Path]:
    """An empty folder beside `out` for files that are written one by one; it replaces `out` when all have been.

    When anything goes wrong meanwhile, nothing of it is left and `out` is as it was. Raises Refusal as `publish` does.
    """
    refuse_foreign(out)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    except OSError as error:
        raise _unwritable(out, error) from None
    try:
        yield fresh
        marker = "".join(f"{name}\n" for name in sorted(path.name for path in fresh.iterdir()))
        (fresh / MARKER).write_text(marker, encoding="utf-8", newline="\n")
        fresh.chmod(0o755)
        _swap(fresh, out)
    except OSError as error:
        raise _unwritable(out, error) from None
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _swap(fresh: Path, out: Path) -> None:
    if not out.exists():
        fresh.replace(out)
        return
    old = fresh.with_name(fresh.name + "-old")
    out.replace(old)
    try:
        fresh.replace(out)
    except OSError:
        old.replace(out)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _unwritable(out: Path, error: OSError) -> Refusal:
    reason = os.strerror(error.errno) if error.errno else str(error)
    return Refusal(
        [
            Problem(
                where=Where(file=str(out)),
                words=Words(zh=f"结果写不进去：{reason}。", en=f"Results cannot be written: {reason}."),
                cure=Words(
                    zh="请检查磁盘空间和权限，关闭正打开的结果文件后再试。",
                    en="Check space and permissions, close result files that are open, and try again.",
                ),
            )
        ]
    )
