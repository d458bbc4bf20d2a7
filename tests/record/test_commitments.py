"""Salted commitments: they open with their salt alone, say nothing without it, and survive its erasure."""

import hashlib
from itertools import count

import pytest

from dinggang.basis import DinggangError, Fault
from dinggang.record import (
    Kind,
    Opening,
    Unsound,
    check_opening,
    check_under_root,
    commit,
    decode_bundle,
    jcs,
    leaf_hash,
    list_digest,
    parse_note,
    parse_policy,
    parse_proof,
    parse_request,
    parse_vkey,
    verify_inclusion,
)
from record.kit import World

VALUES = ["甲上", {"id": "P017", "score": "86.50"}, 3, None, ["良"]]


def salts():
    numbers = count()
    return lambda: hashlib.sha256(b"salt %d" % next(numbers)).digest()


def test_a_commitment_is_as_documented():
    committed, openings = commit(VALUES, salts())
    salt = hashlib.sha256(b"salt 1").digest()
    assert (
        committed.leaves[1]
        == hashlib.sha256(b"dinggang commitment v1\x00" + salt + b'{"id":"P017","score":"86.50"}').digest()
    )
    for opening, leaf in zip(openings, committed.leaves, strict=True):
        check_opening(opening, leaf)
        check_under_root(opening, len(VALUES), committed.path(opening.index), committed.root)


def test_nothing_else_opens_it():
    committed, openings = commit(VALUES, salts())
    good = openings[1]
    for opening in (
        Opening(index=1, salt=good.salt, value="another"),
        Opening(index=1, salt=openings[0].salt, value=good.value),
        Opening(index=1, salt=good.salt[:31], value=good.value),
        openings[0],
    ):
        with pytest.raises((Unsound, Fault)) as caught:
            check_opening(opening, committed.leaves[1])
        assert "86" not in str(caught.value)
    for index in (0, 2, 3, 4, 5):
        moved = Opening(index=index, salt=good.salt, value=good.value)
        with pytest.raises(Unsound) as caught:
            check_under_root(moved, len(VALUES), committed.path(1), committed.root)
        assert caught.value.kind is Kind.COMMITMENT


def test_without_one_opening_every_root_and_proof_of_the_others_holds():
    committed, openings = commit(VALUES, salts())
    for each in (o for o in openings if o.index != 1):
        check_under_root(each, len(VALUES), committed.path(each.index), committed.root)
    verify_inclusion(1, len(VALUES), leaf_hash(committed.leaves[1]), committed.path(1), committed.root)


def test_whoever_knows_all_values_finds_none_without_the_salt():
    committed, _ = commit(["86.50"], salts())
    guesses = [f"{n // 100}.{n % 100:02}" for n in range(10_001)]
    assert committed.leaves[0] not in {hashlib.sha256(each.encode()).digest() for each in guesses}
    assert committed.leaves[0] not in {
        Opening(index=0, salt=bytes(32), value=each).digest for each in guesses
    }


def test_a_salt_is_never_used_twice():
    with pytest.raises(Fault):
        commit(["a", "b"], lambda: bytes(32))
    with pytest.raises(Fault):
        commit(["a"], lambda: bytes(16))


def test_an_opening_shows_nothing_of_itself():
    _, openings = commit(["secret"], salts())
    assert repr(openings[0]) == "Opening(index=0)"


def test_no_exception_says_what_was_in_the_bytes(tmp_path):
    secret = "身份证110101199003070011"  # noqa: S105 - an invented number to look for
    raw = secret.encode()
    world = World(tmp_path)
    world.publish(raw)
    attempts = [
        lambda: jcs.loads(b'{"a": "%s"}' % raw),
        lambda: jcs.dumps({"a": [secret, 1.5]}),
        lambda: jcs.dumps({1: secret}),
        lambda: check_opening(Opening(index=0, salt=bytes(32), value=secret), bytes(32)),
        lambda: commit([secret, secret], lambda: bytes(32)),
        lambda: world.log.append([raw * 5000]),
        lambda: decode_bundle(raw, 1),
        lambda: parse_note(raw),
        lambda: parse_proof(raw),
        lambda: parse_policy(raw),
        lambda: parse_request(raw),
        lambda: parse_vkey(secret),
        lambda: list_digest([secret, secret]),
    ]
    for attempt in attempts:
        with pytest.raises(DinggangError) as caught:
            attempt()
        assert "110101" not in str(caught.value) + repr(caught.value)
