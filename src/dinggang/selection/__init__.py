"""Composite score, ranking, placement."""

from dinggang.selection.best_fit import BestFit, Fitting, best_fit
from dinggang.selection.certificate import Certificate, certify_fit, certify_outcome
from dinggang.selection.composite import composed, composites, scales, weighed, weighted
from dinggang.selection.field import Field
from dinggang.selection.fit_certificate import (
    FitCertificate,
    FitRules,
    LeastRule,
    MostRule,
    ShareRule,
    Short,
    certify_tree,
)
from dinggang.selection.fitting import FitTelling, fitting_of
from dinggang.selection.obstacles import Counting, Refused
from dinggang.selection.placement import choosing_order, place
from dinggang.selection.placing import PostScores, place_by_rule, problem_of, solve
from dinggang.selection.proof import check_placement
from dinggang.selection.ranking import (
    TIE_WORDS,
    Entrant,
    board_of,
    boards_by_post,
    compared_by,
    entrants_of,
    rank,
    tie_values,
)
from dinggang.selection.rounds import clash, first_refused, later_rounds, place_rounds
from dinggang.selection.values import (
    Applicant,
    Choices,
    Composite,
    Draw,
    Placed,
    Placement,
    Ranked,
    Ranking,
    Round,
    Scale,
    Unranked,
    Why,
)

__all__ = [
    "TIE_WORDS",
    "Applicant",
    "BestFit",
    "Certificate",
    "Choices",
    "Composite",
    "Counting",
    "Draw",
    "Entrant",
    "Field",
    "FitCertificate",
    "FitRules",
    "FitTelling",
    "Fitting",
    "LeastRule",
    "MostRule",
    "Placed",
    "Placement",
    "PostScores",
    "Ranked",
    "Ranking",
    "Refused",
    "Round",
    "Scale",
    "ShareRule",
    "Short",
    "Unranked",
    "Why",
    "best_fit",
    "board_of",
    "boards_by_post",
    "certify_fit",
    "certify_outcome",
    "certify_tree",
    "check_placement",
    "choosing_order",
    "clash",
    "compared_by",
    "composed",
    "composites",
    "entrants_of",
    "first_refused",
    "fitting_of",
    "later_rounds",
    "place",
    "place_by_rule",
    "place_rounds",
    "problem_of",
    "rank",
    "scales",
    "solve",
    "tie_values",
    "weighed",
    "weighted",
]
