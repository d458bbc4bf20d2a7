"""The tables of service purchase."""

from dinggang.basis import Words
from dinggang.services import AwardMethod, Term
from dinggang.sheets.columns import (
    choice_column,
    date_column,
    few,
    id_column,
    note_column,
    number_column,
    text_column,
    whole_column,
    yes_column,
)
from dinggang.sheets.declare import Column, Kind, Table

AGREEMENTS = Table(
    name="agreements",
    file="services",
    sheet="委托协议",
    unique=("id",),
    columns=(
        id_column("id", "协议编号", "C01"),
        Column(
            key="line",
            header="服务项目",
            kind=Kind.REFERENCE,
            note=Words(zh="plan.toml中服务项目的编号或名称。", en="a service line's id or name"),
        ),
        text_column("supplier", "承接单位", "签约的单位全称。", "the supplier", required=True),
        text_column(
            "purpose", "用途", "须与方案中该项目的用途一致。", "purpose, as in the plan", required=True
        ),
        whole_column("year", "预算年度", "如2007。", "budget year"),
        number_column("quantity", "数量", "以该项目的计量单位计。", "quantity"),
        text_column("unit", "计量单位", "如亩、头、公里。", "unit", required=True),
        number_column("unit_price", "单价", "元。", "yuan a unit"),
        number_column("amount", "金额", "元，预算安排数。", "yuan set aside"),
        date_column("start", "开始日期", "服务开始。", "start"),
        date_column("end", "结束日期", "服务结束。", "end"),
        date_column("signed", "签订日期", "协议签字之日。", "signed"),
        choice_column("method", "采购方式", AwardMethod, "how the supplier was found"),
        note_column("reason", "定向理由", "定向购买时写明理由。", "why a direct award"),
        note_column("price_compared", "比价情况", "价格与什么比过。", "what the price was compared with"),
        yes_column(
            "related",
            "由原单位转制",
            "承接单位是否由原单位转制而来。",
            "the supplier came out of the former provider",
        ),
    ),
)

_AGREEMENT = id_column("agreement", "协议编号", "C01", refers="agreements")

DELIVERIES = Table(
    name="deliveries",
    file="services",
    sheet="交付验收",
    unique=("id",),
    columns=(
        id_column("id", "验收编号", "V01"),
        _AGREEMENT,
        date_column("day", "日期", "交付的日期。", "day"),
        number_column("quantity", "交付数量", "以协议的计量单位计。", "quantity delivered"),
        number_column("accepted", "验收合格数量", "不多于交付数量。", "quantity accepted"),
        Column(
            key="accepted_by",
            header="验收人",
            kind=Kind.WORDS,
            required=False,
            note=Words(zh="两人以上，用分号隔开。", en="two people, divided by semicolons"),
        ),
        text_column("evidence", "验收凭证", "验收单号等。", "evidence"),
        few(text_column("quality", "质量等次", "方案扣款规定中的等次名称。", "a quality grade of the plan")),
        few(
            whole_column(
                "late_days",
                "逾期天数",
                "迟交几天；没有迟交就空着。",
                "days late; empty: none",
                required=False,
            )
        ),
    ),
)

PAYMENTS = Table(
    name="payments",
    file="services",
    sheet="付款",
    unique=("id",),
    columns=(
        id_column("id", "付款编号", "Y01"),
        _AGREEMENT,
        date_column("day", "日期", "付款的日期。", "day"),
        number_column("amount", "金额", "元。", "yuan"),
    ),
)

CHANGES = Table(
    name="changes",
    file="services",
    sheet="协议变更",
    unique=("id",),
    extra=True,
    columns=(
        id_column("id", "变更编号", "G01"),
        _AGREEMENT,
        date_column("day", "日期", "从哪一天起按变更后的内容办。", "since when it counts"),
        choice_column("what", "变更事项", Term, "what is changed"),
        text_column(
            "before",
            "原内容",
            "变更前的数字或日期，不带单位，按文本填写。",
            "the number or day before",
            required=True,
        ),
        text_column("after", "新内容", "变更后的数字或日期。", "the number or day after", required=True),
        note_column("reason", "理由", "为什么变更。", "why"),
        text_column("decided_by", "决定机关", "谁决定的。", "who decided"),
    ),
)
