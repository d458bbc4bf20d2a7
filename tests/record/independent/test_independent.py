"""Programs we did not write read our records, and agree: Go's own log packages, a Rust library, a Python package.

Skipped where they are not installed; the continuous integration installs them.
"""

import base64
import importlib.util
import json
import os
import shutil
import subprocess
import threading
from pathlib import Path

import pytest

from dinggang.record import Answer, ByHttp, Unsound, leaf_hash, make_proof, parse_note, parse_vkey
from record.kit import ORIGIN, World, acts, log_signer, policy, witness_signer

HERE = Path(__file__).parent
GOPATH = Path("/usr/share/gocode")
SIZE = 600
LOG = log_signer().verifier.vkey
WITNESSES = [witness_signer(i).verifier.vkey for i in range(4)]


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    made = World(tmp_path_factory.mktemp("independent"))
    made.publish(*acts(250))
    made.publish(*acts(SIZE - 250, 250))
    return made


@pytest.fixture(scope="module")
def go(tmp_path_factory):
    """The reader in Go, compiled."""
    if not shutil.which("go") or not (GOPATH / "src/golang.org/x/mod/sumdb/tlog").exists():
        pytest.skip("Go and golang.org/x/mod are not installed (Debian: golang-go, golang-golang-x-mod-dev)")
    folder = tmp_path_factory.mktemp("go")
    environment = {
        **os.environ,
        "GO111MODULE": "off",
        "GOPATH": str(GOPATH),
        "GOCACHE": str(folder),
        "GOFLAGS": "",
    }
    command = ["go", "build", "-o", str(folder / "reader"), str(HERE / "reader.go")]
    subprocess.run(command, check=True, env=environment, cwd=folder)
    return folder / "reader"


def ask(*command):
    return subprocess.run([str(each) for each in command], capture_output=True, text=True, check=False)


def test_go_reads_checkpoint_tiles_and_entries_and_works_out_the_same_proofs(go, world):
    done = ask(go, "record", world.public, LOG, *WITNESSES)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert (found["Size"], base64.b64decode(found["Root"])) == (SIZE, world.log.store.root(SIZE))
    assert sorted(found["Signed"]) == sorted([ORIGIN, *(parse_vkey(each).name for each in WITNESSES)])
    for index, proof in enumerate(found["Inclusion"]):
        assert [base64.b64decode(each) for each in proof or ()] == world.log.inclusion_proof(index, SIZE)
    for old, proof in enumerate(found["Consistency"], 1):
        assert [base64.b64decode(each) for each in proof or ()] == world.log.consistency_proof(old, SIZE)


def test_go_agrees_on_what_was_altered(go, world, tmp_path):
    assert ask(go, "record", world.public, LOG, WITNESSES[0]).returncode == 0
    for name in ("checkpoint", "tile/entries/001", "tile/0/000", "tile/0/002.p/88", "tile/1/000.p/2"):
        copy = tmp_path / name.replace("/", "-")
        shutil.copytree(world.public, copy)
        raw = bytearray((copy / name).read_bytes())
        raw[40 if name == "checkpoint" else len(raw) // 2] ^= 1
        (copy / name).write_bytes(raw)
        assert ask(go, "record", copy, LOG, WITNESSES[0]).returncode == 1, name


def test_go_reads_proof_files_and_agrees_on_altered_ones(go, world, tmp_path):
    path, entry = tmp_path / "proof", tmp_path / "entry"
    entry.write_bytes(acts(1, 321)[0])
    proof = make_proof(321, world.log.inclusion_proof(321, SIZE), world.log.note(), extra=b"anything")
    path.write_bytes(proof.encoded)
    done = ask(go, "proof", path, entry, LOG, *WITNESSES)
    assert done.returncode == 0, done.stderr
    assert len(json.loads(done.stdout)) == 5
    for old, new in (
        (b"index 321", b"index 320"),
        (b"\n600\n", b"\n601\n"),
        (base64.b64encode(proof.path[0]), base64.b64encode(bytes(32))),
        (base64.b64encode(proof.path[0]) + b"\n", b""),
        (b"tlog-proof@v1", b"tlog-proof@v2"),
    ):
        path.write_bytes(proof.encoded.replace(old, new))
        assert ask(go, "proof", path, entry, LOG, *WITNESSES).returncode == 1
    path.write_bytes(proof.encoded)
    entry.write_bytes(acts(1, 320)[0])
    assert ask(go, "proof", path, entry, LOG).returncode == 1


def test_a_rust_library_reads_notes_checkpoints_and_proofs(world):
    rust = pytest.importorskip("metamorphic_log")
    note = world.log.note().decode()
    head = rust.checkpoint_verify(note, [LOG])
    assert (head.size, bytes(head.root)) == (SIZE, world.log.store.root(SIZE))
    assert rust.verify_signed_note(note, [LOG]) == 1
    for index in (0, 1, 255, 256, 511, 512, 599):
        path = world.log.inclusion_proof(index, SIZE)
        leaf = leaf_hash(acts(1, index)[0])
        rust.checkpoint_verify_inclusion(note, [LOG], index, leaf, path)
        with pytest.raises(rust.VerifyError):
            rust.checkpoint_verify_inclusion(note, [LOG], index ^ 1, leaf, path)
    older = world.log.note(250).decode()
    proof = world.log.consistency_proof(250, SIZE)
    rust.checkpoint_verify_consistency(older, note, [LOG], proof)
    with pytest.raises(rust.VerifyError):
        rust.checkpoint_verify_consistency(older, note, [LOG], proof[:-1])
    with pytest.raises(rust.VerifyError):
        rust.checkpoint_verify(note.replace("\n600\n", "\n601\n"), [LOG])


def test_a_python_package_reads_cosignatures_quorum_and_every_tile(world):
    other = pytest.importorskip("aics_tlog")
    note = other.parse_note(world.log.note())
    keys = [other.parse_vkey(each) for each in WITNESSES]
    seen = other.verify_checkpoint(
        note, other.parse_vkey(LOG), keys, 3, expected_origin=ORIGIN, now=world.now
    )
    assert seen.ok
    assert not other.verify_checkpoint(note, other.parse_vkey(LOG), keys[:2], 3, now=world.now).ok
    reader = other.FileSystemTileReader(world.public)
    root = world.log.store.root(SIZE)
    other.audit_tiles(reader, SIZE, root)
    assert other.tree_root_from_tiles(reader, SIZE) == root
    for index in (0, 255, 256, 599):
        assert other.inclusion_proof_from_tiles(reader, index, SIZE) == world.log.inclusion_proof(index, SIZE)
        assert other.read_entry(reader, index, SIZE) == acts(1, index)[0]
    for old in (1, 250, 256, 257, 599):
        assert other.consistency_proof_from_tiles(reader, old, SIZE) == world.log.consistency_proof(old, SIZE)
    # One witness's line altered: both of us reject the whole note.
    line = parse_note(world.log.note()).lines[2]
    flipped = line.signature[:20] + bytes([line.signature[20] ^ 1]) + line.signature[21:]
    altered = world.log.note().replace(
        base64.b64encode(line.key_id + line.signature), base64.b64encode(line.key_id + flipped)
    )
    assert not other.verify_checkpoint(
        other.parse_note(altered), other.parse_vkey(LOG), keys, 3, now=world.now
    ).ok


def test_every_flipped_bit_of_a_checkpoint_gets_one_verdict(world):
    """Ours and theirs: accepted by both or by neither, for a quorum of all witnesses and for a quorum of three."""
    other = pytest.importorskip("aics_tlog")
    keys = [other.parse_vkey(each) for each in WITNESSES]
    raw = world.log.note()
    accepted = 0
    for least in (3, 4):
        ours = policy(least)
        for at in range(len(raw)):
            changed = bytearray(raw)
            changed[at] ^= 1 << (at % 8)
            try:
                mine = ours.verify(bytes(changed)).witnessed
            except Unsound:
                mine = False
            try:
                note = other.parse_note(bytes(changed))
                seen = other.verify_checkpoint(
                    note, other.parse_vkey(LOG), keys, least, expected_origin=ORIGIN, now=world.now
                )
                theirs = seen.ok
            except ValueError:
                theirs = False
            assert mine == theirs, at
            accepted += mine
    assert accepted > 0  # a witness's name may change where three of four are enough


@pytest.mark.skipif(not importlib.util.find_spec("aics_witness"), reason="the other witness is not installed")
def test_a_witness_we_did_not_write_cosigns_our_log(tmp_path):
    import aics_witness as foreign  # noqa: PLC0415 - where it is installed
    from aics_tlog import parse_vkey as their_vkey  # noqa: PLC0415 - where it is installed
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415 - see above

    world = World(tmp_path)
    key = Ed25519PrivateKey.from_private_bytes(bytes([101]) * 32)  # the key of our witness 1
    store = foreign.WitnessStore(tmp_path / "foreign.db", create=True)
    trusted = foreign.LogConfig(ORIGIN, (their_vkey(LOG),))
    theirs = foreign.Witness("witness-1.example", key, store, [trusted], clock=lambda: world.now)
    server = foreign.make_server(theirs, "127.0.0.1", 0)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        far = ByHttp(f"http://127.0.0.1:{server.server_address[1]}", witness_signer(1).verifier)
        for size in (3, 300, 301):
            world.log.append(acts(size - world.log.size, world.log.size))
            asked = world.log.publish(world.public, now=world.now, witnesses=[far]).asked[0]
            assert asked.answer is Answer.COSIGNED
        assert policy(1).verify((world.public / "checkpoint").read_bytes()).since == world.now
        world.log.store.remember(far.verifier.vkey, 7)  # a wrong idea of its size: 409, then the right proof
        world.log.append(acts(9, 301))
        asked = world.log.publish(world.public, now=world.now, witnesses=[far]).asked[0]
        assert asked.answer is Answer.COSIGNED
        # The history of another log under the same key is refused.
        other = World(tmp_path / "other")
        other.log.append([b"other", *acts(399)])
        asked = other.log.publish(other.public, now=world.now, witnesses=[Unasked(far.verifier, far)]).asked[
            0
        ]
        assert (asked.answer, asked.status) == (Answer.REFUSED, 422)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
        store.close()


class Unasked:
    """A witness whose newest checkpoint the log does not ask for beforehand."""

    def __init__(self, verifier, far):
        self.verifier = verifier
        self.add_checkpoint = far.add_checkpoint

    def held(self, origin):  # noqa: ARG002 - the protocol's argument
        return None

    def answered(self, origin):  # noqa: ARG002 - the protocol's argument
        return None
