"""Writing an invented case into its folder."""

import sys
from collections.abc import Mapping
from pathlib import Path


def write_example(folder: Path, files: Mapping[str, bytes]) -> None:
    """Writes the files, or ends the program when the folder holds others: those of somebody else are not touched."""
    folder.mkdir(parents=True, exist_ok=True)
    foreign = sorted({p.name for p in folder.iterdir()} - files.keys())
    if foreign:
        sys.exit(f"{folder} holds other files, nothing was written: {', '.join(foreign)}")
    for name, content in files.items():
        (folder / name).write_bytes(content)
    print(f"{len(files)} files in {folder}")
