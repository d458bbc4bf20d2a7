"""Candidates and judges taken apart when judges were recused: a diagnostic beside the mark.

A recused judge leaves candidates with different panels, and a plain mean then compares judges too. Least squares of
score = candidate + judge, with the judges' effects adding up to 0, over the cells that are there, does not. It
becomes a mark only where the plan said so beforehand, and then not from here.
"""

from collections.abc import Mapping

import numpy as np

from dinggang.analysis.values import NotComputable, not_computable
from dinggang.basis import Exact, Value, fraction


class Additive(Value, frozen=True, kw_only=True):
    """The fit, in marks.

    candidates  candidate → effect: the score an average judge of this panel would have given
    judges      judge → effect: above 0 is mild, below 0 severe; they add up to 0
    residuals   judge → candidate → what neither explains
    """

    candidates: dict[str, float]
    judges: dict[str, float]
    residuals: dict[str, dict[str, float]]


def additive(table: Mapping[str, Mapping[str, Exact]]) -> Additive | NotComputable:
    """The least squares fit of a table judge → candidate → score. With no cell missing it gives the plain means.

    Not computable where judges and candidates fall into parts that share nothing: then no score compares them.
    """
    judges = sorted(judge for judge, scores in table.items() if scores)
    candidates = sorted({candidate for scores in table.values() for candidate in scores})
    if not candidates:
        return not_computable("没有打分。", "There are no scores.")
    if _parts(table, judges) > 1:
        return not_computable(
            "评委和对象分成了互不交叉的几组，无法比较。",
            "Judges and candidates fall into groups that share nobody, so they cannot be compared.",
        )
    cells = [(j, c, float(fraction(score))) for j in judges for c, score in sorted(table[j].items())]
    column = {name: at for at, name in enumerate([*candidates, *judges])}
    # One more row asks for judges that add up to 0: it can always be met, so it changes no fit.
    design = np.zeros((len(cells) + 1, len(candidates) + len(judges)))
    for row, (judge, candidate, _) in enumerate(cells):
        design[row, column[candidate]] = design[row, len(candidates) + judges.index(judge)] = 1
    design[-1, len(candidates) :] = 1
    scores = np.array([score for _, _, score in cells] + [0.0])
    effects = np.linalg.lstsq(design, scores, rcond=None)[0].tolist()
    of_candidate = dict(zip(candidates, effects[: len(candidates)], strict=True))
    of_judge = dict(zip(judges, effects[len(candidates) :], strict=True))
    residuals: dict[str, dict[str, float]] = {judge: {} for judge in judges}
    for judge, candidate, score in cells:
        residuals[judge][candidate] = score - of_candidate[candidate] - of_judge[judge]
    return Additive(candidates=of_candidate, judges=of_judge, residuals=residuals)


def _parts(table: Mapping[str, Mapping[str, Exact]], judges: list[str]) -> int:
    """Into how many parts judges and candidates fall when each cell ties a judge to a candidate."""
    parts: list[set[str]] = []
    for judge in judges:
        joined = set(table[judge])
        apart = [part for part in parts if not part & joined]
        parts = [*apart, joined.union(*(part for part in parts if part & joined))]
    return len(parts)
