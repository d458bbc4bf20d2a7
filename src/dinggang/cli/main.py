"""dinggang: reads its arguments, calls a command, and turns refusals into words and an exit code.

Exit codes: 0 done, nothing stops; 1 stopped at a gate or a finding stops; 2 the input was refused, nothing written.
"""

import argparse
import gc
import importlib
import sys
from collections.abc import Sequence

from dinggang import __version__
from dinggang.basis import Refusal
from dinggang.cli.show import show_refusal

DESCRIPTION = "定岗：从方案到最后一份协议，公开办理机构改革。A township's institutional reform, in the open."


COMMANDS = (
    "new",
    "check",
    "run",
    "documents",
    "preview",
    "firm",
    "mark",
    "rank",
    "place",
    "draw",
    "read",
    "export",
    "law",
    "retire",
    "severance",
    "pay",
    "rebound",
    "pictures",
    "record",
    "bundle",
    "publish",
    "verify",
    "witness",
    "receipt",
    "erase",
)


def parser(commands: Sequence[str] = COMMANDS) -> argparse.ArgumentParser:
    """The parser of these commands. Each is a module of its own, loaded only when it is asked for: nobody waits for
    the solver to read a text, nor for the dictionary to run a case.
    """
    top = argparse.ArgumentParser(prog="dinggang", description=DESCRIPTION)
    top.add_argument("--version", action="version", version=f"dinggang {__version__}")
    group = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name in commands:
        importlib.import_module(f"dinggang.cli.{name}").add_parser(group)
    return top


def _asked_for(given: Sequence[str]) -> Sequence[str]:
    """The commands whose parsers are needed to read these arguments."""
    if given and given[0] in COMMANDS:
        return given[:1]
    return () if given and given[0] == "--version" else COMMANDS


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command. Returns the exit code."""
    # Chinese must print on consoles whose code page is not UTF-8, too.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    # A case is millions of values that live to the end: looking through them for cycles takes a fifth of the time.
    gc.set_threshold(200_000, 1_000, 1_000)
    given = list(sys.argv[1:] if arguments is None else arguments)
    args = parser(_asked_for(given)).parse_args(given)
    try:
        code = args.call(args)
    except Refusal as refusal:
        show_refusal(refusal)
        return 2
    except BrokenPipeError:
        # The reader of our output (head, less) has gone: nothing is wrong.
        sys.stderr.close()
        return 0
    return int(code)
