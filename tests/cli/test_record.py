"""The record from the command line: begun by a run, witnessed over a folder and over HTTP, bundled, verified, erased."""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.conftest import PROGRAM, ROOT, TOWN, Done

EXAMPLE = ROOT / "docs" / "record-example"


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The town, run once; a test that changes its record copies it."""
    out = tmp_path_factory.mktemp("record") / "out"
    subprocess.run([PROGRAM, "run", TOWN, "--out", out], capture_output=True, check=True)
    return out.with_name("out-记录")


@pytest.fixture
def record(kept: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(kept, tmp_path / "record"))


def test_a_run_that_finds_nothing_new_adds_nothing(
    dinggang: Callable[..., Done], record: Path, tmp_path: Path
) -> None:
    before = (record / "公开" / "checkpoint").read_bytes()
    done = dinggang("run", TOWN, "--out", tmp_path / "out", "--record", record)
    assert done.code == 0
    assert "新增0件正式行为，共35条" in done.out
    assert (record / "公开" / "checkpoint").read_bytes().split(b"\n\n")[0] == before.split(b"\n\n")[0]


def test_a_folder_that_contradicts_its_record_writes_nothing(
    dinggang: Callable[..., Done], record: Path, town: Path, tmp_path: Path
) -> None:
    plan = town / "plan.toml"
    text = plan.read_text(encoding="utf-8")
    changed = text.replace("title = ", 'title = "另一个方案" # ', 1)
    assert changed != text
    plan.write_text(changed, encoding="utf-8")
    done = dinggang("run", town, "--out", tmp_path / "out", "--record", record)
    assert done.code == 2
    assert "封存入公开记录" in done.err
    assert "add a row of the same kind of act" in done.err
    assert not (tmp_path / "out").exists()
    rehearsed = dinggang("run", town, "--out", tmp_path / "out", "--record", record, "--rehearse")
    assert "演练：没有入公开记录。" in rehearsed.out


def test_a_rehearsal_begins_no_record(dinggang: Callable[..., Done], tmp_path: Path) -> None:
    dinggang("run", TOWN, "--out", tmp_path / "out", "--rehearse")
    assert not (tmp_path / "out-记录").exists()
    done = dinggang("bundle", tmp_path, "-o", tmp_path / "b.tar")
    assert done.code == 2
    assert "这里还没有公开记录" in done.err
    assert not (tmp_path / "b.tar").exists()


def test_witnesses_over_a_stick(dinggang: Callable[..., Done], record: Path, tmp_path: Path) -> None:
    state = dinggang("record", record)
    (key,) = [line.strip() for line in state.out.splitlines() if "+" in line and "log " not in line]
    assert "尚未见证" in state.out
    witnesses = []
    for number in range(4):
        folder, stick = tmp_path / f"w{number}", tmp_path / f"stick{number}"
        made = dinggang("witness", folder, "--name", f"w{number}", "--log", key)
        assert (made.code, made.err) == (0, "")
        witnesses += ["--witness", f"w{number}={made.out.strip()}@folder:{stick}"]
        stick.mkdir()
    asked = dinggang("record", record, *witnesses, "--quorum", 3)
    assert asked.out.count("还没有答复") == 4
    for number in range(3):
        assert (
            "已见证"
            in dinggang("witness", tmp_path / f"w{number}", "--folder", tmp_path / f"stick{number}").out
        )
    answered = dinggang("record", record)
    assert answered.out.count("已见证") == 3
    assert dinggang("bundle", record, "-o", tmp_path / "b.tar").code == 0
    policy = record / "公开" / "policy"
    verified = dinggang("verify", tmp_path / "b.tar", "--policy", policy, "--fresh", 24)
    assert (verified.code, "见证有效：3名" in verified.out) == (0, True)

    # The public folder lost: laid out anew from the store, the same record.
    before = (record / "公开" / "checkpoint").read_bytes()
    shutil.rmtree(record / "公开" / "tile")
    (record / "公开" / "checkpoint").unlink()
    assert dinggang("record", record).code == 0
    assert (record / "公开" / "checkpoint").read_bytes().split(b"\n\n")[0] == before.split(b"\n\n")[0]


def test_four_runs_at_once_make_one_record(dinggang: Callable[..., Done], tmp_path: Path) -> None:
    record = tmp_path / "record"
    running = [
        subprocess.Popen(
            [PROGRAM, "run", TOWN, "--out", tmp_path / f"out{n}", "--record", record],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        for n in range(4)
    ]
    printed = [each.communicate()[0] for each in running]
    assert [each.returncode for each in running] == [0] * 4
    assert sorted("新增34件" in text for text in printed) == [False, False, False, True]
    assert len({text.partition("，根 ")[2][:8] for text in printed}) == 1
    dinggang("bundle", record, "-o", tmp_path / "b.tar", "--auditor")
    assert dinggang("verify", tmp_path / "b.tar").code == 0


def test_a_witness_over_http(dinggang: Callable[..., Done], record: Path, tmp_path: Path) -> None:
    state = dinggang("record", record)
    (key,) = [line.strip() for line in state.out.splitlines() if "+" in line and "log " not in line]
    witness = subprocess.Popen(
        [PROGRAM, "witness", tmp_path / "w", "--name", "w0", "--log", key, "--serve", "0"],
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    try:
        assert witness.stdout is not None
        vkey, address = witness.stdout.readline().strip(), witness.stdout.readline().strip()
        asked = dinggang("record", record, "--witness", f"w0={vkey}@{address}")
        assert "已见证" in asked.out
    finally:
        witness.terminate()
        witness.communicate()
    dinggang("bundle", record, "-o", tmp_path / "b.tar")
    assert "见证有效：1名" in dinggang("verify", tmp_path / "b.tar").out


def test_a_witness_that_is_not_reached(dinggang: Callable[..., Done], record: Path, tmp_path: Path) -> None:
    made = dinggang("witness", tmp_path / "w", "--name", "w0")
    asked = dinggang(
        "record", record, "--witness", f"w0={made.out.strip()}@http://127.0.0.1:9", "--quorum", 1
    )
    assert (asked.code, "还没有答复" in asked.out) == (0, True)
    dinggang("bundle", record, "-o", tmp_path / "b.tar")
    assert dinggang("verify", tmp_path / "b.tar").code == 3


def test_what_the_record_command_refuses(dinggang: Callable[..., Done], record: Path, tmp_path: Path) -> None:
    assert dinggang("record", record, "--witness", "w0=not-a-key").code == 2
    assert dinggang("record", record, "--quorum", 2).code == 2
    made = dinggang("witness", tmp_path / "w", "--name", "w0").out.strip()
    refused = dinggang("record", record, "--witness", f"w0={made}", "--witness", f"w1={made}")
    assert (refused.code, "见证规则不成立" in refused.err) == (2, True)
    assert dinggang("witness", tmp_path / "new").code == 2
    assert dinggang("witness", tmp_path / "w", "--log", made).code == 2


def test_receipt_and_erasure(dinggang: Callable[..., Done], record: Path, tmp_path: Path) -> None:
    receipt, bundle = tmp_path / "receipt.json", tmp_path / "b.tar"
    assert dinggang("receipt", record, "P017", "-o", receipt).code == 0
    assert json.loads(receipt.read_bytes())["person"] == "P017"
    dinggang("bundle", record, "-o", bundle)
    assert dinggang("verify", bundle, "--receipt", receipt).code == 0
    assert dinggang("receipt", record, "P999", "-o", receipt).code == 2

    assert dinggang("erase", record, "P018").code == 2
    assert "openings about P018 erased" in dinggang("erase", record, "P018", "--yes", "--lang", "en").out
    dinggang("bundle", record, "-o", tmp_path / "a.tar", "--auditor")
    after = dinggang("verify", tmp_path / "a.tar", "--receipt", receipt, "--since", bundle)
    assert (after.code, "未能由原始材料重办" in after.out) == (0, True)
    assert dinggang("receipt", record, "P018", "-o", receipt).code == 2


def test_verify_exit_codes(dinggang: Callable[..., Done], tmp_path: Path) -> None:
    sound, policy = EXAMPLE / "notice.tar", EXAMPLE / "policy"
    assert dinggang("verify", sound, "--policy", policy).code == 0
    raw = sound.read_bytes()
    at = raw.index(b'"score":"73"')
    altered = tmp_path / "altered.tar"
    altered.write_bytes(raw[:at] + raw[at:].replace(b'"score":"73"', b'"score":"83"', 1))
    done = dinggang("verify", altered, "--policy", policy)
    assert (done.code, "张榜公布成绩" in done.out, "不通过" in done.out) == (1, True, True)
    (tmp_path / "text").write_text("no bundle")
    assert dinggang("verify", tmp_path / "text").code == 2
    other = tmp_path / "policy"
    other.write_bytes(policy.read_bytes().replace(b" 3 w0", b" 4 w0"))
    assert dinggang("verify", sound, "--policy", other).code == 0  # all four signed
    assert dinggang("verify", tmp_path / "missing").code == 2
