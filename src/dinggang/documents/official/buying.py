"""Service purchase: the entrustment agreements, what was accepted and paid."""

from decimal import Decimal

from dinggang.basis import plain
from dinggang.case import ActKind
from dinggang.documents.official.money import capital_yuan, grouped, yuan, yuan_said
from dinggang.documents.official.saying import Made, columns, label, lacking, ledger_head, not_taken, numbered
from dinggang.documents.official.values import (
    Document,
    Fields,
    Layout,
    Paragraph,
    Parties,
    Table,
)
from dinggang.documents.told import Told
from dinggang.documents.words import Names, chinese_date, money
from dinggang.services import Agreement


def agreements(told: Told, names: Names) -> Made:  # noqa: ARG001 - every document is asked in the same way
    """委托协议: one a service line, with quantity, price, acceptance, duties of both."""
    signed = told.case.purchases.agreements
    if not signed:
        return lacking("没有委托协议。", "There are no agreements.")
    act = told.last(ActKind.AGREEMENTS_SIGNED)
    if act is None:
        return not_taken("签订委托协议", "agreements signed")
    return tuple(_agreement(told, a, act.by, numbered(act)) for a in signed)


def _agreement(told: Told, one: Agreement, buyer: str, number: str) -> Document:
    lines = {s.id: s for s in told.case.plan.services.lines} if told.case.plan.services else {}
    service = lines[one.line].name if one.line in lines else one.line
    amount = f"{one.year}年度约定数量{plain(one.quantity)}{one.unit}"
    reasons = [label(one.method)]
    reasons += [f"理由：{one.reason.rstrip('。')}"] if one.reason else []
    reasons += [f"比价：{one.price_compared.rstrip('。')}"] if one.price_compared else []
    clauses = (
        ("委托内容", f"甲方委托乙方承担{service}服务，用途为{one.purpose}，不得改变。"),
        (
            "数量和价款",
            f"{amount}，单价{grouped(plain(one.unit_price))}元，价款总额不超过{yuan_said(money(one.amount))}（大写：{capital_yuan(money(one.amount))}）。",
        ),
        ("期限", f"自{chinese_date(one.start)}起至{chinese_date(one.end)}止。"),
        ("验收", "甲方按约定数量和质量验收，两人以上签字；公共服务项目请服务对象参加。"),
        ("付款", "甲方按验收合格的数量乘以单价付款，未经验收不付款。"),
        ("甲方的责任和权利", "提供必要的条件，按时验收付款，监督服务质量。"),
        ("乙方的责任和权利", "按约定提供服务，接受监督和验收，不得转包。"),
        ("变更和违约", "变更须双方书面同意；一方违约的，依法承担责任。"),
        ("争议处理", "因本协议发生争议，先协商；协商不成的，依法处理。"),
        ("采购方式", "；".join(reasons) + "。"),
    )
    return Document(
        kind="agreement",
        title=f"{service}服务委托协议",
        day=one.signed,
        layout=Layout.FORM,
        blocks=(
            Fields(
                pairs=(
                    ("协议编号", one.id),
                    ("签订依据", number.strip("（）")),
                    ("甲方", f"{buyer}（委托方）"),
                    ("乙方", f"{one.supplier}（承接方）"),
                ),
                wide=("甲方", "乙方"),
            ),
            *(
                Paragraph(lead=f"第{n}条　{title}　", text=text)
                for n, (title, text) in zip("一二三四五六七八九十", clauses, strict=True)
            ),
            Paragraph(text="本协议一式＿＿份，甲乙双方各执＿＿份，自双方签字盖章之日起生效。"),
            Parties(
                first=("甲方（盖章）：", "", "代表人（签字）：", "联系电话：", "　　　　年　　月　　日"),
                second=("乙方（盖章）：", "", "代表人（签字）：", "联系电话：", "　　　　年　　月　　日"),
            ),
        ),
    )


def acceptance_ledger(told: Told, names: Names) -> Made:  # noqa: ARG001 - every document is asked in the same way
    """服务验收和付款台账: each delivery with what was accepted, each line with what is payable and paid."""
    bought = told.case.purchases
    if not bought.deliveries:
        return lacking("没有服务验收记录。", "Nothing was delivered.")
    act = told.last(ActKind.PAYMENTS_MADE) or told.last(ActKind.DELIVERIES_ACCEPTED)
    if act is None:
        return not_taken("服务验收", "deliveries accepted")
    lines = {s.id: s.name for s in told.case.plan.services.lines} if told.case.plan.services else {}
    of = {a.id: a for a in bought.agreements}
    heads = ("验收编号", "协议", "服务项目", "日期", "交付数量", "合格数量", "单位", "验收人", "凭证")
    sums = ("服务项目", "年度", "协议金额（元）", "应付（元）", "已付（元）")
    totals = [
        sum((getattr(s, f) for s in told.statements), Decimal(0))
        for f in ("agreed_amount", "payable", "paid")
    ]
    return (
        Document(
            kind="acceptance",
            title=f"{told.organ}购买服务验收付款台账",
            day=act.day,
            layout=Layout.WIDE,
            blocks=(
                ledger_head(told, "元"),
                Table(
                    caption="验收",
                    columns=columns(*heads, centred="验收编号 协议 日期 单位", right="交付数量 合格数量"),
                    rows=tuple(
                        (
                            d.id,
                            d.agreement,
                            lines.get(of[d.agreement].line, ""),
                            chinese_date(d.day),
                            plain(d.quantity),
                            plain(d.accepted),
                            of[d.agreement].unit,
                            "、".join(d.accepted_by),
                            d.evidence,
                        )
                        for d in bought.deliveries
                    ),
                    empty="没有验收记录。",
                ),
                Table(
                    caption="应付和已付",
                    columns=columns(*sums, centred="年度", right=" ".join(sums[2:])),
                    rows=(
                        *(
                            (
                                lines.get(s.line, s.line),
                                "" if s.year is None else str(s.year),
                                yuan(s.agreed_amount),
                                yuan(s.payable),
                                yuan(s.paid),
                            )
                            for s in told.statements
                        ),
                        ("合计", "", *(yuan(t) for t in totals)),
                    ),
                    empty="没有付款。",
                    total=True,
                ),
            ),
        ),
    )
