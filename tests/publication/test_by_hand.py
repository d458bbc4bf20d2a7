"""The sample of docs/record.md: sound, and checked by hand with the commands that stand there."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from dinggang.publication import Demands, Exit, State, unpack, verify

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "docs" / "record-example"


def block(name: str) -> str:
    page = (ROOT / "docs" / "record.md").read_text(encoding="utf-8")
    found = re.search(rf"<!-- {name} -->\n```(?:sh)?\n(.*?)```\n", page, re.DOTALL)
    assert found is not None
    return found.group(1)


def test_the_sample_is_sound() -> None:
    policy, receipt = (EXAMPLE / "policy").read_bytes(), (EXAMPLE / "receipt.json").read_bytes()
    report = verify((EXAMPLE / "auditor.tar").read_bytes(), Demands(policy=policy, receipt=receipt))
    assert {line.state for line in report.lines} == {State.HOLDS}
    report = verify((EXAMPLE / "notice.tar").read_bytes(), Demands(policy=policy))
    assert report.code is Exit.SOUND


@pytest.mark.skipif(not shutil.which("openssl"), reason="openssl is not installed")
def test_the_commands_print_what_the_page_says(tmp_path: Path) -> None:
    shutil.copy(EXAMPLE / "notice.tar", tmp_path)
    shutil.copy(EXAMPLE / "policy", tmp_path)
    done = subprocess.run(
        ["/bin/sh", "-c", block("notice-shell")],
        cwd=tmp_path,
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == block("notice-printed")


def test_any_tar_program_reads_a_bundle(tmp_path: Path) -> None:
    bundle, _ = unpack((EXAMPLE / "notice.tar").read_bytes())
    subprocess.run(["/bin/tar", "-xf", EXAMPLE / "notice.tar", "-C", tmp_path], check=True)
    for path, raw in bundle.files.items():
        assert (tmp_path / path).read_bytes() == raw


@pytest.mark.parametrize(
    "other",
    [
        {"LC_ALL": "C", "TZ": "Pacific/Auckland", "PYTHONHASHSEED": "1"},
        {"LC_ALL": "C.UTF-8", "TZ": "America/New_York", "PYTHONHASHSEED": "4711"},
        {"LC_ALL": "tr_TR.UTF-8", "TZ": "Asia/Shanghai", "PYTHONHASHSEED": "0", "PYTHONUTF8": "1"},
    ],
)
def test_the_report_is_the_same_elsewhere(other: dict[str, str]) -> None:
    program = Path(sys.executable).with_name("dinggang")
    command = [program, "verify", EXAMPLE / "auditor.tar", "--policy", EXAMPLE / "policy"]

    def printed(environment: dict[str, str]) -> str:
        done = subprocess.run(
            command,
            env={"PYTHONIOENCODING": "utf-8", **environment},
            capture_output=True,
            encoding="utf-8",
            check=True,
        )
        return done.stdout

    assert printed(other) == printed({})
