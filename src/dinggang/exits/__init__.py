"""分流: who may leave by which route, from when, what is due."""

from dinggang.exits.values import Due, Exit, ExitChoice

__all__ = ["Due", "Exit", "ExitChoice"]
