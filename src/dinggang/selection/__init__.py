"""Composite score, ranking, placement."""

from dinggang.selection.values import (
    Choices,
    Composite,
    Draw,
    Placed,
    Placement,
    Ranked,
    Ranking,
    Unranked,
    Why,
)

__all__ = ["Choices", "Composite", "Draw", "Placed", "Placement", "Ranked", "Ranking", "Unranked", "Why"]
