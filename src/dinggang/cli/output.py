"""Writes a folder of results whole, or not at all."""

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from dinggang.basis import Problem, Refusal, Where, Words

MARKER = ".dinggang"


def refuse_foreign(out: Path) -> None:
    """Raises Refusal when `out` holds something that this program did not write."""
    ours = out.is_dir() and ((out / MARKER).is_file() or not any(out.iterdir()))
    if out.exists() and not ours:
        raise Refusal(
            [
                Problem(
                    where=Where(file=str(out)),
                    words=Words(
                        zh="这个位置已有别的文件，不能覆盖。",
                        en="There is something else here; it is not overwritten.",
                    ),
                    cure=Words(zh="请换一个空的结果文件夹（--out）。", en="Name an empty folder with --out."),
                )
            ]
        )


def publish(out: Path, files: Mapping[str, bytes]) -> None:
    """Replaces the folder `out` by these files. They are complete beside it before the old folder is touched.

    Raises Refusal when the place cannot be written or `out` is not ours.
    """
    refuse_foreign(out)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    except OSError as error:
        raise _unwritable(out, error) from None
    try:
        for name, content in {MARKER: b"dinggang\n", **files}.items():
            (fresh / name).write_bytes(content)
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
