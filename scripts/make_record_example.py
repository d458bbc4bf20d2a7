"""Makes docs/record-example: the public bundle of a very small invented reform, its policy and one person's receipt.

Keys and salts are by rule, so that the bytes are the same each time; those of a record in use are random.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

import build  # noqa: E402 - found by the line above
from dinggang.publication import pack  # noqa: E402
from publication import kit  # noqa: E402


def main() -> None:
    out = ROOT / "docs" / "record-example"
    with TemporaryDirectory() as folder, kit.world(Path(folder)) as world:
        world.run(build.folder(kit.tiny_case()))
        (out / "notice.tar").write_bytes(pack(world.keeping, auditor=False))
        (out / "auditor.tar").write_bytes(pack(world.keeping, auditor=True))
        (out / "receipt.json").write_bytes(world.keeping.receipt("P04").encoded())
    (out / "policy").write_bytes(kit.POLICY)


if __name__ == "__main__":
    main()
