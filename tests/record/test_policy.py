"""Policies: what is one, what is almost one, and when a quorum is a quorum."""

import pytest

from dinggang.record import (
    Checkpoint,
    Kind,
    Note,
    Signer,
    Unsound,
    cosign,
    parse_note,
    parse_policy,
    sign_checkpoint,
    write_policy,
)
from record.kit import ORIGIN, log_signer, policy, policy_text, witness_signer

CHECKPOINT = Checkpoint(origin=ORIGIN, size=5, root=bytes(32))
LOG = log_signer().verifier.vkey
W = [witness_signer(i).verifier.vkey for i in range(4)]


def note(*cosigners, time=1000):
    signed = parse_note(sign_checkpoint(CHECKPOINT, [log_signer()]))
    lines = [cosign(CHECKPOINT.text, each, time + i) for i, each in enumerate(cosigners)]
    return Note(text=signed.text, lines=(*signed.lines, *lines)).encoded


def test_a_written_policy():
    assert policy_text(3).decode() == (
        f"log {LOG}\n"
        + "".join(f"witness w{i} {W[i]}\n" for i in range(4))
        + "group quorum-of-witnesses 3 w0 w1 w2 w3\nquorum quorum-of-witnesses\n"
    )
    assert write_policy([(LOG, "")], [], 0).decode() == f"log {LOG}\nquorum none\n"


def test_groups_of_groups():
    text = f"""# who counts
log {LOG}\thttps://log.example/

witness 纪检 {W[0]} https://one.example/
witness 工会 {W[1]}
witness 档案 {W[2]}
group inside all 纪检 工会
group either any inside 档案
quorum either
"""
    read = parse_policy(text.encode())
    keys = [witness_signer(i).verifier.key for i in range(3)]
    assert [
        read.satisfied(frozenset(each)) for each in ([], keys[:1], keys[:2], keys[2:], [keys[1], keys[2]])
    ] == [False, False, True, True, True]
    assert read.witnesses[0].url == "https://one.example/"
    assert read.witnesses[0].name == "纪检".encode()


HEAD = f"log {LOG}\nwitness a {W[0]}\nwitness b {W[1]}\n"


@pytest.mark.parametrize(
    "text",
    [
        HEAD,  # no quorum
        HEAD + "quorum a\nquorum b\n",
        HEAD + "quorum c\n",
        HEAD + "group g 0 a b\nquorum g\n",
        HEAD + "group g 3 a b\nquorum g\n",
        HEAD + "group g +1 a b\nquorum g\n",
        HEAD + "group g １ a b\nquorum g\n",
        HEAD + "group g 1 a a\nquorum g\n",
        HEAD + "group g 1 h\ngroup h 1 a\nquorum g\n",
        HEAD + "group a 1 b\nquorum a\n",
        HEAD + "group none 1 b\nquorum none\n",
        HEAD + "group g 1 none\nquorum g\n",
        HEAD + "group g any\nquorum g\n",
        HEAD + f"witness c {W[0]}\nquorum a\n",  # one key, two names
        HEAD + f"log {LOG}\nquorum a\n",
        HEAD + f"witness c {LOG}\nquorum a\n",  # a log's key is no witness's
        HEAD + "surprise\nquorum a\n",
        HEAD + "quorum a b\n",
        HEAD + "quorum a\r\n",
        HEAD + "quorum a\x00\n",
        HEAD + "quorum\ta\x7f\n",
        f"witness a {W[0]}\nquorum a\n",  # no log
        f"log {LOG} https://a https://b\nquorum none\n",
        "",
    ],
)
def test_what_is_almost_a_policy(text):
    parse_policy((HEAD + "quorum a\n").encode())
    with pytest.raises(Unsound) as caught:
        parse_policy(text.encode())
    assert caught.value.kind in {Kind.FORM, Kind.KEY}


def test_a_quorum_counts_keys_that_signed():
    three = policy(3)
    signers = [witness_signer(i) for i in range(4)]
    seen = three.verify(note(*signers[:3]))
    assert (seen.witnessed, seen.since, len(seen.cosignatures), seen.unknown) == (True, 1002, 3, 0)
    # k - 1 valid ones; k with one key under two names; k with a stranger
    twice = Signer("another-name.example", bytes([100]) * 32, signers[0].verifier.type)
    stranger = Signer("stranger.example", bytes([77]) * 32, signers[0].verifier.type)
    for raw in (note(*signers[:2]), note(*signers[:2], twice), note(*signers[:2], stranger)):
        assert not three.look(raw).witnessed
        assert three.look(raw).since is None
        with pytest.raises(Unsound) as caught:
            three.verify(raw)
        assert caught.value.kind is Kind.QUORUM
    # k with one forged: the whole note is rejected
    forged = Note(
        text=CHECKPOINT.text,
        lines=(*parse_note(note(*signers[:2])).lines, cosign(CHECKPOINT.text + b"\n", signers[2], 1000)),
    ).encoded
    with pytest.raises(Unsound) as caught:
        three.verify(forged)
    assert caught.value.kind is Kind.SIGNATURE


def test_freshness():
    three = policy(3)
    raw = note(*[witness_signer(i) for i in range(4)], time=1000)  # at 1000, 1001, 1002, 1003
    assert three.verify(raw, now=1101, oldest=100).witnessed
    with pytest.raises(Unsound) as caught:
        three.verify(raw, now=1102, oldest=100)
    assert caught.value.kind is Kind.STALE
    assert three.verify(raw, now=702, oldest=100).witnessed  # clocks differ a little
    with pytest.raises(Unsound):  # a time far ahead would stay fresh for ever
        three.verify(raw, now=701, oldest=100)


def test_an_exact_reading_takes_no_unknown_line():
    stranger = Signer("stranger.example", bytes([77]) * 32, witness_signer(0).verifier.type)
    raw = note(*[witness_signer(i) for i in range(3)], stranger)
    assert policy(3).verify(raw).unknown == 1
    with pytest.raises(Unsound):
        policy(3).verify(raw, exact=True)


def test_rotation_of_the_logs_key():
    old, new = log_signer(1), log_signer(2)
    before = sign_checkpoint(CHECKPOINT, [old])
    overlap = sign_checkpoint(CHECKPOINT, [old, new])
    policies = {
        name: parse_policy(write_policy([(each.verifier.vkey, "") for each in keys], [], 0))
        for name, keys in {"old": [old], "both": [old, new], "new": [new]}.items()
    }
    for name, raw, accepted in (
        ("old", before, True),
        ("both", before, True),
        ("new", before, False),  # after the cut-over
        ("old", overlap, True),
        ("both", overlap, True),
        ("new", overlap, True),
    ):
        if accepted:
            assert policies[name].verify(raw).checkpoint == CHECKPOINT
        else:
            with pytest.raises(Unsound):
                policies[name].verify(raw)
