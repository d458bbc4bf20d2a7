"""Proof files: one comes back as it went, and nothing that differs from it holds."""

import base64

import pytest

from dinggang.record import Kind, Proof, Unsound, make_proof, parse_proof
from record.kit import World, acts, policy


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    world = World(tmp_path_factory.mktemp("proofs"))
    entries = acts(70)
    note = world.publish(*entries).note
    return world, entries, note


def test_every_entry_has_a_proof(case):
    world, entries, note = case
    for index, entry in enumerate(entries):
        proof = make_proof(index, world.log.inclusion_proof(index, 70), note)
        assert parse_proof(proof.encoded) == proof
        assert proof.verify(entry, policy()).checkpoint.size == 70


def test_its_form(case):
    world, _, note = case
    path = world.log.inclusion_proof(69, 70)
    proof = make_proof(69, path, note, extra=b"hello")
    lines = b"".join(base64.b64encode(each) + b"\n" for each in path)
    assert proof.encoded == b"c2sp.org/tlog-proof@v1\nextra aGVsbG8=\nindex 69\n" + lines + b"\n" + note


def test_one_flipped_bit_is_always_found(case):
    world, entries, note = case
    raw = make_proof(7, world.log.inclusion_proof(7, 70), note).encoded
    reading = policy(least=4)  # every cosignature is needed
    for at in range(len(raw)):
        changed = bytearray(raw)
        changed[at] ^= 1 << (at % 8)
        with pytest.raises(Unsound):
            parse_proof(bytes(changed)).verify(entries[7], reading, now=None)


def test_another_leaf_or_index_is_found(case):
    world, entries, note = case
    path = tuple(world.log.inclusion_proof(7, 70))
    for index in range(70):
        if index != 7:
            with pytest.raises(Unsound):
                Proof(index=index, path=path, note=note).verify(entries[7], policy())
            with pytest.raises(Unsound) as caught:
                Proof(index=7, path=path, note=note).verify(entries[index], policy())
            assert caught.value.kind is Kind.INCLUSION


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"@v1\n", b"@v2\n"),
        (b"@v1\n", b"@v1\r\n"),
        (b"index 7\n", b"index 07\n"),
        (b"index 7\n", b"index +7\n"),
        (b"index 7\n", b"index  7\n"),
        (b"index 7\n", b"index 7\nindex 7\n"),
        (b"index 7\n", b""),
        (b"index 7\n", b"index 7\nextra AA==\n"),
        (b"index 7\n", b"extra AB==\nindex 7\n"),
        (b"index 7\n", b"index 7\n" + 64 * (base64.b64encode(bytes(32)) + b"\n")),
        (b"index 7\n", b"index 7\n" + base64.b64encode(bytes(31)) + b"\n"),
        (b"\n\n", b"\n"),
    ],
)
def test_what_is_almost_a_proof(case, old, new):
    world, _, note = case
    raw = make_proof(7, world.log.inclusion_proof(7, 70), note).encoded
    with pytest.raises(Unsound):
        parse_proof(raw.replace(old, new))
