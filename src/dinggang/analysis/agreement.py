"""How far judges agree, from a complete table: intraclass correlations and Kendall's W.

A table has one row per candidate and one column per judge, exact numbers, no cell empty.
"""

from collections.abc import Sequence
from fractions import Fraction

from dinggang.analysis.values import Column, Figure, NotComputable, columns_of, not_computable, summed
from dinggang.basis import Exact, Fault, Value


class MeanSquares(Value, frozen=True, kw_only=True):
    """Two-way analysis of variance: candidates (MSR), judges (MSC), residual (MSE), within candidates (MSW)."""

    candidates: float
    judges: float
    residual: float
    within: float


class Intraclass(Value, frozen=True, kw_only=True):
    """Shrout and Fleiss (1979), Psychological Bulletin 86.

    one_single, one_mean      ICC(1,1), ICC(1,k): each candidate has judges of their own
    two_single, two_mean      ICC(2,1), ICC(2,k): absolute agreement of one judge, of the panel's mean
    three_single, three_mean  ICC(3,1), ICC(3,k): consistency, differences in severity left out
    """

    squares: MeanSquares
    one_single: Figure
    one_mean: Figure
    two_single: Figure
    two_mean: Figure
    three_single: Figure
    three_mean: Figure


class Concordance(Value, frozen=True, kw_only=True):
    """Kendall's W (0 … 1), corrected for ties, with its test.

    χ² = k (n − 1) W on `df` = n − 1; `p` is the chance of so large a χ² if judges ranked at random, rough below
    seven candidates.
    """

    w: float
    chi2: float
    df: int
    p: float


_TOO_FEW = not_computable("至少要有2名对象和2名评委。", "At least two candidates and two judges are needed.")
_NO_SPREAD = not_computable(
    "分数没有可比的差异，分母为0。", "The scores do not differ where they would have to; the divisor is 0."
)


def intraclass(table: Sequence[Sequence[Exact]]) -> Intraclass | NotComputable:
    """All six intraclass correlations. A negative one is shown as it is."""
    columns, n, k = _shape(table)
    if n < 2 or k < 2:
        return _TOO_FEW
    rows = summed(columns)
    mean = Fraction(sum(rows.numbers), n * k * rows.denominator)
    row_means = [Fraction(number, k * rows.denominator) for number in rows.numbers]
    judge_means = [column.mean for column in columns]
    everything = sum(
        (Fraction(number, column.denominator) - mean) ** 2 for column in columns for number in column.numbers
    )
    between = k * sum((m - mean) ** 2 for m in row_means)
    judges = n * sum((m - mean) ** 2 for m in judge_means)
    msr, msc = between / Fraction(n - 1), judges / Fraction(k - 1)
    mse, msw = (
        (everything - between - judges) / Fraction((n - 1) * (k - 1)),
        (everything - between) / Fraction(n * (k - 1)),
    )
    return Intraclass(
        squares=MeanSquares(candidates=float(msr), judges=float(msc), residual=float(mse), within=float(msw)),
        one_single=_share(msr - msw, msr + (k - 1) * msw),
        one_mean=_share(msr - msw, msr),
        two_single=_share(msr - mse, msr + (k - 1) * mse + Fraction(k, n) * (msc - mse)),
        two_mean=_share(msr - mse, msr + (msc - mse) / n),
        three_single=_share(msr - mse, msr + (k - 1) * mse),
        three_mean=_share(msr - mse, msr),
    )


def kendall_w(table: Sequence[Sequence[Exact]]) -> Concordance | NotComputable:
    """Kendall's coefficient of concordance: W = 12 S ÷ (k²(n³ − n) − k Σ T), with T = Σ (t³ − t) over a judge's ties."""
    columns, n, k = _shape(table)
    if n < 2 or k < 2:
        return _TOO_FEW
    ranks = [column.ranks() for column in columns]
    sums = summed(ranks)
    ties = sum(t**3 - t for column in columns for t in (column.numbers.count(v) for v in set(column.numbers)))
    w = _share(12 * sums.spread(sums), Fraction(k * k * (n**3 - n) - k * ties))
    if isinstance(w, NotComputable):
        return not_computable(
            "每名评委都给所有人打了相同的分。", "Every judge gave everybody the same score."
        )
    from scipy.stats import chi2  # noqa: PLC0415 - slow to load, needed for nothing else here

    statistic = k * (n - 1) * w
    return Concordance(w=w, chi2=statistic, df=n - 1, p=float(chi2.sf(statistic, n - 1)))


def _shape(table: Sequence[Sequence[Exact]]) -> tuple[tuple[Column, ...], int, int]:
    columns = columns_of(table)
    if table and not columns:
        raise Fault("a table without judges")
    return columns, len(table), len(columns)


def _share(number: Fraction | int, over: Fraction | int) -> Figure:
    return float(number / over) if over else _NO_SPREAD
