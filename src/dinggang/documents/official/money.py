"""Money as papers print it: in columns, in sentences, and in the capital numerals that nobody can alter (大写)."""

import re
from decimal import Decimal

from dinggang.basis import plain

_CAPITALS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿", "万亿")


def yuan(amount: Decimal | None) -> str:
    """7,260.00, as a column has it; nothing for no amount."""
    return "" if amount is None else f"{amount:,.2f}"


def yuan_said(amount: Decimal) -> str:
    """756,400元, as a sentence has it: without cents that are none."""
    exact = Decimal(plain(amount))
    return f"{exact:,.0f}元" if exact == exact.to_integral_value() else f"{exact:,.2f}元"


_UNGROUPED = re.compile(r"(?<![\d.,〔])\d{4,}(?:\.\d+)?(?![\d.,年〕])")


def grouped(formula: str) -> str:
    """A working-out of money with its sums grouped as they are everywhere else: 1255.00×45 is 1,255.00×45. Years stay."""
    return _UNGROUPED.sub(lambda found: f"{Decimal(found[0]):,}", formula)


def capital_yuan(amount: Decimal) -> str:
    """Yuan in capital numerals, by the banks' rules for bills (支付结算办法 1997, annex 1): 1409.50 is 壹仟肆佰零玖元伍角.

    Raises ValueError for less than nothing, for a fraction of a cent, and from a hundred million million yuan upwards.
    """
    cents = amount * 100
    if cents != cents.to_integral_value() or not 0 <= cents < 10**18:
        raise ValueError(amount)
    whole, small = divmod(int(cents), 100)
    jiao, fen = divmod(small, 10)
    said = f"{_integer(whole)}元" if whole or not small else ""
    if not small:
        return f"{said}整"
    if jiao:
        said += f"{_CAPITALS[jiao]}角"
    elif whole:
        said += "零"
    return said + (f"{_CAPITALS[fen]}分" if fen else "")


def _integer(number: int) -> str:
    if number == 0:
        return _CAPITALS[0]
    groups = []
    while number:
        number, group = divmod(number, 10_000)
        groups.append(group)
    said = ""
    for at in range(len(groups) - 1, -1, -1):
        group = groups[at]
        if group == 0:
            continue
        # A place that is left out between two figures is told by one 零.
        if said and (group < 1000 or groups[at + 1] == 0):
            said += _CAPITALS[0]
        said += _group(group) + _GROUPS[at]
    return said


def _group(number: int) -> str:
    said, gap = "", False
    for place in range(3, -1, -1):
        figure = number // 10**place % 10
        if figure == 0:
            gap = bool(said)
            continue
        said += (_CAPITALS[0] if gap else "") + _CAPITALS[figure] + _PLACES[place]
        gap = False
    return said
