"""Notes, checkpoints and cosignatures: the specification's example, and every text that is almost one."""

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from dinggang.basis import Fault
from dinggang.record import (
    Checkpoint,
    KeyType,
    Kind,
    Note,
    Signer,
    Unsound,
    cosign,
    find_cosignature,
    open_checkpoint,
    parse_checkpoint_text,
    parse_note,
    parse_signer,
    parse_vkey,
    sign_checkpoint,
)
from dinggang.record.cosignatures import message
from dinggang.record.notes import verify_note
from record.kit import ORIGIN, log_signer, witness_signer

# The example of C2SP signed-note.
VKEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
EXAMPLE = """This is an example message.

— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
""".encode()

SIGNER = log_signer()
KEYS = [SIGNER.verifier]
CHECKPOINT = Checkpoint(origin=ORIGIN, size=70, root=bytes(range(32)))


def _signed(text):
    """A text signed properly, so that only its form can be at fault."""
    line = (
        b"\xe2\x80\x94 "
        + ORIGIN.encode()
        + b" "
        + base64.b64encode(SIGNER.verifier.key_id + SIGNER.raw(text))
    )
    return text + b"\n" + line + b"\n"


def test_the_example_of_the_specification():
    verifier = parse_vkey(VKEY)
    assert verify_note(parse_note(EXAMPLE), [verifier]) == (verifier,)
    assert verifier.vkey == VKEY
    assert parse_note(EXAMPLE).encoded == EXAMPLE
    for at in range(len(EXAMPLE)):
        for bit in (1, 128):
            changed = bytes([*EXAMPLE[:at], EXAMPLE[at] ^ bit, *EXAMPLE[at + 1 :]])
            with pytest.raises(Unsound):
                verify_note(parse_note(changed), [verifier])


def test_a_checkpoint_goes_out_and_comes_back():
    raw = sign_checkpoint(CHECKPOINT, [SIGNER])
    assert raw.startswith(ORIGIN.encode() + b"\n70\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n\n")
    assert open_checkpoint(raw, KEYS) == (CHECKPOINT, parse_note(raw))
    Ed25519PublicKey.from_public_bytes(SIGNER.verifier.key).verify(
        parse_note(raw).lines[0].signature, raw.partition(b"\n\n")[0] + b"\n"
    )


ROOT = base64.b64encode(bytes(range(32)))
GOOD = b"%s\n70\n%s\n" % (ORIGIN.encode(), ROOT)


@pytest.mark.parametrize(
    "text",
    [
        GOOD.replace(b"70", b"+70"),
        GOOD.replace(b"70", b"7_0"),
        GOOD.replace(b"70", "７0".encode()),
        GOOD.replace(b"70", b"070"),
        GOOD.replace(b"70", b"70 "),
        GOOD.replace(b"70", b" 70"),
        GOOD.replace(b"70", b"-1"),
        GOOD.replace(b"70", b""),
        GOOD.replace(b"70", b"9223372036854775808"),
        GOOD.replace(b"70", b"10000000000000000000"),
        GOOD.replace(b"\n70", b"\r\n70"),
        GOOD.replace(b"\n70\n", "\u202870\u2028".encode()),
        GOOD.replace(b"\n70", "\u2028\n70".encode()),
        GOOD.replace(ROOT, base64.b64encode(bytes(31))),
        GOOD.replace(ROOT, base64.b64encode(bytes(33))),
        GOOD.replace(ROOT, ROOT.rstrip(b"=")),
        GOOD.replace(ROOT, ROOT[:-2] + b"9="),  # a bit set that the padding leaves over
        GOOD.replace(ROOT, ROOT + b" "),
        GOOD.replace(ROOT, b"-_" + ROOT[2:]),
        GOOD + b"an extension line\n",
        GOOD + b"\n",
        b"\n" + GOOD,
        GOOD.replace(b"record", b"rec ord"),
        GOOD.replace(b"record", b"rec+ord"),
        GOOD.replace(b"record", b"rec\tord"),
        GOOD[: GOOD.index(b"70")],
        b"\n70\n" + ROOT + b"\n",
    ],
)
def test_what_is_almost_a_checkpoint(text):
    assert parse_checkpoint_text(GOOD) == CHECKPOINT
    open_checkpoint(_signed(GOOD), KEYS)
    with pytest.raises(Unsound) as caught:
        open_checkpoint(_signed(text), KEYS)
    assert caught.value.kind in {Kind.FORM, Kind.TOO_LONG}


WHOLE = sign_checkpoint(CHECKPOINT, [SIGNER])
LINE = WHOLE.split(b"\n")[4]


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (WHOLE[:-1], Kind.FORM),
        (WHOLE + b"\n", Kind.FORM),
        (WHOLE.replace(b"\n", b"\r\n"), Kind.FORM),
        (WHOLE[:-1] + b" \n", Kind.FORM),
        (WHOLE[:-2] + b"\n", Kind.FORM),
        (WHOLE.replace("— ".encode(), b"- "), Kind.FORM),
        (WHOLE.replace("— ".encode(), "—".encode()), Kind.FORM),
        (WHOLE.partition(b"\n\n")[0] + b"\n\n", Kind.FORM),
        (WHOLE.replace(b"\n\n", b"\n"), Kind.FORM),
        (WHOLE + b"\xff\n", Kind.FORM),
        (WHOLE + b"\xe2\x80\x94 a b c\n", Kind.FORM),
        (WHOLE + b"\xe2\x80\x94 a AAAA\n", Kind.FORM),
        (WHOLE + LINE + b"\n", Kind.SIGNATURE),  # two lines of one key
        (WHOLE + 63 * b"\xe2\x80\x94 other.example AAAAAAA=\n", None),
        (WHOLE + 64 * b"\xe2\x80\x94 other.example AAAAAAA=\n", Kind.TOO_LONG),
        (
            WHOLE + b"\xe2\x80\x94 %s %s\n" % (ORIGIN.encode(), base64.b64encode(bytes(68))),
            None,
        ),  # unknown key ID
        (WHOLE.replace(b"\n70\n", b"\n71\n"), Kind.SIGNATURE),
        (WHOLE.replace(LINE, b"\xe2\x80\x94 other.example AAAAAAA="), Kind.UNSIGNED),
        (b"x" * 1_000_001, Kind.TOO_LONG),
        (b"", Kind.FORM),
    ],
)
def test_what_is_almost_a_note(raw, kind):
    if kind is None:
        assert open_checkpoint(raw, KEYS)[0] == CHECKPOINT
        return
    with pytest.raises(Unsound) as caught:
        open_checkpoint(raw, KEYS)
    assert caught.value.kind is kind


def test_a_known_key_whose_signature_fails_spoils_the_note():
    other = Signer(ORIGIN, bytes([9]) * 32)
    both = sign_checkpoint(CHECKPOINT, [SIGNER, other])
    assert open_checkpoint(both, [SIGNER.verifier, other.verifier])
    bad = other.verifier.key_id + bytes(64)
    spoilt = sign_checkpoint(CHECKPOINT, [SIGNER]) + (
        b"\xe2\x80\x94 %s %s\n" % (ORIGIN.encode(), base64.b64encode(bad))
    )
    assert open_checkpoint(spoilt, [SIGNER.verifier])  # unknown: ignored
    with pytest.raises(Unsound) as caught:
        open_checkpoint(spoilt, [SIGNER.verifier, other.verifier])
    assert caught.value.kind is Kind.SIGNATURE


def test_another_origin_is_another_record():
    other = Signer("other.example", SIGNER._key.private_bytes_raw())
    raw = sign_checkpoint(Checkpoint(origin="other.example", size=1, root=bytes(32)), [other])
    with pytest.raises(Unsound) as caught:
        open_checkpoint(raw, KEYS)
    assert caught.value.kind is Kind.ORIGIN


def test_key_texts():
    for signer in (SIGNER, witness_signer(0)):
        assert parse_signer(signer.text + "\n").text == signer.text
        assert parse_vkey(signer.verifier.vkey) == signer.verifier
        assert signer.text not in repr(signer)
    name, key_id, key = SIGNER.verifier.vkey.split("+", 2)
    for text in (
        f"{name}+{key_id.upper()}+{key}",
        f"{name}+00000000+{key}",
        f"{name}+{key_id}+{key[:-1]}",
        f"{name}x+{key_id}+{key}",
        f"{name}+{key_id}",
        f" +{key_id}+{key}",
        f"{name}+{key_id}+Bg{key[2:]}",  # type 0x06
        f"{name}\u3000+{key_id}+{key}",
        "",
    ):
        with pytest.raises(Unsound) as caught:
            parse_vkey(text)
        assert caught.value.kind is Kind.KEY
    with pytest.raises(Unsound):
        parse_vkey(SIGNER.verifier.vkey, kind=KeyType.COSIGNATURE)
    with pytest.raises(Unsound) as caught:
        parse_signer(SIGNER.text[:-2] + "A=")
    assert SIGNER.text[-20:] not in str(caught.value)


WITNESS = witness_signer(0)


def cosigned(time=1_700_000_000, text=CHECKPOINT.text, signer=WITNESS):
    note = parse_note(WHOLE)
    return Note(text=note.text, lines=(*note.lines, cosign(text, signer, time)))


def test_a_cosignature_is_over_time_and_text():
    note = cosigned()
    found = find_cosignature(note, WITNESS.verifier)
    assert found
    assert found.time == 1_700_000_000
    signature = note.lines[1].signature
    assert signature[:8] == (1_700_000_000).to_bytes(8, "big")
    assert message(note.text, 5) == b"cosignature/v1\ntime 5\n" + CHECKPOINT.text
    Ed25519PublicKey.from_public_bytes(WITNESS.verifier.key).verify(
        signature[8:], b"cosignature/v1\ntime 1700000000\n" + CHECKPOINT.text
    )
    assert find_cosignature(note, witness_signer(1).verifier) is None


@pytest.mark.parametrize("change", ["text", "time", "zero", "short", "long", "huge"])
def test_a_cosignature_that_fails(change):
    line = cosigned().lines[1]
    zero = WITNESS.raw(message(CHECKPOINT.text, 0))
    huge = WITNESS.raw(message(CHECKPOINT.text, 2**63))
    signature = {
        "text": cosign(CHECKPOINT.text + b"x\n", WITNESS, 1_700_000_000).signature,
        "time": (1_700_000_001).to_bytes(8, "big") + line.signature[8:],
        "zero": bytes(8) + zero,
        "short": line.signature[:-1],
        "long": line.signature + b"\0",
        "huge": (2**63).to_bytes(8, "big") + huge,
    }[change]
    note = parse_note(WHOLE)
    changed = Note(
        text=note.text,
        lines=(*note.lines, type(line)(name=line.name, key_id=line.key_id, signature=signature)),
    )
    with pytest.raises(Unsound) as caught:
        find_cosignature(changed, WITNESS.verifier)
    assert caught.value.kind is Kind.SIGNATURE


def test_a_cosigner_signs_nothing_else():
    with pytest.raises(Fault):
        cosign(CHECKPOINT.text, WITNESS, 0)
    with pytest.raises(Fault):
        cosign(CHECKPOINT.text, SIGNER, 1)
