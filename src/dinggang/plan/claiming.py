"""When a summary may use a word of judgement."""

from decimal import Decimal
from typing import Annotated

import msgspec

from dinggang.basis import Percent, Value, Within

_Most = Annotated[Decimal, Within(50, 100)]
"""A share that is called most or half is not less than half."""

_Times = Annotated[int, msgspec.Meta(ge=2, le=1000)]
_Few = Annotated[int, msgspec.Meta(ge=0, le=1_000_000)]


class ClaimRule(Value, frozen=True, kw_only=True):
    """When a word of judgement may be printed. A plan may set other figures, before anything is counted.

    vast_majority: 绝大多数, at least so many per cent. half: 半数以上, at least. keen: 踊跃, applicants of those who may, at
    least. clear: 明显, a change by at least so many per cent of what was before. many: 多次, at least so many times.
    days_late, corrections: 顺利, at most so many days after the plan's last day and so many acts corrected. waiting: 圆满,
    at most so many people left waiting, in a case that is closed and whose balance sheet holds. 全部 has none: all is all.
    """

    vast_majority: _Most = Decimal(90)
    half: _Most = Decimal(50)
    keen: Percent = Decimal(90)
    clear: Percent = Decimal(20)
    many: _Times = 3
    days_late: _Few = 0
    corrections: _Few = 0
    waiting: _Few = 0
    clause: str = ""
