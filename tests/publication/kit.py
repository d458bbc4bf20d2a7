"""What the tests of the publication share: a record of the small reform with four witnesses, keys and salts by rule."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import msgspec

import build
from build import D, bend
from dinggang.case import Case, Folder
from dinggang.procedure import contents, run
from dinggang.publication import Bundle, Keeping, additions, recorded
from dinggang.record import (
    Checkpoint,
    KeyType,
    Local,
    Published,
    Signer,
    Witness,
    cosign,
    encode_bundle,
    leaf_hash,
    root_of,
    sign_checkpoint,
    write_policy,
)

replace = msgspec.structs.replace
ORIGIN = "record.example/test-town"
SEED = bytes([7]) * 32
NOW = 1_800_000_000


def salts(seed: str = "") -> Callable[[], bytes]:
    """Salts that are the same each time; a record in use has random ones."""
    number = count()
    return lambda: hashlib.sha256(f"{seed}{next(number)}".encode()).digest()


def witness_signer(number: int) -> Signer:
    return Signer(f"witness-{number}.example", bytes([100 + number]) * 32, KeyType.COSIGNATURE)


def policy_text(least: int = 3, of: int = 4) -> bytes:
    witnesses = [(f"w{n}", witness_signer(n).verifier.vkey, "") for n in range(of)]
    return write_policy([(Signer(ORIGIN, SEED).verifier.vkey, "")], witnesses, least)


POLICY = policy_text()


class World:
    """A record with four witnesses of whom three make the quorum, and a clock one sets by hand."""

    def __init__(self, root: Path, seed: str = "") -> None:
        self.root = root
        self.now = NOW
        self.salt = salts(seed)
        self.keeping = Keeping.create(root / "record", origin=ORIGIN, seed=SEED, policy=POLICY)
        self.witnesses = [
            Witness(
                root / f"w{number}.db",
                signer=witness_signer(number),
                logs={ORIGIN: [Signer(ORIGIN, SEED).verifier]},
                clock=lambda: self.now,
            )
            for number in range(4)
        ]

    def run(self, folder: Folder, witnesses: int = 4) -> int:
        """What `dinggang run` does with a record: how many acts entered. Raises Refusal."""
        done = run(folder)
        kept = self.keeping.kept()
        fresh = additions(folder, contents(folder, done, recorded(kept)), kept)
        if fresh:
            self.keeping.append(fresh, self.salt)
        self.publish(witnesses)
        return len(fresh)

    def publish(self, witnesses: int = 4) -> Published:
        return self.keeping.publish(now=self.now, witnesses=[Local(w) for w in self.witnesses[:witnesses]])


@contextmanager
def world(root: Path, seed: str = "") -> Iterator[World]:
    made = World(root, seed)
    try:
        yield made
    finally:
        made.keeping.close()


def forged(
    bundle: Bundle,
    entries: Sequence[bytes],
    *,
    files: Mapping[str, bytes] | None = None,
    tiles: bool = True,
    log: bool = True,
    witnesses: int = 0,
) -> Bundle:
    """The bundle with other entries, as whoever holds it could make it: with or without new tiles, the log's
    signature, cosignatures of so many witnesses. `files` take the place of those of their paths.
    """
    changed = {p: raw for p, raw in bundle.files.items() if not p.startswith("log/tile/")}
    changed |= files or {}
    size = len(entries)
    root = root_of(map(leaf_hash, entries))
    changed[f"log/tile/entries/000.p/{size}"] = encode_bundle(entries)
    hashes = b"".join(map(leaf_hash, entries))
    if not tiles:
        hashes = next(raw for p, raw in bundle.files.items() if p.startswith("log/tile/0/"))[: 32 * size]
        hashes = hashes.ljust(32 * size, b"\0")
    changed[f"log/tile/0/000.p/{size}"] = hashes
    if log:
        checkpoint = Checkpoint(origin=ORIGIN, size=size, root=root)
        note = sign_checkpoint(checkpoint, [Signer(ORIGIN, SEED)])
        lines = [cosign(checkpoint.text, witness_signer(n), NOW).line for n in range(witnesses)]
        changed["log/checkpoint"] = note + b"".join(lines)
    return Bundle(variant=bundle.variant, files=changed)


def tiny_case() -> Case:
    """The small reform with three people who compete, two questions and one judge: a record of few bytes."""
    case = build.case()
    gone = {"P05", "P07", "P08"}
    rules = replace(
        case.plan.rules, speech=replace(case.plan.rules.speech, min_judges=1, trim_high=0, trim_low=0)
    )
    questions = tuple(replace(q, value=D(50)) for q in case.sheets.questions[:2])
    sheets, ground = case.sheets, case.groundwork
    return bend(
        case,
        plan=replace(case.plan, rules=rules, before=replace(case.plan.before, staff=7)),
        people=tuple(p for p in case.people if p.id not in gone),
        choices=tuple(c for c in case.choices if c.person not in gone),
        groundwork=replace(
            ground,
            members=(),
            opinions=(),
            attendance=tuple(a for a in ground.attendance if a.person not in gone),
        ),
        sheets=replace(
            sheets,
            questions=questions,
            exam=tuple(
                replace(
                    s,
                    answers={
                        q.id: "A" if q.id != "Q02" or s.person in {"P03", "P06"} else "B" for q in questions
                    },
                )
                for s in sheets.exam
                if s.person not in gone
            ),
            evaluation=tuple(e for e in sheets.evaluation if e.person not in gone),
            speech=tuple(s for s in sheets.speech if s.person not in gone and s.judge == "J1"),
            assessment=tuple(a for a in sheets.assessment if a.person not in gone),
        ),
    )
