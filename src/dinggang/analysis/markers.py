"""How far two markers of the same scripts agree."""

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

from dinggang.analysis.values import Figure, not_computable
from dinggang.basis import Exact, Fault, Value, fraction


class MarkerAgreement(Value, frozen=True, kw_only=True):
    """Two markers on the same scripts.

    exact       share of scripts with the same mark
    adjacent    share of scripts with the same mark or neighbouring steps of the scale
    kappa       quadratic weighted kappa, at most 1; 0 is chance
    mean_gap    mean of first − second, in marks
    """

    scripts: int
    exact: Figure
    adjacent: Figure
    kappa: Figure
    mean_gap: Figure


_NO_SCRIPT = not_computable("没有两人都评过的答卷。", "There is no script that both have marked.")


def marker_agreement(
    first: Sequence[Exact], second: Sequence[Exact], scale: Sequence[Exact]
) -> MarkerAgreement:
    """Agreement of two markers; `scale` lists every mark the item's step allows, rising.

    Kappa is 1 − Σ w O ÷ Σ w E with w = (a − b)² ÷ (K − 1)² over the places a, b of marks on the scale, O the observed
    counts and E those expected from the markers' own distributions (Cohen 1968, Psychological Bulletin 70). Raises
    Fault for a mark that is not on the scale.
    """
    places = {fraction(mark): place for place, mark in enumerate(scale)}
    marks = [(fraction(a), fraction(b)) for a, b in zip(first, second, strict=True)]
    if any(mark not in places for pair in marks for mark in pair):
        raise Fault("a mark is not on the scale")
    n = len(marks)
    if not n:
        return MarkerAgreement(
            scripts=0, exact=_NO_SCRIPT, adjacent=_NO_SCRIPT, kappa=_NO_SCRIPT, mean_gap=_NO_SCRIPT
        )
    pairs = [(places[a], places[b]) for a, b in marks]
    return MarkerAgreement(
        scripts=n,
        exact=sum(a == b for a, b in pairs) / n,
        adjacent=sum(abs(a - b) <= 1 for a, b in pairs) / n,
        kappa=_kappa(pairs),
        mean_gap=float(sum(a - b for a, b in marks) / n),
    )


def _kappa(pairs: Sequence[tuple[int, int]]) -> Figure:
    """(K − 1)² stands above and below and is left out."""
    observed = sum((a - b) ** 2 for a, b in pairs)
    rows, columns = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    expected = Fraction(
        sum((a - b) ** 2 * s * t for a, s in rows.items() for b, t in columns.items()), len(pairs)
    )
    if not expected:
        return not_computable("两人都只用了同一个分数。", "Both used one and the same mark throughout.")
    return float(1 - observed / expected)
