"""Composite score, ranking, placement."""

from dinggang.selection.composite import composites
from dinggang.selection.placement import choosing_order, place
from dinggang.selection.proof import check_placement
from dinggang.selection.ranking import TIE_WORDS, rank
from dinggang.selection.values import (
    Applicant,
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

__all__ = [
    "TIE_WORDS",
    "Applicant",
    "Choices",
    "Composite",
    "Draw",
    "Placed",
    "Placement",
    "Ranked",
    "Ranking",
    "Unranked",
    "Why",
    "check_placement",
    "choosing_order",
    "composites",
    "place",
    "rank",
]
