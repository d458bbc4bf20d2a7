"""Diagnostics: statistics of papers and judges, and how firm a result is. Floats are allowed; nothing here decides.

A figure that does not exist is a `NotComputable` with its reason, never NaN.
"""

from dinggang.analysis.additive import Additive, additive
from dinggang.analysis.agreement import Concordance, Intraclass, MeanSquares, intraclass, kendall_w
from dinggang.analysis.items import (
    Flag,
    ItemStatistics,
    Limits,
    OptionStatistics,
    PaperStatistics,
    feldt,
    item_statistics,
    option_statistics,
    paper_statistics,
)
from dinggang.analysis.judges import (
    JudgeStatistics,
    OrderEffect,
    Outlier,
    Outliers,
    judge_statistics,
    order_effect,
    outliers,
)
from dinggang.analysis.markers import MarkerAgreement, marker_agreement
from dinggang.analysis.values import FEW, Figure, NotComputable
from dinggang.analysis.weights import (
    Change,
    Move,
    Near,
    Swap,
    Variation,
    WeightInterval,
    at_the_margin,
    judges_falling,
    mark_changing,
    moves,
    questions_void,
    ties_falling,
    weight_interval,
    who_moves,
)

__all__ = [
    "FEW",
    "Additive",
    "Change",
    "Concordance",
    "Figure",
    "Flag",
    "Intraclass",
    "ItemStatistics",
    "JudgeStatistics",
    "Limits",
    "MarkerAgreement",
    "MeanSquares",
    "Move",
    "Near",
    "NotComputable",
    "OptionStatistics",
    "OrderEffect",
    "Outlier",
    "Outliers",
    "PaperStatistics",
    "Swap",
    "Variation",
    "WeightInterval",
    "additive",
    "at_the_margin",
    "feldt",
    "intraclass",
    "item_statistics",
    "judge_statistics",
    "judges_falling",
    "kendall_w",
    "mark_changing",
    "marker_agreement",
    "moves",
    "option_statistics",
    "order_effect",
    "outliers",
    "paper_statistics",
    "questions_void",
    "ties_falling",
    "weight_interval",
    "who_moves",
]
