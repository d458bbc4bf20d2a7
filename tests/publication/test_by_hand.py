"""The sample of docs/record.md: sound, and checked by hand with the commands that stand there."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from dinggang.procedure import STEPS
from dinggang.publication import Demands, Exit, State, act_in, unpack, verify
from dinggang.record import decode_bundle

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


def test_the_page_names_the_steps_as_they_are() -> None:
    rows = [
        f"  | {s.id.value} | {', '.join(k.value for k in s.acts)} | {', '.join(n.value for n in s.needs) or '–'} |"
        for s in STEPS
    ]
    head = "  <!-- steps -->\n  | step | acts | needs |\n  |---|---|---|\n"
    assert head + "\n".join(rows) + "\n\n" in (ROOT / "docs" / "record.md").read_text(encoding="utf-8")


def test_the_page_names_the_tables_and_files_of_every_act() -> None:
    page = (ROOT / "docs" / "record.md").read_text(encoding="utf-8")
    bundle, _ = unpack((EXAMPLE / "auditor.tar").read_bytes())
    (path,) = [p for p in bundle.files if p.startswith("log/tile/entries/")]
    entries = [act_in(raw) for raw in decode_bundle(bundle.files[path], int(path.rsplit("/", 1)[1]))]
    for entry in entries:
        if entry is not None and (entry.files or entry.tables):
            row = re.search(rf"^\| [^|]*{entry.act.kind.value}[^|]*\|(.*)\|$", page, re.MULTILINE)
            assert row is not None, entry.act.kind
            named = set(re.findall(r"`([a-z_]+)`", row.group(1)))
            closing = "what is left" in row.group(1)
            assert {r.name for r in (*entry.files, *entry.tables)} <= named or closing, entry.act.kind


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
