"""What deliveries may be paid for, as tables: the amounts, and how each was worked out."""

from collections.abc import Sequence
from decimal import Decimal

from dinggang.basis import Rounding, shown
from dinggang.documents.words import money
from dinggang.services import Accepted, Priced
from dinggang.sheets import Sheet


def paying_sheets(found: Sequence[tuple[Accepted, Priced]], rounding: Rounding) -> list[Sheet]:
    """应付金额, and its working-out step by step."""
    total = sum((priced.amount for _, priced in found), Decimal(0))
    first = Sheet(
        title="应付金额",
        columns=("验收编号", "验收合格数量", "单价", "质量等次", "逾期天数", "应付金额"),
        rows=(
            *(
                (one.id, one.quantity, one.unit_price, one.quality, one.late_days, money(priced.amount))
                for one, priced in found
            ),
            ("合计", None, None, "", None, money(total)),
        ),
        notes=(f"金额单位为元；应付＝验收数量×单价－扣款，逐笔{rounding.words.zh}。",),
    )
    second = Sheet(
        title="计算过程",
        columns=("验收编号", "步骤", "算式", "精确值"),
        rows=tuple(
            (one.id, step.label.zh, step.formula, shown(step.exact))
            for one, priced in found
            for step in priced.steps
        ),
    )
    return [first, second]
