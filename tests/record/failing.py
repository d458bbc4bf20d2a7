"""Every write, sync and rename of one append and one publication, made to fail in turn. Run by `test_killing`.

usage: failing.py FOLDER kill|EIO|ENOSPC      with `faults.c` preloaded

Prints how many calls there were. It does not model a loss of power: what was written before stays written.
"""

import ctypes
import os
import sys
from pathlib import Path

from dinggang.basis import DinggangError
from dinggang.record import Folder, Local, Log, check_log
from record.kit import World, log_signer, policy

HOW = {"kill": 0, "EIO": 1, "ENOSPC": 2}
MOST = 500
"""More calls than an append and a publication make: the loop has an end."""


def step(world: World, faults: ctypes.CDLL, nth: int, how: int, pipe: int) -> None:
    """In a process of its own: append and publish, with the nth call failing."""
    log = Log.open(world.private, signers=[log_signer()])
    faults.faults_arm(nth, how)
    try:
        log.append([b"act %d" % nth, b"another %d" % nth])
        os.write(pipe, b"appended ")
        log.publish(world.public, now=world.now, witnesses=[Local(world.witnesses[0])])
        os.write(pipe, b"published ")
    except (DinggangError, OSError):
        pass
    calls = faults.faults_calls()
    faults.faults_arm(-1, 0)
    os.write(pipe, b"calls " if calls < nth else b"reached ")
    os._exit(0)


def attempt(world: World, faults: ctypes.CDLL, nth: int, how: int) -> list[str]:
    """What one such process had to say before it ended."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        step(world, faults, nth, how, writing)
    os.close(writing)
    said = b""
    while more := os.read(reading, 4096):
        said += more
    os.close(reading)
    os.waitpid(child, 0)
    return said.decode().split()


def main(folder: Path, how: str) -> None:
    """Fail each call once; after each, whatever was acknowledged is there, and the log goes on."""
    faults = ctypes.CDLL(None)
    world = World(folder)
    world.publish(b"first")
    world.log.close()
    for nth in range(1, MOST):
        said = attempt(world, faults, nth, HOW[how])
        checked = check_log(Folder(world.public), policy(), quorum=False)
        assert checked.failures == (), (nth, checked.failures)  # what is public is whole at every moment
        log = Log.open(world.private, signers=[log_signer()])
        entries = list(log.store.entries(0, log.size))
        mine = [b"act %d" % nth, b"another %d" % nth]
        assert entries[-2:] == mine or ("appended" not in said and not set(mine) & set(entries)), nth
        log.publish(world.public, now=world.now, witnesses=[Local(world.witnesses[0])])
        log.close()
        checked = check_log(Folder(world.public), policy(1))
        assert checked.failures == (), (nth, checked.failures)
        assert checked.entries == len(entries)
        if "calls" in said:
            assert "published" in said
            sys.stdout.write(f"{nth - 1} calls\n")
            return
    raise AssertionError("the calls have no end")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
