"""Four processes append and publish; all are killed at random moments, again and again. Run by `test_killing`.

usage: killing.py FOLDER ROUNDS SEED

Prints one line of counts, or raises. A fresh process forks the writers, so that a round costs no start of Python.
"""

import json
import os
import random
import select
import signal
import sys
import time
from pathlib import Path

from dinggang.record import Folder, Local, Log, check_log, open_checkpoint
from record.kit import ORIGIN, World, log_signer, policy

WRITERS = 4
LONGEST = 0.12  # seconds that a round lasts at most before everything is killed


def write(world: World, number: int, turn: int, pipe: int) -> None:
    """One writer: acts in ones and threes, each acknowledged on the pipe; a publication now and then."""
    try:
        log = Log.open(world.private, signers=[log_signer()])
        witnesses = [Local(world.witnesses[number])]
        for step in range(10_000):
            batch = [
                f'{{"n":{i},"step":{step},"turn":{turn},"writer":{number}}}'.encode()
                for i in range(1 + step % 3)
            ]
            first = log.append(batch).start
            os.write(pipe, json.dumps([first, [each.decode() for each in batch]]).encode() + b"\n")
            if step % 4 == number:
                log.publish(world.public, now=world.now, witnesses=witnesses)
    except BaseException as error:  # noqa: BLE001 - whatever it is, the parent must hear of it
        os.write(pipe, json.dumps(["error", repr(error)]).encode() + b"\n")
    os._exit(1)


def one_round(world: World, turn: int, chance: random.Random) -> tuple[list[list[object]], set[bytes]]:
    """Start the writers, watch, kill them; what they had acknowledged, and every checkpoint that was visible."""
    reading, writing = os.pipe()
    children = []
    for number in range(WRITERS):
        child = os.fork()
        if child == 0:
            write(world, number, turn, writing)
        children.append(child)
    os.close(writing)
    ends = [time.monotonic() + chance.uniform(0.005, LONGEST) for _ in children]
    seen: set[bytes] = set()
    received = b""
    while any(end is not None for end in ends):
        if select.select([reading], [], [], 0.001)[0]:
            received += os.read(reading, 1 << 16)
        if (world.public / "checkpoint").exists():
            seen.add((world.public / "checkpoint").read_bytes())
        for at, end in enumerate(ends):
            if end is not None and time.monotonic() >= end:
                os.kill(children[at], signal.SIGKILL)
                os.waitpid(children[at], 0)
                ends[at] = None
    while more := os.read(reading, 1 << 16):
        received += more
    os.close(reading)
    lines = received.split(b"\n")
    return [
        json.loads(line) for line in lines[:-1]
    ], seen  # a last line without an end was not yet acknowledged


def main(folder: Path, rounds: int, seed: int) -> None:
    """Run the rounds, and check that nothing acknowledged was lost and that all checkpoints are of one history."""
    world = World(folder)
    world.log.close()
    chance = random.Random(seed)  # noqa: S311 - when to kill, no secret
    acknowledged: dict[int, str] = {}
    seen: set[bytes] = set()
    for turn in range(rounds):
        lines, visible = one_round(world, turn, chance)
        seen |= visible
        for first, batch in lines:
            assert first != "error", batch
            for index, entry in enumerate(batch, first):
                assert index not in acknowledged, "one index was given twice"
                acknowledged[index] = entry
        reopened = Log.open(world.private, signers=[log_signer()])  # readable after every round
        size = reopened.size
        assert size > max(acknowledged, default=-1)
        entries = list(reopened.store.entries(0, size)) if turn == rounds - 1 else []
        reopened.close()
    assert all(entries[index] == entry.encode() for index, entry in acknowledged.items()), "an act was lost"
    assert len(set(entries)) == len(entries), "an act was doubled"
    log = Log.open(world.private, signers=[log_signer()])
    log.publish(world.public, now=world.now, witnesses=[Local(each) for each in world.witnesses])
    checked = check_log(Folder(world.public), policy(4), exact=True)
    assert checked.failures == (), checked.failures
    for raw in seen:
        checkpoint, _ = open_checkpoint(raw, [log_signer().verifier])
        assert checkpoint.root == log.store.root(checkpoint.size), (
            "a checkpoint of another history was visible"
        )
    for witness in world.witnesses:
        held = witness.held(ORIGIN)
        assert held is not None
        assert held.root == log.store.root(held.size)
    sys.stdout.write(
        f"{rounds} rounds, {len(acknowledged)} acts acknowledged, {log.size} in the record, {len(seen)} checkpoints\n"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
