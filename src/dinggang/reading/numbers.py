"""Numbers as such texts write them: Arabic or Chinese."""

from decimal import Decimal

NUMBER = r"(?:\d{1,9}(?:,\d{3}){0,3}(?:\.\d{1,4})?[万亿]?|[零〇一二两三四五六七八九十廿百千万亿]{1,12})"
"""A number in a pattern. Its length is bounded, so that no text makes a search slow."""
WHOLE = r"(?:\d{1,7}(?:,\d{3}){0,2}|[零〇一二两三四五六七八九十廿百千]{1,8})"
"""A whole number in a pattern."""
HEAD = r"(?<![\d零〇一二两三四五六七八九十廿百千])"
"""Where a number may start: not inside another one."""

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10_000, "亿": 100_000_000}


def number(text: str) -> Decimal:
    """30, 1,200, 1.5万, 三十, 一百二十, 两, 三万五千, 二〇〇六 → the exact number. Raises ValueError for anything else."""
    if text[:1].isascii() and text[:1].isdigit():
        large = _LARGE.get(text[-1], 1)
        return Decimal(text.rstrip("万亿").replace(",", "")) * large
    if len(text) > 1 and all(char in _DIGITS for char in text):
        return Decimal("".join(str(_DIGITS[char]) for char in text))
    return Decimal(_chinese(text))


def _chinese(text: str) -> int:
    total = section = digit = 0
    for char in text:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char == "廿":
            section += 20
            digit = 0
        elif char in _UNITS:
            section += (digit or 1) * _UNITS[char]
            digit = 0
        elif char in _LARGE:
            total = (total + section + digit) * _LARGE[char]
            section = digit = 0
        else:
            raise ValueError(f"{text} is no number")
    if not text:
        raise ValueError("an empty text is no number")
    return total + section + digit


def whole(text: str) -> int | None:
    """The number when it is whole, else None."""
    value = number(text)
    return int(value) if value == value.to_integral_value() else None
