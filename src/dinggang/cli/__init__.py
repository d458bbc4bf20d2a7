"""The command line."""

from dinggang.cli.main import main

__all__ = ["main"]
