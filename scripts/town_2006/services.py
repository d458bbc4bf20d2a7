"""Buying services: eight agreements with the company, the first month delivered, accepted and paid."""

from datetime import date
from decimal import Decimal

from dinggang.plan import Plan
from dinggang.services import Agreement, AwardMethod, Delivery, Payment, Purchases
from town_2006.people import Member

D = Decimal
COMPANY = "望禾镇农工商综合服务公司"
WHY_DIRECT = "转制单位人员和设备整体转入该公司，镇内暂无其他单位能够承接；期限一年，期满重新比选"
BOUGHT = (
    # line, quantity a year, yuan a unit, delivered in December, accepted, what the price was compared with
    ("S01", "12000", "8.00", "600", "600", "邻近两镇2006年每亩8.10元、8.30元"),
    ("S02", "60000", "2.00", "4200", "4200", "区畜牧局核定每头2.10元"),
    ("S03", "1800", "30.00", "120", "120", "邻近两镇2006年每台次30元、32元"),
    ("S04", "110", "1200.00", "9", "8.5", "区水利局定额每公里1250元"),
    ("S05", "24000", "3.00", "900", "900", "区植保站核定每亩次3.10元"),
    ("S06", "75", "800.00", "6", "6", "区电影公司每场850元"),
    ("S07", "28000", "3.00", "2300", "2300", "邻近两镇2006年每平方米3.00元、3.20元"),
    ("S08", "78", "1800.00", "6.5", "6.5", "区交通局定额每公里1850元"),
)
"""S02 agrees on 2,000 yuan more than in 2005; of S04 half a kilometre of canal was sent back."""


def town_purchases(plan: Plan, members: tuple[Member, ...]) -> Purchases:
    lines = {line.id: line for line in plan.services.lines} if plan.services is not None else {}
    names = {
        m.person.former_post: m.name for m in members if m.person.former_body in {"镇领导班子", "财政所"}
    }
    accepted_by = (names["副镇长（农业、水利）"], names["所长"])
    agreements, deliveries, payments = [], [], []
    for number, (line, quantity, price, delivered, accepted, compared) in enumerate(BOUGHT, start=1):
        agreements.append(
            Agreement(
                id=f"C{number:02}",
                line=line,
                supplier=COMPANY,
                purpose=lines[line].purpose,
                year=2007,
                quantity=D(quantity),
                unit=lines[line].unit,
                unit_price=D(price),
                amount=D(quantity) * D(price),
                start=date(2006, 12, 1),
                end=date(2007, 11, 30),
                signed=date(2006, 11, 30),
                method=AwardMethod.DIRECT,
                reason=WHY_DIRECT,
                price_compared=compared,
                related=True,
            )
        )
        deliveries.append(
            Delivery(
                id=f"V{number:02}",
                agreement=f"C{number:02}",
                day=date(2006, 12, 22),
                quantity=D(delivered),
                accepted=D(accepted),
                accepted_by=accepted_by,
                evidence=f"望财验〔2006〕{number}号",
            )
        )
        payments.append(
            Payment(
                id=f"Y{number:02}",
                agreement=f"C{number:02}",
                day=date(2006, 12, 26),
                amount=D(accepted) * D(price),
            )
        )
    return Purchases(agreements=tuple(agreements), deliveries=tuple(deliveries), payments=tuple(payments))
