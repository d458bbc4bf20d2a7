"""verifier/check_record.py, written from docs/record.md alone, says what `dinggang verify` says."""

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from dinggang.publication import Bundle, Demands, State, unpack, verify
from dinggang.publication.bundle import archive
from publication import kit
from publication import test_tampering as tampering

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "verifier" / "check_record.py"
EXAMPLE = ROOT / "docs" / "record-example"


@pytest.fixture(scope="module")
def page() -> ModuleType:
    spec = importlib.util.spec_from_file_location("check_record", PAGE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def code(page: ModuleType, raw: bytes, **demands: bytes) -> int:
    try:
        page.check(raw, **demands)
    except page.Found as found:
        return int(found.args[0])
    except (KeyError, TypeError, ValueError, AttributeError, IndexError):
        return 1
    return 0


def packed(bundle: Bundle) -> bytes:
    return archive(bundle.files, bundle.variant)


def test_alone_with_any_python() -> None:
    command = [sys.executable, "-I", PAGE, EXAMPLE / "auditor.tar", "--policy", EXAMPLE / "policy"]
    done = subprocess.run(
        [*command, "--receipt", EXAMPLE / "receipt.json", "--since", EXAMPLE / "notice.tar"],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "22 entries, 21 acts, auditor; 0 rows not open" in done.stdout


def test_rfc_8032(page: ModuleType) -> None:
    """Tests 1 and 3 of RFC 8032, section 7.1."""
    for key, message, signature in (
        (
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
            "",
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
        ),
        (
            "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
            "af82",
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
        ),
    ):
        args = bytes.fromhex(key), bytes.fromhex(message), bytes.fromhex(signature)
        assert page.signed(*args)
        assert not page.signed(args[0], args[1] + b"x", args[2])
        assert not page.signed(*args[:2], args[2][:-1] + b"\xff")


def test_both_find_what_was_altered(page: ModuleType) -> None:
    """A byte of every file, the manifest put right: neither lets it pass."""
    for path, raw in sorted(tampering.sound().files.items()):
        for at in {0, len(raw) // 3, len(raw) - 1}:
            changed = {**tampering.sound().files, path: tampering.flipped(raw, at)}
            assert code(page, archive(changed, "auditor"), policy=kit.POLICY) != 0, (path, at)


def test_both_give_forged_histories_the_same_code(page: ModuleType) -> None:
    entries = tampering.entries()
    swapped = [*entries[:5], entries[6], entries[5], *entries[7:]]
    for made in (entries[:-1], swapped, [*entries[:9], *entries[10:]]):
        for log, witnesses in ((False, 0), (True, 0), (True, 2), (True, 3)):
            raw = packed(kit.forged(tampering.sound(), made, log=log, witnesses=witnesses))
            for since in (None, tampering.auditor()):
                ours = verify(raw, Demands(policy=kit.POLICY, since=since)).code
                theirs = code(page, raw, policy=kit.POLICY, **({"since": since} if since else {}))
                # Only ours decides the case again, and finds what is missing when all have signed.
                assert (theirs != 0) == (ours != 0) or (witnesses, since) == (3, None)
                assert witnesses != 3 or since is None or theirs == 4
                assert (log, witnesses) not in {(True, 0), (True, 2)} or theirs == 3


def test_both_find_a_changed_mark_rule_and_rank(page: ModuleType) -> None:
    bundle, _ = unpack((EXAMPLE / "notice.tar").read_bytes())
    path = next(p for p, raw in bundle.files.items() if raw.startswith(b'{"composites"'))
    for old, new in (
        (b'["50","40"', b'["60","40"'),
        (b'"score":"73"', b'"score":"74"'),
        (b'"rank":2', b'"rank":1'),
    ):
        value = page.exact_json(bundle.files[path].replace(old, new), "")
        plan = next(
            page.exact_json(raw, "")
            for raw in bundle.files.values()
            if b'"headcount"' in raw[:4000] and b'"rules"' in raw
        )
        with pytest.raises(page.Found):
            page.check_boards([({}, {"plan": plan}, [], "A02"), ({}, {"scoreboard": value}, [], "A12")])


def test_both_find_a_forged_receipt(page: ModuleType) -> None:
    raw, receipt = (EXAMPLE / "notice.tar").read_bytes(), (EXAMPLE / "receipt.json").read_bytes()
    assert code(page, raw, receipt=receipt) == 0
    for forged in (
        receipt.replace(b'"Q01":"A"', b'"Q01":"B"'),
        receipt.replace(b'"act":"A10"', b'"act":"A11"'),
    ):
        assert forged != receipt
        assert code(page, raw, receipt=forged) == 1
        lines = verify(raw, Demands(receipt=forged)).lines
        assert any(line.state is State.FAILS for line in lines)
