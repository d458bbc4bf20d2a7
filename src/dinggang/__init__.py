"""Dinggang 定岗: a township's institutional reform in the open."""

from importlib.metadata import version

__version__ = version("dinggang")

__all__ = ["__version__"]
