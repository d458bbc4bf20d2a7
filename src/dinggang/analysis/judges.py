"""What each judge did: severity, range, extremes, outliers, rank correlation, own unit; and the order of speaking.

For organisers, after the sheets are sealed: a figure about a named judge is personal data. Nothing here changes a
mark. A table maps judge → candidate → that judge's total; a recused judge has no cell for the candidate.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import sqrt

from dinggang.analysis.additive import Additive, additive
from dinggang.analysis.values import (
    Figure,
    NotComputable,
    column_of,
    correlation,
    not_computable,
)
from dinggang.basis import Exact, Fault, Value, fraction, mean

Table = Mapping[str, Mapping[str, Exact]]

SCALE = Fraction("1.4826")
"""Makes the median absolute deviation an estimate of the standard deviation under a normal distribution."""


class JudgeStatistics(Value, frozen=True, kw_only=True):
    """One judge.

    scores        candidates judged
    severity      mean of (own score − mean of those who judged the candidate), in marks; below 0 is severe
    severity_se   its standard error, SD ÷ √n
    sd            standard deviation of the judge's scores
    distinct      different values used
    distinct_share  `distinct` over `scores`
    high, low     share of candidates for whom this judge's total was among those dropped as highest, as lowest;
                  judges tied at the border count in parts
    rank          rank correlation (Spearman's) with the mean of the other judges
    own_unit      mean residual for candidates of the judge's unit less that for others, in marks; the residual is
                  what severity and candidate do not explain
    own           candidates of the judge's unit
    """

    judge: str
    scores: int
    severity: Figure
    severity_se: Figure
    sd: Figure
    distinct: int
    distinct_share: Figure
    high: Figure
    low: Figure
    rank: Figure
    own_unit: Figure
    own: int


class Outlier(Value, frozen=True, kw_only=True):
    """One score further from the trimmed mean than the limit; all in marks. `mad` is scaled by 1.4826."""

    judge: str
    candidate: str
    score: float
    trimmed_mean: float
    mad: float


class Outliers(Value, frozen=True, kw_only=True):
    """Outlying scores, by candidate and judge; and candidates for whom more than half of the scores are equal.

    There the median deviation is 0 and every other score would be an outlier, so nothing is said.
    """

    found: tuple[Outlier, ...]
    unjudged: tuple[str, ...]


class OrderEffect(Value, frozen=True, kw_only=True):
    """Slope of the panel's mean on the speaking position, in marks per position, with its standard error."""

    slope: float
    se: float
    candidates: int


_NONE = not_computable("没有打分。", "There are no scores.")
_ONE_SCORE = not_computable("只有1个分数。", "There is only one score.")


def judge_statistics(
    table: Table,
    *,
    trim_high: int = 1,
    trim_low: int = 1,
    units: Mapping[str, str] | None = None,
    judge_units: Mapping[str, str] | None = None,
) -> tuple[JudgeStatistics, ...]:
    """Every judge's statistics, by judge.

    `units` say whose unit a candidate is of, `judge_units` a judge; without them there is no own unit. Extremes are
    those the plan drops: `trim_high` and `trim_low` of each candidate's totals.
    """
    panel = _Panel(table)
    residuals = additive(table)
    return tuple(
        panel.judge(judge, trim_high, trim_low, _affinity(judge, residuals, units or {}, judge_units or {}))
        for judge in sorted(table)
    )


def outliers(table: Table, *, trim_high: int = 1, trim_low: int = 1, limit: float = 2.5) -> Outliers:
    """Scores with |score − trimmed mean of the candidate| > limit · MAD, MAD = 1.4826 · median |score − median|.

    Compared exactly. Candidates with too few scores to trim are left unjudged.
    """
    found, unjudged = [], []
    for candidate, scores in sorted(_Panel(table).by_candidate.items()):
        kept = sorted(scores.values())[trim_low : len(scores) - trim_high]
        middle = _median(list(scores.values()))
        mad = _median([abs(score - middle) for score in scores.values()])
        if not kept or not mad:
            unjudged.append(candidate)
            continue
        centre, wide = mean(kept), SCALE * mad
        found += [
            Outlier(
                judge=judge,
                candidate=candidate,
                score=float(score),
                trimmed_mean=float(centre),
                mad=float(wide),
            )
            for judge, score in sorted(scores.items())
            if abs(score - centre) > Fraction(limit) * wide
        ]
    return Outliers(found=tuple(found), unjudged=tuple(unjudged))


def order_effect(means: Sequence[Exact]) -> OrderEffect | NotComputable:
    """`means` are the panel's means in the order of speaking; positions are 1, 2, 3 …"""
    n = len(means)
    if n < 3:
        return not_computable("发言人数少于3人。", "Fewer than three people spoke.")
    positions, scores = column_of(range(1, n + 1)), column_of(list(means))
    across = positions.spread(positions)
    slope = positions.spread(scores) / across
    left = scores.spread(scores) - slope * slope * across
    return OrderEffect(slope=float(slope), se=sqrt(left / (n - 2) / across), candidates=n)


class _Panel:
    """The table both ways, in exact numbers."""

    def __init__(self, table: Table) -> None:
        self.by_judge = {
            judge: {candidate: fraction(score) for candidate, score in sorted(scores.items())}
            for judge, scores in sorted(table.items())
        }
        self.by_candidate: dict[str, dict[str, Fraction]] = {}
        for judge, scores in self.by_judge.items():
            for candidate, score in scores.items():
                self.by_candidate.setdefault(candidate, {})[judge] = score

    def judge(self, judge: str, trim_high: int, trim_low: int, own: tuple[Figure, int]) -> JudgeStatistics:
        scores = self.by_judge[judge]
        values, n = list(scores.values()), len(scores)
        gaps = [score - mean(self.by_candidate[c].values()) for c, score in scores.items()]
        sd = _sd(values)
        spread = _sd(gaps)
        return JudgeStatistics(
            judge=judge,
            scores=n,
            severity=float(sum(gaps) / n) if n else _NONE,
            severity_se=spread / sqrt(n) if isinstance(spread, float) else spread,
            sd=sd,
            distinct=len(set(values)),
            distinct_share=len(set(values)) / n if n else _NONE,
            high=self._dropped(judge, trim_high, high=True),
            low=self._dropped(judge, trim_low, high=False),
            rank=self._rank(judge),
            own_unit=own[0],
            own=own[1],
        )

    def _dropped(self, judge: str, trim: int, *, high: bool) -> Figure:
        candidates = self.by_judge[judge]
        if not candidates:
            return _NONE
        share = Fraction(0)
        for candidate, score in candidates.items():
            scores = list(self.by_candidate[candidate].values())
            if not 0 < trim <= len(scores):
                continue
            border = sorted(scores, reverse=high)[trim - 1]
            beyond = sum((s > border) if high else (s < border) for s in scores)
            if score == border:
                share += Fraction(trim - beyond, scores.count(border))
            elif (score > border) is high:
                share += 1
        return float(share / len(candidates))

    def _rank(self, judge: str) -> Figure:
        shared = {
            candidate: [s for other, s in self.by_candidate[candidate].items() if other != judge]
            for candidate in self.by_judge[judge]
        }
        pairs = [(self.by_judge[judge][c], mean(others)) for c, others in shared.items() if others]
        if len(pairs) < 2:
            return not_computable(
                "与他人共同评分的不足2人。", "Fewer than two candidates were judged with others."
            )
        one, other = (column_of(values).ranks() for values in zip(*pairs, strict=True))
        return correlation(one, other)


def _affinity(
    judge: str, fitted: Additive | NotComputable, units: Mapping[str, str], judge_units: Mapping[str, str]
) -> tuple[Figure, int]:
    unit = judge_units.get(judge)
    if unit is None or not units:
        return not_computable("没有单位信息。", "The judge's unit or the candidates' units are not known."), 0
    if isinstance(fitted, NotComputable):
        return fitted, 0
    residuals = fitted.residuals.get(judge, {})
    if not set(residuals) <= set(units):
        raise Fault("every candidate needs a unit")
    own = [r for c, r in residuals.items() if units[c] == unit]
    others = [r for c, r in residuals.items() if units[c] != unit]
    if not own or not others:
        return not_computable(
            "本单位或外单位的对象一个也没有。", "All candidates are of the judge's unit, or none is."
        ), len(own)
    return sum(own) / len(own) - sum(others) / len(others), len(own)


def _sd(values: Sequence[Fraction]) -> Figure:
    if len(values) < 2:
        return _ONE_SCORE if values else _NONE
    return sqrt(column_of(values).variance)


def _median(values: Sequence[Fraction]) -> Fraction:
    in_order = sorted(values)
    return (in_order[(len(in_order) - 1) // 2] + in_order[len(in_order) // 2]) / 2
