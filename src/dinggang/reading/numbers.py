"""Numbers as such texts write them: Arabic or Chinese."""

from decimal import Decimal

NUMBER = r"(?:\d[\d,]*(?:\.\d+)?|[零〇一二两三四五六七八九十百千万亿]+)"
"""A number in a pattern."""
COUNTER = r"(?:名|个|人|项|处|块|家|条)"

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10_000, "亿": 100_000_000}


def number(text: str) -> Decimal:
    """30, 1,200, 三十, 一百二十, 两, 十六, 三万五千 → the exact number. Raises ValueError for anything else."""
    if text[0].isdigit():
        return Decimal(text.replace(",", ""))
    total = section = digit = 0
    for char in text:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _UNITS:
            section += (digit or 1) * _UNITS[char]
            digit = 0
        elif char in _LARGE:
            total = (total + section + digit) * _LARGE[char]
            section = digit = 0
        else:
            raise ValueError(f"{text} is no number")
    return Decimal(total + section + digit)


def whole(text: str) -> int | None:
    """The number when it is whole, else None."""
    value = number(text)
    return int(value) if value == value.to_integral_value() else None
