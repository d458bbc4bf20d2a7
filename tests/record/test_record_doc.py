"""The act that docs/record.md checks by hand is a real one, and its commands print what the page says."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from dinggang.record import make_proof, parse_proof
from record.kit import World, acts, log_signer, policy, witness_signer

PAGE = (Path(__file__).parents[2] / "docs" / "record.md").read_text(encoding="utf-8")


def block(name):
    found = re.search(rf"<!-- {name} -->\n```\w*\n(.*?)```\n", PAGE, re.DOTALL)
    assert found, name
    return found[1]


def test_the_example_is_what_the_log_writes(tmp_path):
    world = World(tmp_path)
    entries = acts(7)
    note = world.publish(*entries, witnesses=1).note
    assert block("entry") == entries[4].decode() + "\n"
    assert block("proof").encode() == make_proof(4, world.log.inclusion_proof(4, 7), note).encoded
    assert block("keys") == f"{log_signer().verifier.vkey}\n{witness_signer(0).verifier.vkey}\n"
    assert parse_proof(block("proof").encode()).verify(entries[4], policy(1)).since == world.now


@pytest.mark.skipif(not shutil.which("openssl"), reason="openssl is not installed")
def test_the_commands_print_what_the_page_says(tmp_path):
    (tmp_path / "entry").write_text(block("entry").removesuffix("\n"))
    (tmp_path / "proof").write_text(block("proof"), encoding="utf-8")
    (tmp_path / "keys").write_text(block("keys"))

    def printed():
        done = subprocess.run(
            ["/bin/sh", "-c", block("shell")],
            cwd=tmp_path,
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C"},
            capture_output=True,
            text=True,
            check=False,
        )
        return done.stdout

    assert printed() == block("printed")
    (tmp_path / "entry").write_text(block("entry").removesuffix("\n").replace("4", "5"))
    assert printed().splitlines()[0] != block("printed").splitlines()[0]
    (tmp_path / "entry").write_text(block("entry").removesuffix("\n"))
    (tmp_path / "proof").write_text(block("proof").replace("\n7\n", "\n8\n"), encoding="utf-8")
    assert "Verified Successfully" not in printed()
