"""What the tests of the record share: invented keys, a log with four witnesses, a clock one sets by hand."""

from pathlib import Path

from dinggang.record import (
    KeyType,
    Local,
    Log,
    Policy,
    Published,
    Signer,
    Witness,
    parse_policy,
    write_policy,
)

ORIGIN = "record.example/qingshui-2026"


def log_signer(seed: int = 1, origin: str = ORIGIN) -> Signer:
    return Signer(origin, bytes([seed]) * 32)


def witness_signer(number: int) -> Signer:
    return Signer(f"witness-{number}.example", bytes([100 + number]) * 32, KeyType.COSIGNATURE)


def policy_text(least: int = 3, count: int = 4, signer: Signer | None = None) -> bytes:
    signer = signer or log_signer()
    witnesses = [(f"w{i}", witness_signer(i).verifier.vkey, "") for i in range(count)]
    return write_policy([(signer.verifier.vkey, "")], witnesses, least)


def policy(least: int = 3, count: int = 4) -> Policy:
    return parse_policy(policy_text(least, count))


class World:
    """A log, four witnesses of it, a public folder, and one clock for all."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.public = root / "public"
        self.private = root / "private"
        self.now = 1_800_000_000
        self.log = Log.create(self.private, signers=[log_signer()])
        self.witnesses = [self.witness(number) for number in range(4)]

    def witness(self, number: int) -> Witness:
        return Witness(
            self.root / f"witness-{number}.db",
            signer=witness_signer(number),
            logs={ORIGIN: [log_signer().verifier]},
            clock=lambda: self.now,
        )

    def reopen(self) -> Log:
        self.log.close()
        self.log = Log.open(self.private, signers=[log_signer()])
        return self.log

    def publish(self, *entries: bytes, witnesses: int = 4) -> Published:
        self.log.append(entries)
        return self.log.publish(
            self.public, now=self.now, witnesses=[Local(each) for each in self.witnesses[:witnesses]]
        )


def acts(count: int, start: int = 0) -> list[bytes]:
    return [f'{{"act":{i},"kind":"example"}}'.encode() for i in range(start, start + count)]
