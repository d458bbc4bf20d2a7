"""Statistics of questions and of the paper they make: how hard, how well they tell people apart, how reliable.

Reports, no decisions. Notation as in the manuals: n people, k items, x mark of a person on an item, m its maximum,
T the person's total, R = T − x the rest without the item; variances and covariances with n − 1. Marks are exact
numbers (whole, Decimal, Fraction) of everyone who sat, one row per person, one column per item.
"""

from collections.abc import Sequence
from enum import StrEnum
from fractions import Fraction
from math import ceil, sqrt
from typing import Any

from dinggang.analysis.values import (
    FEW,
    Column,
    Figure,
    NotComputable,
    column_of,
    columns_of,
    correlation,
    not_computable,
    summed,
)
from dinggang.basis import Exact, Fault, Value, fraction

SHARE = Fraction(27, 100)


class Flag(StrEnum):
    """What an organiser should look at. Usual defaults, no verdict; `Limits` holds the numbers."""

    TOO_HARD = "too_hard"
    TOO_EASY = "too_easy"
    SUSPECT_KEY = "suspect_key"
    WEAK = "weak"
    LOW_DIFFERENCE = "low_difference"
    INEFFICIENT = "inefficient"
    LOWERS_ALPHA = "lowers_alpha"


class Limits(Value, frozen=True, kw_only=True):
    """Where flags begin: facility below or above, item–rest correlation, upper–lower difference."""

    hard: float = 0.2
    easy: float = 0.9
    weak: float = 0.2
    difference: float = 0.2


class ItemStatistics(Value, frozen=True, kw_only=True):
    """One item.

    facility         mean ÷ maximum (难度), 0 … 1
    rest             item–rest correlation, −1 … 1 (Moodle's discrimination index is 100 times it)
    upper_lower      facility among the best 27 % by total less that among the lowest 27 %
    efficiency       per cent of the covariance with the rest that these marks could have at best
    weight           effective weight: per cent of Σ √cov(x, T); an item with cov < 0 has none and adds nothing
    alpha_without    alpha of the other items
    """

    item: str
    facility: Figure
    rest: Figure
    upper_lower: Figure
    efficiency: Figure
    weight: Figure
    alpha_without: Figure
    flags: tuple[Flag, ...] = ()


class OptionStatistics(Value, frozen=True, kw_only=True):
    """One option of one item.

    chosen           how many chose it
    thirds           how many of them among the lowest, middle and best third by rest; people tied at a border count
                     in parts, so the three may be no whole numbers
    point_biserial   correlation of "chose it" (0 or 1) with the rest
    key              whether it belongs to the key
    suspect          a wrong option that the better choose (> 0), a right one that they avoid (≤ 0), or nobody's choice
    """

    option: str
    key: bool
    chosen: int
    thirds: tuple[float, float, float]
    point_biserial: Figure
    suspect: bool


class PaperStatistics(Value, frozen=True, kw_only=True):
    """The paper as a whole, in marks where nothing else is said.

    sd, skewness, kurtosis   with n − 1; k₃ ÷ k₂^1.5; k₄ ÷ k₂² (0 for a normal distribution)
    alpha                    Cronbach's; may be negative
    kr20                     Kuder and Richardson's formula 20, for items marked right or wrong with equal maxima
    interval                 Feldt's interval for alpha at `level`
    error_ratio              100 · √(1 − alpha), per cent
    sem                      SD · √(1 − alpha), the standard error of measurement
    telling                  z · √2 · sem: a smaller difference between two people should not be read as one (分差小于此值不宜区分)
    few                      fewer than 30 people: most of these figures are uncertain
    """

    people: int
    items: int
    mean: Figure
    median: Figure
    sd: Figure
    skewness: Figure
    kurtosis: Figure
    alpha: Figure
    kr20: Figure
    interval: tuple[float, float] | NotComputable
    error_ratio: Figure
    sem: Figure
    telling: Figure
    few: bool


_NOBODY = not_computable("没有人参加考试。", "Nobody sat the paper.")
_ONE = not_computable("只有1人。", "There is only one person.")
_ONE_ITEM = not_computable("只有1道题。", "There is only one item.")
_EQUAL = not_computable("所有人的总分相同。", "Everybody has the same total.")
_LOW = not_computable("与总分的协方差为负。", "Its covariance with the total is negative.")
_NO_MAXIMUM = not_computable("该题满分为0。", "The item's maximum is 0.")


def item_statistics(
    marks: Sequence[Sequence[Exact]],
    maxima: Sequence[Exact],
    items: Sequence[str] = (),
    *,
    share: Fraction = SHARE,
    limits: Limits | None = None,
) -> tuple[ItemStatistics, ...]:
    """Every item's statistics, in their order. `items` are names for them; without names their numbers from 1.

    `share` is the size of the upper and lower group; ⌈share · n⌉ people each. Raises Fault when a row's length is
    not that of `maxima`, TypeError for floats.
    """
    paper = _Paper(marks, maxima)
    names = items or [str(number) for number in range(1, paper.k + 1)]
    if len(names) != paper.k:
        raise Fault("one name per item is needed")
    return tuple(
        _flagged(paper.item(at, name, share), paper.alpha(), limits or Limits())
        for at, name in enumerate(names)
    )


def paper_statistics(
    marks: Sequence[Sequence[Exact]], maxima: Sequence[Exact], *, level: float = 0.95, z: float = 1.96
) -> PaperStatistics:
    """The paper's statistics; `level` is that of the interval, `z` that of the difference worth telling apart."""
    paper = _Paper(marks, maxima)
    alpha, sd = paper.alpha(), paper.sd()
    error: Figure = sqrt(1 - alpha) if isinstance(alpha, float) else alpha
    sem: Figure = sd * error if isinstance(sd, float) and isinstance(error, float) else error
    skewness, kurtosis = paper.shape()
    return PaperStatistics(
        people=paper.n,
        items=paper.k,
        mean=float(paper.total.mean) if paper.n else _NOBODY,
        median=paper.median(),
        sd=sd,
        skewness=skewness,
        kurtosis=kurtosis,
        alpha=alpha,
        kr20=paper.kr20(),
        interval=feldt(alpha, paper.n, paper.k, level) if isinstance(alpha, float) else alpha,
        error_ratio=100 * error if isinstance(error, float) else error,
        sem=sem,
        telling=z * sqrt(2) * sem if isinstance(sem, float) else sem,
        few=paper.n < FEW,
    )


def option_statistics(
    answers: Sequence[str], rest: Sequence[Exact], options: str, key: str
) -> tuple[OptionStatistics, ...]:
    """Every option of one item: `answers` ("AC"; "" unanswered) and `rest` (total without this item) per person."""
    if len(answers) != len(rest):
        raise Fault("one answer and one rest per person are needed")
    ability = column_of(rest)
    best, lowest = (
        _weights(ability.numbers, Fraction(1, 3), best=True),
        _weights(ability.numbers, Fraction(1, 3)),
    )
    found = []
    for option in options:
        chose = Column([int(option in answer) for answer in answers])
        high = sum((w for w, c in zip(best, chose.numbers, strict=True) if c), Fraction(0))
        low = sum((w for w, c in zip(lowest, chose.numbers, strict=True) if c), Fraction(0))
        chosen = sum(chose.numbers)
        biserial = correlation(chose, ability)
        wrong_way = isinstance(biserial, float) and (biserial <= 0 if option in key else biserial > 0)
        found.append(
            OptionStatistics(
                option=option,
                key=option in key,
                chosen=chosen,
                thirds=(float(low), float(chosen - low - high), float(high)),
                point_biserial=biserial,
                suspect=wrong_way or not chosen,
            )
        )
    return tuple(found)


def feldt(alpha: float, people: int, items: int, level: float = 0.95) -> tuple[float, float]:
    """Feldt's interval for alpha: 1 − (1 − α)·F at (n − 1, (n − 1)(k − 1)) degrees of freedom.

    Feldt, Woodruff and Salih (1987), Applied Psychological Measurement 11, formulas 6 and 7. Needs n, k ≥ 2.
    """
    from scipy.stats import f  # noqa: PLC0415 - slow to load, needed for nothing else here

    if people < 2 or items < 2 or not 0 < level < 1:
        raise Fault("an interval needs two people, two items and a level between 0 and 1")
    degrees = (people - 1, (people - 1) * (items - 1))
    tail = (1 - level) / 2
    return 1 - (1 - alpha) * float(f.ppf(1 - tail, *degrees)), 1 - (1 - alpha) * float(f.ppf(tail, *degrees))


class _Paper:
    """The marks as exact columns, and what all statistics share."""

    def __init__(self, marks: Sequence[Sequence[Exact]], maxima: Sequence[Exact]) -> None:
        if any(len(row) != len(maxima) for row in marks):
            raise Fault("one mark and one maximum per item are needed")
        self.n, self.k = len(marks), len(maxima)
        self.maxima = [fraction(maximum) for maximum in maxima]
        self.columns = columns_of(marks) if marks else tuple(Column(()) for _ in maxima)
        self.total = summed(self.columns) if self.columns else Column([0] * self.n)
        self.with_total = [column.spread(self.total) for column in self.columns] if self.n else []
        self.variances = [column.spread(column) for column in self.columns] if self.n else []

    def item(self, at: int, name: str, share: Fraction) -> ItemStatistics:
        column = self.columns[at]
        rest = self.total.minus(column)
        return ItemStatistics(
            item=name,
            facility=self._facility(at),
            rest=correlation(column, rest) if self.n else _NOBODY,
            upper_lower=self._upper_lower(at, share),
            efficiency=_efficiency(column, rest),
            weight=self._weight(at),
            alpha_without=self.alpha(without=at),
        )

    def _facility(self, at: int) -> Figure:
        if not self.n:
            return _NOBODY
        return float(self.columns[at].mean / self.maxima[at]) if self.maxima[at] else _NO_MAXIMUM

    def _upper_lower(self, at: int, share: Fraction) -> Figure:
        if self.n < 2:
            return _ONE if self.n else _NOBODY
        if not self.maxima[at]:
            return _NO_MAXIMUM
        if self.total.constant:
            return _EQUAL
        column, totals = self.columns[at], self.total.numbers
        upper, lower = _weights(totals, share, best=True), _weights(totals, share)
        gap = sum(x * (u - w) for x, u, w in zip(column.numbers, upper, lower, strict=True))
        return float(gap / column.denominator / sum(upper) / self.maxima[at])

    def _weight(self, at: int) -> Figure:
        if self.n < 2:
            return _ONE if self.n else _NOBODY
        if self.with_total[at] < 0:
            return _LOW
        whole = sum(sqrt(c) for c in self.with_total if c > 0)
        return 100 * sqrt(self.with_total[at]) / whole if whole else _EQUAL

    def alpha(self, without: int | None = None) -> Figure:
        """Cronbach's alpha, of all items or of all but one."""
        k = self.k - (without is not None)
        if self.n < 2:
            return _ONE if self.n else _NOBODY
        if k < 2:
            return _ONE_ITEM
        spread, variances = self.total.spread(self.total), sum(self.variances)
        if without is not None:  # var R = var T − 2 cov(x, T) + var x
            spread += self.variances[without] - 2 * self.with_total[without]
            variances -= self.variances[without]
        return float(Fraction(k, k - 1) * (1 - variances / spread)) if spread else _EQUAL

    def kr20(self) -> Figure:
        """With p(1 − p) and the variance of totals both ÷ n."""
        if isinstance(alpha := self.alpha(), NotComputable):
            return alpha
        maximum = self.maxima[0]
        marks = {Fraction(number, column.denominator) for column in self.columns for number in column.numbers}
        if len(set(self.maxima)) > 1 or not maximum or not marks <= {Fraction(0), maximum}:
            return not_computable(
                "题目不是只有对错两种得分，或满分不一。",
                "Items are not marked right or wrong with equal maxima.",
            )
        shares = [column.mean / maximum for column in self.columns]
        variance = self.total.spread(self.total) / self.n / maximum**2
        products = sum(p * (1 - p) for p in shares)
        return float(Fraction(self.k, self.k - 1) * (1 - products / variance))

    def median(self) -> Figure:
        if not self.n:
            return _NOBODY
        in_order = sorted(self.total.numbers)
        middle = in_order[(self.n - 1) // 2] + in_order[self.n // 2]
        return middle / (2 * self.total.denominator)

    def sd(self) -> Figure:
        if self.n < 2:
            return _ONE if self.n else _NOBODY
        return sqrt(self.total.variance)

    def shape(self) -> tuple[Figure, Figure]:
        """Skewness and excess kurtosis, from exact central moments."""
        few = not_computable("人数少于3人。", "There are fewer than 3 people.")
        fewer = not_computable("人数少于4人。", "There are fewer than 4 people.")
        n = self.n
        if n < 3:
            return few, fewer
        if self.total.constant:
            return _EQUAL, _EQUAL
        sums = sum(self.total.numbers)
        m2, m3, m4 = (
            Fraction(sum((n * x - sums) ** power for x in self.total.numbers), n ** (power + 1))
            for power in (2, 3, 4)
        )
        k2, k3 = n * m2 / (n - 1), n * n * m3 / ((n - 1) * (n - 2))
        skewness = float(k3) / sqrt(k2) ** 3
        if n < 4:
            return skewness, fewer
        k4 = n * n * ((n + 1) * m4 - 3 * (n - 1) * m2**2) / ((n - 1) * (n - 2) * (n - 3))
        return skewness, float(k4 / k2**2)


def _efficiency(column: Column, rest: Column) -> Figure:
    if len(column) < 2:
        return _ONE if len(column) else _NOBODY
    best = column.in_order().spread(rest.in_order())
    if best == 0:
        return not_computable("该题或其余总分没有差异。", "The item or the rest is the same for everybody.")
    return float(100 * column.spread(rest) / best)


def _weights(totals: Sequence[int], share: Fraction, *, best: bool = False) -> list[Fraction]:
    """How far each person belongs to the group of ⌈share · n⌉: 1, 0, or a part for those tied at its border."""
    size = ceil(share * len(totals))
    if not size:
        return [Fraction(0) for _ in totals]
    border = sorted(totals, reverse=best)[size - 1]
    inside = sum((t > border) if best else (t < border) for t in totals)
    part = Fraction(size - inside, sum(t == border for t in totals))
    return [part if t == border else Fraction(int(t > border) if best else int(t < border)) for t in totals]


def _flagged(item: ItemStatistics, alpha: Figure, limits: Limits) -> ItemStatistics:
    def holds(figure: Figure, test: Any) -> bool:
        return isinstance(figure, float) and bool(test(figure))

    found = [
        flag
        for flag, raised in (
            (Flag.TOO_HARD, holds(item.facility, lambda p: p < limits.hard)),
            (Flag.TOO_EASY, holds(item.facility, lambda p: p > limits.easy)),
            (Flag.SUSPECT_KEY, holds(item.rest, lambda r: r <= 0)),
            (Flag.WEAK, holds(item.rest, lambda r: 0 < r < limits.weak)),
            (Flag.LOW_DIFFERENCE, holds(item.upper_lower, lambda d: d < limits.difference)),
            (Flag.INEFFICIENT, holds(item.efficiency, lambda e: e < 0)),
            (
                Flag.LOWERS_ALPHA,
                isinstance(alpha, float) and holds(item.alpha_without, lambda a: a > alpha),
            ),
        )
        if raised
    ]
    return ItemStatistics(
        **{name: getattr(item, name) for name in item.__struct_fields__ if name != "flags"},
        flags=tuple(found),
    )
