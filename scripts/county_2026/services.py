"""Buying services: lines of the county, an agreement for each in each township, deliveries, acceptance, payments, changes."""

from decimal import Decimal
from typing import NamedTuple

from county_2026.days import CHANGED, DELIVERED, ENDS, PAID, SIGNED, STARTS
from county_2026.dice import Dice
from county_2026.people import Member
from county_2026.places import COUNTY
from county_2026.rules import county_rules
from dinggang.plan import DeductionRule, PathYear, ServiceLine, Services, Stratum
from dinggang.roster import REGULAR
from dinggang.services import (
    Agreement,
    AwardMethod,
    Change,
    Delivery,
    Payment,
    Purchases,
    Term,
    as_changed,
    price,
)

D = Decimal
COMPANY = f"{COUNTY}惠农综合服务有限公司"
WHY_DIRECT = "原站所人员、设备和台账整体转入该公司，县内暂无其他单位能够承接；期限一年，期满重新比选"


class Bought(NamedTuple):
    """A line: name, purpose with its code, unit, whether whole, what a unit costs, how many a township needs, provider."""

    name: str
    purpose: str
    unit: str
    whole: bool
    price: str
    quantity: int
    former: str


LINES = (
    Bought("农技推广示范", "2130106 农业技术推广、示范和培训", "亩", False, "12.50", 9600, "农业技术推广站"),
    Bought("病虫害统防统治", "2130108 农作物病虫害测报和防治", "亩次", True, "4.20", 21000, "农业技术推广站"),
    Bought("农产品质量检测", "2130109 农产品质量安全抽样检测", "批次", True, "180.00", 260, "农业技术推广站"),
    Bought("耕地质量监测", "2130135 耕地质量监测和土壤取样", "点次", True, "220.00", 150, "农业技术推广站"),
    Bought("秸秆综合利用", "2130135 秸秆离田和综合利用", "吨", False, "65.00", 900, "农业技术推广站"),
    Bought("畜禽强制免疫", "2130108 畜禽强制免疫注射", "头次", True, "3.60", 42000, "畜牧兽医站"),
    Bought("动物疫病监测", "2130108 动物疫病采样监测", "份", True, "35.00", 1800, "畜牧兽医站"),
    Bought("病死畜禽处理", "2130119 病死畜禽收集和无害化处理", "吨", False, "820.00", 60, "畜牧兽医站"),
    Bought("农机作业服务", "2130106 农业机械作业和检修", "台次", True, "48.00", 1500, "农机管理站"),
    Bought("渠道管护", "2130306 农田渠道清淤和维护", "公里", False, "2600.00", 52, "水利站"),
    Bought("塘坝巡查", "2130306 小型水库和塘坝巡查", "座次", True, "75.00", 960, "水利站"),
    Bought("农村饮水维护", "2130316 农村饮水管网维护", "处次", True, "160.00", 420, "水利站"),
    Bought("河道保洁", "2130311 河道和堤岸保洁", "公里", False, "3100.00", 38, "水利站"),
    Bought("生态公益林管护", "2130209 公益林巡护和补植", "亩", False, "6.50", 14000, "林业站"),
    Bought("林业有害生物防治", "2130234 林业有害生物监测和防治", "亩次", True, "9.80", 5200, "林业站"),
    Bought("群众文化活动", "2070109 农村文化演出和活动", "场", True, "2800.00", 36, "文化站"),
    Bought("农家书屋管理", "2070104 农家书屋开放和图书流转", "次", True, "90.00", 520, "文化站"),
    Bought("应急广播维护", "2070808 应急广播线路和终端维护", "点次", True, "55.00", 760, "文化站"),
    Bought("镇区环卫保洁", "2120501 镇区道路保洁和垃圾清运", "平方米", False, "2.40", 68000, "村镇建设站"),
    Bought("绿化养护", "2120501 镇区绿化养护", "平方米", False, "3.80", 15000, "村镇建设站"),
    Bought("污水设施运行", "2110302 农村生活污水设施运行维护", "吨", False, "1.35", 96000, "村镇建设站"),
    Bought("乡村公路养护", "2140106 乡村公路小修保养", "公里", False, "5200.00", 46, "公路管理站"),
    Bought("村级会计代理", "2130199 村级账务代理记账", "笔", True, "8.50", 9800, "财政所"),
    Bought("就业服务", "2080199 求职登记、岗位对接和培训组织", "人次", True, "42.00", 1700, "劳动保障所"),
    Bought("居家养老服务", "2081006 困难老人居家养老服务", "人次", True, "38.00", 4100, "劳动保障所"),
    Bought("健康随访", "2100408 重点人群健康随访", "人次", True, "16.00", 6200, "卫生健康服务站"),
    Bought("退役军人走访", "2080828 退役军人走访慰问", "户次", True, "60.00", 480, "退役军人服务站"),
    Bought("矛盾纠纷调处", "2040604 人民调解员调处纠纷", "件", True, "260.00", 210, "综治办公室"),
)
"""What is bought: amounts are invented, and so is which code a purpose bears."""

SUPPLIERS = (
    "岚泽县青禾农业专业合作社",
    "岚泽县绿野生态服务有限公司",
    "清屿市康平卫生服务有限公司",
    "岚泽县安澜水利工程有限公司",
    "清屿市众和物业服务有限公司",
    "岚泽县乡韵文化服务中心",
    "岚泽县同济社会工作服务社",
    "清屿市路达养护有限公司",
)
METHODS = ((AwardMethod.TENDER, 52), (AwardMethod.NEGOTIATION, 22), (AwardMethod.DIRECT, 26))
A_YEAR = 106_000
"""Yuan a year for somebody in headcount."""


def county_purchases(names: tuple[str, ...], members: tuple[Member, ...]) -> Purchases:
    dice = Dice("services")
    signers = _signers(members)
    agreements: list[Agreement] = []
    deliveries: list[Delivery] = []
    payments: list[Payment] = []
    changes: list[Change] = []
    for number, line in enumerate(LINES, start=1):
        method = dice.weighted([m for m, _ in METHODS], [w for _, w in METHODS])
        for town, name in enumerate(names):
            a = _agreement(f"C{len(agreements) + 1:04}", f"S{number:02}", line, method, name, dice)
            agreements.append(a)
            changed = _change(a, f"G{len(changes) // 2 + 1:04}", dice)
            changes += changed
            _deliver(a, signers[town], dice, deliveries, payments)
    return Purchases(
        agreements=tuple(agreements),
        deliveries=tuple(deliveries),
        payments=tuple(payments),
        changes=tuple(changes),
    )


def _signers(members: tuple[Member, ...]) -> dict[int, tuple[str, str]]:
    """Who accepts in each township: a leader, and the head of the finance office."""
    leaders: dict[int, str] = {}
    heads: dict[int, str] = {}
    for m in members:
        if m.person.stratum is Stratum.LEADER:
            leaders[m.seat.town] = m.name
        if m.person.stratum is Stratum.MID and m.seat.body == "财政所":
            heads.setdefault(m.seat.town, m.name)
    return {town: (leader, heads[town]) for town, leader in leaders.items()}


def _agreement(id_: str, line: str, bought: Bought, method: AwardMethod, town: str, dice: Dice) -> Agreement:
    quantity = D(bought.quantity * dice.between(85, 115) // 100)
    unit_price = D(bought.price)
    direct = method is AwardMethod.DIRECT
    compared = D(bought.price) * dice.between(101, 109) / 100
    return Agreement(
        id=id_,
        line=line,
        supplier=COMPANY if direct else dice.pick(SUPPLIERS),
        purpose=bought.purpose,
        year=2026,
        quantity=quantity,
        unit=bought.unit,
        unit_price=unit_price,
        amount=quantity * unit_price,
        start=STARTS,
        end=ENDS,
        signed=SIGNED,
        method=method,
        reason=f"{town}：{WHY_DIRECT}" if direct else "",
        price_compared=f"邻县同类服务2026年每{bought.unit}{compared:.2f}元" if direct else "",
        related=direct,
    )


def _change(a: Agreement, id_: str, dice: Dice) -> tuple[Change, ...]:
    """One agreement in fourteen is widened by a twentieth: its quantity and its amount."""
    if dice.below(14):
        return ()
    more = a.quantity + a.quantity // 20
    said = (
        (Term.QUANTITY, f"{a.quantity}", f"{more}"),
        (Term.AMOUNT, f"{a.amount:f}", f"{more * a.unit_price:f}"),
    )
    return tuple(
        Change(
            id=f"{id_}{n}",
            agreement=a.id,
            day=CHANGED,
            what=what,
            before=before,
            after=after,
            reason="汛期后服务范围扩大，增加的数量已列入调整预算",
            decided_by="县乡镇机构改革领导小组",
        )
        for n, (what, before, after) in enumerate(said, start=1)
    )


def _deductions() -> DeductionRule | None:
    rule = county_rules(()).services
    return None if rule is None else rule.deductions


RULE = _deductions()


def _deliver(
    a: Agreement,
    signers: tuple[str, str],
    dice: Dice,
    deliveries: list[Delivery],
    payments: list[Payment],
) -> None:
    """Three deliveries in autumn, each accepted by two people, and paid as the deductions say."""
    for day, paid in zip(DELIVERED, PAID, strict=True):
        quantity = a.quantity * dice.between(6, 10) // 100 + 1
        short = quantity * dice.between(1, 6) // 100 if dice.chance(15) else D(0)
        quality = dice.weighted(("优", "良", "合格"), (68, 26, 6))
        late = dice.between(1, 8) if dice.chance(10) else 0
        number = len(deliveries) + 1
        deliveries.append(
            Delivery(
                id=f"V{number:05}",
                agreement=a.id,
                day=day,
                quantity=quantity,
                accepted=quantity - short,
                accepted_by=signers,
                evidence=f"岚服验〔2026〕{number}号",
                quality=quality,
                late_days=late,
            )
        )
        amount = price(RULE, quantity - short, a.unit_price, quality, late).amount
        payments.append(Payment(id=f"Y{number:05}", agreement=a.id, day=paid, amount=amount))


def county_services(purchases: Purchases, members: tuple[Member, ...]) -> Services:
    """The lines with their money of 2025, a little less than what was agreed on since; and the way to 2029."""
    agreed = dict.fromkeys((f"S{n:02}" for n in range(1, len(LINES) + 1)), D(0))
    for a in purchases.agreements:
        agreed[a.line] += as_changed(a, purchases.changes).amount
    lines = tuple(
        ServiceLine(
            id=id_,
            name=line.name,
            purpose=line.purpose,
            unit=line.unit,
            base_amount=agreed[id_] * 95 // 10_000 * 100,
            former_provider=f"各乡镇{line.former}",
            whole=line.whole,
        )
        for (id_, line) in zip(agreed, LINES, strict=True)
    )
    base = sum((line.base_amount for line in lines), D(0))
    path = _path(base, sum(agreed.values(), D(0)), members)
    return Services(base_year=2025, base_total=base, lines=lines, path=path)


def _path(base: Decimal, agreed: Decimal, members: tuple[Member, ...]) -> tuple[PathYear, ...]:
    """Staff money falls as people leave; money for services is what was agreed on, and grows by a twentieth a year."""
    staff = D(sum(m.person.kind in REGULAR for m in members) * A_YEAR)
    found = [PathYear(year=2025, staff=staff, services=base)]
    for n, year in enumerate(range(2026, 2030)):
        services = agreed if not n else agreed * (100 + 5 * n) // 100
        left = staff * (96 - 4 * n) // 100
        target = 100 * services // (services + left)
        found.append(PathYear(year=year, staff=left, services=services, target_share=target))
    return tuple(found)
