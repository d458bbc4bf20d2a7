"""dinggang: reads its arguments, calls a command, and turns refusals into words and an exit code.

Exit codes: 0 done, nothing stops; 1 stopped at a gate or a finding stops; 2 the input was refused, nothing written.
"""

import argparse
import sys
from collections.abc import Sequence

from dinggang import __version__
from dinggang.basis import Refusal
from dinggang.cli import check, firm, new, preview, read, run
from dinggang.cli.show import show_refusal

DESCRIPTION = "定岗：从方案到最后一份协议，公开办理机构改革。A township's institutional reform, in the open."


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(prog="dinggang", description=DESCRIPTION)
    top.add_argument("--version", action="version", version=f"dinggang {__version__}")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for command in (new, check, run, preview, firm, read):
        command.add_parser(commands)
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command. Returns the exit code."""
    # Chinese must print on consoles whose code page is not UTF-8, too.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    args = parser().parse_args(arguments)
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
